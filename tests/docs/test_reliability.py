"""The figures of docs/reliability.md that the code itself tells."""

from tests.services.schema.postgresql.before.attacks import ATTACKS
from tools.screenshots.named import ROOT


def test_the_attacks_are_as_many_as_it_says() -> None:
    attacks = [attack for of_one in ATTACKS.values() for attack in of_one]
    of_each = ", ".join(
        f"{said} {len(ATTACKS[who])}"
        for who, said in (
            ("counter", "counter"),
            ("phone", "phone"),
            ("call", "phone with a caller identified"),
            ("supervisor", "supervisor"),
            ("portal", "portal"),
            ("worker", "worker"),
            ("circulation", "circulation"),
        )
    )
    said = f"{len(attacks)} denied ({len({attack.script for attack in attacks})} statements: {of_each})"
    assert said in (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")

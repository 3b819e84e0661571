"""The figures of docs/reliability.md that the code itself tells."""

import re

from tests.services.own_schema.schema.postgresql.attacks import ATTACKS
from tools.screenshots.named import ROOT

_RELIABILITY = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
_PAGES = ROOT / "tests" / "services" / "own_schema" / "schema" / "postgresql" / "matrix" / "expected"


def test_the_matrix_has_as_many_pages_and_calls_as_it_says() -> None:
    pages = [page.read_text(encoding="utf-8").splitlines()[1] for page in _PAGES.glob("*.txt")]
    counts = [
        (int(refused), int(made)) for page in pages for refused, made in re.findall(r"(\d+) of (\d+)", page)
    ]
    refused, made = (sum(each) for each in zip(*counts, strict=True))
    told = f"{made:,} calls: {made - refused:,} told what was reviewed, {refused:,} refused"
    assert f"({len(pages)} pages) | {told}" in _RELIABILITY
    assert f"# {made:,} calls;" in _RELIABILITY


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
    assert said in _RELIABILITY

"""What somebody with a stolen login would try in `psql`: nothing of it may be read or have an effect.

`attacks/` has a file a role, one of what any of the staff might try and one of what anybody might; each line is a
script of one transaction, in which the library's own rows stand in braces. The desks', the worker's and the page's
logins have no table (matrix/all_denied.py names each of them): they call functions. The circulation system's has some,
by column.

Behind ` -- ` stands what the guard says that refuses the script, as `madoguchi_refuse` is told it. A login for which
it is another one follows: `; LOGIN: ` and that guard's sentence, or `-` for none. Where no guard is named, the login's
privileges refuse the script, or the rows that it is after are hidden: a guard that spoke up there would hide that they
don't.
"""

from dataclasses import dataclass
from pathlib import Path

_GUARD = " -- "


@dataclass(frozen=True)
class Attack:
    """One script by one login.

    Attributes:
        guard: what the guard says that has to refuse it; None where privileges or hidden rows have to.
    """

    who: str
    script: str
    guard: str | None

    def filled(self, names: dict[str, object]) -> str:
        """Put the library's own rows into the script."""
        return self.script.format(**names)


def _lines(name: str) -> list[str]:
    return (Path(__file__).parent / "attacks" / f"{name}.sql").read_text(encoding="utf-8").splitlines()


def _attacks(who: str) -> list[Attack]:
    of_staff = _lines("any_staff") if who in {"counter", "phone", CALL, "supervisor"} else []
    own = (*_lines("counter"), *_lines("call")) if who == CALL else _lines(who)
    return [_attack(who, line) for line in (*_lines("anybody"), *of_staff, *own)]


def _attack(who: str, line: str) -> Attack:
    script, _, said = line.partition(_GUARD)
    guards: dict[str, str] = {}
    usual = ""
    for part in filter(None, said.split("; ")):
        login, colon, guard = part.partition(": ")
        if colon:
            guards[login] = guard
        else:
            usual = part
    guard = guards.get(who, usual)
    return Attack(who, script, None if guard in {"", "-"} else guard)


CALL = "call"
"""電話担当, too, but while a caller is on the line who was identified as {patron}."""
LOGINS = ("counter", "phone", CALL, "supervisor", "worker", "portal", "circulation")
ATTACKS = {who: _attacks(who) for who in LOGINS}

"""What somebody with a stolen login would try in `psql`: nothing of it may be read or have an effect.

`attacks/` has a file a role, one of what any of the staff might try and one of what anybody might; each line is a
script of one transaction. `{record}` in it becomes a record of an act in the login's own name, as whoever knows the
guards would write one first; `{record:VERB}` one with a verb of their choice, `{record:VERB ROW}` one that names a row,
too. The rest in braces are the library's own rows.

Behind ` -- ` stands what the guard says that refuses the script, as `madoguchi_refuse` is told it. A login for which
it is another one follows: `; LOGIN: ` and that guard's sentence, or `-` for none. 電話担当 without a caller makes no
record of an act, so a script with one needs no such words. Where no guard is named, the login's privileges refuse the
script, or the rows that it is after are hidden: a guard that spoke up there would hide that they don't.
"""

from dataclasses import dataclass
from pathlib import Path

from tests.services.schema.postgresql import attacks

_RECORD = (
    "INSERT INTO act (id, at, staff_id, branch_id, workstation, channel, patron_id, verb, subject_id, outcome,"
    " details, sequence, hash) VALUES (gen_random_uuid()::text, madoguchi_now(), '{me}', {branch}, 'w', '{channel}',"
    " {patron}, '%s', %s, 'done', '{{}}', 0, repeat('0', 64)); "
)
_OTHERS_RECORDS = "<> '{me}'"


_GUARD = " -- "
_MAY_NOT = "this role may not do this act on this channel"


@dataclass(frozen=True)
class Attack(attacks.Attack):
    """One script by one login."""

    @property
    def may_leave_a_record(self) -> bool:
        """Tell whether its record may stay: one of an act that is the login's to do, behind which it reaches no row."""
        return self.who == CALL and "}SELECT" not in self.script

    def filled(self, names: dict[str, object]) -> str:
        """Put the library's own rows into the script."""
        script = self.script
        while "{record" in script:
            before, _, rest = script.partition("{record")
            verb, _, after = rest.partition("}")
            verb, _, row = (verb.removeprefix(":") or "hold.change").partition(" ")
            script = before + _RECORD % (verb, f"{{{row}}}" if row else "NULL") + after
        return script.format(**names)


def _lines(name: str) -> list[str]:
    return (Path(__file__).parent / "attacks" / f"{name}.sql").read_text(encoding="utf-8").splitlines()


def _attacks(who: str) -> list[Attack]:
    of_staff = _lines("any_staff") if who in {"counter", "phone", CALL, "supervisor"} else []
    if who == "supervisor":  # who may read everybody's records
        of_staff = [line for line in of_staff if _OTHERS_RECORDS not in line]
    anybody = _lines("anybody")
    own = (*_lines("counter"), *_lines("call")) if who == CALL else _lines(who)
    return [_attack(who, line) for line in (*anybody, *of_staff, *own)]


def _attack(who: str, line: str) -> Attack:
    script, _, said = line.partition(_GUARD)
    guards = {"phone": _MAY_NOT} if "{record" in script else {}
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
LOGINS = ("counter", "phone", CALL, "supervisor", "worker", "portal")
ATTACKS = {who: _attacks(who) for who in LOGINS}

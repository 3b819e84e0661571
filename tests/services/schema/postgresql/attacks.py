"""What somebody with a stolen login would try in `psql`: nothing of it may be read or have an effect.

`attacks/` has a file a role, one of what any of the staff might try and one of what anybody might; each line is a
script of one transaction. `{record}` in it becomes a record of an act in the login's own name, as whoever knows the
guards would write one first; `{record:VERB}` one with a verb of their choice, `{record:VERB ROW}` one that names a row,
too. The rest in braces are the library's own rows.
"""

from dataclasses import dataclass
from pathlib import Path

_RECORD = (
    "INSERT INTO act (id, at, staff_id, branch_id, workstation, channel, patron_id, verb, subject_id, outcome, details,"
    " sequence, hash) VALUES (gen_random_uuid()::text, now(), '{me}', {branch}, 'w', '{channel}', {patron}, '%s', %s,"
    " 'done', '{{}}', 0, repeat('0', 64)); "
)
_OTHERS_RECORDS = "<> '{me}'"


@dataclass(frozen=True)
class Attack:
    """One script by one login."""

    who: str
    script: str

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
    own = (*_lines("counter"), *_lines("call")) if who == CALL else _lines(who)
    return [Attack(who, line) for line in (*_lines("anybody"), *of_staff, *own)]


CALL = "call"
"""電話担当, too, but while a caller is on the line who was identified as {patron}."""
LOGINS = ("counter", "phone", CALL, "supervisor", "worker", "portal")
ATTACKS = {who: _attacks(who) for who in LOGINS}

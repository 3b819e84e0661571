"""Builds the CHECK of `circulation_rule.value`, in the words of each dialect.

What it doesn't say of the rules `checks_0010` does. As there, nothing raises.
"""

from collections.abc import Mapping
from typing import Final

from services.database.tables import checks_0010
from services.database.tables.checks_0010 import postgresql, sqlite
from services.database.tables.checks_0010.names import MOST, listed

_STEPS: Final = ("mail_no_renewal", "propose_suspension", "postcard", "letter", "call", "mail")
"""Those that begin as another one does stand before it."""
_NUMBERS: Final = ("contact_again_days", "contact_calls", "contacts_kept_days")


def _stages_in_postgresql() -> str:
    stage = f"[1-9][0-9]{{0,3}} ({'|'.join(_STEPS)})"
    return f"(value #>> '{{}}') ~ '^({stage}(, {stage})*)?$'"


def _stages_in_sqlite() -> str:
    """Put one sign in the place of each step, and one in that of each stage's end: numbers are left between them."""
    bare = "{said} || ', '"
    for step in _STEPS:
        bare = f"replace({bare}, ' {step}', '#')"
    bare = f"replace({bare}, '#, ', '|')"
    none = " AND ".join(
        f"'|' || {bare} NOT GLOB '{it}'"
        for it in ("*[^0-9|]*", "*||*", "*|0*", "*[0-9][0-9][0-9][0-9][0-9]*")
    )
    return f"{{said}} = '' OR ({{said}} NOT GLOB '*[^0-9a-z_, ]*' AND {none})"


def _value(number: str, stages: str, before: str) -> str:
    return (
        f"CASE WHEN name IN ({listed(_NUMBERS)}) THEN coalesce({number}, false)"
        f" WHEN name = 'overdue_stages' THEN coalesce({stages}, false) ELSE {before} END"
    )


RULE_VALUE: Final[Mapping[str, str]] = {
    "postgresql": _value(
        postgresql.number_between(1, MOST),
        postgresql.text_that(_stages_in_postgresql()),
        checks_0010.RULE_VALUE["postgresql"],
    ),
    "sqlite": _value(
        sqlite.number_between(1, MOST),
        sqlite.text_that(_stages_in_sqlite()),
        checks_0010.RULE_VALUE["sqlite"],
    ),
}

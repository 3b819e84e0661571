"""Calls what checks a caller on PostgreSQL: a try is counted and committed before it is compared.

`services/own_schema/schema/postgresql/desk/checks.sql` has the procedure. It can't be called within a transaction. A
try whose answer was lost on the way may stay a miss.
"""

from collections.abc import Mapping
from typing import Any, Final, override

from sqlalchemy import BigInteger, Boolean, Column, Date, Integer, Row, String
from sqlalchemy.types import TypeEngine

from services.contract.actor import Actor
from services.contract.decode.json_row import JsonRow
from services.contract.errors import IdentityCheckEnded, NotPermitted, PatronGone
from services.contract.snapshot import PatronSnapshot, PhoneSummary
from services.own_schema.database.calls import call
from services.own_schema.database.tables import card
from services.own_schema.database.tables.types import Instant, Json
from services.own_schema.lookup.caller_checks import IdentityChecks, check_form, missed
from services.own_schema.lookup.caller_conditions import desk_values
from services.own_schema.lookup.look_up_postgresql import LookUpsPostgresql
from services.rules.clock import to_tokyo
from services.rules.people.identity import CallerFacts, read_facts

_TYPES: Final[Mapping[str, TypeEngine[Any]]] = {
    "of_patron": BigInteger(),
    "kana": String(),
    "birth_date": Date(),
    "phone": String(),
    "by_staff": String(),
    "at_branch": BigInteger(),
    "at_workstation": String(),
}
_IDENTIFY: Final = call(
    f"CALL madoguchi_identify({', '.join(f':{name}' for name in _TYPES)}, NULL, NULL, NULL, NULL, NULL, NULL, NULL)",
    _TYPES,
).columns(
    Column("identified", BigInteger),
    Column("misses_left", Integer),
    Column("opens_at", Instant),
    Column("of_login", Boolean),
    Column("status", card.c.status.type),
    Column("record", Json),
    Column("everything", Json),
)
_NOTE: Final = call(
    "SELECT this_try, opens_at, of_login FROM madoguchi_note_try(:of_patron, :kana, :birth_date, :phone, :by_staff,"
    " :at_branch, :at_workstation)",
    _TYPES,
).columns(Column("this_try", BigInteger), Column("opens_at", Instant), Column("of_login", Boolean))
_MEANT: Final = call("SELECT opens_at FROM madoguchi_note_meant(:of_try)", {"of_try": BigInteger()})
_OUTCOME: Final = call(
    "SELECT identified, misses_left, opens_at, of_login"
    " FROM madoguchi_check_outcome(:of_try, CAST(:compared AS jsonb))",
    {"of_try": BigInteger(), "compared": Json},
).columns(
    Column("identified", BigInteger),
    Column("misses_left", Integer),
    Column("opens_at", Instant),
    Column("of_login", Boolean),
)
_END: Final = call("SELECT madoguchi_end_check(:of_patron, :by_staff, :at_workstation)", _TYPES)


class IdentityChecksPostgresql(IdentityChecks[LookUpsPostgresql]):
    """Identifies callers of a server's library; the server compares, since 電話担当 may not read those facts."""

    @override
    async def _tried(self, patron_id: int | None, facts: CallerFacts, actor: Actor) -> PatronSnapshot:
        values = _values(patron_id, facts, actor)
        try:
            row = await self._identified(values)
        except NotPermitted:
            if patron_id is None:
                raise
            # The record of the look is gone: its server fell before it was on the disk, or the worker cleared it. Or
            # the patron has no birth date, and too little was told.
            answer = await self._look_ups.again(patron_id, actor)
            if isinstance(answer, PhoneSummary):
                check_form(patron_id, facts, self._masters.current.policy, answer.needed)
            row = await self._identified(values)
        # Nobody's card is in use, or somebody ended the check at this desk in the same moment.
        if row.misses_left is None and row.opens_at is None and row.everything is None:
            raise PatronGone
        if row.identified is None:
            raise missed(row)
        return await self._look_ups.snapshot_of(JsonRow(row.everything), actor)

    async def _identified(self, values: dict[str, Any]) -> Row[Any]:
        async with self._db.autocommit() as conn:
            return (await conn.execute(_IDENTIFY, values)).one()

    @override
    async def _noted(self, patron_id: int | None, facts: CallerFacts, actor: Actor) -> int:
        async with self._db.autocommit() as conn:
            row = (await conn.execute(_NOTE, _values(patron_id, facts, actor))).one()
            if row.opens_at is not None:
                raise IdentityCheckEnded(to_tokyo(row.opens_at), row.of_login)
            if row.this_try is None:
                raise PatronGone
            if patron_id is None:
                await conn.execute(_MEANT, {"of_try": row.this_try})  # nobody here: the system knows whom
        noted: int = row.this_try
        return noted

    @override
    async def _settled(
        self, patron_id: int | None, this_try: int, facts: CallerFacts, told: dict[str, Any], actor: Actor
    ) -> int:
        async with self._db.autocommit() as conn:
            row = (await conn.execute(_OUTCOME, {"of_try": this_try, "compared": told})).one()
        identified: int | None = row.identified
        if identified is None:
            raise missed(row)
        return identified

    @override
    async def _end(self, patron_id: int, actor: Actor) -> None:
        async with self._db.autocommit() as conn:
            await conn.execute(_END, {"of_patron": patron_id, **desk_values(actor)})


def _values(patron_id: int | None, facts: CallerFacts, actor: Actor) -> dict[str, Any]:
    read = read_facts(facts)
    return {
        "of_patron": patron_id,
        "kana": read.kana,
        "birth_date": read.birth_date,
        "phone": read.phone,
        "at_branch": actor.branch_id,
        **desk_values(actor),
    }

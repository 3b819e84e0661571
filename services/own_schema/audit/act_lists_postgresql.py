"""Lists what staff did on PostgreSQL by calls: the record that a list is opened is committed before the answer.

`services/own_schema/schema/postgresql/desk/act_lists.sql` has the functions.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final, override

from sqlalchemy import BigInteger, Boolean, Column, Date, String
from sqlalchemy.types import TypeEngine

from services.contract.actor import Actor
from services.contract.today.act_list import ActFilter
from services.own_schema.audit.act_lists import ActLists
from services.own_schema.database.calls import call
from services.own_schema.database.tables.types import Instant, Json

_TYPES: Final[Mapping[str, TypeEngine[Any]]] = {
    "day": Date(),
    "staff_id": String(),
    "branch_id": BigInteger(),
    "verb": String(),
    "channel": String(),
    "looks": Boolean(),
    "whole": Boolean(),
    "by_staff": String(),
    "at_branch": BigInteger(),
    "at_workstation": String(),
}
_FILTER: Final = ":day, :staff_id, :branch_id, :verb, :channel, :looks, :whole, :by_staff"
_READ: Final = call(f"SELECT madoguchi_read_acts({_FILTER})", _TYPES).columns(Column("answer", Json))
_OPEN: Final = call(
    f"CALL madoguchi_list_acts({_FILTER}, :at_branch, :at_workstation, NULL, NULL)", _TYPES
).columns(Column("list", Json), Column("goes_on_at", Instant))


class ActListsPostgresql(ActLists):
    """Lists what is on record on a server."""

    @override
    async def _read(self, wanted: ActFilter, actor: Actor, *, recorded: bool, whole: bool) -> Any:
        about = {**asdict(wanted), "whole": whole, "by_staff": actor.staff.id}
        place = {"at_branch": actor.branch_id, "at_workstation": actor.workstation}
        async with (
            self._db.autocommit() as conn
        ):  # what commits by itself can't be called within a transaction
            if not recorded:
                return (await conn.execute(_READ, about)).scalar_one()
            answer = (await conn.execute(_OPEN, about | place)).one()
        return answer.list if answer.goes_on_at is None else answer.goes_on_at

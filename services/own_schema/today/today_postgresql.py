"""Counts and lists what waits on PostgreSQL by calls: the record that a list is opened is committed before the answer.

`services/own_schema/schema/postgresql/desk/today.sql` has the functions. The procedure can't be called within a
transaction.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final, override

from sqlalchemy import BigInteger, Boolean, Column, Integer, String
from sqlalchemy.sql.selectable import TextualSelect
from sqlalchemy.types import TypeEngine

from services.contract.actor import Actor
from services.contract.recording import SuspendedPatrons
from services.contract.today.report_list import ReportFilter
from services.contract.today.suspension_list import SuspensionFilter
from services.own_schema.database.calls import call
from services.own_schema.database.engine import Database
from services.own_schema.database.tables.types import Json
from services.own_schema.masters.masters_store import MastersStore
from services.own_schema.today.today import Today
from services.rules.vocabulary import Channel

_TYPES: Final[Mapping[str, TypeEngine[Any]]] = {
    "reason": String(),
    "branch_id": BigInteger(),
    "days": Integer(),
    "ready_only": Boolean(),
    "to_contact": Boolean(),
    "late_only": Boolean(),
    "whole": Boolean(),
    "by_staff": String(),
    "at_branch": BigInteger(),
    "at_workstation": String(),
    "phone": Boolean(),
    "many": Integer(),
}
_FILTER: Final = ":reason, :branch_id, :days, :ready_only, :to_contact, :late_only, :whole"


def _call(statement: str) -> TextualSelect:
    return call(statement, _TYPES).columns(Column("answer", Json))


_STATEMENTS: Final = {
    "counts": _call("SELECT madoguchi_today_counts(:by_staff, :at_branch)"),
    "desks": _call("SELECT madoguchi_waiting_desks(:by_staff, :at_branch)"),
    "list": _call(f"SELECT madoguchi_read_suspensions({_FILTER}, :by_staff)"),
    "open": _call(
        f"CALL madoguchi_list_suspensions({_FILTER}, :by_staff, :at_branch, :at_workstation, NULL)"
    ),
    "note": _call(
        f"SELECT madoguchi_note_suspensions({_FILTER}, :by_staff, :at_branch, :at_workstation, :many)"
    ),
    "reports": _call("SELECT madoguchi_read_reports(:branch_id, :by_staff)"),
    "open_reports": _call(
        "CALL madoguchi_list_reports(:branch_id, :by_staff, :at_branch, :at_workstation, NULL)"
    ),
    "own": _call("SELECT madoguchi_read_own_work(:by_staff, :at_branch, :phone)"),
    "open_own": _call("CALL madoguchi_list_own_work(:at_branch, :by_staff, :at_workstation, :phone, NULL)"),
}


class TodayPostgresql(Today):
    """Reads what waits in a server's library."""

    def __init__(
        self, db: Database, masters: MastersStore, elsewhere: SuspendedPatrons | None = None
    ) -> None:
        super().__init__(db, masters, _STATEMENTS, elsewhere)

    @override
    async def _list_suspensions(
        self, wanted: SuspensionFilter, actor: Actor, *, recorded: bool, whole: bool
    ) -> Any:
        about = {**asdict(wanted), "whole": whole, "by_staff": actor.staff.id}
        return (
            await self._call("open", about | _place(actor)) if recorded else await self._call("list", about)
        )

    @override
    async def _note_list(self, wanted: SuspensionFilter, actor: Actor, *, rows: int, whole: bool) -> None:
        about = {**asdict(wanted), "whole": whole, "many": rows, "by_staff": actor.staff.id}
        await self._call("note", about | _place(actor))

    @override
    async def _list_reports(self, wanted: ReportFilter, actor: Actor, *, recorded: bool) -> Any:
        about = {**asdict(wanted), "by_staff": actor.staff.id}
        if recorded:
            return await self._call("open_reports", about | _place(actor))
        return await self._call("reports", about)

    @override
    async def _list_own_work(self, actor: Actor, *, recorded: bool) -> Any:
        about = {
            "by_staff": actor.staff.id,
            "at_branch": actor.branch_id,
            "phone": actor.channel_that_counts is Channel.PHONE,
        }
        if recorded:
            return await self._call("open_own", about | _place(actor))
        return await self._call("own", about)

    async def _call(self, statement: str, values: Mapping[str, Any]) -> Any:
        """Call what commits by itself, and can't be called within a transaction."""
        async with self._db.autocommit() as conn:
            return (await conn.execute(self._statements[statement], values)).scalar_one()


def _place(actor: Actor) -> dict[str, Any]:
    return {"at_branch": actor.branch_id, "at_workstation": actor.workstation}

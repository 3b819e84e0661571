"""Asks a supervisor for the approval of one act, and decides on it; on SQLite and on PostgreSQL alike."""

import json
from dataclasses import replace
from functools import cache
from typing import Any, Final

from sqlalchemy import BigInteger, bindparam
from sqlalchemy.sql.selectable import TextualSelect

from services.act_requests import ActRequest
from services.actor import Actor
from services.approvals import approvals_postgresql as calls
from services.approvals import approvals_sqlite as on_file
from services.approvals.approval import Approval, ApprovalCase
from services.approvals.wanted import approvable, read_wanted, wanted_of
from services.clock import to_tokyo, tokyo_day
from services.database.engine import Database
from services.database.frozen import frozen
from services.database.json import JsonRow
from services.database.tables import approval
from services.database.tables.types import server_day
from services.errors import ApprovalClosed, ApprovalsTooMany, ApprovalUnknown, NotPermitted
from services.lookup.look_up import LookUps
from services.masters.masters_store import MastersStore
from services.require_allowed import require_allowed
from services.rules.people.approvals import (
    MOST_OPEN,
    ApprovalRefusal,
    ApprovalState,
    may_ask,
    may_decide,
)
from services.rules.people.suspension import in_order
from services.rules.vocabulary import Channel
from services.today.counts import WaitingApproval
from services.today.suspension_entries import entries_of
from services.today.suspensions_statement import suspended_patron

_ALREADY: Final = "already "
"""Stands before the state of a request that waits no more."""


@cache
def _patron_of() -> TextualSelect:
    """Build what SQLite reads of a request's patron; PostgreSQL's function does so itself."""
    return frozen(suspended_patron(bindparam("of_patron", type_=BigInteger()), server_day()), "sqlite")


class Approvals:
    """The approvals of one library, for a desk."""

    def __init__(self, db: Database, masters: MastersStore, look_ups: LookUps) -> None:
        self._db = db
        self._masters = masters
        self._look_ups = look_ups

    async def ask(self, request: ActRequest[Any]) -> int:
        """Ask for a request to be approved; answers the number by which desks know it. Sent twice, it asks once.

        Raises:
            ActRefused: nobody approves it for this role, or on this channel.
            ApprovalsTooMany: as many of this login wait as may.
        """
        actor = request.actor
        require_allowed(may_ask(actor.staff.role, actor.channel_that_counts))
        if self._db.dialect == "sqlite":
            return await self._db.run_to_end(self._ask_on_file(request))
        try:
            return await self._db.run_to_end(self._ask_by_call(request))
        except NotPermitted:
            # No look of this login is on record: its server fell, or the worker cleared it.
            await self._look_ups.again(request.patron_id, actor)
        return await self._db.run_to_end(self._ask_by_call(request))

    async def state(self, number: int, actor: Actor) -> Approval:
        """Tell how a request of one's own stands.

        Raises:
            ApprovalUnknown: there is none.
        """
        if self._db.dialect == "sqlite":
            return await self._db.run_to_end(self._state_on_file(number, actor))
        found = await self._answer(
            calls.STATE, {"number": number, "act_id": None, "by_staff": actor.staff.id}
        )
        if found is None:
            raise ApprovalUnknown
        return _approval(number, JsonRow(found))

    async def withdraw(self, number: int, actor: Actor) -> None:
        """Take a request of one's own back; one that was refused or used stays so."""
        if self._db.dialect == "sqlite":
            await self._db.run_to_end(self._withdraw_on_file(number, actor))
        else:
            await self._answer(calls.WITHDRAW, {"number": number, "by_staff": actor.staff.id})

    async def widen(self, number: int, actor: Actor) -> None:
        """Show a request of one's own that waits to the supervisors of the whole library.

        Raises:
            NotPermitted: the library doesn't want that.
        """
        if not self._masters.current.policy.approval_by_whole_library:
            raise NotPermitted
        if self._db.dialect == "sqlite":
            await self._db.run_to_end(self._widen_on_file(number, actor))
        else:
            await self._answer(calls.WIDEN, {"number": number, "by_staff": actor.staff.id})

    async def look_at(self, number: int, actor: Actor) -> ApprovalCase:
        """Show a supervisor what a request is about; that they looked is recorded before it is answered.

        Raises:
            ActRefused: somebody else asks.
            ApprovalUnknown: there is no such request, or it is one's own.
        """
        require_allowed(may_decide(actor.staff.role))
        if self._db.dialect == "sqlite":
            found = await self._db.run_to_end(self._look_on_file(number, actor))
        else:
            found = await self._answer(calls.LOOK_AT, {"number": number, **_desk(actor)})
        if found is None:
            raise ApprovalUnknown
        return await self._case(JsonRow(found), actor)

    async def decide(self, number: int, actor: Actor, refusal: ApprovalRefusal | None) -> ApprovalState:
        """Approve a request that one looked at, or refuse it with a reason; answers what was decided.

        Raises:
            ActRefused: somebody else decides.
            ApprovalClosed: it waits no more, or has changed.
            ApprovalUnknown: there is no such request, it is one's own, or one didn't look at it.
        """
        require_allowed(may_decide(actor.staff.role))
        if self._db.dialect == "sqlite":
            found = await self._db.run_to_end(self._decide_on_file(number, actor, refusal))
        else:
            values = {"number": number, "why_not": refusal, "by_staff": actor.staff.id}
            found = await self._answer(calls.DECIDE, values)
        if found is None:
            raise ApprovalUnknown
        if found.startswith(_ALREADY):
            raise ApprovalClosed(ApprovalState(found.removeprefix(_ALREADY)))
        return ApprovalState(found)

    async def _answer(self, statement: TextualSelect, values: dict[str, Any]) -> Any:
        async def asked() -> Any:
            async with self._db.autocommit() as conn:
                return (await conn.execute(statement, values)).scalar_one()

        return await self._db.run_to_end(asked())

    async def _ask_by_call(self, request: ActRequest[Any]) -> int:
        verb, wanted = wanted_of(approvable(request))
        values = {
            "act_id": request.act_id,
            "verb": verb,
            "of_patron": request.patron_id,
            "wanted": json.dumps(wanted),
            **_desk(request.actor),
        }
        async with self._db.autocommit() as conn:
            number: int | None = (await conn.execute(calls.ASK, values)).scalar_one()
        if number is None:
            raise ApprovalsTooMany(MOST_OPEN)
        return number

    async def _ask_on_file(self, request: ActRequest[Any]) -> int:
        async with self._db.transaction() as conn:
            return await on_file.ask(conn, request)

    async def _state_on_file(self, number: int, actor: Actor) -> Approval:
        async with self._db.reading() as conn:
            row = await on_file.find(conn, approval.c.id == number, approval.c.asked_by == actor.staff.id)
            if row is None:
                raise ApprovalUnknown
            decided_at = None if row.decided_at is None else to_tokyo(row.decided_at)
            state, is_seen = await on_file.stands(conn, row), await on_file.is_seen(conn, row)
            return Approval(number, state, row.decider, row.refusal, decided_at, is_seen)

    async def _withdraw_on_file(self, number: int, actor: Actor) -> None:
        async with self._db.transaction() as conn:
            await on_file.withdraw(conn, number, actor)

    async def _widen_on_file(self, number: int, actor: Actor) -> None:
        async with self._db.transaction() as conn:
            await on_file.widen(conn, number, actor)

    async def _look_on_file(self, number: int, actor: Actor) -> dict[str, Any] | None:
        async with self._db.transaction() as conn:
            row = await on_file.find(conn, approval.c.id == number, approval.c.asked_by != actor.staff.id)
            if row is None:
                return None
            await on_file.note_look(conn, row, actor)
            patron = (await conn.execute(_patron_of(), {"of_patron": row.patron_id})).scalar_one()
            return {
                "id": row.id,
                "verb": row.verb,
                "workstation": row.workstation,
                "branch_id": row.branch_id,
                "asked_at": row.asked_at.isoformat(),
                "asked_by": row.asker,
                "wanted": row.wanted,
                "state": await on_file.stands(conn, row),
                "patron": patron,
            }

    async def _decide_on_file(
        self, number: int, actor: Actor, refusal: ApprovalRefusal | None
    ) -> ApprovalState | None:
        async with self._db.transaction() as conn:
            row = await on_file.find(conn, approval.c.id == number, approval.c.asked_by != actor.staff.id)
            if row is None or not await on_file.has_looked(conn, row, actor):
                return None
            return await on_file.decide(conn, row, actor, refusal)

    async def _case(self, found: JsonRow, actor: Actor) -> ApprovalCase:
        patron, verb = found.row("patron"), found.text("verb")
        today = tokyo_day(patron.instant("now"))
        masters = await self._masters.fresh(patron.number("masters_version"), today)
        at_counter = replace(actor, channel=Channel.COUNTER)  # where the patron is
        branch_id, workstation = found.number("branch_id"), found.text("workstation")
        if branch_id != actor.branch_id:
            workstation = f"{masters.branches[branch_id].short_name} {workstation}"
        entries = {entry.reason: entry for entry in entries_of(patron, today, masters, at_counter)}
        return ApprovalCase(
            waiting=WaitingApproval(
                id=found.number("id"),
                verb=verb,
                workstation=workstation,
                asked_by=found.text("asked_by"),
                asked_at=to_tokyo(found.instant("asked_at")),
            ),
            state=ApprovalState(found.text("state")),
            wanted=read_wanted(verb, found.row("wanted")),
            card_number=patron.text("card_number"),
            name=patron.text("name"),
            suspensions=tuple(entries[reason] for reason in in_order(entries)),
        )


def _approval(number: int, found: JsonRow) -> Approval:
    refusal, decided_at = found.maybe_text("refusal"), found.maybe_instant("decided_at")
    return Approval(
        id=number,
        state=ApprovalState(found.text("state")),
        decided_by=found.maybe_text("decided_by"),
        refusal=None if refusal is None else ApprovalRefusal(refusal),
        decided_at=None if decided_at is None else to_tokyo(decided_at),
        is_seen=found.flag("is_seen"),
    )


def _desk(actor: Actor) -> dict[str, Any]:
    return {
        "by_staff": actor.staff.id,
        "at_branch": actor.branch_id,
        "at_workstation": actor.workstation,
    }

"""Asks a supervisor for the approval of one act, and decides on it."""

from abc import ABC, abstractmethod
from dataclasses import replace
from enum import Enum, auto
from typing import Any

from services.acts.wanted import asked_values, read_wanted
from services.contract.act_requests import ActRequest
from services.contract.actor import Actor
from services.contract.approval import Approval, ApprovalCase
from services.contract.decode.json_row import JsonRow
from services.contract.decode.suspension_entries import entries_of
from services.contract.errors import ApprovalClosed, ApprovalsTooMany, ApprovalUnknown, NotPermitted
from services.contract.recording import SuspendedPatron, SuspendedPatrons
from services.contract.require_allowed import require_allowed
from services.contract.today.counts import WaitingApproval
from services.own_schema.approvals.approval_statements import ALREADY
from services.own_schema.database.engine import Database
from services.own_schema.lookup.look_up import LookUps
from services.own_schema.masters.masters_store import MastersStore
from services.rules.clock import to_tokyo, tokyo_day
from services.rules.people.approvals import (
    MOST_OPEN,
    ApprovalRefusal,
    ApprovalState,
    may_ask,
    may_decide,
)
from services.rules.people.suspension import in_order
from services.rules.vocabulary import Channel


class ApprovalCall(Enum):
    """What a database is asked about approvals; each answers one value, or None."""

    ASK = auto()
    STATE = auto()
    WITHDRAW = auto()
    WIDEN = auto()
    LOOK_AT = auto()
    DECIDE = auto()


class Approvals(ABC):
    """The approvals of one library, for a desk."""

    def __init__(
        self,
        db: Database,
        masters: MastersStore,
        look_ups: LookUps,
        elsewhere: SuspendedPatrons | None = None,
    ) -> None:
        """Begin.

        Args:
            db: the library's.
            masters: the library's.
            look_ups: record a look where none is on record.
            elsewhere: the system that has the patrons; None where the library has them.
        """
        self._db = db
        self._masters = masters
        self._look_ups = look_ups
        self._elsewhere = elsewhere

    async def ask(self, request: ActRequest[Any]) -> int:
        """Ask for a request to be approved; answers the number by which desks know it. Sent twice, it asks once.

        Raises:
            ActRefused: it can't be approved for this role, or on this channel.
            ApprovalsTooMany: as many of this login wait as may.
        """
        actor = request.actor
        require_allowed(may_ask(actor.staff.role, actor.channel_that_counts))
        seen = None
        if self._elsewhere is not None:
            seen = (await self._elsewhere.suspended(request.patron_id, actor)).state
        values = {**asked_values(request), "seen": seen, **_desk(actor)}
        try:
            number: int | None = await self._asked(ApprovalCall.ASK, values)
        except NotPermitted:
            # No look of this login is on record: the server crashed, or the worker deleted it.
            await self._look_ups.record_again(request.patron_id, actor)
            number = await self._asked(ApprovalCall.ASK, values)
        if number is None:
            raise ApprovalsTooMany(MOST_OPEN)
        return number

    async def state(self, number: int, actor: Actor) -> Approval:
        """Tell the state of this login's request.

        Raises:
            ApprovalUnknown: there is none.
        """
        values = {"of_approval": number, "for_act": None, "by_staff": actor.staff.id}
        found = await self._asked(ApprovalCall.STATE, values)
        if found is None:
            raise ApprovalUnknown
        return _approval(number, JsonRow(found))

    async def withdraw(self, number: int, actor: Actor) -> None:
        """Withdraw this login's request; a refused or used one stays so."""
        await self._asked(ApprovalCall.WITHDRAW, {"of_approval": number, "by_staff": actor.staff.id})

    async def widen(self, number: int, actor: Actor) -> None:
        """Show this login's waiting request to the supervisors of the whole library.

        Raises:
            NotPermitted: the library doesn't want that.
        """
        if not self._masters.current.policy.approval_by_whole_library:
            raise NotPermitted
        await self._asked(ApprovalCall.WIDEN, {"of_approval": number, "by_staff": actor.staff.id})

    async def look_at(self, number: int, actor: Actor) -> ApprovalCase:
        """Show a supervisor what a request is about; the look is recorded before the answer.

        Raises:
            ActRefused: the login is no supervisor's.
            ApprovalUnknown: there is no such request, or it is this login's own.
        """
        require_allowed(may_decide(actor.staff.role))
        found = await self._asked(ApprovalCall.LOOK_AT, {"of_approval": number, **_desk(actor)})
        if found is None:
            raise ApprovalUnknown
        return await self._case(JsonRow(found), actor)

    async def decide(self, number: int, actor: Actor, refusal: ApprovalRefusal | None) -> ApprovalState:
        """Approve a request that this login looked at, or refuse it with a reason; answers the decision.

        Raises:
            ActRefused: the login is no supervisor's.
            ApprovalClosed: it waits no more, or has changed.
            ApprovalUnknown: there is no such request, it is this login's own, or this login didn't look at it.
        """
        require_allowed(may_decide(actor.staff.role))
        values = {"of_approval": number, "why_not": refusal, "by_staff": actor.staff.id}
        found = await self._asked(ApprovalCall.DECIDE, values)
        if found is None:
            raise ApprovalUnknown
        if found.startswith(ALREADY):
            raise ApprovalClosed(ApprovalState(found.removeprefix(ALREADY)))
        return ApprovalState(found)

    async def _asked(self, step: ApprovalCall, values: dict[str, Any]) -> Any:
        return await self._db.run_to_end(self._answer(step, values))

    @abstractmethod
    async def _answer(self, step: ApprovalCall, values: dict[str, Any]) -> Any:
        """Have the database do a step whole, with the values of `services.own_schema.approvals.approval_statements`."""

    async def _case(self, found: JsonRow, actor: Actor) -> ApprovalCase:
        at_counter, verb = replace(actor, channel=Channel.COUNTER), found.text("verb")  # where the patron is
        state, masters = ApprovalState(found.text("state")), self._masters.current
        if self._elsewhere is not None:
            about = await self._elsewhere.suspended(found.number("patron_id"), at_counter)
            if about.state != found.text("seen") and state in {ApprovalState.WAITING, ApprovalState.APPROVED}:
                state = ApprovalState.CHANGED
        else:
            patron = found.row("patron")
            today = tokyo_day(patron.instant("now"))
            masters = await self._masters.fresh(patron.number("masters_version"), today)
            entries = {entry.reason: entry for entry in entries_of(patron, today, masters, at_counter)}
            about = SuspendedPatron(
                state=found.text("seen"),
                card_number=patron.text("card_number"),
                name=patron.text("name"),
                suspensions=tuple(entries[reason] for reason in in_order(entries)),
            )
        branch_id, workstation = found.number("branch_id"), found.text("workstation")
        if branch_id != actor.branch_id:
            workstation = f"{masters.branches[branch_id].short_name} {workstation}"
        return ApprovalCase(
            waiting=WaitingApproval(
                id=found.number("id"),
                verb=verb,
                workstation=workstation,
                asked_by=found.text("asked_by"),
                asked_at=to_tokyo(found.instant("asked_at")),
            ),
            state=state,
            wanted=read_wanted(verb, found.row("wanted")),
            card_number=about.card_number,
            name=about.name,
            suspensions=about.suspensions,
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

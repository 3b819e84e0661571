"""A supervisor signs one act at a clerk's desk: let in by the library's door, and out again in every case."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import TYPE_CHECKING

from services.contract.actor import Actor
from services.contract.errors import ApproverUnfit
from services.rules.secret import Secret
from services.rules.vocabulary import Channel, Role

if TYPE_CHECKING:
    from services.own_schema.sign_in_postgresql import Entered

type LetIn = Callable[[str, Secret], AbstractAsyncContextManager[Entered]]
"""Opens the library to a second account beside the signed-in one (`app.library_access.Door.beside`)."""


class DoorApprovers:
    """`viewmodels.approvals.approvers.Approvers` behind a door."""

    def __init__(self, let_in: LetIn) -> None:
        self._let_in = let_in

    async def approve(
        self, staff_id: str, password: Secret, desk: Actor, ask: Callable[[], Awaitable[int]]
    ) -> None:
        """Look at the request and approve it as the supervisor, at the clerk's workstation."""
        from services.contract.staff_ids import clean_staff_id

        async with self._let_in(clean_staff_id(staff_id), password) as came_in:
            member = came_in.member
            if member.role is not Role.SUPERVISOR:
                raise ApproverUnfit(own=member.id == desk.staff.id)
            number = await ask()
            approver = replace(desk, staff=member, channel=Channel.COUNTER)
            approvals = came_in.library.records.approvals
            await approvals.look_at(number, approver)
            await approvals.decide(number, approver, None)

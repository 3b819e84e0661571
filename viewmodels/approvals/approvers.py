"""The port through which a supervisor signs one act at a clerk's desk."""

from collections.abc import Awaitable, Callable
from typing import Protocol

from services.contract.actor import Actor
from services.rules.secret import Secret


class Approvers(Protocol):
    """Lets a supervisor approve at a clerk's desk, without signing the clerk out."""

    async def approve(
        self, staff_id: str, password: Secret, desk: Actor, ask: Callable[[], Awaitable[int]]
    ) -> None:
        """Check id and password, then approve one request under that login; nothing of it stays open.

        Args:
            staff_id: as typed.
            password: as typed.
            desk: who asks, and where.
            ask: asks for the approval, and answers its number; called once id and password are right.

        Raises:
            SignInFailed, StaffLocked, StaffDisabled, StaffIdUnfit: as at the sign-in, where wrong tries count, too.
            ApproverUnfit: the password is right, but it is no supervisor's, or it is who asks.
            ApprovalClosed: the request waits no more.
            ServiceError: what `ask` and the library raise.
        """

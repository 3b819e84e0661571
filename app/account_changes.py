"""What an open desk does when an administrator changes the account of who is signed in."""

import asyncio
from typing import TYPE_CHECKING, Final

from app.waiting import first_of
from services.contract.errors import ServiceError, StaffChanged, StaffDisabled
from viewmodels.core.notes import Caution

if TYPE_CHECKING:
    from app.desk.composition import OpenDesk
    from services.contract.backend import Staff

_REST: Final = 1.0
"""Seconds between two questions for the account: in a file every change by others makes one."""


async def until_put_out(desk: "OpenDesk", staff: "Staff") -> ServiceError:
    """Wait until the signed-in account may not go on: its login is closed, or its role changed.

    Args:
        desk: theirs; of another name it is told, and goes on.
        staff: the library's accounts.
    """
    return await first_of(staff.refusal(), _until_changed(desk, staff))


async def _until_changed(desk: "OpenDesk", staff: "Staff") -> ServiceError:
    in_doubt = asyncio.Event()
    unsubscribe = desk.live.account_in_doubt.subscribe(lambda _: in_doubt.set())
    member = desk.desk.staff
    name = member.name
    try:
        while True:
            await in_doubt.wait()
            in_doubt.clear()
            try:
                now = await staff.again(member)
            except StaffDisabled as error:
                return error
            except ServiceError:
                in_doubt.set()
            else:
                if now.role is not member.role:
                    return StaffChanged()
                if now.name != name:
                    name = now.name
                    desk.desk.tell(Caution.NAME_CHANGED)
            await asyncio.sleep(_REST)
    finally:
        unsubscribe()

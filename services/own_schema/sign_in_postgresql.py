"""Signing in on PostgreSQL: the server itself checks id and password, by opening the library under that login."""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Final

from sqlalchemy import text
from sqlalchemy.engine import make_url

from services.contract.actor import StaffMember
from services.contract.errors import (
    DatabaseHoldsLogin,
    NotPermitted,
    ServiceError,
    SignInFailed,
    StaffDisabled,
    StaffUnknown,
    SystemLoginClosed,
    SystemLoginRefused,
)
from services.own_schema.database.address import Address, parse
from services.own_schema.database.engine import ANSWER_WITHIN, Database
from services.own_schema.database.server_probe import probe
from services.own_schema.library import Library, open_library
from services.own_schema.password_hashing import PasswordHasher
from services.rules.passwords.own_password import normal_password
from services.rules.secret import Secret

_log = logging.getLogger(__name__)

_WARM: Final = text("SELECT madoguchi_warm()")
_WARM_AFTER: Final = 2.0
"""Seconds after a sign-in, when the window has asked what it shows at first: another connection would take memory."""


@dataclass(frozen=True, slots=True)
class Entered:
    """An open library, and the account that opened it."""

    library: Library
    member: StaffMember


async def check_server(url: str) -> None:
    """Check before a sign-in that staff could sign in at an address.

    Raises:
        DatabaseUrlBad: the address can't be understood.
        DatabaseHoldsLogin: it holds a login, which every user of the computer could read and use.
        SystemUnreachable, DatabaseUntrusted: no server is there, or not the library's.
    """
    address = parse(url)
    if _names_login(address):
        raise DatabaseHoldsLogin
    await probe(address)


@asynccontextmanager
async def entered(
    url: str,
    staff_id: str,
    password: Secret,
    *,
    hasher: PasswordHasher | None = None,
    answer_within: float | None = ANSWER_WITHIN,
) -> AsyncIterator[Entered]:
    """Open the library under a staff member's own login; its connections are closed when the block ends.

    Args:
        url: the library's address; another login in it isn't used.
        staff_id: as `services.contract.staff_ids.clean_staff_id` gives it.
        password: as typed.
        hasher: see `open_library`.
        answer_within: see `open_library`.

    Raises:
        SignInFailed: the server doesn't know the id, the password is wrong, or the login is no staff member's of this
            library; the error doesn't tell which.
        StaffDisabled: the password is right and the login switched off.
        SystemLoginClosed: the server refuses every login from this computer.
        DatabaseUrlBad, SystemUnreachable, DatabaseUntrusted, SystemBusy, SchemaMismatch: there is no library to
            open.
    """
    async with AsyncExitStack() as stack:
        try:
            own = _with_login(url, staff_id, normal_password(password).reveal())
            library = await stack.enter_async_context(
                open_library(own, hasher=hasher, answer_within=answer_within)
            )
            member = await library.staff.sign_in(staff_id, password)
        except SystemLoginClosed:
            if await _takes_others(url, staff_id):
                raise StaffDisabled from None
            raise
        except (SystemLoginRefused, NotPermitted, StaffUnknown, UnicodeEncodeError):
            raise SignInFailed(None) from None
        warming = asyncio.create_task(_warm(library.db))
        try:
            yield Entered(library, member)
        finally:
            warming.cancel()
            await asyncio.wait({warming})


async def _warm(db: Database) -> None:
    """Let the server plan what the first look and act want, while nobody waits for it: nobody is told of an error."""
    await asyncio.sleep(_WARM_AFTER)
    try:
        async with db.autocommit() as conn:
            await conn.execute(_WARM)
    except ServiceError:
        pass
    except Exception:  # noqa: BLE001 - the sign-in goes on
        _log.exception("plans were not made")


def _with_login(url: str, name: str, password: str) -> str:
    parse(url)
    return make_url(url).set(username=name, password=password).render_as_string(hide_password=False)


def _names_login(address: Address) -> bool:
    return address.url.username is not None or address.url.password is not None


async def _takes_others(url: str, staff_id: str) -> bool:
    """Tell a closed login from a server that refuses this computer: such a server doesn't check passwords.

    A server looks at the password first and then whether the login is open. So with a wrong password a closed login
    is refused as a wrong password is.
    """
    db = Database.open(_with_login(url, staff_id, secrets.token_urlsafe()))
    try:
        async with db.autocommit():
            return True
    except SystemLoginClosed:
        return False
    except SystemLoginRefused:
        return True
    finally:
        await db.dispose()

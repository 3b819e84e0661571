"""The library's door: opened behind a window that is already there, and closed at the end.

A library in a file is open before the sign-in (`LibraryDoor`). On PostgreSQL the sign-in's own login opens it
(`ServerDoor`).
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Protocol

from services.contract.actor import StaffMember
from services.contract.errors import SignInFailed, StaffDisabled
from services.rules.secret import Secret

if TYPE_CHECKING:
    from app.sign_in_attempts import WrongTries
    from services.contract.act_requests import ChangeOwnPassword
    from services.own_schema.library import Library
    from services.own_schema.sign_in_postgresql import Entered

type Opener = Callable[[], AbstractAsyncContextManager[Library]]


class Door(Protocol):
    """What the program's life goes through; it is the sign-in's `Entrance`."""

    async def prepare(self) -> None:
        """Do what can be done before the sign-in; raises what keeps the door closed."""

    async def sign_in(self, staff_id: str, password: Secret) -> StaffMember:
        """Check id and password."""

    def beside(self, staff_id: str, password: Secret) -> AbstractAsyncContextManager["Entered"]:
        """Let in a second account for as long as the block lasts; tries are checked as at the sign-in."""

    async def change_password(self, request: "ChangeOwnPassword") -> None:
        """Change the password of the signed-in account, counting a wrong old one as the sign-in does."""

    async def library(self) -> "Library":
        """Give the open library."""

    async def sign_out(self) -> None:
        """Leave nothing open under the name of who signed in."""

    async def aclose(self) -> None:
        """Close the library."""


class LibraryDoor:
    """Opens one library when it is first wanted; a failed opening is tried again at the next call."""

    def __init__(self, opener: Opener) -> None:
        self.opener = opener
        self._stack = AsyncExitStack()
        self._opening = asyncio.Lock()
        self._library: Library | None = None
        self._checks: set[asyncio.Task[StaffMember]] = set()

    async def library(self) -> "Library":
        """Give the open library; raises what keeps it closed."""
        async with self._opening:
            if self._library is None:
                self._library = await self._stack.enter_async_context(self.opener())
            return self._library

    async def prepare(self) -> None:
        """Open the library, if it isn't yet."""
        await self.library()

    async def sign_in(self, staff_id: str, password: Secret) -> StaffMember:
        """Check id and password. Leaving while they are checked doesn't escape the count of wrong tries."""
        library = await self.library()
        check = asyncio.create_task(library.backend.staff.sign_in(staff_id, password))
        self._checks.add(check)
        check.add_done_callback(self._checked)
        return await asyncio.shield(check)

    @asynccontextmanager
    async def beside(self, staff_id: str, password: Secret) -> AsyncIterator["Entered"]:
        """Check id and password as `sign_in` does, and give the same open library."""
        from services.own_schema.sign_in_postgresql import Entered

        member = await self.sign_in(staff_id, password)
        yield Entered(await self.library(), member)

    async def change_password(self, request: "ChangeOwnPassword") -> None:
        """Do as `services.contract.backend.Staff.change_own`, where wrong tries are counted."""
        await (await self.library()).backend.staff.change_own(request)

    async def sign_out(self) -> None:
        """Do nothing: the library isn't open under an account."""

    async def aclose(self) -> None:
        """Wait for what is being checked and close the library."""
        while self._checks:
            await asyncio.wait(self._checks)
        await self._stack.aclose()

    def _checked(self, check: asyncio.Task[StaffMember]) -> None:
        self._checks.discard(check)
        if not check.cancelled():
            check.exception()


class ServerDoor:
    """Opens a library on PostgreSQL under the login of who signs in.

    Args:
        url: the library's address, without a login.
        tries: counts wrong tries, which the server doesn't.
    """

    def __init__(self, url: str, tries: "WrongTries") -> None:
        self._url = url
        self._tries = tries
        self._stack = AsyncExitStack()
        self._library: Library | None = None

    async def prepare(self) -> None:
        """Load what signing in needs, and see that the server is there."""
        await asyncio.to_thread(_load)
        from services.own_schema.sign_in_postgresql import check_server

        await check_server(self._url)

    async def sign_in(self, staff_id: str, password: Secret) -> StaffMember:
        """Open the library for a login; raises as `services.own_schema.sign_in_postgresql.entered`, and StaffLocked."""
        came_in = await self._enter(self._stack, staff_id, password)
        self._library = came_in.library
        return came_in.member

    @asynccontextmanager
    async def beside(self, staff_id: str, password: Secret) -> AsyncIterator["Entered"]:
        """Open connections under another login, counting wrong tries as `sign_in` does; they are closed at the end."""
        async with AsyncExitStack() as stack:
            yield await self._enter(stack, staff_id, password)

    async def _enter(self, stack: AsyncExitStack, staff_id: str, password: Secret) -> "Entered":
        """Open the library under a login until the stack ends; every wrong try is counted."""
        await asyncio.to_thread(_load)
        from services.own_schema.sign_in_postgresql import check_server, entered

        await check_server(self._url)
        counted = await self._tries.begin(staff_id)
        try:
            came_in = await stack.enter_async_context(entered(self._url, staff_id, password))
        except SignInFailed:
            raise counted.was_wrong() from None
        except StaffDisabled:
            await counted.was_right()
            raise
        except Exception:
            await counted.was_not_asked()
            raise
        await counted.was_right()
        await self._tries.learn(came_in.library.masters.current.policy)
        return came_in

    async def change_password(self, request: "ChangeOwnPassword") -> None:
        """Do as `change_own` of services/own_schema/staff/staff_accounts_postgresql.py; raises StaffLocked, too."""
        counted = await self._tries.begin(request.actor.staff.id)
        try:
            await (await self.library()).backend.staff.change_own(request)
        except SignInFailed:
            raise counted.was_wrong() from None
        except Exception:
            await counted.was_not_asked()
            raise
        await counted.was_right()

    async def library(self) -> "Library":
        """Give the library of who signed in."""
        assert self._library is not None, "nobody signed in"
        return self._library

    async def sign_out(self) -> None:
        """Close the connections of who signed in."""
        self._library = None
        await self._stack.aclose()

    async def aclose(self) -> None:
        """Close the library."""
        await self.sign_out()


def database_opener(url: str) -> Opener:
    """Open the library at an address.

    SQLAlchemy is loaded in a thread meanwhile, so that the sign-in window is there first and answers.
    """

    @asynccontextmanager
    async def opened() -> AsyncIterator["Library"]:
        await asyncio.to_thread(_load)
        from services.contract.errors import SchemaMismatch
        from services.own_schema.database.address import parse
        from services.own_schema.library import open_library
        from services.own_schema.revision import REVISION

        path = parse(url).path
        if path is not None and not path.exists():
            raise SchemaMismatch(None, REVISION)
        async with open_library(url) as library:
            yield library

    return opened


def _load() -> None:
    from services.own_schema.bare_packages import load_sqlalchemy

    load_sqlalchemy()
    import services.own_schema.sign_in_postgresql  # noqa: F401 - for the next import to be quick

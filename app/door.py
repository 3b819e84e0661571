"""The library's door: opened once, behind a window that is already there, and closed at the end."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from services.actor import StaffMember
from services.secret import Secret

if TYPE_CHECKING:
    from services.library import Library

type Opener = Callable[[], AbstractAsyncContextManager[Library]]


class LibraryDoor:
    """Opens one library when it is first wanted; a failed opening is tried again at the next call.

    It is the sign-in's `Entrance`.
    """

    def __init__(self, opener: Opener) -> None:
        self._opener = opener
        self._stack = AsyncExitStack()
        self._opening = asyncio.Lock()
        self._library: Library | None = None
        self._checks: set[asyncio.Task[StaffMember]] = set()

    async def library(self) -> "Library":
        """Give the open library; raises what keeps it closed."""
        async with self._opening:
            if self._library is None:
                self._library = await self._stack.enter_async_context(self._opener())
            return self._library

    async def prepare(self) -> None:
        """Open the library, if it isn't yet."""
        await self.library()

    async def sign_in(self, staff_id: str, password: Secret) -> StaffMember:
        """Check id and password. Whoever leaves while it is checked doesn't escape the count of wrong tries."""
        library = await self.library()
        check = asyncio.create_task(library.staff.sign_in(staff_id, password))
        self._checks.add(check)
        check.add_done_callback(self._checked)
        return await asyncio.shield(check)

    async def aclose(self) -> None:
        """Wait for what is being checked and close the library."""
        while self._checks:
            await asyncio.wait(self._checks)
        await self._stack.aclose()

    def _checked(self, check: asyncio.Task[StaffMember]) -> None:
        self._checks.discard(check)
        if not check.cancelled():
            check.exception()


def database_opener(url: str) -> Opener:
    """Open the library at an address.

    SQLAlchemy is loaded in a thread meanwhile, so that the sign-in window is there first and answers.
    """

    @asynccontextmanager
    async def opened() -> AsyncIterator["Library"]:
        await asyncio.to_thread(_load)
        from services.database.address import parse
        from services.database.schema import REVISION
        from services.errors import SchemaMismatch
        from services.library import open_library

        path = parse(url).path
        if path is not None and not path.exists():
            raise SchemaMismatch(None, REVISION)
        async with open_library(url) as library:
            yield library

    return opened


def _load() -> None:
    import services.library  # noqa: F401 - for the next import to be quick

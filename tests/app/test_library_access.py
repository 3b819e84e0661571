"""The library's door: opened once, tried again, and closed after the last check."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from app.library_access import LibraryDoor, Opener, database_opener
from services.contract.act_requests import ChangeOwnPassword
from services.contract.actor import StaffMember
from services.contract.errors import DatabaseUrlBad, SchemaMismatch, SignInFailed
from services.own_schema.library import Library, open_library
from services.own_schema.password_hashing import PasswordHasher
from services.rules.secret import Secret
from services.rules.vocabulary import Role
from tests.helpers.other_system import other_system
from tests.helpers.patrons import clerk


class Openings:
    """Counts how often a library was opened and closed."""

    def __init__(self, url: str, hasher: PasswordHasher) -> None:
        self.begun = 0
        self.ended = 0
        self.trouble: Exception | None = None
        self._url = url
        self._hasher = hasher

    @property
    def opener(self) -> Opener:
        @asynccontextmanager
        async def opened() -> AsyncIterator[Library]:
            self.begun += 1
            if self.trouble is not None:
                raise self.trouble
            async with open_library(self._url, hasher=self._hasher) as library:
                yield library
            self.ended += 1

        return opened


@pytest.fixture
def openings(sqlite_url: str, cheap_hasher: PasswordHasher) -> Openings:
    return Openings(sqlite_url, cheap_hasher)


async def test_it_is_opened_once_however_many_come(openings: Openings) -> None:
    door = LibraryDoor(openings.opener)
    libraries = await asyncio.gather(door.library(), door.library())
    await door.prepare()

    assert libraries[0] is libraries[1]
    assert openings.begun == 1
    await door.aclose()
    assert openings.ended == 1


async def test_a_failed_opening_is_tried_again(openings: Openings) -> None:
    door = LibraryDoor(openings.opener)
    openings.trouble = DatabaseUrlBad()
    with pytest.raises(DatabaseUrlBad):
        await door.prepare()
    openings.trouble = None

    with pytest.raises(SignInFailed):
        await door.sign_in("nobody", Secret("x"))
    assert openings.begun == 2
    await door.aclose()


async def test_who_leaves_while_checked_is_still_counted(openings: Openings) -> None:
    door = LibraryDoor(openings.opener)
    library = await door.library()
    branch = next(iter(library.masters.current.branches))
    await library.staff.add(
        "aoki", name="青木", role=Role.COUNTER, branch_id=branch, password=Secret("right-password")
    )
    leaving = asyncio.create_task(door.sign_in("aoki", Secret("wrong-password")))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    leaving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaving
    await door.aclose()

    again = LibraryDoor(openings.opener)
    with pytest.raises(SignInFailed) as caught:
        await again.sign_in("aoki", Secret("wrong-password"))
    assert caught.value.tries_left == 3
    await again.aclose()


class OtherStaff:
    """The accounts of another library system."""

    def __init__(self) -> None:
        self.changed: list[ChangeOwnPassword] = []

    async def sign_in(self, staff_id: str, password: Secret) -> StaffMember:
        if password.reveal() != "theirs":
            raise SignInFailed(None)
        return StaffMember(staff_id, "他館 係", Role.COUNTER)

    async def change_own(self, request: ChangeOwnPassword) -> None:
        self.changed.append(request)


async def test_who_signs_in_is_checked_by_the_library_system(openings: Openings) -> None:
    accounts = OtherStaff()

    @asynccontextmanager
    async def opened() -> AsyncIterator[Library]:
        async with openings.opener() as library:
            yield replace(library, backend=other_system(library.backend, staff=accounts))

    door = LibraryDoor(opened)
    assert (await door.sign_in("sato", Secret("theirs"))).name == "他館 係"
    with pytest.raises(SignInFailed):
        await door.sign_in("sato", Secret("wrong"))
    request = ChangeOwnPassword(actor=clerk(), old=Secret("theirs"), new=Secret("a-new-password"))
    await door.change_password(request)
    assert accounts.changed == [request]
    await door.aclose()


async def test_a_closed_door_that_was_never_opened(openings: Openings) -> None:
    await LibraryDoor(openings.opener).aclose()
    assert openings.begun == 0


async def test_the_database_at_an_address(sqlite_url: str) -> None:
    async with database_opener(sqlite_url)() as library:
        assert library.masters.current.branches


async def test_a_file_that_is_not_there_has_no_schema(tmp_path: Path) -> None:
    with pytest.raises(SchemaMismatch) as caught:
        async with database_opener(f"sqlite:///{tmp_path / 'nowhere.sqlite3'}")():
            pass
    assert caught.value.found is None
    assert list(tmp_path.iterdir()) == []


async def test_an_address_nobody_understands() -> None:
    with pytest.raises(DatabaseUrlBad):
        async with database_opener("nonsense")():
            pass

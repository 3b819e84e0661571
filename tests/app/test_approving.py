"""A supervisor's id and password at a clerk's desk: checked and counted as at the sign-in, and nothing stays open."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from app.approving import DoorApprovers
from app.library_access import Door, LibraryDoor, ServerDoor
from app.sign_in_attempts import WrongTries
from services.acts.suspensions import Lift
from services.contract.actor import Actor
from services.contract.errors import ApprovalClosed, ApproverUnfit, SignInFailed, StaffDisabled, StaffLocked
from services.own_schema.library import Library, open_library
from services.own_schema.password_hashing import PasswordHasher
from services.own_schema.staff.staff_accounts import StaffDirectory
from services.rules.people.approvals import ApprovalState
from services.rules.people.suspension import CHECKLISTS
from services.rules.secret import Secret
from services.rules.vocabulary import Role, SuspensionReason
from tests.helpers.city import PASSWORD, City
from tests.helpers.patrons import CARD, Town, clerk, open_card

RIGHT, WRONG = Secret(PASSWORD), Secret("something else")
OVERDUE = SuspensionReason.LONG_OVERDUE


@dataclass
class Scene:
    """A clerk who asks, a door, and whom a test may let approve."""

    library: Library
    door: Door
    town: Town
    clerk: Actor
    ids: dict[str, str]
    staff: StaffDirectory
    asked: int = 0

    @property
    def approvers(self) -> DoorApprovers:
        return DoorApprovers(self.door.beside)

    async def request(self) -> Lift:
        patron_id = await self.town.patron()
        key = await self.town.suspend(patron_id, OVERDUE)
        await open_card(self.library.backend.look_ups, CARD, self.clerk)
        checked = frozenset(CHECKLISTS[OVERDUE])
        return Lift(actor=self.clerk, patron_id=patron_id, suspension_id=key, seen_version=1, checked=checked)

    def ask(self, request: Lift) -> Callable[[], Awaitable[int]]:
        async def asked() -> int:
            self.asked += 1
            return await self.library.records.approvals.ask(request)

        return asked

    async def disable(self) -> None:
        await self.staff.disable(self.ids["supervisor"])

    async def approve(self, request: Lift, who: str = "supervisor", password: Secret = RIGHT) -> None:
        await self.approvers.approve(self.ids[who], password, self.clerk, self.ask(request))


@asynccontextmanager
async def on_file(library: Library, town: Town) -> AsyncIterator[Scene]:
    asks = clerk()
    for staff_id, role in (("okada", Role.SUPERVISOR), (asks.staff.id, Role.COUNTER), ("aoki", Role.COUNTER)):
        await library.staff.add(
            staff_id, name="岡田 裕樹", role=role, branch_id=town.branch_id, password=RIGHT
        )

    @asynccontextmanager
    async def opened() -> AsyncIterator[Library]:
        yield library

    door = LibraryDoor(opened)
    ids = {"supervisor": "okada", "self": asks.staff.id, "other": "aoki"}
    yield Scene(library, door, town, asks, ids, library.staff)
    await door.aclose()


@asynccontextmanager
async def on_server(city: City, folder: Path) -> AsyncIterator[Scene]:
    plain = make_url(city.url)._replace(username=None, password=None).render_as_string(hide_password=False)
    door = ServerDoor(plain, WrongTries(folder / "sign-in.json"))
    await door.sign_in(city.names["counter"], RIGHT)
    ids = {
        "supervisor": city.names["supervisor"],
        "self": city.names["counter"],
        "other": city.names["other"],
    }
    yield Scene(await door.library(), door, city.town, city.actor("counter"), ids, city.library.staff)
    await door.aclose()


class Approving:
    """What holds on both databases."""

    async def test_one_act_is_approved_and_the_clerk_does_it(self, scene: Scene) -> None:
        request = await scene.request()
        await scene.approve(request)
        done = await scene.library.backend.acts.perform(replace(request, approved=True))
        assert not done.repeated
        assert scene.asked == 1

    async def test_wrong_tries_count_and_lock_and_ask_for_nothing(self, scene: Scene) -> None:
        request = await scene.request()
        for left in (4, 3, 2, 1):
            with pytest.raises(SignInFailed) as failed:
                await scene.approve(request, password=WRONG)
            assert failed.value.tries_left == left
        for password in (WRONG, RIGHT):
            with pytest.raises(StaffLocked):
                await scene.approve(request, password=password)
        assert scene.asked == 0

    async def test_a_login_that_is_switched_off_approves_nothing(self, scene: Scene) -> None:
        await scene.disable()
        with pytest.raises(StaffDisabled):
            await scene.approve(await scene.request())

    @pytest.mark.parametrize(("who", "own"), [("self", True), ("other", False)])
    async def test_a_right_password_of_nobody_who_approves_is_told(
        self, scene: Scene, who: str, own: bool
    ) -> None:
        request = await scene.request()
        with pytest.raises(ApproverUnfit) as unfit:
            await scene.approve(request, who)
        assert unfit.value.own is own
        assert scene.asked == 0

    async def test_a_request_that_waits_no_more_is_told(self, scene: Scene) -> None:
        request = await scene.request()
        number = await scene.library.records.approvals.ask(request)
        await scene.library.records.approvals.withdraw(number, scene.clerk)
        with pytest.raises(ApprovalClosed) as closed:
            await scene.approve(request)
        assert closed.value.state is ApprovalState.WITHDRAWN


class TestOnAFile(Approving):
    @pytest.fixture
    async def scene(self, sqlite_url: str, cheap_hasher: PasswordHasher) -> AsyncIterator[Scene]:
        async with (
            open_library(sqlite_url, hasher=cheap_hasher) as library,
            on_file(library, await Town.found(library.db)) as made,
        ):
            yield made


class TestOnAServer(Approving):
    @pytest.fixture
    async def scene(self, city: City, tmp_path: Path) -> AsyncIterator[Scene]:
        async with on_server(city, tmp_path) as made:
            yield made


@pytest.mark.parametrize("password", [RIGHT, WRONG])
async def test_no_connection_of_the_approvers_stays(city: City, tmp_path: Path, password: Secret) -> None:
    async with on_server(city, tmp_path) as scene:
        request = await scene.request()
        for who in ("supervisor", "other"):
            with suppress(SignInFailed, ApproverUnfit):
                await scene.approve(request, who, password)
        admin = await city.connect()
        while await admin.fetchval(
            "SELECT count(*) FROM pg_stat_activity WHERE usename = ANY($1)",
            [scene.ids["supervisor"], scene.ids["other"]],
        ):
            pass  # the server's processes end by themselves
        await admin.close()

"""An approval from the clerk's desk to a supervisor's and back, as the program puts both together."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog
from sqlalchemy.engine import make_url

from app.appearance import Looks
from app.approving import DoorApprovers
from app.desk.composition import OpenDesk
from app.library_access import Door, LibraryDoor, ServerDoor
from app.sign_in_attempts import WrongTries
from services.contract.actor import StaffMember
from services.contract.errors import ApprovalClosed
from services.own_schema.library import Library, open_library
from services.own_schema.password_hashing import PasswordHasher
from services.rules.people.approvals import ApprovalRefusal, ApprovalState
from services.rules.secret import Secret
from services.rules.vocabulary import Role, SuspensionReason
from tests.app.sitting import leave, sit_down
from tests.helpers.city import PASSWORD, City
from tests.helpers.patrons import CARD, Town
from tests.helpers.waiting import until
from viewmodels.core.notes import Done, Result
from views.approvals.approval_dialog import ApprovalDialog
from views.approvals.case_dialog import CaseDialog
from views.approvals.waiting_desks_dialog import WaitingDesksDialog
from views.suspensions.lift_dialog import LiftDialog
from views.today.tiles import TileKind

OVERDUE = SuspensionReason.LONG_OVERDUE
LIFTED = Result(Done.SUSPENSION_LIFTED, about=OVERDUE)


class Scene:
    """Two desks: a clerk's with a suspended patron, and a supervisor's."""

    def __init__(self, clerk: OpenDesk, supervisor: OpenDesk, town: Town, approver: str) -> None:
        self.clerk, self.supervisor, self.town, self.approver = clerk, supervisor, town, approver

    async def ask(self) -> ApprovalDialog:
        """Scan the card and go through the lift, as far as the question for its approval."""
        desk = self.clerk
        desk.desk.scanned(CARD)
        await desk.desk.look_up.settled()
        assert desk.desk.snapshot is not None, desk.desk.note.value
        page = desk.window.registration
        desk.window.menu.setCurrentRow([it is page for it in desk.window.pages].index(True))
        await until(lambda: bool(page.suspensions.cards))
        page.suspensions.cards[0].lift.click()
        lift = await opened(LiftDialog)
        for tick in lift.ticks.values():
            tick.setChecked(True)
        lift.yes.click()
        return await opened(ApprovalDialog)

    async def sent(self) -> CaseDialog:
        """Send it, and open it at the supervisor's desk."""
        (await self.ask()).send.click()
        page = self.supervisor.window.today
        assert page is not None
        tile = page.tiles.tiles[TileKind.APPROVALS]
        await until(lambda: tile.number.text() == "1")
        assert tile.accessibleDescription() == "2番窓口・貸出禁止の解除"  # a small screen shows no line
        tile.click()
        waiting = await opened(WaitingDesksDialog)
        waiting.panel.table.setCurrentIndex(waiting.panel.model.index(0, 0))
        waiting.panel.table.do_current_act()
        return await opened(CaseDialog)

    async def acts(self) -> list[dict[str, Any]]:
        """Give what was done at the desks."""
        return [it for it in await self.town.acts() if it["verb"] != "staff.add"]

    async def record(self) -> dict[str, object]:
        (record,) = await self.acts()
        return dict(record)


async def opened[D: QDialog](kind: type[D]) -> D:
    def found() -> list[D]:
        return [it for it in QApplication.topLevelWidgets() if isinstance(it, kind) and it.isVisible()]

    await until(lambda: bool(found()))
    return found()[0]


async def leave_both(*desks: OpenDesk) -> None:
    for desk in desks:
        await leave(desk)
        QApplication.sendPostedEvents(
            desk.window, QEvent.Type.DeferredDelete
        )  # before the next desks are opened


type Sit = Callable[[Library, StaffMember, str, Door | None], OpenDesk]


@pytest.fixture
def sit(looks: Looks) -> Sit:
    def sat(library: Library, staff: StaffMember, workstation: str, door: Door | None) -> OpenDesk:
        approvers = None if door is None else DoorApprovers(door.beside)
        return sit_down(library, looks, staff, workstation=workstation, approvers=approvers)

    return sat


@asynccontextmanager
async def on_file(sit: Sit, url: str, hasher: PasswordHasher) -> AsyncIterator[Scene]:
    @asynccontextmanager
    async def of_clerk() -> AsyncIterator[Library]:
        yield library

    async with (
        open_library(url, hasher=hasher) as library,
        open_library(url, hasher=hasher) as other,
    ):
        town = await Town.found(library.db)
        for staff_id, role in (("staff01", Role.COUNTER), ("okada", Role.SUPERVISOR)):
            await library.staff.add(
                staff_id, name="見本", role=role, branch_id=town.branch_id, password=Secret(PASSWORD)
            )
        await town.suspend(await town.patron(), OVERDUE)
        door = LibraryDoor(of_clerk)
        one = sit(library, StaffMember("staff01", "見本", Role.COUNTER), "2番窓口", door)
        two = sit(other, StaffMember("okada", "見本", Role.SUPERVISOR), "責任者席", None)
        yield Scene(one, two, town, "okada")
        await leave_both(one, two)
        await door.aclose()


@asynccontextmanager
async def on_server(sit: Sit, city: City, folder: Path) -> AsyncIterator[Scene]:
    plain = make_url(city.url)._replace(username=None, password=None).render_as_string(hide_password=False)
    door = ServerDoor(plain, WrongTries(folder / "sign-in.json"))
    member = await door.sign_in(city.names["counter"], Secret(PASSWORD))
    await city.town.suspend(await city.town.patron(), OVERDUE)
    async with city.open("supervisor") as other:
        one = sit(await door.library(), member, "2番窓口", door)
        two = sit(other, city.actor("supervisor").staff, "責任者席", None)
        yield Scene(one, two, city.town, city.names["supervisor"])
        await leave_both(one, two)
    await door.aclose()


class Approving:
    """What holds on both databases."""

    async def test_the_clerks_desk_goes_on_when_the_supervisors_approves(self, scene: Scene) -> None:
        case = await scene.sent()
        case.yes.click()
        await until(lambda: scene.clerk.desk.note.value == LIFTED)
        snapshot = scene.clerk.desk.snapshot
        assert snapshot is not None
        assert snapshot.suspensions == ()
        record = await scene.record()
        assert record["verb"] == "suspension.lift"
        assert record["staff_id"] == scene.clerk.desk.staff.id
        assert record["workstation"] == "2番窓口"
        assert record["details"] == {"reason": OVERDUE, "override": None, "approved_by": scene.approver}
        assert scene.supervisor.desk.patron_id is None

    async def test_a_refusal_comes_to_the_clerks_desk_with_its_reason(self, scene: Scene) -> None:
        case = await scene.sent()
        case.refusals.setCurrentIndex(case.refusals.findData(ApprovalRefusal.SUPERVISOR_COMES))
        case.refuse.click()
        asked = await opened(ApprovalDialog)
        await until(lambda: "責任者が窓口へ行きます" in asked.news.text)
        assert await scene.acts() == []
        asked.staff_id.setText(scene.approver)
        asked.password.field.setText(PASSWORD)
        asked.yes.click()
        await until(lambda: scene.clerk.desk.note.value == LIFTED)
        record = await scene.record()
        assert record["details"] == {"reason": OVERDUE, "override": None, "approved_by": scene.approver}

    async def test_a_supervisor_signs_at_the_clerks_desk(self, scene: Scene) -> None:
        asked = await scene.ask()
        for password, told in (("something else", "あと4回"), (PASSWORD, "")):
            asked.staff_id.setText(scene.approver)
            asked.password.field.setText(password)
            asked.yes.click()
            assert asked.password.field.text() == ""
            if told:
                await until(lambda: "あと4回" in asked.message.text)
        await until(lambda: scene.clerk.desk.note.value == LIFTED)
        assert scene.clerk.desk.staff.role is Role.COUNTER
        looks = [it for it in await scene.town.looks() if it["purpose"] == "approval"]
        assert [(it["staff_id"], it["workstation"]) for it in looks] == [(scene.approver, "2番窓口")]

    async def test_a_desk_that_is_closed_takes_its_request_back(self, scene: Scene) -> None:
        case = await scene.sent()
        await scene.clerk.aclose()
        case.yes.click()
        await until(lambda: isinstance(scene.supervisor.desk.note.value, ApprovalClosed))
        closed = scene.supervisor.desk.note.value
        assert isinstance(closed, ApprovalClosed)
        assert closed.state is ApprovalState.WITHDRAWN
        assert await scene.acts() == []


class TestOnAFile(Approving):
    @pytest.fixture
    async def scene(self, sit: Sit, sqlite_url: str, cheap_hasher: PasswordHasher) -> AsyncIterator[Scene]:
        async with on_file(sit, sqlite_url, cheap_hasher) as made:
            yield made


class TestOnAServer(Approving):
    @pytest.fixture
    async def scene(self, sit: Sit, city: City, tmp_path: Path) -> AsyncIterator[Scene]:
        async with on_server(sit, city, tmp_path) as made:
            yield made

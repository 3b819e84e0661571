"""A desk on a library system that has half of the acts, as the program puts it together."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.appearance import apply, remove
from app.desk.composition import OpenDesk, build_desk
from app.settings.settings_files import Settings
from services.acts.contact import ChangeEmail
from services.acts.holds import CancelHold, UndoCancel
from services.acts.loans import RenewLoan
from services.acts.password_use import CheckPassword, DisablePassword
from services.acts.passwords import IssuePassword
from services.acts.reference import AskQuestion
from services.acts.registration import RenewRegistration
from services.acts.reports import SettleReport
from services.acts.suspensions import Lift
from services.contract.offers import Offers
from services.own_schema.library import Library, open_library
from services.own_schema.password_hashing import PasswordHasher
from services.rules.vocabulary import HoldStatus, Role
from tests.helpers.other_system import OtherSystem, other_system
from tests.helpers.patrons import CARD, Town, clerk, in_days
from tests.helpers.waiting import until
from viewmodels.core.notes import Done
from viewmodels.desk.desk_state import DeskLocation
from views.panels.list_panel import ListPanel
from views.panels.row_actions import RowAction

HALF = Offers(
    frozenset(
        {
            RenewLoan,
            CancelHold,
            UndoCancel,
            ChangeEmail,
            AskQuestion,
            IssuePassword,
            CheckPassword,
            DisablePassword,
            RenewRegistration,
            Lift,
            SettleReport,
        }
    )
)
WHY = "このシステムではできません"


def fail(error: Exception) -> str:
    raise error


@pytest.fixture
async def library(sqlite_url: str, cheap_hasher: PasswordHasher) -> AsyncIterator[Library]:
    async with open_library(sqlite_url, hasher=cheap_hasher) as opened:
        yield opened


@pytest.fixture
async def town(library: Library) -> Town:
    """A patron with something on most lists."""
    made = await Town.found(library.db)
    patron_id = await made.patron()
    await made.loan(patron_id)
    await made.hold(patron_id)
    await made.hold(patron_id, status=HoldStatus.READY, shelf_until=in_days(3))
    await made.cancelled(patron_id)
    await made.question(patron_id)
    await made.report(patron_id)
    await made.password(patron_id)
    return made


@pytest.fixture
def system(library: Library) -> OtherSystem:
    return other_system(library.backend, can=HALF)


@pytest.fixture
async def desk(
    qtbot: QtBot, qapp: QApplication, library: Library, town: Town, system: OtherSystem
) -> AsyncIterator[OpenDesk]:
    assert town.db is library.db
    looks = apply(qapp, Settings())
    opened = build_desk(
        system,
        library.records,
        staff=clerk(Role.SUPERVISOR).staff,
        place=DeskLocation(1, "中央図書館", "2番窓口"),
        settings=Settings(),
        looks=looks,
        report_bug=fail,
    )
    opened.window.show()
    opened.window.activateWindow()
    opened.desk.scanned(CARD)
    await opened.desk.look_up.settled()
    yield opened
    await opened.aclose()
    opened.window.let_close()
    opened.window.deleteLater()
    remove(qapp, looks)


def words_of(desk: OpenDesk) -> str:
    return "\n".join(label.text() for label in desk.window.findChildren(QLabel) if label.isVisible())


def verbs_of(panel: ListPanel[Any], row: int) -> set[RowAction]:
    return {action.verb for cell in panel.model.cells(row) for action in cell.actions}


def grey_and_live(desk: OpenDesk) -> tuple[dict[QPushButton, str], tuple[QPushButton, ...]]:
    window = desk.window
    password, registration = window.password, window.registration
    grey = {
        password.change_button: WHY,
        password.unlock_button: WHY,
        registration.lost_button: f"カード紛失の届出: {WHY}",
        registration.replace_button: f"代替カードの登録: {WHY}",
        registration.suspensions.suspend_button: f"貸出禁止: {WHY}",
        registration.reports.take_button: f"申し出の記録: {WHY}",
    }
    live = (
        window.header.issue_button,
        password.check_button,
        password.disable_button,
        registration.renew_button,
        window.email.change_button,
        window.reference.apply_button,
    )
    return grey, live


def assert_as_offered(desk: OpenDesk) -> None:
    grey, live = grey_and_live(desk)
    for page in range(desk.window.menu.count()):
        desk.window.menu.setCurrentRow(page)
        for button, told in grey.items():
            if button.isVisible():
                assert told in words_of(desk), button.text()
    assert not [button.text() for button in grey if button.isEnabled()]
    assert all(WHY in button.accessibleDescription() for button in grey)
    assert all(button.isEnabled() for button in live)


async def test_buttons_are_grey_with_the_reason_and_stay_so_after_an_act(
    desk: OpenDesk, system: OtherSystem
) -> None:
    assert_as_offered(desk)
    desk.window.email.field.setText("neu@example.jp")
    desk.window.email.change_button.click()
    await until(lambda: desk.desk.note.value is Done.EMAIL_UPDATED and not desk.desk.busy.value)
    await until(lambda: all(button.isEnabled() for button in grey_and_live(desk)[1]))
    assert_as_offered(desk)
    assert system.asked == 1


async def test_rows_have_the_buttons_of_what_is_there_and_name_the_rest(desk: OpenDesk) -> None:
    inquiry, registration = desk.window.inquiry, desk.window.registration
    assert verbs_of(inquiry.loans, 0) == {RowAction.RENEW}
    waiting, ready = (
        next(n for n, row in enumerate(inquiry.holds.rows) if row.status is status)
        for status in (HoldStatus.WAITING, HoldStatus.READY)
    )
    assert verbs_of(inquiry.holds, waiting) == {RowAction.CANCEL_HOLD}
    assert verbs_of(inquiry.holds, ready) == set()
    remarks = [inquiry.holds.model.cells(row)[-1].text for row in (waiting, ready)]
    assert f"予約変更: {WHY}" in remarks[0]
    assert f"窓口取消・予約変更・取置延長: {WHY}" in remarks[1]
    desk.window.menu.setCurrentRow(desk.window.pages.index(registration))
    assert verbs_of(registration.reports, 0) == {RowAction.SETTLE_REPORT}


async def test_what_is_never_offered_has_no_button(desk: OpenDesk) -> None:
    window = desk.window
    window.menu.setCurrentRow(window.pages.index(window.email))
    assert window.email.change_button.isVisible()
    assert not window.email.resend_button.isVisible()
    assert RowAction.ACKNOWLEDGE not in verbs_of(window.inquiry.cancelled_holds, 0)
    window.menu.setCurrentRow(window.pages.index(window.reference))
    assert verbs_of(window.reference.questions, 0) == set()

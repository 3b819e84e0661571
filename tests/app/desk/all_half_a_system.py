"""A desk on a library system that has half of the acts, as the program puts it together."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from app.appearance import Looks
from app.desk.composition import OpenDesk
from services.acts.contact import ChangeEmail
from services.acts.holds import CancelHold, UndoCancel
from services.acts.loans import RenewLoan
from services.acts.password_use import CheckPassword, DisablePassword
from services.acts.passwords import IssuePassword
from services.acts.reference import AskQuestion
from services.acts.registration import RenewRegistration
from services.acts.reports import SettleReport
from services.acts.suspensions import Lift
from services.contract.offers import Offers, SystemPart
from services.own_schema.library import Library
from services.rules.vocabulary import HoldStatus, Role
from tests.app.sitting import sitting
from tests.helpers.other_system import OtherSystem, other_system
from tests.helpers.patrons import CARD, Town, clerk, in_days
from tests.helpers.waiting import until
from viewmodels.core.notes import Done
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
    ),
    frozenset(SystemPart),
)
WHY = "このシステムではできません"


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
async def desk(library: Library, town: Town, system: OtherSystem, looks: Looks) -> AsyncIterator[OpenDesk]:
    assert town.db is library.db
    async with sitting(library, looks, clerk(Role.SUPERVISOR).staff, backend=system) as opened:
        opened.desk.scanned(CARD)
        await opened.desk.look_up.settled()
        yield opened


def words_of(desk: OpenDesk) -> str:
    return "\n".join(label.text() for label in desk.window.findChildren(QLabel) if label.isVisible())


def verbs_of(panel: ListPanel[Any], row: int) -> set[RowAction]:
    return {action.verb for cell in panel.model.cells(row) for action in cell.actions}


def assert_as_offered(desk: OpenDesk) -> None:
    window = desk.window
    password, registration = window.password, window.registration
    assert set(password.buttons) == {CheckPassword, DisablePassword}
    assert set(registration.buttons) == {RenewRegistration}
    live = (window.header.issue_button, *password.buttons.values(), *registration.buttons.values())
    assert all(
        button.isEnabled() for button in (*live, window.email.change_button, window.reference.apply_button)
    )
    said = {it.text() for it in window.findChildren(QPushButton)}
    assert said.isdisjoint({"貸出禁止", "申し出の記録", "再送"})
    assert all(WHY not in it.accessibleDescription() for it in window.findChildren(QPushButton))
    for page in range(window.menu.count()):
        window.menu.setCurrentRow(page)
        assert WHY not in words_of(desk)


async def test_what_is_not_there_has_no_button_before_an_act_or_after_it(
    desk: OpenDesk, system: OtherSystem
) -> None:
    assert_as_offered(desk)
    desk.window.email.field.setText("neu@example.jp")
    desk.window.email.change_button.click()
    await until(lambda: desk.desk.note.value is Done.EMAIL_UPDATED and not desk.desk.busy.value)
    await until(desk.window.email.change_button.isEnabled)
    assert_as_offered(desk)
    assert system.asked == 1


async def test_rows_have_the_buttons_of_what_is_there_and_say_nothing_of_the_rest(desk: OpenDesk) -> None:
    inquiry, registration = desk.window.inquiry, desk.window.registration
    assert verbs_of(inquiry.loans, 0) == {RowAction.RENEW}
    waiting, ready = (
        next(n for n, row in enumerate(inquiry.holds.rows) if row.status is status)
        for status in (HoldStatus.WAITING, HoldStatus.READY)
    )
    assert verbs_of(inquiry.holds, waiting) == {RowAction.CANCEL_HOLD}
    assert verbs_of(inquiry.holds, ready) == set()
    assert verbs_of(inquiry.cancelled_holds, 0) <= {RowAction.UNDO_CANCEL}
    lists = (inquiry.loans, inquiry.holds, inquiry.cancelled_holds, registration.reports)
    desk.window.menu.setCurrentRow(desk.window.pages.index(registration))
    assert verbs_of(registration.reports, 0) == {RowAction.SETTLE_REPORT}
    desk.window.menu.setCurrentRow(desk.window.pages.index(desk.window.reference))
    assert verbs_of(desk.window.reference.questions, 0) == set()
    told = [cell.text for panel in lists for row in range(len(panel.rows)) for cell in panel.model.cells(row)]
    assert not [text for text in told if WHY in text]

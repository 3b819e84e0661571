"""A clerk's page 登録・貸出禁止 with a suspended patron, and what a supervisor is asked there."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING
from services.contract.snapshot import PatronSnapshot
from services.rules.decision import Reason
from services.rules.vocabulary import CardStatus, SuspensionReason
from tests.helpers.snapshots import refused, suspended
from tests.helpers.windows import active
from tests.viewmodels.approvals.approval_fakes import FakeApprovals, FakeApprovers
from tests.viewmodels.fakes import CARD_A, patron
from tests.viewmodels.registration.registration_fakes import as_read_at
from tests.viewmodels.suspensions.suspension_fakes import MASTERS
from tests.viewmodels.today.today_fakes import Rests, go_on
from tests.views.counter import BareCounter, Counter
from viewmodels.approvals.asking import ApprovalViewModel
from viewmodels.desk.act_commands import ActCommands
from viewmodels.registration.lost_cards import LostCardViewModel
from viewmodels.suspensions.contacts import ContactViewModel
from viewmodels.suspensions.reports import ReportViewModel
from viewmodels.suspensions.suspensions import SuspensionViewModel
from views.approvals.approval_dialog import ApprovalDialog
from views.approvals.approved_question import ApprovedQuestion
from views.desk.wiring import connect_approvals, connect_lost_cards, connect_reports, connect_suspensions
from views.dialogs.decision_dialog import DecisionDialog
from views.dialogs.open_questions import tell_stale
from views.dialogs.whose import tell_whose
from views.panels.row_actions import RowAction
from views.registration.lost_card_dialogs import LossQuestions
from views.registration.registration_page import RegistrationPage
from views.style.icons import Icons
from views.style.theme import Theme
from views.suspensions.lift_dialog import LiftDialog
from views.suspensions.suspension_dialogs import SuspensionDialogs
from views.text import messages

ROLE = refused(Reason.ROLE_MAY_NOT)
ROW = suspended(SuspensionReason.LONG_OVERDUE, 5, version=3, lift=ROLE)


class Desk:
    """The page, what acts, and what approves."""

    def __init__(
        self,
        counter: BareCounter,
        page: RegistrationPage,
        theme: Theme,
        icons: Icons,
        *,
        signs_here: bool = True,
    ) -> None:
        self.counter, self.window = counter, counter.window
        self.desk, self.acts = counter.bench.desk, counter.acts
        self.approvals, self.approvers, self.rests = FakeApprovals(), FakeApprovers(), Rests()
        bugs = counter.bench.bugs
        self.may_widen = False
        self.seconds = 0.0
        self.acting = ActCommands(self.desk, self.acts, bugs)
        self.model = ApprovalViewModel(
            self.acting,
            self.approvals,
            self.approvers if signs_here else None,
            bugs,
            ask=ApprovedQuestion(self.window, theme, lambda: MASTERS.labels, clock=lambda: self.seconds),
            may_widen=lambda: self.may_widen,
            pause=self.rests,
        )
        ask = SuspensionDialogs(self.window, theme)
        self.page = page
        suspensions = SuspensionViewModel(self.acting, ask, lambda: MASTERS, self.model)
        reports = ReportViewModel(self.acting, ask)
        contacts = ContactViewModel(self.acting, ask, lambda: MASTERS)
        connect_suspensions(self.page, suspensions, contacts)
        connect_reports(self.page, reports)
        self.lost = LostCardViewModel(
            self.acting,
            LossQuestions(self.window, theme),
            policy=lambda: MASTERS.policy,
            report_bug=bugs,
            approving=self.model,
        )
        connect_lost_cards(self.page, self.lost, self.window, theme=theme, icons=icons)
        connect_approvals(self.window, self.page, self.model, theme, lambda: MASTERS.labels)
        tell_stale(self.window, self.acting.stale)
        tell_whose(self.window, self.desk.answer)

    @property
    def line(self) -> str:
        """What the status bar says."""
        note = self.desk.note.value
        return "" if note is None else messages.line(note)

    def patron(self, **changed: Any) -> PatronSnapshot:
        shown = replace(patron(CARD_A), suspensions=(ROW,), suspend=ROLE, **changed)
        lost = replace(shown, patron=replace(shown.patron, card_status=CardStatus.LOST))
        return as_read_at(self.desk, lost)

    async def open(self, **changed: Any) -> None:
        self.counter.bench.look_ups.answer(CARD_A, self.patron(**changed))
        await self.counter.scan(CARD_A)
        self.counter.turn_to(self.page)
        await go_on()

    async def dialog[D: QWidget](self, kind: type[D]) -> D:
        for _ in range(80):
            await asyncio.sleep(0)
            found = QApplication.activeModalWidget()
            if isinstance(found, kind):
                return found
        msg = f"no {kind.__name__} opened"
        raise AssertionError(msg)

    async def ask(self) -> ApprovalDialog:
        """Go through the question before a lift, as far as the one for its approval."""
        self.page.suspensions.cards[0].lift.click()
        lift = await self.dialog(LiftDialog)
        for tick in lift.ticks.values():
            tick.setChecked(True)
        lift.yes.click()
        return await self.dialog(ApprovalDialog)

    async def until(self, true: Callable[[], bool]) -> None:
        for _ in range(80):
            if true():
                return
            await asyncio.sleep(0)
        msg = "it doesn't happen"
        raise AssertionError(msg)

    async def aclose(self) -> None:
        for _ in range(5):
            for widget in QApplication.topLevelWidgets():
                if isinstance(widget, DecisionDialog):
                    widget.reject()
            await asyncio.sleep(0)
        await self.model.aclose()
        await self.acting.aclose()


@pytest.fixture
async def desk(qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons) -> AsyncIterator[Desk]:
    bare = BareCounter(qtbot, qapp, theme, icons)
    made = Desk(bare, registration(bare, theme), theme, icons)
    await made.open()
    await active(bare.window)
    yield made
    await made.aclose()
    await bare.aclose()


@pytest.fixture
async def whole_desk(qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons) -> AsyncIterator[Desk]:
    counter = Counter(qtbot, qapp, theme, icons, verbs=frozenset(RowAction))
    made = Desk(counter, counter.window.registration, theme, icons)
    await made.open()
    yield made
    await made.aclose()
    await counter.aclose()


def registration(bare: BareCounter, theme: Theme) -> RegistrationPage:
    """Give a bare window the page where everything may be done."""
    return bare.add(RegistrationPage(theme, frozenset(RowAction), bare.window, offers=EVERYTHING))


def typed(dialog: ApprovalDialog, staff_id: str, password: str) -> None:
    """Type an id and a password, with Enter behind each."""
    for text in (staff_id, password):
        field = dialog.focusWidget()
        assert field is not None
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)

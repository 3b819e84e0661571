"""貸出禁止, 解除 and 申し出 in the window, by real keys and a real mouse."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QTableView, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from services.acts.reports import SettleReport, TakeReport
from services.acts.suspensions import Lift, Suspend
from services.lookup.open_reports import UnsettledReport, UnsettledReports
from services.lookup.snapshot import SuspensionRow
from services.masters.masters import Masters
from services.rules.decision import Reason
from services.rules.people.suspension import CHECKLISTS
from services.rules.vocabulary import Channel, PatronReport, Role, SuspensionReason
from tests.helpers import snapshots
from tests.helpers.snapshots import NOW, lift_facts, refused, report, suspended
from tests.viewmodels.fakes import CARD_A, CARD_B, patron
from tests.viewmodels.suspensions.suspension_fakes import MASTERS, OVERRIDING, Waiting
from tests.views.acts import read
from tests.views.counter import Counter
from viewmodels.core.notes import Done, Result
from viewmodels.desk.act_commands import ActCommands
from viewmodels.suspensions.reports import ReportViewModel
from viewmodels.suspensions.suspensions import SuspensionViewModel
from views.desk.wiring import connect_suspensions, connect_waiting_reports
from views.dialogs.decision_dialog import DecisionDialog
from views.panels.row_actions import RowAction
from views.style.icons import Icons
from views.style.theme import Theme
from views.suspensions.lift_dialog import ChoiceDialog, LiftDialog, SuspendDialog
from views.suspensions.open_reports_dialog import UnsettledDialog
from views.suspensions.suspension_dialogs import SuspensionDialogs

LOST, UNREACHABLE, OVERDUE, ADDRESS, CONTACT = SuspensionReason
AGAINST: dict[SuspensionReason, tuple[dict[str, Any], Reason, str]] = {
    LOST: ({"card_replaced": False}, Reason.CARD_NOT_REPLACED, "代替カードの登録がありません"),
    OVERDUE: ({"overdue_items": 2}, Reason.ITEMS_STILL_OVERDUE, "延滞中の資料が2点あります"),
    ADDRESS: ({"address_changed_on": None}, Reason.ADDRESS_NOT_CHANGED, "住所が変更されていません"),
}
IN_FAVOUR = {
    LOST: "代替カードが登録されています",
    OVERDUE: "延滞中の資料はありません",
    ADDRESS: "登録の住所が 2026/11/23 に変更されています",
}


class Desk:
    """A supervisor's window whose buttons act."""

    def __init__(self, counter: Counter, theme: Theme) -> None:
        self.counter = counter
        self.acts = counter.acts
        self.waiting = Waiting()
        self.masters: Masters = MASTERS
        self.acting = ActCommands(counter.bench.desk, self.acts, counter.bench.bugs)
        ask = SuspensionDialogs(counter.window, theme)
        self.suspensions = SuspensionViewModel(self.acting, ask, lambda: self.masters)
        self.reports = ReportViewModel(self.acting, self.waiting, ask)
        self.page = counter.window.registration
        connect_suspensions(self.page, self.suspensions, self.reports)
        connect_waiting_reports(counter.window.empty, counter.bench.desk, self.reports)

    @property
    def told(self) -> object:
        return self.counter.bench.desk.note.value

    async def open(self, **changed: Any) -> None:
        self.counter.bench.look_ups.answer(CARD_A, replace(patron(CARD_A), **changed))
        await self.counter.scan(CARD_A)
        self.counter.window.menu.setCurrentRow(4)

    async def dialog[D: DecisionDialog](self, kind: type[D]) -> D:
        for _ in range(50):
            await asyncio.sleep(0)
            found = QApplication.activeModalWidget()
            if isinstance(found, kind):
                return found
        msg = "no question opened"
        raise AssertionError(msg)

    async def enter[D: DecisionDialog](self, table: QTableView, kind: type[D]) -> D:
        """Press Enter on the first row and give the question that opens."""
        table.setFocus()
        table.setCurrentIndex(table.model().index(0, 0))
        QTest.keyClick(table, Qt.Key.Key_Return)
        return await self.dialog(kind)

    async def lift(self, row: SuspensionRow, **changed: Any) -> LiftDialog:
        await self.open(suspensions=(row,), **changed)
        return await self.enter(self.page.suspensions.table, LiftDialog)

    async def settled(self) -> None:
        await self.acting.settled()

    async def aclose(self) -> None:
        for _ in range(5):
            for widget in QApplication.topLevelWidgets():
                if isinstance(widget, DecisionDialog):
                    widget.reject()
            await asyncio.sleep(0)
        await self.acting.aclose()


@pytest.fixture
async def desk(qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons) -> AsyncIterator[Desk]:
    counter = Counter(qtbot, qapp, theme, icons, role=Role.SUPERVISOR, verbs=frozenset(RowAction))
    made = Desk(counter, theme)
    yield made
    await made.aclose()
    await counter.aclose()


def press(key: Qt.Key, times: int = 1) -> None:
    """Press a key where the keyboard is."""
    for _ in range(times):
        QTest.keyClick(focused(), key)


def focused() -> QWidget:
    """Give what has the keyboard in the question that is open, or in the window."""
    window = QApplication.activeModalWidget() or QApplication.activeWindow()
    widget = window.focusWidget() if window is not None else None
    assert widget is not None
    return widget


def against(reason: SuspensionReason) -> SuspensionRow:
    facts, why, _ = AGAINST[reason]
    return suspended(reason, facts=lift_facts(reason, **facts), lift=refused(why))


# 貸出禁止


async def test_a_patron_is_suspended_by_keys(desk: Desk) -> None:
    await desk.open(suspensions=(suspended(OVERDUE),))
    button = desk.page.suspensions.suspend_button
    assert (button.text(), button.isVisible()) == ("貸出禁止", True)
    button.setFocus()
    press(Qt.Key.Key_Space)
    dialog = await desk.dialog(SuspendDialog)
    assert list(dialog.buttons) == [UNREACHABLE, ADDRESS, CONTACT]
    assert focused() is dialog.buttons[UNREACHABLE]
    assert not dialog.yes.isEnabled()
    press(Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.buttons[CONTACT].setFocus()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Tab)
    assert focused() is dialog.notes
    press(Qt.Key.Key_Down, 2)
    assert dialog.notes.currentText() == "督促済み"
    dialog.yes.setFocus()
    press(Qt.Key.Key_Return)
    await desk.settled()
    (order,) = desk.acts.sent
    assert isinstance(order, Suspend)
    assert (order.reason, order.note) == (CONTACT, "reminded")
    assert desk.told == Result(Done.SUSPENDED, about=CONTACT)


async def test_without_a_librarys_notes_none_is_asked(desk: Desk) -> None:
    desk.masters = replace(MASTERS, labels={})
    await desk.open(loans=(snapshots.loan(overdue_days=20),))
    desk.page.suspensions.suspend_button.click()
    dialog = await desk.dialog(SuspendDialog)
    assert not dialog.notes.isVisible()
    assert "メモ" not in read(dialog).splitlines()
    QTest.mouseClick(
        dialog.buttons[OVERDUE], Qt.MouseButton.LeftButton, pos=dialog.buttons[OVERDUE].rect().center()
    )
    QTest.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    await desk.settled()
    (order,) = desk.acts.sent
    assert isinstance(order, Suspend)
    assert (order.reason, order.note, order.although_nothing_overdue) == (OVERDUE, None, False)


async def test_long_overdue_with_nothing_overdue_wants_a_tick_and_says_so(desk: Desk) -> None:
    await desk.open(loans=(snapshots.loan(overdue_days=0),))
    desk.page.suspensions.suspend_button.click()
    dialog = await desk.dialog(SuspendDialog)
    assert "「貸出禁止にする」の前に要ります: 「理由」の選択" in read(dialog)
    assert not dialog.although.isVisible()
    dialog.buttons[OVERDUE].setFocus()
    press(Qt.Key.Key_Space)
    tick = "延滞中の資料がなくても、貸出禁止にします"
    assert dialog.although.isVisible()
    assert {"延滞中の資料はありません。", tick} <= set(read(dialog).splitlines())
    assert f"「貸出禁止にする」の前に要ります: 「{tick}」の印" in read(dialog)
    assert not dialog.yes.isEnabled()
    press(Qt.Key.Key_Return)
    assert focused() is dialog.although
    press(Qt.Key.Key_Space)
    assert dialog.yes.isEnabled()
    assert "の前に要ります" not in read(dialog)
    dialog.buttons[CONTACT].setChecked(True)
    assert (dialog.although.isVisible(), dialog.yes.isEnabled()) == (False, True)
    dialog.buttons[OVERDUE].setChecked(True)
    dialog.yes.setFocus()
    press(Qt.Key.Key_Return)
    await desk.settled()
    (order,) = desk.acts.sent
    assert isinstance(order, Suspend)
    assert (order.reason, order.although_nothing_overdue) == (OVERDUE, True)


async def test_escape_suspends_nobody(desk: Desk) -> None:
    await desk.open()
    desk.page.suspensions.suspend_button.click()
    dialog = await desk.dialog(SuspendDialog)
    dialog.buttons[CONTACT].setChecked(True)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    await desk.settled()
    assert desk.acts.sent == []


# 解除


@pytest.mark.parametrize("reason", SuspensionReason)
async def test_one_is_lifted_by_keys_after_its_checklist(desk: Desk, reason: SuspensionReason) -> None:
    dialog = await desk.lift(suspended(reason, 6, version=3, note="督促済み"))
    assert (dialog.yes.text(), dialog.no.text()) == ("解除する", "解除しない")
    assert list(dialog.ticks) == list(CHECKLISTS[reason])
    assert dialog.overrides is None
    assert IN_FAVOUR.get(reason, "") in read(dialog)
    assert {"2026/11/4 (keeper)", "督促済み"} <= set(read(dialog).splitlines())
    for tick in dialog.ticks.values():
        assert not dialog.yes.isEnabled()
        assert focused() is tick
        press(Qt.Key.Key_Space)
        press(Qt.Key.Key_Tab)
    dialog.yes.setFocus()
    press(Qt.Key.Key_Return)
    await desk.settled()
    (order,) = desk.acts.sent
    assert isinstance(order, Lift)
    assert (order.suspension_id, order.seen_version, order.override) == (6, 3, None)
    assert order.checked == frozenset(CHECKLISTS[reason])
    assert desk.told == Result(Done.SUSPENSION_LIFTED, about=reason)


@pytest.mark.parametrize("reason", AGAINST)
async def test_facts_against_it_are_told_and_nothing_can_be_lifted(
    desk: Desk, reason: SuspensionReason
) -> None:
    dialog = await desk.lift(against(reason))
    assert AGAINST[reason][2] in read(dialog) or reason is OVERDUE
    assert (dialog.yes.text(), dialog.no.isVisible()) == ("閉じる", False)
    assert dialog.ticks == {}
    assert focused() is dialog.yes
    press(Qt.Key.Key_Return)
    await desk.settled()
    assert desk.acts.sent == []


async def test_lifting_says_which_ticks_it_waits_for(desk: Desk) -> None:
    dialog = await desk.lift(suspended(SuspensionReason.CARD_LOST))
    first, second = (f"「{tick.text()}」の印" for tick in dialog.ticks.values())
    assert f"「解除する」の前に要ります: {first}・{second}" in read(dialog)
    press(Qt.Key.Key_Space)
    assert f"「解除する」の前に要ります: {second}" in read(dialog).splitlines()


async def test_the_overdue_items_are_named(desk: Desk) -> None:
    loans = (
        snapshots.loan(1, title="雪国", overdue_days=9, due_on=snapshots.days(-9)),
        snapshots.loan(2, title="こころ"),
        snapshots.loan(3, title="門", overdue_days=1, due_on=snapshots.days(-1)),
    )
    dialog = await desk.lift(against(OVERDUE), loans=loans)
    assert "延滞中の資料が2点あります。" in read(dialog)
    (items,) = dialog.findChildren(QTextEdit)
    assert items.toPlainText().splitlines() == [
        "・雪国 (0012345601 返却期限日 2026/11/15)",
        "・門 (0012345603 返却期限日 2026/11/23)",
    ]
    assert items.isReadOnly()


@pytest.mark.parametrize("reason", AGAINST)
async def test_an_override_has_to_be_chosen_beside_the_checklist(
    desk: Desk, reason: SuspensionReason
) -> None:
    desk.masters = OVERRIDING
    dialog = await desk.lift(against(reason))
    assert dialog.overrides is not None
    assert focused() is dialog.overrides
    for tick in dialog.ticks.values():
        tick.click()
    assert not dialog.yes.isEnabled()
    press(Qt.Key.Key_Down)
    assert dialog.overrides.currentText() == "弁償済み"
    assert dialog.yes.isEnabled()
    dialog.yes.setFocus()
    press(Qt.Key.Key_Return)
    await desk.settled()
    (order,) = desk.acts.sent
    assert isinstance(order, Lift)
    assert order.override == "compensated"


async def test_the_panels_own_button_lifts_and_escape_doesnt(desk: Desk) -> None:
    await desk.open(suspensions=(suspended(CONTACT), suspended(ADDRESS, 2)))
    panel = desk.page.suspensions
    panel.table.setCurrentIndex(panel.model.index(1, 0))
    assert panel.act_button.text() == "解除"
    panel.act_button.setFocus()
    press(Qt.Key.Key_Space)
    dialog = await desk.dialog(LiftDialog)
    assert "④住所変更の手続き中" in read(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    await desk.settled()
    assert desk.acts.sent == []


async def test_the_panels_follow_what_was_lifted(desk: Desk) -> None:
    two = (suspended(CONTACT), suspended(ADDRESS, 2))
    past = suspended(CONTACT, lifted_on=NOW.date(), lifted_by="s1")
    stopped = snapshots.loan(renewal=snapshots.both(refused(Reason.SUSPENDED)))
    desk.acts.after = replace(
        patron(CARD_A, version=2), suspensions=two[1:], past_suspensions=(past,), loans=(stopped,)
    )
    await desk.open(suspensions=two, loans=(stopped,))
    dialog = await desk.enter(desk.page.suspensions.table, LiftDialog)
    next(iter(dialog.ticks.values())).click()
    dialog.yes.click()
    await desk.settled()
    assert desk.page.suspensions.rows == two[1:]
    assert desk.page.past_suspensions.rows == (past,)
    assert "ほかの理由で貸出禁止が続いています" in desk.counter.words()
    loans = desk.counter.window.inquiry.loans
    assert "貸出禁止中" in loans.model.cells(0)[7].text


# 申し出


async def test_a_report_is_taken_by_keys(desk: Desk) -> None:
    await desk.open(reports=(report(kind=PatronReport.RETURNED),))
    desk.page.reports.take_button.setFocus()
    press(Qt.Key.Key_Space)
    dialog = await desk.dialog(ChoiceDialog)
    assert [button.text() for button in dialog.buttons.values()] == [
        "住所変更",
        "連絡がついた",
        "カード発見",
    ]
    dialog.buttons[PatronReport.REACHED].setFocus()
    press(Qt.Key.Key_Space)
    assert dialog.chosen is PatronReport.REACHED
    dialog.yes.setFocus()
    press(Qt.Key.Key_Return)
    await desk.settled()
    (order,) = desk.acts.sent
    assert isinstance(order, TakeReport)
    assert order.kind is PatronReport.REACHED
    assert desk.told == Result(Done.REPORT_TAKEN, about=PatronReport.REACHED)


@pytest.mark.parametrize("settle", [True, False])
async def test_a_report_is_settled_only_by_the_button_that_says_so(desk: Desk, settle: bool) -> None:
    await desk.open(reports=(report(7, version=2),))
    assert desk.counter.window.menu.item(4).text() == "登録・停止 (1)"
    dialog = await desk.enter(desk.page.reports.table, DecisionDialog)
    assert focused() is dialog.no
    (dialog.yes if settle else dialog.no).setFocus()
    press(Qt.Key.Key_Return)
    await desk.settled()
    orders = [(it.report_id, it.seen_version) for it in desk.acts.sent if isinstance(it, SettleReport)]
    assert orders == ([(7, 2)] if settle else [])


def waiting(count: int, total: int) -> UnsettledReports:
    kinds = tuple(PatronReport)
    rows = [
        UnsettledReport(place, CARD_B, kinds[place % 4], NOW, "clerk", Channel.PHONE)
        for place in range(count)
    ]
    return UnsettledReports(tuple(rows), total)


async def test_enter_on_a_waiting_report_opens_its_patron(desk: Desk) -> None:
    desk.waiting.reports = waiting(2, 2)
    desk.counter.bench.look_ups.answer(CARD_B, patron(CARD_B))
    button = desk.counter.window.empty.reports_button
    assert (button.text(), button.isVisible()) == ("申し出の一覧", True)
    button.setFocus()
    press(Qt.Key.Key_Space)
    dialog = await desk.dialog(UnsettledDialog)
    (around,) = dialog.findChildren(QScrollArea)
    assert around.height() <= dialog.panel.height() + 1  # no hole below the list
    assert focused() is dialog.panel.table
    row = [cell.text for cell in dialog.panel.model.cells(0)][:4]
    assert row == ["20000002-2", "返却済", "2026/11/24 (clerk)", "電話"]
    press(Qt.Key.Key_Return)
    await desk.settled()
    await desk.counter.settled()
    assert desk.counter.bench.desk.snapshot is not None
    assert desk.counter.bench.desk.snapshot.card_number == CARD_B


async def test_closing_the_list_opens_nobody(desk: Desk) -> None:
    desk.waiting.reports = waiting(100, 130)
    desk.counter.window.empty.reports_button.click()
    dialog = await desk.dialog(UnsettledDialog)
    assert "古いものから100件です。ほかに30件あります。" in read(dialog)
    assert dialog.height() <= 640
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    await desk.settled()
    assert desk.counter.bench.look_ups.asked == []


async def test_an_empty_list_says_so(desk: Desk) -> None:
    desk.counter.window.empty.reports_button.click()
    dialog = await desk.dialog(UnsettledDialog)
    assert "対応を待つ申し出はありません。" in read(dialog)
    assert focused() is dialog.yes
    press(Qt.Key.Key_Return)
    await desk.settled()


async def test_on_the_phone_the_list_is_grey_and_says_what_opens_it(desk: Desk) -> None:
    empty, said = desk.counter.window.empty, "申し出の一覧: 窓口での受付に切り替えてから開きます"
    shown = []
    for _ in range(3):
        shown.append((empty.reports_button.isEnabled(), empty.reports_refusal.isVisible()))
        desk.counter.press(Qt.Key.Key_F9)
        await desk.counter.settled()
    assert shown == [(True, False), (False, True), (True, False)]
    assert empty.reports_refusal.text() == said
    assert empty.reports_button.accessibleDescription() in said


async def test_nobody_but_supervisors_is_offered_the_list(counter: Counter) -> None:
    assert not counter.window.empty.reports_button.isVisible()

"""A double click acts once, whatever has come under the mouse between its two presses."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from services.acts.holds import UndoCancel
from services.contract.snapshot import LoanRow
from tests.helpers import snapshots
from tests.helpers.waiting import until
from tests.viewmodels.fakes import CARD_A, patron
from tests.views.acts import Acts
from tests.views.bars.test_shortcut_hints import KEYS, middle_of
from tests.views.counter import BareCounter
from tests.views.panels.table_scene import ALL, LOANS, Desk
from tests.views.passwords.issue_scene import button, issued
from views.bars.shortcut_hints import KeyHint, KeyList
from views.circulation.loans_panel import LoansPanel
from views.dialogs.decision_dialog import DecisionDialog
from views.panels.row_actions import RowAction
from views.style.theme import Theme


def send(widget: QWidget, kind: QEvent.Type, place: QPoint) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    held = none if kind is QEvent.Type.MouseButtonRelease else left
    where = QPointF(place)
    event = QMouseEvent(kind, where, widget.mapToGlobal(where), left, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)


def first_click(widget: QWidget, place: QPoint) -> None:
    send(widget, QEvent.Type.MouseButtonPress, place)
    send(widget, QEvent.Type.MouseButtonRelease, place)


def second_click(widget: QWidget, place: QPoint) -> None:
    """Click as the platform does when the click before was here and just now."""
    send(widget, QEvent.Type.MouseButtonDblClick, place)
    send(widget, QEvent.Type.MouseButtonRelease, place)


def double_click(widget: QWidget, place: QPoint) -> None:
    first_click(widget, place)
    second_click(widget, place)


async def test_a_hold_is_restored_and_not_the_one_that_moves_up_under_the_mouse(acts: Acts) -> None:
    rows = tuple(snapshots.cancelled_hold(n, undo=snapshots.ALLOWED) for n in (1, 2, 3))
    before = replace(patron(CARD_A), holds=(snapshots.hold(9),), cancelled_holds=rows)
    await acts.open(before)
    acts.fake.after = replace(
        before, cancelled_holds=(rows[0], rows[2]), holds=(snapshots.hold(9), snapshots.hold(2))
    )
    table = acts.inquiry.cancelled_holds.table
    cells = table.rows_model.cells(1)
    column, part = next(
        (column, part)
        for column, cell in enumerate(cells)
        for part, action in enumerate(cell.actions)
        if action.verb is RowAction.UNDO_CANCEL
    )
    box = table.button_boxes(1, column)[part]
    under_the_mouse = table.viewport().mapToGlobal(box.center().toPoint())

    first_click(table.viewport(), table.viewport().mapFromGlobal(under_the_mouse))
    await acts.settled()
    here = table.viewport().mapFromGlobal(under_the_mouse)
    assert table.indexAt(here).row() == 0  # the holds above have become more
    second_click(table.viewport(), here)
    await acts.settled()
    (request,) = acts.fake.sent
    assert isinstance(request, UndoCancel)
    assert request.cancellation_id == 2


def test_rows_read_anew_between_two_clicks_are_not_acted_on(desk: Desk[LoanRow]) -> None:
    at = desk.button(1, 0)
    first_click(desk.table.viewport(), at)
    desk.table.rows_model.set_rows(LOANS[1:])
    second_click(desk.table.viewport(), at)
    assert desk.acts == [(2, RowAction.RENEW)]


def test_rows_read_anew_while_the_mouse_is_down_are_not_acted_on(desk: Desk[LoanRow]) -> None:
    at = desk.button(1, 0)
    send(desk.table.viewport(), QEvent.Type.MouseButtonPress, at)
    desk.table.rows_model.set_rows(LOANS[1:])
    send(desk.table.viewport(), QEvent.Type.MouseButtonRelease, at)
    assert desk.acts == []


def test_quick_clicks_on_several_rows_act_on_each(desk: Desk[LoanRow]) -> None:
    for row in (1, 2, 3):
        first_click(desk.table.viewport(), desk.button(row, 0))
    assert desk.acts == [(2, RowAction.RENEW), (3, RowAction.RENEW), (4, RowAction.RENEW)]


def test_the_button_above_a_list_acts_once(qtbot: QtBot, theme: Theme) -> None:
    panel = LoansPanel(theme, ALL)
    qtbot.addWidget(panel)
    panel.set_rows(LOANS)
    panel.show()
    panel.table.setCurrentIndex(panel.model.index(1, 0))
    acted: list[int] = []
    panel.acted.connect(lambda row, _verb: acted.append(row.id))
    double_click(panel.act_button, panel.act_button.rect().center())
    assert acted == [2]


def test_a_key_in_the_status_bar_is_pressed_once(qtbot: QtBot) -> None:
    pressed: list[str] = []
    listed = KeyList([KeyHint(keys, does, partial(pressed.append, keys)) for keys, does in KEYS])
    qtbot.addWidget(listed)
    listed.show()
    listed.resize(listed.sizeHint())
    double_click(listed, middle_of(listed, "A まとめて更新"))
    first_click(listed, middle_of(listed, "F6 予約一覧へ"))
    assert pressed == ["A", "F6"]


@pytest.mark.parametrize("which", ["yes", "no"])
def test_a_question_that_comes_under_the_mouse_isnt_answered(qtbot: QtBot, theme: Theme, which: str) -> None:
    dialog = DecisionDialog("質問", yes="はい", no="いいえ", theme=theme, parent=None)
    qtbot.addWidget(dialog)
    dialog.show()
    pressed: QPushButton = getattr(dialog, which)
    second_click(pressed, pressed.rect().center())
    assert dialog.isVisible()
    first_click(pressed, pressed.rect().center())
    assert not dialog.isVisible()


async def test_a_slip_is_printed_once_and_its_window_stays(bare: BareCounter) -> None:
    dialog = await issued(bare)
    bare.printer.last_job_out()
    model = bare.passwords.dialog.value
    assert model is not None
    await until(lambda: model.paper.value.is_sent and model.print_slip.can_execute.value)
    for name in ("もう一度印刷", "印刷できた(閉じる)"):
        pressed = button(dialog, name)
        second_click(pressed, pressed.rect().center())
        assert not model.print_slip.running.value
    assert dialog.isVisible()

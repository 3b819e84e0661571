"""The buttons of the panels: none that does nothing, and a real one for the current row."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING, as_offered
from services.acts.holds import CancelHold
from services.contract.offers import Offers
from services.contract.snapshot import PatronSnapshot
from services.rules.decision import PageAndCounter, Reason
from tests.helpers import snapshots
from tests.helpers.snapshots import ALLOWED, both, refused
from views.circulation import cancelled_holds_panel, holds_panel, loans_panel
from views.circulation.holds_panel import HoldsPanel
from views.circulation.loans_panel import LoansPanel
from views.panels.row_actions import NO_VERBS, RowAction
from views.panels.table_model import CellKind, RowTableModel
from views.style.theme import Theme
from views.widgets.buttons import LetterButton

ALL = frozenset(RowAction)


def models(verbs: frozenset[RowAction]) -> list[set[RowAction]]:
    """Gather the verbs that stand as buttons in a full desk's tables."""
    lent = RowTableModel(loans_panel.columns(verbs))
    lent.set_rows(snapshots.five_loans())
    held = RowTableModel(holds_panel.columns(verbs))
    held.set_rows(snapshots.three_holds())
    cancelled = RowTableModel(cancelled_holds_panel.columns(verbs))
    cancelled.set_rows((snapshots.cancelled_hold(undo=ALLOWED),))
    return [
        {
            action.verb
            for row in range(model.rowCount())
            for column in range(model.columnCount())
            for action in model.cell(row, column).actions
        }
        for model in (lent, held, cancelled)
    ]


def test_a_desk_that_can_do_nothing_has_no_buttons() -> None:
    assert models(NO_VERBS) == [set(), set(), set()]


def test_a_desk_that_can_do_everything_has_every_button() -> None:
    assert models(ALL) == [
        {RowAction.RENEW},
        {RowAction.CANCEL_HOLD, RowAction.CHANGE_HOLD, RowAction.STAFF_CANCEL_HOLD, RowAction.EXTEND_SHELF},
        {RowAction.ACKNOWLEDGE, RowAction.UNDO_CANCEL},
    ]


def test_each_verb_brings_its_own_button_only() -> None:
    elsewhere = {
        RowAction.QUESTION_TOLD,
        RowAction.LIFT_SUSPENSION,
        RowAction.RECORD_CONTACT,
        RowAction.SETTLE_REPORT,
        RowAction.OPEN_PATRON,
        RowAction.TICK,
    }
    for verb in set(RowAction) - elsewhere:
        assert set.union(*models(frozenset({verb}))) == {verb}
    assert set.union(*models(frozenset(elsewhere))) == set()


def test_what_the_patron_may_not_do_is_no_button_for_the_desk() -> None:
    model = RowTableModel(holds_panel.columns(ALL))
    model.set_rows(snapshots.three_holds()[1:])
    patrons = [place for place, column in enumerate(model.columns) if column.key in {"status", "change"}]

    acts = [act for row in range(2) for place in patrons for act in model.cell(row, place).actions]
    assert [(act.verb, act.staff) for act in acts] == [(RowAction.CHANGE_HOLD, True)] * 2


def test_on_the_phone_the_patrons_own_renewal_is_no_button(qtbot: QtBot, theme: Theme) -> None:
    by_phone = PageAndCounter(ALLOWED, refused(Reason.BY_PHONE))
    panel = LoansPanel(theme, frozenset(RowAction))
    qtbot.addWidget(panel)
    panel.set_rows((snapshots.loan(1, renewal=by_phone), snapshots.loan(2, renewal=by_phone)))
    cells = panel.model.cells(0)
    assert (cells[0].text, cells[0].kind, cells[0].actions) == ("再貸出可能", CellKind.MUTED, ())
    assert cells[-1].text == ""  # the heading says it, once for all rows
    assert (panel.renew_all.isHidden(), panel.renew_all.isEnabled()) == (False, False)
    assert (panel.refusal.text(), panel.refusal.isHidden()) == ("まとめて更新: 電話では延長できません", False)

    panel.set_rows((snapshots.loan(1, renewal=by_phone),))
    assert panel.refusal.isHidden()
    assert panel.model.cells(0)[-1].text == "電話では延長できません"

    late = both(refused(Reason.LONG_OVERDUE, Reason.BY_PHONE))
    panel.set_rows((snapshots.loan(1, renewal=late), snapshots.loan(2, renewal=by_phone)))
    assert panel.model.cells(0)[-1].text == "15日以上の延滞があります"

    panel.set_rows((snapshots.loan(1), snapshots.loan(2)))
    assert (panel.renew_all.isHidden(), panel.renew_all.isEnabled()) == (False, True)
    assert panel.refusal.isHidden()


def test_what_the_library_system_has_not_is_no_button_but_the_patrons_word(
    qtbot: QtBot, theme: Theme
) -> None:
    loans = (snapshots.loan(1), snapshots.loan(2))
    answer = as_offered(
        snapshots.snapshot(loans=loans, holds=snapshots.three_holds()), Offers(frozenset({CancelHold}))
    )
    assert isinstance(answer, PatronSnapshot)
    verbs = frozenset({RowAction.CANCEL_HOLD})
    lent, held = LoansPanel(theme, verbs), HoldsPanel(theme, verbs, offers=EVERYTHING)
    for panel in (lent, held):
        qtbot.addWidget(panel)
    lent.set_rows(answer.loans)
    held.set_rows(answer.holds)

    cells = lent.model.cells(0)
    assert (cells[0].text, cells[0].kind, cells[0].actions) == ("再貸出可能", CellKind.MUTED, ())
    assert cells[-1].text == ""
    assert lent.findChild(LetterButton) is None
    assert lent.refusal.text() == ""

    of_hold = {column.key: cell for column, cell in zip(held.model.columns, held.model.cells(1), strict=True)}
    assert [action.verb for action in of_hold["status"].actions] == [RowAction.CANCEL_HOLD]
    assert (of_hold["change"].text, of_hold["change"].actions) == ("", ())
    assert of_hold["staff"].text == ""


def test_a_cancelled_hold_is_acknowledged_where_it_may_be() -> None:
    model = RowTableModel(cancelled_holds_panel.columns(ALL))
    model.set_rows(
        (
            snapshots.cancelled_hold(1),
            snapshots.cancelled_hold(2, acknowledge=refused(Reason.NOT_OFFERED)),
        )
    )
    place = [column.key for column in model.columns].index("acknowledge")
    assert [len(model.cell(row, place).actions) for row in range(2)] == [1, 0]
    assert model.cell(1, place).text == ""


def test_the_current_rows_act_is_a_real_button_too(qtbot: QtBot, theme: Theme) -> None:
    panel = LoansPanel(theme, ALL)
    qtbot.addWidget(panel)
    panel.set_rows(snapshots.five_loans())
    acts: list[tuple[int, RowAction]] = []
    panel.acted.connect(lambda row, verb: acts.append((row.id, verb)))
    panel.show()
    assert panel.act_button.isHidden()

    panel.table.setCurrentIndex(panel.model.index(0, 1))
    interface = QAccessible.queryAccessibleInterface(panel.act_button)
    assert interface.text(QAccessible.Text.Name) == "再貸出可能"
    QTest.mouseClick(panel.act_button, Qt.MouseButton.LeftButton)
    panel.table.setCurrentIndex(panel.model.index(1, 1))

    assert acts == [(1, RowAction.RENEW)]
    assert panel.act_button.isHidden()


def test_without_verbs_there_is_no_real_button(qtbot: QtBot, theme: Theme) -> None:
    panel = LoansPanel(theme)
    qtbot.addWidget(panel)
    panel.set_rows(snapshots.five_loans())

    panel.table.setCurrentIndex(panel.model.index(0, 0))

    assert panel.act_button.isHidden()


def ground_of_first_row(panel: LoansPanel) -> QColor:
    viewport = panel.table.viewport()
    first = QRect(0, panel.table.rowViewportPosition(0), viewport.width(), panel.table.rowHeight(0))
    return viewport.grab(first).toImage().pixelColor(8, 2)


def test_the_current_row_stays_seen_while_its_button_has_the_keyboard(qtbot: QtBot, theme: Theme) -> None:
    panel = LoansPanel(theme, ALL)
    qtbot.addWidget(panel)
    panel.set_rows(snapshots.five_loans())
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    panel.table.setFocus()
    panel.table.setCurrentIndex(panel.model.index(0, 1))

    panel.act_button.setFocus()
    assert ground_of_first_row(panel) == theme.tokens.colour("selection")
    panel.act_button.clearFocus()
    assert ground_of_first_row(panel) != theme.tokens.colour("selection")

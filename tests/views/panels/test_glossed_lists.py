"""Lists on an English screen: what the patron page says, with what it means; a Japanese screen stays as it is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING
from services.rules.decision import Allowed, Reason, Refused
from tests.helpers import snapshots
from tests.helpers.snapshots import both
from tests.looks.glosses import faults_in_glosses
from viewmodels.settings.settings import Language
from views.circulation.holds_panel import HoldsPanel
from views.circulation.loans_panel import LoansPanel
from views.language.screen_language import ScreenLanguage
from views.panels.cell_style import FiguresType
from views.panels.grid import Slot
from views.panels.row_actions import RowAction
from views.style.theme import Theme
from views.widgets.page_menu import SideMenu

LOANS = (
    snapshots.loan(1, title="電話", renewal=both(Allowed(snapshots.days(14)))),
    snapshots.loan(2, renewal=both(Refused((Reason.HOLD_WAITING,)))),
)
WIDE, NARROW = 2000, 700


def loans(qtbot: QtBot, theme: Theme, width: int) -> LoansPanel:
    panel = LoansPanel(theme, frozenset(RowAction))
    qtbot.addWidget(panel)
    panel.set_rows(LOANS)
    panel.resize(width, 400)
    panel.show()
    return panel


def headings(panel: LoansPanel, role: Qt.ItemDataRole) -> list[str]:
    columns = range(panel.model.columnCount())
    return [panel.model.headerData(it, Qt.Orientation.Horizontal, role) for it in columns]


@pytest.mark.usefixtures("english")
def test_headings_cells_and_buttons_have_their_meaning_and_titles_are_left(
    qtbot: QtBot, theme: Theme
) -> None:
    panel = loans(qtbot, theme, WIDE)

    assert headings(panel, Qt.ItemDataRole.DisplayRole)[2] == "返却期限日"
    assert headings(panel, Qt.ItemDataRole.AccessibleTextRole)[2] == "返却期限日 · Due date"
    assert panel.model.cell(0, 0).spoken == "再貸出可能 · Renew"
    assert panel.model.cell(1, 0).spoken == "延長できません · Not renewable"
    assert panel.model.cell(0, 1).text == "電話"
    assert "Others are waiting" in panel.model.cell(1, 7).text
    assert list(faults_in_glosses(panel)) == []


@pytest.mark.usefixtures("english")
def test_the_meanings_of_headings_have_a_line_of_their_own(qtbot: QtBot, theme: Theme) -> None:
    panel = loans(qtbot, theme, WIDE)
    assert panel.table.drawn.lines == 1
    sizes = theme.tokens.sizes
    assert panel.head.height() >= 2 * sizes.act + sizes.body


@pytest.mark.usefixtures("english")
def test_a_cell_below_the_first_line_is_labelled_with_both(qtbot: QtBot, theme: Theme) -> None:
    panel = loans(qtbot, theme, NARROW)

    assert panel.table.drawn.lines > 1
    assert panel.model.columns[2].label == "返却期限日 · Due date"


@pytest.mark.parametrize("glosses", [True, False])
def test_a_japanese_list_is_as_wide_and_as_high_as_without_glosses(
    qtbot: QtBot, qapp: QApplication, theme: Theme, glosses: bool
) -> None:
    plain = loans(qtbot, theme, WIDE)
    language = ScreenLanguage(qapp, Language.JAPANESE, glosses=glosses)
    panel = loans(qtbot, theme, WIDE)
    language.fall_silent()

    assert panel.table.drawn == plain.table.drawn
    assert panel.table.height() == plain.table.height()
    assert panel.model.cell(0, 0).spoken == "再貸出可能"


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("tabs", [False, True])
def test_pages_have_their_meaning_beneath(qtbot: QtBot, theme: Theme, tabs: bool) -> None:
    menu = SideMenu(theme)
    qtbot.addWidget(menu)
    menu.list_pages(("パスワード", "Registration"))
    menu.show_count(0, 2)
    if tabs:
        menu.stand_side_by_side(WIDE)

    assert menu.item(0).text() == ("パスワード 2\nPassword" if tabs else "パスワード (2)\nPassword")
    assert menu.item(0).data(Qt.ItemDataRole.AccessibleTextRole) == "パスワード (2) · Password"
    assert menu.item(1).text() == "Registration"
    both_lines = 2 * menu.fontMetrics().height()
    assert menu.item(0).sizeHint().height() >= both_lines


@pytest.mark.usefixtures("english")
def test_a_meaning_is_left_out_before_a_word_is_cut_and_is_in_reach(qtbot: QtBot, theme: Theme) -> None:
    panel = HoldsPanel(theme, frozenset(RowAction), offers=EVERYTHING)
    qtbot.addWidget(panel)
    panel.resize(1207, 400)
    panel.set_rows((snapshots.hold(),), snapshots.TODAY)
    panel.show()
    keys = [column.key for column in panel.model.columns]
    contact, change = keys.index("contact"), keys.index("change")
    assert panel.model.cell(0, contact).text == "メール · E-mail"
    assert panel.table.is_cut(0, contact)
    assert panel.table.tooltip_at(panel.table.visualRect(panel.model.index(0, contact)).center()) == (
        "メール · E-mail"
    )
    (act,) = panel.model.cell(0, change).actions
    assert (act.label, act.spoken) == ("変更", "変更 Change")
    (box,) = panel.table.button_boxes(0, change)
    assert box.right() < panel.table.visualRect(panel.model.index(0, keys.index("staff"))).left()


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(("scale", "width"), [(1.0, 1355), (1.0, 1207), (1.5, 1060), (1.0, 660), (1.0, 501)])
def test_a_weekday_has_a_blank_before_and_behind_it(
    qtbot: QtBot, theme: Theme, scale: float, width: int
) -> None:
    theme.rescale(scale)
    panel = loans(qtbot, theme, width)
    days = tuple(snapshots.loan(n, due_on=snapshots.days(n - 60)) for n in range(70))
    panel.set_rows(days, snapshots.TODAY)
    drawn, tokens = panel.table.drawn, theme.tokens
    theme.rescale(1.0)
    assert drawn is not None
    blank = round(4 * scale)
    words = QFontMetrics(tokens.font(tokens.sizes.body))
    figures = FiguresType(tokens.mono(tokens.sizes.body), tokens.font(tokens.sizes.body), QColor())
    day = drawn.areas[Slot.DAY].place
    assert drawn.weekday - day.right() >= blank
    edge = width if drawn.lines > 1 else drawn.areas[Slot.SECOND].place.left()
    for row in range(len(days)):
        cell = panel.model.cell(row, 2)
        assert cell.note is not None
        ends = drawn.weekday + words.horizontalAdvance(cell.weekday.strip())
        assert drawn.beside.left() - ends >= blank, cell.weekday
        assert drawn.beside.left() + figures.advance(cell.note.text) <= edge, cell.note.text


@pytest.mark.usefixtures("english")
def test_what_is_said_of_all_rows_in_words_is_not_in_the_type_of_figures(qtbot: QtBot, theme: Theme) -> None:
    head = loans(qtbot, theme, WIDE).head
    assert head is not None
    head.say("Renews to 12/8 Tue")
    assert head.said.property("tone") == "muted"
    head.say("12/8")
    assert head.said.property("tone") == "figures"

"""The auditors find what they look for: each is shown a window with one fault."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.looks.glosses import faults_in_glosses
from tests.looks.grid import faults_in_grid
from tests.looks.inks import faults_in_inks
from tests.looks.keys import faults_in_keys
from tests.looks.lists import faults_in_lists
from tests.looks.names import faults_in_names
from tests.looks.rooms import faults_in_rooms
from viewmodels.settings.settings import Language
from views.language.screen_language import ScreenLanguage
from views.panels.grid import Slot
from views.panels.panel_table import PanelTable
from views.panels.row_actions import RowAction
from views.panels.table_model import Action, Column, RowTableModel
from views.style.theme import Theme
from views.widgets.labels import ElidedLabel, WrappedLabel
from views.widgets.page_menu import SideMenu

READABLE = 4.5


class Form(QWidget):
    """A window without a fault: three fields and two buttons, in lines."""

    def __init__(self) -> None:
        super().__init__()
        self.fields = [QLineEdit(), QLineEdit(), QLineEdit()]
        self.said = QLabel("入力してください")
        self.no, self.yes = QPushButton("更新しない"), QPushButton("更新する")
        column = QVBoxLayout(self)
        column.addWidget(self.said)
        for number, field in enumerate(self.fields):
            field.setAccessibleName(f"{number}番目")
            column.addWidget(field)
        row = QHBoxLayout()
        row.addWidget(self.no)
        row.addWidget(self.yes)
        column.addLayout(row)


@pytest.fixture
def form(qtbot: QtBot, theme: Theme) -> Form:
    made = Form()
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    made.activateWindow()
    made.fields[0].setFocus()
    qtbot.waitUntil(made.fields[0].hasFocus)
    return made


def found_in(form: Form) -> list[str]:
    return [
        *faults_in_names(form),
        *faults_in_rooms(form),
        *faults_in_grid(form),
        *faults_in_keys(form, set()),
        *faults_in_inks(form, READABLE),
    ]


def test_a_window_without_a_fault_has_none(form: Form) -> None:
    assert found_in(form) == []


def _unnamed(form: Form) -> None:
    form.fields[1].setAccessibleName("")


def _twice(form: Form) -> None:
    form.fields[1].setAccessibleName("0番目")


def _cut(form: Form) -> None:
    form.yes.setFixedWidth(20)


def _cut_line(form: Form) -> None:
    line = ElidedLabel(parent=form)
    line.setText("とても長い題名の本" * 20)
    line.setGeometry(0, 200, 100, 30)
    line.show()


def _beyond(form: Form) -> None:
    form.said.setParent(form)
    form.said.move(480, 0)
    form.said.show()


def _over(form: Form) -> None:
    form.no.setParent(form)
    form.no.setGeometry(form.yes.geometry())
    form.no.show()


def _unreached(form: Form) -> None:
    form.yes.setFocusPolicy(Qt.FocusPolicy.ClickFocus)


def _out_of_order(form: Form) -> None:
    for before, after in pairwise((form.fields[2], form.fields[0], form.fields[1], form.yes, form.no)):
        QWidget.setTabOrder(before, after)


class _Unmoved(QPushButton):
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's
        QPainter(self).fillRect(event.rect(), QColor("#808080"))


def _unseen(form: Form) -> None:
    column = form.layout()
    assert column is not None
    column.addWidget(_Unmoved("押す"))


def _pale(form: Form) -> None:
    form.said.setStyleSheet("color: #b0b0b0; background: #ffffff;")


def _one(form: Form) -> None:
    form.said.setText("1")
    form.said.setStyleSheet("color: #6b7684; background: #ffffff;")


def _pale_one(form: Form) -> None:
    form.said.setText("1")
    form.said.setStyleSheet("color: #b0b0b0; background: #ffffff;")


def _pale_at_the_cursor(form: Form) -> None:
    form.fields[0].setText("選んだ文")
    form.fields[0].selectAll()
    form.fields[0].setStyleSheet(
        "color: #000000; background: #ffffff; selection-color: #b0b0b0; selection-background-color: #ffffff;"
    )


def _column(form: Form) -> QVBoxLayout:
    column = form.layout()
    assert isinstance(column, QVBoxLayout)
    return column


def _beside(form: Form, label: QLabel) -> None:
    row = _column(form).itemAt(4)
    assert isinstance(row, QHBoxLayout)
    row.insertWidget(0, label)


def _out_of_line(form: Form) -> None:
    label = QLabel("やめるとき")
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    _beside(form, label)


def _touching(form: Form) -> None:
    form.said.setWordWrap(True)
    form.said.setText("とても長い文です。" * 20)


def _small_picture(form: Form) -> None:
    picture = QPixmap(6, 6)
    picture.fill(QColor("black"))
    form.yes.setIcon(QIcon(picture))


def _tight(form: Form) -> None:
    frame = QFrame()
    frame.setProperty("surface", "bad")
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(1, 1, 1, 1)
    said = WrappedLabel("bad", "できませんでした。")
    inside.addWidget(said)
    _column(form).addWidget(frame)


def test_a_thin_stroke_is_not_taken_for_a_pale_one(form: Form, qtbot: QtBot) -> None:
    _one(form)
    qtbot.wait(10)

    assert found_in(form) == []


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table that the form gets."""

    id: int = 1


def _table(form: Form, theme: Theme, word: str, label: str) -> None:
    acts = (Action(RowAction.RENEW, label),)
    columns = (
        Column[Line]("name", "題名", lambda _: word, tooltip=lambda _: "題", slot=Slot.TITLE),
        Column[Line]("act", "手続き", lambda _: "", actions=lambda _: acts, slot=Slot.STAFF),
    )
    table = PanelTable(RowTableModel(columns, form), theme, form)
    table.setAccessibleName("一覧")
    column = form.layout()
    assert column is not None
    column.addWidget(table)
    table.show()
    table.rows_model.set_rows((Line(),))


@pytest.mark.parametrize(
    ("word", "label", "told"),
    [
        ("本", "更新", []),
        ("長い長い長い題名" * 5, "更新", ["「長い長い長い題名"]),
        ("本", "とても長い名前のボタン" * 2, ["「とても長い名前のボタン"] * 2),
    ],
)
def test_what_a_table_has_no_room_for_is_found(
    form: Form, theme: Theme, word: str, label: str, told: list[str]
) -> None:
    _table(form, theme, word, label)

    found = list(faults_in_lists(form))

    assert len(found) == len(told)
    assert all(fault.startswith(begun) for fault, begun in zip(found, told, strict=True)), found


def test_a_page_whose_title_the_menu_has_no_room_for_is_found(form: Form, theme: Theme) -> None:
    column = form.layout()
    assert column is not None
    menu = SideMenu(theme)
    menu.list_pages(("登録", "とても長い名前のページとその続きとそのまた続き"))
    column.addWidget(menu)
    menu.show()

    (found,) = faults_in_lists(form)
    assert found == "「とても長い名前のページとその続きとそのまた続き」 in SideMenu 「ページ」 is cut"


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_unnamed, "EditableText without a name"),
        (_twice, "2 × EditableText 「0番目」"),
        (_cut, "「更新する」 is cut"),
        (_cut_line, "is cut"),
        (_beyond, "sticks out"),
        (_over, "lies over"),
        (_unreached, "「更新する」 isn't reached by Tab"),
        (_out_of_order, "Tab goes from QLineEdit 「2番目」 to QLineEdit 「0番目」"),
        (_unseen, "pixels that it has the keyboard"),
        (_pale, "has a contrast of 2."),
        (_pale_one, "「1」 has a contrast of 2."),
        (_pale_at_the_cursor, "「0番目」 has a contrast of 2."),
        (_out_of_line, "「やめるとき」 is"),
        (_touching, "is in lines that touch"),
        (_small_picture, "「更新する」 has a picture of 6 beside text of"),
        (_tight, "「できませんでした。」 stands"),
    ],
)
def test_each_fault_is_found(form: Form, qtbot: QtBot, spoil: Callable[[Form], None], told: str) -> None:
    spoil(form)
    qtbot.wait(10)

    assert any(told in fault for fault in found_in(form)), found_in(form)


@pytest.mark.parametrize(("language", "found"), [(Language.ENGLISH, 2), (Language.JAPANESE, 0)])
def test_words_of_the_page_without_what_they_mean(
    form: Form, qapp: QApplication, language: Language, found: int
) -> None:
    """The form's two buttons are the page's words, its sentence is not."""
    spoken = ScreenLanguage(qapp, language)
    faults = list(faults_in_glosses(form))
    spoken.fall_silent()

    assert len(faults) == found

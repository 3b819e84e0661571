"""Who looks for what is invented for a value that isn't known, or left of it, sees each of them."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.looks.audit import audited
from tests.looks.unknowns import faults_in_unknowns
from viewmodels.settings.settings import Language
from views.language.screen_language import ScreenLanguage
from views.panels.grid import Slot
from views.panels.panel_table import PanelTable
from views.panels.table_model import Column, RowTableModel
from views.style.theme import Theme


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("language", [Language.JAPANESE, Language.ENGLISH])
def test_a_desk_shows_only_what_is_known(language: Language, percent: int) -> None:
    for look, found in audited("lacks", f"--percent={percent}", f"--language={language.value}").items():
        assert (look, found["faults"]) == (look, [])


@dataclass(frozen=True, slots=True)
class Line:
    """A row."""

    id: int = 1


class Facts(QWidget):
    """A window without a fault: a caption, its value, and a box."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("登録")
        self.caption, self.value, self.said = QLabel("生年月日"), QLabel("1984/5/17"), QLabel("登録")
        self.caption.setBuddy(self.value)
        self.box = QWidget()
        inside = QHBoxLayout(self.box)
        inside.addWidget(self.said)
        self.column = QVBoxLayout(self)
        for part in (self.caption, self.value, self.box):
            self.column.addWidget(part)


@pytest.fixture
def facts(qtbot: QtBot) -> Facts:
    made = Facts()
    qtbot.addWidget(made)
    made.show()
    return made


def _row(facts: Facts, theme: Theme, text: str, tooltip: str) -> None:
    columns = (Column[Line]("name", "題名", lambda _: text, tooltip=lambda _: tooltip, slot=Slot.TITLE),)
    table = PanelTable(RowTableModel(columns, facts), theme, facts)
    table.setAccessibleName("一覧")
    facts.column.addWidget(table)
    table.rows_model.set_rows((Line(),))


def _choices(facts: Facts, *texts: str) -> None:
    box = QComboBox(facts)
    box.addItems(texts)
    facts.column.addWidget(box)


SPOILT: dict[str, tuple[Callable[[Facts, Theme], object], str]] = {
    "nothing": (lambda *_: None, ""),
    "a label": (lambda it, _: it.value.setText("None"), "「None」 is made up"),
    "an age": (lambda it, _: it.value.setText("1984/5/17 (None)"), "「None」 is made up"),
    "a day": (lambda it, _: it.value.setText("1900/1/1"), "「1900/」 is made up"),
    "a name that is heard": (lambda it, _: it.value.setAccessibleName("None"), "「None」 is made up"),
    "a description": (
        lambda it, _: it.box.setAccessibleDescription("9999/12/31まで"),
        "「9999/」 is made up",
    ),
    "a tooltip": (lambda it, _: it.value.setToolTip("期限 None"), "「None」 is made up"),
    "a cell": (lambda it, theme: _row(it, theme, "None", ""), "「None」 is made up"),
    "a cell's tooltip": (lambda it, theme: _row(it, theme, "本", "0001/1/1"), "「0001/」 is made up"),
    "a remark": (lambda it, _: it.value.setText("1984/5/17 ()"), "「()」 is left of something"),
    "a separator": (lambda it, _: it.value.setText("カナ・"), "「・」 is left of something"),
    "a code": (lambda it, _: it.value.setText("〒 川口市"), "「〒 」 is left of something"),
    "a place": (lambda it, _: it.said.setText("%1件"), "「%1」 is left of something"),
    "a value": (lambda it, _: it.value.setText(""), "「生年月日」 is a caption with no value"),
    "words": (lambda it, _: it.said.setText(""), "for nothing"),
    "what is in a box": (lambda it, _: it.said.hide(), "is an empty box"),
    "a choice": (lambda it, _: _choices(it, "中央図書館", ""), "offers a blank"),
    "a row": (lambda it, theme: _row(it, theme, "", ""), "row 0 of"),
}


@pytest.mark.parametrize("what", SPOILT)
def test_each_fault_is_found(facts: Facts, theme: Theme, what: str) -> None:
    spoil, told = SPOILT[what]
    spoil(facts, theme)
    QApplication.sendPostedEvents()
    found = list(faults_in_unknowns(facts))
    assert any(told in fault for fault in found) if told else not found, found


@pytest.mark.parametrize(
    ("text", "found"),
    [("None", 0), ("不要 · None", 0), ("None (choose each time)", 0), ("1984 (None)", 1), ("None None", 1)],
)
def test_english_for_there_is_none_is_no_fault(
    facts: Facts, qapp: QApplication, text: str, found: int
) -> None:
    spoken = ScreenLanguage(qapp, Language.ENGLISH)
    facts.value.setText(text)
    faults = list(faults_in_unknowns(facts))
    spoken.fall_silent()
    assert len(faults) == found, faults

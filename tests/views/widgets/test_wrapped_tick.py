"""A tick box whose text has no room in one line has several, all of them drawn."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from views.style.theme import Theme
from views.widgets.fields.wrapped_tick import WrappedTick
from views.widgets.labels import line_height

LONG = "この利用者のご住所を確認できるもの(運転免許証など)を、窓口で確かに見ました"


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def placed(window: QWidget, text: str, width: int) -> WrappedTick:
    tick = WrappedTick(text)
    column = QVBoxLayout(window)
    column.addWidget(tick)
    column.addStretch(1)
    window.resize(width, 400)
    window.show()
    return tick


def test_what_fits_is_as_every_tick_box(window: QWidget) -> None:
    tick = placed(window, "確認しました", 400)
    assert tick.height() == tick.sizeHint().height()
    assert tick.text() == "確認しました"


def test_a_long_text_takes_more_lines_the_narrower_it_is(window: QWidget) -> None:
    tick = placed(window, LONG, 300)
    line = line_height(tick.fontMetrics())
    assert tick.width() < tick.sizeHint().width()
    assert tick.height() >= tick.sizeHint().height() + line
    assert tick.heightForWidth(160) > tick.heightForWidth(300) > tick.heightForWidth(2000)
    assert tick.accessibleName() in {"", LONG}


def test_every_line_is_drawn_and_the_whole_of_it_can_be_pressed(window: QWidget) -> None:
    tick = placed(window, LONG, 300)
    picture = tick.grab().toImage()
    ground = picture.pixelColor(picture.width() - 3, 3)
    rows = {
        y
        for y in range(picture.height())
        for x in range(40, picture.width() - 4)
        if picture.pixelColor(x, y) != ground
    }
    line = line_height(tick.fontMetrics())
    assert min(rows) < line
    assert max(rows) > picture.height() - line
    QTest.mouseClick(tick, Qt.MouseButton.LeftButton, pos=QPoint(tick.width() - 5, tick.height() - 5))
    assert tick.isChecked()

"""The keys in the status bar, where there is room for all of them and where there isn't."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from views.desk.shortcut_hints import KeyList, do_key

KEYS = (("F1", "ヘルプ"), ("F2", "カード"), ("F4", "パスワード"), ("Esc", "閉じる"))
ALL = "F1 ヘルプ　F2 カード　F4 パスワード　Esc 閉じる"


@pytest.fixture
def listed(qtbot: QtBot) -> KeyList:
    made = KeyList(KEYS)
    qtbot.addWidget(made)
    made.show()
    return made


def test_all_are_named_where_they_fit(listed: KeyList) -> None:
    listed.resize(listed.sizeHint())
    assert listed.text() == ALL


def test_the_first_and_the_last_stay_where_they_don_t(listed: KeyList) -> None:
    room = listed.sizeHint().width()
    listed.resize(room - 1, listed.height())
    assert listed.text() == "F1 ヘルプ　F2 カード　Esc 閉じる"
    assert listed.sizeHint().width() == room
    listed.resize(listed.minimumSizeHint())
    assert listed.text() == "F1 ヘルプ　Esc 閉じる"
    assert listed.fontMetrics().horizontalAdvance(listed.text()) <= listed.width()
    assert listed.accessibleName() == ALL


def middle_of(listed: KeyList, words: str) -> QPoint:
    advance = listed.fontMetrics().horizontalAdvance
    before, _, _ = listed.text().partition(words)
    left = listed.width() - advance(listed.text()) + advance(before)
    return QPoint(left + advance(words) // 2, listed.height() // 2)


@pytest.mark.parametrize("room", ["all", "few"])
def test_each_can_be_pressed_with_the_mouse(listed: KeyList, room: str) -> None:
    """Also where some are left out, so that the last one stands elsewhere."""
    listed.resize(listed.sizeHint() if room == "all" else listed.minimumSizeHint())
    shown = listed.text().split("\u3000")
    pressed: list[str] = []
    listed.pointed_at.connect(pressed.append)
    for words in shown:
        QTest.mouseClick(listed, Qt.MouseButton.LeftButton, pos=middle_of(listed, words))
    assert pressed == [words.split()[0] for words in shown]


def test_between_them_and_elsewhere_nothing_is_pressed(listed: KeyList) -> None:
    listed.resize(listed.sizeHint().width() + 50, listed.sizeHint().height())
    pressed: list[str] = []
    listed.pointed_at.connect(pressed.append)
    QTest.mouseClick(listed, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    QTest.mouseClick(listed, Qt.MouseButton.LeftButton, pos=middle_of(listed, "\u3000"))
    QTest.mouseClick(listed, Qt.MouseButton.RightButton, pos=middle_of(listed, "F2 カード"))
    QTest.mousePress(listed, Qt.MouseButton.LeftButton, pos=middle_of(listed, "F2 カード"))
    QTest.mouseRelease(listed, Qt.MouseButton.LeftButton, pos=middle_of(listed, "F1 ヘルプ"))
    assert pressed == []


def test_it_does_what_the_key_does(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    done: list[str] = []
    for key in ("F1", "F11", "Esc"):
        QShortcut(key, window).activated.connect(lambda key=key: done.append(key))
    do_key(window, "Esc")
    do_key(window, "F11")
    do_key(window, "F2")
    assert done == ["Esc", "F11"]

"""The keys in the foot, where there is room for all of them and where there isn't."""

from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from views.bars.shortcut_hints import KeyHint, KeyList, do_key

KEYS = (("Enter R", "再貸出可能"), ("A", "まとめて更新"), ("F6", "予約一覧へ"))
ALL = "Enter R 再貸出可能　A まとめて更新　F6 予約一覧へ"


@pytest.fixture
def pressed() -> list[str]:
    return []


@pytest.fixture
def listed(qtbot: QtBot, pressed: list[str]) -> KeyList:
    made = KeyList([KeyHint(keys, does, partial(pressed.append, keys)) for keys, does in KEYS])
    qtbot.addWidget(made)
    made.show()
    return made


def test_all_are_named_where_they_fit(listed: KeyList) -> None:
    listed.resize(listed.sizeHint())
    assert listed.text() == ALL


def test_the_last_ones_are_left_out_where_they_don_t_but_for_screen_readers(listed: KeyList) -> None:
    room = listed.sizeHint().width()
    listed.resize(room - 1, listed.height())
    assert listed.text() == "Enter R 再貸出可能　A まとめて更新"
    assert listed.sizeHint().width() == room
    listed.resize(0, listed.height())
    assert listed.text() == ""
    assert listed.accessibleName() == ALL


def middle_of(listed: KeyList, words: str) -> QPoint:
    advance = listed.fontMetrics().horizontalAdvance
    before, _, _ = listed.text().partition(words)
    return QPoint(advance(before) + advance(words) // 2, listed.height() // 2)


def test_each_can_be_pressed_with_the_mouse(listed: KeyList, pressed: list[str]) -> None:
    listed.resize(listed.sizeHint())
    for words in listed.text().split("\u3000"):
        QTest.mouseClick(listed, Qt.MouseButton.LeftButton, pos=middle_of(listed, words))
    assert pressed == [keys for keys, _ in KEYS]


def test_between_them_and_elsewhere_nothing_is_pressed(listed: KeyList, pressed: list[str]) -> None:
    listed.resize(listed.sizeHint().width() + 50, listed.sizeHint().height())
    QTest.mouseClick(listed, Qt.MouseButton.LeftButton, pos=QPoint(listed.width() - 5, 5))
    QTest.mouseClick(listed, Qt.MouseButton.LeftButton, pos=middle_of(listed, "\u3000"))
    QTest.mouseClick(listed, Qt.MouseButton.RightButton, pos=middle_of(listed, "A まとめて更新"))
    QTest.mousePress(listed, Qt.MouseButton.LeftButton, pos=middle_of(listed, "A まとめて更新"))
    QTest.mouseRelease(listed, Qt.MouseButton.LeftButton, pos=middle_of(listed, "F6 予約一覧へ"))
    assert pressed == []


def test_what_only_keys_do_is_read_and_not_pressed(qtbot: QtBot) -> None:
    listed = KeyList([KeyHint("↑ ↓", "行"), KeyHint("", "何もしません")])
    qtbot.addWidget(listed)
    listed.show()
    listed.resize(listed.sizeHint())
    assert listed.text() == "↑ ↓ 行　何もしません"
    QTest.mouseClick(listed, Qt.MouseButton.LeftButton, pos=middle_of(listed, "↑ ↓ 行"))


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

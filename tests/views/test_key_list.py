"""The keys in the status bar, where there is room for all of them and where there isn't."""

import pytest
from pytestqt.qtbot import QtBot

from views.key_list import KeyList

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

"""The card field, typed into and pasted into as a clerk does."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from services.rules.vocabulary import Channel
from viewmodels.scanning.key_classifier import ENDING_MS, FAST_KEY_MS
from views.bars.card_field import CardField

offscreen_menu = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)


@pytest.fixture
def field(qtbot: QtBot) -> CardField:
    field = CardField()
    qtbot.addWidget(field)
    field.show()
    qtbot.waitExposed(field)
    field.activateWindow()
    field.setFocus()
    return field


def menu_of(field: CardField) -> QMenu:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(4, 4), field.mapToGlobal(QPoint(4, 4)))
    QApplication.sendEvent(field, event)
    menus = [menu for menu in field.findChildren(QMenu) if menu.isVisible()]
    assert len(menus) == 1
    return menus[0]


def test_it_is_found_by_its_label(field: CardField) -> None:
    interface = QAccessible.queryAccessibleInterface(field)

    assert interface.text(QAccessible.Text.Name) == "利用カード番号"
    assert interface.role() == QAccessible.Role.EditableText


def test_an_input_method_writes_names_at_the_counter_and_none_comes_up_by_phone(field: CardField) -> None:
    asks = Qt.InputMethodQuery
    assert field.inputMethodQuery(asks.ImEnabled) is True
    field.show_channel(Channel.PHONE)
    assert field.inputMethodQuery(asks.ImEnabled) is False
    assert field.inputMethodQuery(asks.ImCursorPosition) == 0
    field.show_channel(Channel.COUNTER)
    assert field.inputMethodQuery(asks.ImEnabled) is True
    assert field.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData, "it is asked to learn nothing"


def test_its_hint_says_what_may_be_typed_as_far_as_there_is_room(field: CardField) -> None:
    whole, short, number = "番号・氏名・生年月日・電話", "番号・氏名など", "9桁の番号"
    wide = field.fontMetrics().horizontalAdvance(whole)
    told = []
    for channel in (Channel.COUNTER, Channel.PHONE):
        field.show_channel(channel)
        for width in (wide + 40, wide - 1, 20):
            field.resize(width, field.height())
            told.append(field.placeholderText())
    assert told == [whole, short, "", number, number, ""]


def test_a_screen_reader_is_told_all_of_it(field: CardField) -> None:
    told = field.accessibleDescription()
    for word in ("利用カード番号", "資料番号", "カナ", "生年月日", "下4桁"):
        assert word in told
    field.show_channel(Channel.PHONE)
    assert "生年月日" not in field.accessibleDescription()


def test_enter_confirms_what_is_being_composed_and_no_more(qtbot: QtBot, field: CardField) -> None:
    QApplication.sendEvent(field, QInputMethodEvent("さと", []))
    with qtbot.assertNotEmitted(field.returnPressed):
        QTest.keyClick(field, Qt.Key.Key_Return)
    done = QInputMethodEvent()
    done.setCommitString("さとう")
    QApplication.sendEvent(field, done)
    with qtbot.waitSignal(field.returnPressed):
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "さとう"


def test_what_others_change_takes_no_composition_away(field: CardField) -> None:
    field.setText("123456789")
    QApplication.sendEvent(field, QInputMethodEvent("さと", []))
    field.show_number("987654321")
    assert field.text() == "123456789"


def test_an_empty_field_is_told_once_that_it_is_empty(field: CardField) -> None:
    field.setFocus()
    field.show_number("123456789")
    assert field.selectedText() == "123456789"
    field.show_number("")
    told: list[None] = []
    field.selectionChanged.connect(lambda: told.append(None))
    field.cursorPositionChanged.connect(lambda: told.append(None))
    field.show_number("")
    assert (field.text(), told) == ("", [])


def test_a_number_is_shown_where_the_clerk_took_the_one_before_away(field: CardField) -> None:
    field.show_number("123456789")
    field.clear()
    field.show_number("")
    field.setFocus()
    field.show_number("987654321")
    assert field.text() == "987654321"


class Typed:
    """Keys with times of their own."""

    def __init__(self, field: CardField) -> None:
        self.field = field
        self.at = 1_000

    def key(self, key: Qt.Key, text: str, gap: int) -> None:
        self.at += gap
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)
        event.setTimestamp(self.at)
        QApplication.sendEvent(self.field, event)

    def write(self, text: str, gap: int) -> None:
        for letter in text:
            self.key(Qt.Key(ord(letter.upper())), letter, gap)

    def enter(self, gap: int) -> bool:
        self.key(Qt.Key.Key_Return, "\r", gap)
        return self.field.is_written_by_reader(FAST_KEY_MS, ENDING_MS)


def test_a_readers_keys_are_told_from_a_clerks(field: CardField) -> None:
    typed = Typed(field)
    typed.write("hello", 4)
    assert typed.enter(4)
    field.clear()
    typed.write("sato", 110)
    assert not typed.enter(120)
    assert not typed.enter(4), "a second Enter"


def test_a_text_that_no_key_wrote_is_no_readers(field: CardField) -> None:
    typed = Typed(field)
    typed.write("hello", 4)
    field.setText("sato")
    assert not typed.enter(4)
    typed.write("hello", 4)
    done = QInputMethodEvent()
    done.setCommitString("さとう")
    QApplication.sendEvent(field, done)
    assert not typed.enter(4)
    typed.write("hello", 4)
    typed.key(Qt.Key.Key_Backspace, "\b", 100)
    assert not typed.enter(4)


def test_the_down_arrow_leads_to_what_stands_beneath(qtbot: QtBot, field: CardField) -> None:
    with qtbot.waitSignal(field.down_pressed):
        QTest.keyClick(field, Qt.Key.Key_Down)
    QApplication.sendEvent(field, QInputMethodEvent("さと", []))
    with qtbot.assertNotEmitted(field.down_pressed):
        QTest.keyClick(field, Qt.Key.Key_Down)


def test_enter_asks_for_a_look_up(qtbot: QtBot, field: CardField) -> None:
    with qtbot.waitSignal(field.returnPressed):
        QTest.keyClicks(field, "12345678-9")
        QTest.keyClick(field, Qt.Key.Key_Return)

    assert field.text() == "12345678-9"


def test_refused_text_stays_and_is_selected(field: CardField) -> None:
    QTest.keyClicks(field, "12345")
    field.clearFocus()

    field.refuse()

    assert field.hasFocus()
    assert field.selectedText() == "12345"
    assert field.property("fault") == "true"
    QTest.keyClicks(field, "9")
    assert field.text() == "9"


def test_an_emptied_field_has_no_mark_and_no_past(field: CardField) -> None:
    QTest.keyClicks(field, "12345")
    field.refuse()

    field.clear()

    assert field.property("fault") == "false"
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == ""


def test_long_pasted_text_is_not_cut(field: CardField) -> None:
    text = "123456789" + " " * 500 + "0"
    QGuiApplication.clipboard().setText(text)
    field.paste()

    assert field.text() == text


@offscreen_menu
def test_the_menu_pastes_selects_and_clears_but_never_copies(field: CardField) -> None:
    QGuiApplication.clipboard().setText("123456789")
    menu = menu_of(field)
    paste, select, clear = menu.actions()
    assert [action.text() for action in menu.actions()] == ["貼り付け", "すべて選択", "消去"]

    paste.trigger()
    assert field.text() == "123456789"
    select.trigger()
    assert field.selectedText() == "123456789"
    clear.trigger()
    assert field.text() == ""
    menu.close()


@offscreen_menu
def test_the_menu_offers_no_paste_without_a_text(field: CardField) -> None:
    menu = menu_of(field)

    assert not menu.actions()[0].isEnabled()
    menu.close()


@pytest.mark.parametrize("key", [Qt.Key.Key_C, Qt.Key.Key_X])
def test_no_number_goes_to_the_clipboard(field: CardField, key: Qt.Key) -> None:
    QGuiApplication.clipboard().setText("before")
    field.setText("123456789")
    field.selectAll()
    QTest.keyClick(field, key, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "before"
    assert field.text() == "123456789"

"""The card field, typed into and pasted into as a clerk does."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from views.desk.card_field import CardField

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


def test_no_input_method_comes_up(field: CardField) -> None:
    assert field.inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is False
    assert field.inputMethodQuery(Qt.InputMethodQuery.ImCursorPosition) == 0


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

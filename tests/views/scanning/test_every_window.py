"""Scans in windows that come after the filter began to listen; widgets' own events, of which it hears nothing."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.keyboard import Keyboard
from tests.views.scanning.desk_widgets import FAST, Desk
from viewmodels.scanning.keys import Press
from views.scanning.scan_filter import ScanFilter


class _Noting(ScanFilter):
    """Notes whose events it hears."""

    def __init__(self) -> None:
        super().__init__()
        self.of_windows: list[bool] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.of_windows.append(watched.isWindowType())
        return super().eventFilter(watched, event)


def test_events_of_widgets_cost_nothing(qapp: QApplication, desk: Desk) -> None:
    noting = _Noting()
    noting.listen(qapp)
    desk.table.setCurrentCell(3, 1)
    desk.table.setFocus()
    desk.resize(600, 400)
    Keyboard(desk.windowHandle()).type("x", FAST)
    QCoreApplication.processEvents()
    noting.stop(qapp)
    assert noting.of_windows
    assert all(noting.of_windows)


def test_a_window_that_is_hidden_and_made_anew_is_heard(qtbot: QtBot, scans: list[str]) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    for _ in range(2):
        field.show()
        qtbot.waitExposed(field)
        qtbot.waitUntil(lambda: QApplication.focusWindow() is field.windowHandle())
        Keyboard(field.windowHandle()).type("123456789\r", FAST)
        field.hide()
        field.destroy()
    assert scans == ["123456789", "123456789"]
    assert field.text() == ""


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize("kind", [QMenu, QComboBox])
def test_what_pops_up_is_heard(
    qtbot: QtBot, desk: Desk, scans: list[str], kind: type[QMenu | QComboBox]
) -> None:
    popping = kind(desk)
    if isinstance(popping, QComboBox):
        popping.addItems(["1", "2"])
        popping.show()
        popping.showPopup()
    else:
        popping.addAction("1")
        popping.popup(desk.pos())
    qtbot.waitUntil(lambda: QApplication.focusWindow() is not desk.windowHandle())
    popup = QApplication.activePopupWidget()
    assert popup is not None
    Keyboard(popup.windowHandle()).type("123456789\r", FAST)
    assert scans == ["123456789"]
    assert popup.isVisible()
    popup.close()


@pytest.fixture
def without_keyboard(qtbot: QtBot, scans: list[str], desk: Desk) -> QWidget:
    """A window that never gets the keyboard, as menus never do on X11 and Windows."""
    qtbot.waitUntil(lambda: QApplication.focusWindow() is desk.windowHandle())
    popup = QWidget(desk, Qt.WindowType.ToolTip)
    popup.show()
    qtbot.waitExposed(popup)
    assert QApplication.focusWindow() is desk.windowHandle()
    return popup


def test_a_window_without_the_keyboard_is_heard_from_its_first_key(
    without_keyboard: QWidget, scan_filter: ScanFilter, scans: list[str]
) -> None:
    keys = Keyboard(without_keyboard.windowHandle())
    scan_filter.key_down(Press.CHARACTER, keys.now + FAST, ord("1"))
    keys.type("123456789\r", FAST)
    assert scans == ["123456789"]


@pytest.mark.parametrize("opens", ["key", "button"])
def test_a_window_that_an_input_opened_is_heard(
    qapp: QApplication, desk: Desk, without_keyboard: QWidget, scans: list[str], opens: str
) -> None:
    if opens == "key":
        Keyboard(desk.windowHandle()).press("", Qt.Key.Key_Down)
    else:
        QTest.mousePress(desk.windowHandle(), Qt.MouseButton.LeftButton)
    qapp.processEvents()
    Keyboard(without_keyboard.windowHandle()).type("123456789\r", FAST)
    assert scans == ["123456789"]


def test_no_window_is_heard_any_more(qapp: QApplication, desk: Desk) -> None:
    stopped = ScanFilter()
    heard: list[str] = []
    stopped.scanned.connect(heard.append)
    stopped.listen(qapp)
    stopped.stop(qapp)
    Keyboard(desk.windowHandle()).type("123456789\r", FAST)
    assert heard == []
    assert desk.field.text() == "123456789"

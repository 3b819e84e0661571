"""A screen reader is told that a window is one, and that two buttons are a choice."""

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.views.counter import Counter
from views.manual.manual import Manual
from views.manual.manual_window import HelpWindow
from views.sign_in.start_window import PreparingWindow
from views.style.icons import Icons
from views.style.theme import Theme


def role(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()


async def test_the_desk_and_the_manual_beside_it_are_windows(counter: Counter, theme: Theme) -> None:
    manual = HelpWindow(Manual.find(), theme, counter.window)

    assert role(counter.window) is QAccessible.Role.Window
    assert role(manual) is QAccessible.Role.Window
    assert role(counter.window.area) is not QAccessible.Role.Window
    assert QAccessible.queryAccessibleInterface(counter.window).childCount() > 0


def test_what_is_there_before_the_desk_is_a_window(qtbot: QtBot, theme: Theme, icons: Icons) -> None:
    window = PreparingWindow.for_demo(theme=theme, icons=icons)
    qtbot.addWidget(window)

    assert role(window) is QAccessible.Role.Window


async def test_counter_or_phone_is_one_of_two(counter: Counter) -> None:
    switch = counter.window.top_bar.channel_switch

    assert {role(it) for it in switch.findChildren(QPushButton)} == {QAccessible.Role.RadioButton}

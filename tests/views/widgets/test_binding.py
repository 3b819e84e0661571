"""Bindings end with their widget."""

import asyncio

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from viewmodels.core.command import AsyncCommand
from viewmodels.core.observable import Event, Observable
from views.widgets.binding import bind, bind_command, bind_event


def test_a_value_is_shown_at_once_and_after_each_change(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    value = Observable("はじめ")

    bind(value, label, label.setText)
    assert label.text() == "はじめ"
    value.set("つぎ")
    assert label.text() == "つぎ"


def test_a_widget_that_is_gone_is_not_called(qapp: QObject) -> None:
    owner = QObject()
    seen: list[int] = []
    value = Observable(1)
    event: Event[int] = Event()
    bind(value, owner, seen.append)
    bind_event(event, owner, seen.append)
    event.emit(2)

    delete(owner)
    value.set(3)
    event.emit(4)

    assert seen == [1, 2]


async def test_a_button_starts_its_command_and_waits_for_its_end(qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    may_end = asyncio.Event()
    runs: list[str] = []

    async def run() -> None:
        runs.append("began")
        await may_end.wait()

    command = AsyncCommand(run, on_error=lambda error: runs.append(repr(error)))
    bind_command(command, button)
    assert button.isEnabled()

    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not button.isEnabled()
    may_end.set()
    await command.settled()

    assert button.isEnabled()
    assert runs == ["began"]

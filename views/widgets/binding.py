"""Tying viewmodels to widgets, so that a widget that is gone is never called."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractButton, QWidget

from viewmodels.core.command import AsyncCommand
from viewmodels.core.observable import Event, Observable


def bind[T](source: Observable[T], owner: QObject, sink: Callable[[T], None]) -> None:
    """Show a value now and after each change, until the owner is destroyed.

    Args:
        source: the value.
        owner: the widget the sink paints into; its end is the binding's.
        sink: what shows the value. It must not keep the owner alive any other way.
    """
    owner.destroyed.connect(_once(source.subscribe(sink)))


def bind_event[T](source: Event[T], owner: QObject, sink: Callable[[T], None]) -> None:
    """Hear each event until the owner is destroyed."""
    owner.destroyed.connect(_once(source.subscribe(sink)))


def bind_command(command: AsyncCommand[[]], button: QAbstractButton, heir: QWidget | None = None) -> None:
    """Let a button start a command, and be enabled while the command can start.

    Args:
        command: what is started.
        button: what starts it.
        heir: takes the keyboard from the button when it can't be pressed any more; Qt would give it to what comes next.
    """

    def enable(can: bool) -> None:
        if heir is not None and not can and button.window().focusWidget() is button:
            heir.setFocus()
        button.setEnabled(can)

    button.clicked.connect(lambda *_: command.start())
    bind(command.can_execute, button, enable)


def _once(undo: Callable[[], None]) -> Callable[[], None]:
    return lambda *_: undo()

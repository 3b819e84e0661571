"""Reads the state of everything that keys could change."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

type TextField = QLineEdit | QPlainTextEdit
type InputTexts = tuple[tuple[str, object], ...]


def text_of(field: TextField) -> str:
    """Tell what stands in a field."""
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def clear(field: TextField) -> None:
    """Empty a field, in one step, as a user could."""
    field.setFocus()
    field.clear()


def state_of(window: QWidget) -> InputTexts:
    """Tell the state of every field, box, tick and list that can be seen in a window."""
    return tuple(
        (f"{type(widget).__name__} {widget.accessibleName()}", held)
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and widget.window() is window and (held := _held(widget)) is not None
    )


def _held(widget: QWidget) -> object:
    match widget:
        case QLineEdit() | QPlainTextEdit():
            return text_of(widget)
        case QComboBox():
            return widget.currentIndex()
        case QAbstractButton():
            return widget.isChecked() if widget.isCheckable() else None
        case QAbstractItemView():
            return (widget.currentIndex().row(), widget.currentIndex().column())
    return None


def difference(before: object, after: object) -> str:
    """Tell what changed from one state to another, and no more."""
    if not isinstance(before, tuple) or not isinstance(after, tuple):
        return f"{before!r} became {after!r}"
    gone = [it for it in before if it not in after]
    new = [it for it in after if it not in before]
    return f"{gone} became {new}"


def places_of(window: QWidget) -> list[QWidget]:
    """List what can have the keyboard in a window, from the top."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()
    ]


def can_be_typed_into(widget: QWidget) -> bool:
    """Tell whether what is typed stays in a widget."""
    return isinstance(widget, QLineEdit | QPlainTextEdit) and not widget.isReadOnly()


def holds_digits_of(states: Iterable[object], number: str) -> bool:
    """Tell whether a card, or most of one, stands in a text."""
    return any(isinstance(held, str) and number[:5] in held for held in states)

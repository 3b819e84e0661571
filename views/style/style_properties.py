"""Changing a styled property of a widget that is on screen."""

from PySide6.QtWidgets import QWidget


def set_tone(widget: QWidget, tone: str) -> None:
    """Give a widget another `tone` of the style sheet, restyling it only if it changed."""
    set_styled(widget, "tone", tone)


def set_styled(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet looks at, restyling the widget only if it changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)

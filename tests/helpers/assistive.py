"""What assistive technology does in a window, through Qt's own interfaces, without a key: writes, presses, chooses."""

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QComboBox, QListWidget, QWidget

from tests.helpers.accessible import children


def write(field: QWidget, text: str) -> None:
    """Write a text in the place of another, as AT-SPI's SetTextContents does."""
    known = QAccessible.queryAccessibleInterface(field)
    before = known.textInterface().characterCount()
    known.editableTextInterface().replaceText(0, before, text)


def set_value(field: QWidget, text: str) -> None:
    """Set a field's value, as UI Automation does."""
    QAccessible.queryAccessibleInterface(field).setText(QAccessible.Text.Value, text)


def act(button: QAbstractButton) -> None:
    """Do what a button offers first: a choice is toggled, anything else pressed."""
    known = QAccessible.queryAccessibleInterface(button)
    actions = known.actionInterface()
    actions.doAction(actions.actionNames()[0])


def choose(choices: QComboBox | QListWidget, text: str) -> None:
    """Choose a line of a list by its name."""
    known = QAccessible.queryAccessibleInterface(choices)
    lines = known.child(0) if isinstance(choices, QComboBox) else known
    wanted: list[QAccessibleInterface] = [
        line for line in children(lines) if line.text(QAccessible.Text.Name) == text
    ]
    assert wanted, text
    assert lines.selectionInterface().select(wanted[0])

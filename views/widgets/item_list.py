"""A few lines that can't be changed, in a box that scrolls where there are many: the dialog stays on the screen."""

from collections.abc import Sequence

from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from views.style.theme import Theme

_MOST_LINES = 6
_LINE_PERCENT = 140
"""Titles under one another need more air than the lines of one text."""


def item_list(name: str, lines: Sequence[str], theme: Theme) -> QTextEdit:
    """Make such a box.

    Args:
        name: what is listed, for screen readers.
        lines: one item each.
        theme: for the height.
    """
    items = QTextEdit()
    items.setPlainText("\n".join(lines))
    spaced = QTextBlockFormat()
    spaced.setLineHeight(_LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor = QTextCursor(items.document())
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.mergeBlockFormat(spaced)
    items.setProperty("listed", "true")
    items.setReadOnly(True)
    items.setTabChangesFocus(True)
    items.setAccessibleName(name)
    shown = min(len(lines), _MOST_LINES) + 1
    items.setFixedHeight(round(shown * 1.5 * theme.tokens.sizes.body))
    return items

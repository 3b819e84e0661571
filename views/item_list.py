"""A few lines that can't be changed, in a box that scrolls where there are many: the dialog stays on the screen."""

from collections.abc import Sequence

from PySide6.QtWidgets import QPlainTextEdit

from views.theme import Theme

_MOST_LINES = 6


def item_list(name: str, lines: Sequence[str], theme: Theme) -> QPlainTextEdit:
    """Make such a box.

    Args:
        name: what is listed, for screen readers.
        lines: one item each.
        theme: for the height.
    """
    items = QPlainTextEdit("\n".join(lines))
    items.setReadOnly(True)
    items.setTabChangesFocus(True)
    items.setAccessibleName(name)
    shown = min(len(lines), _MOST_LINES) + 1
    items.setFixedHeight(round(shown * 1.6 * theme.tokens.sizes.body))
    return items

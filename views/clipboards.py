"""Leaving nothing of a patron on the clipboard."""

from typing import Protocol

from PySide6.QtGui import QClipboard


class Clipboard(Protocol):
    """As much of `QClipboard` as is needed."""

    def ownsClipboard(self) -> bool:
        """Tell whether this program put something there."""

    def ownsSelection(self) -> bool:
        """Tell whether this program selected something for the middle mouse button."""

    def clear(self, mode: QClipboard.Mode = ...) -> None:
        """Empty one of them."""


def forget(clipboard: Clipboard) -> None:
    """Empty what this program put on the clipboard or selected; leave what other programs put there."""
    if clipboard.ownsClipboard():
        clipboard.clear(QClipboard.Mode.Clipboard)
    if clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)

"""What is left on the clipboard; the offscreen platform owns none, so a stand-in says whose it is."""

import pytest
from PySide6.QtGui import QClipboard

from views.clipboards import forget


class StandIn:
    def __init__(self, own: set[QClipboard.Mode]) -> None:
        self._own = own
        self.cleared: set[QClipboard.Mode] = set()

    def ownsClipboard(self) -> bool:  # noqa: N802 - Qt's name
        return QClipboard.Mode.Clipboard in self._own

    def ownsSelection(self) -> bool:  # noqa: N802 - Qt's name
        return QClipboard.Mode.Selection in self._own

    def clear(self, mode: QClipboard.Mode = QClipboard.Mode.Clipboard) -> None:
        self.cleared.add(mode)


@pytest.mark.parametrize(
    "own",
    [
        set(),
        {QClipboard.Mode.Clipboard},
        {QClipboard.Mode.Selection},
        {QClipboard.Mode.Clipboard, QClipboard.Mode.Selection},
    ],
)
def test_only_what_is_ours_is_forgotten(own: set[QClipboard.Mode]) -> None:
    clipboard = StandIn(own)
    forget(clipboard)
    assert clipboard.cleared == own

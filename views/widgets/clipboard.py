"""The clipboard: nothing of a patron stays on it, and nothing that this program puts there is kept by others."""

import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QObject
from PySide6.QtGui import QClipboard, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QMenu
from shiboken6 import isValid

_ZERO = bytes(4)  # a DWORD
_OF_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
_MARKS: Final[Mapping[str, Mapping[str, bytes]]] = MappingProxyType(
    {
        "win32": {
            _OF_WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): _ZERO,
            _OF_WINDOWS.format("CanIncludeInClipboardHistory"): _ZERO,
            _OF_WINDOWS.format("CanUploadToCloudClipboard"): _ZERO,
        },
        "linux": {"x-kde-passwordManagerHint": b"secret"},
    }
)
_COPYING: Final = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut)


def marks(platform: str = sys.platform) -> Mapping[str, bytes]:
    """Give the formats that ask a system's clipboard history, and what copies it elsewhere, to leave a thing out.

    Windows has its own for Win+V and the cloud; on Linux KDE's asks Klipper and others.
    """
    return _MARKS.get(platform, {})


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


def put(clipboard: QClipboard, text: str) -> None:
    """Put a text on the clipboard, for the next program and no history."""
    data = QMimeData()
    data.setText(text)
    _mark(data, marks())
    clipboard.setMimeData(data)


class MarkedClipboard(QObject):
    """Marks what any widget of this program puts on the clipboard; see `marks`.

    Where the system tells of a change only later (Windows), a history could read the clipboard before that: there the
    copying itself is watched, by key and by context menu. Until the event is over nobody is given the content.

    Args:
        clipboard: the application's.
        wanted: the formats to add, with what they hold.
        is_told_late: the change is told only later.
        parent: who owns this, which does nothing until it is told to `listen`.
    """

    def __init__(
        self,
        clipboard: QClipboard,
        wanted: Mapping[str, bytes],
        parent: QObject | None = None,
        *,
        is_told_late: bool = False,
    ) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._wanted = wanted
        self._is_told_late = is_told_late
        self._watched: list[QObject] = []
        self._delivering = False

    def listen(self, application: QGuiApplication) -> None:
        """Begin to mark what is put there."""
        if not self._wanted:
            return
        self._clipboard.dataChanged.connect(self.mark)
        if self._is_told_late:
            application.focusObjectChanged.connect(self._follow_focus)
            self._watch(application.focusObject())

    def stop(self, application: QGuiApplication) -> None:
        """Leave the clipboard alone again."""
        if not self._wanted:
            return
        self._clipboard.dataChanged.disconnect(self.mark)
        if self._is_told_late:
            application.focusObjectChanged.disconnect(self._follow_focus)
            self._watch(None)

    def mark(self) -> None:
        """Put what is there and is ours there again, marked; what is marked stays as it is."""
        if not self._clipboard.ownsClipboard():
            return
        there: QMimeData | None = self._clipboard.mimeData()
        if there is None or not there.formats() or all(there.hasFormat(name) for name in self._wanted):
            return
        data = QMimeData()
        for name in there.formats():
            data.setData(name, there.data(name))
        _mark(data, self._wanted)
        self._clipboard.setMimeData(data)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let what has the keyboard copy, or open its menu, and mark what was copied."""
        if self._delivering:
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if not any(event.matches(it) for it in _COPYING):
                return False
            self._deliver(watched, event)
            self.mark()
            return True
        if event.type() == QEvent.Type.ContextMenu:
            self._deliver(watched, event)
            menu = QApplication.activePopupWidget()
            if isinstance(menu, QMenu):
                for action in menu.actions():
                    action.triggered.connect(self.mark)  # after what the widget itself has connected
            return True
        return False

    def _deliver(self, watched: QObject, event: QEvent) -> None:
        self._delivering = True
        try:
            QCoreApplication.sendEvent(watched, event)
        finally:
            self._delivering = False

    def _follow_focus(self, _told: QObject | None) -> None:
        """Go with the keyboard; a window that goes after another one has it still tells that nobody has."""
        self._watch(QGuiApplication.focusObject())

    def _watch(self, focused: QObject | None) -> None:
        for it in self._watched:
            if isValid(it):
                it.removeEventFilter(self)
        self._watched = [] if focused is None else [focused]
        if isinstance(focused, QAbstractScrollArea):
            self._watched.append(focused.viewport())  # where the mouse asks for the menu
        for it in self._watched:
            it.installEventFilter(self)


def _mark(data: QMimeData, wanted: Mapping[str, bytes]) -> None:
    for name, content in wanted.items():
        data.setData(name, content)

"""Where a question stands: as a sheet in its window, which is dimmed behind it, or as a window of its own.

A sheet is a modal dialog without a frame: keyboard, screen readers and the cover find a dialog as everywhere. It has a
place in the window that it belongs to, and moves with it. Over a window that is too small it stands in a frame.
"""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from views.style.theme import Theme
from views.style.tokens import Scheme
from views.widgets.top_level_window import TopLevelWindow
from views.widgets.window_room import below_title_bar

WIDTH: Final = 560
"""Pixels at 100 %; a narrow window has less."""
WIDE: Final = 980
"""Of the sheets whose columns are what is chosen from: who was found by F3, namesakes among them; a month."""
_SIDES, _ABOVE, _BELOW = 16, 16, 8
"""Pixels at 100 % that stay free beside a sheet, below the patron's line, and above the foot."""
_LEAST_HIGH = 240
"""Pixels at 100 % between the patron's line and the foot: with less, a sheet takes the window's whole height."""
_SIDES_OF_SCREEN = 20
_LAID_OUT = frozenset({QEvent.Type.Resize, QEvent.Type.LayoutRequest})
"""What a window hears after its bars or its foot became higher: its layout was told before."""
_DIMMED, _DIMMED_DARK = QColor(16, 24, 36, 115), QColor(0, 0, 0, 140)


class SheetPlace(QObject):
    """Gives a dialog its room and its place; goes with it.

    Attributes:
        host: the window in which it is a sheet; None where it is a window of its own.

    Signals:
        room_changed: its window has another room for it now.
    """

    room_changed = Signal()

    def __init__(self, dialog: QDialog, theme: Theme) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._theme = theme
        self._dim: _Dim | None = None
        self._free = QRect()
        host = _host(dialog.parentWidget())
        wide = round((WIDTH + 2 * _SIDES) * theme.tokens.scale)
        self.host = host if host is not None and host.width() >= min(wide, _least(host)) else None
        if self.host is None:
            dialog.setWindowFlags(
                Qt.WindowType.Dialog
                | Qt.WindowType.CustomizeWindowHint
                | Qt.WindowType.WindowTitleHint
                | Qt.WindowType.WindowSystemMenuHint
                | Qt.WindowType.WindowCloseButtonHint
            )
            return
        dialog.setWindowFlags(Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        dialog.setProperty("sheet", "true")
        self.host.installEventFilter(self)
        dialog.installEventFilter(self)

    def scaled(self, pixels: int) -> int:
        """Give pixels of the screen for pixels at 100 %."""
        return round(pixels * self._theme.tokens.scale)

    @property
    def room(self) -> QSize:
        """How large the dialog can be, in pixels."""
        if self.host is None:
            screen = self._dialog.screen().availableGeometry().size()
            return below_title_bar(screen) - QSize(_SIDES_OF_SCREEN, 0)
        free, scale = self.host.room_for_sheets(), self._theme.tokens.scale
        high = free.height() - round((_ABOVE + _BELOW) * scale)
        if high < round(_LEAST_HIGH * scale):
            high = self.host.height()  # the patron stands in the sheet, too
        return QSize(self.host.width() - round(2 * _SIDES * scale), high)

    @property
    def outline(self) -> int:
        """How many pixels a sheet's edge takes; a frame has its own."""
        return 0 if self.host is None else 1

    def draw_outline(self) -> None:
        """Draw that edge, from within a painting of the dialog."""
        if self.outline:
            painter = QPainter(self._dialog)
            painter.setPen(self._theme.tokens.colour("line"))
            painter.drawRect(self._dialog.rect().adjusted(0, 0, -1, -1))

    def settle(self) -> None:
        """Stand below the patron's line, in the middle."""
        if self.host is None or not isValid(self.host):
            return
        dialog, free = self._dialog, self.host.room_for_sheets()
        top = free.top() + round(_ABOVE * self._theme.tokens.scale)
        top = max(0, min(top, self.host.height() - dialog.height()))  # one that needs more than there is
        left = (self.host.width() - dialog.width()) // 2
        dialog.move(self.host.mapToGlobal(QPoint(left, top)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window, and dim it while the sheet is to be seen."""
        kind = event.type()
        if watched is self.host:
            if kind in _LAID_OUT | {QEvent.Type.Move} and self._dialog.isVisible():
                self.settle()
                self._compare_room()
        elif kind in {QEvent.Type.Resize, QEvent.Type.WindowActivate}:
            self.settle()  # once more when it is on the screen: X11 tells of another place on the way there
        elif kind is QEvent.Type.Show:
            self._cover()
        elif kind is QEvent.Type.Hide:
            self._uncover()
        return False

    def _compare_room(self) -> None:
        assert self.host is not None
        before, self._free = self._free, self.host.room_for_sheets()
        if self._free != before:
            self.room_changed.emit()

    def _cover(self) -> None:
        self.settle()
        if self.host is not None and isValid(self.host):
            self._free = self.host.room_for_sheets()
        below = self._dialog.parentWidget()
        if self._dim is None and below is not None:
            self._dim = _Dim(below.window(), self._theme)

    def _uncover(self) -> None:
        if self._dim is not None and isValid(self._dim):
            self._dim.hide()
            self._dim.deleteLater()
        self._dim = None


class _Dim(QWidget):
    """Darkens a window, all but its foot."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        dark = theme.tokens.scheme in {Scheme.DARK, Scheme.HIGH_CONTRAST_DARK}
        self._colour = _DIMMED_DARK if dark else _DIMMED
        window.installEventFilter(self)
        self._stretch()
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Darken."""
        QPainter(self).fillRect(self.rect(), self._colour)

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        """Be as large as the window without its foot."""
        if event.type() in _LAID_OUT:
            self._stretch()
        return False

    def _stretch(self) -> None:
        window = self._window
        sheets = window.room_for_sheets() if isinstance(window, TopLevelWindow) else window.rect()
        self.setGeometry(0, 0, window.width(), sheets.bottom() + 1)


def _host(window: QWidget | None) -> TopLevelWindow | None:
    """Find the window at the bottom: below a question over a question, too."""
    while window is not None:
        if isinstance(window, TopLevelWindow):
            return window
        window = window.parentWidget()
    return None


def _least(host: TopLevelWindow) -> int:
    """Tell from which width on a window on this screen is no small one."""
    return host.screen().availableGeometry().width() * 2 // 3

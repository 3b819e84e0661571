"""Opens and closes the window of a sheet with the sheet; the windows themselves are loaded when one is wanted."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from viewmodels.core.observable import Observable
from views.widgets.binding import bind


class SheetDialogs[S](QObject):
    """Opens a window for each sheet, without a nested loop, and closes it with the sheet.

    Attributes:
        current: the window that is open.
    """

    def __init__(self, sheet: Observable[S | None], make: Callable[[S], QDialog], window: QWidget) -> None:
        super().__init__(window)
        self._make = make
        self.current: QDialog | None = None
        bind(sheet, self, self._show)

    def _show(self, sheet: S | None) -> None:
        if self.current is not None:
            self.current.done(QDialog.DialogCode.Accepted)
            self.current.deleteLater()
            self.current = None
        if sheet is not None:
            self.current = self._make(sheet)
            self.current.open()

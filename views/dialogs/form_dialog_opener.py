"""Opens and closes the window of a form with the form; the windows themselves are loaded when one is wanted."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from viewmodels.core.observable import Observable
from views.widgets.binding import bind


class FormDialogOpener[F](QObject):
    """Opens a window for each form, without a nested loop, and closes it with the form.

    Attributes:
        current: the window that is open.
    """

    def __init__(self, form: Observable[F | None], make: Callable[[F], QDialog], window: QWidget) -> None:
        super().__init__(window)
        self._make = make
        self.current: QDialog | None = None
        bind(form, self, self._show)

    def _show(self, form: F | None) -> None:
        if self.current is not None:
            self.current.done(QDialog.DialogCode.Accepted)
            self.current.deleteLater()
            self.current = None
        if form is not None:
            self.current = self._make(form)
            self.current.open()

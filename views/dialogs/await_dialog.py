"""Questions to the clerk, without a nested loop: a dialog is opened and a future answered when it finishes."""

import asyncio

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from views.dialogs.discard_dialog import DiscardDialog
from views.style.theme import Theme


async def finished(dialog: QDialog) -> int:
    """Open a dialog and wait for its result; it closes if the waiting is cancelled, and is deleted in the end.

    A window that is switched off because the program ends has no questions left: the dialog is rejected, at once or
    as soon as that happens, so that the waiting task goes on and ends.
    """
    window = dialog.parentWidget()
    if window is not None and not window.isEnabled():
        dialog.deleteLater()
        return QDialog.DialogCode.Rejected
    answered: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def answer(result: int) -> None:
        if not answered.done():
            answered.set_result(result)

    dialog.finished.connect(answer)
    dialog.destroyed.connect(lambda _=None: answer(QDialog.DialogCode.Rejected))  # with its window, unasked
    if window is not None:
        window.installEventFilter(_RejectedWith(dialog))
    dialog.open()
    try:
        return await answered
    finally:
        if isValid(dialog):
            dialog.close()
            dialog.deleteLater()


class _RejectedWith(QObject):
    """Rejects a dialog when the window that it watches is switched off; goes with the dialog."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog

    def eventFilter(self, window: QObject, event: QEvent) -> bool:
        """Look at what happens to the window, and take nothing of it."""
        if (
            event.type() is QEvent.Type.EnabledChange
            and isinstance(window, QWidget)
            and not window.isEnabled()
        ):
            self._dialog.reject()
        return False


class QtAsk:
    """The named questions of `viewmodels.core.ports.Ask`, asked over a window."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._window: QWidget | None = None

    def over(self, window: QWidget) -> None:
        """Name the window the questions belong to; asked for once it exists."""
        self._window = window

    async def discard_input(self) -> bool:
        """Ask whether what was typed and not saved may be thrown away; Esc and Enter keep it."""
        answer = await finished(DiscardDialog(self._theme, self._window))
        return answer == QDialog.DialogCode.Accepted

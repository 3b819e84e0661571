"""Asks the clerk for a printer, with the dialog プリンターの選択 over the window in front."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from services.contract.errors import PrinterFault, PrinterUnavailable
from services.slips.content import SlipKind
from viewmodels.core.ports import Ready
from viewmodels.core.trouble import ReportBug
from viewmodels.printer_choice import Offer, PrinterChoice, TryPrinter
from viewmodels.settings.setting_keys import slip_key
from viewmodels.settings.settings import SlipPrinting, Workstation
from viewmodels.settings.settings_form import SettingsStore
from views.dialogs.await_dialog import finished
from views.printing.printer_names import printer_names
from views.printing.spooler import SystemQueues
from views.style.theme import Theme


class AskForPrinter(Protocol):
    """Who is asked where no printer is set."""

    async def ask(
        self, begin: SlipPrinting, try_out: TryPrinter, *, before_password: bool
    ) -> SlipPrinting | Ready:
        """Ask for a printer and a paper that work.

        Args:
            begin: what is chosen at first.
            try_out: tries a choice.
            before_password: the slip's password isn't made yet.

        Returns:
            The choice, or why there is none: `FOR_SCREEN` before a password only, `NOT_AT_ALL`.

        Raises:
            PrinterUnavailable: a slip that is there can't be printed, for want of a printer.
        """


def _window_in_front() -> QWidget | None:
    """Give the question that is open, else the window with the keyboard, wherever the keyboard is just now."""
    return QApplication.activeModalWidget() or QApplication.activeWindow()


class PrinterChooser:
    """Asks with a dialog; see `AskForPrinter`.

    Args:
        slip: the kind of slip.
        queues: the system's print queues.
        theme: for the dialog.
        report_bug: writes unexpected exceptions to the log.
        store: what the administrator fixed, and where a choice is kept; None without settings.
        keeps: the choice may become this workstation's setting.
        window: tells which window is in front; the dialog belongs to it.
    """

    def __init__(
        self,
        slip: SlipKind,
        queues: SystemQueues,
        theme: Theme,
        report_bug: ReportBug,
        *,
        store: SettingsStore | None = None,
        keeps: bool = True,
        window: Callable[[], QWidget | None] = _window_in_front,
    ) -> None:
        self._slip = slip
        self._queues = queues
        self._theme = theme
        self._report_bug = report_bug
        self._store = store
        self._keeps = keeps
        self._window = window
        self._own: QWidget | None = None

    def over(self, window: QWidget) -> None:
        """Name the window that the dialog belongs to where none of this program is in front."""
        self._own = window

    async def ask(
        self, begin: SlipPrinting, try_out: TryPrinter, *, before_password: bool
    ) -> SlipPrinting | Ready:
        """See `AskForPrinter`."""
        from views.printing.printer_dialog import SHOWN_ON_SCREEN, PrinterDialog

        window = self._window() or self._own  # asked for now: a lock may close it while the queues are listed
        names = await printer_names(self._queues)
        if not names and begin.printer is None:
            if before_password:
                return Ready.FOR_SCREEN
            raise PrinterUnavailable(PrinterFault.NONE_THERE, "")
        held = Workstation() if self._store is None else await self._store.read()
        if window is not None and not (isValid(window) and window.isEnabled()):
            return Ready.NOT_AT_ALL
        choice = PrinterChoice(
            Offer(self._slip, names, begin, held.fixed, self._decided(held), before_password),
            try_out=try_out,
            save=self._store.save if self._store is not None and self._keeps else None,
            report_bug=self._report_bug,
        )
        try:
            result = await finished(PrinterDialog(choice, theme=self._theme, parent=window))
        finally:
            await choice.aclose()
        if result == SHOWN_ON_SCREEN:
            return Ready.FOR_SCREEN
        chosen = choice.chosen.value
        return chosen if result == QDialog.DialogCode.Accepted and chosen is not None else Ready.NOT_AT_ALL

    def _decided(self, held: Workstation) -> str | None:
        fixed = slip_key(self._slip, "printer") in held.fixed
        return held.settings.slips[self._slip].printer if fixed else None

"""The 返却期限票 of a desk: its printer, its viewmodel, and its button on 貸出・予約照会."""

from dataclasses import dataclass

from app.desk.desk_features import FeatureDependencies
from app.settings.settings_files import Settings
from services.slips.content import SlipKind
from services.slips.maker import SlipMaker
from viewmodels.due_slip import DueSlipViewModel
from viewmodels.settings.settings_form import SettingsStore
from views.desk.wiring import connect_due_slip
from views.printing.printer_chooser import PrinterChooser
from views.printing.slip_printer import QtSlipPrinter
from views.printing.spooler import SystemQueues


@dataclass(frozen=True, slots=True)
class OpenDueSlips:
    """What prints them on an open desk."""

    model: DueSlipViewModel
    printer: QtSlipPrinter

    def follow(self, settings: Settings) -> None:
        """Print the next one as changed settings have it."""
        self.printer.use(settings.slips[SlipKind.DUE])

    async def aclose(self) -> None:
        """Send nothing more."""
        await self.model.aclose()


def add_due_slips(
    bench: FeatureDependencies,
    settings: Settings,
    spooler: SystemQueues,
    store: SettingsStore | None,
) -> OpenDueSlips:
    """Let the open patron's 返却期限票 be printed."""
    chooser = PrinterChooser(SlipKind.DUE, spooler, bench.looks.theme, bench.report_bug, store=store)
    chooser.over(bench.window)
    printer = QtSlipPrinter(settings.slips[SlipKind.DUE], spooler, chooser)
    model = DueSlipViewModel(
        bench.acting.desk, SlipMaker(), printer, policy=bench.policy, report_bug=bench.report_bug
    )
    connect_due_slip(bench.window.inquiry, model)
    return OpenDueSlips(model, printer)

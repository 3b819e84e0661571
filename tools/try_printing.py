"""Tries the slip printer against a real CUPS server of its own: `make try-printing`.

Wants what tools/print_server.py does. Prints each paper, stops and removes the queue, cancels, refuses and breaks jobs,
and compares what the desk is told with what is true. docs/printing.md has what came out. The exit code is 1 if anything
is told wrong.
"""

import asyncio
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.support.desk_loop import DeskLoop
from services.contract.errors import PrinterUnavailable
from services.rules.vocabulary import Paper
from services.slips.content import SlipKind
from services.slips.sample import sample_slip
from tools.print_server import PAPER_BACKEND, PPD, cups_server, fits, jobs, page_size, run, slips
from viewmodels.core.ports import Ready
from viewmodels.settings.settings import SlipPrinting
from views.printing.printer_chooser import PrinterChooser
from views.printing.printer_dialog import PrinterDialog
from views.printing.slip_printer import QtSlipPrinter
from views.printing.spooler import SpooledJob
from views.printing.spooler_cups import CupsSpooler
from views.style.theme import Theme, load_fonts
from views.style.tokens import Scheme

WAITING_LOOKS = 100
BROKEN_TOLD = {
    "Broken": "プリンター「Broken」が停止しています。プリンターを再開して、もう一度印刷してください。",
    "Slip": "",
}


class Verdicts:
    """What was expected and what came."""

    def __init__(self) -> None:
        self.wrong = 0

    def hold(self, what: str, told: object, expected: object) -> None:
        """Compare, and print a line."""
        fits = told == expected
        self.wrong += not fits
        print(f"{'ok   ' if fits else 'WRONG'} {what}: {told}" + ("" if fits else f", expected {expected}"))


class Dialogs(QObject):
    """Counts the windows that open while something prints."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self.seen = 0
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Count, and take nothing."""
        self.seen += event.type() is QEvent.Type.Show and watched.isWidgetType()
        return False


class Nobody:
    """A chooser that is never asked, as a printer is set."""

    async def ask(self, *_: object, before_password: bool) -> Ready:
        """See `views.printing.printer_chooser.AskForPrinter`."""
        raise AssertionError(before_password)


async def told(job: SpooledJob) -> str:
    """Say what the desk would be told of a job."""
    try:
        return "out" if await job.is_out() else "waiting"
    except PrinterUnavailable as error:
        return error.fault.value


async def settled(job: SpooledJob, patience: int = WAITING_LOOKS) -> str:
    """Ask until something else than waiting is told."""
    for _ in range(patience):
        if (answer := await told(job)) != "waiting":
            return answer
        await asyncio.sleep(0.2)
    return "waiting"


async def check(printer: QtSlipPrinter) -> str:
    """Say whether the desk would make a password."""
    try:
        ready = await printer.check()
    except PrinterUnavailable as error:
        return error.fault.value
    return "ready" if ready is Ready.FOR_PAPER else ready.name


async def send(printer: QtSlipPrinter, slip: bytes) -> SpooledJob:
    """Print a slip."""
    return await printer.print_slip(slip)


async def papers(verdicts: Verdicts, spooler: CupsSpooler, dialogs: Dialogs) -> None:
    """Print every paper: no dialog, one job, one page of the right size."""
    for paper in Paper:
        printer = QtSlipPrinter(SlipPrinting("Slip", paper), spooler, Nobody())
        before = jobs("Slip")
        verdicts.hold(f"{paper}, before", await check(printer), "ready")
        verdicts.hold(
            f"{paper}, printed", await settled(await send(printer, await sample_slip(paper))), "out"
        )
        verdicts.hold(f"{paper}, jobs", len(jobs("Slip") - before), 1)
        new = slips()
        verdicts.hold(f"{paper}, sheets", len(new), 1)
        for file in new:
            width, height = page_size(file)
            verdicts.hold(f"{paper}, page of {width} x {height} points", fits((width, height), paper), True)
            file.unlink()
    verdicts.hold("dialogs", dialogs.seen, 0)


async def printer_dialog() -> PrinterDialog:
    """Wait for the dialog."""
    for _ in range(WAITING_LOOKS):
        if isinstance(dialog := QApplication.activeModalWidget(), PrinterDialog):
            return dialog
        await asyncio.sleep(0.1)
    raise TimeoutError


async def told_beside(dialog: PrinterDialog, expected: str) -> str:
    """Give what is told beside the list, once it is what was expected, or after a while."""
    for _ in range(WAITING_LOOKS):
        if dialog.told == expected:
            break
        await asyncio.sleep(0.1)
    return dialog.told


async def chosen(verdicts: Verdicts, spooler: CupsSpooler, theme: Theme) -> None:
    """Print without a set printer: a stopped one is told in the dialog, another is taken there with the keyboard."""
    add_failing("Broken", "retry-job")
    run("cupsdisable", "Broken")
    window = QWidget()
    window.show()
    chooser = PrinterChooser(SlipKind.PASSWORD, spooler, theme, repr, window=lambda: window)
    printer = QtSlipPrinter(SlipPrinting(), spooler, chooser)
    for paper in Paper:
        checking = asyncio.create_task(check(printer))
        dialog = await printer_dialog()
        for name, expected in BROKEN_TOLD.items():
            while (current := dialog.queues.currentItem().text()) != name:
                QTest.keyClick(dialog.queues, Qt.Key.Key_Up if name < current else Qt.Key.Key_Down)
            verdicts.hold(f"{paper}, {name} in the dialog", await told_beside(dialog, expected), expected)
        dialog.paper.show_value(paper.value)
        QTest.keyClick(dialog.queues, Qt.Key.Key_Return)
        verdicts.hold(f"{paper}, chosen", await checking, "ready")
        job = await send(printer, await sample_slip(printer.paper))
        verdicts.hold(f"{paper}, chosen and printed", await settled(job), "out")
        for file in slips():
            verdicts.hold(f"{paper}, chosen, page fits", fits(page_size(file), paper), True)
            file.unlink()
    window.close()
    run("lpadmin", "-x", "Broken")


async def queues(verdicts: Verdicts, spooler: CupsSpooler) -> None:
    """Stop, refuse and remove queues before a slip is sent."""
    slip = await sample_slip(Paper.A6)
    printer = QtSlipPrinter(SlipPrinting("Slip"), spooler, Nobody())
    verdicts.hold("queues to choose from", await spooler.names(), ("Slip",))
    verdicts.hold(
        "missing queue", await check(QtSlipPrinter(SlipPrinting("Nowhere"), spooler, Nobody())), "missing"
    )
    run("cupsdisable", "Slip")
    verdicts.hold("stopped queue", await check(printer), "stopped")
    before = jobs("Slip")
    try:
        await printer.print_slip(slip)
    except PrinterUnavailable as error:
        verdicts.hold("stopped queue, printing", error.fault.value, "stopped")
    verdicts.hold("stopped queue, jobs", jobs("Slip") - before, set())
    run("cupsenable", "Slip")
    run("cupsreject", "Slip")
    verdicts.hold("refusing queue", await check(printer), "stopped")
    run("cupsaccept", "Slip")
    verdicts.hold("working again", await check(printer), "ready")


async def files(verdicts: Verdicts, spooler: CupsSpooler) -> None:
    """Print on queues that make files, or nothing: refused, and no job comes in."""
    slip = await sample_slip(Paper.A6)
    for queue in ("PDF", "Discarded"):
        printer = QtSlipPrinter(SlipPrinting(queue), spooler, Nobody())
        verdicts.hold(f"queue {queue}", await check(printer), "makes_files")
        try:
            await printer.print_slip(slip)
        except PrinterUnavailable as error:
            verdicts.hold(f"queue {queue}, printing", error.fault.value, "makes_files")
        verdicts.hold(f"queue {queue}, jobs", jobs(queue), set())


async def afterwards(verdicts: Verdicts, spooler: CupsSpooler) -> None:
    """Break, stop, cancel and remove after a slip was sent."""
    slip = await sample_slip(Paper.A6)
    expected = {"stop-printer": "stopped", "abort-job": "refused_job", "retry-job": "waiting"}
    for policy, fault in expected.items():
        add_failing(policy, policy)
        job = await send(QtSlipPrinter(SlipPrinting(policy), spooler, Nobody()), slip)
        verdicts.hold(f"broken printer, {policy}", await settled(job, 20), fault)
        await job.cancel()
        verdicts.hold(f"broken printer, {policy}, taken back", jobs(policy, "not-completed"), set())

    add_failing("Held", "retry-job")
    job = await send(QtSlipPrinter(SlipPrinting("Held"), spooler, Nobody()), slip)
    run("cancel", "-a", "Held")
    verdicts.hold("cancelled by somebody else", await settled(job), "refused_job")

    job = await send(QtSlipPrinter(SlipPrinting("Held"), spooler, Nobody()), slip)
    run("lpadmin", "-x", "Held")
    verdicts.hold("queue removed while a slip waits", await settled(job), "missing")


def add_failing(name: str, policy: str) -> None:
    """Make a queue whose printer never takes anything."""
    run("lpadmin", "-p", name, "-E", "-v", "fail:/", "-m", "raw", "-o", f"printer-error-policy={policy}")


async def trial(verdicts: Verdicts, dialogs: Dialogs, theme: Theme) -> None:
    """Go through everything a queue does to a slip."""
    run("lpadmin", "-p", "Slip", "-E", "-v", f"{PAPER_BACKEND}:/", "-P", PPD)
    run("lpadmin", "-p", "PDF", "-E", "-v", "cups-pdf:/", "-P", PPD)
    run("lpadmin", "-p", "Discarded", "-E", "-v", "file:///dev/null", "-m", "raw")
    spooler = CupsSpooler()
    await papers(verdicts, spooler, dialogs)
    await chosen(verdicts, spooler, theme)
    await queues(verdicts, spooler)
    await files(verdicts, spooler)
    await afterwards(verdicts, spooler)


def main() -> int:
    """Run the trial."""
    verdicts = Verdicts()
    with cups_server():
        application = QApplication(sys.argv)
        application.setQuitOnLastWindowClosed(False)
        dialogs = Dialogs(application)
        load_fonts()
        theme = Theme(application, Scheme.LIGHT)
        asyncio.run(trial(verdicts, dialogs, theme), loop_factory=lambda: DeskLoop(application))
    print("all told as it is" if not verdicts.wrong else f"{verdicts.wrong} told wrong")
    return 1 if verdicts.wrong else 0


if __name__ == "__main__":
    sys.exit(main())

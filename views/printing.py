"""Slips to paper: straight to the workstation's printer, or through the system's print dialog.

QtPdf and QtPrintSupport load at first use, after the window shows.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMarginsF, QPoint, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from services.errors import PrinterFault, PrinterUnavailable
from services.slips.content import Paper
from viewmodels.workstation import SlipPrinting
from views.dialogs import finished
from views.spooler import SpooledJob, Spooler

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from views.pdf_pages import PdfPages

JOB_TITLE: Final = "Madoguchi"
"""What queues show: nothing about the patron, nor that it is a password."""

_HIGHEST_DPI: Final = 300
_LOWEST_DPI: Final = 150
_STANDARD_SIZES: Final = {Paper.A6: QPageSize.PageSizeId.A6, Paper.A4: QPageSize.PageSizeId.A4}


class QtSlipPrinter:
    """One kind of slip's way to paper on this workstation; see `viewmodels.ports.SlipPrinter`.

    Lives in the GUI thread.
    """

    def __init__(
        self,
        way: SlipPrinting,
        spooler: Spooler,
        window: Callable[[], QWidget | None] = QApplication.activeWindow,
    ) -> None:
        """Set the way.

        Args:
            way: queue, paper and dialog as the workstation's settings have them.
            spooler: tells what the queue does with a slip.
            window: tells which window the print dialog belongs to.
        """
        self._way = way
        self._spooler = spooler
        self._window = window

    def use(self, way: SlipPrinting) -> None:
        """Print the next slip another way: the settings were changed."""
        self._way = way

    @property
    def direct(self) -> bool:
        """Whether slips go to the set printer without a dialog."""
        return self._way.direct

    @property
    def paper(self) -> Paper:
        """The slip layout this workstation prints."""
        return self._way.paper

    async def check(self) -> None:
        """Make sure the set printer is there and works; done before a password is made.

        Raises:
            PrinterUnavailable: it is unknown, stopped, or in error, or Qt would take another one in its place.
        """
        if self._way.printer is not None:
            await self._checked(self._way.printer)

    async def print_slip(self, pdf: bytes) -> SpooledJob | None:
        """Print straight to the set printer, or through the system's dialog.

        Returns:
            The job in the queue; None when the clerk closed the dialog.

        Raises:
            PrinterUnavailable: see `check`; or there is no printer to choose; or the queue took no job.
        """
        from views.pdf_pages import PdfPages

        way = self._way
        printer: QPrinter | None = None
        if way.printer is not None:
            printer = await self._checked(way.printer)
        if not way.direct:
            printer = await self._chosen(printer, way.paper)
        if printer is None:
            return None
        name = printer.printerName()
        before = await self._spooler.read(name)
        if before.fault is PrinterFault.MAKES_FILES:
            raise PrinterUnavailable(before.fault, name)
        with PdfPages(pdf) as pages:
            draw(pages, printer, way.paper)
        queue = await self._spooler.read(name)
        if queue.fault is PrinterFault.MISSING:
            raise PrinterUnavailable(PrinterFault.MISSING, name)
        numbers = None
        if before.known and queue.known:
            numbers = frozenset(job.number for job in queue.jobs) - {job.number for job in before.jobs}
        return SpooledJob(self._spooler, name, numbers)

    async def _checked(self, name: str) -> "QPrinter":
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

        queue = await self._spooler.read(name)
        if queue.fault is not None:
            raise PrinterUnavailable(queue.fault, name)
        info = QPrinterInfo.printerInfo(name)
        if info.isNull():
            raise PrinterUnavailable(PrinterFault.MISSING, name)
        if info.state() is QPrinter.PrinterState.Error:
            raise PrinterUnavailable(PrinterFault.IN_ERROR, name)
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPrinterName(name)
        if printer.printerName() != name:
            raise PrinterUnavailable(PrinterFault.CHANGED, name)
        return printer

    async def _chosen(self, first: "QPrinter | None", paper: Paper) -> "QPrinter | None":
        """Ask with the system's dialog, opened and not run: other work goes on behind it.

        Args:
            first: what the dialog begins with; None for the system's own choice.
            paper: the layout.
        """
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo

        if not QPrinterInfo.availablePrinterNames():
            raise PrinterUnavailable(PrinterFault.NONE_THERE, "")
        printer = first or QPrinter(QPrinter.PrinterMode.HighResolution)
        prepare(printer, paper, None)
        dialog = QPrintDialog(printer, self._window())
        # a slip never becomes a file
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, on=False)
        if await finished(dialog) != QPrintDialog.DialogCode.Accepted:
            return None
        if not printer.printerName():
            raise PrinterUnavailable(PrinterFault.NONE_THERE, "")
        return printer


def prepare(printer: "QPrinter", paper: Paper, size: QSizeF | None) -> None:
    """Set a printer up for a slip: the exact page, no margins of its own, at most 300 dpi.

    Args:
        printer: the printer.
        paper: the layout.
        size: the slip's size in points, which is the page of a roll; None before it is known.
    """
    from PySide6.QtPrintSupport import QPrinter

    printer.setDocName(JOB_TITLE)
    printer.setCreator(JOB_TITLE)
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    printer.setResolution(_resolution(printer))
    if paper in _STANDARD_SIZES:
        page = QPageSize(_STANDARD_SIZES[paper])
    elif size is not None:
        page = QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    else:
        return
    layout = QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setPageLayout(layout)


def _resolution(printer: "QPrinter") -> int:
    """Take the printer's own density where it is a likely one; CUPS answers 72 for want of knowledge."""
    likely = [dpi for dpi in printer.supportedResolutions() if _LOWEST_DPI <= dpi <= _HIGHEST_DPI]
    return max(likely, default=_HIGHEST_DPI)


def draw(pages: "PdfPages", printer: "QPrinter", paper: Paper) -> None:
    """Draw a slip's only page on a printer.

    Raises:
        PrinterUnavailable: the printer didn't take it.
    """
    from PySide6.QtPrintSupport import QPrinter

    prepare(printer, paper, pages.size())
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterUnavailable(PrinterFault.REFUSED_JOB, printer.printerName())
    try:
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        painter.drawImage(QPoint(0, 0), pages.picture(printer.resolution()))
    finally:
        painter.end()
    if printer.printerState() in {QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted}:
        raise PrinterUnavailable(PrinterFault.REFUSED_JOB, printer.printerName())

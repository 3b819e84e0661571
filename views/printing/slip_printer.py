"""Slips to paper: straight to the workstation's printer, or to the one that the clerk chooses.

QtPdf and QtPrintSupport load at first use, after the window shows.
"""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMarginsF, QPoint, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

from services.contract.errors import PaperRefused, PrinterFault, PrinterUnavailable
from services.rules.vocabulary import Paper
from services.slips.paper_sizes import MM, SHEETS
from viewmodels.core.ports import Ready
from viewmodels.settings.settings import SlipPrinting
from views.printing.printer_chooser import AskForPrinter
from views.printing.spooler import Queue, SpooledJob, Spooler

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from views.printing.pdf_pages import PdfPages

JOB_TITLE: Final = "Madoguchi"
"""What queues show: nothing about the patron, nor that it is a password."""

_HIGHEST_DPI: Final = 300
_LOWEST_DPI: Final = 150
_STANDARD_SIZES: Final = {Paper.A6: QPageSize.PageSizeId.A6, Paper.A4: QPageSize.PageSizeId.A4}
_USUAL_ROLL_LENGTH: Final = 222 * MM
"""As long as a slip with everything on it, in points: what a roll's printer is tried with before there is one."""
_TOLERANCE: Final = 1.5
"""Points by which a driver's page may differ: drivers round sizes to whole points or to tenths of a millimetre."""


class QtSlipPrinter:
    """One kind of slip's way to paper on this workstation; see `viewmodels.core.ports.SlipPrinter`.

    Lives in the GUI thread.
    """

    def __init__(self, way: SlipPrinting, spooler: Spooler, chooser: AskForPrinter) -> None:
        """Set the way.

        Args:
            way: queue, paper and dialog as the workstation's settings have them.
            spooler: tells what the queue does with a slip.
            chooser: asks the clerk where no queue is set, or `dialog` wants it.
        """
        self._way = way
        self._spooler = spooler
        self._chooser = chooser
        self._chosen: SlipPrinting | None = None

    def use(self, way: SlipPrinting) -> None:
        """Print the next slip another way, if the settings were changed."""
        if way != self._way:
            self._way = way
            self._chosen = None

    @property
    def paper(self) -> Paper:
        """See `viewmodels.core.ports.SlipPrinter`."""
        return self._next.paper

    @property
    def name(self) -> str:
        """See `viewmodels.core.ports.SlipPrinter`."""
        return self._next.printer or ""

    async def check(self) -> Ready:
        """See `viewmodels.core.ports.SlipPrinter`."""
        if not self._way.direct:
            return await self._ask(before_password=True)
        await self._checked(self._way)
        return Ready.FOR_PAPER

    async def choose(self) -> bool:
        """See `viewmodels.core.ports.SlipPrinter`; a set printer is checked by `print_slip`."""
        return self._way.direct or await self._ask(before_password=False) is Ready.FOR_PAPER

    async def print_slip(self, pdf: bytes) -> SpooledJob:
        """See `viewmodels.core.ports.SlipPrinter`.

        Returns:
            The job in the queue.

        Raises:
            PrinterUnavailable: the printer is unknown, stopped, or in error; or Qt would take another one in its place;
                or the queue took no job; or none was chosen.
            PaperRefused: the printer doesn't print on the slip's page.
        """
        from views.printing.pdf_pages import PdfPages

        way = self._next
        printer, before = await self._checked(way)
        name = printer.printerName()
        with PdfPages(pdf) as pages:
            draw(pages, printer, way.paper)
        queue = await self._spooler.read(name)
        if queue.fault is PrinterFault.MISSING:
            raise PrinterUnavailable(PrinterFault.MISSING, name)
        numbers = None
        if before.known and queue.known:
            numbers = frozenset(job.number for job in queue.jobs) - {job.number for job in before.jobs}
        return SpooledJob(self._spooler, name, numbers)

    @property
    def _next(self) -> SlipPrinting:
        return self._way if self._way.direct else self._chosen or self._way

    async def _ask(self, *, before_password: bool) -> Ready:
        answer = await self._chooser.ask(self._next, self._try_out, before_password=before_password)
        if isinstance(answer, Ready):
            return answer
        self._chosen = answer
        return Ready.FOR_PAPER

    async def _try_out(self, way: SlipPrinting) -> None:
        await self._checked(way)

    async def _checked(self, way: SlipPrinting) -> "tuple[QPrinter, Queue]":
        """Give a printer that works and has the slip's paper, and its queue as it was read."""
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

        name = way.printer
        if name is None:
            raise PrinterUnavailable(PrinterFault.NONE_THERE, "")
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
        prepare(printer, way.paper, None)
        return printer, queue


def prepare(printer: "QPrinter", paper: Paper, size: QSizeF | None) -> None:
    """Set a printer up for a slip: the exact page, no margins of its own, at most 300 dpi.

    Args:
        printer: the printer.
        paper: the layout.
        size: the slip's size in points, which is the page of a roll; None before it is known.

    Raises:
        PaperRefused: the printer keeps another page.
    """
    from PySide6.QtPrintSupport import QPrinter

    printer.setDocName(JOB_TITLE)
    printer.setCreator(JOB_TITLE)
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    printer.setResolution(_resolution(printer))
    page = _page(paper, size)
    # Part by part: of a whole layout with a size that its driver doesn't list, Windows takes nothing.
    printer.setPageSize(page)
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    if not _is_page(printer.pageLayout(), page):
        raise PaperRefused(printer.printerName(), paper)


def _page(paper: Paper, size: QSizeF | None) -> QPageSize:
    if paper in _STANDARD_SIZES:
        return QPageSize(_STANDARD_SIZES[paper])
    exact = size or QSizeF(SHEETS[paper].width, _USUAL_ROLL_LENGTH)
    return QPageSize(exact, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)


def _is_page(layout: QPageLayout, page: QPageSize) -> bool:
    """Tell whether a printer's layout is a whole page of a size, upright."""
    point = QPageLayout.Unit.Point
    told, wanted = layout.fullRect(point).size(), page.size(QPageSize.Unit.Point)
    margins = layout.margins(point)
    edges = (margins.left(), margins.top(), margins.right(), margins.bottom())
    return (
        layout.mode() is QPageLayout.Mode.FullPageMode
        and page.isValid()
        and abs(told.width() - wanted.width()) <= _TOLERANCE
        and abs(told.height() - wanted.height()) <= _TOLERANCE
        and max(map(abs, edges)) <= _TOLERANCE
    )


def _resolution(printer: "QPrinter") -> int:
    """Take the printer's own density where it is a likely one; CUPS answers 72 for want of knowledge."""
    likely = [dpi for dpi in printer.supportedResolutions() if _LOWEST_DPI <= dpi <= _HIGHEST_DPI]
    return max(likely, default=_HIGHEST_DPI)


def draw(pages: "PdfPages", printer: "QPrinter", paper: Paper) -> None:
    """Draw a slip on a printer, each of its pages on a sheet.

    Raises:
        PrinterUnavailable: the printer didn't take it.
        PaperRefused: the printer keeps another page.
    """
    from PySide6.QtPrintSupport import QPrinter

    prepare(printer, paper, pages.size())
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterUnavailable(PrinterFault.REFUSED_JOB, printer.printerName())
    try:
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        for page in range(len(pages)):
            if page and not printer.newPage():
                raise PrinterUnavailable(PrinterFault.REFUSED_JOB, printer.printerName())
            painter.drawImage(QPoint(0, 0), pages.picture(printer.resolution(), page))
    finally:
        painter.end()
    if printer.printerState() in {QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted}:
        raise PrinterUnavailable(PrinterFault.REFUSED_JOB, printer.printerName())

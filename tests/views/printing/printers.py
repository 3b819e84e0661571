"""Queues and printers that no machine needs to have: what a spooler answers, and paper kept as a PDF."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter

from services.contract.errors import PrinterFault
from services.rules.vocabulary import Paper
from viewmodels.core.ports import Ready
from viewmodels.printer_choice import TryPrinter
from viewmodels.settings.settings import SlipPrinting
from views.printing.spooler import Queue, QueuedJob

type PageSize = QPageSize | QPageSize.PageSizeId | QSize


class FakeSpooler:
    """Queues into which a job comes at every look: `Slip-1` is there at the first one, `Slip-2` at the second.

    Args:
        faults: what is wrong at each look, one after the other; nothing after the last one.
        silent: the look at which the queue tells no jobs.
        queues: the names to choose from; None where the system can't be asked for them.
        broken: what is wrong with a queue at every look.
    """

    def __init__(
        self,
        *faults: PrinterFault | None,
        silent: int = 0,
        queues: tuple[str, ...] | None = ("Slip",),
        broken: Mapping[str, PrinterFault] | None = None,
    ) -> None:
        self._faults = list(faults)
        self._silent = silent
        self.queues = queues
        self.broken = dict(broken or {})
        self.read_printers: list[str] = []
        self.slow: asyncio.Event | None = None
        self.names_slow: asyncio.Event | None = None

    async def names(self) -> tuple[str, ...] | None:
        if self.names_slow is not None:
            await self.names_slow.wait()
        return self.queues

    async def read(self, printer: str) -> Queue:
        self.read_printers.append(printer)
        if self.slow is not None:
            await self.slow.wait()
        known = self.broken.get(printer) if self.queues != () else PrinterFault.MISSING
        fault = self._faults.pop(0) if self._faults else known
        numbers = range(1, len(self.read_printers) + 1)
        if len(self.read_printers) == self._silent:
            return Queue(fault, (), known=False)
        return Queue(
            fault, tuple(QueuedJob(f"{printer}-{number}", done=False, failed=False) for number in numbers)
        )

    async def cancel(self, printer: str, number: str) -> None:
        raise AssertionError(number)


class Chooser:
    """A clerk who answers at once; what was asked is kept."""

    def __init__(self, answer: SlipPrinting | Ready = Ready.NOT_AT_ALL) -> None:
        self.answer = answer
        self.asked: list[tuple[SlipPrinting, bool]] = []

    async def ask(
        self, begin: SlipPrinting, try_out: TryPrinter, *, before_password: bool
    ) -> SlipPrinting | Ready:
        self.asked.append((begin, before_password))
        if isinstance(self.answer, SlipPrinting):
            await try_out(self.answer)
        return self.answer


class Info:
    """What Qt tells about a printer, where there is none on the machine that runs the tests."""

    state_told = QPrinter.PrinterState.Idle
    names: tuple[str, ...] = ("Slip",)

    def __init__(self, name: str) -> None:
        self._name = name

    @classmethod
    def printerInfo(cls, name: str) -> "Info":  # noqa: N802 - Qt's name
        return cls(name)

    @classmethod
    def availablePrinterNames(cls) -> list[str]:  # noqa: N802 - Qt's name
        return list(cls.names)

    def isNull(self) -> bool:  # noqa: N802 - Qt's name
        return self._name not in self.names

    def state(self) -> QPrinter.PrinterState:
        return self.state_told


class KeptPaper(QPrinter):
    """A printer of any name whose paper the test keeps as a PDF.

    Attributes:
        path: the file.
        narrow: the names of the printers that keep A4 whatever they are asked for.
    """

    path: Path
    narrow: frozenset[str] = frozenset()

    def __init__(self, mode: QPrinter.PrinterMode = QPrinter.PrinterMode.HighResolution) -> None:
        super().__init__(mode)
        self.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        self.setOutputFileName(str(self.path))
        self._name = ""

    def setPrinterName(self, name: str) -> None:  # noqa: N802 - Qt's name
        """Keep the name and nothing else: Qt would bring the system's printing back."""
        self._name = name

    def printerName(self) -> str:  # noqa: N802 - Qt's name
        return self._name

    def setPageSize(self, size: PageSize, /) -> bool:  # noqa: N802 - Qt's name
        """Keep the page as a driver does that doesn't list another, and say so as Qt does: by False alone."""
        return self._name not in self.narrow and super().setPageSize(size)


def size_in_mm(paper: Paper) -> tuple[int, int]:
    """Give a sheet's width and height."""
    return {Paper.A6: (105, 148), Paper.A4: (210, 297)}[paper]

"""The slip on paper: the page, the picture, and every printer that can't be trusted."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from random import Random
from typing import cast

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QEvent, QObject, QSizeF
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from services.errors import PrinterFault, PrinterUnavailable
from services.slips.content import Paper
from services.slips.sample import SAMPLE_PASSWORD, sample_slip
from viewmodels.ports import PrintedJob, SlipPrinter
from viewmodels.workstation import SlipPrinting
from views.pdf_pages import PdfPages
from views.printing import JOB_TITLE, QtSlipPrinter, draw, prepare
from views.spooler import Queue, QueuedJob, SpooledJob
from views.spooler_windows import Win32Print, WindowsSpooler

_LIKENESS = 0.006
_SIZES_MM = {Paper.A6: (105, 148), Paper.A4: (210, 297)}


class _Spooler:
    """A queue into which a job comes at every look: `Slip-1` is there at the first one, `Slip-2` at the second."""

    def __init__(self, *faults: PrinterFault | None, silent: int = 0) -> None:
        self._faults = list(faults)
        self._silent = silent
        self.read_printers: list[str] = []

    async def read(self, printer: str) -> Queue:
        self.read_printers.append(printer)
        fault = self._faults.pop(0) if self._faults else None
        numbers = range(1, len(self.read_printers) + 1)
        if len(self.read_printers) == self._silent:
            return Queue(fault, (), known=False)
        return Queue(
            fault, tuple(QueuedJob(f"{printer}-{number}", done=False, failed=False) for number in numbers)
        )

    async def cancel(self, printer: str, number: str) -> None:
        raise AssertionError(number)


def _no_window() -> QWidget | None:
    return None


def _slip_printer(
    printer: str | None, spooler: _Spooler | None = None, paper: Paper = Paper.A6, *, dialog: bool = False
) -> QtSlipPrinter:
    return QtSlipPrinter(SlipPrinting(printer, paper, dialog), spooler or _Spooler(), _no_window)


def _to_file(path: Path) -> QPrinter:
    """A printer that keeps its paper, as a PDF."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


async def _printed(paper: Paper, path: Path) -> bytes:
    with PdfPages(await sample_slip(paper)) as pages:
        draw(pages, _to_file(path), paper)
    return path.read_bytes()


def _rendered(pdf: bytes, dpi: int) -> QImage:
    with PdfPages(pdf) as pages:
        return pages.picture(dpi)


def _rows(picture: QImage) -> list[bytes]:
    return [
        bytes(cast("memoryview", picture.constScanLine(y)))[: picture.width()]
        for y in range(picture.height())
    ]


def _difference(one: QImage, two: QImage) -> float:
    """The share of dots that differ visibly, where the pictures overlap."""
    assert abs(one.width() - two.width()) <= 1
    assert abs(one.height() - two.height()) <= 1
    pairs = list(zip(_rows(one), _rows(two), strict=False))
    different = sum(sum(abs(a - b) > 96 for a, b in zip(*pair, strict=False)) for pair in pairs)
    return different / (len(pairs) * min(one.width(), two.width()))


def _same_page(printed: bytes, slip: bytes) -> bool:
    """Compare whole pages as the eye sees them; a page's size is rounded to points, so dots may be half a dot off."""
    return _difference(_rendered(printed, 100), _rendered(slip, 100)) < _LIKENESS


def _picture_in(printed: bytes) -> QImage:
    """The picture as it went to the printer, dot by dot."""
    (found,) = PdfReader(BytesIO(printed)).pages[0].images
    picture = QImage.fromData(found.data)
    return picture.convertToFormat(QImage.Format.Format_Grayscale8)


def test_it_is_what_viewmodels_want(qapp: QApplication) -> None:
    printer: SlipPrinter = _slip_printer("Slip")
    assert printer.direct
    assert printer.paper is Paper.A6
    assert not _slip_printer(None).direct


@pytest.mark.parametrize("paper", Paper)
async def test_the_printed_page_looks_like_the_slip(qapp: QApplication, tmp_path: Path, paper: Paper) -> None:
    printed = await _printed(paper, tmp_path / "paper.pdf")
    slip = await sample_slip(paper)
    assert _same_page(printed, slip)
    blank = _rendered(slip, 100)
    blank.fill(255)
    assert _difference(blank, _rendered(slip, 100)) > 4 * _LIKENESS


@pytest.mark.parametrize("paper", Paper)
async def test_the_printer_gets_the_slip_dot_by_dot(qapp: QApplication, tmp_path: Path, paper: Paper) -> None:
    printed = await _printed(paper, tmp_path / "paper.pdf")
    assert _rows(_picture_in(printed)) == _rows(_rendered(await sample_slip(paper), 300))


@pytest.mark.parametrize("paper", Paper)
async def test_the_page_has_the_papers_exact_size(qapp: QApplication, tmp_path: Path, paper: Paper) -> None:
    box = PdfReader(BytesIO(await _printed(paper, tmp_path / "paper.pdf"))).pages[0].mediabox
    with PdfPages(await sample_slip(paper)) as pages:
        size = pages.size()
    assert float(box.width) == pytest.approx(size.width(), abs=1)
    assert float(box.height) == pytest.approx(size.height(), abs=1)


@pytest.mark.parametrize("paper", Paper)
async def test_one_lossless_grey_picture_of_at_most_300_dpi(
    qapp: QApplication, tmp_path: Path, paper: Paper
) -> None:
    pdf = await _printed(paper, tmp_path / "paper.pdf")
    (page,) = PdfReader(BytesIO(pdf)).pages
    images = [found.get_object() for found in page["/Resources"]["/XObject"].values()]  # type: ignore[index]
    assert [image["/Subtype"] for image in images] == ["/Image"]
    assert images[0]["/ColorSpace"] == "/DeviceGray"
    assert images[0]["/Filter"] == "/FlateDecode"
    dots = images[0]["/Width"] * images[0]["/Height"]
    area = float(page.mediabox.width) * float(page.mediabox.height) / 72**2
    assert 295 < (dots / area) ** 0.5 < 302
    assert len(pdf) < 600_000


class _Noise(PdfPages):
    """A page that a lossy compression would make smaller, unlike type."""

    def picture(self, dpi: float, page: int = 0) -> QImage:
        picture = super().picture(dpi, page)
        shades = Random(7)  # any noise will do
        for y in range(picture.height()):
            row = cast("memoryview", picture.scanLine(y))
            row[:] = bytes(96 + shades.getrandbits(5) for _ in range(len(row)))
        return picture


async def test_no_picture_is_compressed_at_the_cost_of_its_dots(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    with _Noise(await sample_slip(Paper.A6)) as pages:
        draw(pages, _to_file(path), Paper.A6)
        assert _rows(_picture_in(path.read_bytes())) == _rows(pages.picture(300))


async def test_nothing_in_the_job_tells_of_patron_or_password(qapp: QApplication, tmp_path: Path) -> None:
    pdf = await _printed(Paper.A6, tmp_path / "paper.pdf")
    metadata = {name: str(value) for name, value in (PdfReader(BytesIO(pdf)).metadata or {}).items()}
    assert metadata["/Title"] == JOB_TITLE == "Madoguchi"
    assert SAMPLE_PASSWORD.encode() not in pdf


@pytest.mark.parametrize("paper", [Paper.A6, Paper.A4])
def test_sheets_are_asked_for_by_their_standard_name(
    qapp: QApplication, tmp_path: Path, paper: Paper
) -> None:
    printer = _to_file(tmp_path / "paper.pdf")
    prepare(printer, paper, QSizeF(1, 1))
    page = printer.pageLayout().pageSize()
    assert page.key() == paper.value.upper()
    size = page.size(page.Unit.Millimeter)
    assert (size.width(), size.height()) == _SIZES_MM[paper]


def test_a_page_has_no_margins(qapp: QApplication, tmp_path: Path) -> None:
    printer = _to_file(tmp_path / "paper.pdf")
    prepare(printer, Paper.ROLL80, QSizeF(226.77, 500.5))
    assert printer.pageRect(QPrinter.Unit.Point) == printer.paperRect(QPrinter.Unit.Point)
    assert printer.pageLayout().pageSize().size(printer.pageLayout().pageSize().Unit.Point) == QSizeF(
        226.77, 500.5
    )
    assert printer.fullPage()


@pytest.mark.parametrize(
    ("supported", "dpi"),
    [([], 300), ([72], 300), ([203], 203), ([180, 203], 203), ([600, 1200], 300), ([300, 600], 300)],
)
def test_the_printers_own_density_up_to_300(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, supported: list[int], dpi: int
) -> None:
    monkeypatch.setattr(QPrinter, "supportedResolutions", lambda _: supported)
    printer = _to_file(tmp_path / "paper.pdf")
    prepare(printer, Paper.A6, None)
    assert printer.resolution() == dpi


@pytest.mark.qt_log_ignore(r"QPainter::begin\(\): Returned false")
async def test_a_printer_that_cant_begin_refused_the_job(qapp: QApplication, tmp_path: Path) -> None:
    with PdfPages(await sample_slip(Paper.A6)) as pages, pytest.raises(PrinterUnavailable) as told:
        draw(pages, _to_file(tmp_path / "no" / "such" / "folder" / "paper.pdf"), Paper.A6)
    assert told.value.fault is PrinterFault.REFUSED_JOB


class _Info:
    """What Qt tells about a printer, where there is none on the machine that runs the tests."""

    state_told = QPrinter.PrinterState.Idle
    names: tuple[str, ...] = ("Slip",)

    def __init__(self, name: str) -> None:
        self._name = name

    @classmethod
    def printerInfo(cls, name: str) -> "_Info":  # noqa: N802 - Qt's name
        return cls(name)

    @classmethod
    def availablePrinterNames(cls) -> list[str]:  # noqa: N802 - Qt's name
        return list(cls.names)

    def isNull(self) -> bool:  # noqa: N802 - Qt's name
        return self._name not in self.names

    def state(self) -> QPrinter.PrinterState:
        return self.state_told


@pytest.fixture
def present(monkeypatch: pytest.MonkeyPatch) -> type[_Info]:
    """Qt knows a printer named Slip."""

    class Known(_Info):
        pass

    monkeypatch.setattr("PySide6.QtPrintSupport.QPrinterInfo", Known)
    return Known


@contextmanager
def _refused(fault: PrinterFault, printer: str) -> Iterator[None]:
    with pytest.raises(PrinterUnavailable) as told:
        yield
    assert told.value.fault is fault
    assert told.value.printer == printer


async def test_without_a_set_printer_there_is_nothing_to_check(qtbot: QtBot) -> None:
    spooler = _Spooler(PrinterFault.MISSING)
    await _slip_printer(None, spooler).check()
    assert spooler.read_printers == []


async def test_an_unknown_printer_is_refused_by_qt_too(qtbot: QtBot) -> None:
    assert QPrinterInfo.printerInfo("No such printer 7f3").isNull()
    with _refused(PrinterFault.MISSING, "No such printer 7f3"):
        await _slip_printer("No such printer 7f3").check()


@pytest.mark.parametrize(
    "fault",
    [PrinterFault.MISSING, PrinterFault.STOPPED, PrinterFault.IN_ERROR, PrinterFault.MAKES_FILES],
)
async def test_what_the_queue_says_counts(qtbot: QtBot, present: type[_Info], fault: PrinterFault) -> None:
    with _refused(fault, "Slip"):
        await _slip_printer("Slip", _Spooler(fault)).check()


async def test_a_printer_in_error_is_refused(qtbot: QtBot, present: type[_Info]) -> None:
    present.state_told = QPrinter.PrinterState.Error
    with _refused(PrinterFault.IN_ERROR, "Slip"):
        await _slip_printer("Slip").check()


async def test_a_printer_in_whose_place_qt_takes_another_is_refused(
    qtbot: QtBot, present: type[_Info], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinter, "printerName", lambda _: "Another")
    with _refused(PrinterFault.CHANGED, "Slip"):
        await _slip_printer("Slip").check()


async def test_a_good_printer_passes(
    qtbot: QtBot, present: type[_Info], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinter, "printerName", lambda _: "Slip")
    await _slip_printer("Slip").check()


async def test_nothing_is_drawn_on_a_bad_printer(qtbot: QtBot, present: type[_Info]) -> None:
    with _refused(PrinterFault.STOPPED, "Slip"):
        await _slip_printer("Slip", _Spooler(PrinterFault.STOPPED)).print_slip(await sample_slip(Paper.A6))


class _KeptPaper(QPrinter):
    """A printer named Slip whose paper the test keeps as a PDF."""

    path: Path

    def __init__(self, mode: QPrinter.PrinterMode = QPrinter.PrinterMode.HighResolution) -> None:
        super().__init__(mode)
        self.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        self.setOutputFileName(str(self.path))

    def setPrinterName(self, _name: str) -> None:  # noqa: N802 - Qt's name
        """Stay what it is: setting a name would bring the system's printing back."""

    def printerName(self) -> str:  # noqa: N802 - Qt's name
        return "Slip"


@pytest.fixture
def kept_paper(present: type[_Info], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the set printer's paper ends up."""

    class Kept(_KeptPaper):
        path = tmp_path / "kept.pdf"

    monkeypatch.setattr("PySide6.QtPrintSupport.QPrinter", Kept)
    return Kept.path


@pytest.mark.parametrize("paper", Paper)
async def test_a_slip_goes_straight_to_the_set_printer(qtbot: QtBot, kept_paper: Path, paper: Paper) -> None:
    slip = await sample_slip(paper)
    job: PrintedJob | None = await _slip_printer("Slip", paper=paper).print_slip(slip)
    assert QApplication.activeModalWidget() is None
    assert job is not None
    assert _same_page(kept_paper.read_bytes(), slip)


async def test_the_job_is_the_one_that_came_in_meanwhile(qtbot: QtBot, kept_paper: Path) -> None:
    spooler = _Spooler()
    job = await _slip_printer("Slip", spooler).print_slip(await sample_slip(Paper.A6))
    assert job is not None
    assert spooler.read_printers == ["Slip", "Slip", "Slip"]
    assert job._numbers == frozenset({"Slip-3"})


@pytest.mark.parametrize("silent", [2, 3])
async def test_a_job_has_no_number_when_the_queue_told_none(
    qtbot: QtBot, kept_paper: Path, silent: int
) -> None:
    job = await _slip_printer("Slip", _Spooler(silent=silent)).print_slip(await sample_slip(Paper.A6))
    assert job is not None
    assert job._numbers is None
    assert not await job.is_out()


async def test_a_queue_that_vanished_while_printing_is_told(qtbot: QtBot, kept_paper: Path) -> None:
    spooler = _Spooler(None, None, PrinterFault.MISSING)
    with _refused(PrinterFault.MISSING, "Slip"):
        await _slip_printer("Slip", spooler).print_slip(await sample_slip(Paper.A6))


@pytest.mark.parametrize(
    "error", [OSError("spooler"), ValueError("answer"), KeyError("Status"), Exception(1722)]
)
async def test_a_spooler_that_answers_nothing_of_use_keeps_no_slip_from_paper(
    qtbot: QtBot, kept_paper: Path, error: Exception
) -> None:
    def load() -> tuple[Win32Print, str]:
        raise error

    printer = QtSlipPrinter(SlipPrinting("Slip"), WindowsSpooler(load), _no_window)
    slip = await sample_slip(Paper.A6)
    await printer.check()
    job = await printer.print_slip(slip)
    assert job is not None
    assert not await job.is_out()
    assert _same_page(kept_paper.read_bytes(), slip)


async def test_nothing_is_drawn_on_a_queue_that_makes_files_however_it_was_chosen(
    qtbot: QtBot, kept_paper: Path
) -> None:
    spooler = _Spooler(None, PrinterFault.MAKES_FILES)
    with _refused(PrinterFault.MAKES_FILES, "Slip"):
        await _slip_printer("Slip", spooler).print_slip(await sample_slip(Paper.A6))
    assert not kept_paper.exists()


class _Opened(QObject):
    """Tells when a print dialog is shown."""

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self.dialog: asyncio.Future[QPrintDialog] = asyncio.get_running_loop().create_future()
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Show and isinstance(watched, QPrintDialog) and not self.dialog.done():
            self.dialog.set_result(watched)
        return False


async def _dialog_of(qapp: QApplication, printer: QtSlipPrinter, slip: bytes) -> "_Asking":
    """Start printing and wait until the print dialog is open."""
    opened = _Opened(qapp)
    printing = asyncio.create_task(printer.print_slip(slip))
    try:
        return _Asking(await opened.dialog, printing)
    finally:
        qapp.removeEventFilter(opened)


@dataclass(frozen=True, slots=True)
class _Asking:
    dialog: QPrintDialog
    printing: asyncio.Task[SpooledJob | None]


async def test_without_a_set_printer_the_systems_dialog_asks(
    qtbot: QtBot, qapp: QApplication, present: type[_Info]
) -> None:
    asking = await _dialog_of(qapp, _slip_printer(None), await sample_slip(Paper.A6))
    assert asking.dialog is QApplication.activeModalWidget()
    assert not asking.dialog.testOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile)
    assert not asking.printing.done()
    asking.dialog.reject()
    assert await asking.printing is None
    assert QApplication.activeModalWidget() is None


async def test_a_wanted_dialog_begins_with_the_set_printer(
    qtbot: QtBot, qapp: QApplication, kept_paper: Path
) -> None:
    printer = _slip_printer("Slip", dialog=True)
    assert not printer.direct
    slip = await sample_slip(Paper.A6)
    asking = await _dialog_of(qapp, printer, slip)
    assert asking.dialog.printer().printerName() == "Slip"
    asking.dialog.done(QPrintDialog.DialogCode.Accepted)
    assert await asking.printing is not None
    assert _same_page(kept_paper.read_bytes(), slip)


async def test_a_wanted_dialog_is_not_opened_on_a_stopped_printer(
    qtbot: QtBot, qapp: QApplication, kept_paper: Path
) -> None:
    printer = _slip_printer("Slip", _Spooler(PrinterFault.STOPPED), dialog=True)
    opened = _Opened(qapp)
    opened.dialog.add_done_callback(lambda shown: shown.result().reject())
    with _refused(PrinterFault.STOPPED, "Slip"):
        await printer.print_slip(await sample_slip(Paper.A6))


async def test_changed_settings_hold_for_the_next_slip(qtbot: QtBot, kept_paper: Path) -> None:
    printer = _slip_printer(None)
    printer.use(SlipPrinting("Slip", Paper.A4))
    assert (printer.direct, printer.paper) == (True, Paper.A4)
    slip = await sample_slip(Paper.A4)
    assert await printer.print_slip(slip) is not None
    assert _same_page(kept_paper.read_bytes(), slip)


async def test_a_dialog_accepted_without_a_printer_prints_nowhere(
    qtbot: QtBot, qapp: QApplication, present: type[_Info]
) -> None:
    asking = await _dialog_of(qapp, _slip_printer(None), await sample_slip(Paper.A6))
    asking.dialog.done(QPrintDialog.DialogCode.Accepted)
    with _refused(PrinterFault.NONE_THERE, ""):
        await asking.printing


async def test_the_printer_chosen_in_the_dialog_prints(
    qtbot: QtBot, qapp: QApplication, kept_paper: Path
) -> None:
    slip = await sample_slip(Paper.A6)
    asking = await _dialog_of(qapp, _slip_printer(None), slip)
    asking.dialog.done(QPrintDialog.DialogCode.Accepted)
    assert await asking.printing is not None
    assert _same_page(kept_paper.read_bytes(), slip)


async def test_giving_up_closes_the_dialog(qtbot: QtBot, qapp: QApplication, present: type[_Info]) -> None:
    asking = await _dialog_of(qapp, _slip_printer(None), await sample_slip(Paper.A6))
    asking.printing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking.printing
    assert QApplication.activeModalWidget() is None


async def test_with_no_printer_at_all_no_dialog_opens(
    qtbot: QtBot, qapp: QApplication, present: type[_Info]
) -> None:
    present.names = ()
    opened = _Opened(qapp)
    opened.dialog.add_done_callback(lambda shown: shown.result().reject())
    with _refused(PrinterFault.NONE_THERE, ""):
        await _slip_printer(None).print_slip(await sample_slip(Paper.A6))


def test_printing_loads_at_first_use() -> None:
    loaded = (
        "import sys, views.printing, views.spooler;"
        "print([name for name in ('PySide6.QtPdf', 'PySide6.QtPrintSupport') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", loaded], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"

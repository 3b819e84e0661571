"""The slip on paper: the page, the picture, and every printer that can't be trusted."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from random import Random
from typing import cast

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QMargins, QMarginsF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from services.errors import PaperRefused, PrinterFault, PrinterUnavailable
from services.rules.vocabulary import Paper
from services.slips.sample import SAMPLE_PASSWORD, sample_slip
from tests.views.printing.printers import Chooser, FakeSpooler, Info, KeptPaper, PageSize, size_in_mm
from viewmodels.core.ports import PrintedJob, Ready, SlipPrinter
from viewmodels.settings.settings import SlipPrinting
from views.printing.pdf_pages import PdfPages
from views.printing.slip_printer import JOB_TITLE, QtSlipPrinter, draw, prepare
from views.printing.spooler_windows import Win32Print, WindowsSpooler

_LIKENESS = 0.006


def _slip_printer(
    printer: str | None,
    spooler: FakeSpooler | None = None,
    paper: Paper = Paper.A6,
    *,
    dialog: bool = False,
    chooser: Chooser | None = None,
) -> QtSlipPrinter:
    return QtSlipPrinter(SlipPrinting(printer, paper, dialog), spooler or FakeSpooler(), chooser or Chooser())


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
    assert printer.paper is Paper.A6


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
    assert (size.width(), size.height()) == size_in_mm(paper)


def test_a_page_has_no_margins(qapp: QApplication, tmp_path: Path) -> None:
    printer = _to_file(tmp_path / "paper.pdf")
    prepare(printer, Paper.ROLL80, QSizeF(226.77, 500.5))
    assert printer.pageRect(QPrinter.Unit.Point) == printer.paperRect(QPrinter.Unit.Point)
    assert printer.pageLayout().pageSize().size(printer.pageLayout().pageSize().Unit.Point) == QSizeF(
        226.77, 500.5
    )
    assert printer.fullPage()


class _Refusing(QPrinter):
    """A printer that writes a PDF, and keeps one part of its page whatever it is told."""

    def __init__(self, path: Path, keeps: str) -> None:
        super().__init__(QPrinter.PrinterMode.HighResolution)
        self.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        self.setOutputFileName(str(path))
        super().setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
        self._keeps = keeps

    def setPageSize(self, size: PageSize, /) -> bool:  # noqa: N802 - Qt's name
        return self._keeps != "size" and super().setPageSize(size)

    def setPageMargins(  # noqa: N802 - Qt's name
        self, margins: QMarginsF | QMargins, /, units: QPageLayout.Unit = QPageLayout.Unit.Millimeter
    ) -> bool:
        kept = QMarginsF(9, 9, 9, 9) if self._keeps == "margins" else margins
        return super().setPageMargins(kept, units)

    def setFullPage(self, on: bool) -> None:  # noqa: N802 - Qt's name
        super().setFullPage(on and self._keeps != "part of the page")


@pytest.mark.parametrize("keeps", ["size", "margins", "part of the page"])
@pytest.mark.parametrize("paper", Paper)
def test_a_printer_that_keeps_another_page_is_told(
    qapp: QApplication, tmp_path: Path, paper: Paper, keeps: str
) -> None:
    printer = _Refusing(tmp_path / "paper.pdf", keeps)
    with pytest.raises(PaperRefused) as told:
        prepare(printer, paper, None)
    assert (told.value.printer, told.value.paper) == (printer.printerName(), paper)


@pytest.mark.parametrize("paper", Paper)
def test_a_printer_that_takes_each_part_is_ready(qapp: QApplication, tmp_path: Path, paper: Paper) -> None:
    """Windows drops a whole layout of a size that its driver doesn't list, but takes the parts."""

    class Parts(QPrinter):
        def setPageLayout(self, _layout: object) -> bool:  # noqa: N802 - Qt's name
            return False

    printer = Parts(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    prepare(printer, paper, QSizeF(226.77, 500.5))
    wanted = (226.77, 500.5) if paper is Paper.ROLL80 else tuple(mm * 72 / 25.4 for mm in size_in_mm(paper))
    told = printer.paperRect(QPrinter.Unit.Point)
    assert (told.width(), told.height()) == pytest.approx(wanted, abs=1)
    assert printer.fullPage()


def test_a_size_that_qt_itself_doesnt_take_is_told(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(PaperRefused):
        prepare(_to_file(tmp_path / "paper.pdf"), Paper.ROLL80, QSizeF(226.77, -1))


async def test_a_roll_is_tried_with_the_length_of_a_slip(qapp: QApplication, tmp_path: Path) -> None:
    printer = _to_file(tmp_path / "paper.pdf")
    prepare(printer, Paper.ROLL80, None)
    with PdfPages(await sample_slip(Paper.ROLL80)) as pages:
        size = pages.size()
    told = printer.paperRect(QPrinter.Unit.Point)
    assert (told.width(), told.height()) == pytest.approx((size.width(), size.height()), abs=5)


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


@contextmanager
def _refused(fault: PrinterFault, printer: str) -> Iterator[None]:
    with pytest.raises(PrinterUnavailable) as told:
        yield
    assert told.value.fault is fault
    assert told.value.printer == printer


async def test_an_unknown_printer_is_refused_by_qt_too(qtbot: QtBot) -> None:
    assert QPrinterInfo.printerInfo("No such printer 7f3").isNull()
    with _refused(PrinterFault.MISSING, "No such printer 7f3"):
        await _slip_printer("No such printer 7f3").check()


@pytest.mark.parametrize(
    "fault",
    [PrinterFault.MISSING, PrinterFault.STOPPED, PrinterFault.IN_ERROR, PrinterFault.MAKES_FILES],
)
async def test_what_the_queue_says_counts(qtbot: QtBot, present: type[Info], fault: PrinterFault) -> None:
    with _refused(fault, "Slip"):
        await _slip_printer("Slip", FakeSpooler(fault)).check()


async def test_a_printer_in_error_is_refused(qtbot: QtBot, present: type[Info]) -> None:
    present.state_told = QPrinter.PrinterState.Error
    with _refused(PrinterFault.IN_ERROR, "Slip"):
        await _slip_printer("Slip").check()


async def test_a_printer_in_whose_place_qt_takes_another_is_refused(
    qtbot: QtBot, present: type[Info], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinter, "printerName", lambda _: "Another")
    with _refused(PrinterFault.CHANGED, "Slip"):
        await _slip_printer("Slip").check()


async def test_a_good_printer_passes(
    qtbot: QtBot, present: type[Info], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinter, "printerName", lambda _: "Slip")
    chooser = Chooser()
    assert await _slip_printer("Slip", chooser=chooser).check() is Ready.FOR_PAPER
    assert chooser.asked == []


async def test_nothing_is_drawn_on_a_bad_printer(qtbot: QtBot, present: type[Info]) -> None:
    with _refused(PrinterFault.STOPPED, "Slip"):
        await _slip_printer("Slip", FakeSpooler(PrinterFault.STOPPED)).print_slip(await sample_slip(Paper.A6))


@pytest.mark.parametrize("paper", Paper)
async def test_a_slip_goes_straight_to_the_set_printer(
    qtbot: QtBot, kept_paper: type[KeptPaper], paper: Paper
) -> None:
    slip = await sample_slip(paper)
    job: PrintedJob = await _slip_printer("Slip", paper=paper).print_slip(slip)
    assert not await job.is_out()
    assert _same_page(kept_paper.path.read_bytes(), slip)


async def test_the_job_is_the_one_that_came_in_meanwhile(qtbot: QtBot, kept_paper: type[KeptPaper]) -> None:
    spooler = FakeSpooler()
    job = await _slip_printer("Slip", spooler).print_slip(await sample_slip(Paper.A6))
    assert spooler.read_printers == ["Slip", "Slip"]
    assert job.numbers == frozenset({"Slip-2"})


@pytest.mark.parametrize("silent", [1, 2])
async def test_a_job_has_no_number_when_the_queue_told_none(
    qtbot: QtBot, kept_paper: type[KeptPaper], silent: int
) -> None:
    job = await _slip_printer("Slip", FakeSpooler(silent=silent)).print_slip(await sample_slip(Paper.A6))
    assert job.numbers is None
    assert not await job.is_out()


async def test_a_queue_that_vanished_while_printing_is_told(
    qtbot: QtBot, kept_paper: type[KeptPaper]
) -> None:
    spooler = FakeSpooler(None, PrinterFault.MISSING)
    with _refused(PrinterFault.MISSING, "Slip"):
        await _slip_printer("Slip", spooler).print_slip(await sample_slip(Paper.A6))


@pytest.mark.parametrize(
    "error", [OSError("spooler"), ValueError("answer"), KeyError("Status"), Exception(1722)]
)
async def test_a_spooler_that_answers_nothing_of_use_keeps_no_slip_from_paper(
    qtbot: QtBot, kept_paper: type[KeptPaper], error: Exception
) -> None:
    def load() -> tuple[Win32Print, str]:
        raise error

    printer = QtSlipPrinter(SlipPrinting("Slip"), WindowsSpooler(load), Chooser())
    slip = await sample_slip(Paper.A6)
    await printer.check()
    job = await printer.print_slip(slip)
    assert not await job.is_out()
    assert _same_page(kept_paper.path.read_bytes(), slip)


@pytest.mark.parametrize(
    "fault",
    [PrinterFault.MISSING, PrinterFault.STOPPED, PrinterFault.IN_ERROR, PrinterFault.MAKES_FILES],
)
async def test_nothing_is_drawn_on_a_queue_that_is_bad_when_it_is_printed(
    qtbot: QtBot, kept_paper: type[KeptPaper], fault: PrinterFault
) -> None:
    printer = _slip_printer("Slip", FakeSpooler(None, fault))
    assert await printer.check() is Ready.FOR_PAPER
    with _refused(fault, "Slip"):
        await printer.print_slip(await sample_slip(Paper.A6))
    assert not kept_paper.path.exists()


async def test_a_set_printer_that_refuses_the_paper_is_told_before_a_password_is_made(
    qtbot: QtBot, kept_paper: type[KeptPaper]
) -> None:
    kept_paper.narrow = frozenset({"Slip"})
    for paper in (Paper.A6, Paper.ROLL80):
        with pytest.raises(PaperRefused) as told:
            await _slip_printer("Slip", paper=paper).check()
        assert (told.value.printer, told.value.paper) == ("Slip", paper)
        with pytest.raises(PaperRefused):
            await _slip_printer("Slip", paper=paper).print_slip(await sample_slip(paper))
    assert not kept_paper.path.exists()


@pytest.mark.parametrize("answer", list(Ready))
async def test_without_a_set_printer_the_clerk_is_asked(qtbot: QtBot, answer: Ready) -> None:
    chooser, spooler = Chooser(answer), FakeSpooler(PrinterFault.MISSING)
    printer = _slip_printer(None, spooler, chooser=chooser)
    assert await printer.check() is answer
    assert await printer.choose() is (answer is Ready.FOR_PAPER)
    assert chooser.asked == [(SlipPrinting(None), True), (SlipPrinting(None), False)]
    assert spooler.read_printers == []


async def test_the_chosen_printer_and_paper_print(qtbot: QtBot, kept_paper: type[KeptPaper]) -> None:
    chosen = SlipPrinting("Slip", Paper.A4)
    printer = _slip_printer(None, chooser=Chooser(chosen))
    assert await printer.check() is Ready.FOR_PAPER
    assert printer.paper is Paper.A4
    slip = await sample_slip(Paper.A4)
    await printer.print_slip(slip)
    assert _same_page(kept_paper.path.read_bytes(), slip)


async def test_the_next_choice_begins_with_the_last_one(qtbot: QtBot, kept_paper: type[KeptPaper]) -> None:
    chosen = SlipPrinting("Slip", Paper.ROLL80)
    chooser = Chooser(chosen)
    printer = _slip_printer(None, chooser=chooser)
    await printer.check()
    chooser.answer = Ready.NOT_AT_ALL
    assert not await printer.choose()
    assert chooser.asked == [(SlipPrinting(None), True), (chosen, False)]
    assert printer.paper is Paper.ROLL80


async def test_a_wanted_question_begins_with_the_set_printer(
    qtbot: QtBot, kept_paper: type[KeptPaper]
) -> None:
    chooser = Chooser(SlipPrinting("Slip", dialog=True))
    printer = _slip_printer("Slip", dialog=True, chooser=chooser)
    assert await printer.choose()
    assert chooser.asked == [(SlipPrinting("Slip", dialog=True), False)]


async def test_a_set_printer_is_chosen_for_a_slip_that_is_there(qtbot: QtBot) -> None:
    chooser, spooler = Chooser(), FakeSpooler()
    assert await _slip_printer("Slip", spooler, chooser=chooser).choose()
    assert (chooser.asked, spooler.read_printers) == ([], [])


async def test_nothing_prints_where_nobody_chose(qtbot: QtBot) -> None:
    with _refused(PrinterFault.NONE_THERE, ""):
        await _slip_printer(None).print_slip(await sample_slip(Paper.A6))


async def test_changed_settings_hold_for_the_next_slip(qtbot: QtBot, kept_paper: type[KeptPaper]) -> None:
    printer = _slip_printer(None, chooser=Chooser(SlipPrinting("Slip", Paper.ROLL80)))
    await printer.check()
    printer.use(SlipPrinting(None))
    papers = [printer.paper]  # nothing was changed
    printer.use(SlipPrinting(None, Paper.A6, dialog=True))
    papers.append(printer.paper)
    printer.use(SlipPrinting("Slip", Paper.A4))
    papers.append(printer.paper)
    assert papers == [Paper.ROLL80, Paper.A6, Paper.A4]
    slip = await sample_slip(Paper.A4)
    await printer.print_slip(slip)
    assert _same_page(kept_paper.path.read_bytes(), slip)


def test_printing_loads_at_first_use() -> None:
    loaded = (
        "import sys, views.printing.slip_printer, views.printing.spooler;"
        "print([name for name in ('PySide6.QtPdf', 'PySide6.QtPrintSupport') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", loaded], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"

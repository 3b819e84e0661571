"""The slip on paper: the page, the picture, and a printer that keeps another page."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from random import Random
from typing import cast

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QMargins, QMarginsF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from services.contract.errors import PaperRefused, PrinterFault, PrinterUnavailable
from services.rules.vocabulary import Paper
from services.slips.due_slip import DueLoan
from services.slips.maker import SlipMaker
from services.slips.sample import SAMPLE_PASSWORD, sample_due, sample_slip
from tests.views.printing.printers import PageSize, size_in_mm
from tests.views.printing.slip_pictures import LIKENESS, difference, rendered, rows_of, same_page
from views.printing.pdf_pages import PdfPages
from views.printing.slip_printer import JOB_TITLE, draw, prepare


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


def _picture_in(printed: bytes) -> QImage:
    """The picture as it went to the printer, dot by dot."""
    (found,) = PdfReader(BytesIO(printed)).pages[0].images
    picture = QImage.fromData(found.data)
    return picture.convertToFormat(QImage.Format.Format_Grayscale8)


@pytest.mark.parametrize("paper", Paper)
async def test_the_printed_page_looks_like_the_slip(qapp: QApplication, tmp_path: Path, paper: Paper) -> None:
    printed = await _printed(paper, tmp_path / "paper.pdf")
    slip = await sample_slip(paper)
    assert same_page(printed, slip)
    blank = rendered(slip, 100)
    blank.fill(255)
    assert difference(blank, rendered(slip, 100)) > 4 * LIKENESS


@pytest.mark.parametrize("paper", Paper)
async def test_the_printer_gets_the_slip_dot_by_dot(qapp: QApplication, tmp_path: Path, paper: Paper) -> None:
    printed = await _printed(paper, tmp_path / "paper.pdf")
    assert rows_of(_picture_in(printed)) == rows_of(rendered(await sample_slip(paper), 300))


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
        assert rows_of(_picture_in(path.read_bytes())) == rows_of(pages.picture(300))


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


async def test_a_slip_of_several_pages_has_a_sheet_for_each(qapp: QApplication, tmp_path: Path) -> None:
    loans = tuple(DueLoan(f"題名{number}", None, date(2026, 12, 8)) for number in range(30))
    slip = await SlipMaker().make_due(replace(sample_due(), loans=loans), Paper.A6)
    path = tmp_path / "paper.pdf"
    with PdfPages(slip) as pages:
        count = len(pages)
        draw(pages, _to_file(path), Paper.A6)
        wanted = [pages.picture(100, page) for page in range(count)]
    with PdfPages(path.read_bytes()) as printed:
        assert len(printed) == count > 1
        for page, picture in enumerate(wanted):
            assert difference(printed.picture(100, page), picture) < LIKENESS

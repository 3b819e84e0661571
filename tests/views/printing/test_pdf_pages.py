"""A PDF in memory as a picture."""

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QGuiApplication, QImage

from services.rules.vocabulary import Paper
from services.slips.sample import sample_slip
from views.printing.pdf_pages import PdfPages


@pytest.fixture
async def slip(qapp: QGuiApplication) -> bytes:
    return await sample_slip(Paper.A6)


def test_size_in_points(slip: bytes) -> None:
    with PdfPages(slip) as pages:
        assert pages.size().width() == pytest.approx(105 / 25.4 * 72, abs=0.01)
        assert pages.size().height() == pytest.approx(148 / 25.4 * 72, abs=0.01)


@pytest.mark.parametrize(("dpi", "dots"), [(72, (298, 420)), (203, (839, 1183)), (300, (1240, 1748))])
def test_a_picture_is_the_whole_page_at_its_density(slip: bytes, dpi: int, dots: tuple[int, int]) -> None:
    with PdfPages(slip) as pages:
        picture = pages.picture(dpi)
    assert (picture.width(), picture.height()) == dots
    assert picture.dotsPerMeterX() * 0.0254 == pytest.approx(dpi, abs=0.1)


def test_the_ground_is_white_and_the_type_black(slip: bytes) -> None:
    with PdfPages(slip) as pages:
        picture = pages.picture(300)
    assert picture.format() is QImage.Format.Format_Grayscale8
    assert picture.pixelColor(2, 2) == QColor("white")
    shades = {picture.pixelColor(x, y).lightness() for x in range(100, 1140, 3) for y in range(100, 700, 3)}
    assert min(shades) == 0
    assert max(shades) == 255


@pytest.mark.parametrize("nothing", [b"", b"not a PDF", b"%PDF-1.4\n"])
def test_what_is_no_pdf_is_refused(qapp: QGuiApplication, nothing: bytes) -> None:
    with pytest.raises(ValueError, match="readable"):
        PdfPages(nothing)


def test_the_bytes_are_let_go(slip: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[QByteArray] = []

    def keep(pdf: bytes) -> QByteArray:
        kept.append(QByteArray(pdf))
        return kept[-1]

    monkeypatch.setattr("views.printing.pdf_pages.QByteArray", keep)
    with PdfPages(slip) as pages:
        pages.picture(72)
        assert [it.size() for it in kept] == [len(slip)]
    assert [it.size() for it in kept] == [0]
    assert pages.size().isEmpty()

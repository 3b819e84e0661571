"""Pages of slips as pictures, to be compared as the eye sees them."""

from typing import cast

from PySide6.QtGui import QImage

from views.printing.pdf_pages import PdfPages

LIKENESS = 0.006


def rendered(pdf: bytes, dpi: int) -> QImage:
    with PdfPages(pdf) as pages:
        return pages.picture(dpi)


def rows_of(picture: QImage) -> list[bytes]:
    return [
        bytes(cast("memoryview", picture.constScanLine(y)))[: picture.width()]
        for y in range(picture.height())
    ]


def difference(one: QImage, two: QImage) -> float:
    """The share of dots that differ visibly, where the pictures overlap."""
    assert abs(one.width() - two.width()) <= 1
    assert abs(one.height() - two.height()) <= 1
    pairs = list(zip(rows_of(one), rows_of(two), strict=False))
    different = sum(sum(abs(a - b) > 96 for a, b in zip(*pair, strict=False)) for pair in pairs)
    return different / (len(pairs) * min(one.width(), two.width()))


def same_page(printed: bytes, slip: bytes) -> bool:
    """Compare whole pages as the eye sees them; a page's size is rounded to points, so dots may be half a dot off."""
    return difference(rendered(printed, 100), rendered(slip, 100)) < LIKENESS

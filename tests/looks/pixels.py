"""The colours in a picture, read fast: the auditors look at millions of them."""

from functools import cache

from PySide6.QtGui import QImage

from tests.helpers.contrast import contrast


def pixels(picture: QImage) -> memoryview:
    """Give all pixels of a picture, row by row, each as 0xffRRGGBB."""
    opaque = picture.convertToFormat(
        QImage.Format.Format_RGB32
    )  # four bytes a pixel, so that no row ends in a gap
    return memoryview(bytes(opaque.constBits())).cast("I")


@cache
def contrast_of(one: int, other: int) -> float:
    """Compute the contrast of two pixels."""
    return contrast(*(f"#{pixel & 0xFFFFFF:06x}" for pixel in (one, other)))

"""A PDF in memory as pictures, through QtPdf. Imported only when a slip is printed or shown: QtPdf loads slowly."""

from types import TracebackType
from typing import Self

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QSize, QSizeF
from PySide6.QtGui import QColorConstants, QImage, QPainter
from PySide6.QtPdf import QPdfDocument

_POINTS_PER_INCH = 72


class PdfPages:
    """An open PDF; a context manager that lets go of the bytes at its end."""

    def __init__(self, pdf: bytes) -> None:
        """Open a PDF.

        Raises:
            ValueError: the bytes aren't a readable PDF.
        """
        self._bytes = QByteArray(pdf)
        self._buffer = QBuffer(self._bytes)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document = QPdfDocument()
        self._document.load(self._buffer)
        if self._document.status() is not QPdfDocument.Status.Ready:
            raise ValueError("not a readable PDF")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._document.close()
        self._buffer.close()
        self._bytes.clear()

    def __len__(self) -> int:
        """Tell how many pages there are."""
        return self._document.pageCount()

    def size(self, page: int = 0) -> QSizeF:
        """Tell a page's size in points."""
        return self._document.pagePointSize(page)

    def picture(self, dpi: float, page: int = 0) -> QImage:
        """Draw a page on white, in shades of grey.

        Args:
            dpi: dots an inch; the picture is the whole page at that density.
            page: counted from 0.
        """
        points = self.size(page)
        dots = QSize(
            round(points.width() / _POINTS_PER_INCH * dpi), round(points.height() / _POINTS_PER_INCH * dpi)
        )
        picture = QImage(dots, QImage.Format.Format_RGB32)
        picture.fill(QColorConstants.White)
        painter = QPainter(picture)
        painter.drawImage(QPoint(0, 0), self._document.render(page, dots))
        painter.end()
        picture = picture.convertToFormat(QImage.Format.Format_Grayscale8)
        per_metre = round(dpi / 0.0254)
        picture.setDotsPerMeterX(per_metre)
        picture.setDotsPerMeterY(per_metre)
        return picture

"""The slip as a small picture: hidden until the password is, and drawn from the same bytes as the paper."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from viewmodels.passwords.password_issue import PasswordIssueViewModel
from views.style.icons import Icons
from views.style.theme import Theme
from views.text import row_remarks, words
from views.widgets.binding import bind
from views.widgets.labels import WrappedLabel

_WIDTH, _HEIGHT = 150, 212
_LARGEST = 1.4
"""Text goes on growing beyond this scale, and a picture beside it doesn't."""
_POINTS_PER_INCH = 72


class SlipPreview(QFrame):
    """A picture of the slip, while the password is shown, over its paper and printer.

    Attributes:
        printer: the line with paper and printer.
    """

    def __init__(self, model: PasswordIssueViewModel, *, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._model = model
        self._theme = theme
        self._icons = icons
        self.setProperty("surface", "panel")
        self._picture = QLabel()
        scale = min(theme.tokens.scale, _LARGEST)
        self._picture.setFixedSize(round(_WIDTH * scale), round(_HEIGHT * scale))
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setAccessibleName(self.tr("パスワード票"))
        box = QVBoxLayout(self)
        box.addWidget(self._picture)
        self.printer = WrappedLabel("caption")
        self.printer.setFixedWidth(self._picture.width())
        self.printer.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self.printer)
        bind(model.paper, self, lambda _: self._show_printer())
        bind(model.revealed, self, self._show)
        bind(model.pdf, self, lambda _: self._show(model.revealed.value))

    def _show_printer(self) -> None:
        paper, name = self._model.prints_on
        self.printer.setText(row_remarks.joined([words.paper(paper), name]))

    def _show(self, revealed: bool) -> None:
        self._show_printer()
        pdf = self._model.pdf.value
        if revealed and pdf is not None:
            self._picture.setPixmap(_picture(pdf, self._picture.size(), self.devicePixelRatioF()))
        else:
            size = round(40 * self._theme.tokens.scale)
            self._picture.setPixmap(self._icons.pixmap("eye-off", "muted", size, self.devicePixelRatioF()))


def _picture(pdf: bytes, room: QSize, ratio: float) -> QPixmap:
    from views.printing.pdf_pages import PdfPages

    with PdfPages(pdf) as pages:
        paper = pages.size()
        dots_per_point = min(room.width() / paper.width(), room.height() / paper.height()) * ratio
        picture = pages.picture(dots_per_point * _POINTS_PER_INCH)
    pixmap = QPixmap.fromImage(picture)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap

"""The slip on screen: hidden until asked for, and drawn from the same bytes as the paper."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout

from viewmodels.passwords.password_issue import PasswordIssueViewModel
from views.style.icons import Icons
from views.style.theme import Theme
from views.widgets.binding import bind

_WIDTH = 260
_HEIGHT = 350
_AROUND = 230
"""The height of what stands above and below the picture in its dialog, at 100 %."""
_POINTS_PER_INCH = 72


class SlipPreview(QFrame):
    """A picture of the slip with 「表示」 and 「隠す」."""

    def __init__(self, model: PasswordIssueViewModel, *, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._model = model
        self._theme = theme
        self._icons = icons
        self.setProperty("surface", "panel")
        self._picture = QLabel()
        self._picture.setFixedWidth(round(_WIDTH * theme.tokens.scale))
        self.leave_room(0)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setAccessibleName(self.tr("パスワード票"))
        self._button = QPushButton()
        self._button.setAutoDefault(False)
        self._button.clicked.connect(lambda: model.reveal(shown=not model.revealed.value))
        box = QVBoxLayout(self)
        box.addWidget(self._picture, 1)
        box.addWidget(self._button, 0, Qt.AlignmentFlag.AlignCenter)
        bind(model.revealed, self, self._show)
        bind(model.pdf, self, lambda _: self._show(model.revealed.value))

    def leave_room(self, height: int) -> None:
        """Be as high as the screen lets it, with so many pixels for something else in the dialog."""
        scale = self._theme.tokens.scale
        room = self.screen().availableGeometry().height() - _AROUND * scale - height
        self._picture.setFixedHeight(round(min(_HEIGHT * scale, room)))
        if self._model.revealed.value:
            self._show(True)

    def _show(self, revealed: bool) -> None:
        pdf = self._model.pdf.value
        self._button.setEnabled(pdf is not None)
        self._button.setText(self.tr("隠す") if revealed else self.tr("表示"))
        gap = self._theme.tokens.sizes.gap
        self._icons.put_on(self._button, "eye-off" if revealed else "eye", gap=gap)
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

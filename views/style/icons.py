"""Line icons in the colours of the theme, sharp at every pixel ratio."""

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton

from services.files.resources import resource_bytes
from views.style.theme import Theme


class Icons:
    """Draws icons in one of the theme's colours and keeps what it drew until the theme changes.

    The SVGs draw with `currentColor`, which is replaced before rendering.
    """

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._drawn: dict[tuple[str, str, int, float], QPixmap] = {}
        theme.changed.connect(self._drawn.clear)

    def pixmap(self, name: str, colour: str = "text", size: int = 16, ratio: float = 1.0) -> QPixmap:
        """Draw an icon.

        Args:
            name: the SVG file's name without its ending; FileNotFoundError if there is none.
            colour: one of `views.style.tokens.Colours`'s names.
            size: edge length in device-independent pixels.
            ratio: the screen's device pixel ratio.
        """
        key = (name, colour, size, ratio)
        if key not in self._drawn:
            self._drawn[key] = _render(name, self._theme.tokens.colour(colour), size, ratio)
        return self._drawn[key]

    def icon(self, name: str, colour: str = "text", size: int = 16, gap: int = 0) -> QIcon:
        """Make an icon with a picture for each usual pixel ratio, and with room at its right."""
        made = QIcon()
        for ratio in (1.0, 1.25, 1.5, 2.0):
            made.addPixmap(_widened(self.pixmap(name, colour, size, ratio), gap))
        return made

    def put_on(
        self, button: QAbstractButton, name: str, colour: str = "text", size: int = 16, gap: int = 0
    ) -> None:
        """Give a button an icon in the theme's present colours.

        Args:
            button: the button.
            name: the SVG file's.
            colour: one of `views.style.tokens.Colours`'s names.
            size: edge length at 100 %; it grows with the text.
            gap: pixels between icon and text, beside the few that the style leaves.
        """
        edge = round(size * self._theme.tokens.scale)
        button.setIconSize(QSize(edge + gap, edge))
        button.setIcon(self.icon(name, colour, edge, gap))


def _widened(picture: QPixmap, gap: int) -> QPixmap:
    if not gap:
        return picture
    ratio = picture.devicePixelRatio()
    wide = QPixmap(picture.width() + round(gap * ratio), picture.height())
    wide.setDevicePixelRatio(ratio)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return wide


def _render(name: str, colour: QColor, size: int, ratio: float) -> QPixmap:
    svg = resource_bytes(f"icons/{name}.svg").replace(b"currentColor", colour.name().encode())
    pixels = round(size * ratio)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg)).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap

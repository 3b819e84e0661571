"""Icons in the theme's colours."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from views.style.icons import Icons
from views.style.theme import Theme
from views.style.tokens import Scheme


@pytest.fixture
def light(theme: Theme) -> Iterator[Theme]:
    theme.apply(Scheme.LIGHT)
    yield theme
    theme.apply(Scheme.LIGHT)


def inks(pixmap: QPixmap) -> set[str]:
    """Gather the fully opaque colours of a picture."""
    image = pixmap.toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


def test_an_icon_has_the_colour_asked_for(light: Theme) -> None:
    assert inks(Icons(light).pixmap("lock", "bad", 32)) == {light.tokens.colours.bad}


def test_an_icon_is_sharp_at_every_pixel_ratio(light: Theme) -> None:
    pixmap = Icons(light).pixmap("lock", "text", 16, 2.0)

    assert (pixmap.width(), pixmap.devicePixelRatio()) == (32, 2.0)


def test_an_icon_is_drawn_once_until_the_theme_changes(light: Theme) -> None:
    icons = Icons(light)
    first = icons.pixmap("lock")

    assert icons.pixmap("lock") is first
    light.apply(Scheme.DARK)
    assert inks(icons.pixmap("lock", "text", 32)) == {light.tokens.colours.text}


def test_an_unknown_icon_is_an_error(light: Theme) -> None:
    with pytest.raises(FileNotFoundError):
        Icons(light).pixmap("no-such-icon")


def test_a_buttons_icon_grows_with_the_text(qtbot: QtBot, light: Theme) -> None:
    button = QPushButton("表示")
    qtbot.addWidget(button)
    light.rescale(2.0)
    try:
        Icons(light).put_on(button, "eye")
        assert button.icon().actualSize(button.iconSize()).height() == 32
    finally:
        light.rescale(1.0)

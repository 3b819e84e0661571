"""Dressing the application."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFontInfo, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from views.theme import Theme, system_scheme
from views.tokens import Scheme, Tokens


@pytest.fixture
def light(theme: Theme) -> Iterator[Theme]:
    theme.apply(Scheme.LIGHT)
    yield theme
    theme.apply(Scheme.LIGHT)


def test_text_is_drawn_with_the_programs_fonts(light: Theme) -> None:
    assert QFontInfo(light.tokens.font(14)).family() == "BIZ UDPGothic"
    assert QFontInfo(light.tokens.mono(14)).family() == "JetBrains Mono NL"


@pytest.mark.parametrize("scheme", Scheme)
def test_an_appearance_reaches_palette_font_and_style(
    qapp: QApplication, light: Theme, scheme: Scheme
) -> None:
    light.apply(scheme)
    colours = Tokens.of(scheme).colours

    assert qapp.palette().color(QPalette.ColorRole.WindowText).name() == colours.text
    assert qapp.palette().color(QPalette.ColorRole.Base).name() == colours.surface
    assert qapp.font().pixelSize() == light.tokens.sizes.body
    assert colours.staff in qapp.styleSheet()
    assert "$" not in qapp.styleSheet()


def test_a_change_is_told_once(qtbot: QtBot, light: Theme) -> None:
    with qtbot.waitSignal(light.changed):
        light.apply(Scheme.DARK)
    with qtbot.assertNotEmitted(light.changed):
        light.apply(Scheme.DARK)

    assert light.tokens.scheme is Scheme.DARK


def test_the_systems_wish_can_be_followed(qapp: QApplication, light: Theme) -> None:
    light.apply(Scheme.HIGH_CONTRAST_DARK)

    light.follow_system()

    assert light.tokens.scheme is system_scheme(qapp)

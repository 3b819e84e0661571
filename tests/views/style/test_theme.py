"""Dressing the application."""

from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QListWidget,
    QMenu,
    QMessageBox,
    QPushButton,
    QRadioButton,
    QStatusBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.helpers.contrast import contrast
from views.style.theme import Theme, scheme_for, system_scheme
from views.style.tokens import Scheme, Tokens

_VISIBLE = 3.0
"""WCAG 2.1, 1.4.11: what a control is recognised by."""


@pytest.fixture
def light(theme: Theme) -> Iterator[Theme]:
    theme.apply(Scheme.LIGHT)
    yield theme
    theme.choose(Scheme.LIGHT)


def test_text_is_drawn_with_the_programs_fonts(light: Theme) -> None:
    assert QFontInfo(light.tokens.font(14)).family() == "BIZ UDPGothic"
    assert QFontInfo(light.tokens.mono(14)).family() == "JetBrains Mono NL"


@pytest.mark.parametrize("kind", [QListWidget, QMenu, QMessageBox, QStatusBar])
def test_a_font_that_the_platform_gives_a_class_is_not_taken(
    qtbot: QtBot, qapp: QApplication, light: Theme, kind: type[QWidget]
) -> None:
    """As Windows does for these classes, at each change of its theme."""
    qapp.setFont(QFont("JetBrains Mono NL", 7), kind.__name__)  # type: ignore[arg-type] # the stub is wrong
    try:
        widget = kind()
        qtbot.addWidget(widget)
        widget.ensurePolished()
        font = widget.font()
    finally:
        light.choose(Scheme.DARK)  # dresses anew

    assert QFontInfo(font).family() == "BIZ UDPGothic"
    assert font.pixelSize() == light.tokens.sizes.body


@pytest.mark.parametrize("tone", ["", "caption", "number"])
def test_no_text_is_hinted(qtbot: QtBot, light: Theme, tone: str) -> None:
    """Hinted letters are whole pixels wide on Windows, and a table wider than its panel."""
    label = QLabel("2026/11/13")
    label.setProperty("tone", tone)
    qtbot.addWidget(label)
    label.ensurePolished()

    assert label.font().hintingPreference() is QFont.HintingPreference.PreferNoHinting


@pytest.mark.parametrize("scheme", Scheme)
def test_an_appearance_reaches_palette_font_and_style(
    qapp: QApplication, light: Theme, scheme: Scheme
) -> None:
    light.apply(scheme)
    colours = Tokens.of(scheme).colours

    assert qapp.palette().color(QPalette.ColorRole.WindowText).name() == colours.text
    assert qapp.palette().color(QPalette.ColorRole.Base).name() == colours.surface
    assert qapp.font().pixelSize() == light.tokens.sizes.body
    assert colours.warn in qapp.styleSheet()
    assert "$" not in qapp.styleSheet()


def _drawn(widget: QWidget) -> set[str]:
    picture = widget.grab().toImage()
    places = product(range(picture.width()), range(picture.height()))
    return {picture.pixelColor(x, y).name() for x, y in places}


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_what_is_chosen_is_outlined_and_filled(
    qtbot: QtBot, light: Theme, scheme: Scheme, kind: type[QCheckBox | QRadioButton]
) -> None:
    light.apply(scheme)
    colours = light.tokens.colours
    button = kind()
    qtbot.addWidget(button)

    assert max(contrast(colour, colours.ground) for colour in _drawn(button)) >= _VISIBLE
    assert colours.accent not in _drawn(button)
    button.setChecked(True)
    assert colours.accent in _drawn(button)


@pytest.mark.parametrize("scheme", Scheme)
def test_a_choice_has_an_arrow_and_an_outline_when_at_fault(
    qtbot: QtBot, light: Theme, scheme: Scheme
) -> None:
    light.apply(scheme)
    bad = light.tokens.colours.bad
    choice = QComboBox()
    qtbot.addWidget(choice)
    right_end = choice.grab().toImage()
    inner = product(range(right_end.width() - 20, right_end.width() - 6), range(10, right_end.height() - 10))
    drawn = {right_end.pixelColor(x, y).name() for x, y in inner}

    assert len(drawn) > 1
    assert bad not in _drawn(choice)
    choice.setProperty("fault", "true")
    choice.style().polish(choice)
    assert bad in _drawn(choice)


@pytest.mark.parametrize("scheme", list(Scheme))
@pytest.mark.parametrize("kind", ["", "primary"])
def test_what_cant_be_pressed_is_drawn_otherwise(
    qtbot: QtBot, light: Theme, scheme: Scheme, kind: str
) -> None:
    light.apply(scheme)
    outlines = []
    for enabled in (True, False):
        button = QPushButton("更新する")
        button.setProperty("kind", kind)
        button.setEnabled(enabled)
        qtbot.addWidget(button)
        button.resize(120, 33)
        image = button.grab().toImage()
        outlines.append([image.pixelColor(x, 0).name() for x in range(20, 100)])
    assert outlines[0] != outlines[1]


def test_an_enlarged_choice_has_an_enlarged_arrow(qtbot: QtBot, light: Theme) -> None:
    widths = []
    for scale in (1.0, 2.0):
        light.rescale(scale)
        box = QComboBox()
        qtbot.addWidget(box)
        box.resize(300, 70)
        image = box.grab().toImage()
        right = range(300 - round(30 * scale), 296)
        drawn = [
            x
            for x in right
            for y in range(10, 60)
            if image.pixelColor(x, y) != image.pixelColor(right[0], 35)
        ]
        widths.append(max(drawn) - min(drawn))
    light.rescale(1.0)
    assert widths[1] > 1.6 * widths[0]


def test_a_change_is_told_once(qtbot: QtBot, light: Theme) -> None:
    with qtbot.waitSignal(light.changed):
        light.apply(Scheme.DARK)
    with qtbot.assertNotEmitted(light.changed):
        light.apply(Scheme.DARK)

    assert light.tokens.scheme is Scheme.DARK


@pytest.mark.parametrize(
    ("system", "more_contrast", "fits"),
    [
        (Qt.ColorScheme.Light, False, Scheme.LIGHT),
        (Qt.ColorScheme.Dark, False, Scheme.DARK),
        (Qt.ColorScheme.Light, True, Scheme.HIGH_CONTRAST_LIGHT),
        (Qt.ColorScheme.Dark, True, Scheme.HIGH_CONTRAST_DARK),
    ],
)
def test_the_appearance_is_the_systems(system: Qt.ColorScheme, more_contrast: bool, fits: Scheme) -> None:
    assert scheme_for(system, QPalette(), more_contrast=more_contrast) is fits


@pytest.mark.parametrize(
    ("ink", "ground", "fits"),
    [
        ("#ffffff", "#000000", Scheme.HIGH_CONTRAST_DARK),
        ("#000000", "#ffffff", Scheme.HIGH_CONTRAST_LIGHT),
    ],
)
def test_a_contrast_theme_that_is_neither_light_nor_dark_is_told_by_its_colours(
    ink: str, ground: str, fits: Scheme
) -> None:
    standard = QPalette()
    standard.setColor(QPalette.ColorRole.WindowText, QColor(ink))
    standard.setColor(QPalette.ColorRole.Window, QColor(ground))

    assert scheme_for(Qt.ColorScheme.Unknown, standard, more_contrast=True) is fits


def test_high_contrast_can_be_chosen_whatever_the_system_asks_for(qapp: QApplication, light: Theme) -> None:
    before = qapp.palette()

    chosen = system_scheme(qapp, more_contrast=True)

    assert chosen in {Scheme.HIGH_CONTRAST_LIGHT, Scheme.HIGH_CONTRAST_DARK}
    assert qapp.palette() == before


def test_the_systems_wish_can_be_followed(qapp: QApplication, light: Theme) -> None:
    light.apply(Scheme.HIGH_CONTRAST_DARK)

    light.follow_system()

    assert light.tokens.scheme is system_scheme(qapp)


def test_another_choice_holds_at_once_and_the_system_is_followed_only_when_chosen(
    qapp: QApplication, light: Theme
) -> None:
    light.choose(Scheme.DARK)
    assert light.tokens.scheme is Scheme.DARK
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert light.tokens.scheme is Scheme.DARK

    light.choose(None)
    assert light.tokens.scheme is system_scheme(qapp)
    light.apply(Scheme.HIGH_CONTRAST_DARK)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert light.tokens.scheme is system_scheme(qapp)

    light.choose(None, more_contrast=True)
    assert light.tokens.scheme in {Scheme.HIGH_CONTRAST_LIGHT, Scheme.HIGH_CONTRAST_DARK}


def test_another_size_holds_for_what_is_opened_from_then_on(qapp: QApplication, light: Theme) -> None:
    body = light.tokens.sizes.body
    light.rescale(2.0)
    try:
        assert (light.tokens.sizes.body, qapp.font().pixelSize()) == (2 * body, 2 * body)
        assert light.tokens.scheme is Scheme.LIGHT
    finally:
        light.rescale(1.0)
    assert light.tokens.sizes.body == body

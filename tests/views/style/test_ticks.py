"""A ticked box looks ticked in every appearance and size: a white check on the accent, one ring for the keyboard."""

from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.contrast import contrast
from tests.helpers.windows import active
from tests.views.style.test_theme import _VISIBLE, light  # noqa: F401 - a fixture
from views.style.theme import Theme
from views.style.tokens import Scheme, Tokens

WHITE = "#ffffff"
APPEARANCES = pytest.mark.parametrize("scheme", Scheme)
SCALES = pytest.mark.parametrize("scale", [1.0, 2.0])


class Box(QCheckBox):
    """A check box that tells where its box is drawn."""

    def box(self) -> QRect:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        return self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)

    def drawn(self) -> QImage:
        """Draw its box alone."""
        return self.grab(self.box()).toImage()


@pytest.fixture
def dressed(light: Theme, scheme: Scheme, scale: float) -> Iterator[Theme]:  # noqa: F811
    light.apply(scheme)
    light.rescale(scale)
    yield light
    light.rescale(1.0)


def colours_in(picture: QImage) -> list[str]:
    places = product(range(picture.width()), range(picture.height()))
    return [picture.pixelColor(x, y).name() for x, y in places]


def at(picture: QImage, across: float, down: float) -> QColor:
    return picture.pixelColor(int(across * picture.width()), int(down * picture.height()))


def is_white(colour: QColor) -> bool:
    return min(colour.red(), colour.green(), colour.blue()) > 220


@SCALES
@APPEARANCES
@pytest.mark.parametrize("enabled", [True, False])
def test_a_ticked_box_has_a_white_check_on_the_accent(qtbot: QtBot, dressed: Theme, enabled: bool) -> None:
    colours = dressed.tokens.colours
    box = Box("確認しました")
    box.setEnabled(enabled)
    qtbot.addWidget(box)
    empty = colours_in(box.drawn())
    box.setChecked(True)
    ticked = box.drawn()

    ground = colours.tick if enabled else colours.tick_off
    assert ground not in empty
    assert colours_in(ticked).count(ground) > len(empty) // 3
    # the check's two strokes: down to its corner, and up to the right; what lies above and below them is the ground
    for across, down in ((0.28, 0.53), (0.41, 0.66), (0.59, 0.53)):
        assert is_white(at(ticked, across, down)), (across, down)
    for across, down in ((0.3, 0.25), (0.5, 0.25), (0.75, 0.75)):
        assert at(ticked, across, down).name() == ground, (across, down)


@pytest.mark.parametrize("scheme", Scheme)
def test_the_check_can_be_seen_and_the_box_on_what_is_around_it(scheme: Scheme) -> None:
    colours = Tokens.of(scheme).colours
    for ground in (colours.tick, colours.tick_off):
        assert contrast(WHITE, ground) >= _VISIBLE
    for around in (colours.ground, colours.surface):
        assert contrast(colours.tick, around) >= _VISIBLE


@APPEARANCES
@pytest.mark.parametrize("scale", [1.0])
@pytest.mark.parametrize("ticked", [True, False])
async def test_the_keyboard_is_shown_by_one_ring_and_the_box_stays_as_it_is(
    qtbot: QtBot, dressed: Theme, ticked: bool
) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    other, box = Box("ほか"), Box("確認しました")
    for each in (other, box):
        each.setChecked(ticked)
        column.addWidget(each)
    qtbot.addWidget(window)
    window.show()
    await active(window)
    window.setAttribute(
        Qt.WidgetAttribute.WA_KeyboardFocusChange
    )  # as after Tab: styles draw a ring of their own then
    other.setFocus(Qt.FocusReason.TabFocusReason)
    assert other.hasFocus()
    without, apart = box.drawn(), box.grab().toImage()
    box.setFocus(Qt.FocusReason.TabFocusReason)
    assert box.hasFocus()
    assert box.drawn() == without
    accent = dressed.tokens.colours.accent
    around = box.grab().toImage()
    assert apart != around
    middle = around.height() // 2
    from_the_right = [around.pixelColor(around.width() - 1 - x, middle).name() for x in range(6)]
    assert from_the_right == [accent] * 2 + [dressed.tokens.colours.ground] * 4

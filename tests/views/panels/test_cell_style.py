"""The type of a table's texts: what is drawn with less looks the same."""

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from views.panels.cell_style import CellType, FigureType
from views.style.theme import Theme

_SIMPLE = (
    "2026/12/28",
    "10 / 11",
    "川口の鋳物と町工場",
    "パスワード・ガイド (上)",
    "すでに延長されています。",
    "第１１巻　ＡＶＡ",
)


def _picture(kind: CellType, text: str) -> QImage:
    picture = QImage(400, 40, QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFF)
    painter = QPainter(picture)
    painter.setFont(kind.font)
    painter.drawText(5, 25, text)
    painter.end()
    return picture


@pytest.mark.parametrize("text", _SIMPLE)
def test_japanese_text_looks_and_measures_the_same_without_joining_characters(
    theme: Theme, text: str
) -> None:
    for font in (theme.tokens.font(14), theme.tokens.mono(12)):
        kind = CellType(font, QColor("black"))
        simple = kind.for_text(text)
        assert simple is not kind
        assert simple.metrics.horizontalAdvance(text) == kind.metrics.horizontalAdvance(text)
        assert _picture(simple, text) == _picture(kind, text)
        assert (simple.step, simple.rise, simple.ink) == (kind.step, kind.rise, kind.ink)


@pytest.mark.parametrize("text", ["AVA To", "e\u0301", "か\u309a", "辻\U000e0100", "\U00020bb7野家"])
def test_what_has_to_be_joined_or_moved_together_is(theme: Theme, text: str) -> None:
    kind = CellType(theme.tokens.font(14), QColor("black"))
    assert kind.for_text(text) is kind


def test_dates_in_bold_stand_in_line_whatever_their_figures(theme: Theme) -> None:
    kind = FigureType(theme.tokens.font(14, bold=True), QColor("black"))
    ones, zeros = kind.advance("1111/11/11"), kind.advance("0000/00/00")
    assert ones == zeros < kind.metrics.horizontalAdvance("0000/00/00")


def test_dates_in_bold_are_drawn_within_what_they_measure(theme: Theme) -> None:
    kind = FigureType(theme.tokens.font(28, bold=True), QColor("black"))
    picture = QImage(400, 60, QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFF)
    painter = QPainter(picture)
    painter.setFont(kind.font)
    kind.draw(painter, 10, 40, "2026/12/28")
    painter.end()
    inked = [x for x in range(400) if any(picture.pixel(x, y) != 0xFFFFFFFF for y in range(60))]
    assert 10 <= inked[0] < inked[-1] <= 10 + kind.advance("2026/12/28") + 1
    assert inked[-1] - inked[0] > kind.advance("2026/12/28") * 0.9

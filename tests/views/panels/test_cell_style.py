"""The type of a table's texts: what is drawn with less looks the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage, QPainter

from views.panels.cell_style import CellType, FiguresType, has_words
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


@given(
    text=st.text("0 ・。、→※あぁガ一龘鋳Ａ１（", max_size=40),
    room=st.integers(0, 700),
    size=st.integers(10, 40),
)
def test_a_text_has_room_where_it_is_no_wider(theme: Theme, text: str, room: int, size: int) -> None:
    for font in (theme.tokens.font(size, bold=True), theme.tokens.mono(size)):
        simple = CellType(font, QColor("black")).for_text(text)
        assert simple.fits(text, room) is (simple.metrics.horizontalAdvance(text) <= room)


def test_a_title_that_has_room_anyway_is_not_measured(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    simple = CellType(theme.tokens.font(16), QColor("black")).for_text("川口の鋳物と町工場")
    assert not simple.fits("川口の鋳物と町工場", 100)
    unseen = CellType(theme.tokens.font(16), QColor("black")).for_text("川口の鋳物と町工場")
    monkeypatch.setattr(unseen, "metrics", None)
    assert unseen.fits("川口の鋳物と町工場", 300)


@pytest.mark.parametrize("text", ["AVA To", "e\u0301", "か\u309a", "辻\U000e0100", "\U00020bb7野家"])
def test_what_has_to_be_joined_or_moved_together_is(theme: Theme, text: str) -> None:
    kind = CellType(theme.tokens.font(14), QColor("black"))
    assert kind.for_text(text) is kind


@pytest.mark.parametrize("bold", [False, True])
def test_figures_stand_in_line_whatever_they_are(theme: Theme, bold: bool) -> None:
    kind = CellType(theme.tokens.mono(14, bold=bold), QColor("black"))
    assert len({kind.advance(figure * 4) for figure in "0123456789"}) == 1


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("3 d left", ["3", " d left"]),
        ("60 d late", ["60", " d late"]),
        ("due today", ["due today"]),
        ("from 11/25 on", ["from ", "11/25", " on"]),
    ],
)
def test_words_beside_figures_are_in_the_type_of_words(theme: Theme, text: str, parts: list[str]) -> None:
    ink, tokens = QColor("black"), theme.tokens
    figures, words = CellType(tokens.mono(14), ink), CellType(tokens.font(14), ink)
    drawn = FiguresType(tokens.mono(14), tokens.font(14), ink)
    wide = [(figures if part[0].isdigit() else words).advance(part) for part in parts]
    assert has_words(text)
    assert drawn.for_text(text).advance(text) == sum(wide)
    assert figures.advance("n") != words.advance("n")
    picture = QImage(400, 40, QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFF)
    painter = QPainter(picture)
    left = 5
    for part, width in zip(parts, wide, strict=True):
        type_ = figures if part[0].isdigit() else words
        painter.setFont(type_.font)
        type_.draw(painter, [(left, 25, part)])
        left += width
    painter.end()
    whole = QImage(400, 40, QImage.Format.Format_RGB32)
    whole.fill(0xFFFFFF)
    painter = QPainter(whole)
    drawn.draw(painter, [(5, 25, text)])
    painter.end()
    assert whole == picture


@pytest.mark.parametrize("text", ["12/28", "AB-00123", "2 / 5", "あと1日", "60日延滞"])
def test_figures_and_codes_stay_in_theirs(theme: Theme, text: str) -> None:
    ink, tokens = QColor("black"), theme.tokens
    figures = CellType(tokens.mono(14), ink)
    drawn = FiguresType(tokens.mono(14), tokens.font(14), ink)
    assert not has_words(text)
    assert drawn.for_text(text).advance(text) == figures.for_text(text).advance(text)
    assert _picture(drawn.for_text(text), text) == _picture(figures, text)

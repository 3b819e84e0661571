"""The 返却期限票 on paper: large type, titles of two lines at most, whole sheets, everything within its edges."""

import asyncio
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from services.rules.vocabulary import Paper
from services.slips.due_layout import compose_due
from services.slips.due_slip import DueLoan, DueSlip, say_due
from services.slips.maker import SlipMaker
from services.slips.marks import Composition, Face, Line
from services.slips.paper_sizes import DUE_SHEETS, SHEETS, SMALLEST_READ
from tests.services.slips.due_rows import DUE, due_slip, due_slips, hold
from tests.services.slips.reading_back import fonts_in

_LONG = "図書館の歴史とこれからの公共図書館のあり方をめぐる、たいへん長い題名の本" * 3
_LATEST = "2026/12/28(月)"


def _measure(text: str, _face: Face, size: float) -> float:
    """A typeface of which each character is as wide as it is high."""
    return len(text) * size


def _composed(slip: DueSlip, paper: Paper) -> tuple[Composition, ...]:
    return compose_due(say_due(slip), SHEETS[paper], DUE_SHEETS[paper], _measure)


def _lines(page: Composition) -> list[Line]:
    return [mark for mark in page.marks if isinstance(mark, Line)]


def _said(pages: tuple[Composition, ...]) -> list[str]:
    return [line.text for page in pages for line in _lines(page)]


@settings(max_examples=25)
@given(slip=due_slips, paper=st.sampled_from(Paper))
def test_all_stands_within_its_sheet_and_no_line_over_another(slip: DueSlip, paper: Paper) -> None:
    sheet = SHEETS[paper]
    for page in _composed(slip, paper):
        lines = _lines(page)
        for line in lines:
            assert line.size >= SMALLEST_READ
            assert (
                line.x + _measure(line.text, line.face, line.size) <= (sheet.width + sheet.column) / 2 + 0.01
            )
            assert line.y <= page.height - sheet.margin + 0.01
        below = [(it.y - it.size, it.y) for it in lines]
        assert all(after[0] >= before[1] for before, after in pairwise(below))


@settings(max_examples=25)
@given(slip=due_slips, paper=st.sampled_from(Paper))
def test_no_heading_is_the_last_of_a_sheet(slip: DueSlip, paper: Paper) -> None:
    for page in _composed(slip, paper):
        lines = _lines(page)
        if len(lines) > 1 and (slip.loans or slip.holds):
            assert "期限日" not in lines[-1].text
            assert "受取館" not in lines[-1].text


@pytest.mark.parametrize("paper", Paper)
def test_a_long_title_has_two_lines_and_says_that_it_is_cut(paper: Paper) -> None:
    pages = _composed(due_slip(loans=(DueLoan(_LONG, None, DUE),)), paper)
    *_, first, last = _said(pages)
    assert first.startswith("・図書館の歴史")
    assert last.endswith("…")
    assert (first[1:] + last[:-1]) == _LONG[: len(first[1:] + last[:-1])]


def test_a_title_of_two_lines_is_whole() -> None:
    title = "あ" * 38
    *_, first, last = _said(_composed(due_slip(loans=(DueLoan(title, None, DUE),)), Paper.A6))
    assert first[1:] + last == title


@pytest.mark.parametrize("paper", Paper)
def test_a_day_is_never_broken(paper: Paper) -> None:
    loans = (DueLoan("草枕", None, DUE.replace(day=28)),)
    said = _said(_composed(due_slip(loans=loans, holds=(hold(until=DUE.replace(day=28)),)), paper))
    assert len([line for line in said if _LATEST in line]) == 2


def test_what_has_no_room_goes_on_the_next_sheet_with_its_day_and_each_sheet_has_its_number() -> None:
    loans = tuple(DueLoan(f"題名{number:02}", None, DUE) for number in range(30))
    pages = _composed(due_slip(loans=loans), Paper.A6)
    count = len(pages)
    assert count > 1
    assert [_lines(page)[0].text for page in pages] == [
        f"返却期限票 {number}/{count}" for number in range(1, count + 1)
    ]
    for page in pages[1:]:
        assert any("2026/12/8(火)(つづき)" in line.text for line in _lines(page))
    assert [it for it in _said(pages) if it.startswith("・")] == [f"・{loan.title}" for loan in loans]


def test_a_roll_is_one_piece_as_long_as_its_text() -> None:
    short, long = (
        _composed(due_slip(loans=(DueLoan("草枕", None, DUE),) * count), Paper.ROLL80) for count in (1, 30)
    )
    assert len(short) == len(long) == 1
    assert long[0].height > short[0].height + 29 * SMALLEST_READ
    assert _lines(long[0])[0].text == "返却期限票"


@pytest.mark.parametrize("paper", Paper)
async def test_the_pdf_says_it_in_large_type_of_its_own_fonts(maker: SlipMaker, paper: Paper) -> None:
    loans = tuple(DueLoan(f"題名{number}", None, DUE) for number in range(40))
    pdf = await maker.make_due(due_slip(loans=loans, holds=(hold(title="𠮷野"),)), paper)
    reader = PdfReader(BytesIO(pdf), strict=True)
    sizes = set[float]()

    def visit(text: str, _cm: Any, _tm: Any, _font: Any, size: Any) -> None:
        if text.strip():
            sizes.add(float(size))

    text = "".join("".join(page.extract_text(visitor_text=visit).split()) for page in reader.pages)
    for words in ("中央図書館", "2026/11/30(月)", "2026/12/8(火)", "題名39", "〓野", "棚A-12"):
        assert words in text, words
    assert min(sizes) >= SMALLEST_READ
    assert (len(reader.pages) == 1) is (paper is Paper.ROLL80)
    assert {str(font["/BaseFont"]).split("+")[1] for font in fonts_in(pdf)} == {
        "BIZUDPGothic-Regular",
        "BIZUDPGothic-Bold",
    }


@settings(max_examples=6)
@given(slip=due_slips, paper=st.sampled_from(Paper))
def test_any_row_makes_a_pdf(maker: SlipMaker, slip: DueSlip, paper: Paper) -> None:
    assert asyncio.run(maker.make_due(slip, paper)).startswith(b"%PDF")

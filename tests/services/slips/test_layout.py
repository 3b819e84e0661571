"""Nothing leaves the paper, nothing overlaps, the password stays large, whatever the library calls itself."""

from dataclasses import dataclass, replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.files.wording import own_texts
from services.rules.secret import Secret
from services.rules.vocabulary import Paper
from services.slips.content import SlipContent
from services.slips.layout import compose
from services.slips.marks import Composition, Face, Frame, Line, Modules
from services.slips.paper_sizes import SHEETS, SMALLEST_PASSWORD
from services.slips.readings import read
from services.slips.words import say, slip_wording
from tests.services.slips.contents import content, contents

_WORDING = slip_wording(own_texts())
_QR = tuple(tuple((across + down) % 2 == 0 for across in range(29)) for down in range(29))


def _measure(text: str, face: Face, size: float) -> float:
    """Wide type: every character outside ASCII a full square, which no typeface exceeds."""
    if face is Face.PASSWORD:
        return 0.6 * size * len(text)
    return size * sum(0.62 if character.isascii() else 1.0 for character in text)


def _laid_out(slip: SlipContent, paper: Paper) -> Composition:
    words = say(slip, _WORDING)
    return compose(words, SHEETS[paper], _measure, _QR if words.qr else ())


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float
    what: str

    def meets(self, other: "_Box") -> bool:
        apart = 0.01
        return (
            self.left < other.right - apart
            and other.left < self.right - apart
            and self.top < other.bottom - apart
            and other.top < self.bottom - apart
        )


def _box(mark: Line | Modules) -> _Box:
    if isinstance(mark, Modules):
        return _Box(mark.x, mark.y, mark.x + mark.side, mark.y + mark.side, "qr")
    spaces = mark.spacing * (len(mark.text) - 1)
    width = _measure(mark.text, mark.face, mark.size) * mark.stretch / 100 + spaces
    high = 0.74 if mark.face is Face.PASSWORD else 0.86
    return _Box(mark.x, mark.y - mark.size * high, mark.x + width, mark.y + mark.size * 0.2, mark.text)


def _password_lines(laid: Composition) -> list[Line]:
    return [mark for mark in laid.marks if isinstance(mark, Line) and mark.face is Face.PASSWORD]


@pytest.mark.parametrize("paper", Paper)
@settings(max_examples=60)
@given(slip=contents)
def test_everything_stands_on_the_paper_and_apart(paper: Paper, slip: SlipContent) -> None:
    laid = _laid_out(slip, paper)
    boxes = [_box(mark) for mark in laid.marks if not isinstance(mark, Frame)]
    edge = 10.0
    outside = [
        box
        for box in boxes
        if box.left < edge
        or box.top < edge
        or box.right > laid.width - edge
        or box.bottom > laid.height - edge
    ]
    assert outside == []
    assert [(one.what, two.what) for one, two in combinations(boxes, 2) if one.meets(two)] == []


@pytest.mark.parametrize("paper", Paper)
@settings(max_examples=40)
@given(slip=contents)
def test_the_password_is_whole_and_large(paper: Paper, slip: SlipContent) -> None:
    lines = _password_lines(_laid_out(slip, paper))
    assert "".join(line.text for line in lines) == slip.password.reveal()
    assert all(line.size >= SMALLEST_PASSWORD for line in lines)
    assert all(len(line.text) <= 4 for line in lines)


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("password", ["k7rmh4ytp3na", "abw3xq7kmmz9pr4twwxx", "a1b2c3d4e"])
def test_each_character_has_its_own_reading_beneath_it(paper: Paper, password: str) -> None:
    laid = _laid_out(content(password=Secret(password)), paper)
    sizes = {SHEETS[paper].kind, SHEETS[paper].name}
    readings = [mark for mark in laid.marks if isinstance(mark, Line) and mark.size in sizes]
    found: list[str] = []
    for line in _password_lines(laid):
        glyph = 0.6 * line.size
        for place in range(len(line.text)):
            centre = line.x + place * (glyph + line.spacing) + glyph / 2
            beneath = [
                mark
                for mark in readings
                if 0 < mark.y - line.y < line.size * 1.1
                and abs((_box(mark).left + _box(mark).right) / 2 - centre) < 0.5
            ]
            found.append("".join(mark.text for mark in sorted(beneath, key=lambda mark: mark.y)))
    assert found == [reading.kind + reading.name for reading in read(password)]


@pytest.mark.parametrize("paper", [Paper.A6, Paper.A4])
def test_groups_stand_further_apart_than_characters(paper: Paper) -> None:
    first, second, _ = _password_lines(_laid_out(content(), paper))
    end = first.x + 4 * 0.6 * first.size + 3 * first.spacing
    assert second.x - end > first.spacing + first.size * 0.35


def test_the_password_stays_large_where_all_else_must_shrink() -> None:
    crowded = content(
        library="館" * 90,
        portal_name="頁" * 30,
        portal_url="https://library.example/" + "p" * 200,
        password=Secret("mw3" * 12),
        patron_name="名" * 60,
    )
    laid = _laid_out(crowded, Paper.A6)
    assert {line.size for line in _password_lines(laid)} == {SMALLEST_PASSWORD}
    assert min(mark.size for mark in laid.marks if isinstance(mark, Line)) < SHEETS[Paper.A6].small * 0.75


def test_a_long_title_stays_on_one_line() -> None:
    words = replace(say(content(), _WORDING), title="利用者のページのパスワードのお知らせ")
    laid = compose(words, SHEETS[Paper.ROLL80], _measure, _QR)
    assert words.title in [mark.text for mark in laid.marks if isinstance(mark, Line)]


def test_the_password_stands_below_a_tall_qr_code() -> None:
    tall = replace(SHEETS[Paper.A6], qr=100.0)
    laid = compose(say(content(), _WORDING), tall, _measure, _QR)
    code = next(mark for mark in laid.marks if isinstance(mark, Modules))
    frame = next(mark for mark in laid.marks if isinstance(mark, Frame) and mark.height)
    assert frame.y > code.y + code.side


def test_twelve_characters_stand_in_one_row_on_a_sheet_and_in_three_on_a_roll() -> None:
    assert len({line.y for line in _password_lines(_laid_out(content(), Paper.A6))}) == 1
    assert len({line.y for line in _password_lines(_laid_out(content(), Paper.A4))}) == 1
    assert len({line.y for line in _password_lines(_laid_out(content(), Paper.ROLL80))}) == 3


def test_sixteen_characters_stand_in_two_even_rows() -> None:
    lines = _password_lines(_laid_out(content(password=Secret("k7rmh4ytp3nak7rm")), Paper.A6))
    rows = sorted({line.y for line in lines})
    assert [sum(line.y == row for line in lines) for row in rows] == [2, 2]


def test_the_password_stands_in_its_frame() -> None:
    laid = _laid_out(content(), Paper.A6)
    frame = next(mark for mark in laid.marks if isinstance(mark, Frame) and mark.height)
    assert all(frame.y < line.y < frame.y + frame.height for line in _password_lines(laid))
    english = [
        mark.y for mark in laid.marks if isinstance(mark, Line) and mark.text == "Your library password"
    ]
    assert english > [frame.y + frame.height]


@pytest.mark.parametrize(("paper", "size"), [(Paper.A6, (105, 148)), (Paper.A4, (210, 297))])
def test_sheets_have_their_standard_size(paper: Paper, size: tuple[int, int]) -> None:
    laid = _laid_out(content(), paper)
    assert (laid.width / 72 * 25.4, laid.height / 72 * 25.4) == pytest.approx(size)


def test_a_roll_is_80_mm_wide_and_as_long_as_its_text() -> None:
    short = _laid_out(content(portal_url="", qr=False), Paper.ROLL80)
    long = _laid_out(content(password=Secret("k7rm" * 5)), Paper.ROLL80)
    assert short.width / 72 * 25.4 == pytest.approx(80)
    assert short.height < long.height
    lowest = max(_box(mark).bottom for mark in long.marks if isinstance(mark, Line))
    assert long.height - lowest < SHEETS[Paper.ROLL80].margin + 10


def test_a_thermal_printer_gets_no_grey() -> None:
    laid = _laid_out(content(password=Secret("ab3ab3ab3")), Paper.ROLL80)
    assert {mark.grey for mark in laid.marks if isinstance(mark, Line | Frame)} == {0}


def test_the_qr_code_keeps_its_quiet_zone() -> None:
    laid = _laid_out(content(library="W" * 60), Paper.A6)
    code = next(mark for mark in laid.marks if isinstance(mark, Modules))
    quiet = code.side / len(code.rows) * 4
    for box in (_box(mark) for mark in laid.marks if isinstance(mark, Line)):
        if box.top < code.y + code.side:
            assert box.right <= code.x - quiet + 0.01


def test_what_can_never_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="doesn't fit"):
        _laid_out(content(password=Secret("a1" * 100)), Paper.A6)
    assert _laid_out(content(password=Secret("a1" * 100)), Paper.ROLL80).height > 1000


@given(st.data())
@settings(max_examples=10)
def test_the_same_words_are_laid_out_the_same(data: st.DataObject) -> None:
    slip = data.draw(contents)
    assert _laid_out(slip, Paper.A6) == _laid_out(slip, Paper.A6)

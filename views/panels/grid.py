"""The one grid of a page: where the same thing stands in each of its lists, by the width of the page alone.

A list never decides, nor does what a row holds. The numbers are pixels at 100 %; they grow with the size of text.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QRect

_ONE_LINE: Final = 1118
_TWO_LINES: Final = 640
"""Widths of a page from which a row has one line, or two."""
_FOR_GLOSS: Final = 80
_FOR_LETTER: Final = 20
"""What a state takes more in two lines, so that an act with its meaning has room for its letter."""
_FOR_MEANING: Final = 10
"""What an act's heading takes more before the brown line where its meaning stands beneath it."""
_EDGE: Final = 16
_BAR: Final = 11
"""What the scroll bar takes of the page's right edge."""
BESIDE_BAR: Final = _EDGE - _BAR
"""What a page leaves free between its words and the scroll bar."""
BESIDE_MENU: Final = 24
BESIDE_NOTHING: Final = 16
"""Where a page's words begin."""
_DAY: Final = 48
_A_WORD: Final = 36
"""What 連絡方法 takes at least, with its mark."""
_WEEKDAY: Final = 50
_BESIDE_DAY: Final = 84
_BLANK: Final = 4
_LETTERS: Final = 8
"""Before a weekday that is a word of letters, and for the whole of it."""
BETWEEN: Final = 8
_BEFORE_RING: Final = 10
"""What a slot leaves free before the next one, and before an act, whose ring is wider than its word."""
_SOONER: Final = 16
"""See `Layout.sooner`."""


class Slot(Enum):
    """What a column of a list tells, and so where it stands."""

    STATE = auto()
    SHELF = auto()
    TICK = auto()
    TITLE = auto()
    DAY = auto()
    PLACE = auto()
    SECOND = auto()
    CARD = auto()
    SAYS = auto()
    REPORT = auto()
    NEXT = auto()
    BRANCH = auto()
    MATERIAL = auto()
    HOW = auto()
    ACT = auto()
    STAFF = auto()

    __hash__ = object.__hash__  # asked for at each row laid out; Enum's own is Python code


STAFFS: Final = frozenset({Slot.SHELF, Slot.STAFF})
"""What only staff read: its heading is brown."""
_TO_THE_RIGHT: Final = frozenset({Slot.DAY, Slot.PLACE})
"""Slots whose texts end at one x; so does a second date where it has a heading."""


_FIRST: Final = frozenset({Slot.TICK, Slot.STATE, Slot.SHELF, Slot.TITLE, Slot.DAY, Slot.PLACE, Slot.STAFF})
"""Slots that never take the room of others; the rest does."""

_LAST_LINE: Final = ((102, 176, 232), (60, 134, 190), (60, 122, 176))
"""Behind what begins a row's last line: where branch, material and 連絡方法 begin; the first that has room."""

type Rest = Mapping[Slot, float]
"""What a page of people has beside its titles: slots from left to right, and how wide each is at least, at 100 %."""
DAY_AND_AGE: Final = 152
"""How wide a day is with its weekday and how far away it is."""
_PERSON: Final = 160
_BESIDE_STATE: Final = 600
"""Width of a page of people from which a title has room beside a state where rows have several lines."""


@dataclass(frozen=True, slots=True)
class Area:
    """Where a slot is in a row.

    Attributes:
        place: from the row's own corner.
        right: its texts end at one x, they don't begin there.
        line: in which line of the row.
    """

    place: QRect
    right: bool
    line: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands in the rows of a page that is so wide.

    Attributes:
        lines: of a row.
        height: of a row, with the hairline below it.
        left, end: where the words of a page begin, and where they end.
        areas: of each slot.
        weekday, beside: where a day's weekday stands, and how far away the day is.
        edge: the x of the brown line before what is staff's; None where rows have several lines.
        sooner: how far before its place an act begins that is longer than 変更, so that its letter isn't over what is
            staff's.
    """

    lines: int
    height: int
    left: int
    end: int
    areas: dict[Slot, Area]
    weekday: int
    beside: QRect
    edge: int | None
    sooner: int

    @property
    def ends(self) -> tuple[int, int]:
        """Where the page's words begin, and where they end."""
        return self.left, self.end


def layout(
    width: int, scale: float, left: int = BESIDE_NOTHING, rest: Rest | None = None, *, glossed: bool = False
) -> Layout:
    """Lay the rows of a page out.

    Args:
        width: of the page without its scroll bar, in pixels.
        scale: of the text, 1.0 for 100 %.
        left: where the page's words begin, in pixels at 100 %.
        rest: of a page of people; None for a patron's own, which tell of titles, days and branches.
        glossed: words have their meaning beside them, and a state has more room for it. A weekday is a word of
            letters.
    """
    more, letter, letters = (_FOR_GLOSS, _FOR_LETTER, _LETTERS) if glossed else (0, 0, 0)
    logical = width / scale + _BAR
    end = logical - _EDGE
    if rest is not None:
        return _drawn(_of_people(left, end, rest), scale, (left, end), letters)
    if logical >= _ONE_LINE + more:
        return _drawn(_one_line(left, end, more), scale, (left, end), letters, edge=True)
    if logical >= _TWO_LINES:
        return _drawn(_two_lines(left, end, letter), scale, (left, end), letters)
    return _drawn(_three_lines(left, end, letters), scale, (left, end), letters)


type _Slots = dict[Slot, tuple[int, float, float]]
"""Line, x and width of each slot, at 100 %."""
_FEW_LINES: Final = {1: (((0, 29),), 30), 2: (((4, 20), (24, 20)), 46)}
"""Upper edge and height of each line of a row of so many, and how high the row is."""
_MORE_LINES: Final = ((2, 22), (26, 24))
_A_LINE: Final = 22


def _lines_of(count: int) -> tuple[tuple[tuple[int, int], ...], int]:
    """Give the lines of a row of so many, as in `_FEW_LINES`."""
    if count in _FEW_LINES:
        return _FEW_LINES[count]
    further = (((50 + _A_LINE * it, 20)) for it in range(count - 2))
    return (*_MORE_LINES, *further), 28 + _A_LINE * (count - 1)


def _one_line(left: float, end: float, more: int) -> _Slots:
    day, title = end - 718, left + 168 + more
    act = day + 466 - (_FOR_MEANING if more else 0)
    return {
        Slot.STATE: (0, left, 152 + more),
        Slot.SHELF: (0, left + 122 + more, 42),
        Slot.TITLE: (0, title, day - 16 - title),
        Slot.DAY: (0, day, _DAY),
        Slot.PLACE: (0, day + _BESIDE_DAY - 34, 94),
        Slot.SECOND: (0, day + 168, _DAY),
        Slot.BRANCH: (0, day + 232, 80 - BETWEEN),
        Slot.MATERIAL: (0, day + 312, 72 - _BEFORE_RING),
        Slot.HOW: (0, day + 384, act - day - 384 - _BEFORE_RING),
        Slot.ACT: (0, act, day + 512 - act),
        Slot.STAFF: (0, day + 536, 182),
    }


def _two_lines(left: float, end: float, more: int) -> _Slots:
    title, day = left + 160 + more, end - 159
    return {
        Slot.STATE: (0, left, 152 + more),
        Slot.SHELF: (1, left, 152 + more),
        Slot.TITLE: (0, title, day - 16 - title),
        Slot.DAY: (0, day, _DAY),
        Slot.PLACE: (0, day + _BESIDE_DAY - 34, 94),
        **_further(1, title, day),
        Slot.STAFF: (1, day, 159),
    }


def _three_lines(left: float, end: float, letters: int) -> _Slots:
    day = end - 150 - letters
    return {
        Slot.TITLE: (0, left, day - 16 - left),
        Slot.DAY: (0, day, _DAY),
        Slot.PLACE: (0, day + _BESIDE_DAY - 34, 94),
        Slot.STATE: (1, left, 152),
        Slot.SHELF: (1, left + 168, day - 16 - left - 168),
        Slot.STAFF: (1, day, 150 + letters),
        **_further(2, left, day),
    }


def _further(line: int, left: float, day: float) -> _Slots:
    """Place what stands in a row's last line, so that 連絡方法 has room: a second date's label goes first."""
    room = day - 50 - left - _BEFORE_RING - _A_WORD
    branch, material, begin = next((it for it in _LAST_LINE if it[2] <= room), _LAST_LINE[-1])
    return {
        Slot.SECOND: (line, left, branch - BETWEEN),
        Slot.BRANCH: (line, left + branch, material - branch - 4),
        Slot.MATERIAL: (line, left + material, begin - material - _BEFORE_RING),
        Slot.HOW: (line, left + begin, day - 50 - left - begin - _BEFORE_RING),
        Slot.ACT: (line, day - 50, 50 - _BEFORE_RING),
    }


def _of_people(left: float, end: float, rest: Rest) -> _Slots:
    """Place everything beside each other where it has room, else in as many lines as it needs."""
    state, tick = rest.get(Slot.STATE, 0), rest.get(Slot.TICK, 0)
    behind: dict[Slot, float] = {
        slot: wide for slot, wide in rest.items() if slot not in {Slot.TICK, Slot.STATE}
    }
    title = left + state + (_EDGE if state else 0)
    widths: dict[Slot, float] = {Slot.TITLE: _PERSON, **behind}
    spare = end - title - sum(widths.values()) - _EDGE - BETWEEN * (len(behind) - 1)
    narrow = end + _EDGE < _BESIDE_STATE
    if spare >= 0:
        narrow, widest = False, max(widths, key=lambda it: widths[it])
        slots = _beside(title, {**widths, widest: widths[widest] + spare})
    else:
        slots = _below(left if narrow else title, end, behind, narrow=narrow)
    at = 1 if narrow else 0
    before = left + state + _EDGE - tick  # the title
    slots |= {Slot.STATE: (at, left, before - left - BETWEEN), Slot.TICK: (at, before, tick - BETWEEN)}
    return {Slot.STAFF: slots[Slot.ACT], **slots}


def _beside(x: float, widths: Rest) -> _Slots:
    slots: _Slots = {Slot.DAY: (0, x + widths[Slot.TITLE], _DAY)}  # of a page without days nobody sees it
    for slot, wide in widths.items():
        slots[slot] = (0, x, _DAY if slot is Slot.DAY else wide)
        x += wide + (_EDGE if slot is Slot.TITLE else BETWEEN)
    return slots


def _below(left: float, end: float, rest: Rest, *, narrow: bool) -> _Slots:
    """Place a title, its day at the right and its acts below that; and the rest line by line."""
    day = end - (150 if narrow else 159) if Slot.DAY in rest else end - rest[Slot.ACT]
    until = day - _EDGE if Slot.DAY in rest else end
    slots: _Slots = {
        Slot.TITLE: (0, left, until - left),
        Slot.DAY: (0, day, _DAY),
        Slot.ACT: (1, day, end - day),
    }
    line = 2 if narrow else 1
    lines: dict[int, list[Slot]] = {line: []}
    x = left
    for slot, wide in rest.items():
        if slot in slots:
            continue
        limit = day - _BEFORE_RING if line == 1 else end
        if x + wide > limit and (lines[line] or limit < end):
            line, x = line + 1, left
            lines[line] = []
        lines[line].append(slot)
        x += wide + BETWEEN
    for line, found in lines.items():
        x, limit = left, day - _BEFORE_RING if line == 1 else end
        for slot in found:
            slots[slot] = (line, x, limit - x if slot is found[-1] else rest[slot])
            x += rest[slot] + BETWEEN
    return slots


def _drawn(
    slots: _Slots, scale: float, ends: tuple[float, float], letters: int, *, edge: bool = False
) -> Layout:
    """Give a layout in pixels of the screen."""
    lines = 1 + max(line for line, _, _ in slots.values())
    places, height = _lines_of(lines)

    def rect(line: int, x: float, width: float) -> QRect:
        top, high = places[line]
        begins, ends = round(x * scale), round((x + width) * scale)
        return QRect(
            begins, round(top * scale), ends - begins, round((top + high) * scale) - round(top * scale)
        )

    right = _TO_THE_RIGHT if lines > 1 else _TO_THE_RIGHT | {Slot.SECOND}
    areas = {slot: Area(rect(*it), slot in right, it[0]) for slot, it in slots.items()}
    _, day, _ = slots[Slot.DAY]
    left, end = ends
    same_line = slots[Slot.ACT][0] == slots[Slot.STAFF][0]
    far = _BESIDE_DAY + letters
    beside = rect(0, day + far, max(0, min(75, end - day - far)))
    return Layout(
        lines,
        round(height * scale),
        round(left * scale),
        round(end * scale),
        areas,
        round((day + _WEEKDAY + (_BLANK if letters else 0)) * scale),
        beside,
        round((slots[Slot.STAFF][1] - 14) * scale) if edge else None,
        round(_SOONER * scale) if lines > 1 and Slot.HOW in slots and same_line else 0,
    )


def areas_of(slots: Collection[Slot], drawn: Layout) -> dict[Slot, Area]:
    """Give the areas of a list's slots; a title and what stands behind a day take the room that the list leaves.

    In a list without 連絡方法 an act begins `sooner`.
    """
    areas = dict(drawn.areas)
    if drawn.sooner and Slot.ACT in slots and Slot.HOW not in slots:
        act, how = areas[Slot.ACT], areas[Slot.HOW]
        areas[Slot.ACT] = replace(act, place=act.place.adjusted(-drawn.sooner, 0, 0, 0))
        areas[Slot.HOW] = replace(how, place=how.place.adjusted(0, 0, -drawn.sooner, 0))
    found = {slot: areas[slot] for slot in slots}

    def widen(slot: Slot, right: int) -> None:
        wider = QRect(found[slot].place)
        wider.setRight(right)
        found[slot] = replace(found[slot], place=wider)

    free: dict[int, int] = {}
    by_place = sorted(areas.items(), key=lambda it: it[1].place.left(), reverse=True)
    for slot, area in by_place:
        if slot in _FIRST:
            continue
        end = free.pop(area.line, area.place.right())
        if slot not in found:
            free[area.line] = end
        elif not area.right:
            widen(slot, end)
    if found.keys().isdisjoint({Slot.DAY, Slot.PLACE}) and {Slot.TITLE, Slot.SECOND} <= found.keys():
        title, day, second = (drawn.areas[it] for it in (Slot.TITLE, Slot.DAY, Slot.SECOND))
        before = day.place.left() - title.place.right()
        widen(Slot.TITLE, second.place.left() - before if second.line == title.line else drawn.end)
    return found

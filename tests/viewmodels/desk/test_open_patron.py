"""The patron on a desk: as read and as shown, and whose scan opened them."""

from dataclasses import replace
from datetime import timedelta

from services.acts.as_offered import EVERYTHING
from services.contract.snapshot import PatronSnapshot
from services.rules.card_numbers import CardNumbers
from tests.helpers import snapshots
from tests.viewmodels.fakes import CARD_A, CARD_B, NOW, Ticks
from viewmodels.core.snapshot_diff import changed_rows
from viewmodels.desk.desk_state import OpeningScan
from viewmodels.desk.masking import masked
from viewmodels.desk.open_patron import OpenPatron
from viewmodels.desk.server_clock import ServerClock
from viewmodels.desk.title_masking import TitleMasking

EVERYDAY = snapshots.everyday(card_number=CARD_A)
CHANGED: PatronSnapshot = replace(
    EVERYDAY, loans=tuple(replace(row, version=row.version + 1) for row in EVERYDAY.loans[:1])
)


class Scene:
    """A desk's patron on a clock that stands still."""

    def __init__(self) -> None:
        self.clock, self.titles = ServerClock(Ticks()), TitleMasking(from_start=False)
        self.patron = OpenPatron(self.clock, self.titles, EVERYTHING)

    def read(self) -> None:
        self.patron.read_at(NOW)
        self.patron.card = CARD_A
        self.patron.show(EVERYDAY)

    def opening(self) -> OpeningScan | None:
        return self.patron.opening


def test_what_is_read_stays_whole_under_the_mask() -> None:
    scene = Scene()
    scene.read()
    scene.titles.toggle()
    scene.patron.show_again()
    assert scene.patron.answer.value == masked(EVERYDAY)
    assert scene.patron.whole == EVERYDAY
    scene.titles.toggle()
    scene.patron.show_again()
    assert scene.patron.answer.value == EVERYDAY


def test_nobody_is_shown_again_on_an_empty_desk() -> None:
    scene = Scene()
    scene.patron.show_again()
    assert (scene.patron.answer.value, scene.patron.id, scene.patron.as_of) == (None, None, None)


def test_marks_are_replaced_or_joined() -> None:
    scene = Scene()
    scene.read()
    changed = changed_rows(EVERYDAY, CHANGED)
    assert changed
    scene.patron.mark_changes(CHANGED, more=False)
    assert scene.patron.marked.value == changed
    scene.patron.mark_changes(EVERYDAY, more=True)
    assert scene.patron.marked.value == changed
    scene.patron.mark_changes(EVERYDAY, more=False)
    assert not scene.patron.marked.value


def test_only_the_card_itself_leaves_the_opening_scan() -> None:
    scene = Scene()
    scene.read()
    scene.patron.opening = OpeningScan(CARD_A, NOW - timedelta(minutes=1))
    scene.patron.text_scanned(CARD_A, CardNumbers())
    scene.patron.card_scanned_again()
    assert scene.patron.opening == OpeningScan(CARD_A, NOW - timedelta(minutes=1))
    scene.patron.text_scanned(CARD_B, CardNumbers())
    assert scene.opening() is None
    scene.patron.card_scanned_again()
    assert scene.opening() == OpeningScan(CARD_A, NOW)


def test_nothing_is_kept_of_a_patron_who_left() -> None:
    scene = Scene()
    scene.read()
    scene.patron.opening = OpeningScan(CARD_A, NOW)
    scene.patron.mark_changes(CHANGED, more=False)
    scene.patron.forget()
    left = scene.patron
    assert (left.answer.value, left.whole, left.card, left.opening) == (None, None, None, None)
    assert (left.id, left.as_of, left.marked.value) == (None, None, frozenset())
    left.card_scanned_again()
    assert left.opening is None

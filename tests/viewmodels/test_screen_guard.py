import asyncio
from itertools import product

import pytest

from tests.viewmodels.fakes import CARD_A, CARD_B, Bench, patron
from viewmodels.screen_guard import IdleLimits, ScreenEvent, ScreenGuard, ScreenState

OPEN, HIDDEN, ASKED, LOCKED = ScreenState


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def pass_by(self, *, minutes: float = 0, seconds: float = 0) -> None:
        self.now += minutes * 60 + seconds


class Guarded:
    """A desk with its guard."""

    def __init__(self, hide: int = 3, lock: int = 10) -> None:
        self.bench = Bench()
        self.clock = Clock()
        self.guard = ScreenGuard(self.bench.desk, IdleLimits(hide, lock), seconds=self.clock)

    def bring_to(self, screen: ScreenState) -> None:
        if screen is HIDDEN:
            self.guard.hide_or_show()
        elif screen is LOCKED:
            self.guard.lock()
        elif screen is ASKED:
            self.happen(ScreenEvent.LOCK_ASKED)
        assert self.guard.screen.value is screen

    def happen(self, what: ScreenEvent) -> None:
        match what:
            case ScreenEvent.HIDE_PRESSED:
                self.guard.hide_or_show()
            case ScreenEvent.SHOW_PRESSED:
                self.guard.show()
            case ScreenEvent.LOCK_PRESSED:
                self.guard.lock()
            case ScreenEvent.LOCK_ASKED:
                self.bench.desk.note_unsaved_input("form", dirty=True)
                self.guard.lock()
            case ScreenEvent.IDLE_FOR_HIDING:
                self.clock.pass_by(minutes=3)
                self.guard.look()
            case ScreenEvent.IDLE_FOR_LOCKING:
                self.clock.pass_by(minutes=10)
                self.guard.look()


EXPECTED = {
    OPEN: (HIDDEN, OPEN, LOCKED, ASKED, HIDDEN, LOCKED),
    HIDDEN: (OPEN, OPEN, LOCKED, ASKED, HIDDEN, LOCKED),
    ASKED: (OPEN, OPEN, LOCKED, LOCKED, LOCKED, LOCKED),
    LOCKED: (LOCKED,) * 6,
}


@pytest.mark.parametrize(("before", "what"), tuple(product(ScreenState, ScreenEvent)))
def test_every_state_meets_everything_that_happens(before: ScreenState, what: ScreenEvent) -> None:
    desk = Guarded()
    desk.bring_to(before)
    desk.happen(what)
    assert desk.guard.screen.value is EXPECTED[before][list(ScreenEvent).index(what)]


def test_nobody_who_answers_is_locked_out_after_ten_seconds_whatever_is_typed() -> None:
    desk = Guarded()
    desk.happen(ScreenEvent.LOCK_ASKED)
    desk.clock.pass_by(seconds=9)
    desk.guard.touched()
    assert (desk.guard.screen.value, desk.guard.next_look()) == (ASKED, 1)
    desk.clock.pass_by(seconds=1)
    desk.guard.look()
    assert desk.guard.screen.value is LOCKED


def test_who_goes_on_is_asked_anew_by_the_next_key() -> None:
    desk = Guarded()
    desk.happen(ScreenEvent.LOCK_ASKED)
    desk.clock.pass_by(seconds=8)
    desk.guard.show()
    desk.clock.pass_by(seconds=8)
    desk.guard.lock()
    desk.clock.pass_by(seconds=8)
    desk.guard.look()
    assert desk.guard.screen.value is ASKED


@pytest.mark.parametrize("what", [ScreenEvent.HIDE_PRESSED, ScreenEvent.SHOW_PRESSED])
def test_what_is_shown_after_idleness_stays_for_its_time(what: ScreenEvent) -> None:
    """A key that is a shortcut, and a press by assistive technology, are no input that is heard of before."""
    desk = Guarded()
    desk.happen(ScreenEvent.IDLE_FOR_HIDING)
    desk.happen(what)
    desk.guard.look()
    assert desk.guard.screen.value is OPEN
    desk.clock.pass_by(minutes=3)
    desk.guard.look()
    assert desk.guard.screen.value is HIDDEN


@pytest.mark.parametrize("what", [ScreenEvent.HIDE_PRESSED, ScreenEvent.SHOW_PRESSED])
def test_what_was_due_before_a_press_happens_before_it(what: ScreenEvent) -> None:
    desk = Guarded()
    desk.clock.pass_by(minutes=4)
    desk.happen(what)
    assert desk.guard.screen.value is HIDDEN
    desk.clock.pass_by(minutes=10)
    desk.happen(what)
    assert desk.guard.screen.value is LOCKED


@pytest.mark.parametrize(
    ("hide", "lock", "idle", "screen"),
    [
        (3, 10, 2.99, OPEN),
        (3, 10, 3, HIDDEN),
        (3, 10, 9.99, HIDDEN),
        (3, 10, 10, LOCKED),
        (0, 10, 9.99, OPEN),
        (0, 10, 10, LOCKED),
        (3, 0, 600, HIDDEN),
        (0, 0, 600, OPEN),
        (10, 3, 3, LOCKED),
        (5, 5, 5, LOCKED),
    ],
)
def test_idleness_hides_and_locks_by_the_settings(
    hide: int, lock: int, idle: float, screen: ScreenState
) -> None:
    desk = Guarded(hide, lock)
    desk.clock.pass_by(minutes=idle)
    desk.guard.look()
    assert desk.guard.screen.value is screen


def test_input_begins_the_time_anew() -> None:
    desk = Guarded()
    for _ in range(5):
        desk.clock.pass_by(minutes=2.9)
        desk.guard.touched()
    desk.clock.pass_by(minutes=2.9)
    desk.guard.look()
    assert desk.guard.screen.value is OPEN


def test_input_while_hidden_keeps_it_hidden_and_puts_the_lock_off() -> None:
    desk = Guarded()
    desk.guard.hide_or_show()
    desk.clock.pass_by(minutes=9)
    desk.guard.touched()
    desk.clock.pass_by(minutes=9)
    desk.guard.look()
    assert desk.guard.screen.value is HIDDEN


def test_the_first_key_after_a_long_sleep_comes_too_late() -> None:
    desk = Guarded()
    desk.clock.pass_by(minutes=600)
    desk.guard.touched()
    assert desk.guard.screen.value is LOCKED


@pytest.mark.parametrize(
    ("hide", "lock", "idle_seconds", "wait"),
    [(3, 10, 0, 30), (3, 10, 170, 10), (3, 10, 181, 30), (3, 10, 599, 1), (0, 0, 0, 30), (3, 0, 179.5, 0.5)],
)
def test_the_next_look_is_when_something_is_due_or_soon(
    hide: int, lock: int, idle_seconds: float, wait: float
) -> None:
    desk = Guarded(hide, lock)
    desk.clock.pass_by(seconds=idle_seconds)
    assert desk.guard.next_look() == pytest.approx(wait)


@pytest.mark.parametrize("screen", [HIDDEN, LOCKED])
async def test_a_scan_behind_the_cover_opens_nobody_and_is_told(screen: ScreenState) -> None:
    desk = Guarded()
    taken: list[str] = []
    desk.bring_to(screen)

    def take(text: str) -> bool:
        taken.append(text)
        return True

    desk.bench.desk.intercept_scans(take)  # a dialog that opened behind it
    desk.bench.desk.scanned(CARD_A)
    await asyncio.sleep(0)
    assert desk.bench.look_ups.asked == []
    assert taken == []
    assert desk.guard.scan_ignored.value
    assert desk.bench.desk.waiting_scan.value is None


async def test_a_shown_screen_takes_scans_again_and_forgets_the_ignored_one() -> None:
    desk = Guarded()
    desk.guard.hide_or_show()
    desk.bench.desk.scanned(CARD_A)
    desk.guard.hide_or_show()
    assert not desk.guard.scan_ignored.value
    assert not desk.bench.desk.busy.value
    await desk.bench.open(CARD_B)
    assert desk.bench.desk.snapshot == patron(CARD_B)


async def test_a_scan_that_waited_before_opens_only_when_it_is_shown() -> None:
    desk = Guarded()
    release = desk.bench.desk.pause_scans("a write")
    desk.bench.desk.scanned(CARD_A)
    desk.guard.hide_or_show()
    release()
    await asyncio.sleep(0)
    assert desk.bench.look_ups.asked == []
    desk.guard.show()
    desk.bench.look_ups.answer(CARD_A, patron(CARD_A))
    await desk.bench.desk.look_up.settled()
    assert desk.bench.desk.snapshot == patron(CARD_A)


def test_drafts_are_known() -> None:
    desk = Guarded()
    assert not desk.guard.has_unsaved_input
    desk.bench.desk.note_unsaved_input("form", dirty=True)
    assert desk.guard.has_unsaved_input

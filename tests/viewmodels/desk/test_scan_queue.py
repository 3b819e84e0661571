"""Cards that come while somebody writes or asks: which one waits, and what is said of the others."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from services.contract.errors import CardNumberMalformed
from services.rules.vocabulary import Channel
from tests.viewmodels.fakes import CARD_A, CARD_B, Bench, patron
from viewmodels.core.notes import Caution, StatusMessage

CARD_C = "300000001"
LATER = timedelta(seconds=10)


class Held:
    """A desk with an open patron and a question over it."""

    def __init__(self) -> None:
        self.bench = Bench()
        self.desk = self.bench.desk
        self.said: list[StatusMessage] = []
        self.desk.scan_remarked.subscribe(self.said.append)

    async def ask(self) -> None:
        await self.bench.open(CARD_A)
        self.release = self.desk.capture_scans(lambda _: False)

    async def answered(self) -> None:
        for number in (CARD_A, CARD_B, CARD_C):
            self.bench.look_ups.answer(number, patron(number))
        self.release()
        await self.desk.look_up.settled()


@pytest.fixture
async def held() -> Held:
    made = Held()
    await made.ask()
    return made


async def test_a_card_that_waits_and_is_read_again_is_told_and_opened_once(held: Held) -> None:
    held.desk.scanned(CARD_B)
    held.bench.ticks.pass_by(LATER)
    held.desk.scanned(CARD_B)
    assert (held.desk.waiting_scan.value, held.said) == (CARD_B, [Caution.SAME_CARD_WAITS])
    assert held.desk.note.value is Caution.SAME_CARD_WAITS
    await held.answered()
    assert held.bench.look_ups.asked == [CARD_A, CARD_B]


async def test_the_open_card_read_again_at_once_is_told_and_not_looked_up_again(held: Held) -> None:
    held.desk.scanned(CARD_A)
    assert (held.desk.waiting_scan.value, held.said) == (None, [Caution.SAME_CARD])
    await held.answered()
    assert held.bench.look_ups.asked == [CARD_A]


async def test_the_open_card_read_later_waits_and_is_looked_at_again(held: Held) -> None:
    held.bench.ticks.pass_by(LATER)
    held.desk.scanned(CARD_A)
    assert (held.desk.waiting_scan.value, held.said) == (CARD_A, [])
    await held.answered()
    assert held.bench.look_ups.asked == [CARD_A, CARD_A]


async def test_the_last_card_counts_even_if_it_is_the_open_one(held: Held) -> None:
    held.desk.scanned(CARD_B)
    held.desk.scanned(CARD_A)
    assert (held.desk.waiting_scan.value, held.said) == (CARD_A, [])
    await held.answered()
    assert held.bench.look_ups.asked == [CARD_A]
    assert held.said == [Caution.SAME_CARD]
    assert held.desk.snapshot == patron(CARD_A)


async def test_what_is_no_card_is_told_and_takes_nothing_from_the_one_that_waits(held: Held) -> None:
    fields: list[str] = []
    wanted: list[bool] = []
    held.desk.card_number.subscribe(fields.append)
    held.desk.card_field_wanted.subscribe(wanted.append)
    held.desk.scanned(CARD_B)
    held.desk.scanned("12345678")
    assert isinstance(held.said[0], CardNumberMalformed)
    assert held.desk.card_error.value is None
    assert (held.desk.waiting_scan.value, fields, wanted) == (CARD_B, [], [])
    await held.answered()
    assert held.desk.snapshot == patron(CARD_B)


async def test_what_a_dialog_takes_neither_waits_nor_opens() -> None:
    bench, taken = Bench(), list[str]()

    def take(text: str) -> bool:
        taken.append(text)
        return len(taken) == 1

    release = bench.desk.capture_scans(take)
    bench.desk.scanned(CARD_A)
    assert (taken, bench.desk.waiting_scan.value) == ([CARD_A], None)
    bench.desk.scanned(CARD_B)
    assert bench.desk.waiting_scan.value == CARD_B
    bench.look_ups.answer(CARD_B, patron(CARD_B))
    release()
    await bench.desk.look_up.settled()
    bench.look_ups.answer(CARD_A, patron(CARD_A))
    bench.desk.scanned(CARD_A)
    await bench.desk.look_up.settled()
    assert (taken, bench.desk.snapshot) == ([CARD_A, CARD_B], patron(CARD_A))


async def test_of_two_dialogs_the_newer_has_the_scan_first() -> None:
    bench, taken = Bench(), list[str]()

    def taker(name: str, *, takes: bool) -> Callable[[str], bool]:
        def take(_text: str) -> bool:
            taken.append(name)
            return takes

        return take

    bench.desk.capture_scans(taker("older", takes=True))
    end_middle = bench.desk.capture_scans(taker("middle", takes=False))
    end_newest = bench.desk.capture_scans(taker("newest", takes=True))
    bench.desk.scanned(CARD_A)
    assert taken == ["newest"]
    end_newest()
    bench.desk.scanned(CARD_A)
    assert taken == ["newest", "middle", "older"]
    end_middle()
    bench.desk.scanned(CARD_A)
    assert taken == ["newest", "middle", "older", "older"]
    assert bench.desk.waiting_scan.value is None


async def test_the_card_that_led_to_a_question_is_shown_and_told_when_read_again() -> None:
    bench = Bench()
    await bench.open(CARD_A)
    bench.desk.note_unsaved_input("form", dirty=True)
    seen: list[str | None] = []

    def read_again() -> None:
        seen.append(bench.desk.waiting_scan.value)
        bench.desk.scanned(CARD_B)
        seen.append(bench.desk.waiting_scan.value)

    bench.answers.while_asked = read_again
    said: list[StatusMessage] = []
    bench.desk.scan_remarked.subscribe(said.append)
    bench.look_ups.answer(CARD_B, patron(CARD_B))
    bench.desk.scanned(CARD_B)
    await bench.desk.look_up.settled()
    assert (seen, said) == ([CARD_B, CARD_B], [Caution.SAME_CARD_WAITS])
    assert bench.look_ups.asked == [CARD_A, CARD_B]
    assert (bench.desk.snapshot, bench.desk.waiting_scan.value) == (patron(CARD_B), None)


async def test_a_typed_number_that_leads_to_a_question_is_no_card_that_was_read() -> None:
    bench = Bench()
    await bench.open(CARD_A)
    bench.desk.note_unsaved_input("form", dirty=True)
    seen: list[str | None] = []
    bench.answers.while_asked = lambda: seen.append(bench.desk.waiting_scan.value)
    bench.look_ups.answer(CARD_B, patron(CARD_B))
    bench.desk.typed(CARD_B)
    await bench.desk.look_up.settled()
    assert (seen, bench.desk.snapshot) == ([None], patron(CARD_B))


@pytest.mark.parametrize("switches", [False, True])
async def test_a_card_read_over_the_question_before_closing_opens_after_it(switches: bool) -> None:
    bench = Bench()
    await bench.open(CARD_A)
    bench.desk.note_unsaved_input("form", dirty=True)
    bench.answers.while_asked = lambda: bench.desk.scanned(CARD_B)
    bench.look_ups.answer(CARD_B, patron(CARD_B))
    command = bench.desk.switch_channel if switches else bench.desk.close_patron
    command.start()
    await command.settled()
    await bench.desk.look_up.settled()
    assert bench.desk.patron_id == 22
    assert bench.desk.channel.value is (Channel.PHONE if switches else Channel.COUNTER)
    assert bench.look_ups.actors[-1].channel is bench.desk.channel.value


async def test_who_was_found_waits_without_a_number() -> None:
    bench = Bench()
    release = bench.desk.pause_scans("write")
    bench.desk.found(22)
    assert bench.desk.waiting_scan.value is None
    bench.look_ups.answer("found 22", patron(CARD_B))
    release()
    await asyncio.sleep(0)
    await bench.desk.look_up.settled()
    assert bench.desk.snapshot == patron(CARD_B)


@pytest.mark.parametrize("command", ["close_patron", "switch_channel"])
@pytest.mark.parametrize("dirty", [False, True])
async def test_a_card_read_in_the_moment_in_which_a_patron_is_closed_opens_after_that(
    command: str, dirty: bool
) -> None:
    bench = Bench()
    await bench.open(CARD_A)
    bench.desk.note_unsaved_input("form", dirty=dirty)
    bench.look_ups.answer(CARD_B, patron(CARD_B))
    getattr(bench.desk, command).start()
    bench.desk.scanned(CARD_B)
    await getattr(bench.desk, command).settled()
    await bench.desk.look_up.settled()
    assert (bench.desk.patron_id, bench.answers.asked) == (22, dirty)
    assert bench.look_ups.actors[-1].channel is bench.desk.channel.value


@pytest.mark.parametrize(
    ("second", "opened"), [(None, 22), ("not a card", 22), (CARD_B, 22), (CARD_C, 1), (CARD_A, 11)]
)
async def test_a_card_read_in_the_moment_in_which_a_question_comes_waits_for_it(
    held: Held, second: str | None, opened: int
) -> None:
    held.bench.look_ups.answer(CARD_B, patron(CARD_B))
    held.release()
    held.desk.scanned(CARD_B)
    held.release = held.desk.pause_scans("question")
    if second is not None:
        held.desk.scanned(second)
    await held.desk.look_up.settled()
    assert held.desk.patron_id == 11
    assert held.desk.waiting_scan.value == (CARD_B if opened == 22 else second)
    await held.answered()
    assert held.desk.patron_id == opened

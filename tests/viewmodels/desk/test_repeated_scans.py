"""Cards that are read over a question or a write, and the same card twice."""

import asyncio
from datetime import timedelta

import pytest

from services.contract.errors import CardUnknown
from tests.viewmodels.fakes import AGAIN, CARD_A, CARD_B, Bench, patron
from viewmodels.core.notes import Caution


async def test_a_scan_during_a_question_waits_visibly_and_then_opens() -> None:
    bench = Bench(discard=True)
    await bench.open(CARD_A)
    bench.desk.note_unsaved_input("form", dirty=True)
    third = "200000033"
    seen: list[str | None] = []

    def scan_now() -> None:
        bench.desk.scanned(third)
        seen.append(bench.desk.waiting_scan.value)

    bench.answers.while_asked = scan_now
    bench.look_ups.answer(third, patron(third))
    bench.desk.scanned(CARD_B)
    await bench.desk.look_up.settled()
    assert seen == [third]
    assert bench.desk.snapshot == patron(third)
    assert bench.desk.waiting_scan.value is None


async def test_a_scan_during_a_write_waits_until_the_write_is_over() -> None:
    bench = Bench()
    release = bench.desk.pause_scans("write")
    bench.desk.scanned(CARD_A)
    assert bench.look_ups.asked == []
    assert bench.desk.waiting_scan.value == CARD_A
    bench.look_ups.answer(CARD_A, patron(CARD_A))
    release()
    await bench.desk.look_up.settled()
    assert bench.desk.snapshot == patron(CARD_A)


async def test_a_card_that_was_read_twice_is_told_and_not_looked_up_twice() -> None:
    bench = Bench()
    await bench.open(CARD_A)
    first = bench.desk.opening
    bench.ticks.pass_by(AGAIN - timedelta(milliseconds=1))
    bench.desk.scanned(CARD_A)
    await bench.desk.look_up.settled()
    assert bench.look_ups.asked == [CARD_A]
    assert bench.desk.note.value is Caution.SAME_CARD
    assert (bench.desk.snapshot, bench.desk.opening) == (patron(CARD_A), first)


async def test_a_double_scan_does_not_prolong_the_time_in_which_the_next_one_is_one() -> None:
    bench = Bench()
    await bench.open(CARD_A)
    bench.ticks.pass_by(AGAIN - timedelta(milliseconds=1))
    bench.desk.scanned(CARD_A)
    assert bench.desk.note.value is Caution.SAME_CARD
    bench.ticks.pass_by(timedelta(milliseconds=1))
    bench.desk.scanned(CARD_A)
    await bench.desk.look_up.settled()
    assert bench.look_ups.asked == [CARD_A, CARD_A]


async def test_a_card_that_is_read_twice_while_it_is_looked_up_opens_once() -> None:
    bench = Bench()
    bench.desk.scanned(CARD_A)
    await asyncio.sleep(0)
    bench.desk.scanned(CARD_A)
    bench.look_ups.answer(CARD_A, patron(CARD_A))
    await bench.desk.look_up.settled()
    assert bench.look_ups.asked == [CARD_A]
    assert bench.desk.note.value is Caution.SAME_CARD
    assert bench.desk.snapshot == patron(CARD_A)


@pytest.mark.parametrize("between", ["closed", "unknown", "typed", "another"])
async def test_what_is_no_double_scan_is_looked_up(between: str) -> None:
    bench = Bench()
    if between == "unknown":
        bench.look_ups.answer(CARD_A, CardUnknown(CARD_A))
        bench.desk.scanned(CARD_A)
        await bench.desk.look_up.settled()
    else:
        await bench.open(CARD_A, scanned=between != "typed")
    if between == "closed":
        bench.desk.close_patron.start()
        await bench.desk.close_patron.settled()
    if between == "another":
        await bench.open(CARD_B)
    before = len(bench.look_ups.asked)
    await bench.open(CARD_A)
    assert bench.look_ups.asked[before:] == [CARD_A]
    assert bench.desk.snapshot == patron(CARD_A)
    assert bench.desk.opening is not None

"""What is typed and isn't saved: when the desk asks about it before it is lost."""

import pytest

from services.contract.errors import SystemUnreachable
from services.rules.vocabulary import Role
from tests.viewmodels.fakes import AGAIN, CARD_A, CARD_B, Bench, patron
from viewmodels.core.notes import Caution

CARD_C = "200000033"


async def test_unsaved_input_asks_first_and_keeping_it_keeps_the_patron() -> None:
    bench = Bench(discard=False)
    await bench.open(CARD_A)
    bench.desk.note_unsaved_input("form", dirty=True)
    bench.desk.scanned(CARD_B)
    await bench.desk.look_up.settled()
    assert bench.answers.asked == 1
    assert bench.desk.snapshot == patron(CARD_A)
    assert bench.look_ups.asked == [CARD_A]
    assert bench.desk.note.value is Caution.SCAN_LEFT


async def test_a_card_read_over_the_question_is_forgotten_when_the_input_is_kept() -> None:
    bench = Bench(discard=False)
    await bench.open(CARD_A)
    bench.desk.note_unsaved_input("form", dirty=True)
    bench.answers.while_asked = lambda: bench.desk.scanned(CARD_C)
    bench.look_ups.answer(CARD_C, patron(CARD_C))
    bench.desk.scanned(CARD_B)
    await bench.desk.look_up.settled()
    assert (bench.desk.snapshot, bench.desk.waiting_scan.value) == (patron(CARD_A), None)
    assert (bench.look_ups.asked, bench.answers.asked) == ([CARD_A], 1)
    assert bench.desk.unsaved_input.there


async def test_discarded_input_lets_the_next_card_open() -> None:
    bench = Bench(discard=True)
    await bench.open(CARD_A)
    bench.desk.note_unsaved_input("form", dirty=True)
    await bench.open(CARD_B)
    await bench.open(CARD_A)
    assert bench.answers.asked == 1
    assert bench.desk.snapshot == patron(CARD_A)


@pytest.mark.parametrize("again", ["scanned", "typed", "found"])
async def test_who_is_open_is_read_anew_and_input_stays_and_is_not_asked_about(again: str) -> None:
    bench = Bench()
    await bench.open(CARD_A)
    bench.ticks.pass_by(AGAIN)
    bench.desk.note_unsaved_input("form", dirty=True)
    if again == "found":
        bench.look_ups.answer("found 11", patron(CARD_A, version=7))
        bench.desk.found(11)
        await bench.desk.look_up.settled()
    else:
        await bench.open(CARD_A, scanned=again == "scanned")
    assert len(bench.look_ups.asked) == 2
    assert (bench.answers.asked, bench.desk.unsaved_input.there) == (0, True)


async def test_the_same_number_on_the_phone_is_another_call_and_asks() -> None:
    bench = Bench(role=Role.PHONE, discard=True)
    await bench.open(CARD_A, scanned=False)
    assert bench.desk.snapshot is not None  # of an identified caller
    bench.desk.note_unsaved_input("form", dirty=True)
    bench.look_ups.answer(CARD_A, SystemUnreachable())
    bench.desk.typed(CARD_A)
    await bench.desk.look_up.settled()
    assert (bench.answers.asked, bench.desk.unsaved_input.there) == (1, False)
    assert bench.desk.answer.value is None


@pytest.mark.parametrize("discard", [True, False])
async def test_leaving_the_desk_asks_about_unsaved_input(discard: bool) -> None:
    bench = Bench(discard=discard)
    left: list[None] = []
    bench.desk.left.subscribe(left.append)
    await bench.open(CARD_A)
    bench.desk.note_unsaved_input("form", dirty=True)
    bench.desk.leave.start()
    await bench.desk.leave.settled()
    assert bench.answers.asked == 1
    assert left == [None] * discard
    assert bench.desk.unsaved_input.there is not discard
    assert bench.desk.snapshot == patron(CARD_A)


async def test_leaving_the_desk_asks_nothing_where_nothing_is_typed_or_the_session_ends() -> None:
    bench = Bench()
    left: list[None] = []
    bench.desk.left.subscribe(left.append)
    bench.desk.leave.start()
    await bench.desk.leave.settled()
    bench.desk.note_unsaved_input("form", dirty=True)
    bench.desk.give_up_unsaved_input()
    bench.desk.leave.start()
    await bench.desk.leave.settled()
    assert (bench.answers.asked, left) == (0, [None, None])


async def test_a_saved_form_asks_nothing() -> None:
    bench = Bench()
    await bench.open(CARD_A)
    bench.desk.note_unsaved_input("form", dirty=True)
    bench.desk.note_unsaved_input("form", dirty=False)
    await bench.open(CARD_B)
    assert bench.answers.asked == 0


@pytest.mark.parametrize("discard", [False, True])
@pytest.mark.parametrize("second", ["close_patron", "switch_channel", "leave"])
async def test_what_leaves_input_in_the_same_moment_asks_no_second_time(second: str, discard: bool) -> None:
    bench = Bench(discard=discard)
    await bench.open(CARD_A)
    bench.desk.note_unsaved_input("form", dirty=True)
    bench.look_ups.answer(CARD_B, patron(CARD_B))
    bench.desk.scanned(CARD_B)
    other = getattr(bench.desk, second)
    other.start()
    await bench.desk.look_up.settled()
    await other.settled()
    assert bench.answers.asked == 1
    assert bench.desk.patron_id == (22 if discard else 11)


@pytest.mark.parametrize("command", ["close_patron", "switch_channel", "leave"])
async def test_a_card_read_over_the_question_is_told_when_the_input_is_kept(command: str) -> None:
    bench = Bench(discard=False)
    await bench.open(CARD_A)
    bench.desk.note_unsaved_input("form", dirty=True)
    bench.answers.while_asked = lambda: bench.desk.scanned(CARD_B)
    getattr(bench.desk, command).start()
    await getattr(bench.desk, command).settled()
    assert (bench.desk.patron_id, bench.desk.note.value) == (11, Caution.SCAN_LEFT)

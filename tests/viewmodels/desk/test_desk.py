import asyncio
from datetime import timedelta

import pytest

from services.contract.errors import (
    CardNumberMalformed,
    CardRetired,
    CardUnknown,
    IdentityCheckEnded,
    PatronGone,
    SystemBusy,
    SystemUnreachable,
)
from services.contract.snapshot import ClosedToCallers, PhoneSummary
from services.rules.policy import Policy
from services.rules.vocabulary import Channel, Role
from tests.viewmodels.fakes import AGAIN, CARD_A, CARD_B, NOW, Bench, patron
from viewmodels.core.notes import Caution, Done
from viewmodels.core.trouble import Bug
from viewmodels.desk.desk_state import OpeningScan

"""After which a scan of the open patron's card is a new look."""


async def test_a_scan_opens_the_patron() -> None:
    bench = Bench()
    await bench.open(CARD_A)
    assert bench.desk.snapshot == patron(CARD_A)
    assert bench.desk.opening is not None
    assert (bench.desk.opening.card_number, bench.desk.opening.at) == (CARD_A, NOW)


async def test_a_typed_number_opens_the_patron_but_is_no_proof_of_a_card() -> None:
    bench = Bench()
    await bench.open(CARD_A, scanned=False)
    assert bench.desk.snapshot is not None
    assert bench.desk.opening is None


async def test_typing_the_number_of_the_scanned_patron_does_not_renew_the_proof() -> None:
    bench = Bench()
    await bench.open(CARD_A)
    first = bench.desk.opening
    bench.look_ups.answer(CARD_A, patron(CARD_A, minutes=1))
    bench.desk.typed(CARD_A)
    await bench.desk.look_up.settled()
    assert bench.desk.opening == first
    bench.look_ups.answer(CARD_A, patron(CARD_A, minutes=2))
    bench.desk.scanned(CARD_A)
    await bench.desk.look_up.settled()
    assert bench.desk.opening == OpeningScan(CARD_A, NOW + timedelta(minutes=2))


async def test_the_desks_idea_of_now_is_the_servers_time_carried_on() -> None:
    bench = Bench()
    bench.ticks.seconds = 1000
    await bench.open(CARD_A)
    bench.ticks.pass_by(timedelta(seconds=90))
    assert bench.desk.now() == NOW + timedelta(seconds=90)


async def test_card_b_while_a_loads_never_shows_a() -> None:
    bench = Bench()
    shown: list[int] = []
    bench.desk.answer.subscribe(lambda answer: shown.append(answer.patron.id) if answer else None)  # type: ignore[union-attr]
    bench.desk.scanned(CARD_A)
    await asyncio.sleep(0)
    bench.desk.scanned(CARD_B)
    await asyncio.sleep(0)
    bench.look_ups.answer(CARD_B, patron(CARD_B))
    bench.look_ups.answer(CARD_A, patron(CARD_A))
    await bench.desk.look_up.settled()
    assert shown == [22]


async def test_the_open_patron_leaves_before_another_is_awaited() -> None:
    bench = Bench()
    await bench.open(CARD_A)
    bench.desk.scanned(CARD_B)
    await asyncio.sleep(0)
    assert bench.desk.answer.value is None
    assert bench.desk.opening is None


@pytest.mark.parametrize("found", [None, 33])
async def test_the_library_is_asked_before_the_open_patron_is_forgotten(found: int | None) -> None:
    bench = Bench()
    await bench.open(CARD_A)
    asked: list[str] = []
    bench.desk.answer.subscribe(lambda _: asked.append(bench.look_ups.asked[-1]))
    if found is None:
        bench.desk.scanned(CARD_B)
    else:
        bench.desk.found(found)
    await asyncio.sleep(0)
    assert bench.desk.answer.value is None
    assert asked[1:] == [CARD_B if found is None else f"found {found}"]


async def test_reading_the_same_card_again_keeps_the_patron_on_screen_meanwhile() -> None:
    bench = Bench()
    await bench.open(CARD_A)
    bench.look_ups.answer(CARD_A, patron(CARD_A, version=7))
    bench.look_ups.hold_back()
    bench.ticks.pass_by(AGAIN)
    bench.desk.scanned(CARD_A)
    await asyncio.sleep(0)
    assert bench.desk.snapshot is not None
    bench.look_ups.answer(CARD_A, patron(CARD_A, version=7))
    await bench.desk.look_up.settled()
    assert bench.desk.snapshot.patron.version == 7


async def test_what_is_typed_and_is_no_card_number_changes_nothing_but_the_fields_error() -> None:
    bench = Bench()
    focused: list[bool] = []
    bench.desk.card_field_wanted.subscribe(focused.append)
    await bench.open(CARD_A)
    bench.desk.typed("1234")
    await bench.desk.look_up.settled()
    assert bench.desk.opening is not None
    assert isinstance(bench.desk.card_error.value, CardNumberMalformed)
    assert bench.desk.snapshot == patron(CARD_A)
    assert bench.look_ups.asked == [CARD_A]
    assert focused == [True]


@pytest.mark.parametrize("error", [CardUnknown(CARD_B), CardRetired(CARD_B)])
async def test_an_unknown_or_retired_card_leaves_the_desk_empty(error: Exception) -> None:
    bench = Bench()
    await bench.open(CARD_A)
    bench.look_ups.answer(CARD_B, error)
    bench.desk.scanned(CARD_B)
    await bench.desk.look_up.settled()
    assert bench.desk.answer.value is None
    assert bench.desk.card_error.value is error


async def test_the_next_good_card_takes_the_error_away() -> None:
    bench = Bench()
    bench.desk.scanned("12")
    await bench.desk.look_up.settled()
    wrong = bench.desk.card_error.value
    await bench.open(CARD_A)
    assert (type(wrong), bench.desk.card_error.value) == (CardNumberMalformed, None)


async def test_an_acts_outcome_takes_what_was_wrong_with_the_field_away() -> None:
    bench = Bench()
    await bench.open(CARD_A)
    shown: list[str] = []
    bench.desk.card_number.subscribe(shown.append)
    bench.desk.typed("12")
    bench.desk.show_outcome(patron(CARD_A, version=2), Done.EMAIL_UPDATED)
    assert bench.desk.card_error.value is None
    assert shown == [""]


async def test_a_lost_connection_is_a_banner_until_the_next_answer() -> None:
    bench = Bench()
    bench.look_ups.answer(CARD_A, SystemUnreachable())
    bench.desk.scanned(CARD_A)
    await bench.desk.look_up.settled()
    assert isinstance(bench.desk.connection_error.value, SystemUnreachable)
    await bench.open(CARD_B)
    assert bench.desk.connection_error.value is None


@pytest.mark.parametrize("error", [SystemUnreachable(), SystemBusy(), ArithmeticError()])
async def test_after_a_look_up_that_failed_the_field_waits_for_the_number_again(error: Exception) -> None:
    bench = Bench()
    wanted: list[bool] = []
    bench.desk.card_field_wanted.subscribe(wanted.append)
    bench.look_ups.answer(CARD_A, error)
    bench.desk.typed(CARD_A)
    await bench.desk.look_up.settled()
    assert wanted == [True]


async def test_an_unexpected_exception_is_logged_and_told_by_its_reference() -> None:
    bench = Bench()
    bench.look_ups.answer(CARD_A, ArithmeticError())
    bench.desk.scanned(CARD_A)
    await bench.desk.look_up.settled()
    assert bench.desk.note.value == Bug("R1")
    assert [type(error) for error in bench.bugs.seen] == [ArithmeticError]


async def test_closing_empties_the_desk_and_ends_a_running_look_up() -> None:
    bench = Bench()
    await bench.open(CARD_A)
    bench.ticks.pass_by(AGAIN)
    bench.desk.scanned(CARD_A)
    assert bench.desk.look_up.running.value
    bench.desk.close_patron.start()
    await bench.desk.close_patron.settled()
    bench.look_ups.hold_back()
    await bench.desk.look_up.settled()
    assert bench.desk.answer.value is None
    assert bench.desk.opening is None
    assert bench.desk.note.value is Done.PATRON_CLOSED


async def test_whoever_leaves_ends_a_running_look_up_before_that_is_told() -> None:
    bench = Bench()
    shown: list[object] = []
    bench.desk.answer.subscribe(shown.append)
    bench.desk.left.subscribe(lambda _: bench.look_ups.answer(CARD_A, patron(CARD_A)))
    bench.desk.scanned(CARD_A)
    await asyncio.sleep(0)
    bench.desk.leave.start()
    await bench.desk.leave.settled()
    await bench.desk.look_up.settled()
    assert shown == [None]


async def test_reading_again_asks_for_the_same_patron() -> None:
    bench = Bench()
    await bench.open(CARD_A)
    bench.look_ups.answer("again 11", patron(CARD_A, version=5))
    bench.desk.read_again.start()
    await bench.desk.read_again.settled()
    assert bench.desk.snapshot is not None
    assert bench.desk.snapshot.patron.version == 5
    assert bench.desk.note.value is Done.READ_AGAIN


async def test_a_patron_who_is_gone_leaves_the_desk_empty() -> None:
    bench = Bench()
    await bench.open(CARD_A)
    bench.look_ups.answer("again 11", PatronGone())
    bench.desk.read_again.start()
    await bench.desk.read_again.settled()
    assert bench.desk.answer.value is None
    assert isinstance(bench.desk.card_error.value, PatronGone)


async def test_a_late_reading_again_does_not_come_back_over_another_patron() -> None:
    bench = Bench()
    await bench.open(CARD_A)
    bench.desk.read_again.start()
    await asyncio.sleep(0)
    await bench.open(CARD_B)
    bench.look_ups.answer("again 11", patron(CARD_A))
    await bench.desk.read_again.settled()
    assert bench.desk.snapshot == patron(CARD_B)


async def test_switching_the_channel_closes_the_patron() -> None:
    bench = Bench()
    await bench.open(CARD_A)
    bench.desk.switch_channel.start()
    await bench.desk.switch_channel.settled()
    assert bench.desk.channel.value is Channel.PHONE
    assert bench.desk.answer.value is None
    assert bench.desk.actor.channel is Channel.PHONE


async def test_phone_staff_stay_on_the_phone() -> None:
    bench = Bench(role=Role.PHONE)
    assert bench.desk.channel.value is Channel.PHONE
    bench.desk.switch_channel.start()
    await bench.desk.switch_channel.settled()
    assert bench.desk.channel.value is Channel.PHONE


async def test_a_glimpse_is_no_snapshot() -> None:
    bench = Bench(role=Role.PHONE)
    phone_summary = PhoneSummary(NOW, CARD_A, 11, 1, 2, 3, 4, 5)
    bench.look_ups.answer(CARD_A, phone_summary)
    bench.desk.scanned(CARD_A)
    await bench.desk.look_up.settled()
    assert bench.desk.answer.value == phone_summary
    assert bench.desk.snapshot is None


async def test_a_patron_of_the_own_work_who_is_closed_to_callers_is_told_too() -> None:
    bench = Bench(role=Role.PHONE)
    closed = PhoneSummary(NOW, CARD_A, 11, 1, 2, 3, 4, 5, ClosedToCallers(NOW, of_login=False))
    bench.look_ups.answer("found 11", closed)
    bench.desk.found(11)
    await bench.desk.look_up.settled()
    assert isinstance(bench.desk.card_error.value, IdentityCheckEnded)
    assert bench.desk.patron_id is None


@pytest.mark.parametrize("of_login", [False, True])
async def test_a_number_that_is_closed_to_callers_is_told_instead_of_opened(of_login: bool) -> None:
    bench = Bench(role=Role.PHONE)
    until = NOW + timedelta(minutes=15)
    shown: list[object] = []
    bench.desk.answer.subscribe(shown.append)
    closed = PhoneSummary(NOW, CARD_A, 11, 1, 2, 3, 4, 5, ClosedToCallers(until, of_login))
    bench.look_ups.answer(CARD_A, closed)
    bench.desk.typed(CARD_A)
    await bench.desk.look_up.settled()
    told = bench.desk.card_error.value
    assert isinstance(told, IdentityCheckEnded)
    assert (told.until, told.of_login) == (until, of_login)
    assert (bench.desk.note.value, bench.desk.patron_id) == (None, None)
    assert all(it is None for it in shown)
    bench.look_ups.answer(CARD_A, PhoneSummary(NOW, CARD_A, 11, 1, 2, 3, 4, 5))
    bench.desk.typed(CARD_A)
    await bench.desk.look_up.settled()
    assert bench.desk.card_error.value is None
    assert bench.desk.patron_id == 11
    bench.look_ups.answer(CARD_A, closed)
    bench.desk.typed(CARD_A)
    await bench.desk.look_up.settled()
    assert bench.desk.patron_id is None


async def test_an_outcome_replaces_only_the_patron_it_belongs_to() -> None:
    bench = Bench()
    await bench.open(CARD_A)
    bench.desk.show_outcome(patron(CARD_B), Done.PASSWORD_ISSUED)
    assert bench.desk.snapshot == patron(CARD_A)
    bench.desk.show_outcome(patron(CARD_A, version=3), Done.PASSWORD_ISSUED)
    assert bench.desk.snapshot is not None
    assert bench.desk.snapshot.patron.version == 3


async def test_an_outcome_shows_nothing_of_whose_caller_is_not_identified() -> None:
    bench = Bench(role=Role.PHONE)
    phone_summary = PhoneSummary(NOW, CARD_A, 11, 1, 2, 3, 4, 5)
    bench.look_ups.answer(CARD_A, phone_summary)
    bench.desk.typed(CARD_A)
    await bench.desk.look_up.settled()
    bench.desk.show_outcome(patron(CARD_A, version=2), Done.EMAIL_UPDATED)
    assert bench.desk.answer.value == phone_summary
    bench.desk.open_found(patron(CARD_A), Done.IDENTIFIED)
    assert bench.desk.snapshot == patron(CARD_A)


async def test_closing_the_desk_forgets_the_patron() -> None:
    bench = Bench()
    await bench.open(CARD_A)
    await bench.desk.aclose()
    assert bench.desk.answer.value is None
    bench.desk.scanned(CARD_B)
    assert bench.look_ups.asked == [CARD_A]


@pytest.mark.parametrize(("card", "told"), [("000000000", None), ("000000001", Caution.CHECK_DIGIT)])
async def test_a_wrong_check_digit_warns_and_opens_the_patron_all_the_same(
    card: str, told: Caution | None
) -> None:
    bench = Bench(policy=Policy(card_check_digit="luhn"))
    await bench.open(card)
    assert bench.desk.snapshot == patron(card)
    assert bench.desk.note.value is told


async def test_the_card_field_never_shows_a_number_over_another_patron() -> None:
    bench = Bench(discard=False)
    await bench.open(CARD_A)
    shown: list[str] = []
    bench.desk.card_number.subscribe(shown.append)
    bench.desk.note_unsaved_input(bench, dirty=True)
    bench.answers.while_asked = lambda: shown.append("asked")
    bench.desk.scanned(CARD_B)
    await bench.desk.look_up.settled()
    assert shown == ["asked", ""]
    bench.answers.discard = True
    bench.look_ups.answer(CARD_B, patron(CARD_B))
    bench.desk.scanned(CARD_B)
    await bench.desk.look_up.settled()
    assert shown == ["asked", "", "asked", CARD_B]
    answers: list[object] = []
    bench.desk.card_number.subscribe(lambda _: answers.append(bench.desk.answer.value))
    bench.desk.scanned("12")
    await bench.desk.look_up.settled()
    assert shown[-1] == "12"
    assert answers == [None]

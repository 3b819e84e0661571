"""Reading the open patron again: what comes late is shown over nobody else, and takes nothing newer away."""

import asyncio
from dataclasses import replace

import pytest

from services.contract.errors import CardRetired, PatronGone, SystemUnreachable
from services.contract.snapshot import PatronSnapshot
from tests.viewmodels.fakes import CARD_A, CARD_B, Bench, patron
from tests.viewmodels.identity_fakes import on_the_phone, open_phone_summary, phone_summary
from viewmodels.core.command import AsyncCommand
from viewmodels.core.notes import Done


def without_card(card: str, *, version: int = 1) -> PatronSnapshot:
    return replace(patron(card, version=version), card_number=None)


async def open_without_card(bench: Bench, card: str) -> None:
    found = without_card(card)
    bench.look_ups.answer(f"found {found.patron.id}", found)
    bench.desk.found(found.patron.id)
    await bench.desk.look_up.settled()


async def read(bench: Bench, way: str) -> AsyncCommand[[]]:
    """Begin to read by 再読込 (again), or because of others (refresh)."""
    command = bench.desk.read_again if way == "again" else bench.desk.refresh
    command.start()
    await asyncio.sleep(0)
    return command


@pytest.mark.parametrize("way", ["again", "refresh"])
@pytest.mark.parametrize("next_one", [None, CARD_B])
async def test_a_patron_without_a_card_does_not_come_back_late(way: str, next_one: str | None) -> None:
    bench = Bench()
    await open_without_card(bench, CARD_A)
    reading = await read(bench, way)
    bench.desk.close_patron.start()
    await bench.desk.close_patron.settled()
    if next_one is not None:
        await open_without_card(bench, next_one)
        bench.look_ups.answer("refresh 22", without_card(next_one))
    bench.look_ups.answer(f"{way} 11", without_card(CARD_A, version=2))
    await reading.settled()
    assert bench.desk.snapshot == (None if next_one is None else without_card(next_one))


@pytest.mark.parametrize("way", ["again", "refresh"])
@pytest.mark.parametrize("error", [PatronGone(), CardRetired(CARD_A)])
async def test_that_an_earlier_patron_is_gone_closes_no_other(way: str, error: Exception) -> None:
    bench = Bench()
    await bench.open(CARD_A)
    reading = await read(bench, way)
    await bench.open(CARD_B)
    bench.look_ups.answer(f"{way} 11", error)
    await reading.settled()
    assert bench.desk.snapshot == patron(CARD_B)
    assert bench.desk.card_error.value is None


@pytest.mark.parametrize("way", ["again", "refresh"])
async def test_that_the_system_is_away_is_told_whoever_is_open(way: str) -> None:
    bench = Bench()
    await bench.open(CARD_A)
    reading = await read(bench, way)
    await bench.open(CARD_B)
    bench.look_ups.answer(f"{way} 11", SystemUnreachable())
    await reading.settled()
    assert isinstance(bench.desk.connection_error.value, SystemUnreachable)


async def test_a_reading_that_began_before_an_act_takes_none_of_it_away() -> None:
    bench = Bench()
    await bench.open(CARD_A)
    reading = await read(bench, "again")
    bench.desk.show_outcome(patron(CARD_A, version=7), Done.EMAIL_UPDATED)
    bench.look_ups.answer("again 11", patron(CARD_A))
    bench.look_ups.answer("refresh 11", patron(CARD_A, version=7))
    await reading.settled()
    assert bench.desk.snapshot == patron(CARD_A, version=7)
    assert bench.desk.note.value is Done.EMAIL_UPDATED


async def test_what_was_read_at_the_counter_is_not_shown_to_a_caller() -> None:
    bench = Bench()
    await bench.open(CARD_A)
    reading = await read(bench, "again")
    await on_the_phone(bench)
    await open_phone_summary(bench, CARD_A)
    bench.look_ups.answer("refresh 11", phone_summary(CARD_A))
    bench.look_ups.answer("again 11", patron(CARD_A))
    await reading.settled()
    assert bench.desk.answer.value == phone_summary(CARD_A)

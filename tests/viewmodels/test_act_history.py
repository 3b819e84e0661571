"""操作記録 is read when it is seen, again after each act, and never stays under another patron."""

import asyncio
from datetime import timedelta

import pytest

from services.contract.errors import ActRefused, SystemUnreachable
from services.contract.recorded_acts import ALWAYS, PatronRecords
from services.contract.snapshot import PhoneSummary
from services.rules.decision import Reason, Refused
from services.rules.vocabulary import Role
from tests.helpers.waiting import HOPELESS
from tests.viewmodels.act_history_fakes import GatedRecords, of
from tests.viewmodels.fakes import CARD_A, CARD_B, NOW, Bench, patron
from viewmodels.act_history import MONTHS, ActHistoryViewModel, periods
from viewmodels.core.notes import Done
from viewmodels.core.trouble import Bug

A, B = 11, 22


class Reader:
    """Somebody at a desk who may look at the records."""

    def __init__(self) -> None:
        self.bench = Bench(role=Role.SUPERVISOR)
        self.source = GatedRecords()
        self.model = ActHistoryViewModel(self.bench.desk, self.source, self.bench.bugs)

    async def open(self, card: str) -> None:
        await self.bench.open(card)

    async def started(self) -> None:
        """Let a reading that was started ask."""
        for _ in range(3):
            await asyncio.sleep(0)

    async def answered(self, answer: PatronRecords | Exception, place: int = -1) -> None:
        """Answer a reading, and let the desk take it."""
        await self.source.answer(answer, place)
        async with asyncio.timeout(HOPELESS):
            await self.model.load.settled()

    def asked(self) -> list[int]:
        return [patron_id for patron_id, _ in self.source.asked]


@pytest.fixture
def reader() -> Reader:
    return Reader()


async def test_nothing_is_read_that_nobody_sees(reader: Reader) -> None:
    await reader.open(CARD_A)
    await reader.started()
    assert reader.asked() == []
    assert reader.model.records.value is None


async def test_it_is_read_when_it_comes_to_be_seen(reader: Reader) -> None:
    await reader.open(CARD_A)
    reader.model.set_seen(True)
    await reader.started()
    await reader.answered(of(A))
    assert reader.source.asked == [(A, reader.bench.desk.actor)]
    assert reader.model.records.value == of(A)


async def test_an_act_has_it_read_again_and_the_old_ones_stay_until_then(reader: Reader) -> None:
    await reader.open(CARD_A)
    reader.model.set_seen(True)
    await reader.started()
    await reader.answered(of(A))
    reader.bench.desk.show_outcome(patron(CARD_A, version=2), Done.EMAIL_UPDATED)
    await reader.started()
    assert reader.model.records.value == of(A)
    await reader.answered(of(A, 2))
    assert reader.model.records.value == of(A, 2)


async def test_an_act_while_the_page_is_hidden_reads_nothing(reader: Reader) -> None:
    await reader.open(CARD_A)
    reader.model.set_seen(True)
    await reader.started()
    await reader.answered(of(A))
    reader.model.set_seen(False)
    reader.bench.desk.show_outcome(patron(CARD_A, version=2), Done.EMAIL_UPDATED)
    await reader.started()
    assert reader.asked() == [A]
    reader.model.set_seen(True)
    await reader.started()
    assert reader.asked() == [A, A]
    await reader.model.aclose()


async def test_it_goes_with_the_patron(reader: Reader) -> None:
    await reader.open(CARD_A)
    reader.model.set_seen(True)
    await reader.started()
    await reader.answered(of(A))
    reader.bench.desk.close_patron.start()
    await reader.bench.desk.close_patron.settled()
    assert reader.model.records.value is None
    assert reader.asked() == [A]


async def test_a_late_answer_never_shows_under_another_patron(reader: Reader) -> None:
    seen: list[int] = []
    reader.model.records.subscribe(lambda it: seen.append(it.patron_id) if it else None)
    await reader.open(CARD_A)
    reader.model.set_seen(True)
    await reader.started()
    await reader.open(CARD_B)
    await reader.started()
    await reader.source.answer(of(A), 0)
    await reader.started()
    assert reader.model.records.value is None
    await reader.answered(of(B), 1)
    assert seen == [B]


async def test_an_answer_to_a_patron_who_was_closed_meanwhile_is_dropped(reader: Reader) -> None:
    await reader.open(CARD_A)
    reader.model.set_seen(True)
    await reader.started()
    reader.bench.desk.close_patron.start()
    await reader.bench.desk.close_patron.settled()
    await reader.answered(of(A))
    assert reader.model.records.value is None


async def test_before_the_caller_is_identified_nothing_is_read(reader: Reader) -> None:
    phone_summary = PhoneSummary(NOW, CARD_A, A, loans=1, holds=0, cancelled_holds=0, requests=0, questions=0)
    reader.bench.look_ups.answer(CARD_A, phone_summary)
    reader.bench.desk.typed(CARD_A)
    await reader.bench.desk.look_up.settled()
    reader.model.set_seen(True)
    await reader.started()
    assert reader.asked() == []


@pytest.mark.parametrize(
    "error",
    [SystemUnreachable(), ActRefused(Refused((Reason.NOT_IDENTIFIED,)))],
    ids=lambda it: type(it).__name__,
)
async def test_why_it_cannot_be_read_is_told_until_it_is_read_again(reader: Reader, error: Exception) -> None:
    await reader.open(CARD_A)
    reader.model.set_seen(True)
    await reader.started()
    await reader.answered(error)
    assert (reader.model.records.value, reader.model.trouble.value) == (None, error)
    reader.bench.desk.show_outcome(patron(CARD_A, version=2), Done.EMAIL_UPDATED)
    assert reader.model.trouble.value is None
    await reader.started()
    await reader.answered(of(A))
    assert reader.model.records.value == of(A)


async def test_a_fault_of_the_program_is_told_by_its_reference(reader: Reader) -> None:
    await reader.open(CARD_A)
    reader.model.set_seen(True)
    await reader.started()
    await reader.answered(KeyError("x"))
    assert reader.model.trouble.value == Bug("R1")


async def test_a_closed_desk_reads_nothing_more_and_forgets(reader: Reader) -> None:
    await reader.open(CARD_A)
    reader.model.set_seen(True)
    await reader.started()
    await reader.answered(of(A))
    await reader.model.aclose()
    assert reader.model.records.value is None
    reader.model.set_seen(True)
    await reader.started()
    assert reader.asked() == [A]


async def test_who_looked_is_read_where_it_is_ticked_and_not_of_the_next_patron(reader: Reader) -> None:
    await reader.open(CARD_A)
    reader.model.set_seen(True)
    await reader.started()
    await reader.answered(of(A))
    reader.model.want_looks(True)
    await reader.started()
    await reader.answered(of(A, 2))
    assert (reader.source.with_looks, reader.model.looks.value) == ([False, True], True)
    assert reader.model.records.value == of(A, 2)
    await reader.open(CARD_B)
    await reader.started()
    assert not reader.model.looks.value
    assert (reader.asked()[-1], reader.source.with_looks[-1]) == (B, False)


async def test_by_telephone_no_look_can_be_asked_for(reader: Reader) -> None:
    assert reader.model.has_looks.value
    reader.bench.desk.switch_channel.start()
    await reader.bench.desk.switch_channel.settled()
    assert not reader.model.has_looks.value


async def test_other_days_are_read_and_the_next_patron_has_any(reader: Reader) -> None:
    await reader.open(CARD_A)
    reader.model.set_seen(True)
    await reader.started()
    await reader.answered(of(A))
    any_day, this_month, *_ = periods(NOW.date())
    reader.model.want_period(this_month)
    reader.model.want_period(this_month)
    await reader.started()
    await reader.answered(of(A))
    assert reader.source.periods == [any_day, this_month]
    await reader.open(CARD_B)
    await reader.started()
    assert (reader.model.period.value, reader.source.periods[-1]) == (any_day, any_day)


async def test_what_was_wanted_of_a_patron_whose_records_never_came_is_not_of_the_next(
    reader: Reader,
) -> None:
    await reader.open(CARD_A)
    reader.model.set_seen(True)
    await reader.started()
    await reader.answered(of(A))
    any_day, this_month, *_ = periods(NOW.date())
    reader.model.want_looks(True)
    reader.model.want_period(this_month)
    await reader.started()
    await reader.answered(SystemUnreachable())
    assert (reader.model.looks.value, reader.model.period.value) == (True, this_month)
    await reader.open(CARD_B)
    await reader.started()
    assert (reader.model.looks.value, reader.model.period.value) == (False, any_day)
    assert (reader.asked()[-1], reader.source.with_looks[-1], reader.source.periods[-1]) == (
        B,
        False,
        any_day,
    )


def test_every_day_is_in_one_period_beside_all_of_them() -> None:
    today = NOW.date()
    any_day, *months, before = periods(today)
    assert (any_day, len(months)) == (ALWAYS, MONTHS)
    assert months[0].first == today.replace(day=1)
    assert before.first is None
    ends = [it.last for it in (*months, before)]
    begins = [it.first for it in months]
    assert [it - timedelta(days=1) for it in begins if it is not None] == ends[1:]

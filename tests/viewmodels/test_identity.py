"""Identifying callers, on fakes: when the forms are open, what comes of a try, and when the check ends."""

import asyncio
from dataclasses import replace

import pytest

from services.contract.errors import (
    ActRefused,
    FactsUnfit,
    IdentityCheckEnded,
    IdentityNotConfirmed,
    ServiceError,
    SystemUnreachable,
)
from services.contract.snapshot import PatronSnapshot, PhoneSummary
from services.rules.decision import Reason, Refused
from services.rules.people.identity import CallerFacts, FactFault
from services.rules.policy import DEFAULT_POLICY
from services.rules.vocabulary import Channel, Role
from tests.viewmodels.fakes import CARD_A, CARD_B, NOW, Bench, patron
from tests.viewmodels.identity_fakes import Checks, on_the_phone, open_phone_summary, phone_summary
from viewmodels.core.notes import Caution, Done, StatusMessage
from viewmodels.core.trouble import Bug
from viewmodels.desk.act_commands import ActCommands
from viewmodels.identity import IdentityViewModel

UNREACHABLE = SystemUnreachable()
FACTS = CallerFacts(kana="ミホン ハナコ")


class Call:
    """A desk on the phone channel, and somebody who calls."""

    def __init__(self, role: Role = Role.PHONE) -> None:
        self.bench = Bench(role=role)
        self.desk = self.bench.desk
        self.checks = Checks()
        self.policy = DEFAULT_POLICY
        self.acting = ActCommands(self.desk, self.bench.acts, self.bench.bugs)
        self.identity = IdentityViewModel(self.acting, self.checks, self.bench.bugs, lambda: self.policy)
        self.emptied = 0
        self.identity.tried.subscribe(lambda _: self._count())

    def _count(self) -> None:
        self.emptied += 1

    def trouble(self) -> ServiceError | None:
        return self.identity.trouble.value

    def is_finding(self) -> bool:
        return self.identity.finding.value

    async def tell(self, facts: CallerFacts = FACTS) -> None:
        self.identity.confirm.start(facts)
        await self.identity.confirm.settled()

    async def identified(self, card: str = CARD_A) -> None:
        await open_phone_summary(self.bench, card)
        self.checks.card = card
        await self.tell()
        assert isinstance(self.desk.answer.value, PatronSnapshot)

    async def aclose(self) -> None:
        await self.acting.aclose()
        await self.desk.aclose()
        await self.identity.aclose()


@pytest.fixture
def call() -> Call:
    return Call()


async def test_a_caller_who_is_right_is_shown(call: Call) -> None:
    await open_phone_summary(call.bench)
    call.emptied = 0
    await call.tell()
    assert call.desk.snapshot == patron(CARD_A)
    assert call.desk.note.value is Done.IDENTIFIED
    assert call.emptied == 1
    ((patron_id, facts, actor),) = call.checks.asked
    assert (patron_id, facts, actor.channel) == (11, FACTS, Channel.PHONE)
    assert call.checks.ended == []


async def test_counts_that_change_during_the_check_are_no_other_call(call: Call) -> None:
    await open_phone_summary(call.bench)
    call.checks.gate = asyncio.Event()
    call.identity.confirm.start(FACTS)
    call.bench.look_ups.answer("refresh 11", replace(phone_summary(), loans=6))
    call.desk.refresh.start()
    await call.desk.refresh.settled()
    call.checks.gate.set()
    await call.identity.confirm.settled()
    assert call.desk.snapshot == patron(CARD_A)
    assert call.checks.ended == []


async def test_a_miss_is_told_beside_the_form_which_is_corrected(call: Call) -> None:
    await open_phone_summary(call.bench)
    call.emptied = 0
    call.checks.failure = IdentityNotConfirmed(2)
    await call.tell()
    assert call.identity.trouble.value is call.checks.failure
    assert call.emptied == 0
    assert call.desk.answer.value == phone_summary()
    call.checks.failure = None
    await call.tell()
    assert call.identity.trouble.value is None


async def test_what_can_not_be_compared_stays_to_be_corrected(call: Call) -> None:
    await open_phone_summary(call.bench)
    call.emptied = 0
    call.checks.failure = FactsUnfit((FactFault.TOO_FEW,))
    await call.tell()
    assert call.identity.trouble.value is call.checks.failure
    assert call.emptied == 0


async def test_the_last_miss_closes_the_patron_and_says_why(call: Call) -> None:
    await open_phone_summary(call.bench)
    call.emptied = 0
    fields: list[bool] = []
    call.desk.card_field_wanted.subscribe(fields.append)
    call.checks.failure = IdentityCheckEnded(NOW)
    await call.tell()
    assert call.desk.answer.value is None
    assert call.desk.note.value is call.checks.failure
    assert call.identity.trouble.value is None
    assert call.emptied >= 1
    assert fields == [False]


@pytest.mark.parametrize(
    ("failure", "told"),
    [(UNREACHABLE, UNREACHABLE), (RuntimeError("bug"), Bug("R1"))],
)
async def test_other_troubles_are_told_and_the_form_is_emptied(
    call: Call, failure: Exception, told: StatusMessage
) -> None:
    await open_phone_summary(call.bench)
    call.emptied = 0
    call.checks.failure = failure
    await call.tell()
    assert call.desk.note.value == told
    assert call.emptied == 1


async def test_whether_the_name_is_enough_is_the_librarys_at_each_call(call: Call) -> None:
    assert call.identity.beyond_card.value
    call.policy = replace(DEFAULT_POLICY, identity_more_than_the_card=False)
    await open_phone_summary(call.bench)
    assert not call.identity.beyond_card.value


async def test_trouble_belongs_to_one_caller(call: Call) -> None:
    await open_phone_summary(call.bench)
    call.checks.failure = IdentityNotConfirmed(1)
    await call.tell()
    await open_phone_summary(call.bench, CARD_B)
    assert call.identity.trouble.value is None


# The end


async def test_closing_the_patron_ends_the_check(call: Call) -> None:
    await call.identified()
    call.desk.close_patron.start()
    await call.desk.close_patron.settled()
    await call.aclose()
    assert call.checks.ended == [11]


async def test_another_card_ends_it(call: Call) -> None:
    await call.identified()
    await open_phone_summary(call.bench, CARD_B)
    await call.aclose()
    assert call.checks.ended == [11]
    assert call.identity.trouble.value is None


async def test_the_same_card_again_is_a_new_look_that_ended_it_itself(call: Call) -> None:
    await call.identified()
    await open_phone_summary(call.bench)
    assert call.desk.answer.value == phone_summary()
    await call.aclose()
    assert call.checks.ended == []


async def test_switching_the_channel_ends_it() -> None:
    call = Call(Role.COUNTER)
    await on_the_phone(call.bench)
    await call.identified()
    await on_the_phone(call.bench)
    assert call.desk.channel.value is Channel.COUNTER
    await call.aclose()
    assert call.checks.ended == [11]


async def test_closing_the_desk_ends_it(call: Call) -> None:
    await call.identified()
    await call.aclose()
    assert call.checks.ended == [11]


async def test_a_patron_at_the_counter_has_no_check_to_end() -> None:
    call = Call(Role.COUNTER)
    await call.bench.open(CARD_A)
    await call.aclose()
    assert call.checks.ended == []


async def test_a_check_that_can_not_be_ended_troubles_nobody(call: Call) -> None:
    call.checks.ending_failure = SystemUnreachable()
    await call.identified()
    await call.aclose()
    assert call.bench.bugs.seen == []


async def test_a_bug_in_ending_is_logged(call: Call) -> None:
    call.checks.ending_failure = RuntimeError("bug")
    await call.identified()
    await call.aclose()
    assert call.bench.bugs.seen == [call.checks.ending_failure]


async def test_every_check_ends_however_fast_patrons_are_closed(call: Call) -> None:
    call.checks.ending_gate = asyncio.Event()
    for card in (CARD_A, CARD_B):
        call.desk.open_found(patron(card), Done.IDENTIFIED)
        call.desk.close_patron.start()
        await call.desk.close_patron.settled()
    call.checks.ending_gate.set()
    await call.aclose()
    assert call.checks.ended == [11, 22]


async def test_who_is_confirmed_after_closing_is_not_shown_and_not_identified(call: Call) -> None:
    await open_phone_summary(call.bench)
    call.checks.gate = asyncio.Event()
    call.identity.confirm.start(FACTS)
    await asyncio.sleep(0)
    call.desk.close_patron.start()
    await call.desk.close_patron.settled()
    call.checks.gate.set()
    await call.identity.confirm.settled()
    assert call.desk.answer.value is None
    await call.aclose()
    assert call.checks.ended == [11]


async def test_a_scan_waits_while_facts_are_compared(call: Call) -> None:
    await open_phone_summary(call.bench)
    call.checks.gate = asyncio.Event()
    call.identity.confirm.start(FACTS)
    await asyncio.sleep(0)
    call.bench.look_ups.answer(CARD_B, phone_summary(CARD_B))
    call.desk.scanned(CARD_B)
    assert call.desk.waiting_scan.value == CARD_B
    call.checks.gate.set()
    await call.identity.confirm.settled()
    await call.desk.look_up.settled()
    assert call.desk.answer.value == phone_summary(CARD_B)


async def test_an_act_refused_because_the_check_is_over_reads_the_patron_again(call: Call) -> None:
    await call.identified()
    call.bench.look_ups.answer("refresh 11", phone_summary())
    call.acting.failed(ActRefused(Refused((Reason.NOT_IDENTIFIED,))))
    await call.desk.refresh.settled()
    assert isinstance(call.desk.answer.value, PhoneSummary)


# Without a number


@pytest.mark.parametrize("how", ["refresh", "read_again"])
@pytest.mark.parametrize("typed", [False, True])
async def test_a_check_that_is_over_is_told_and_what_it_takes_with_it(
    call: Call, how: str, typed: bool
) -> None:
    desk = call.desk
    await open_phone_summary(call.bench)
    desk.open_found(patron(CARD_A), Done.IDENTIFIED)
    desk.note_unsaved_input(call, dirty=typed)
    name = "again" if how == "read_again" else how
    call.bench.look_ups.answer(f"{name} {int(CARD_A[-2:])}", phone_summary(CARD_A))
    command = getattr(desk, how)
    command.start()
    await command.settled()
    assert desk.note.value is (Caution.CHECK_OVER_INPUT_DROPPED if typed else Caution.CHECK_OVER)
    assert not desk.unsaved_input.there


async def test_who_has_no_number_is_found(call: Call) -> None:
    call.identity.start_finding()
    assert call.is_finding()
    await call.tell()
    ((patron_id, facts, actor),) = call.checks.asked
    assert (patron_id, facts, actor.channel) == (None, FACTS, Channel.PHONE)
    assert call.desk.snapshot == patron(CARD_A)
    assert call.desk.note.value is Done.IDENTIFIED
    assert not call.is_finding()
    call.bench.look_ups.answer("again 11", patron(CARD_A, version=2))
    call.desk.read_again.start()
    await call.desk.read_again.settled()
    assert call.desk.snapshot == patron(CARD_A, version=2)


async def test_there_is_no_finding_at_the_counter_or_beside_a_patron() -> None:
    call = Call(Role.COUNTER)
    call.identity.start_finding()
    assert not call.is_finding()
    await on_the_phone(call.bench)
    await open_phone_summary(call.bench)
    call.identity.start_finding()
    assert not call.is_finding()


async def test_nothing_is_compared_while_no_form_is_open(call: Call) -> None:
    await call.tell()
    await call.identified()
    asked = len(call.checks.asked)
    await call.tell()
    assert len(call.checks.asked) == asked


async def test_the_last_miss_closes_the_form(call: Call) -> None:
    call.identity.start_finding()
    call.checks.failure = IdentityNotConfirmed(1)
    await call.tell()
    assert isinstance(call.trouble(), IdentityNotConfirmed)
    assert call.is_finding()
    call.checks.failure = IdentityCheckEnded(NOW)
    await call.tell()
    assert not call.is_finding()
    assert call.trouble() is None
    assert isinstance(call.desk.note.value, IdentityCheckEnded)


@pytest.mark.parametrize("how", ["escape", "f9", "card"])
async def test_the_form_closes_and_forgets(how: str) -> None:
    call = Call(Role.COUNTER)
    await on_the_phone(call.bench)
    call.identity.start_finding()
    call.checks.failure = IdentityNotConfirmed(1)
    await call.tell()
    call.emptied = 0
    if how == "escape":
        call.desk.close_patron.start()
        await call.desk.close_patron.settled()
    elif how == "f9":
        await on_the_phone(call.bench)
    else:
        await open_phone_summary(call.bench)
    assert not call.is_finding()
    assert call.identity.trouble.value is None
    assert call.emptied >= 1


@pytest.mark.parametrize("how", ["escape", "f9"])
async def test_who_is_found_after_the_form_was_closed_is_not_shown(how: str) -> None:
    call = Call(Role.COUNTER)
    await on_the_phone(call.bench)
    call.identity.start_finding()
    call.checks.gate = asyncio.Event()
    call.identity.confirm.start(FACTS)
    await asyncio.sleep(0)
    leaving = call.desk.switch_channel if how == "f9" else call.desk.close_patron
    leaving.start()
    await leaving.settled()
    call.checks.gate.set()
    await call.identity.confirm.settled()
    assert call.desk.answer.value is None
    await call.aclose()
    assert call.checks.ended == [11]

"""連絡を記録: what is asked, what is sent, and what is refused before any question."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from services.acts.contact_attempts import RecordContact
from services.contract.errors import ActRefused
from services.contract.snapshot import HoldRow, SuspensionRow
from services.rules.circulation.calendar import BranchCalendar, DayOverride
from services.rules.decision import Reason
from services.rules.people.contacts import Attempt, NextStep
from services.rules.vocabulary import ContactMeans, ContactResult, ContactStep, HoldStatus, SuspensionReason
from tests.helpers.snapshots import contacts, days, past_waiting, refused, suspended
from tests.viewmodels.fakes import CARD_A, Bench, patron
from tests.viewmodels.suspensions.suspension_fakes import MASTERS, Supervisor
from viewmodels.core.notes import Done, Result
from viewmodels.desk.act_commands import ActCommands
from viewmodels.suspensions.contacts import ContactCase, ContactChoice, ContactViewModel

WANTED = SuspensionReason.CONTACT_WANTED
PHONE, NO_ANSWER = ContactMeans.PHONE, ContactResult.NO_ANSWER
AFTER = NextStep(ContactStep.CALL, days(3))
SUSPENSION = suspended(WANTED, 6, version=3, contacts=contacts(WANTED))
HOLD = past_waiting(4, HoldStatus.READY, version=2, branch_id=7, contacts=contacts(None))


class Desk:
    """A desk at which somebody answers what the test says."""

    def __init__(self) -> None:
        self.bench = Bench()
        self.staff = Supervisor()
        self.masters = MASTERS
        self.acting = ActCommands(self.bench.desk, self.bench.acts, self.bench.bugs)
        self.contacts = ContactViewModel(self.acting, self.staff, lambda: self.masters)

    async def record(self, row: SuspensionRow | HoldRow, **changed: Any) -> None:
        self.bench.look_ups.answer(CARD_A, replace(patron(CARD_A), **changed))
        self.bench.desk.scanned(CARD_A)
        await self.bench.desk.look_up.settled()
        self.contacts.record.start(row)
        await self.acting.settled()

    @property
    def case(self) -> ContactCase:
        (case,) = self.staff.asked
        assert isinstance(case, ContactCase)
        return case


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    made = Desk()
    yield made
    await made.acting.aclose()


@pytest.mark.parametrize(
    ("row", "about", "after", "note"),
    [
        (
            SUSPENSION,
            {"suspension_id": 6, "hold_id": None, "seen_version": 3},
            AFTER,
            Result(Done.CONTACT_RECORDED_AND_NEXT, day=AFTER.on, about=WANTED),
        ),
        (SUSPENSION, {"suspension_id": 6}, None, Result(Done.CONTACT_RECORDED, about=WANTED)),
        (
            HOLD,
            {"suspension_id": None, "hold_id": 4, "seen_version": 2},
            None,
            Result(Done.CONTACT_RECORDED),
        ),
    ],
)
async def test_what_staff_say_is_sent(
    desk: Desk, row: SuspensionRow | HoldRow, about: dict[str, Any], after: NextStep | None, note: Result
) -> None:
    desk.staff.contact = ContactChoice(PHONE, NO_ANSWER, after)
    await desk.record(row)
    (request,) = desk.bench.acts.sent
    assert isinstance(request, RecordContact)
    assert {name: getattr(request, name) for name in about} == about
    assert (request.means, request.result, request.after) == (PHONE, NO_ANSWER, after)
    assert desk.bench.desk.note.value == note
    assert desk.case.row is row


async def test_whoever_records_nothing_sends_nothing(desk: Desk) -> None:
    await desk.record(SUSPENSION)
    assert desk.staff.asked
    assert desk.bench.acts.sent == []


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (suspended(SuspensionReason.ADDRESS_CHANGE), Reason.NOT_FOR_CONTACTS),
        (
            replace(SUSPENSION, contacts=contacts(WANTED, record=refused(Reason.ROLE_MAY_NOT))),
            Reason.ROLE_MAY_NOT,
        ),
    ],
)
async def test_what_may_not_be_recorded_is_told_before_any_question(
    desk: Desk, row: SuspensionRow, reason: Reason
) -> None:
    await desk.record(row)
    note = desk.bench.desk.note.value
    assert isinstance(note, ActRefused)
    assert note.refusal.reasons == (reason,)
    assert (desk.staff.asked, desk.bench.acts.sent) == ([], [])


async def test_the_next_step_is_proposed_after_all_that_was_tried(desk: Desk) -> None:
    silent = Attempt(means=PHONE, result=NO_ANSWER)
    await desk.record(replace(SUSPENSION, contacts=contacts(WANTED, silent, silent)))
    case = desk.case
    assert case.propose(PHONE, NO_ANSWER) == NextStep(ContactStep.POSTCARD, days(3))
    assert case.propose(PHONE, ContactResult.TOLD) is None
    assert case.phone == patron(CARD_A).patron.phone


async def test_the_day_is_one_on_which_the_branch_is_open(desk: Desk) -> None:
    closed = BranchCalendar(overrides={days(3): DayOverride(open=False)})
    here = desk.bench.desk.actor.branch_id
    for row, branch in ((SUSPENSION, here), (HOLD, 7)):
        desk.staff.asked.clear()
        desk.masters = replace(MASTERS, calendars={branch: closed})
        await desk.record(row)
        assert desk.case.propose(PHONE, NO_ANSWER) == NextStep(ContactStep.CALL, days(4))


async def test_the_question_hears_of_another_desks_attempt_and_of_no_other_ones() -> None:
    """An attempt leaves the suspension's version as it is."""
    tried = Attempt(means=PHONE, result=NO_ANSWER)
    other = suspended(SuspensionReason.UNREACHABLE, 7, contacts=contacts(SuspensionReason.UNREACHABLE))
    made, seen = Desk(), list[bool]()

    def show(*rows: SuspensionRow) -> None:
        made.bench.desk.answer.set(replace(patron(CARD_A), suspensions=rows))

    async def ask(case: ContactCase) -> None:
        made.acting.stale.subscribe(seen.append)
        show(SUSPENSION, replace(other, contacts=contacts(other.reason, tried)))
        show(replace(SUSPENSION, contacts=contacts(WANTED, tried)), other)

    made.staff.record_contact = ask  # type: ignore[method-assign]
    await made.record(SUSPENSION, suspensions=(SUSPENSION, other))
    assert seen == [False, True, False]
    await made.acting.aclose()

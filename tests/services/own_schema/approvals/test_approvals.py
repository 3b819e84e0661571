"""Approvals on real databases: asked for by a clerk, decided by a supervisor, used by the act, and nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.acts.cards import ReplaceCard
from services.acts.suspensions import Suspend
from services.contract.actor import Actor
from services.contract.errors import (
    ActRefused,
    ApprovalClosed,
    ApprovalsTooMany,
    ApprovalUnknown,
    CardInUse,
    RowChanged,
)
from services.contract.snapshot import PatronSnapshot
from services.own_schema.database.tables import approval, patron, suspension
from services.own_schema.library import Library
from services.rules.decision import Reason
from services.rules.people.approvals import MOST_OPEN, OPEN_FOR, ApprovalRefusal
from services.rules.people.suspension import CHECKLISTS
from services.rules.vocabulary import CardStatus, Channel, PatronReport, Role, SuspensionReason
from tests.helpers.patrons import CARD, NOW, TODAY, Town, clerk, days_ago, open_card
from tests.services.acts.suspension_scene import ADDRESS, CONTACT, NEW_CARD, OVERDUE, UNREACHABLE
from tests.services.own_schema.approvals.approvals_scene import (
    APPROVED,
    APPROVER,
    CHANGED,
    CLERK,
    OVER,
    REFUSED,
    USED,
    WAITING,
    WITHDRAWN,
    accounts,
    approve,
    not_done,
    state,
    suspended,
)

__all__ = ["accounts"]


async def test_a_clerk_lifts_what_a_supervisor_approved(library: Library, town: Town, accounts: None) -> None:
    request = await suspended(library, town)
    with pytest.raises(ActRefused) as refused:
        await library.backend.acts.perform(request)
    assert refused.value.refusal.reasons == (Reason.ROLE_MAY_NOT,)
    approvals = library.records.approvals
    number = await approvals.ask(request)
    assert await approvals.ask(request) == number
    assert await state(library, number) is WAITING
    await approve(library, number)
    known = await approvals.state(number, CLERK)
    assert (known.state, known.decided_by, known.refusal) == (APPROVED, "岡田 裕樹", None)
    done = await library.backend.acts.perform(replace(request, approved=True))
    assert isinstance(done.answer, PatronSnapshot)
    assert (done.answer.suspensions, [row.lifted_on for row in done.answer.past_suspensions]) == ((), [TODAY])
    (record,) = await town.acts()
    assert (record["staff_id"], record["verb"], record["subject_id"]) == (
        "staff01",
        "suspension.lift",
        request.suspension_id,
    )
    assert record["details"] == {"reason": "long_overdue", "override": None, "approved_by": "okada"}
    assert await state(library, number) is USED
    again = await library.backend.acts.perform(replace(request, approved=True))
    assert again.repeated
    assert len(await town.acts()) == 1


async def test_an_approved_lift_settles_its_report(library: Library, town: Town, accounts: None) -> None:
    request = await suspended(library, town)
    report = await town.report(request.patron_id, kind=PatronReport.RETURNED)
    request = replace(request, settles=(report, 1))
    await approve(library, await library.records.approvals.ask(request))
    done = await library.backend.acts.perform(replace(request, approved=True))
    assert isinstance(done.answer, PatronSnapshot)
    assert (done.answer.suspensions, [row.settled_on for row in done.answer.reports]) == ((), [TODAY])


async def test_a_supervisor_sees_the_suspensions_and_that_is_recorded(
    library: Library, town: Town, accounts: None
) -> None:
    request = await suspended(library, town, ADDRESS)
    await town.suspend(request.patron_id, UNREACHABLE)
    number = await library.records.approvals.ask(replace(request, override="library_decision"))
    (waiting,) = (await library.records.today.counts(APPROVER)).approvals
    assert (await library.records.today.waiting_desks(APPROVER)).approvals == (waiting,)
    assert (waiting.id, waiting.verb, waiting.workstation) == (number, "suspension.lift", "2番窓口")
    assert (waiting.asked_by, waiting.asked_at.date()) == ("窓口 太郎", TODAY)
    elsewhere = replace(APPROVER, branch_id=2)
    assert (await library.records.today.counts(elsewhere)).approvals == ()
    assert (await library.records.today.waiting_desks(elsewhere)).approvals == ()
    case = await library.records.approvals.look_at(number, APPROVER)
    assert (case.waiting, case.state, case.card_number) == (waiting, WAITING, CARD)
    assert case.name == "川口 花子"
    assert (case.wanted.suspension_id, case.wanted.override) == (request.suspension_id, "library_decision")
    assert [entry.reason for entry in case.suspensions] == [UNREACHABLE, ADDRESS]
    *_, look = await town.looks()
    assert (look["purpose"], look["patron_id"]) == ("approval", request.patron_id)
    assert (look["staff_id"], look["workstation"], look["channel"]) == ("okada", "責任者席", "counter")


async def test_a_refused_request_says_why(library: Library, town: Town, accounts: None) -> None:
    request = await suspended(library, town)
    approvals = library.records.approvals
    number = await approvals.ask(request)
    await approvals.look_at(number, APPROVER)
    assert await approvals.decide(number, APPROVER, ApprovalRefusal.PAPERS_WANTED) is REFUSED
    known = await approvals.state(number, CLERK)
    assert (known.state, known.refusal) == (REFUSED, ApprovalRefusal.PAPERS_WANTED)
    await not_done(library, town, request)


async def test_nothing_is_done_that_nobody_approved(library: Library, town: Town, accounts: None) -> None:
    request = await suspended(library, town)
    await not_done(library, town, request)
    await library.records.approvals.ask(request)
    await not_done(library, town, request)


async def test_an_approval_is_for_one_request(library: Library, town: Town, accounts: None) -> None:
    request = await suspended(library, town)
    other = await town.suspend(request.patron_id, CONTACT)
    report = await town.report(request.patron_id, kind=PatronReport.RETURNED)
    await approve(library, await library.records.approvals.ask(request))
    await not_done(library, town, replace(request, act_id="another-1"))
    told = frozenset(CHECKLISTS[CONTACT])
    await not_done(library, town, replace(request, suspension_id=other, checked=told))
    await not_done(library, town, replace(request, settles=(report, 1)))
    suspend = Suspend(actor=CLERK, patron_id=request.patron_id, reason=ADDRESS, act_id=request.act_id)
    await not_done(library, town, suspend)


async def test_an_approval_is_for_who_asked(library: Library, town: Town, accounts: None) -> None:
    request = await suspended(library, town)
    await approve(library, await library.records.approvals.ask(request))
    other = replace(CLERK, staff=replace(CLERK.staff, id="staff02"))
    await not_done(library, town, replace(request, actor=other))


async def test_an_approval_ends(library: Library, town: Town, accounts: None) -> None:
    request = await suspended(library, town)
    approvals = library.records.approvals
    number = await approvals.ask(request)
    await town.set_time(NOW + OPEN_FOR - timedelta(seconds=20))
    assert await state(library, number) is WAITING
    await approve(library, number)
    await town.set_time(NOW + OPEN_FOR + timedelta(seconds=60))
    assert await state(library, number) is APPROVED
    await town.set_time(NOW + 2 * OPEN_FOR)
    assert await state(library, number) is OVER
    await not_done(library, town, request)
    late = await approvals.ask(replace(request, act_id="late-1"))
    await town.set_time(NOW + 3 * OPEN_FOR + timedelta(minutes=1))
    assert await state(library, late) is OVER
    await approvals.look_at(late, APPROVER)
    with pytest.raises(ApprovalClosed) as closed:
        await approvals.decide(late, APPROVER, None)
    assert closed.value.state is OVER


async def test_what_changed_meanwhile_is_approved_no_more(
    library: Library, town: Town, accounts: None
) -> None:
    request = await suspended(library, town)
    approvals = library.records.approvals
    first = await approvals.ask(request)
    second = await approvals.ask(replace(request, act_id="second-1"))
    await approve(library, first)
    await town.suspend(request.patron_id, ADDRESS)
    assert (await state(library, first), await state(library, second)) == (CHANGED, CHANGED)
    await not_done(library, town, request)
    await approvals.look_at(second, APPROVER)
    with pytest.raises(ApprovalClosed):
        await approvals.decide(second, APPROVER, None)
    assert await approvals.decide(second, APPROVER, ApprovalRefusal.NOT_READY) is REFUSED


async def test_a_row_that_the_clerk_saw_otherwise_is_told_as_such(
    library: Library, town: Town, accounts: None
) -> None:
    request = await suspended(library, town, seen_version=2)
    await approve(library, await library.records.approvals.ask(request))
    with pytest.raises(RowChanged):
        await library.backend.acts.perform(replace(request, approved=True))
    assert await town.acts() == []


async def test_the_rules_hold_for_an_approved_act_as_for_a_supervisors(
    library: Library, town: Town, accounts: None
) -> None:
    request = await suspended(library, town, OVERDUE)
    await town.loan(request.patron_id, loaned_on=days_ago(40), due_on=days_ago(20))
    await approve(library, await library.records.approvals.ask(request))
    with pytest.raises(ActRefused) as refused:
        await library.backend.acts.perform(replace(request, approved=True))
    assert refused.value.refusal.reasons == (Reason.ITEMS_STILL_OVERDUE,)
    assert await town.acts() == []


async def test_a_request_is_taken_back(library: Library, town: Town, accounts: None) -> None:
    request = await suspended(library, town)
    approvals = library.records.approvals
    number = await approvals.ask(request)
    await approve(library, number)
    await approvals.withdraw(number, CLERK)
    assert await state(library, number) is WITHDRAWN
    await not_done(library, town, request)
    with pytest.raises(ApprovalClosed):
        await approvals.decide(number, APPROVER, None)


async def test_few_requests_wait_at_once(library: Library, town: Town, accounts: None) -> None:
    request = await suspended(library, town)
    approvals = library.records.approvals
    numbers = [await approvals.ask(replace(request, act_id=f"act-{place}")) for place in range(MOST_OPEN)]
    with pytest.raises(ApprovalsTooMany):
        await approvals.ask(replace(request, act_id="one-more"))
    await approvals.withdraw(numbers[0], CLERK)
    assert await approvals.ask(replace(request, act_id="one-more")) not in numbers
    assert len(await town.all_rows(approval)) == MOST_OPEN + 1


async def test_a_clerk_suspends_and_replaces_a_card_as_approved(
    library: Library, town: Town, accounts: None
) -> None:
    patron_id = await town.patron(status=CardStatus.LOST)
    await open_card(library.backend.look_ups, CARD, CLERK)
    new = ReplaceCard(actor=CLERK, patron_id=patron_id, card_number=CARD, new_number=NEW_CARD)
    number = await library.records.approvals.ask(new)
    case = await library.records.approvals.look_at(number, APPROVER)
    assert (case.wanted.new_number, case.wanted.damaged, case.suspensions) == (NEW_CARD, False, ())
    await library.records.approvals.decide(number, APPROVER, None)
    done = await library.backend.acts.perform(replace(new, approved=True))
    assert isinstance(done.answer, PatronSnapshot)
    assert done.answer.card_number == NEW_CARD
    stop = Suspend(actor=CLERK, patron_id=patron_id, reason=UNREACHABLE)
    await approve(library, await library.records.approvals.ask(stop))
    stopped = await library.backend.acts.perform(replace(stop, approved=True))
    assert isinstance(stopped.answer, PatronSnapshot)
    assert [row.reason for row in stopped.answer.suspensions] == [UNREACHABLE]
    assert [record["details"].get("approved_by") for record in await town.acts()] == ["okada", "okada"]


async def test_a_card_and_its_loss_are_one_approval_and_one_record(
    library: Library, town: Town, accounts: None
) -> None:
    patron_id = await town.patron(status=CardStatus.LOST)
    key = await town.suspend(patron_id, SuspensionReason.CARD_LOST)
    await open_card(library.backend.look_ups, CARD, CLERK)
    ticked = frozenset(CHECKLISTS[SuspensionReason.CARD_LOST])
    new = ReplaceCard(actor=CLERK, patron_id=patron_id, card_number=CARD, new_number=NEW_CARD, checked=ticked)
    number = await library.records.approvals.ask(new)
    case = await library.records.approvals.look_at(number, APPROVER)
    assert case.wanted.checked == ticked
    await library.records.approvals.decide(number, APPROVER, None)
    await not_done(library, town, replace(new, checked=frozenset()))
    done = await library.backend.acts.perform(replace(new, approved=True))
    assert isinstance(done.answer, PatronSnapshot)
    assert (done.answer.card_number, done.answer.suspensions) == (NEW_CARD, ())
    (record,) = await town.acts()
    assert (record["verb"], record["staff_id"]) == ("card.replace", "staff01")
    assert (record["details"]["lifted"], record["details"]["approved_by"]) == (key, "okada")


async def test_a_card_number_that_is_taken_is_told_once_it_was_approved(
    library: Library, town: Town, accounts: None
) -> None:
    patron_id = await town.patron()
    await town.patron(NEW_CARD)
    await open_card(library.backend.look_ups, CARD, CLERK)
    new = ReplaceCard(actor=CLERK, patron_id=patron_id, card_number=CARD, new_number=NEW_CARD, damaged=True)
    await approve(library, await library.records.approvals.ask(new))
    with pytest.raises(CardInUse):
        await library.backend.acts.perform(replace(new, approved=True))
    assert await town.acts() == []


@pytest.mark.parametrize(
    "actor",
    [
        clerk(Role.SUPERVISOR),
        clerk(Role.PHONE, Channel.PHONE),
        clerk(Role.PHONE),
        clerk(Role.COUNTER, Channel.PHONE),
    ],
    ids=["a supervisor", "phone", "phone at the counter", "by phone"],
)
async def test_only_the_counters_clerks_ask(library: Library, town: Town, actor: Actor) -> None:
    request = await suspended(library, town)
    with pytest.raises(ActRefused):
        await library.records.approvals.ask(replace(request, actor=actor))
    assert await town.all_rows(approval) == []


@pytest.mark.parametrize("actor", [CLERK, clerk(Role.PHONE, Channel.PHONE)])
async def test_only_supervisors_look_and_decide(
    library: Library, town: Town, accounts: None, actor: Actor
) -> None:
    number = await library.records.approvals.ask(await suspended(library, town))
    with pytest.raises(ActRefused):
        await library.records.approvals.look_at(number, actor)
    with pytest.raises(ActRefused):
        await library.records.approvals.decide(number, actor, None)
    assert await state(library, number) is WAITING


async def test_who_decides_has_looked_and_it_is_there(library: Library, town: Town, accounts: None) -> None:
    approvals = library.records.approvals
    number = await approvals.ask(await suspended(library, town))
    own = replace(CLERK, staff=replace(CLERK.staff, role=Role.SUPERVISOR))
    for asked in (
        approvals.decide(number, APPROVER, None),  # without a look
        approvals.look_at(number, own),  # their own
        approvals.look_at(number + 1, APPROVER),
        approvals.decide(number + 1, APPROVER, None),
        approvals.state(number + 1, CLERK),
        approvals.state(number, APPROVER),
    ):
        with pytest.raises(ApprovalUnknown):
            await asked
    assert await state(library, number) is WAITING


async def test_two_supervisors_decide_once(library: Library, town: Town, accounts: None) -> None:
    approvals = library.records.approvals
    number = await approvals.ask(await suspended(library, town))
    other = replace(APPROVER, staff=replace(APPROVER.staff, id="toda"))
    for actor in (APPROVER, other):
        await approvals.look_at(number, actor)
    for _ in range(2):  # sent twice, by who decided
        assert await approvals.decide(number, APPROVER, ApprovalRefusal.OTHER) is REFUSED
    for refusal in (None, ApprovalRefusal.OTHER, ApprovalRefusal.NOT_READY):
        with pytest.raises(ApprovalClosed) as closed:
            await approvals.decide(number, other, refusal)
        assert closed.value.state is REFUSED
    with pytest.raises(ApprovalClosed):
        await approvals.decide(number, APPROVER, None)
    assert await state(library, number) is REFUSED


async def test_two_supervisors_approve_once(library: Library, town: Town, accounts: None) -> None:
    approvals = library.records.approvals
    number = await approvals.ask(await suspended(library, town))
    other = replace(APPROVER, staff=replace(APPROVER.staff, id="toda"))
    for actor in (APPROVER, other):
        await approvals.look_at(number, actor)
    for _ in range(2):
        assert await approvals.decide(number, APPROVER, None) is APPROVED
    with pytest.raises(ApprovalClosed) as closed:
        await approvals.decide(number, other, None)
    assert closed.value.state is APPROVED
    assert (await approvals.state(number, CLERK)).decided_by == "岡田 裕樹"


async def test_a_look_at_one_request_is_none_at_another(library: Library, town: Town, accounts: None) -> None:
    request = await suspended(library, town)
    approvals = library.records.approvals
    unseen = await approvals.ask(replace(request, act_id="unseen-1"))
    await approvals.look_at(await approvals.ask(request), APPROVER)
    with pytest.raises(ApprovalUnknown):
        await approvals.decide(unseen, APPROVER, None)


async def test_a_note_travels_as_a_code(library: Library, town: Town, accounts: None) -> None:
    patron_id = await town.patron()
    await open_card(library.backend.look_ups, CARD, CLERK)
    await town.change(patron, patron.c.id == patron_id, version=1)
    stop = Suspend(actor=CLERK, patron_id=patron_id, reason=CONTACT, note="mail_returned")
    await approve(library, await library.records.approvals.ask(stop))
    await library.backend.acts.perform(replace(stop, approved=True))
    assert [row["note_code"] for row in await town.all_rows(suspension)] == ["mail_returned"]


async def test_a_supervisor_on_the_phone_sees_and_decides_the_same(
    library: Library, town: Town, accounts: None
) -> None:
    approvals, by_phone = library.records.approvals, replace(APPROVER, channel=Channel.PHONE)
    number = await approvals.ask(await suspended(library, town, UNREACHABLE))
    assert len((await library.records.today.waiting_desks(by_phone)).approvals) == 1
    seen = await approvals.look_at(number, by_phone)
    assert seen == await approvals.look_at(number, APPROVER)
    assert seen.suspensions[0].contacts is not None
    assert await approvals.decide(number, by_phone, None) is APPROVED

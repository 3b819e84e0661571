"""連絡の記録 on real databases: attempts stand with what they were about; one that told is what ⑤ waits for."""

from datetime import date
from typing import Any

import pytest

from services.acts.contact_attempts import RecordContact
from services.contract.contacts import Contacts
from services.contract.errors import ActRefused, RowChanged
from services.contract.snapshot import PatronSnapshot
from services.own_schema.database.tables import contact_attempt, suspension
from services.own_schema.library import Library
from services.rules.decision import Allowed, Reason
from services.rules.people.contacts import NextStep
from services.rules.people.suspension import is_ready
from services.rules.vocabulary import (
    Channel,
    ContactMeans,
    ContactMethod,
    ContactResult,
    ContactStep,
    HoldStatus,
    Role,
    SuspensionReason,
)
from tests.helpers.patrons import CARD, NOW, TODAY, Town, at, clerk, days_ago, in_days, open_card
from tests.helpers.snapshots import facts_of

SUPERVISOR = clerk(Role.SUPERVISOR)
LOST, UNREACHABLE, OVERDUE, ADDRESS, WANTED = SuspensionReason
NO_ANSWER: dict[str, Any] = {"means": ContactMeans.PHONE, "result": ContactResult.NO_ANSWER}
TOLD: dict[str, Any] = {"means": ContactMeans.PHONE, "result": ContactResult.TOLD}


async def about(library: Library, reason: SuspensionReason, **said: Any) -> RecordContact:
    before = await open_card(library.backend.look_ups, CARD)
    (row,) = (row for row in before.suspensions if row.reason is reason)
    return RecordContact(
        **{"actor": clerk(), **said},
        patron_id=before.patron.id,
        suspension_id=row.id,
        seen_version=row.version,
    )


async def recorded(library: Library, order: RecordContact) -> PatronSnapshot:
    done = await library.backend.acts.perform(order)
    assert isinstance(done.answer, PatronSnapshot)
    return done.answer


def known(contacts: Contacts | None) -> Contacts:
    assert contacts is not None
    return contacts


@pytest.mark.parametrize("role", [Role.COUNTER, Role.SUPERVISOR])
async def test_an_attempt_is_recorded_and_shown(library: Library, town: Town, role: Role) -> None:
    await town.suspend(await town.patron(), WANTED)
    after = NextStep(ContactStep.CALL, in_days(5))
    order = await about(library, WANTED, **NO_ANSWER, after=after, actor=clerk(role))
    (row,) = (await recorded(library, order)).suspensions
    contacts = known(row.contacts)
    assert contacts.next == after
    (shown,) = contacts.rows
    assert (shown.tried_at.replace(second=0, microsecond=0), shown.tried_by) == (NOW, "staff01")
    assert (shown.attempt.means, shown.attempt.result) == (ContactMeans.PHONE, ContactResult.NO_ANSWER)
    assert (row.version, contacts.record) == (1, Allowed())
    (record,) = await town.acts()
    said = {"means": "phone", "result": "no_answer", "next_step": "call", "next_on": in_days(5).isoformat()}
    assert (record["verb"], record["details"]) == ("contact.record", said)
    assert (record["subject"], record["subject_id"]) == ("suspension", row.id)
    (kept,) = await town.all_rows(contact_attempt)
    assert (kept["tried_at"], kept["channel"], kept["version"]) == (record["at"], Channel.COUNTER, 1)


async def test_attempts_stand_with_what_they_were_about_the_newest_first(
    library: Library, town: Town
) -> None:
    patron_id = await town.patron()
    for reason in (UNREACHABLE, WANTED, ADDRESS):
        await town.suspend(patron_id, reason)
    for reason, said in ((WANTED, NO_ANSWER), (UNREACHABLE, NO_ANSWER), (WANTED, TOLD)):
        await library.backend.acts.perform(await about(library, reason, **said))
    rows = {row.reason: row.contacts for row in (await open_card(library.backend.look_ups)).suspensions}
    results = [row.attempt.result for row in known(rows[WANTED]).rows]
    assert results == [ContactResult.TOLD, ContactResult.NO_ANSWER]
    assert len(known(rows[UNREACHABLE]).rows) == 1
    assert rows[ADDRESS] is None


async def test_what_is_told_about_contact_wanted_makes_it_ready(library: Library, town: Town) -> None:
    await town.suspend(await town.patron(), WANTED, note_code="mail_returned")
    for said, ready in (
        (NO_ANSWER, False),
        (NO_ANSWER | {"result": ContactResult.REACHED}, False),
        (TOLD, True),
    ):
        (row,) = (await recorded(library, await about(library, WANTED, **said))).suspensions
        assert (facts_of(row).told, is_ready(facts_of(row))) == (ready, ready)


async def test_what_was_told_of_an_earlier_suspension_is_over(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    earlier = await town.suspend(
        patron_id, WANTED, started_at=at(days_ago(90)), lifted_at=at(days_ago(60)), lifted_by="supervisor"
    )
    await town.attempt(patron_id, suspension_id=earlier, tried_at=at(days_ago(70)), **TOLD)
    await town.suspend(patron_id, WANTED)
    snapshot = await open_card(library.backend.look_ups)
    (row,), (past,) = snapshot.suspensions, snapshot.past_suspensions
    assert (facts_of(row).told, known(row.contacts).rows, past.contacts) == (False, (), None)


async def test_what_is_overdue_says_which_stage_is_due(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await town.suspend(patron_id, OVERDUE)
    for overdue in (3, 20):
        await town.loan(patron_id, loaned_on=days_ago(overdue + 14), due_on=days_ago(overdue))
    (row,) = (await open_card(library.backend.look_ups)).suspensions
    assert known(row.contacts).facts.overdue_days == 20
    assert known(row.contacts).next == NextStep(ContactStep.MAIL_NO_RENEWAL, TODAY)


async def test_a_hold_that_is_ready_is_told_of_by_telephone(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    ready = await town.hold(patron_id, status=HoldStatus.READY, contact=ContactMethod.PHONE)
    await town.hold(patron_id, "門")
    order = RecordContact(actor=clerk(), patron_id=patron_id, hold_id=ready, seen_version=1, **TOLD)
    rows = {row.id: row.contacts for row in (await recorded(library, order)).holds}
    contacts = known(rows.pop(ready))
    assert (len(contacts.rows), contacts.next, list(rows.values())) == (1, None, [None])
    (record,) = await town.acts()
    assert (record["subject"], record["subject_id"]) == ("hold", ready)


async def test_what_was_lifted_meanwhile_is_told(library: Library, town: Town) -> None:
    await town.suspend(await town.patron(), WANTED)
    order = await about(library, WANTED, **TOLD)
    await town.change(suspension, suspension.c.reason == WANTED, lifted_at=NOW, lifted_by="supervisor")
    with pytest.raises(RowChanged):
        await library.backend.acts.perform(order)
    assert await town.how_many(contact_attempt) == 0


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("role", Role)
async def test_a_desk_on_the_phone_is_told_nothing_of_attempts(
    library: Library, town: Town, role: Role, channel: Channel
) -> None:
    patron_id = await town.patron()
    key = await town.suspend(patron_id, WANTED)
    await town.attempt(patron_id, suspension_id=key)
    await town.hold(patron_id, status=HoldStatus.READY)
    actor = clerk(role, channel)
    await town.identified(patron_id, actor)
    by_phone = actor.channel_that_counts is Channel.PHONE
    answer = await library.backend.look_ups.refresh(patron_id, actor)
    assert isinstance(answer, PatronSnapshot)
    known_here = [row.contacts for row in answer.suspensions] + [row.contacts for row in answer.holds]
    assert [it is None for it in known_here] == [by_phone, by_phone]
    order = RecordContact(actor=actor, patron_id=patron_id, suspension_id=key, seen_version=1, **TOLD)
    if by_phone:
        with pytest.raises(ActRefused) as refused:
            await library.backend.acts.perform(order)
        assert refused.value.refusal.reasons == (Reason.NEEDS_VISIT,)


async def test_a_day_that_is_over_is_refused_on_the_day_of_the_act(library: Library, town: Town) -> None:
    await town.suspend(await town.patron(), WANTED)
    order = await about(library, WANTED, **NO_ANSWER, after=NextStep(ContactStep.CALL, date(2020, 1, 1)))
    with pytest.raises(ActRefused) as refused:
        await library.backend.acts.perform(order)
    assert refused.value.refusal.reasons == (Reason.DAY_IS_OVER,)

"""貸出禁止一覧 on real databases: what is listed, in which order, and the record of it."""

import threading
from dataclasses import replace
from typing import Any

import pytest

from services.contract.actor import Actor
from services.contract.decode.suspension_entries import decode_list
from services.contract.errors import ActRefused
from services.contract.today.counts import BranchCounts
from services.contract.today.suspension_list import (
    MOST_SHOWN,
    SuspensionEntry,
    SuspensionFilter,
    SuspensionList,
)
from services.own_schema.database.tables import card, contact_attempt, patron, suspension
from services.own_schema.library import Library
from services.rules.decision import Reason
from services.rules.people.suspension import LiftFacts, is_ready
from services.rules.vocabulary import (
    CardStatus,
    Channel,
    ContactMeans,
    ContactResult,
    ContactStep,
    PatronReport,
    Role,
    SuspensionReason,
)
from tests.helpers.patrons import CARD, NOW, TODAY, Town, at, clerk, days_ago, open_card
from tests.helpers.snapshots import facts_of
from tests.services.acts.suspension_scene import (
    ADDRESS,
    CONTACT,
    LOST,
    NEW_CARD,
    OVERDUE,
    SUPERVISOR,
    UNREACHABLE,
)
from tests.services.own_schema.today.states import everybody

EVERY = SuspensionFilter()


async def listed(library: Library, **wanted: Any) -> tuple[SuspensionEntry, ...]:
    return (
        await library.backend.suspension_lists.suspensions(SuspensionFilter(**wanted), SUPERVISOR)
    ).entries


def told(entries: tuple[SuspensionEntry, ...]) -> list[tuple[str | None, SuspensionReason]]:
    return [(entry.card_number, entry.reason) for entry in entries]


async def test_what_is_counted_and_ordered_is_what_the_rule_says(library: Library, town: Town) -> None:
    many = await everybody(town)
    whole = await library.backend.suspension_lists.suspensions_for_file(EVERY, SUPERVISOR)
    facts: dict[int, LiftFacts] = {}
    for number in {entry.card_number for entry in whole.entries}:
        opened = await open_card(library.backend.look_ups, str(number), SUPERVISOR)
        facts |= {row.id: facts_of(row) for row in opened.suspensions}
    assert {entry.id: entry.facts for entry in whole.entries} == facts
    ready = {key for key, known in facts.items() if is_ready(known)}
    assert len(whole.entries) == whole.total == many * len(SuspensionReason)
    assert {entry.reason for entry in whole.entries if entry.id in ready} == set(SuspensionReason)
    assert {entry.reason for entry in whole.entries if entry.id not in ready} == set(SuspensionReason)
    assert whole.ready == len(ready) == (await library.records.today.counts(SUPERVISOR)).of(None).ready
    only = await library.backend.suspension_lists.suspensions_for_file(
        replace(EVERY, ready_only=True), SUPERVISOR
    )
    assert {entry.id for entry in only.entries} == ready
    shown = await library.backend.suspension_lists.suspensions(EVERY, SUPERVISOR)
    assert shown.entries == whole.entries[:MOST_SHOWN]
    assert (shown.ready, shown.total) == (whole.ready, whole.total)


async def test_a_long_list_is_made_beside_the_windows_thread(
    library: Library, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_in: list[threading.Thread] = []

    def decode(*given: Any) -> SuspensionList:
        made_in.append(threading.current_thread())
        return decode_list(*given)

    monkeypatch.setattr("services.own_schema.today.today.decode_list", decode)
    monkeypatch.setattr("services.own_schema.today.today.MOST_SHOWN", 1)
    for number in ("200000001", "200000002"):
        await town.suspend(await town.patron(number), OVERDUE, started_at=at(days_ago(3)))
    here = threading.current_thread()
    await listed(library)
    whole = await library.backend.suspension_lists.suspensions_for_file(EVERY, SUPERVISOR)
    await library.backend.suspension_lists.suspensions_for_file(
        replace(EVERY, ready_only=True, days=9), SUPERVISOR
    )
    assert (len(whole.entries), [it is here for it in made_in]) == (2, [True, False, True])


async def test_the_ready_ones_come_first_the_longest_in_force_before_others(
    library: Library, town: Town
) -> None:
    since = {"200000001": 3, "200000002": 9, "200000003": 40, "200000004": 7}
    for number, days in since.items():
        patron_id = await town.patron(number)
        await town.suspend(patron_id, OVERDUE, started_at=at(days_ago(days)))
        if number in {"200000003", "200000004"}:
            await town.loan(patron_id, loaned_on=days_ago(99), due_on=days_ago(1))
    found = await library.backend.suspension_lists.suspensions(EVERY, SUPERVISOR)
    assert [entry.card_number for entry in found.entries] == [
        "200000002",
        "200000001",
        "200000003",
        "200000004",
    ]
    assert [entry.ready for entry in found.entries] == [True, True, False, False]
    assert (found.ready, found.total, found.now.date()) == (2, 4, TODAY)


async def test_an_entry_says_what_a_supervisor_wants_to_know(library: Library, town: Town) -> None:
    patron_id = await town.patron(name="戸塚 三郎")
    await town.suspend(patron_id, LOST, started_at=at(days_ago(6)))
    await town.suspend(patron_id, ADDRESS)
    await town.suspend(patron_id, CONTACT, lifted_at=at(days_ago(1)), lifted_by="staff01")
    await town.loan(patron_id, loaned_on=days_ago(99), due_on=days_ago(60))
    await town.loan(patron_id, loaned_on=days_ago(99), due_on=days_ago(2))
    await town.loan(patron_id, loaned_on=days_ago(99), due_on=days_ago(90), returned_on=days_ago(80))
    await town.report(patron_id, kind=PatronReport.RETURNED)
    older = await town.report(patron_id, kind=PatronReport.ADDRESS_CHANGED, reported_at=at(days_ago(4)))
    await town.change(suspension, suspension.c.reason == ADDRESS, note_code="no_such_note")
    await town.replace_card(patron_id, CARD, NEW_CARD)
    lost, moved = await listed(library)
    assert (lost.reason, lost.ready, lost.days, lost.started_on) == (LOST, True, 6, days_ago(6))
    assert (lost.name, lost.card_number, lost.patron_id) == ("戸塚 三郎", NEW_CARD, patron_id)
    assert (lost.others, moved.others) == ((ADDRESS,), (LOST,))
    assert (lost.facts.overdue_items, lost.overdue_days, lost.card_issued_on) == (2, 60, TODAY)
    assert (lost.report, lost.note) == (None, None)
    assert (moved.reason, moved.ready, moved.note) == (ADDRESS, False, "no_such_note")
    assert moved.report is not None
    assert (moved.report.id, moved.report.kind) == (older, PatronReport.ADDRESS_CHANGED)
    assert (moved.report.reported_on, moved.report.channel) == (days_ago(4), Channel.PHONE)
    branches = library.masters.current.branches
    assert lost.branch == branches[town.branch_id].short_name


async def test_a_filter_leaves_the_others_out(library: Library, town: Town) -> None:
    elsewhere = town.branch_id + 1
    one = await town.patron("200000001")
    two = await town.patron("200000002", branch_id=elsewhere)
    await town.suspend(one, OVERDUE, started_at=at(days_ago(60), 23, 50))
    await town.suspend(one, UNREACHABLE, started_at=at(days_ago(59), 0, 10))
    await town.suspend(two, OVERDUE, started_at=at(days_ago(2)))
    assert told(await listed(library, reason=UNREACHABLE)) == [("200000001", UNREACHABLE)]
    assert told(await listed(library, branch_id=elsewhere)) == [("200000002", OVERDUE)]
    assert told(await listed(library, days=60)) == [("200000001", OVERDUE)]
    assert len(await listed(library, days=59)) == 2
    assert told(await listed(library, ready_only=True, days=3)) == [("200000001", OVERDUE)]
    assert await listed(library, reason=ADDRESS) == ()


async def test_a_patron_without_a_card_in_use_is_neither_listed_nor_counted_and_a_lost_one_is(
    library: Library, town: Town
) -> None:
    gone, lost = await town.patron("200000001"), await town.patron(status=CardStatus.LOST)
    for patron_id in (gone, lost):
        await town.suspend(patron_id, OVERDUE)
    (kept,) = [row["id"] for row in await town.all_rows(card) if row["number"] == CARD]
    await town.change(
        card, card.c.number == "200000001", status=CardStatus.RETIRED, replaced_by_id=kept
    )  # as an import can leave it
    today, lists = library.records.today, library.backend.suspension_lists
    found = await lists.suspensions(EVERY, SUPERVISOR)
    assert told(found.entries) == [(CARD, OVERDUE)]
    assert (found.ready, found.total) == (1, 1)
    counted = (await today.counts(SUPERVISOR)).of(None)
    assert (counted.ready, counted.suspended) == (1, 1)
    (look,) = await town.looks()
    assert look["listed"]["rows"] == 1


async def test_opening_a_list_is_recorded_and_reading_it_again_is_not(library: Library, town: Town) -> None:
    for number in ("200000001", "200000002"):
        await town.suspend(await town.patron(number), OVERDUE)
    await town.suspend(await town.patron("200000003"), ADDRESS)
    today, lists = library.records.today, library.backend.suspension_lists
    wanted = SuspensionFilter(reason=OVERDUE, branch_id=town.branch_id, days=3, ready_only=True)
    await lists.suspensions(wanted, SUPERVISOR)
    await lists.suspensions_again(wanted, SUPERVISOR)
    await lists.suspensions_for_file(EVERY, SUPERVISOR)
    await today.counts(SUPERVISOR)
    await today.waiting_desks(SUPERVISOR)
    screen, file = await town.looks()
    assert (screen["purpose"], file["purpose"]) == ("list", "list_file")
    assert screen["listed"] == {
        "kind": "suspensions",
        "reason": "long_overdue",
        "branch_id": town.branch_id,
        "days": 3,
        "ready_only": True,
        "to_contact": False,
        "late_only": False,
        "rows": 2,
    }
    assert file["listed"] == {
        "kind": "suspensions",
        "reason": None,
        "branch_id": None,
        "days": None,
        "ready_only": False,
        "to_contact": False,
        "late_only": False,
        "rows": 3,
    }
    for look in (screen, file):
        assert (look["patron_id"], look["staff_id"], look["channel"]) == (None, "staff01", Channel.COUNTER)
        assert (look["branch_id"], look["workstation"], look["at"].date()) == (1, "2番窓口", TODAY)


async def test_a_list_that_was_opened_follows_what_changes(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await town.suspend(patron_id, ADDRESS)
    lists = library.backend.suspension_lists
    assert [entry.ready for entry in (await lists.suspensions(EVERY, SUPERVISOR)).entries] == [False]
    await town.change(patron, patron.c.id == patron_id, address_changed_on=TODAY)
    assert [entry.ready for entry in (await lists.suspensions_again(EVERY, SUPERVISOR)).entries] == [True]
    await town.change(suspension, suspension.c.patron_id == patron_id, lifted_at=NOW, lifted_by="supervisor")
    again = await lists.suspensions_again(EVERY, SUPERVISOR)
    assert (again.entries, again.ready, again.total) == ((), 0, 0)


async def test_what_waits_is_counted_in_each_branch(library: Library, town: Town) -> None:
    nothing = await library.records.today.counts(SUPERVISOR)
    assert (nothing.of(None), nothing.of(1), nothing.now.date()) == (BranchCounts(), BranchCounts(), TODAY)
    here, elsewhere = await town.patron("200000001"), await town.patron("200000002", branch_id=2)
    for reason in (OVERDUE, CONTACT):
        await town.suspend(here, reason)
    await town.suspend(elsewhere, UNREACHABLE)
    await town.report(here, reported_at=at(days_ago(3)))
    await town.report(elsewhere, reported_at=at(days_ago(2)))
    await town.report(elsewhere, reported_at=at(days_ago(9)), settled_at=NOW, settled_by="supervisor")
    found = await library.records.today.counts(replace(SUPERVISOR, branch_id=2))
    one = BranchCounts(ready=1, reports=1, oldest_report=at(days_ago(3)), to_contact=1, suspended=1)
    assert found.of(1) == one
    assert found.of(2) == BranchCounts(reports=1, oldest_report=at(days_ago(2)), to_contact=1, suspended=1)
    assert found.of(3) == BranchCounts()
    assert found.of(None) == replace(one, reports=2, to_contact=2, suspended=2)


async def tried(town: Town, patron_id: int, suspension_id: int, **changed: Any) -> None:
    values: dict[str, Any] = {
        "means": ContactMeans.PHONE,
        "result": ContactResult.NO_ANSWER,
        "tried_at": at(days_ago(2)),
        "tried_by": "staff09",
        "channel": Channel.COUNTER,
    }
    await town.row(contact_attempt, patron_id=patron_id, suspension_id=suspension_id, **(values | changed))


async def test_an_entry_says_how_staff_tried_to_reach_the_patron(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    moved, wanted = await town.suspend(patron_id, ADDRESS), await town.suspend(patron_id, CONTACT)
    await tried(town, patron_id, wanted, next_step=ContactStep.CALL, next_on=TODAY)
    await tried(town, patron_id, wanted, result=ContactResult.TOLD)
    entries = {entry.id: entry for entry in await listed(library)}
    assert entries[moved].contacts is None
    contacts = entries[wanted].contacts
    assert contacts is not None
    assert [row.attempt.result for row in contacts.rows] == [ContactResult.TOLD, ContactResult.NO_ANSWER]
    opened = await open_card(library.backend.look_ups, CARD, SUPERVISOR)
    assert [row.contacts for row in opened.suspensions if row.id == wanted] == [contacts]
    assert entries[wanted].ready  # ⑤ was told


async def test_who_waits_for_a_contact_is_counted(library: Library, town: Town) -> None:
    days = {
        "200000001": None,
        "200000002": TODAY,
        "200000004": days_ago(-1),
        "200000003": days_ago(1),
        "200000008": days_ago(9),
    }
    for number, day in days.items():
        patron_id = await town.patron(number)
        suspension_id = await town.suspend(patron_id, UNREACHABLE)
        step = None if day is None else ContactStep.CALL
        await tried(town, patron_id, suspension_id, next_step=step, next_on=day)
    late = await town.patron("200000005")
    await town.suspend(late, OVERDUE)  # nobody tried yet
    await town.loan(late, loaned_on=days_ago(99), due_on=days_ago(80))
    await town.suspend(await town.patron("200000007"), OVERDUE)  # ready to be lifted
    await town.suspend(await town.patron("200000006"), ADDRESS)  # nobody is contacted about it
    found = (await library.records.today.counts(SUPERVISOR)).of(None)
    assert (found.to_contact, found.contact_late) == (4, 2)
    in_turn = [entry.card_number for entry in await listed(library, to_contact=True)]
    assert in_turn == ["200000008", "200000003", "200000002", "200000005"]
    late_alone = await library.backend.suspension_lists.suspensions(
        SuspensionFilter(to_contact=True, late_only=True), SUPERVISOR
    )
    assert [entry.card_number for entry in late_alone.entries] == ["200000008", "200000003"]
    assert (late_alone.total, (await town.looks())[-1]["listed"]["rows"]) == (2, 2)
    assert len(await listed(library)) == len(days) + 3


async def test_the_one_late_contact_is_among_those_shown_however_many_nobody_tried(
    library: Library, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.own_schema.today.today.MOST_SHOWN", 1)  # PostgreSQL's function has its own
    for place in range(3):
        await town.suspend(await town.patron(f"20000001{place}"), UNREACHABLE)
    patron_id = await town.patron("200000001")
    late = await town.suspend(patron_id, UNREACHABLE)
    await tried(town, patron_id, late, next_step=ContactStep.CALL, next_on=days_ago(1))
    assert (await listed(library, to_contact=True))[0].card_number == "200000001"
    assert (await listed(library))[0].card_number == "200000010"


@pytest.mark.parametrize(
    ("actor", "reason"),
    [
        (clerk(Role.COUNTER), Reason.ROLE_MAY_NOT),
        (clerk(Role.PHONE, Channel.PHONE), Reason.ROLE_MAY_NOT),
        (clerk(Role.PHONE, Channel.COUNTER), Reason.ROLE_MAY_NOT),
        (clerk(Role.SUPERVISOR, Channel.PHONE), Reason.NEEDS_VISIT),
    ],
)
async def test_it_is_for_supervisors_at_the_counter(
    library: Library, town: Town, actor: Actor, reason: Reason
) -> None:
    today, lists = library.records.today, library.backend.suspension_lists
    for asked in (
        today.counts(actor),
        lists.suspensions(EVERY, actor),
        lists.suspensions_again(EVERY, actor),
        lists.suspensions_for_file(EVERY, actor),
    ):
        with pytest.raises(ActRefused) as refused:
            await asked
        assert refused.value.refusal.reasons == (reason,)
    if reason is Reason.ROLE_MAY_NOT:
        with pytest.raises(ActRefused):
            await today.waiting_desks(actor)
    else:
        assert (await today.waiting_desks(actor)).approvals == ()  # it tells nothing of a patron
    assert await town.looks() == []

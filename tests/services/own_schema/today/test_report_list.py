"""申し出の一覧 on real databases: what is listed, what is recorded, and for whom."""

from dataclasses import replace

import pytest

from services.contract.actor import Actor
from services.contract.errors import ActRefused
from services.contract.today.report_list import MOST_SHOWN, ReportFilter
from services.own_schema.database.tables import patron, patron_report
from services.own_schema.library import Library
from services.rules.decision import Reason
from services.rules.vocabulary import Channel, PatronReport, Role
from tests.helpers.patrons import CARD, NOW, TODAY, Town, at, clerk, days_ago
from tests.services.acts.suspension_scene import ADDRESS, CONTACT, OVERDUE, SUPERVISOR

EVERY = ReportFilter()
MOVED, FOUND = PatronReport.ADDRESS_CHANGED, PatronReport.CARD_FOUND


async def test_what_waits_is_listed_oldest_first_with_whom_it_is_about(library: Library, town: Town) -> None:
    here = await town.patron("200000001")
    elsewhere = await town.patron("200000002", branch_id=2, name="見本 二郎")
    await town.report(here, kind=MOVED, reported_at=at(days_ago(1)))
    await town.report(elsewhere, kind=FOUND, reported_at=at(days_ago(3)))
    await town.report(await town.patron("200000003"), settled_at=NOW, settled_by="supervisor")
    found = await library.records.today.reports(EVERY, SUPERVISOR)
    assert (found.wanted, found.total, found.now.date()) == (EVERY, 2, TODAY)
    first, second = found.entries
    assert (first.card_number, first.name, first.kind) == ("200000002", "見本 二郎", FOUND)
    assert (first.patron_id, first.reported_on, first.channel) == (elsewhere, days_ago(3), Channel.PHONE)
    assert (second.card_number, second.patron_id, second.kind) == ("200000001", here, MOVED)
    assert {entry.reported_by for entry in found.entries} == {"staff09"}
    assert first.branch != second.branch
    of_branch = await library.records.today.reports(ReportFilter(branch_id=2), SUPERVISOR)
    assert (of_branch.entries, of_branch.total) == ((first,), 1)
    await town.account("staff09", "戸塚 三郎")
    again = await library.records.today.reports_again(EVERY, SUPERVISOR)
    assert {entry.reported_by for entry in again.entries} == {"戸塚 三郎"}


async def test_the_oldest_are_listed_and_how_many_there_are(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    for number in range(MOST_SHOWN + 2):
        await town.report(patron_id, kind=FOUND, reported_at=at(days_ago(number)))
    found = await library.records.today.reports(EVERY, SUPERVISOR)
    assert (len(found.entries), found.total) == (MOST_SHOWN, MOST_SHOWN + 2)
    assert (found.entries[0].reported_on, found.entries[-1].reported_on) == (
        days_ago(MOST_SHOWN + 1),
        days_ago(2),
    )


async def test_it_says_what_the_patron_is_suspended_for_and_what_is_ready(
    library: Library, town: Town
) -> None:
    patron_id = await town.patron()
    await town.report(patron_id, kind=MOVED)
    for reason in (CONTACT, ADDRESS, OVERDUE):
        await town.suspend(patron_id, reason)
    await town.loan(patron_id, loaned_on=days_ago(99), due_on=days_ago(80))
    today = library.records.today
    (entry,) = (await today.reports(EVERY, SUPERVISOR)).entries
    assert (entry.in_force, entry.ready) == ((OVERDUE, ADDRESS, CONTACT), ())
    await town.change(patron, patron.c.id == patron_id, address_changed_on=TODAY)
    (entry,) = (await today.reports_again(EVERY, SUPERVISOR)).entries
    assert (entry.in_force, entry.ready) == ((OVERDUE, ADDRESS, CONTACT), (ADDRESS,))
    await town.change(patron_report, patron_report.c.id == entry.id, settled_at=NOW, settled_by="supervisor")
    again = await today.reports_again(EVERY, SUPERVISOR)
    assert (again.entries, again.total) == ((), 0)


async def test_a_replaced_cards_report_names_the_new_card(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await town.report(patron_id)
    await town.replace_card(patron_id, CARD, "234567890")
    found = await library.records.today.reports(EVERY, SUPERVISOR)
    assert [entry.card_number for entry in found.entries] == ["234567890"]


async def test_opening_it_is_recorded_and_reading_it_again_is_not(library: Library, town: Town) -> None:
    await town.report(await town.patron())
    for wanted in (EVERY, ReportFilter(branch_id=2)):
        await library.records.today.reports(wanted, SUPERVISOR)
        await library.records.today.reports_again(wanted, SUPERVISOR)
    looks = await town.looks()
    assert [look["listed"] for look in looks] == [
        {"kind": "reports", "branch_id": None, "rows": 1},
        {"kind": "reports", "branch_id": 2, "rows": 0},
    ]
    for look in looks:
        assert (look["patron_id"], look["staff_id"], look["purpose"]) == (None, SUPERVISOR.staff.id, "list")
        assert (look["branch_id"], look["workstation"], look["channel"]) == (1, "2番窓口", Channel.COUNTER)


@pytest.mark.parametrize(
    ("actor", "reason"),
    [
        (clerk(Role.COUNTER), Reason.ROLE_MAY_NOT),
        (clerk(Role.PHONE, Channel.PHONE), Reason.ROLE_MAY_NOT),
        (replace(clerk(Role.SUPERVISOR), channel=Channel.PHONE), Reason.NEEDS_VISIT),
    ],
)
async def test_it_is_for_supervisors_at_the_counter(
    library: Library, town: Town, actor: Actor, reason: Reason
) -> None:
    for asked in (
        library.records.today.reports(EVERY, actor),
        library.records.today.reports_again(EVERY, actor),
    ):
        with pytest.raises(ActRefused) as refused:
            await asked
        assert refused.value.refusal.reasons == (reason,)
    assert await town.looks() == []

"""操作の一覧 on real databases: what is a row, whose, in what order and how many; and the record that it was opened."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from services.contract.act_requests import ActRequest
from services.contract.actor import Actor, StaffMember
from services.contract.errors import LooksListedOften, NotPermitted
from services.contract.recorded_acts import OF_NO_PATRON
from services.contract.today.act_list import MOST_SHOWN, ActFilter, ActList
from services.own_schema.database.tables import (
    access_log,
    approval,
    circulation_rule,
    identity_check,
    masters_version,
)
from services.own_schema.library import Library
from services.own_schema.staff.account_records import AccountVerb
from services.rules.people.approvals import OPEN_FOR
from services.rules.people.hourly_bounds import SPAN
from services.rules.policy import DEFAULT_POLICY
from services.rules.vocabulary import Channel, CheckOutcome, Role
from tests.helpers.chains import append_many, record
from tests.helpers.patrons import CARD, NOW, TODAY, Town, clerk, days_ago, open_card

OTHER = Actor(StaffMember("other", "前川 次郎", Role.COUNTER), 2, "1番窓口", Channel.COUNTER)
CLERK = clerk()
BOSS = clerk(Role.SUPERVISOR)
TODAYS = ActFilter()
LOOKS = ActFilter(looks=True)


@pytest.fixture
async def patron_id(town: Town) -> int:
    """A patron to whom two clerks did something in turn, one of them by phone as well."""
    patron_id = await town.patron()
    await town.account("other", "前川 次郎")
    await town.account("staff01", "川口 一郎")
    for number, actor in enumerate((CLERK, OTHER, replace(CLERK, channel=Channel.PHONE))):
        request = ActRequest[None](actor=actor, patron_id=patron_id)
        await record(town.db, request, subject="hold", subject_id=number, details={"approved_by": "other"})
    return patron_id


async def listed(library: Library, wanted: ActFilter = TODAYS, actor: Actor = BOSS) -> ActList:
    return await library.records.act_lists.acts(wanted, actor)


def verbs(found: ActList) -> list[str]:
    return [it.record.verb for it in found.entries]


async def ask(town: Town, patron_id: int, act_id: str, **changed: Any) -> None:
    values: dict[str, Any] = {
        "act_id": act_id,
        "verb": "suspension.set",
        "patron_id": patron_id,
        "wanted": {},
        "state": "",
        "asked_at": NOW - timedelta(hours=1),
        "asked_by": "other",
        "branch_id": 1,
        "workstation": "2番窓口",
    }
    await town.row(approval, **values | changed)


async def test_a_supervisor_sees_what_everybody_did_newest_first(library: Library, patron_id: int) -> None:
    found = await listed(library)
    assert (found.total, found.day, found.staff) == (
        3,
        TODAY,
        {"staff01": "川口 一郎", "other": "前川 次郎"},
    )
    assert [(it.record.id, it.record.staff_id, it.record.subject_id) for it in found.entries] == [
        (3, "staff01", 2),
        (2, "other", 1),
        (1, "staff01", 0),
    ]
    _, other, _ = found.entries
    assert (other.patron_id, other.card_end, other.record.approver) == (patron_id, CARD[-4:], "前川 次郎")
    assert (other.record.staff_name, other.record.branch, other.record.workstation) == (
        "前川 次郎",
        "前川",
        "1番窓口",
    )
    assert (other.record.outcome, other.record.details) == ("done", {"approved_by": "other"})
    assert found.looks_since is None


async def test_it_says_from_which_day_on_looks_are_kept(library: Library, town: Town) -> None:
    async with town.db.transaction() as conn:
        rule = {"name": "access_log_kept_days", "valid_from": days_ago(1), "value": 365}
        await conn.execute(insert(circulation_rule).values(rule))
        await conn.execute(update(masters_version).values(version=masters_version.c.version + 1))
    assert (await listed(library)).looks_since == days_ago(365)


async def test_others_see_their_own_whomever_they_ask_for(library: Library, patron_id: int) -> None:
    for wanted in (TODAYS, ActFilter(staff_id="staff01"), ActFilter(staff_id="other", looks=True)):
        found = await listed(library, wanted, OTHER)
        assert {it.record.staff_id for it in found.entries} == {"other"}
        assert found.wanted.staff_id == "other"


@pytest.mark.parametrize(
    "actor",
    [clerk(Role.PHONE), clerk(channel=Channel.PHONE), clerk(Role.SUPERVISOR, Channel.PHONE)],
    ids=lambda it: f"{it.staff.role.value}-{it.channel.value}",
)
async def test_by_telephone_nothing_is_listed(
    library: Library, town: Town, patron_id: int, actor: Actor
) -> None:
    lists = library.records.act_lists
    for read in (lists.acts, lists.acts_again, lists.acts_for_file):
        with pytest.raises(NotPermitted):
            await read(TODAYS, actor)
    assert await town.looks() == []


async def test_it_is_recorded_who_opened_it_with_which_filter(
    library: Library, town: Town, patron_id: int
) -> None:
    wanted = ActFilter(day=TODAY, staff_id="other", branch_id=2, verb="loan.renew", channel=Channel.COUNTER)
    assert verbs(await listed(library, wanted)) == ["loan.renew"]
    await library.records.act_lists.acts_again(wanted, BOSS)
    await library.records.act_lists.acts_for_file(wanted, BOSS)
    filtered = {
        "kind": "acts",
        "day": TODAY.isoformat(),
        "staff_id": "other",
        "branch_id": 2,
        "verb": "loan.renew",
        "channel": "counter",
        "looks": False,
        "rows": 1,
    }
    assert [(it["purpose"], it["patron_id"], it["listed"]) for it in await town.looks()] == [
        ("list", None, filtered),
        ("list_file", None, filtered),
    ]


@pytest.mark.parametrize(
    ("wanted", "rows"),
    [
        (ActFilter(day=days_ago(1)), 0),
        (ActFilter(day=TODAY), 3),
        (ActFilter(staff_id="staff01"), 2),
        (ActFilter(branch_id=2), 1),
        (ActFilter(verb="hold.cancel"), 0),
        (ActFilter(channel=Channel.PHONE), 1),
    ],
)
async def test_a_filter_leaves_the_others_out(
    library: Library, patron_id: int, wanted: ActFilter, rows: int
) -> None:
    assert (await listed(library, wanted)).total == rows


async def test_a_day_is_the_counters_own(library: Library, town: Town, patron_id: int) -> None:
    midnight = NOW.replace(hour=0, minute=0)
    for number, moment in enumerate(
        (midnight - timedelta(seconds=1), midnight, midnight + timedelta(days=1))
    ):
        await ask(town, patron_id, f"a{number}", asked_at=moment, withdrawn_at=NOW - timedelta(days=9))
    found = await listed(library, ActFilter(verb="suspension.set"))
    assert [(it.record.outcome, it.record.at) for it in found.entries] == [("approval_waiting", midnight)]


async def test_requests_for_an_approval_are_rows_with_who_decided(
    library: Library, town: Town, patron_id: int
) -> None:
    decided = {"decided_at": NOW - timedelta(minutes=50), "decided_by": "staff01"}
    await ask(town, patron_id, "refused", **decided, approved=False, refusal="other")
    await ask(town, patron_id, "withdrawn", withdrawn_at=NOW - timedelta(minutes=59))
    await ask(town, patron_id, "over")
    await ask(town, patron_id, "approved_over", **decided, approved=True)
    await ask(town, patron_id, "used", **decided, approved=True, used_at=NOW - timedelta(minutes=49))
    await ask(town, patron_id, "open", asked_at=NOW - timedelta(minutes=1))
    wanted = ActFilter(verb="suspension.set")
    found = await listed(library, wanted)
    told = Counter((it.record.outcome, it.record.staff_id, it.record.approver) for it in found.entries)
    assert told == {
        ("approval_over", "other", "川口 一郎"): 1,
        ("approval_over", "other", None): 1,
        ("approval_refused", "staff01", "川口 一郎"): 1,
        ("approval_waiting", "other", None): 6,
        ("approval_withdrawn", "other", None): 1,
    }
    over = [it.record.at for it in found.entries if it.record.outcome == "approval_over"]
    asked, allowed = NOW - timedelta(hours=1), NOW - timedelta(minutes=50)
    assert sorted(over) == [asked + OPEN_FOR, allowed + OPEN_FOR]
    own = await listed(library, wanted, OTHER)
    assert (own.total, {it.patron_id for it in own.entries}) == (
        10,
        {patron_id},
    )  # the refusal of one's own, too


async def test_looks_searches_and_callers_are_rows_where_they_are_asked_for(
    library: Library, town: Town, patron_id: int
) -> None:
    await open_card(library.backend.look_ups, CARD, CLERK)
    where = {"staff_id": "other", "branch_id": 2, "workstation": "1番窓口"}
    search = {"kind": "search", "bare": False, "rows": 2}
    await town.row(access_log, at=NOW, channel="counter", purpose="search", listed=search, **where)
    check = {"at": NOW, "open_until": NOW, "facts": [], "patron_id": patron_id, **where}
    await town.row(identity_check, **check, outcome=CheckOutcome.FAILED, ended_at=NOW)
    await town.row(identity_check, **check, outcome=CheckOutcome.PASSED, ended_at=NOW)
    assert set(verbs(await listed(library))) == {"loan.renew"}
    found = await listed(library, LOOKS)
    told = {it.record.verb: it for it in found.entries}
    assert set(told) == {"loan.renew", "look_up", "search", "not_identified", "list"}
    assert (told["search"].patron_id, told["search"].record.details["rows"]) == (None, 2)
    assert (told["look_up"].patron_id, told["look_up"].card_end) == (patron_id, CARD[-4:])
    assert told["not_identified"].record.channel is Channel.PHONE
    own = await listed(library, LOOKS, OTHER)
    assert set(verbs(own)) - {"list"} == {"loan.renew", "search", "not_identified"}
    assert [it.record.verb for it in (await listed(library, replace(LOOKS, verb="search"))).entries] == [
        "search"
    ]


async def test_no_more_than_a_screen_is_answered_but_for_a_file(
    library: Library, town: Town, patron_id: int
) -> None:
    async with town.db.transaction() as conn:
        await append_many(conn, OTHER, patron_id, MOST_SHOWN)
    found = await listed(library)
    assert [it.record.id for it in found.entries] == list(range(MOST_SHOWN + 3, 3, -1))
    assert found.total == MOST_SHOWN + 3
    whole = await library.records.act_lists.acts_for_file(TODAYS, BOSS)
    assert (len(whole.entries), whole.total) == (MOST_SHOWN + 3, MOST_SHOWN + 3)


async def test_others_looks_are_listed_as_often_as_searches_without_a_name(
    library: Library, town: Town, patron_id: int
) -> None:
    most = DEFAULT_POLICY.bare_searches_an_hour
    opened = {"kind": "acts", "staff_id": None, "looks": True, "rows": 9}
    own = {**opened, "staff_id": "staff01"}
    about = {
        "staff_id": "staff01",
        "branch_id": 1,
        "workstation": "2番窓口",
        "channel": "counter",
        "purpose": "list",
    }
    times = [NOW - timedelta(minutes=30) + timedelta(seconds=it) for it in range(most)]
    async with town.db.transaction() as conn:
        for it in (opened, own):
            rows = [{**about, "at": moment, "listed": it} for moment in times[1:]]
            await conn.execute(insert(access_log), rows)
    await listed(library, LOOKS)
    with pytest.raises(LooksListedOften) as caught:
        await listed(library, LOOKS)
    assert caught.value.until == times[1] + SPAN
    await listed(library)
    await listed(library, replace(LOOKS, staff_id="staff01"))
    await library.records.act_lists.acts_again(LOOKS, BOSS)
    await town.set_time(caught.value.until + timedelta(seconds=1))
    await listed(library, LOOKS)


def test_every_change_of_an_account_is_an_act_of_no_patron() -> None:
    assert set(OF_NO_PATRON) >= set(AccountVerb)

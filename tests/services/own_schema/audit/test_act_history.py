"""操作記録 on real databases: whose acts are seen by whom, in what order, how many; and no look is recorded."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert

from services.contract.act_requests import ActRequest
from services.contract.actor import Actor, StaffMember
from services.contract.backend import LookUps
from services.contract.errors import ActRefused
from services.contract.recorded_acts import ALWAYS, Period
from services.own_schema.audit.act_history_statement import MOST_SHOWN
from services.own_schema.database.tables import identity_check
from services.own_schema.database.tables import staff as staff_table
from services.own_schema.library import Library
from services.rules.clock import tokyo_midnight
from services.rules.decision import Reason
from services.rules.vocabulary import Channel, CheckOutcome, Role
from tests.helpers.chains import append_many, record
from tests.helpers.patrons import CARD, NOW, TODAY, Town, clerk, open_card, reasons

OTHER = Actor(StaffMember("other", "前川 次郎", Role.COUNTER), 2, "1番窓口", Channel.COUNTER)
BOSS = clerk(Role.SUPERVISOR)


@pytest.fixture
async def patron_id(town: Town) -> int:
    """A patron to whom two clerks did something in turn."""
    patron_id = await town.patron()
    for number, actor in enumerate((clerk(), OTHER, clerk(channel=Channel.PHONE))):
        request = ActRequest[None](actor=actor, patron_id=patron_id)
        await record(town.db, request, subject="hold", subject_id=number, details={"reason": "by_staff"})
    return patron_id


async def test_a_supervisor_sees_what_everybody_did_newest_first(library: Library, patron_id: int) -> None:
    records = await library.records.act_history.of_patron(patron_id, BOSS)
    assert (records.patron_id, records.total, records.left_out, records.of_everybody) == (
        patron_id,
        3,
        0,
        True,
    )
    assert [(row.id, row.staff_id, row.subject_id) for row in records.rows] == [
        (3, "staff01", 2),
        (2, "other", 1),
        (1, "staff01", 0),
    ]
    newest, other, _ = records.rows
    assert (newest.verb, newest.outcome, newest.subject) == ("loan.renew", "done", "hold")
    assert newest.details == {"reason": "by_staff"}
    assert (newest.channel, newest.workstation, newest.branch) == (Channel.PHONE, "2番窓口", "中央")
    assert (other.channel, other.workstation, other.branch) == (Channel.COUNTER, "1番窓口", "前川")
    assert abs((newest.at - NOW).total_seconds()) < 60


async def test_staff_see_their_own(library: Library, patron_id: int) -> None:
    records = await library.records.act_history.of_patron(patron_id, OTHER)
    assert [(row.id, row.staff_id) for row in records.rows] == [(1, "other")]
    assert (records.total, records.of_everybody) == (1, False)
    nobody = replace(OTHER, staff=StaffMember("newcomer", "新人", Role.COUNTER))
    assert (await library.records.act_history.of_patron(patron_id, nobody)).rows == ()


async def test_names_come_from_the_accounts_that_are_there(
    library: Library, town: Town, patron_id: int
) -> None:
    account = {"id": "other", "name": "前川 次郎", "role": Role.COUNTER, "branch_id": 2}
    async with town.db.transaction() as conn:
        await conn.execute(insert(staff_table).values(account))
    names = {
        row.staff_id: row.staff_name
        for row in (await library.records.act_history.of_patron(patron_id, BOSS)).rows
    }
    assert names == {"other": "前川 次郎", "staff01": None}


async def test_another_patrons_acts_are_not_among_them(library: Library, town: Town, patron_id: int) -> None:
    neighbour = await town.patron("987654321")
    await record(town.db, ActRequest(actor=clerk(), patron_id=neighbour))
    assert (await library.records.act_history.of_patron(patron_id, BOSS)).total == 3
    assert (await library.records.act_history.of_patron(neighbour, BOSS)).total == 1


async def test_the_latest_are_listed_and_how_many_are_left_out(
    library: Library, town: Town, look_ups: LookUps, patron_id: int
) -> None:
    async with town.db.transaction() as conn:
        await append_many(conn, OTHER, patron_id, MOST_SHOWN)
    await open_card(look_ups, CARD)
    records = await library.records.act_history.of_patron(patron_id, BOSS)
    assert [row.id for row in records.rows] == list(range(MOST_SHOWN + 3, 3, -1))
    assert (records.total, records.left_out) == (MOST_SHOWN + 3, 3)
    own = await library.records.act_history.of_patron(patron_id, OTHER)
    assert (len(own.rows), own.left_out) == (MOST_SHOWN, 1)


@pytest.mark.parametrize(
    "actor",
    [
        clerk(Role.PHONE),
        clerk(Role.PHONE, Channel.PHONE),
        clerk(channel=Channel.PHONE),
        clerk(Role.SUPERVISOR, Channel.PHONE),
    ],
    ids=lambda it: f"{it.staff.role.value}-{it.channel.value}",
)
async def test_on_the_phone_nothing_is_told_before_the_caller_is_identified(
    library: Library, town: Town, patron_id: int, actor: Actor
) -> None:
    with pytest.raises(ActRefused) as caught:
        await library.records.act_history.of_patron(patron_id, actor)
    assert reasons(caught.value.refusal) == (Reason.NOT_IDENTIFIED,)
    await town.identified(patron_id, actor)
    assert (await library.records.act_history.of_patron(patron_id, actor)).total > 0


async def test_reading_them_is_no_look(library: Library, town: Town, patron_id: int) -> None:
    await library.records.act_history.of_patron(patron_id, BOSS)
    assert await town.looks() == []
    assert len(await town.acts()) == 3


async def test_who_looked_is_among_them_where_it_is_asked_for(
    library: Library, town: Town, look_ups: LookUps, patron_id: int
) -> None:
    neighbour = await town.patron("987654321")
    await open_card(look_ups, CARD, OTHER)
    await open_card(look_ups, CARD, BOSS)
    await open_card(look_ups, "987654321", OTHER)
    check = {"staff_id": "other", "branch_id": 2, "workstation": "1番窓口", "at": NOW, "open_until": NOW}
    for outcome in (CheckOutcome.FAILED, CheckOutcome.PASSED):
        await town.row(identity_check, **check, patron_id=patron_id, outcome=outcome, facts=[], ended_at=NOW)
    history = library.records.act_history
    records = await history.of_patron(patron_id, BOSS, looks=True)
    assert (records.total, records.with_looks, records.looks_kept_days) == (6, True, None)
    assert [row.id for row in records.rows] == list(range(6, 0, -1))
    assert [row.at for row in records.rows] == sorted((row.at for row in records.rows), reverse=True)
    told = Counter((row.verb, row.staff_id) for row in records.rows if row.outcome != "done")
    assert told == {("look_up", "other"): 1, ("look_up", "staff01"): 1, ("not_identified", "other"): 1}
    look = next(row for row in records.rows if row.verb == "look_up" and row.staff_id == "other")
    assert (look.branch, look.workstation, look.channel) == ("前川", "1番窓口", Channel.COUNTER)
    own = await history.of_patron(patron_id, OTHER, looks=True)
    assert {row.staff_id for row in own.rows} == {"other"}
    assert own.total == 3
    assert (await history.of_patron(neighbour, OTHER, looks=True)).total == 1
    assert not (await history.of_patron(patron_id, BOSS)).with_looks


async def test_by_telephone_no_look_is_among_them(library: Library, town: Town, patron_id: int) -> None:
    caller = clerk(Role.SUPERVISOR, Channel.PHONE)
    await town.identified(patron_id, caller)
    records = await library.records.act_history.of_patron(patron_id, caller, looks=True)
    assert not records.with_looks
    assert {row.verb for row in records.rows} == {"loan.renew"}


async def test_days_of_a_period_are_listed_with_how_many_there_are(
    library: Library, town: Town, look_ups: LookUps, patron_id: int
) -> None:
    await open_card(look_ups, CARD)
    history = library.records.act_history
    for period, acts in (
        (ALWAYS, 3),
        (Period(TODAY, TODAY), 3),
        (Period(first=TODAY + timedelta(days=1)), 0),
        (Period(last=TODAY - timedelta(days=1)), 0),
        (Period(last=TODAY), 3),
    ):
        records = await history.of_patron(patron_id, BOSS, period=period)
        assert (records.total, len(records.rows), records.period) == (acts, acts, period)
    await town.set_time(NOW + timedelta(days=40))
    await open_card(look_ups, CARD)
    later = NOW.date() + timedelta(days=40)
    for period, looks in ((ALWAYS, 2), (Period(TODAY, TODAY), 1), (Period(later, later), 1)):
        records = await history.of_patron(patron_id, BOSS, looks=True, period=period)
        assert [it.verb for it in records.rows].count("look_up") == looks


async def test_a_day_is_the_counters_own(library: Library, town: Town, patron_id: int) -> None:
    midnight = tokyo_midnight(TODAY + timedelta(days=2))
    for moment in (midnight - timedelta(seconds=1), midnight):
        await town.set_time(moment)
        await record(town.db, ActRequest(actor=clerk(), patron_id=patron_id))
    day = TODAY + timedelta(days=1)
    assert (await library.records.act_history.of_patron(patron_id, BOSS, period=Period(day, day))).total == 1


async def test_who_approved_is_named(library: Library, town: Town, patron_id: int) -> None:
    await town.account("okada", "岡田 裕樹")
    for who in ("okada", "gone"):
        request = ActRequest[None](actor=clerk(), patron_id=patron_id)
        await record(town.db, request, details={"approved_by": who})
    records = await library.records.act_history.of_patron(patron_id, BOSS)
    assert [row.approver for row in records.rows] == ["gone", "岡田 裕樹", None, None, None]

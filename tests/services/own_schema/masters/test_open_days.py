"""A supervisor sets days of the own branch: on real databases, and on a server by the supervisor's own login."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import literal, select, text

from services.contract.actor import Actor
from services.contract.errors import ActRefused, DaysChanged, DaysOver
from services.contract.snapshot import LoanRow
from services.contract.today.open_days import BranchDay
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import closed_day, masters_version
from services.own_schema.library import Library
from services.own_schema.masters.open_days_statement import dates_at_branch
from services.rules.circulation.open_days import DayChange, DayKind
from services.rules.decision import Allowed, Closure
from services.rules.vocabulary import Channel, HoldStatus, Role
from tests.helpers.city import City
from tests.helpers.patrons import TODAY, Town, clerk, days_ago, in_days, open_card

EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN "}
OPEN, CLOSED, SPECIAL = DayKind
CHIEF = clerk(Role.SUPERVISOR)
TUESDAY, WEDNESDAY = date(2026, 12, 1), date(2026, 12, 2)
REGULAR = date(2026, 12, 18)
"""The third Friday, on which 中央 is closed."""


async def days(library: Library, of: date = TUESDAY, actor: Actor = CHIEF) -> Mapping[date, BranchDay]:
    month = await library.backend.open_days.month(of, actor)
    assert month.branch_id == actor.branch_id
    return {it.day: it for it in month.days}


async def rows(town: Town) -> list[dict[str, object]]:
    found = [it for it in await town.all_rows(closed_day) if it["branch_id"] == town.branch_id]
    return [{name: it[name] for name in ("day", "open", "special", "note")} for it in found]


async def version(town: Town) -> int:
    async with town.db.autocommit() as conn:
        return int((await conn.execute(select(masters_version.c.version))).scalar_one())


async def test_a_month_has_each_day_with_what_the_rules_say_of_it(library: Library, town: Town) -> None:
    found = await days(library)
    assert list(found) == [date(2026, 12, number) for number in range(1, 32)]
    assert (found[TUESDAY].kind, found[TUESDAY].opens_by_rules) == (OPEN, True)
    assert (found[REGULAR].kind, found[REGULAR].opens_by_rules) == (CLOSED, False)
    assert all(it.can_be_set for it in found.values())
    now = await days(library, TODAY)
    assert [it.day for it in now.values() if it.can_be_set] == [
        TODAY + timedelta(days=more) for more in range(7)
    ]
    assert len(await days(library, date(2028, 2, 29))) == 29
    assert await town.looks() == []


async def test_dates_are_counted_where_they_are_kept(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    for due in (TUESDAY, TUESDAY, WEDNESDAY, date(2026, 11, 30), date(2026, 12, 31), date(2027, 1, 1)):
        await town.loan(patron_id, due_on=due)
    await town.loan(patron_id, due_on=TUESDAY, branch_id=2)
    await town.loan(patron_id, due_on=TUESDAY, returned_on=TODAY)
    for until in (WEDNESDAY, WEDNESDAY, WEDNESDAY, date(2027, 1, 1)):
        await town.hold(patron_id, str(len(await rows(town))), status=HoldStatus.READY, shelf_until=until)
    await town.hold(patron_id, status=HoldStatus.READY, shelf_until=WEDNESDAY, branch_id=2)
    await town.hold(patron_id)
    found = await days(library)
    told = {it.day: (it.due, it.shelved) for it in found.values() if it.due or it.shelved}
    assert told == {TUESDAY: (2, 0), WEDNESDAY: (1, 3), date(2026, 12, 31): (1, 0)}


async def test_which_holds_leave_the_shelf_is_read_by_an_index(db: Database) -> None:
    asked = dates_at_branch(literal(1), literal(TUESDAY), literal(WEDNESDAY))
    async with db.transaction() as conn:
        if db.dialect == "postgresql":
            await conn.execute(text("SET LOCAL enable_seqscan = off"))  # so few rows would be read faster
        statement = str(asked.compile(dialect=conn.dialect, compile_kwargs={"literal_binds": True}))
        explained = text(EXPLAIN[db.dialect] + statement.replace(":", r"\:"))
        plan = [str(row) for row in await conn.execute(explained)]
    read = [line for line in plan if re.search(r"(SEARCH|SCAN|on) hold\b", line)]
    assert read
    assert [line for line in read if "ix_hold_branch_id_shelf_until" not in line] == []


async def test_days_become_what_is_wanted_as_one_recorded_act(library: Library, town: Town) -> None:
    before = await version(town)
    wanted = [
        DayChange(TUESDAY, OPEN, CLOSED),
        DayChange(WEDNESDAY, OPEN, SPECIAL),
        DayChange(REGULAR, CLOSED, OPEN),
    ]
    assert await library.backend.open_days.set_days(wanted, CHIEF) == 3
    found = await days(library)
    assert [found[it.day].kind for it in wanted] == [CLOSED, SPECIAL, OPEN]
    assert [found[it.day].opens_by_rules for it in wanted] == [True, True, False]
    assert await rows(town) == [
        {"day": TUESDAY, "open": False, "special": False, "note": ""},
        {"day": WEDNESDAY, "open": False, "special": True, "note": ""},
        {"day": REGULAR, "open": True, "special": False, "note": ""},
    ]
    (record,) = await town.acts()
    told = {name: record[name] for name in ("verb", "staff_id", "branch_id", "workstation", "details")}
    assert told == {
        "verb": "masters.import",
        "staff_id": CHIEF.staff.id,
        "branch_id": 1,
        "workstation": "2番窓口",
        "details": {
            "closed_day_inserted": 3,
            "days_closed": "2026-12-01",
            "days_special": "2026-12-02",
            "days_open": "2026-12-18",
        },
    }
    assert await version(town) == before + 1
    assert library.masters.current.version == before + 1


async def test_a_row_goes_where_the_rules_say_the_same_and_its_note_stays_where_it_stays(
    library: Library, town: Town
) -> None:
    await town.row(closed_day, branch_id=1, day=TUESDAY, open=False, special=False, note="工事")
    await town.row(closed_day, branch_id=1, day=WEDNESDAY, open=False, special=True, note="整理")
    await town.row(closed_day, branch_id=2, day=TUESDAY, open=False, special=False, note="別の館")
    wanted = [DayChange(TUESDAY, CLOSED, OPEN), DayChange(WEDNESDAY, SPECIAL, CLOSED)]
    assert await library.backend.open_days.set_days(wanted, CHIEF) == 2
    assert await rows(town) == [{"day": WEDNESDAY, "open": False, "special": False, "note": "整理"}]
    assert [it["note"] for it in await town.all_rows(closed_day) if it["branch_id"] == 2] == ["別の館"]
    (record,) = await town.acts()
    assert record["details"] == {
        "closed_day_changed": 1,
        "closed_day_removed": 1,
        "days_by_rules": "2026-12-01",
        "days_closed": "2026-12-02",
    }


@pytest.mark.parametrize(("many", "named"), [(31, True), (32, False)])
async def test_no_more_days_are_named_than_a_month_has(
    library: Library, town: Town, many: int, named: bool
) -> None:
    found = {**await days(library), **await days(library, date(2027, 1, 1))}
    wanted = [DayChange(day, it.kind, SPECIAL) for day, it in list(found.items())[:many]]
    assert await library.backend.open_days.set_days(wanted, CHIEF) == many
    (record,) = await town.acts()
    told = " ".join(it.day.isoformat() for it in wanted)
    assert record["details"] == {"closed_day_inserted": many, **({"days_special": told} if named else {})}


async def test_what_is_so_already_is_no_act_and_sent_twice_it_acts_once(library: Library, town: Town) -> None:
    wanted = [DayChange(TUESDAY, OPEN, CLOSED)]
    assert await library.backend.open_days.set_days(wanted, CHIEF) == 1
    assert await library.backend.open_days.set_days(wanted, CHIEF) == 0
    assert len(await town.acts()) == 1


async def test_a_day_that_somebody_changed_meanwhile_stops_all_of_it(library: Library, town: Town) -> None:
    other = replace(CHIEF, workstation="別の窓口")
    await library.backend.open_days.set_days([DayChange(WEDNESDAY, OPEN, SPECIAL)], other)
    wanted = [DayChange(TUESDAY, OPEN, CLOSED), DayChange(WEDNESDAY, OPEN, CLOSED)]
    with pytest.raises(DaysChanged) as caught:
        await library.backend.open_days.set_days(wanted, CHIEF)
    assert caught.value.present == {WEDNESDAY: SPECIAL}
    assert [it["day"] for it in await rows(town)] == [WEDNESDAY]
    again = [wanted[0], replace(wanted[1], seen=SPECIAL)]
    assert await library.backend.open_days.set_days(again, CHIEF) == 2


async def test_two_desks_at_once_both_set_their_days_or_one_is_told_of_the_other(
    library: Library, town: Town
) -> None:
    async def set_day(day: date, wanted: DayKind) -> object:
        try:
            return await library.backend.open_days.set_days([DayChange(day, OPEN, wanted)], CHIEF)
        except DaysChanged as error:
            return error.present

    done = await asyncio.gather(set_day(TUESDAY, CLOSED), set_day(WEDNESDAY, SPECIAL))
    assert list(done) == [1, 1]
    day = date(2026, 12, 3)
    found = await asyncio.gather(set_day(day, CLOSED), set_day(day, SPECIAL))
    assert 1 in found
    assert [it for it in found if it != 1] in ([{day: CLOSED}], [{day: SPECIAL}])
    assert len(await town.acts()) == 3


async def test_a_day_that_has_passed_stops_all_of_it(library: Library, town: Town) -> None:
    wanted = [DayChange(days_ago(1), OPEN, SPECIAL), DayChange(TUESDAY, OPEN, CLOSED)]
    with pytest.raises(DaysOver) as caught:
        await library.backend.open_days.set_days(wanted, CHIEF)
    assert caught.value.days == (days_ago(1),)
    assert (await rows(town), await town.acts()) == ([], [])


async def test_a_row_that_cannot_be_read_is_written_anew(library: Library, town: Town) -> None:
    await town.row(closed_day, branch_id=1, day=TUESDAY, open=False, special=False, note="x\x01")
    await town.change(closed_day, closed_day.c.day == TUESDAY, special=True)
    assert await library.backend.open_days.set_days([DayChange(TUESDAY, SPECIAL, CLOSED)], CHIEF) == 1
    assert await rows(town) == [{"day": TUESDAY, "open": False, "special": False, "note": ""}]


async def test_dates_that_are_set_stay_and_what_is_renewed_from_then_on_goes_by_the_days(
    library: Library, town: Town
) -> None:
    due, renewed = in_days(7), in_days(14)
    await town.loan(await town.patron(), due_on=due)
    before = (await open_card(library.backend.look_ups)).loans[0]
    assert new_day(before) == renewed
    wanted = [DayChange(due, OPEN, CLOSED), DayChange(renewed, OPEN, CLOSED)]
    await library.backend.open_days.set_days(wanted, CHIEF)
    after = (await open_card(library.backend.look_ups)).loans[0]
    assert (after.due_on, new_day(after)) == (due, renewed + timedelta(days=1))
    assert isinstance(after.renewal.counter, Allowed)
    assert after.renewal.counter.closure is Closure.SINGLE


def new_day(loan: LoanRow) -> date | None:
    """Tell until when a loan could be renewed now."""
    decision = loan.renewal.counter
    assert isinstance(decision, Allowed)
    return decision.new_day


@pytest.mark.parametrize(
    "actor",
    [clerk(Role.COUNTER), clerk(Role.PHONE, Channel.PHONE), replace(CHIEF, channel=Channel.PHONE)],
    ids=["counter", "phone", "supervisor by phone"],
)
async def test_it_is_for_supervisors_at_the_counter(library: Library, town: Town, actor: Actor) -> None:
    with pytest.raises(ActRefused):
        await library.backend.open_days.month(TODAY, actor)
    with pytest.raises(ActRefused):
        await library.backend.open_days.set_days([DayChange(TUESDAY, OPEN, CLOSED)], actor)
    assert (await rows(town), await town.acts()) == ([], [])


async def test_on_a_server_the_supervisors_own_login_sets_them(city: City) -> None:
    chief = city.actor("supervisor")
    async with city.open("supervisor") as library, city.open("counter") as desk:
        found = await days(library, actor=chief)
        assert found[TUESDAY].kind is OPEN
        wanted = [DayChange(TUESDAY, OPEN, CLOSED)]
        assert await library.backend.open_days.set_days(wanted, chief) == 1
        await desk.masters.again()
        assert not desk.masters.current.calendar(chief.branch_id).is_open(TUESDAY)
    (record,) = await city.town.acts()
    assert (record["staff_id"], record["details"]) == (
        chief.staff.id,
        {"closed_day_inserted": 1, "days_closed": "2026-12-01"},
    )

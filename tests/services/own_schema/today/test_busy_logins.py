"""Which logins read much of people in an hour is told in 今日の仕事 and by doctor, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest

from services.contract.act_requests import ActRequest
from services.contract.diagnosis import CheckResult, Diagnosis, Subject
from services.contract.errors import CardRetired, CardUnknown
from services.contract.today.counts import BusyLogin
from services.own_schema.diagnosis.library import examine
from services.own_schema.library import Library
from services.rules.people.hourly_bounds import SPAN, HourlyCount
from services.rules.people.search import SearchText
from services.rules.vocabulary import Role
from tests.helpers.chains import record
from tests.helpers.city import City
from tests.helpers.patrons import NOW, Town, clerk, open_card
from tests.services.acts.issue_scene import set_rule
from tests.services.own_schema.today.busy_scene import nobodys, searches

SUPERVISOR = clerk(Role.SUPERVISOR)


async def busy(library: Library) -> dict[tuple[str, HourlyCount], BusyLogin]:
    told = (await library.records.today.counts(SUPERVISOR)).busy
    return {(it.staff_id, it.measure): it for it in told}


async def doctors(library: Library) -> list[Diagnosis]:
    found = await examine(library.db, lambda: datetime.now(UTC))
    return [it for it in found if it.subject is Subject.BUSY_LOGINS]


async def test_nobody_is_told_of_an_ordinary_hour(library: Library, town: Town) -> None:
    await town.patron()
    await searches(town, NOW, *[21] * 114)
    await searches(town, NOW, *[0] * 79, bare=True)
    await nobodys(town, NOW, 199, "unknown", "staff01")
    for _ in range(29):
        await record(library.db, ActRequest(actor=SUPERVISOR, patron_id=1), "suspension.lift")
    assert await busy(library) == {}
    assert await doctors(library) == [Diagnosis(Subject.BUSY_LOGINS, CheckResult.BUSY_NONE)]


async def test_each_measure_is_told_with_who_when_and_how_much(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await town.account("staff02", "窓口 次郎")
    await searches(town, NOW, *[20] * 120, staff_id="staff02")
    await searches(town, NOW, *[0] * 80, bare=True)
    await nobodys(town, NOW, 150, "unknown", "staff03")
    await nobodys(town, NOW, 50, "retired", "staff03")
    for _ in range(30):
        await record(library.db, ActRequest(actor=SUPERVISOR, patron_id=patron_id), "suspension.lift")
    found = await busy(library)
    at = found["staff01", HourlyCount.LIFTS].at
    assert timedelta() <= at - NOW < timedelta(minutes=1)
    assert set(found.values()) == {
        BusyLogin("staff02", "窓口 次郎", HourlyCount.NAMED, 2_400, 3_000, NOW),
        BusyLogin("staff01", "staff01", HourlyCount.BARE, 80, 100, NOW),
        BusyLogin("staff03", "staff03", HourlyCount.NOBODYS, 200, 200, NOW),
        BusyLogin("staff01", "staff01", HourlyCount.LIFTS, 30, 30, at),
    }
    assert [(it.result, it.values) for it in await doctors(library)] == [
        (CheckResult.BUSY_NAMED, ("staff02 (2400)",)),
        (CheckResult.BUSY_BARE, ("staff01 (80)",)),
        (CheckResult.BUSY_NOBODYS, ("staff03 (200)",)),
        (CheckResult.BUSY_LIFTS, ("staff01 (30)",)),
    ]


@pytest.mark.parametrize(("apart", "is_told"), [(timedelta(minutes=59), True), (SPAN, False)])
async def test_an_hour_begins_whenever_it_begins(
    library: Library, town: Town, apart: timedelta, is_told: bool
) -> None:
    for at in (NOW - timedelta(hours=5), NOW - timedelta(hours=5) + apart):
        await searches(town, at, *[0] * 40, bare=True)
    assert set(await busy(library)) == ({("staff01", HourlyCount.BARE)} if is_told else set())


async def test_who_comes_in_the_morning_hears_of_the_night_and_not_of_the_day_before(
    library: Library, town: Town
) -> None:
    await searches(town, NOW - timedelta(hours=11), *[0] * 90, bare=True)
    await searches(town, NOW - timedelta(hours=25), *[0] * 90, bare=True, staff_id="staff02")
    assert set(await busy(library)) == {("staff01", HourlyCount.BARE)}


async def test_who_is_stopped_was_told(library: Library, town: Town) -> None:
    await set_rule(town, "bare_searches_an_hour", 5)
    for place in range(6):
        found = await library.backend.searches.find(SearchText(phone="0000"), clerk())
        assert (found.pause is not None) == (place == 5)
        assert (("staff01", HourlyCount.BARE) in await busy(library)) == (place >= 3)


async def test_looks_at_numbers_that_are_nobodys_are_counted_as_they_are_made(
    library: Library, town: Town
) -> None:
    await set_rule(town, "looks_at_nobody_an_hour", 3)
    await town.replace_card(await town.patron("200000001"), "200000001", "200000002")
    for number in ("100000009", "200000001", "100000017"):
        assert await busy(library) == {}
        with pytest.raises((CardUnknown, CardRetired)):
            await library.backend.look_ups.by_card(number, clerk())
    assert set(await busy(library)) == {("staff01", HourlyCount.NOBODYS)}


async def test_looks_hold_nobody_up_and_lifts_neither(library: Library, town: Town) -> None:
    await town.patron()
    await nobodys(town, NOW, 1_000, "unknown", "staff01")
    await open_card(library.backend.look_ups)
    assert len((await library.backend.searches.find(SearchText(words="カワグチ"), clerk())).hits) == 1


async def test_a_doctor_under_a_clerks_login_is_told_nothing_of_colleagues(city: City) -> None:
    await searches(city.town, NOW, *[0] * 90, bare=True)
    expected = {
        "counter": CheckResult.NOT_SHOWN,
        "phone": CheckResult.NOT_SHOWN,
        "supervisor": CheckResult.BUSY_BARE,
        "worker": CheckResult.BUSY_BARE,
    }
    for who, verdict in expected.items():
        async with city.open(who) as library:
            assert [it.result for it in await doctors(library)] == [verdict]

"""How many a login's searches name in an hour is counted by the database, however its SQL is written."""

import asyncio
import json
from datetime import timedelta

import asyncpg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.rules.people.hourly_bounds import MOST_NAMED, Pause, Searched, pause
from services.rules.people.names import town_of
from services.rules.people.search import SearchText
from services.rules.policy import DEFAULT_POLICY
from tests.helpers.city import City
from tests.helpers.patrons import CARD, NOW
from tests.services.acts.issue_scene import set_rule
from tests.services.own_schema.schema.postgresql.calling import Connect, connected, refusal
from tests.services.own_schema.schema.postgresql.checks_scene import until_it_waits
from tests.services.own_schema.schema.postgresql.test_searches import ANSWER, BRANCH, NAMES, NOTE, SEARCH
from tests.services.own_schema.today.busy_scene import searches

_WAITS = "SELECT goes_on_at IS NOT NULL FROM madoguchi_note_search($1, $2, $3, $4, $5, $6, $7, $8, $9, 'w')"


async def counted(city: City) -> list[int]:
    return [look["listed"]["rows"] for look in await city.town.looks()]


async def test_what_is_never_fetched_counts_as_much_as_a_search_can_name(
    city: City, connect: Connect
) -> None:
    await city.town.patron(CARD)
    conn, name = await connect("counter"), city.names["counter"]
    noted = await conn.fetchval(NOTE, *NAMES, name, BRANCH)
    assert await counted(city) == [MOST_NAMED]
    await conn.execute("BEGIN")
    assert len(json.loads(await conn.fetchval(ANSWER, *NAMES, noted))) == 1
    await conn.execute("ROLLBACK")
    assert await counted(city) == [MOST_NAMED]
    assert len(json.loads(await conn.fetchval(ANSWER, *NAMES, noted))) == 1
    assert await counted(city) == [1]


async def test_what_another_system_named_is_noted_once_by_who_searched(city: City, connect: Connect) -> None:
    conn, name = await connect("counter"), city.names["counter"]
    note, on_record = "SELECT madoguchi_note_named($1, $2)", "what is searched is on record first"
    noted = await conn.fetchval(NOTE, *NAMES, name, BRANCH)
    assert on_record in await refusal(await connect("supervisor"), note, noted, 0)
    await conn.execute("BEGIN")
    same = await conn.fetchval(NOTE, *NAMES, name, BRANCH)
    assert on_record in await refusal(conn, note, same, 0)
    await conn.execute("ROLLBACK")
    await conn.execute(note, noted, 1_000)
    assert await counted(city) == [MOST_NAMED]
    for once_more in (refusal(conn, note, noted, 0), refusal(conn, ANSWER, *NAMES, noted)):
        assert on_record in await once_more


async def test_searches_noted_first_and_fetched_later_are_no_more(city: City, connect: Connect) -> None:
    conn, name = await connect("counter"), city.names["counter"]
    await searches(city.town, NOW, 2_960, staff_id=name)
    assert [await conn.fetchval(_WAITS, *NAMES, name, BRANCH) for _ in range(3)] == [False, True, True]


async def test_many_connections_at_once_name_no_more(city: City) -> None:
    """The second waits until it is known whether the first is on record."""
    name = city.names["counter"]
    await searches(city.town, NOW, 2_979, staff_id=name)
    async with connected(city, "counter") as first, connected(city, "counter") as second:
        await first.execute("BEGIN")
        assert not await first.fetchval(_WAITS, *NAMES, name, BRANCH)
        also = asyncio.create_task(second.fetchval(_WAITS, *NAMES, name, BRANCH))
        async with connected(city) as admin:
            await until_it_waits(admin)
        await first.execute("COMMIT")
        assert await also


async def test_a_procedure_that_waits_answers_nobody_and_no_error(city: City, connect: Connect) -> None:
    await city.town.patron(CARD)
    conn, name = await connect("counter"), city.names["counter"]
    await searches(city.town, NOW - timedelta(minutes=50), 2_980, staff_id=name)
    row = await conn.fetchrow(SEARCH, *NAMES, name, BRANCH)
    assert row is not None
    assert dict(row) == {
        "hits": None,
        "at": None,
        "goes_on_at": NOW + timedelta(minutes=10),
        "bare_alone": False,
    }
    assert await counted(city) == [2_980]


async def test_the_bound_is_no_other_logins(city: City, connect: Connect) -> None:
    await searches(city.town, NOW, 3_000, staff_id=city.names["counter"])
    other = await connect("other")
    assert not await other.fetchval(_WAITS, *NAMES, city.names["other"], BRANCH)


async def test_a_counter_hears_of_no_colleague_though_it_were_granted_the_function(
    city: City, connect: Connect
) -> None:
    asked = "SELECT madoguchi_busy_logins()"
    async with connected(city) as admin:
        for who in ("counter", "phone"):
            conn = await connect(who)
            assert "permission denied" in await refusal(conn, asked)
            await admin.execute(f"GRANT EXECUTE ON FUNCTION madoguchi_busy_logins() TO madoguchi_{who}")
            try:
                assert await refusal(conn, asked) == "madoguchi: this is a supervisor's"
            finally:
                await admin.execute(
                    f"REVOKE EXECUTE ON FUNCTION madoguchi_busy_logins() FROM madoguchi_{who}"
                )


async def test_no_address_leaves_but_its_town(city: City, connect: Connect) -> None:
    addresses = [
        "川口市朝日1丁目2-3",
        "川口市芝九百番地1",
        "川口市東領家二丁目 コーポ月 203",
        "　川口市２－３",
        "",
        "七番町",
    ]
    for place, address in enumerate(addresses):
        await city.town.patron(f"2000{place:05}", address=address)
    conn, name = await connect("counter"), city.names["counter"]
    row = await conn.fetchrow(SEARCH, *NAMES, name, BRANCH)
    assert row is not None
    hits = json.loads(row["hits"])
    assert all("address" not in hit for hit in hits)
    assert sorted(town_of(hit["town"]) for hit in hits) == sorted(map(town_of, addresses))
    told = "".join(hit["town"] for hit in hits)
    assert not any(part in told for part in ("1丁目", "2-3", "コーポ", "203", "二丁目", "３"))


class Register:
    """A register of many, and a stolen login that goes through it."""

    def __init__(self, city: City, conn: asyncpg.Connection) -> None:
        self.city, self.conn = city, conn
        self.named: set[int] = set()
        self.told = 0

    async def ask(self, *asked: object) -> bool:
        """Ask one question; tells whether it was answered."""
        row = await self.conn.fetchrow(SEARCH, *asked, self.city.names["counter"], BRANCH)
        assert row is not None
        if row["hits"] is None:
            return False
        hits = json.loads(row["hits"])
        self.told += len(hits)
        self.named |= {hit["id"] for hit in hits}
        return True


async def test_who_goes_through_birth_dates_numbers_and_ends_is_told_and_stopped(
    city: City, connect: Connect
) -> None:
    """Before, 499 of 500 patrons were read so within minutes, with their addresses."""
    people, days = 120, 100
    for place in range(people):
        day = NOW.date().replace(year=1950) + timedelta(days=place % days)
        await city.town.patron(f"2000{place:05}", birth_date=day, phone=f"048-000-{place:04}")
    conn = await connect("counter")
    thief = Register(city, conn)
    none: tuple[list[object], ...] = ([], [], [], [])
    for place in range(days):
        day = NOW.date().replace(year=1950) + timedelta(days=place)
        await thief.ask(*none, day, None, None)
    for place in range(people):
        await thief.ask(*none, None, f"048000{place:04}", None)
        await thief.ask(*none, None, None, f"{place:04}")
    stopped_at = thief.told
    assert stopped_at <= people
    while await thief.ask(*NAMES):
        pass
    assert 3_000 - MOST_NAMED < thief.told <= 3_000
    assert sum(await counted(city)) == thief.told
    async with city.open("supervisor") as library:
        told = (await library.records.today.counts(city.actor("supervisor"))).busy
        assert {(it.staff_id, it.measure.value) for it in told} == {
            (city.names["counter"], "named"),
            (city.names["counter"], "bare"),
        }


@pytest.mark.parametrize("part", ["^", "~", " ", "^カ"])
async def test_what_everybody_has_makes_no_search_by_a_name(city: City, connect: Connect, part: str) -> None:
    """Before, a mark that stands in every key made each birth date a search by a name, of which no bound is met."""
    conn, name = await connect("counter"), city.names["counter"]
    for mark in "^~":
        names = ([[part]], [[mark + part]], [[0]], [[0]], NOW.date(), None, None)
        assert "asks for parts of names" in await refusal(conn, SEARCH, *names, name, BRANCH)
    assert await city.town.looks() == []


_MADE = st.lists(
    st.tuples(st.integers(1, 3_599), st.integers(0, MOST_NAMED), st.booleans()), min_size=1, max_size=8
)


async def test_the_function_waits_as_the_rule_does(city: City) -> None:
    """The library's own numbers are small here, so that few searches are many."""
    for rule, value in (("people_named_an_hour", 100), ("bare_searches_an_hour", 3)):
        await set_rule(city.town, rule, value)
    few = type(DEFAULT_POLICY)(people_named_an_hour=100, bare_searches_an_hour=3)
    found: list[tuple[list[Searched], str]] = []

    @settings(max_examples=40, database=None)
    @given(_MADE)
    def make(made: list[tuple[int, int, bool]]) -> None:
        rows = [Searched(NOW - timedelta(seconds=ago), named, bare) for ago, named, bare in made]
        found.append((rows, f"login{len(found)}"))

    make()
    async with connected(city) as admin:
        for rows, login in found:
            for row in rows:
                await searches(city.town, row.at, row.named, bare=row.bare, staff_id=login)
        await city.town.set_time(NOW)
        for rows, login in found:
            for bare in (False, True):
                told = await admin.fetchrow("SELECT * FROM madoguchi_search_goes_on($1, $2)", login, bare)
                assert told is not None
                until = told["goes_on_at"]
                answer = None if until is None else Pause(until, told["bare_alone"])
                now = await admin.fetchval("SELECT madoguchi_moment()")
                left = [row for row in rows if row.at > now - timedelta(hours=1)]
                assert answer == pause(left, bare=bare, policy=few), (rows, bare)


@pytest.mark.parametrize("searched", [SearchText(words="カワグチ"), SearchText(phone="0000")])
async def test_a_desk_is_told_until_when(city: City, searched: SearchText) -> None:
    await searches(city.town, NOW, *[21] * 142, bare=True, staff_id=city.names["counter"])
    async with city.open("counter") as library:
        found = await library.backend.searches.find(searched, city.actor("counter"))
    assert found.pause is not None
    assert not found.pause.bare_alone

"""What a stolen login learns of a caller's check that it takes back, and what absurd values come to."""

import json
from datetime import date
from itertools import product

import asyncpg
import pytest

from services.rules.people.identity import CallerFacts, check_facts
from services.rules.vocabulary import CheckOutcome
from tests.helpers.city import City
from tests.helpers.patrons import CARD
from tests.services.own_schema.schema.postgresql.calling import Connect, refusal
from tests.services.own_schema.schema.postgresql.checks_scene import (
    IDENTIFY,
    MEANT,
    NOTE,
    ONCE,
    OUTCOME,
    Desk,
    checks,
    desk,
    looked_up,
    owner,
    patron,
    seen,
    touched,
)

__all__ = ["desk", "owner", "patron"]

type Facts = tuple[int | None, str | None, date | None, str | None]

KANA, BORN, PHONE = "カワグチハナコ", date(1980, 4, 2), "0480000001"
WRONG = date(1980, 4, 3)


async def test_right_and_wrong_facts_can_not_be_told_apart_before_they_count(
    city: City, desk: Desk, owner: asyncpg.Connection, patron: int
) -> None:
    await city.town.patron("223456789", kana_key="ベツジン", phone_digits="0480000002")
    tries = [(patron, None, BORN, None), (patron, None, WRONG, None)]
    unnumbered = [(None, KANA, BORN, None), (None, KANA, WRONG, None), (None, "ダレモイナ", WRONG, None)]
    await seen(desk.conn, NOTE, *tries[0], *desk.place)  # the first time its statements are planned
    by_number = [await seen(desk.conn, NOTE, *facts, *desk.place) for facts in tries]
    assert by_number[0] == by_number[1]
    without = [await seen(desk.conn, NOTE, *facts, *desk.place) for facts in unnumbered]
    assert without[0] == without[1] == without[2]
    noted = [await desk.notes(*facts) for facts in unnumbered[:2]]
    await seen(owner, MEANT, noted[0])
    meant = [await seen(owner, MEANT, this_try) for this_try in noted]
    assert meant[0] == meant[1]
    assert await checks(city) == [CheckOutcome.FAILED] * 2


@pytest.mark.parametrize("step", [OUTCOME, MEANT])
async def test_explain_measures_no_step_before_its_turn(
    city: City, desk: Desk, patron: int, step: str
) -> None:
    """EXPLAIN (ANALYZE, WAL) tells how much a step wrote: 834 bytes for right facts, 507 for wrong ones."""
    measured = f"EXPLAIN (ANALYZE, WAL, BUFFERS) {step.replace('$1', '{}')}"
    for facts in ((patron, None, BORN, None), (None, KANA, BORN, None)):
        await desk.conn.execute("BEGIN")
        this_try = await desk.notes(*facts)
        assert ONCE in await refusal(desk.conn, measured.format(this_try))
        await desk.conn.execute("ROLLBACK")
    this_try = await desk.notes(None, KANA, BORN, None)
    if step == OUTCOME:
        assert ONCE in await refusal(desk.conn, measured.format(this_try))
    assert await checks(city) == [CheckOutcome.FAILED]


@pytest.mark.parametrize("by_number", [True, False])
async def test_no_word_of_the_caller_identifies_a_patron_of_the_librarys_own(
    city: City, desk: Desk, patron: int, by_number: bool
) -> None:
    this_try = await desk.notes(patron if by_number else None, KANA, WRONG, None)
    if not by_number:
        await desk.conn.fetch(MEANT, this_try)
    told = {"whose": patron, "meant": [patron], "kana": "ok", "birth_date": "ok"}
    came = await desk.conn.fetchrow(OUTCOME.replace("NULL", "$2"), this_try, json.dumps(told))
    assert came is not None
    assert came["identified"] is None
    assert await checks(city) == [CheckOutcome.FAILED]


async def test_without_a_number_no_patron_is_touched_before_it_counts(
    city: City, desk: Desk, patron: int
) -> None:
    await desk.conn.execute("BEGIN")
    before = await touched(desk.conn)
    await desk.notes(None, KANA, BORN, None)
    after = await touched(desk.conn)
    await desk.conn.execute("ROLLBACK")
    changed = {name for name in after if after[name] != before.get(name)}
    assert {"identity_check", "told"} <= changed
    assert not {"patron", "card", "identity_miss"} & changed


async def test_hundreds_of_tries_rolled_back_teach_nothing_and_the_fourth_is_closed(
    city: City, desk: Desk, patron: int
) -> None:
    for _ in range(200):
        await desk.conn.execute("BEGIN")
        this_try = await desk.notes(patron, None, BORN, None)
        await desk.conn.execute("ROLLBACK")
        assert ONCE in await refusal(desk.conn, OUTCOME, this_try)
    assert await checks(city) == []
    came = [await desk.identifies(patron, None, WRONG, None) for _ in range(4)]
    assert [(row["misses_left"], row["opens_at"] is None) for row in came] == [
        (2, True),
        (1, True),
        (0, False),
        (None, False),
    ]
    right = await desk.identifies(patron, None, BORN, None)
    assert (right["identified"], right["everything"]) == (None, None)
    assert await checks(city) == [CheckOutcome.FAILED] * 3


async def test_outcomes_that_are_rolled_back_stay_misses(city: City, desk: Desk, patron: int) -> None:
    for _ in range(3):
        this_try = await desk.notes(patron, None, BORN, None)
        await desk.conn.execute("BEGIN")
        assert await desk.conn.fetchval(OUTCOME, this_try) == patron
        await desk.conn.execute("ROLLBACK")
        read = "SELECT everything FROM madoguchi_read_patron($1, true, $2, '2番窓口')"
        assert await desk.conn.fetchval(read, patron, desk.name) is None
    assert await desk.conn.fetchval(NOTE, patron, None, BORN, None, *desk.place) is None
    assert await checks(city) == [CheckOutcome.FAILED] * 3


async def test_an_outcome_opens_nobody_before_it_is_committed(city: City, desk: Desk, patron: int) -> None:
    look = "CALL madoguchi_look($1, NULL, true, $2, $3, $4, 'look_up', NULL, NULL, NULL)"
    await desk.conn.fetch(look, CARD, *desk.place)
    read = "SELECT everything FROM madoguchi_read_patron($1, true, $2, '2番窓口')"
    facts = "SELECT madoguchi_facts($1, $2, '2番窓口', 'x', '{}', NULL, NULL, NULL) ->> 'patron'"
    known = "SELECT nullif(madoguchi_caller_is_known($1, $2, '2番窓口'), false)"
    for inside, after in (("SELECT 1", "SELECT 1"), ("SAVEPOINT a", "RELEASE a")):
        this_try = await desk.notes(patron, None, BORN, None)
        await desk.conn.execute(f"BEGIN; {inside}")
        assert await desk.conn.fetchval(OUTCOME, this_try) == patron
        await desk.conn.execute(after)
        for question in (read, facts, known):
            assert await desk.conn.fetchval(question, patron, desk.name) is None
        await desk.conn.execute("ROLLBACK")
    assert await desk.conn.fetchval(OUTCOME, this_try) == patron
    for question in (read, facts, known):
        assert await desk.conn.fetchval(question, patron, desk.name) is not None


@pytest.mark.parametrize("step", [MEANT, OUTCOME])
async def test_what_the_server_prints_of_its_plans_tells_no_fact(
    desk: Desk, owner: asyncpg.Connection, patron: int, step: str
) -> None:
    """Plans hold the values that they were made for: which facts fit, and who was meant."""
    told: list[str] = []
    conn = desk.conn if step == OUTCOME else owner
    conn.add_log_listener(lambda _, message: told.append(f"{message.message} {message.detail}"))
    kinds = ("parse", "rewritten", "plan")
    await conn.execute("DISCARD PLANS; SET client_min_messages = debug1")
    await conn.execute("; ".join(f"SET debug_print_{kind} = on" for kind in kinds))
    this_try = await desk.notes(*((patron if step == OUTCOME else None), KANA, WRONG, PHONE))
    await conn.fetch(step, this_try)
    assert any("madoguchi_" in it for it in told)  # the client's own statements are printed
    assert not [it for it in told if "identity_" in it]


async def test_the_locks_of_a_try_name_nobody(
    city: City, desk: Desk, owner: asyncpg.Connection, patron: int
) -> None:
    """Everybody sees which advisory locks are held: those of a patron's try would be known by another one of theirs."""
    others = await city.town.patron("223456789", kana_key="ベツジン", phone_digits="0480000002")
    await looked_up(city, others)
    keys = "SELECT classid, objid, objsubid FROM pg_locks WHERE locktype = 'advisory' ORDER BY 1, 2, 3"
    held = []
    for whose in (patron, others):
        await desk.conn.execute("BEGIN")
        await desk.notes(whose, None, WRONG, None)
        held.append(await desk.conn.fetch(keys))
        await desk.conn.execute("ROLLBACK")
    assert held[0] == held[1]
    for phone in (PHONE, "0480000002"):
        this_try = await desk.notes(None, None, WRONG, phone)
        await owner.execute("BEGIN")
        await owner.fetch(MEANT, this_try)
        assert await owner.fetch(keys) == []
        await owner.execute("ROLLBACK")


# Absurd values


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ((None, None, None, None), "two facts"),
        ((1, None, None, None), "two facts"),
        ((None, KANA, None, None), "two facts"),
        ((None, "", BORN, ""), "two facts"),
        ((None, "", None, PHONE), "two facts"),
        ((1, KANA, None, None), "more than stands on the card"),
        ((1, KANA, None, ""), "more than stands on the card"),
    ],
)
async def test_too_few_facts_are_refused(city: City, desk: Desk, facts: Facts, said: str) -> None:
    patron_id = await city.town.patron(CARD)
    told = (patron_id if facts[0] else None, *facts[1:])
    assert said in await desk.is_refused(*told)
    assert await checks(city) == []


@pytest.mark.parametrize("facts", [(None, None, PHONE), (None, BORN, PHONE), (KANA, BORN, None)])
async def test_without_a_birth_date_name_and_number_are_wanted_of_who_was_looked_up(
    city: City, desk: Desk, facts: tuple[object, ...]
) -> None:
    patron_id = await city.town.patron(CARD, birth_date=None)
    assert "takes name" not in await desk.is_refused(patron_id, *facts)
    await looked_up(city, patron_id)
    assert "takes name and telephone number" in await desk.is_refused(patron_id, *facts)
    assert await checks(city) == []
    assert (await desk.identifies(patron_id, KANA, None, PHONE))["identified"] == patron_id


async def test_too_few_facts_are_those_that_a_desk_takes_for_too_few(desk: Desk, patron: int) -> None:
    said, rule = {}, {}
    for number, kana, born, phone in product((patron, None), (KANA, None), (BORN, None), (PHONE, None)):
        told = (number, kana, born, phone)
        typed = CallerFacts(kana=kana or "", birth_date=f"{born or ''}", phone=phone or "")
        rule[told] = check_facts(typed, opened_by_number=number is not None) == ()
        await desk.conn.execute("BEGIN")
        try:
            await desk.conn.fetch(NOTE, *told, *desk.place)
            said[told] = True
        except asyncpg.InsufficientPrivilegeError:
            said[told] = False
        await desk.conn.execute("ROLLBACK")
    assert said == rule


async def test_a_check_by_number_is_of_whom_the_desk_looked_up(city: City, desk: Desk) -> None:
    """Whether there is such a patron would be told by what isn't committed yet."""
    other = await city.town.patron("223456789")
    said = {await desk.is_refused(whose, None, WRONG, None) for whose in (other, 4711)}
    assert said == {"madoguchi: who reads a patron has looked them up"}


@pytest.mark.parametrize("name", [None, "", "other"])
async def test_a_check_stands_in_its_logins_name(
    city: City, desk: Desk, patron: int, name: str | None
) -> None:
    said = city.names["other"] if name == "other" else name
    values = (patron, None, BORN, None, said, city.town.branch_id, "2番窓口")
    assert "in the name of who makes it" in await refusal(desk.conn, NOTE, *values)
    ending = "SELECT madoguchi_end_check($1, $2, '2番窓口')"
    assert "in the name of who makes it" in await refusal(desk.conn, ending, patron, said)


@pytest.mark.parametrize("step", [OUTCOME, MEANT])
@pytest.mark.parametrize("this_try", [None, 0, -1, 2**63 - 1])
async def test_a_try_that_is_none_is_refused(desk: Desk, step: str, this_try: int | None) -> None:
    assert ONCE in await refusal(desk.conn, step, this_try)


@pytest.mark.parametrize(
    ("branch", "workstation"), [(4711, "2番窓口"), (None, "2番窓口"), (1, None), (1, ""), (1, "窓" * 65)]
)
async def test_a_check_says_where_it_is_made(
    city: City, desk: Desk, patron: int, branch: int | None, workstation: str | None
) -> None:
    said = {
        await refusal(desk.conn, NOTE, whose, None, BORN, None, desk.name, branch, workstation)
        for whose in (patron, 4711)
    }
    assert len(said) == 1
    assert await checks(city) == []


@pytest.mark.parametrize("who", ["worker", "portal"])
async def test_nobody_else_may_call_it(city: City, connect: Connect, patron: int, who: str) -> None:
    conn = await connect(who)
    place = (city.names[who], city.town.branch_id, "2番窓口")
    for statement, values in (
        (IDENTIFY, (patron, None, BORN, None, *place)),
        (NOTE, (patron, None, BORN, None, *place)),
        (MEANT, (1,)),
        (OUTCOME, (1,)),
        ("SELECT madoguchi_end_check($1, $2, '2番窓口')", (patron, city.names[who])),
    ):
        assert "permission denied for" in await refusal(conn, statement, *values)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM madoguchi.told",
        "DELETE FROM madoguchi.told",
        "SELECT madoguchi_lock_tries('x', '{1}')",
        "SELECT madoguchi_standing('{1}', 'x', true, false)",
    ],
)
async def test_what_helps_a_check_is_nobodys(desk: Desk, statement: str) -> None:
    assert "permission denied for" in await refusal(desk.conn, statement)


@pytest.mark.parametrize(
    "setting",
    [
        "TimeZone = 'America/New_York'",
        "DateStyle = 'German'",
        "search_path = pg_temp",
        "synchronous_commit = off",
    ],
)
async def test_a_clients_settings_change_nothing(city: City, desk: Desk, patron: int, setting: str) -> None:
    called = (IDENTIFY.replace("CALL ", "CALL public."), patron, None)
    await desk.conn.execute(f"SET {setting}")
    missed = await desk.conn.fetchrow(*called, WRONG, None, *desk.place)
    passed = await desk.conn.fetchrow(*called, BORN, None, *desk.place)
    assert missed is not None
    assert passed is not None
    assert (missed["misses_left"], passed["identified"]) == (2, patron)
    assert json.loads(passed["everything"])["patron"]["birth_date"] == "1980-04-02"

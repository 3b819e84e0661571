"""An act is carried out whole, as its own changes, on the facts it was planned on, however a stolen login calls."""

import asyncio
import json
from typing import Any

import asyncpg
import pytest

from services.acts.contact import ChangeEmail
from services.acts.register import REGISTER, RegisteredAct
from services.contract.act_requests import new_act_id
from services.contract.errors import SystemBusy
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import loan, patron, suspension
from services.own_schema.library import build_library
from services.own_schema.masters.masters_store import MastersStore
from tests.helpers.city import City
from tests.helpers.patrons import CARD, in_days, open_card
from tests.services.own_schema.schema.postgresql.acting_scene import (
    CARRY_OUT,
    FACTS,
    LOOK,
    WITHIN,
    Hostile,
    hostile,
)
from tests.services.own_schema.schema.postgresql.calling import Connect

__all__ = ["hostile"]

OWN_CHANGES = "madoguchi: an act makes its own changes, each once"
NO_RECORD_ALONE = "madoguchi: an act makes its changes, and no record alone"
LOOKED_UP = "madoguchi: who reads a patron has looked them up"


async def nothing_changed(city: City) -> bool:
    (row,) = [row for row in await city.town.all_rows(patron) if row["email"] is not None]
    return row["email"] == "hanako@example.jp" and await city.town.acts() == []


async def test_nobody_is_read_or_changed_who_was_not_looked_up(city: City, connect: Connect) -> None:
    made = Hostile(await connect("counter"), city.names["counter"], await city.town.patron(CARD))
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match=LOOKED_UP):
        await made.mark()
    assert await made.refused("email.change", {"change": "SetEmail", "address": None}, mark="") == LOOKED_UP
    assert await nothing_changed(city)


async def test_an_act_is_done_by_who_calls(city: City, hostile: Hostile) -> None:
    said = await hostile.refused(
        "email.change", {"change": "SetEmail", "address": None}, by=city.names["supervisor"]
    )
    assert said == "madoguchi: a record stands in the name of who makes it"
    assert await nothing_changed(city)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param([{"change": "SetPassword", "hashed": "x", "version": 1}], id="another-acts"),
        pytest.param([{"change": "SetEmail", "address": None}] * 2, id="twice"),
        pytest.param([{"change": "DropTable"}], id="unknown"),
        pytest.param([{"change": None}], id="null"),
        pytest.param([{}], id="nothing"),
        pytest.param([["SetEmail"]], id="a-list"),
        pytest.param(["SetEmail"], id="a-text"),
        pytest.param([{"change": {"change": "SetEmail"}}], id="nested"),
    ],
)
async def test_an_act_makes_no_changes_but_its_own(
    city: City, hostile: Hostile, changes: list[object]
) -> None:
    assert await hostile.refused("email.change", *changes) == OWN_CHANGES
    assert await nothing_changed(city)


@pytest.mark.parametrize(
    "others",
    [
        pytest.param({"details": {"title": "本"}}, id="another-name"),
        pytest.param({"details": {"holds_to_none": "書" * 101}}, id="a-long-text"),
        pytest.param({"outcome": "書" * 33}, id="a-long-outcome"),
        pytest.param({"subject": "書" * 33}, id="a-long-subject"),
        pytest.param({"outcome": "川口 花子"}, id="an-outcome-of-words"),
        pytest.param({"subject": "048-000-0001"}, id="a-subject-of-words"),
        pytest.param({"id": "\u202e川口 花子"}, id="an-id-of-words"),
    ],
)
async def test_a_record_says_no_more_than_its_act(
    city: City, hostile: Hostile, others: dict[str, Any]
) -> None:
    said = await hostile.refused("email.change", {"change": "SetEmail", "address": None}, **others)
    assert said == WITHIN
    assert await nothing_changed(city)


async def test_a_role_does_its_own_acts_alone(city: City, hostile: Hostile) -> None:
    for verb in ("suspension.set", "card.replace", "masters.import", "own_password.change", "approval"):
        assert await hostile.refused(verb) == "madoguchi: this role may not do this act on this channel"
    assert await hostile.refused("nothing.done") == "madoguchi: a record says what for"
    assert await nothing_changed(city)


async def test_an_act_changes_its_patrons_rows_alone(city: City, hostile: Hostile) -> None:
    other = await city.town.patron("223456789")
    loan_id = await city.town.loan(other)
    change = {"change": "SetLoanDueDate", "loan_id": loan_id, "due_on": in_days(14).isoformat()}
    said = await hostile.refused("loan.renew", change, subject="loan", subject_id=loan_id)
    assert said == "madoguchi: a loan is renewed, today and to a later day, or left as it is"
    (row,) = await city.town.all_rows(loan)
    assert row["renewals"] == 0


async def test_what_python_judges_stays_within_bounds(city: City, hostile: Hostile) -> None:
    loan_id = await city.town.loan(hostile.patron_id)
    change = {"change": "SetLoanDueDate", "loan_id": loan_id, "due_on": in_days(900).isoformat()}
    said = await hostile.refused("loan.renew", change, subject="loan", subject_id=loan_id)
    assert said == "madoguchi: a loan is renewed, today and to a later day, or left as it is"


async def test_no_check_of_a_password_takes_a_count_back(city: City, hostile: Hostile) -> None:
    await city.town.password(hostile.patron_id, wrong_logins=4)
    change = {"change": "SetWrongLogins", "version": 1, "counted": 4, "wrong_logins": 0, "locked_until": None}
    for verb in ("password.check", "password.change"):
        said = await hostile.refused(verb, change)
        assert said == "madoguchi: a wrong password that counts stays counted"


@pytest.mark.parametrize("entry", REGISTER.values(), ids=lambda it: it.verbs[0])
async def test_no_act_is_recorded_without_what_it_is_for(
    city: City, connect: Connect, entry: RegisteredAct[Any, Any]
) -> None:
    always = set(entry.changes) - set(entry.may_lack)
    made = Hostile(await connect("supervisor"), city.names["supervisor"], await city.town.patron(CARD))
    await made.look()
    for verb in entry.verbs:
        if always:
            assert await made.refused(verb) == NO_RECORD_ALONE
        else:
            assert (await made.call(verb))["came"] == "done"
    assert len(await city.town.acts()) == (0 if always else len(entry.verbs))


async def test_whose_turn_it_is_is_told_of_a_line_with_this_patron_in_it(
    city: City, hostile: Hostile
) -> None:
    title, other = await city.town.title(), await city.town.patron("223456789")
    first = await city.town.hold(other, bib=title)
    asked = "SELECT madoguchi_facts($1, $2, 'w', 'a', '{NEXT_IN_LINE}', $3, $4, NULL) #>> '{extra,NEXT_IN_LINE,key}'"
    gone = await city.town.cancelled(other, bib_record_id=title)
    for about in ((first, None), (None, gone)):
        assert await hostile.conn.fetchval(asked, hostile.patron_id, hostile.name, *about) is None
    own = await city.town.hold(hostile.patron_id, bib=title)
    assert await hostile.conn.fetchval(asked, hostile.patron_id, hostile.name, own, None) == str(first)


async def test_other_facts_are_told_and_nothing_is_done(city: City, hostile: Hostile) -> None:
    mark = await hostile.mark()
    await city.town.loan(hostile.patron_id)
    row = await hostile.call("email.change", {"change": "SetEmail", "address": None}, mark=mark)
    assert (row["came"], row["status"], row["record"]) == ("again", None, None)
    assert json.loads(row["facts"])["mark"] == await hostile.mark()
    assert await nothing_changed(city)


async def test_of_two_calls_on_the_same_facts_one_is_done(
    city: City, hostile: Hostile, connect: Connect
) -> None:
    other = Hostile(await connect("other"), city.names["other"], hostile.patron_id)
    await other.look()
    mark = await hostile.mark()
    change = {"change": "SetEmail", "address": None}
    rows = await asyncio.gather(*(who.call("email.change", change, mark=mark) for who in (hostile, other)))
    assert sorted(row["came"] for row in rows) == ["again", "done"]
    assert len(await city.town.acts()) == 1


async def test_a_request_is_carried_out_once(city: City, hostile: Hostile) -> None:
    change, act_id = {"change": "SetEmail", "address": None}, new_act_id()
    came = [(await hostile.call("email.change", change, id=act_id))["came"] for _ in range(3)]
    assert came == ["done", "repeated", "repeated"]
    assert [record["id"] for record in await city.town.acts()] == [act_id]


async def test_what_is_rolled_back_was_not_done(city: City, hostile: Hostile) -> None:
    for before, after in (("BEGIN", "ROLLBACK"), ("BEGIN; SAVEPOINT a", "ROLLBACK TO a; COMMIT")):
        await hostile.conn.execute(before)
        assert (await hostile.call("email.change", {"change": "SetEmail", "address": None}))["came"] == "done"
        await hostile.conn.execute(after)
    assert await nothing_changed(city)


async def test_two_acts_in_one_transaction_are_both_on_record(city: City, hostile: Hostile) -> None:
    await hostile.conn.execute("BEGIN")
    for address in (None, "saitama@example.jp"):
        changes = [{"change": "SetEmail", "address": address}]
        assert (await hostile.call("email.change", *changes))["came"] == "done"
    await hostile.conn.execute("COMMIT")
    assert [record["sequence"] for record in await city.town.acts()] == [1, 2]


async def test_a_call_that_is_left_hanging_keeps_nobody_from_looking(city: City, hostile: Hostile) -> None:
    actor = city.actor("other")
    await hostile.conn.execute("BEGIN")
    await hostile.call("email.change", {"change": "SetEmail", "address": None})
    db = Database.open(city.url_of("other"), patience=0.2)
    try:
        library = build_library(db, await MastersStore.load(db), city.hasher)
        await open_card(library.backend.look_ups, actor=actor)
        wanted = ChangeEmail(
            actor=actor, patron_id=hostile.patron_id, address="saitama@example.jp", seen_version=1
        )
        with pytest.raises(SystemBusy):
            await library.backend.acts.perform(wanted)
        await hostile.conn.execute("ROLLBACK")
        assert not (await library.backend.acts.perform(wanted)).repeated
    finally:
        await db.dispose()
    assert [record["id"] for record in await city.town.acts()] == [wanted.act_id]


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
async def test_an_older_snapshot_is_refused(city: City, hostile: Hostile, level: str) -> None:
    mark = await hostile.mark()
    await hostile.conn.execute(f"BEGIN ISOLATION LEVEL {level}")
    said = await hostile.refused("email.change", {"change": "SetEmail", "address": None}, mark=mark)
    assert said == "madoguchi: a call wants READ COMMITTED"
    await hostile.conn.execute("ROLLBACK")
    assert await nothing_changed(city)


@pytest.mark.parametrize(
    ("verb", "change", "code", "constraint"),
    [
        (
            "report.take",
            {"change": "InsertReport", "kind": "x", "channel": "counter"},
            "23514",
            "ck_patron_report_kind",
        ),
        ("report.take", {"change": "InsertReport", "kind": None, "channel": "counter"}, "23502", None),
        ("email.change", {"change": "DeleteMail", "mail_id": "x"}, "22P02", None),
    ],
)
async def test_an_error_tells_no_row(
    hostile: Hostile, verb: str, change: dict[str, Any], code: str, constraint: str | None
) -> None:
    with pytest.raises(asyncpg.PostgresError) as caught:
        await hostile.call(verb, change)
    error = caught.value
    assert (error.sqlstate, error.message) == (code, "madoguchi: the call could not be carried out")
    assert error.detail is None
    if constraint is not None:
        assert error.constraint_name == constraint


@pytest.mark.parametrize(
    "setting",
    [
        "search_path = pg_temp",
        "DateStyle = 'SQL, DMY'",
        "TimeZone = 'Pacific/Kiritimati'",
        "synchronous_commit = off",
        "session_replication_role = origin",
        "plpgsql.check_asserts = off",
    ],
)
async def test_what_a_client_sets_changes_no_act(city: City, hostile: Hostile, setting: str) -> None:
    try:
        await hostile.conn.execute(f"SET {setting}")
    except asyncpg.InsufficientPrivilegeError:
        return
    loan_id = await city.town.loan(hostile.patron_id)
    change = {"change": "SetLoanDueDate", "loan_id": loan_id, "due_on": in_days(14).isoformat()}
    calls = (FACTS, CARRY_OUT)
    facts, carry_out = (call.replace("madoguchi_", "public.madoguchi_") for call in calls)
    asked = await hostile.conn.fetchval(facts, hostile.patron_id, hostile.name, new_act_id(), [])
    record = json.dumps(hostile.record("loan.renew", subject="loan", subject_id=loan_id))
    made: tuple[Any, ...] = (
        hostile.patron_id,
        hostile.name,
        record,
        json.dumps([change]),
        json.loads(asked)["mark"],
        [],
    )
    row = await hostile.conn.fetchrow(carry_out, *made)
    assert row is not None
    assert row["came"] == "done"
    (renewed,) = await city.town.all_rows(loan)
    assert (renewed["due_on"], renewed["renewals"]) == (in_days(14), 1)


async def test_by_telephone_nobody_is_read_who_is_not_identified(city: City, connect: Connect) -> None:
    patron_id = await city.town.patron(CARD)
    made = Hostile(
        await connect("phone"), city.names["phone"], patron_id, {"channel": "phone", "by_phone": True}
    )
    await made.conn.fetch(LOOK.replace("false", "true"), CARD, made.name)
    facts = json.loads(await made.conn.fetchval(FACTS, patron_id, made.name, new_act_id(), []))
    assert facts == {"patron": None, "identified": False}
    for channel in ("phone", "counter"):
        said = await made.refused(
            "email.change", {"change": "SetEmail", "address": None}, mark="", channel=channel
        )
        assert said == "madoguchi: this role may not do this act on this channel"
    assert await nothing_changed(city)


async def test_worker_and_portal_do_no_act(city: City, connect: Connect) -> None:
    patron_id = await city.town.patron(CARD)
    for who in ("worker", "portal"):
        made = Hostile(await connect(who), city.names[who], patron_id)
        said = await made.refused("email.change", mark="")
        assert said == "permission denied for function madoguchi_carry_out"
    assert await city.town.all_rows(suspension) == []

"""A stolen login writes no words of its own where there are codes, and no text, day or number out of its bounds."""

import json
from contextlib import suppress
from dataclasses import asdict
from typing import Any, Final

import asyncpg
import pytest

from services.contract.act_requests import new_act_id
from services.own_schema.database.tables import (
    access_log,
    act,
    approval,
    card,
    hold,
    hold_cancellation,
    loan,
    patron,
    purchase_request,
    reference_question,
    suspension,
)
from services.rules.people.registration import derived
from services.rules.vocabulary import HoldStatus, SuspensionReason
from tests.helpers.city import City
from tests.helpers.hostile import DAYS
from tests.helpers.patrons import CARD, in_days
from tests.services.own_schema.schema.postgresql.acting_scene import WITHIN, Hostile, hostile
from tests.services.own_schema.schema.postgresql.calling import Connect, connected

__all__ = ["hostile"]

WORDS: Final = "川口花子は返さない人"
HELD: Final = (loan, hold, patron, purchase_request, suspension)
KEPT: Final = (act, approval, card, hold, hold_cancellation, patron, reference_question, suspension)


async def rows_of(city: City) -> list[list[dict[str, Any]]]:
    return [sorted(await city.town.all_rows(it), key=str) for it in KEPT]


@pytest.fixture
async def supervisor(city: City, connect: Connect) -> Hostile:
    made = Hostile(await connect("supervisor"), city.names["supervisor"], await city.town.patron("223456789"))
    await made.conn.fetch(
        "CALL madoguchi_look('223456789', NULL, false, $1, 1, '2番窓口', 'look_up', NULL, NULL, NULL)",
        made.name,
    )
    return made


@pytest.mark.parametrize("reason", [WORDS, "", " ", "by_nobody", "BY_STAFF", "by_staff "])
async def test_a_hold_is_cancelled_for_a_reason_that_the_library_has(
    city: City, hostile: Hostile, reason: str
) -> None:
    waits = await city.town.hold(hostile.patron_id)
    ready = await city.town.hold(hostile.patron_id, "門", status=HoldStatus.READY)
    before = await rows_of(city)
    for verb, key in (("hold.cancel", waits), ("hold.staff_cancel", ready)):
        change = {"change": "MoveHoldToCancelled", "hold_id": key, "version": 1, "reason": reason}
        assert await hostile.refused(verb, change, subject="hold", subject_id=key) == WITHIN
    assert await rows_of(city) == before


async def test_a_hold_is_cancelled_by_staff_also_where_that_has_no_words(
    city: City, hostile: Hostile
) -> None:
    key = await city.town.hold(hostile.patron_id)
    admin = await city.connect()
    await admin.execute("DELETE FROM code_label WHERE code = 'by_staff'")
    await admin.close()
    change = {"change": "MoveHoldToCancelled", "hold_id": key, "version": 1, "reason": "by_staff"}
    about: dict[str, Any] = {"subject": "hold", "subject_id": key, "details": {"reason": "by_staff"}}
    assert (await hostile.call("hold.cancel", change, **about))["came"] == "done"


@pytest.mark.parametrize("code", [WORDS, "", "nobody_said", "returned_item_found"])
async def test_a_note_is_one_that_the_library_has(city: City, supervisor: Hostile, code: str) -> None:
    before = await rows_of(city)
    change = {"change": "InsertSuspension", "reason": "unreachable", "note": code, "with_consent": False}
    told = {"reason": "unreachable", "note": None}
    assert await supervisor.refused("suspension.set", change, subject="suspension", details=told) == WITHIN
    assert await rows_of(city) == before
    honest = {**change, "note": "mail_returned"}
    told = {"reason": "unreachable", "note": "mail_returned"}
    done = await supervisor.call("suspension.set", honest, subject="suspension", details=told)
    assert done["came"] == "done"


@pytest.mark.parametrize("code", [WORDS, "", "nobody_said", "mail_returned"])
async def test_a_suspension_is_lifted_for_a_reason_that_the_library_has(
    city: City, supervisor: Hostile, code: str
) -> None:
    key = await city.town.suspend(supervisor.patron_id, SuspensionReason.UNREACHABLE)
    about: dict[str, Any] = {"subject": "suspension", "subject_id": key}
    before = await rows_of(city)
    change = {"change": "SetSuspensionLifted", "suspension_id": key, "override": code}
    assert await supervisor.refused("suspension.lift", change, **about) == WITHIN
    assert await rows_of(city) == before
    honest = {**change, "override": "library_decision"}
    assert (await supervisor.call("suspension.lift", honest, **about))["came"] == "done"


def question(**changed: Any) -> dict[str, Any]:
    said = {"name": "川口 花子", "email": "hanako@example.jp", "phone": None, "question": "どこですか"}
    return {"change": "InsertQuestion", **said, **changed}


@pytest.mark.parametrize(
    "changed",
    [
        *(
            {"name": it}
            for it in (
                "　",
                " 　",
                "花\n子",
                "花\r子",
                "花\u2028子",
                "花\u202e子",
                "花\u200b子",
                "\u200b",
                "花\x85子",
            )
        ),
        *({"question": it} for it in ("\n", "　", "\n　\n", "\x1b[2J", "a\x00".replace("\x00", "\x07"))),
        *({"phone": it} for it in ("048\n", "048\u202e", "\u200b", "　", "0" * 21)),
        {"email": "a" * 250 + "@x.jp"},
    ],
    ids=repr,
)
async def test_a_question_has_texts_that_are_read(
    city: City, hostile: Hostile, changed: dict[str, str]
) -> None:
    before = await rows_of(city)
    said = await hostile.refused(
        "question.ask", question(**changed), {"change": "InsertMail", "kind": "question_received"}
    )
    assert said == WITHIN
    assert await rows_of(city) == before


def registration(corrected: dict[str, Any], **keys: Any) -> dict[str, Any]:
    names: dict[str, Any] = {
        "name": "川口 花子",
        "kana": "カワグチ ハナコ",
        "alias": None,
        "romaji": "Kawaguchi Hanako",
    }
    names |= {"phone": "048-000-0001"} | {
        it: corrected[it] for it in ("kana", "alias", "phone") if it in corrected
    }
    return {
        "change": "SetRegistration",
        "expires_on": in_days(400).isoformat(),
        "corrected": corrected,
        "found_by": asdict(derived(**names)) | keys,
        "moved": False,
    }


@pytest.mark.parametrize(
    "corrected",
    [
        *({"address": it} for it in ("川口市\n1-1", "川口市\u202e1-1", "　", "", "\u200b", None, "川" * 201)),
        *({"postal_code": it} for it in (WORDS[:8], "332-000", "３３２-０００１", "332-0001\n", "", None)),
        *({"alias": it} for it in ("花\n子", "花\u202e子", "　", "花" * 121)),
        *({"kana": it} for it in ("カワグチ\nハナコ", "カワグチ\u202eハナコ", "", None)),
        *({"phone": it} for it in ("048\n000", "0480000000000000000001", "０４８")),
    ],
    ids=repr,
)
async def test_what_is_registered_is_what_the_form_takes(
    city: City, hostile: Hostile, corrected: dict[str, Any]
) -> None:
    before = await rows_of(city)
    change = registration({}) | {"corrected": corrected, "found_by": None}
    said = await hostile.refused("registration.renew", change)
    assert said in {WITHIN, "madoguchi: keys are those of their names"}
    assert await rows_of(city) == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"search_key": WORDS},
        {"search_key": ""},
        {"search_key": "^ベツジン ^別人"},
        {"search_key": "^カワグチハナエ\n"},
        {"kana_order": -1},
        {"kana_order": 2**62},
        {"keys_of": WORDS},
        {"keys_of": ""},
    ],
    ids=repr,
)
async def test_a_patron_is_found_by_their_own_names_alone(
    city: City, hostile: Hostile, wrong: dict[str, Any]
) -> None:
    """Keys that are none of this name are there until the worker makes them, if they aren't refused."""
    change = registration({"kana": "カワグチ ハナエ"}, **wrong)
    with suppress(asyncpg.InsufficientPrivilegeError):
        await hostile.call("registration.renew", change)
    (row,) = await city.town.all_rows(patron)
    stale = "SELECT count(*) FROM madoguchi_stale_names(9)"
    async with connected(city, "worker") as conn:
        is_stale = bool(await conn.fetchval(stale))
    names = {it: row[it] for it in ("name", "kana", "alias", "romaji", "phone")}
    found_by = asdict(derived(**names))
    assert is_stale or {it: row[it] for it in found_by} == found_by


@pytest.mark.parametrize(
    "told",
    [
        {"details": {"reason": WORDS}},
        {"details": {"reason": "returned"}},
        {"details": {"reason": ["by_staff"]}},
        {"details": {"reason": "by_staff", "note": WORDS}},
        {"outcome": "hanako_never_returns"},
        {"subject": "hanako_kawaguchi"},
        {"id": WORDS},
        {"id": "a b"},
        {"workstation": "2番\n窓口"},
        {"workstation": "　"},
        {"workstation": "窓" * 65},
        {"branch": "1; x"},
    ],
    ids=repr,
)
async def test_a_record_has_codes_and_no_words(city: City, hostile: Hostile, told: dict[str, Any]) -> None:
    key = await city.town.hold(hostile.patron_id)
    change = {"change": "MoveHoldToCancelled", "hold_id": key, "version": 1, "reason": "by_staff"}
    about = {"subject": "hold", "subject_id": key, "details": {"reason": "by_staff"}} | told
    before = await rows_of(city)
    assert await hostile.refused("hold.cancel", change, **about) == WITHIN
    assert await rows_of(city) == before
    honest: dict[str, Any] = {"subject": "hold", "subject_id": key, "details": {"reason": "by_staff"}}
    assert (await hostile.call("hold.cancel", change, **honest))["came"] == "done"


@pytest.mark.parametrize("stood", ["A-1", "", "　", "棚\t2"])
async def test_a_copy_stands_for_the_next_where_it_stood(city: City, hostile: Hostile, stood: str) -> None:
    """Whatever another system wrote there."""
    title = await city.town.title()
    kept: dict[str, Any] = {"status": HoldStatus.READY, "shelf_place": stood}
    key = await city.town.hold(hostile.patron_id, bib=title, **kept)
    other = await city.town.hold(await city.town.patron("223456789"), bib=title)
    (held,) = [row for row in await city.town.all_rows(hold) if row["id"] == key]
    cancelled = {"change": "MoveHoldToCancelled", "hold_id": key, "version": 1, "reason": "by_staff"}
    assigned = {"change": "AssignItem", "item_id": held["item_id"], "expected": other, "version": 1}
    ready = assigned | {"status": "ready", "shelf_until": in_days(9).isoformat()}
    about: dict[str, Any] = {"subject": "hold", "subject_id": key}
    before = await rows_of(city)
    for place in (WORDS, "A-2"):
        said = await hostile.refused("hold.staff_cancel", cancelled, ready | {"shelf_place": place}, **about)
        assert said in {WITHIN, "madoguchi: a copy that became free goes to the next in line"}
    assert await rows_of(city) == before
    honest = ready | {"shelf_place": stood}
    assert (await hostile.call("hold.staff_cancel", cancelled, honest, **about))["came"] == "done"


STOP: Final[dict[str, Any]] = {"reason": "unreachable", "note": None, "although_nothing_overdue": False}
LIFT: Final[dict[str, Any]] = {"suspension_id": 1, "override": None, "settles": None, "checked": []}


@pytest.mark.parametrize(
    ("verb", "wanted"),
    [
        ("suspension.set", STOP | {"note": "hanako_never_returns"}),
        ("suspension.set", STOP | {"note": "library_decision"}),
        ("suspension.lift", LIFT | {"override": "hanako_never_returns"}),
        ("suspension.lift", LIFT | {"suspension_id": 1.5}),
        ("suspension.lift", LIFT | {"settles": -1}),
        ("card.replace", {"new_number": "12345678\n", "damaged": True, "checked": []}),
    ],
)
async def test_an_approval_is_asked_for_in_codes(
    city: City, hostile: Hostile, verb: str, wanted: dict[str, Any]
) -> None:
    ask = "SELECT madoguchi_ask_approval($1, $2, $3, $4, NULL, $5, 1, '2番窓口')"
    with pytest.raises(asyncpg.PostgresError) as caught:
        await hostile.conn.fetch(ask, new_act_id(), verb, hostile.patron_id, json.dumps(wanted), hostile.name)
    assert caught.value.message == "madoguchi: an approval is of one act"
    assert await city.town.all_rows(approval) == []


@pytest.mark.parametrize("desk", ["2番\n窓口", "窓\u202e口", "　", "\u200b", "窓" * 65])
async def test_a_look_says_at_which_desk(city: City, hostile: Hostile, desk: str) -> None:
    before = await city.town.all_rows(access_log)
    look = "CALL madoguchi_look($1, NULL, false, $2, 1, $3, 'look_up', NULL, NULL, NULL)"
    with pytest.raises(asyncpg.PostgresError) as caught:
        await hostile.conn.fetch(look, CARD, hostile.name, desk)
    assert caught.value.message == WITHIN
    assert await city.town.all_rows(access_log) == before


@pytest.mark.parametrize(
    "made", [{"id": WORDS}, {"id": ""}, {"id": "a b"}, {"id": "x" * 37}, {"workstation": "w\nw"}]
)
async def test_an_import_of_masters_is_an_act_like_others(
    city: City, connect: Connect, made: dict[str, Any]
) -> None:
    thief = await connect("supervisor")
    mark = await thief.fetchval("SELECT mark FROM madoguchi_masters_to_import()")
    told = json.dumps({"id": new_act_id(), "branch": 1, "workstation": "w"} | made)
    holiday = json.dumps([{"change": "public_holiday_inserted", "day": "2030-02-02", "name": "休み"}])
    with pytest.raises(asyncpg.PostgresError) as caught:
        await thief.fetch(
            "SELECT madoguchi_import_masters($1, $2, $3, $4)", city.names["supervisor"], told, holiday, mark
        )
    assert caught.value.message == WITHIN
    assert await city.town.acts() == []


@pytest.mark.parametrize("name", ["\u202e館書図", "図\u200b書館", "\u200b", "\u3164", "図書館\u2028"])
async def test_the_name_of_a_master_is_read_as_it_is_written(city: City, connect: Connect, name: str) -> None:
    thief = await connect("supervisor")
    mark = await thief.fetchval("SELECT mark FROM madoguchi_masters_to_import()")
    told = json.dumps({"id": new_act_id(), "branch": 1, "workstation": "w"})
    holiday = json.dumps([{"change": "public_holiday_inserted", "day": "2030-02-02", "name": name}])
    with pytest.raises(asyncpg.PostgresError) as caught:
        await thief.fetch(
            "SELECT madoguchi_import_masters($1, $2, $3, $4)", city.names["supervisor"], told, holiday, mark
        )
    assert caught.value.message == WITHIN
    assert await city.town.acts() == []


WRITTEN_BY_CIRCULATION = """
    SELECT table_name::text AS of, column_name::text AS name, privilege_type AS how
    FROM information_schema.column_privileges
    JOIN information_schema.columns USING (table_schema, table_name, column_name)
    WHERE grantee = 'madoguchi_circulation' AND privilege_type IN ('INSERT', 'UPDATE')
      AND data_type IN ('date', 'timestamp with time zone')
"""
TRIGGERS = """
    SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname LIKE 'keep_bounds%' AND tgrelid = $1::text::regclass
"""


@pytest.mark.parametrize("day", DAYS)
async def test_a_circulation_system_writes_days_that_are_read(city: City, connect: Connect, day: str) -> None:
    """Each that it may change, by the catalog; one more row of each table is held alike."""
    town, patron_id = city.town, await city.town.patron(CARD)
    await town.loan(patron_id, renewals=1, renewed_on=in_days(0))
    await town.hold(patron_id, status=HoldStatus.READY)
    await town.request(patron_id)
    await town.suspend(patron_id, SuspensionReason.UNREACHABLE, started_by="system")
    system, admin = await connect("circulation"), await city.connect()
    before, through, asked = [await town.all_rows(it) for it in HELD], [], 0
    for column in await admin.fetch(WRITTEN_BY_CIRCULATION):
        table, name = column["of"], column["name"]
        triggers = [row[0] for row in await admin.fetch(TRIGGERS, table)]
        assert any(f"BEFORE {column['how']}" in it and f"new.{name} IS NULL" in it for it in triggers), (
            table,
            name,
        )
        if column["how"] == "UPDATE":
            asked += 1
            with suppress(asyncpg.InsufficientPrivilegeError, asyncpg.CheckViolationError):
                await system.execute(f"UPDATE {table} SET {name} = '{day}'")
                through.append(f"{table}.{name}")
    await admin.close()
    assert asked > 10
    assert through == []
    assert [await town.all_rows(it) for it in HELD] == before


async def test_a_row_that_was_brought_in_with_such_a_day_is_still_changed(
    city: City, connect: Connect
) -> None:
    await city.town.patron(CARD)
    admin, system = await city.connect(), await connect("circulation")
    await admin.execute("UPDATE patron SET expires_on = 'infinity'")
    await admin.close()
    await system.execute("UPDATE patron SET expires_on = 'infinity', address = '川口市朝日2'")
    (row,) = await city.town.all_rows(patron)
    assert row["address"] == "川口市朝日2"

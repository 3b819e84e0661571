"""JSON from the database reads the same whichever database made it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import literal, null, select

from services.contract.decode.json_row import JsonRow
from services.own_schema.database.engine import Database
from services.own_schema.database.json import json_array_of, json_object, told
from services.own_schema.database.tables import (
    branch,
    circulation_rule,
    closing_rule,
    masters_version,
    public_holiday,
)
from services.own_schema.database.tables.types import Instant


async def read(db: Database, value: Any) -> JsonRow:
    async with db.reading() as conn:
        return JsonRow((await conn.execute(select(value))).scalar_one())


async def test_each_kind_of_value_comes_back(db: Database) -> None:
    moment = datetime(2026, 11, 24, 1, 2, 3, 456789, tzinfo=UTC)
    row = await read(
        db,
        json_object(
            text=literal("川口 「花子」\n\\ 𠮷"),
            number=literal(3),
            yes=literal(value=True),
            no=literal(value=False),
            day=literal(date(2026, 11, 24)),
            instant=literal(moment, Instant()),
            nothing=null(),
        ),
    )
    assert row.text("text") == row.maybe_text("text") == "川口 「花子」\n\\ 𠮷"
    assert row.number("number") == row.maybe_number("number") == 3
    assert (row.flag("yes"), row.flag("no")) == (True, False)
    assert row.day("day") == row.maybe_day("day") == date(2026, 11, 24)
    assert row.instant("instant") == row.maybe_instant("instant") == moment
    assert row.instant("instant").tzinfo is UTC
    for maybe in (row.maybe_text, row.maybe_number, row.maybe_day, row.maybe_instant, row.maybe_row):
        assert maybe("nothing") is None


async def test_a_missing_or_wrong_value_is_a_bug(db: Database) -> None:
    row = await read(db, json_object(number=literal(3), nothing=null()))
    with pytest.raises(KeyError):
        row.text("other")
    with pytest.raises(TypeError):
        row.text("number")
    with pytest.raises(TypeError):
        row.number("nothing")
    with pytest.raises(TypeError):
        row.rows("number")


async def test_arrays_nest_and_correlate(db: Database) -> None:
    rules = select(json_object(kind=closing_rule.c.kind, details=closing_rule.c.details)).where(
        closing_rule.c.branch_id == branch.c.id
    )
    row = await read(
        db,
        json_object(
            branches=json_array_of(select(json_object(code=branch.c.code, rules=json_array_of(rules))))
        ),
    )
    found = {it.text("code"): {rule.text("kind") for rule in it.rows("rules")} for it in row.rows("branches")}
    assert len(found) == 10
    assert found["chuo"] == {"nth_weekday", "yearly"}
    details = {rule.text("kind"): rule.json("details") for rule in row.rows("branches")[0].rows("rules")}
    assert details["yearly"] == {"first": [12, 29], "last": [1, 4]}


async def test_no_rows_are_an_empty_array(db: Database) -> None:
    nobody = json_array_of(
        select(json_object(day=public_holiday.c.day)).where(public_holiday.c.name == "なし")
    )
    assert (await read(db, json_object(days=nobody))).rows("days") == []


async def test_a_sub_select_nests_as_an_object(db: Database) -> None:
    one = select(json_object(version=masters_version.c.version)).scalar_subquery()
    none = (
        select(json_object(version=masters_version.c.version))
        .where(masters_version.c.id == 2)
        .scalar_subquery()
    )
    row = await read(db, json_object(one=one, none=none))
    assert row.row("one").number("version") == 1
    assert row.maybe_row("none") is None


async def test_json_columns_keep_their_values(db: Database) -> None:
    wanted = ("loan_days", "renewal_by_phone", "card_check_digit", "library_name", "loan_limits")
    rules = select(json_object(name=circulation_rule.c.name, value=circulation_rule.c.value)).where(
        circulation_rule.c.name.in_(wanted)
    )
    row = await read(db, json_object(rules=json_array_of(rules)))
    assert {it.text("name"): it.json("value") for it in row.rows("rules")} == {
        "loan_days": 14,
        "renewal_by_phone": False,
        "card_check_digit": None,
        "library_name": "川口市立図書館",
        "loan_limits": {"book": 20, "av": 5, "language": 3},
    }


def test_an_object_is_no_wider_than_postgresql_takes() -> None:
    with pytest.raises(ValueError, match="100"):
        json_object({f"c{number}": literal(number) for number in range(51)})


def test_what_a_server_told_has_its_text_letter_for_letter_unless_it_is_as_long_as_a_list() -> None:
    text = '{"now" : "2026-11-24T01:02:03+00:00",  "b":1e0}'
    found = told(text)
    assert (found, found.text) == ({"now": "2026-11-24T01:02:03+00:00", "b": 1.0}, text)
    assert type(told('{"entries": "' + "x" * 500_000 + '"}')) is dict
    assert [told(it) for it in ("[1]", "null", '"x"')] == [[1], None, "x"]

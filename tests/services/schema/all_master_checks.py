"""The database refuses masters that can't be read, however the SQL is written."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from services.database.engine import Database
from services.database.tables import checks_0010 as checks
from services.database.tables import checks_0016
from services.masters.masters_store import load_masters
from services.rules.policy import DEFAULT_POLICY, hint_of, to_values, value_of
from services.rules.policy_values import LONGEST, UnfitValueError, number_bounds
from services.rules.wording import TEXTS, faults_of
from services.wording import own_texts
from tests.helpers.hostile import CLOSING_RULES, DAYS, JSON_TEXTS, NAMES, NO_DAYS, NO_JSON
from tests.helpers.without_checks import make_library_without_checks

NO_DIFFERENCE = "minus zero"
"""JSON's -0 is Python's 0; PostgreSQL, which keeps its text, refuses it."""


STAGES = (
    "8 mail",
    "8 mail, 15 mail_no_renewal, 30 call, 60 propose_suspension",
    "9999 letter, 1 postcard",
    "8 mail,15 call",
    "8 mail15 call",
    "8 mail, ",
    "8 mail 15 call",
    "8 mailcall",
    "8 fax",
    "8  mail",
    " 8 mail",
    "08 mail",
    "12345 mail",
    "mail",
    "8#",
    "8|9 mail",
    "8 mail|",
    "|8 mail",
    "８ mail",
)


@pytest.fixture
async def bare(empty_url: str) -> AsyncIterator[Database]:
    """A library without the CHECKs."""
    await make_library_without_checks(empty_url)
    db = Database.open(empty_url)
    yield db
    await db.dispose()


def kept_as(db: Database, name: str) -> str:
    return f":{name}" if db.dialect == "sqlite" else f"CAST(:{name} AS json)"


def fits(name: str, kept: str | None, dialect: str) -> bool:
    try:
        read = None if kept is None else json.loads(kept, parse_constant=lambda _: object())
        if dialect == "sqlite" and type(read) is float and read == int(read):
            read = int(read)  # SQLite keeps 14.0 as 14
        value_of(name, read)
    except (UnfitValueError, ValueError, OverflowError, RecursionError):
        return False
    return True


async def held(db: Database, table: str, said: checks.Said, **row: Any) -> set[Any]:
    """Write a row's columns into all rows, and tell the names of those of which the CHECK would hold."""
    async with db.transaction() as conn:
        columns = ", ".join(
            f"{name} = {kept_as(db, name) if name in {'value', 'details'} else f':{name}'}" for name in row
        )
        await conn.execute(text(f"UPDATE {table} SET {columns}"), row)
        rows = await conn.execute(text(f"SELECT * FROM {table} WHERE {said[db.dialect]}"))
        found = {it[0] for it in rows}
        await conn.rollback()
    return found


async def test_rules_are_held_as_the_program_holds_them(bare: Database) -> None:
    edges = {f"{it}": str(it) for name in numbers() for it in beside(*number_bounds(name))}
    edges |= {f"{size} characters": json.dumps("図" * size) for size in (1, LONGEST, LONGEST + 1)}
    edges |= {
        it: json.dumps(it)
        for it in (*STAGES, "a1", "ab", "11", "1a!", "luhn", "teens", "𠮷川市", "\\u0000", "　", "3" * 12)
    }
    edges |= {name: json.dumps(value) for name, value in to_values(DEFAULT_POLICY).items()}
    texts = {**JSON_TEXTS, **edges} | (NO_JSON if bare.dialect == "sqlite" else {})
    texts |= {"spaced": " 14 ", "limits of zero": '{ "language" : 0,\n"book": 0, "av": 10000 }'}
    del texts[NO_DIFFERENCE]
    if bare.dialect == "sqlite":
        del texts["spaced"]  # it keeps 14
        del texts["\\u0000"]  # a backslash and five characters more, which nobody writes
    for what, kept in texts.items():
        wanted = {name for name in NAMES if fits(name, kept, bare.dialect)}
        assert await held(bare, "circulation_rule", checks_0016.RULE_VALUE, value=kept) == wanted, what


def numbers() -> list[str]:
    return [name for name in NAMES if hint_of(name) in {int, int | None}]


def beside(least: int, most: int) -> tuple[int, ...]:
    return (least - 1, least, most, most + 1)


async def test_rules_of_a_newer_version_pass(bare: Database) -> None:
    async with bare.transaction() as conn:
        await conn.execute(text("UPDATE circulation_rule SET name = 'new_' || name, value = NULL"))
        wanted = f"SELECT count(*) FROM circulation_rule WHERE {checks_0016.RULE_VALUE[bare.dialect]}"
        assert (await conn.execute(text(wanted))).scalar_one() == len(NAMES)


async def test_closing_rules_are_held(bare: Database) -> None:
    async with bare.reading() as conn:
        ids = {it[0] for it in await conn.execute(text("SELECT id FROM closing_rule"))}
        said = f"SELECT id FROM closing_rule WHERE {checks.CLOSING_DETAILS[bare.dialect]}"
        assert {it[0] for it in await conn.execute(text(said))} == ids
    for kind, details in CLOSING_RULES:
        found = await held(bare, "closing_rule", checks.CLOSING_DETAILS, kind=kind, details=details)
        assert found == set(), (kind, details)
    for kind, details in (
        ("weekly", '{"weekdays": [ "sun" , "mon"], "moves_when_holiday": true}'),
        ("weekly", '{"weekdays": ["mon"], "ended": false}'),
        ("only_open_on", '{"weekdays": ["mon", "mon"]}'),
        ("nth_weekday", '{"weekday": "mon", "n": 5, "note": "\\u00e9"}'),
        ("yearly", '{"first": [2, 29], "last": [ 12,31 ]}'),
        ("month_end", "{}"),
        ("yearly", '{"ended": true}'),
    ):
        assert await held(bare, "closing_rule", checks.CLOSING_DETAILS, kind=kind, details=details) == ids


async def test_texts_are_held(bare: Database) -> None:
    own = own_texts()
    kept = [
        "",
        " ",
        "題",
        "{date}",
        "{library}",
        "{library} {portal}",
        "{number}",
        "{name}",
        "{x}",
        "{",
        "}",
        "a\nb",
        "a\tb",
    ]
    kept += [
        "{library}\n{date}",
        *("図" * size for size in (20, 21, 30, 31, 40, 41, 60, 61, 160, 161)),
        "\ufffd",
    ]
    kept += ["{date}" + "図" * 154, "{library}" + "図" * 1991, "{library}" + "図" * 1992]
    async with bare.transaction() as conn:
        for name, it in own.items():
            await conn.execute(
                text("INSERT INTO wording VALUES (:name, '2026-01-01', :text)"), {"name": name, "text": it}
            )
        said = f"SELECT name FROM wording WHERE {checks.WORDING_TEXT[bare.dialect]}"
        assert {it[0] for it in await conn.execute(text(said))} == set(TEXTS)
    for it in kept:
        wanted = {name for name in TEXTS if not faults_of(name, it)}
        assert await held(bare, "wording", checks.WORDING_TEXT, text=it) == wanted - (
            {*TEXTS} if it == "\ufffd" else set()
        ), it


async def test_days_are_held(bare: Database) -> None:
    days = NO_DAYS if bare.dialect == "sqlite" else DAYS
    for column, said, table in (
        ("valid_from", checks.RULE_FROM, "circulation_rule"),
        ("day", checks.DAY, "public_holiday"),
    ):
        for day in days:
            async with bare.transaction() as conn:
                at = ":at" if bare.dialect == "sqlite" else f"'{day}'"
                await conn.execute(text(f"DELETE FROM {table} WHERE name NOT IN ('loan_days', '元日')"))
                one = f"SELECT min({column}) FROM {table}"
                await conn.execute(text(f"DELETE FROM {table} WHERE {column} <> ({one})"))
                await conn.execute(
                    text(f"UPDATE {table} SET {column} = {at}"), {"at": day} if at == ":at" else {}
                )
                found = (
                    await conn.execute(text(f"SELECT count(*) FROM {table} WHERE {said[bare.dialect]}"))
                ).scalar_one()
                total = (await conn.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one()
                await conn.rollback()
            assert (found, total) == (0, 1), (table, day)


ATTEMPTS = [
    "INSERT INTO circulation_rule VALUES ('loan_days', '2026-11-24', '0')",
    "INSERT INTO circulation_rule VALUES ('loan_days', '2026-11-24', NULL)",
    "INSERT INTO circulation_rule SELECT name, '2026-11-24', '\"x\"' FROM circulation_rule WHERE name = 'loan_days'",
    "UPDATE circulation_rule SET value = '0' WHERE name = 'loan_days'",
    "UPDATE circulation_rule SET name = 'loan_days', valid_from = '2027-01-01' WHERE name = 'library_name'",
    (
        "INSERT INTO circulation_rule SELECT * FROM circulation_rule WHERE name = 'loan_days'"
        " ON CONFLICT (name, valid_from) DO UPDATE SET value = '\"x\"'"
    ),
    "INSERT INTO wording VALUES ('slip.ja.title', '2026-11-24', '')",
    "INSERT INTO wording VALUES ('slip.ja.change_by', '2026-11-24', '期限なし')",
    "UPDATE closing_rule SET kind = 'sometimes'",
    "UPDATE closing_rule SET details = '{}' WHERE kind = 'weekly'",
    "INSERT INTO public_holiday VALUES ('3000-01-01', '元日')",
    "INSERT INTO closed_day (branch_id, day, open, special, note) VALUES (1, '1899-12-31', true, false, '')",
]
ON_SERVER = [
    "INSERT INTO public_holiday VALUES ('infinity', '元日')",
    "UPDATE circulation_rule SET valid_from = '0044-03-15 BC' WHERE name = 'loan_days'",
    "INSERT INTO wording VALUES ('slip.ja.title', '-infinity', '題')",
    "UPDATE closing_rule SET valid_from = '10000-01-01' WHERE id = 1",
]
IN_FILE = [
    "INSERT OR REPLACE INTO circulation_rule VALUES ('loan_days', '2000-01-01', 'x')",
    "REPLACE INTO circulation_rule VALUES ('loan_days', 'infinity', '1')",
    "INSERT INTO public_holiday VALUES ('2026-02-30', '元日')",
    "UPDATE OR REPLACE closing_rule SET details = 'x' WHERE id = 1",
    "UPDATE branch SET position = 'first'",
    "UPDATE branch SET name = x'ff' WHERE id = 1",
    "UPDATE branch SET short_name = CAST(x'ff' AS TEXT) WHERE id = 1",
    "UPDATE OR IGNORE branch SET short_name = 'a' || char(0) WHERE id = 1",
    "UPDATE branch SET name = printf('%.*c', 65, 'x') WHERE id = 1",
    "INSERT INTO branch (code, name, short_name, kind, position) VALUES ('x', 'x', 'x', 'library', 'x')",
    "INSERT OR IGNORE INTO mobile_stop (branch_id, code, name, position, active) VALUES (10, 'x', 'x', 1, 2)",
    "UPDATE material_type SET position = 1.5 WHERE id = 1",
    "UPDATE code_label SET ends = 'maybe'",
    "INSERT INTO closed_day (branch_id, day, open, special, note) VALUES (1, '2026-11-24', 'x', 0, '')",
    "UPDATE masters_version SET version = 'x'",
]


async def test_nothing_of_it_can_be_written(db: Database) -> None:
    async with db.reading() as conn:
        before = await load_masters(conn)
    for statement in ATTEMPTS + (ON_SERVER if db.dialect == "postgresql" else IN_FILE):
        with pytest.raises(IntegrityError, match="ck_"):
            async with db.transaction() as conn:
                await conn.execute(text(statement))
    async with db.reading() as conn:
        assert (await load_masters(conn)).policy == before.policy

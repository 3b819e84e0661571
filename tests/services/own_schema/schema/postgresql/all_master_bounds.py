"""A supervisor's stolen login writes no cell out of its bounds, and the bounds in the database are the program's.

The bounds of the one table (services/rules/table_of_bounds.py) stand compiled in `madoguchi_masters_fit`.
"""

import json
from collections.abc import AsyncIterator
from datetime import date
from itertools import groupby
from typing import Any

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.contract.act_requests import new_act_id
from services.files.wording import own_texts
from services.rules.policy import DEFAULT_POLICY, to_values
from services.rules.table_of_bounds import MASTER_CELLS, ByCell, unfit_cells
from services.rules.wording import TEXTS
from tests.helpers.city import City
from tests.helpers.hostile import CLOSING_RULES, JSON_TEXTS, NAMES, UNSEEN_TEXTS
from tests.helpers.unfit_cells import GOOD, Row, unfit_rows
from tests.services.own_schema.schema.postgresql.acting_scene import WITHIN
from tests.services.own_schema.schema.postgresql.all_importing_masters import FACTS, IMPORT, rows_of
from tests.services.own_schema.schema.postgresql.calling import Connect

JSON_CELLS = {("closing_rule", "details"), ("circulation_rule", "value")}
UNFIT = {cell: [row for *_, row in rows] for cell, rows in groupby(unfit_rows(), lambda it: it[:2])}
COULD_NOT = "madoguchi: the call could not be carried out"


def change_of(table: str, row: Row, what: str = "inserted") -> str:
    cells = {name: it.isoformat() if isinstance(it, date) else it for name, it in row.items()}
    return json.dumps({"change": f"{table}_{what}", "branch": "chuo", "id": 1, **cells})


def test_each_cell_has_some_that_it_cannot_be() -> None:
    assert set(UNFIT) == {(table, column) for table, bounds in MASTER_CELLS.items() for column in bounds}
    assert {row["name"] for row in UNFIT["circulation_rule", "value"]} == set(NAMES)
    assert {row["name"] for row in UNFIT["wording", "text"]} == set(TEXTS)


@pytest.mark.parametrize("cell", UNFIT, ids=".".join)
async def test_a_stolen_login_writes_no_unfit_cell(
    city: City, connect: Connect, cell: tuple[str, str]
) -> None:
    thief, table = await connect("supervisor"), cell[0]
    before, mark = await rows_of(city.town), await thief.fetchval(FACTS, column=1)
    made = {"branch": 1, "workstation": "w"}
    for place, row in enumerate(UNFIT[cell]):
        change = change_of(table, row, ("inserted", "changed")[place % 2])
        values = (city.names["supervisor"], json.dumps({**made, "id": new_act_id()}), f"[{change}]", mark)
        with pytest.raises(asyncpg.PostgresError) as caught:
            await thief.fetchval(IMPORT, *values)
        assert caught.value.message in {WITHIN, COULD_NOT}, row
        assert caught.value.detail is None
    assert await rows_of(city.town) == before
    assert await city.town.acts() == []


class Database:
    """A library's database, asked by its owner whether cells fit."""

    def __init__(self, conn: asyncpg.Connection) -> None:
        self.conn = conn

    async def fits(self, table: str, row: Row) -> bool:
        try:
            return bool(
                await self.conn.fetchval("SELECT madoguchi_masters_fit($1::jsonb)", change_of(table, row))
            )
        except asyncpg.PostgresError:
            return False


@pytest.fixture
async def database(city: City) -> AsyncIterator[Database]:
    conn = await city.connect()
    yield Database(conn)
    await conn.close()


def program_fits(table: str, row: Row) -> bool:
    read = dict(row)
    for column in [name for of, name in JSON_CELLS if of == table and row[name] is not None]:
        try:
            read[column] = json.loads(row[column], parse_constant=lambda _: object())
        except ValueError:
            return False
    return unfit_cells(table, read) == ()


async def test_good_rows_fit(database: Database) -> None:
    rows = [
        ("circulation_rule", {**GOOD["circulation_rule"], "name": name, "value": json.dumps(value)})
        for name, value in to_values(DEFAULT_POLICY).items()
    ]
    rows += [
        ("wording", {**GOOD["wording"], "name": name, "text": text}) for name, text in own_texts().items()
    ]
    for table, row in (*GOOD.items(), *rows):
        assert program_fits(table, row), row
        assert await database.fits(table, row), row


async def test_what_is_removed_is_asked_nothing(database: Database) -> None:
    gone = json.dumps({"change": "wording_removed", "name": "x"})
    assert await database.conn.fetchval("SELECT madoguchi_masters_fit($1::jsonb)", gone)


async def test_the_unfit_fit_neither(database: Database) -> None:
    for cell, rows in UNFIT.items():
        for row in rows:
            assert not await database.fits(cell[0], row), row
            if not any(isinstance(row[name], str) for name in ("day", "valid_from") if name in row):
                assert not program_fits(cell[0], row), row


async def test_every_rule_with_every_value(database: Database) -> None:
    texts = {**JSON_TEXTS, **UNSEEN_TEXTS}
    del texts["minus zero"]  # 0 to Python; JSON writes it in no other way, nor does the program
    for name in NAMES:
        for what, value in texts.items():
            row = {**GOOD["circulation_rule"], "name": name, "value": value}
            assert await database.fits("circulation_rule", row) is program_fits("circulation_rule", row), (
                name,
                what,
            )


ASKED = settings(
    max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # nothing is written
ANY_TEXT = (
    st.text(max_size=40)
    | st.text("{}<>&;/ab1 \n　libraryportaldate", max_size=40)
    | st.sampled_from(
        [
            "{library}",
            "{date}",
            "{library}{portal}",
            "<b>",
            "< b>",
            "<b　x>",
            "<!",
            "&#1;",
            "&a;",
            "\ufffd",
            "　",
            "\u2028",
            "\x85",
        ]
    )
)
ANY_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 40)
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | ANY_TEXT,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["weekdays", "ended", "n", "weekday", "first", "last", "book", "av", "language"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=6,
)
WEEKDAYS = st.lists(st.sampled_from(["mon", "tue", "sun", "月", ""]), max_size=3)
DETAILS = st.fixed_dictionaries(
    {},
    optional={
        "weekdays": WEEKDAYS | ANY_JSON,
        "moves_when_holiday": st.booleans() | ANY_JSON,
        "ended": st.booleans() | st.none(),
        "n": st.integers(-1, 7),
        "weekday": st.sampled_from(["mon", "sun", "x"]),
        "first": st.lists(st.integers(-1, 32), max_size=3),
        "last": st.lists(st.integers(1, 12), min_size=2, max_size=2),
        "note": ANY_JSON,
    },
)
PLAIN = [
    (table, column)
    for table, bounds in MASTER_CELLS.items()
    for column, it in bounds.items()
    if not isinstance(it, ByCell)
]


@ASKED
@given(name=st.sampled_from(NAMES), value=ANY_JSON)
async def test_whatever_a_rule_says(database: Database, name: str, value: Any) -> None:
    row = {**GOOD["circulation_rule"], "name": name, "value": json.dumps(value)}
    assert await database.fits("circulation_rule", row) is program_fits("circulation_rule", row)


@ASKED
@given(kind=st.sampled_from(sorted({kind for kind, _ in CLOSING_RULES})), details=DETAILS | ANY_JSON)
async def test_whatever_a_closing_rule_says(database: Database, kind: str, details: Any) -> None:
    row = {**GOOD["closing_rule"], "kind": kind, "details": json.dumps(details, indent=1)}
    fits = await database.fits("closing_rule", row)
    # PostgreSQL reads no JSON with a zero character in it, also where nobody asks for that field.
    assert fits is program_fits("closing_rule", row) or (not fits and r"\u0000" in row["details"])


@ASKED
@given(name=st.sampled_from(sorted(TEXTS)), text=ANY_TEXT, own=st.booleans())
async def test_whatever_a_text_says(database: Database, name: str, text: str, own: bool) -> None:
    row = {**GOOD["wording"], "name": name, "text": own_texts()[name] + text if own else text}
    assert await database.fits("wording", row) is program_fits("wording", row)


@ASKED
@given(
    cell=st.sampled_from(PLAIN),
    value=ANY_TEXT | st.integers() | st.integers(0, 200_000) | st.booleans() | st.dates() | st.none(),
)
async def test_whatever_any_other_cell_says(database: Database, cell: tuple[str, str], value: Any) -> None:
    table, column = cell
    own = GOOD[table][column]
    if type(value) is not type(own) and value is not None:
        return  # a field's text is read as its column's type
    row = {**GOOD[table], column: value}
    assert await database.fits(table, row) is program_fits(table, row)


async def test_characters_are_seen_by_both_alike(database: Database) -> None:
    from services.rules.characters import is_seen

    there = [it for it in map(chr, range(1, 0x110000)) if not "\ud800" <= it <= "\udfff"]
    seen = [is_seen(it) for it in there]
    borders = {pair for at in range(1, len(there)) if seen[at - 1] != seen[at] for pair in (at - 1, at)}
    characters = [there[at] for at in sorted(borders)]
    asked = "SELECT c FROM unnest($1::text[]) AS c WHERE madoguchi_is_seen(c)"
    assert len(characters) > 1000
    assert [it["c"] for it in await database.conn.fetch(asked, characters)] == list(
        filter(is_seen, characters)
    )

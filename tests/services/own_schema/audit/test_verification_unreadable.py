"""What no record can hold is told with its place, on either database, and what lies behind it is still checked."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.own_schema.audit.hash_chain import ChainFault
from services.own_schema.audit.verification import verify
from tests.helpers.chains import Book

NESTED = 200_000  # deeper than Python reads
UNREADABLE_JSON = [
    '{"a": ' + "9" * 5001 + "}",
    '{"a": -' + "9" * 4300 + "}",
    '{"a": -0}',
    '{"limit": 1, "limit": 1}',
    '{"a": {"b": 1, "b": 2}}',
    '{"a": 1.0}',
    '{"a": 1e400}',
    '{"a": [1]}',
    '{"a": ' + "[" * 5000 + "]" * 5000 + "}",
    '{"a": "\\u0000"}',
    '{"\\u0000": 1}',
    '{"a": "\\ud800"}',
    '{"\\udfff": 1}',
    "[]",
    "null",
    "5",
    '"text"',
]
# PostgreSQL keeps nothing in a json column that is none.
ON_SQLITE = [
    '{"a": ' + "[" * NESTED + "]" * NESTED + "}",
    '{"a":' * NESTED + "1" + "}" * NESTED,
    '{"a": NaN}',
    '{"a": -Infinity}',
    "{",
    "",
    "\ufeff{}",
]
TEXTS = ("id", "workstation", "channel", "verb", "subject", "outcome", "hash")
NEEDED = ("id", "at", "branch_id", "workstation", "channel", "verb", "outcome", "details", "hash")


async def tell(book: Book, statement: str, value: str | None = None) -> None:
    async with meddling(book) as conn:
        await conn.execute(text(statement), {} if value is None else {"value": value})


@asynccontextmanager
async def meddling(book: Book) -> AsyncIterator[AsyncConnection]:
    """Write past every guard."""
    async with book.db.transaction() as conn:
        if book.db.dialect == "postgresql":
            await conn.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            await conn.execute(text("PRAGMA ignore_check_constraints = ON"))
        yield conn


async def without_constraints(book: Book) -> None:
    """Let anything stand everywhere, as somebody does who owns the tables."""
    async with meddling(book) as conn:
        if book.db.dialect == "postgresql":
            for constraint in ("pk_act", "ck_act_channel", "ck_act_sha256"):
                await conn.execute(text(f"ALTER TABLE act DROP CONSTRAINT {constraint}"))
            for column in (*NEEDED, "staff_id", "sequence"):
                await conn.execute(text(f"ALTER TABLE act ALTER COLUMN {column} DROP NOT NULL"))
            return
        for statement in (
            "CREATE TABLE other AS SELECT * FROM act",
            "DROP TABLE act",
            "ALTER TABLE other RENAME TO act",
        ):
            await conn.execute(text(statement))


async def found(book: Book) -> list[tuple[str | None, ChainFault, int]]:
    return [(it.login, it.fault, it.sequence) for it in (await verify(book.db)).findings]


SECOND_AND_FOURTH = [("clerk", ChainFault.UNREADABLE, 2), ("clerk", ChainFault.ALTERED, 4)]
OTHERWISE = "UPDATE act SET outcome = 'else' WHERE staff_id = 'clerk' AND sequence = 4"
SECOND = "WHERE staff_id = 'clerk' AND sequence = 2"


async def test_details_that_no_record_holds(book: Book) -> None:
    await tell(book, OTHERWISE)
    on_server = book.db.dialect == "postgresql"
    for details in UNREADABLE_JSON if on_server else UNREADABLE_JSON + ON_SQLITE:
        value = "CAST(CAST(:value AS text) AS json)" if on_server else ":value"
        await tell(book, f"UPDATE act SET details = {value} {SECOND}", details)
        assert await found(book) == SECOND_AND_FOURTH, details[:40]


async def test_numbers_are_too_long_whatever_the_environment_lets_python_read(book: Book) -> None:
    value = "CAST(CAST(:value AS text) AS json)" if book.db.dialect == "postgresql" else ":value"
    await tell(book, f"UPDATE act SET details = {value} {SECOND}", UNREADABLE_JSON[0])
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        assert await found(book) == SECOND_AND_FOURTH[:1]
    finally:
        sys.set_int_max_str_digits(before)


async def set_no_utf_8(book: Book, column: str) -> None:
    async with meddling(book) as conn:
        if book.db.dialect == "sqlite":
            await conn.execute(text(f"UPDATE act SET {column} = CAST(x'ff41c3' AS text) {SECOND}"))
            return
        await conn.execute(text("CREATE CAST (bytea AS text) WITHOUT FUNCTION"))
        await conn.execute(text(f"UPDATE act SET {column} = CAST('\\xff41c3'::bytea AS text) {SECOND}"))
        await conn.execute(text("DROP CAST (bytea AS text)"))


async def test_texts_that_are_no_utf_8(book: Book) -> None:
    await without_constraints(book)
    await tell(book, OTHERWISE)
    (before,) = [it for it in await book.rows() if it["sequence"] == 2]
    for column in TEXTS:
        await set_no_utf_8(book, column)
        assert await found(book) == SECOND_AND_FOURTH, column
        await tell(book, f"UPDATE act SET {column} = :value {SECOND}", before[column])
    assert await found(book) == SECOND_AND_FOURTH[1:]


async def test_a_login_that_is_no_utf_8_is_a_chain_of_its_own(book: Book) -> None:
    await set_no_utf_8(book, "staff_id")
    assert sorted(await found(book)) == [
        ("\\xffA\\xc3", ChainFault.MISSING, 1),
        ("\\xffA\\xc3", ChainFault.UNREADABLE, 2),
        ("clerk", ChainFault.MISSING, 2),
    ]


async def test_nothing_where_something_must_stand(book: Book) -> None:
    await without_constraints(book)
    await tell(book, OTHERWISE)
    for column in NEEDED:
        await tell(book, f"CREATE TEMPORARY TABLE kept AS SELECT {column} AS was FROM act {SECOND}")
        await tell(book, f"UPDATE act SET {column} = NULL {SECOND}")
        assert await found(book) == SECOND_AND_FOURTH, column
        await tell(book, f"UPDATE act SET {column} = (SELECT was FROM kept) {SECOND}")
        await tell(book, "DROP TABLE kept")
    assert await found(book) == SECOND_AND_FOURTH[1:]
    await tell(book, f"UPDATE act SET staff_id = NULL {SECOND}")
    assert sorted(await found(book))[:2] == [("", ChainFault.MISSING, 1), ("", ChainFault.UNREADABLE, 2)]


async def test_a_number_that_cannot_be_read(book: Book) -> None:
    await without_constraints(book)
    await tell(book, f"UPDATE act SET sequence = NULL {SECOND}")
    place = 6 if book.db.dialect == "postgresql" else 1  # where the database puts NULL in an order
    assert sorted(await found(book)) == [
        ("clerk", ChainFault.MISSING, 2),
        ("clerk", ChainFault.UNREADABLE, place),
    ]


async def test_times_that_are_none_on_the_server(book: Book) -> None:
    if book.db.dialect != "postgresql":
        return
    await tell(book, OTHERWISE)
    for at in ("infinity", "-infinity", "0044-03-15 00:00:00+00 BC", "20000-01-01 00:00:00+00"):
        await tell(book, f"UPDATE act SET at = CAST(CAST(:value AS text) AS timestamptz) {SECOND}", at)
        assert await found(book) == SECOND_AND_FOURTH, at


async def test_seals_that_cannot_be_read(book: Book) -> None:
    for _ in range(4):
        assert await book.library.sealing().seal() is not None
        await book.write(1)
    on_server = book.db.dialect == "postgresql"
    await tell(book, "UPDATE chain_seal SET hash = :value WHERE sequence = 4", "0" * 64)
    more = ['{"clerk": 5}', '{"clerk": ["5", "f"]}', '{"clerk": [true, "f"]}', '{"\\ud800": [1, "f"]}']
    for heads in [*more, *UNREADABLE_JSON] + ([] if on_server else ON_SQLITE):
        value = "CAST(CAST(:value AS text) AS json)" if on_server else ":value"
        await tell(book, f"UPDATE chain_seal SET heads = {value} WHERE sequence = 2", heads)
        assert await found(book) == [(None, ChainFault.UNREADABLE, 2), (None, ChainFault.ALTERED, 4)], heads[
            :40
        ]

"""Keys of names that another program wrote: made by this one, because SQL can't fold names.

Acts, imports and the demo write a name with its keys. The circulation system writes names alone; the worker, and `db
upgrade` for a whole library, make the keys then. An index that holds only those rows finds them.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Row,
    Select,
    String,
    bindparam,
    cast,
    func,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from services.own_schema.database.calls import asked
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import patron
from services.own_schema.database.tables.people import KEYS_ARE_STALE
from services.rules.people.registration import Derived, derived

type KeyProgress = Callable[[int, int], None]

_AT_ONCE = 2_000
_NAMES = (patron.c.id, patron.c.name, patron.c.kana, patron.c.alias, patron.c.romaji, patron.c.phone)
_IS_STALE = text(KEYS_ARE_STALE)
_ORDERED = ("search_key", "kana_order", "kana_key", "phone_digits", "phone_end", "keys_of")


async def make_missing_keys(db: Database, told: KeyProgress | None = None) -> int:
    """Make the keys of every patron whose own are missing or of another name; answers how many there were.

    Commit every few thousand rows: other transactions run in between, and finished rows stay finished.

    Args:
        db: the library. On PostgreSQL the login is the worker's or the owner's.
        told: of how many of how many are done; counting them wants a login that may read patrons.

    Raises:
        SystemBusy, SystemUnreachable, NotPermitted: the rest is left to another time.
    """
    done = total = 0
    if told is not None:
        async with db.reading() as conn:
            stale = select(func.count()).select_from(patron).where(_IS_STALE)
            total = (await conn.execute(stale)).scalar_one()
    while True:
        async with db.transaction() as conn:
            rows = await _stale(conn)
            if rows:
                await _write(conn, rows)
        if not rows:
            return done
        done += len(rows)
        if told is not None:
            told(done, max(done, total))


async def _stale(conn: AsyncConnection) -> Sequence[Row[Any]]:
    stale: Select[Any] = select(*_NAMES).where(_IS_STALE).order_by(patron.c.id).limit(_AT_ONCE)
    told = asked(conn, stale, func.madoguchi_stale_names(_AT_ONCE))
    return list((await conn.execute(told)).all())


async def _write(conn: AsyncConnection, rows: Sequence[Row[Any]]) -> None:
    made = [(row.id, _fitting(row)) for row in rows]
    if conn.dialect.name == "postgresql":
        lists: list[ColumnElement[Any]] = [cast([patron_id for patron_id, _ in made], ARRAY(BigInteger))]
        for name in _ORDERED:
            kind = BigInteger if name == "kana_order" else String
            lists.append(cast([getattr(keys, name) for _, keys in made], ARRAY(kind)))
        await conn.execute(select(func.madoguchi_write_keys(*lists)))
        return
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in _ORDERED}
    statement = update(patron).where(patron.c.id == bindparam("of_patron")).values(values)
    await conn.execute(
        statement,
        [
            {"of_patron": patron_id, **{f"new_{name}": value for name, value in asdict(keys).items()}}
            for patron_id, keys in made
        ],
    )


def _fitting(row: Row[Any]) -> Derived:
    """Make a row's keys; a name that is written in many more letters than it has is cut, not refused."""
    keys = derived(name=row.name, kana=row.kana, alias=row.alias, romaji=row.romaji, phone=row.phone)
    most: int = patron.c.kana_key.type.length  # type: ignore[attr-defined]
    return Derived(**(asdict(keys) | {"kana_key": keys.kana_key[:most]}))

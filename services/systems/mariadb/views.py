"""A library system's views on MariaDB, as docs/counter-contract.md has them: read, never written."""

import random
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Final

from services.contract.errors import (
    RecordFault,
    RecordFaultKind,
    RecordUnfit,
    SystemDocument,
    SystemVersionUnfit,
    SystemViewsUnfit,
)
from services.rules.secret import Secret
from services.systems.mariadb.address import parse
from services.systems.mariadb.connections import MOST_JSON, Connections, FetchedRows, connected
from services.systems.record_source import CardRow, ViewRow

COLUMNS: Final = {
    "counter_record": ("record_key", "card_number", "record"),
    "counter_masters": ("masters",),
    "counter_mark": ("record_key", "mark"),
}
"""The columns of each view, in the contract's order."""
OLDEST: Final = (10, 6)

_VERSION: Final = re.compile(r"([0-9]+)[.]([0-9]+)[.][0-9]+")
_MASTERS: Final = "SELECT masters, JSON_VALID(masters) FROM counter_masters"
_CARDS: Final = """SELECT CAST(record_key AS CHAR), CAST(card_number AS CHAR) FROM counter_record
    WHERE card_number = ?"""
_RECORD: Final = """SELECT CAST(record_key AS CHAR), CAST(card_number AS CHAR), record, JSON_VALID(record)
    FROM counter_record WHERE record_key = ?"""
_MARK: Final = "SELECT CAST(record_key AS CHAR), mark FROM counter_mark WHERE record_key = ?"
_KEYS: Final = "SELECT CAST(record_key AS CHAR) FROM counter_record"


class MariaDbViews:
    """The views; a `RecordSource`."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def masters(self) -> str:
        """See `RecordSource`, as of all methods here."""
        rows = await self._connections.read(_MASTERS)
        if not rows:
            raise SystemViewsUnfit(("counter_masters",))
        return _whole(SystemDocument.MASTERS, *rows[0])

    async def cards(self, card_number: str) -> Sequence[CardRow]:
        """Read whose a card's number is, in whichever spelling."""
        return [CardRow(key, number) for key, number in await self._read(_CARDS, card_number)]

    async def by_key(self, key: str) -> ViewRow | None:
        """Read a patron's row."""
        for found, card_number, text, valid in await self._read(_RECORD, key):
            if found == key:  # a number's column takes `51 ` for 51
                return ViewRow(key, card_number, _whole(SystemDocument.RECORD, text, valid))
        return None

    async def mark(self, key: str) -> str | None:
        """Read what changes with the record."""
        for found, mark in await self._read(_MARK, key):
            if found == key:
                if mark is None:  # as of a record that is longer than the server hands over
                    raise RecordUnfit(SystemDocument.RECORD, (RecordFault("mark", RecordFaultKind.NULL),))
                return str(mark)
        return None

    async def sample(self, count: int) -> Sequence[str]:
        """Draw some keys of all."""
        keys = [str(key) for (key,) in await self._connections.read(_KEYS)]
        return keys if len(keys) <= count else random.sample(keys, count)

    async def _read(self, statement: str, value: str) -> FetchedRows:
        """Read what has a value; nothing has one with half of a character."""
        try:
            value.encode()
        except UnicodeEncodeError:
            return ()
        return await self._connections.read(statement, value)


@asynccontextmanager
async def open_views(address: str, password: Secret) -> AsyncIterator[MariaDbViews]:
    """Open the views, and make sure that they are there with all of their columns.

    Raises:
        SystemAddressBad, SystemAddressHoldsPassword: the address can't be used.
        SystemVersionUnfit: the server is too old, or another product's.
        SystemViewsUnfit: a view or column is missing; it is named.
        ServiceError: the views can't be read now.
    """
    async with connected(parse(address), password) as connections:
        await require_version(connections)
        await require_columns(connections)
        yield MariaDbViews(connections)


async def require_version(connections: Connections) -> str:
    """Tell the server's version; raises SystemVersionUnfit."""
    rows = await connections.read_plainly("SELECT VERSION()")
    version = str(rows[0][0])
    if not is_fit(version):
        product = version if "MariaDB" in version else f"MySQL {version}"
        raise SystemVersionUnfit(product, f"MariaDB {OLDEST[0]}.{OLDEST[1]}")
    return version


def is_fit(version: str) -> bool:
    """Tell whether a server's version (`10.11.6-MariaDB-0+deb12u1`) will do."""
    found = _VERSION.match(version.removeprefix("5.5.5-"))
    return found is not None and "MariaDB" in version and (int(found[1]), int(found[2])) >= OLDEST


async def require_columns(connections: Connections) -> None:
    """Make sure that every view has its columns; raises SystemViewsUnfit.

    A view that names what Koha hasn't any more has no columns there.
    """
    rows = await connections.read(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = DATABASE()"
    )
    there = {(str(view).lower(), str(column).lower()) for view, column in rows}
    missing = [
        view if all((view, it) not in there for it in columns) else f"{view}.{column}"
        for view, columns in COLUMNS.items()
        for column in columns
        if (view, column) not in there
    ]
    if missing:
        raise SystemViewsUnfit(tuple(dict.fromkeys(missing)))


def _whole(document: SystemDocument, text: object, valid: object) -> str:
    """Give a text that is whole: a list that was cut where an object ends is valid, but as long as a list may be.

    Raises:
        RecordUnfit: it was cut.
    """
    if not isinstance(text, str) or not valid or len(text.encode()) >= MOST_JSON:
        raise RecordUnfit(document, (RecordFault("", RecordFaultKind.NOT_WHOLE),))
    return text

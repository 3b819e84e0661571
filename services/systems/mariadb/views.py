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
from services.systems.mariadb.connections import MOST_JSON, Connections, connected, value
from services.systems.record_source import CardRow, ViewRow

COLUMNS: Final = {
    "counter_record": ("record_key", "card_number", "record"),
    "counter_masters": ("masters",),
    "counter_mark": ("record_key", "mark"),
}
"""The columns of each view, in the contract's order."""
OLDEST: Final = (10, 6)

_VERSION: Final = re.compile(r"([0-9]+)[.]([0-9]+)[.][0-9]+")
_RECORD: Final = "SELECT record_key, card_number, record, JSON_VALID(record) FROM counter_record WHERE"


class MariaDbViews:
    """The views; a `RecordSource`."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def masters(self) -> str:
        """See `RecordSource`, as of all methods here."""
        rows = await self._connections.read("SELECT masters, JSON_VALID(masters) FROM counter_masters")
        if not rows:
            raise SystemViewsUnfit(("counter_masters",))
        return _whole(SystemDocument.MASTERS, *rows[0])

    async def cards(self, card_number: str) -> Sequence[CardRow]:
        """Read whose a card's number is, in whichever spelling."""
        wanted = _as_value(card_number)
        if wanted is None:
            return []
        rows = await self._connections.read(
            f"SELECT record_key, card_number FROM counter_record WHERE card_number = {wanted}"
        )
        return [CardRow(str(key), None if number is None else str(number)) for key, number in rows]

    async def by_key(self, key: str) -> ViewRow | None:
        """Read a patron's row."""
        wanted = _as_value(key)
        rows = [] if wanted is None else await self._connections.read(f"{_RECORD} record_key = {wanted}")
        for found, number, text, valid in rows:
            if str(found) == key:  # a number's column takes `51 ` for 51
                card = None if number is None else str(number)
                return ViewRow(key, card, _whole(SystemDocument.RECORD, text, valid))
        return None

    async def mark(self, key: str) -> str | None:
        """Read what changes with the record."""
        wanted = _as_value(key)
        if wanted is None:
            return None
        rows = await self._connections.read(
            f"SELECT record_key, mark FROM counter_mark WHERE record_key = {wanted}"
        )
        return next((mark for found, mark in rows if str(found) == key), None)

    async def sample(self, count: int) -> Sequence[str]:
        """Draw some keys of all."""
        rows = await self._connections.read("SELECT record_key FROM counter_record")
        keys = [str(row[0]) for row in rows]
        return keys if len(keys) <= count else random.sample(keys, count)


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


def _as_value(text: str) -> str | None:
    """Write a text into a statement; None for one that no row can have."""
    try:
        return value(text)
    except UnicodeEncodeError:
        return None


def _whole(document: SystemDocument, text: object, valid: object) -> str:
    """Give a text that is whole: a list that was cut where an object ends is valid, but as long as a list may be.

    Raises:
        RecordUnfit: it was cut.
    """
    if not isinstance(text, str) or not valid or len(text.encode()) >= MOST_JSON:
        raise RecordUnfit(document, (RecordFault("", RecordFaultKind.NOT_WHOLE),))
    return text

"""The library that is measured: a whole city's, made once and kept, always the same one."""

import asyncio
import random
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

from tqdm import tqdm

from services.own_schema.schema import upgrade
from services.rules.clock import TOKYO
from tests.bench.city.making import fill_city

SEED = 1
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=TOKYO)
LOANS = 20
HOLDS = 5
PATRONS = 600
"""How many patrons have exactly `LOANS` loans and `HOLDS` holds; in a small library for trying, one in a hundred."""

_WAITING_HOLDS = 3
_PATRONS_OF_MANY = 4


def library(folder: Path, patrons: int) -> Path:
    """Give the library's file, made or brought up to date first; its clock stands at `NOW` when this answers."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"library-{patrons}-seed-{SEED}.sqlite3"
    if not path.exists():
        growing = path.with_suffix(".part")
        growing.unlink(missing_ok=True)
        _make(growing, patrons)
        growing.rename(path)
    asyncio.run(upgrade.upgrade(f"sqlite:///{path}"))
    with _changing(path) as connection:
        _set_clock(connection)
    return path


def cards(path: Path) -> list[str]:
    """Give the card numbers of the patrons to be looked up, in an order that has nothing to do with where they are."""
    with closing(sqlite3.connect(path)) as connection:
        found = [number for (number,) in connection.execute(_BORROWERS, (LOANS, HOLDS))]
    random.Random(SEED).shuffle(found)
    return found


@contextmanager
def copied(path: Path) -> Iterator[Path]:
    """Give a copy of a library for as long as the block lasts: what is written into it stays out of the next run."""
    with tempfile.TemporaryDirectory(prefix="copy-", dir=path.parent) as folder:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        yield Path(shutil.copy(path, folder))


def lend_to(path: Path, loans: int) -> list[str]:
    """Give some patrons so many loans each; answers their cards."""
    with _changing(path) as connection:
        return _Borrowers(connection).write_loans(_PATRONS_OF_MANY, loans)


def _make(path: Path, patrons: int) -> None:
    with tqdm(desc="bench library", unit=" rows", unit_scale=True, file=sys.stderr) as bar:

        def told(done: int, expected: int) -> None:
            bar.total = expected
            bar.update(done - bar.n)

        asyncio.run(fill_city(f"sqlite:///{path}", patrons=patrons, seed=SEED, now=NOW, progress=told))
    with _changing(path) as connection:
        _Borrowers(connection).write(min(PATRONS, patrons // 100))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def _changing(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = ON")
        yield connection


def _set_clock(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM clock_offset")
    connection.execute(
        "INSERT INTO clock_offset (id, seconds) VALUES (1, ? - CAST(strftime('%s', 'now') AS INTEGER))",
        (int(NOW.timestamp()),),
    )


class _Borrowers:
    """Gives some hundred patrons of the crowd, who had nothing, the same number of loans and holds each."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._dice = random.Random(SEED)
        self._today = NOW.date()

    def write(self, count: int) -> None:
        """Write them for so many patrons."""
        patrons = self._some(_FREE_PATRONS, count)
        items = iter(self._some(_FREE_ITEMS, count * (LOANS + HOLDS - _WAITING_HOLDS)))
        awaited = [row[0] for row in self._connection.execute(_AWAITED)]
        for patron, branch in patrons:
            for line in range(LOANS):
                self._lend(patron, branch, next(items)[0], line)
            for line in range(HOLDS - _WAITING_HOLDS):
                item, title = next(items)
                self._hold(patron, branch, title, line, item)
            for line, title in enumerate(self._dice.sample(awaited, _WAITING_HOLDS)):
                self._hold(patron, branch, title, line + HOLDS - _WAITING_HOLDS, None)

    def write_loans(self, count: int, loans: int) -> list[str]:
        """Write nothing but loans, for so many patrons; answers their cards."""
        patrons = self._some(_FREE_PATRONS, count)
        items = iter(self._some(_FREE_ITEMS, count * loans))
        for patron, branch in patrons:
            for line in range(loans):
                self._lend(patron, branch, next(items)[0], line)
        whose = "SELECT number FROM card WHERE patron_id = ?"
        return [self._connection.execute(whose, (patron,)).fetchone()[0] for patron, _ in patrons]

    def _some(self, statement: str, count: int) -> list[tuple[int, ...]]:
        return self._dice.sample(self._connection.execute(statement).fetchall(), count)

    def _lend(self, patron: int, branch: int, item: int, line: int) -> None:
        """Lend an item: most are renewable, some were lent today, some renewed, some are overdue."""
        back = (0, 1, 3, 3, 5, 7, 9, 10, 13, 17)[line % 10]
        lent = self._today - timedelta(days=back)
        renewed = lent + timedelta(days=4) if line % 10 in {6, 7} else None
        due = (renewed or lent) + timedelta(days=14)
        self._connection.execute(
            "INSERT INTO loan (item_id, patron_id, branch_id, loaned_on, due_on, renewals, renewed_on, version)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, 1)",
            (
                item,
                patron,
                branch,
                _iso(lent),
                _iso(due),
                int(renewed is not None),
                renewed and _iso(renewed),
            ),
        )

    def _hold(self, patron: int, branch: int, title: int, line: int, item: int | None) -> None:
        """Place a hold: the first is ready, the second on its way, the others wait in a queue of the crowd's."""
        status = ("ready", "in_transit")[line] if item is not None else "waiting"
        until = _iso(self._today + timedelta(days=5)) if status == "ready" else None
        placed = f"{_iso(self._today - timedelta(days=12 + line))} 01:23:45.000000"
        self._connection.execute(
            "INSERT INTO hold (patron_id, bib_record_id, item_id, status, placed_at, branch_id, contact,"
            " shelf_until, shelf_place, shelf_extensions, version) VALUES (?, ?, ?, ?, ?, ?, 'none', ?, ?, 0, 1)",
            (patron, title, item, status, placed, branch, until, "A-12" if until else None),
        )


def _iso(day: date) -> str:
    return day.isoformat()


_FREE_PATRONS = """
    SELECT patron.id, patron.branch_id FROM patron
    WHERE patron.expires_on > '2026-12-31'
      AND patron.id IN (SELECT patron_id FROM card GROUP BY patron_id HAVING count(*) = 1 AND min(status) = 'active')
      AND patron.id NOT IN (SELECT patron_id FROM loan)
      AND patron.id NOT IN (SELECT patron_id FROM hold)
      AND patron.id NOT IN (SELECT patron_id FROM suspension)
    ORDER BY patron.id"""
_FREE_ITEMS = """
    SELECT min(item.id), item.bib_record_id FROM item
    WHERE NOT item.interlibrary
      AND item.id NOT IN (SELECT item_id FROM loan)
      AND item.id NOT IN (SELECT item_id FROM hold WHERE item_id IS NOT NULL)
    GROUP BY item.bib_record_id ORDER BY item.bib_record_id"""
_AWAITED = "SELECT DISTINCT bib_record_id FROM hold WHERE status = 'waiting' ORDER BY bib_record_id"
_BORROWERS = """
    SELECT card.number FROM card
    WHERE card.status = 'active'
      AND card.patron_id IN
        (SELECT patron_id FROM loan WHERE returned_on IS NULL GROUP BY patron_id HAVING count(*) = ?)
      AND card.patron_id IN (SELECT patron_id FROM hold GROUP BY patron_id HAVING count(*) = ?)
    ORDER BY card.number"""

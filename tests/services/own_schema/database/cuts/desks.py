"""Desks at work whose every write is recorded, and a program that opens what a kill or a cut left of it."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.pool import Pool

from services.acts.contact import ChangeEmail
from services.contract.errors import ServiceError
from services.files.durable import beside
from services.own_schema.database.library_file import OpenFile
from services.own_schema.library import Library, open_library
from services.own_schema.password_hashing import PasswordHasher
from tests.helpers.no_disk import as_the_program_does
from tests.helpers.patrons import CARD, Town, clerk, open_card
from tests.services.own_schema.database.cuts.disk import Files
from tests.services.own_schema.database.cuts.writes import Step, recorded

_ROUNDS = (
    "PRAGMA wal_autocheckpoint = 24; PRAGMA cache_size = 8;",
    "PRAGMA wal_autocheckpoint = 1000; PRAGMA cache_size = -2000;",
)
"""First a log that begins anew every few acts, with pages of what isn't committed yet, or never; then one as usual."""


@dataclass
class Day:
    """What desks did.

    Attributes:
        begun: the library's files before it.
        steps: everything that was done to them.
        answered: each act that was told as done, with how many steps were done by then.
    """

    begun: Files
    steps: list[Step]
    answered: list[tuple[int, str]]

    def answered_by(self, step: int) -> set[str]:
        """Name the acts that were told as done before a step."""
        return {act_id for done, act_id in self.answered if done <= step}


async def day_at_desks(
    path: Path, hasher: PasswordHasher, *, acts: int, before_each: Callable[[], None] = lambda: None
) -> Day:
    """Let two desks work, close, open again and work on, and record it.

    Args:
        path: a library; nobody has it open.
        hasher: for passwords, which nobody asks for.
        acts: how many they do before they close, and again before the day ends.
        before_each: called before each step, while the desk that does it waits.
    """
    url = f"sqlite:///{path}"
    begun = {file: file.read_bytes() for file in beside(path) if file.exists()}
    with as_the_program_does(), recorded(path) as recorder:
        day = Day(begun, recorder.steps, [])
        recorder.before_each = before_each
        patron_id = 0
        for settings in _ROUNDS:
            with _set(settings):
                async with open_library(url, hasher=hasher) as one, open_library(url, hasher=hasher) as two:
                    patron_id = patron_id or await (await Town.found(one.db)).patron()
                    for number in range(acts):
                        library = two if number % 2 else one
                        await open_card(two.backend.look_ups, CARD)
                        await _act(library, patron_id, day)
                        await _take_back(library)
    return day


async def _act(library: Library, patron_id: int, day: Day) -> None:
    version = len(day.answered) + 1
    request = ChangeEmail(
        actor=clerk(), patron_id=patron_id, address=f"n{version}@example.jp", seen_version=version
    )
    await library.backend.acts.perform(request)
    day.answered.append((len(day.steps), request.act_id))


async def _take_back(library: Library) -> None:
    """Write much, and take it back."""
    async with library.db.transaction() as conn:
        await conn.exec_driver_sql(
            "INSERT INTO public_holiday (day, name) SELECT date(day, '+60 years'), name FROM public_holiday"
        )
        await conn.rollback()


@contextmanager
def _set(settings: str) -> Iterator[None]:
    """Have new connections set so."""

    def prepare(connection: Any, _entry: object) -> None:
        connection.run_async(lambda driver: driver.executescript(settings))

    event.listen(Pool, "connect", prepare)
    try:
        yield
    finally:
        event.remove(Pool, "connect", prepare)


def put(files: Files, path: Path) -> None:
    """Put files there, and none that aren't among them."""
    for file in (*beside(path), path.with_name(f"{path.name}-journal")):
        content = files.get(file)
        if content is None:
            file.unlink(missing_ok=True)
            continue
        if file.exists() and file.read_bytes() == content:
            continue
        with os.fdopen(os.open(file, os.O_CREAT | os.O_RDWR | getattr(os, "O_BINARY", 0)), "wb") as there:
            there.write(content)  # over what is there: to free its blocks first takes five times as long
            there.truncate()


def acts_seen(path: Path) -> set[str]:
    """Open a library with the checks of the program's own connections, and name the acts in it.

    Nothing is written to it, not even in the end.

    Raises:
        ServiceError: it isn't opened.
        sqlite3.Error: as SQLite says it.
    """
    file = OpenFile(path)
    file.check()
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as conn:
        conn.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, True)
        found = {act_id for (act_id,) in conn.execute("SELECT id FROM act")}
        file.check()
    return found


def told_at_opening(path: Path) -> str:
    """Open a library, and tell in a word what came of it: opened, busy, or the error's name."""
    try:
        acts_seen(path)
    except (ServiceError, sqlite3.Error) as error:
        is_busy = getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
        return "busy" if is_busy else f"{type(error).__name__} {error}"
    return "opened"


def is_sound_to_sqlite(path: Path) -> bool:
    """Ask SQLite alone, without any of the program's checks."""
    try:
        with closing(sqlite3.connect(path, timeout=0)) as conn:
            answer: str = conn.execute("PRAGMA integrity_check").fetchone()[0]
            conn.execute("SELECT count(*) FROM act").fetchone()
    except sqlite3.Error:
        return False
    return answer == "ok"

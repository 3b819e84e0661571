"""A demo library in a temporary folder, for one run of the program."""

import contextlib
import shutil
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import update

from services.files.file_lock import lock
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import circulation_rule
from services.own_schema.demo.library import fill, found

DEMO_PATRONS = 300
DEMO_SEED = 1
_FOLDER = "madoguchi-demo-"
_LOCKED = "in-use"
_JUST_MADE = 10.0
"""Seconds: a demo that is only now being made may not have locked its file yet."""


@asynccontextmanager
async def demo_library(
    now: datetime | None = None, *, patrons: int = DEMO_PATRONS, has_reader: bool = True
) -> AsyncIterator[str]:
    """Make a fresh demo library in a temporary folder and give its address; the folder goes when the block ends.

    Close every connection to it before the block ends: an open file can't be removed on Windows.

    Args:
        now: the moment at which the library's clock starts; the real time when left out.
        patrons: how many; with none, the library stands beside another system.
        has_reader: False on a computer without a card reader: the library then takes a typed number for a card shown,
            which real ones may choose, too.
    """
    with (
        tempfile.TemporaryDirectory(prefix=_FOLDER, ignore_cleanup_errors=True) as folder,
        (Path(folder) / _LOCKED).open("xb") as locked,
    ):
        lock(locked)
        url = f"sqlite:///{(Path(folder) / 'library.sqlite3').as_posix()}"
        if patrons:
            await fill(url, patrons=patrons, seed=DEMO_SEED, now=now, on_any_disk=True)
        else:
            await found(url, now=now, on_any_disk=True)
        if not has_reader:
            await _accept_typed_cards(url)
        yield url


def remove_left_behind() -> None:
    """Remove the folders of demo libraries whose program was killed, or ended with its user's session."""
    for locked in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*/{_LOCKED}"):
        with contextlib.suppress(OSError):  # it is in use, or another user's
            if time.time() - locked.stat().st_mtime < _JUST_MADE:
                continue
            with locked.open("r+b") as file:
                lock(file)
            shutil.rmtree(locked.parent)


async def _accept_typed_cards(url: str) -> None:
    db = Database.open(url)
    try:
        async with db.transaction() as conn:
            typed = circulation_rule.c.name == "typed_card_accepted"
            await conn.execute(update(circulation_rule).where(typed).values(value=True))
    finally:
        await db.dispose()

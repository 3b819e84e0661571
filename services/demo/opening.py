"""A demo library for as long as somebody looks at it."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from services.demo.library import fill

DEMO_PATRONS = 3000
DEMO_SEED = 1


@asynccontextmanager
async def demo_library(now: datetime | None = None, *, patrons: int = DEMO_PATRONS) -> AsyncIterator[str]:
    """Make a fresh demo library in a temporary folder and give its address; the folder goes when the block ends.

    Close every connection to it before the block ends: an open file can't be removed on Windows.

    Args:
        now: the moment at which the library's clock starts; the real time when left out.
        patrons: how many.
    """
    with tempfile.TemporaryDirectory(prefix="madoguchi-demo-", ignore_cleanup_errors=True) as folder:
        url = f"sqlite:///{(Path(folder) / 'library.sqlite3').as_posix()}"
        await fill(url, patrons=patrons, seed=DEMO_SEED, now=now)
        yield url

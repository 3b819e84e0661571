"""A library is opened after a kill or a power cut, with each act that was told as done; here at some of the moments.

`all_every_write.py` goes through all of them.
"""

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from services.own_schema.password_hashing import PasswordHasher
from tests.helpers.platforms import posix
from tests.services.own_schema.database.cuts.desks import acts_seen, day_at_desks, put, told_at_opening
from tests.services.own_schema.database.cuts.disk import Disk
from tests.services.own_schema.database.cuts.other_desk import other_desk

pytestmark = posix("The shim under SQLite was never tried on Windows.")


@pytest.fixture
def path(sqlite_url: str) -> Path:
    return Path(sqlite_url.removeprefix("sqlite:///"))


async def test_a_library_is_opened_after_a_kill_and_after_a_power_cut(
    path: Path, cheap_hasher: PasswordHasher
) -> None:
    day = await day_at_desks(path, cheap_hasher, acts=4)
    disk, chance = Disk(day.begun), Random(29)
    for done, step in enumerate(day.steps, 1):
        disk.do(step)
        if done % 12 == 0:
            for files in (disk.after_a_kill(), disk.after_a_cut(chance, 512)):
                put(files, path)
                assert day.answered_by(done) <= acts_seen(path), done


async def test_desks_that_are_started_while_another_one_writes(
    path: Path, cheap_hasher: PasswordHasher
) -> None:
    """One more in this program at each write, one in another program at some."""
    told = Counter[str]()

    with other_desk(path) as ask:

        def look() -> None:
            told[told_at_opening(path)] += 1
            if told.total() % 10 == 0:
                told[ask()] += 1

        await day_at_desks(path, cheap_hasher, acts=4, before_each=look)
    assert set(told) <= {"opened", "busy"}
    assert told["opened"] > 200
    assert told["busy"] < 40  # while the log is made, and when the last desk closes

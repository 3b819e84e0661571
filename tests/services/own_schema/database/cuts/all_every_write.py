"""A library is opened after a kill at each write, and after a power cut at 500 moments, or SQLite finds it unsound.

Some seconds; `all_cut_off.py` tries some of these moments.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from services.contract.errors import ServiceError
from services.own_schema.password_hashing import PasswordHasher
from tests.helpers.platforms import posix
from tests.services.own_schema.database.cuts.desks import (
    Day,
    acts_seen,
    day_at_desks,
    is_sound_to_sqlite,
    put,
)
from tests.services.own_schema.database.cuts.disk import Disk, Files
from tests.services.own_schema.database.cuts.writes import Kind

pytestmark = posix("The shim under SQLite was never tried on Windows.")

CUTS = 500
SECTORS = (512, 4096)
SEED = 29


@pytest.fixture
def path(sqlite_url: str) -> Path:
    return Path(sqlite_url.removeprefix("sqlite:///"))


def killed(day: Day) -> Iterator[tuple[int, Files]]:
    disk = Disk(day.begun)
    for done, step in enumerate(day.steps, 1):
        disk.do(step)
        yield done, disk.after_a_kill()


def cut_off(day: Day) -> Iterator[tuple[int, Files]]:
    chance, disk, done = Random(SEED), Disk(day.begun), 0
    for moment in sorted(chance.choices(range(1, len(day.steps) + 1), k=CUTS)):
        while done < moment:
            disk.do(day.steps[done])
            done += 1
        for sector in SECTORS:
            yield done, disk.after_a_cut(chance, sector)


async def test_each_is_opened_with_all_that_was_told_as_done(
    path: Path, cheap_hasher: PasswordHasher
) -> None:
    day = await day_at_desks(path, cheap_hasher, acts=8)
    assert {it.kind for it in day.steps} == set(Kind)
    refused, lost, opened = [], [], 0
    for moments in (killed(day), cut_off(day)):
        for done, files in moments:
            put(files, path)
            try:
                found = acts_seen(path)
            except ServiceError:
                put(files, path)
                if is_sound_to_sqlite(path):
                    refused.append(done)
                continue
            opened += 1
            if not day.answered_by(done) <= found:
                lost.append(done)
    assert (refused, lost) == ([], [])
    assert opened == len(day.steps) + CUTS * len(SECTORS)

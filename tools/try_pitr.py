"""Tries what docs/operations.md says about bringing a library back as it was at a moment (`make try-pitr`).

A server archives its WAL; acts go on before, during and after a base backup; the moment between two acts is noted; the
server is lost; another one is made of backup and archive, up to that moment. Then every act before the moment must be
there, none after it, the chains of hashes must hold, and a desk must be able to go on. The exit code is 1 if anything
of it fails.
"""

import asyncio
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy import select
from sqlalchemy.engine import make_url

from services.acts.contact import ChangeEmail
from services.contract.actor import Actor, StaffMember
from services.contract.snapshot import PatronSnapshot
from services.own_schema.audit.verification import Verified, verify
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import act, card, patron
from services.own_schema.demo.library import fill
from services.own_schema.library import Library, open_library
from services.rules.secret import Secret
from services.rules.vocabulary import CardStatus, Channel, Role
from tests.helpers.cluster import HONEST, Cluster, Running
from tests.helpers.postgres import left_out_because

PATRONS = 2000
BEFORE_BACKUP, DURING_BACKUP, AFTER_BACKUP, AFTER_MOMENT = 50, 50, 200, 100
LOGIN, PASSWORD = "pitr_desk", "ひみつの合言葉です"
_HOPELESS = 60


@dataclass
class PitrTrial:
    """What was seen.

    Attributes:
        before, after: the ids of the acts before and after the moment.
        moment: the one to come back to, by the server's clock.
        seconds: how long each step took.
    """

    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    moment: datetime | None = None
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        """Note how long a step takes."""
        start = time.perf_counter()
        yield
        self.seconds[step] = time.perf_counter() - start


def main() -> int:
    """Try it in a folder that is removed afterwards."""
    if (reason := left_out_because()) is not None:
        print(reason, file=sys.stderr)
        return 1
    tried = PitrTrial()
    with tempfile.TemporaryDirectory(prefix="madoguchi-pitr-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # both servers run as a user of their own
        lost = Cluster(folder / "lost")
        lost.make()
        archive = lost.folder("archive")
        settings = {
            **HONEST,
            "wal_level": "replica",
            "archive_mode": "on",
            "archive_command": f"test ! -f {archive}/%f && cp %p {archive}/%f",
        }
        with lost.running(settings) as server:
            asyncio.run(_live(lost, server, archive, tried))
        size = sum(path.stat().st_size for path in archive.iterdir())
        restored = Cluster(folder / "restored")
        with tried.timed("restore, to the first answer"):
            restored.take(lost.place / "backup", lost)
            restored.write("recovery.signal", "")
            back = {
                **HONEST,
                "restore_command": f"cp {archive}/%f %p",
                "recovery_target_time": str(tried.moment),
                "recovery_target_action": "promote",
            }
            shutil.rmtree(lost.data)  # gone for good
            started = restored.running(back)
            server = started.__enter__()
        try:
            return asyncio.run(_compare(server, tried, size))
        finally:
            started.__exit__(None, None, None)


async def _live(cluster: Cluster, server: Running, archive: Path, tried: PitrTrial) -> None:
    """Be a library whose WAL is archived, until its server is lost."""
    url = server.plain_url()
    await fill(url, patrons=PATRONS, seed=1)
    async with open_library(url) as library:
        branch = next(iter(library.masters.current.branches))
        await library.staff.add(
            LOGIN, name="窓口 係", role=Role.COUNTER, branch_id=branch, password=Secret(PASSWORD)
        )
        patrons = await _patrons(library.db)
    turn = iter(range(10**6))
    async with open_library(_as_desk(url)) as desk:
        tried.before += await _acts(desk, patrons, turn, BEFORE_BACKUP)
        with tried.timed("base backup, while the desk goes on"):
            backup = asyncio.create_task(asyncio.to_thread(_back_up, cluster, server))
            tried.before += await _acts(desk, patrons, turn, DURING_BACKUP)
            await backup
        tried.before += await _acts(desk, patrons, turn, AFTER_BACKUP)
        async with _connected(url) as admin:
            tried.moment = await admin.fetchval("SELECT clock_timestamp()")
        tried.after += await _acts(desk, patrons, turn, AFTER_MOMENT)
    async with _connected(url) as admin:
        await _wait_for_archive(admin, archive)


def _back_up(cluster: Cluster, server: Running) -> None:
    at = ("-h", "127.0.0.1", "-p", str(server.url.port), "-U", "postgres")
    cluster.call(
        "pg_basebackup", *at, "-D", cluster.place / "backup", "--checkpoint=fast", "--wal-method=stream"
    )


async def _wait_for_archive(admin: asyncpg.Connection, archive: Path) -> None:
    """Close the file of WAL that is being written, as `archive_timeout` would after its time, and wait for it."""
    last = await admin.fetchval("SELECT pg_walfile_name(pg_switch_wal())")
    deadline = time.monotonic() + _HOPELESS
    while not (archive / last).exists() or await admin.fetchval(_ARCHIVED) < last:
        assert time.monotonic() < deadline, f"{last} isn't archived"
        await asyncio.sleep(0.05)


async def _compare(server: Running, tried: PitrTrial, archived: int) -> int:
    url = server.plain_url()
    async with _connected(url) as admin:
        with tried.timed("recovery, until it takes writes"):
            deadline = time.monotonic() + _HOPELESS
            while await admin.fetchval("SELECT pg_is_in_recovery()"):
                assert time.monotonic() < deadline, "the recovery doesn't end"
                await asyncio.sleep(0.05)
    found, checked = await _found(url)
    lost, too_many = set(tried.before) - found, set(tried.after) & found
    async with open_library(_as_desk(url)) as desk:
        await _acts(desk, await _patrons(desk.db), iter(range(10**6)), 1)
    _, again = await _found(url)
    print(f"came back to {tried.moment}")
    print(f"acts acknowledged before it: {len(tried.before)}, missing: {len(lost)}")
    print(f"acts acknowledged after it: {len(tried.after)}, still there: {len(too_many)}")
    print(f"audit: {checked.acts} records of {checked.logins} logins, {len(checked.findings)} findings")
    print(f"after one more act: {again.acts} records, {len(again.findings)} findings")
    print(f"WAL archived: {archived / 2**20:.0f} MB")
    for step, seconds in tried.seconds.items():
        print(f"{step}: {seconds:.1f} s")
    good = not lost and not too_many and not checked.findings and not again.findings
    expected = len(tried.before) + 1  # the first record is of the opening of the clerk's account
    return int(not (good and checked.acts == expected and again.acts == checked.acts + 1))


async def _found(url: str) -> tuple[set[str], Verified]:
    db = Database.open(url, answer_within=None)
    try:
        checked = await verify(db)
        async with db.reading() as conn:
            ids = set((await conn.execute(select(act.c.id))).scalars())
    finally:
        await db.dispose()
    return ids, checked


async def _patrons(db: Database) -> list[str]:
    wanted: Any = select(card.c.number).join(patron, patron.c.id == card.c.patron_id)
    async with db.reading() as conn:
        return list(
            (await conn.execute(wanted.where(card.c.status == CardStatus.ACTIVE).limit(500))).scalars()
        )


async def _acts(library: Library, cards: list[str], turn: Iterator[int], count: int) -> list[str]:
    """Have a desk change so many addresses; answers the acts' ids."""
    branch = next(iter(library.masters.current.branches))
    actor = Actor(StaffMember(LOGIN, "窓口 係", Role.COUNTER), branch, "1番窓口", Channel.COUNTER)
    done = []
    for _ in range(count):
        place = next(turn)
        shown = await library.backend.look_ups.by_card(cards[place % len(cards)], actor)
        assert isinstance(shown, PatronSnapshot)
        request = ChangeEmail(
            actor=actor,
            patron_id=shown.patron.id,
            address=f"patron{time.time_ns()}@example.jp",
            seen_version=shown.patron.version,
        )
        await library.backend.acts.perform(request)
        done.append(request.act_id)
    return done


def _as_desk(url: str) -> str:
    return make_url(url).set(username=LOGIN, password=PASSWORD).render_as_string(hide_password=False)


class _connected:  # noqa: N801 - used as `asyncpg.connect` is
    def __init__(self, url: str) -> None:
        self._url = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)

    async def __aenter__(self) -> asyncpg.Connection:
        self._conn = await asyncpg.connect(self._url)
        return self._conn

    async def __aexit__(self, *_: object) -> None:
        await self._conn.close()


_ARCHIVED = "SELECT coalesce(last_archived_wal, '') FROM pg_stat_archiver"

if __name__ == "__main__":
    sys.exit(main())

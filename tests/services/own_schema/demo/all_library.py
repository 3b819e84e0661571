"""A library is filled whole or not at all, the same again for a seed and a day, and is as lively as it should be."""

import asyncio
import hashlib
import re
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Select, func, select
from sqlalchemy.exc import IntegrityError

from services.contract.actor import Actor
from services.contract.errors import DatabaseNotEmpty
from services.contract.today.own_work import WorkKind
from services.own_schema.audit.verification import verify
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import (
    card,
    circulation_rule,
    hold,
    hold_cancellation,
    item,
    loan,
    metadata,
    mobile_stop,
    password_credential,
    patron,
    purchase_request,
    staff,
    suspension,
)
from services.own_schema.database.tables.types import server_now
from services.own_schema.demo.accounts import DEMO_STAFF
from services.own_schema.demo.hashes import STAFF_PASSWORD
from services.own_schema.demo.library import FEWEST_PATRONS, MOST_PATRONS, fill
from services.own_schema.demo.opening import demo_library
from services.own_schema.demo.tray import COLUMNS
from services.own_schema.library import open_library
from services.own_schema.schema import upgrade
from services.rules.clock import TOKYO, to_tokyo
from services.rules.secret import Secret
from services.rules.vocabulary import Channel
from tests.services.own_schema.demo.conftest import NOW, PATRONS, TODAY, Demo
from tests.services.own_schema.demo.rows import rows_on

ROOT = Path(__file__).parents[4]
IN_FORCE = suspension.c.lifted_at.is_(None)


async def number(demo: Demo, statement: Select[int]) -> int:
    async with demo.db.reading() as conn:
        return (await conn.execute(statement)).scalar_one()


async def test_something_of_everything(demo: Demo) -> None:
    today = datetime.combine(TODAY, datetime.min.time(), TOKYO)
    old = hold_cancellation.c.cancelled_at < today - timedelta(days=7)
    foreign = patron.c.name.regexp_match("^[A-Z]")
    out = loan.c.returned_on.is_(None)

    assert await number(demo, select(func.count()).select_from(patron)) == PATRONS
    assert await number(demo, select(func.count()).select_from(loan).where(out)) >= PATRONS
    assert await number(demo, select(func.count()).select_from(hold)) >= PATRONS // 2
    for table in (purchase_request, password_credential):
        assert await number(demo, select(func.count()).select_from(table)) >= 10
    assert await number(demo, select(func.count()).where(old)) >= 3
    assert await number(demo, select(func.count()).where(~old)) >= 10
    assert await number(demo, select(func.count()).where(patron.c.alias.is_not(None))) >= 3
    share = await number(demo, select(func.count()).where(foreign)) / PATRONS
    assert 1 / 18 < share < 1 / 8
    retired = select(func.count()).where(card.c.status == "retired")
    assert await number(demo, retired) >= 2
    stops = select(func.count()).where(mobile_stop.c.name.startswith("架空"))
    assert await number(demo, stops) == 13


@pytest.mark.parametrize("patrons", [FEWEST_PATRONS, PATRONS])
async def test_each_kind_of_work_waits_for_the_clerk(tmp_path: Path, patrons: int) -> None:
    url = f"sqlite:///{tmp_path / 'library.sqlite3'}"
    await fill(url, patrons=patrons, seed=1, now=NOW)
    async with open_library(url) as library:
        clerk = await library.staff.sign_in("counter", Secret(STAFF_PASSWORD))
        actor = Actor(clerk, next(iter(library.masters.current.branches)), "1番窓口", Channel.COUNTER)
        waiting = await library.records.today.own_work(actor)
    assert {entry.kind for entry in waiting.entries} == {
        WorkKind.MAIL_FAILED,
        WorkKind.QUESTION_ANSWERED,
        WorkKind.SLIP,
    }


async def test_the_chains_of_records_hold(demo_file: Path) -> None:
    async with open_library(f"sqlite:///{demo_file}") as library:
        verified = await verify(library.db)
    assert (verified.acts, verified.findings) == (2, ())


async def test_portal_address_leads_nowhere(demo: Demo) -> None:
    async with demo.db.reading() as conn:
        url = select(circulation_rule.c.value).where(circulation_rule.c.name == "portal_url")
        assert (await conn.execute(url)).scalar_one() == "https://library.example.jp/"


def test_file_is_sound(demo_file: Path) -> None:
    with closing(sqlite3.connect(demo_file)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


async def test_schema_is_left_as_it_was(demo_file: Path) -> None:
    await upgrade.check(f"sqlite:///{demo_file}")


async def test_clock_starts_at_the_given_moment(demo: Demo) -> None:
    async with demo.db.reading() as conn:
        shown = to_tokyo((await conn.execute(select(server_now()))).scalar_one())

    assert shown >= NOW - timedelta(seconds=1)
    assert shown.date() == TODAY


def digests(path: Path) -> dict[str, str]:
    """Digest each table's rows; the clock runs, so that its offset and the end of a lock aren't among them."""
    tables = [name for name in metadata.tables if name not in {"clock_offset", "act", "access_log"}]
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE password_credential SET locked_until = NULL")
        return {
            name: hashlib.sha256(
                repr(connection.execute(f"SELECT * FROM {name}").fetchall()).encode()
            ).hexdigest()
            for name in tables
        }


async def made(path: Path, now: datetime) -> dict[str, str]:
    await fill(f"sqlite:///{path}", patrons=200, seed=1, now=now)
    return digests(path)


async def test_same_seed_and_day_give_the_same_rows(tmp_path: Path) -> None:
    first = await made(tmp_path / "first.sqlite3", NOW)
    later = await made(tmp_path / "later.sqlite3", NOW.replace(hour=17))

    assert first == later


async def test_another_seed_or_day_gives_other_people(demo: Demo) -> None:
    masters = demo.masters.current
    first = rows_on(masters, TODAY)
    others = rows_on(masters, TODAY, seed=2), rows_on(masters, TODAY + timedelta(days=1))

    for name in ("patron", "loan", "hold", "bib_record"):
        assert all(first[name] != other[name] for other in others)


async def test_fills_a_database_with_nothing_in_it(empty_url: str) -> None:
    await fill(empty_url, patrons=FEWEST_PATRONS, seed=3, now=NOW)

    await upgrade.check(empty_url)
    async with open_library(empty_url) as library, library.db.reading() as conn:
        assert library.masters.current.day == TODAY
        for name in COLUMNS:
            rows = select(func.count()).select_from(metadata.tables[name])
            assert (await conn.execute(rows)).scalar_one() > 0, name


async def test_a_filled_library_is_one_like_any_other(database_url: str) -> None:
    await fill(database_url, patrons=FEWEST_PATRONS, seed=1)
    db = Database.open(database_url)
    request = {"patron_id": 1, "title": "題", "status": "received", "received_on": TODAY, "branch_id": 1}
    async with db.transaction() as conn:
        await conn.execute(purchase_request.insert().values(request))
    with pytest.raises(IntegrityError):
        async with db.transaction() as conn:
            await conn.execute(item.update().values(bib_record_id=999_999_999))
    await db.dispose()

    with pytest.raises(DatabaseNotEmpty):
        await fill(database_url, patrons=FEWEST_PATRONS, seed=2)


@pytest.mark.parametrize("patrons", [FEWEST_PATRONS - 1, MOST_PATRONS + 1])
async def test_too_few_or_too_many_patrons_make_no_library(tmp_path: Path, patrons: int) -> None:
    path = tmp_path / "none.sqlite3"

    with pytest.raises(ValueError, match="100 to 5000"):
        await fill(f"sqlite:///{path}", patrons=patrons, seed=1)
    assert not path.exists()


async def test_whoever_looks_meanwhile_sees_all_of_it_or_nothing(sqlite_url: str) -> None:
    db = Database.open(sqlite_url)
    everybody = select(func.count()).select_from(patron)
    async with db.reading() as conn:
        assert (await conn.execute(everybody)).scalar_one() == 0
        await fill(sqlite_url, patrons=FEWEST_PATRONS, seed=1)
        assert (await conn.execute(everybody)).scalar_one() == 0
    async with db.reading() as conn:
        assert (await conn.execute(everybody)).scalar_one() == FEWEST_PATRONS
    await db.dispose()


async def test_stopped_half_way_leaves_nobody(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    written = asyncio.Event()

    async def stand_still(*_given: object) -> None:
        written.set()
        await asyncio.Event().wait()

    monkeypatch.setattr("services.own_schema.demo.library.finish", stand_still)
    filling = asyncio.create_task(fill(sqlite_url, patrons=FEWEST_PATRONS, seed=1))
    await written.wait()
    filling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await filling
    db = Database.open(sqlite_url)
    async with db.reading() as conn:
        for table in (patron, item):
            assert (await conn.execute(select(func.count()).select_from(table))).scalar_one() == 0
    await db.dispose()
    await upgrade.check(sqlite_url)


async def test_staff_sign_in_with_the_shown_password(demo_file: Path) -> None:
    async with open_library(f"sqlite:///{demo_file}") as library:
        signed_in = [await library.staff.sign_in(it, Secret(STAFF_PASSWORD)) for it, _, _ in DEMO_STAFF]

    assert [(member.id, member.role) for member in signed_in] == [(it, role) for it, _, role in DEMO_STAFF]


async def test_staff_have_names(demo: Demo) -> None:
    async with demo.db.reading() as conn:
        names = (await conn.execute(select(staff.c.name))).scalars().all()

    assert all(re.fullmatch(r"\w+ \w+", name) for name in names)


async def test_demo_library_is_gone_afterwards() -> None:
    async with demo_library(NOW, patrons=FEWEST_PATRONS) as url:
        path = Path(url.removeprefix("sqlite:///"))
        async with open_library(url) as library:
            assert library.masters.current.day == TODAY
        assert path.exists()

    assert not path.parent.exists()


def test_nothing_else_knows_a_demo_card() -> None:
    numbers = re.compile(r"1000000(0[1-9]|1\d|2[0-4])(?!\d)|10000000[1-9]|1000000[12]\d")
    sources = [
        path
        for folder in ("app", "views", "viewmodels", "services", "resources")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".toml", ".ts", ".qss", ".txt", ".json"}
        and "demo" not in path.relative_to(ROOT).with_suffix("").parts
    ]

    assert len(sources) > 100
    assert [path for path in sources if numbers.search(path.read_text(encoding="utf-8"))] == []

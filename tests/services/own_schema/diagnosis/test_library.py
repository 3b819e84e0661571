"""What is told of a database, on every kind there is: fine when it is, and what is wrong when that was broken."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, text

from services.contract.act_requests import ActRequest
from services.contract.diagnosis import CheckResult, Diagnosis, DiagnosisState, Subject
from services.contract.errors import ClockDoubtful, SchemaMismatch, SystemUnreachable
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import circulation_rule, clock_offset, masters_version, outgoing_mail
from services.own_schema.diagnosis.library import MASTERS_TOLD, examine
from services.own_schema.library import Library
from services.own_schema.worker.worker import Worker
from services.rules.policy import names
from services.rules.vocabulary import HoldStatus, MailKind, MailStatus
from tests.helpers.chains import record
from tests.helpers.city import City
from tests.helpers.patrons import NOW, TODAY, Town, clerk, days_ago
from tests.services.own_schema.mail.post import serving, silent


def here() -> datetime:
    return datetime.now(UTC)


async def told(db: Database, drift: timedelta = timedelta()) -> dict[Subject, Diagnosis]:
    """Examine a database from a machine whose clock is off by `drift`; each subject is told once."""
    found = await examine(db, lambda: here() + drift)
    assert len({it.subject for it in found}) == len(found)
    return {it.subject: it for it in found}


async def result(db: Database, subject: Subject) -> object:
    return (await told(db))[subject].result


async def test_a_fresh_library_has_nothing_to_put_right(db: Database, dialect: str) -> None:
    found = await told(db)
    everywhere = {
        Subject.SCHEMA: CheckResult.SCHEMA_FITS,
        Subject.MASTERS: CheckResult.MASTERS_READ,
        Subject.CLOCK: CheckResult.CLOCK_RIGHT,
        Subject.CLOCK_OFFSET: CheckResult.OFFSET_NONE,
        Subject.RECORD_TIMES: CheckResult.RECORDS_FIT,
        Subject.WAITING_MAIL: CheckResult.NOTHING_WAITS,
        Subject.WORKER: CheckResult.WORKER_NEVER,
        Subject.SEAL: CheckResult.SEAL_NOT_NEEDED,
        Subject.SEAL_FIT: CheckResult.SEAL_NONE,
        Subject.BUSY_LOGINS: CheckResult.BUSY_NONE,
    }
    kinds = {
        "sqlite": {
            Subject.DATABASE: CheckResult.DATABASE_FILE,
            Subject.JOURNAL: CheckResult.JOURNAL_WAL,
            Subject.CONTENT: CheckResult.CONTENT_SOUND,
        },
        "postgresql": {
            Subject.DATABASE: CheckResult.DATABASE_SERVER,
            Subject.SERVER: CheckResult.SERVER_FITS,
            Subject.ENCRYPTION: CheckResult.TLS_NOT_NEEDED,
            Subject.LOGIN: CheckResult.LOGIN_OWNER,
            Subject.LOGINS: CheckResult.LOGINS_APART,
            Subject.GUARDS: CheckResult.GUARDS_IN_FORCE,
            Subject.TABLES: CheckResult.TABLES_OWNED,
            Subject.NOTICES: CheckResult.NOTICES_SENT,
        },
    }
    own = {Subject.SERVER_LOG, Subject.COMMITS, Subject.STOPPING, Subject.SERVER_DISK}
    of_this_server = own if dialect == "postgresql" else set()
    assert of_this_server <= found.keys()
    assert {
        subject: it.result for subject, it in found.items() if subject not in of_this_server
    } == everywhere | kinds[dialect]


async def test_an_empty_database_ends_the_look(empty_url: str, dialect: str) -> None:
    if dialect == "sqlite":
        Path(empty_url.removeprefix("sqlite:///")).touch()
    db = Database.open(empty_url)
    found = await told(db)
    await db.dispose()
    schema = found[Subject.SCHEMA].result
    assert isinstance(schema, SchemaMismatch)
    assert schema.found is None
    assert Subject.CLOCK not in found


async def test_another_programs_schema_is_told(db: Database) -> None:
    async with db.transaction() as conn:
        await conn.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    schema = await result(db, Subject.SCHEMA)
    async with db.transaction() as conn:  # the database goes on to another test
        from services.own_schema.revision import REVISION

        await conn.execute(text(f"UPDATE alembic_version SET version_num = '{REVISION}'"))
    assert isinstance(schema, SchemaMismatch)
    assert schema.found == "0000"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, CheckResult.CLOCK_RIGHT),
        (25, CheckResult.CLOCK_RIGHT),
        (600, CheckResult.CLOCK_AHEAD),
        (-600, CheckResult.CLOCK_BEHIND),
    ],
)
async def test_this_machines_clock_is_compared(db: Database, seconds: int, expected: CheckResult) -> None:
    clock = (await told(db, timedelta(seconds=seconds)))[Subject.CLOCK]
    assert clock.result is expected
    (off,) = clock.values
    assert isinstance(off, int)
    assert abs(off - abs(seconds)) <= 10


async def test_what_cannot_be_read_of_the_masters_is_named_without_its_value(db: Database) -> None:
    async with db.transaction() as conn:
        await conn.execute(text("UPDATE circulation_rule SET value = '\"secret\"' WHERE name LIKE '%_days'"))
        await conn.execute(text("UPDATE closing_rule SET kind = 'sometimes' WHERE id = 1"))
    found = (await told(db))[Subject.MASTERS]
    assert found.result is CheckResult.MASTERS_UNREADABLE
    count, named = found.values
    assert isinstance(named, str)
    assert count == 1 + sum(name.endswith("_days") for name in names())
    assert "circulation_rule (loan_days 2000-01-01) value、" in named
    assert named.endswith("…")
    assert "secret" not in named


@pytest.mark.parametrize(
    ("rules", "result", "example"),
    [
        ({"card_lengths": "8-10"}, CheckResult.MASTERS_CLASH, "1234567890"),
        ({"card_letters": "any", "card_check_digit": "luhn"}, CheckResult.LETTERS_UNCHECKED, "luhn"),
    ],
)
async def test_values_that_do_not_go_together_are_told_where_sql_left_them(
    db: Database, rules: dict[str, str], result: CheckResult, example: str
) -> None:
    rows = [{"name": name, "valid_from": TODAY, "value": value} for name, value in rules.items()]
    async with db.transaction() as conn:
        await conn.execute(insert(circulation_rule).values(rows))
    found = (await told(db))[Subject.MASTERS]
    assert (found.result, found.values) == (result, (example,))
    assert found.state is DiagnosisState.TO_DO


async def test_cards_as_long_as_items_are_told_where_sql_left_them(db: Database) -> None:
    await (await Town.found(db)).patron("9876543210")
    found = (await told(db))[Subject.MASTERS]
    assert (found.result, found.values) == (CheckResult.CARDS_CLASH, ("1234567890",))


async def test_values_that_this_program_does_not_use_are_named_once(db: Database) -> None:
    went = [{"name": name, "valid_from": TODAY, "value": 1} for name in ("seal_hours", "mail_tries")]
    sooner = {**went[0], "valid_from": days_ago(1)}
    async with db.transaction() as conn:
        await conn.execute(insert(circulation_rule).values([*went, sooner]))
    unused = (await told(db))[Subject.MASTERS]
    assert (unused.result, unused.values) == (CheckResult.MASTERS_UNUSED, ("mail_tries、seal_hours",))
    assert unused.state is DiagnosisState.FINE


async def test_of_many_values_that_are_not_used_some_are_named(db: Database) -> None:
    async with db.transaction() as conn:
        rows = [{"name": f"{it:02}{'x' * 62}", "valid_from": TODAY, "value": None} for it in range(99)]
        await conn.execute(insert(circulation_rule).values(rows))
    (named,) = (await told(db))[Subject.MASTERS].values
    assert isinstance(named, str)
    assert named == "、".join(f"{it:02}{'x' * 38}…" for it in range(MASTERS_TOLD)) + "…"


async def test_a_moved_library_time_is_told_and_is_no_drift(db: Database) -> None:
    async with db.transaction() as conn:
        await conn.execute(insert(clock_offset).values(id=1, seconds=86_400))
    found = await told(db)
    assert found[Subject.CLOCK].result is CheckResult.CLOCK_RIGHT
    assert (found[Subject.CLOCK_OFFSET].result, found[Subject.CLOCK_OFFSET].values) == (
        CheckResult.OFFSET_SET,
        (86_400,),
    )


async def mail(town: Town, **changed: object) -> None:
    values = {
        "patron_id": await town.patron(),
        "kind": MailKind.EMAIL_REGISTERED,
        "recipient": "a@example.jp",
        "body": "b",
        "status": MailStatus.WAITING,
        "queued_at": NOW,
        "next_try_at": NOW,
    }
    await town.row(outgoing_mail, **(values | changed))


@pytest.mark.parametrize(
    ("hours", "expected"),
    [(1, CheckResult.MAIL_WAITS), (5, CheckResult.MAIL_WAITS_LONG)],
)
async def test_waiting_mail_is_counted_by_its_age(
    library: Library, town: Town, hours: int, expected: CheckResult
) -> None:
    since = NOW - timedelta(hours=hours)
    await mail(town, queued_at=since)
    found = (await told(library.db))[Subject.WAITING_MAIL]
    assert (found.result, found.values) == (expected, (1, since))


async def test_mail_that_went_out_is_the_workers_trace_and_waits_no_more(
    library: Library, town: Town
) -> None:
    await mail(town, status=MailStatus.SENT, settled_at=NOW)
    found = await told(library.db)
    assert found[Subject.WAITING_MAIL].result is CheckResult.NOTHING_WAITS
    assert (found[Subject.WORKER].result, found[Subject.WORKER].values) == (CheckResult.WORKER_SEEN, (NOW,))


@pytest.mark.parametrize(
    "over",
    [
        {"status": HoldStatus.WAITING, "wait_until": days_ago(2)},
        {"status": HoldStatus.READY, "shelf_until": days_ago(2)},
    ],
    ids=["wait", "shelf"],
)
async def test_holds_that_should_have_ended_tell_of_no_worker_until_one_comes(
    library: Library, town: Town, over: dict[str, Any]
) -> None:
    await town.hold(await town.patron(), **over)
    behind = (await told(library.db))[Subject.WORKER]
    assert (behind.result, behind.values) == (CheckResult.WORKER_BEHIND, (1,))
    keeping = library.housekeeping()
    await Worker(library.outbox(), keeping, None, library.sealing()).once()
    assert await result(library.db, Subject.WORKER) is CheckResult.WORKER_SEEN


async def test_a_hold_that_ended_yesterday_has_this_morning_still(library: Library, town: Town) -> None:
    await town.hold(await town.patron(), wait_until=days_ago(1))
    assert await result(library.db, Subject.WORKER) is CheckResult.WORKER_NEVER


async def test_records_that_nobody_sealed_are_told(library: Library, town: Town) -> None:
    await record(library.db, ActRequest(actor=clerk(), patron_id=await town.patron()))
    assert await result(library.db, Subject.SEAL) is CheckResult.SEAL_NOT_NEEDED
    await town.set_time(NOW + timedelta(hours=49))
    assert await result(library.db, Subject.SEAL) is CheckResult.SEAL_OLD
    await library.sealing().seal()
    assert await result(library.db, Subject.SEAL) is CheckResult.SEAL_FRESH


async def test_a_clock_weeks_past_every_record_is_told(library: Library, town: Town) -> None:
    await record(library.db, ActRequest(actor=clerk(), patron_id=await town.patron()))
    assert await result(library.db, Subject.RECORD_TIMES) is CheckResult.RECORDS_FIT
    await town.set_time(NOW + timedelta(days=21, minutes=5))
    found = (await told(library.db))[Subject.RECORD_TIMES]
    assert isinstance(found.result, ClockDoubtful)
    assert found.state is DiagnosisState.TO_DO
    assert abs(found.result.newest - NOW) < timedelta(minutes=5)


@pytest.fixture
async def gone(postgres_url: str) -> AsyncIterator[Database]:
    """A server's address at which nobody listens."""
    from sqlalchemy.engine import make_url

    nowhere = make_url(postgres_url).set(port=1).render_as_string(hide_password=False)
    db = Database.open(nowhere)
    yield db
    await db.dispose()


async def test_a_server_that_is_gone_is_told(gone: Database) -> None:
    assert isinstance(await result(gone, Subject.DATABASE), SystemUnreachable)


async def test_a_server_that_never_says_a_word_is_left_after_a_while() -> None:
    async with serving(silent) as deaf:
        db = Database.open(f"postgresql://nobody:nothing@{deaf.host}:{deaf.port}/library")
        found = await examine(db, here, patience=0.2)
        await db.dispose()
    assert [(it.subject, type(it.result)) for it in found] == [(Subject.DATABASE, SystemUnreachable)]


async def test_a_file_that_is_no_database_is_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("broken") / "library.sqlite3"
    file.write_bytes(b"no database at all" * 100)
    db = Database.open(f"sqlite:///{file}")
    found = await examine(db, here)
    await db.dispose()
    assert [it.state.name for it in found] == ["TO_DO"]


async def test_looking_changes_nothing(library: Library, town: Town) -> None:
    await town.patron()
    before = [await town.how_many(table) for table in (outgoing_mail, masters_version, clock_offset)]
    await examine(library.db, here)
    assert await town.looks() == []
    assert await town.acts() == []
    assert [await town.how_many(table) for table in (outgoing_mail, masters_version, clock_offset)] == before


async def test_who_sees_not_all_records_is_told_nothing_of_the_clock(city: City) -> None:
    await record(city.library.db, ActRequest(actor=clerk(), patron_id=await city.town.patron()))
    await city.town.set_time(NOW + timedelta(days=21, minutes=5))
    async with city.open("worker") as library:
        found = (await told(library.db))[Subject.RECORD_TIMES]
        assert isinstance(found.result, ClockDoubtful)
    for who in ("counter", "supervisor", "phone"):
        async with city.open(who) as library:
            assert await result(library.db, Subject.RECORD_TIMES) is CheckResult.NOT_SHOWN

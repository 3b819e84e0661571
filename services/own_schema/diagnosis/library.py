"""Checks the database: which one it is, its schema and clock, and what waits in it. `server` has PostgreSQL's own."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    Boolean,
    Date,
    Function,
    Integer,
    Row,
    Select,
    column,
    func,
    literal,
    literal_column,
    select,
)

from services.contract.diagnosis import CheckResult, Diagnosis, Subject
from services.contract.errors import ClockDoubtful, NotPermitted, ServiceError, SystemUnreachable
from services.contract.masters import Masters
from services.own_schema.audit.record_times import silence
from services.own_schema.audit.seals import SEALED_EVERY, seal_state
from services.own_schema.audit.verification import last_seal_fits
from services.own_schema.database.calls import asked
from services.own_schema.database.engine import Database
from services.own_schema.database.waiting import clock_as_it_stands, open_mail, worker_traces
from services.own_schema.diagnosis import files, server
from services.own_schema.diagnosis.busy_logins import check_busy_logins
from services.own_schema.diagnosis.notices import check_notices
from services.own_schema.diagnosis.server_disk import check_server_disk
from services.own_schema.diagnosis.server_settings import check_settings
from services.own_schema.diagnosis.stopping import check_stopping
from services.own_schema.masters.masters_store import MastersStore
from services.own_schema.revision import REVISION
from services.own_schema.schema import upgrade
from services.rules.card_numbers import Clash, clashes
from services.rules.clock import tokyo_day

PATIENCE = 20.0
"""Seconds that all checks of a database may take together."""

MOST_DRIFT = 30
"""Seconds that this machine's clock may be off the database's."""
LONG_WAIT = timedelta(hours=4)
"""So long the oldest mail may wait."""
MASTERS_TOLD = 12
"""How many values that can't be read, or aren't used, are named."""

_CLASHES: Final = {
    Clash.CARDS_AND_ITEMS: CheckResult.MASTERS_CLASH,
    Clash.CARDS_THERE_AND_ITEMS: CheckResult.CARDS_CLASH,
    Clash.CHECK_DIGIT_OF_LETTERS: CheckResult.LETTERS_UNCHECKED,
}
_SEES_ALL_RECORDS = (CheckResult.LOGIN_OWNER, CheckResult.LOGIN_WORKER)

type Clock = Callable[[], datetime]
"""This machine's time, aware."""


async def examine(db: Database, now: Clock, *, patience: float = PATIENCE) -> tuple[Diagnosis, ...]:
    """Look at a database, which need not hold a library; an unreachable database ends it early.

    Args:
        db: the database.
        now: this machine's clock.
        patience: seconds that all of it may take.
    """
    found: list[Diagnosis] = []
    try:
        async with asyncio.timeout(patience):
            await _look(db, now, found)
        if db.dialect == "sqlite":
            found.append(await files.check_content(db))
    except TimeoutError:
        found.append(Diagnosis(Subject.DATABASE, SystemUnreachable()))
    except ServiceError as error:
        found.append(Diagnosis(Subject.DATABASE, error))
    return tuple(found)


async def _look(db: Database, now: Clock, found: list[Diagnosis]) -> None:
    on_server = db.dialect == "postgresql"
    found.append(await check_answer(db))
    if on_server:
        found += [await server.check_version(db), await server.check_encryption(db)]
        if not await server.may_enter(db):
            found.append(Diagnosis(Subject.LOGIN, CheckResult.LOGIN_NOBODY))
            return
        found += await check_settings(db)
        found += await check_server_disk(db)
    else:
        found.append(await files.check_journal(db))
    fits = await check_schema(db)
    found.append(fits)
    if isinstance(fits.result, ServiceError):
        return
    gone = await server.check_groups(db) if on_server else None
    if gone is not None:
        found.append(gone)
        return
    masters = (await MastersStore.load(db)).current
    found.append(check_masters(masters))
    found += [await check_clock(db, now), await check_clock_offset(db)]
    login = await server.check_login(db) if on_server else None
    if login is not None:
        of_owner = login.result is CheckResult.LOGIN_OWNER
        found += [login, *await server.check_logins(db, of_owner=of_owner)]
        found += [await server.check_guards(db), await server.check_tables(db)]
        found += await check_stopping(db) if of_owner else []
        found.append(await allowed(Subject.NOTICES, check_notices(db)))
    if login is None or login.result in _SEES_ALL_RECORDS:
        found.append(await allowed(Subject.RECORD_TIMES, check_record_times(db)))
    else:
        found.append(Diagnosis(Subject.RECORD_TIMES, CheckResult.NOT_SHOWN))
    if login is not None and login.result is CheckResult.LOGIN_PHONE:  # which sees its caller's rows only
        found += [Diagnosis(it, CheckResult.NOT_SHOWN) for it in (Subject.WAITING_MAIL, Subject.WORKER)]
    else:
        found.append(await allowed(Subject.WAITING_MAIL, check_waiting_mail(db)))
        found.append(await allowed(Subject.WORKER, check_worker(db)))
    found.append(await allowed(Subject.SEAL, check_seal(db)))
    found.append(await allowed(Subject.SEAL_FIT, check_seal_fit(db)))
    try:
        found += await check_busy_logins(db, masters.policy)
    except NotPermitted:
        found.append(Diagnosis(Subject.BUSY_LOGINS, CheckResult.NOT_SHOWN))


async def allowed(subject: Subject, check: Awaitable[Diagnosis]) -> Diagnosis:
    """Make a check that not every login may make."""
    try:
        return await check
    except NotPermitted:
        return Diagnosis(subject, CheckResult.NOT_SHOWN)


async def check_answer(db: Database) -> Diagnosis:
    """Tell which kind of database answers."""
    async with db.autocommit() as conn:
        await conn.execute(select(literal_column("1")))
    in_file = db.dialect == "sqlite"
    return Diagnosis(Subject.DATABASE, CheckResult.DATABASE_FILE if in_file else CheckResult.DATABASE_SERVER)


async def check_schema(db: Database) -> Diagnosis:
    """Compare the schema's revision with this program's."""
    try:
        await upgrade.check_revision(db)
    except ServiceError as error:
        return Diagnosis(Subject.SCHEMA, error)
    return Diagnosis(Subject.SCHEMA, CheckResult.SCHEMA_FITS, (REVISION,))


def check_masters(masters: Masters) -> Diagnosis:
    """Tell what of the library's own values can't be read, doesn't go together or isn't used; no value of them.

    What can't be read is named by table, key and column.
    """
    told = tuple(dict.fromkeys(f"{it.table} ({it.key}) {it.column}" for it in masters.unreadable))
    if told:
        return Diagnosis(Subject.MASTERS, CheckResult.MASTERS_UNREADABLE, (len(told), _some(told)))
    for clash, example in clashes(masters.policy, masters.card_lengths):
        return Diagnosis(Subject.MASTERS, _CLASHES[clash], (example,))
    if masters.unused:
        return Diagnosis(Subject.MASTERS, CheckResult.MASTERS_UNUSED, (_some(masters.unused),))
    return Diagnosis(Subject.MASTERS, CheckResult.MASTERS_READ)


def _some(told: Sequence[str]) -> str:
    return "、".join(told[:MASTERS_TOLD]) + ("…" if len(told) > MASTERS_TOLD else "")


async def check_clock(db: Database, now: Clock) -> Diagnosis:
    """Compare this machine's clock with the database's, without what moves that for the demo.

    The question's own way there and back is no drift: the server's time has to lie within it.
    """
    before = now()
    row = await _told(db, clock_as_it_stands(), func.madoguchi_clock())
    after = now()
    at = row.at - timedelta(seconds=int(row.moved or 0))
    ahead = before - at if before > at else after - at if after < at else timedelta()
    seconds = round(abs(ahead.total_seconds()))
    if seconds <= MOST_DRIFT:
        return Diagnosis(Subject.CLOCK, CheckResult.CLOCK_RIGHT, (seconds,))
    return Diagnosis(
        Subject.CLOCK,
        CheckResult.CLOCK_AHEAD if ahead > timedelta() else CheckResult.CLOCK_BEHIND,
        (seconds,),
    )


async def check_clock_offset(db: Database) -> Diagnosis:
    """See that nothing moves the library's time; only the demo and tests may."""
    row = await _told(db, clock_as_it_stands(), func.madoguchi_clock())
    if row.moved is None:
        return Diagnosis(Subject.CLOCK_OFFSET, CheckResult.OFFSET_NONE)
    return Diagnosis(Subject.CLOCK_OFFSET, CheckResult.OFFSET_SET, (int(row.moved),))


async def _told(db: Database, statement: Select[Any], function: Function[Any]) -> Row[Any]:
    async with db.autocommit() as conn:
        row: Row[Any] = (await conn.execute(asked(conn, statement, function))).one()
    return row


async def check_record_times(db: Database) -> Diagnosis:
    """See that the server's time isn't weeks past the newest record, in which case the worker stops."""
    now = (await _told(db, clock_as_it_stands(), func.madoguchi_clock())).at
    async with db.autocommit() as conn:
        found = await silence(conn, now)
    result = CheckResult.RECORDS_FIT if found is None else ClockDoubtful(found.now, found.since)
    return Diagnosis(Subject.RECORD_TIMES, result)


async def check_waiting_mail(db: Database) -> Diagnosis:
    """Count the mails on their way, and tell since when the oldest waits."""
    row = await _told(db, open_mail(), func.madoguchi_open_mail())
    if not row.mails:
        return Diagnosis(Subject.WAITING_MAIL, CheckResult.NOTHING_WAITS)
    long = row.now - row.since > LONG_WAIT
    result = CheckResult.MAIL_WAITS_LONG if long else CheckResult.MAIL_WAITS
    return Diagnosis(Subject.WAITING_MAIL, result, (row.mails, row.since))


async def check_worker(db: Database) -> Diagnosis:
    """See that holds end when their time is over, which a worker does, and tell when one last left a trace.

    A trace is something cleared away, a seal, a mail that was sent or given up. A worker with nothing to do leaves
    none, so that having none is no fault; what should have ended yesterday and still waits is one.
    """
    now = (await _told(db, clock_as_it_stands(), func.madoguchi_clock())).at
    yesterday = literal(tokyo_day(now) - timedelta(days=1), Date)
    row = await _told(db, worker_traces(yesterday), func.madoguchi_worker_traces())
    if row.behind:
        return Diagnosis(Subject.WORKER, CheckResult.WORKER_BEHIND, (row.behind,))
    traces = (row.cleared_at, row.sealed_at, row.settled_at)
    last = max((at for at in traces if at is not None), default=None)
    if last is None:
        return Diagnosis(Subject.WORKER, CheckResult.WORKER_NEVER)
    return Diagnosis(Subject.WORKER, CheckResult.WORKER_SEEN, (last,))


async def check_seal(db: Database) -> Diagnosis:
    """Tell how old the last seal over the records of acts is, where anything was recorded after it.

    A seal is due after a day; the worker is given as long again.
    """
    state = await _told(db, seal_state(), func.madoguchi_seal_state())
    last, unsealed = state.sealed_at, state.unsealed_since
    now = (await _told(db, clock_as_it_stands(), func.madoguchi_clock())).at
    if unsealed is not None and now - unsealed > 2 * SEALED_EVERY:
        return Diagnosis(Subject.SEAL, CheckResult.SEAL_OLD, (unsealed,))
    if last is None:
        return Diagnosis(Subject.SEAL, CheckResult.SEAL_NOT_NEEDED)
    return Diagnosis(Subject.SEAL, CheckResult.SEAL_FRESH, (last,))


async def check_seal_fit(db: Database) -> Diagnosis:
    """See that the last seal holds, and that the records which it names are there as it says.

    On PostgreSQL the worker and the owner check all logins' records, staff the seal and their own.
    """
    if db.dialect == "sqlite":
        async with db.reading() as conn:
            fit = await last_seal_fits(conn)
        number, fits, whole = (None, None, True) if fit is None else (*fit, True)
    else:
        told = (column("number", Integer), column("fits", Boolean), column("whole", Boolean))
        async with db.autocommit() as conn:
            answer = await conn.execute(select(func.madoguchi_seal_fits().table_valued(*told)))
            number, fits, whole = answer.one()
    if number is None:
        return Diagnosis(Subject.SEAL_FIT, CheckResult.SEAL_NONE)
    if not fits:
        return Diagnosis(Subject.SEAL_FIT, CheckResult.SEAL_UNFIT, (number,))
    return Diagnosis(
        Subject.SEAL_FIT, CheckResult.SEAL_FITS if whole else CheckResult.SEAL_FITS_OWN, (number,)
    )

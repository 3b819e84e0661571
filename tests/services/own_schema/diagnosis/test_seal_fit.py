"""The last seal against the records that it names: told to each login as far as it may know."""

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import text

from services.contract.act_requests import ActRequest
from services.contract.diagnosis import CheckResult, Subject
from services.own_schema.audit.verification import verify
from services.own_schema.database.engine import Database
from services.own_schema.diagnosis.library import check_seal_fit, examine
from services.own_schema.library import Library
from tests.helpers.chains import record
from tests.helpers.city import City
from tests.helpers.patrons import CARD, Town, clerk
from tests.services.own_schema.diagnosis.test_library import here
from tests.services.own_schema.schema.postgresql.calling import connected, not_granted

type Alter = Callable[[str], Awaitable[None]]

OF_RECORDS = {
    "outcome": "UPDATE act SET outcome = 'other' WHERE sequence = 2",
    "hash": "UPDATE act SET hash = '{other}' WHERE sequence = 2",
    "first-hash": "UPDATE act SET hash = '{other}' WHERE sequence = 1",
    "details": """UPDATE act SET details = '{"a": [1]}' WHERE sequence = 2""",
    "cut-off": "DELETE FROM act WHERE sequence = 2",
}
OF_SEALS = {
    "seal-hash": "UPDATE chain_seal SET hash = '{other}' WHERE sequence = 2",
    "seal-before": "UPDATE chain_seal SET hash = '{other}' WHERE sequence = 1",
    "seal-gone": "DELETE FROM chain_seal WHERE sequence = 1",
    "heads": """UPDATE chain_seal SET heads = '{}' WHERE sequence = 2""",
    "no-heads": """UPDATE chain_seal SET heads = '{"x": 1}' WHERE sequence = 2""",
    "moved": "UPDATE chain_seal SET at = '2026-01-01' WHERE sequence = 2",
}


async def fit(db: Database) -> tuple[object, tuple[object, ...]]:
    found = await check_seal_fit(db)
    return found.result, found.values


@pytest.fixture
def alter(library: Library) -> Alter:
    """Change a record as who owns the tables can, and takes the triggers away first."""
    on_server = library.db.dialect == "postgresql"

    async def altered(statement: str) -> None:
        async with library.db.transaction() as conn:
            if on_server:
                await conn.execute(text("SET LOCAL session_replication_role = replica"))
            await conn.exec_driver_sql(statement.replace("{other}", "0" * 64))

    return altered


async def sealed_twice(library: Library, town: Town) -> None:
    """Have two records of a login, a seal behind each."""
    patron_id = await town.patron(CARD)
    for _ in range(2):
        await record(library.db, ActRequest[None](actor=clerk(), patron_id=patron_id))
        assert await library.sealing().seal() is not None


async def test_what_is_in_order_fits(library: Library, town: Town) -> None:
    assert await fit(library.db) == (CheckResult.SEAL_NONE, ())
    await sealed_twice(library, town)
    assert await fit(library.db) == (CheckResult.SEAL_FITS, (2,))
    await record(library.db, ActRequest[None](actor=clerk(), patron_id=1))
    assert await fit(library.db) == (CheckResult.SEAL_FITS, (2,))


@pytest.mark.parametrize("what", [*OF_RECORDS, *OF_SEALS])
async def test_what_was_altered_fits_no_more(library: Library, town: Town, alter: Alter, what: str) -> None:
    await sealed_twice(library, town)
    await alter({**OF_RECORDS, **OF_SEALS}[what])
    assert await fit(library.db) == (CheckResult.SEAL_UNFIT, (2,))
    assert (await verify(library.db)).findings


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
async def test_each_login_hears_what_it_may(city: City, dialect: str) -> None:
    patron_id = await city.town.patron(CARD)
    for who in ("counter", "other"):
        await record(city.library.db, ActRequest[None](actor=city.actor(who), patron_id=patron_id))
    await city.library.sealing().seal()

    async def told() -> dict[str, object]:
        found: dict[str, object] = {}
        for who in ("counter", "other", "phone", "supervisor", "worker", "portal"):
            db = Database.open(city.url_of(who))
            by_subject = {it.subject: it.result for it in await examine(db, here)}
            found[who] = by_subject[Subject.SEAL_FIT]
            worker_is_seen = by_subject[Subject.WORKER] is CheckResult.WORKER_SEEN  # by its seal
            assert worker_is_seen is (who == "worker"), who
            await db.dispose()
        return found

    own, nothing = CheckResult.SEAL_FITS_OWN, CheckResult.NOT_SHOWN
    expected = {
        "counter": own,
        "other": own,
        "phone": own,
        "supervisor": own,
        "worker": CheckResult.SEAL_FITS,
        "portal": nothing,
    }
    assert await told() == expected
    for who in ("portal", "counter", "phone", "supervisor"):
        async with connected(city, who) as conn:
            await not_granted(conn, "SELECT madoguchi_worker_traces()")
            if who == "portal":
                await not_granted(conn, "SELECT madoguchi_seal_fits()")
    admin = await city.connect()
    await admin.execute("SET session_replication_role = replica")
    await admin.execute("UPDATE act SET outcome = 'x' WHERE staff_id = $1", city.names["other"])
    await admin.close()
    assert await told() == expected | {"other": CheckResult.SEAL_UNFIT, "worker": CheckResult.SEAL_UNFIT}

"""A PostgreSQL server that is too old is told before anything is made on it."""

from collections.abc import Awaitable, Callable, Iterator

import pytest
from sqlalchemy import text

from services.contract.diagnosis import CheckResult
from services.contract.errors import DatabaseTooOld
from services.own_schema.database.engine import Database
from services.own_schema.demo.library import FEWEST_PATRONS, fill
from services.own_schema.diagnosis.server import check_version
from services.own_schema.schema import server_version, upgrade
from services.own_schema.schema.server_version import OLDEST, supported
from tests.helpers.postgres import Server, left_out_because

NEWER_THAN_ANY = 99


@pytest.fixture(params=() if left_out_because() else ("postgresql",))
def empty_url(postgres: Server) -> Iterator[str]:
    with postgres.empty_database() as url:
        yield url


@pytest.mark.parametrize(("number", "version"), [(160000, "16.0"), (160004, "16.4"), (180001, "18.1")])
def test_a_version_that_will_do(number: int, version: str) -> None:
    assert supported(number) == version


@pytest.mark.parametrize(("number", "version"), [(150020, "15.20"), (90624, "9.624")])
def test_a_version_that_is_too_old(number: int, version: str) -> None:
    with pytest.raises(DatabaseTooOld) as caught:
        supported(number)
    assert (caught.value.found, caught.value.oldest) == (version, OLDEST)


@pytest.mark.parametrize(
    "work",
    [upgrade.init, upgrade.upgrade, lambda url: fill(url, patrons=FEWEST_PATRONS, seed=1)],
    ids=["init", "upgrade", "demo-data"],
)
async def test_nothing_is_made_on_a_server_that_is_too_old(
    empty_url: str, monkeypatch: pytest.MonkeyPatch, work: Callable[[str], Awaitable[None]]
) -> None:
    monkeypatch.setattr(server_version, "OLDEST", NEWER_THAN_ANY)
    with pytest.raises(DatabaseTooOld) as caught:
        await work(empty_url)

    assert caught.value.oldest == NEWER_THAN_ANY
    db = Database.open(empty_url)
    async with db.autocommit() as conn:
        made = text("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace")
        assert (await conn.execute(made)).scalar_one() == 0
    await db.dispose()


async def test_the_diagnosis_says_the_same(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    db = Database.open(empty_url)
    assert (await check_version(db)).result is CheckResult.SERVER_FITS
    monkeypatch.setattr(server_version, "OLDEST", NEWER_THAN_ANY)
    told = (await check_version(db)).result
    assert isinstance(told, DatabaseTooOld)
    await db.dispose()

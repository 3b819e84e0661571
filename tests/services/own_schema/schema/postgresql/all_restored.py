"""A library that pg_dump took and pg_restore brought back into another database."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy.engine import make_url

from services.contract.diagnosis import CheckResult, Diagnosis, Subject
from services.own_schema.database.engine import Database
from services.own_schema.diagnosis.library import examine
from services.own_schema.diagnosis.server import check_logins, check_tables
from services.own_schema.library import open_library
from services.own_schema.schema import upgrade
from services.rules.secret import Secret
from services.rules.vocabulary import Role
from tests.helpers.city import PASSWORD, City
from tests.helpers.postgres import Server, binaries, running_server
from tests.services.own_schema.diagnosis.test_library import here

type Restore = Callable[..., None]


@pytest.fixture
def restore(city: City, restored_url: str, tmp_path: Path) -> Restore:
    """Dump the city and bring it into the other database, as docs/operations.md says."""

    def restore(*options: str, to: str = restored_url) -> None:
        programs = binaries()
        assert programs is not None
        dump = tmp_path / "library.dump"
        _call(programs / "pg_dump", "--format=custom", f"--file={dump}", plain(city.url))
        _call(programs / "pg_restore", "--exit-on-error", *options, f"--dbname={plain(to)}", dump)

    return restore


@pytest.fixture
def restored_url(postgres: Server) -> Iterator[str]:
    """The address of the database that the dump comes into."""
    with postgres.empty_database() as url:
        yield url


def plain(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _call(*command: Any) -> None:
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


async def connects(url: str, name: str) -> bool:
    try:
        conn = await asyncpg.connect(plain(url), user=name, password=PASSWORD)
    except asyncpg.InsufficientPrivilegeError:
        return False
    await conn.close()
    return True


async def told(url: str) -> list[Diagnosis]:
    """Say what `doctor` finds of logins and tables, with an administrator's login."""
    db = Database.open(url)
    try:
        return [*await check_logins(db, of_owner=True), await check_tables(db)]
    finally:
        await db.dispose()


FINE = [CheckResult.LOGINS_APART, CheckResult.TABLES_OWNED]


@pytest.mark.parametrize("options", [(), ("--no-owner",)], ids=["owned", "not owned"])
async def test_after_db_upgrade_everybody_connects_and_nobody_else(
    city: City, restore: Restore, restored_url: str, options: tuple[str, ...]
) -> None:
    former = f"former_{city.names['counter']}"
    await city.library.staff.add(
        former, name="前の係", role=Role.COUNTER, branch_id=1, password=Secret(PASSWORD)
    )
    await city.library.staff.disable(former)
    admin = await city.connect()
    stranger = f"stranger_{city.names['counter']}"
    # Another server may have the logins otherwise: the library itself says who works there.
    await admin.execute(f"ALTER ROLE {former} LOGIN; GRANT madoguchi_counter TO {former}")
    await admin.execute(f"CREATE ROLE {stranger} LOGIN PASSWORD '{PASSWORD}' IN ROLE madoguchi_worker")
    try:
        restore(*options)
        results = [it.result for it in await told(restored_url)]
        assert CheckResult.LOGINS_EVERYBODY in results
        assert (CheckResult.TABLES_FOREIGN in results) is bool(options)

        await upgrade.upgrade(restored_url)
        assert {who: await connects(restored_url, name) for who, name in city.names.items()} == dict.fromkeys(
            city.names, True
        )
        assert not await connects(restored_url, former)
        assert not await connects(restored_url, stranger)
        assert [it.result for it in await told(restored_url)] == FINE
        await upgrade.check(restored_url)
    finally:
        await admin.execute(f"DROP ROLE {former}; DROP ROLE {stranger}")
        await admin.close()


async def test_a_server_that_has_no_groups_yet_is_told_and_takes_the_library(
    city: City, restore: Restore, tmp_path: Path
) -> None:
    """As `doctor` finds it between pg_restore and db upgrade, where no roles were brought along."""
    with running_server() as elsewhere, elsewhere.empty_database() as url:
        restore("--no-owner", "--no-privileges", to=url)
        assert (Subject.GUARDS, CheckResult.GUARDS_MISSING) in await examined(url)
        await upgrade.upgrade(url)
        found = await examined(url)
        assert (Subject.LOGINS, CheckResult.LOGINS_SHUT_OUT) in found
        assert (Subject.GUARDS, CheckResult.GUARDS_IN_FORCE) in found
        async with open_library(url, hasher=city.hasher) as library:
            name = city.names["counter"]
            await library.staff.enable(name)
            await library.staff.set_password(name, Secret(PASSWORD))
        assert await connects(url, name)


async def examined(url: str) -> set[tuple[Subject, object]]:
    db = Database.open(url)
    try:
        return {(it.subject, it.result) for it in await examine(db, here)}
    finally:
        await db.dispose()


async def test_a_service_whose_login_was_ended_stays_out(
    city: City, restore: Restore, restored_url: str
) -> None:
    admin = await city.connect()
    worker = city.names["worker"]
    await admin.execute("SELECT madoguchi_disable($1)", worker)
    await admin.execute(f"ALTER ROLE {worker} LOGIN; GRANT madoguchi_worker TO {worker}")
    await admin.close()
    restore()
    await upgrade.upgrade(restored_url)
    assert not await connects(restored_url, worker)
    assert await connects(restored_url, city.names["portal"])
    assert [it.result for it in await told(restored_url)] == FINE

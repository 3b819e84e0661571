"""Settings that show values or lose acts are told, whether they are the server's, a database's or a login's."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy.engine import make_url

from services.contract.diagnosis import CheckResult, Diagnosis, Subject
from services.own_schema.database.engine import Database
from services.own_schema.diagnosis.library import examine
from services.own_schema.diagnosis.server_settings import check_settings
from tests.helpers.city import City
from tests.services.own_schema.diagnosis.test_library import here

OPERATIONS = Path(__file__).parents[4] / "docs" / "operations.md"
ADVISED = {
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
    "log_parameter_max_length": "0",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "synchronous_commit": "on",
}
SHOWING = [
    ({"log_min_duration_statement": "2000"}, "log_min_duration_statement"),
    ({"log_min_duration_sample": "0"}, "log_min_duration_sample"),
    ({"log_statement": "ddl"}, "log_statement"),
    ({"log_statement": "all"}, "log_statement"),
    ({"log_min_error_statement": "error"}, "log_min_error_statement"),
    ({"log_min_error_statement": "debug5"}, "log_min_error_statement"),
    ({"log_error_verbosity": "default"}, "log_error_verbosity"),
    ({"log_error_verbosity": "verbose"}, "log_error_verbosity"),
    ({"log_parameter_max_length_on_error": "-1"}, "log_parameter_max_length_on_error"),
    ({"log_parameter_max_length_on_error": "8"}, "log_parameter_max_length_on_error"),
    ({"debug_print_plan": "on"}, "debug_print_plan"),
    ({"debug_print_parse": "on"}, "debug_print_parse"),
    ({"debug_print_rewritten": "true"}, "debug_print_rewritten"),
    ({"auto_explain.log_min_duration": "0"}, "auto_explain.log_min_duration"),
    ({"auto_explain.log_min_duration": "2s"}, "auto_explain.log_min_duration"),
    ({"pgaudit.log_parameter": "on"}, "pgaudit.log_parameter"),
    ({"pg_stat_statements.track_utility": "on"}, "pg_stat_statements.track_utility"),
    (
        {"log_parameter_max_length": "-1", "log_min_duration_statement": "0"},
        "log_min_duration_statement, log_parameter_max_length",
    ),
    (
        {"log_parameter_max_length": "64", "log_min_duration_statement": "2000"},
        "log_min_duration_statement, log_parameter_max_length",
    ),
    (
        {"log_parameter_max_length": "-1", "log_min_duration_sample": "0"},
        "log_min_duration_sample, log_parameter_max_length",
    ),
    (
        {"log_parameter_max_length": "-1", "log_transaction_sample_rate": "0.5"},
        "log_transaction_sample_rate, log_parameter_max_length",
    ),
    ({"log_parameter_max_length": "-1", "log_statement": "all"}, "log_statement, log_parameter_max_length"),
]
PLAIN = [
    {"log_parameter_max_length": "-1"},
    {"log_transaction_sample_rate": "0"},
    {"auto_explain.log_min_duration": "-1"},
    {"log_min_error_statement": "fatal"},
    {"log_duration": "on", "log_lock_waits": "on"},
]


class Place:
    """A library whose database and logins an administrator gives settings."""

    def __init__(self, city: City, admin: asyncpg.Connection) -> None:
        self.city = city
        self.admin = admin
        self.name = make_url(city.url).database

    async def set(self, settings: dict[str, str], *, login: str | None = None) -> None:
        what = f"DATABASE {self.name}" if login is None else f"ROLE {self.city.names[login]}"
        for name, value in settings.items():
            await self.admin.execute(f"ALTER {what} SET {name} = '{value}'")

    async def reset(self, *, login: str | None = None) -> None:
        what = f"DATABASE {self.name}" if login is None else f"ROLE {self.city.names[login]}"
        await self.admin.execute(f"ALTER {what} RESET ALL")

    async def told(self, who: str = "counter") -> tuple[Diagnosis, Diagnosis]:
        db = Database.open(self.city.url_of(who))
        try:
            return await check_settings(db)
        finally:
            await db.dispose()

    async def log(self) -> tuple[object, tuple[object, ...]]:
        found, _ = await self.told()
        return found.result, found.values

    async def commits(self, who: str = "counter") -> tuple[object, tuple[object, ...]]:
        _, found = await self.told(who)
        return found.result, found.values


@pytest.fixture
async def place(city: City) -> AsyncIterator[Place]:
    admin = await city.connect()
    made = Place(city, admin)
    await made.set(ADVISED)
    yield made
    await made.reset()
    for login in ("counter", "worker"):
        await made.reset(login=login)
    await admin.close()


async def test_what_the_page_advises_shows_nothing(place: Place) -> None:
    block = re.search(
        r"# what fails\n(.*?)```|# what fails\n(.*?)\n\nA test", OPERATIONS.read_text("utf-8"), re.DOTALL
    )
    assert block is not None
    said = dict(re.findall(r"^    (\w+) = ([\w-]+)", (block[1] or block[2]), re.MULTILINE))
    assert {name: said.get(name, value) for name, value in ADVISED.items()} == ADVISED
    assert await place.log() == (CheckResult.SERVER_LOG_PLAIN, ())
    assert await place.commits() == (CheckResult.COMMITS_KEPT, ())


@pytest.mark.parametrize(("settings", "names"), SHOWING)
async def test_what_shows_values_is_named_and_is_gone_when_it_is_reset(
    place: Place, settings: dict[str, str], names: str
) -> None:
    await place.set(settings)
    assert await place.log() == (CheckResult.SERVER_LOG_SHOWS, (names,))
    await place.set(ADVISED)
    for name in settings.keys() - ADVISED.keys():
        await place.admin.execute(f"ALTER DATABASE {place.name} RESET {name}")
    assert await place.log() == (CheckResult.SERVER_LOG_PLAIN, ())


@pytest.mark.parametrize("settings", PLAIN, ids=str)
async def test_what_shows_none_is_not_named(place: Place, settings: dict[str, str]) -> None:
    await place.set(settings)
    assert await place.log() == (CheckResult.SERVER_LOG_PLAIN, ())


async def test_a_login_of_its_own_settings_is_found_by_every_other(place: Place) -> None:
    await place.set({"log_parameter_max_length_on_error": "-1"}, login="worker")
    assert await place.log() == (CheckResult.SERVER_LOG_SHOWS, ("log_parameter_max_length_on_error",))
    await place.reset(login="worker")
    assert await place.log() == (CheckResult.SERVER_LOG_PLAIN, ())


async def test_commits_that_wait_for_nothing_are_told(place: Place) -> None:
    await place.set({"synchronous_commit": "off"}, login="worker")
    assert await place.commits() == (CheckResult.COMMITS_EARLY_OF, (1,))
    assert await place.commits("worker") == (CheckResult.COMMITS_EARLY, ())
    await place.set({"synchronous_commit": "off"}, login="counter")
    assert await place.commits("phone") == (CheckResult.COMMITS_EARLY_OF, (2,))
    for login in ("worker", "counter"):
        await place.reset(login=login)
    assert await place.commits() == (CheckResult.COMMITS_KEPT, ())
    await place.set({"synchronous_commit": "off"})
    assert await place.commits() == (CheckResult.COMMITS_EARLY, ())


async def test_a_login_of_another_library_is_none_of_ours(place: Place) -> None:
    stranger = f"stranger_{place.city.names['counter'].partition('_')[2]}"
    await place.admin.execute(f"CREATE ROLE {stranger} LOGIN")
    await place.admin.execute(f"ALTER ROLE {stranger} SET synchronous_commit = off")
    try:
        assert await place.commits() == (CheckResult.COMMITS_KEPT, ())
    finally:
        await place.admin.execute(f"DROP ROLE {stranger}")


@pytest.mark.parametrize("who", ["counter", "phone", "supervisor", "worker", "portal"])
async def test_every_login_is_told(place: Place, who: str) -> None:
    db = Database.open(place.city.url_of(who))
    found = {it.subject: it.result for it in await examine(db, here)}
    await db.dispose()
    assert (found[Subject.SERVER_LOG], found[Subject.COMMITS]) == (
        CheckResult.SERVER_LOG_PLAIN,
        CheckResult.COMMITS_KEPT,
    )

"""What a diagnosis finds of the way to a library system, on a real server that is set well and badly."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from services.contract import errors
from services.contract.diagnosis import CheckResult, Diagnosis, DiagnosisState, Subject
from services.rules.secret import Secret
from services.systems.mariadb.examination import examine
from tests.helpers.mariadb import PASSWORD, Koha, MariaDb


@pytest.fixture
async def koha(mariadb: MariaDb) -> AsyncIterator[Koha]:
    async with mariadb.koha(patrons=1) as made:
        yield made


async def found(koha: Koha) -> dict[Subject, Diagnosis]:
    return {it.subject: it for it in await examine(koha.address, PASSWORD)}


async def test_a_library_as_the_script_makes_it_has_nothing_to_do(koha: Koha) -> None:
    of = await found(koha)

    assert {subject: it.result for subject, it in of.items()} == {
        Subject.SYSTEM_SERVER: CheckResult.SYSTEM_SERVER_FITS,
        Subject.SYSTEM_VIEWS: CheckResult.SYSTEM_VIEWS_THERE,
        Subject.SYSTEM_RULES: CheckResult.SYSTEM_RULES_FORESEE,
        Subject.SYSTEM_GRANTS: CheckResult.SYSTEM_GRANTS_NARROW,
        Subject.SYSTEM_LOG: CheckResult.SYSTEM_LOG_PLAIN,
        Subject.SYSTEM_CLOCK: CheckResult.SYSTEM_CLOCK_RIGHT,
    }
    assert "MariaDB" in str(of[Subject.SYSTEM_SERVER].values[0])
    assert of[Subject.SYSTEM_RULES].values == (2, 3)


@pytest.mark.parametrize(
    ("grant", "named"),
    [
        ("GRANT SELECT ON {koha}.borrowers TO {login}@localhost", "SELECT {koha}.borrowers"),
        ("GRANT SELECT (surname) ON {koha}.borrowers TO {login}@localhost", "SELECT {koha}.borrowers"),
        ("GRANT SELECT ON {koha}.* TO {login}@localhost", "SELECT {koha}.*"),
        ("GRANT SELECT ON {views}.* TO {login}@localhost", "SELECT {views}.*"),
        ("GRANT UPDATE ON {views}.counter_record TO {login}@localhost", "UPDATE {views}.counter_record"),
        ("GRANT PROCESS ON *.* TO {login}@localhost", "PROCESS *.*"),
    ],
)
async def test_a_right_that_is_not_needed_is_named(koha: Koha, grant: str, named: str) -> None:
    names = {"koha": koha.database, "views": koha.views, "login": koha.login}
    await koha.run(grant.format(**names))

    of = (await found(koha))[Subject.SYSTEM_GRANTS]

    assert (of.result, of.values) == (CheckResult.SYSTEM_GRANTS_WIDE, (named.format(**names),))


async def test_a_role_is_named(koha: Koha) -> None:
    await koha.run("CREATE ROLE IF NOT EXISTS some_role", f"GRANT some_role TO {koha.login}@localhost")

    assert (await found(koha))[Subject.SYSTEM_GRANTS].values == ("ROLE some_role",)


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"general_log": "1"}, "general_log"),
        ({"slow_query_log": "1", "long_query_time": "4.9"}, "long_query_time"),
        ({"slow_query_log": "1", "long_query_time": "5"}, None),
        ({"slow_query_log": "0", "long_query_time": "0"}, None),
        ({"slow_query_log": "1", "log_queries_not_using_indexes": "1"}, "log_queries_not_using_indexes"),
    ],
)
async def test_a_log_that_keeps_card_numbers_is_named(
    koha: Koha, settings: dict[str, str], named: str | None
) -> None:
    await koha.run(
        "SET GLOBAL log_output = 'TABLE'",
        *(f"SET GLOBAL {name} = {value}" for name, value in settings.items()),
    )
    try:
        of = (await found(koha))[Subject.SYSTEM_LOG]
    finally:
        await koha.run("SET GLOBAL general_log = 0", "SET GLOBAL slow_query_log = 0",
                       *(f"SET GLOBAL {name} = DEFAULT" for name in settings))  # fmt: skip

    assert (of.values[0] if of.values else None) == named
    assert (of.state is DiagnosisState.TO_DO) is (named is not None)


@pytest.mark.parametrize("ahead", [timedelta(minutes=5), timedelta(minutes=-5)])
async def test_a_clock_that_differs_is_told(koha: Koha, ahead: timedelta) -> None:
    of = {it.subject: it for it in await examine(koha.address, PASSWORD, lambda: datetime.now(UTC) + ahead)}

    clock = of[Subject.SYSTEM_CLOCK]
    assert clock.result is CheckResult.SYSTEM_CLOCK_APART
    assert int(str(clock.values[0])) in range(290, 311)


async def test_preferences_that_let_no_rule_foresee_are_told(koha: Koha) -> None:
    await koha.run("UPDATE systempreferences SET value = 'PickupLibrary' WHERE variable = 'CircControl'")

    assert (await found(koha))[Subject.SYSTEM_RULES].result is CheckResult.SYSTEM_RULES_NONE


async def test_a_view_that_is_gone_is_told_and_the_rest_goes_on(koha: Koha) -> None:
    await koha.run(f"DROP VIEW {koha.views}.counter_masters")

    of = await found(koha)

    views = of[Subject.SYSTEM_VIEWS].result
    assert isinstance(views, errors.SystemViewsUnfit)
    assert views.missing == ("counter_masters",)
    assert isinstance(of[Subject.SYSTEM_RULES].result, errors.SystemViewsUnfit)
    assert of[Subject.SYSTEM_LOG].result is CheckResult.SYSTEM_LOG_PLAIN


async def test_a_login_that_is_refused_is_all_that_is_told(koha: Koha) -> None:
    (only,) = await examine(koha.address, Secret("wrong"))

    assert isinstance(only.result, errors.SystemLoginRefused)


async def test_an_address_that_is_none_is_all_that_is_told() -> None:
    (only,) = await examine("views", PASSWORD)

    assert isinstance(only.result, errors.SystemAddressBad)

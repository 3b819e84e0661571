"""A real server that fails in every way that it can: each is its own error, and the desk comes back by itself."""

import asyncio
import json
import logging
import subprocess
import sys
from collections.abc import AsyncIterator
from typing import Any

import pytest
from asyncmy import connect

from services.contract import errors
from services.rules.secret import Secret
from services.systems.koha.demo.hostile import key_of
from services.systems.koha.demo.library import FIRST_CARD, run_script
from services.systems.mariadb import connections
from services.systems.mariadb.address import parse
from services.systems.mariadb.connections import MOST_JSON, STATEMENT_S, connected
from services.systems.mariadb.views import MariaDbViews, open_views
from tests.helpers.mariadb import PASSWORD, Koha, MariaDb, administrator, ran

CARD = str(FIRST_CARD)
FOR_EVER = "(SELECT COUNT(*) FROM seq_1_to_1000000 AS a, seq_1_to_1000000 AS b WHERE a.seq <> b.seq)"


@pytest.fixture
async def koha(mariadb: MariaDb) -> AsyncIterator[Koha]:
    async with mariadb.koha(patrons=1) as made:
        yield made


@pytest.fixture
async def views(koha: Koha) -> AsyncIterator[MariaDbViews]:
    async with koha.opened() as opened:
        yield opened


async def mark_is(koha: Koha, expression: str) -> None:
    """Have the mark's view answer something else."""
    view = f"{koha.views}.counter_mark"
    await koha.run(
        f"CREATE OR REPLACE SQL SECURITY DEFINER VIEW {view} AS"
        f" SELECT borrowernumber AS record_key, {expression} AS mark FROM {koha.database}.borrowers"
    )


async def statement_of(koha: Koha) -> int:
    """Wait until the desk's login has a statement under way; tells its connection."""
    while True:
        found = await koha.run(
            "SELECT id FROM information_schema.processlist"
            f" WHERE user = '{koha.login}' AND info LIKE '%mark%' AND time_ms > 50"
        )
        if found:
            return int(found[0][0])


async def test_a_killed_statement_is_told_and_the_next_one_works(koha: Koha, views: MariaDbViews) -> None:
    await mark_is(koha, FOR_EVER)
    asked = asyncio.create_task(views.mark("1"))
    await koha.run(f"KILL QUERY {await statement_of(koha)}")

    with pytest.raises(errors.SystemInterrupted):
        await asked
    assert await views.by_key("1") is not None


async def test_a_killed_connection_is_replaced_and_the_statement_sent_again(
    koha: Koha, views: MariaDbViews
) -> None:
    await koha.run("CREATE TABLE slow (yes int)", "INSERT INTO slow VALUES (1)")
    await mark_is(koha, f"IF((SELECT yes FROM {koha.database}.slow), {FOR_EVER}, 'quick')")
    asked = asyncio.create_task(views.mark("1"))
    connection = await statement_of(koha)
    await koha.run("UPDATE slow SET yes = 0", f"KILL CONNECTION {connection}")

    assert await asked == "quick"


async def test_a_slow_statement_is_ended_by_the_server(koha: Koha, views: MariaDbViews) -> None:
    await mark_is(koha, "IF(SLEEP(0.3), 'broken off', 'late')")
    assert await views.mark("1") == "late"

    await mark_is(koha, FOR_EVER)
    with pytest.raises(errors.SystemSlow):
        await views.mark("1")
    assert await views.by_key("1") is not None


async def test_the_session_is_as_the_contract_has_it(koha: Koha) -> None:
    asked = "SELECT @@time_zone, @@group_concat_max_len, @@max_statement_time, @@transaction_read_only, @@autocommit"
    await koha.run(f"GRANT SELECT, UPDATE ON {koha.database}.borrowers TO {koha.login}@localhost")
    async with connected(parse(koha.address), PASSWORD) as session:
        (row,) = await session.read(asked)
        with pytest.raises(errors.SystemReadOnly):
            await session.read(f"UPDATE {koha.database}.borrowers SET cardnumber = 'x'")

    assert tuple(row) == ("+09:00", MOST_JSON, STATEMENT_S, 1, 1)


async def test_a_cancelled_look_leaves_no_answer_to_the_next(koha: Koha, views: MariaDbViews) -> None:
    await mark_is(koha, "IF(SLEEP(0.5), 'a', 'b')")
    asked = asyncio.create_task(views.mark("1"))
    await statement_of(koha)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked

    row = await views.by_key("1")
    assert row is not None
    assert json.loads(row.text)["key"] == "1"


async def test_a_view_that_is_gone_is_told_and_comes_back_with_the_script(
    koha: Koha, views: MariaDbViews
) -> None:
    await koha.run(f"DROP VIEW {koha.views}.counter_record")
    with pytest.raises(errors.SystemViewsUnfit):
        await views.by_key("1")
    with pytest.raises(errors.SystemViewsUnfit) as at_opening:
        async with koha.opened():
            pass
    assert at_opening.value.missing == ("counter_record",)

    async with administrator(koha.server) as connection:
        await run_script(connection, koha.script)
    assert await views.by_key("1") is not None


async def test_a_column_that_an_upgrade_took_is_told(koha: Koha, views: MariaDbViews) -> None:
    await koha.run("ALTER TABLE borrowers DROP COLUMN othernames")

    with pytest.raises(errors.SystemViewsUnfit):
        await views.by_key("1")
    with pytest.raises(errors.SystemViewsUnfit) as at_opening:
        async with koha.opened():
            pass
    assert "counter_record" in at_opening.value.missing
    with pytest.raises(Exception, match="othernames"):  # which the administrator reads
        async with administrator(koha.server) as connection:
            await run_script(connection, koha.script)


async def test_a_view_without_a_column_is_named_by_it(koha: Koha) -> None:
    await koha.run(f"CREATE OR REPLACE VIEW {koha.views}.counter_mark AS SELECT 1 AS record_key")

    with pytest.raises(errors.SystemViewsUnfit) as at_opening:
        async with koha.opened():
            pass
    assert at_opening.value.missing == ("counter_mark.mark",)


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("ALTER USER {login}@localhost IDENTIFIED BY 'another'", errors.SystemReaderRefused),
        ("DROP USER {login}@localhost", errors.SystemReaderRefused),
        ("ALTER USER {login}@localhost PASSWORD EXPIRE", errors.SystemReaderRefused),
        ("ALTER USER {login}@localhost ACCOUNT LOCK", errors.SystemLoginClosed),
        ("REVOKE ALL PRIVILEGES, GRANT OPTION FROM {login}@localhost", errors.SystemReaderRefused),
        ("DROP DATABASE {views}", errors.SystemViewsUnfit),
    ],
)
async def test_a_login_that_is_refused_is_told(
    koha: Koha, statement: str, kind: type[errors.ServiceError]
) -> None:
    await koha.run(statement.format(login=koha.login, views=koha.views))

    with pytest.raises(errors.ServiceError) as refused:
        async with koha.opened():
            pass
    assert type(refused.value) is kind


async def test_a_grant_that_is_taken_away_is_told(koha: Koha, views: MariaDbViews) -> None:
    await koha.run(f"REVOKE SELECT ON {koha.views}.counter_record FROM {koha.login}@localhost")

    with pytest.raises(errors.SystemViewsUnfit):
        await views.by_key("1")


async def test_a_wrong_password_of_any_letters_is_a_refusal(koha: Koha) -> None:
    with pytest.raises(errors.SystemReaderRefused):
        async with open_views(koha.address, Secret("違う🐟")):
            pass


async def test_a_password_of_any_letters_is_taken(koha: Koha) -> None:
    await koha.run("SET NAMES utf8mb4", f"SET PASSWORD FOR {koha.login}@localhost = PASSWORD('鍵é🐟')")

    async with open_views(koha.address, Secret("鍵é🐟")) as views:
        assert await views.by_key("1") is not None


async def test_a_login_with_its_connections_used_up_is_told(koha: Koha) -> None:
    await koha.run(f"ALTER USER {koha.login}@localhost WITH MAX_USER_CONNECTIONS 1")
    another = await connect(
        user=koha.login, password=PASSWORD.reveal(), unix_socket=str(koha.server.socket), database=koha.views
    )
    try:
        with pytest.raises(errors.LoginLimitReached):
            async with koha.opened():
                pass
    finally:
        await another.ensure_closed()


async def test_a_server_that_takes_no_writes_is_read(koha: Koha, views: MariaDbViews) -> None:
    await koha.run("SET GLOBAL read_only = 1")
    try:
        assert await views.by_key("1") is not None
        async with koha.opened() as others:
            assert await others.masters()
    finally:
        await koha.run("SET GLOBAL read_only = 0")


async def test_a_server_without_room_is_told_and_comes_back(koha: Koha, views: MariaDbViews) -> None:
    many = "(SELECT COUNT(*) FROM (SELECT DISTINCT REPEAT(seq, 50) FROM seq_1_to_20000) AS many)"
    await mark_is(koha, many)
    await koha.run(
        "SET GLOBAL max_tmp_session_space_usage = 65536", "SET GLOBAL tmp_memory_table_size = 1024"
    )
    try:
        async with koha.opened() as narrow:
            with pytest.raises(errors.SystemFull):
                await narrow.mark("1")
            assert await narrow.by_key("1") is not None
    finally:
        await koha.run(
            "SET GLOBAL max_tmp_session_space_usage = 0", "SET GLOBAL tmp_memory_table_size = 16777216"
        )
    assert await views.mark("1") is not None


@pytest.mark.parametrize(
    "mode", ["NO_BACKSLASH_ESCAPES", "ANSI_QUOTES", "PIPES_AS_CONCAT,ANSI", "HIGH_NOT_PRECEDENCE", "ORACLE"]
)
async def test_no_sql_mode_opens_a_hostile_text(koha: Koha, mode: str) -> None:
    await koha.run(f"SET GLOBAL sql_mode = '{mode}'")
    try:
        async with koha.opened() as views:
            for typed in (
                "\\' OR 1=1 -- ",
                "' OR '1'='1",
                "\\",
                '" OR 1=1 -- ',
                "%s",
                "x' UNION SELECT 1,2,3 -- ",
            ):
                assert await views.cards(typed) == []
                assert await views.by_key(typed) is None
            assert [it.key for it in await views.cards(CARD)] == ["1"]
    finally:
        await koha.run("SET GLOBAL sql_mode = DEFAULT")


@pytest.mark.parametrize("zone", ["-12:00", "+00:00", "+13:00"])
async def test_days_are_tokyos_whatever_zone_the_server_is_in(koha: Koha, zone: str) -> None:
    await koha.run(
        "UPDATE borrowers SET password = 'x',"
        " password_expiration_date = DATE(CONVERT_TZ(UTC_TIMESTAMP(), '+00:00', '+09:00'))",
        f"SET GLOBAL time_zone = '{zone}'",
    )
    try:
        async with koha.opened() as views:
            today = await views.by_key("1")
            await koha.run(
                "UPDATE borrowers SET password_expiration_date = password_expiration_date + INTERVAL 1 DAY"
            )
            tomorrow = await views.by_key("1")
    finally:
        await koha.run("SET GLOBAL time_zone = 'SYSTEM'")

    assert today is not None
    assert tomorrow is not None
    assert [json.loads(it.text)["password"]["must_change"] for it in (today, tomorrow)] == [1, 0]


async def test_a_list_that_is_cut_is_refused_wherever_the_cut_falls(
    mariadb: MariaDb, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = str(key_of("many_holds"))
    async with mariadb.koha(hostile=True) as koha:
        async with koha.opened() as views:
            whole = await views.by_key(key)
            assert whole is not None
        holds = whole.text[whole.text.index('"holds":[') + len('"holds":[') :].encode()
        end = holds.index(b"},{", 500_000) + 1  # where an object ends: what is left would be JSON
        for most in (end, end + 1, end + 7, 1024 * 1024):
            monkeypatch.setattr(connections, "_SESSION", f"SET SESSION group_concat_max_len = {most}")
            monkeypatch.setattr("services.systems.mariadb.views.MOST_JSON", most)
            async with koha.opened() as views:
                with pytest.raises(errors.RecordUnfit) as refused:
                    await views.by_key(key)
                assert [str(it) for it in refused.value.faults] == ["not whole"]
                assert await views.by_key(str(key_of("spelled"))) is not None


async def test_a_record_without_a_mark_is_refused_and_its_patron_is_not_gone(
    koha: Koha, views: MariaDbViews
) -> None:
    await mark_is(koha, "NULL")
    with pytest.raises(errors.RecordUnfit) as refused:
        await views.mark("1")
    assert [str(it) for it in refused.value.faults] == ["mark: null"]
    assert await views.mark("0") is None


async def test_a_server_that_can_prepare_no_more_is_busy_and_comes_back(
    koha: Koha, views: MariaDbViews
) -> None:
    await koha.run("SET GLOBAL max_prepared_stmt_count = 0")
    try:
        with pytest.raises(errors.SystemBusy):
            await views.mark("1")
    finally:
        await koha.run("SET GLOBAL max_prepared_stmt_count = DEFAULT")
    assert await views.mark("1") is not None


async def test_a_text_that_is_no_json_is_refused(koha: Koha, views: MariaDbViews) -> None:
    for name, column in (("counter_record", "record"), ("counter_masters", "masters")):
        await koha.run(
            f"CREATE OR REPLACE SQL SECURITY DEFINER VIEW {koha.views}.{name} AS SELECT borrowernumber AS record_key,"
            f" cardnumber AS card_number, '{{\"version\":1,' AS {column} FROM {koha.database}.borrowers"
        )
    with pytest.raises(errors.RecordUnfit):
        await views.by_key("1")
    with pytest.raises(errors.RecordUnfit):
        await views.masters()


async def test_a_connection_on_which_anything_else_went_wrong_is_not_used_again(
    koha: Koha, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the server still has to say there would be the next statement's answer."""
    which = "SELECT CONNECTION_ID()"

    async def lost_count(*_: Any) -> Any:
        raise RuntimeError

    async with connected(parse(koha.address), PASSWORD) as session:
        before = await session.read(which)
        assert await session.read(which) == before
        monkeypatch.setattr(connections.Connections, "_rows", lost_count)
        with pytest.raises(RuntimeError):
            await session.read(which)
        monkeypatch.undo()
        assert await session.read(which) != before


async def test_nothing_of_a_patron_is_logged(
    koha: Koha, views: MariaDbViews, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await views.by_key("1")
    await views.by_key("1-and-more")  # the server warns of it, with the text
    await views.cards(CARD)

    assert [it.getMessage() for it in caplog.records if "asyncmy" in it.name] == []
    assert CARD not in caplog.text


async def test_a_login_of_a_database_that_is_not_there_is_told(mariadb: MariaDb, koha: Koha) -> None:
    async with administrator(koha.server) as connection:
        await ran(connection, f"GRANT SELECT ON nowhere.* TO {koha.login}@localhost")
    address = koha.address.replace(f"/{koha.views}?", "/nowhere?")

    with pytest.raises(errors.SystemViewsUnfit):
        async with open_views(address, PASSWORD):
            pass


def test_the_driver_is_loaded_by_the_first_connection_and_no_sooner() -> None:
    """A library without another system has no time for it."""
    loaded = "import sys, services.systems.sources, services.systems.mariadb.views; print('asyncmy' in sys.modules)"

    ran_apart = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert ran_apart.stdout == "False\n"

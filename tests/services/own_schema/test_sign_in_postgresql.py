"""Signing in on PostgreSQL: the login that was typed opens the library, and no other does."""

import asyncio
import sys
from contextlib import AsyncExitStack

import pytest
from sqlalchemy import event, text
from sqlalchemy.engine import make_url

from services.contract.errors import (
    DatabaseHoldsLogin,
    DatabaseUrlBad,
    ServiceError,
    SignInFailed,
    StaffDisabled,
    SystemLoginClosed,
    SystemLoginRefused,
    SystemUnreachable,
)
from services.own_schema import sign_in_postgresql
from services.own_schema.sign_in_postgresql import Entered, check_server, entered
from services.rules.secret import Secret
from services.rules.vocabulary import Role
from tests.helpers.city import PASSWORD, City
from tests.helpers.listening import listening
from tests.helpers.postgres import Server
from tests.helpers.waiting import until

TLS_WANTED = b"\x04\xd2\x16\x2f"


async def refused(city: City, staff_id: str, password: str = PASSWORD) -> ServiceError:
    """Try to come in, and tell why not."""
    with pytest.raises(ServiceError) as caught:
        async with entered(city.url, staff_id, Secret(password), hasher=city.hasher):
            pytest.fail("came in")
    return caught.value


async def test_who_signs_in_is_who_is_connected(city: City) -> None:
    name = city.names["supervisor"]
    async with entered(city.url, name, Secret(PASSWORD), hasher=city.hasher) as came_in:
        assert (came_in.member.id, came_in.member.role) == (name, Role.SUPERVISOR)
        async with came_in.library.db.reading() as conn:
            assert (await conn.exec_driver_sql("SELECT session_user")).scalar_one() == name


async def test_the_first_look_finds_its_plans_made(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_in_postgresql, "_WARM_AFTER", 0.0)
    async with entered(city.url, city.names["counter"], Secret(PASSWORD), hasher=city.hasher) as came_in:
        asked: list[str] = []
        engine = came_in.library.db.engines[0].sync_engine
        event.listen(engine, "after_cursor_execute", lambda *told: asked.append(told[2]))
        await until(lambda: "SELECT madoguchi_warm()" in asked)
    assert await city.town.looks() == []
    assert await city.town.acts() == []


@pytest.mark.parametrize(
    ("statement", "told"),
    [("SELECT 1 / 0", True), ("SELECT pg_terminate_backend(pg_backend_pid())", False)],
    ids=["a bug", "a lost connection"],
)
async def test_what_fails_while_plans_are_made_ends_no_sign_in(
    city: City,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    statement: str,
    told: bool,
) -> None:
    ended: list[str] = []
    monkeypatch.setattr(sign_in_postgresql, "_WARM_AFTER", 0.0)
    monkeypatch.setattr(sign_in_postgresql, "_WARM", text(statement))
    async with entered(city.url, city.names["counter"], Secret(PASSWORD), hasher=city.hasher) as came_in:
        engine = came_in.library.db.engines[0].sync_engine
        event.listen(engine, "handle_error", lambda _: ended.append(statement))
        await until(lambda: bool(ended))
        await until(lambda: bool(caplog.records) is told)
        assert await came_in.library.staff.sign_in(city.names["counter"], Secret(PASSWORD)) == came_in.member
    assert [it.name for it in caplog.records] == ["services.own_schema.sign_in_postgresql"] * told


async def test_a_password_is_the_same_with_and_without_an_ime(city: City) -> None:
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in "abcd1234")
    name = city.names["counter"]
    await city.library.staff.set_password(name, Secret("abcd1234"))
    async with entered(city.url, name, Secret(wide), hasher=city.hasher) as came_in:
        assert came_in.member.id == name


async def test_wrong_and_unknown_are_told_alike(city: City) -> None:
    for error in (
        await refused(city, city.names["counter"], "something else"),
        await refused(city, "nobody-of-ours"),
        await refused(city, city.names["counter"], "\ud800"),
    ):
        assert (type(error), vars(error)) == (SignInFailed, {"tries_left": None})


@pytest.mark.parametrize("service", ["worker", "portal", "circulation"])
async def test_a_service_is_nobody_at_a_desk(city: City, service: str) -> None:
    assert isinstance(await refused(city, city.names[service]), SignInFailed)


async def test_an_administrator_is_nobody_at_a_desk(city: City) -> None:
    administrator = make_url(city.url)
    assert isinstance(
        await refused(city, str(administrator.username), str(administrator.password)), SignInFailed
    )


async def test_another_librarys_staff_are_nobody_here(city: City, postgres: Server) -> None:
    with postgres.library() as elsewhere, pytest.raises(SignInFailed):
        async with entered(elsewhere, city.names["counter"], Secret(PASSWORD), hasher=city.hasher):
            pytest.fail("came in")


async def test_a_name_that_the_server_would_cut_short_is_nobodys(city: City) -> None:
    long = "x" * 63
    await city.library.staff.add(long, name="窓口", role=Role.COUNTER, branch_id=1, password=Secret(PASSWORD))
    async with AsyncExitStack() as stack:
        stack.push_async_callback(drop, city, long)
        assert isinstance(await refused(city, f"{long}y"), SignInFailed)


async def drop(city: City, name: str) -> None:
    admin = await city.connect()
    await admin.execute(f'REVOKE ALL ON DATABASE {make_url(city.url).database} FROM "{name}"')
    await admin.execute(f'DROP ROLE "{name}"')
    await admin.close()


async def test_who_is_disabled_is_told_so_and_only_they(city: City) -> None:
    name = city.names["counter"]
    await city.library.staff.disable(name)

    assert isinstance(await refused(city, name), StaffDisabled)
    assert isinstance(await refused(city, name, "something else"), SignInFailed)


async def turn_away(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Say what a server says to a computer that has no line in its pg_hba.conf, whoever comes."""
    while True:
        length = int.from_bytes(await reader.readexactly(4))
        asked = await reader.readexactly(length - 4)
        if asked == TLS_WANTED:
            writer.write(b"N")
            continue
        fields = b"SFATAL\0C28000\0Mno entry\0\0"
        writer.write(b"E" + (len(fields) + 4).to_bytes(4) + fields)
        writer.close()
        return


async def test_a_server_that_takes_nobody_from_here_is_told_as_that() -> None:
    async with listening(turn_away) as port:
        with pytest.raises(SystemLoginClosed):
            async with entered(f"postgresql://127.0.0.1:{port}/ils", "aoki", Secret("x")):
                pytest.fail("came in")


@pytest.mark.parametrize(("mode", "is_told"), [("", True), ("?sslmode=verify-full", False)])
async def test_what_listens_on_this_computer_is_told_a_password_unless_it_has_to_prove_itself(
    mode: str, *, is_told: bool
) -> None:
    """As docs/security.md says; the driver has no switch against it."""
    heard = []

    async def ask_in_clear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while length := int.from_bytes(await reader.read(4)):
            if await reader.readexactly(length - 4) == TLS_WANTED:
                writer.write(b"N")
                continue
            writer.write(b"R\0\0\0\x08\0\0\0\x03")  # AuthenticationCleartextPassword
            heard.append(await reader.read(100))
            break
        writer.close()

    async with listening(ask_in_clear) as port:
        with pytest.raises(SystemUnreachable):
            async with entered(f"postgresql://127.0.0.1:{port}/ils{mode}", "aoki", Secret("geheim")):
                pytest.fail("came in")
    assert (b"geheim" in b"".join(heard)) is is_told


async def test_nothing_stays_open(city: City) -> None:
    name = city.names["counter"]
    async with entered(city.url, name, Secret(PASSWORD), hasher=city.hasher):
        pass
    await refused(city, name, "something else")
    admin = await city.connect()
    count = "SELECT count(*) FROM pg_stat_activity WHERE usename = $1"
    while await admin.fetchval(count, name):  # a closed connection's process ends by itself
        pass
    await admin.close()


async def test_a_refusal_is_noted_for_whoever_waits_for_it(city: City) -> None:
    name = city.names["counter"]
    async with entered(city.url, name, Secret(PASSWORD), hasher=city.hasher) as came_in:
        await city.library.staff.disable(name)
        await until_refused(came_in, city)
        assert isinstance(await came_in.library.db.refusal(), SystemLoginClosed)


async def until_refused(came_in: Entered, city: City) -> None:
    while True:
        try:
            await came_in.library.backend.look_ups.by_card("123456789", city.actor("counter"))
        except SystemLoginRefused:
            return
        except SystemUnreachable:
            continue


async def test_a_desks_address_names_no_login(city: City) -> None:
    address = make_url(city.url)
    plain = address._replace(username=None, password=None)
    await check_server(plain.render_as_string(hide_password=False))
    for url in (plain.set(username="clerk"), plain.set(username="clerk", password="x")):
        with pytest.raises(DatabaseHoldsLogin):
            await check_server(url.render_as_string(hide_password=False))


async def test_a_server_that_is_not_there_is_told_before_anybody_signs_in(unused_tcp_port: int) -> None:
    with pytest.raises(SystemUnreachable):
        await check_server(f"postgresql://127.0.0.1:{unused_tcp_port}/ils")
    with pytest.raises(DatabaseUrlBad if sys.platform == "win32" else SystemUnreachable):
        await check_server("postgresql:///ils?host=/nowhere")
    with pytest.raises(DatabaseUrlBad):
        await check_server("postgresql://127.0.0.1")

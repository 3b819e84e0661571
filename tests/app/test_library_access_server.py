"""The door of a library on PostgreSQL: opened by who signs in, and shut behind them."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from app.library_access import ServerDoor
from app.sign_in_attempts import WrongTries
from services.contract.errors import (
    DatabaseHoldsLogin,
    DatabaseUrlBad,
    SignInFailed,
    StaffDisabled,
    StaffLocked,
    SystemUnreachable,
)
from services.rules.policy import DEFAULT_POLICY
from services.rules.secret import Secret
from tests.helpers.city import PASSWORD, City

WRONG = Secret("something else")


def plain(city: City) -> str:
    """Give the address as a counter's settings name it: without a login."""
    return make_url(city.url)._replace(username=None, password=None).render_as_string(hide_password=False)


@pytest.fixture
def door(city: City, tmp_path: Path) -> ServerDoor:
    return ServerDoor(plain(city), WrongTries(tmp_path / "sign-in.json"))


async def connections(city: City, who: str) -> int:
    admin = await city.connect()
    count: int = await admin.fetchval(
        "SELECT count(*) FROM pg_stat_activity WHERE usename = $1", city.names[who]
    )
    await admin.close()
    return count


async def test_nobody_is_connected_before_somebody_signs_in(city: City, door: ServerDoor) -> None:
    await door.prepare()
    assert await connections(city, "counter") == 0

    member = await door.sign_in(city.names["counter"], Secret(PASSWORD))
    assert member.id == city.names["counter"]
    assert await connections(city, "counter") > 0
    library = await door.library()
    assert library.masters.current.branches

    await door.sign_out()
    while await connections(city, "counter"):
        pass  # the server's processes end by themselves
    again = await door.sign_in(city.names["supervisor"], Secret(PASSWORD))
    assert again.id == city.names["supervisor"]
    await door.aclose()


async def test_wrong_tries_are_counted_and_lock(city: City, door: ServerDoor, tmp_path: Path) -> None:
    name = city.names["counter"]
    for left in (4, 3, 2, 1):
        with pytest.raises(SignInFailed) as failed:
            await door.sign_in(name, WRONG)
        assert failed.value.tries_left == left
    with pytest.raises(StaffLocked):
        await door.sign_in(name, WRONG)
    another_start = ServerDoor(plain(city), WrongTries(tmp_path / "sign-in.json"))
    with pytest.raises(StaffLocked):
        await another_start.sign_in(name, Secret(PASSWORD))
    assert await connections(city, "counter") == 0


async def test_an_id_that_nobody_has_is_told_as_one_that_somebody_has(door: ServerDoor) -> None:
    for left in (4, 3):
        with pytest.raises(SignInFailed) as failed:
            await door.sign_in("nobody-of-ours", WRONG)
        assert failed.value.tries_left == left


async def test_a_right_password_ends_the_count(city: City, door: ServerDoor) -> None:
    name = city.names["counter"]
    for _ in range(4):
        with pytest.raises(SignInFailed):
            await door.sign_in(name, WRONG)
    await door.sign_in(name, Secret(PASSWORD))
    await door.sign_out()
    with pytest.raises(SignInFailed) as failed:
        await door.sign_in(name, WRONG)
    assert failed.value.tries_left == DEFAULT_POLICY.staff_wrong_tries_to_lock - 1
    await door.aclose()


async def test_who_is_disabled_is_told_each_time_and_not_locked(city: City, door: ServerDoor) -> None:
    await city.library.staff.disable(city.names["counter"])
    for _ in range(DEFAULT_POLICY.staff_wrong_tries_to_lock + 1):
        with pytest.raises(StaffDisabled):
            await door.sign_in(city.names["counter"], Secret(PASSWORD))


async def test_a_server_that_is_away_is_no_wrong_try(
    city: City, door: ServerDoor, tmp_path: Path, unused_tcp_port: int
) -> None:
    tries = WrongTries(tmp_path / "sign-in.json")
    away = ServerDoor(f"postgresql://127.0.0.1:{unused_tcp_port}/ils", tries)
    with pytest.raises(SystemUnreachable):
        await away.prepare()
    for _ in range(DEFAULT_POLICY.staff_wrong_tries_to_lock + 1):
        with pytest.raises(SystemUnreachable):
            await away.sign_in(city.names["counter"], WRONG)
    no_such_library = make_url(plain(city)).set(database="nowhere")
    lost = ServerDoor(no_such_library.render_as_string(), tries)
    for _ in range(DEFAULT_POLICY.staff_wrong_tries_to_lock + 1):
        with pytest.raises(DatabaseUrlBad):
            await lost.sign_in(city.names["counter"], Secret(PASSWORD))


async def test_the_librarys_own_limit_is_learnt(city: City, door: ServerDoor) -> None:
    admin = await city.connect()
    await admin.execute(
        "INSERT INTO circulation_rule (name, valid_from, value) "
        "VALUES ('staff_wrong_tries_to_lock', '2020-01-01', '2') "
        "ON CONFLICT (name, valid_from) DO UPDATE SET value = '2'"
    )
    await admin.close()
    await door.sign_in(city.names["counter"], Secret(PASSWORD))
    await door.sign_out()
    with pytest.raises(SignInFailed) as failed:
        await door.sign_in(city.names["counter"], WRONG)
    assert failed.value.tries_left == 1
    with pytest.raises(StaffLocked):
        await door.sign_in(city.names["counter"], WRONG)


async def test_an_address_with_a_login_in_it_opens_for_nobody(city: City, tmp_path: Path) -> None:
    door = ServerDoor(city.url, WrongTries(tmp_path / "sign-in.json"))
    with pytest.raises(DatabaseHoldsLogin):
        await door.prepare()
    with pytest.raises(DatabaseHoldsLogin):
        await door.sign_in(city.names["counter"], Secret(PASSWORD))


async def test_who_leaves_while_signing_in_leaves_nothing_open(city: City, door: ServerDoor) -> None:
    for turns in range(0, 60, 7):
        coming = asyncio.create_task(door.sign_in(city.names["counter"], Secret(PASSWORD)))
        for _ in range(turns):
            await asyncio.sleep(0)
        coming.cancel()
        await asyncio.wait({coming})
        await door.sign_out()
    await door.aclose()
    while await connections(city, "counter"):
        pass

"""What a token of a patron's log-in is good for: its own login, until it ends."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from services.own_schema.database.tables import password_credential
from services.rules.secret import Secret
from services.rules.vocabulary import CredentialKind
from tests.helpers.city import City
from tests.helpers.passwords import CHEAP_HASHER
from tests.helpers.patrons import CARD, NOW, TODAY
from tests.services.acts.staging import all_rows, changed
from tests.services.own_schema.schema.postgresql.calling import SETTINGS, connected, not_granted, refused
from tests.services.own_schema.schema.postgresql.checks_scene import until_it_waits
from tests.services.own_schema.schema.postgresql.portal_scene import (
    CHANGE,
    LOG_OUT,
    LOGGED_IN,
    NOBODY,
    Own,
    logged_in,
    made,
    the_credential,
)
from tests.services.rules.passwords.test_password_recipes import BAD


@pytest.fixture
async def own(city: City) -> Own:
    return await made(city)


def new_hash() -> str:
    return CHEAP_HASHER.hash_now(Secret("Fune0815"))


def calls(token: str | None) -> list[tuple[str, list[Any]]]:
    """Give a call of each function that wants a log-in."""
    return [(LOGGED_IN, [token]), (CHANGE, [token, new_hash()])]


@pytest.mark.parametrize("who", ["counter", "phone", "supervisor", "worker", "circulation"])
async def test_nobody_else_calls_them(city: City, own: Own, who: str) -> None:
    async with connected(city, who) as conn:
        for call, values in (*calls(own.token), (LOG_OUT, [own.token])):
            await not_granted(conn, call, *values)


@pytest.mark.parametrize("token", ["", "x", "0" * 64, None])
async def test_without_a_token_nothing_is_done(city: City, own: Own, token: str | None) -> None:
    before = await all_rows(city.library.db)
    async with connected(city, "portal") as conn:
        for call, values in calls(token):
            assert await refused(conn, call, *values) == NOBODY, call
        await conn.fetchval(LOG_OUT, token)
        assert await conn.fetchval(LOGGED_IN, own.token) == own.patron_id
    assert not changed(before, await all_rows(city.library.db))


async def test_a_token_ends_and_is_its_logins_alone(city: City, own: Own) -> None:
    async with connected(city) as admin:
        await admin.fetchval(LOG_OUT, own.token)
        for call, values in calls(own.token):
            assert await refused(admin, call, *values) == NOBODY
    async with connected(city, "portal") as conn:
        for setting in SETTINGS:
            await conn.execute(setting)
        await city.town.set_time(NOW + timedelta(minutes=29))
        assert await conn.fetchval(LOGGED_IN, own.token) == own.patron_id
        await city.town.set_time(NOW + timedelta(minutes=31))
        for call, values in calls(own.token):
            assert await refused(conn, call, *values) == NOBODY


@pytest.mark.parametrize("change", [{"disabled_at": NOW}, {"hash": "$argon2id$v=19$other"}])
async def test_a_token_ends_with_its_password(city: City, own: Own, change: dict[str, Any]) -> None:
    of_patron = password_credential.c.patron_id == own.patron_id
    await city.town.change(password_credential, of_patron, **change)
    async with connected(city, "portal") as conn:
        for call, values in calls(own.token):
            assert await refused(conn, call, *values) == NOBODY


async def test_who_has_to_change_their_password_does_nothing_else(city: City) -> None:
    first = await made(city, must_change=True, kind=CredentialKind.INITIAL, expires_on=TODAY)
    async with connected(city, "portal") as conn:
        assert await refused(conn, LOGGED_IN, first.token) == NOBODY
        await conn.fetchval(CHANGE, first.token, new_hash())
        assert await conn.fetchval(LOGGED_IN, first.token) == first.patron_id
    row = await the_credential(city, first.patron_id)
    assert (row["kind"], row["must_change"], row["expires_on"]) == (CredentialKind.PATRON, False, None)


async def test_a_new_password_ends_every_other_log_in(city: City, own: Own) -> None:
    kept = await the_credential(city, own.patron_id)
    async with connected(city, "portal") as conn:
        other = await logged_in(conn, CARD, kept["hash"])
        await conn.fetchval(CHANGE, own.token, new_hash())
        assert await refused(conn, LOGGED_IN, other) == NOBODY
        assert await conn.fetchval(LOGGED_IN, own.token) == own.patron_id


async def test_a_password_reissued_meanwhile_stays(city: City, own: Own) -> None:
    reissued = new_hash()
    async with connected(city, "portal") as conn, connected(city) as admin:
        await admin.execute("BEGIN")
        await admin.execute("SELECT FROM patron WHERE id = $1 FOR NO KEY UPDATE", own.patron_id)
        await admin.execute(
            "UPDATE password_credential SET hash = $1 WHERE patron_id = $2", reissued, own.patron_id
        )
        asked = asyncio.create_task(refused(conn, CHANGE, own.token, new_hash()))
        await until_it_waits(admin)
        await admin.execute("COMMIT")
        assert await asked == NOBODY
    assert (await the_credential(city, own.patron_id))["hash"] == reissued


async def test_the_password_of_another_patron_stays(city: City, own: Own) -> None:
    other = await made(city, "223456789")
    before = await the_credential(city, other.patron_id)
    async with connected(city, "portal") as conn:
        await conn.fetchval(CHANGE, own.token, new_hash())
        assert await conn.fetchval(LOGGED_IN, other.token) == other.patron_id
    assert await the_credential(city, other.patron_id) == before


async def test_a_password_is_a_hash_that_can_be_followed(city: City, own: Own) -> None:
    before = await the_credential(city, own.patron_id)
    async with connected(city, "portal") as conn:
        for hashed in (None, str(before["hash"])):
            assert await refused(conn, CHANGE, own.token, hashed) == "a new password is another one"
        for hashed in BAD:
            if "\0" not in hashed:
                said = await refused(conn, CHANGE, own.token, hashed)
                assert said == "what is told is within its bounds", hashed
                assert await the_credential(city, own.patron_id) == before, hashed
    assert await the_credential(city, own.patron_id) == before


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
async def test_an_older_snapshot_is_refused(city: City, own: Own, level: str) -> None:
    async with connected(city, "portal") as conn:
        for call, values in (*calls(own.token), (LOG_OUT, [own.token])):
            await conn.execute(f"BEGIN ISOLATION LEVEL {level}")
            assert await refused(conn, call, *values) == "a call wants READ COMMITTED"
            await conn.execute("ROLLBACK")

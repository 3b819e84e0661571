"""What a token of 「利用者のページ」 lets its login do: with one patron's own rows, until it ends."""

import json
from datetime import timedelta
from typing import Any

import pytest

from services.database.tables import (
    loan,
    outgoing_mail,
    password_credential,
)
from services.rules.vocabulary import CredentialKind
from services.secret import Secret
from tests.helpers.city import City
from tests.helpers.passwords import CHEAP_HASHER
from tests.helpers.patrons import CARD, NOW, TODAY, in_days
from tests.services.acts.staging import all_rows, changed
from tests.services.schema.postgresql.calling import SETTINGS, connected, not_granted, refused
from tests.services.schema.postgresql.portal_scene import (
    CANCEL_HOLD,
    CHANGE_HOLD,
    EMAIL,
    NOBODY,
    PAGE,
    PASSWORD,
    RENEW,
    Own,
    logged_in,
    made,
    the_row,
)


@pytest.fixture
async def own(city: City) -> Own:
    return await made(city)


async def test_a_patron_does_everything_with_the_right_to_call_functions_alone(city: City, own: Own) -> None:
    async with connected(city, "portal") as conn:
        for call, values in own.calls(city):
            assert await conn.fetchval(call, *values) is not False, call
        page = json.loads(await conn.fetchval(PAGE, own.token))
        await conn.fetchval("SELECT madoguchi_log_out($1)", own.token)
        assert await refused(conn, PAGE, own.token) == NOBODY
    assert page["patron"]["email"] == "own@example.jp"
    assert [it["id"] for it in page["loans"]] == [own.loan]
    assert [it["id"] for it in page["holds"]] == [own.ready]
    assert [it["reason"] for it in page["cancelled"]] == ["by_patron"]
    assert [it["question"] for it in page["questions"]] == ["どこですか"]
    assert not {"address", "birth_date", "phone", "kana"} & set(page["patron"])
    renewed = await the_row(city, loan, own.loan)
    assert (renewed["due_on"], renewed["renewals"], renewed["renewed_on"]) == (in_days(20), 1, TODAY)
    password = await the_row(city, password_credential, own.patron_id)
    assert (password["kind"], password["version"]) == (CredentialKind.PATRON, 2)
    mails = [(row["kind"], row["recipient"], row["body"]) for row in await city.town.all_rows(outgoing_mail)]
    assert sorted(mails) == [
        ("email_registered", None, None),
        ("question_received", None, None),
    ]


@pytest.mark.parametrize("who", ["counter", "phone", "supervisor", "worker"])
async def test_nobody_else_calls_them(city: City, own: Own, who: str) -> None:
    async with connected(city, who) as conn:
        for call, values in own.calls(city):
            await not_granted(conn, call, *values)


@pytest.mark.parametrize("token", ["", "x", "0" * 64, None])
async def test_without_a_token_nothing_is_done(city: City, own: Own, token: str | None) -> None:
    before = await all_rows(city.library.db)
    async with connected(city, "portal") as conn:
        for call, values in own.calls(city):
            assert await refused(conn, call, token, *values[1:]) == NOBODY, call
    assert not changed(before, await all_rows(city.library.db))


async def test_a_token_ends_and_is_its_logins_alone(city: City, own: Own) -> None:
    admin = await city.connect()
    try:
        assert await refused(admin, PAGE, own.token) == NOBODY
    finally:
        await admin.close()
    async with connected(city, "portal") as conn:
        for setting in SETTINGS:
            await conn.execute(setting)
        await city.town.set_time(NOW + timedelta(minutes=29))
        assert await conn.fetchval(PAGE, own.token) is not None
        await city.town.set_time(NOW + timedelta(minutes=31))
        assert await refused(conn, PAGE, own.token) == NOBODY


@pytest.mark.parametrize("change", [{"disabled_at": NOW}, {"hash": "$argon2id$v=19$other"}])
async def test_a_token_ends_with_its_password(city: City, own: Own, change: dict[str, Any]) -> None:
    of_patron = password_credential.c.patron_id == own.patron_id
    await city.town.change(password_credential, of_patron, **change)
    async with connected(city, "portal") as conn:
        for call, values in own.calls(city):
            assert await refused(conn, call, *values) == NOBODY


async def test_who_has_to_change_their_password_does_nothing_else(city: City) -> None:
    first = await made(city, must_change=True, kind=CredentialKind.INITIAL, expires_on=TODAY)
    *others, change = first.calls(city)
    async with connected(city, "portal") as conn:
        for call, values in others:
            assert await refused(conn, call, *values) == NOBODY
        await conn.fetchval(change[0], *change[1])
        assert await conn.fetchval(PAGE, first.token) is not None


async def test_a_new_password_ends_every_other_log_in(city: City, own: Own) -> None:
    of_patron = await the_row(city, password_credential, own.patron_id)
    async with connected(city, "portal") as conn:
        other = await logged_in(conn, CARD, of_patron["hash"])
        await conn.fetchval(PASSWORD, own.token, CHEAP_HASHER.hash_now(Secret("Fune0815")))
        assert await refused(conn, PAGE, other) == NOBODY
        assert await conn.fetchval(PAGE, own.token) is not None


async def test_nothing_of_another_patron_is_reached(city: City, own: Own) -> None:
    other = await made(city, "223456789")
    before = await all_rows(city.library.db)
    async with connected(city, "portal") as conn:
        assert await conn.fetchval(RENEW, own.token, other.loan, 1, in_days(20)) is False
        held = [own.token, other.hold, 1]
        assert await conn.fetchval(CHANGE_HOLD, *held, "none", city.town.branch_id, None) is False
        assert await conn.fetchval(CANCEL_HOLD, *held) is False
        page = json.loads(await conn.fetchval(PAGE, own.token))
    assert page["patron"]["id"] == own.patron_id
    assert not changed(before, await all_rows(city.library.db))


@pytest.mark.parametrize("seen", [0, 2, -1, None])
async def test_what_is_not_as_it_was_seen_stays(city: City, own: Own, seen: int | None) -> None:
    before = await all_rows(city.library.db)
    async with connected(city, "portal") as conn:
        assert await conn.fetchval(RENEW, own.token, own.loan, seen, in_days(20)) is False
        held = [own.token, own.hold, seen]
        assert await conn.fetchval(CHANGE_HOLD, *held, "none", city.town.branch_id, None) is False
        assert await conn.fetchval(CANCEL_HOLD, *held) is False
        assert await conn.fetchval(EMAIL, own.token, seen, "a@example.jp", False) is False
    assert not changed(before, await all_rows(city.library.db))

"""What a patron does on 「利用者のページ」 stays within the library's bounds, whatever a stolen login says."""

from datetime import date, timedelta

import asyncpg
import pytest

from services.database.tables import (
    hold,
    hold_cancellation,
    loan,
    outgoing_mail,
    password_credential,
    patron,
    reference_question,
)
from services.rules.vocabulary import ContactMethod, HoldStatus
from tests.helpers.city import City
from tests.helpers.patrons import TODAY, in_days
from tests.services.acts.staging import all_rows, changed
from tests.services.schema.postgresql.calling import connected, refused
from tests.services.schema.postgresql.portal_scene import (
    ASK,
    CANCEL_HOLD,
    CHANGE_HOLD,
    EMAIL,
    PASSWORD,
    RENEW,
    Own,
    made,
    the_row,
)


@pytest.fixture
async def own(city: City) -> Own:
    return await made(city)


@pytest.mark.parametrize("until", [TODAY + timedelta(days=367), date.max, date.min, TODAY, None])
async def test_a_loan_is_renewed_within_bounds(city: City, own: Own, until: date | None) -> None:
    async with connected(city, "portal") as conn:
        said = await refused(conn, RENEW, own.token, own.loan, 1, until)
    assert said == "a loan is renewed to a later day, as often as the library lets it"
    assert (await the_row(city, loan, own.loan))["renewals"] == 0


async def test_a_loan_is_renewed_as_often_as_the_library_lets_it_and_once_back_never(
    city: City, own: Own
) -> None:
    async with connected(city, "portal") as conn:
        assert await conn.fetchval(RENEW, own.token, own.loan, 1, in_days(20)) is True
        said = await refused(conn, RENEW, own.token, own.loan, 2, in_days(30))
        assert said == "a loan is renewed to a later day, as often as the library lets it"
        await city.town.change(loan, loan.c.id == own.loan, returned_on=TODAY)
        assert await conn.fetchval(RENEW, own.token, own.loan, 3, in_days(30)) is False


async def test_a_hold_that_was_found_stays_as_it_is(city: City, own: Own) -> None:
    branch = city.town.branch_id
    async with connected(city, "portal") as conn:
        said = await refused(conn, CHANGE_HOLD, own.token, own.ready, 1, "none", branch, None)
        assert said == "a patron changes a hold that waits"
        assert (
            await refused(conn, CANCEL_HOLD, own.token, own.ready, 1) == "a patron cancels a hold that waits"
        )
    assert (await the_row(city, hold, own.ready))["status"] is HoldStatus.READY
    assert await city.town.all_rows(hold_cancellation) == []


async def test_a_hold_is_changed_to_what_there_is(city: City, own: Own) -> None:
    town = city.town
    where = "a hold is handed over at a branch, or at a stop of the mobile library"
    how = "a patron is told by mail, where there is an address, or not at all"
    await town.change(patron, patron.c.id == own.patron_id, email=None)
    async with connected(city, "portal") as conn:
        for contact, branch, stop, said in (
            ("none", None, None, where),
            ("none", 2**40, None, where),
            ("none", town.branch_id, town.stop_id, where),
            ("none", town.mobile_id, None, where),
            ("none", town.mobile_id, 2**40, where),
            ("phone", town.branch_id, None, how),
            ("mail", town.branch_id, None, how),
            ("", town.branch_id, None, how),
            (None, town.branch_id, None, how),
        ):
            call = (CHANGE_HOLD, own.token, own.hold, 1, contact, branch, stop)
            assert await refused(conn, *call) == said, (contact, branch, stop)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "x",
        "a@b@c.jp",
        "a b@example.jp",
        "a@x.jp\nBcc: b@x.jp",
        "a@x.jp\n",
        "=?utf-8?b??=@x.jp, b@x.jp",
        "a" * 250 + "@x.jp",
    ],
)
async def test_a_mail_goes_to_an_address(city: City, own: Own, address: str) -> None:
    before = await all_rows(city.library.db)
    async with connected(city, "portal") as conn:
        said = await refused(conn, EMAIL, own.token, 1, address, False)
        assert said == "a mail goes to an address"
        said = await refused(conn, ASK, own.token, "x", address, None, "x")
        assert said == "a question has a name, an address and a text"
    assert not changed(before, await all_rows(city.library.db))


async def test_a_wish_for_mail_goes_with_the_address(city: City, own: Own) -> None:
    await city.town.change(hold, hold.c.id == own.hold, contact=ContactMethod.MAIL)
    await city.town.change(patron, patron.c.id == own.patron_id, email="old@example.jp")
    async with connected(city, "portal") as conn:
        for without in (False, None):
            said = await refused(conn, EMAIL, own.token, 2, None, without)
            assert said == "a wish for mail goes with the address"
        assert await conn.fetchval(EMAIL, own.token, 2, None, True) is True
    assert (await the_row(city, hold, own.hold))["contact"] is ContactMethod.NONE
    assert (await the_row(city, patron, own.patron_id))["email"] is None
    assert await city.town.all_rows(outgoing_mail) == []


async def test_a_notice_to_the_old_address_is_taken_back(city: City, own: Own) -> None:
    async with connected(city, "portal") as conn:
        assert await conn.fetchval(EMAIL, own.token, 1, "first@example.jp", False)
        assert await conn.fetchval(EMAIL, own.token, 2, "second@example.jp", False)
    (notice,) = await city.town.all_rows(outgoing_mail)
    assert (notice["recipient"], notice["status"]) == (None, "waiting")


@pytest.mark.parametrize(
    "hashed",
    [
        "",
        None,
        "Kingyo2026",
        "$argon2i$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2g",
        "$argon2id$v=19$m=1048576,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2g",
        "$argon2id$v=19$m=262144,t=16,p=1$c2FsdHNhbHQ$aGFzaGhhc2g",
        "$argon2id$v=19$m=8,t=1,p=99$c2FsdHNhbHQ$aGFzaGhhc2g",
        "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$" + "a" * 255,
    ],
)
async def test_a_password_is_a_hash_that_a_desk_can_follow(city: City, own: Own, hashed: str | None) -> None:
    async with connected(city, "portal") as conn:
        said = await refused(conn, PASSWORD, own.token, hashed)
    assert said == "a new password is kept as a hash within the bounds"
    assert (await the_row(city, password_credential, own.patron_id))["version"] == 1


async def test_twenty_questions_on_one_day_are_enough(city: City, own: Own) -> None:
    async with connected(city, "portal") as conn:
        asked = (ASK, own.token, "川口", "hanako@example.jp", None, "x")
        for _ in range(20):
            await conn.fetchval(*asked)
        assert await refused(conn, *asked) == "no more questions on one day"
    assert len(await city.town.all_rows(reference_question)) == 20


async def test_an_error_tells_nothing_of_the_row(city: City, own: Own) -> None:
    async with connected(city, "portal") as conn:
        with pytest.raises(asyncpg.PostgresError) as caught:
            await conn.fetchval(ASK, own.token, "川口" * 100, "hanako@example.jp", None, "x")
        assert (caught.value.message, caught.value.detail) == (
            "madoguchi: the call could not be carried out",
            None,
        )


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
async def test_an_older_snapshot_is_refused(city: City, own: Own, level: str) -> None:
    async with connected(city, "portal") as conn:
        for call, values in own.calls(city):
            await conn.execute(f"BEGIN ISOLATION LEVEL {level}")
            assert await refused(conn, call, *values) == "a call wants READ COMMITTED"
            await conn.execute("ROLLBACK")

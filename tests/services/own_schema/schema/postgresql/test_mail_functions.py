"""The worker's mail by functions: a stolen login reads what it claimed, settles what it claimed, and no more."""

from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from services.own_schema.database.tables import outgoing_mail
from services.rules.mailing import next_try
from services.rules.vocabulary import MailKind
from tests.helpers.city import City
from tests.helpers.patrons import NOW
from tests.services.own_schema.schema.postgresql.calling import SETTINGS, connected, not_granted, refused

CLAIM = "SELECT * FROM madoguchi_claim_mail()"
READ = "SELECT * FROM madoguchi_read_mail($1, $2)"
SETTLE = "SELECT madoguchi_settle_mail($1, $2, $3, $4)"


async def written(city: City, **changed: Any) -> int:
    values = {
        "patron_id": await city.town.patron(f"{300000000 + next(city.town.numbers)}"),
        "kind": MailKind.EMAIL_REGISTERED.value,
        "recipient": "hanako@example.jp",
        "body": "登録を受け付けました。",
        "status": "waiting",
        "queued_at": NOW,
        "next_try_at": NOW,
    }
    return await city.town.row(outgoing_mail, **(values | changed))


async def mails(city: City) -> dict[int, dict[str, Any]]:
    return {row["id"]: row for row in await city.town.all_rows(outgoing_mail)}


async def test_the_worker_sends_with_the_right_to_call_functions_alone(city: City) -> None:
    first, second, third = [await written(city) for _ in range(3)]
    async with city.open("worker") as library:
        outbox = library.outbox()
        assert await outbox.waiting() == 3
        claims = [await outbox.claim() for _ in range(3)]
        assert await outbox.claim() is None
        assert [claim.id for claim in claims if claim] == [first, second, third]
        taken, turned_away, refused_ = (claim for claim in claims if claim)
        letter = await outbox.letter(taken)
        assert (letter.recipient, letter.body, letter.queued_at) == (
            "hanako@example.jp",
            "登録を受け付けました。",
            NOW,
        )
        await outbox.sent(taken)
        assert await outbox.later(turned_away, 450)
        await outbox.refused(refused_, 550)
    found = await mails(city)
    assert [(found[it]["status"], found[it]["answer_code"]) for it in (first, second, third)] == [
        ("sent", None),
        ("waiting", 450),
        ("failed", 550),
    ]


@pytest.mark.parametrize("who", ["counter", "phone", "supervisor", "portal"])
async def test_nobody_else_calls_them(city: City, who: str) -> None:
    mail = await written(city)
    async with connected(city, who) as conn:
        await not_granted(conn, CLAIM)
        await not_granted(conn, READ, mail, 1)
        await not_granted(conn, SETTLE, mail, 1, "sent", None)
        await not_granted(conn, "SELECT madoguchi_waiting_mails()")
        await not_granted(conn, "SELECT madoguchi_next_try(now(), 1)")
        await not_granted(conn, "SELECT madoguchi_begin_work()")


async def test_a_call_of_who_is_no_worker_is_refused_by_the_function_too(city: City) -> None:
    mail = await written(city)
    admin = await city.connect()
    try:
        await admin.execute("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO madoguchi_portal")
        async with connected(city, "portal") as conn:
            for call, values in (
                (CLAIM, ()),
                (READ, (mail, 1)),
                (SETTLE, (mail, 1, "sent", None)),
                ("SELECT madoguchi_waiting_mails()", ()),
            ):
                assert await refused(conn, call, *values) == "this is the worker's"
    finally:
        await admin.close()


@pytest.mark.parametrize("status", ["waiting", "sending", "sent", "failed"])
async def test_what_nobody_claimed_under_that_number_is_neither_told_nor_settled(
    city: City, status: str
) -> None:
    settled = NOW if status in {"sent", "failed"} else None
    mail = await written(city, status=status, tries=3, settled_at=settled)
    before = await mails(city)
    async with connected(city, "worker") as conn:
        for tried in (0, 1, 2, 4, -1, None) if status == "sending" else (0, 1, 3, None):
            assert await conn.fetch(READ, mail, tried) == []
            if tried is not None:
                await conn.fetch(SETTLE, mail, tried, "sent", None)
        assert await conn.fetch(READ, None, None) == []
    assert await mails(city) == before


@pytest.mark.parametrize(
    "values",
    [
        (None, 1, "sent", None),
        (1, None, "sent", None),
        (1, 1, None, None),
        (1, 1, "erased", 1),
        (1, 1, "", 1),
    ],
)
async def test_what_came_of_a_mail_is_one_of_three(city: City, values: tuple[Any, ...]) -> None:
    async with connected(city, "worker") as conn:
        assert await refused(conn, SETTLE, *values) == "a mail is sent, refused or tried later"


async def test_what_the_client_sets_changes_nothing(city: City) -> None:
    mail = await written(city)
    async with connected(city, "worker") as conn:
        for setting in SETTINGS:
            await conn.execute(setting)
        row = await conn.fetchrow(CLAIM)
        assert row is not None
        assert row["mail_id"] == mail
        assert await conn.fetchval(SETTLE, mail, 1, "later", 450)
    (kept,) = (await mails(city)).values()
    again = next_try(NOW, 1)
    assert again is not None
    assert timedelta() <= kept["next_try_at"] - again < timedelta(minutes=1)


async def test_a_claim_that_is_rolled_back_is_none_and_an_older_snapshot_is_refused(city: City) -> None:
    mail = await written(city)
    async with connected(city, "worker") as conn:
        for begin in ("BEGIN", "BEGIN; SAVEPOINT a"):
            await conn.execute(begin)
            row = await conn.fetchrow(CLAIM)
            assert row is not None
            assert row["mail_id"] == mail
            await conn.execute("ROLLBACK")
            assert await conn.fetch(READ, mail, 1) == []
        await conn.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        assert await refused(conn, CLAIM) == "a call wants READ COMMITTED"
        await conn.execute("ROLLBACK")


async def test_an_error_tells_nothing_of_the_mail(city: City) -> None:
    mail = await written(city)
    admin = await city.connect()
    try:
        await admin.execute(
            "ALTER TABLE outgoing_mail ADD CONSTRAINT ck_no_claim CHECK (status <> 'sending') NOT VALID"
        )
        async with connected(city, "worker") as conn:
            with pytest.raises(asyncpg.CheckViolationError) as caught:
                await conn.fetch(CLAIM)
    finally:
        await admin.close()
    error = caught.value
    assert (error.constraint_name, error.detail) == ("ck_no_claim", None)
    assert "example" not in str(error)
    assert (await mails(city))[mail]["status"] == "waiting"


async def test_when_a_mail_is_tried_again_is_what_the_rule_says(city: City) -> None:
    admin = await city.connect()
    try:
        for tries in (-(2**31), -1, 0, *range(1, 18), 9_999, 10_000, 1_000_001, 2**31 - 1):
            found = await admin.fetchval("SELECT madoguchi_next_try($1, $2)", NOW, tries)
            assert found == next_try(NOW, tries), tries
    finally:
        await admin.close()

"""A hostile client with a stolen login finds every way closed by the database itself."""

from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from services.act_requests import ActRequest
from services.audit.verification import verify
from services.database.tables import identity_miss, outgoing_mail, reference_question, suspension
from services.rules.vocabulary import Channel, HoldStatus, MailKind, SuspensionReason
from services.secret import Secret
from tests.helpers.chains import record
from tests.helpers.city import City
from tests.helpers.patrons import NOW, at, days_ago, in_days
from tests.services.acts import stages
from tests.services.acts.staging import Rows, all_rows, changed
from tests.services.schema.postgresql.before.attacks import ATTACKS, CALL, LOGINS, Attack

DENIED = "42501"
GUARD = "madoguchi: "
_RECORD = (
    "INSERT INTO act (id, at, staff_id, branch_id, workstation, channel, patron_id, verb, outcome, details, sequence,"
    " hash) VALUES ($1, $2, $3, $4, 'w', 'counter', $5, 'hold.change', 'done', '{}', 99, repeat('0', 64))"
)
READ_OR_WRITE = (
    "SELECT",
    "INSERT",
    "UPDATE",
    "DELETE",
)  # which may also come to nothing, because no row is shown


async def row_names(city: City) -> dict[str, object]:
    """Fill the library with what is worth attacking, and tell its rows by name."""
    town, library = city.town, city.library
    patron = await town.patron("123456789")
    another = await town.patron("223456789")
    title = await town.title()
    item = await town.item(title)
    held = await town.hold(patron, bib=title)
    second = await town.hold(another, bib=title, placed_at=at(days_ago(2)))
    for_circulation = await _rows_of_circulation(city, patron, title)
    other_hold = await town.hold(another, bib=await town.title())
    await stages.with_a_cancelled_hold(town, library, "323456789")
    await stages.with_a_password_forgotten(town, library, "423456789")
    await stages.with_another_address(town, library, "523456789")
    await town.password(patron, city.hasher.hash_now(Secret("kingyo2026")), disabled_at=NOW)
    await town.row(
        outgoing_mail,
        patron_id=patron,
        kind=MailKind.EMAIL_REGISTERED,
        status="sent",
        queued_at=NOW,
        settled_at=at(days_ago(1)),
    )
    await record(library.db, ActRequest(actor=city.actor("other"), patron_id=patron))
    await library.backend.look_ups.by_card("123456789", city.actor("other"))
    question = await town.row(
        reference_question,
        patron_id=patron,
        name="x",
        email="x@example.jp",
        question="x",
        status="received",
        received_at=NOW,
    )
    stopped = await town.row(
        suspension,
        patron_id=patron,
        reason=SuspensionReason.LONG_OVERDUE,
        with_consent=False,
        started_at=NOW,
        started_by="x",
    )
    shelved = await town.title()
    cancelled = await town.cancelled(
        patron,
        bib_record_id=shelved,
        freed_item_id=await town.item(shelved),
        cancelled_at=NOW,
        placed_at=at(days_ago(20)),
        status=HoldStatus.READY,
        shelf_until=in_days(3),
        shelf_place="A",
        shelf_extensions=1,
    )
    checked = await town.identified(another, city.actor("other", Channel.PHONE))
    await town.row(identity_miss, check_id=checked, patron_id=another, at=NOW)
    loaned = await town.title()
    return {
        **for_circulation,
        "cancelled": cancelled,
        "patron": patron,
        "another": another,
        "free_title": await town.title(),
        "item": item,
        "hold": held,
        "other_hold": other_hold,
        "title": title,
        "second": second,
        "loan": await town.loan(patron, bib=loaned),
        "of_loan": await town.hold(patron, bib=loaned),
        "question": question,
        "suspension": stopped,
        "report": await town.report(patron),
        "settled": await town.report(patron, settled_at=NOW, settled_by="x"),
        "branch": town.branch_id,
    }


async def _rows_of_circulation(city: City, patron: int, title: int) -> dict[str, object]:
    """Lend, return and keep what the circulation system's login is tried on."""
    town = city.town
    lent, waiter = await town.title(), await town.patron("623456789")
    lent_copy = await town.item(lent)
    await town.loan(patron, item_id=lent_copy)
    await town.suspend(waiter, SuspensionReason.UNREACHABLE, started_by=city.names["other"])
    return {
        "other_copy": await town.item(await town.title()),
        "free_copy": await town.item(title),
        "lent_copy": lent_copy,
        "of_lent": await town.hold(waiter, bib=lent),
        "late": await town.hold(waiter, bib=title, placed_at=at(days_ago(9)), wait_until=days_ago(1)),
        "returned": await town.loan(patron, returned_on=days_ago(1)),
        "ready": await town.hold(waiter, status=HoldStatus.READY),
        "lifted": await town.suspend(
            patron, SuspensionReason.UNREACHABLE, started_by="ils", lifted_at=NOW, lifted_by="ils"
        ),
    }


def said_by_a_guard(error: asyncpg.PostgresError) -> str | None:
    """Read what a guard of ours said; None where the server itself refused."""
    said = str(error)
    return said.removeprefix(GUARD) if said.startswith(GUARD) else None


async def got_through(
    city: City, conn: asyncpg.Connection, attack: Attack, names: dict[str, object], before: Rows
) -> str | None:
    """Run a script as one transaction; tell how it got through, None if it was refused as it has to be."""
    script = attack.filled(names)
    try:
        async with conn.transaction():
            if script.startswith("SELECT"):
                rows = await conn.fetch(script)
                if any(value is not None for row in rows for value in row.values()):
                    return "was answered"
            else:
                await conn.execute(script)
    except asyncpg.PostgresError as error:
        if error.sqlstate != DENIED:
            return f"ended otherwise: {error.sqlstate} {error}"
        said = said_by_a_guard(error)
        return None if said == attack.guard else f"was refused by {said}, not by {attack.guard}"
    if attack.guard is not None:
        return f"was not refused by {attack.guard}"
    if not script.startswith(READ_OR_WRITE):
        return "was carried out"
    effect = changed(before, await all_rows(city.library.db))
    return f"had an effect on {', '.join(sorted(effect))}" if effect else None


@pytest.mark.parametrize("who", LOGINS)
async def test_nothing_of_it_gets_through(city: City, who: str) -> None:
    names = await row_names(city)
    login = "phone" if who == CALL else who
    names |= {"me": city.names[login], "other": city.names["other"]}
    names["channel"] = "phone" if login == "phone" else "counter"
    if who == CALL:
        await city.town.identified(int(str(names["patron"])), city.actor("phone", Channel.PHONE))
    before = await all_rows(city.library.db)
    conn = await city.connect(login)
    told = []
    for attack in ATTACKS[who]:
        way = await got_through(city, conn, attack, names, before)
        if way is None:
            continue
        before = await all_rows(city.library.db)
        if not (attack.may_leave_a_record and way == "had an effect on act"):
            told.append(f"{way}: {attack.script}")
    await conn.close()
    assert not told, "\n".join(told)


async def test_a_record_has_the_databases_time_place_and_hash_whatever_is_said(city: City) -> None:
    patron_id = await city.town.patron("123456789")
    conn = await city.connect("counter")
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    await conn.execute(_RECORD, "mine", long_ago, city.names["counter"], city.town.branch_id, patron_id)
    now = await conn.fetchval("SELECT madoguchi_now()")
    await conn.close()
    (kept,) = await city.town.acts()
    assert (kept["id"], kept["sequence"]) == ("mine", 1)
    assert abs(kept["at"] - now) < timedelta(minutes=1)
    assert (await verify(city.library.db)).findings == ()


@pytest.mark.parametrize(
    ("said", "open_for", "previous", "kept"),
    [
        ("11:59:58", "5 seconds", None, "11:59:58"),
        ("11:59:58", "5 seconds", "11:59:58", "11:59:58"),
        ("11:59:50", "5 seconds", None, "12:00:00"),
        ("12:00:01", "5 seconds", None, "12:00:00"),
        ("11:00:00", "8 hours", None, "12:00:00"),
        ("11:59:58", "8 hours", "11:59:59", "12:00:00"),
    ],
)
async def test_a_transaction_that_is_kept_open_makes_no_older_record(
    city: City, said: str, open_for: str, previous: str | None, kept: str
) -> None:
    times = [at and f"'2026-11-24 {at}'::timestamptz" for at in (said, "12:00:00", previous, kept)]
    said_at, moment, previous_at, kept_at = (at or "NULL" for at in times)
    conn = await city.connect()
    question = f"SELECT madoguchi_act_time({said_at}, {moment}, '{open_for}', {previous_at}) = {kept_at}"
    assert await conn.fetchval(question)
    await conn.close()


async def test_a_record_is_never_older_than_the_one_before_it(city: City) -> None:
    patron_id = await city.town.patron("123456789")
    held_open, other = await city.connect("counter"), await city.connect("counter")
    async with held_open.transaction():
        early = await held_open.fetchval("SELECT madoguchi_now()")
        await other.execute(_RECORD, "first", early, city.names["counter"], city.town.branch_id, patron_id)
        await held_open.execute(
            _RECORD, "second", early, city.names["counter"], city.town.branch_id, patron_id
        )
    for conn in (held_open, other):
        await conn.close()
    first, second = sorted(await city.town.acts(), key=lambda made: int(made["sequence"]))
    assert (first["id"], second["id"]) == ("first", "second")
    assert early < first["at"] < second["at"]


def test_the_list_is_long() -> None:
    assert sum(map(len, ATTACKS.values())) >= 80

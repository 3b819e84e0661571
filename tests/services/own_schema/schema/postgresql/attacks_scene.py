"""A library worth attacking, and what came of an attack on it."""

import asyncpg

from services.contract.act_requests import ActRequest
from services.own_schema.database.tables import identity_miss, outgoing_mail, reference_question, suspension
from services.rules.secret import Secret
from services.rules.vocabulary import Channel, HoldStatus, MailKind, SuspensionReason
from tests.helpers.chains import record
from tests.helpers.city import City
from tests.helpers.patrons import NOW, at, days_ago, in_days
from tests.services.acts import stages
from tests.services.acts.staging import Rows, all_rows, changed
from tests.services.own_schema.schema.postgresql.attacks import CALL, Attack

DENIED = "42501"
GUARD = "madoguchi: "
READ_OR_WRITE = (
    "SELECT",
    "INSERT",
    "UPDATE",
    "DELETE",
)  # which may also come to nothing, because no row is shown


async def staged(city: City, who: str) -> dict[str, object]:
    """Fill the library, and tell its rows by name, with those that are the login's."""
    names = await row_names(city)
    login = "phone" if who == CALL else who
    names |= {"me": city.names[login], "other": city.names["other"]}
    names["channel"] = "phone" if login == "phone" else "counter"
    if who == CALL:
        await city.town.identified(int(str(names["patron"])), city.actor("phone", Channel.PHONE))
    return names


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

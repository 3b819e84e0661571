"""Upgrading a library of before keeps its rows, and lets it have what is new."""

from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from operator import itemgetter

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, text

from services.acts.passwords import ISSUE
from services.database.engine import Database
from services.database.tables import (
    act,
    branch,
    clearing,
    hold_cancellation,
    identity_check,
    outgoing_mail,
    patron,
    patron_gram,
    wording,
)
from services.database.tables.types import Instant
from services.errors import IdentityCheckEnded
from services.library import open_library
from services.masters.masters_store import load_masters
from services.password_hashing import PasswordHasher
from services.rules.people.identity import CallerFacts
from services.rules.people.registration import derived
from services.rules.vocabulary import BranchKind, Channel, CheckOutcome, Clearing, ContactMethod, Role
from services.schema import seed
from services.wording import own_texts
from tests.helpers.grams import grams
from tests.helpers.older_library import library_of_before
from tests.helpers.patrons import NOW, Town, clerk
from tests.services.schema.catalogues import catalogue, newest_catalogue

LATER = {"kana_order", "phone_end", "keys_of"}
KEPT_LATER = ("status", "shelf_until", "shelf_place", "shelf_extensions")


async def test_a_library_of_before_keeps_its_codes_and_may_have_those_of_suspensions(
    database_url: str, empty_url: str
) -> None:
    async with library_of_before(empty_url, "0002") as before, before.transaction() as conn:
        await conn.execute(
            text("INSERT INTO code_label VALUES ('cancel_reason', 'by_staff', '窓口取消', 1, false)")
        )
    db = Database.open(empty_url)
    async with db.transaction() as conn:
        assert await conn.run_sync(catalogue) == await newest_catalogue(database_url)
        for kind in ("suspension_note", "override_reason"):
            await conn.execute(text(f"INSERT INTO code_label VALUES ('{kind}', 'x', 'x', 1, false)"))
        rows = await conn.execute(text("SELECT code FROM code_label ORDER BY kind"))
        assert [row.code for row in rows] == ["by_staff", "x", "x"]
    await db.dispose()


async def patron_of_before(town: Town) -> int:
    """Register a patron as a program of before did that could find nobody without a card."""
    columns = [
        Column(it.name, it.type, primary_key=it.primary_key) for it in patron.c if it.name not in LATER
    ]
    old = Table("patron", MetaData(), *columns)
    return await town.row(
        old,
        name="川口 花子",
        kana="カワグチ ハナコ",
        romaji="Kawaguchi Hanako",
        search_key="川口花子",
        kana_key="カワグチハナコ",
        birth_date=date(1980, 4, 2),
        phone="048-000-0001",
        phone_digits="0480000001",
        postal_code="332-0001",
        address="川口市朝日1-1-1",
        branch_id=town.branch_id,
        registered_on=date(2024, 6, 11),
        expires_on=date(2027, 6, 11),
        version=3,
    )


async def test_names_of_before_can_be_found_after_the_upgrade(empty_url: str) -> None:
    async with library_of_before(empty_url, "0004") as before:
        town = Town(before)
        town.branch_id = await town.row(
            branch, code="b", name="b", short_name="b", kind=BranchKind.LIBRARY, position=1
        )
        await patron_of_before(town)
    db = Database.open(empty_url)
    (row,) = await Town(db).all_rows(patron)
    pieces = await Town(db).all_rows(patron_gram)
    await db.dispose()
    keys = derived(**{name: row[name] for name in ("name", "kana", "alias", "romaji", "phone")})
    assert asdict(keys).items() <= row.items()
    assert row["version"] == 3
    assert {it["gram"] for it in pieces} == grams(keys.search_key)


async def test_an_identity_check_of_before_says_nothing_of_facts_and_is_over(empty_url: str) -> None:
    at = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
    async with library_of_before(empty_url, "0003") as before:
        town = Town(before)
        town.branch_id = await town.row(
            branch, code="b", name="b", short_name="b", kind=BranchKind.LIBRARY, position=1
        )
        patron_id = await patron_of_before(town)
        old = Table(
            "identity_check", MetaData(), Column("id", Integer, primary_key=True), Column("at", Instant)
        )
        for name in ("patron_id", "branch_id", "staff_id", "workstation", "outcome"):
            old.append_column(Column(name, identity_check.c[name].type))
        await town.row(
            old,
            patron_id=patron_id,
            staff_id="staff01",
            branch_id=town.branch_id,
            workstation="2番窓口",
            at=at,
            outcome="passed",
        )
    db = Database.open(empty_url)
    (row,) = await Town(db).all_rows(identity_check)
    await db.dispose()
    assert (row["outcome"], row["facts"], row["open_until"], row["ended_at"]) == ("passed", {}, at, None)


async def test_a_library_of_before_gets_the_programs_words_and_may_have_its_own(
    database_url: str, empty_url: str
) -> None:
    async with library_of_before(empty_url, "0005") as before, before.transaction() as conn:
        await seed.plant(conn, date(2026, 11, 24))
    db = Database.open(empty_url)
    async with db.transaction() as conn:
        assert await conn.run_sync(catalogue) == await newest_catalogue(database_url)
        assert (await load_masters(conn)).wording == own_texts()
        own = {"name": "slip.ja.title", "valid_from": date(2026, 1, 1), "text": "新しい題"}
        await conn.execute(insert(wording).values(own))
        assert (await load_masters(conn)).wording == {**own_texts(), "slip.ja.title": "新しい題"}
    await db.dispose()


async def test_cancelled_holds_of_before_keep_nothing_of_what_they_were(
    database_url: str, empty_url: str
) -> None:
    before_kept = [it.name for it in hold_cancellation.c if it.name not in KEPT_LATER]
    of_before = Table(
        "hold_cancellation", MetaData(), *(Column(n, hold_cancellation.c[n].type) for n in before_kept)
    )
    async with library_of_before(empty_url, "0006") as before:
        async with before.transaction() as conn:
            await seed.plant(conn, date(2026, 11, 24))
        town = await Town.found(before)
        bib = await town.title()
        row = {
            "patron_id": await town.patron(),
            "bib_record_id": bib,
            "reason": "by_staff",
            "cancelled_at": NOW,
            "placed_at": NOW,
            "branch_id": town.branch_id,
            "contact": ContactMethod.NONE,
            "freed_item_id": await town.item(bib),
        }
        async with before.transaction() as conn:
            await conn.execute(insert(of_before).values({**row, "version": 1}))
    db = Database.open(empty_url)
    async with db.transaction() as conn:
        assert await conn.run_sync(catalogue) == await newest_catalogue(database_url)
        await conn.execute(
            insert(of_before).values({**row, "version": 1})
        )  # a desk of before that is still open
    rows = await Town(db).all_rows(hold_cancellation)
    await db.dispose()
    assert [tuple(it[name] for name in KEPT_LATER) for it in rows] == [(None, None, None, 0)] * 2
    assert [it["freed_item_id"] for it in rows] == [row["freed_item_id"]] * 2


async def test_misses_of_before_count_after_the_upgrade(empty_url: str, cheap_hasher: PasswordHasher) -> None:
    async with library_of_before(empty_url, "0006") as before:
        async with before.transaction() as conn:
            await seed.plant(conn, date(2026, 11, 24))
        town = await Town.found(before)
        patron_id = await town.patron()
        desk = {"staff_id": "staff01", "branch_id": town.branch_id, "workstation": "2番窓口"}
        for _ in range(3):
            missed = {"at": NOW, "outcome": CheckOutcome.FAILED, "facts": {"kana": "ng"}, "open_until": NOW}
            await town.row(identity_check, patron_id=patron_id, **desk, **missed)
    actor = clerk(Role.PHONE)
    async with open_library(empty_url, hasher=cheap_hasher) as library:
        with pytest.raises(IdentityCheckEnded):
            await library.backend.identity.check(patron_id, CallerFacts(birth_date="S55.4.2"), actor)


async def test_waiting_mails_of_unknown_kinds_have_failed_and_every_row_stays(
    database_url: str, empty_url: str
) -> None:
    rows = [
        (kind, status)
        for kind in ("email_registered", "question_received", "overdue")
        for status in ("waiting", "sending", "sent", "failed")
    ]
    async with library_of_before(empty_url, "0008") as before:
        async with before.transaction() as conn:
            await seed.plant(conn, date(2026, 11, 24))
        town = await Town.found(before)
        await town.set_time(NOW)
        patron_id = await town.patron()
        settled = {"settled_at": NOW, "next_try_at": None}
        for kind, status in rows:
            more = settled if status in {"sent", "failed"} else {"next_try_at": NOW}
            values = {
                "kind": kind,
                "status": status,
                "recipient": "a@example.jp",
                "body": kind,
                "queued_at": NOW,
            }
            await town.row(outgoing_mail, patron_id=patron_id, tries=3, **values, **more)
        old = await town.all_rows(outgoing_mail)
    db = Database.open(empty_url)
    async with db.transaction() as conn:
        assert await conn.run_sync(catalogue) == await newest_catalogue(database_url)
    now = await Town(db).all_rows(outgoing_mail)
    await db.dispose()
    by_id = itemgetter("id")
    for before_, after in zip(sorted(old, key=by_id), sorted(now, key=by_id), strict=True):
        if before_["kind"] == "overdue" and before_["settled_at"] is None:
            assert NOW <= after.pop("settled_at") < NOW + timedelta(hours=1)
            before_ |= {"status": "failed", "next_try_at": None}
            del before_["settled_at"]
        assert after == before_


async def test_what_was_issued_before_is_asked_for_no_slip_and_proofs_of_before_stay(
    database_url: str, empty_url: str, cheap_hasher: PasswordHasher
) -> None:
    async with library_of_before(empty_url, "0017") as before:
        async with before.transaction() as conn:
            await seed.plant(conn, date(2026, 11, 24))
        town = await Town.found(before)
        patron_id = await town.patron()
        await town.password(patron_id, version=1)
        issued = {"id": "a", "at": NOW, "patron_id": patron_id, "verb": ISSUE, "details": {"version": 1}}
        desk = {"staff_id": clerk().staff.id, "branch_id": town.branch_id, "workstation": "2番窓口"}
        chained = {"channel": Channel.COUNTER, "outcome": "done", "sequence": 1, "hash": "0" * 64}
        async with before.transaction() as conn:
            await conn.execute(insert(act).values({**issued, **desk, **chained}))
        proof = {"at": NOW, "kind": Clearing.CONTACT, "due_before": NOW, "rows": 3}
        await town.row(clearing, **proof)
    async with open_library(empty_url, hasher=cheap_hasher) as library:
        async with library.db.transaction() as conn:
            assert await conn.run_sync(catalogue) == await newest_catalogue(database_url)
        town = Town(library.db)
        await town.set_time(NOW + timedelta(hours=1))
        assert (await library.records.today.own_work(clerk())).entries == ()
        await town.row(clearing, **{**proof, "kind": Clearing.SLIP_HAND_OVER})
        kinds = [(row["kind"], row["rows"]) for row in await town.all_rows(clearing)]
    assert kinds == [(Clearing.CONTACT, 3), (Clearing.SLIP_HAND_OVER, 3)]

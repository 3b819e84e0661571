"""What somebody's SQL left among the masters ends no look-up: it is as if it weren't there, and is told."""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import insert, text

from services.contract.errors import IdentityNotConfirmed
from services.contract.masters import Masters, UnreadableCell
from services.files.wording import own_texts
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import circulation_rule
from services.own_schema.library import Library, open_library
from services.own_schema.masters.masters_store import load_masters
from services.own_schema.password_hashing import PasswordHasher
from services.own_schema.schema import upgrade
from services.rules.people.identity import CallerFacts
from services.rules.policy import DEFAULT_POLICY, to_values, value_of
from services.rules.policy_values import UnfitValueError
from services.rules.vocabulary import Role
from tests.helpers.apart import run_apart
from tests.helpers.hostile import CLOSING_RULES, DAYS, JSON_TEXTS, NAMES, NO_DAYS, NO_JSON, UNSEEN_TEXTS
from tests.helpers.patrons import CARD, NOW, TODAY, Town, clerk, open_card
from tests.helpers.postgres import Server

FROM = date(2000, 1, 1)
ALL_TEXTS = {**JSON_TEXTS, **UNSEEN_TEXTS, **NO_JSON}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def bare_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A library of its own for these tests."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            url = f"sqlite:///{tmp_path_factory.mktemp('bare') / 'library.sqlite3'}"
        else:
            server: Server = request.getfixturevalue("postgres")
            url = stack.enter_context(server.empty_database())
        run_apart(upgrade.init(url))
        yield url


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bare(bare_url: str, cheap_hasher: PasswordHasher) -> AsyncIterator[Library]:
    """It, open, with a patron who has something."""
    async with open_library(bare_url, hasher=cheap_hasher) as library:
        town = await Town.found(library.db)
        patron_id = await town.patron(CARD)
        await town.loan(patron_id)
        await town.hold(patron_id, mobile_stop_id=town.stop_id, branch_id=town.mobile_id)
        await town.cancelled(patron_id)
        yield library


pytestmark = pytest.mark.asyncio(loop_scope="module")


def as_json(db: Database) -> str:
    return ":value" if db.dialect == "sqlite" else "CAST(:value AS json)"


def texts_for(db: Database) -> dict[str, str | None]:
    return ALL_TEXTS if db.dialect == "sqlite" else {**JSON_TEXTS, **UNSEEN_TEXTS}


@asynccontextmanager
async def changed(db: Database, *statements: str, **values: Any) -> AsyncIterator[Masters]:
    """Give the masters as they are after some statements, which are then taken back."""
    async with db.transaction() as conn:
        for statement in statements:
            await conn.execute(text(statement), values)
        yield await load_masters(conn)
        await conn.rollback()


def fits(name: str, kept: str | None, dialect: str) -> bool:
    try:
        read = None if kept is None else json.loads(kept, parse_constant=lambda _: object())
        if dialect == "sqlite" and type(read) is float and read == int(read):
            read = int(read)  # SQLite keeps 14.0 as 14
        value_of(name, read)
    except (UnfitValueError, ValueError, OverflowError, RecursionError):
        return False
    return True


def write_all(db: Database) -> str:
    return f"UPDATE circulation_rule SET value = {as_json(db)}"


async def test_every_policy_with_every_value(bare: Library) -> None:
    dialect, own = bare.db.dialect, to_values(DEFAULT_POLICY)
    for what, kept in texts_for(bare.db).items():
        async with changed(bare.db, write_all(bare.db), value=kept) as masters:
            unfit = {name for name in NAMES if not fits(name, kept, dialect)}
            assert {it for it in masters.unreadable if it.table == "circulation_rule"} == {
                UnreadableCell("circulation_rule", f"{name} 2000-01-01", "value") for name in unfit
            }, what
            now = to_values(masters.policy)
            assert {name for name in NAMES if now[name] != own[name]} <= set(NAMES) - unfit, what


@pytest.mark.parametrize("what", ["none", "huge", "5000 digits", "past all floats", "words", "nul", "nested"])
async def test_a_desk_looks_up_and_checks_callers_whatever_all_values_are(bare: Library, what: str) -> None:
    raised = text("UPDATE masters_version SET version = version + 1")
    async with bare.db.transaction() as conn:
        await conn.execute(text(write_all(bare.db)), {"value": JSON_TEXTS[what]})
        await conn.execute(raised)
    snapshot = await open_card(bare.backend.look_ups)
    assert snapshot.loans
    with pytest.raises(IdentityNotConfirmed) as missed:
        await bare.backend.identity.check(
            snapshot.patron.id, CallerFacts(birth_date="1999/9/9"), clerk(Role.PHONE)
        )
    assert missed.value.misses_left == DEFAULT_POLICY.identity_misses - 1
    assert len(bare.masters.current.unreadable) > len(NAMES) - 10
    own = to_values(DEFAULT_POLICY)
    async with bare.db.transaction() as conn:
        await conn.execute(circulation_rule.delete())
        rows = [{"name": name, "valid_from": FROM, "value": value} for name, value in own.items()]
        await conn.execute(insert(circulation_rule), rows)
        await conn.execute(text("DELETE FROM identity_check"))
        await conn.execute(raised)


async def test_one_bad_value_leaves_the_others_and_those_of_other_days(bare: Library) -> None:
    async with changed(
        bare.db,
        "UPDATE circulation_rule SET value = '21' WHERE name = 'loan_days'",
        "UPDATE circulation_rule SET value = '\"x\"' WHERE name = 'renewal_days'",
        "INSERT INTO circulation_rule VALUES ('shelf_open_days', '2026-11-01', '\"x\"')",
        "INSERT INTO circulation_rule VALUES ('hold_undo_days', '2999-01-01', '\"x\"')",
    ) as masters:
        assert masters.policy == replace(DEFAULT_POLICY, loan_days=21)
        assert sorted((it.key, it.column) for it in masters.unreadable) == [
            ("hold_undo_days 2999-01-01", "value"),
            ("renewal_days 2000-01-01", "value"),
            ("shelf_open_days 2026-11-01", "value"),
        ]


def days_for(db: Database) -> tuple[str, ...]:
    return NO_DAYS if db.dialect == "sqlite" else DAYS


async def test_days_that_are_none(bare: Library) -> None:
    for day in days_for(bare.db):
        value = {"day": day} if bare.db.dialect == "sqlite" else {}
        at = ":day" if value else f"'{day}'"
        async with changed(
            bare.db,
            f"INSERT INTO circulation_rule VALUES ('loan_days', {at}, '21')",
            f"INSERT INTO wording VALUES ('slip.ja.title', {at}, '題')",
            f"INSERT INTO public_holiday VALUES ({at}, '祝日')",
            f"INSERT INTO closed_day (branch_id, day, open, special, note) VALUES (1, {at}, false, true, '')",
            "INSERT INTO closing_rule (branch_id, kind, details, valid_from)"
            f" VALUES (1, 'only_open_on', '{{\"weekdays\": [\"mon\"]}}', {at})",
            **value,
        ) as masters:
            assert {(it.table, it.column) for it in masters.unreadable} == {
                ("circulation_rule", "valid_from"),
                ("wording", "valid_from"),
                ("public_holiday", "day"),
                ("closed_day", "day"),
                ("closing_rule", "valid_from"),
            }, day
            assert len(masters.unreadable) == 5
            assert masters.policy == DEFAULT_POLICY
            assert masters.wording == own_texts()
            assert masters.calendar(1).is_open(date(2026, 11, 25))


@pytest.mark.parametrize("day", ["1899-12-31", "3000-01-01", "0001-01-01", "9999-12-31"])
async def test_single_days_too_far_off_to_count_with(bare: Library, day: str) -> None:
    async with changed(
        bare.db,
        f"INSERT INTO public_holiday VALUES ('{day}', '祝日')",
        f"INSERT INTO closed_day (branch_id, day, open, special, note) VALUES (1, '{day}', false, true, '')",
        f"INSERT INTO circulation_rule VALUES ('hold_undo_days', '{day}', '3')",
    ) as masters:
        assert [it.table for it in masters.unreadable] == ["closed_day", "public_holiday"]
        assert not masters.calendar(1).special_closure_around(TODAY, 1, 10_000)


async def test_closing_rules_that_are_none(bare: Library) -> None:
    for kind, details in CLOSING_RULES:
        async with changed(
            bare.db,
            "INSERT INTO closing_rule (branch_id, kind, details, valid_from)"
            f" VALUES (1, :kind, {as_json(bare.db)}, '2026-01-01')",
            kind=kind,
            value=details,
        ) as masters:
            wanted = [UnreadableCell("closing_rule", f"1 {kind} 2026-01-01", "details")]
            assert list(masters.unreadable) == wanted, details
            assert not masters.calendar(1).is_open(date(2026, 11, 20))  # the third Friday, as before


async def test_other_cells_of_sqlite(bare: Library) -> None:
    """Its columns hold anything; PostgreSQL's hold what they are for."""
    if bare.db.dialect != "sqlite":
        return
    for value in ("'x'", "''", "x'ff'", "1.5", "9e999", "'1' || char(0)", "CAST(x'ff' AS TEXT)", "'１'"):
        async with changed(
            bare.db,
            f"UPDATE branch SET position = {value}, name = x'00ff', short_name = CAST(x'ff' AS TEXT) WHERE id = 2",
            f"UPDATE mobile_stop SET active = {value}, name = printf('%.*c', 100000, 'x')",
            f"UPDATE material_type SET position = {value} WHERE id = 3",
            f"UPDATE code_label SET ends = {value} WHERE code = 'by_patron'",
            f"INSERT INTO closed_day (branch_id, day, open, special, note) VALUES (1, '2026-11-25', {value}, 0, '')",
        ) as masters:
            assert {(it.table, it.key, it.column) for it in masters.unreadable} == {
                ("branch", "maekawa", "position"),
                ("branch", "maekawa", "name"),
                ("branch", "maekawa", "short_name"),
                ("mobile_stop", "s1", "active"),
                ("mobile_stop", "s1", "name"),
                ("material_type", "picture_story", "position"),
                ("code_label", "cancel_reason by_patron", "ends"),
                ("closed_day", "1 2026-11-25", "open"),
            }, value
            assert list(masters.branches)[-1] == 2
            assert (masters.branches[2].name, masters.branches[2].short_name) == ("maekawa", "maekawa")
            assert [(it.name, it.active) for it in masters.stops.values()] == [("s1", False)]
            assert masters.label("cancel_reason", "by_patron") == "by_patron"
            assert masters.calendar(1).is_open(date(2026, 11, 25))


async def test_what_is_of_no_branch(bare: Library) -> None:
    if bare.db.dialect != "sqlite":
        return  # whose connections all hold foreign keys
    async with bare.db.transaction() as conn:
        await conn.execute(text("PRAGMA defer_foreign_keys = ON"))
        await conn.execute(
            text(
                "INSERT INTO closed_day (branch_id, day, open, special, note) VALUES (404, '2026-11-25', 0, 0, '')"
            )
        )
        masters = await load_masters(conn)
        await conn.rollback()
    assert [(it.key, it.column) for it in masters.unreadable] == [("404 2026-11-25", "branch_id")]


@pytest.mark.parametrize(
    ("name", "kept", "told"),
    [
        ("slip.ja.title", "", True),
        ("slip.ja.title", " ", True),
        ("slip.ja.title", "x" * 100_000, True),
        ("slip.ja.title", "{place}", True),
        ("slip.ja.title", "\u202e題", True),
        ("slip.ja.valid_until", "期限なし", True),
        ("mail.email_registered.body", "{library}\n{portal}", False),
        ("mail.email_registered.body", "{library}\t", True),
        ("slip.fr.title", "{place}", False),
        ("x", "", False),
    ],
)
async def test_wording_that_cannot_be_said(bare: Library, name: str, kept: str, told: bool) -> None:
    async with changed(
        bare.db, "INSERT INTO wording VALUES (:name, '2026-01-01', :kept)", name=name, kept=kept
    ) as masters:
        assert [(it.key, it.column) for it in masters.unreadable] == [(f"{name} 2026-01-01", "text")] * told
        assert dict(masters.wording) == {
            **own_texts(),
            **({} if told or name not in own_texts() else {name: kept}),
        }


async def test_a_key_is_told_so_that_it_can_be_read(bare: Library) -> None:
    name = "\u202eslip\u200b" + "x" * 50
    async with changed(bare.db, "INSERT INTO wording VALUES (:name, 'infinity', '')", name=name) as masters:
        assert [it.key for it in masters.unreadable] == [f"?slip?{'x' * 34}… infinity"]


async def test_a_bad_value_of_another_day_is_told_before_that_day(bare: Library) -> None:
    later = TODAY + timedelta(days=30)
    async with changed(
        bare.db, f"INSERT INTO circulation_rule VALUES ('loan_days', '{later}', '0')"
    ) as masters:
        assert [it.key for it in masters.unreadable] == [f"loan_days {later}"]
    assert NOW.date() < later

"""Pictures of a patron of whom the library system doesn't know much: nothing is invented, and no gap is left."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, select, update

from app.desk.composition import OpenDesk
from services.contract.snapshot import HoldRow, PatronSnapshot
from services.own_schema.database.tables import card, patron
from services.rules.clock import tokyo_day
from services.rules.decision import UNFORESEEN, PageAndCounter
from services.rules.passwords.password_use import PasswordUseFacts, password_offers
from services.rules.passwords.passwords import IssueFacts, may_issue
from services.rules.people.identity import CallerFacts
from services.rules.people.registration_offers import registration_offers
from services.rules.policy import Policy
from services.rules.vocabulary import Channel, HoldStatus, Role
from tools.screenshots.studio import Studio, dialog, go_to, leave, press
from viewmodels.core.notes import Done
from views.panels.offering import there

_CALLER: Final = "100000020"
"""A card that no other scene opens."""


def _bare(snapshot: PatronSnapshot) -> PatronSnapshot:
    """Leave out what may be missing, but for the card."""
    patron = replace(
        snapshot.patron,
        kana=None,
        romaji=None,
        birth_date=None,
        age_group=None,
        registered_on=None,
        expires_on=None,
        email=None,
        phone=None,
        postal_code=None,
        address=None,
    )
    password = snapshot.password
    if password is not None:
        password = replace(
            password, kind=None, issued_on=None, expires_on=None, locked=True, locked_until=None
        )
    return replace(snapshot, patron=patron, password=password, notices=())


def _without_card(snapshot: PatronSnapshot) -> PatronSnapshot:
    return replace(snapshot, card_number=None, patron=replace(snapshot.patron, card_status=None))


def _decided(snapshot: PatronSnapshot) -> PatronSnapshot:
    """Let the rules say what may be begun at the counter."""
    role, status, policy = Role.SUPERVISOR, snapshot.patron.card_status, Policy()
    locked = PasswordUseFacts(
        role=role,
        channel=Channel.COUNTER,
        issued=True,
        locked=True,
        lock_ends=False,
        has_card=status is not None,
    )
    issue = IssueFacts(
        today=tokyo_day(snapshot.now),
        role=role,
        channel=Channel.COUNTER,
        card_status=status,
        expires_on=None,
    )
    begun = registration_offers(
        role=role,
        channel=Channel.COUNTER,
        card_status=status,
        in_force=[row.reason for row in snapshot.suspensions if row.reason is not None],
        unsettled=(),
        policy=policy,
    )
    return replace(
        snapshot,
        password_use=password_offers(locked, policy),
        issue_password=may_issue(issue, policy),
        registration_use=begun,
    )


async def at_the_counter(studio: Studio, desk: OpenDesk) -> None:
    """Show the pages that tell of the patron, and the question before a registration is renewed that never expires."""
    window, known = desk.window, desk.desk.snapshot
    assert known is not None
    bare = _bare(known)
    for snapshot, name in ((bare, "unknown"), (_without_card(bare), "unknown-no-card")):
        desk.desk.open_found(_decided(snapshot), Done.IDENTIFIED)
        for page, shown in (
            (window.inquiry, name),
            (window.password, f"{name}-password"),
            (window.registration, f"{name}-registration"),
        ):
            go_to(desk, page)
            await studio.take(window, shown)
    desk.desk.open_found(_decided(bare), Done.IDENTIFIED)
    press(window.registration, "登録更新")
    question = await dialog("登録更新")
    await studio.take(question, "unknown-renewal")
    await leave(question, "更新しない")


async def lists(studio: Studio, desk: OpenDesk) -> None:
    """Show loans and holds of which little is known, a paused hold, and one that is being prepared."""
    known = desk.desk.snapshot
    assert known is not None
    bare = replace(
        known,
        loans=tuple(
            replace(
                row,
                title=None,
                material_type=None,
                branch="",
                loaned_on=None,
                due_on=None,
                days_left=None,
                overdue_days=None,
                renewal=PageAndCounter(UNFORESEEN, UNFORESEEN),
            )
            for row in known.loans
        ),
        holds=tuple(_bare_hold(row) for row in known.holds),
        cancelled_holds=tuple(
            replace(row, title=None, reason=None, material_type=None, branch="")
            for row in known.cancelled_holds
        ),
        requests=tuple(replace(row, title=None, received_on=None) for row in known.requests),
    )
    desk.desk.open_found(bare, Done.IDENTIFIED)
    go_to(desk, desk.window.inquiry)
    await studio.take(desk.window, "unknown-lists")


def _bare_hold(row: HoldRow) -> HoldRow:
    waits = row.status is HoldStatus.WAITING
    return replace(
        row,
        title=None,
        material_type=None,
        placed_on=None,
        position=None,
        contact=None,
        paused=waits,
        paused_until=date(2026, 12, 20) if waits else None,
        preparing=row.status is HoldStatus.IN_TRANSIT,
    )


async def by_phone(studio: Studio, desk: OpenDesk) -> None:
    """Show whom the phone asks for name and number, and who has to come."""
    async with _registered_without(studio, patron.c.birth_date):
        await _call(desk)
        await studio.take(desk.window, "phone-without-birth-date")
        there(desk.identity).confirm.start(CallerFacts(phone="048-000-0001"))
        await there(desk.identity).confirm.settled()
        await studio.take(desk.window, "phone-too-little")
        async with _registered_without(studio, patron.c.phone_digits):
            await _call(desk)
            await studio.take(desk.window, "phone-has-to-come")


@asynccontextmanager
async def _registered_without(studio: Studio, column: ColumnElement[Any]) -> AsyncIterator[None]:
    """Take something out of what is registered of the caller."""
    whose = patron.c.id == select(card.c.patron_id).where(card.c.number == _CALLER).scalar_subquery()
    db = studio.library.db
    async with db.transaction() as conn:
        was = (await conn.execute(select(column).where(whose))).scalar_one()
        await conn.execute(update(patron).where(whose).values({column: None}))
    yield
    async with db.transaction() as conn:
        await conn.execute(update(patron).where(whose).values({column: was}))


async def _call(desk: OpenDesk) -> None:
    desk.desk.typed(_CALLER)
    await desk.desk.look_up.settled()

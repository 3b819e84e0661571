"""カード紛失の届出 and 代替カードの登録 on real databases."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import select

from services.acts.cards import LossReported, ReplaceCard, ReportLost
from services.contract.errors import ActRefused, CardInUse, CardNumberMalformed, CardRetired, RowChanged
from services.contract.snapshot import PatronSnapshot
from services.own_schema.database.tables import card, password_credential, suspension
from services.own_schema.library import Library, open_library
from services.own_schema.password_hashing import PasswordHasher
from services.rules.circulation.notices import NoticeKind
from services.rules.decision import Reason, Refused
from services.rules.people.suspension import CHECKLISTS
from services.rules.vocabulary import CardStatus, Channel, Role, SuspensionReason
from tests.helpers.patrons import CARD, NOW, TODAY, Town, clerk, open_card
from tests.helpers.statements import recorded
from tests.services.acts.racing import at_once

NEW = "300000009"


def report(patron_id: int, **changed: Any) -> ReportLost:
    made = ReportLost(actor=clerk(), patron_id=patron_id, card_number=CARD, by_patron=True, consent=True)
    return replace(made, **changed)


def replacement(patron_id: int, **changed: Any) -> ReplaceCard:
    actor = clerk(Role.SUPERVISOR)
    return replace(ReplaceCard(actor=actor, patron_id=patron_id, card_number=CARD, new_number=NEW), **changed)


async def lost(town: Town, number: str = CARD) -> int:
    """Register a patron whose card was reported lost."""
    patron_id = await town.patron(number, CardStatus.LOST)
    await town.suspend(patron_id, SuspensionReason.CARD_LOST)
    return patron_id


async def cards(town: Town) -> dict[str, str]:
    return {row["number"]: row["status"] for row in await town.all_rows(card)}


# カード紛失の届出


async def test_a_lost_card_stops_lending_at_once(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await town.password(patron_id)
    done = await library.backend.acts.perform(report(patron_id))
    assert done.result == LossReported(password_disabled=False)
    assert isinstance(done.answer, PatronSnapshot)
    (row,) = done.answer.suspensions
    assert (row.reason, row.started_on) == (SuspensionReason.CARD_LOST, TODAY)
    assert done.answer.patron.card_status is CardStatus.LOST
    assert [notice.kind for notice in done.answer.notices] == [NoticeKind.SUSPENDED]
    assert isinstance(done.answer.issue_password, Refused)
    assert done.answer.password is not None
    assert not done.answer.password.disabled
    (stored,) = await town.all_rows(suspension)
    assert (stored["with_consent"], stored["started_by"]) == (True, "staff01")
    (record,) = await town.acts()
    assert (record["verb"], record["subject"]) == ("card.report_lost", "card")
    assert record["details"] == {"suspended": True, "password_disabled": False}
    assert CARD not in repr(record)


async def test_the_password_is_disabled_in_the_same_act(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await town.password(patron_id)
    done = await library.backend.acts.perform(report(patron_id, disable_password=True))
    assert done.result == LossReported(password_disabled=True)
    (stored,) = await town.all_rows(password_credential)
    assert (stored["disabled_at"] is not None, stored["version"]) == (True, 2)
    assert len(await town.acts()) == 1


@pytest.mark.parametrize("disabled", [None, NOW], ids=["none", "disabled already"])
async def test_there_may_be_no_password_to_disable(
    library: Library, town: Town, disabled: object | None
) -> None:
    patron_id = await town.patron()
    if disabled:
        await town.password(patron_id, disabled_at=disabled)
    done = await library.backend.acts.perform(report(patron_id, disable_password=True))
    assert done.result == LossReported(password_disabled=False)
    assert [row["version"] for row in await town.all_rows(password_credential)] == ([1] if disabled else [])


@pytest.mark.parametrize(
    ("changed", "reasons"),
    [
        ({"consent": False}, (Reason.NO_CONSENT,)),
        ({"by_patron": False}, (Reason.NOT_BY_PATRON,)),
        ({"by_patron": False, "consent": False}, (Reason.NOT_BY_PATRON, Reason.NO_CONSENT)),
        ({"actor": clerk(channel=Channel.PHONE)}, (Reason.NOT_IDENTIFIED,)),
    ],
)
async def test_no_report_without_the_patrons_word_and_consent(
    library: Library, town: Town, changed: dict[str, Any], reasons: tuple[Reason, ...]
) -> None:
    patron_id = await town.patron()
    with pytest.raises(ActRefused) as refused:
        await library.backend.acts.perform(report(patron_id, **changed))
    assert refused.value.refusal.reasons == reasons
    assert await cards(town) == {CARD: "active"}
    assert await town.all_rows(suspension) == []


async def test_of_two_desks_one_takes_the_report(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    orders = [report(patron_id), report(patron_id)]
    done = await asyncio.gather(*map(library.backend.acts.perform, orders), return_exceptions=True)
    (told,) = [each for each in done if isinstance(each, ActRefused)]
    assert told.refusal.reasons == (Reason.ALREADY_IN_FORCE,)
    assert len(await town.acts()) == len(await town.all_rows(suspension)) == 1


async def test_the_same_report_is_taken_once(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await town.password(patron_id)
    made = report(patron_id, disable_password=True)
    await library.backend.acts.perform(made)
    again = await library.backend.acts.perform(made)
    assert (again.result, again.repeated) == (LossReported(password_disabled=True), True)


async def test_a_replacement_that_is_lost_too_is_stopped_under_the_same_suspension(
    library: Library, town: Town
) -> None:
    patron_id = await lost(town)
    await library.backend.acts.perform(replacement(patron_id))
    await library.backend.acts.perform(report(patron_id, card_number=NEW))
    assert await cards(town) == {CARD: "retired", NEW: "lost"}
    assert len(await town.all_rows(suspension)) == 1
    assert [record["details"].get("suspended") for record in await town.acts()] == [None, False]


# 代替カードの登録


async def test_the_new_card_opens_the_patron_and_the_old_one_nobody(library: Library, town: Town) -> None:
    patron_id = await lost(town)
    done = await library.backend.acts.perform(replacement(patron_id))
    assert isinstance(done.answer, PatronSnapshot)
    assert (done.answer.card_number, done.answer.patron.card_status) == (NEW, CardStatus.ACTIVE)
    assert [row.reason for row in done.answer.suspensions] == [SuspensionReason.CARD_LOST]
    assert (await open_card(library.backend.look_ups, NEW)).patron.id == patron_id
    with pytest.raises(CardRetired):
        await library.backend.look_ups.by_card(CARD, clerk())
    old, new = card.alias("old"), card.alias("new")
    columns = select(old.c.number, new.c.number, new.c.issued_on, new.c.patron_id)
    async with library.db.reading() as conn:
        chain = await conn.execute(columns.join(new, new.c.id == old.c.replaced_by_id))
        assert [tuple(row) for row in chain] == [(CARD, NEW, TODAY, patron_id)]
    (record,) = await town.acts()
    assert (record["verb"], record["subject"]) == ("card.replace", "card")
    assert record["details"]["reason"] == "lost"
    assert CARD not in repr(record)
    assert NEW not in repr(record)


async def test_the_loss_is_lifted_in_the_same_act_and_record(library: Library, town: Town) -> None:
    patron_id = await lost(town)
    await town.suspend(patron_id, SuspensionReason.UNREACHABLE)
    order = replacement(patron_id, checked=frozenset(CHECKLISTS[SuspensionReason.CARD_LOST]))
    done = await library.backend.acts.perform(order)
    assert isinstance(done.answer, PatronSnapshot)
    assert done.answer.card_number == NEW
    assert [row.reason for row in done.answer.suspensions] == [SuspensionReason.UNREACHABLE]
    (past,) = done.answer.past_suspensions
    assert (past.reason, past.lifted_on, past.override) == (SuspensionReason.CARD_LOST, TODAY, None)
    (record,) = await town.acts()
    assert (record["verb"], record["details"]["lifted"]) == ("card.replace", past.id)
    assert (await library.backend.acts.perform(order)).repeated


async def test_a_loss_that_another_desk_lifted_meanwhile_is_told(library: Library, town: Town) -> None:
    patron_id = await lost(town)
    order = replacement(patron_id, checked=frozenset(CHECKLISTS[SuspensionReason.CARD_LOST]))
    await town.change(suspension, suspension.c.patron_id == patron_id, lifted_at=NOW, lifted_by="supervisor")
    with pytest.raises(RowChanged):
        await library.backend.acts.perform(order)
    assert await town.acts() == []


async def test_a_card_is_replaced_again_and_again(library: Library, town: Town) -> None:
    patron_id = await lost(town)
    numbers = [CARD, NEW, "300000017", "300000025"]
    for before, after in pairwise(numbers):
        order = replacement(patron_id, card_number=before, new_number=after, damaged=True)
        await library.backend.acts.perform(order)
    assert list((await cards(town)).values()) == ["retired", "retired", "retired", "active"]
    await town.patron("400000008")  # ids taken beforehand leave the next row its own
    rows = {row["id"]: row for row in await town.all_rows(card)}
    followers = [rows[row["replaced_by_id"]]["number"] for row in rows.values() if row["replaced_by_id"]]
    assert sorted(followers) == sorted(numbers[1:])


@pytest.mark.parametrize("damaged", [True, False])
async def test_a_card_that_isnt_lost_has_to_be_damaged(library: Library, town: Town, damaged: bool) -> None:
    patron_id = await town.patron()
    order = replacement(patron_id, damaged=damaged)
    if damaged:
        await library.backend.acts.perform(order)
        assert [record["details"]["reason"] for record in await town.acts()] == ["damaged"]
    else:
        with pytest.raises(ActRefused) as refused:
            await library.backend.acts.perform(order)
        assert refused.value.refusal.reasons == (Reason.CARD_NOT_LOST,)
        assert await cards(town) == {CARD: "active"}


@pytest.mark.parametrize("status", [CardStatus.ACTIVE, CardStatus.LOST])
async def test_somebody_elses_number_is_refused(library: Library, town: Town, status: CardStatus) -> None:
    await town.patron(NEW, status)
    patron_id = await lost(town)
    with pytest.raises(CardInUse):
        await library.backend.acts.perform(replacement(patron_id))
    assert (await cards(town))[CARD] == "lost"
    assert await town.acts() == []


async def test_the_lost_cards_own_number_is_refused(library: Library, town: Town) -> None:
    patron_id = await lost(town)
    with pytest.raises(CardInUse):
        await library.backend.acts.perform(replacement(patron_id, new_number=CARD))


async def test_a_retired_number_is_refused_as_one(library: Library, town: Town) -> None:
    patron_id = await lost(town)
    other = await town.patron("200000001")
    await town.replace_card(other, "200000001", "200000002")
    with pytest.raises(CardRetired):
        await library.backend.acts.perform(replacement(patron_id, new_number="200000001"))


async def test_what_is_no_number_is_no_order(library: Library, town: Town) -> None:
    patron_id = await lost(town)
    with pytest.raises(CardNumberMalformed):
        await library.backend.acts.perform(replacement(patron_id, new_number="12"))
    with pytest.raises(ValueError, match="is cleaned"):
        await library.backend.acts.perform(replacement(patron_id, new_number="30000000-9"))


async def test_a_card_that_was_replaced_meanwhile_is_told(library: Library, town: Town) -> None:
    patron_id = await lost(town)
    orders = [replacement(patron_id), replacement(patron_id, new_number="300000017")]
    done = await asyncio.gather(*map(library.backend.acts.perform, orders), return_exceptions=True)
    assert sorted(type(each).__name__ for each in done) == ["ActResult", "RowChanged"]
    with pytest.raises(RowChanged):
        await library.backend.acts.perform(report(patron_id))


@pytest.mark.parametrize("actor", [clerk(), clerk(Role.SUPERVISOR, Channel.PHONE), clerk(Role.PHONE)])
async def test_only_a_supervisor_at_a_counter(library: Library, town: Town, actor: Any) -> None:
    patron_id = await lost(town)
    with pytest.raises(ActRefused):
        await library.backend.acts.perform(replacement(patron_id, actor=actor))
    assert await cards(town) == {CARD: "lost"}


@pytest.fixture
async def other_desk(database_url: str, cheap_hasher: PasswordHasher) -> AsyncIterator[Library]:
    """Another desk's connections to the library."""
    async with open_library(database_url, hasher=cheap_hasher) as opened:
        yield opened


async def test_one_number_at_two_desks_is_given_once(
    library: Library, other_desk: Library, town: Town
) -> None:
    one, other = await lost(town), await lost(town, "200000001")
    orders = (
        replacement(one),
        replacement(other, card_number="200000001", actor=neighbour(clerk(Role.SUPERVISOR))),
    )
    works = (library.backend.acts.perform(orders[0]), other_desk.backend.acts.perform(orders[1]))
    done = await at_once((library.db, other_desk.db), works)
    assert sorted(type(each).__name__ for each in done) == ["ActResult", "CardInUse"]
    assert sorted((await cards(town)).values()) == ["active", "lost", "retired"]
    assert len(await town.acts()) == 1


def neighbour(actor: Any) -> Any:
    return replace(actor, staff=replace(actor.staff, id="staff02"), workstation="3番窓口")


async def test_the_same_order_replaces_once(library: Library, town: Town) -> None:
    patron_id = await lost(town)
    made = replacement(patron_id)
    await library.backend.acts.perform(made)
    assert (await library.backend.acts.perform(made)).repeated
    assert len(await town.acts()) == 1


async def test_on_postgresql_a_replacement_is_two_round_trips(library: Library, town: Town) -> None:
    patron_id = await lost(town)
    await open_card(library.backend.look_ups)
    with recorded(library.db) as statements:
        await library.backend.acts.perform(replacement(patron_id))
    # SQLite, which makes no trips, writes each row and the record apart.
    assert len(statements) == {"postgresql": 2, "sqlite": 6}[library.db.dialect]

"""Two desks on one database act at the same moment: one wins, the other is told, and nothing is done by halves."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import Table

from services.acts.register import REGISTER
from services.contract.act_requests import ActRequest
from services.contract.errors import ActRefused, RowChanged
from services.own_schema.audit.verification import verify
from services.own_schema.database.tables import hold, hold_cancellation
from services.own_schema.library import Library, open_library
from services.own_schema.password_hashing import PasswordHasher
from services.rules.vocabulary import Clearing, HoldStatus
from tests.helpers.patrons import Town, days_ago
from tests.services.acts.every_act import EVERY_ACT
from tests.services.acts.on_databases import each_act
from tests.services.acts.racing import at_once, state_of
from tests.services.acts.staging import Staged, StagedAct, colleague, records, result_of

BY_NAME = {act.name: act for act in EVERY_ACT}
PAIRS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("hold.change", "hold.cancel", {}),
    ("hold.staff_cancel", "hold.extend_shelf", {}),
    ("hold.undo_cancel", "hold.acknowledge", {}),
    ("password.reissue", "password.disable", {}),
    ("password.change", "password.disable", {}),
    ("registration.renew", "email.change to another", {"address": "shinki.doc@mail.example.jp"}),
)
"""Acts that exclude each other, on the stage of the first; what the second's order names beside."""

on_one_loop = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def other_library(shared_url: str, cheap_hasher: PasswordHasher) -> AsyncIterator[Library]:
    """Another desk's connections to the shared library."""
    async with open_library(shared_url, hasher=cheap_hasher) as opened:
        yield opened


async def race(
    here: tuple[Library, StagedAct, ActRequest[Any]], there: tuple[Library, StagedAct, ActRequest[Any]]
) -> tuple[Any, Any]:
    (library, act, order), (other_library, other_act, other_order) = here, there
    works = (act.done(library, order), other_act.done(other_library, other_order))
    tries = (REGISTER[act.order].tries is not None, REGISTER[other_act.order].tries is not None)
    return await at_once((library.db, other_library.db), works, tries=tries)


async def alone(act: StagedAct, library: Library, town: Town) -> dict[str, Any]:
    """Do an act for a patron whom nobody else serves, and tell what that patron has then."""
    staged = await act.staged(town, library)
    await act.done(library, act.ordered(staged))
    return await state_of(library.db, staged.patron_id)


def by_two(
    act: StagedAct, other_act: StagedAct, staged: Staged, **others: Any
) -> tuple[ActRequest[Any], ActRequest[Any]]:
    order = act.ordered(staged)
    return order, other_act.ordered(staged, colleague(order.actor), **others)


def winner_of(orders: tuple[ActRequest[Any], ActRequest[Any]], outcomes: tuple[Any, Any]) -> ActRequest[Any]:
    """Find whose act was done; the other one was told why not."""
    lost = [isinstance(outcome, Exception) for outcome in outcomes]
    assert sorted(lost) == [False, True], outcomes
    assert isinstance(outcomes[lost.index(True)], RowChanged | ActRefused), outcomes
    return orders[lost.index(False)]


@on_one_loop
@each_act
async def test_of_two_desks_one_wins(
    act: StagedAct, shared_library: Library, other_library: Library, shared_town: Town
) -> None:
    staged = await act.staged(shared_town, shared_library)
    orders = by_two(act, act, staged)
    outcomes = await race((shared_library, act, orders[0]), (other_library, act, orders[1]))
    done = [record["id"] for record in await records(shared_town, *orders)]
    if act.excludes_itself:
        assert done == [winner_of(orders, outcomes).act_id]
        expected = await alone(act, shared_library, shared_town)
        assert await state_of(shared_town.db, staged.patron_id) == expected
    else:
        assert sorted(done) == sorted(order.act_id for order in orders), outcomes
    assert (await verify(shared_town.db)).findings == ()


@on_one_loop
@each_act
async def test_one_order_from_two_desks_acts_once(
    act: StagedAct, shared_library: Library, other_library: Library, shared_town: Town
) -> None:
    staged = await act.staged(shared_town, shared_library)
    order = act.ordered(staged)
    outcomes = await race((shared_library, act, order), (other_library, act, order))
    assert result_of(outcomes[0]) == result_of(outcomes[1])
    assert len(await records(shared_town, order)) == 1
    assert await state_of(shared_town.db, staged.patron_id) == await alone(act, shared_library, shared_town)
    assert (await verify(shared_town.db)).findings == ()


@on_one_loop
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: "/".join(pair[:2]))
async def test_of_two_acts_that_exclude_each_other_one_wins(
    pair: tuple[str, str, dict[str, Any]],
    shared_library: Library,
    other_library: Library,
    shared_town: Town,
) -> None:
    act, other_act = BY_NAME[pair[0]], BY_NAME[pair[1]]
    staged = await act.staged(shared_town, shared_library)
    orders = by_two(act, other_act, staged, **pair[2])
    outcomes = await race((shared_library, act, orders[0]), (other_library, other_act, orders[1]))
    winner = winner_of(orders, outcomes)
    assert [record["id"] for record in await records(shared_town, *orders)] == [winner.act_id]
    assert (await verify(shared_town.db)).findings == ()


# An act and the worker's clearing


async def with_the_clock(
    act: StagedAct, order: ActRequest[Any], libraries: tuple[Library, Library], kind: Clearing
) -> tuple[Any, int]:
    """Do an act while the worker clears; answers what came of it, and how many the worker cleared."""
    here, there = libraries
    keeper = there.housekeeping()
    works = (act.done(here, order), keeper.clear(kind))
    acted, cleared = await at_once((here.db, there.db), works, clears=True)
    assert isinstance(cleared, int), cleared
    return acted, cleared


@on_one_loop
@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("hold.change", (Clearing.HOLD_WAIT_OVER, "wait_until")),
        ("hold.cancel", (Clearing.HOLD_WAIT_OVER, "wait_until")),
        ("hold.staff_cancel", (Clearing.HOLD_SHELF_OVER, "shelf_until")),
    ],
)
async def test_a_hold_ends_once_by_hand_or_by_the_clock(
    name: str,
    ending: tuple[Clearing, str],
    shared_library: Library,
    other_library: Library,
    shared_town: Town,
) -> None:
    act, (kind, last_day) = BY_NAME[name], ending
    staged = await act.staged(shared_town, shared_library)
    await shared_town.change(hold, hold.c.id == staged.fields["hold_id"], **{last_day: days_ago(1)})
    order = act.ordered(staged)
    acted, cleared = await with_the_clock(act, order, (shared_library, other_library), kind)
    if isinstance(acted, Exception):
        assert isinstance(acted, RowChanged)
        assert cleared == 1
    else:
        assert cleared == (name == "hold.change")
    assert len(await records(shared_town, order)) == (not isinstance(acted, Exception))
    assert len(await own_rows(shared_town, hold_cancellation, order.patron_id)) == 1
    copies = [row["item_id"] for row in await shared_town.all_rows(hold) if row["item_id"] is not None]
    assert len(copies) == len(set(copies))


@on_one_loop
async def test_a_hold_brought_back_while_the_clock_frees_a_copy_gets_it_or_waits(
    shared_library: Library, other_library: Library, shared_town: Town
) -> None:
    undo = BY_NAME["hold.undo_cancel"]
    staged = await undo.staged(shared_town, shared_library)
    (gone,) = await own_rows(shared_town, hold_cancellation, staged.patron_id)
    other, title = await shared_town.patron(f"8{staged.card[1:]}"), gone["bib_record_id"]
    await shared_town.hold(other, bib=title, status=HoldStatus.READY, shelf_until=days_ago(1))
    libraries = (shared_library, other_library)
    acted, cleared = await with_the_clock(undo, undo.ordered(staged), libraries, Clearing.HOLD_SHELF_OVER)
    assert not isinstance(acted, Exception), acted
    assert cleared == 1
    (back,) = (row for row in await shared_town.all_rows(hold) if row["bib_record_id"] == title)
    assert back["patron_id"] == staged.patron_id
    assert back["status"] in {HoldStatus.WAITING, HoldStatus.READY}
    (ended,) = await own_rows(shared_town, hold_cancellation, other)
    assert ended["reason"] == "shelf_time_over"


async def own_rows(town: Town, table: Table, patron_id: int) -> list[dict[str, Any]]:
    return [row for row in await town.all_rows(table) if row["patron_id"] == patron_id]

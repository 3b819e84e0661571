"""Acts on passwords while others are at work, and requests that are sent twice."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event, select, text, update
from sqlalchemy.exc import DBAPIError

from services.contract.act_requests import new_act_id
from services.contract.backend import Acts
from services.contract.errors import OutcomeUnknown, RowChanged
from services.contract.snapshot import PatronSnapshot
from services.own_schema.audit.verification import verify
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import password_credential, patron
from services.own_schema.library import Library, build_library
from services.own_schema.password_hashing import PasswordHasher
from services.rules.passwords.patron_login import LogInOutcome
from services.rules.secret import Secret
from tests.helpers.patrons import CARD, NOW, Town, clerk
from tests.services.acts.issue_scene import (
    OTHER_CARD,
    acts,
    an_order,
    log_in,
    nothing_happened,
    on_a_server,
    set_rule,
)

__all__ = ["acts"]


# Others at work


@pytest.mark.parametrize("seen", [None, 1, 3])
async def test_a_password_changed_since_the_clerk_looked(acts: Acts, town: Town, seen: int | None) -> None:
    patron_id = await town.patron()
    await town.password(patron_id, version=2)
    with pytest.raises(RowChanged):
        await acts.perform(an_order(patron_id, seen_version=seen))
    assert await town.acts() == []


@pytest.mark.parametrize("seen", [None, 1])
async def test_of_two_at_once_one_wins(acts: Acts, library: Library, town: Town, seen: int | None) -> None:
    patron_id = await town.patron()
    if seen:
        await town.password(patron_id)
    other = clerk()
    other = replace(other, staff=replace(other.staff, id="staff02"))
    orders = [
        an_order(patron_id, seen_version=seen),
        an_order(patron_id, seen_version=seen, actor=other),
    ]
    outcomes = await asyncio.gather(*map(acts.perform, orders), return_exceptions=True)
    lost = [place for place, outcome in enumerate(outcomes) if isinstance(outcome, RowChanged)]
    assert len(lost) == 1
    winner, loser = orders[1 - lost[0]], orders[lost[0]]
    assert [record["id"] for record in await town.acts()] == [winner.act_id]
    assert await log_in(library, winner.password.reveal()) is LogInOutcome.MUST_CHANGE
    assert await log_in(library, loser.password.reveal()) is LogInOutcome.WRONG


async def test_one_login_at_two_desks_keeps_its_chain(acts: Acts, library: Library, town: Town) -> None:
    orders = [
        an_order(await town.patron(number), shown_card=number)
        for number in (f"98765432{digit}" for digit in range(6))
    ]
    await asyncio.gather(*map(acts.perform, orders))
    assert sorted(record["sequence"] for record in await town.acts()) == [1, 2, 3, 4, 5, 6]
    assert (await verify(library.db)).findings == ()


@on_a_server
async def test_a_look_up_does_not_wait_for_an_act(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    async with library.db.transaction() as conn:
        # As an act locks the patron: no key changes, to which the record of the look refers.
        await conn.execute(
            select(patron.c.id).where(patron.c.id == patron_id).with_for_update(key_share=True)
        )
        await asyncio.wait_for(library.backend.look_ups.by_card(CARD, clerk()), 5)
    assert len(await town.looks()) == 1


class _BusyHasher(PasswordHasher):
    """Lets another desk write while it hashes."""

    def __init__(self, hasher: PasswordHasher, db: Database, patron_id: int) -> None:
        super().__init__()
        self._hasher = hasher
        self._db = db
        self._patron_id = patron_id

    async def hash(self, password: Secret) -> str:
        async with self._db.transaction() as conn:
            await conn.execute(update(patron).where(patron.c.id == self._patron_id).values(romaji="Hanako"))
        return await self._hasher.hash(password)


async def test_others_write_while_the_password_is_hashed(
    library: Library, town: Town, cheap_hasher: PasswordHasher
) -> None:
    patron_id = await town.patron()
    hasher = _BusyHasher(cheap_hasher, library.db, patron_id)
    acts = build_library(library.db, library.masters, hasher).backend.acts
    answer = (await acts.perform(an_order(patron_id))).answer
    assert isinstance(answer, PatronSnapshot)
    assert answer.patron.romaji == "Hanako"


# Orders sent twice


async def test_the_same_order_acts_once(acts: Acts, library: Library, town: Town) -> None:
    order = an_order(await town.patron())
    first = await acts.perform(order)
    await town.hold(order.patron_id)
    await town.set_time(NOW + timedelta(days=1))
    second = await acts.perform(order)
    assert second.result == first.result
    assert isinstance(second.answer, PatronSnapshot)
    assert len(second.answer.holds) == 1
    assert len(await town.acts()) == 1
    assert await log_in(library, order.password.reveal()) is LogInOutcome.MUST_CHANGE


async def test_a_reissue_sent_again_is_still_a_reissue(acts: Acts, town: Town) -> None:
    patron_id = await town.patron()
    await set_rule(town, "initial_password_days", None)
    await town.password(patron_id)
    order = an_order(patron_id, seen_version=1)
    first = await acts.perform(order)
    again = await acts.perform(order)
    assert (again.result.reissued, again.result.expires_on, again.result.issued_on) == (
        True,
        None,
        first.result.issued_on,
    )


async def test_the_same_order_at_the_same_time_acts_once(acts: Acts, town: Town) -> None:
    order = an_order(await town.patron())
    first, second = await asyncio.gather(acts.perform(order), acts.perform(order))
    assert first.result.expires_on == second.result.expires_on
    assert len(await town.acts()) == 1
    (row,) = await town.all_rows(password_credential)
    assert row["version"] == 1


async def test_an_order_whose_password_was_replaced_is_not_answered_again(acts: Acts, town: Town) -> None:
    order = an_order(await town.patron())
    await acts.perform(order)
    await acts.perform(an_order(order.patron_id, seen_version=1))
    with pytest.raises(RowChanged):
        await acts.perform(order)
    assert len(await town.acts()) == 2


async def test_an_act_id_of_another_order_is_a_bug(acts: Acts, town: Town) -> None:
    act_id = new_act_id()
    await acts.perform(an_order(await town.patron(), act_id=act_id))
    other = await town.patron(OTHER_CARD)
    with pytest.raises(ValueError, match="belongs to one request"):
        await acts.perform(an_order(other, shown_card=OTHER_CARD, act_id=act_id))


@contextmanager
def broken_call() -> Iterator[None]:
    """Lose the connection when the call that does an act is about to be sent."""

    def lose(conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if "madoguchi_carry_out" in statement:
            conn.connection.driver_connection.terminate()

    event.listen(Engine, "before_cursor_execute", lose)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", lose)


@on_a_server
async def test_an_outcome_that_is_unknown_is_told_as_that(acts: Acts, library: Library, town: Town) -> None:
    order = an_order(await town.patron())
    with broken_call(), pytest.raises(OutcomeUnknown) as caught:
        await acts.perform(order)
    assert caught.value.act_id == order.act_id
    await acts.perform(order)
    assert len(await town.acts()) == 1
    assert await log_in(library, order.password.reveal()) is LogInOutcome.MUST_CHANGE


async def test_a_snapshot_that_can_not_be_read_undoes_the_act(acts: Acts, town: Town) -> None:
    order = an_order(await town.patron())
    async with town.db.transaction() as conn:
        await conn.execute(text("ALTER TABLE reference_question RENAME TO elsewhere"))
    with pytest.raises(DBAPIError):
        await acts.perform(order)
    assert await nothing_happened(town)

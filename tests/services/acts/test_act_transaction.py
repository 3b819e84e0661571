"""The one way of an act: what it plans is done whole, or nothing is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import ColumnElement, delete, update

from services.act_requests import ActRequest
from services.acts.act_transaction import ActContext, ActPlan, Acts, Write
from services.database.tables import hold, patron
from services.errors import NotPermitted
from services.library import Library
from services.rules.permissions import Permission
from tests.helpers.patrons import Town, clerk

NOBODY = -1
UPDATES_NOBODY = update(patron).where(patron.c.id == NOBODY).values(version=patron.c.version + 1)
DELETES_NOTHING = delete(hold).where(hold.c.patron_id == NOBODY)


@dataclass(frozen=True)
class Writes:
    """An act that writes what it is given."""

    writes: tuple[Write, ...]
    verb: str = "email.change"
    power: Permission = Permission.SERVE_PATRON

    def extra(self) -> Mapping[str, ColumnElement[Any]]:
        return {}

    def plan(self, ground: ActContext) -> ActPlan[None]:
        return ActPlan(writes=self.writes, result=None)

    def again(self, outcome: str, details: Mapping[str, Any]) -> None:
        return None


@pytest.mark.parametrize("without_effect", [UPDATES_NOBODY, DELETES_NOTHING], ids=["update", "delete"])
@pytest.mark.parametrize("place", ["first", "after another"])
async def test_a_write_that_changes_no_row_undoes_the_act(
    library: Library, town: Town, place: str, without_effect: Write
) -> None:
    patron_id = await town.patron()
    changes = update(patron).where(patron.c.id == patron_id).values(email=None)
    writes = (without_effect,) if place == "first" else (changes, without_effect)
    acts = Acts(library.db, library.masters, library.look_ups)
    with pytest.raises(NotPermitted):
        await acts.perform(ActRequest(actor=clerk(), patron_id=patron_id), Writes(writes))
    (row,) = await town.all_rows(patron)
    assert row["email"] == "hanako@example.jp"
    assert await town.acts() == []


async def test_writes_that_each_change_a_row_are_done_with_their_record(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    changes = update(patron).where(patron.c.id == patron_id).values(email=None)
    acts = Acts(library.db, library.masters, library.look_ups)
    await acts.perform(ActRequest(actor=clerk(), patron_id=patron_id), Writes((changes,)))
    (row,) = await town.all_rows(patron)
    assert row["email"] is None
    assert [record["verb"] for record in await town.acts()] == ["email.change"]

"""An act from a screen that is out of date never falls on another row: no id is given twice, on either database."""

from typing import Any

import pytest

from services.acts.holds import Acknowledge, CancelHold, UndoCancel
from services.contract.errors import RowChanged
from services.contract.snapshot import PatronSnapshot
from services.own_schema.library import Library
from tests.helpers.patrons import Town, clerk, open_card

FIRST, SECOND = "草枕", "門"


@pytest.fixture
async def screen(library: Library, town: Town) -> PatronSnapshot:
    """Show a patron with two holds that wait, at a desk that looks nothing up again."""
    patron_id = await town.patron()
    for title in (FIRST, SECOND):
        bib = await town.title(title)
        await town.item(bib)
        await town.hold(patron_id, bib=bib)
    return await open_card(library.backend.look_ups)


async def perform(library: Library, order: Any) -> PatronSnapshot:
    answer = (await library.backend.acts.perform(order)).answer
    assert isinstance(answer, PatronSnapshot)
    return answer


def cancelling(seen: PatronSnapshot, title: str) -> CancelHold:
    """Order 予約解除 of a title, as a screen shows it."""
    row = next(it for it in seen.holds if it.title == title)
    return CancelHold(actor=clerk(), patron_id=seen.patron.id, hold_id=row.id, seen_version=row.version)


def about_cancelled(seen: PatronSnapshot, title: str) -> dict[str, Any]:
    """Give what every order on a cancelled title carries, as a screen shows it."""
    row = next(it for it in seen.cancelled_holds if it.title == title)
    about = {"cancellation_id": row.id, "seen_version": row.version}
    return {"actor": clerk(), "patron_id": seen.patron.id, **about}


def bringing_back(seen: PatronSnapshot, title: str) -> UndoCancel:
    row = next(it for it in seen.cancelled_holds if it.title == title)
    return UndoCancel(**about_cancelled(seen, title), comes_back=row.comes_back.status)


def titles(seen: PatronSnapshot) -> tuple[list[str | None], list[str | None]]:
    """Give what is on hold, and what is cancelled."""
    return [it.title for it in seen.holds], [it.title for it in seen.cancelled_holds]


async def test_a_hold_that_came_back_is_not_cancelled_for_another(
    library: Library, screen: PatronSnapshot
) -> None:
    for title in (SECOND, FIRST):
        now = await perform(library, cancelling(screen, title))
    await perform(library, bringing_back(now, SECOND))
    with pytest.raises(RowChanged):
        await library.backend.acts.perform(cancelling(screen, FIRST))
    assert titles(await open_card(library.backend.look_ups)) == ([SECOND], [FIRST])


@pytest.mark.parametrize("wanted", [Acknowledge, bringing_back])
async def test_a_hold_cancelled_later_is_not_taken_for_the_one_that_left_the_list(
    library: Library, screen: PatronSnapshot, wanted: Any
) -> None:
    shown = await perform(library, cancelling(screen, FIRST))
    await perform(library, Acknowledge(**about_cancelled(shown, FIRST)))
    await perform(library, cancelling(screen, SECOND))
    order = (
        bringing_back(shown, FIRST) if wanted is bringing_back else wanted(**about_cancelled(shown, FIRST))
    )
    with pytest.raises(RowChanged):
        await library.backend.acts.perform(order)
    assert titles(await open_card(library.backend.look_ups)) == ([], [SECOND])


async def test_records_name_two_holds_by_two_ids(
    library: Library, town: Town, screen: PatronSnapshot
) -> None:
    for title in (SECOND, FIRST):
        now = await perform(library, cancelling(screen, title))
    now = await perform(library, bringing_back(now, SECOND))
    await perform(library, cancelling(now, SECOND))
    named = [record["subject_id"] for record in await town.acts() if record["verb"] == "hold.cancel"]
    assert len(named) == len(set(named)) == 3

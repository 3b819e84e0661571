"""What a desk marks after an act, by what real databases answer: the rows that it changed, and no others."""

import pytest

from services.acts.holds import Acknowledge, CancelHold, ChangeHold, UndoCancel
from services.acts.loans import RenewLoan
from services.contract.act_result import ActResult
from services.contract.item_numbers import ItemNumbers
from services.contract.snapshot import PatronSnapshot
from services.own_schema.library import Library
from services.rules.card_numbers import CardNumbers
from services.rules.vocabulary import ContactMethod, HoldStatus
from tests.helpers.patrons import Town, clerk, open_card
from viewmodels.core.snapshot_diff import Part, RowPlace, changed_rows
from viewmodels.desk.item_scans import answer_item


@pytest.fixture
async def before(library: Library, town: Town) -> PatronSnapshot:
    patron_id = await town.patron()
    for title in ("草枕", "門"):
        await town.loan(patron_id, title)
        bib = await town.title(f"{title}の二")
        await town.item(bib)
        await town.hold(patron_id, bib=bib)
        await town.cancelled(patron_id, f"{title}の三")
    return await open_card(library.backend.look_ups)


def marked(before: PatronSnapshot, done: ActResult[object]) -> frozenset[RowPlace]:
    assert isinstance(done.answer, PatronSnapshot)
    return changed_rows(before, done.answer)


async def test_a_renewed_loan_is_marked(library: Library, before: PatronSnapshot) -> None:
    row = before.loans[1]
    order = RenewLoan(actor=clerk(), patron_id=before.patron.id, loan_id=row.id, seen_version=row.version)
    assert marked(before, await library.backend.acts.perform(order)) == {RowPlace(Part.LOANS, row.id)}


async def test_a_changed_hold_is_marked(library: Library, before: PatronSnapshot) -> None:
    row = before.holds[1]
    order = ChangeHold(
        actor=clerk(),
        patron_id=before.patron.id,
        hold_id=row.id,
        seen_version=row.version,
        contact=ContactMethod.MAIL,
        branch_id=row.branch_id,
        stop_id=None,
    )
    assert marked(before, await library.backend.acts.perform(order)) == {RowPlace(Part.HOLDS, row.id)}


async def test_a_cancelled_hold_is_marked_where_it_went_and_so_is_its_way_back(
    library: Library, before: PatronSnapshot
) -> None:
    row = before.holds[0]
    order = CancelHold(actor=clerk(), patron_id=before.patron.id, hold_id=row.id, seen_version=row.version)
    done = await library.backend.acts.perform(order)
    assert isinstance(done.answer, PatronSnapshot)
    there = {it.id for it in before.cancelled_holds}
    (gone,) = [it for it in done.answer.cancelled_holds if it.id not in there]
    assert marked(before, done) == {RowPlace(Part.CANCELLED_HOLDS, gone.id)}
    back = await library.backend.acts.perform(
        UndoCancel(
            actor=clerk(),
            patron_id=before.patron.id,
            cancellation_id=gone.id,
            seen_version=gone.version,
            comes_back=gone.comes_back.status,
        )
    )
    (place,) = marked(done.answer, back)
    assert place.part is Part.HOLDS


async def test_what_an_act_deletes_marks_nothing(library: Library, before: PatronSnapshot) -> None:
    row = before.cancelled_holds[0]
    order = Acknowledge(
        actor=clerk(), patron_id=before.patron.id, cancellation_id=row.id, seen_version=row.version
    )
    assert marked(before, await library.backend.acts.perform(order)) == frozenset()


async def test_an_item_is_found_by_the_number_that_the_database_has(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await town.loan(patron_id)
    await town.hold(patron_id, status=HoldStatus.READY)
    snapshot = await open_card(library.backend.look_ups)
    items = ItemNumbers(9, "0000", CardNumbers(lengths=((8, 8),)))
    (lent,), (ready,) = snapshot.loans, snapshot.holds
    assert lent.item_number is not None
    assert ready.item_number is not None
    assert answer_item(lent.item_number, snapshot, items).place == RowPlace(Part.LOANS, lent.id)
    assert answer_item(ready.item_number, snapshot, items).place == RowPlace(Part.HOLDS, ready.id)

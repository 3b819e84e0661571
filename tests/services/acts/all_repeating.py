"""An order that is sent again, because its answer was lost, acts once."""

import pytest

from services.own_schema.library import Library
from tests.helpers.patrons import Town
from tests.services.acts.every_act import EVERY_ACT
from tests.services.acts.on_databases import each_act
from tests.services.acts.staging import StagedAct, all_rows, changed, records, result_of, was_repeated

on_one_loop = pytest.mark.asyncio(loop_scope="module")


@on_one_loop
@each_act
async def test_the_same_order_again_answers_the_first_result(
    act: StagedAct, shared_library: Library, shared_town: Town
) -> None:
    order = act.ordered(await act.staged(shared_town, shared_library))
    first = await act.done(shared_library, order)
    before = await all_rows(shared_town.db)
    second = await act.done(shared_library, order)
    assert result_of(second) == result_of(first)
    assert (was_repeated(first), was_repeated(second)) in {(False, True), (None, None)}
    assert changed(before, await all_rows(shared_town.db)) == frozenset()
    assert [record["id"] for record in await records(shared_town, order)] == [order.act_id]


@on_one_loop
@each_act
async def test_an_act_id_belongs_to_one_order(
    act: StagedAct, shared_library: Library, shared_town: Town
) -> None:
    order = act.ordered(await act.staged(shared_town, shared_library))
    other = act.ordered(await act.staged(shared_town, shared_library), act_id=order.act_id)
    await act.done(shared_library, order)
    before = await all_rows(shared_town.db)
    with pytest.raises(ValueError, match="an act id belongs to one request"):
        await act.done(shared_library, other)
    assert changed(before, await all_rows(shared_town.db)) == frozenset()


@on_one_loop
async def test_an_act_id_belongs_to_one_act(shared_library: Library, shared_town: Town) -> None:
    by_name = {act.name: act for act in EVERY_ACT}
    cancel, change = by_name["hold.cancel"], by_name["hold.change"]
    staged = await change.staged(shared_town, shared_library)
    order = change.ordered(staged)
    await change.done(shared_library, order)
    fields = {name: staged.fields[name] for name in ("hold_id", "seen_version")}
    other = cancel.order(actor=order.actor, patron_id=order.patron_id, act_id=order.act_id, **fields)
    with pytest.raises(ValueError, match="an act id belongs to one request"):
        await cancel.done(shared_library, other)

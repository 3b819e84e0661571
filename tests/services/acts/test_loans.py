"""Renewals on real databases: what the screen offered is what happens, once."""

import asyncio
from dataclasses import replace

import pytest

from services.acts.loans import RenewLoan
from services.contract.errors import ActRefused, RowChanged
from services.contract.snapshot import PatronSnapshot
from services.own_schema.library import Library
from services.rules.decision import Reason
from services.rules.vocabulary import Channel, Role
from tests.helpers.patrons import TODAY, Town, clerk, days_ago, in_days, open_card


async def order(library: Library, **changed: object) -> RenewLoan:
    snapshot = await open_card(library.backend.look_ups)
    (row,) = snapshot.loans
    made = RenewLoan(actor=clerk(), patron_id=snapshot.patron.id, loan_id=row.id, seen_version=row.version)
    return replace(made, **changed)  # type: ignore[arg-type]


async def test_a_renewal_moves_the_due_date_and_is_recorded(library: Library, town: Town) -> None:
    await town.loan(await town.patron())
    made = await order(library)
    done = await library.backend.acts.perform(made)
    assert isinstance(done.answer, PatronSnapshot)
    (row,) = done.answer.loans
    assert (row.due_on, row.renewed_today, done.repeated) == (done.result, True, False)
    assert done.result >= in_days(14)
    (record,) = await town.acts()
    assert (record["verb"], record["subject"], record["subject_id"]) == ("loan.renew", "loan", row.id)
    assert record["details"] == {
        "from": in_days(7).isoformat(),
        "to": done.result.isoformat(),
        "item_checked": False,
    }


async def test_the_same_order_renews_once(library: Library, town: Town) -> None:
    await town.loan(await town.patron())
    made = await order(library)
    first = await library.backend.acts.perform(made)
    second = await library.backend.acts.perform(made)
    assert (second.result, second.repeated) == (first.result, True)
    assert len(await town.acts()) == 1


async def test_a_refusal_names_its_reasons_and_leaves_nothing(library: Library, town: Town) -> None:
    await town.loan(await town.patron(), renewals=1, renewed_on=days_ago(1))
    with pytest.raises(ActRefused) as refused:
        await library.backend.acts.perform(await order(library))
    assert refused.value.refusal.reasons == (Reason.ALREADY_RENEWED,)
    assert await town.acts() == []


@pytest.mark.parametrize("checked", [True, False])
async def test_on_its_due_date_the_item_has_to_be_shown(library: Library, town: Town, checked: bool) -> None:
    await town.loan(await town.patron(), due_on=TODAY)
    made = await order(library, item_checked=checked)
    if checked:
        assert (await library.backend.acts.perform(made)).result > TODAY
    else:
        with pytest.raises(ActRefused) as refused:
            await library.backend.acts.perform(made)
        assert refused.value.refusal.reasons == (Reason.ITEM_NOT_SHOWN,)


async def test_a_loan_that_changed_since_is_refused(library: Library, town: Town) -> None:
    await town.loan(await town.patron())
    made = await order(library)
    with pytest.raises(RowChanged):
        await library.backend.acts.perform(replace(made, seen_version=made.seen_version + 1))


@pytest.mark.parametrize(
    ("role", "channel"), [(Role.PHONE, Channel.COUNTER), (Role.SUPERVISOR, Channel.PHONE)]
)
async def test_no_renewal_by_phone(library: Library, town: Town, role: Role, channel: Channel) -> None:
    await town.loan(await town.patron())
    made = await order(library, actor=clerk(role, channel))
    with pytest.raises(ActRefused) as refused:
        await library.backend.acts.perform(made)
    assert Reason.BY_PHONE in refused.value.refusal.reasons


async def test_of_two_desks_exactly_one_renews(library: Library, town: Town) -> None:
    await town.loan(await town.patron())
    orders = [await order(library) for _ in range(2)]
    done = await asyncio.gather(*map(library.backend.acts.perform, orders), return_exceptions=True)
    assert sorted(type(each).__name__ for each in done) == ["ActResult", "RowChanged"]
    assert len(await town.acts()) == 1

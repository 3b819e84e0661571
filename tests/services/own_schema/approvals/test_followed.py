"""What became of a request is read by supervisors' desks: by who approved it wherever they sit, and by its branch."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.contract.errors import ApprovalsTooMany, NotPermitted
from services.own_schema.database.tables import suspension
from services.own_schema.library import Library
from services.own_schema.transfer.columns import ID
from services.rules.people.approvals import MOST_OPEN, OPEN_FOR, ApprovalRefusal, ApprovalState
from services.rules.vocabulary import SuspensionReason
from tests.helpers.patrons import CARD, NOW, Town, open_card
from tests.services.acts.suspension_scene import ADDRESS, allow
from tests.services.own_schema.approvals.approvals_scene import (
    APPROVED,
    APPROVER,
    CHANGED,
    CLERK,
    OVER,
    REFUSED,
    USED,
    WAITING,
    WITHDRAWN,
    accounts,
    approve,
    state,
    suspended,
)

__all__ = ["accounts"]


async def read(library: Library, branch_id: int = 1) -> list[tuple[ApprovalState, bool]]:
    """Read how the requests stand, and whether this supervisor approved them."""
    desk = replace(APPROVER, branch_id=branch_id)
    found = (await library.records.today.waiting_desks(desk)).approvals
    assert (await library.records.today.counts(desk)).approvals == found
    return [(it.state, it.is_mine) for it in found]


async def test_what_was_approved_is_followed_until_it_is_done(
    library: Library, town: Town, accounts: None
) -> None:
    request = await suspended(library, town)
    number = await library.records.approvals.ask(request)
    assert (await read(library), await read(library, 2)) == ([(WAITING, False)], [])
    await approve(library, number)
    assert await read(library) == await read(library, 2) == [(APPROVED, True)]
    await library.backend.acts.perform(replace(request, approved=True))
    assert await read(library) == await read(library, 2) == [(USED, True)]
    await town.set_time(NOW + 2 * OPEN_FOR + timedelta(minutes=2))
    assert await read(library) == []


async def test_what_is_taken_back_or_void_is_told_as_such(
    library: Library, town: Town, accounts: None
) -> None:
    request = await suspended(library, town)
    approvals = library.records.approvals
    taken, void, refused = [
        await approvals.ask(replace(request, act_id=name)) for name in ("taken-1", "void-1", "refused-1")
    ]
    await approve(library, taken)
    await approvals.withdraw(taken, CLERK)
    await approvals.look_at(refused, APPROVER)
    await approvals.decide(refused, APPROVER, ApprovalRefusal.OTHER)
    assert await read(library) == [(WITHDRAWN, True), (WAITING, False), (REFUSED, False)]
    await town.suspend(request.patron_id, ADDRESS)
    assert (await read(library))[1] == (CHANGED, False)
    assert (await approvals.state(void, CLERK)).state is CHANGED


async def test_the_largest_ids_of_an_import_are_followed_too(
    library: Library, town: Town, accounts: None
) -> None:
    request = await suspended(library, town)
    for id_, reason in ((ID.most, ADDRESS), (ID.most - 1, SuspensionReason.CONTACT_WANTED)):
        await town.suspend(request.patron_id, reason, id=id_)
    number = await library.records.approvals.ask(request)
    assert await read(library) == [(WAITING, False)]
    await town.change(suspension, suspension.c.id == ID.most, id=ID.most - 2)
    assert await read(library) == [(CHANGED, False)]
    assert await state(library, number) is CHANGED


async def test_what_nobody_did_in_time_is_over(library: Library, town: Town, accounts: None) -> None:
    request = await suspended(library, town)
    await approve(library, await library.records.approvals.ask(request))
    await town.set_time(NOW + OPEN_FOR + timedelta(minutes=1))
    assert await read(library) == [(OVER, True)]


async def test_requests_that_are_over_hold_no_place(library: Library, town: Town, accounts: None) -> None:
    request = await suspended(library, town)
    for place in range(MOST_OPEN):
        await library.records.approvals.ask(replace(request, act_id=f"act-{place}"))
    with pytest.raises(ApprovalsTooMany):
        await library.records.approvals.ask(replace(request, act_id="one-more"))
    await town.set_time(NOW + OPEN_FOR + timedelta(minutes=1))
    await library.records.approvals.ask(replace(request, act_id="one-more"))


async def test_who_asked_is_told_whether_anybody_looked_and_when_it_was_decided(
    library: Library, town: Town, accounts: None
) -> None:
    request = await suspended(library, town)
    approvals = library.records.approvals
    other = await approvals.ask(replace(request, act_id="other-1"))
    number = await approvals.ask(request)
    assert not (await approvals.state(number, CLERK)).is_seen
    await approvals.look_at(number, APPROVER)
    known = await approvals.state(number, CLERK)
    assert (known.is_seen, known.decided_at) == (True, None)
    await town.set_time(NOW + timedelta(minutes=1))
    await approvals.decide(number, APPROVER, None)
    decided_at = (await approvals.state(number, CLERK)).decided_at
    assert decided_at is not None
    assert timedelta(seconds=50) < decided_at - NOW < timedelta(seconds=70)
    assert not (await approvals.state(other, CLERK)).is_seen


async def test_the_whole_librarys_supervisors_see_it_where_the_library_wants_that(
    library: Library, town: Town, accounts: None
) -> None:
    approvals = library.records.approvals
    number = await approvals.ask(await suspended(library, town))
    with pytest.raises(NotPermitted):
        await approvals.widen(number, CLERK)
    await allow(town, "approval_by_whole_library")
    await open_card(library.backend.look_ups, CARD, CLERK)
    await approvals.widen(number, APPROVER)  # another's
    assert await read(library, 2) == []
    await approvals.widen(number, CLERK)
    assert await read(library, 2) == await read(library) == [(WAITING, False)]
    branches = library.masters.current.branches
    elsewhere = replace(APPROVER, branch_id=next(it for it in branches if it != CLERK.branch_id))
    (there,) = (await library.records.today.waiting_desks(elsewhere)).approvals
    (here,) = (await library.records.today.waiting_desks(APPROVER)).approvals
    assert here.workstation == CLERK.workstation
    assert there.workstation == f"{branches[CLERK.branch_id].short_name} {CLERK.workstation}"
    for desk, listed in ((elsewhere, there), (APPROVER, here)):
        assert (await approvals.look_at(number, desk)).waiting.workstation == listed.workstation

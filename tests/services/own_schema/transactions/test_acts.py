"""The one way of an act: what it plans is done whole, or nothing is."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from services.acts.act_changes import ActChange, DeleteMail, SetEmail, SetMailedHoldsToNone
from services.acts.plan import ActContext, ActPlan, Overtaken, Recorded
from services.acts.register import RegisteredAct
from services.contract.act_requests import ActRequest
from services.contract.backend import Acts
from services.contract.errors import NotPermitted, RowChanged, SystemBusy
from services.own_schema.database.tables import patron
from services.own_schema.library import Library, build_library
from services.own_schema.password_hashing import PasswordHasher
from services.rules.permissions import Permission
from tests.helpers.patrons import Town, clerk

NOBODYS = -1
UPDATES_NOTHING = SetMailedHoldsToNone()
DELETES_NOTHING = DeleteMail(mail_id=NOBODYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoThis(ActRequest[None]):
    """An act that changes what it is given."""

    changes: tuple[ActChange, ...]


def planned(request: DoThis, _context: ActContext) -> ActPlan[None]:
    return ActPlan(changes=request.changes, result=None)


def repeated(_request: DoThis, _recorded: Recorded) -> None:
    return None


type Plan = Callable[[DoThis, ActContext], ActPlan[None]]


@pytest.fixture
def acts_planned(library: Library, cheap_hasher: PasswordHasher) -> Callable[[Plan], Acts]:
    """Give acts that are planned so."""

    def made(plan: Plan) -> Acts:
        entry = RegisteredAct(
            request=DoThis,
            verbs=("email.change",),
            permission=Permission.SERVE_PATRON,
            changes=(SetEmail, SetMailedHoldsToNone, DeleteMail),
            plan=plan,
            repeated=repeated,
        )
        return build_library(library.db, library.masters, cheap_hasher, {DoThis: entry}).backend.acts

    return made


@pytest.fixture
def acts(acts_planned: Callable[[Plan], Acts]) -> Acts:
    return acts_planned(planned)


@pytest.mark.parametrize("without_effect", [UPDATES_NOTHING, DELETES_NOTHING], ids=["update", "delete"])
@pytest.mark.parametrize("place", ["first", "after another"])
async def test_a_change_of_no_row_undoes_the_act(
    acts: Acts, town: Town, place: str, without_effect: ActChange
) -> None:
    patron_id = await town.patron()
    changes = (without_effect,) if place == "first" else (SetEmail(address=None), without_effect)
    with pytest.raises(RowChanged):
        await acts.perform(DoThis(actor=clerk(), patron_id=patron_id, changes=changes))
    (row,) = await town.all_rows(patron)
    assert row["email"] == "hanako@example.jp"
    assert await town.acts() == []


async def test_changes_that_each_change_a_row_are_done_with_their_record(acts: Acts, town: Town) -> None:
    patron_id = await town.patron()
    await acts.perform(DoThis(actor=clerk(), patron_id=patron_id, changes=(SetEmail(address=None),)))
    (row,) = await town.all_rows(patron)
    assert row["email"] is None
    assert [record["verb"] for record in await town.acts()] == ["email.change"]


async def test_an_approved_act_that_the_database_refuses_is_told_as_refused(
    acts_planned: Callable[[Plan], Acts], town: Town
) -> None:
    def hides_the_row(_request: DoThis, _context: ActContext) -> ActPlan[None]:
        raise NotPermitted

    request = DoThis(actor=clerk(), patron_id=await town.patron(), approved=True, changes=())
    with pytest.raises(NotPermitted):
        await acts_planned(hides_the_row).perform(request)


async def test_an_act_that_is_overtaken_each_time_ends(
    acts_planned: Callable[[Plan], Acts], town: Town
) -> None:
    begun = []

    def overtaken(request: DoThis, _context: ActContext) -> ActPlan[None]:
        begun.append(request)
        assert len(begun) < 1000
        raise Overtaken

    with pytest.raises(SystemBusy):
        await acts_planned(overtaken).perform(
            DoThis(actor=clerk(), patron_id=await town.patron(), changes=())
        )
    assert len({request.act_id for request in begun}) == 1
    assert len(begun) > 1
    assert await town.acts() == []

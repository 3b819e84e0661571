"""A supervisor's approval of an act that another system does: compared by what that tells, used with the intent."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import pytest
from sqlalchemy import delete

from services.acts.reports import TakeReport
from services.acts.suspensions import Lift
from services.contract.backend import CounterRecords
from services.contract.errors import ActRefused, ApprovalClosed, NotPermitted
from services.contract.recorded_acts import Outcome
from services.contract.recording import ActIntent
from services.own_schema.database.tables import access_log, act_intent
from services.rules.people.approvals import ApprovalState
from services.rules.vocabulary import Channel, PatronReport
from tests.helpers.patrons import CARD
from tests.services.contract.recording_scene import HER, Scene

WAITING, APPROVED, USED, CHANGED = (
    ApprovalState.WAITING,
    ApprovalState.APPROVED,
    ApprovalState.USED,
    ApprovalState.CHANGED,
)


@dataclass
class Approving:
    """A clerk who asks, and a supervisor who decides.

    Attributes:
        lift: what is asked for.
        number: the request's.
    """

    scene: Scene
    asks: CounterRecords
    decides: CounterRecords
    lift: Lift
    number: int

    async def approve(self) -> None:
        await self.decides.approvals.look_at(self.number, self.scene.boss)
        assert await self.decides.approvals.decide(self.number, self.scene.boss, None) is APPROVED

    async def intend(self, lift: Lift, subject_id: int | None = 3) -> Outcome | ActIntent | None:
        """Intend the act as the system's own `Backend` does."""
        return await self.scene.system.recording.acts.intend(
            lift,
            verb="suspension.lift",
            subject="suspension",
            subject_id=subject_id,
            wanted={"reason": "unreachable", "override": lift.override},
            state=(await self.scene.system.suspended(lift.patron_id, lift.actor)).state,
        )

    async def state(self) -> ApprovalState:
        return (await self.asks.approvals.state(self.number, self.scene.actor)).state

    def changes(self) -> None:
        """Let the patron's suspensions be others than before."""
        self.scene.system.people[0].mark = "not any more"


@pytest.fixture
async def approving(scene: Scene) -> Approving:
    patron_id = (await scene.opened()).patron.id
    asks, decides = (
        scene.library.records_beside(scene.system),
        scene.boss_library.records_beside(scene.system),
    )
    lift = Lift(actor=scene.actor, patron_id=patron_id, suspension_id=3, seen_version=1, checked=frozenset())
    return Approving(scene, asks, decides, lift, await asks.approvals.ask(lift))


async def test_a_supervisor_sees_what_the_system_tells(approving: Approving) -> None:
    case = await approving.decides.approvals.look_at(approving.number, approving.scene.boss)
    assert (case.state, case.card_number, case.name) == (WAITING, CARD, HER.name)
    assert [(it.id, it.name) for it in case.suspensions] == [(3, HER.name)]
    (look,) = [it for it in await approving.scene.town.looks() if it["purpose"] == "approval"]
    assert (look["staff_id"], look["patron_id"]) == (approving.scene.boss.staff.id, approving.lift.patron_id)
    desks = await approving.decides.today.waiting_desks(approving.scene.boss)
    assert [it.state for it in desks.approvals] == [WAITING]


async def test_an_approval_is_used_once_with_the_intent(approving: Approving) -> None:
    with pytest.raises(ActRefused):
        await approving.intend(approving.lift)
    approved = replace(approving.lift, approved=True)
    with pytest.raises(ApprovalClosed) as refused:
        await approving.intend(approved)
    assert refused.value.state is WAITING
    await approving.approve()
    assert await approving.intend(approved) is None
    assert isinstance(await approving.intend(approved), ActIntent)  # sent twice
    assert await approving.state() is USED
    acts, scene = approving.scene.system.recording.acts, approving.scene
    done = {"reason": "unreachable", "override": None}
    await acts.ended(approved.act_id, scene.actor, outcome="done", details=done)
    (record,) = await scene.town.acts()
    assert record["details"] == {**done, "approved_by": scene.boss.staff.id}
    assert await approving.state() is USED
    assert await approving.intend(approved) == Outcome("suspension.lift", "done")
    assert await scene.holds()


async def test_an_approval_counts_again_when_its_intent_is_taken_back(approving: Approving) -> None:
    await approving.approve()
    approved = replace(approving.lift, approved=True)
    await approving.intend(approved)
    await approving.scene.system.recording.acts.withdrawn(approved.act_id, approving.scene.actor)
    assert await approving.state() is APPROVED
    assert await approving.intend(approved) is None
    assert await approving.state() is USED


async def _nothing(_: Approving) -> None:
    pass


@pytest.mark.parametrize("before", [_nothing, Approving.approve])
async def test_what_has_changed_is_not_approved(
    approving: Approving, before: Callable[[Approving], Awaitable[None]]
) -> None:
    await before(approving)
    approving.changes()
    case = await approving.decides.approvals.look_at(approving.number, approving.scene.boss)
    assert case.state is CHANGED


@pytest.mark.parametrize("what", ["state", "asked"])
async def test_an_approval_of_something_else_is_not_used(approving: Approving, what: str) -> None:
    await approving.approve()
    approved = replace(approving.lift, approved=True)
    if what == "state":
        approving.changes()
    else:
        approved = replace(approved, override="library_decision")
    with pytest.raises(ApprovalClosed) as refused:
        await approving.intend(approved)
    assert refused.value.state is CHANGED
    assert await approving.scene.town.all_rows(act_intent) == []
    assert await approving.state() is APPROVED


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    ("subject_id", "channel"), [(4, Channel.COUNTER), (None, Channel.COUNTER), (3, Channel.PHONE)]
)
async def test_a_server_lets_no_login_intend_what_was_not_approved(
    approving: Approving, subject_id: int | None, channel: Channel
) -> None:
    await approving.approve()
    actor = replace(approving.scene.actor, channel=channel)
    approved = replace(approving.lift, actor=actor, approved=True)
    with pytest.raises((NotPermitted, ActRefused)):
        await approving.intend(approved, subject_id)
    assert await approving.state() is APPROVED


async def test_who_has_no_look_on_record_any_more_gets_one_anew(approving: Approving) -> None:
    scene, patron_id = approving.scene, approving.lift.patron_id

    async def forget() -> None:
        async with scene.town.db.transaction() as conn:
            await conn.execute(delete(access_log))

    await forget()
    other = replace(approving.lift, act_id="0199-another")
    assert await approving.asks.approvals.ask(other) != approving.number
    await forget()
    report = TakeReport(actor=scene.actor, patron_id=patron_id, kind=PatronReport.RETURNED)
    await scene.system.recording.acts.perform(report, await scene.opened())
    await forget()
    assert (await approving.decides.act_history.of_patron(patron_id, scene.boss)).total == 1

"""A clerk's desk asks how its requests stand, and what is approved is done once."""

import pytest

from services.contract.approval import Approval
from services.contract.errors import ApprovalClosed, ApprovalUnknown, OutcomeUnknown, SystemUnreachable
from services.rules.people.approvals import ApprovalRefusal, ApprovalState
from tests.viewmodels.approvals.approval_fakes import (
    APPROVED,
    CHANGED,
    OVER,
    REFUSED,
    WAITING,
    WITHDRAWN,
)
from tests.viewmodels.approvals.asking_scene import OVERDUE, ROW, Scene, later, scene
from tests.viewmodels.fakes import CARD_A, CARD_B
from tests.viewmodels.today.today_fakes import go_on
from viewmodels.approvals.form import ApprovalStage
from viewmodels.core.notes import ApprovalNews, Done, Result
from viewmodels.core.trouble import Bug

__all__ = ["scene"]


async def test_a_desk_waits_and_goes_on_by_itself(scene: Scene) -> None:
    form = await scene.sent()
    assert (form.stage.value, form.since.value is not None) == (ApprovalStage.WAITING, True)
    await scene.stands(WAITING)
    assert scene.acts.sent == []
    await scene.stands(APPROVED)
    await scene.acting.settled()
    assert len(scene.done) == 1
    assert scene.told == Result(Done.SUSPENSION_LIFTED, about=OVERDUE)


async def test_without_notices_it_asks_from_time_to_time(scene: Scene) -> None:
    await scene.sent()
    assert scene.approvals.read == []
    scene.approvals.stands(1, APPROVED)
    scene.rests.end()
    await go_on()
    await scene.acting.settled()
    assert len(scene.done) == 1


@pytest.mark.parametrize(
    ("state", "refusal"),
    [(REFUSED, ApprovalRefusal.PAPERS_WANTED), (OVER, None), (CHANGED, None), (WITHDRAWN, None)],
)
async def test_a_no_is_told_and_may_be_asked_for_anew(
    scene: Scene, state: ApprovalState, refusal: ApprovalRefusal | None
) -> None:
    form = await scene.sent()
    answers: list[Approval | None] = []
    form.answer.subscribe(answers.append)
    await scene.stands(state, refusal)
    assert form.stage.value is ApprovalStage.OPEN
    assert form.answer.value is not None
    assert (form.answer.value.state, form.answer.value.refusal) == (state, refusal)
    assert scene.acts.sent == []
    form.send.start()
    await form.send.settled()
    await go_on()
    first, second = scene.approvals.asked
    assert first.act_id != second.act_id
    assert answers[-1] is None
    await scene.stands(APPROVED, number=2)
    await scene.acting.settled()
    assert [order.act_id for order in scene.acts.sent] == [second.act_id]


async def test_a_supervisor_who_comes_signs_what_waits(scene: Scene) -> None:
    await scene.sent()
    await scene.sign()
    await scene.acting.settled()
    assert len(scene.done) == len(scene.approvals.asked) == 1
    await scene.stands(APPROVED)
    assert len(scene.done) == 1


async def test_two_supervisors_at_once_let_it_be_done_once(scene: Scene) -> None:
    await scene.sent()
    scene.approvers.failures = [ApprovalClosed(APPROVED)]
    scene.approvals.stands(1, APPROVED)
    await scene.sign()
    await scene.stands(APPROVED)
    await scene.acting.settled()
    assert len(scene.done) == 1


async def test_a_no_in_the_background_is_told(scene: Scene) -> None:
    await later(scene)
    await scene.open(CARD_B)
    await scene.stands(REFUSED, ApprovalRefusal.NOT_READY)
    assert isinstance(scene.told, ApprovalNews)
    assert (scene.told.state, scene.told.refusal) == (REFUSED, ApprovalRefusal.NOT_READY)
    assert (scene.told.card_number, scene.told.decided_by) == (CARD_A, "岡田 裕樹")
    assert scene.approvals.withdrawn == []


async def test_a_database_that_is_away_is_asked_again(scene: Scene) -> None:
    await scene.sent()
    scene.approvals.failures = [SystemUnreachable()]
    await scene.stands(APPROVED)
    assert scene.acts.sent == []
    await scene.stands(APPROVED)
    await scene.acting.settled()
    assert len(scene.done) == 1


async def test_a_bug_in_asking_how_it_stands_is_told_once(scene: Scene) -> None:
    await later(scene)
    scene.approvals.failures = [KeyError("x"), KeyError("x")]
    await scene.stands(WAITING)
    assert scene.told == Bug("R1")
    scene.desk.note.set(None)
    await scene.stands(WAITING)
    assert [scene.told, scene.approvals.failures] == [None, []]
    await scene.stands(APPROVED)
    await scene.acting.settled()
    assert len(scene.done) == 1


async def test_a_request_that_is_gone_is_over(scene: Scene) -> None:
    form = await scene.sent()
    scene.approvals.failures = [ApprovalUnknown()]
    await scene.stands(WAITING)
    assert form.answer.value is not None
    assert form.answer.value.state is OVER


async def test_a_lost_answer_is_asked_for_again_without_another_approval(scene: Scene) -> None:
    scene.acts.outcomes = [OutcomeUnknown("x")]
    await scene.lift()
    await scene.sign()
    await scene.acting.settled()
    scene.suspensions.lift.start(ROW)
    await scene.acting.settled()
    first, again = scene.acts.sent
    assert first == again
    assert len(scene.approvals.asked) == 1


async def test_an_approval_that_counts_no_more_ends_what_was_lost(scene: Scene) -> None:
    scene.acts.outcomes = [OutcomeUnknown("x"), ApprovalClosed(OVER)]
    await scene.lift()
    await scene.sign()
    await scene.acting.settled()
    scene.suspensions.lift.start(ROW)
    await scene.acting.settled()
    assert isinstance(scene.told, ApprovalClosed)
    await scene.lift()
    assert len(scene.acts.sent) == 2

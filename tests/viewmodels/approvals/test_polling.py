"""A clerk's desk waits for an approval: done once, and nothing opened or done for who left."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from services.act_requests import ActRequest
from services.approvals.approval import Approval
from services.errors import (
    ApprovalClosed,
    ApprovalUnknown,
    DatabaseUnreachable,
    OutcomeUnknown,
    PatronGone,
)
from services.rules.people.approvals import ApprovalRefusal, ApprovalState
from tests.viewmodels.approvals.approval_fakes import (
    APPROVED,
    CHANGED,
    OVER,
    REFUSED,
    WAITING,
    WITHDRAWN,
)
from tests.viewmodels.approvals.asking_scene import OVERDUE, PASSWORD, ROW, Scene, scene
from tests.viewmodels.fakes import CARD_A, CARD_B
from tests.viewmodels.identity_fakes import open_phone_summary
from tests.viewmodels.today.today_fakes import go_on
from viewmodels.approvals.approving import NotNow
from viewmodels.approvals.form import Stage
from viewmodels.core.notes import ApprovalNews, Bug, Done, Result

__all__ = ["scene"]


async def test_a_desk_waits_and_goes_on_by_itself(scene: Scene) -> None:
    form = await scene.sent()
    assert (form.stage.value, form.since.value is not None) == (Stage.WAITING, True)
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
    assert form.stage.value is Stage.OPEN
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


async def test_leaving_takes_the_request_back(scene: Scene) -> None:
    form = await scene.sent()
    form.leave()
    await scene.acting.settled()
    await go_on()
    assert scene.approvals.withdrawn == [1]
    await scene.stands(APPROVED)
    assert (scene.acts.sent, scene.model.form.value) == ([], None)


async def test_what_is_being_tried_is_not_left(scene: Scene) -> None:
    gate = asyncio.Event()
    form = await scene.lift()
    scene.approvers.meanwhile = gate.wait
    form.sign.start("okada", PASSWORD)
    await go_on()
    form.leave()
    assert not form.is_over
    gate.set()
    await form.sign.settled()
    await scene.acting.settled()
    assert len(scene.done) == 1


async def test_what_is_approved_for_nobody_is_taken_back_and_told(scene: Scene) -> None:
    await scene.sent()
    scene.bench.look_ups.answer("refresh 11", PatronGone())
    scene.desk.refresh.start()
    await scene.desk.refresh.settled()
    await scene.stands(APPROVED)
    await scene.acting.settled()
    assert scene.approvals.withdrawn == [1]
    assert scene.acts.sent == []
    assert isinstance(scene.told, ApprovalNews)
    assert scene.told.state is WITHDRAWN
    assert scene.model.form.value is None


async def test_closing_the_desk_takes_everything_back() -> None:
    scene = Scene()
    await scene.open()
    (await scene.sent()).go_on_later()
    await scene.acting.settled()
    scene.suspensions.lift.start(ROW)
    form = await scene.question()
    form.send.start()
    await form.send.settled()
    await scene.aclose()
    assert sorted(scene.approvals.withdrawn) == [1, 2]
    assert scene.acts.sent == []
    told = ApprovalNews("suspension.lift", WITHDRAWN, card_number=CARD_A)
    assert scene.told == replace(told, before=told)  # for who comes back to a desk that was locked


async def later(scene: Scene) -> None:
    form = await scene.sent()
    form.go_on_later()
    await scene.acting.settled()
    assert scene.told == ApprovalNews("suspension.lift", WAITING, card_number=CARD_A)
    assert scene.model.form.value is None


async def test_what_waits_in_the_background_is_done_where_its_patron_is_open(scene: Scene) -> None:
    await later(scene)
    await scene.stands(APPROVED)
    await scene.acting.settled()
    assert len(scene.done) == 1
    assert scene.told == Result(Done.SUSPENSION_LIFTED, about=OVERDUE)


def assert_kept(scene: Scene) -> None:
    """Hold the desk to keeping what was approved, and to saying whose it is."""
    assert isinstance(scene.told, ApprovalNews)
    assert (scene.told.state, scene.told.anew, scene.told.card_number) == (APPROVED, False, CARD_A)
    assert [it.approved_by for it in scene.model.later.value] == ["岡田 裕樹"]


@pytest.mark.parametrize("why", ["another patron", "a question is open", "covered"])
async def test_in_the_background_it_disturbs_nobody(scene: Scene, why: str) -> None:
    await later(scene)
    release = None
    match why:
        case "another patron":
            await scene.open(CARD_B)
        case "a question is open":
            release = scene.desk.pause_scans(scene)
        case _:
            scene.model.cover(covered=True)
    await scene.stands(APPROVED)
    assert (scene.acts.sent, scene.approvals.withdrawn) == ([], [])
    assert_kept(scene)
    scene.question_later.does = False
    if release is not None:
        release()


@pytest.mark.parametrize("turn", ["as it is answered", "as it begins"])
async def test_a_card_scanned_in_that_moment_gets_no_other_patrons_act(scene: Scene, turn: str) -> None:
    await later(scene)
    scene.bench.look_ups.answer(CARD_B, scene.patron(CARD_B))

    def scan() -> None:
        scene.desk.scanned(CARD_B)

    loop = asyncio.get_running_loop()
    scene.approvals.as_read = scan if turn == "as it is answered" else lambda: loop.call_soon(scan)
    await scene.stands(APPROVED)
    await scene.acting.settled()
    await scene.desk.look_up.settled()
    assert (scene.acts.sent, scene.desk.patron_id) == ([], 22)
    assert scene.approvals.withdrawn == []
    assert_kept(scene)


async def by_phone(scene: Scene) -> None:
    """Change to the phone, and open the same patron for a caller who isn't identified."""
    scene.desk.switch_channel.start()
    await scene.desk.switch_channel.settled()
    await open_phone_summary(scene.bench)


async def test_what_waits_is_taken_back_with_the_channel(scene: Scene) -> None:
    await later(scene)
    scene.desk.switch_channel.start()
    await scene.desk.switch_channel.settled()
    await go_on()
    assert scene.approvals.withdrawn == [1]
    assert scene.told == ApprovalNews("suspension.lift", WITHDRAWN, card_number=CARD_A)
    scene.approvals.withdrawn.clear()
    await scene.stands(APPROVED)
    assert (scene.acts.sent, scene.approvals.withdrawn) == ([], [])


@pytest.mark.parametrize("identified", [False, True])
async def test_nothing_is_done_for_a_caller(scene: Scene, identified: bool) -> None:
    await later(scene)
    await by_phone(scene)
    if identified:
        scene.desk.open_found(scene.patron(), Done.IDENTIFIED)
    shown = scene.desk.answer.value
    await scene.stands(APPROVED)
    await scene.acting.settled()
    assert scene.acts.sent == []
    assert scene.desk.answer.value is shown


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
    scene.approvals.failures = [DatabaseUnreachable()]
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


async def test_what_is_done_already_is_not_told_as_undone(scene: Scene) -> None:
    gate = asyncio.Event()
    form = await scene.sent()
    scene.approvers.meanwhile = gate.wait
    form.sign.start("okada", PASSWORD)
    await scene.stands(APPROVED)
    await scene.acting.settled()
    await scene.open(CARD_B)
    told = scene.told
    gate.set()
    await form.sign.settled()
    assert (len(scene.done), scene.told, scene.approvals.withdrawn) == (1, told, [])


@pytest.mark.parametrize("is_away", [False, True])
async def test_a_request_whose_answer_was_lost_is_taken_back_too(scene: Scene, is_away: bool) -> None:
    form = await scene.lift()
    taken = scene.approvals.ask

    async def lost(request: ActRequest[Any]) -> int:
        await taken(request)
        raise DatabaseUnreachable

    scene.approvals.ask = lost  # type: ignore[method-assign]
    form.send.start()
    await form.send.settled()
    scene.approvals.ask = taken  # type: ignore[method-assign]
    if is_away:
        scene.desk.show_disconnected(DatabaseUnreachable())
    form.leave()
    await scene.acting.settled()
    await go_on()
    scene.desk.show_connected()
    await go_on()
    assert (len(scene.approvals.asked), scene.approvals.withdrawn) == (1, [1])


async def test_that_it_can_not_be_taken_back_is_not_told(scene: Scene) -> None:
    form = await scene.lift()
    scene.approvals.failures = [DatabaseUnreachable(), DatabaseUnreachable()]
    form.send.start()
    await form.send.settled()
    form.leave()
    await scene.acting.settled()
    await go_on()
    assert (scene.told, scene.approvals.failures, scene.approvals.withdrawn) == (None, [], [])


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


@pytest.mark.parametrize("way", ["sent", "signed"])
async def test_a_request_whose_question_ends_while_it_is_made_is_taken_back(scene: Scene, way: str) -> None:
    form = await scene.lift()
    gate = asyncio.Event()
    ask = scene.approvals.ask

    async def slow(request: ActRequest[Any]) -> int:
        await gate.wait()
        return await ask(request)

    scene.approvals.ask = slow  # type: ignore[method-assign]
    if way == "sent":
        form.send.start()
    else:
        form.sign.start("okada", PASSWORD)
    await go_on()
    form.end(NotNow.LEFT)
    await scene.acting.settled()
    gate.set()
    await form.settled()
    await go_on()
    assert (len(scene.approvals.asked), scene.approvals.withdrawn) == (1, [1])
    assert scene.acts.sent == []

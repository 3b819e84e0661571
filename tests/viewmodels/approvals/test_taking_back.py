"""What nobody waits for any more is taken back: left, closed, on another channel, or never answered."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from services.contract.act_requests import ActRequest
from services.contract.errors import PatronGone, SystemUnreachable
from tests.viewmodels.approvals.approval_fakes import (
    APPROVED,
    WITHDRAWN,
)
from tests.viewmodels.approvals.asking_scene import PASSWORD, ROW, Scene, later, scene
from tests.viewmodels.fakes import CARD_A
from tests.viewmodels.today.today_fakes import go_on
from viewmodels.approvals.approving import NotSent
from viewmodels.core.notes import ApprovalNews

__all__ = ["scene"]


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


@pytest.mark.parametrize("is_away", [False, True])
async def test_a_request_whose_answer_was_lost_is_taken_back_too(scene: Scene, is_away: bool) -> None:
    form = await scene.lift()
    taken = scene.approvals.ask

    async def lost(request: ActRequest[Any]) -> int:
        await taken(request)
        raise SystemUnreachable

    scene.approvals.ask = lost  # type: ignore[method-assign]
    form.send.start()
    await form.send.settled()
    scene.approvals.ask = taken  # type: ignore[method-assign]
    if is_away:
        scene.desk.show_disconnected(SystemUnreachable())
    form.leave()
    await scene.acting.settled()
    await go_on()
    scene.desk.show_connected()
    await go_on()
    assert (len(scene.approvals.asked), scene.approvals.withdrawn) == (1, [1])


async def test_that_it_can_not_be_taken_back_is_not_told(scene: Scene) -> None:
    form = await scene.lift()
    scene.approvals.failures = [SystemUnreachable(), SystemUnreachable()]
    form.send.start()
    await form.send.settled()
    form.leave()
    await scene.acting.settled()
    await go_on()
    assert (scene.told, scene.approvals.failures, scene.approvals.withdrawn) == (None, [], [])


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
    form.end(NotSent.ABANDONED)
    await scene.acting.settled()
    gate.set()
    await form.settled()
    await go_on()
    assert (len(scene.approvals.asked), scene.approvals.withdrawn) == (1, [1])
    assert scene.acts.sent == []

"""What was approved and can't be carried out at the clerk's desk: taken back, and told with the reason."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest

from services.acts.reports import SettleReport
from services.contract.errors import (
    ActUnderWay,
    ApprovalClosed,
    Disconnected,
    OutcomeUnknown,
    RowChanged,
    ServiceError,
    SystemUnreachable,
)
from services.rules.people.approvals import ApprovalRefusal
from tests.viewmodels.approvals.approval_fakes import APPROVED, OVER, REFUSED, WAITING, WITHDRAWN
from tests.viewmodels.approvals.asking_scene import PASSWORD, Scene, scene
from tests.viewmodels.fakes import CARD_A, CARD_B
from tests.viewmodels.today.today_fakes import go_on
from viewmodels.core.notes import ApprovalNews
from viewmodels.core.trouble import Bug

__all__ = ["scene"]


async def later(scene: Scene) -> None:
    """Let the request wait in the background."""
    (await scene.sent()).go_on_later()
    await scene.acting.settled()


def begin_another(scene: Scene) -> tuple[asyncio.Event, Callable[[], object]]:
    """Give an act of the clerk's that stays under way, and what begins it."""
    answered = scene.acts.gate()
    actor = scene.desk.actor
    request = SettleReport(actor=actor, patron_id=11, report_id=1, seen_version=1)

    async def perform() -> None:
        await scene.acting.perform(request, lambda _: None)

    return answered, scene.acting.command(perform).start


def assert_told(told: object, why: type[ServiceError]) -> None:
    """Hold a note to naming the act, and why it isn't done."""
    assert isinstance(told, ApprovalNews)
    assert (told.verb, told.state, told.anew) == ("suspension.lift", APPROVED, True)
    assert isinstance(told.why, why)


async def test_another_act_under_way_lets_what_was_approved_be_taken_back(scene: Scene) -> None:
    await later(scene)
    answered, scene.approvals.as_read = begin_another(scene)
    await scene.stands(APPROVED)
    await go_on(lambda: bool(scene.approvals.withdrawn))
    told = scene.told
    answered.set()
    await scene.acting.settled()
    assert_told(told, ActUnderWay)
    assert (scene.done, scene.approvals.withdrawn) == ([], [1])


async def test_without_a_connection_it_is_taken_back_once_there_is_one(scene: Scene) -> None:
    await later(scene)
    loop = asyncio.get_running_loop()
    scene.approvals.as_read = lambda: loop.call_soon(scene.desk.show_disconnected, SystemUnreachable())
    await scene.stands(APPROVED)
    await scene.acting.settled()
    assert_told(scene.told, Disconnected)
    assert (scene.acts.sent, scene.approvals.withdrawn) == ([], [])
    scene.desk.show_connected()
    await go_on()
    assert scene.approvals.withdrawn == [1]


@pytest.mark.parametrize("refusal", [RowChanged(), SystemUnreachable()])
async def test_an_act_that_comes_to_nothing_is_told_as_such(scene: Scene, refusal: ServiceError) -> None:
    await later(scene)
    scene.acts.outcomes = [refusal]
    scene.bench.look_ups.answer("refresh 11", scene.patron())
    await scene.stands(APPROVED)
    await scene.acting.settled()
    await scene.desk.refresh.settled()
    assert_told(scene.told, type(refusal))
    assert scene.approvals.withdrawn == [1]
    assert ("refresh 11" in scene.bench.look_ups.asked) is isinstance(refusal, RowChanged)


async def test_an_act_whose_answer_was_lost_keeps_its_approval(scene: Scene) -> None:
    await later(scene)
    scene.acts.outcomes = [OutcomeUnknown("x")]
    await scene.stands(APPROVED)
    await scene.acting.settled()
    await go_on()
    assert isinstance(scene.told, OutcomeUnknown)
    assert scene.approvals.withdrawn == []


@pytest.mark.parametrize(("error", "told"), [(KeyError("x"), Bug), (ApprovalClosed(OVER), ApprovalClosed)])
async def test_a_bug_and_a_request_that_is_over_are_told_as_what_they_are(
    scene: Scene, error: Exception, told: type[object]
) -> None:
    await later(scene)
    scene.acts.outcomes = [error]
    await scene.stands(APPROVED)
    await scene.acting.settled()
    await go_on()
    assert isinstance(scene.told, told)
    assert scene.approvals.withdrawn == [1]


@pytest.mark.parametrize("way", ["signed", "answered"])
async def test_without_a_connection_the_open_question_ends_with_the_reason(scene: Scene, way: str) -> None:
    form = await scene.sent()

    async def lose() -> None:
        scene.desk.show_disconnected(SystemUnreachable())

    if way == "signed":
        scene.approvers.meanwhile = lose
        form.sign.start("okada", PASSWORD)
        await form.sign.settled()
    else:
        scene.approvals.as_read = lambda: scene.desk.show_disconnected(SystemUnreachable())
        await scene.stands(APPROVED)
    await scene.acting.settled()
    assert_told(scene.told, Disconnected)
    assert (scene.model.form.value, scene.acts.sent) == (None, [])
    scene.desk.show_connected()
    await go_on()
    assert scene.approvals.withdrawn == [1]


async def test_another_request_in_the_background_is_left_alone(scene: Scene) -> None:
    await later(scene)
    await later(scene)
    scene.acts.outcomes = [RowChanged()]
    scene.bench.look_ups.answer("refresh 11", scene.patron())
    scene.approvals.stands(2, WAITING)
    await scene.stands(APPROVED)
    await scene.acting.settled()
    await scene.desk.refresh.settled()
    await go_on()
    assert scene.approvals.withdrawn == [1]


async def test_of_two_that_come_to_nothing_at_once_both_are_told(scene: Scene) -> None:
    await later(scene)
    await later(scene)
    await scene.open(CARD_B)
    scene.approvals.stands(1, REFUSED, ApprovalRefusal.NOT_READY)
    await scene.stands(OVER, number=2)
    assert isinstance(scene.told, ApprovalNews)
    assert scene.told.before is not None
    assert [scene.told.before.state, scene.told.state] == [REFUSED, OVER]


async def test_a_no_while_another_card_is_looked_up_is_told_after_it(scene: Scene) -> None:
    await later(scene)
    scene.approvals.as_read = lambda: scene.desk.scanned(CARD_B)
    scene.bench.look_ups.answer(CARD_B, scene.patron(CARD_B))
    await scene.stands(REFUSED, ApprovalRefusal.NOT_READY)
    await scene.desk.look_up.settled()
    assert isinstance(scene.told, ApprovalNews)
    assert scene.told.state is REFUSED


async def test_of_two_taken_back_with_the_channel_both_are_told(scene: Scene) -> None:
    await later(scene)
    await later(scene)
    scene.desk.switch_channel.start()
    await scene.desk.switch_channel.settled()
    await go_on()
    assert scene.approvals.withdrawn == [1, 2]
    told = ApprovalNews("suspension.lift", WITHDRAWN, card_number=CARD_A)
    assert scene.told == replace(told, before=told)

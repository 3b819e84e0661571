"""What was approved in the background: done where its patron is open, else kept for as long as it counts."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from services.rules.people.approvals import OPEN_FOR, ApprovalState
from tests.helpers.snapshots import NOW
from tests.viewmodels.approvals.approval_fakes import (
    APPROVED,
    CHANGED,
    OVER,
    REFUSED,
    WAITING,
    WITHDRAWN,
)
from tests.viewmodels.approvals.asking_scene import OVERDUE, PASSWORD, Scene, later, scene
from tests.viewmodels.fakes import CARD_A, CARD_B
from tests.viewmodels.identity_fakes import open_phone_summary
from tests.viewmodels.today.today_fakes import go_on
from viewmodels.core.notes import ApprovalNews, Done, Result

__all__ = ["scene"]

DECIDED = NOW + timedelta(minutes=2)
UNTIL = DECIDED + OPEN_FOR
KEPT = ApprovalNews("suspension.lift", APPROVED, "岡田 裕樹", card_number=CARD_A, until=UNTIL)


def assert_kept(scene: Scene) -> None:
    """Hold the desk to keeping what was approved, and to saying whose it is."""
    assert isinstance(scene.told, ApprovalNews)
    assert (scene.told.state, scene.told.anew, scene.told.card_number) == (APPROVED, False, CARD_A)
    assert [it.approved_by for it in scene.model.later.value] == ["岡田 裕樹"]


async def by_phone(scene: Scene) -> None:
    """Change to the phone, and open the same patron for a caller who isn't identified."""
    scene.desk.switch_channel.start()
    await scene.desk.switch_channel.settled()
    await open_phone_summary(scene.bench)


async def kept(scene: Scene) -> None:
    """Ask, go on to another patron, and be approved meanwhile."""
    (await scene.sent()).go_on_later()
    await scene.acting.settled()
    await scene.open(CARD_B)
    await approved(scene)


async def approved(scene: Scene, number: int = 1) -> None:
    scene.approvals.stands(number, APPROVED)
    scene.approvals.standing[number] = replace(scene.approvals.standing[number], decided_at=DECIDED)
    scene.rests.end()
    scene.model.changed()
    await go_on()


async def opened_again(scene: Scene) -> None:
    await scene.open(CARD_A)
    await go_on()
    await scene.acting.settled()
    await go_on()


async def test_it_is_kept_and_said_whose_it_is(scene: Scene) -> None:
    await kept(scene)
    assert (scene.told, scene.approvals.withdrawn, scene.acts.sent) == (KEPT, [], [])
    (later,) = scene.model.later.value
    assert (later.card_number, later.verb, later.approved_by) == (CARD_A, "suspension.lift", "岡田 裕樹")
    assert later.until == UNTIL
    assert scene.question_later.asked == []


async def test_it_is_done_once_its_patron_is_open_again(scene: Scene) -> None:
    await kept(scene)
    await opened_again(scene)
    assert len(scene.question_later.asked) == len(scene.done) == 1
    assert scene.told == Result(Done.SUSPENSION_LIFTED, about=OVERDUE)
    assert (scene.model.later.value, scene.approvals.withdrawn) == ((), [])


async def test_put_off_it_waits_until_the_patron_is_opened_once_more(scene: Scene) -> None:
    await kept(scene)
    scene.question_later.does = False
    await opened_again(scene)
    scene.desk.pause_scans(scene)()
    await go_on()
    assert len(scene.question_later.asked) == 1
    assert scene.told == KEPT
    await scene.open(CARD_B)
    await opened_again(scene)
    assert (len(scene.question_later.asked), scene.acts.sent) == (2, [])
    assert len(scene.model.later.value) == 1


@pytest.mark.parametrize("state", [OVER, CHANGED])
async def test_what_counts_no_more_is_told_and_kept_no_longer(scene: Scene, state: ApprovalState) -> None:
    await kept(scene)
    await scene.stands(state)
    assert isinstance(scene.told, ApprovalNews)
    assert (scene.told.state, scene.told.card_number) == (state, CARD_A)
    assert scene.model.later.value == ()
    await opened_again(scene)
    assert (scene.question_later.asked, scene.acts.sent) == ([], [])


async def test_what_waits_in_the_background_is_listed_once_its_question_is_gone(scene: Scene) -> None:
    form = await scene.sent()
    assert not scene.model.later.value
    form.go_on_later()
    await scene.acting.settled()
    (later,) = scene.model.later.value
    assert (later.id, later.approved_by) == (1, None)
    assert scene.told == ApprovalNews("suspension.lift", WAITING, card_number=CARD_A)


@pytest.mark.parametrize("state", [REFUSED, WITHDRAWN])
async def test_what_is_answered_while_it_is_put_in_the_background_is_told(
    scene: Scene, state: ApprovalState
) -> None:
    form = await scene.sent()
    scene.approvals.stands(1, state)
    scene.rests.end()
    scene.model.changed()
    form.go_on_later()
    await scene.acting.settled()
    assert isinstance(scene.told, ApprovalNews)
    assert (scene.told.state, scene.model.later.value) == (state, ())


async def test_two_that_were_approved_meanwhile_are_both_told_and_done(scene: Scene) -> None:
    for _ in range(2):
        form = await scene.lift()
        form.send.start()
        await form.send.settled()
        form.go_on_later()
        await scene.acting.settled()
    await scene.open(CARD_B)
    for number in (2, 1):
        await approved(scene, number)
    assert scene.told == replace(KEPT, before=KEPT)
    await opened_again(scene)
    await scene.acting.settled()
    assert len(scene.done) == 2
    assert scene.model.later.value == ()


async def test_of_what_is_done_nothing_is_kept(scene: Scene) -> None:
    await kept(scene)
    await opened_again(scene)
    assert (list(scene.model._waits), scene.model._performing.doing) == ([], None)  # noqa: SLF001


async def test_a_patron_who_goes_while_it_is_asked_gets_nothing(scene: Scene) -> None:
    await kept(scene)

    async def leave() -> None:
        scene.desk.open_found(scene.patron(CARD_B), Done.RECONNECTED)

    scene.question_later.meanwhile = leave
    await opened_again(scene)
    assert scene.acts.sent == []
    assert len(scene.model.later.value) == 1


async def test_what_is_approved_under_the_cover_is_kept_for_who_takes_it_away(scene: Scene) -> None:
    form = await scene.sent()
    emptied: list[None] = []
    form.emptied.subscribe(emptied.append)
    scene.model.cover(covered=True)
    assert emptied == [None]
    await scene.stands(APPROVED)
    await scene.acting.settled()
    assert (scene.approvals.withdrawn, scene.acts.sent, scene.question_later.asked) == ([], [], [])
    assert scene.model.form.value is None
    scene.model.cover(covered=False)
    await go_on()
    await scene.acting.settled()
    assert len(scene.question_later.asked) == len(scene.done) == 1


async def test_what_waits_in_the_background_is_done_where_its_patron_is_open(scene: Scene) -> None:
    await later(scene)
    await scene.stands(APPROVED)
    await scene.acting.settled()
    assert len(scene.done) == 1
    assert scene.told == Result(Done.SUSPENSION_LIFTED, about=OVERDUE)


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

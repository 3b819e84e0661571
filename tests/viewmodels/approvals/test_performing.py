"""What was approved while another patron was served is kept for as long as it counts, and done with one answer."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.rules.people.approvals import OPEN_FOR, ApprovalState
from tests.helpers.snapshots import NOW
from tests.viewmodels.approvals.approval_fakes import APPROVED, CHANGED, OVER, REFUSED, WAITING, WITHDRAWN
from tests.viewmodels.approvals.asking_scene import OVERDUE, Scene, scene
from tests.viewmodels.fakes import CARD_A, CARD_B
from tests.viewmodels.today.today_fakes import go_on
from viewmodels.core.notes import ApprovalNews, Done, Result

__all__ = ["scene"]

DECIDED = NOW + timedelta(minutes=2)
UNTIL = DECIDED + OPEN_FOR
KEPT = ApprovalNews("suspension.lift", APPROVED, "岡田 裕樹", card_number=CARD_A, until=UNTIL)


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
    assert (scene.model._waits, scene.model._doing) == ([], None)  # noqa: SLF001


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

"""What a supervisor approved is followed until it is done, and what nobody waits for leaves the screen."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.contract.errors import ApprovalClosed, SystemBusy, SystemUnreachable
from services.rules.people.approvals import ApprovalState
from tests.helpers.snapshots import NOW
from tests.viewmodels.approvals.approval_fakes import (
    APPROVED,
    CHANGED,
    OVER,
    USED,
    WAITING,
    WITHDRAWN,
    case,
    waiting,
)
from tests.viewmodels.approvals.deciding_scene import ASKED, FIRST, SECOND, Scene, scene
from tests.viewmodels.fakes import CARD_A
from tests.viewmodels.today.today_fakes import counts, go_on
from viewmodels.approvals.deciding import DONE_WITHIN, ENDED_FOR, ApprovalDecision
from viewmodels.core.notes import ApprovalAsked, ApprovalFollowed, Done

__all__ = ["scene"]

THIRD = waiting(3, workstation="4番窓口")
GIVEN_TOO = replace(SECOND, state=APPROVED, decided_at=NOW, is_mine=True)
GIVEN = replace(FIRST, state=APPROVED, decided_at=NOW, is_mine=True)


async def approved(scene: Scene) -> None:
    """Approve the first request."""
    await scene.wait(FIRST)
    scene.approvals.cases = {1: case(FIRST)}
    scene.supervisor.chooses, scene.supervisor.decides = [1], [ApprovalDecision()]
    await scene.show()
    assert scene.told is Done.APPROVAL_GIVEN
    scene.desk.note.set(None)


@pytest.mark.parametrize("state", [USED, WITHDRAWN, OVER, CHANGED])
@pytest.mark.parametrize("is_open", [False, True])
async def test_what_became_of_it_is_told_once_and_stands_in_the_list(
    scene: Scene, state: ApprovalState, is_open: bool
) -> None:
    await approved(scene)
    if is_open:
        await scene.bench.open(CARD_A)
    await scene.wait(GIVEN)
    assert scene.model.waiting.value == (GIVEN,)
    scene.desk.note.set(None)
    ended = replace(GIVEN, state=state)
    await scene.wait(ended)
    assert scene.told == ApprovalFollowed("3番窓口", "suspension.lift", state)
    assert scene.model.waiting.value == (ended,)
    scene.desk.note.set(None)
    scene.source.now_counted = counts(approvals=(ended,), now=NOW + ENDED_FOR)
    scene.rests.end()
    scene.more_rests.end()
    await go_on()
    assert [scene.model.waiting.value, scene.told] == [(), None]


async def test_what_isnt_done_after_some_seconds_is_told_as_such(scene: Scene) -> None:
    await approved(scene)
    scene.source.now_counted = counts(approvals=(GIVEN,))
    assert DONE_WITHIN in scene.more_rests.begun
    scene.more_rests.end()
    await go_on()
    assert scene.told == ApprovalFollowed("3番窓口", "suspension.lift", APPROVED)


async def test_what_could_not_be_read_is_not_told_but_read_again(scene: Scene) -> None:
    await approved(scene)
    scene.source.failures = [SystemUnreachable()]
    scene.source.now_counted = counts(approvals=(GIVEN,))
    scene.more_rests.end()
    await go_on()
    assert scene.told is None
    scene.more_rests.end()
    await go_on()
    assert scene.told == ApprovalFollowed("3番窓口", "suspension.lift", APPROVED)


async def test_what_was_done_within_them_is_told_as_done(scene: Scene) -> None:
    await approved(scene)
    scene.source.now_counted = counts(approvals=(replace(GIVEN, state=USED),))
    scene.more_rests.end()
    await go_on()
    assert scene.told == ApprovalFollowed("3番窓口", "suspension.lift", USED)


async def test_what_another_supervisor_approved_isnt_listed(scene: Scene) -> None:
    await scene.wait(replace(GIVEN, is_mine=False), SECOND)
    assert scene.model.waiting.value == (SECOND,)


@pytest.mark.parametrize("state", [WITHDRAWN, CHANGED, OVER, APPROVED])
async def test_a_request_that_waits_no_more_leaves_the_screen_at_once(
    scene: Scene, state: ApprovalState
) -> None:
    await scene.bench.open(CARD_A)
    await scene.wait(FIRST)
    scene.approvals.cases = {1: case(FIRST)}
    scene.supervisor.chooses = [1]
    scene.supervisor.while_shown = lambda: scene.wait(replace(FIRST, state=state))
    await scene.show()
    assert scene.supervisor.closed == 1
    assert scene.approvals.decided == []
    assert isinstance(scene.told, ApprovalClosed)
    assert scene.told.state is state
    assert scene.model.waiting.value == ()


async def test_a_request_that_still_waits_stays(scene: Scene) -> None:
    await scene.wait(FIRST)
    scene.approvals.cases = {1: case(FIRST)}
    scene.supervisor.chooses = [1]
    scene.supervisor.while_shown = lambda: scene.wait(FIRST, SECOND)
    await scene.show()
    assert scene.supervisor.closed == 0
    assert [it.state for it in scene.model.waiting.value] == [WAITING, WAITING]


@pytest.mark.parametrize("is_open", [False, True])
async def test_after_one_busy_database_it_reads_again(scene: Scene, is_open: bool) -> None:
    if is_open:
        await scene.bench.open(CARD_A)
    scene.source.failures = [SystemBusy()]
    await scene.wait(FIRST)
    assert scene.model.waiting.value == ()
    scene.rests.end()
    scene.more_rests.end()
    await go_on()
    assert [scene.model.waiting.value, scene.told] == [(FIRST,), replace(ASKED, in_bar=is_open)]


async def both_approved(scene: Scene) -> None:
    await scene.wait(FIRST, SECOND)
    scene.approvals.cases = {1: case(FIRST), 2: case(SECOND)}
    scene.supervisor.chooses, scene.supervisor.decides = [1, 2], [ApprovalDecision(), ApprovalDecision()]
    await scene.show()


async def test_each_of_two_is_followed(scene: Scene) -> None:
    await both_approved(scene)
    second = replace(GIVEN_TOO, state=USED)
    told: list[object] = []
    scene.desk.note.subscribe(told.append)
    await scene.wait(GIVEN, second)
    assert ApprovalFollowed("2番窓口", "card.replace", USED) in told
    await scene.wait(replace(GIVEN, state=OVER, decided_at=NOW - timedelta(minutes=5)), second)
    assert scene.told == ApprovalFollowed("3番窓口", "suspension.lift", OVER)


@pytest.mark.parametrize("state", [APPROVED, USED, OVER])
async def test_what_became_of_two_is_told_of_both_and_last_of_what_isnt_done(
    scene: Scene, state: ApprovalState
) -> None:
    await both_approved(scene)
    scene.source.now_counted = counts(approvals=(GIVEN, replace(GIVEN_TOO, state=state)))
    scene.more_rests.end()
    await go_on()
    told = [ApprovalFollowed("3番窓口", "suspension.lift", APPROVED)]
    told.insert(state is not USED, ApprovalFollowed("2番窓口", "card.replace", state))
    assert scene.told == replace(told[1], before=told[0])


@pytest.mark.parametrize("is_asked", [False, True])
async def test_what_became_of_one_stays_told_beside_a_desk_that_begins_to_wait(
    scene: Scene, is_asked: bool
) -> None:
    await approved(scene)
    release = scene.desk.pause_scans(scene) if is_asked else lambda: None
    await scene.wait(replace(GIVEN, state=OVER), SECOND)
    release()
    became = ApprovalFollowed("3番窓口", "suspension.lift", OVER)
    assert scene.told == ApprovalAsked("2番窓口", "card.replace", before=became)
    scene.desk.note.set(None)
    await scene.wait(replace(GIVEN, state=OVER), SECOND, THIRD)
    assert scene.told == ApprovalAsked("4番窓口", "suspension.lift")

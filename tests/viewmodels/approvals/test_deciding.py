"""A supervisor's desk hears of desks that wait, looks at a request, and decides; it opens nobody."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.contract.errors import ApprovalClosed, ApprovalUnknown, SystemUnreachable
from services.rules.people.approvals import ApprovalRefusal
from tests.helpers.snapshots import NOW
from tests.viewmodels.approvals.approval_fakes import (
    APPROVED,
    REFUSED,
    WITHDRAWN,
    case,
)
from tests.viewmodels.approvals.deciding_scene import ASKED, FIRST, SECOND, Scene, scene
from tests.viewmodels.fakes import CARD_A
from tests.viewmodels.today.today_fakes import counts, go_on
from viewmodels.approvals.deciding import ApprovalDecision
from viewmodels.core.notes import ApprovalAsked, Done
from viewmodels.desk.masking import MASK

__all__ = ["scene"]

IN_BAR = replace(ASKED, in_bar=True)


async def test_a_desk_that_waits_is_told_once(scene: Scene) -> None:
    await scene.wait(FIRST)
    assert (scene.model.waiting.value, scene.told) == ((FIRST,), ASKED)
    scene.desk.note.set(None)
    await scene.wait(FIRST)
    assert scene.told is None
    await scene.wait(FIRST, SECOND)
    assert scene.told == ApprovalAsked("2番窓口", "card.replace")


async def test_it_is_told_while_a_patron_is_open_and_opens_nothing(scene: Scene) -> None:
    await scene.bench.open(CARD_A)
    await scene.wait(FIRST)
    assert scene.told == IN_BAR
    assert scene.desk.patron_id == 11
    assert scene.approvals.looked == []
    read = scene.source.kinds().count("waiting desks")
    await scene.wait(FIRST)
    assert scene.source.kinds().count("waiting desks") == read + 1


async def test_nothing_but_the_desks_is_read_while_a_patron_is_open(scene: Scene) -> None:
    await scene.bench.open(CARD_A)
    scene.source.asked.clear()
    await scene.wait(FIRST)
    assert set(scene.source.kinds()) == {"waiting desks"}
    scene.source.asked.clear()
    scene.desk.close_patron.start()
    await scene.desk.close_patron.settled()
    await go_on()
    assert scene.source.kinds() == ["counts"]
    await scene.wait(FIRST, SECOND)
    assert set(scene.source.kinds()) == {"counts"}


async def test_a_question_that_is_open_isnt_disturbed(scene: Scene) -> None:
    await scene.bench.open(CARD_A)
    release = scene.desk.pause_scans(scene)
    await scene.wait(FIRST)
    assert scene.told is None
    release()
    assert scene.told == IN_BAR


async def test_what_waits_no_more_isnt_told_afterwards(scene: Scene) -> None:
    await scene.bench.open(CARD_A)
    release = scene.desk.pause_scans(scene)
    await scene.wait(FIRST)
    await scene.wait()
    release()
    assert scene.told is None


@pytest.mark.parametrize("refusal", [None, ApprovalRefusal.PAPERS_WANTED])
async def test_a_request_is_looked_at_and_decided(scene: Scene, refusal: ApprovalRefusal | None) -> None:
    await scene.wait(FIRST)
    scene.approvals.cases = {1: case(FIRST)}
    scene.supervisor.chooses, scene.supervisor.decides = [1], [ApprovalDecision(refusal)]
    await scene.show()
    assert (scene.approvals.looked, scene.approvals.decided) == ([1], [(1, refusal)])
    assert scene.told is (Done.APPROVAL_GIVEN if refusal is None else Done.APPROVAL_REFUSED)
    left = () if refusal else (replace(FIRST, state=APPROVED, is_mine=True),)
    assert scene.model.waiting.value == left
    assert len(scene.supervisor.lists) == 1
    scene.source.now_counted = counts(approvals=(FIRST,), ready=9)  # read before the decision was there
    scene.rests.end()
    scene.today.changed()
    await go_on()
    assert scene.today.counts.value == scene.source.now_counted
    assert scene.model.waiting.value == left


async def test_going_back_and_one_more_that_waits_come_to_the_list_again(scene: Scene) -> None:
    await scene.wait(FIRST, SECOND)
    scene.approvals.cases = {1: case(FIRST), 2: case(SECOND)}
    scene.supervisor.chooses, scene.supervisor.decides = [1, 2, None], [None, ApprovalDecision()]
    await scene.show()
    assert scene.approvals.looked == [1, 2]
    assert scene.approvals.decided == [(2, None)]
    decided = replace(SECOND, state=APPROVED, is_mine=True)
    assert scene.supervisor.lists == [(FIRST, SECOND), (FIRST, SECOND), (FIRST, decided)]


async def test_another_supervisor_was_quicker(scene: Scene) -> None:
    await scene.wait(FIRST)
    scene.approvals.cases = {1: case(FIRST)}
    scene.supervisor.chooses, scene.supervisor.decides = [1], [ApprovalDecision()]
    scene.supervisor.while_asked = lambda: scene.approvals.stands(1, REFUSED)
    await scene.show()
    assert isinstance(scene.told, ApprovalClosed)
    assert scene.told.state is REFUSED


async def test_the_desk_took_it_back_meanwhile(scene: Scene) -> None:
    await scene.wait(FIRST)
    scene.supervisor.chooses = [1]
    await scene.show()
    assert isinstance(scene.told, ApprovalUnknown)
    scene.approvals.cases = {1: case(FIRST)}
    scene.supervisor.chooses, scene.supervisor.decides = [1], [ApprovalDecision()]
    scene.supervisor.while_asked = lambda: scene.approvals.stands(1, WITHDRAWN)
    await scene.show()
    assert isinstance(scene.told, ApprovalClosed)


async def test_covered_it_shows_nothing_and_decides_nothing(scene: Scene) -> None:
    await scene.wait(FIRST)
    scene.approvals.cases = {1: case(FIRST)}
    scene.supervisor.chooses, scene.supervisor.decides = [1, 1], [ApprovalDecision()]
    scene.supervisor.while_asked = lambda: scene.model.cover(covered=True)
    await scene.show()
    assert scene.supervisor.closed == 1
    assert scene.approvals.decided == []
    assert len(scene.supervisor.lists) == len(scene.approvals.looked) == 1


async def test_what_began_to_wait_under_the_cover_is_told_without_it(scene: Scene) -> None:
    await scene.bench.open(CARD_A)
    scene.today.cover(covered=True)
    scene.model.cover(covered=True)
    await scene.wait(FIRST)
    assert scene.told is None
    scene.today.cover(covered=False)
    scene.model.cover(covered=False)
    await go_on()
    assert [scene.model.waiting.value, scene.told] == [(FIRST,), IN_BAR]


@pytest.mark.parametrize("is_open", [False, True])
async def test_a_request_that_is_over_is_listed_no_more(scene: Scene, is_open: bool) -> None:
    if is_open:
        await scene.bench.open(CARD_A)
    await scene.wait(FIRST, replace(SECOND, asked_at=NOW - timedelta(minutes=4)))
    assert scene.more_rests.begun[-1] == 61
    scene.source.now_counted = counts(approvals=(FIRST,))
    scene.rests.end()
    scene.more_rests.end()
    await go_on()
    assert scene.model.waiting.value == (FIRST,)
    assert scene.more_rests.begun[-1] == 301
    scene.source.now_counted = counts()
    scene.rests.end()
    scene.more_rests.end()
    await go_on()
    assert not scene.model.waiting.value


async def test_with_names_hidden_the_patron_isnt_named(scene: Scene) -> None:
    await scene.wait(FIRST)
    scene.desk.toggle_titles()
    scene.approvals.cases = {1: case(FIRST)}
    scene.supervisor.chooses, scene.supervisor.decides = [1], [ApprovalDecision()]
    await scene.show()
    assert scene.supervisor.seen == [replace(case(FIRST), name=MASK)]


async def test_on_the_phone_a_supervisor_is_told_and_decides_alike(scene: Scene) -> None:
    await scene.bench.open(CARD_A)
    scene.desk.switch_channel.start()
    await scene.desk.switch_channel.settled()
    await scene.wait(FIRST)
    assert (scene.model.waiting.value, scene.told) == ((FIRST,), IN_BAR)
    scene.approvals.cases = {1: case(FIRST)}
    scene.supervisor.chooses, scene.supervisor.decides = [1], [ApprovalDecision()]
    await scene.show()
    assert scene.approvals.decided == [(1, None)]


async def test_a_change_of_who_is_open_says_nothing_of_the_list(scene: Scene) -> None:
    await scene.bench.open(CARD_A)
    await scene.wait(FIRST)
    scene.approvals.cases = {1: case(FIRST)}
    scene.supervisor.chooses = [1]
    stale: list[bool] = []
    scene.acting.stale.subscribe(stale.append)

    async def change() -> None:
        before = scene.desk.snapshot
        assert before is not None
        changed = replace(before, patron=replace(before.patron, version=99))
        scene.desk.open_found(changed, Done.RECONNECTED)

    scene.supervisor.while_shown = change
    await scene.show()
    assert True not in stale


async def test_a_database_that_is_away_is_left_to_the_desk(scene: Scene) -> None:
    await scene.bench.open(CARD_A)
    scene.source.failures = [SystemUnreachable()]
    await scene.wait(FIRST)
    assert scene.told is None
    await scene.wait(FIRST)
    assert scene.told == IN_BAR


async def test_a_desk_that_is_closed_forgets(scene: Scene) -> None:
    await scene.wait(FIRST)
    await scene.model.aclose()
    assert scene.model.waiting.value == ()

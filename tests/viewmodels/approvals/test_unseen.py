"""A clerk is told when no supervisor has looked at a request within a minute."""

from dataclasses import replace

import pytest

from tests.viewmodels.approvals.approval_fakes import WAITING
from tests.viewmodels.approvals.asking_scene import Scene, scene
from tests.viewmodels.today.today_fakes import go_on
from viewmodels.approvals.form import SEEN_WITHIN

__all__ = ["scene"]


async def test_what_nobody_looked_at_within_a_minute_is_told_as_such(scene: Scene) -> None:
    form = await scene.sent()
    await scene.stands(WAITING)
    assert [form.is_unseen.value] == [False]
    since = form.since.value
    assert since is not None
    form.since.set(since - SEEN_WITHIN)
    await scene.stands(WAITING)
    assert [form.is_unseen.value] == [True]
    scene.approvals.stands(1, WAITING)
    scene.approvals.standing[1] = replace(scene.approvals.standing[1], is_seen=True)
    scene.rests.end()
    scene.model.changed()
    await go_on()
    assert [form.is_unseen.value] == [False]


@pytest.mark.parametrize("allowed", [False, True])
async def test_the_whole_library_is_asked_where_it_lets_that_be(scene: Scene, allowed: bool) -> None:
    scene.may_widen = allowed
    form = await scene.sent()
    form.widen.start()
    await form.widen.settled()
    assert scene.approvals.widened == []
    form.is_unseen.set(True)
    assert form.may_widen is allowed
    form.widen.start()
    await form.widen.settled()
    assert (scene.approvals.widened, form.is_widened.value) == ([1] * allowed, allowed)
    form.widen.start()
    await form.widen.settled()
    assert len(scene.approvals.widened) == allowed

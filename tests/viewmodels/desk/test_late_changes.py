"""A desk that hears late of changes says so, and works on."""

import pytest

from services.contract.change_events import Changed, Connected, InTime, Late, Lost, Report
from tests.viewmodels.desk.test_live_updates import A, Scene, changed, scene
from viewmodels.core.notes import ChangedElsewhere
from viewmodels.core.snapshot_diff import Part

__all__ = ["scene"]


@pytest.mark.parametrize("ends", [InTime(), Lost(), Connected()])
async def test_that_changes_come_late_is_said_while_it_is_so_and_acts_go_on(
    scene: Scene, ends: Report
) -> None:
    await scene.told.tell(Late())
    assert scene.desk.changes_are_late.value
    scene.desk.must_be_connected()
    scene.now_is(changed())
    await scene.told.tell(Changed(A))
    assert scene.note() == ChangedElsewhere((Part.HOLDS,))
    assert scene.desk.changes_are_late.value
    await scene.told.tell(ends)
    assert not scene.desk.changes_are_late.value

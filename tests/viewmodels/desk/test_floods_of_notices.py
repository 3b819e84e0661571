"""A desk that is told of more changes than there are follows them in its own time."""

import asyncio

from services.contract.change_events import Changed
from tests.viewmodels.desk.test_live_updates import A, Scene, changed, scene

__all__ = ["scene"]


async def test_a_flood_of_notices_is_followed_after_rests_that_grow(scene: Scene) -> None:
    scene.rests = asyncio.Queue()
    for minute in range(1, 30):
        scene.now_is(changed(minutes=minute))
    for _ in range(20):
        for _ in range(500):
            await scene.told.tell(Changed(A))
        scene.rests.put_nowait(None)
        await scene.told.tell()
    # 10,000 notices: the first is followed at once, the others once a rest.
    assert scene.refreshes == 21
    assert scene.pauses[:7] == [0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0]

    scene.rests.put_nowait(None)  # a rest in which nothing came is the last
    await scene.told.tell()
    assert scene.refreshes == 21
    await scene.told.tell(Changed(A))
    assert scene.refreshes == 22
    assert scene.pauses[-1] == 0.2
    scene.rests.put_nowait(None)


async def test_a_flood_about_others_while_something_is_under_way_could_be_about_this_one(
    scene: Scene,
) -> None:
    release = scene.desk.pause_scans(scene)
    for patron_id in range(1000, 2000):
        await scene.told.tell(Changed(patron_id))
    scene.now_is(changed())
    release()
    await scene.told.tell()
    assert scene.refreshes == 1  # one of them may have been this one

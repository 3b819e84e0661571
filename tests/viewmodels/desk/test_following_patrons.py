"""A desk tells the library's system whom it has open, so that a system without notices can ask about them alone."""

from services.contract.change_events import Changed
from services.contract.errors import CardUnknown
from tests.viewmodels.desk.test_live_updates import A, B, Scene, changed, scene
from tests.viewmodels.fakes import CARD_B

__all__ = ["scene"]


async def test_the_system_is_told_who_is_opened_and_closed_and_nothing_in_between(scene: Scene) -> None:
    scene.now_is(changed())
    await scene.told.tell(Changed(A))
    scene.desk.toggle_titles()
    assert scene.told.followed == [A]
    await scene.bench.open(CARD_B)
    assert scene.told.followed == [A, None, B]
    scene.desk.close_patron.start()
    await scene.desk.close_patron.settled()
    assert scene.told.followed == [A, None, B, None]


async def test_a_card_that_nobody_has_is_followed_by_nobody(scene: Scene) -> None:
    scene.bench.look_ups.answer(CARD_B, CardUnknown(CARD_B))
    scene.desk.scanned(CARD_B)
    await scene.desk.look_up.settled()
    assert scene.told.followed == [A, None]


async def test_a_desk_that_closes_lets_its_patron_go(scene: Scene) -> None:
    assert scene.told.followed == [A]
    await scene.live.aclose()
    await scene.desk.aclose()
    assert scene.told.followed == [A, None]

"""The branch of 今日の仕事: what the numbers count, and how that is said."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.viewmodels.today.today_fakes import go_on
from tests.views.today.today_scene import Scene, scene
from views.widgets.labels import WrappedLabel

__all__ = ["scene"]


async def test_the_numbers_are_those_of_the_branch_that_is_chosen_and_say_so(scene: Scene) -> None:
    quiet = next(it for it in scene.page.findChildren(WrappedLabel) if "選ぶと一覧が" in it.text())
    assert "登録館が「中央」の利用者" in quiet.text()
    await scene.open_list()
    branch = scene.page.bar.branch
    assert (branch.currentText(), branch.accessibleDescription()) == ("中央", "館")
    seen = []
    for place in (2, 0):
        branch.setFocus()
        QTest.keyClick(branch, Qt.Key.Key_Home)
        for _ in range(place):
            QTest.keyClick(branch, Qt.Key.Key_Down)
        await go_on()
        seen.append(
            [(it.number.text(), it.accessibleDescription()) for it in scene.page.tiles.tiles.values()][:4]
        )
    assert seen == [
        [
            ("8", "条件がそろっています・全館 12"),
            ("1", "いちばん古いもの 今日・全館 3"),
            ("2", "全館 9"),
            ("61", "全館 92"),
        ],
        [
            ("12", "条件がそろっています・全館"),
            ("3", "いちばん古いもの 今日・全館"),
            ("9", "うち予定日を過ぎた 3・全館"),
            ("92", "全館"),
        ],
    ]
    scene.model.cover(covered=True)
    scene.model.cover(covered=False)
    await go_on()
    assert "全館の利用者" in quiet.text()


async def test_a_branch_of_which_the_library_says_nothing_is_not_shown_as_all(scene: Scene) -> None:
    await scene.open_list()
    scene.page.offer_branches({2: "前川"})
    assert scene.page.bar.branch.currentText() == ""

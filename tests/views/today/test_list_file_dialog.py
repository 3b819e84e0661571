"""The form of a CSV: what it proposes and says, and that faults of the disk are told in it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from services.contract.today.suspension_list import SuspensionFilter, SuspensionList
from services.rules.vocabulary import SuspensionReason
from tests.helpers.snapshots import NOW
from tests.viewmodels.today.today_fakes import entry, go_on, report, waiting
from tests.views.acts import read
from tests.views.today.today_scene import Scene, focused, press, scene
from views.today.list_file_dialog import ListFileDialog
from views.today.list_table import list_table

__all__ = ["scene"]


async def begin(scene: Scene) -> ListFileDialog:
    await scene.open_list()
    scene.page.bar.file_button.click()
    return await scene.dialog(ListFileDialog)


async def test_it_proposes_where_and_says_what_it_holds(scene: Scene) -> None:
    dialog = await begin(scene)
    assert dialog.folder.text() == str(scene.folder)
    assert dialog.name.text() == "貸出禁止一覧_2026-11-24.csv"
    assert focused() is dialog.name
    assert dialog.name.selectedText() == "貸出禁止一覧_2026-11-24"
    for told in ("4件", "氏名と利用カード番号", "記録されます", "= + - @", "先頭に ' を付けて"):
        assert told in read(dialog)
    assert "見本" not in read(dialog)


async def test_enter_saves(scene: Scene) -> None:
    await begin(scene)
    press(Qt.Key.Key_Return)
    await scene.files.save.settled()
    assert QApplication.activeModalWidget() is None
    assert [it.name for it in scene.folder.iterdir()] == ["貸出禁止一覧_2026-11-24.csv"]
    assert scene.line == "貸出禁止一覧の4件を 貸出禁止一覧_2026-11-24.csv に保存しました。"


async def test_a_fault_of_the_disk_is_a_sentence_and_the_form_stays(scene: Scene) -> None:
    dialog = await begin(scene)
    dialog.folder.setText(str(scene.folder / "nowhere"))
    dialog.yes.click()
    await scene.files.save.settled()
    assert f"フォルダー {scene.folder / 'nowhere'} がありません。" in dialog.message.text
    dialog.folder.setText(str(scene.folder))
    assert not dialog.message.is_shown()
    dialog.name.setText(" ")
    assert not dialog.yes.isEnabled()
    press(Qt.Key.Key_Escape)
    await go_on()
    assert QApplication.activeModalWidget() is None


def test_the_table_says_all_that_the_list_does() -> None:
    lost = waiting(2, note="督促済み", others=(SuspensionReason.ADDRESS_CHANGE,))
    rows = (entry(1, report=report()), lost)
    listed = SuspensionList(now=NOW, wanted=SuspensionFilter(), entries=rows, ready=1, total=2)
    headings, first, second = list_table(listed)
    assert len(headings) == len(first) == len(second)
    assert dict(zip(headings, first, strict=True)) == {
        "利用カード番号": "20000000-1",
        "氏名": "見本 1子",
        "登録館": "中央",
        "理由": "③長期延滞",
        "貸出禁止日": "2026/11/4",
        "貸出禁止からの日数": "20",
        "解除": "できます",
        "状態": "✓ 延滞中の資料はありません",
        "申し出": "返却済",
        "申し出の日": "2026/11/23",
        "次にすること": "返却を確かめる",
        "メモ": "",
    }
    assert second[7:] == ("1点 60日延滞・④は残ります", "", "", "返却を待つ", "督促済み")

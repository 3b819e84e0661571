"""今日の仕事 in the desk's window: where it stands, its keys, and the ways to a patron and back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from services.contract.errors import CardUnknown
from services.rules.vocabulary import Channel
from tests.helpers.accessible import everything_readable
from tests.viewmodels.fakes import CARD_A, CARD_B
from tests.viewmodels.today.today_fakes import go_on
from tests.views.counter import Counter
from tests.views.ear import Ear
from tests.views.today.today_scene import WholeScene, focused, press, whole_scene
from viewmodels.desk.masking import MASK
from views.manual.f1_help import page_of
from views.today.tiles import TileKind
from views.widgets import announcing

__all__ = ["whole_scene"]


async def test_numbers_stand_where_the_desk_is_empty_and_name_nobody(whole_scene: WholeScene) -> None:
    assert whole_scene.page.isVisible()
    tiles = [it for it in whole_scene.page.tiles.tiles.values() if it.isVisible()]
    assert [(it.number.text(), it.accessibleName(), it.accessibleDescription()) for it in tiles] == [
        ("4", "解除できる貸出禁止 4件", "条件がそろっています・全館 12"),
        ("2", "未対応の申し出 2件", "いちばん古いもの 今日・全館 3"),
        ("7", "連絡待ち 7件", "うち予定日を過ぎた 3・全館 9"),
        ("31", "貸出禁止中の利用者 31件", "全館 92"),
        ("0", "承認を待つ窓口 0件", "ありません"),
    ]
    assert not whole_scene.page.bar.isVisible()
    assert whole_scene.window.top_bar.card_field is whole_scene.window.focusWidget()
    assert whole_scene.source.asked == ["counts"]


async def test_the_foot_says_the_number_that_stands_there_now(whole_scene: WholeScene) -> None:
    tile, foot = whole_scene.page.tiles.tiles[TileKind.READY], whole_scene.window.status_bar.keys
    tile.setFocus(Qt.FocusReason.TabFocusReason)
    assert [it.words for it in foot.hints] == ["Enter 解除できる貸出禁止 4件", "F6 「統計」へ"]
    tile.show_count(3, "条件がそろっています・全館 11", good=True)
    QApplication.sendPostedEvents()
    assert [it.words for it in foot.hints][:1] == ["Enter 解除できる貸出禁止 3件"]


async def test_the_foot_says_where_f6_leads(whole_scene: WholeScene) -> None:
    foot = whole_scene.window.status_bar.keys
    assert [it.words for it in foot.hints] == ["F6 数字へ"]
    press(Qt.Key.Key_F6)
    assert foot.hints[-1].words == "F6 「統計」へ"
    await whole_scene.open_list()
    said = []
    for _ in range(5):
        said.append(foot.hints[-1].words)
        press(Qt.Key.Key_F6)
    parts = ("貸出禁止一覧", "解除できるもの", "まだ解除できないもの", "「統計」", "数字")
    assert said == [f"F6 {part}へ" for part in parts]


async def test_f1_leads_to_its_chapter(whole_scene: WholeScene) -> None:
    assert page_of(whole_scene.window.nobody) == "supervisor.md#今日の仕事"


async def test_others_keep_the_empty_desk(counter: Counter) -> None:
    assert counter.window.empty.isVisible()
    assert counter.window.nobody is counter.window.empty


async def test_the_phone_has_the_empty_desk(whole_scene: WholeScene) -> None:
    await whole_scene.open_list()
    for channel in (Channel.PHONE, Channel.COUNTER):
        whole_scene.counter.press(Qt.Key.Key_F9)
        await whole_scene.counter.settled()
        assert whole_scene.desk.channel.value is channel
        assert whole_scene.page.isVisible() is (channel is Channel.COUNTER)
        assert whole_scene.window.empty.isVisible() is (channel is Channel.PHONE)
    assert whole_scene.page.ready.rows == ()
    assert not whole_scene.page.bar.isVisible()


async def test_a_card_that_opens_nobody_is_told_in_its_place(whole_scene: WholeScene) -> None:
    counter = whole_scene.counter
    counter.bench.look_ups.answer(CARD_B, CardUnknown(CARD_B))
    await counter.scan(CARD_B)
    assert "この番号の利用カードはありません。" in counter.words()
    assert not whole_scene.page.isVisible()
    press(Qt.Key.Key_Escape)
    await counter.settled()
    assert whole_scene.page.isVisible()
    assert not whole_scene.window.empty.isVisible()


async def test_enter_opens_the_patron_at_the_suspension_and_esc_comes_back_to_the_row(
    whole_scene: WholeScene,
) -> None:
    await whole_scene.open_list()
    whole_scene.page.ready.table.go_to(1)
    press(Qt.Key.Key_Return)
    await whole_scene.counter.settled()
    assert whole_scene.desk.patron_id == 2
    card = focused()
    assert whole_scene.window.page_shown is whole_scene.window.registration
    assert card is whole_scene.window.registration.suspensions.cards[0]
    press(Qt.Key.Key_Escape)
    await whole_scene.counter.settled()
    await go_on()
    assert whole_scene.page.isVisible()
    assert whole_scene.row_in_focus() == 102


async def test_esc_on_the_empty_desk_goes_to_the_start_once_the_card_field_is_clear(
    whole_scene: WholeScene,
) -> None:
    field = whole_scene.window.top_bar.card_field
    field.setText("12")
    press(Qt.Key.Key_Escape)
    await whole_scene.counter.settled()
    assert focused() is field
    assert field.text() == ""
    press(Qt.Key.Key_Escape)
    assert focused() is whole_scene.page.tiles.tiles[TileKind.READY]


async def test_its_key_closes_the_patron(whole_scene: WholeScene) -> None:
    await whole_scene.counter.bench.open(CARD_A)
    press(Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    await whole_scene.model.come_back.settled()
    assert whole_scene.desk.patron_id is None
    assert focused() is whole_scene.page.tiles.tiles[TileKind.READY]


async def test_names_are_masked_wherever_they_stand(whole_scene: WholeScene, qapp: QApplication) -> None:
    await whole_scene.open_list()
    assert "見本 1子" in everything_readable(qapp)
    whole_scene.counter.press(Qt.Key.Key_F8)
    assert "子" not in "".join(whole_scene.ready())
    assert whole_scene.ready() == [MASK, MASK]
    told = everything_readable(qapp)
    assert "見本 1子" not in told
    assert whole_scene.page.ready.model.cell(0, 4).spoken == "20000000-1"
    assert whole_scene.page.heading.mask_button.text() == "氏名を表示"


@pytest.mark.parametrize("name", ["find_button", "mask_button"])
async def test_what_keys_do_can_be_pressed(whole_scene: WholeScene, name: str) -> None:
    getattr(whole_scene.page.heading, name).click()
    await go_on()
    assert whole_scene.desk.titles_masked.value is (name == "mask_button")
    assert (QApplication.activeModalWidget() is not None) is (name == "find_button")
    for widget in QApplication.topLevelWidgets():
        if widget.isModal():
            widget.close()


async def test_f6_goes_from_part_to_part(whole_scene: WholeScene) -> None:
    await whole_scene.open_list()
    whole_scene.page.go_to_start()
    went = []
    for _ in range(3):
        press(Qt.Key.Key_F6)
        went.append(focused())
    assert went == [whole_scene.page.bar.reason, whole_scene.page.ready.table, whole_scene.page.waiting.table]


async def test_f8_is_said(whole_scene: WholeScene, monkeypatch: pytest.MonkeyPatch) -> None:
    ear = Ear()
    monkeypatch.setattr(announcing, "QAccessible", ear)
    for said in ("タイトル、質問と氏名を隠しました。", "タイトル、質問と氏名を表示しました。"):
        ear.forget()
        whole_scene.counter.press(Qt.Key.Key_F8)
        assert [it for it, _ in ear.heard] == [said]

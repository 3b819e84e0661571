"""操作の一覧 in the desk's window: the ways to it, its keys, its filters, what leaves the screen, and the way back."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from services.contract.errors import CardUnknown, LooksListedOften, SystemUnreachable
from services.contract.today.act_list import ActFilter
from services.rules.vocabulary import Channel
from tests.helpers.accessible import everything_readable
from tests.helpers.snapshots import NOW, TODAY
from tests.helpers.waiting import until
from tests.viewmodels.act_list.act_list_fakes import ACTS, act
from tests.viewmodels.fakes import CARD_A, CARD_B, patron
from tests.viewmodels.today.today_fakes import CARDS, go_on
from tests.views.act_list.act_list_scene import ALT, Scene, boss, clerk
from tests.views.ear import Ear
from tests.views.today.today_scene import focused, press
from viewmodels.desk.masking import MASK
from views.manual.f1_help import page_of
from views.panels.offering import there
from views.text import messages
from views.today.list_file_dialog import ListFileDialog
from views.widgets import announcing

__all__ = ["boss", "clerk"]


async def test_a_supervisor_comes_from_what_waits_today(boss: Scene) -> None:
    today = boss.window.today
    assert today is not None
    assert (there(today.heading.acts_button).text(), boss.source.asked) == ("操作の一覧", [])
    there(today.heading.acts_button).setFocus()
    press(Qt.Key.Key_Space)
    await go_on()
    assert boss.page.isVisible()
    assert boss.rows()[0] == [
        "完了",
        "自分のパスワードの変更",
        "10:05",
        "",
        "",
        "窓口 太郎 (staff01)",
        "中央 2番窓口",
        "窓口",
        "",
    ]
    assert boss.rows()[-1][:5] == ["完了 → 2026/12/15", "貸出更新", "10:05", "…0001", "貸出 17"]
    assert boss.row_in_focus() == 4
    assert page_of(focused()) == "records.md#操作の一覧"
    assert "すべての職員の操作です。" in boss.page.told.text()
    assert "その利用者の「操作記録」で「期間」を選ぶ" in boss.page.told.text()


async def test_a_clerk_comes_from_the_empty_desk_to_their_own(clerk: Scene) -> None:
    button = clerk.window.empty.acts_button
    assert (button.text(), button.accessibleDescription(), button.isVisible()) == (
        "操作の一覧",
        "Alt+End",
        True,
    )
    button.click()
    await go_on()
    assert clerk.page.isVisible()
    assert not clerk.page.filters.staff.isVisible()
    assert "あなたが行った操作です。" in clerk.page.told.text()
    assert "操作記録" not in clerk.page.told.text()
    assert clerk.source.asked == [("open", ActFilter())]


async def test_the_row_that_gets_the_keyboard_is_in_sight_in_a_low_window(boss: Scene) -> None:
    boss.window.setMinimumSize(0, 0)
    boss.window.resize(700, 250)
    await boss.open()
    table, sight = boss.page.panel.table, boss.page.viewport()
    assert table.hasFocus()
    row = table.currentIndex().row()
    top = table.viewport().mapTo(sight, QPoint(0, table.rowViewportPosition(row))).y()
    assert 0 <= top < top + table.rowHeight(row) <= sight.height()


async def test_a_list_that_is_not_there_yet_is_said_to_be_read(boss: Scene) -> None:
    boss.source.gate = asyncio.Event()
    press(Qt.Key.Key_End, ALT)
    await until(boss.page.reading.isVisible)
    boss.source.gate.set()
    await until(boss.page.panel.isVisible)
    assert not boss.page.reading.isVisible()


async def test_esc_leaves_the_list_for_what_stands_there_else(boss: Scene) -> None:
    await boss.open()
    today = boss.today
    assert today is not None
    stands = [today.here.value]  # meanwhile the top bar tells of desks that wait
    foot = boss.window.status_bar.end
    assert foot.hints[0].words == "Esc 一覧を閉じる"
    press(Qt.Key.Key_Escape)
    await go_on()
    assert boss.window.today is not None
    assert boss.window.today.isVisible()
    assert [*stands, today.here.value] == [False, True]
    assert focused() is boss.field
    assert boss.rows() == []


async def test_alt_home_leads_to_what_waits_today(boss: Scene) -> None:
    await boss.open()
    press(Qt.Key.Key_Home, ALT)
    await go_on()
    assert boss.window.today is not None
    assert boss.window.today.isVisible()
    assert boss.window.today.isAncestorOf(focused())


async def test_enter_opens_the_patron_where_the_act_was_done_and_esc_comes_back(boss: Scene) -> None:
    boss.counter.bench.look_ups.answer("found 2", patron(CARDS[2]))
    await boss.open()
    for _ in range(2):
        press(Qt.Key.Key_Down)
    assert boss.row_in_focus() == 2
    press(Qt.Key.Key_Return)
    await boss.counter.settled()
    assert boss.desk.patron_id == 2
    assert boss.window.page_shown is boss.window.password
    press(Qt.Key.Key_Escape)
    await boss.counter.settled()
    await go_on()
    assert boss.page.isVisible()
    assert boss.row_in_focus() == 2
    assert boss.source.kinds() == ["open", "again"]


async def test_a_row_of_nobody_has_nothing_to_do(boss: Scene) -> None:
    await boss.open()
    table = boss.page.panel.table
    assert table.current_act() is None
    press(Qt.Key.Key_Return)
    place = table.visualRect(table.rows_model.index(0, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    await boss.counter.settled()
    assert boss.counter.bench.look_ups.asked == []


async def test_filters_open_it_anew(boss: Scene) -> None:
    await boss.open()
    filters = boss.page.filters
    filters.looks.setFocus()
    press(Qt.Key.Key_Space)
    await go_on()
    assert boss.rows()[0][1] == "利用者の表示"
    assert "照会の記録は、消さずに残しています。" in boss.page.told.text()
    filters.verb.setCurrentIndex(filters.verb.findData("look_up"))
    filters.staff.setCurrentIndex(filters.staff.findText("岡田 裕樹 (okada)"))
    filters.branch.setCurrentIndex(filters.branch.findText("前川"))
    filters.channel.setCurrentIndex(filters.channel.findText("電話"))
    await go_on()
    wanted = ActFilter(staff_id="okada", branch_id=2, verb="look_up", channel=Channel.PHONE, looks=True)
    assert boss.source.asked[-1] == ("open", wanted)
    filters.looks.setChecked(False)
    await go_on()
    assert boss.source.asked[-1] == ("open", replace(wanted, verb=None, looks=False))


async def test_a_day_is_typed_or_stepped_to(boss: Scene) -> None:
    await boss.open()
    filters = boss.page.filters
    assert (filters.day.text(), filters.later.isEnabled()) == ("2026/11/24", False)
    filters.day.setFocus()
    filters.day.selectAll()
    QTest.keyClicks(filters.day, "11/20")
    press(Qt.Key.Key_Return)
    await go_on()
    assert boss.source.asked[-1] == ("open", ActFilter(day=TODAY - timedelta(days=4)))
    press(Qt.Key.Key_Right, ALT)
    await go_on()
    assert boss.source.asked[-1] == ("open", ActFilter(day=TODAY - timedelta(days=3)))
    assert (filters.day.text(), filters.later.isEnabled()) == ("2026/11/21", True)
    filters.day.selectAll()
    QTest.keyClicks(filters.day, "soon")
    press(Qt.Key.Key_Return)
    await go_on()
    assert filters.fault.isVisible()
    assert boss.source.kinds() == ["open"] * 3


async def test_the_last_day_leaves_the_keyboard_on_the_step_back_and_on_no_filter(boss: Scene) -> None:
    await boss.open()
    filters = boss.page.filters
    press(Qt.Key.Key_Left, ALT)
    await go_on()
    filters.later.setFocus()
    press(Qt.Key.Key_Space)
    await go_on()
    assert (filters.day.text(), filters.later.isEnabled()) == ("2026/11/24", False)
    assert focused() is filters.earlier


async def test_what_was_listed_too_often_is_told_and_the_tick_goes_back(boss: Scene) -> None:
    await boss.open()
    boss.source.failures = [LooksListedOften(NOW)]
    boss.page.filters.looks.setChecked(True)
    await go_on()
    assert boss.page.trouble.isVisible()
    assert not boss.page.filters.looks.isChecked()
    assert len(boss.rows()) == 4


async def test_a_new_act_leaves_the_keyboard_on_its_row(boss: Scene) -> None:
    await boss.open()
    press(Qt.Key.Key_Down)
    boss.source.rows = (act(6), *ACTS)
    boss.rests.end()
    await go_on()
    boss.model.changed()
    await go_on()
    assert len(boss.rows()) == 5
    assert boss.row_in_focus() == 3


async def test_cards_are_masked_with_f8(boss: Scene, qapp: QApplication) -> None:
    await boss.open()
    assert "…0001" in everything_readable(qapp)
    press(Qt.Key.Key_F8)
    assert {row[3] for row in boss.rows()} == {"", f"…{MASK}"}
    assert "…0001" not in everything_readable(qapp)
    assert boss.page.mask_button.text() == "カード末尾を表示"


async def test_a_cover_and_the_phone_take_it_away(boss: Scene, qapp: QApplication) -> None:
    await boss.open()
    boss.model.cover(covered=True)
    boss.model.cover(covered=False)
    assert not boss.page.isVisible()
    await boss.open()
    boss.counter.press(Qt.Key.Key_F9)
    await boss.counter.settled()
    assert not boss.page.isVisible()
    assert not boss.window.empty.acts_button.isVisible()
    await boss.open()
    assert not boss.page.isVisible()
    assert "…0001" not in everything_readable(qapp)


async def test_while_a_patron_is_open_nobody_else_can_be_read(boss: Scene, qapp: QApplication) -> None:
    await boss.open()
    boss.counter.bench.look_ups.answer(CARD_A, patron(CARD_A))
    await boss.counter.scan(CARD_A)
    assert "…0001" not in everything_readable(qapp)
    press(Qt.Key.Key_End, ALT)
    await boss.model.come.settled()
    await go_on()
    assert (boss.desk.patron_id, boss.row_in_focus()) == (None, 4)


async def test_a_card_that_opens_nobody_is_told_in_its_place(boss: Scene) -> None:
    await boss.open()
    boss.counter.bench.look_ups.answer(CARD_B, CardUnknown(CARD_B))
    await boss.counter.scan(CARD_B)
    assert "この番号の利用カードはありません。" in boss.counter.words()
    press(Qt.Key.Key_Escape)
    await boss.counter.settled()
    assert boss.page.isVisible()


async def test_what_is_being_typed_goes_on_when_the_list_comes(clerk: Scene) -> None:
    clerk.source.gate = asyncio.Event()
    await clerk.open()
    clerk.field.setFocus()
    QTest.keyClicks(clerk.field, "2000")
    clerk.source.gate.set()
    await go_on()
    assert clerk.rows()
    assert (focused(), clerk.field.text()) == (clerk.field, "2000")


async def test_what_cannot_be_read_is_told_on_the_page(clerk: Scene) -> None:
    clerk.source.failures = [SystemUnreachable()]
    await clerk.open()
    assert clerk.page.trouble.isVisible()
    assert focused() is clerk.page.filters.day
    clerk.page.filters.looks.setChecked(True)
    await go_on()
    assert not clerk.page.trouble.isVisible()
    assert clerk.rows()


async def test_how_many_there_are_is_heard_and_what_is_left_out_told(
    boss: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    ear = Ear()
    monkeypatch.setattr(announcing, "QAccessible", ear)
    boss.source.total = 1300
    await boss.open()
    assert "操作の一覧 2026/11/24 1300件" in [said for said, _ in ear.heard]
    assert "新しいものから4件を表示しています。全部で1300件あります。" in boss.counter.words()


async def test_f6_goes_through_the_list_the_filters_and_the_buttons(boss: Scene) -> None:
    await boss.open()
    found = []
    for _ in range(3):
        press(Qt.Key.Key_F6)
        found.append(focused())
    assert found == [boss.page.filters.day, boss.page.file_button, boss.page.panel.table]


async def test_all_of_it_goes_into_a_file(boss: Scene, tmp_path: Path) -> None:
    await boss.open()
    boss.page.file_button.click()
    await go_on()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ListFileDialog)
    assert page_of(dialog) == "records.md#操作の一覧"
    press(Qt.Key.Key_Return)
    await boss.files.save.settled()
    assert boss.source.asked[-1] == ("file", ActFilter())
    note = boss.desk.note.value
    assert note is not None
    assert messages.line(note) == "操作の一覧の4件を 操作の一覧_2026-11-24.csv に保存しました。"
    written = (tmp_path / "操作の一覧_2026-11-24.csv").read_text(encoding="utf-8-sig")
    assert "貸出更新" in written
    assert CARDS[1] not in written

"""操作記録 by real keys: it comes when it is chosen, says whose it is, and goes with the patron."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from services.contract.errors import SystemUnreachable
from services.contract.recorded_acts import PatronRecords, Period
from services.rules.clock import TOKYO
from services.rules.vocabulary import Channel
from tests.helpers.waiting import HOPELESS, until
from tests.viewmodels.act_history_fakes import ROW, GatedRecords, of
from tests.viewmodels.fakes import CARD_A, CARD_B, patron
from tests.views.counter import BareCounter, Counter
from viewmodels.act_history import ActHistoryViewModel
from viewmodels.core.notes import Done
from viewmodels.settings.settings import Language
from views.act_history_page import ActHistoryPage
from views.desk.wiring import connect_act_history
from views.language.screen_language import ScreenLanguage
from views.panels.grid import Slot
from views.style.theme import Theme

A, B = 11, 22


class Reading:
    """A counter whose records answer when the test wants."""

    def __init__(self, counter: BareCounter, page: ActHistoryPage) -> None:
        self.counter = counter
        self.page = page
        self.source = GatedRecords()
        self.model = ActHistoryViewModel(counter.bench.desk, self.source, counter.bench.bugs)
        connect_act_history(page, self.model)

    async def open(self, card: str) -> None:
        self.counter.bench.look_ups.answer(card, patron(card))
        await self.counter.scan(card)

    def choose(self) -> None:
        self.counter.turn_to(self.page)

    async def answered(self, answer: PatronRecords | Exception) -> None:
        for _ in range(3):
            await asyncio.sleep(0)
        await self.source.answer(answer)
        async with asyncio.timeout(HOPELESS):
            await self.model.load.settled()

    def cells(self) -> list[list[str]]:
        model = self.page.panel.model
        return [[cell.text for cell in model.cells(row)] for row in range(model.rowCount())]


@pytest.fixture
async def reading(bare: BareCounter, theme: Theme) -> AsyncIterator[Reading]:
    made = Reading(bare, bare.add(ActHistoryPage(theme, bare.window)))
    yield made
    await made.model.aclose()


@pytest.fixture
async def whole_reading(counter: Counter) -> AsyncIterator[Reading]:
    made = Reading(counter, counter.window.records)
    yield made
    await made.model.aclose()


async def test_it_is_the_last_page_of_the_menu(counter: Counter, whole_reading: Reading) -> None:
    menu = counter.window.menu
    titles = [menu.item(row).text() for row in range(menu.count())]
    assert titles[-2:] == ["登録・貸出禁止", "操作記録"]
    assert (
        whole_reading.page.accessibleName() == whole_reading.page.panel.table.accessibleName() == "操作記録"
    )


async def test_it_is_read_when_it_is_chosen(counter: Counter, whole_reading: Reading) -> None:
    await whole_reading.open(CARD_A)
    assert whole_reading.source.asked == []
    menu = counter.window.menu
    menu.setFocus()
    QTest.keyClick(menu, Qt.Key.Key_End)  # down the menu to its end, as the clerk does
    assert whole_reading.page.said.text() == "操作記録を読み込んでいます。"
    assert not whole_reading.page.panel.isVisible()
    await whole_reading.answered(of(A))
    assert whole_reading.page.panel.isVisible()
    assert [column.title for column in whole_reading.page.panel.model.columns] == [
        "結果",
        "操作",
        "日時",
        "受付",
        "対象",
        "館・窓口",
        "担当",
    ]
    assert whole_reading.cells() == [
        [
            "完了 → 2026/12/15",
            "貸出更新",
            "2026/11/24",
            "窓口",
            "貸出 17",
            "中央 2番窓口",
            "窓口 太郎 (staff01)",
        ]
    ]
    assert whole_reading.page.panel.model.cell(0, 2).spoken == "2026/11/24(火) 10:05"
    assert not whole_reading.page.left_out.isVisible()


async def test_whose_acts_they_are_is_told(reading: Reading) -> None:
    await reading.open(CARD_A)
    reading.choose()
    await reading.answered(of(A))
    assert reading.page.said.text() == "あなたが行った操作です。ほかの職員の操作は、責任者が見られます。"
    reading.page.show_records(of(A, everybody=True))
    assert reading.page.said.text() == "すべての職員の操作です。"


async def test_no_records_is_normal_and_said_so(reading: Reading) -> None:
    await reading.open(CARD_A)
    reading.choose()
    await reading.answered(of(A, 0))
    assert "操作はありません。窓口や電話で手続きをすると、ここに記録されます。" in reading.counter.words()


async def test_of_a_period_without_records_no_more_is_said_than_that(reading: Reading) -> None:
    await reading.open(CARD_A)
    reading.choose()
    october = Period(date(2026, 10, 1), date(2026, 10, 31))
    await reading.answered(replace(of(A, 0), period=october, with_looks=True))
    assert "この期間に当てはまる記録はありません。" in reading.counter.words()
    assert "操作はありません。窓口や電話で手続きをすると、ここに記録されます。" not in reading.counter.words()


async def test_how_many_older_ones_there_are_is_told(reading: Reading) -> None:
    await reading.open(CARD_A)
    reading.choose()
    await reading.answered(of(A, 2, total=7))
    assert reading.page.left_out.isVisible()
    assert (
        reading.page.left_out.text()
        == "新しいものから2件を表示しています。これより古い記録が5件あります。期間を選ぶと、それも見られます。"
    )


async def test_an_act_brings_its_record(reading: Reading) -> None:
    await reading.open(CARD_A)
    reading.choose()
    await reading.answered(of(A))
    reading.counter.bench.desk.show_outcome(patron(CARD_A, version=2), Done.EMAIL_UPDATED)
    await reading.answered(of(A, 2))
    assert len(reading.cells()) == 2


async def test_another_patrons_records_are_gone_before_the_card_is_answered(reading: Reading) -> None:
    await reading.open(CARD_A)
    reading.choose()
    await reading.answered(of(A))
    await reading.open(CARD_B)
    assert reading.cells() == []
    reading.choose()
    await reading.answered(of(B))
    assert [patron_id for patron_id, _ in reading.source.asked] == [A, B]


async def test_a_closed_patron_leaves_no_records(whole_reading: Reading) -> None:
    await whole_reading.open(CARD_A)
    whole_reading.choose()
    await whole_reading.answered(of(A))
    whole_reading.counter.press(Qt.Key.Key_Escape)
    await whole_reading.counter.settled()
    assert whole_reading.cells() == []
    assert whole_reading.model.records.value is None


async def test_why_they_cannot_be_read_stands_in_their_place(whole_reading: Reading) -> None:
    await whole_reading.open(CARD_A)
    whole_reading.choose()
    await whole_reading.answered(SystemUnreachable())
    assert not whole_reading.page.panel.isVisible()
    assert whole_reading.page.said.text().startswith("図書館のシステムに")
    assert whole_reading.page.said.property("tone") == "bad"
    whole_reading.counter.bench.look_ups.answer("again 11", patron(CARD_A, version=2))
    whole_reading.counter.press(Qt.Key.Key_F5)
    await whole_reading.counter.settled()
    assert whole_reading.page.said.text() == "操作記録を読み込んでいます。"
    await whole_reading.answered(of(A))
    assert whole_reading.page.said.property("tone") == "muted"
    assert len(whole_reading.cells()) == 1


async def test_who_has_left_is_told_by_login_and_a_call_as_such(reading: Reading) -> None:
    row = replace(ROW, staff_name=None, channel=Channel.PHONE)
    await reading.open(CARD_A)
    reading.choose()
    await reading.answered(PatronRecords(A, (row,), 1, of_everybody=True))
    (cells,) = reading.cells()
    assert (cells[6], cells[3]) == ("staff01", "電話")


async def test_who_looked_is_read_by_a_tick_and_it_says_since_when_looks_are_kept(reading: Reading) -> None:
    await reading.open(CARD_A)
    reading.choose()
    await reading.answered(of(A, everybody=True))
    page = reading.page
    page.looks.setFocus()
    QTest.keyClick(page.looks, Qt.Key.Key_Space)
    look = replace(ROW, verb="look_up", subject=None, subject_id=None, outcome="", details={})
    found = PatronRecords(A, (look,), 1, of_everybody=True, with_looks=True, looks_kept_days=365)
    await reading.answered(found)
    assert reading.source.with_looks == [False, True]
    assert reading.cells()[0][:2] == ["照会", "利用者の表示"]
    said = page.said.text()
    assert said.startswith("すべての職員の操作です。")
    assert "からのものです" in said
    page.show_records(replace(found, looks_kept_days=None))
    assert page.said.text().endswith("照会の記録は、消さずに残しています。")


async def test_by_telephone_it_has_no_tick(reading: Reading) -> None:
    await reading.open(CARD_A)
    reading.choose()
    assert not reading.page.looks.isVisible()  # the keyboard would begin there, ahead of the list
    await reading.answered(of(A))
    assert reading.page.looks.isVisible()
    reading.model.has_looks.set(False)
    assert not reading.page.looks.isVisible()


async def test_a_month_is_chosen_and_read(reading: Reading) -> None:
    await reading.open(CARD_A)
    reading.choose()
    await reading.answered(of(A))
    period = reading.page.period
    assert [period.itemText(it) for it in (0, 1, 2, period.count() - 1)] == [
        "期間 すべて",
        "2026年11月",
        "2026年10月",
        "それより前",
    ]
    period.setCurrentIndex(2)
    await reading.answered(of(A, 0))
    assert reading.source.periods[-1] == Period(date(2026, 10, 1), date(2026, 10, 31))
    assert period.isVisible()
    await reading.open(CARD_B)
    await reading.answered(of(B))
    assert period.currentIndex() == 0


async def test_a_new_month_leaves_what_is_chosen(reading: Reading) -> None:
    await reading.open(CARD_A)
    reading.choose()
    await reading.answered(of(A))
    page, snapshot = reading.page, reading.counter.bench.desk.snapshot
    assert snapshot is not None
    period, oldest = page.period, page.period.count() - 2
    for chosen, month in ((2, 12), (oldest, 1)):
        period.setCurrentIndex(chosen)
        said, asked = period.currentText(), reading.model.period.value
        later = datetime(2026 if month == 12 else 2027, month, 1, 9, 0, tzinfo=TOKYO)
        page.set_snapshot(replace(snapshot, now=later))
        assert (period.currentText(), reading.model.period.value) == (said, asked)
    assert period.itemText(1) == "2026年12月"
    period.setCurrentIndex(0)
    assert period.itemText(1) == "2027年1月"


async def test_where_it_was_taken_stands_beneath_its_heading(reading: Reading) -> None:
    await reading.open(CARD_A)
    reading.choose()
    await reading.answered(of(A))
    panel = reading.page.panel
    panel.resize(1400, 300)
    heading = next(it for it in panel.head.headings() if it.text == "受付")
    (place,) = (at for at, it in enumerate(panel.model.columns) if it.slot is Slot.SECOND)
    assert panel.table.text_rect(0, place).left() == heading.place.left()


async def test_a_longer_heading_in_english_is_whole_and_ends_where_its_words_do(
    qtbot: QtBot, qapp: QApplication, theme: Theme
) -> None:
    language = ScreenLanguage(qapp, Language.ENGLISH)
    page = ActHistoryPage(theme)
    language.fall_silent()
    qtbot.addWidget(page)
    page.resize(1400, 600)
    page.show()
    page.show_records(of(A))
    panel = page.panel
    await until(lambda: bool(panel.head.headings()))
    heading = next(it for it in panel.head.headings() if it.text == "Channel")
    assert heading.shown == "Channel"
    (place,) = (at for at, it in enumerate(panel.model.columns) if it.slot is Slot.SECOND)
    assert panel.table.text_rect(0, place).right() == heading.place.right()

"""The window while others change the open patron, and while the database is gone; with real keys."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from services.contract.change_events import Changed, Connected, InTime, Late, Lost
from services.contract.snapshot import PatronSnapshot
from services.rules.vocabulary import Channel
from tests.helpers.snapshots import ALLOWED, both, days, hold, loan, snapshot
from tests.viewmodels.desk.live_fakes import Records, Told
from tests.viewmodels.fakes import CARD_A, NOW
from tests.viewmodels.identity_fakes import phone_summary
from tests.views.acts import Acts, read
from tests.views.counter import Counter
from viewmodels.desk.live_updates import LiveViewModel
from views.bars.connection_banner import ConnectionBanner
from views.circulation.inquiry_page import InquiryPage
from views.dialogs.open_questions import close_questions, tell_stale
from views.panels.row_actions import RowAction
from views.style.icons import Icons
from views.style.theme import Theme

PATRON = replace(
    snapshot(),
    now=NOW,
    card_number=CARD_A,
    loans=tuple(loan(number, title=f"本{number}") for number in range(1, 31)),
    holds=(hold(1, title="羅生門"), hold(2, title="鼻")),
)


async def _rest(seconds: float) -> None:
    """Rest between two readings no longer than it takes to be told; ask again for a lost answer as a desk does."""
    await asyncio.sleep(seconds if seconds >= 1 else 0)


class Scene:
    """A watched counter whose buttons act."""

    def __init__(self, qtbot: QtBot, app: QApplication, theme: Theme, icons: Icons) -> None:
        self.counter = Counter(qtbot, app, theme, icons, verbs=frozenset(RowAction))
        self.window = self.counter.window
        self.acts = Acts(self.counter, self.window.inquiry, theme)
        self.told = Told()
        desk = self.counter.bench.desk
        self.live = LiveViewModel(desk, self.told, Records(), self.counter.bench.bugs, pause=_rest)
        tell_stale(self.window, self.acts.acting.stale)
        close_questions(self.window, self.acts.acting.check_over)
        self.live.start()
        self._minutes = 0

    async def becomes(self, patron: PatronSnapshot) -> None:
        """Let somebody else change the open patron."""
        self._minutes += 1
        now = NOW + timedelta(minutes=self._minutes)
        self.counter.bench.look_ups.answer(f"refresh {PATRON.patron.id}", replace(patron, now=now))
        await self.told.tell(Changed(PATRON.patron.id))

    @property
    def banner(self) -> ConnectionBanner:
        return self.window.findChildren(ConnectionBanner)[0]


@pytest.fixture
async def scene(qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons) -> AsyncIterator[Scene]:
    made = Scene(qtbot, qapp, theme, icons)
    await made.told.tell(Connected())
    await made.acts.open(PATRON)
    yield made
    await made.live.aclose()
    await made.acts.aclose()
    await made.counter.aclose()


async def test_a_panel_follows_and_keeps_the_row_that_has_the_keyboard(scene: Scene) -> None:
    table = scene.window.inquiry.holds.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    row = table.current_row()
    assert row is not None
    assert row.title == "鼻"
    first = hold(3, title="河童")
    await scene.becomes(replace(PATRON, holds=(first, *PATRON.holds)))
    row = table.current_row()
    assert row is not None
    assert row.title == "鼻"
    assert table.hasFocus()
    assert scene.window.inquiry.holds.accessibleDescription() == "3件"
    assert "※ ほかの操作で予約一覧が変わりました。" in scene.counter.words()
    assert scene.counter.bench.look_ups.asked == [CARD_A, f"refresh {PATRON.patron.id}"]


async def test_a_number_that_is_being_typed_stays(scene: Scene) -> None:
    field = scene.window.top_bar.card_field
    QTest.keyClick(scene.window, Qt.Key.Key_F2)
    QTest.keyClicks(field, "1234")
    await scene.becomes(replace(PATRON, holds=()))
    assert field.text() == "1234"
    QTest.keyClick(scene.window, Qt.Key.Key_F6)
    await scene.becomes(PATRON)
    assert field.text() == ""


def height_of(page: InquiryPage, place: int) -> int:
    """Tell how far below the page's upper edge a loan begins."""
    table = page.loans.table
    return table.viewport().mapTo(page.viewport(), QPoint(0, table.rowViewportPosition(place))).y()


@pytest.mark.parametrize("current", [None, Qt.Key.Key_Home, Qt.Key.Key_End])
async def test_the_page_stays_where_it_was_scrolled_to(scene: Scene, current: Qt.Key | None) -> None:
    page = scene.window.inquiry
    if current is not None:
        page.loans.table.setFocus()
        page.loans.table.setCurrentIndex(page.loans.model.index(0 if current is Qt.Key.Key_Home else 29, 0))
    bar = page.verticalScrollBar()
    bar.setValue(300)
    start, height = bar.value(), height_of(page, 29)
    more = tuple(loan(number, title=f"本{number}") for number in (31, 32))
    await scene.becomes(replace(PATRON, loans=(*more, *PATRON.loans)))
    assert bar.value() == start + 2 * page.loans.table.rowHeight(0)
    assert height_of(page, 31) == height
    await scene.becomes(PATRON)
    assert bar.value() == start


async def test_the_row_that_has_the_keyboard_stays_rather_than_the_first_in_view(scene: Scene) -> None:
    page = scene.window.inquiry
    page.loans.table.setFocus()
    page.loans.table.setCurrentIndex(page.loans.model.index(29, 0))
    page.verticalScrollBar().setValue(450)
    height = height_of(page, 29)
    assert height < page.viewport().height()
    between = (*PATRON.loans[:25], loan(31), *PATRON.loans[25:])
    await scene.becomes(replace(PATRON, loans=between))
    assert height_of(page, 30) == height


async def test_whoever_scrolled_back_to_the_top_stays_there(scene: Scene) -> None:
    page = scene.window.inquiry
    page.loans.table.setFocus()
    page.loans.table.setCurrentIndex(page.loans.model.index(29, 0))
    page.verticalScrollBar().setValue(0)
    await scene.becomes(replace(PATRON, loans=(loan(31), *PATRON.loans)))
    assert page.verticalScrollBar().value() == 0


async def test_at_the_top_what_is_new_is_seen(scene: Scene) -> None:
    page = scene.window.inquiry
    await scene.becomes(replace(PATRON, loans=(loan(31), *PATRON.loans)))
    assert page.verticalScrollBar().value() == 0


async def test_what_is_being_typed_stays(scene: Scene) -> None:
    email, reference = scene.window.email, scene.window.reference
    email.offer()
    reference.offer()
    scene.window.menu.setCurrentRow(2)
    email.field.setFocus()
    email.field.selectAll()
    QTest.keyClicks(email.field, "neu@exa")
    changed = replace(PATRON, patron=replace(PATRON.patron, email="anders@example.jp", version=2))
    await scene.becomes(changed)
    QTest.keyClicks(email.field, "mple.jp")
    assert email.field.text() == "neu@example.jp"
    assert email.field.hasFocus()
    assert "anders@example.jp" in read(email)
    assert "ほかの操作でメールアドレスが変わりました。" in scene.counter.words()

    scene.window.menu.setCurrentRow(3)
    reference.question.setFocus()
    QTest.keyClicks(reference.question, "1600")
    await scene.becomes(PATRON)
    QTest.keyClicks(reference.question, "?")
    assert reference.question.toPlainText() == "1600?"


async def test_a_form_nobody_typed_in_shows_the_new_state(scene: Scene) -> None:
    scene.window.email.offer()
    for page in (scene.window.email, scene.window.reference):
        scene.window.menu.setCurrentRow(scene.window.pages.index(page))
    await scene.becomes(replace(PATRON, patron=replace(PATRON.patron, email="anders@example.jp", version=2)))
    assert scene.window.email.field.text() == "anders@example.jp"
    assert scene.window.reference.email.text() == "anders@example.jp"


async def test_a_question_says_that_its_row_was_changed(scene: Scene) -> None:
    dialog = await scene.acts.enter(scene.window.inquiry.holds.table, 0)
    assert dialog.yes.isEnabled()
    await scene.becomes(replace(PATRON, loans=()))
    assert "ほかの操作" not in read(dialog)
    await scene.becomes(replace(PATRON, holds=(replace(PATRON.holds[0], version=2), PATRON.holds[1])))
    assert "この内容は、ほかの操作で変わりました。" in read(dialog)
    assert not dialog.yes.isEnabled()
    assert dialog.no.hasFocus()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    await scene.acts.settled()
    assert scene.acts.fake.sent == []


async def test_a_question_goes_when_its_caller_is_not_identified_any_more(scene: Scene) -> None:
    scene.counter.bench.desk.channel.set(Channel.PHONE)
    await scene.acts.enter(scene.window.inquiry.holds.table, 0)
    scene.counter.bench.look_ups.answer(f"refresh {PATRON.patron.id}", phone_summary())
    scene.counter.bench.desk.refresh.start()
    await scene.counter.bench.desk.refresh.settled()
    await scene.acts.settled()
    assert QApplication.activeModalWidget() is None
    assert scene.acts.fake.sent == []
    assert "本人確認の時間が切れました。" in scene.counter.words()


async def test_a_stopped_question_is_not_started_again_by_its_own_fields(scene: Scene) -> None:
    in_hand = both(replace(ALLOWED, new_day=days(14), item_in_hand=True))
    first = replace(PATRON.loans[0], renewal=in_hand)
    await scene.becomes(replace(PATRON, loans=(first,)))
    dialog = await scene.acts.enter(scene.window.inquiry.loans.table, 0)
    await scene.becomes(replace(PATRON, loans=(replace(first, version=2),)))
    for tick in dialog.ticks.values():  # type: ignore[attr-defined]
        tick.setChecked(True)
    assert dialog.no.hasFocus()
    assert not dialog.yes.isEnabled()
    await scene.acts.answer(dialog.no)


async def test_the_banner_says_that_changes_come_late_until_they_do_not(scene: Scene) -> None:
    said = "ほかの窓口での変更が、数秒遅れて画面に出ます。操作はいつもどおりできます。"
    await scene.told.tell(Late())
    assert scene.banner.isVisible()
    assert scene.banner.text == said
    assert "● 接続" in scene.counter.words()  # it is no loss
    await scene.told.tell(Lost())
    assert "自動でつなぎ直しています。" in read(scene.banner)
    await scene.told.tell(Connected())
    assert not scene.banner.isVisible()
    await scene.told.tell(Late())
    await scene.told.tell(InTime())
    assert not scene.banner.isVisible()
    await scene.told.tell(Late())
    (close,) = scene.banner.findChildren(QPushButton)
    assert close.isVisible()
    close.click()
    assert not scene.banner.isVisible()


async def test_the_banner_comes_and_goes_by_itself_and_tells_the_age(scene: Scene) -> None:
    await scene.told.tell(Lost())
    assert "自動でつなぎ直しています。" in read(scene.banner)
    assert "利用者の画面は 10:00 の内容です。" in read(scene.banner)
    assert [row.title for row in scene.window.inquiry.holds.rows] == ["羅生門", "鼻"]
    assert not any(it.isVisible() for it in scene.banner.findChildren(QPushButton))
    assert "▲ 接続なし" in scene.counter.words()
    scene.counter.bench.ticks.pass_by(timedelta(minutes=5, seconds=2))
    scene.banner.clock.timeout.emit()
    assert "10:00 の内容です(5分前)。" in read(scene.banner)
    assert scene.banner.clock.isActive()

    table = scene.window.inquiry.holds.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    await scene.told.tell()
    assert QApplication.activeModalWidget() is None
    assert "▲ 図書館のシステムにつながりません。" in scene.counter.words()

    await scene.told.tell(Connected())
    assert not scene.banner.isVisible()
    assert not scene.banner.clock.isActive()
    assert "✓ 再接続しました。" in scene.counter.words()
    assert "● 接続" in scene.counter.words()


async def test_an_empty_desk_has_no_age(scene: Scene) -> None:
    scene.counter.press(Qt.Key.Key_Escape)
    await scene.counter.settled()
    await scene.told.tell(Lost())
    assert "内容です" not in read(scene.banner)

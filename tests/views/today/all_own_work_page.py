"""自分の仕事 in the window: the button, the list, its keys, what leaves the screen, and nobody's name by phone."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from services.contract.errors import SystemUnreachable
from services.contract.today.own_work import WorkEntry, WorkKind
from services.rules.policy import Policy
from services.rules.vocabulary import Channel, MailKind, Role
from tests.helpers.accessible import everything_readable
from tests.helpers.snapshots import NOW
from tests.viewmodels.fakes import CARD_A, patron
from tests.viewmodels.identity_fakes import Checks, phone_summary
from tests.viewmodels.today.today_fakes import CARDS, Rests, WhatWaits, go_on, work
from tests.views.counter import Counter
from tests.views.ear import Ear
from tests.views.today.today_scene import focused, press
from viewmodels.core.observable import Observable
from viewmodels.desk.act_commands import ActCommands
from viewmodels.desk.masking import MASK
from viewmodels.identity import IdentityViewModel
from viewmodels.today.own_work import OwnWorkViewModel, row_key
from views.desk.wiring import connect_caller_search
from views.desk.wiring_lists import connect_own_work
from views.language import dates
from views.manual.f1_help import page_of
from views.panels.row_actions import RowAction
from views.style.icons import Icons
from views.style.theme import Theme
from views.today.own_work_page import OwnWorkPage, WorkRow, columns, matter
from views.widgets import announcing

WORK = (
    work(1),
    work(2, WorkKind.MAIL_FAILED, mail=MailKind.EMAIL_REGISTERED),
    work(3, WorkKind.QUESTION_ANSWERED),
    work(4, WorkKind.SLIP),
)


class Scene:
    """A clerk's window on fakes."""

    def __init__(self, qtbot: QtBot, app: QApplication, theme: Theme, icons: Icons, role: Role) -> None:
        self.counter = Counter(qtbot, app, theme, icons, role=role, verbs=frozenset(RowAction))
        self.window, self.desk = self.counter.window, self.counter.bench.desk
        self.look_ups = self.counter.bench.look_ups
        self.field = self.window.top_bar.card_field
        self.source, self.rests = WhatWaits(work=WORK), Rests()
        self.approvals: Observable[tuple[WorkEntry, ...]] = Observable(())
        self.model = OwnWorkViewModel(
            self.desk, self.source, self.counter.bench.bugs, approvals=self.approvals, pause=self.rests
        )
        self.page = OwnWorkPage(theme)
        connect_own_work(self.window, self.page, self.model, self.desk)
        self.model.start()

    async def open(self) -> None:
        self.window.empty.own_button.setFocus()
        press(Qt.Key.Key_Space)
        await go_on()

    async def change(self, *rows: WorkEntry) -> None:
        self.source.work = rows
        self.rests.end()
        await go_on()
        self.model.changed()
        await go_on()

    def rows(self) -> list[list[str]]:
        """What the list says, row by row."""
        return [[it.text(row) for it in columns()] for row in self.page.panel.rows]

    def row_in_focus(self) -> int | None:
        """The key of the row that has the keyboard."""
        panel = self.page.panel
        row = panel.table.current_row() if focused() is panel.table else None
        return row.id if isinstance(row, WorkRow) else None

    async def aclose(self) -> None:
        await self.model.aclose()
        await self.counter.aclose()


@pytest.fixture
async def scene(qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons) -> AsyncIterator[Scene]:
    made = Scene(qtbot, qapp, theme, icons, Role.COUNTER)
    yield made
    await made.aclose()


@pytest.fixture
async def phone(qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons) -> AsyncIterator[Scene]:
    made = Scene(qtbot, qapp, theme, icons, Role.PHONE)
    made.source.work = tuple(replace(it, name=None) for it in WORK)
    yield made
    await made.aclose()


async def test_the_desk_begins_as_before_with_a_quiet_button(scene: Scene) -> None:
    empty = scene.window.empty
    assert (empty.own_button.text(), empty.own_button.accessibleDescription()) == ("自分の仕事", "Alt+Home")
    assert empty.own_button.isVisible()
    assert not scene.page.isVisible()
    assert focused() is scene.field
    await go_on()
    assert scene.source.asked == []


async def test_the_button_opens_the_list_with_the_keyboard_on_its_first_row(scene: Scene) -> None:
    await scene.open()
    assert scene.rows() == [
        ["見本 1子", "2026/11/21", "20000000-1", "申し出「連絡がついた」", ""],
        ["見本 2子", "2026/11/21", "20000000-2", "メールが届きませんでした", ""],
        ["見本 3子", "2026/11/21", "20000000-3", "質問の回答ができています", ""],
        ["見本 4子", "2026/11/21", "20000000-4", "パスワード票を渡した記録がありません(まだなら再発行)", ""],
    ]
    assert scene.page.isVisible()
    assert not scene.window.empty.own_button.isVisible()
    assert scene.row_in_focus() == row_key(WORK[0])
    assert scene.source.asked == ["own work"]
    assert page_of(focused()) == "start.md#自分の仕事"


async def test_an_empty_list_is_one_quiet_line(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    ear = Ear()
    monkeypatch.setattr(announcing, "QAccessible", ear)
    scene.source.work = ()
    await scene.open()
    assert "終わっていない自分の仕事はありません。" in scene.counter.words()
    assert not scene.page.panel.table.isVisible()
    assert focused() is scene.field
    assert [said for said, _ in ear.heard] == ["終わっていない自分の仕事はありません。"]


async def test_enter_opens_the_patron_as_a_typed_card_and_esc_comes_back_to_the_row(scene: Scene) -> None:
    scene.look_ups.answer(CARDS[2], patron(CARDS[2]))
    await scene.open()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    await scene.counter.settled()
    assert scene.desk.patron_id == 2
    assert scene.look_ups.asked == [CARDS[2]]
    assert scene.window.header.isVisible()
    assert focused() is scene.window.inquiry
    press(Qt.Key.Key_Escape)
    await scene.counter.settled()
    assert scene.page.isVisible()
    assert scene.row_in_focus() == row_key(WORK[1])
    assert scene.source.asked[0] == "own work"
    assert set(scene.source.asked[1:]) <= {"own work again"}


async def test_while_a_patron_is_open_nobody_else_can_be_read(scene: Scene, qapp: QApplication) -> None:
    await scene.open()
    scene.look_ups.answer(CARD_A, patron(CARD_A))
    await scene.counter.scan(CARD_A)
    assert "見本 2子" not in everything_readable(qapp)


async def test_a_double_click_opens_the_patron(scene: Scene) -> None:
    scene.look_ups.answer(CARDS[1], patron(CARDS[1]))
    await scene.open()
    table = scene.page.panel.table
    place = table.visualRect(table.rows_model.index(0, 2)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    await scene.counter.settled()
    assert scene.desk.patron_id == 1


async def test_a_row_that_is_done_leaves_the_keyboard_in_the_list(scene: Scene) -> None:
    await scene.open()
    press(Qt.Key.Key_Down)
    await scene.change(WORK[0], WORK[2])
    assert scene.row_in_focus() == row_key(WORK[2])
    await scene.change()
    assert scene.rows() == []
    assert focused() is scene.field


async def test_alt_home_closes_the_patron_and_opens_the_list(scene: Scene) -> None:
    scene.look_ups.answer(CARD_A, patron(CARD_A))
    await scene.counter.scan(CARD_A)
    press(Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    await scene.model.come_back.settled()
    await go_on()
    assert scene.desk.patron_id is None
    assert scene.row_in_focus() == row_key(WORK[0])
    assert scene.source.asked == ["own work"]


async def test_alt_home_leaves_the_search_for_a_caller(phone: Scene, theme: Theme) -> None:
    identity = IdentityViewModel(
        ActCommands(phone.desk, phone.counter.acts, phone.counter.bench.bugs),
        Checks(),
        phone.counter.bench.bugs,
        policy=Policy,
    )
    connect_caller_search(phone.window.empty, identity, theme)
    press(Qt.Key.Key_F3)
    assert phone.window.empty.currentIndex() > 0
    assert not phone.window.empty.own_button.isVisible()
    press(Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    await phone.model.come_back.settled()
    await go_on()
    assert not identity.finding.value
    assert phone.row_in_focus() == row_key(WORK[0])
    press(Qt.Key.Key_F3)
    assert not phone.page.isVisible()
    press(Qt.Key.Key_Escape)
    await phone.counter.settled()
    assert phone.page.isVisible()
    await identity.aclose()


async def test_what_is_being_typed_goes_on_when_the_list_comes(scene: Scene) -> None:
    scene.source.gate = asyncio.Event()
    await scene.open()
    scene.field.setFocus()
    QTest.keyClicks(scene.field, "2000")
    scene.source.gate.set()
    await go_on()
    assert scene.rows()
    assert focused() is scene.field
    assert scene.field.text() == "2000"


async def test_f6_goes_through_the_list_and_the_buttons(scene: Scene) -> None:
    await scene.open()
    scene.field.setFocus()
    found = []
    for _ in range(3):
        press(Qt.Key.Key_F6)
        found.append(focused())
    assert found == [scene.page.panel.table, scene.page.mask_button, scene.page.panel.table]
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_Escape)
    assert scene.row_in_focus() == row_key(WORK[0])


async def test_names_are_masked_with_f8(scene: Scene, qapp: QApplication) -> None:
    await scene.open()
    press(Qt.Key.Key_F8)
    assert {row[0] for row in scene.rows()} == {MASK}
    assert "見本" not in everything_readable(qapp)
    assert scene.page.mask_button.text() == "氏名を表示"


async def test_a_cover_collapses_it(scene: Scene, qapp: QApplication) -> None:
    await scene.open()
    scene.model.cover(covered=True)
    scene.model.cover(covered=False)
    assert scene.window.empty.own_button.isVisible()
    assert focused() is scene.field
    assert "見本" not in everything_readable(qapp)


async def test_the_other_channel_begins_collapsed_and_has_no_names(scene: Scene, qapp: QApplication) -> None:
    await scene.open()
    scene.counter.press(Qt.Key.Key_F9)
    await scene.counter.settled()
    assert scene.window.empty.own_button.isVisible()
    assert "見本" not in everything_readable(qapp)
    scene.source.work = tuple(replace(it, name=None) for it in WORK)
    await scene.open()
    assert scene.source.actors[-1].channel is Channel.PHONE
    assert len(scene.rows()) == len(WORK)
    assert not scene.page.mask_button.isVisible()


async def test_by_phone_nobody_is_named_anywhere(phone: Scene, qapp: QApplication) -> None:
    phone.source.work = WORK  # even where a name came with them
    await phone.open()
    assert phone.rows()[0] == ["20000000-1", "2026/11/21", "", "申し出「連絡がついた」", ""]
    readable = everything_readable(qapp)
    assert "20000000-1" in readable
    assert "見本" not in readable
    assert "氏名" not in readable


async def test_by_phone_a_row_begins_the_check_of_the_caller(phone: Scene) -> None:
    phone.look_ups.answer(CARDS[1], phone_summary(CARDS[1]))
    await phone.open()
    press(Qt.Key.Key_Return)
    await phone.counter.settled()
    assert phone.window.phone_summary.isVisible()
    press(Qt.Key.Key_Escape)
    await phone.counter.settled()
    assert phone.row_in_focus() == row_key(WORK[0])


async def test_what_cannot_be_read_is_told_where_it_was_asked_for(scene: Scene) -> None:
    scene.source.failures = [SystemUnreachable()]
    await scene.open()
    banner = scene.window.empty.own_trouble
    assert banner.isVisible()
    assert not scene.page.isVisible()
    await scene.open()
    assert not banner.isVisible()
    scene.rests.end()
    await go_on()
    scene.source.failures = [SystemUnreachable()]
    scene.model.changed()
    await go_on()
    assert scene.page.trouble.isVisible()
    assert len(scene.rows()) == len(WORK)


async def test_more_than_can_be_shown_is_told(scene: Scene) -> None:
    scene.source.total = 130
    await scene.open()
    assert "古いものから4件を表示しています。全部で130件あります。" in scene.counter.words()
    assert scene.page.panel.accessibleDescription() == "130件"


def test_a_request_says_until_when_and_whether_it_was_approved() -> None:
    waits = work(2, WorkKind.APPROVAL, verb="card.replace", until=NOW)
    given = replace(waits, approved_by="岡田 裕樹")
    assert matter(waits) == f"代替カードの登録: 承認を待っています({dates.time(NOW)} まで)"
    assert matter(given) == f"代替カードの登録: 承認されました({dates.time(NOW)} までに開いて Enter)"

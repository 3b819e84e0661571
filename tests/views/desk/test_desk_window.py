"""The main window on a desk of fakes, driven by real keys and clicks."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QPlainTextEdit, QToolTip
from pytestqt.qtbot import QtBot

from services.contract.errors import CardUnknown, SystemBusy, SystemUnreachable
from services.contract.snapshot import PhoneSummary
from services.rules.vocabulary import Channel, Role
from tests.helpers import snapshots
from tests.helpers.keyboard import Keyboard
from tests.helpers.waiting import HOPELESS
from tests.viewmodels.fakes import CARD_A, CARD_B, NOW, Bench, Printer, issue_dependencies, patron
from tests.views.counter import Counter
from viewmodels.passwords.password_issue_launcher import PasswordIssueLauncher
from views.bars.channel_switch import ChannelSwitch
from views.desk.desk_window import DeskWindow
from views.panels.list_panel import ListPanel
from views.scanning.scan_filter import ScanFilter
from views.style.icons import Icons
from views.style.theme import Theme
from views.widgets.window_room import unmaximised


def texts(counter: Counter) -> str:
    """Everything that the window holds, seen or not."""
    window = counter.window
    return "\n".join(
        [label.text() for label in window.findChildren(QLabel)]
        + [field.text() for field in window.findChildren(QLineEdit)]
        + [field.toPlainText() for field in window.findChildren(QPlainTextEdit)]
        + [window.windowTitle(), QGuiApplication.clipboard().text()]
    )


def _lists(counter: Counter) -> list[ListPanel[Any]]:
    return [it for it in counter.window.findChildren(QFrame) if isinstance(it, ListPanel)]


class Pictures(QObject):
    """Notes which number and which name stood together in each picture that was made."""

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter.window)
        self._window = counter.window
        self.seen: list[tuple[str, str]] = []
        for part in (counter.window.header, counter.window.top_bar.card_field):
            part.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look at each painting."""
        if event.type() is QEvent.Type.Paint:
            header = self._window.header
            name = (header.name.text() or "nobody's") if header.isVisible() else ""
            number = header.line.card.text().replace("-", "") if header.isVisible() else ""
            self.seen.append((self._window.top_bar.card_field.text() or number, name))
        return False


async def test_a_scan_shows_the_patron_and_its_number(counter: Counter) -> None:
    counter.bench.look_ups.answer(CARD_A, snapshots.everyday(card_number=CARD_A))
    await counter.scan("A20000001-1B")
    assert counter.window.header.name.text() == snapshots.everyday().patron.name
    assert counter.window.header.line.card.text().replace("-", "") == CARD_A
    assert counter.window.top_bar.card_field.text() == ""
    assert len(counter.window.inquiry.loans.rows) == 5


class Waiting(QObject):
    """Notes which widgets Qt would still have painted later."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[QObject] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look at each event."""
        if event.type() is QEvent.Type.UpdateLater:
            self.seen.append(watched)
        return False


async def test_all_of_a_patron_is_in_the_first_picture(counter: Counter, qapp: QApplication) -> None:
    for card in (CARD_A, CARD_B):
        counter.bench.look_ups.answer(card, snapshots.everyday(card_number=card))
    await counter.scan(CARD_A)
    counter.window.top_bar.card_field.setFocus()
    shown, shown_before = counter.bench.desk.answer, counter.bench.desk.answer.value
    waiting = Waiting()

    def look(answer: object) -> None:
        if answer is not None:
            qapp.installEventFilter(waiting)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.UpdateLater)
            qapp.removeEventFilter(waiting)

    counter.bench.desk.scanned(CARD_B)
    stop = shown.subscribe(lambda answer: look(answer) if answer is not shown_before else None)
    await counter.settled()
    stop()
    assert waiting.seen == []


async def test_typing_a_number_and_enter_shows_the_patron(counter: Counter) -> None:
    counter.bench.look_ups.answer(CARD_A, patron(CARD_A))
    field = counter.window.top_bar.card_field
    field.setText("20000001-1")
    counter.press(Qt.Key.Key_Return)
    await counter.settled()
    assert counter.window.header.isVisible()
    assert counter.bench.desk.opening is None


async def test_enter_presses_the_button_that_has_the_keyboard(counter: Counter) -> None:
    counter.bench.look_ups.answer(CARD_A, patron(CARD_A))
    await counter.scan(CARD_A)
    counter.window.mask_button.setFocus()
    counter.press(Qt.Key.Key_Return)
    assert counter.bench.desk.titles_masked.value


async def test_a_scan_in_a_table_is_a_look_up_and_no_act(counter: Counter) -> None:
    counter.bench.look_ups.answer(CARD_A, snapshots.everyday(card_number=CARD_A))
    counter.bench.look_ups.answer(CARD_B, patron(CARD_B))
    await counter.scan(CARD_A)
    acted: list[object] = []
    for panel in counter.window.inquiry.lists:
        panel.acted.connect(lambda *what: acted.append(what))
    counter.press(Qt.Key.Key_F6)
    assert counter.panel_in_focus() == 0
    await counter.scan(CARD_B)
    assert acted == []
    assert counter.window.header.line.card.text().replace("-", "") == CARD_B


async def test_what_is_no_card_number_stays_in_the_field_selected_with_its_reason(counter: Counter) -> None:
    field = counter.window.top_bar.card_field
    field.setText("1234567")
    counter.press(Qt.Key.Key_Return)
    await counter.settled()
    assert field.text() == field.selectedText() == "1234567"
    assert "7桁" in counter.words()
    assert not counter.window.header.isVisible()


async def test_an_unknown_card_empties_the_desk_and_says_so(counter: Counter) -> None:
    counter.bench.look_ups.answer(CARD_A, patron(CARD_A))
    counter.bench.look_ups.answer(CARD_B, CardUnknown(CARD_B))
    await counter.scan(CARD_A)
    await counter.scan(CARD_B)
    assert not counter.window.header.isVisible()
    assert counter.window.top_bar.card_field.selectedText() == CARD_B
    assert counter.bench.desk.card_error.value is not None


async def test_escape_closes_the_patron_and_leaves_nothing_behind(counter: Counter) -> None:
    shown = snapshots.everyday(card_number=CARD_A)
    counter.bench.look_ups.answer(CARD_A, shown)
    await counter.scan(CARD_A)
    counter.press(Qt.Key.Key_Escape)
    await counter.settled()
    window, everything = counter.window, texts(counter)
    for trace in (
        shown.patron.name,
        str(shown.patron.kana),
        CARD_A,
        str(shown.patron.email),
        str(shown.patron.address),
    ):
        assert trace not in everything
    assert all(panel.rows == () for panel in window.inquiry.lists)
    assert window.top_bar.card_field.hasFocus()


async def test_a_tooltip_goes_with_its_patron(counter: Counter) -> None:
    """It is a window of its own, and would go on telling a title of the one before."""
    counter.bench.look_ups.answer(CARD_A, patron(CARD_A))
    counter.bench.look_ups.answer(CARD_B, patron(CARD_B))
    await counter.scan(CARD_A)
    QToolTip.showText(QPoint(9, 9), "タイトル", counter.window)
    assert QToolTip.isVisible()
    await counter.scan(CARD_B)
    assert not QToolTip.isVisible()


@pytest.mark.parametrize(
    ("free", "size"),
    [
        ((1920, 1040), (1366, 768)),
        ((1366, 768), (1366, 728)),
        ((1366, 720), (1366, 680)),  # with a task bar
        ((1093, 543), (1093, 503)),  # at 125 %
        ((911, 441), (911, 440)),  # at 150 %: no lower than the window can be
        ((800, 600), (900, 560)),
    ],
)
def test_unmaximised_it_is_no_larger_than_the_screen(free: tuple[int, int], size: tuple[int, int]) -> None:
    assert unmaximised(QSize(*free)) == QSize(*size)


async def test_it_begins_as_large_as_it_is_unmaximised(
    qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons
) -> None:
    bench = Bench()
    passwords = PasswordIssueLauncher(bench.desk, issue_dependencies(bench, Printer()))
    window = DeskWindow(bench.desk, passwords, theme=theme, icons=icons, scans=ScanFilter(parent=qapp))
    qtbot.addWidget(window, before_close_func=lambda _: window.let_close())
    window.showMaximized()
    window.showNormal()
    assert window.size() == unmaximised(window.screen().availableGeometry().size())
    assert window.frameGeometry().height() <= window.screen().availableGeometry().height()


async def test_a_key_in_the_status_bar_can_be_pressed_with_the_mouse(counter: Counter) -> None:
    counter.bench.look_ups.answer(CARD_A, patron(CARD_A))
    await counter.scan(CARD_A)
    keys = counter.window.status_bar.end
    assert keys.text() == "Esc 利用者を閉じる"
    QTest.mouseClick(keys, Qt.MouseButton.LeftButton, pos=QPoint(keys.width() - 20, keys.height() // 2))
    await counter.settled()
    assert counter.bench.desk.answer.value is None


async def test_nothing_of_the_former_patron_is_held_while_the_next_one_is_read(counter: Counter) -> None:
    shown = snapshots.everyday(card_number=CARD_A)
    counter.bench.look_ups.answer(CARD_A, shown)
    await counter.scan(CARD_A)
    for place in range(len(counter.window.pages)):
        counter.window.menu.setCurrentRow(place)
    assert str(shown.patron.address) in texts(counter)
    Keyboard(counter.window.windowHandle()).type(CARD_B + "\r", 4)
    while CARD_B not in counter.bench.look_ups.asked:  # noqa: ASYNC110 - Qt's own queue is waited for
        await asyncio.sleep(0)
    held = texts(counter)
    patron_a = shown.patron
    for trace in (patron_a.name, patron_a.kana, patron_a.email, patron_a.address, "5点"):
        assert str(trace) not in held
    assert not any(panel.rows or panel.accessibleDescription()[:1] == "5" for panel in _lists(counter))
    counter.bench.look_ups.answer(CARD_B, patron(CARD_B))
    await counter.settled()
    assert counter.window.header.name.text() == patron(CARD_B).patron.name
    assert counter.window.header.isVisible()


async def test_a_page_is_given_the_patron_when_it_is_opened_and_follows_from_then_on(
    counter: Counter,
) -> None:
    before, after = snapshots.everyday(card_number=CARD_A), snapshots.everyday(card_number=CARD_A)
    after = replace(after, patron=replace(after.patron, email="after@example.com", address="西川口1-1"))
    counter.bench.look_ups.answer(CARD_A, before)
    await counter.scan(CARD_A)
    window = counter.window
    assert window.email.field.text() == ""
    assert str(before.patron.address) not in texts(counter)
    window.menu.setCurrentRow(window.pages.index(window.email))
    assert window.email.field.text() == before.patron.email
    assert not counter.bench.desk.unsaved_input.there
    window.menu.setCurrentRow(0)
    counter.bench.desk.show_outcome(after, None)
    assert window.email.field.text() == "after@example.com"
    assert str(after.patron.address) not in texts(counter)
    window.menu.setCurrentRow(window.pages.index(window.registration))
    assert str(after.patron.address) in texts(counter)


async def test_a_look_up_that_takes_its_time_is_waited_for_at_an_empty_desk(counter: Counter) -> None:
    counter.bench.look_ups.answer(CARD_A, patron(CARD_A))
    await counter.scan(CARD_A)
    pictures = Pictures(counter)
    Keyboard(counter.window.windowHandle()).type(CARD_B + "\r", 4)
    async with asyncio.timeout(HOPELESS):
        while not counter.window.empty.isVisible():  # noqa: ASYNC110 - Qt's own timer is waited for
            await asyncio.sleep(0)
    assert not counter.window.header.isVisible()
    assert (CARD_B, "nobody's") not in pictures.seen
    counter.bench.look_ups.answer(CARD_B, patron(CARD_B))
    await counter.settled()
    assert counter.window.header.isVisible()


async def test_no_picture_shows_a_patron_beside_another_number(counter: Counter) -> None:
    names = {"": "", CARD_A: patron(CARD_A).patron.name, CARD_B: snapshots.everyday().patron.name}
    names[CARD_A] += "一郎"
    first = patron(CARD_A)
    counter.bench.look_ups.answer(CARD_A, replace(first, patron=replace(first.patron, name=names[CARD_A])))
    counter.bench.look_ups.answer(CARD_B, snapshots.everyday(card_number=CARD_B))
    pictures = Pictures(counter)
    for card in (CARD_A, CARD_B) * 3:
        await counter.scan(card)
        async with asyncio.timeout(HOPELESS):
            while (card, names[card]) not in pictures.seen[-1:]:  # noqa: ASYNC110 - Qt's own queue is waited for
                await asyncio.sleep(0)
    assert set(pictures.seen) <= {("", "")} | set(names.items()) | {(card, "") for card in names}


async def test_the_title_bar_never_names_the_patron(counter: Counter) -> None:
    before = counter.window.windowTitle()
    counter.bench.look_ups.answer(CARD_A, patron(CARD_A))
    await counter.scan(CARD_A)
    assert counter.window.windowTitle() == before


async def test_a_lost_connection_is_a_banner(counter: Counter) -> None:
    counter.bench.look_ups.answer(CARD_A, SystemUnreachable())
    await counter.scan(CARD_A)
    assert "接続なし" in counter.words()
    counter.bench.look_ups.answer(CARD_B, patron(CARD_B))
    await counter.scan(CARD_B)
    assert "接続なし" not in counter.words()


async def test_after_a_failed_look_up_the_next_number_takes_the_place_of_the_old_one(
    counter: Counter,
) -> None:
    field = counter.window.top_bar.card_field
    counter.bench.look_ups.answer(CARD_A, SystemBusy())
    counter.bench.look_ups.answer(CARD_B, patron(CARD_B))
    field.setFocus()
    QTest.keyClicks(field, CARD_A)
    counter.bench.desk.typed(field.text())
    await counter.settled()
    QTest.keyClicks(field, CARD_B)
    assert field.text() == CARD_B


async def test_f2_wants_the_card_field_and_f6_walks_the_panels(counter: Counter) -> None:
    counter.bench.look_ups.answer(CARD_A, snapshots.everyday(card_number=CARD_A))
    await counter.scan(CARD_A)
    walked = []
    for _ in range(5):
        counter.press(Qt.Key.Key_F6)
        walked.append(counter.panel_in_focus())
    assert walked == [0, 1, 2, 3, 0]
    counter.press(Qt.Key.Key_F2)
    assert counter.window.top_bar.card_field.hasFocus()


async def test_f5_reads_again(counter: Counter) -> None:
    counter.bench.look_ups.answer(CARD_A, patron(CARD_A))
    await counter.scan(CARD_A)
    counter.bench.look_ups.answer("again 11", snapshots.everyday(card_number=CARD_A))
    counter.press(Qt.Key.Key_F5)
    await counter.settled()
    assert "again 11" in counter.bench.look_ups.asked


async def test_f9_switches_to_the_phone_and_closes_the_patron(counter: Counter) -> None:
    counter.bench.look_ups.answer(CARD_A, patron(CARD_A))
    await counter.scan(CARD_A)
    counter.press(Qt.Key.Key_F9)
    await counter.settled()
    assert counter.bench.desk.channel.value is Channel.PHONE
    assert not counter.window.header.isVisible()


async def test_the_phone_shows_number_and_counts_only(
    qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons
) -> None:
    counter = Counter(qtbot, qapp, theme, icons, role=Role.PHONE)
    counter.bench.look_ups.answer(CARD_A, PhoneSummary(NOW, CARD_A, 11, 5, 3, 1, 1, 2))
    await counter.scan(CARD_A)
    assert not counter.window.header.isVisible()
    assert counter.window.findChild(ChannelSwitch) is None
    assert {"20000001-1", "5件", "3件", "2件"} <= set(counter.words().splitlines())
    await counter.aclose()


async def test_the_window_closes_only_when_its_owner_lets_it(counter: Counter) -> None:
    asked: list[bool] = []
    counter.window.close_requested.connect(lambda: asked.append(True))
    counter.window.close()
    await counter.bench.desk.leave.settled()
    assert asked == [True]
    assert counter.window.isVisible()
    counter.window.let_close()
    assert not counter.window.isVisible()
    await asyncio.sleep(0)


async def test_a_patron_is_laid_out_before_the_first_picture(counter: Counter) -> None:
    counter.bench.look_ups.answer(CARD_A, snapshots.everyday(card_number=CARD_A))
    await counter.scan(CARD_A)
    page, body = counter.window.inquiry, counter.window.inquiry.widget()
    assert body is not None
    width = page.viewport().width()
    loans = tuple(snapshots.loan(row_id) for row_id in range(1, 41))
    counter.bench.desk.answer.set(None)
    counter.bench.desk.answer.set(snapshots.everyday(card_number=CARD_A, loans=loans))
    assert body.height() == body.heightForWidth(width) > page.viewport().height()
    assert page.viewport().width() == body.width() == width

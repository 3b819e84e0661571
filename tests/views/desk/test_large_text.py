"""Text at 200 % on the smallest screen: nothing that is read or pressed is cut."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING
from tests.helpers import snapshots
from tests.viewmodels.fakes import Bench
from viewmodels.core.notes import Done, PreviousRunCrashed, StatusMessage
from viewmodels.core.trouble import Bug
from views.bars.patron_header import PatronHeaderBar
from views.bars.shortcut_hints import KeyHint
from views.bars.status_bar import StatusBar
from views.bars.top_bar import TopBar
from views.desk.empty_desk import EmptyDesk
from views.reference.reference_page import ReferencePage
from views.style.icons import Icons
from views.style.theme import Theme
from views.style.tokens import Scheme
from views.today.own_work_page import OwnWorkPage
from views.widgets.labels import WrappedLabel
from views.widgets.page_menu import SideMenu

NARROWEST = 1366


@pytest.fixture
def large(qapp: QApplication, theme: Theme) -> Iterator[Theme]:
    yield Theme(qapp, theme.tokens.scheme, 2.0)
    Theme(qapp, Scheme.LIGHT)


def fits(button: QPushButton) -> bool:
    """Whether a button has room for all of its text."""
    room = button.fontMetrics()
    return button.width() >= room.horizontalAdvance(button.text()) and button.height() >= room.height()


def test_the_channels_can_be_read(qtbot: QtBot, large: Theme) -> None:
    bench = Bench()
    bar = TopBar(bench.desk, large)
    qtbot.addWidget(bar)
    bar.show()
    bar.resize(NARROWEST, bar.height())
    assert bar.width() == NARROWEST
    assert all(fits(button) for button in bar.channel_switch.findChildren(QPushButton))


def test_the_header_with_chips_has_room_for_its_button(qtbot: QtBot, large: Theme) -> None:
    header = PatronHeaderBar(large, Icons(large), offers=EVERYTHING)
    qtbot.addWidget(header)
    header.set_snapshot(snapshots.everyday())
    header.show()
    header.resize(NARROWEST, header.sizeHint().height())

    assert header.line.chips.shown
    assert header.width() == NARROWEST
    assert header.name.shown_text == header.name.text()


def test_questions_and_their_form_need_no_scrolling_sideways(qtbot: QtBot, large: Theme) -> None:
    page = ReferencePage(large, offers=EVERYTHING)
    qtbot.addWidget(page)
    page.offer()
    page.set_snapshot(snapshots.everyday())
    page.resize(NARROWEST - SideMenu(large).minimumWidth(), 400)
    page.show()
    QApplication.sendPostedEvents()
    assert page.questions.rows
    assert page.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("note", [None, Bug("x" * 200)])
def test_no_note_makes_the_window_wider_than_the_screen(
    qtbot: QtBot, large: Theme, note: StatusMessage | None
) -> None:
    bench = Bench()
    bar = StatusBar(bench.desk, large)
    bar.show_hints([KeyHint("F2", "カード")] * 9, KeyHint("Esc", "利用者を閉じる"))
    qtbot.addWidget(bar)
    if note is not None:
        bench.desk.tell(note)

    assert bar.minimumSizeHint().width() <= NARROWEST


@pytest.mark.parametrize("text_scale", [1.0, 2.0])
def test_what_is_told_is_never_cut_and_the_keys_make_room(
    qtbot: QtBot, qapp: QApplication, large: Theme, text_scale: float
) -> None:
    theme = Theme(qapp, large.tokens.scheme, text_scale)
    bench = Bench()
    bar = StatusBar(bench.desk, theme)
    bar.show_hints(
        (KeyHint("Enter R", "再貸出可能"), KeyHint("F6", "予約一覧へ")), KeyHint("Esc", "利用者を閉じる")
    )
    qtbot.addWidget(bar)
    bar.show()
    bar.resize(NARROWEST, bar.height())
    usual = bar.height()
    bench.desk.tell(PreviousRunCrashed("4F2A"))
    QApplication.sendPostedEvents()
    (said,) = bar.findChildren(WrappedLabel)
    assert said.text().endswith("伝えてください。")
    assert said.heightForWidth(said.width()) <= said.height()
    assert bar.end.text() == "Esc 利用者を閉じる"
    assert bar.end.width() >= bar.end.sizeHint().width()
    bench.desk.tell(Done.READ_AGAIN)
    QApplication.sendPostedEvents()
    assert bar.height() == usual


def test_a_low_desk_without_a_patron_leaves_its_picture_out(qtbot: QtBot, large: Theme) -> None:
    window = QWidget()  # a desk by itself would not become lower than its parts
    qtbot.addWidget(window)
    desk = EmptyDesk(large, Icons(large), window, offers=EVERYTHING)
    desk.offer_search()
    window.show()
    for height, pictures in ((600, 1), (270, 0), (600, 1)):
        desk.resize(1093, height)
        QApplication.sendPostedEvents()
        shown = [label for label in desk.findChildren(QLabel) if label.isVisible()]
        assert len([label for label in shown if not label.pixmap().isNull()]) == pictures
        assert fits(desk.find_button)
        assert desk.find_button.geometry().bottom() < height


@pytest.mark.parametrize("width", [900, 1093])
@pytest.mark.parametrize("height", [130, 260, 600])
def test_what_a_low_desk_has_no_room_for_can_be_scrolled_to(
    qtbot: QtBot, large: Theme, width: int, height: int
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    desk = EmptyDesk(large, Icons(large), window, offers=EVERYTHING)
    desk.offer_search()
    desk.take_own_work(OwnWorkPage(large))
    desk.own_trouble.tell("読めませんでした。")
    window.show()
    desk.resize(width, height)
    QApplication.sendPostedEvents()
    seen = [it for it in (desk.find_button, desk.own_button, desk.own_trouble) if it.isVisible()]
    assert len(seen) == 3
    for part in seen:
        around = part.parentWidget()
        assert around is not None
        assert around.rect().contains(part.geometry())
        assert part.height() >= part.minimumSizeHint().height()
        part.setFocus()

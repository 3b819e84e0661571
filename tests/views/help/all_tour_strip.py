"""The tour's line in the window, with real keys: in nobody's way, and never holding the keyboard."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from services.acts.as_offered import EVERYTHING
from services.contract.snapshot import LoanRow
from tests.helpers import snapshots
from tests.viewmodels.fakes import CARD_A
from tests.views.counter import Counter
from viewmodels.help.tour import Tour, TourStep
from viewmodels.screen_guard import IdleLimits, ScreenGuard
from views.desk import shortcuts
from views.help.tour_strip import TourStrip, connect_tour
from views.privacy.screen_privacy import ScreenPrivacy
from views.style.icons import Icons
from views.style.theme import Theme
from views.today.today_page import TodayPage


@pytest.fixture
def tour(counter: Counter) -> Tour:
    return Tour(counter.bench.desk, counter.passwords, lambda: None, "")


@pytest.fixture
def strip(counter: Counter, tour: Tour, theme: Theme) -> TourStrip:
    return connect_tour(counter.window, tour, theme)


async def test_nothing_is_there_before_it_begins(strip: TourStrip) -> None:
    assert not strip.isVisible()


async def test_keys_alone_lead_through_it(counter: Counter, tour: Tour, strip: TourStrip) -> None:
    counter.bench.look_ups.answer(CARD_A, snapshots.everyday(card_number=CARD_A))
    tour.start()
    field = counter.window.top_bar.card_field
    assert strip.isVisible()
    assert "案内 1/5" in counter.words()
    assert QApplication.focusWidget() is field
    await counter.scan(CARD_A)
    assert "F6" in strip.said.text()
    counter.press(Qt.Key.Key_F6)
    assert "F4" in strip.said.text()
    counter.press(Qt.Key.Key_F4)
    assert tour.step.value is TourStep.SLIP


@pytest.mark.parametrize("loans", [(), (snapshots.loan(1),)])
async def test_it_goes_on_by_f6_with_one_list_or_none(
    counter: Counter, tour: Tour, strip: TourStrip, loans: tuple[LoanRow, ...]
) -> None:
    alone = replace(snapshots.snapshot(), card_number=CARD_A, loans=loans)
    counter.bench.look_ups.answer(CARD_A, alone)
    tour.start()
    await counter.scan(CARD_A)
    assert "F6" in strip.said.text()
    counter.press(Qt.Key.Key_F6)
    assert tour.step.value is TourStep.PASSWORD


async def test_it_is_left_with_the_keyboard_which_goes_on_elsewhere(
    counter: Counter, tour: Tour, strip: TourStrip
) -> None:
    tour.start()
    for _ in range(30):
        if QApplication.focusWidget() is strip.leave_button:
            break
        counter.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is strip.leave_button
    QTest.keyClick(strip.leave_button, Qt.Key.Key_Return)
    assert not strip.isVisible()
    assert tour.step.value is None
    assert QApplication.focusWidget() not in {None, strip.leave_button}


async def test_it_stands_above_the_status_bar(counter: Counter, tour: Tour, strip: TourStrip) -> None:
    tour.start()
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    assert strip.parentWidget() is counter.window.area
    assert strip.geometry().bottom() < counter.window.status_bar.geometry().top()
    assert strip.geometry().top() > counter.window.empty.geometry().top()


async def test_it_is_behind_the_cover_of_a_hidden_screen(
    counter: Counter, tour: Tour, strip: TourStrip, theme: Theme, icons: Icons
) -> None:
    guard = ScreenGuard(counter.bench.desk, IdleLimits(0, 0))
    privacy = ScreenPrivacy(counter.window, guard, scans=counter.scans, theme=theme, icons=icons)
    tour.start()
    guard.hide_or_show()
    hidden_meanwhile = not strip.isVisible()
    guard.show()
    privacy.end()
    assert hidden_meanwhile
    assert strip.isVisible()


async def test_who_leaves_the_seat_is_told_the_key_that_locks(tour: Tour, strip: TourStrip) -> None:
    locks = dict(shortcuts.keys_of(EVERYTHING))
    tour.step.set(TourStep.CLOSE)
    closing, leaving = strip.said.text().split("席を離れる")
    assert "Esc を押すと、利用者が画面から消えます。" in closing
    assert locks["F12"] == "ロックする"
    assert "F12 でロックします" in leaving
    assert "Esc" not in leaving


async def test_a_supervisor_is_told_of_their_page_at_the_end(
    counter: Counter, tour: Tour, strip: TourStrip, theme: Theme
) -> None:
    tour.step.set(TourStep.END)
    assert "今日の仕事" not in strip.said.text()
    counter.window.body.take_today(TodayPage(theme, offers=EVERYTHING))
    theirs = connect_tour(counter.window, tour, theme)
    assert "「今日の仕事」" in theirs.said.text()
    tour.step.set(TourStep.CARD)
    assert "今日の仕事" not in theirs.said.text()


@pytest.mark.parametrize("step", list(TourStep))
async def test_every_step_says_what_to_do(tour: Tour, strip: TourStrip, step: TourStep) -> None:
    tour.step.set(step)
    assert strip.said.text().endswith("。")
    assert strip.said.accessibleName() in {"", strip.said.text()}

"""The patron's line at other widths: what folds, what never does, and what the keyboard and screen readers find."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from services.contract.snapshot import PatronSnapshot
from services.rules.circulation.notices import Notice, NoticeKind
from services.rules.decision import Decision, Reason
from services.rules.vocabulary import HoldStatus
from tests.helpers import snapshots
from tests.helpers.snapshots import days, loan, past_waiting, report
from tests.viewmodels.fakes import CARD_A
from tests.views.counter import Counter
from viewmodels.settings.settings import Language
from views.desk.patron_header import PatronHeaderBar
from views.language.screen_language import ScreenLanguage
from views.style.icons import Icons
from views.style.theme import Theme

WIDE, NARROW = 1366, 1024


@pytest.fixture
def header(qtbot: QtBot, theme: Theme, icons: Icons) -> PatronHeaderBar:
    made = PatronHeaderBar(theme, icons)
    qtbot.addWidget(made)
    made.resize(WIDE, 100)
    made.show()
    return made


def of_many_chips() -> PatronSnapshot:
    return snapshots.snapshot(
        patron=snapshots.header(has_namesake=True, expires_on=days(-1)),
        notices=(Notice(NoticeKind.EXPIRY_PASSED, days(-1)),),
        loans=(loan(1, due_on=days(-3)), loan(2, due_on=days(0)), loan(3, due_on=days(1))),
        holds=(past_waiting(3, HoldStatus.READY, shelf_place="B-2"),),
        password=snapshots.password(locked_until=snapshots.NOW + timedelta(minutes=9)),
        reports=(report(1),),
    )


def at(header: PatronHeaderBar, width: int) -> None:
    header.resize(width, header.sizeHint().height())
    QApplication.sendPostedEvents()


def parts(header: PatronHeaderBar) -> list[QWidget]:
    line = header.line
    all_of_them = (line.name, line.details, line.card, line.facts, line.chips, line.more_button)
    return [part for part in (*all_of_them, line.issue_button) if part.isVisible()]


def assert_nothing_is_cut(header: PatronHeaderBar) -> None:
    line = header.line
    for part in parts(header):
        assert line.rect().contains(part.geometry()), part
    for chip in line.chips.shown:
        assert chip.width() >= chip.sizeHint().width()
        assert line.chips.rect().contains(chip.geometry())
    together = [(one, other) for one in parts(header) for other in parts(header) if one is not other]
    assert [pair for pair in together if pair[0].geometry().intersects(pair[1].geometry())] == []


@pytest.mark.parametrize("snapshot", [snapshots.everyday(), of_many_chips()], ids=["everyday", "many chips"])
@pytest.mark.parametrize("width", [1024, 1093, 1280, 1366, 1920])
@pytest.mark.parametrize("more", [False, True])
def test_nothing_is_cut_and_nothing_lies_over_another(
    header: PatronHeaderBar, snapshot: PatronSnapshot, width: int, *, more: bool
) -> None:
    header.set_snapshot(snapshot)
    header.line.more_button.setChecked(more)

    at(header, width)

    assert_nothing_is_cut(header)


@pytest.mark.parametrize("language", [Language.JAPANESE, Language.ENGLISH])
def test_the_same_patron_again_folds_nothing_else(
    qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons, language: Language
) -> None:
    spoken = ScreenLanguage(qapp, language)
    try:
        header = PatronHeaderBar(theme, icons)
        qtbot.addWidget(header)
        header.show()
        changed = []
        for width in range(900, 1702, 2):
            header.resize(width, 100)
            header.set_snapshot(snapshots.everyday())
            first = header.line.is_folded
            header.set_snapshot(snapshots.everyday())
            if header.line.is_folded is not first:
                changed.append(width)
    finally:
        spoken.fall_silent()

    assert changed == []


def test_where_there_is_room_nothing_is_folded(header: PatronHeaderBar) -> None:
    header.set_snapshot(snapshots.everyday())
    at(header, WIDE)

    assert not header.line.is_folded
    assert header.line.facts.isVisible()
    assert header.line.details.text().endswith("前川")


def test_where_there_is_none_the_facts_are_behind_a_button(header: PatronHeaderBar) -> None:
    header.set_snapshot(of_many_chips())
    at(header, NARROW)
    line = header.line
    height = line.height()

    assert line.is_folded
    assert not line.facts.isVisible()
    said = QAccessible.queryAccessibleInterface(line.more_button)
    assert said.text(QAccessible.Text.Name) == "詳しく"
    assert said.text(QAccessible.Text.Description) == "Alt+0"
    assert not said.state().checked
    header.show_more()
    assert line.facts.isVisible()
    assert line.height() > height
    assert QAccessible.queryAccessibleInterface(line.more_button).state().checked
    header.show_more()
    assert not line.facts.isVisible()
    assert line.height() == height


def test_what_is_folded_is_heard_in_full(header: PatronHeaderBar) -> None:
    header.set_snapshot(of_many_chips())
    at(header, NARROW)

    def heard(widget: QWidget) -> str:
        return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)

    line = header.line
    assert line.details.text() == "ミホン ハナコ・40代"
    assert heard(line.details) == "ミホン ハナコ・40代・前川"
    assert heard(line.card.value) == "利用カード番号 12345678-9"
    header.forget()
    assert (heard(line.details), heard(line.card.value)) == ("", "利用カード番号")


def test_the_button_has_its_short_word_before_chips_go_below(header: PatronHeaderBar) -> None:
    header.set_snapshot(of_many_chips())
    button = header.issue_button
    shown = set()
    for width in range(WIDE, NARROW, -3):
        at(header, width)
        is_below = header.line.chips.y() > button.geometry().bottom()
        shown.add((is_below, button.shown_text))

    assert (False, "再発行") in shown
    assert (True, "パスワード再発行") in shown
    assert button.text() == QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name)


@pytest.mark.parametrize("width", [NARROW, 1800])
def test_tab_goes_through_the_line_as_it_is_read(header: PatronHeaderBar, width: int) -> None:
    header.set_snapshot(of_many_chips())
    at(header, width)
    line = header.line
    buttons = [it for it in header.findChildren(QPushButton) if it.isVisible() and it.isEnabled()]
    wanted = sorted(buttons, key=lambda it: (it.mapTo(header, it.rect().topLeft()).y() // 40, _x(it, header)))

    wanted[0].setFocus()
    reached = [wanted[0]]
    for _ in wanted[1:]:
        reached.append(reached[-1].nextInFocusChain())  # type: ignore[arg-type]
        while reached[-1] not in buttons:
            reached[-1] = reached[-1].nextInFocusChain()  # type: ignore[call-overload]

    assert [it.text() for it in reached] == [it.text() for it in wanted]
    assert line.chips.shown


def _x(button: QWidget, header: QWidget) -> int:
    return button.mapTo(header, button.rect().topLeft()).x()


@pytest.mark.parametrize("settle", [snapshots.ALLOWED, snapshots.refused(Reason.ROLE_MAY_NOT)])
async def test_reports_have_one_number_wherever_it_stands_and_whoever_settles_them(
    counter: Counter, settle: Decision
) -> None:
    settled = snapshots.report(3, settled_on=days(0), settled_by="chief")
    open_ones = (snapshots.report(1, settle=settle), snapshots.report(2, settle=settle))
    counter.bench.desk.answer.set(snapshots.snapshot(reports=(*open_ones, settled)))

    (chip,) = counter.window.header.line.chips.shown
    assert chip.text() == "申し出 2"
    assert counter.window.menu.counts[4] == 2


async def test_a_chip_gives_the_keyboard_to_its_row(counter: Counter) -> None:
    counter.bench.look_ups.answer(CARD_A, replace(of_many_chips(), card_number=CARD_A))
    await counter.scan(CARD_A)
    window = counter.window
    window.menu.setCurrentRow(2)

    _press(counter, "今日まで 1点")

    assert window.page_shown is window.inquiry
    assert window.focusWidget() is window.inquiry.loans.table
    row = window.inquiry.loans.table.current_row()
    assert row is not None
    assert row.id == 2


@pytest.mark.parametrize(
    ("chip", "page"),
    [
        ("ロック中", "password"),
        ("期限切れ", "registration"),
        ("申し出 1", "registration"),
        ("同姓同名", "registration"),
    ],
)
async def test_a_chip_opens_the_page_where_it_is_dealt_with(counter: Counter, chip: str, page: str) -> None:
    counter.window.password.offer()
    counter.window.registration.offer_acts()
    counter.bench.look_ups.answer(CARD_A, replace(of_many_chips(), card_number=CARD_A))
    await counter.scan(CARD_A)

    _press(counter, chip)

    shown = counter.window.page_shown
    focused = counter.window.focusWidget()
    assert shown is getattr(counter.window, page)
    assert focused is not None
    assert shown.isAncestorOf(focused)


def _seen_with(counter: Counter, *, overdue: bool) -> None:
    due_on = days(-3) if overdue else days(9)
    shown = snapshots.snapshot(
        card_number=CARD_A,
        patron=snapshots.header(has_namesake=not overdue),
        loans=(loan(1, due_on=due_on), loan(2, due_on=days(0) if overdue else days(9))),
    )
    counter.bench.desk.answer.set(shown)


async def test_a_chip_that_goes_gives_the_keyboard_to_the_next_one(counter: Counter) -> None:
    _seen_with(counter, overdue=True)
    overdue, today = counter.window.header.line.chips.shown
    for chip in (overdue, today):
        _seen_with(counter, overdue=True)
        chip.setFocus()
        _seen_with(counter, overdue=False)

        (namesake,) = counter.window.header.line.chips.shown
        assert counter.window.focusWidget() is namesake
    _seen_with(counter, overdue=True)
    assert counter.window.focusWidget() is today  # the nearest before it, where none stands behind it


async def test_the_last_chip_that_goes_gives_the_keyboard_to_the_pages(counter: Counter) -> None:
    counter.bench.desk.answer.set(of_many_chips())
    counter.window.header.line.chips.shown[2].setFocus()
    counter.bench.desk.answer.set(snapshots.snapshot())

    assert counter.window.header.line.chips.shown == []
    assert counter.window.focusWidget() is counter.window.menu


async def test_a_chip_that_goes_with_its_patron_gives_the_keyboard_to_the_card_field(
    counter: Counter,
) -> None:
    counter.bench.desk.answer.set(of_many_chips())
    counter.window.header.line.chips.shown[2].setFocus()
    counter.bench.desk.answer.set(None)

    assert counter.window.focusWidget() is counter.window.top_bar.card_field


def _press(counter: Counter, text: str) -> None:
    chip = next(it for it in counter.window.header.line.chips.shown if it.text() == text)
    chip.setFocus()
    counter.press(Qt.Key.Key_Return)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_button_is_as_wide_for_each_of_its_texts(header: PatronHeaderBar, width: int) -> None:
    at(header, width)
    found = []
    for password in (None, snapshots.password()):
        header.set_snapshot(snapshots.everyday(password=password))
        button = header.line.issue_button
        found.append((button.shown_text, button.geometry()))
    assert [text for text, _ in found] == ["パスワード発行", "パスワード再発行"]
    assert found[0][1] == found[1][1]

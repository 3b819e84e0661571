"""The patron's line: each thing at one place, chips by urgency, and what has no room told all the same."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING
from services.contract.snapshot import PatronSnapshot
from services.rules.circulation.notices import Notice, NoticeKind
from services.rules.decision import Decision, Reason
from services.rules.vocabulary import CredentialKind, HoldStatus
from tests.helpers import snapshots
from tests.helpers.snapshots import days, loan, past_waiting, report
from tests.looks.faults import place_of
from tests.viewmodels.fakes import CARD_A
from tests.views.counter import Counter
from viewmodels.settings.settings import Language
from views.bars.patron_header import PatronHeaderBar
from views.language.screen_language import ScreenLanguage
from views.style.icons import Icons
from views.style.theme import Theme
from views.style.tokens import Scheme

LONG = "Maximiliano Alejandro Fernández de la Cruz y Santos Villanueva"
SIZES = [
    (1366, 1.0),
    (1280, 1.0),
    (1118, 1.0),
    (1024, 1.0),
    (1920, 1.5),
    (1024, 1.5),
    (1024, 1.75),
    (1120, 2.0),
]


@pytest.fixture
def sized(
    qtbot: QtBot, qapp: QApplication, theme: Theme
) -> Iterator[Callable[[int, float], PatronHeaderBar]]:
    """Give headers of a width in pixels and a size of text."""
    scales = set[float]()

    def make(width: int, scale: float, *, low: bool = False) -> PatronHeaderBar:
        scales.add(scale)
        scaled = theme if scales == {1} else Theme(qapp, theme.tokens.scheme, scale)
        made = PatronHeaderBar(scaled, Icons(scaled), offers=EVERYTHING)
        qtbot.addWidget(made)
        made.stand_low(low=low)
        made.resize(width, 100)
        made.show()
        return made

    yield make
    if scales != {1}:
        Theme(qapp, Scheme.LIGHT)


def of_many_chips() -> PatronSnapshot:
    return snapshots.snapshot(
        patron=snapshots.header(has_namesake=True, expires_on=days(-1)),
        notices=(Notice(NoticeKind.EXPIRY_PASSED, days(-1)),),
        loans=(loan(1, due_on=days(-3)), loan(2, due_on=days(0)), loan(3, due_on=days(1))),
        holds=(past_waiting(3, HoldStatus.READY, shelf_place="B-2"),),
        password=snapshots.password(locked_until=snapshots.NOW + timedelta(minutes=9)),
        reports=(report(1),),
    )


def short() -> PatronSnapshot:
    return snapshots.snapshot(patron=snapshots.header(name="林 力"), password=None)


def long() -> PatronSnapshot:
    shown = of_many_chips()
    return replace(shown, patron=replace(shown.patron, name=LONG, alias="リン", has_variant=True))


def places(header: PatronHeaderBar) -> list[tuple[str, QRect]]:
    line = header.line
    facts = [part for fact in line.facts for part in fact[:2] if part.isVisible()]
    named = (line.name, line.details, line.card, line.issue_button, *facts)
    return [(str(it), place_of(it, line)) for it in named if it.isVisible()]


def heard(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


@pytest.mark.parametrize("low", [False, True])
@pytest.mark.parametrize(("width", "scale"), SIZES)
def test_everything_stands_where_it_stood_for_the_patron_before(
    sized: Callable[..., PatronHeaderBar], width: int, scale: float, *, low: bool
) -> None:
    header = sized(width, scale, low=low)
    header.set_snapshot(short())
    before = places(header)
    header.set_snapshot(long())

    assert places(header) == before
    assert header.line.issue_button.text() == "パスワード再発行"


@pytest.mark.parametrize("low", [False, True])
@pytest.mark.parametrize(("width", "scale"), SIZES)
@pytest.mark.parametrize("language", [Language.JAPANESE, Language.ENGLISH])
def test_nothing_lies_over_another_and_what_is_cut_is_told_in_full(
    qapp: QApplication,
    sized: Callable[..., PatronHeaderBar],
    width: int,
    scale: float,
    language: Language,
    *,
    low: bool,
) -> None:
    spoken = ScreenLanguage(qapp, language)
    header = sized(width, scale, low=low)
    header.set_snapshot(long())
    spoken.fall_silent()
    line = header.line
    chips = [it for it in line.chips.findChildren(QPushButton) if it.isVisible()]
    facts = [part for fact in line.facts for part in fact[:2]]
    parts = [
        it
        for it in (line.name, line.details, line.card, line.chips, line.issue_button, *facts)
        if it.isVisible()
    ]

    assert [it for it in parts if not line.rect().contains(place_of(it, line))] == []
    pairs = combinations(parts, 2)
    assert [it for it in pairs if place_of(it[0], line).intersects(place_of(it[1], line))] == []
    assert chips
    assert [it.text() for it in chips if not line.chips.rect().contains(it.geometry())] == []
    assert [it.text() for it in chips if it.width() < it.fontMetrics().horizontalAdvance(it.text()) + 2] == []
    assert line.card.width() >= line.card.sizeHint().width()
    assert line.issue_button.width() >= line.issue_button.sizeHint().width()
    told = " ".join(map(heard, parts))
    for whole in (LONG, "リン", "ミホン ハナコ", "12345678-9", "2026/11/23"):
        assert whole in told


def test_names_and_numbers_begin_where_lists_do(sized: Callable[..., PatronHeaderBar]) -> None:
    for width, second, third, button in ((1366, 352, 632, 1159), (1280, 352, 546, 1073)):
        line = sized(width, 1.0).line
        assert (line.name.x(), line.card.x(), line.chips.x() + 10, line.issue_button.x()) == (
            16,
            second,
            third,
            button,
        )
        assert line.issue_button.geometry().right() + 1 == width - 16
        assert (line.name.geometry().right() + 1, line.height()) == (336, 64)
    assert sized(1024, 1.5).line.card.x() == round(176 * 1.5)


@pytest.mark.parametrize(("width", "scale"), SIZES)
def test_the_button_is_whole_with_its_key_whichever_it_is(
    sized: Callable[..., PatronHeaderBar], width: int, scale: float
) -> None:
    header = sized(width, scale)
    found = []
    for password in (None, snapshots.password()):
        header.set_snapshot(snapshots.everyday(password=password))
        button = header.line.issue_button
        assert button.shows_key
        found.append((button.text(), button.geometry()))
    assert [text for text, _ in found] == ["パスワード発行", "パスワード再発行"]
    assert found[0][1] == found[1][1]
    assert found[0][1].width() >= round(159 * scale)


@pytest.mark.parametrize("expires_on", [None, days(60)])
@pytest.mark.parametrize(("width", "scale"), SIZES)
def test_a_password_never_changed_is_not_cut_where_it_is_shown(
    sized: Callable[..., PatronHeaderBar], width: int, scale: float, expires_on: date | None
) -> None:
    header = sized(width, scale)
    password = snapshots.password(kind=CredentialKind.INITIAL, expires_on=expires_on)
    header.set_snapshot(snapshots.everyday(password=password))
    line = header.line
    shown = line.facts[1].value
    if width == 1366:
        assert shown.isVisible()
    assert shown.isHidden() or shown.shown_text == shown.text()
    whole = "初期・未変更" if expires_on is None else "初期・未変更(期限 2027/1/23)"
    assert whole in " ".join(map(heard, (shown, line.details)))


def test_chips_stand_by_urgency_and_the_rest_is_behind_a_number_in_the_tone_of_the_most_urgent(
    sized: Callable[..., PatronHeaderBar],
) -> None:
    header = sized(1024, 1.5)
    header.set_snapshot(of_many_chips())
    chips = header.line.chips

    assert [it.text() for it in chips.shown] == ["延滞 1点"]
    more = chips.more_button
    assert (more.text(), more.property("tone")) == ("＋7", "bad")
    told = [
        "ロック中",
        "更新期限切れ",
        "取置 1点・棚 B-2",
        "今日まで 1点",
        "明日まで 1点",
        "申し出 1",
        "同姓同名",
    ]
    assert heard(more) == f"ほか7件: {'、'.join(told)}"
    assert more.toolTip().split("\n") == told
    header.set_snapshot(snapshots.snapshot(loans=(loan(1, due_on=days(0)), loan(2, due_on=days(1)))))
    assert more.text() != "＋7"
    header.set_snapshot(short())
    assert (more.isVisible(), more.text(), heard(more), more.toolTip()) == (False, "", "", "")


def test_a_shelf_gives_way_before_a_chip_does(sized: Callable[..., PatronHeaderBar]) -> None:
    header = sized(1024, 1.5)
    ready = past_waiting(3, HoldStatus.READY, shelf_place="B-2")
    header.set_snapshot(snapshots.snapshot(holds=(ready,)))
    (chip,) = header.line.chips.shown
    assert chip.text() == "取置 1点・棚 B-2"
    header.set_snapshot(snapshots.snapshot(holds=(ready,), loans=(loan(2, due_on=days(0)),)))
    assert header.line.chips.shown[0].text() == "取置 1点"
    assert "棚 B-2" in header.line.chips.shown[0].toolTip()


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_the_list_of_the_rest_opens_by_keyboard_and_leads_where_its_chips_do(
    qtbot: QtBot, sized: Callable[..., PatronHeaderBar]
) -> None:
    header = sized(1024, 1.5)
    header.set_snapshot(of_many_chips())
    wanted: list[object] = []
    header.wanted.connect(wanted.append)
    header.line.chips.ready_chosen.connect(lambda: wanted.append("ready"))
    more = header.line.chips.more_button
    more.setFocus()
    more.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.activeAction().text() == "ロック中"
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)

    assert wanted == ["ready"]
    more.click()
    header.forget()
    assert QApplication.activePopupWidget() is None


def test_what_has_no_room_is_heard_of_the_name_in_one_bar(sized: Callable[..., PatronHeaderBar]) -> None:
    header = sized(1366, 2.0, low=True)
    header.set_snapshot(snapshots.everyday())
    line = header.line

    assert not line.details.isVisible()
    assert heard(line.card) == "利用カード番号 12345678-9"
    assert (
        heard(line.name)
        == "見本 花子・ミホン ハナコ・40代・前川・更新期限日 2026/12/11・パスワード 本人変更済・メール 登録あり"
    )
    header.forget()
    assert (heard(line.name), heard(line.card)) == ("", "")


@pytest.mark.parametrize("width", [1024, 1800])
def test_tab_goes_through_the_line_as_it_is_read(sized: Callable[..., PatronHeaderBar], width: int) -> None:
    header = sized(width, 1.5)
    header.set_snapshot(of_many_chips())
    buttons = [it for it in header.findChildren(QPushButton) if it.isVisible() and it.isEnabled()]
    wanted = sorted(buttons, key=lambda it: it.mapTo(header, it.rect().topLeft()).x())

    wanted[0].setFocus()
    reached = [wanted[0]]
    for _ in wanted[1:]:
        reached.append(reached[-1].nextInFocusChain())  # type: ignore[arg-type]
        while reached[-1] not in buttons:
            reached[-1] = reached[-1].nextInFocusChain()  # type: ignore[call-overload]

    assert [it.text() for it in reached] == [it.text() for it in wanted]


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


async def test_a_chip_opens_the_page_where_it_is_dealt_with(counter: Counter) -> None:
    counter.window.password.offer()
    counter.window.registration.offer_acts()
    counter.bench.look_ups.answer(CARD_A, replace(of_many_chips(), card_number=CARD_A, loans=(), holds=()))
    await counter.scan(CARD_A)

    for chip, page in (
        ("ロック中", "password"),
        ("更新期限切れ", "registration"),
        ("申し出 1", "registration"),
        ("同姓同名", "registration"),
    ):
        counter.turn_to(counter.window.inquiry)
        _press(counter, chip)

        shown = counter.window.page_shown
        focused = counter.window.focusWidget()
        assert shown is getattr(counter.window, page), chip
        assert focused is not None, chip
        assert shown.isAncestorOf(focused), chip


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

"""What an act did is told once and names its row, and the row is marked until the next act."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTableView
from pytestqt.qtbot import QtBot

from services.contract.errors import ActRefused
from services.rules.decision import Reason
from services.rules.vocabulary import SuspensionReason
from tests.helpers import snapshots
from tests.helpers.snapshots import days, refused
from tests.helpers.waiting import until
from tests.views.acts import WholeActs
from tests.views.ear import POLITE, Ear
from viewmodels.core.notes import Done, Lifts, Renewals, Result, StatusMessage
from viewmodels.core.snapshot_diff import Part, RowPlace
from views.circulation.loans_panel import LoansPanel
from views.desk.sounds import sound_outcomes
from views.panels.list_panel import ListPanel
from views.style.theme import Theme
from views.style.tokens import Scheme

EVERYDAY = snapshots.everyday()
RENEWED = replace(
    EVERYDAY, loans=(snapshots.loan(1, version=2, due_on=days(14), renewed=True), *EVERYDAY.loans[1:])
)


def spoken(table: QTableView) -> list[str]:
    model = table.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(row, 1).data(role)) for row in range(model.rowCount())]


async def press(acts: WholeActs, key: Qt.Key) -> None:
    """Press a key at the window, from which a dialog has just gone."""
    acts.counter.window.activateWindow()
    await until(acts.counter.window.isActiveWindow)
    QTest.keyClick(acts.counter.window, key)


def bar(acts: WholeActs) -> str:
    return acts.counter.window.status_bar.line.text()


async def renew(acts: WholeActs) -> None:
    await acts.open(EVERYDAY)
    acts.fake.after = RENEWED
    dialog = await acts.enter(acts.counter.window.inquiry.loans.table, 0)
    await acts.answer(dialog.yes)


async def test_the_line_names_title_and_day_and_is_heard_once_without_the_title(
    whole_acts: WholeActs, ear: Ear
) -> None:
    await whole_acts.open(EVERYDAY)
    whole_acts.fake.after = RENEWED
    dialog = await whole_acts.enter(whole_acts.counter.window.inquiry.loans.table, 0)
    ear.forget()
    await whole_acts.answer(dialog.yes)
    assert bar(whole_acts) == "✓ 『こころ』の返却期限日を 12/8(火) に更新しました。"
    assert ear.heard == [("返却期限日を 2026/12/8(火) に更新しました。", POLITE)]
    await press(whole_acts, Qt.Key.Key_F8)
    assert bar(whole_acts) == "✓ 返却期限日を 12/8(火) に更新しました。"
    await press(whole_acts, Qt.Key.Key_F8)
    assert "こころ" not in bar(whole_acts)
    said = [said for said, _ in ear.heard]
    assert said[1:] == ["タイトル、質問と氏名を隠しました。", "タイトル、質問と氏名を表示しました。"]


async def test_the_line_goes_with_the_patron(whole_acts: WholeActs) -> None:
    await renew(whole_acts)
    await press(whole_acts, Qt.Key.Key_Escape)
    await whole_acts.counter.settled()
    assert bar(whole_acts) == "✓ 利用者を閉じました。"
    assert "こころ" not in whole_acts.counter.words()


async def test_a_tone_is_heard_once_too(whole_acts: WholeActs) -> None:
    tones: list[None] = []
    desk = whole_acts.counter.bench.desk
    sound_outcomes(desk, whole_acts.counter.window, lambda: tones.append(None))
    await whole_acts.open(EVERYDAY)
    desk.tell(Result(Done.LOANS_RENEWED, "こころ", days(14)))
    desk.toggle_titles()
    assert len(tones) == 1
    desk.note.set(None)
    desk.tell(Result(Done.LOANS_RENEWED, day=days(14)))
    assert len(tones) == 2


async def test_the_changed_row_says_so_until_the_next_act(whole_acts: WholeActs) -> None:
    await renew(whole_acts)
    table = whole_acts.counter.window.inquiry.loans.table
    assert [text.startswith("変更した行 ") for text in spoken(table)] == [True, False, False, False, False]
    dialog = await whole_acts.enter(whole_acts.counter.window.inquiry.holds.table, 1)
    assert not any(text.startswith("変更した行") for text in spoken(table))
    dialog.reject()
    await whole_acts.settled()


async def test_another_patron_has_no_marked_row(whole_acts: WholeActs) -> None:
    await renew(whole_acts)
    await press(whole_acts, Qt.Key.Key_Escape)
    await whole_acts.counter.settled()
    await whole_acts.open(EVERYDAY)
    assert not any(
        text.startswith("変更した行") for text in spoken(whole_acts.counter.window.inquiry.loans.table)
    )


@pytest.mark.parametrize(
    ("part", "row_id"),
    [
        (Part.LOANS, 1),
        (Part.HOLDS, 1),
        (Part.CANCELLED_HOLDS, 1),
        (Part.REQUESTS, 1),
        (Part.QUESTIONS, 1),
        (Part.SUSPENSIONS, 7),
        (Part.REPORTS, 1),
    ],
)
async def test_every_list_can_have_a_marked_row(whole_acts: WholeActs, part: Part, row_id: int) -> None:
    await whole_acts.open(
        replace(
            EVERYDAY,
            suspensions=(snapshots.suspended(SuspensionReason.CONTACT_WANTED, 7),),
            reports=(snapshots.report(1),),
        )
    )
    whole_acts.counter.bench.desk.marked.set(frozenset({RowPlace(part, row_id)}))
    window = whole_acts.counter.window
    for page in (window.reference, window.registration):  # a page has its marks from when it is opened
        window.menu.setCurrentRow(window.pages.index(page))
    panels: dict[Part, ListPanel[Any]] = {
        Part.LOANS: window.inquiry.loans,
        Part.HOLDS: window.inquiry.holds,
        Part.CANCELLED_HOLDS: window.inquiry.cancelled_holds,
        Part.REQUESTS: window.inquiry.requests,
        Part.QUESTIONS: window.reference.questions,
        Part.REPORTS: window.registration.reports,
    }
    marked = {
        of for of, panel in panels.items() if any(t.startswith("変更した行") for t in spoken(panel.table))
    }
    if any("✓ 変更" in card.accessibleDescription() for card in window.registration.suspensions.cards):
        marked.add(Part.SUSPENSIONS)
    assert marked == {part}


@pytest.mark.parametrize("refusals", [1, 2])
async def test_several_renewals_are_told_in_one_line_with_the_list(
    whole_acts: WholeActs, ear: Ear, refusals: int
) -> None:
    loans = tuple(snapshots.loan(n, title=f"第{n}巻") for n in (1, 2, 3))
    await whole_acts.open(snapshots.snapshot(loans=loans))
    whole_acts.fake.after = snapshots.snapshot(loans=loans)
    refusal = ActRefused(refused(Reason.HOLD_WAITING))
    whole_acts.fake.outcomes = [None, *[refusal] * refusals]
    whole_acts.circulation.renew_all()
    dialog = await whole_acts.dialog()
    ear.forget()
    dialog.yes.click()
    told = await whole_acts.dialog(after=dialog)
    line = f"{3 - refusals}点を更新、{refusals}点はできません。"
    labels = [label.text() for label in told.findChildren(QLabel)]
    assert line in labels
    assert bar(whole_acts) == f"※ {line}"
    assert [said for said, _ in ear.heard].count(line) == 1
    await whole_acts.answer(told.yes)
    assert bar(whole_acts) == f"※ {line}"


@pytest.mark.parametrize(
    ("note", "mark"),
    [
        *((Renewals(3, 0), "✓"), (Renewals(2, 1), "※"), (Renewals(0, 2), "▲")),
        *((Lifts(3, 0), "✓"), (Lifts(2, 1), "※"), (Lifts(0, 2), "▲")),
    ],
)
async def test_only_what_was_done_is_ticked_off(
    whole_acts: WholeActs, note: StatusMessage, mark: str
) -> None:
    whole_acts.counter.bench.desk.tell(note)
    assert bar(whole_acts)[0] == mark


def picture(panel: LoansPanel) -> QImage:
    return panel.table.viewport().grab().toImage()


@pytest.mark.parametrize("scheme", Scheme)
def test_the_mark_is_a_tab_with_a_tick_in_every_theme(
    qtbot: QtBot, qapp: QApplication, scheme: Scheme
) -> None:
    theme: Theme = Theme(qapp, scheme)
    panel = LoansPanel(theme)
    qtbot.addWidget(panel)
    panel.resize(1200, 300)
    panel.set_rows((snapshots.loan(1), snapshots.loan(2)))
    panel.show()
    plain = picture(panel)
    panel.mark(frozenset({2}))
    marked = picture(panel)
    width = round(theme.tokens.sizes.pad * 0.7)
    first, second = (panel.table.rowViewportPosition(row) + panel.table.rowHeight(row) // 2 for row in (0, 1))
    ratio = marked.devicePixelRatio()
    tab, tick = theme.tokens.colour("good"), theme.tokens.colour("surface")

    def at(image: QImage, x: float, y: float) -> QColor:
        return image.pixelColor(round(x * ratio), round(y * ratio))

    edge = panel.table.rowViewportPosition(1) + 2
    assert at(marked, 1, edge) == tab
    assert at(plain, 1, edge) != tab
    assert at(marked, 1, first) == at(plain, 1, first)
    near = [at(marked, x, y) for x in range(width) for y in range(second - 4, second + 5)]
    assert min(abs(it.lightness() - tick.lightness()) for it in near) < 24  # the tick, against the tab
    Theme(qapp, Scheme.LIGHT)

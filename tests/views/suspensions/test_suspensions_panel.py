"""貸出禁止中, 過去の貸出禁止 and 申し出: what they show, and to whom they offer an act."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from services.rules.decision import Decision, Reason
from services.rules.people.suspension import CheckItem, LiftFacts
from services.rules.vocabulary import (
    PatronReport,
    Role,
    SuspensionReason,
)
from tests.helpers.snapshots import ALLOWED, days, lift_facts, refused, report, suspended
from tests.helpers.windows import active
from tests.views.acts import read
from views.panels.row_actions import NO_VERBS, RowAction
from views.style.theme import Theme
from views.suspensions.known_facts import Mending
from views.suspensions.reports_panel import ReportsPanel
from views.suspensions.suspensions_panel import PastSuspensionsPanel, SuspensionsPanel
from views.text import suspension_words

OVERDUE = SuspensionReason.LONG_OVERDUE
ALL = frozenset(RowAction)


@pytest.fixture
def reports(qtbot: QtBot, theme: Theme) -> ReportsPanel:
    panel = ReportsPanel(theme, ALL)
    qtbot.addWidget(panel)
    return panel


def test_what_is_in_force_has_its_day_its_staff_and_its_note(in_force: SuspensionsPanel) -> None:
    in_force.set_rows((suspended(OVERDUE, note="督促済み"),))
    (card,) = in_force.cards
    assert (card.title.text(), card.since.text()) == ("③長期延滞", "貸出禁止日 2026/11/4 (keeper)・督促済み")
    assert "責任者に" not in card.advice.text()  # who reads it is one
    assert (card.state.text(), card.known.text()) == ("解除できます", "延滞中の資料はありません。")
    assert (card.lift.text(), card.lift.isHidden(), card.refusal.isHidden()) == ("解除", False, True)
    assert card.mend.isHidden()
    assert card.accessibleName() == "③長期延滞"
    assert card.accessibleDescription().splitlines()[:3] == [
        card.state.text(),
        card.since.text(),
        card.known.text(),
    ]


@pytest.mark.parametrize("width", [500, 700])
def test_who_lifted_it_is_said_to_be_so_where_no_heading_says_it(
    qtbot: QtBot, theme: Theme, width: int
) -> None:
    panel = PastSuspensionsPanel(theme)
    qtbot.addWidget(panel)
    panel.resize(width, 300)
    panel.set_rows((suspended(OVERDUE, lifted_on=days(-3), lifted_by="南鳩ヶ谷 花子"),))
    panel.show()
    by = next(place for place, it in enumerate(panel.model.columns) if it.key == "lifted_by")
    assert panel.table.spots(0)[by].label == "担当"


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("reason", [OVERDUE, SuspensionReason.CONTACT_WANTED])
def test_a_supervisor_is_not_told_to_ask_one(
    in_force: SuspensionsPanel, reason: SuspensionReason, role: Role
) -> None:
    in_force.set_rows((suspended(reason, facts=lift_facts(reason, role=role)),))
    advice = in_force.cards[0].advice.text()
    assert ("責任者" in advice) is (role is not Role.SUPERVISOR)
    assert advice.endswith("。")


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(
    ("unmended", "told"),
    [
        (lift_facts(SuspensionReason.UNREACHABLE, address_changed_on=None), ("連絡先を確かめます。", "解除")),
        (lift_facts(SuspensionReason.CARD_LOST, card_replaced=False), ("再発行", "新しいカードを渡")),
        (lift_facts(OVERDUE, overdue_items=2), ("返却をお願いし", "返却を確かめ")),
        (lift_facts(SuspensionReason.ADDRESS_CHANGE, address_changed_on=None), ("尋ねます", "見て")),
    ],
)
def test_what_to_do_fits_what_the_database_knows(
    in_force: SuspensionsPanel, unmended: LiftFacts, told: tuple[str, str], role: Role
) -> None:
    reason, (not_yet, then) = unmended.reason, told
    facts = lift_facts(reason, role=role)
    in_force.set_rows((suspended(reason, facts=replace(unmended, role=role)),))
    (card,) = in_force.cards
    assert not_yet in card.advice.text()
    assert then not in card.advice.text()

    in_force.set_rows((suspended(reason, facts=facts),))
    assert not_yet not in card.advice.text()
    assert then in card.advice.text()


@pytest.mark.parametrize(
    ("lift", "offered", "told"),
    [
        (refused(Reason.ITEMS_STILL_OVERDUE), True, ""),
        (refused(Reason.ROLE_MAY_NOT), False, "解除: この担当ではできません"),
        (
            refused(Reason.ROLE_MAY_NOT, Reason.ITEMS_STILL_OVERDUE),
            False,
            "解除: この担当ではできません",
        ),
        (refused(Reason.NEEDS_VISIT), False, "解除: 窓口でのみ受け付けます"),
    ],
)
def test_only_facts_leave_the_button_and_every_reason_is_told(
    in_force: SuspensionsPanel, lift: Decision, offered: bool, told: str
) -> None:
    in_force.set_rows((suspended(OVERDUE, facts=lift_facts(OVERDUE, overdue_items=1), lift=lift),))
    (card,) = in_force.cards
    assert (not card.lift.isHidden(), card.refusal.text()) == (offered, told)
    assert card.known.text() == "延滞中の資料が1点あります。"
    assert card.state.text() == ""


UNMENDED: dict[SuspensionReason, tuple[dict[str, Any], Reason, Mending, str, str]] = {
    SuspensionReason.CARD_LOST: (
        {"card_replaced": False},
        Reason.CARD_NOT_REPLACED,
        Mending.REPLACE_CARD,
        "代替カードの登録",
        "代替カードの登録がありません。",
    ),
    SuspensionReason.ADDRESS_CHANGE: (
        {"address_changed_on": None},
        Reason.ADDRESS_NOT_CHANGED,
        Mending.RENEW_REGISTRATION,
        "登録更新",
        "貸出禁止にしてから、登録の住所が変更されていません。",
    ),
}


@pytest.mark.parametrize("reason", UNMENDED)
async def test_a_card_offers_the_act_that_mends_what_is_missing_if_it_may_be_begun(
    in_force: SuspensionsPanel, reason: SuspensionReason
) -> None:
    facts, why, act, word, told = UNMENDED[reason]
    in_force.set_rows((suspended(reason, facts=lift_facts(reason, **facts), lift=refused(why)),))
    (card,) = in_force.cards
    assert (card.known.text(), card.mend.isHidden()) == (told, True)
    in_force.offer_mendings({act: word})
    assert (card.mend.text(), card.mend.isHidden()) == (word, False)
    wanted: list[object] = []
    in_force.mend_wanted.connect(wanted.append)
    await active(in_force)
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Return)
    card.mend.click()
    assert wanted == [act, act]
    in_force.offer_mendings({other: "別の操作" for other in Mending if other is not act})
    assert card.mend.isHidden()


def test_what_is_mended_needs_no_act(in_force: SuspensionsPanel) -> None:
    in_force.offer_mendings(dict.fromkeys(Mending, "別の操作"))
    in_force.set_rows(tuple(suspended(reason, n) for n, reason in enumerate(SuspensionReason)))
    assert all(card.mend.isHidden() for card in in_force.cards)


async def test_the_arrow_keys_go_from_card_to_card_and_tab_to_its_acts(in_force: SuspensionsPanel) -> None:
    in_force.set_rows(tuple(suspended(reason, n) for n, reason in enumerate(SuspensionReason)))
    await active(in_force)
    first, second, *_, last = in_force.cards
    first.setFocus()
    for key, now in (
        (Qt.Key.Key_Up, first),
        (Qt.Key.Key_Down, second),
        (Qt.Key.Key_Up, first),
        (Qt.Key.Key_Tab, first.lift),
        (Qt.Key.Key_Tab, second),
    ):
        QTest.keyClick(in_force.focusWidget(), key)
        assert in_force.focusWidget() is now
    last.setFocus()
    QTest.keyClick(last, Qt.Key.Key_Down)
    assert last.hasFocus()


async def test_the_keyboard_stays_on_a_card_that_stays_and_goes_to_the_next_of_one_that_goes(
    in_force: SuspensionsPanel,
) -> None:
    one, two, three = (
        suspended(reason, n) for n, reason in enumerate((OVERDUE, *SuspensionReason), 1) if n < 4
    )
    in_force.set_rows((one, two, three))
    in_force.show_offer(ALLOWED)
    await active(in_force)
    kept = in_force.cards[1]
    kept.lift.setFocus()
    in_force.set_rows((replace(two, note="督促済み"), three))
    assert in_force.cards[0] is kept
    assert in_force.focusWidget() is kept.lift
    assert "督促済み" in kept.since.text()
    in_force.set_rows((three,))
    assert in_force.focusWidget() is in_force.cards[0]
    in_force.set_rows(())
    assert in_force.focusWidget() is in_force.suspend_button


def test_without_a_suspension_there_is_one_quiet_line(in_force: SuspensionsPanel) -> None:
    assert in_force.cards == ()
    assert "貸出禁止ではありません。" in read(in_force)
    in_force.set_rows((suspended(OVERDUE),))
    assert "貸出禁止ではありません。" not in read(in_force)
    assert "1件" in read(in_force)


def test_cards_are_made_when_they_are_to_be_seen(qtbot: QtBot, theme: Theme) -> None:
    """Most patrons are looked up on another page, where a card would cost a part of the first picture."""
    panel = SuspensionsPanel(theme, ALL)
    qtbot.addWidget(panel)
    panel.mark(frozenset({7}))
    panel.set_rows((suspended(OVERDUE, 7),))
    before = len(panel.cards)
    panel.show()
    assert (before, [card.row.id for card in panel.cards]) == (0, [7])
    assert "✓ 変更" in read(panel)


@pytest.mark.parametrize(
    ("decision", "there", "told"),
    [
        (ALLOWED, True, ""),
        (refused(Reason.ROLE_MAY_NOT), True, "貸出禁止: この担当ではできません"),
        (refused(Reason.ALREADY_IN_FORCE), True, "貸出禁止: すでに貸出禁止中です"),
        (None, False, ""),
    ],
)
def test_suspending_is_offered_or_grey_with_its_reason(
    in_force: SuspensionsPanel, decision: Decision | None, there: bool, told: str
) -> None:
    in_force.show_offer(decision)
    assert in_force.suspend_button.isHidden() is not there
    assert in_force.suspend_button.isEnabled() is not bool(told)
    assert in_force.suspend_button.accessibleDescription() == told.partition(": ")[2]
    assert in_force.refusal.text() == told
    assert in_force.refusal.isHidden() is not bool(told)


def test_a_desk_that_cant_act_offers_nothing(qtbot: QtBot, theme: Theme) -> None:
    suspensions = SuspensionsPanel(theme, NO_VERBS, suspends=False)
    reports = ReportsPanel(theme, NO_VERBS, takes=False)
    for panel in (suspensions, reports):
        qtbot.addWidget(panel)
    suspensions.set_rows((suspended(OVERDUE),))
    suspensions.show()
    suspensions.show_offer(ALLOWED)
    reports.set_rows((report(),))
    assert not any(cell.actions for cell in reports.model.cells(0))
    buttons = (*suspensions.findChildren(QPushButton), *reports.findChildren(QPushButton))
    assert all(button.isHidden() for button in buttons)


def test_the_history_tells_who_lifted_what_and_why(qtbot: QtBot, theme: Theme) -> None:
    panel = PastSuspensionsPanel(theme)
    qtbot.addWidget(panel)
    lifted = suspended(OVERDUE, lifted_on=days(-3), lifted_by="chief")
    panel.set_rows((replace(lifted, note="督促済み", override="弁償済み"),))
    assert [cell.text for cell in panel.model.cells(0)] == [
        "2026/11/4 (keeper)",
        "③長期延滞",
        "2026/11/21",
        "chief",
        "督促済み",
        "弁償済み",
    ]


def test_a_report_has_its_state(reports: ReportsPanel) -> None:
    settled = report(2, settled_on=days(0), settled_by="chief", settle=refused(Reason.NOT_IN_FORCE))
    reports.set_rows((report(), settled))
    unsettled, done = reports.model.cells(0), reports.model.cells(1)
    assert [cell.text for cell in unsettled] == ["未対応", "返却済", "2026/11/23", "電話", "clerk", "", ""]
    assert [action.label for action in unsettled[6].actions] == ["対応済"]
    assert [done[it].text for it in (0, 5, 6)] == ["対応済", "2026/11/24 (chief)", ""]
    assert done[6].actions == ()


def test_who_may_not_settle_reads_why(reports: ReportsPanel) -> None:
    reports.set_rows((report(settle=refused(Reason.ROLE_MAY_NOT)),))
    cell = reports.model.cells(0)[6]
    assert (cell.text, cell.actions) == ("この担当ではできません", ())
    assert not reports.take_button.isHidden()


@pytest.mark.parametrize(
    ("decision", "told"),
    [
        (ALLOWED, ""),
        (refused(Reason.REPORTED_ALREADY), "申し出の記録: 同じ申し出がもう記録されています"),
        (refused(Reason.ROLE_MAY_NOT), "申し出の記録: この担当ではできません"),
    ],
)
def test_a_report_is_offered_or_grey_with_its_reason(
    reports: ReportsPanel, decision: Decision, told: str
) -> None:
    reports.show_offer(decision)
    assert (reports.take_button.isHidden(), reports.take_button.isEnabled()) == (False, not told)
    assert (reports.refusal.text(), reports.refusal.isHidden()) == (told, not told)


def test_every_code_has_a_word_of_its_own() -> None:
    checks = [suspension_words.check(item) for item in CheckItem]
    kinds = [suspension_words.report(kind) for kind in PatronReport]
    assert kinds == ["返却済", "住所変更", "連絡がついた", "カード発見"]
    assert len(set(checks)) == len(CheckItem)

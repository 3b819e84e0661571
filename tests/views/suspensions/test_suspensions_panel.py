"""貸出禁止中, 過去の停止 and 申し出: what they show, and to whom they offer an act."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from services.rules.decision import Decision, Reason
from services.rules.people.suspension import CheckItem
from services.rules.vocabulary import PatronReport, Role, SuspensionReason
from tests.helpers.snapshots import ALLOWED, days, lift_facts, refused, report, suspended
from views.panels.row_actions import NO_VERBS, RowAction
from views.style.theme import Theme
from views.suspensions.reports_panel import ReportsPanel
from views.suspensions.suspensions_panel import PastSuspensionsPanel, SuspensionsPanel
from views.text import suspension_words

OVERDUE = SuspensionReason.LONG_OVERDUE
ALL = frozenset(RowAction)


@pytest.fixture
def in_force(qtbot: QtBot, theme: Theme) -> SuspensionsPanel:
    panel = SuspensionsPanel(theme, ALL)
    qtbot.addWidget(panel)
    return panel


@pytest.fixture
def reports(qtbot: QtBot, theme: Theme) -> ReportsPanel:
    panel = ReportsPanel(theme, ALL)
    qtbot.addWidget(panel)
    return panel


def test_what_is_in_force_has_its_day_its_staff_and_its_note(in_force: SuspensionsPanel) -> None:
    in_force.set_rows((suspended(OVERDUE, note="督促済み"),))
    texts = [cell.text for cell in in_force.model.cells(0)]
    assert texts[:3] == ["③長期延滞", "2026/11/4 (keeper)", "督促済み"]
    assert "責任者に" not in texts[3]  # who reads it is one
    assert texts[4] == ""
    (act,) = in_force.model.cells(0)[4].actions
    assert (act.verb, act.label, act.staff) == (RowAction.LIFT_SUSPENSION, "解除", True)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("reason", [OVERDUE, SuspensionReason.CONTACT_WANTED])
def test_a_supervisor_is_not_told_to_ask_one(
    in_force: SuspensionsPanel, reason: SuspensionReason, role: Role
) -> None:
    in_force.set_rows((suspended(reason, facts=lift_facts(reason, role=role)),))
    advice = in_force.model.cells(0)[3].text
    assert ("責任者に" in advice) is (role is not Role.SUPERVISOR)
    assert advice.endswith("。")


@pytest.mark.parametrize(
    ("lift", "offered", "told"),
    [
        (refused(Reason.ITEMS_STILL_OVERDUE), True, "延滞中の資料があります"),
        (refused(Reason.ROLE_MAY_NOT), False, "この担当ではできません"),
        (
            refused(Reason.ROLE_MAY_NOT, Reason.ITEMS_STILL_OVERDUE),
            False,
            "この担当ではできません・延滞中の資料があります",
        ),
        (refused(Reason.NEEDS_VISIT), False, "来館が要ります"),
    ],
)
def test_only_facts_leave_the_button_and_every_reason_is_told(
    in_force: SuspensionsPanel, lift: Decision, offered: bool, told: str
) -> None:
    in_force.set_rows((suspended(OVERDUE, facts=lift_facts(OVERDUE, overdue_items=1), lift=lift),))
    cell = in_force.model.cells(0)[4]
    assert (bool(cell.actions), cell.text) == (offered, told)


@pytest.mark.parametrize(
    ("decision", "there", "told"),
    [
        (ALLOWED, True, ""),
        (refused(Reason.ROLE_MAY_NOT), True, "貸出禁止: この担当ではできません"),
        (refused(Reason.ALREADY_IN_FORCE), True, "貸出禁止: もう停止中です"),
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
    suspensions, reports = SuspensionsPanel(theme, NO_VERBS), ReportsPanel(theme, NO_VERBS)
    for panel in (suspensions, reports):
        qtbot.addWidget(panel)
    suspensions.set_rows((suspended(OVERDUE),))
    suspensions.show_offer(ALLOWED)
    reports.set_rows((report(),))
    assert not any(cell.actions for cell in (*suspensions.model.cells(0), *reports.model.cells(0)))
    buttons = (*suspensions.findChildren(QPushButton), *reports.findChildren(QPushButton))
    assert all(button.isHidden() for button in buttons)


def test_the_history_tells_who_lifted_what_and_why(qtbot: QtBot, theme: Theme) -> None:
    panel = PastSuspensionsPanel(theme)
    qtbot.addWidget(panel)
    lifted = suspended(OVERDUE, lifted_on=days(-3), lifted_by="chief")
    panel.set_rows((replace(lifted, note="督促済み", override="弁償済み"),))
    assert [cell.text for cell in panel.model.cells(0)] == [
        "③長期延滞",
        "2026/11/4 (keeper)",
        "2026/11/21 (chief)",
        "督促済み",
        "弁償済み",
    ]


def test_a_report_has_its_state(reports: ReportsPanel) -> None:
    settled = report(2, settled_on=days(0), settled_by="chief", settle=refused(Reason.NOT_IN_FORCE))
    reports.set_rows((report(), settled))
    unsettled, done = reports.model.cells(0), reports.model.cells(1)
    assert [cell.text for cell in unsettled] == ["返却済", "2026/11/23 (clerk)", "電話", "未対応", ""]
    assert [action.label for action in unsettled[4].actions] == ["対応済"]
    assert (done[3].text, done[4].text, done[4].actions) == ("対応済 2026/11/24 (chief)", "", ())
    assert reports.to_settle == 1


def test_who_may_not_settle_reads_why(reports: ReportsPanel) -> None:
    reports.set_rows((report(settle=refused(Reason.ROLE_MAY_NOT)),))
    cell = reports.model.cells(0)[4]
    assert (cell.text, cell.actions) == ("この担当ではできません", ())
    assert reports.to_settle == 0
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

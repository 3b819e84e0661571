"""The card of a suspension: what is known, what is to be confirmed, what was tried, and the clerk's words."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from services.rules.decision import Reason, refused_by_system
from services.rules.people.approvals import once_approved
from services.rules.people.contacts import Attempt
from services.rules.people.suspension import before_checking, is_ready
from services.rules.policy import Policy
from services.rules.vocabulary import (
    Channel,
    ContactMeans,
    ContactResult,
    Role,
    SuspensionReason,
)
from tests.helpers.snapshots import contacts, days, lift_facts, refused, suspended
from tests.viewmodels.today.today_fakes import entry
from views.panels.row_actions import RowAction
from views.suspensions.suspensions_panel import SuspensionsPanel
from views.text import suspension_words
from views.today import list_words

OVERDUE = SuspensionReason.LONG_OVERDUE
ALL = frozenset(RowAction)


TOLD: list[tuple[SuspensionReason, dict[str, Any], bool, str]] = [
    (SuspensionReason.CARD_LOST, {}, True, "代替カードが登録されています。"),
    (SuspensionReason.UNREACHABLE, {"address_changed_on": None}, False, "電話・住所の変更なし"),
    (SuspensionReason.UNREACHABLE, {"address_changed_on": days(-30)}, False, "電話・住所の変更なし"),
    (SuspensionReason.UNREACHABLE, {}, True, "登録の住所が 2026/11/23 に変更されています。"),
    (
        SuspensionReason.UNREACHABLE,
        {"phone_changed_on": days(0)},
        True,
        "登録の電話番号が 2026/11/24 に変更されています。",
    ),
    (OVERDUE, {}, True, "延滞中の資料はありません。"),
    (SuspensionReason.ADDRESS_CHANGE, {}, True, "登録の住所が 2026/11/23 に変更されています。"),
    (SuspensionReason.CONTACT_WANTED, {}, False, "伝言がまだです"),
    (SuspensionReason.CONTACT_WANTED, {"told": True}, True, "連絡がつきました。"),
]


@pytest.mark.parametrize(("reason", "facts", "ready", "told"), TOLD)
def test_green_means_that_all_that_is_known_is_complete_as_in_the_list(
    in_force: SuspensionsPanel, reason: SuspensionReason, facts: dict[str, Any], ready: bool, told: str
) -> None:
    known = lift_facts(reason, **facts)
    in_force.set_rows((suspended(reason, facts=known),))
    (card,) = in_force.cards
    tone = "good" if ready else "muted"
    assert card.state.text() == ("解除できます" if ready else "確かめてから解除")
    assert (card.state.property("tone"), card.known.property("tone")) == (tone, tone)
    assert card.known.text() == told
    assert told in card.accessibleDescription()
    assert not card.lift.isHidden()
    listed = list_words.state(entry(1, reason, facts=known, ready=is_ready(known)))
    assert listed.startswith("✓") is ready
    assert ready or told in listed


def test_its_words_and_its_acts_begin_at_one_x(in_force: SuspensionsPanel) -> None:
    in_force.set_rows((suspended(OVERDUE),))
    in_force.resize(700, 400)
    in_force.show()
    (card,) = in_force.cards
    texts = {it.x() for it in (card.title, card.since, card.known, card.advice) if it.isVisible()}
    assert texts == {card.lift.x() + card.lift.width() // 2 - _half(card.lift)}


def _half(button: QPushButton) -> int:
    """Tell how far left of a button's middle its word begins."""
    return button.fontMetrics().horizontalAdvance(button.text()) // 2


def test_on_the_phone_nothing_is_told_of_attempts(in_force: SuspensionsPanel) -> None:
    reason = SuspensionReason.CONTACT_WANTED
    read_of = set()
    for told in (True, False):
        for where in ({"role": Role.PHONE}, {"channel": Channel.PHONE, "role": Role.COUNTER}):
            facts = lift_facts(reason, told=told, **where)
            in_force.set_rows((suspended(reason, facts=facts, lift=refused(Reason.NEEDS_VISIT)),))
            (card,) = in_force.cards
            read_of.add((card.state.text(), card.known.text(), card.advice.text()))
    assert len(read_of) == 1


CLERKS = [
    (SuspensionReason.CARD_LOST, {}),
    (SuspensionReason.UNREACHABLE, {}),
    (OVERDUE, {}),
    (OVERDUE, {"overdue_items": 1}),
    (SuspensionReason.ADDRESS_CHANGE, {}),
    (SuspensionReason.CONTACT_WANTED, {"told": True}),
]


@pytest.mark.parametrize(("reason", "facts"), CLERKS)
def test_what_a_clerk_reads_names_what_the_button_does(
    in_force: SuspensionsPanel, reason: SuspensionReason, facts: dict[str, Any]
) -> None:
    clerks = lift_facts(reason, role=Role.COUNTER, **facts)
    in_force.let_approve(lambda decision: once_approved(decision, Role.COUNTER, Channel.COUNTER))
    in_force.set_rows((suspended(reason, facts=clerks, lift=before_checking(clerks, Policy())),))
    (card,) = in_force.cards
    assert (card.lift.text(), card.lift.isHidden()) == ("解除 — 責任者の承認", False)
    assert card.advice.text().endswith("責任者の承認を受けて解除します。")
    by_phone = replace(clerks, channel=Channel.PHONE)
    assert "承認" not in suspension_words.advice(by_phone)


NOBODY, REACHED = (
    Attempt(means=ContactMeans.PHONE, result=result)
    for result in (ContactResult.NO_ANSWER, ContactResult.REACHED)
)


@pytest.mark.parametrize(
    ("attempts", "earlier"),
    [
        ((), ""),
        ((NOBODY,), ""),
        ((NOBODY, REACHED), "2026/11/22 10:05 電話: つながったが伝えていない (clerk)"),
        (
            (NOBODY, REACHED, NOBODY, NOBODY, NOBODY),
            "2026/11/22 10:05 電話: つながったが伝えていない (clerk)\n2026/11/21 10:05 電話: 応答なし (clerk)\nほか2回",
        ),
    ],
)
def test_the_attempts_before_the_newest_stand_below_it(
    in_force: SuspensionsPanel, attempts: tuple[Attempt, ...], earlier: str
) -> None:
    reason = SuspensionReason.CONTACT_WANTED
    in_force.set_rows((suspended(reason, contacts=contacts(reason, *attempts)),))
    (card,) = in_force.cards
    assert (card.earlier.text(), card.earlier.isHidden()) == (earlier, not earlier)
    assert earlier in card.accessibleDescription()
    in_force.set_rows((suspended(reason),))
    assert in_force.cards[0].earlier.isHidden()


def test_the_systems_own_reason_against_lifting_is_said_as_it_says_it(in_force: SuspensionsPanel) -> None:
    in_force.set_rows((suspended(OVERDUE, lift=refused_by_system("Fines are due")),))
    (card,) = in_force.cards
    assert card.refusal.text() == "解除: Fines are due"

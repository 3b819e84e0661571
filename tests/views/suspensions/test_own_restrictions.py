"""Restrictions of another library system's own: each by what is known of it, and by nothing else."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING
from services.contract.snapshot import SuspensionRow
from services.rules.vocabulary import Stopped, SuspensionReason
from tests.helpers.snapshots import restriction, suspended
from views.bars.suspension_strip import SuspensionStrip
from views.style.icons import Icons
from views.style.theme import Theme
from views.suspensions.suspension_card import SuspensionCard
from views.suspensions.suspensions_panel import SuspensionsPanel, past_columns
from views.text import suspension_words

WHOLE: dict[str, Any] = {
    "words": "督促3回",
    "started_on": date(2026, 11, 4),
    "until": date(2027, 2, 28),
    "started_by": "川口",
    "note": "来館時に声をかける",
}
"""All that another system may say of a restriction."""
LOANS, HOLDS, RENEWALS = Stopped

TABLE = [
    ((), "督促3回", "2026/11/4から (川口)・2027/2/28まで・来館時に声をかける"),
    (("words",), "MANUAL", "2026/11/4から (川口)・2027/2/28まで・来館時に声をかける"),
    (("started_on",), "督促3回", "担当 川口・2027/2/28まで・来館時に声をかける"),
    (("until",), "督促3回", "2026/11/4から (川口)・来館時に声をかける"),
    (("started_by",), "督促3回", "2026/11/4から・2027/2/28まで・来館時に声をかける"),
    (("note",), "督促3回", "2026/11/4から (川口)・2027/2/28まで"),
    (("started_on", "started_by"), "督促3回", "2027/2/28まで・来館時に声をかける"),
    (tuple(WHOLE), "MANUAL", ""),
]


def known_but(*missing: str, row_id: int = 1, **changes: Any) -> SuspensionRow:
    known = {name: value for name, value in WHOLE.items() if name not in missing}
    return restriction(row_id, **(known | changes))


def seen(card: SuspensionCard) -> list[str]:
    """Read the card from top to bottom; a label without words would be a gap."""
    labels = sorted((it for it in card.findChildren(QLabel) if it.isVisible()), key=lambda it: it.y())
    return [it.text() for it in labels]


def heard(card: SuspensionCard) -> list[str]:
    face = QAccessible.queryAccessibleInterface(card)
    return [face.text(QAccessible.Text.Name), *face.text(QAccessible.Text.Description).split("\n")]


@pytest.mark.parametrize(("missing", "name", "since"), TABLE)
def test_a_card_says_what_is_known_and_no_more(
    in_force: SuspensionsPanel, missing: tuple[str, ...], name: str, since: str
) -> None:
    in_force.set_rows((known_but(*missing),))
    (card,) = in_force.cards
    told = [name, *([since] if since else []), "止めている手続き: 貸出・予約・貸出更新"]
    assert seen(card) == heard(card) == told


@pytest.mark.parametrize("missing", [it for it, *_ in TABLE])
def test_no_card_has_a_control_that_leads_nowhere(
    in_force: SuspensionsPanel, missing: tuple[str, ...]
) -> None:
    in_force.set_rows((known_but(*missing),))
    (card,) = in_force.cards
    wanted: list[object] = []
    card.acted.connect(lambda *acted: wanted.append(acted))
    assert [it for it in card.acts if it.isVisible()] == []
    assert card.first_act is None
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        QTest.keyClick(card, key)
    assert wanted == []


@pytest.mark.parametrize(
    ("stops", "told"),
    [
        ({LOANS}, "止めている手続き: 貸出"),
        ({HOLDS, RENEWALS}, "止めている手続き: 予約・貸出更新"),
        (set(), "止めている手続きはありません。"),
    ],
)
def test_a_card_says_what_is_stopped(in_force: SuspensionsPanel, stops: set[Stopped], told: str) -> None:
    in_force.set_rows((restriction(stops=frozenset(stops)),))
    (card,) = in_force.cards
    assert seen(card) == ["MANUAL", told]


def test_three_of_one_kind_stand_below_each_other_behind_the_guides(in_force: SuspensionsPanel) -> None:
    rows = (
        suspended(SuspensionReason.LONG_OVERDUE, 9),
        known_but(row_id=1, note="一つ目"),
        known_but(row_id=2, note="二つ目"),
        known_but(row_id=3, note="三つ目"),
    )
    in_force.set_rows(rows)
    guides, *own = in_force.cards
    assert not guides.lift.isHidden()
    assert [card.row.note for card in own] == ["一つ目", "二つ目", "三つ目"]
    places = [card.geometry() for card in in_force.cards]
    assert all(above.bottom() < below.top() for above, below in pairwise(places))
    assert in_force.accessibleDescription() == "4件"


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ((), "貸出禁止中"),
        ((restriction(),), "貸出禁止中"),
        ((restriction(stops=frozenset({HOLDS})),), "利用制限中"),
        ((restriction(stops=frozenset()),), "注意事項"),
        ((restriction(stops=frozenset({HOLDS})), restriction(2)), "貸出禁止中"),
    ],
)
def test_lending_is_said_to_be_stopped_only_where_it_is(
    in_force: SuspensionsPanel, rows: tuple[SuspensionRow, ...], title: str
) -> None:
    in_force.set_rows(rows)
    assert in_force.accessibleName() == title
    assert title in [it.text() for it in in_force.findChildren(QLabel)]


@pytest.fixture
def strip(qtbot: QtBot, theme: Theme, icons: Icons) -> SuspensionStrip:
    made = SuspensionStrip(theme, icons, offers=EVERYTHING)
    qtbot.addWidget(made)
    made.resize(1366, 40)
    made.show()
    return made


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((known_but(),), "貸出禁止中  督促3回  2027/2/28まで"),
        ((known_but("until"),), "貸出禁止中  督促3回"),
        ((restriction(),), "貸出禁止中  MANUAL"),
        ((restriction(stops=frozenset({RENEWALS})),), "利用制限中  MANUAL"),
        ((known_but(), known_but(row_id=2), known_but(row_id=3)), "貸出禁止中  督促3回(3件)"),
        ((known_but(), restriction(2), known_but(row_id=3)), "貸出禁止中  督促3回(2件)・MANUAL"),
        (
            (suspended(SuspensionReason.LONG_OVERDUE, 9), known_but()),
            "貸出禁止中  ③長期延滞・督促3回  理由ごとの手続きは「登録・貸出禁止」にあります。",
        ),
    ],
)
def test_the_red_line_says_each_and_promises_nothing(
    strip: SuspensionStrip, rows: tuple[SuspensionRow, ...], said: str
) -> None:
    strip.show_suspensions(rows)
    strip.fit()
    assert strip.said.text() == said
    assert QAccessible.queryAccessibleInterface(strip.said).text(QAccessible.Text.Name) == said


def test_the_guides_own_in_another_system_have_its_words_and_only_what_is_known(
    in_force: SuspensionsPanel, strip: SuspensionStrip
) -> None:
    row = known_but("started_on", reason=SuspensionReason.LONG_OVERDUE, stops=frozenset({LOANS}))
    in_force.set_rows((row,))
    strip.show_suspensions((row,))
    strip.fit()
    assert seen(in_force.cards[0]) == ["③長期延滞", "担当 川口・2027/2/28まで・来館時に声をかける"]
    assert strip.said.text() == "貸出禁止中  ③長期延滞  2027/2/28まで"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            known_but(lifted_on=date(2026, 11, 20), lifted_by="青木"),
            ("2026/11/4 (川口)", "督促3回", "2026/11/20", "青木", "2027/2/28まで・来館時に声をかける", ""),
        ),
        (known_but("note"), ("2026/11/4 (川口)", "督促3回", "", "", "2027/2/28まで", "")),
        (known_but("until"), ("2026/11/4 (川口)", "督促3回", "", "", "来館時に声をかける", "")),
        (known_but("started_on", "note"), ("担当 川口", "督促3回", "", "", "2027/2/28まで", "")),
        (known_but("started_by", "note"), ("2026/11/4", "督促3回", "", "", "2027/2/28まで", "")),
        (restriction(), ("", "MANUAL", "", "", "", "")),
    ],
)
def test_one_that_is_over_says_what_is_known(row: SuspensionRow, told: tuple[str, ...]) -> None:
    assert tuple(column.text(row) for column in past_columns()) == told


anything = st.builds(
    lambda missing, stops: known_but(*missing, stops=stops),
    st.sets(st.sampled_from(sorted(WHOLE))),
    st.frozensets(st.sampled_from(Stopped)),
)


@given(st.lists(anything, min_size=1, max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
def test_whatever_is_missing_nothing_is_made_up(
    in_force: SuspensionsPanel, rows: list[SuspensionRow]
) -> None:
    in_force.set_rows(())
    in_force.set_rows(tuple(rows))
    assert len(in_force.cards) == len(rows)
    for card, row in zip(in_force.cards, rows, strict=True):
        lines = seen(card)
        assert lines == heard(card)
        assert all(lines)
        assert not any(word in line for line in lines for word in ("None", "1900", "・・", "()"))
        assert suspension_words.name(row) in lines

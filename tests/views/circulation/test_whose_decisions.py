"""A desk on a system that decides itself: what is foreseen, what the system says, and what nobody can foresee."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING
from services.contract.errors import ActRefused
from services.contract.masters import CodeLabel
from services.contract.offers import is_never_offered
from services.contract.snapshot import HoldRow, LoanRow
from services.rules.circulation.restoring import Comeback
from services.rules.decision import (
    UNFORESEEN,
    Allowed,
    Closure,
    Decision,
    Origin,
    PageAndCounter,
    Reason,
    Refused,
    refused_by_system,
)
from services.rules.vocabulary import HoldStatus
from tests.helpers import snapshots
from tests.helpers.snapshots import ALLOWED, both, days, refused
from tests.views.acts import Acts, read
from viewmodels.core.notes import Done, Result
from views.circulation import cancelled_holds_panel, loans_panel
from views.circulation.holds_panel import HoldsPanel
from views.circulation.loans_panel import LoansPanel
from views.panels.row_actions import RowAction
from views.panels.table_model import RowTableModel
from views.style.theme import Theme
from views.text import messages, refusal_words, row_remarks

ALL = frozenset(RowAction)
NOBODYS = "システムが決めます"
FORESEEN = Allowed(days(14), origin=Origin.FORESEEN)
NOT_FORESEEN = Refused((Reason.HOLD_WAITING,), origin=Origin.FORESEEN)
THEIRS = Allowed(days(14), origin=Origin.SYSTEM, code="2 left")
NO = refused_by_system("too_many")
THEIRS_TO_SAY = "図書館のシステムの判断です"
ONLY_SHOWN = refused(Reason.NOT_OFFERED)
"""Of a desk that shows loans and renews none."""
WAITING, READY = snapshots.hold(1), snapshots.past_waiting(1, HoldStatus.READY)
LABELS = {("refusal", "too_many"): CodeLabel("refusal", "too_many", "延長の上限です", ends=False)}


def lent(page: Decision, counter: Decision | None = None) -> LoanRow:
    return snapshots.loan(renewal=PageAndCounter(page, counter or page), waiting=2)


def held(hold: HoldRow, decision: Decision, extend: Decision | None = None) -> HoldRow:
    changed = replace(hold, change=both(decision), cancel=both(decision))
    return changed if extend is None else replace(changed, extend=extend)


@pytest.mark.parametrize(
    ("loan", "told"),
    [
        (lent(FORESEEN), "更新すると 2026/12/8(予定)"),
        (lent(Allowed(origin=Origin.FORESEEN)), "予定"),
        (lent(NOT_FORESEEN), "予約待ちあり(2人)・予定"),
        (
            lent(replace(NOT_FORESEEN, works_from=days(1))),
            "予約待ちあり(2人)(11/25から)・予定",
        ),
        (lent(NOT_FORESEEN, FORESEEN), "予約待ちあり(2人)・2026/12/8まで(予定)"),
        (lent(THEIRS), "更新すると 2026/12/8・2 left"),
        (lent(NO), "too_many"),
        (lent(refused_by_system(None)), THEIRS_TO_SAY),
        (lent(UNFORESEEN), ""),
        (lent(ALLOWED, UNFORESEEN), NOBODYS),
        (lent(refused(Reason.INTERLIBRARY), UNFORESEEN), f"相互貸借・{NOBODYS}"),
        (lent(UNFORESEEN, FORESEEN), "2026/12/8まで(予定)"),
        (lent(UNFORESEEN, refused(Reason.BY_PHONE)), "電話では延長できません"),
        (lent(FORESEEN, ONLY_SHOWN), "更新すると 2026/12/8(予定)"),
        (lent(NOT_FORESEEN, ONLY_SHOWN), "予約待ちあり(2人)・予定"),
        (lent(replace(NOT_FORESEEN, works_from=days(1)), ONLY_SHOWN), "予約待ちあり(2人)(11/25から)・予定"),
        (lent(Refused((Reason.ALREADY_RENEWED,), origin=Origin.FORESEEN), ONLY_SHOWN), "予定"),
        (
            lent(Refused((Reason.SYSTEM_REFUSES,), origin=Origin.FORESEEN), ONLY_SHOWN),
            f"{THEIRS_TO_SAY}・予定",
        ),
        (lent(THEIRS, ONLY_SHOWN), "更新すると 2026/12/8・2 left"),
        (lent(NO, ONLY_SHOWN), "too_many"),
        (lent(UNFORESEEN, ONLY_SHOWN), ""),
    ],
)
def test_of_a_loan(loan: LoanRow, told: str) -> None:
    assert row_remarks.of_loan(loan, buttons=True) == told


@pytest.mark.parametrize(
    ("loan", "cell", "staffs"),
    [
        (lent(FORESEEN), "再貸出可能", []),
        (lent(THEIRS), "再貸出可能", []),
        (lent(NO), "延長できません", []),
        (lent(NOT_FORESEEN), "延長できません", []),
        (lent(UNFORESEEN), NOBODYS, ["窓口で更新"]),
        (lent(UNFORESEEN, refused(Reason.BY_PHONE)), NOBODYS, []),
        (lent(ALLOWED, UNFORESEEN), "再貸出可能", []),
    ],
)
def test_a_loan_that_nobody_can_foresee_has_the_counters_button(
    loan: LoanRow, cell: str, staffs: list[str]
) -> None:
    model = RowTableModel(loans_panel.columns(ALL))
    model.set_rows((loan,))
    cells = model.cells(0)
    assert cells[0].spoken == cell
    assert [it.label for it in cells[0].actions] == ([cell] if cell == "再貸出可能" else [])
    assert [it.label for it in cells[-1].actions] == staffs


@pytest.mark.parametrize(
    ("decisions", "said"),
    [
        ((FORESEEN, FORESEEN), "更新すると 12/8(火)(予定)"),
        ((FORESEEN, replace(FORESEEN, closure=Closure.REGULAR)), "更新すると 12/8(火)(予定)"),
        ((FORESEEN, replace(FORESEEN, origin=Origin.OURS)), ""),
        ((UNFORESEEN, UNFORESEEN), ""),
        ((UNFORESEEN, FORESEEN), ""),
    ],
)
def test_the_heading_says_that_a_day_is_foreseen_where_all_are(
    qtbot: QtBot, theme: Theme, decisions: tuple[Decision, ...], said: str
) -> None:
    panel = LoansPanel(theme, ALL)
    qtbot.addWidget(panel)
    rows = tuple(snapshots.loan(place, renewal=both(it)) for place, it in enumerate(decisions, 1))
    panel.set_rows(rows, snapshots.TODAY)
    assert panel.head.said.text() == said
    assert not panel.renew_all.isHidden()


@pytest.mark.parametrize(
    ("hold", "told"),
    [
        (held(WAITING, replace(FORESEEN, new_day=None)), "予定"),
        (held(WAITING, UNFORESEEN), NOBODYS),
        (replace(WAITING, cancel=both(NO)), "too_many"),
        (held(READY, ALLOWED, FORESEEN), "取置延長: 予定"),
        (held(READY, ALLOWED, UNFORESEEN), f"取置延長: {NOBODYS}"),
        (held(READY, UNFORESEEN, FORESEEN), f"窓口取消・予約変更: {NOBODYS}・取置延長: 予定"),
        (held(READY, ALLOWED, NO), "too_many"),
        (held(READY, THEIRS, THEIRS), "2 left"),
    ],
)
def test_of_a_hold(hold: HoldRow, told: str) -> None:
    assert row_remarks.of_hold(hold, buttons=True) == told


@pytest.mark.parametrize(
    ("hold", "status", "acts"),
    [
        (held(WAITING, UNFORESEEN), "予約待ち", [RowAction.CHANGE_HOLD, RowAction.CANCEL_HOLD]),
        (
            held(READY, UNFORESEEN, UNFORESEEN),
            "ご用意できました",
            [RowAction.CHANGE_HOLD, RowAction.EXTEND_SHELF, RowAction.STAFF_CANCEL_HOLD],
        ),
    ],
)
def test_what_nobody_can_foresee_of_a_hold_is_the_counters_to_try(
    qtbot: QtBot, theme: Theme, hold: HoldRow, status: str, acts: list[RowAction]
) -> None:
    panel = HoldsPanel(theme, ALL, offers=EVERYTHING)
    qtbot.addWidget(panel)
    panel.set_rows((hold,))
    cells = panel.model.cells(0)
    assert cells[0].text == status
    actions = [action for cell in cells for action in cell.actions]
    assert [(it.verb, it.staff) for it in actions] == [(verb, True) for verb in acts]


def test_of_a_cancelled_hold() -> None:
    model = RowTableModel(cancelled_holds_panel.columns(ALL))
    back = snapshots.cancelled_hold(undo=UNFORESEEN, comes_back=Comeback(HoldStatus.READY, days(7)))
    model.set_rows((back,))
    assert row_remarks.of_cancelled_hold(back, buttons=True) == f"取置へ(12/1まで)・{NOBODYS}"
    assert [it.verb for it in model.cells(0)[-1].actions] == [RowAction.UNDO_CANCEL]


async def test_a_loan_that_nobody_can_foresee_is_renewed_and_the_system_says_until_when(acts: Acts) -> None:
    await acts.open(snapshots.snapshot(loans=(lent(UNFORESEEN),)))
    acts.fake.outcomes = [days(20)]
    dialog = await acts.enter(acts.inquiry.loans.table, 0, 7)
    assert f"図書館の{NOBODYS}" in read(dialog)
    await acts.answer(dialog.yes)
    assert acts.counter.bench.desk.note.value == Result(Done.LOANS_RENEWED, "こころ", days(20))


@pytest.mark.parametrize(
    ("counter", "said"),
    [
        (FORESEEN, "12/8(火)(予定)"),
        (THEIRS, "12/8(火)\n2 left"),
        (replace(THEIRS, closure=Closure.REGULAR), "12/8(火)\n休館日のため・2 left"),
    ],
)
async def test_the_question_says_whose_the_day_is(acts: Acts, counter: Allowed, said: str) -> None:
    await acts.open(snapshots.snapshot(loans=(lent(counter),)))
    dialog = await acts.enter(acts.inquiry.loans.table, 0)
    assert said in read(dialog)
    dialog.no.click()
    await acts.settled()


async def test_of_several_loans_each_says_whose_its_day_is(acts: Acts) -> None:
    rows = tuple(
        snapshots.loan(place, renewal=both(it)) for place, it in enumerate((FORESEEN, UNFORESEEN), 1)
    )
    await acts.open(snapshots.snapshot(loans=rows))
    acts.inquiry.loans.renew_all.click()
    dialog = await acts.dialog()
    lines = read(dialog).splitlines()
    assert "12/8(火)(予定)" in lines
    assert f"図書館の{NOBODYS}" in lines
    dialog.no.click()
    await acts.settled()


async def test_what_the_system_says_to_an_act_is_told_in_the_librarys_words(acts: Acts) -> None:
    refusal_words.follow(lambda: LABELS)
    await acts.open(snapshots.snapshot(loans=(lent(UNFORESEEN),)))
    acts.fake.outcomes = [ActRefused(NO)]
    dialog = await acts.enter(acts.inquiry.loans.table, 0, 7)
    await acts.answer(dialog.yes)
    note = acts.counter.bench.desk.note.value
    assert note is not None
    assert messages.line(note) == (
        "できません(延長の上限です)。図書館のシステムの画面で、理由を確かめてください。"
    )


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("too_many", "延長の上限です"),
        ("on_reserve", "on_reserve"),
        ("Renewal not authorized (on_reserve)", "Renewal not authorized (on_reserve)"),
        ("貸出が\n  多すぎます\x00\u202e", "貸出が 多すぎます"),
        ("x" * 200, "x" * 119 + "…"),
        ("\n\u200b", "図書館のシステムの判断です"),
        (None, "図書館のシステムの判断です"),
    ],
)
def test_the_systems_code_is_worded_or_shown_as_it_is(qapp: Any, code: str | None, told: str) -> None:
    del qapp
    refusal_words.follow(lambda: LABELS)
    assert refusal_words.reasons(refused_by_system(code)) == [told]
    assert row_remarks.refusal(refused_by_system(code)) == told
    assert told in messages.sentence(ActRefused(refused_by_system(code))).what
    refusal_words.follow(None)


DECISIONS = st.one_of(
    st.builds(
        Allowed,
        st.none() | st.just(days(3)),
        origin=st.sampled_from(Origin),
        code=st.none() | st.text().filter(lambda it: "None" not in it),
    ),
    st.builds(
        Refused,
        st.lists(st.sampled_from(Reason), min_size=1, unique=True).map(tuple),
        origin=st.sampled_from([it for it in Origin if it is not Origin.UNFORESEEN]),
        code=st.none() | st.text().filter(lambda it: "None" not in it),
    ),
)


@given(DECISIONS, DECISIONS)
def test_whatever_was_decided_by_whom_is_said_in_one_line(page: Decision, counter: Decision) -> None:
    told = [
        row_remarks.of_loan(lent(page, counter), buttons=True),
        row_remarks.of_hold(
            replace(READY, cancel=PageAndCounter(page, counter), extend=counter), buttons=True
        ),
        row_remarks.refusal(counter),
        row_remarks.whose(counter),
    ]
    assert all("\n" not in it and "None" not in it and not it.startswith("・") for it in told)
    told_of = isinstance(counter, Refused) and not is_never_offered(counter)
    assert bool(row_remarks.refusal(counter)) is told_of

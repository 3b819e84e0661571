"""What is true of every plan, held by hypothesis: whatever is asked for, and whatever is there."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any, Final, assert_never

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.vendor.pretty import pretty

from services.acts import act_changes
from services.acts.act_changes import ActChange
from services.acts.contact_attempts import RecordContact
from services.acts.holds import CancelHold, ExtendShelf, UndoCancel
from services.acts.loans import RenewLoan
from services.acts.password_use import ChangePassword, CheckPassword, DisablePassword, UnlockPassword
from services.acts.plan import ActContext, ActPlan, ExtraRead
from services.acts.register import REGISTER, RegisteredAct
from services.acts.reports import SettleReport
from services.contract.act_requests import ActRequest
from services.contract.errors import ActRefused
from services.contract.snapshot import HoldRow, SuspensionRow
from services.rules.decision import Allowed, Decision, PageAndCounter, Refused
from tests.services.acts.plans.any_state import REFUSED
from tests.services.acts.plans.anything import ANYTHING, FACTS, scenes
from tests.services.acts.plans.planning import (
    Scene,
    assert_private,
    assert_read_back,
    each_act,
    told,
)
from tests.services.acts.plans.private_words import shown_in
from tests.services.acts.plans.scenes import EVERY_SCENE

FEW: Final = 25
"""Examples of each act; each branch has its line in a table of its own."""

CHANGES_NOTHING: Final = frozenset({CheckPassword})
"""A right password that nobody mistook before needs no change."""


def test_every_act_is_held_to_them() -> None:
    assert EVERY_SCENE.keys() == ANYTHING.keys() == REGISTER.keys()
    assert FACTS.keys() == set(ExtraRead)


@each_act
def test_an_acts_scene_is_allowed(entry: RegisteredAct[Any, Any]) -> None:
    plan = EVERY_SCENE[entry.request].plan()
    assert bool(plan.changes) is (entry.request not in CHANGES_NOTHING)


# What a plan changes

ONE_OF_A_PATRON: Final = frozenset({"password", "patron"})
type Named = tuple[str, object, Collection[object]]


def named(change: ActChange, context: ActContext) -> Named:  # noqa: PLR0911, PLR0912 - one line a change
    """Tell which kind of row a change is about, which row it names, and which it could.

    A new row has no name yet; a patron has one password and one registration.
    """
    before, extra = context.before, context.extra
    in_force = None if before.password is None else before.password.version
    own = before.patron.id
    match change:
        case act_changes.SetLoanDueDate():
            return "loan", change.loan_id, {row.id for row in before.loans}
        case act_changes.SetHoldHandover() | act_changes.SetShelfUntil() | act_changes.MoveHoldToCancelled():
            held = {(row.id, row.version) for row in before.holds}
            return "hold", (change.hold_id, change.version), held
        case act_changes.AssignItem():
            assert extra.next_in_line is not None
            turn = extra.next_in_line
            freed = {(row.item_id, turn.key, turn.version) for row in before.holds}
            return "hold of another", (change.item_id, change.expected, change.version), freed
        case act_changes.MoveHoldBack() | act_changes.DeleteCancellation():
            return "hold_cancellation", change.cancellation_id, {row.id for row in before.cancelled_holds}
        case act_changes.SetMailedHoldsToNone():
            return "hold", own, {own}
        case act_changes.SetPassword():
            return "password", change.version, {(in_force or 0) + 1}
        case act_changes.SetWrongLogins():
            return "password", (change.version, change.counted), {(in_force, extra.wrong_logins)}
        case act_changes.ClearWrongLogins() | act_changes.SetPasswordDisabled():
            return "password", own, set() if in_force is None else {own}
        case act_changes.SetEmail() | act_changes.SetRegistration():
            return "patron", own, {own}
        case act_changes.SetCardLost():
            return "card", change.card_id, {extra.card_in_use}
        case act_changes.SetCardActive():
            return "card", own, {own}
        case act_changes.InsertReplacementCard():
            assert extra.new_card is not None
            return "card", (change.card_id, change.new_id), {(extra.card_in_use, extra.new_card.key)}
        case act_changes.SetSuspensionLifted():
            return "suspension", change.suspension_id, {row.id for row in before.suspensions}
        case act_changes.SetReportSettled():
            unsettled = {row.id for row in before.reports if row.settled_on is None}
            return "report", change.report_id, unsettled
        case act_changes.SetQuestionTold():
            return "question", change.question_id, {row.id for row in before.questions}
        case act_changes.DeleteMail():
            return "mail", change.mail_id, {extra.waiting_notice}
        case (
            act_changes.InsertMail()
            | act_changes.InsertQuestion()
            | act_changes.InsertSuspension()
            | act_changes.InsertReport()
            | act_changes.InsertContactAttempt()
        ):
            return f"new {type(change).__name__}", None, {None}
        case _:
            assert_never(change)


@each_act
@settings(max_examples=FEW)
@given(data=st.data())
def test_whatever_is_asked_is_refused_or_changes_what_is_there(
    entry: RegisteredAct[Any, Any], data: st.DataObject
) -> None:
    scene: Scene = data.draw(scenes(entry))
    answer = scene.answer()
    assert scene.answer() == answer, "the same twice"
    if not isinstance(answer, ActPlan):
        return
    made = {type(change) for change in answer.changes}
    assert set(entry.changes) - set(entry.may_lack) <= made <= set(entry.changes), (
        "its own changes, and each that it needs"
    )
    touched = [named(change, scene.context) for change in answer.changes]
    for kind, row, rows in touched:
        assert row in rows, kind
    apart = {kind if kind in ONE_OF_A_PATRON else (kind, row) for kind, row, _ in touched}
    assert len(apart) == len(touched), "each change is about another row"
    assert answer.verb is None or answer.verb in entry.verbs
    assert_read_back(scene, answer)


@each_act
@settings(max_examples=10)
@given(data=st.data())
def test_whatever_is_asked_shows_nothing_of_the_patron(
    entry: RegisteredAct[Any, Any], data: st.DataObject
) -> None:
    scene: Scene = data.draw(scenes(entry))
    assert_private(scene)
    assert shown_in(pretty(scene)) == [], "nor does hypothesis where it tells of a failure"


# What a row refuses

type Deciding = Callable[[Scene, Decision], Scene]


def _rows(name: str, field: str, made: Callable[[Decision], object] = lambda decision: decision) -> Deciding:
    """Let every row of a list decide so."""

    def decide(scene: Scene, decision: Decision) -> Scene:
        rows = getattr(scene.context.before, name)
        return scene.finding(**{name: tuple(replace(row, **{field: made(decision)}) for row in rows)})

    return decide


def _password(field: str) -> Deciding:
    def decide(scene: Scene, decision: Decision) -> Scene:
        return scene.finding(password_use=replace(scene.context.before.password_use, **{field: decision}))

    return decide


def _recording(scene: Scene, decision: Decision) -> Scene:
    """Let whatever an attempt may be about decide so."""

    def deciding[R: SuspensionRow | HoldRow](rows: tuple[R, ...]) -> tuple[R, ...]:
        return tuple(
            row if row.contacts is None else replace(row, contacts=replace(row.contacts, record=decision))
            for row in rows
        )

    before = scene.context.before
    return scene.finding(suspensions=deciding(before.suspensions), holds=deciding(before.holds))


DECIDED_BY_ROWS: Final[Mapping[type[ActRequest[Any]], Deciding]] = {
    RenewLoan: _rows("loans", "renewal", lambda decision: PageAndCounter(Allowed(), decision)),
    CancelHold: _rows("holds", "cancel", lambda decision: PageAndCounter(decision, Allowed())),
    ExtendShelf: _rows("holds", "extend"),
    UndoCancel: _rows("cancelled_holds", "undo"),
    SettleReport: _rows("reports", "settle"),
    RecordContact: _recording,
    ChangePassword: _password("change"),
    CheckPassword: _password("check"),
    UnlockPassword: _password("unlock"),
    DisablePassword: _password("disable"),
}


@pytest.mark.parametrize("kind", DECIDED_BY_ROWS, ids=lambda kind: kind.__name__)
@settings(max_examples=10)
@given(data=st.data())
def test_what_a_row_refuses_is_not_planned(kind: type[ActRequest[Any]], data: st.DataObject) -> None:
    refusal: Refused = data.draw(REFUSED)
    refuse = DECIDED_BY_ROWS[kind]
    assert refuse(EVERY_SCENE[kind], refusal).answer() == told(ActRefused(refusal))
    anything: Scene = data.draw(scenes(REGISTER[kind]))
    assert not isinstance(refuse(anything, refusal).answer(), ActPlan)

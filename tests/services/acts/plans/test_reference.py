"""What a reference question and 連絡済 plan, and what stands against each."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from services.acts import act_changes
from services.acts.plan import ActPlan
from services.contract.errors import QuestionFaulty, RowChanged
from services.rules.decision import Reason
from services.rules.people.reference import QuestionFault, QuestionForm
from services.rules.vocabulary import MailKind
from tests.helpers.snapshots import TODAY, days, question, refused
from tests.services.acts.plans import private_words as words
from tests.services.acts.plans.planning import (
    Fault,
    Scene,
    assert_planned,
    assert_refused,
    in_order,
    planned,
    refused_for,
)
from tests.services.acts.plans.scenes import ASK_QUESTION, BEFORE, MARK_TOLD

NOT_HERE = refused(Reason.NEEDS_VISIT)


def asking(**changed: str) -> Scene:
    return ASK_QUESTION.asking(form=replace(words.ASKED, **changed))


def taken(phone: str | None = words.PHONE, *, day: int = 0) -> ActPlan[Any]:
    question = act_changes.InsertQuestion(
        name=words.NAME, email=words.OTHER_EMAIL, phone=phone, question=words.QUESTION
    )
    receipt = act_changes.InsertMail(kind=MailKind.QUESTION_RECEIVED)
    return ActPlan(
        changes=(question, receipt),
        result=days(day),
        subject="question",
        details={"received_on": days(day)},
    )


@planned(
    {
        "with a receipt to the form's address": (ASK_QUESTION, taken()),
        "without a telephone number": (asking(phone=" "), taken(None)),
        "without the blanks around it": (
            asking(
                name=f" {words.NAME}\n",
                email=f"{words.OTHER_EMAIL} ",
                question=f"\u3000{words.QUESTION}\0",
            ),
            taken(),
        ),
        "of a patron without an address": (ASK_QUESTION.finding_patron(email=None), taken()),
        "on the counter's day": (
            ASK_QUESTION.deciding_on(now=datetime(2026, 11, 24, 15, 0, tzinfo=UTC)),
            taken(day=1),
        ),
    }
)
def test_a_question_is_taken(scene: Scene, plan: ActPlan[Any]) -> None:
    assert_planned(scene, plan)


@in_order(
    ASK_QUESTION,
    Fault("refused", lambda it: it.finding(ask_question=NOT_HERE), refused_for(Reason.NEEDS_VISIT)),
    Fault(
        "nothing in it",
        lambda it: it.asking(form=QuestionForm(name=" ", email="", phone="", question="\0")),
        QuestionFaulty(
            (QuestionFault.NAME_MISSING, QuestionFault.EMAIL_MISSING, QuestionFault.QUESTION_MISSING)
        ),
    ),
    Fault(
        "malformed",
        lambda it: it.asking(form=replace(words.ASKED, email=words.MALFORMED_EMAIL, phone="0" * 21)),
        QuestionFaulty((QuestionFault.EMAIL_MALFORMED, QuestionFault.PHONE_TOO_LONG)),
    ),
    Fault(
        "a character that is forbidden",
        lambda it: it.asking(form=replace(words.ASKED, email="tsuyuko*mizore@mail.example.jp")),
        QuestionFaulty((QuestionFault.EMAIL_MALFORMED,)),
    ),
)
def test_a_question_is_not_taken(scene: Scene, error: Exception) -> None:
    assert_refused(scene, error)


def test_the_record_says_when_it_was_received() -> None:
    assert ASK_QUESTION.repeated({"received_on": "2026-11-24"}) == TODAY


# 連絡済


def told(version: int = 1) -> tuple[Scene, ActPlan[Any]]:
    plan: ActPlan[Any] = ActPlan(
        changes=(act_changes.SetQuestionTold(question_id=2),), result=None, subject="question", subject_id=2
    )
    first, second = BEFORE.questions
    scene = MARK_TOLD.finding(questions=(first, replace(second, version=version)))
    return scene.asking(seen_version=version), plan


@planned({"as it came": told(), "of a later version": told(4)})
def test_a_question_is_told(scene: Scene, plan: ActPlan[Any]) -> None:
    assert_planned(scene, plan)


@in_order(
    MARK_TOLD,
    Fault("gone", lambda it: it.finding(questions=BEFORE.questions[:1]), RowChanged()),
    Fault("changed", lambda it: it.asking(seen_version=2), RowChanged()),
    Fault(
        "refused",
        lambda it: it.finding(questions=(question(1), question(2, mark_told=NOT_HERE))),
        refused_for(Reason.NEEDS_VISIT),
    ),
)
def test_a_question_stays(scene: Scene, error: Exception) -> None:
    assert_refused(scene, error)

"""Takes a reference question (レファレンス受付), and notes that the patron was told (連絡済)."""

from dataclasses import dataclass, field
from datetime import date

from services.acts import act_changes
from services.acts.plan import ActContext, ActPlan, Recorded, row_as_seen
from services.contract.act_requests import ActRequest
from services.contract.errors import QuestionFaulty
from services.contract.require_allowed import require_allowed
from services.rules.people.reference import QuestionForm, check_question
from services.rules.vocabulary import MailKind

ASK = "question.ask"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskQuestion(ActRequest[date]):
    """Take a question (送信)."""

    form: QuestionForm = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkTold(ActRequest[None]):
    """Set a question to 連絡済: the patron was told, and it is no longer shown.

    Attributes:
        question_id, seen_version: the question as the clerk saw it.
    """

    question_id: int
    seen_version: int


def plan_question(request: AskQuestion, context: ActContext) -> ActPlan[date]:
    """Take a question and queue its receipt to the address in the form; answers the day of receipt.

    Raises:
        ActRefused: the patron's decision refuses it.
        QuestionFaulty: the form isn't filled in, with every fault.
    """
    require_allowed(context.before.ask_question)
    form = request.form.clean
    faults = check_question(form)
    if faults:
        raise QuestionFaulty(faults)
    receipt = act_changes.InsertMail(kind=MailKind.QUESTION_RECEIVED)
    question = act_changes.InsertQuestion(
        name=form.name, email=form.email, phone=form.phone or None, question=form.question
    )
    return ActPlan(
        changes=(question, receipt),
        result=context.today,
        subject="question",
        details={"received_on": context.today},
    )


def asked_before(_request: AskQuestion, recorded: Recorded) -> date:
    """Read from the record when the question was received."""
    return date.fromisoformat(recorded.details["received_on"])


def plan_told(request: MarkTold, context: ActContext) -> ActPlan[None]:
    """Set a question to 連絡済; RowChanged if it isn't as the clerk saw it, ActRefused by the row's decision."""
    row = row_as_seen(context.before.questions, request.question_id, request.seen_version)
    require_allowed(row.mark_told)
    told = act_changes.SetQuestionTold(question_id=row.id)
    return ActPlan(changes=(told,), result=None, subject="question", subject_id=row.id)

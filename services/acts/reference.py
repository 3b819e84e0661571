"""Takes a reference question (レファレンス受付), and notes that the patron was told (連絡済)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, insert, update

from services.act_requests import ActRequest
from services.acts.act_transaction import ActContext, ActPlan, Acts, row_as_seen
from services.acts.plan import ActResult
from services.database.tables import reference_question
from services.errors import QuestionFaulty
from services.mail.wording import queue
from services.rules.people.reference import QuestionForm, check_question
from services.rules.permissions import Permission
from services.rules.vocabulary import MailKind

ASK = "question.ask"
RECEIVED = "received"
TOLD = "told"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskQuestion(ActRequest[date]):
    """Take a question (送信)."""

    form: QuestionForm


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkTold(ActRequest[None]):
    """Set a question to 連絡済: the patron was told, and it is no longer shown.

    Attributes:
        question_id, seen_version: the question as the clerk saw it.
    """

    question_id: int
    seen_version: int


@dataclass(frozen=True, slots=True)
class _AskDeed:
    request: AskQuestion
    verb: str = ASK
    power: Permission = Permission.SERVE_PATRON

    def extra(self) -> Mapping[str, ColumnElement[Any]]:
        return {}

    def plan(self, context: ActContext) -> ActPlan[date]:
        form, patron_id = self.request.form.clean, self.request.patron_id
        faults = check_question(form, context.policy.mail_forbidden_characters)
        if faults:
            raise QuestionFaulty(faults)
        question = insert(reference_question).values(
            patron_id=patron_id,
            name=form.name,
            email=form.email,
            phone=form.phone or None,
            question=form.question,
            status=RECEIVED,
            received_at=context.now,
            version=1,  # a statement within another one gets no defaults
        )
        receipt = queue(MailKind.QUESTION_RECEIVED, patron_id, form.email, context.now, context.masters)
        return ActPlan(
            writes=(question, receipt),
            result=context.today,
            subject="question",
            details={"received_on": context.today},
        )

    def again(self, _outcome: str, details: Mapping[str, Any]) -> date:
        return date.fromisoformat(details["received_on"])


@dataclass(frozen=True, slots=True)
class _ToldDeed:
    request: MarkTold
    verb: str = "question.told"
    power: Permission = Permission.SERVE_PATRON

    def extra(self) -> Mapping[str, ColumnElement[Any]]:
        return {}

    def plan(self, context: ActContext) -> ActPlan[None]:
        row = row_as_seen(context.before.questions, self.request.question_id, self.request.seen_version)
        told = (
            update(reference_question)
            .where(reference_question.c.id == row.id)
            .values(status=TOLD, told_at=context.now, version=reference_question.c.version + 1)
        )
        return ActPlan(writes=(told,), result=None, subject="question", subject_id=row.id)

    def again(self, _outcome: str, _details: Mapping[str, Any]) -> None:
        return None


class ReferenceActs:
    """What staff do with a patron's reference questions."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts

    async def ask(self, request: AskQuestion) -> ActResult[date]:
        """Take a question and queue its receipt to the address in the form; the result is the day of receipt.

        Raises as `Acts.perform`, and:
            QuestionFaulty: the form isn't filled in, with every fault.
        """
        return await self._acts.perform(request, _AskDeed(request))

    async def mark_told(self, request: MarkTold) -> ActResult[None]:
        """Set a question to 連絡済. Raises as `Acts.perform`."""
        return await self._acts.perform(request, _ToldDeed(request))

"""レファレンス受付: taking the open patron's question, and 連絡済."""

from typing import Protocol

from services.acts.reference import ASK, AskQuestion, MarkTold
from services.contract.errors import OutcomeUnknown, QuestionFaulty
from services.contract.require_allowed import require_allowed
from services.contract.snapshot import LookUpAnswer, PatronSnapshot, QuestionRow
from services.rules.people.email import meant_domain
from services.rules.people.reference import QuestionFault, QuestionForm, check_question
from viewmodels.core.notes import Done, OutcomeKnown, StatusMessage
from viewmodels.core.observable import Event, Observable
from viewmodels.desk.act_commands import ActCommands


class AskReference(Protocol):
    """What is asked about questions."""

    async def confirm_question(self, form: QuestionForm, meant: str | None) -> bool:
        """Show 内容確認, with the sentence on publication; True sends.

        Args:
            form: what is sent.
            meant: the usual domain that the e-mail address nearly has, if so: it is to be asked about.
        """

    async def confirm_told(self, row: QuestionRow) -> bool:
        """Ask whether the patron was told; the question is no longer shown then."""


def prefilled(snapshot: PatronSnapshot | None) -> QuestionForm:
    """Fill the form in from the record, as far as it is there."""
    if snapshot is None:
        return QuestionForm(name="", email="", phone="", question="")
    return QuestionForm(name=snapshot.patron.name, email=snapshot.patron.email or "", phone="", question="")


class ReferenceViewModel:
    """The form for a question, and the list's 連絡済.

    Attributes:
        faults: everything that is wrong with the form as it was to be sent.
        received: a question was taken: the form is empty again.
        send: checks the form, asks 内容確認 and takes the question.
        tell: sets a question to 連絡済.
        given_back: what was typed before a lock.
    """

    def __init__(self, acting: ActCommands, ask: AskReference) -> None:
        self._acting = acting
        self._ask = ask
        self.faults: Observable[tuple[QuestionFault, ...]] = Observable(())
        self.received: Event[None] = Event()
        self.send = acting.command(self._send, sends=AskQuestion, on_error=self._failed)
        self.tell = acting.command(self._tell, sends=MarkTold)
        self._form: QuestionForm | None = None
        self._in_doubt: QuestionForm | None = None
        acting.desk.answer.subscribe(self._answered)
        acting.desk.note.subscribe(self._noted)
        self.given_back: Event[QuestionForm] = Event()
        acting.desk.unsaved_input.give_back_to(QuestionForm, self.given_back.emit)

    def typed(self, form: QuestionForm) -> None:
        """Take note of what stands in the form; it counts as unsaved while it isn't what was filled in."""
        self._form = form
        snapshot = self._acting.desk.snapshot
        dirty = snapshot is not None and form != prefilled(snapshot)
        self._acting.desk.note_unsaved_input(self, dirty=dirty, draft=form)
        if self.faults.value:
            wrong = set(check_question(form))
            self.faults.set(tuple(fault for fault in self.faults.value if fault in wrong))

    async def _send(self, form: QuestionForm) -> None:
        desk = self._acting.desk
        subject = desk.snapshot
        if subject is None:
            return
        require_allowed(subject.ask_question)
        clean = form.clean
        self.faults.set(check_question(form))
        if self.faults.value:
            return
        if not await self._ask.confirm_question(clean, meant_domain(clean.email)):
            return
        request = AskQuestion(actor=desk.actor, patron_id=subject.patron.id, form=form)
        try:
            result = await self._acting.send(request)
        except OutcomeUnknown:
            self._in_doubt = form if desk.patron_id == subject.patron.id else None
            raise
        self._begin_anew()
        desk.show_outcome(result.answer, Done.QUESTION_RECEIVED)

    async def _tell(self, row: QuestionRow) -> None:
        desk = self._acting.desk
        subject = desk.snapshot
        if subject is None:
            return
        require_allowed(row.mark_told)
        if not await self._ask.confirm_told(row):
            return
        request = MarkTold(
            actor=desk.actor, patron_id=subject.patron.id, question_id=row.id, seen_version=row.version
        )
        await self._acting.perform(request, lambda _: Done.QUESTION_TOLD)

    def _begin_anew(self) -> None:
        self._in_doubt = None
        self._acting.desk.note_unsaved_input(self, dirty=False)
        self.received.emit(None)

    def _answered(self, answer: LookUpAnswer | None) -> None:
        if answer is None:
            self._in_doubt = None
            self.faults.set(())  # the next form may have the same faults, which are to be told as new

    def _noted(self, note: StatusMessage | None) -> None:
        """Empty the form when its question, whose answer was lost, turns out to be taken: it would be sent again."""
        if not isinstance(note, OutcomeKnown):
            return
        if note.verb == ASK and self._in_doubt is not None and self._in_doubt == self._form:
            self._begin_anew()
        self._in_doubt = None

    def _failed(self, error: Exception) -> None:
        if isinstance(error, QuestionFaulty):
            self.faults.set(error.faults)
        else:
            self._acting.failed(error)

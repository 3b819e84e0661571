"""Issues a password: the card's proof, the receiver of the slip, the act, the paper, and forgetting the password.

One object a dialog. The plain password lives here from the act until `close`, and nowhere else.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto

from services.acts.passwords import IssuePassword, PasswordIssued
from services.contract.actor import Actor
from services.contract.backend import Acts, SlipHandOvers
from services.contract.errors import ActRefused, PrinterFault, PrinterUnavailable
from services.contract.snapshot import LookUpAnswer, PatronSnapshot
from services.rules.card_numbers import CardNumbers
from services.rules.decision import Allowed, Decision
from services.rules.passwords.passwords import HandOverFacts, generate, may_hand_over
from services.rules.policy import Policy
from services.rules.secret import Secret
from services.rules.vocabulary import CardProof, Paper, Receiver
from services.slips.content import SlipContent
from viewmodels.core.command import AsyncCommand
from viewmodels.core.notes import Done, StatusMessage
from viewmodels.core.observable import Event, Observable
from viewmodels.core.ports import Ready, SlipMaker, SlipPrinter
from viewmodels.core.trouble import ReportBug, trouble
from viewmodels.desk.card_proof import CardProofModel, Shown
from viewmodels.desk.desk_state import OpeningScan
from viewmodels.desk.pending_request import PendingRequest
from viewmodels.desk.unanswered_acts import UnansweredActs
from viewmodels.passwords.slip_snapshot import name_and_number_only
from viewmodels.printout import PaperState, Printout


class IssueStage(Enum):
    """Where the dialog is; each follows the one before, and CLOSED can follow any but WORKING."""

    ASKING = auto()
    WORKING = auto()
    ISSUED = auto()
    CLOSED = auto()


@dataclass(frozen=True, slots=True)
class IssueDependencies:
    """What the dialog works with.

    Attributes:
        hand_overs: records that a slip was handed over.
        policy: tells the library's values in force: when a dialog opens, and when it makes the password.
        branch: the issuing branch's name on the slip.
        pause: waits some seconds, between two looks at the printer's queue and before a record is sent again.
        generate: makes an initial password by a policy.
    """

    acts: Acts
    hand_overs: SlipHandOvers
    slips: SlipMaker
    printer: SlipPrinter
    policy: Callable[[], Policy]
    branch: str
    report_bug: ReportBug
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    generate: Callable[[Policy], Secret] = generate


class PasswordIssueViewModel:
    """State and commands of the dialog パスワード発行 / 再発行.

    Attributes:
        subject: the patron whose password it is, as the desk showed it.
        reissue: there is a password already, which dies.
        stage, paper: where the dialog and the slip are.
        card: this patron's card, which is asked for first; `shown` is its proof so far.
        receiver: who takes the slip; `receivers` are those on offer.
        trouble: what went wrong last, shown in the dialog.
        issued: the outcome, from the act until the dialog closes.
        pdf: the slip, from the act until the dialog closes.
        revealed: the clerk asked to see the password on screen.
        handed_over: tells, before `closed`, the id of an issue whose slip the patron has, as far as the dialog knows.
        closed: tells the desk that the dialog is over.
    """

    def __init__(
        self,
        *,
        subject: PatronSnapshot,
        actor: Actor,
        opening: OpeningScan | None,
        now: Callable[[], datetime],
        dependencies: IssueDependencies,
        on_outcome: Callable[[LookUpAnswer, StatusMessage], None],
        must_be_sendable: Callable[[], None],
        unanswered: UnansweredActs,
    ) -> None:
        self.subject = subject
        self._actor = actor
        self._dependencies = dependencies
        self._policy = dependencies.policy()
        self._now = now
        self._on_outcome = on_outcome
        self._must_be_sendable = must_be_sendable
        self._unanswered = unanswered
        self._password: Secret | None = None
        self._pending: PendingRequest[IssuePassword] | None = None
        self._made_for: Paper | None = None
        self._ready = Ready.NOT_AT_ALL
        self._printout = Printout(self._failed, dependencies.pause)
        self.reissue = subject.password is not None
        self.card = CardProofModel(subject.card_number, opening, now, dependencies.policy)
        self.shown = self.card.shown
        own_card = Shown(CardProof.SCANNED, subject.card_number)
        self.receivers: tuple[Receiver, ...] = tuple(
            who for who in Receiver if isinstance(self._judge(own_card, who), Allowed)
        )
        self.stage: Observable[IssueStage] = Observable(IssueStage.ASKING)
        self.paper = self._printout.state
        self.receiver: Observable[Receiver] = Observable(Receiver.SELF)
        self.trouble = self.card.trouble
        self.issued: Observable[PasswordIssued | None] = Observable(None)
        self.pdf: Observable[bytes | None] = Observable(None)
        self.revealed: Observable[bool] = Observable(False)
        self.handed_over: Event[str] = Event()
        self.closed: Event[None] = Event()
        self._was_shown = self._was_out = False
        self._may_issue: Observable[bool] = Observable(False)
        self._may_print: Observable[bool] = Observable(False)
        self.issue = AsyncCommand(self._issue, on_error=self._failed, enabled=self._may_issue, shielded=True)
        self.print_slip = AsyncCommand(self._print, on_error=self._failed, enabled=self._may_print)
        self.cancel_job = self._printout.cancel
        self.shown.subscribe(lambda _: self._refresh())
        self.receiver.subscribe(lambda _: self._refresh())
        self.stage.subscribe(lambda _: self._refresh())
        self.paper.subscribe(self._note_paper)
        self.print_slip.running.subscribe(lambda _: self._refresh())

    @property
    def password(self) -> Secret | None:
        """The password, from the act until the dialog closes: what shows it asks each time, and keeps nothing."""
        return self._password

    @property
    def for_screen(self) -> bool:
        """Whether the slip goes on the screen: there is no printer, none any more, or the clerk wanted none."""
        trouble = self.trouble.value
        gone = isinstance(trouble, PrinterUnavailable) and trouble.fault is PrinterFault.MISSING
        return gone or self._ready is Ready.FOR_SCREEN

    @property
    def prints_on(self) -> tuple[Paper, str]:
        """The layout of the slip, and its printer's name: blank where the slip goes on the screen."""
        printer = self._dependencies.printer
        return self._made_for or printer.paper, "" if self.for_screen else printer.name

    def card_scanned(self, text: str) -> bool:
        """Take a scan made while the dialog asks for the card; see `CardProofModel.card_scanned`."""
        return self.card.card_scanned(text)

    def reveal(self, *, shown: bool) -> None:
        """Show or hide the password and the slip on screen; neither is shown unasked."""
        revealed = shown and self.pdf.value is not None
        self._was_shown = self._was_shown or revealed
        self.revealed.set(revealed)

    def close(self) -> None:
        """End the dialog as the clerk does, and forget the password; not while the act runs.

        The patron has the slip then, if it was printed or shown.
        """
        if self.stage.value is IssueStage.ISSUED and self._pending is not None and self.has_slip:
            self.handed_over.emit(self._pending.request.act_id)
        self._end()

    @property
    def has_slip(self) -> bool:
        """Whether there was a slip to hand over: on paper, as far as the queue tells, or on the screen."""
        return self._was_shown or self._was_out or self.paper.value.is_sent

    def _note_paper(self, paper: PaperState) -> None:
        self._was_out = self._was_out or paper is PaperState.OUT

    def _end(self) -> None:
        """Forget the password, and say nothing of the slip; not while the act runs."""
        if self.stage.value in {IssueStage.WORKING, IssueStage.CLOSED}:
            return
        self.print_slip.cancel()
        self._printout.forget()
        self._password = self._pending = None
        self.revealed.set(False)
        self.pdf.set(None)
        self.issued.set(None)
        self.stage.set(IssueStage.CLOSED)
        self.closed.emit(None)

    def cover(self) -> None:
        """Keep only what the slip still needs: the clerk who issued it went away and may come back."""
        self.reveal(shown=False)
        self.subject = name_and_number_only(self.subject)

    def print_on(self, printer: SlipPrinter) -> None:
        """Print from now on where the desk prints that goes on with the slip."""
        self._dependencies = replace(self._dependencies, printer=printer)

    async def abandon(self) -> None:
        """End a slip that wasn't handed over: what still waits for the printer is taken back."""
        await self.print_slip.settled()
        if self.cancel_job.start() is not None:
            await self.cancel_job.settled()
        await self.aclose()

    async def settled(self) -> None:
        """Wait until no act runs, nothing is being sent, and the printer's queue has told of the slip's end."""
        await self.issue.settled()
        await self.print_slip.settled()
        await self._printout.settled()

    async def aclose(self) -> None:
        """Wait for a running act, end everything else, and forget the password: its slip wasn't handed over."""
        await self.issue.aclose()
        await self.print_slip.aclose()
        await self._printout.aclose()
        self._end()

    def _judge(self, shown: Shown, receiver: Receiver) -> Decision:
        """Ask the rule that the act asks again."""
        facts = HandOverFacts(
            now=self._now(),
            card_number=self.subject.card_number,
            proof=shown.proof,
            shown_card=shown.number,
            shown_at=shown.at,
            receiver=receiver,
            age_group=self.subject.patron.age_group,
        )
        return may_hand_over(facts, self._policy)

    def _refresh(self) -> None:
        self.card.wanted = self.stage.value is IssueStage.ASKING
        self._may_issue.set(self.stage.value is IssueStage.ASKING and self.shown.value is not None)
        self._may_print.set(self.stage.value is IssueStage.ISSUED and self.pdf.value is not None)

    def _pending_for(self, shown: Shown) -> PendingRequest[IssuePassword]:
        """Make the request once: one whose answer was lost is sent again as it was, with its password."""
        if self._pending is None:
            password = self._dependencies.generate(self._dependencies.policy())
            state = self.subject.password
            request = IssuePassword(
                actor=self._actor,
                patron_id=self.subject.patron.id,
                password=password,
                seen_version=None if state is None else state.version,
                proof=shown.proof,
                shown_card=shown.number,
                shown_at=shown.at,
                receiver=self.receiver.value,
            )
            self._pending = PendingRequest(request, self._unanswered)
        return self._pending

    async def _issue(self) -> None:
        shown = self.shown.value
        if shown is None or self.stage.value is not IssueStage.ASKING:  # closed in the same moment
            return
        self.trouble.set(None)
        self._must_be_sendable()
        self.stage.set(IssueStage.WORKING)
        try:
            if self._pending is None:
                self._ready = await self._dependencies.printer.check()
            proof_ended = (
                self._pending is None and self.shown.value is None
            )  # another card was scanned meanwhile
            if proof_ended or self._ready is Ready.NOT_AT_ALL:
                self.stage.set(IssueStage.ASKING)
                return
            pending = self._pending_for(shown)
            done = await self._dependencies.acts.perform(pending.request)
        except Exception as error:
            self._ended(error)
            self.stage.set(IssueStage.ASKING)
            raise
        pending.end(None)
        self._password = pending.request.password
        outcome = done.result
        self.issued.set(outcome)
        self._on_outcome(done.answer, Done.PASSWORD_REISSUED if outcome.reissued else Done.PASSWORD_ISSUED)
        try:
            await self._make_slip(outcome)
        finally:
            self.stage.set(IssueStage.ISSUED)
        if self._ready is Ready.FOR_PAPER:
            self.print_slip.start(chosen=True)

    def _ended(self, error: Exception) -> None:
        """Keep a request whose answer was lost, and drop any other: the next try makes a new one."""
        if self._pending is not None:
            self._pending.end(error)
            if not self._pending.lost:
                self._pending = None
        if isinstance(error, ActRefused):
            self.shown.set(None)

    def _content(self, outcome: PasswordIssued) -> SlipContent:
        policy = self._policy
        assert self._password is not None
        return SlipContent(
            library=policy.library_name,
            branch=self._dependencies.branch,
            issued_on=outcome.issued_on,
            card_number=outcome.card_number,
            password=self._password,
            expires_on=outcome.expires_on,
            must_change=outcome.must_change,
            portal_name=policy.portal_name,
            portal_url=policy.portal_url,
            qr=policy.slip_shows_qr and bool(policy.portal_url),
            patron_name=self.subject.patron.name if policy.slip_shows_name else None,
            cards=CardNumbers.of(policy),
        )

    async def _make_slip(self, outcome: PasswordIssued) -> None:
        paper = self._dependencies.printer.paper
        self.pdf.set(await self._dependencies.slips.make(self._content(outcome), paper))
        self._made_for = paper

    async def _print(self, *, chosen: bool = False) -> None:
        """Print the slip; where no printer is set, the first time on the one that was chosen before the act."""
        outcome, printer = self.issued.value, self._dependencies.printer
        if outcome is None:
            return
        self.trouble.set(None)
        if not chosen and not await printer.choose():
            return
        if self._made_for is not printer.paper:  # set or chosen anew meanwhile
            await self._make_slip(outcome)
        if (pdf := self.pdf.value) is not None:
            await self._printout.send(printer, pdf)

    def _failed(self, error: Exception) -> None:
        self.trouble.set(trouble(error, self._dependencies.report_bug))

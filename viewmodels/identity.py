"""Identifies a caller: by the number that opened a card and one more fact, or by two facts without a number.

The typed facts go to the service and are kept nowhere here. Closing the patron ends the check.
"""

from collections.abc import Callable

from services.contract.actor import Actor
from services.contract.backend import IdentityChecks
from services.contract.errors import (
    ActUnderWay,
    FactsUnfit,
    IdentityCheckEnded,
    IdentityNotConfirmed,
    ServiceError,
)
from services.contract.snapshot import LookUpAnswer, PatronSnapshot, PhoneSummary
from services.rules.people.identity import CallerFacts, FactsNeeded, check_facts, placed
from services.rules.policy import Policy
from services.rules.vocabulary import Channel
from viewmodels.core.command import AsyncCommand
from viewmodels.core.notes import Done
from viewmodels.core.observable import Event, Observable
from viewmodels.core.trouble import ReportBug
from viewmodels.desk.act_commands import ActCommands


class IdentityViewModel:
    """The forms of the phone channel.

    Attributes:
        finding: the form for a caller without a number is open.
        trouble: why the caller is not identified, beside the form.
        tried: nothing more is compared with what was typed, or its patron is closed: the fields are emptied.
        beyond_card: beside the number it takes what doesn't stand on the card (◇ `identity_more_than_the_card`).
        needed: what the caller of the open card has to tell.
        confirm: compares what was typed.
    """

    def __init__(
        self, acting: ActCommands, checks: IdentityChecks, report_bug: ReportBug, policy: Callable[[], Policy]
    ) -> None:
        self._acting = acting
        self._policy = policy
        self._desk = acting.desk
        self._checks = checks
        self._open: LookUpAnswer | None = None
        self._closed: list[tuple[int, Actor]] = []
        self._typing = object()
        self.finding: Observable[bool] = Observable(False)
        self.trouble: Observable[ServiceError | None] = Observable(None)
        self.tried: Event[None] = Event()
        self.beyond_card: Observable[bool] = Observable(policy().identity_more_than_the_card)
        self.needed: Observable[FactsNeeded] = Observable(FactsNeeded.ANY)
        self.confirm = acting.command(self._confirm, on_error=self._failed)
        self._ending = AsyncCommand(
            self._end, on_error=lambda error: self._not_ended(error, report_bug), shielded=True
        )
        self._desk.answer.subscribe(self._patron_changed)
        self._desk.channel.subscribe(lambda _: self._stop_finding())
        self._desk.card_field_wanted.subscribe(lambda select: None if select else self._stop_finding())

    def start_finding(self) -> None:
        """Open the form for a caller without a number: on the phone, while no patron is open."""
        if self._desk.channel.value is Channel.PHONE and self._open is None:
            self.finding.set(True)

    async def aclose(self) -> None:
        """Wait until the check of a patron who was just closed has ended."""
        await self._ending.settled()
        if self._closed:
            self._ending.start()
        await self._ending.aclose()

    async def _confirm(self, facts: CallerFacts) -> None:
        typing = self._typing
        await self._ending.settled()  # an earlier call's end must not reach this one
        if self._typing is not typing:  # nor what was typed in a call that is over, the next one
            return
        facts = placed(facts)
        actor, subject = self._desk.actor, self._open
        if isinstance(subject, PhoneSummary):
            if subject.needed is not FactsNeeded.ANY:  # what is known here needs no asking
                _require_comparable(facts, subject.needed)
            snapshot = await self._checks.check(subject.patron_id, facts, actor)
        elif subject is None and self.finding.value:
            snapshot = await self._checks.find(facts, actor)
        else:
            return
        still_wanted = _whose(self._open) == _whose(subject) and (subject is not None or self.finding.value)
        self._forget_typed()
        if not still_wanted:
            self._let_end(snapshot.patron.id, actor)
            return
        if subject is not None:
            self._desk.card_error.set(None)
            self._desk.card_number.emit("")
        self._desk.open_found(snapshot, Done.IDENTIFIED)
        self._desk.goes_on.emit(None)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, FactsUnfit | IdentityNotConfirmed):  # what was right is wanted again
            self.trouble.set(error)
            return
        if isinstance(error, ActUnderWay):  # nothing was compared: what was typed is still wanted
            self._acting.failed(error)
            return
        self._forget_typed()
        if isinstance(error, IdentityCheckEnded):
            self._desk.drop_patron(error)
        else:
            self._acting.failed(error)

    def _patron_changed(self, answer: LookUpAnswer | None) -> None:
        before, self._open = self._open, answer
        self.beyond_card.set(self._policy().identity_more_than_the_card)
        needed = answer.needed if isinstance(answer, PhoneSummary) else FactsNeeded.ANY
        if needed is not self.needed.value:
            self._forget_typed()
            self.needed.set(needed)
        if answer is not None:
            self.finding.set(False)
        if _whose(before) == _whose(answer):
            return
        self._forget_typed()
        by_phone = self._desk.channel.value is Channel.PHONE
        if by_phone and isinstance(before, PatronSnapshot):
            self._let_end(before.patron.id, self._desk.actor)

    def _stop_finding(self) -> None:
        if self.finding.value:
            self.finding.set(False)
            self._forget_typed()

    def _forget_typed(self) -> None:
        self._typing = object()
        self.trouble.set(None)
        self.tried.emit(None)

    def _let_end(self, patron_id: int, actor: Actor) -> None:
        self._closed.append((patron_id, actor))
        self._ending.start()

    async def _end(self) -> None:
        while self._closed:
            await self._checks.end(*self._closed.pop(0))

    def _not_ended(self, error: Exception, report_bug: ReportBug) -> None:
        """Report unexpected errors only, no lost connection: the check ends by itself before long."""
        if not isinstance(error, ServiceError):
            report_bug(error)


def _require_comparable(facts: CallerFacts, needed: FactsNeeded) -> None:
    faults = check_facts(facts, opened_by_number=True, needed=needed)
    if faults:
        raise FactsUnfit(faults)


def _whose(answer: LookUpAnswer | None) -> int | None:
    match answer:
        case None:
            return None
        case PatronSnapshot(patron=patron):
            return patron.id
        case PhoneSummary(patron_id=patron_id):
            return patron_id

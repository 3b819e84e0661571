"""A clerk at a desk while everything breaks: looks up, acts, and does with each trouble what the desk says."""

import asyncio
import random
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from services.acts.contact import ChangeEmail
from services.acts.holds import CancelHold, ChangeHold, UndoCancel
from services.acts.loans import RenewLoan
from services.acts.passwords import IssuePassword
from services.acts.reference import AskQuestion
from services.acts.reports import TakeReport
from services.contract.act_requests import ActRequest
from services.contract.actor import Actor
from services.contract.errors import (
    ActRefused,
    OutcomeUnknown,
    RowChanged,
    SystemBusy,
    SystemReadOnly,
    SystemUnreachable,
)
from services.contract.snapshot import PatronSnapshot
from services.own_schema.audit.act_outcomes import Outcomes
from services.own_schema.library import Library
from services.rules.decision import Allowed
from services.rules.passwords.passwords import generate
from services.rules.people.reference import QuestionForm
from services.rules.vocabulary import CardProof, ContactMethod, HoldStatus, PatronReport, Receiver
from tests.helpers.patrons import Town
from tests.reliability.ledger import Ledger

_PAUSE = 0.02
_WEIGHTS = {"renew": 5, "change": 5, "cancel": 4, "email": 4, "ask": 3, "issue": 1, "report": 1}
_NOTHING_DONE = (SystemBusy, SystemReadOnly, SystemUnreachable)


@dataclass(frozen=True)
class Charge:
    """Whom a clerk serves: the patrons by card, and where there is a choice of branches."""

    cards: tuple[str, ...]
    branch_id: int


async def enrol(town: Town, first: int, patrons: int, loans: int) -> Charge:
    """Register a clerk's patrons, each with some loans and two waiting holds, some of titles that others wait for."""
    cards = tuple(f"{first + number:09d}" for number in range(patrons))
    shared = await town.title()
    await town.item(shared)
    for card in cards:
        patron_id = await town.patron(card)
        for _ in range(loans):
            await town.loan(patron_id)
        own = await town.title()
        await town.item(own)
        for title in (shared, own):
            await town.hold(patron_id, bib=title)
    return Charge(cards, town.branch_id)


class Clerk:
    """Works through one library, on patrons of their own.

    Attributes:
        ledger: where all that is told is kept.
        before_act: called before each order is first sent, as a place to break things from.
        asks: how often, of 1, a doubt is settled by asking for the act, as the desk does, and not by sending it again.
        rest: seconds for which they do nothing after each patron.
        beside_others: their patrons' rows are changed by others, too, so that an act may be refused for that.
    """

    def __init__(
        self, library: Library, actor: Actor, charge: Charge, ledger: Ledger, rng: random.Random
    ) -> None:
        self._library = library
        self._outcomes = Outcomes(library.db)
        self._actor = actor
        self._charge = charge
        self.ledger = ledger
        self._rng = rng
        self.before_act: Callable[[], None] = lambda: None
        self.asks = 0.5
        self.rest = 0.0
        self.beside_others = False

    async def work(self, until: Callable[[], bool]) -> None:
        """Serve one patron after the other."""
        while not until():
            snapshot = await self._look(self._rng.choice(self._charge.cards))
            request = self._choose(snapshot)
            if request is not None:
                self.before_act()
                await self._carry_out(request)
            if self.rest:
                await asyncio.sleep(self.rest)

    async def _look(self, card: str) -> PatronSnapshot:
        while True:
            try:
                answer = await self._library.backend.look_ups.by_card(card, self._actor)
            except _NOTHING_DONE as error:
                self.ledger.troubles[type(error).__name__] += 1
                await asyncio.sleep(_PAUSE)
                continue
            assert isinstance(answer, PatronSnapshot)
            self.ledger.looks += 1
            return answer

    async def _carry_out(self, request: ActRequest[Any]) -> None:
        """Send an order until its outcome is known, or give it up where nothing was done."""
        begun, in_doubt, troubled = time.monotonic(), False, False
        while True:
            try:
                if in_doubt and self._rng.random() < self.asks:
                    found = await self._outcomes.of(request.act_id, request.actor.staff.id)
                    in_doubt = found is not None
                    if found is not None:
                        self.ledger.asked += 1
                        break
                done = await self._library.backend.acts.perform(request)
            except OutcomeUnknown:
                self.ledger.doubts += 1
                in_doubt = True
            except (ActRefused, RowChanged) as error:
                if in_doubt or not self.beside_others:
                    raise
                self.ledger.troubles[type(error).__name__] += 1
                self.ledger.given_up[request.act_id] = request
                return
            except _NOTHING_DONE as error:
                self.ledger.troubles[type(error).__name__] += 1
                if not in_doubt and self._rng.random() < 0.2:
                    self.ledger.given_up[request.act_id] = request
                    return
            else:
                self.ledger.repeated += done.repeated
                break
            troubled = True
            await asyncio.sleep(_PAUSE)
        self.ledger.acknowledged[request.act_id] = request
        self.ledger.answered_at.append(time.monotonic())
        if troubled:
            self.ledger.waits.append(time.monotonic() - begun)

    def _choose(self, snapshot: PatronSnapshot) -> ActRequest[Any] | None:
        ways = {name: getattr(self, f"_{name}")(snapshot) for name in _WEIGHTS}
        there = {name: request for name, request in ways.items() if request is not None}
        if not there:
            return None
        (name,) = self._rng.choices(list(there), [_WEIGHTS[name] for name in there])
        chosen: ActRequest[Any] = there[name]
        return chosen

    def _order[O: ActRequest[Any]](self, kind: type[O], snapshot: PatronSnapshot, /, **fields: Any) -> O:
        return kind(actor=self._actor, patron_id=snapshot.patron.id, **fields)

    def _renew(self, snapshot: PatronSnapshot) -> RenewLoan | None:
        rows = [row for row in snapshot.loans if isinstance(row.renewal.counter, Allowed)]
        if not rows:
            return None
        row = self._rng.choice(rows)
        fields = {"loan_id": row.id, "seen_version": row.version, "item_checked": True}
        return self._order(RenewLoan, snapshot, **fields)

    def _change(self, snapshot: PatronSnapshot) -> ChangeHold | None:
        if not snapshot.holds or snapshot.patron.email is None:
            return None
        row = self._rng.choice(snapshot.holds)
        by_mail = row.contact is ContactMethod.MAIL
        fields = {
            "hold_id": row.id,
            "seen_version": row.version,
            "contact": ContactMethod.NONE if by_mail else ContactMethod.MAIL,
            "branch_id": row.branch_id,
            "stop_id": row.stop_id,
        }
        return self._order(ChangeHold, snapshot, **fields)

    def _cancel(self, snapshot: PatronSnapshot) -> CancelHold | UndoCancel | None:
        """Cancel a waiting hold, or bring one back."""
        if snapshot.cancelled_holds:
            gone = self._rng.choice(snapshot.cancelled_holds)
            fields = {
                "cancellation_id": gone.id,
                "seen_version": gone.version,
                "comes_back": gone.comes_back.status,
            }
            return self._order(UndoCancel, snapshot, **fields)
        waiting = [row for row in snapshot.holds if row.status is HoldStatus.WAITING]
        if not waiting:
            return None
        row = self._rng.choice(waiting)
        fields = {"hold_id": row.id, "seen_version": row.version}
        return self._order(CancelHold, snapshot, **fields)

    def _email(self, snapshot: PatronSnapshot) -> ChangeEmail:
        address = f"hanako{self._rng.randrange(10**9)}@example.jp"
        fields = {"address": address, "seen_version": snapshot.patron.version}
        return self._order(ChangeEmail, snapshot, **fields)

    def _ask(self, snapshot: PatronSnapshot) -> AskQuestion | None:
        if len(snapshot.questions) > 5:  # a long list would only make the look-ups longer
            return None
        form = QuestionForm(
            name="川口 花子", email="hanako@example.jp", phone="", question="川口の鋳物はいつからか"
        )
        return self._order(AskQuestion, snapshot, form=form)

    def _issue(self, snapshot: PatronSnapshot) -> IssuePassword:
        fields = {
            "proof": CardProof.SCANNED,
            "shown_card": snapshot.card_number,
            "shown_at": None,
            "password": generate(self._library.masters.current.policy),
            "seen_version": None if snapshot.password is None else snapshot.password.version,
            "receiver": Receiver.SELF,
        }
        return self._order(IssuePassword, snapshot, **fields)

    def _report(self, snapshot: PatronSnapshot) -> TakeReport | None:
        if snapshot.reports:
            return None
        return self._order(TakeReport, snapshot, kind=PatronReport.REACHED)


async def all_at_work(clerks: list[Clerk], until: Callable[[], bool]) -> None:
    """Let clerks work side by side; the first bug ends it."""
    async with asyncio.TaskGroup() as desks:
        for clerk in clerks:
            desks.create_task(clerk.work(until))


async def all_at_work_during(clerks: list[Clerk], blows: Coroutine[Any, Any, None]) -> None:
    """Let clerks work side by side until all blows have fallen."""
    async with asyncio.TaskGroup() as group:
        falling = group.create_task(blows)
        group.create_task(all_at_work(clerks, falling.done))

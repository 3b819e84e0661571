"""One desk at work: scans cards, reads again, acts on who is open, and follows what others change."""

import asyncio
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from services.acts.contact import ChangeEmail
from services.acts.holds import CancelHold, ChangeHold, UndoCancel
from services.acts.loans import RenewLoan
from services.acts.passwords import IssuePassword
from services.acts.reference import AskQuestion
from services.contract.act_requests import ActRequest
from services.contract.actor import Actor
from services.contract.errors import ActRefused, CardUnknown, HoldMoved, PatronGone, RowChanged, ServiceError
from services.contract.snapshot import PatronSnapshot
from services.own_schema.library import Library
from services.rules.decision import Allowed
from services.rules.passwords.passwords import generate
from services.rules.people.reference import QuestionForm
from services.rules.vocabulary import CardProof, ContactMethod, HoldStatus, Receiver

LOOK, UNKNOWN, AGAIN, ACT = "look-up", "unknown card", "read again", "act"
FOLLOW = "follows a change"
_MIX = {LOOK: 82, UNKNOWN: 3, AGAIN: 8, ACT: 7}
_OTHERS = (ActRefused, RowChanged, HoldMoved, PatronGone)
"""Another desk was there first: the answer is the right one."""


@dataclass
class Tally:
    """What a process's desks took, while it counts.

    Attributes:
        times: milliseconds of each thing done, by kind.
        refused: acts that came too late, by what was told.
        errors: what should not have been, by name.
    """

    counting: bool = False
    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    refused: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def timed(self, kind: str) -> Iterator[None]:
        """Time one thing; whatever goes wrong is counted, and the desk goes on."""
        start = time.perf_counter()
        try:
            yield
        except CardUnknown:
            assert kind == UNKNOWN, "a card of the city's isn't known"
        except _OTHERS as error:
            if self.counting:
                self.refused[type(error).__name__] += 1
            return
        except ServiceError as error:
            if self.counting:
                self.errors[type(error).__name__] += 1
            return
        if self.counting:
            self.times[kind].append((time.perf_counter() - start) * 1000)


@dataclass
class Desk:
    """A desk with a login and a library of its own.

    Attributes:
        cards: those that are scanned here.
        patron: who is open.
    """

    library: Library
    actor: Actor
    tally: Tally
    dice: random.Random
    cards: list[str] = field(default_factory=list)
    patron: PatronSnapshot | None = None

    async def warm_up(self) -> None:
        """Do everything some times, so that all statements are known to driver and server."""
        for _ in range(8):
            await self._look()
            await self._again()
        for kind in (
            "renew a loan",
            "change a hold",
            "cancel a hold",
            "bring a hold back",
            "e-mail",
            "question",
        ):
            for _ in range(20):
                order = self._orders().get(kind)
                if order is not None:
                    await self._timed(kind, order)
                    break
                await self._look()

    async def work(self, think: float, until: float) -> None:
        """Do one thing after the other, as a counter does.

        Args:
            think: seconds between two things, on average; 0 for none.
            until: the loop's time at which to stop.
        """
        now = asyncio.get_running_loop().time
        if think:
            await asyncio.sleep(self.dice.random() * think)
        while now() < until:
            await self._something()
            if think:
                await asyncio.sleep(min(self.dice.expovariate(1 / think), max(0.0, until - now())))

    async def follow(self, patron_id: int) -> None:
        """Read the open patron again when somebody changed them."""
        if self.patron is not None and self.patron.patron.id == patron_id:
            with self.tally.timed(FOLLOW):
                self._show(await self.library.backend.look_ups.refresh(patron_id, self.actor))

    async def _something(self) -> None:
        kind = self.dice.choices([*_MIX], [*_MIX.values()])[0]
        if kind == ACT and (orders := self._orders()):
            names = [*orders]
            chosen = self.dice.choices(names, [_WEIGHTS[name] for name in names])[0]
            await self._timed(chosen, orders[chosen])
        elif kind == UNKNOWN:
            with self.tally.timed(UNKNOWN):
                await self.library.backend.look_ups.by_card(f"9{self.dice.randrange(10**8):08}", self.actor)
        elif kind == AGAIN and self.patron is not None:
            await self._again()
        else:
            await self._look()

    async def _look(self) -> None:
        with self.tally.timed(LOOK):
            self._show(await self.library.backend.look_ups.by_card(self.dice.choice(self.cards), self.actor))

    async def _again(self) -> None:
        if self.patron is not None:
            with self.tally.timed(AGAIN):
                self._show(await self.library.backend.look_ups.again(self.patron.patron.id, self.actor))

    async def _timed(self, kind: str, order: ActRequest[Any]) -> None:
        shown, self.patron = self.patron, None
        with self.tally.timed(kind):
            self._show((await self.library.backend.acts.perform(order)).answer)
        if self.patron is None:  # refused: the desk shows the state that is
            self.patron = shown
            await self._again()

    def _show(self, answer: object) -> None:
        assert isinstance(answer, PatronSnapshot)
        self.patron = answer

    def _orders(self) -> dict[str, ActRequest[Any]]:
        """Say what can be done for the open patron."""
        shown = self.patron
        if shown is None:
            return {}
        base: Any = {"actor": self.actor, "patron_id": shown.patron.id}
        orders: dict[str, ActRequest[Any]] = {}
        for loan in shown.loans:
            if isinstance(loan.renewal.counter, Allowed):
                orders["renew a loan"] = RenewLoan(
                    **base, loan_id=loan.id, seen_version=loan.version, item_checked=True
                )
        for hold in shown.holds:
            if hold.status is not HoldStatus.WAITING or hold.stop_id is not None:
                continue
            by_phone = hold.contact is not ContactMethod.PHONE
            orders["change a hold"] = ChangeHold(
                **base,
                hold_id=hold.id,
                seen_version=hold.version,
                contact=ContactMethod.PHONE if by_phone else ContactMethod.NONE,
                branch_id=hold.branch_id,
                stop_id=None,
            )
            orders["cancel a hold"] = CancelHold(**base, hold_id=hold.id, seen_version=hold.version)
        for gone in shown.cancelled_holds:
            if isinstance(gone.undo, Allowed):
                orders["bring a hold back"] = UndoCancel(
                    **base,
                    cancellation_id=gone.id,
                    seen_version=gone.version,
                    comes_back=gone.comes_back.status,
                )
        address = f"patron{self.dice.randrange(10**6)}@example.jp"
        orders["e-mail"] = ChangeEmail(**base, address=address, seen_version=shown.patron.version)
        form = QuestionForm(
            name=shown.patron.name,
            email=address,
            phone="",
            question="架空の町の歴史について、本を探しています。",
        )
        orders["question"] = AskQuestion(**base, form=form)
        if isinstance(shown.issue_password, Allowed):
            orders["password"] = IssuePassword(
                **base,
                proof=CardProof.SCANNED,
                shown_card=shown.card_number,
                shown_at=None,
                password=generate(self.library.masters.current.policy),
                seen_version=None if shown.password is None else shown.password.version,
                receiver=Receiver.SELF,
            )
        return orders


_WEIGHTS = {
    "renew a loan": 40,
    "change a hold": 15,
    "cancel a hold": 15,
    "bring a hold back": 10,
    "e-mail": 10,
    "question": 8,
    "password": 2,
}
ACTS = (*_WEIGHTS,)

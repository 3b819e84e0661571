"""Stand-ins for the acts on addresses and questions, and for who is asked about them."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import date

from services.acts.act_transaction import ActResult
from services.acts.contact import ChangeEmail, EmailChange, ResendNotice
from services.acts.reference import AskQuestion, MarkTold
from services.lookup.snapshot import HoldRow, PatronSnapshot, QuestionRow
from services.rules.people.reference import QuestionForm
from tests.viewmodels.fakes import CARD_A, NOW, patron


@dataclass
class Contact:
    """Acts that succeed, or fail as the test wants; slow ones wait until the test opens their gate, or breaks it."""

    orders: list[ChangeEmail | ResendNotice | AskQuestion | MarkTold] = field(default_factory=list)
    result: EmailChange = EmailChange.CHANGED
    failure: Exception | None = None
    slow: bool = False
    gates: list[asyncio.Future[None]] = field(default_factory=list)
    after: PatronSnapshot = field(default_factory=lambda: patron(CARD_A, version=2))

    async def change_email(self, order: ChangeEmail) -> ActResult[EmailChange]:
        await self._note(order)
        header = replace(self.after.patron, email=order.address.strip() or None)
        return ActResult(self.result, replace(self.after, patron=header), repeated=False)

    async def resend(self, order: ResendNotice) -> ActResult[None]:
        await self._note(order)
        return ActResult(None, self.after, repeated=False)

    async def ask(self, order: AskQuestion) -> ActResult[date]:
        await self._note(order)
        return ActResult(NOW.date(), self.after, repeated=False)

    async def mark_told(self, order: MarkTold) -> ActResult[None]:
        await self._note(order)
        return ActResult(None, self.after, repeated=False)

    async def _note(self, order: ChangeEmail | ResendNotice | AskQuestion | MarkTold) -> None:
        self.orders.append(order)
        if self.slow:
            self.gates.append(asyncio.get_running_loop().create_future())
            await self.gates[-1]
        if self.failure is not None:
            raise self.failure


@dataclass
class Clerk:
    """Somebody who says yes, or no."""

    says: bool = True
    asked: list[object] = field(default_factory=list)
    meant: list[str | None] = field(default_factory=list)

    async def delete(self, address: str) -> bool:
        self.asked.append(address)
        return self.says

    async def keep_domain(self, address: str, meant: str) -> bool:
        self.asked.append((address, meant))
        return self.says

    async def set_holds_to_none(self, holds: tuple[HoldRow, ...]) -> bool:
        self.asked.append(holds)
        return self.says

    async def confirm_question(self, form: QuestionForm, meant: str | None) -> bool:
        self.asked.append(form)
        self.meant.append(meant)
        return self.says

    async def confirm_told(self, row: QuestionRow) -> bool:
        self.asked.append(row)
        return self.says

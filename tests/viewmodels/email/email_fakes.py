"""Stand-ins for the acts on addresses and questions, and for who is asked about them."""

from dataclasses import dataclass, field

from services.contract.snapshot import HoldRow, QuestionRow
from services.rules.people.reference import QuestionForm


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

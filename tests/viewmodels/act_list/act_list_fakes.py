"""What staff did, as a test wants it listed."""

import asyncio
from dataclasses import dataclass, field, replace
from typing import Any

from services.contract.actor import Actor
from services.contract.today.act_list import ActEntry, ActFilter, ActList
from tests.helpers.snapshots import NOW, TODAY
from tests.viewmodels.act_history_fakes import ROW

LOOK: dict[str, Any] = {"verb": "look_up", "outcome": "", "subject": None, "subject_id": None, "details": {}}
STAFF = {"staff01": "窓口 太郎", "okada": "岡田 裕樹"}


def act(number: int, **changed: Any) -> ActEntry:
    """Make the act that is so far from the oldest, on the patron of the same number."""
    patron_id = changed.pop("patron_id", number)
    card_end = changed.pop("card_end", None if patron_id is None else f"00{patron_id:02d}")
    return ActEntry(patron_id=patron_id, card_end=card_end, record=replace(ROW, id=number, **changed))


ACTS = (
    act(5, **LOOK),
    act(4, patron_id=None, verb="own_password.change", subject=None, subject_id=None, details={}),
    act(
        3,
        verb="suspension.lift",
        subject=None,
        subject_id=None,
        outcome="approval_refused",
        details={},
        approver="岡田 裕樹",
    ),
    act(2, verb="password.reissue", subject="password", subject_id=2, details={}),
    act(1),
)
"""A look, an act to nobody, what became of a request, and two acts; the newest first."""


@dataclass
class ListedActs:
    """Answers at once, or when the test opens the gate.

    Attributes:
        asked: what was asked for, in order.
        failures: what the next readings come to instead of an answer.
        gate: readings wait for it.
    """

    rows: tuple[ActEntry, ...] = ACTS
    total: int | None = None
    asked: list[tuple[str, ActFilter]] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)
    gate: asyncio.Event | None = None

    async def acts(self, wanted: ActFilter, actor: Actor) -> ActList:
        return await self._answer("open", wanted, actor)

    async def acts_again(self, wanted: ActFilter, actor: Actor) -> ActList:
        return await self._answer("again", wanted, actor)

    async def acts_for_file(self, wanted: ActFilter, actor: Actor) -> ActList:
        return await self._answer("file", wanted, actor)

    def kinds(self) -> list[str]:
        """Tell how it was asked, without filters."""
        return [kind for kind, _ in self.asked]

    async def _answer(self, kind: str, wanted: ActFilter, _actor: Actor) -> ActList:
        self.asked.append((kind, wanted))
        await asyncio.sleep(0)
        if self.gate is not None:
            await self.gate.wait()
        if self.failures:
            raise self.failures.pop(0)
        rows = tuple(it for it in self.rows if wanted.looks or it.record.outcome)
        return ActList(
            now=NOW,
            wanted=wanted,
            day=wanted.day or TODAY,
            entries=rows,
            total=len(rows) if self.total is None else self.total,
            staff=STAFF,
            looks_since=None,
        )

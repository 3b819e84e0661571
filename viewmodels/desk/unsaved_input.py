"""What is typed at a desk and isn't saved: it is asked about before it is lost, and kept behind a lock."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from services.contract.snapshot import PatronSnapshot
from viewmodels.core.ports import Ask
from viewmodels.desk.desk_state import LookUpRequest
from viewmodels.desk.scan_queue import ScanQueue


@dataclass(frozen=True, slots=True)
class KeptInput:
    """What was typed when a desk was locked, for the same account alone.

    Attributes:
        patron_id: of the patron it is about.
        card_number: the card in use; None where there is none.
        drafts: what stood in each form.
    """

    patron_id: int
    card_number: str | None
    drafts: tuple[object, ...]


class UnsavedInput:
    """Knows which forms hold input, asks whether it may be thrown away, and gives it back after a lock."""

    def __init__(self, ask: Ask, scans: ScanQueue) -> None:
        self._ask = ask
        self._scans = scans
        self._drafts: dict[object, object] = {}
        self._takers: dict[type, Callable[[Any], None]] = {}
        self._waits: KeptInput | None = None
        self._is_asking = False

    def give_back_to[D](self, kind: type[D], take: Callable[[D], None]) -> None:
        """Let a form have its drafts back, by their class, once its patron is open again."""
        self._takers[kind] = take

    def kept_of(self, subject: PatronSnapshot | None) -> KeptInput | None:
        """Give what stands in the forms of the open patron, or what still waits for its patron; None for nothing."""
        drafts = tuple(draft for draft in self._drafts.values() if draft is not None)
        if subject is None or not drafts:
            return self._waits
        return KeptInput(subject.patron.id, subject.card_number, drafts)

    def wait(self, kept: KeptInput | None) -> None:
        """Have drafts wait for their patron."""
        self._waits = kept

    def opened(self, patron_id: int) -> bool:
        """Fill in what waited for this patron; what waited for another goes. False if it went."""
        kept, self._waits = self._waits, None
        if kept is None:
            return True
        if kept.patron_id != patron_id:
            return False
        for draft in kept.drafts:
            self._takers[type(draft)](draft)
        return True

    @property
    def there(self) -> bool:
        """Whether some form holds input."""
        return bool(self._drafts)

    def note(self, owner: object, *, dirty: bool, draft: object = None) -> None:
        """Note whether `owner`'s form holds input that isn't saved; leaving the patron then asks first.

        Args:
            owner: the form.
            dirty: it holds some.
            draft: what stands in it, as a value of a class that is this form's alone; None isn't kept behind a lock.
        """
        self._drafts.pop(owner, None)
        if dirty:
            self._drafts[owner] = draft

    def give_up(self) -> None:
        """Forget the input that is there now, without asking about it."""
        self._drafts.clear()

    async def may_be_left(self, wanted: LookUpRequest | None = None) -> bool:
        """Ask, where there is input, whether it may be thrown away; scans wait meanwhile.

        While the question is open, what else would leave the input is answered with False, and asks nothing.

        Args:
            wanted: what would be opened in the input's place; its number is shown as waiting.
        """
        if not self.there:
            return True
        if self._is_asking:
            return False
        self._is_asking = True
        release = self._scans.pause(self, about=wanted)
        try:
            discard = await self._ask.discard_input()
            if discard:
                self.give_up()
            else:
                self._scans.leave_waiting()
        finally:
            self._is_asking = False
            release()
        await asyncio.sleep(0)  # a card that was read over the question has overtaken this look-up
        return discard

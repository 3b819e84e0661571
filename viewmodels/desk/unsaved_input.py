"""What is typed at a desk and isn't saved: it is asked about before it is lost."""

import asyncio

from viewmodels.core.ports import Ask
from viewmodels.desk.desk_state import LookUpRequest
from viewmodels.desk.scan_queue import ScanQueue


class UnsavedInput:
    """Knows which forms hold input, and asks whether it may be thrown away."""

    def __init__(self, ask: Ask, scans: ScanQueue) -> None:
        self._ask = ask
        self._scans = scans
        self._owners: set[object] = set()

    @property
    def there(self) -> bool:
        """Whether some form holds input."""
        return bool(self._owners)

    def note(self, owner: object, *, dirty: bool) -> None:
        """Note whether `owner`'s form holds input that isn't saved; leaving the patron then asks first."""
        if dirty:
            self._owners.add(owner)
        else:
            self._owners.discard(owner)

    def give_up(self) -> None:
        """Forget the input that is there now, without asking about it."""
        self._owners.clear()

    async def may_be_left(self, wanted: LookUpRequest | None = None) -> bool:
        """Ask, where there is input, whether it may be thrown away; scans wait meanwhile.

        Args:
            wanted: what would be opened in the input's place; its number is shown as waiting.
        """
        if not self.there:
            return True
        release = self._scans.pause(self, about=wanted)
        try:
            discard = await self._ask.discard_input()
            if discard:
                self.give_up()
            else:
                self._scans.drop_waiting()
        finally:
            release()
        await asyncio.sleep(0)  # a card that was read over the question has overtaken this look-up
        return discard

"""Reads the open patron again: at the clerk's wish, or because others changed them."""

from collections.abc import Awaitable, Callable

from services.contract.actor import Actor
from services.contract.backend import LookUps
from services.contract.snapshot import LookUpAnswer
from viewmodels.core.notes import Done, StatusMessage
from viewmodels.core.observable import Event
from viewmodels.core.snapshot_diff import is_same
from viewmodels.desk.desk_state import OF_CARDS, SnapshotChanged
from viewmodels.desk.open_patron import OpenPatron


class Rereading:
    """Reads the open patron again; an answer replaces no other patron, and no act's result that came meanwhile.

    Attributes:
        moved: the open patron was changed elsewhere, and is shown so now.

    Args:
        look_ups: reads patrons.
        patron: the one who is open.
        actor: tells who reads.
        show: shows what was read, with a line for the status bar.
    """

    def __init__(
        self,
        look_ups: LookUps,
        patron: OpenPatron,
        *,
        actor: Callable[[], Actor],
        show: Callable[[LookUpAnswer, StatusMessage | None], None],
    ) -> None:
        self._look_ups = look_ups
        self._patron = patron
        self._actor = actor
        self._show = show
        self.moved: Event[SnapshotChanged] = Event()

    async def again(self) -> None:
        """Read at the clerk's wish; a look is recorded."""
        patron_id, before = self._patron.id, self._patron.whole
        if patron_id is None:
            return
        answer = await self._of_open(patron_id, self._look_ups.again(patron_id, self._actor()))
        if answer is not None and self._patron.whole is before:
            self._show(answer, Done.READ_AGAIN)
        elif answer is not None:
            await self.refresh()  # an act's outcome came meanwhile, and may be newer

    async def refresh(self) -> None:
        """Read the present state. The clerk didn't ask for it, so no look is recorded."""
        patron_id = self._patron.id
        while patron_id is not None and (shown := self._patron.answer.value) is not None:
            before = self._patron.whole
            answer = await self._of_open(patron_id, self._look_ups.refresh(patron_id, self._actor()))
            if answer is None:
                return
            if self._patron.whole is not before:
                continue  # an act's outcome came meanwhile, and may be newer
            self._patron.read_at(answer.now)
            if not is_same(self._patron.answer.value or shown, self._patron.as_shown(answer)):
                self._show(answer, None)
                self.moved.emit(SnapshotChanged(shown, self._patron.as_shown(answer)))
            return

    async def _of_open(self, patron_id: int, look: Awaitable[LookUpAnswer]) -> LookUpAnswer | None:
        """Wait for a look; None once its patron isn't the open one: what is wrong with their card is nobody's then."""
        try:
            answer = await look
        except OF_CARDS:
            if self._patron.id == patron_id:
                raise
            return None
        return answer if self._patron.id == patron_id else None

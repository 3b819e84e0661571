"""自分の仕事: a clerk's unfinished work, on the empty desk of 窓口担当 and 電話担当.

To open the list is recorded; it is therefore opened when the clerk asks for it, and then follows what changes without
another record. It leaves the screen and the memory as soon as the window is covered or the channel changes.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

from services.contract.backend import Today
from services.contract.today.own_work import OwnWork, WorkEntry, WorkKind
from services.rules.vocabulary import Role
from viewmodels.core.command import AsyncCommand
from viewmodels.core.observable import Event, Observable
from viewmodels.core.trouble import ReportBug, Trouble, trouble
from viewmodels.desk.desk import DeskViewModel
from viewmodels.desk.masking import MASK
from viewmodels.today.following import Following
from viewmodels.today.way_back import WayBack

_KINDS: Final = tuple(WorkKind)


def row_key(entry: WorkEntry) -> int:
    """Give a number that no other entry has: reports, mails, questions and patrons are each counted from one."""
    return entry.id * len(_KINDS) + _KINDS.index(entry.kind)


class OwnWorkViewModel:
    """State and commands of the list, for all but supervisors.

    Attributes:
        here: the list may be seen: no patron is open or looked up, and nothing covers the window.
        listed: the list, the desk's own requests for an approval first, with names masked where titles are; by phone
            without names; None while it isn't open.
        trouble: why the last reading came to nothing.
        open_list: opens the list, which is recorded.
        come_back: closes who is open, and shows the list; it is opened where it isn't yet.
        start_wanted: asks for the keyboard at the list's start.
        row_wanted: asks for the keyboard on a row, by its key, once its patron is closed.
    """

    def __init__(
        self,
        desk: DeskViewModel,
        today: Today,
        report_bug: ReportBug,
        *,
        approvals: Observable[tuple[WorkEntry, ...]],
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._desk = desk
        self._today = today
        self._report_bug = report_bug
        self._approvals = approvals
        self._found: OwnWork | None = None
        self._covered = False
        self.here: Observable[bool] = Observable(False)
        self.listed: Observable[OwnWork | None] = Observable(None)
        self.trouble: Observable[Trouble | None] = Observable(None)
        self.start_wanted: Event[None] = Event()
        self._way = WayBack(desk, self.here)
        self.row_wanted = self._way.row_wanted
        self.open_list = AsyncCommand(self._open, on_error=self._failed)
        self._following = Following(
            desk, self.here, self._read, opening=self.open_list, failed=self._failed, pause=pause
        )
        self.come_back = AsyncCommand(self._come_back, on_error=self._failed)

    def start(self) -> None:
        """Begin to watch the desk; nothing is read yet."""
        desk = self._desk
        desk.answer.subscribe(lambda _: self._look())
        desk.look_up.running.subscribe(lambda _: self._look())
        desk.channel.subscribe(lambda _: self._close())
        desk.titles_masked.subscribe(lambda _: self._publish())
        self._approvals.subscribe(lambda _: self._publish())
        self._way.start()
        self._following.start()
        self._look()

    def changed(self) -> None:
        """Read an open list again, since something was changed; later while it isn't on the screen."""
        self._following.changed()

    def open_patron(self, key: int) -> None:
        """Open the patron of a row as the card does that is typed: by phone the caller is to be checked first."""
        entries = () if self._found is None else (*self._approvals.value, *self._found.entries)
        entry = next((it for it in entries if row_key(it) == key), None)
        if entry is not None and self.here.value:
            self._way.remember(key, entry.patron_id)
            if entry.card_number is None:
                self._desk.found(entry.patron_id)
            else:
                self._desk.typed(entry.card_number)

    def cover(self, *, covered: bool) -> None:
        """Keep no patron's data while the window is covered or locked."""
        self._covered = covered
        if covered:
            self._close()
        self._look()

    async def aclose(self) -> None:
        """Stop reading, and forget the list."""
        self._covered = True
        self._look()
        for command in (self.open_list, self._following, self.come_back):
            await command.aclose()
        self._close()

    async def _open(self) -> None:
        if not self.here.value:
            return
        self._desk.must_be_connected()
        self._following.asked()
        self._take(await self._today.own_work(self._desk.actor))
        self.start_wanted.emit(None)

    async def _read(self) -> None:
        before = self._found
        if before is None:
            self.trouble.set(None)  # of an opening that came to nothing
            return
        again = await self._today.own_work_again(self._desk.actor)
        if self._found is before:
            self._take(again)

    async def _come_back(self) -> None:
        desk = self._desk
        self._way.forget()
        desk.close_patron.start()  # with no patron open it ends what was typed, and the search for a caller
        await desk.close_patron.settled()
        await desk.look_up.settled()
        if not self.here.value:
            return
        if self._found is None:
            self.open_list.start()
        else:
            self.start_wanted.emit(None)

    def _look(self) -> None:
        """See whether the list may be seen; when it comes back, it is read again."""
        desk = self._desk
        is_empty = desk.answer.value is None and not desk.look_up.running.value
        here = is_empty and not self._covered and desk.staff.role is not Role.SUPERVISOR
        if here is self.here.value:
            return
        self.here.set(here)
        self._following.read_now()
        if not here:
            self._following.stop()
            self.open_list.cancel()
            if self._found is None:
                self.trouble.set(None)

    def _take(self, found: OwnWork) -> None:
        self._found = found
        self.trouble.set(None)
        self._publish()

    def _publish(self) -> None:
        found = self._found
        if found is not None:
            waiting = self._approvals.value
            found = replace(found, entries=(*waiting, *found.entries), total=found.total + len(waiting))
        if found is not None and self._desk.titles_masked.value:
            masked = (replace(it, name=None if it.name is None else MASK) for it in found.entries)
            found = replace(found, entries=tuple(masked))
        self.listed.set(found)

    def _close(self) -> None:
        """Forget the list."""
        self.open_list.cancel()
        self._found = None
        self._way.forget()
        self.listed.set(None)
        self.trouble.set(None)

    def _failed(self, error: Exception) -> None:
        self.trouble.set(trouble(error, self._report_bug))

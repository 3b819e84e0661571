"""操作の一覧 on the empty desk: a supervisor's of everybody's acts, others' of their own, at the counter.

To open the list, and to narrow it, is recorded; it then follows what changes without another record. It leaves the
screen and the memory as soon as the window is covered or the desk changes to the phone.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from services.contract.backend import ActLists
from services.contract.recorded_acts import RecordRow
from services.contract.today.act_list import ActEntry, ActFilter, ActList
from services.rules.clock import tokyo_day
from services.rules.dates import days_after
from services.rules.vocabulary import Channel, Role
from viewmodels.act_list.days import read_recent_day
from viewmodels.core.command import AsyncCommand, Overlap
from viewmodels.core.observable import Event, Observable
from viewmodels.core.snapshot_diff import Part, RowPlace
from viewmodels.core.trouble import ReportBug, Trouble, trouble
from viewmodels.desk.desk import DeskViewModel
from viewmodels.desk.masking import MASK
from viewmodels.today.following import Following
from viewmodels.today.way_back import WayBack

_PARTS: Final[Mapping[str, Part]] = MappingProxyType(
    {
        "loan": Part.LOANS,
        "hold": Part.HOLDS,
        "hold_cancellation": Part.CANCELLED_HOLDS,
        "email": Part.EMAIL,
        "question": Part.QUESTIONS,
        "password": Part.PASSWORD,
        "registration": Part.REGISTRATION,
        "card": Part.REGISTRATION,
        "suspension": Part.SUSPENSIONS,
        "report": Part.REPORTS,
    }
)
"""Where an act on each kind of row is done."""


def place_of(record: RecordRow) -> RowPlace | Part | None:
    """Tell where an act was done: at its row, else on the part of the screen; None for a look."""
    part = _PARTS.get(record.subject or record.verb.partition(".")[0])
    return part if part is None or record.subject_id is None else RowPlace(part, record.subject_id)


class ActListViewModel:
    """State and commands of the page.

    Attributes:
        shown: the page stands in the place of the empty desk: from when the list is wanted until it is left.
        here: the page may be seen: no patron is open or looked up.
        listed: the list, with cards masked where titles are; None while it isn't there.
        wanted: what the list was asked for; what is being asked for while it is opened.
        unreadable: what was typed as a day is none.
        trouble: why the last reading came to nothing.
        open_list: opens the list with a filter, which is recorded.
        come: closes who is open and shows the list; it is opened where it isn't yet.
        start_wanted: asks for the keyboard at the page's start.
        row_wanted, place_wanted: see `WayBack`.
        left: the page was left, and the keyboard goes to the desk.
    """

    def __init__(
        self,
        desk: DeskViewModel,
        lists: ActLists,
        report_bug: ReportBug,
        *,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._desk = desk
        self._lists = lists
        self._report_bug = report_bug
        self._found: ActList | None = None
        self._covered = self._begins = False
        self.shown: Observable[bool] = Observable(False)
        self.here: Observable[bool] = Observable(False)
        self.listed: Observable[ActList | None] = Observable(None)
        self.wanted: Observable[ActFilter] = Observable(ActFilter())
        self.unreadable: Observable[bool] = Observable(False)
        self.trouble: Observable[Trouble | None] = Observable(None)
        self.start_wanted: Event[None] = Event()
        self.left: Event[None] = Event()
        self._way = WayBack(desk, self.here)
        self.row_wanted, self.place_wanted = self._way.row_wanted, self._way.place_wanted
        self.open_list = AsyncCommand(self._open, on_error=self._failed, overlap=Overlap.REPLACE)
        self._following = Following(
            desk, self.here, self._read, opening=self.open_list, failed=self._failed, pause=pause
        )
        self.come = AsyncCommand(self._come, on_error=self._failed)

    @property
    def lists_everybodys(self) -> bool:
        """Whether all staff's acts are listed, not the reader's own alone."""
        return self._desk.staff.role is Role.SUPERVISOR

    def start(self) -> None:
        """Begin to watch the desk; nothing is read yet."""
        desk = self._desk
        desk.answer.subscribe(lambda _: self._look())
        desk.look_up.running.subscribe(lambda _: self._look())
        desk.channel.subscribe(lambda _: self._close())
        desk.titles_masked.subscribe(lambda _: self._publish())
        self._way.start()
        self._following.start()

    def filter(self, wanted: ActFilter) -> None:
        """Open the list anew with another filter; the same one changes nothing."""
        self.unreadable.set(False)
        if self.here.value and (wanted != self.wanted.value or self._found is None):
            self._want(wanted)

    def type_day(self, text: str) -> None:
        """Open the list of a day as it was typed; the present one for nothing."""
        found = self._found
        if found is None:
            return
        today = tokyo_day(found.now)
        day = read_recent_day(text, today) if text.strip() else today
        self.unreadable.set(False)  # so that it is told again
        self.unreadable.set(day is None or day > today)
        if day is not None and day <= today:
            self.filter(replace(self.wanted.value, day=None if day == today else day))

    def step(self, days: int) -> None:
        """Open the list of so many days later, no further than the present one."""
        found = self._found
        if found is None:
            return
        today = tokyo_day(found.now)
        day = min(days_after(self.wanted.value.day or today, days), today)
        self.filter(replace(self.wanted.value, day=None if day == today else day))

    def changed(self) -> None:
        """Read an open list again, since something was changed; later while it isn't on the screen."""
        if self._found is not None:
            self._following.changed()

    def open_patron(self, row_id: int) -> None:
        """Open the patron of a row where the act was done, which is a look and recorded; a row of nobody stays."""
        found = self._found
        entry = None if found is None else next((it for it in found.entries if it.record.id == row_id), None)
        if entry is not None and entry.patron_id is not None and self.here.value:
            self._way.remember(row_id, entry.patron_id, place_of(entry.record))
            self._desk.found(entry.patron_id)

    def leave(self) -> None:
        """Forget the list, and show what stands there else."""
        if self.shown.value:
            self._close()
            self.left.emit(None)

    def cover(self, *, covered: bool) -> None:
        """Keep no patron's data while the window is covered or locked."""
        self._covered = covered
        if covered:
            self._close()

    async def aclose(self) -> None:
        """Stop reading, and forget the list."""
        self._covered = True
        self._close()
        for command in (self.open_list, self._following, self.come):
            await command.aclose()

    async def _come(self) -> None:
        desk = self._desk
        if desk.channel.value is not Channel.COUNTER or self._covered:
            return
        if desk.patron_id is not None or desk.look_up.running.value:
            self._way.forget()
            desk.close_patron.start()
            await desk.close_patron.settled()
            await desk.look_up.settled()
        if desk.answer.value is not None:
            return
        self.shown.set(True)
        self._look()
        if self._found is None:
            self._begins = True
            self._want(self.wanted.value)
        else:
            self.start_wanted.emit(None)

    def _want(self, wanted: ActFilter) -> None:
        self._following.stop()
        self.wanted.set(wanted)
        self.open_list.start(wanted)

    async def _open(self, wanted: ActFilter) -> None:
        self._desk.must_be_connected()
        self._following.asked()
        self._take(await self._lists.acts(wanted, self._desk.actor))
        self._begin()

    async def _read(self) -> None:
        before = self._found
        if before is None:
            self.trouble.set(None)  # of an opening that came to nothing
            return
        again = await self._lists.acts_again(before.wanted, self._desk.actor)
        if self._found is before:
            self._take(again)

    def _begin(self) -> None:
        """Have the keyboard on a page that was just come to."""
        if self._begins:
            self._begins = False
            self.start_wanted.emit(None)

    def _look(self) -> None:
        """See whether the page may be seen; when it comes back, it is read again."""
        desk = self._desk
        is_empty = desk.answer.value is None and not desk.look_up.running.value
        here = self.shown.value and is_empty
        if here is self.here.value:
            return
        self.here.set(here)
        if here and self._found is not None:
            self._following.read_now()
        if not here:
            self._following.stop()
            self.open_list.cancel()
            self._settle_aim()
            if self._found is None:
                self.shown.set(False)  # it has never come

    def _take(self, found: ActList) -> None:
        self._found = found
        self.wanted.set(found.wanted)
        self.trouble.set(None)
        self._publish()

    def _publish(self) -> None:
        found = self._found
        if found is not None and self._desk.titles_masked.value:
            found = replace(found, entries=tuple(map(_masked, found.entries)))
        self.listed.set(found)

    def _close(self) -> None:
        """Forget the list, what it was asked for, and the row to come back to."""
        self.open_list.cancel()
        self._found, self._begins = None, False
        self._way.forget()
        self.shown.set(False)
        self._look()
        self.wanted.set(ActFilter())
        self.unreadable.set(False)
        self.listed.set(None)
        self.trouble.set(None)

    def _settle_aim(self) -> None:
        """Say of the list that is there what it was asked for."""
        if self._found is not None:
            self.wanted.set(self._found.wanted)

    def _failed(self, error: Exception) -> None:
        self.trouble.set(trouble(error, self._report_bug))
        self._settle_aim()
        self._begin()


def _masked(entry: ActEntry) -> ActEntry:
    return entry if entry.card_end is None else replace(entry, card_end=MASK)

"""今日の仕事: how much waits for a supervisor, and 貸出禁止一覧 or 申し出の一覧 once it is asked for.

Counts name no patron and are read by themselves. To open the list is recorded; it is therefore opened when the
supervisor asks for it, and then follows what changes without another record. It leaves the screen and the memory as
soon as the window is covered or the desk changes to the phone.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from enum import Enum, auto
from typing import Final

from services.contract.actor import Actor
from services.contract.backend import SuspensionLists, Today
from services.contract.offers import SystemPart
from services.contract.today.counts import TodayCounts
from services.contract.today.report_list import ReportEntry, ReportFilter, ReportList
from services.contract.today.suspension_list import SuspensionEntry, SuspensionFilter, SuspensionList
from services.rules.vocabulary import Channel, Role
from viewmodels.core.command import AsyncCommand, Overlap
from viewmodels.core.observable import Event, Observable
from viewmodels.core.snapshot_diff import Part, RowPlace
from viewmodels.core.trouble import ReportBug, Trouble, trouble
from viewmodels.desk.desk import DeskViewModel
from viewmodels.desk.masking import MASK
from viewmodels.today.following import Following
from viewmodels.today.lift_form import LiftForm, next_row
from viewmodels.today.way_back import WayBack


class Tile(Enum):
    """A number that opens a list."""

    READY = auto()
    REPORTS = auto()
    CONTACTS = auto()
    SUSPENDED = auto()


type ListFilter = SuspensionFilter | ReportFilter
"""Which list is wanted, and what of it."""

_FILTERS: Final[Mapping[Tile, ListFilter]] = {
    Tile.READY: SuspensionFilter(ready_only=True),
    Tile.REPORTS: ReportFilter(),
    Tile.CONTACTS: SuspensionFilter(to_contact=True),
    Tile.SUSPENDED: SuspensionFilter(),
}


def _tile_of(wanted: ListFilter) -> Tile:
    """Tell behind which number a filter's list stands."""
    if isinstance(wanted, ReportFilter):
        return Tile.REPORTS
    if wanted.ready_only:
        return Tile.READY
    return Tile.CONTACTS if wanted.to_contact else Tile.SUSPENDED


class TodayViewModel:
    """State and commands of the page, for a supervisor.

    Attributes:
        here: the page may be seen: at the counter, no patron is open or looked up, and nothing covers the window.
        counts: how much waits; None until it was read.
        listed: 貸出禁止一覧, with names masked where titles are; None while it isn't open.
        reports: 申し出の一覧, in the same way; one of the two is open at most.
        wanted: what the list was asked for; what is being asked for while it is opened. Its branch begins with the
            desk's own and stays as chosen, whichever list is opened next and while none is.
        tile: the number whose list is open, or being opened.
        ticked: the keys of the suspensions that are to be lifted together.
        trouble: why the last reading came to nothing.
        open_list: opens the list with a filter, which is recorded.
        come_back: shows the page, once the open patron is closed.
        start_wanted: asks for the keyboard at the page's start.
        row_wanted, place_wanted: see `WayBack`; the row behind a lift is wanted, too.
    """

    def __init__(
        self,
        desk: DeskViewModel,
        today: Today,
        lists: SuspensionLists,
        report_bug: ReportBug,
        *,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._desk = desk
        self._today = today
        self._lists = lists
        self._report_bug = report_bug
        self._found: SuspensionList | ReportList | None = None
        self._covered = self._aside = False
        self.here: Observable[bool] = Observable(False)
        self.counts: Observable[TodayCounts | None] = Observable(None)
        self.listed: Observable[SuspensionList | None] = Observable(None)
        self.reports: Observable[ReportList | None] = Observable(None)
        knows_branches = desk.offers.has(SystemPart.PATRON_BRANCHES)
        own = SuspensionFilter(branch_id=desk.actor.branch_id if knows_branches else None)
        self.wanted: Observable[ListFilter] = Observable(own)
        self.tile: Observable[Tile | None] = Observable(None)
        self.ticked: Observable[frozenset[int]] = Observable(frozenset())
        self.trouble: Observable[Trouble | None] = Observable(None)
        self.start_wanted: Event[None] = Event()
        self._way = WayBack(desk, self.here)
        self.row_wanted, self.place_wanted = self._way.row_wanted, self._way.place_wanted
        self.open_list = AsyncCommand(self._open, on_error=self._failed, overlap=Overlap.REPLACE)
        self._following = Following(
            desk, self.here, self._read, opening=self.open_list, failed=self._failed, pause=pause
        )
        self.come_back = AsyncCommand(self._come_back, on_error=self._failed)

    def start(self) -> None:
        """Begin to watch the desk, and read the counts."""
        desk = self._desk
        desk.answer.subscribe(lambda _: self._look())
        desk.look_up.running.subscribe(lambda _: self._look())
        desk.channel.subscribe(self._channel_changed)
        desk.titles_masked.subscribe(lambda _: self._publish())
        self._way.start()
        self._following.start()

    @property
    def now_ticked(self) -> tuple[SuspensionEntry, ...]:
        """What is ticked, in the order of the list and as it is shown."""
        listed = self.listed.value
        return () if listed is None else tuple(it for it in listed.entries if it.id in self.ticked.value)

    def shown(self, suspension_id: int) -> SuspensionEntry | None:
        """Give a row as it is shown, if it is there."""
        listed = self.listed.value
        entries = () if listed is None else listed.entries
        return next((it for it in entries if it.id == suspension_id), None)

    def choose(self, tile: Tile) -> None:
        """Open the list behind a number; of those to contact the late ones alone while there are any."""
        branch_id, counts = self.wanted.value.branch_id, self.counts.value
        wanted = replace(_FILTERS[tile], branch_id=branch_id)
        is_late = counts is not None and counts.of(branch_id).contact_late > 0
        if isinstance(wanted, SuspensionFilter) and wanted.to_contact:
            wanted = replace(wanted, late_only=is_late)
        self._want(wanted)

    def filter(self, wanted: ListFilter) -> None:
        """Open the list anew with another filter; the same one changes nothing."""
        if wanted != self.wanted.value or self._found is None:
            self._want(wanted)

    def tick(self, suspension_id: int) -> None:
        """Tick a row, or take its tick away; only what is ready can be ticked."""
        row = self._row(suspension_id)
        if row is not None and row.ready:
            self.ticked.set(self.ticked.value ^ {suspension_id})

    def tick_all(self, *, on: bool) -> None:
        """Tick every row that is shown and ready, or take every tick away."""
        listed = self.listed.value
        entries = () if listed is None or not on else listed.entries
        self.ticked.set(frozenset(it.id for it in entries if it.ready))

    def changed(self) -> None:
        """Read again what is shown, since something was changed; later while the page isn't there."""
        self._following.changed()

    def form_closed(self, form: LiftForm) -> None:
        """Read again what was lifted, and go to the row behind it; where nothing was, back to the form's first."""
        if form.lifted:
            self._following.read_now()
        row = next_row(form, self._suspensions)
        if self.here.value and row is not None:
            self.row_wanted.emit(row)
        elif self.here.value:
            self.start_wanted.emit(None)

    def open_patron(self, row_id: int) -> None:
        """Open the patron of a row at the suspension or the report, which is a look and recorded."""
        found = self._found
        row = None if found is None else next((it for it in found.entries if it.id == row_id), None)
        if row is not None:
            part = Part.REPORTS if isinstance(row, ReportEntry) else Part.SUSPENSIONS
            self._way.remember(row.id, row.patron_id, RowPlace(part, row.id))
            self._desk.found(row.patron_id)

    def cover(self, *, covered: bool) -> None:
        """Keep no patron's data while the window is covered or locked."""
        self._covered = covered
        if covered:
            self._close()
        self._look()

    def stand_aside(self, *, aside: bool) -> None:
        """Leave the place to another page of nobody, or stand there again."""
        self._aside = aside
        self._look()

    async def aclose(self) -> None:
        """Stop reading, and forget the list."""
        self._covered = True
        self._look()
        for command in (self.open_list, self._following, self.come_back):
            await command.aclose()
        self._close()
        self.counts.set(None)

    def _want(self, wanted: ListFilter) -> None:
        if not self.here.value:
            return
        self._following.stop()
        self._aim(wanted, opening=True)
        self.open_list.start(wanted)

    def _aim(self, wanted: ListFilter, *, opening: bool) -> None:
        self.wanted.set(wanted)
        self.tile.set(_tile_of(wanted) if opening else None)

    async def _open(self, wanted: ListFilter) -> None:
        self._desk.must_be_connected()
        self._following.asked()
        actor = self._desk.actor
        if isinstance(wanted, ReportFilter):
            self._take(await self._today.reports(wanted, actor))
        else:
            self._take(await self._lists.suspensions(wanted, actor))
        self.counts.set(await self._today.counts(self._desk.actor))
        self.trouble.set(None)

    async def _read(self) -> None:
        actor = self._desk.actor
        self.counts.set(await self._today.counts(actor))
        before = self._found
        if before is not None:
            again = await self._again(before, actor)
            if self._found is before:
                self._take(again)
        self.trouble.set(None)

    async def _again(self, before: SuspensionList | ReportList, actor: Actor) -> SuspensionList | ReportList:
        if isinstance(before, ReportList):
            return await self._today.reports_again(before.wanted, actor)
        return await self._lists.suspensions_again(before.wanted, actor)

    async def _come_back(self) -> None:
        desk = self._desk
        if not self._is_at_counter():
            return
        if desk.patron_id is not None or desk.look_up.running.value:
            self._way.forget()
            desk.close_patron.start()
            await desk.close_patron.settled()
            await desk.look_up.settled()
        if self.here.value:
            self.start_wanted.emit(None)

    def _look(self) -> None:
        """See whether the page is there; when it comes back, what it shows is read again."""
        desk = self._desk
        is_empty = desk.answer.value is None and not desk.look_up.running.value
        here = self._is_at_counter() and is_empty and not (self._covered or self._aside)
        if here is self.here.value:
            return
        self.here.set(here)
        self._following.read_now()
        if not here:
            self._following.stop()
            self.open_list.cancel()
            self._settle_aim()

    def _is_at_counter(self) -> bool:
        desk = self._desk
        return desk.staff.role is Role.SUPERVISOR and desk.channel.value is Channel.COUNTER

    def _channel_changed(self, channel: Channel) -> None:
        if channel is not Channel.COUNTER:
            self._close()
        self._look()

    def _take(self, found: SuspensionList | ReportList) -> None:
        """Show what was read; a tick stays while its row is there, ready, and as it was."""
        ticked = {(it.id, it.version) for it in self._suspensions if it.id in self.ticked.value}
        self._found = found
        self._aim(found.wanted, opening=True)
        self._publish()
        left = (it.id for it in self._suspensions if it.ready and (it.id, it.version) in ticked)
        self.ticked.set(frozenset(left))

    def _publish(self) -> None:
        found, masked = self._found, self._desk.titles_masked.value
        listed = found if isinstance(found, SuspensionList) else None
        reports = found if isinstance(found, ReportList) else None
        if listed is not None and masked:
            listed = replace(listed, entries=tuple(replace(it, name=MASK) for it in listed.entries))
        if reports is not None and masked:
            entries = tuple(replace(it, name=MASK if it.name else "") for it in reports.entries)
            reports = replace(reports, entries=entries)
        self.listed.set(listed)
        self.reports.set(reports)

    @property
    def _suspensions(self) -> tuple[SuspensionEntry, ...]:
        return self._found.entries if isinstance(self._found, SuspensionList) else ()

    def _row(self, suspension_id: int) -> SuspensionEntry | None:
        return next((it for it in self._suspensions if it.id == suspension_id), None)

    def _close(self) -> None:
        """Forget the list, its ticks, and the row to come back to."""
        self.open_list.cancel()
        self._found = None
        self._way.forget()
        self.ticked.set(frozenset())
        self._publish()
        self.trouble.set(None)
        self._settle_aim()

    def _settle_aim(self) -> None:
        """Say of the list that is there what it was asked for."""
        found = self._found
        none = SuspensionFilter(branch_id=self.wanted.value.branch_id)
        self._aim(none if found is None else found.wanted, opening=found is not None)

    def _failed(self, error: Exception) -> None:
        self.trouble.set(trouble(error, self._report_bug))
        self._settle_aim()

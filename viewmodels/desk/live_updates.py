"""Keeps the desk up to date: follows the changes of others, notes a lost system, and reconnects by itself."""

import asyncio
from collections.abc import Awaitable, Callable

from services.contract.backend import Changes, Outcomes
from services.contract.change_events import (
    Changed,
    Connected,
    InTime,
    Late,
    LoginRefused,
    Lost,
    Replaced,
    Report,
)
from services.contract.errors import (
    Disconnected,
    ServiceError,
    SystemBusy,
    SystemLoginRefused,
    SystemReadOnly,
    SystemUnreachable,
)
from viewmodels.core.command import AsyncCommand
from viewmodels.core.notes import ChangedElsewhere, Done, OutcomeKnown, StatusMessage
from viewmodels.core.observable import Event
from viewmodels.core.snapshot_diff import changed_parts
from viewmodels.core.trouble import Bug, ReportBug, trouble
from viewmodels.desk.desk import DeskViewModel
from viewmodels.desk.desk_state import SnapshotChanged

_ASK_AGAIN_SECONDS = 1.0
_READING_SECONDS = 10.0
"""How long a refusal stands in the status bar before a change by others may replace it."""
_FIRST_REST, _LONGEST_REST = 0.2, 5.0
"""Seconds between two readings for changes by others; each rest in which more came is twice the one before."""
_REMEMBERED = 256
"""How many patrons' changes are remembered apart while something is under way."""


class LiveViewModel:
    """Watches the library's system for one desk.

    Panels follow changes by others without a look on record; the desk's own acts show their outcome themselves. While
    the system is gone, the desk says so, keeps what it shows and refuses acts; when it is back, the patron is read
    again, and acts whose answer was lost are asked for. Any login may send notices of changes, as many as it likes: the
    first is followed at once, others after rests that grow as long as more come.

    Attributes:
        changed: something in the library was changed, or could have been while nothing was told.
        account_in_doubt: the account that is signed in could have been changed, too, while nothing was told.
    """

    def __init__(
        self,
        desk: DeskViewModel,
        changes: Changes,
        outcomes: Outcomes,
        report_bug: ReportBug,
        *,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._desk = desk
        self._changes = changes
        self._outcomes = outcomes
        self._report_bug = report_bug
        self._pause = pause
        self._lost = False
        self._again = False
        self._after_rest = False
        self._meanwhile: set[int | None] = set()
        self._followed: int | None = None
        self._told_at = float("-inf")
        self.changed: Event[None] = Event()
        self.account_in_doubt: Event[None] = Event()
        self._watch = AsyncCommand(self._listen, on_error=self._failed)
        self._settle = AsyncCommand(self._ask_outcomes, on_error=self._failed)
        self._rest = AsyncCommand(self._rest_and_follow, on_error=self._failed)
        desk.answer.subscribe(lambda _: self._tell_whom())
        desk.note.subscribe(self._note_told)
        desk.moved.subscribe(self._moved)
        desk.refresh.running.subscribe(lambda running: None if running else self._refreshed())
        for busy in (desk.busy, desk.look_up.running, desk.read_again.running):
            busy.subscribe(lambda _: self._catch_up())
        desk.unanswered.open.subscribe(lambda _: self._ask())

    def start(self) -> None:
        """Begin to watch."""
        self._watch.start()

    async def aclose(self) -> None:
        """Stop watching."""
        await self._watch.aclose()
        await self._settle.aclose()
        await self._rest.aclose()

    async def _listen(self) -> None:
        reports = self._changes.reports()
        try:
            async for report in reports:
                self._take(report)
        finally:
            await reports.aclose()

    def _take(self, report: Report) -> None:
        match report:
            case Connected():
                self._connected()
            case Changed(patron_id=patron_id):
                self._changed(patron_id)
            case Late():
                self._desk.changes_are_late.set(True)
            case InTime():
                self._desk.changes_are_late.set(False)
            case Lost(why=why):
                self._gone(why or Disconnected())
            case Replaced(why=why):
                self._gone(why)
            case LoginRefused():
                self._gone(SystemLoginRefused())

    def _connected(self) -> None:
        was_lost, self._lost = self._lost, False
        self._desk.changes_are_late.set(False)
        self._desk.show_connected()
        if was_lost:
            self._desk.tell(Done.RECONNECTED)
        self.account_in_doubt.emit(None)
        self.changed.emit(None)
        self._follow()
        self._ask()

    def _gone(self, why: ServiceError) -> None:
        self._lost = True
        self._changes.reconnect()
        self._desk.show_disconnected(why)

    def _tell_whom(self) -> None:
        """Tell the library's system whom to follow, once for each patron who is opened or closed."""
        if self._desk.patron_id != self._followed:
            self._followed = self._desk.patron_id
            self._changes.follow(self._followed)

    def _changed(self, patron_id: int | None) -> None:
        if self._is_occupied():
            self._remember(patron_id)  # what is under way may have been read before it
        if patron_id in {None, self._desk.patron_id}:
            self._follow_change()
        self.changed.emit(None)
        if patron_id is None:
            self.account_in_doubt.emit(None)

    def _remember(self, patron_id: int | None) -> None:
        if len(self._meanwhile) < _REMEMBERED:
            self._meanwhile.add(patron_id)
        else:
            self._meanwhile = {None}

    def _catch_up(self) -> None:
        """Read once more what changed while something was under way whose outcome is shown now."""
        if self._is_occupied() or not self._meanwhile:
            return
        meanwhile, self._meanwhile = self._meanwhile, set()
        if meanwhile & {None, self._desk.patron_id}:
            self._follow_change()

    def _is_occupied(self) -> bool:
        desk = self._desk
        return desk.busy.value or desk.look_up.running.value or desk.read_again.running.value

    def _follow_change(self) -> None:
        """Follow a change at once, or after the rest that another one began."""
        if self._rest.running.value:
            self._after_rest = True
        elif self._desk.patron_id is not None:
            self._follow()
            self._rest.start()

    async def _rest_and_follow(self) -> None:
        seconds = _FIRST_REST
        while True:
            await self._pause(seconds)
            if not self._after_rest:
                return
            self._after_rest = False
            self._follow()
            seconds = min(2 * seconds, _LONGEST_REST)

    def _follow(self) -> None:
        if self._desk.patron_id is None:
            return
        if self._desk.refresh.running.value:
            self._again = True
        else:
            self._desk.refresh.start()

    def _refreshed(self) -> None:
        if self._again:
            self._again = False
            self._follow()

    def _moved(self, moved: SnapshotChanged) -> None:
        parts = changed_parts(moved.before, moved.after)
        if parts and not self._is_being_read(self._desk.note.value):
            self._desk.tell(ChangedElsewhere(parts))

    def _is_being_read(self, note: StatusMessage | None) -> bool:
        fresh = self._desk.tick() - self._told_at < _READING_SECONDS
        return fresh and isinstance(note, ServiceError | Bug | OutcomeKnown)

    def _note_told(self, _note: StatusMessage | None) -> None:
        self._told_at = self._desk.tick()

    def _ask(self) -> None:
        if self._desk.unanswered.open.value:
            self._settle.start()

    async def _ask_outcomes(self) -> None:
        unanswered = self._desk.unanswered
        while unanswered.open.value:
            act_id = unanswered.open.value[0]
            try:
                outcome = await self._outcomes.of(act_id, self._desk.staff.id)
            except (SystemUnreachable, SystemBusy, SystemReadOnly):
                if self._lost:
                    return  # asked again when the system is back
                await self._pause(_ASK_AGAIN_SECONDS)
                continue
            if act_id in unanswered.open.value:
                unanswered.settle(act_id)
                self._desk.tell(OutcomeKnown(None if outcome is None else outcome.verb))
                self._follow()

    def _failed(self, error: Exception) -> None:
        self._desk.tell(trouble(error, self._report_bug))

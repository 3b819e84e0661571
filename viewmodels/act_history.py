"""操作記録: the acts on the open patron, read while the page is seen."""

from datetime import date, timedelta
from typing import Final

from services.contract.backend import ActHistory
from services.contract.recorded_acts import ALWAYS, PatronRecords, Period
from services.contract.snapshot import LookUpAnswer
from services.rules.dates import month_end, months_before
from services.rules.vocabulary import Channel
from viewmodels.core.command import AsyncCommand, Overlap
from viewmodels.core.observable import Observable
from viewmodels.core.trouble import ReportBug, Trouble, trouble
from viewmodels.desk.desk import DeskViewModel

MONTHS: Final = 24
"""So many months can be chosen, the present one among them; what is older is one choice."""


def periods(today: date) -> tuple[Period, ...]:
    """Give what can be chosen: any day, each of the last months, and all days before them."""
    firsts = [months_before(today.replace(day=1), back) for back in range(MONTHS)]
    return ALWAYS, *(Period(it, month_end(it)) for it in firsts), Period(last=firsts[-1] - timedelta(days=1))


class ActHistoryViewModel:
    """State of the page 操作記録: the records of the open patron.

    They are read when the page comes on screen, and after each change of the open patron: an act may be its cause.
    Nothing is read for a hidden page. The records leave the screen with the patron.

    Attributes:
        records: those of the open patron; None while there is nothing to show.
        looks: who looked at the open patron is wanted, too; not of the next one.
        period: of which days records are wanted; of the next patron of any.
        has_looks: that can be asked for: not by telephone.
        trouble: why they couldn't be read.
        load: reads them.
    """

    def __init__(self, desk: DeskViewModel, history: ActHistory, report_bug: ReportBug) -> None:
        self._desk = desk
        self._source = history
        self._report_bug = report_bug
        self._seen = False
        self._followed: int | None = None
        self.records: Observable[PatronRecords | None] = Observable(None)
        self.looks = Observable(False)
        self.period = Observable(ALWAYS)
        self.has_looks = Observable(False)
        self.trouble: Observable[Trouble | None] = Observable(None)
        self.load = AsyncCommand(self._load, on_error=self._failed, overlap=Overlap.REPLACE)
        desk.answer.subscribe(self._follow)
        desk.channel.subscribe(self._follow_channel)
        self._follow_channel(desk.channel.value)

    def set_seen(self, seen: bool) -> None:
        """Note whether the page is on screen."""
        self._seen = seen
        self._read_if_seen()

    def want_looks(self, wanted: bool) -> None:
        """Read who looked at the open patron, too, or no more."""
        if wanted is not self.looks.value:
            self.looks.set(wanted)
            self._read_if_seen()

    def want_period(self, period: Period) -> None:
        """Read the records of other days."""
        if period != self.period.value:
            self.period.set(period)
            self._read_if_seen()

    async def aclose(self) -> None:
        """Stop reading, and forget the records."""
        await self.load.aclose()
        self.records.set(None)

    def _follow(self, _answer: LookUpAnswer | None) -> None:
        if self._followed != (patron_id := self._patron_id()):
            self._followed = patron_id
            self.records.set(None)
            self.looks.set(False)
            self.period.set(ALWAYS)
        self.trouble.set(None)
        self._read_if_seen()

    def _follow_channel(self, channel: Channel) -> None:
        self.has_looks.set(channel is Channel.COUNTER)

    def _read_if_seen(self) -> None:
        self.load.cancel()  # its answer would be of another patron, or older than an act
        if self._seen and self._desk.snapshot is not None:
            self.load.start()

    async def _load(self) -> None:
        patron_id = self._patron_id()
        if patron_id is None:
            return
        records = await self._source.of_patron(
            patron_id, self._desk.actor, looks=self.looks.value, period=self.period.value
        )
        self.trouble.set(None)
        self.records.set(records)

    def _patron_id(self) -> int | None:
        snapshot = self._desk.snapshot
        return None if snapshot is None else snapshot.patron.id

    def _failed(self, error: Exception) -> None:
        self.records.set(None)
        self.trouble.set(trouble(error, self._report_bug))

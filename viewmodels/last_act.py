"""After a run that was broken off: which act of this desk was recorded last, so that staff can make sure of it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from services.contract.backend import ActLists
from services.contract.today.act_list import ActEntry, ActFilter
from services.rules.vocabulary import Channel
from viewmodels.core.command import AsyncCommand
from viewmodels.core.notes import LastAct, PreviousRunCrashed
from viewmodels.core.trouble import ReportBug, trouble
from viewmodels.desk.desk import DeskViewModel

DAYS_BACK: Final = 3
"""So many days before today are looked through: over a weekend."""


class LastActViewModel:
    """Adds the act to what is told of the run.

    A supervisor hears of what anybody did at this desk, others of what they did themselves.

    Attributes:
        name: finds the act, and tells it as long as nothing else was told since; the reading is recorded as a list's.
    """

    def __init__(self, desk: DeskViewModel, lists: ActLists, report_bug: ReportBug) -> None:
        self._desk = desk
        self._lists = lists
        self._report_bug = report_bug
        self.name = AsyncCommand(self._name, on_error=self._failed)

    async def aclose(self) -> None:
        """Stop looking."""
        await self.name.aclose()

    async def _name(self, note: PreviousRunCrashed) -> None:
        last = await self._last()
        if last is not None and self._desk.note.value == note:
            self._desk.tell(replace(note, last=last))

    async def _last(self) -> LastAct | None:
        day: date | None = None
        for _ in range(DAYS_BACK + 1):
            if self._desk.channel.value is Channel.PHONE:
                return None
            wanted = ActFilter(day=day, branch_id=self._desk.place.branch_id)
            found = await self._lists.acts(wanted, self._desk.actor)
            here = next((it for it in found.entries if self._is_here(it)), None)
            if here is not None:
                return LastAct(here.record.at, here.record.verb, here.card_end)
            day = found.day - timedelta(days=1)
        return None

    def _is_here(self, entry: ActEntry) -> bool:
        record = entry.record
        is_act = entry.patron_id is not None and not record.is_of_approval
        return is_act and record.workstation == self._desk.place.workstation

    def _failed(self, error: Exception) -> None:
        trouble(error, self._report_bug)  # that the run was broken off stays told

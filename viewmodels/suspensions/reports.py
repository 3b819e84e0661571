"""申し出: writing down what a patron reports, and settling it."""

from typing import Protocol

from services.acts.reports import SettleReport, TakeReport
from services.contract.errors import ActRefused
from services.contract.snapshot import ReportRow
from services.rules.decision import Reason, Refused
from services.rules.people.reports import still_to_take
from services.rules.vocabulary import PatronReport
from viewmodels.core.notes import Done, Result
from viewmodels.desk.act_commands import ActCommands


class AskReports(Protocol):
    """Questions about reports."""

    async def take_report(self, kinds: tuple[PatronReport, ...]) -> PatronReport | None:
        """Ask what the patron reports; None for nothing."""

    async def confirm_settled(self, row: ReportRow) -> bool:
        """Ask whether the report is settled."""


class ReportViewModel:
    """The commands behind 申し出の記録 and 対応済."""

    def __init__(self, acting: ActCommands, ask: AskReports) -> None:
        self._acting = acting
        self._ask = ask
        self.take = acting.command(self._take, sends=TakeReport)
        self.settle = acting.command(self._settle, sends=SettleReport)

    async def _take(self) -> None:
        patron = self._acting.patron
        kinds = still_to_take([row.kind for row in patron.reports if row.settled_on is None])
        if not kinds:
            raise ActRefused(Refused((Reason.REPORTED_ALREADY,)))
        kind = await self._ask.take_report(kinds)
        if kind is None:
            return
        request = TakeReport(actor=self._acting.desk.actor, patron_id=patron.patron.id, kind=kind)
        note = Result(Done.REPORT_TAKEN, about=kind)
        await self._acting.perform(request, lambda _: note)

    async def _settle(self, row: ReportRow) -> None:
        patron = self._acting.patron
        if isinstance(row.settle, Refused):
            raise ActRefused(row.settle)
        if not await self._ask.confirm_settled(row):
            return
        request = SettleReport(
            actor=self._acting.desk.actor,
            patron_id=patron.patron.id,
            report_id=row.id,
            seen_version=row.version,
        )
        await self._acting.perform(request, lambda _: Result(Done.REPORT_SETTLED, about=row.kind))

"""Prints the open patron's 返却期限票: what has to be brought back and may be fetched. Nothing of it is kept.

Who looked at these lists is on record since the patron was opened; the slip says nothing beyond them, so that printing
it is no act.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from services.contract.snapshot import HoldRow, PatronSnapshot
from services.rules.card_numbers import CardNumbers
from services.rules.clock import tokyo_day
from services.rules.policy import Policy
from services.rules.vocabulary import Channel
from services.slips.due_slip import DueLoan, DueSlip, ReadyHold
from viewmodels.core.command import AsyncCommand
from viewmodels.core.notes import Done
from viewmodels.core.observable import Observable
from viewmodels.core.trouble import ReportBug, trouble
from viewmodels.desk.desk import DeskViewModel
from viewmodels.desk.ready_filter import ready_holds
from viewmodels.printout import Printout

if TYPE_CHECKING:
    from viewmodels.core.ports import DueSlipMaker, SlipPrinter


class DueSlipViewModel:
    """The command behind 「返却期限票を印刷」.

    Attributes:
        offered: this desk may print one: at the counter, while titles are shown.
        print_slip: asks for a printer where none is set, and prints. What the queue does to it later is told, too.

    Args:
        desk: whose patron it is.
        slips: lays it out.
        printer: the workstation's way to paper.
        policy: tells the library's values in force.
        report_bug: writes unexpected exceptions to the log.
        pause: waits some seconds between two looks at the queue.
    """

    def __init__(
        self,
        desk: DeskViewModel,
        slips: "DueSlipMaker",
        printer: "SlipPrinter",
        *,
        policy: Callable[[], Policy],
        report_bug: ReportBug,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._desk = desk
        self._slips = slips
        self._printer = printer
        self._policy = policy
        self._report_bug = report_bug
        self._printout = Printout(self._failed, pause)
        self.offered: Observable[bool] = Observable(False)
        self.print_slip = AsyncCommand(self._print, on_error=self._failed, enabled=self.offered)
        desk.channel.subscribe(lambda _: self._offer())
        desk.titles_masked.subscribe(lambda _: self._offer())

    async def settled(self) -> None:
        """Wait until nothing is being sent, and the queue has told of the last slip's end."""
        await self.print_slip.settled()
        await self._printout.settled()

    async def aclose(self) -> None:
        """Send nothing more, and stop looking at the queue."""
        await self.print_slip.aclose()
        await self._printout.aclose()

    def _offer(self) -> None:
        at_counter = self._desk.channel.value is Channel.COUNTER
        self.offered.set(at_counter and not self._desk.titles_masked.value)

    async def _print(self) -> None:
        """Print what is shown once the printer is known: meanwhile others may have changed it, or hidden it."""
        patron_id = self._desk.patron_id
        if self._desk.busy.value or self._slip(patron_id) is None:
            return
        release = self._desk.pause_scans(self)
        try:
            self._desk.note.set(None)
            if not await self._printer.choose() or (slip := self._slip(patron_id)) is None:
                return
            await self._printout.send(self._printer, await self._slips.make_due(slip, self._printer.paper))
        finally:
            release()
        self._desk.tell(Done.DUE_SLIP_SENT)

    def _slip(self, patron_id: int | None) -> DueSlip | None:
        """Say what is to stand on the slip; None where nothing is, or where it mayn't be printed now."""
        shown = self._desk.snapshot
        if shown is None or shown.patron.id != patron_id or not self.offered.value:
            return None
        today = tokyo_day(self._desk.now())
        holds = ready_holds(shown.holds, today)
        if not (shown.loans or holds):
            return None
        policy = self._policy()
        return DueSlip(
            library=policy.library_name,
            branch=self._desk.place.branch,
            printed_on=today,
            loans=tuple(DueLoan(it.title, it.item_number, it.due_on) for it in shown.loans),
            holds=tuple(map(_ready, holds)),
            card_number=_card(shown, policy) if policy.due_slip_shows_card else None,
            patron_name=shown.patron.name if policy.due_slip_shows_name else None,
        )

    def _failed(self, error: Exception) -> None:
        self._desk.tell(trouble(error, self._report_bug))


def _card(shown: PatronSnapshot, policy: Policy) -> str | None:
    number = shown.card_number
    return None if number is None else CardNumbers.of(policy).mask(number)


def _ready(hold: HoldRow) -> ReadyHold:
    pick_up = hold.branch if hold.stop is None else f"{hold.branch} {hold.stop}"
    return ReadyHold(hold.title, hold.item_number, pick_up, hold.shelf_place, hold.shelf_until)

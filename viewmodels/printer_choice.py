"""Choosing a printer and a paper for one slip, where none is set or each slip is to be asked about."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from services.contract.errors import ServiceError
from services.rules.vocabulary import Paper
from services.slips.content import SlipKind
from viewmodels.core.command import AsyncCommand, Overlap
from viewmodels.core.observable import Observable
from viewmodels.core.trouble import ReportBug, Trouble, trouble
from viewmodels.settings.setting_keys import Value, slip_key
from viewmodels.settings.settings import SlipPrinting

type TryPrinter = Callable[[SlipPrinting], Awaitable[None]]
"""Makes sure that a slip can be printed so; raises PrinterUnavailable or PaperRefused."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is to choose from.

    Attributes:
        slip: the kind of slip.
        queues: the system's queues that are fit for slips.
        begin: what is chosen at first, as far as it is set or was chosen before.
        fixed: the setting keys that the administrator's policy decides.
        decided: the queue that the policy names; None where it names none, also where it decides that none is set.
        before_password: the slip's password isn't made yet, so that the slip may be shown on screen instead.
    """

    slip: SlipKind
    queues: tuple[str, ...]
    begin: SlipPrinting
    fixed: frozenset[str] = frozenset()
    decided: str | None = None
    before_password: bool = False


class PrinterChoice:
    """One choice, from the first look at the queues to a printer that works.

    Attributes:
        offer: what there is to choose from.
        queues: the names to list: all, or the one that the administrator decided.
        missing: the queue of `queues` that the system doesn't list; None if it lists all.
        trouble: why nothing can be printed so now, or why the choice couldn't be kept.
        chosen: the choice, once it was found good and was kept where that was wanted.
        look: looks at a queue and a paper without choosing them.
        take: chooses them, and keeps them as this workstation's settings where that is wanted.

    Args:
        offer: what there is to choose from.
        try_out: tries a queue and a paper.
        save: keeps setting values by key; None where nothing can be kept.
        report_bug: writes unexpected exceptions to the log.
    """

    def __init__(
        self,
        offer: Offer,
        *,
        try_out: TryPrinter,
        save: Callable[[Mapping[str, Value]], Awaitable[None]] | None,
        report_bug: ReportBug,
    ) -> None:
        self.offer = offer
        self._try_out = try_out
        self._save = save
        self._report_bug = report_bug
        begin = offer.decided or offer.begin.printer
        known = begin is None or begin in offer.queues
        self.missing = None if known else begin
        self.queues = offer.queues if begin is None or known else (begin, *offer.queues)
        if offer.decided is not None:
            self.queues = (offer.decided,)
        self.trouble: Observable[Trouble | None] = Observable(None)
        self.chosen: Observable[SlipPrinting | None] = Observable(None)
        self.look = AsyncCommand(self._look, on_error=self._failed, overlap=Overlap.REPLACE)
        self.take = AsyncCommand(self._take, on_error=self._failed)
        self._keep = AsyncCommand(self._keep_and_choose, on_error=self._failed, shielded=True)

    @property
    def can_be_kept(self) -> bool:
        """Tell whether a choice can become this workstation's setting."""
        return self._save is not None

    def is_fixed(self, part: str) -> bool:
        """Tell whether the administrator decided a part of `SlipPrinting`."""
        return slip_key(self.offer.slip, part) in self.offer.fixed

    def leave(self) -> bool:
        """Give the choice up; False while it is being kept, which can't be broken off."""
        if self._keep.running.value:
            return False
        self.take.cancel()
        return True

    async def settled(self) -> None:
        """Wait until no queue is looked at or tried, and nothing is being kept."""
        for command in (self.look, self.take, self._keep):
            await command.settled()

    async def aclose(self) -> None:
        """Wait until what is being kept is kept, and end everything else."""
        for command in (self.look, self.take, self._keep):
            await command.aclose()

    async def _look(self, printer: str, paper: Paper) -> None:
        try:
            await self._try_out(self._way(printer, paper))
        except ServiceError as error:
            self.trouble.set(error)
        else:
            self.trouble.set(None)

    async def _take(self, printer: str, paper: Paper, *, keep: bool) -> None:
        self.look.cancel()
        self.trouble.set(None)
        way = self._way(printer, paper)
        await self._try_out(way)
        self._keep.start(way, keep=keep)
        await self._keep.settled()

    async def _keep_and_choose(self, way: SlipPrinting, *, keep: bool) -> None:
        if keep and self._save is not None:
            parts: dict[str, Value] = {"printer": way.printer or "", "paper": way.paper.value}
            own = {part: value for part, value in parts.items() if not self.is_fixed(part)}
            await self._save({slip_key(self.offer.slip, part): value for part, value in own.items()})
        self.chosen.set(way)

    def _way(self, printer: str, paper: Paper) -> SlipPrinting:
        return replace(self.offer.begin, printer=printer, paper=paper)

    def _failed(self, error: Exception) -> None:
        self.trouble.set(trouble(error, self._report_bug))

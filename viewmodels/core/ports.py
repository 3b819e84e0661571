"""The ports of viewmodels beside the library system (`services.contract.backend`): paper and named questions.

`services.slips` makes slips as it is, `views` does the rest; tests implement all of it with fakes.
"""

from enum import Enum, auto
from typing import Protocol

from services.rules.vocabulary import Paper
from services.slips.content import SlipContent
from services.slips.due_slip import DueSlip


class SlipMaker(Protocol):
    """Lays out slips."""

    async def make(self, content: SlipContent, paper: Paper) -> bytes:
        """Lay a slip out as PDF bytes, in memory."""


class DueSlipMaker(Protocol):
    """Lays out 返却期限票."""

    async def make_due(self, slip: DueSlip, paper: Paper) -> bytes:
        """Lay one out as PDF bytes, in memory."""


class PrintedJob(Protocol):
    """One slip handed to a printer's queue."""

    async def is_out(self) -> bool:
        """Tell whether the queue is done with it; raises PrinterUnavailable if the queue stopped."""

    async def cancel(self) -> None:
        """Take it out of the queue again."""


class Ready(Enum):
    """Where a slip goes that isn't made yet."""

    FOR_PAPER = auto()
    """A printer that works is set, or was chosen."""
    FOR_SCREEN = auto()
    """There is no printer, or the clerk wants to show the slip on the screen."""
    NOT_AT_ALL = auto()
    """The clerk left the choice of a printer."""


class SlipPrinter(Protocol):
    """The workstation's way to paper."""

    @property
    def paper(self) -> Paper:
        """The layout of the next slip: the one chosen with its printer, else the set one."""

    @property
    def name(self) -> str:
        """The queue of the next slip: the one chosen, else the set one; blank where there is none."""

    async def check(self) -> Ready:
        """Make sure that a slip can be printed, before a password is made for it.

        Where no printer is set, or each slip is to be asked about, the clerk chooses one that works.

        Raises:
            PrinterUnavailable: the set printer can't print now.
            PaperRefused: it doesn't print on the set paper.
        """

    async def choose(self) -> bool:
        """Let the clerk choose a printer for a slip that is there, where `check` would; False if they left the choice.

        Raises:
            PrinterUnavailable: there is no printer to choose.
        """

    async def print_slip(self, pdf: bytes) -> PrintedJob:
        """Print on the set printer, or on the one that was chosen last.

        Raises:
            PrinterUnavailable: it can't print now.
            PaperRefused: it doesn't print on a page of this size.
        """


class Ask(Protocol):
    """Asks the clerk for decisions, by named questions."""

    async def discard_input(self) -> bool:
        """Ask whether what was typed and not saved may be thrown away."""

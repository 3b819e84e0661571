"""What viewmodels need from outside, as Protocols: services below, named questions and paper above.

Services satisfy the first group as they are. `views` implements the second; tests implement both with fakes.
"""

from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol

from services.actor import Actor
from services.lookup.snapshot import LookUpAnswer
from services.rules.vocabulary import Paper
from services.slips.content import SlipContent

if TYPE_CHECKING:  # loads the database's library, which no window before the desk needs
    from services.act_requests import ActRequest
    from services.acts.plan import ActResult


class LookUps(Protocol):
    """Reading patrons."""

    async def by_card(self, card_number: str, actor: Actor) -> LookUpAnswer:
        """Read the patron of a clean card number, recording the look."""

    async def by_patron(self, patron_id: int, actor: Actor) -> LookUpAnswer:
        """Read a patron who was found without a card, recording the look."""

    async def again(self, patron_id: int, actor: Actor) -> LookUpAnswer:
        """Read an open patron once more at the clerk's wish, recording the look."""

    async def refresh(self, patron_id: int, actor: Actor) -> LookUpAnswer:
        """Read an open patron's present state without recording a look."""


class Acts(Protocol):
    """Carrying out acts."""

    async def perform[R](self, request: "ActRequest[R]") -> "ActResult[R]":
        """Do an act, or nothing at all; raises as `services.acts` says."""


class SlipMaker(Protocol):
    """Laying out slips."""

    async def make(self, content: SlipContent, paper: Paper) -> bytes:
        """Lay a slip out as PDF bytes, in memory."""


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
    """Decisions only a person can take, as named questions."""

    async def discard_input(self) -> bool:
        """Ask whether what was typed and not saved may be thrown away."""

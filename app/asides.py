"""What stands beside the desk: the help, 「診断」. None of it knows a patron, and all of it goes with the desk."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import __version__
from viewmodels.notes import BrokenOff, ReportBug

if TYPE_CHECKING:
    from services.database.engine import Database
    from services.doctor.findings import Finding
    from services.library import Library
    from viewmodels.desk import DeskViewModel
    from viewmodels.diagnosis import DiagnosisModel
    from views.desk_window import DeskWindow
    from views.help_desk import HelpDesk
    from views.theme import Theme

type Diagnose = Callable[[Database], Awaitable[tuple[Finding, ...]]]
"""Makes every check of a database and of this machine."""


@dataclass(frozen=True, slots=True)
class Asides:
    """What the program knows of the place it runs in, as far as that is wanted beside the desk.

    Attributes:
        diagnose: makes every check, with the database of who is signed in; None leaves 「診断」 out.
        broken_off: the reference of a run that didn't end in order.
    """

    diagnose: "Diagnose | None" = None
    broken_off: str | None = None


NO_ASIDES = Asides()


@dataclass(frozen=True, slots=True)
class OpenAsides:
    """What was put beside a desk."""

    help: "HelpDesk"
    diagnosis: "DiagnosisModel | None"

    async def aclose(self) -> None:
        """Take every window away, and stop what they wait for."""
        self.help.close_all()
        if self.diagnosis is not None:
            await self.diagnosis.aclose()


def open_asides(
    window: "DeskWindow",
    desk: "DeskViewModel",
    library: "Library",
    asides: Asides,
    *,
    theme: "Theme",
    report_bug: ReportBug,
) -> OpenAsides:
    """Put the help into the window's top bar and behind F1."""
    from viewmodels.diagnosis import DiagnosisModel
    from views.help_desk import HelpDesk
    from views.manual import Manual

    diagnose = asides.diagnose
    diagnosis = DiagnosisModel(lambda: diagnose(library.db), report_bug) if diagnose is not None else None
    helping = HelpDesk(
        window, desk, theme=theme, manual=Manual.find(), version=__version__, diagnosis=diagnosis
    )
    if asides.broken_off is not None:
        desk.tell(BrokenOff(asides.broken_off))
    return OpenAsides(helping, diagnosis)

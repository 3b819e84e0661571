"""Pictures of what stands beside the desk: the help, 「診断」, about the program, and the tour."""

from PySide6.QtWidgets import QApplication

from app.demo import TOUR_CARD
from app.desk.composition import OpenDesk
from services.diagnosis.diagnosis import Diagnosis, Subject, Verdict
from tools.screenshots.studio import Studio, scan
from viewmodels.help.tour import Step
from views.help.about_window import AboutWindow
from views.help.diagnosis_window import DiagnosisWindow
from views.help.tour_strip import TourStrip
from views.manual.manual import KEYS, START
from views.manual.manual_window import HelpWindow
from views.widgets.side_window import SideWindow

_FOUND = (
    Diagnosis(Subject.SETTINGS, Verdict.SETTINGS_READ),
    Diagnosis(Subject.DATABASE, Verdict.DATABASE_SERVER),
    Diagnosis(Subject.SERVER, Verdict.SERVER_FITS, ("18.1",)),
    Diagnosis(Subject.ENCRYPTION, Verdict.TLS_OFF),
    Diagnosis(
        Subject.MASTERS, Verdict.MASTERS_UNREADABLE, (1, "circulation_rule (loan_days 2026-04-01) value")
    ),
    Diagnosis(Subject.CLOCK, Verdict.CLOCK_BEHIND, (95,)),
    Diagnosis(Subject.CLOCK_OFFSET, Verdict.OFFSET_NONE),
    Diagnosis(Subject.LOGIN, Verdict.LOGIN_COUNTER),
    Diagnosis(Subject.GUARDS, Verdict.GUARDS_IN_FORCE, (24,)),
    Diagnosis(Subject.RECORD_TIMES, Verdict.RECORDS_FIT),
    Diagnosis(Subject.WAITING_MAIL, Verdict.NOTHING_WAITS),
    Diagnosis(Subject.WORKER, Verdict.WORKER_NEVER),
    Diagnosis(Subject.MAIL_SERVER, Verdict.MAIL_NONE),
    Diagnosis(Subject.PRINTER, Verdict.PRINTER_BY_DIALOG),
    Diagnosis(Subject.FONTS, Verdict.FONTS_LOAD, (9,)),
    Diagnosis(Subject.LOG, Verdict.LOG_WRITTEN, ("~/.local/state/madoguchi",)),
)
"""What a workstation could be told: most of it fine, some to be put right, some not to be seen from there."""


async def diagnose() -> tuple[Diagnosis, ...]:
    """Answer what a workstation could be told."""
    return _FOUND


async def asides(studio: Studio, desk: OpenDesk) -> None:
    """Show the manual at two pages, what 「診断」 found, which program this is, and that it broke off before."""
    await studio.take(desk.window, "broken-off")
    await scan(desk, "100000001")
    beside = desk.asides
    assert beside.diagnosis is not None
    beside.help.open_at(START)
    await studio.take(_beside(HelpWindow), "help")
    beside.help.open_at(KEYS)
    await studio.take(_beside(HelpWindow), "help-keys")
    _beside(HelpWindow).close()
    beside.help.diagnose()
    await beside.diagnosis.look.settled()
    await studio.take(_beside(DiagnosisWindow), "diagnosis")
    _beside(DiagnosisWindow).close()
    beside.help.tell_about()
    await studio.take(_beside(AboutWindow), "about")


async def tour(studio: Studio, desk: OpenDesk) -> None:
    """Show the tour of the demo: its first step, one beside a patron, and its last word."""
    strip = desk.window.findChildren(TourStrip)[0]
    await studio.take(desk.window, "tour")
    await scan(desk, TOUR_CARD)
    await studio.take(desk.window, "tour-lists")
    strip.tour.step.set(Step.END)
    await studio.take(desk.window, "tour-end")


def _beside[W: SideWindow](kind: type[W]) -> W:
    return next(it for it in QApplication.topLevelWidgets() if isinstance(it, kind) and it.isVisible())

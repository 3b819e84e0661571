"""Pictures of what stands beside the desk: the help, 「診断」, about the program, and the tour."""

from PySide6.QtWidgets import QApplication

from app.demo import TOUR_CARD
from app.desk.composition import OpenDesk
from services.contract.diagnosis import CheckResult, Diagnosis, Subject
from tools.screenshots.studio import Studio, scan
from viewmodels.help.tour import TourStep
from views.help.about_window import AboutWindow
from views.help.diagnosis_window import DiagnosisWindow
from views.help.tour_strip import TourStrip
from views.manual.manual import KEYS, START
from views.manual.manual_window import HelpWindow
from views.widgets.side_window import SideWindow

_FOUND = (
    Diagnosis(Subject.SETTINGS, CheckResult.SETTINGS_READ),
    Diagnosis(Subject.DATABASE, CheckResult.DATABASE_SERVER),
    Diagnosis(Subject.SERVER, CheckResult.SERVER_FITS, ("18.1",)),
    Diagnosis(Subject.ENCRYPTION, CheckResult.TLS_OFF),
    Diagnosis(
        Subject.MASTERS, CheckResult.MASTERS_UNREADABLE, (1, "circulation_rule (loan_days 2026-04-01) value")
    ),
    Diagnosis(Subject.CLOCK, CheckResult.CLOCK_BEHIND, (95,)),
    Diagnosis(Subject.CLOCK_OFFSET, CheckResult.OFFSET_NONE),
    Diagnosis(Subject.LOGIN, CheckResult.LOGIN_COUNTER),
    Diagnosis(Subject.GUARDS, CheckResult.GUARDS_IN_FORCE, (24,)),
    Diagnosis(Subject.RECORD_TIMES, CheckResult.RECORDS_FIT),
    Diagnosis(Subject.WAITING_MAIL, CheckResult.NOTHING_WAITS),
    Diagnosis(Subject.WORKER, CheckResult.WORKER_NEVER),
    Diagnosis(Subject.MAIL_SERVER, CheckResult.MAIL_NONE),
    Diagnosis(Subject.PRINTER, CheckResult.PRINTER_BY_DIALOG),
    Diagnosis(Subject.FONTS, CheckResult.FONTS_LOAD, (9,)),
    Diagnosis(Subject.LOG, CheckResult.LOG_WRITTEN, ("~/.local/state/madoguchi",)),
)
"""Possible findings at a workstation: most fine, some to be put right, some undecidable there."""


async def diagnose() -> tuple[Diagnosis, ...]:
    """Answer the possible findings."""
    return _FOUND


async def asides(studio: Studio, desk: OpenDesk) -> None:
    """Show the manual at two pages, what 「診断」 found, which program this is, and that it broke off before."""
    await studio.take(desk.window, "broken-off")
    await scan(desk, "100000001")
    beside = desk.asides
    assert beside.diagnosis is not None
    beside.help.open_at(START)
    await studio.take(window_beside(HelpWindow), "help")
    beside.help.open_at(KEYS)
    await studio.take(window_beside(HelpWindow), "help-keys")
    window_beside(HelpWindow).close()
    beside.help.diagnose()
    await beside.diagnosis.look.settled()
    await studio.take(window_beside(DiagnosisWindow), "diagnosis")
    window_beside(DiagnosisWindow).close()
    beside.help.tell_about()
    await studio.take(window_beside(AboutWindow), "about")


async def tour(studio: Studio, desk: OpenDesk) -> None:
    """Show the tour of the demo: its first step, one beside a patron, and its last word."""
    strip = desk.window.findChildren(TourStrip)[0]
    await studio.take(desk.window, "tour")
    await scan(desk, TOUR_CARD)
    await studio.take(desk.window, "tour-lists")
    strip.tour.step.set(TourStep.END)
    await studio.take(desk.window, "tour-end")


def window_beside[W: SideWindow](kind: type[W]) -> W:
    """Give the window of a kind that stands beside the desk."""
    return next(it for it in QApplication.topLevelWidgets() if isinstance(it, kind) and it.isVisible())

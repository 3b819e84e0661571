"""Tones for those who look at the patron and not at the screen: one when something is done, two when it isn't.

They are off unless a workstation's settings turn them on, and never the only sign: each goes with a line in the window.
"""

import sys
from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from viewmodels.core.notes import (
    Caution,
    Done,
    Lifts,
    ListSaved,
    OutcomeKnown,
    Renewals,
    Result,
    StatusMessage,
    without_title,
)
from viewmodels.core.trouble import Bug
from viewmodels.desk.desk import DeskViewModel
from views.widgets.binding import bind

_APART_MS = 180


def beep() -> None:
    """Make the system's plain tone."""
    if sys.platform == "win32":
        import winsound

        winsound.MessageBeep(winsound.MB_OK)
    else:
        QApplication.beep()


def sound_outcomes(desk: DeskViewModel, window: QWidget, tone: Callable[[], None] = beep) -> None:
    """Let outcomes, errors beside the card field and a lost connection be heard until the window goes."""
    heard: list[StatusMessage | None] = [None]

    def fail() -> None:
        tone()
        QTimer.singleShot(_APART_MS, window, tone)

    def hear_note(note: StatusMessage | None) -> None:
        before, heard[0] = heard[0], note if note is None else without_title(note)
        if heard[0] == before:
            return  # its title was hidden
        match note:
            case None:
                pass
            case Renewals(refused=failed) | Lifts(failed=failed) if failed:
                fail()
            case Done() | Result() | Renewals() | Lifts() | ListSaved() | OutcomeKnown(verb=str()):
                tone()
            case Caution() | Bug() | OutcomeKnown() | Exception():
                fail()
            case _:
                pass  # what others changed is no outcome

    bind(desk.note, window, hear_note)
    for errors in (desk.card_error, desk.connection_error):
        bind(errors, window, lambda error: None if error is None else fail())

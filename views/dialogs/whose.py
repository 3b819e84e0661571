"""Whose the questions over a window are: the name in each of them, so that none is answered for another patron."""

from typing import Final

from PySide6.QtWidgets import QWidget

from services.contract.snapshot import LookUpAnswer, PatronSnapshot
from viewmodels.core.observable import Observable
from views.text import words
from views.widgets.binding import bind

_WHOSE: Final = "whose questions"


def named(subject: PatronSnapshot) -> str:
    """Name a patron as questions do: by name and card number."""
    return words.named(subject.patron.name, subject.card_number, between="　")


def tell_whose(window: QWidget, answer: Observable[LookUpAnswer | None]) -> None:
    """Let the questions over a window name the patron who is open there; none before a caller is identified."""

    def note(shown: LookUpAnswer | None) -> None:
        note_whose(window, named(shown) if isinstance(shown, PatronSnapshot) else "")

    bind(answer, window, note)


def note_whose(window: QWidget, patron: str) -> None:
    """Note the patron whom the questions over a window are about; blank for none."""
    window.setProperty(_WHOSE, patron)


def whose(window: QWidget | None) -> str:
    """Give the patron whom a question over a window is about; blank where none is noted, here or around it."""
    while window is not None:
        patron = window.property(_WHOSE)
        if isinstance(patron, str):
            return patron
        window = window.parentWidget()
    return ""

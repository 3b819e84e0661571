"""A form in a dialog that stays open while its act is tried: the scans are its own, and its patron's end is its end."""

from contextlib import ExitStack
from typing import Protocol

from services.contract.snapshot import LookUpAnswer, PatronSnapshot
from viewmodels.core.observable import Observable
from viewmodels.desk.desk import DeskViewModel


class Form(Protocol):
    """What a dialog works on."""

    def scanned(self, text: str) -> bool:
        """Take a scan; False leaves it to the desk."""

    def missed(self, text: str) -> None:
        """Take note of a scan that was made while the form was covered."""

    def follow(self, snapshot: PatronSnapshot) -> None:
        """Go on with the patron's new state."""


class OpenForm[S: Form]:
    """The one form of a kind that may be open on a desk.

    Attributes:
        current: the form, whose dialog is open as long as it is here.
    """

    def __init__(self, desk: DeskViewModel) -> None:
        self._desk = desk
        self._patron_id: int | None = None
        self._scans = ExitStack()
        self.current: Observable[S | None] = Observable(None)
        desk.answer.subscribe(self._patron_changed)

    def open(self, form: S, patron_id: int) -> None:
        """Open a form for the patron on screen; scans are the form's first, and wait if it doesn't want them."""
        self._patron_id = patron_id
        self._scans.callback(self._desk.capture_scans(form.scanned, form.missed))
        self.current.set(form)

    def close(self) -> None:
        """Close the form, with what was typed; a scan that waited is the desk's."""
        form = self.current.value
        if form is None:
            return
        self._desk.unread.forget()
        self._desk.note_unsaved_input(form, dirty=False)
        self.current.set(None)
        self._scans.close()

    def _patron_changed(self, answer: LookUpAnswer | None) -> None:
        form = self.current.value
        if form is None:
            return
        if isinstance(answer, PatronSnapshot) and answer.patron.id == self._patron_id:
            form.follow(answer)
        else:
            self.close()

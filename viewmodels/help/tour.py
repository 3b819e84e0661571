"""The guided tour: it says what to try next, and goes on by what the person does, never by a button 「次へ」."""

from collections.abc import Callable
from enum import Enum, auto

from services.contract.snapshot import LookUpAnswer
from viewmodels.core.notes import Done, StatusMessage
from viewmodels.core.observable import Observable
from viewmodels.desk.desk import DeskViewModel
from viewmodels.passwords.password_issue_launcher import PasswordIssueLauncher

_ISSUED = frozenset({Done.PASSWORD_ISSUED, Done.PASSWORD_REISSUED})


class TourStep(Enum):
    """What is to be tried, in order; END is the last word."""

    CARD = auto()
    LISTS = auto()
    PASSWORD = auto()
    SLIP = auto()
    CLOSE = auto()
    END = auto()


class Tour:
    """One desk's tour. It takes nothing from the desk: the user can go on working beside it.

    Attributes:
        step: what is to be tried now; None while there is no tour.
        card: a card to try it with.
    """

    def __init__(
        self, desk: DeskViewModel, passwords: PasswordIssueLauncher, remember: Callable[[], None], card: str
    ) -> None:
        """Make the tour; it waits for `start`.

        Args:
            desk: tells who is open and what was done.
            passwords: tells that the password's dialog is open.
            remember: keeps that this user has seen the tour, or wants none.
            card: a card to try it with.
        """
        self._desk = desk
        self._passwords = passwords
        self._remember = remember
        self.card = card
        self._issued = False
        self.step: Observable[TourStep | None] = Observable(None)
        desk.answer.subscribe(self._opened)
        desk.note.subscribe(self._told)
        passwords.dialog.subscribe(lambda dialog: self._asked(is_open=dialog is not None))

    def start(self) -> None:
        """Begin, or begin anew, at what is there to be tried now."""
        self._issued = False
        self.step.set(TourStep.CARD if self._desk.snapshot is None else TourStep.LISTS)

    def next_list_tried(self) -> None:
        """Take note of the key that leads from list to list, wherever it led."""
        if self.step.value is TourStep.LISTS:
            self.step.set(TourStep.PASSWORD)

    def leave(self) -> None:
        """End the tour, seen to its end or not."""
        if self.step.value is not None:
            self.step.set(None)
            self._remember()

    def _opened(self, _answer: LookUpAnswer | None) -> None:
        step, is_open = self.step.value, self._desk.snapshot is not None
        if step is TourStep.CARD and is_open:
            self.step.set(TourStep.LISTS)
        elif step in {TourStep.LISTS, TourStep.PASSWORD} and not is_open:
            self.step.set(TourStep.CARD)
        elif step is TourStep.CLOSE and not is_open:
            self.step.set(TourStep.END)
            self._remember()

    def _asked(self, *, is_open: bool) -> None:
        step = self.step.value
        if step in {TourStep.LISTS, TourStep.PASSWORD} and is_open:
            self._issued = False
            self.step.set(TourStep.SLIP)
        elif step is TourStep.SLIP and not is_open:
            self.step.set(TourStep.CLOSE if self._issued else TourStep.PASSWORD)

    def _told(self, note: StatusMessage | None) -> None:
        if isinstance(note, Done) and note in _ISSUED:
            self._issued = True
            if self.step.value is TourStep.SLIP and self._passwords.dialog.value is None:
                self.step.set(TourStep.CLOSE)

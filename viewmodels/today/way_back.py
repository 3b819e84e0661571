"""From a row of a list on the empty desk to its patron, and from there back to the row."""

from dataclasses import dataclass, replace

from services.contract.snapshot import LookUpAnswer
from viewmodels.core.observable import Event, Observable
from viewmodels.core.snapshot_diff import Part, RowPlace
from viewmodels.desk.desk import DeskViewModel


@dataclass(frozen=True, slots=True)
class _Opened:
    """The row whose patron was opened from the list.

    Attributes:
        place: where the keyboard goes then; None for where it goes by itself.
        arrived: the patron is there.
    """

    row_id: int
    patron_id: int
    place: RowPlace | Part | None
    arrived: bool = False


class WayBack:
    """Remembers which row was opened, until its patron is closed or another one is there.

    The desk says where the keyboard goes when a patron is opened and closed; from there it goes on.

    Attributes:
        row_wanted: asks for the keyboard on a row of the list.
        place_wanted: asks for the keyboard on a row, or a part, of the patron who is open.
    """

    def __init__(self, desk: DeskViewModel, here: Observable[bool]) -> None:
        """Begin without a row.

        Args:
            desk: opens and closes patrons.
            here: the list's page may be seen.
        """
        self._desk = desk
        self._here = here
        self._opened: _Opened | None = None
        self.row_wanted: Event[int] = Event()
        self.place_wanted: Event[RowPlace | Part] = Event()

    def start(self) -> None:
        """Begin to watch the desk: after the pages that show patrons, so that these are shown first."""
        self._desk.answer.subscribe(self._patron_changed)
        self._desk.card_field_wanted.subscribe(lambda _: self._go_on())
        self._desk.goes_on.subscribe(lambda _: self._go_on())

    def remember(self, row_id: int, patron_id: int, place: RowPlace | Part | None = None) -> None:
        """Remember a row whose patron is about to be opened.

        Args:
            row_id: the row's key.
            patron_id: whose row it is.
            place: where the keyboard goes once the patron is there; None for where it goes by itself.
        """
        self._opened = _Opened(row_id, patron_id, place)

    def forget(self) -> None:
        """Forget the row."""
        self._opened = None

    def _patron_changed(self, _answer: LookUpAnswer | None) -> None:
        opened = self._opened
        if opened is not None and self._desk.patron_id not in {None, opened.patron_id}:
            self.forget()

    def _go_on(self) -> None:
        """Go on to the row of who was opened here, and back to the row afterwards."""
        opened, patron_id = self._opened, self._desk.patron_id
        if opened is None:
            return
        if patron_id == opened.patron_id and not opened.arrived:
            self._opened = replace(opened, arrived=True)
            if opened.place is not None:
                self.place_wanted.emit(opened.place)
        elif patron_id is None and self._here.value:
            self.forget()
            self.row_wanted.emit(opened.row_id)

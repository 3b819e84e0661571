"""The patron who is open on a desk: what was read of them, by which card, and what of it is shown."""

from datetime import datetime

from services.acts.as_offered import as_offered
from services.contract.cards import is_card
from services.contract.offers import Offers
from services.contract.snapshot import LookUpAnswer, PatronSnapshot
from services.rules.card_numbers import CardNumbers
from viewmodels.core.observable import Observable
from viewmodels.core.snapshot_diff import RowPlace, changed_rows
from viewmodels.desk.desk_state import OpeningScan
from viewmodels.desk.ready_filter import ReadyFilter
from viewmodels.desk.server_clock import ServerClock
from viewmodels.desk.title_masking import TitleMasking


class OpenPatron:
    """One patron, or none.

    The state machine: none → `show` → open → `show` (read anew, or after an act) → open → `forget` → none.

    Attributes:
        answer: the patron as shown, or None for the empty desk.
        marked: the rows that the last act changed.
        ready_filter: whether of the holds those alone are shown that are ready.
        whole: the patron as read, before titles are masked and what the library system can't do is refused.
        card: the number under which they were opened; it is known before the patron is read.
        opening: the scan that opened them; None if the number was typed, and once anything else was scanned.
    """

    def __init__(self, clock: ServerClock, titles: TitleMasking, offers: Offers) -> None:
        self._clock = clock
        self._titles = titles
        self._offers = offers
        self.answer: Observable[LookUpAnswer | None] = Observable(None)
        self.marked: Observable[frozenset[RowPlace]] = Observable(frozenset())
        self.ready_filter = ReadyFilter(self.answer)
        self.whole: LookUpAnswer | None = None
        self.card: str | None = None
        self.opening: OpeningScan | None = None

    @property
    def id(self) -> int | None:
        """The patron's key."""
        match self.answer.value:
            case None:
                return None
            case PatronSnapshot(patron=patron):
                return patron.id
            case phone_summary:
                return phone_summary.patron_id

    @property
    def number_in_field(self) -> str:
        """What the card field shows: the number of a caller who isn't identified; the line of who is open has it."""
        return "" if self.card is None or isinstance(self.answer.value, PatronSnapshot) else self.card

    @property
    def as_of(self) -> datetime | None:
        """The server's time at which they were last read."""
        return None if self.answer.value is None else self._clock.told

    def read_at(self, now: datetime) -> None:
        """Take the server's time of an answer that has just come."""
        self._clock.set(now)

    def as_shown(self, answer: LookUpAnswer) -> LookUpAnswer:
        """Give a patron as this desk sees them: every answer comes here, whether of a look or of an act.

        Titles are masked where they are to be, and what the library system doesn't offer is refused.
        """
        return self._titles.shown(as_offered(answer, self._offers))

    def show(self, answer: LookUpAnswer) -> None:
        """Show a patron as read."""
        self.whole = answer
        self.answer.set(self.as_shown(answer))

    def show_again(self) -> None:
        """Show the same with titles masked, or no longer."""
        if self.whole is not None:
            self.answer.set(self.as_shown(self.whole))

    def mark_changes(self, after: PatronSnapshot, *, more: bool) -> None:
        """Mark the rows that an act changed; with `more` beside those that are marked."""
        changed = changed_rows(self.whole, after)
        self.marked.set(self.marked.value | changed if more else changed)

    def text_scanned(self, text: str, cards: CardNumbers) -> None:
        """Let the opening scan go when anything but its card is scanned: another person may stand there."""
        if self.opening is not None and not is_card(text, self.opening.card_number, cards):
            self.opening = None

    def card_scanned_again(self) -> None:
        """Take a scan of the same card as opening scan, where something else was scanned since."""
        if self.opening is None and self.card is not None:
            self.opening = OpeningScan(self.card, self._clock.now())

    def forget(self) -> None:
        """Show no patron, and keep nothing of the one who was open."""
        self.card = self.opening = self.whole = None
        self.marked.set(frozenset())
        self.answer.set(None)
        self._titles.patron_left()

"""The one field of the desk: Enter opens a card, goes to an item's row, or finds patrons by name, date or number.

Nothing is searched while somebody types, and nothing that a reader wrote: each search is recorded. Who was found stands
for the text in the field, and goes with it. On the phone the field takes a card's number alone.
"""

from dataclasses import replace
from typing import Final

from services.contract.backend import Searches
from services.contract.errors import CardNumberMalformed
from services.contract.hits import Hits
from services.contract.typed_text import TypedText, read_typed
from services.rules.people.search import Fact, SearchText
from services.rules.vocabulary import Channel
from viewmodels.core.observable import Observable
from viewmodels.core.trouble import ReportBug, Trouble
from viewmodels.desk.desk import DeskViewModel
from viewmodels.desk.masking import MASK
from viewmodels.search import PatronFinder

UNSEEN_SECONDS: Final = 0.3
"""How long who was found has to stand there before Enter opens them: an Enter pressed twice opens nobody."""


class FieldSearchViewModel(PatronFinder):
    """What Enter means in the desk's field, and who was found by it.

    Attributes:
        hits: who was found; masked while titles are.
        offered: what the digits in the field may be, which are no card; None where they can't be anything else.
    """

    def __init__(self, desk: DeskViewModel, searches: Searches, report_bug: ReportBug) -> None:
        self._text: str | None = None
        self._found_hits: Hits | None = None
        self._digits: SearchText | None = None
        self._told_at = 0.0
        self.offered: Observable[Fact | None] = Observable(None)
        super().__init__(desk, searches, report_bug)
        desk.scan_remarked.subscribe(lambda _: self.forget())
        desk.row_wanted.subscribe(lambda _: self.forget())
        desk.titles_masked.subscribe(lambda _: self._publish())

    @property
    def is_shown(self) -> bool:
        """Whether anything of a search is on screen, or is about to be."""
        return self._text is not None

    def entered(self, text: str, *, by_reader: bool = False) -> None:
        """Take what stands in the field at Enter.

        Args:
            text: what stands there.
            by_reader: a reader wrote it. It is read as a number alone, and nothing is searched.
        """
        if text == self._text and self._is_answered():
            return
        self.forget()
        if by_reader or self._desk.channel.value is not Channel.COUNTER:
            self._desk.typed(text)
            return
        typed = read_typed(text, self._desk.item_numbers)
        if typed.search is not None and typed.is_searched:
            self._find(text, typed.search)
            return
        self._desk.typed(text)
        self._offer(text, typed)

    def changed(self, text: str) -> None:
        """Let go of who was found, and of what was wrong, when another text stands in the field."""
        if self._text is not None and text != self._text:
            self.forget()
        if isinstance(self._desk.card_error.value, CardNumberMalformed):
            self._desk.card_error.set(None)

    def take_offer(self) -> bool:
        """Search by the digits in the field, if that is offered; tell whether it is."""
        if self._text is None or self._digits is None:
            return False
        text, digits = self._text, self._digits
        self.forget()
        self._find(text, digits)
        return True

    def leave(self) -> bool:
        """Let go of who was found; what was typed stays. Tell whether there was anything to leave."""
        was_shown = self.is_shown
        self.forget()
        return was_shown

    def forget(self) -> None:
        """Let go of all that was found and offered, at once."""
        self._text = None
        self._digits = None
        self.offered.set(None)
        super().forget()

    def _is_answered(self) -> bool:
        """Do nothing anew for Enter on the same text: its search runs, or who was found is there to be opened."""
        if self.search.running.value:
            return True
        found = self._found_hits
        if found is None or found.pause is not None:
            return False
        if self._desk.tick() - self._told_at >= UNSEEN_SECONDS:
            self._go_to(found)
        return True

    def _find(self, text: str, search: SearchText) -> None:
        if self._desk.busy.value:
            return
        self._desk.card_error.set(None)
        self._text = text
        self._behind = self._desk.patron_id
        self.search.start(search)

    def _offer(self, text: str, typed: TypedText) -> None:
        if typed.offered is not None and self._desk.card_error.value is not None:
            self._text, self._digits = text, typed.search
            self.offered.set(typed.offered)

    def _show(self, hits: Hits | None, why: Trouble | None) -> None:
        self._found_hits = hits
        self._told_at = self._desk.tick()
        self._publish()
        self.trouble.set(why)

    def _publish(self) -> None:
        hits = self._found_hits
        if hits is not None and self._desk.titles_masked.value:
            masked = (replace(it, name=MASK, kana=MASK, alias=None, apart=None) for it in hits.hits)
            hits = replace(hits, hits=tuple(masked))
        self.hits.set(hits)

"""Finds a patron without a card, and opens the patron: by F3 here, by the card field in `viewmodels.field_search`.

On the phone channel there is no list: finding is the identity check there (`viewmodels.identity`). What was found
leaves the screen with the search, and the search ends as soon as a patron is looked up or the card field is wanted.
"""

import asyncio
from contextlib import ExitStack

from services.contract.backend import Searches
from services.contract.errors import CardNumberMalformed, ItemNumberRead, ServiceError
from services.contract.hits import Hit, Hits
from services.contract.item_numbers import read_card_number
from services.rules.people.search import SearchText
from services.rules.vocabulary import Channel
from viewmodels.core.command import AsyncCommand, Overlap
from viewmodels.core.observable import Event, Observable
from viewmodels.core.trouble import ReportBug, Trouble, trouble
from viewmodels.desk.desk import DeskViewModel

PAUSE = 0.12
"""Seconds without a key after which it is searched: faster fingers would be searched for, and recorded, each time."""


class PatronFinder:
    """Who was found at a desk, and the way to open one of them; what F3 and the one field share.

    Attributes:
        hits: what was found; None while nothing was searched.
        trouble: why nothing was searched.
        choosing: asks the view to bring the keyboard into the list: there is more than one to choose from.
        search: finds; a later text cancels what an earlier one began.
    """

    def __init__(
        self, desk: DeskViewModel, searches: Searches, report_bug: ReportBug, *, pause: float = 0
    ) -> None:
        self._desk = desk
        self._searches = searches
        self._report_bug = report_bug
        self._pause = pause
        self._behind: int | None = None
        self.hits: Observable[Hits | None] = Observable(None)
        self.trouble: Observable[Trouble | None] = Observable(None)
        self.choosing: Event[None] = Event()
        self.search = AsyncCommand(self._search, on_error=self._failed, overlap=Overlap.REPLACE)
        desk.look_up.running.subscribe(lambda running: self.forget() if running else None)
        desk.answer.subscribe(lambda _: self._patron_shown())
        desk.channel.subscribe(lambda _: self.forget())
        desk.card_field_wanted.subscribe(lambda _: self.forget())
        desk.goes_on.subscribe(lambda _: self.forget())

    def open_hit(self, hit: Hit) -> None:
        """Open a patron who was found."""
        self.forget()
        self._desk.found(hit.id)

    def forget(self) -> None:
        """Let go of all that was found, and of what is being searched, at once."""
        self.search.cancel()
        self._show(None, None)

    async def aclose(self) -> None:
        """Refuse new searches and forget the last one."""
        self.forget()
        await self.search.aclose()

    def _patron_shown(self) -> None:
        """Forget when a patron is opened; what others change of the one behind the search changes nothing."""
        if self._desk.patron_id not in {None, self._behind}:
            self.forget()

    async def _search(self, text: SearchText) -> None:
        if self._pause:
            await asyncio.sleep(self._pause)
        self._found(await self._searches.find(text, self._desk.actor))

    def _found(self, hits: Hits) -> None:
        self._show(hits, None)

    def _failed(self, error: Exception) -> None:
        self._show(None, trouble(error, self._report_bug))

    def _go_to(self, hits: Hits) -> None:
        """Open the only one, or let the clerk choose."""
        if len(hits.hits) == 1:
            self.open_hit(hits.hits[0])
        elif hits.hits:
            self.choosing.emit(None)

    def _show(self, hits: Hits | None, why: Trouble | None) -> None:
        self.hits.set(hits)
        self.trouble.set(why)


class SearchViewModel(PatronFinder):
    """The search of F3: it finds while the clerk types.

    Attributes:
        open: the search is on screen.
        trouble: as for all; that what was read is no card stays until something is typed.
    """

    def __init__(
        self, desk: DeskViewModel, searches: Searches, report_bug: ReportBug, *, pause: float = PAUSE
    ) -> None:
        self._entered = False
        self._no_card: ServiceError | None = None
        self._misread: str | None = None
        self._scans = ExitStack()
        self.open: Observable[bool] = Observable(False)
        super().__init__(desk, searches, report_bug, pause=pause)

    def start(self) -> None:
        """Open the search, at the counter, while no act runs and no question is open."""
        if self._desk.channel.value is Channel.COUNTER and not self._desk.busy.value:
            self._scans.close()
            self._scans.callback(self._desk.intercept_scans(self._card_read))
            self._behind = self._desk.patron_id
            self.open.set(True)

    def typed(self, text: SearchText) -> None:
        """Search by what stands in the fields now."""
        self._entered = False
        self._no_card = None
        self._desk.unread.forget()
        if text.is_blank:
            self.search.cancel()
            self._show(None, None)
        else:
            self.search.start(text)

    def entered(self) -> None:
        """Open the one who is found, as soon as it is known that it is one; with several let the clerk choose."""
        self._entered = True
        if not self.search.running.value:
            self._go_on()

    def leave(self) -> None:
        """Close the search; work goes on where it was, and a misread card closes the patron behind."""
        misread = self._misread
        self.forget()
        self._desk.unread.forget()
        self._desk.goes_on.emit(None)
        if misread is not None and self._desk.patron_id is not None:
            self._desk.scanned(misread)

    def forget(self) -> None:
        """Close the search and let go of all that it found, at once."""
        super().forget()
        self._entered = False
        self._no_card = None
        self._misread = None
        self._scans.close()
        self.open.set(False)

    def _card_read(self, text: str) -> bool:
        """Say of what is no card that it is none, and let what was typed stand; a card is the desk's."""
        try:
            read_card_number(text, self._desk.item_numbers)
        except (CardNumberMalformed, ItemNumberRead) as error:
            self._no_card = error
            if isinstance(error, CardNumberMalformed):
                self._misread = text
            self.trouble.set(error)
            return True
        self._misread = None
        return False

    def _found(self, hits: Hits) -> None:
        self._show(hits, self._no_card)
        self._go_on()

    def _go_on(self) -> None:
        found = self.hits.value
        if self._entered and found is not None and found.hits:
            self._entered = False
            self._go_to(found)

    def _failed(self, error: Exception) -> None:
        self._entered = False
        why = trouble(error, self._report_bug)
        self._show(None, self._no_card or why)

"""Where cards arrive at the desk: which a dialog takes, which waits, which came twice, and which is read once more."""

from collections.abc import Callable

from services.contract.backend import MastersInForce
from viewmodels.core.command import AsyncCommand, Overlap
from viewmodels.core.notes import Caution, StatusMessage
from viewmodels.core.observable import Event, Observable
from viewmodels.core.trouble import ReportBug, trouble
from viewmodels.desk.desk_state import LookUpRequest

DOUBLE_SCAN_SECONDS = 5.0
"""A reader that is held over a card reads it again. After this time, a clerk scans it to read the patron anew."""


class ScanQueue:
    """Passes cards to the desk, one after the other.

    Attributes:
        busy: an act runs or a question is open, so that look-ups wait.
        waiting: the number that waits for a write or an open question to end.
        remarked: what is to be said of a card that was read and neither opens nor waits.
    """

    def __init__(self, *, start: Callable[[LookUpRequest], object], is_there: Callable[[str], bool]) -> None:
        """Begin without a waiting look-up.

        Args:
            start: looks up what is wanted.
            is_there: tells whether a card is open, or being looked up.
        """
        self._start_look_up = start
        self._is_there = is_there
        self._takers: list[Callable[[str], bool]] = []
        self._missing: list[Callable[[str], None]] = []
        self._pausing: set[object] = set()
        self._suppressed: Callable[[], None] | None = None
        self._waiting: LookUpRequest | None = None
        self._begun: LookUpRequest | None = None
        self._to_begin: LookUpRequest | None = None
        self.busy: Observable[bool] = Observable(False)
        self.waiting: Observable[str | None] = Observable(None)
        self.remarked: Event[StatusMessage] = Event()

    def is_taken(self, text: str) -> bool:
        """Give a scan to what comes before the desk: a cover, which only tells of it, or a dialog."""
        if self._suppressed is not None:
            for missed in tuple(self._missing):
                missed(text)
            self._suppressed()
            return True
        return any(take(text) for take in reversed(self._takers))

    @property
    def one_is_to_begin(self) -> bool:
        """Whether a look-up was started and hasn't begun: its card came after what goes on now."""
        return self._to_begin is not None

    @property
    def is_covered(self) -> bool:
        """Whether a cover has all scans."""
        return self._suppressed is not None

    def want(self, wanted: LookUpRequest) -> None:
        """Look up what is wanted: now, once no act runs and no question is open, or not again.

        What is no card waits, too, since it closes the patron, but takes no card's place.
        """
        if not self._pausing:
            self._start_or_tell(wanted)
        elif wanted.misread is not None:
            self.remarked.emit(wanted.misread.why)
            if self.waiting.value is None:
                self._let_wait(wanted)
        elif wanted.scanned and wanted.card_number == self.waiting.value:
            self.remarked.emit(Caution.SAME_CARD_WAITS)
        elif self._waiting is None and self._is_double(wanted):
            self.remarked.emit(Caution.SAME_CARD)
        else:
            self._let_wait(wanted)

    def may_begin(self, wanted: LookUpRequest) -> bool:
        """Tell a look-up that was started whether it may begin, or let it wait after all.

        A key and a card may wait together behind a window that is busy: the act or the question of the key is there
        before the card's look-up begins, and has the patron who was open.
        """
        self._to_begin = None
        if not self._pausing:
            return True
        self._begun = None
        if self._waiting is None or self._waiting.misread is not None:
            self._let_wait(wanted)
        return False

    def intercept(
        self, take: Callable[[str], bool], missed: Callable[[str], None] | None = None
    ) -> Callable[[], None]:
        """Let a dialog have the scans first; what it answers False to stays the desk's. Answers what ends that.

        Args:
            take: takes a scan.
            missed: hears of the scans that are made while the desk is covered.
        """
        self._takers.append(take)
        if missed is not None:
            self._missing.append(missed)

        def end() -> None:
            self._takers.remove(take)
            if missed is not None:
                self._missing.remove(missed)

        return end

    def suppress(self, told: Callable[[], None]) -> Callable[[], None]:
        """Let scans only be told of, while the desk is covered; answers what ends that."""
        self._suppressed = told

        def end() -> None:
            self._suppressed = None

        return end

    def capture(
        self, take: Callable[[str], bool], missed: Callable[[str], None] | None = None
    ) -> Callable[[], None]:
        """Give a dialog the scans; what it answers False to waits for its end. Answers what ends that."""
        ends = (self.intercept(take, missed), self.pause(object()))

        def end() -> None:
            for each in ends:
                each()

        return end

    def pause(self, owner: object, about: LookUpRequest | None = None) -> Callable[[], None]:
        """Let look-ups wait while `owner` acts or asks; answers the function that ends the waiting.

        A scan that the question is about is shown as waiting, too; its question goes on with it.
        """
        self._pausing.add(owner)
        self.busy.set(True)
        if about is not None and about.scanned and self.waiting.value is None:
            self.waiting.set(about.card_number or None)

        def release() -> None:
            self._pausing.discard(owner)
            self.busy.set(bool(self._pausing))
            if self._pausing:
                return
            waiting = self._waiting
            self.drop_waiting()
            if waiting is not None:
                self._start_or_tell(waiting)

        return release

    def drop_waiting(self) -> None:
        """Forget the waiting look-up."""
        self._let_wait(None)

    def leave_waiting(self) -> None:
        """Forget the waiting look-up since the open patron stays, and tell of a card that was read."""
        waiting = self._waiting
        self.drop_waiting()
        if waiting is not None and waiting.scanned:
            self.remarked.emit(Caution.SCAN_LEFT)

    def _start_or_tell(self, wanted: LookUpRequest) -> None:
        if self._is_double(wanted):
            self.remarked.emit(Caution.SAME_CARD)
            return
        self._begun = self._to_begin = wanted
        self._start_look_up(wanted)

    def _let_wait(self, wanted: LookUpRequest | None) -> None:
        self._waiting = wanted
        self.waiting.set((wanted.card_number or None) if wanted is not None else None)

    def _is_double(self, wanted: LookUpRequest) -> bool:
        """Tell whether a reader read the card twice that it has just opened, or that is being looked up."""
        begun = self._begun
        return (
            wanted.scanned
            and wanted.misread is None
            and begun is not None
            and begun.scanned
            and begun.card_number == wanted.card_number
            and wanted.tick - begun.tick < DOUBLE_SCAN_SECONDS
            and self._is_there(wanted.card_number)
        )


class UnreadNumbers:
    """Reads a number once more by the masters in force, if those held take it for no card's.

    A look-up brings changed masters with it. A number that is no card's by the held ones comes to no look-up: a
    library's new cards would be refused at a desk until somebody with an old one came. What the number is by those held
    is told meanwhile, and stands where they can't be read.

    Attributes:
        reading: reads the masters that are in force.

    Args:
        masters: those held.
        report_bug: writes unexpected exceptions to the log.
    """

    def __init__(self, masters: MastersInForce, report_bug: ReportBug) -> None:
        self._masters = masters
        self._report_bug = report_bug
        self.reading = AsyncCommand(self._again, on_error=self._failed, overlap=Overlap.REPLACE)

    def note(self, text: str, read: Callable[[], object]) -> None:
        """Take the number that came last, in place of the one before.

        Args:
            text: the number.
            read: takes it again, where it came, if it is a card's now.
        """
        if self._is_card(text):
            self.forget()
        else:
            self.reading.start(text, read)

    def forget(self) -> None:
        """Forget the number: something else is wanted now."""
        self.reading.cancel()

    def _is_card(self, text: str) -> bool:
        return self._masters.current.numbers.reads_card(text)

    async def _again(self, text: str, read: Callable[[], object]) -> None:
        await self._masters.again()
        if self._is_card(text):
            read()

    def _failed(self, error: Exception) -> None:
        """Report a bug; the desk itself tells that the library's system is away."""
        trouble(error, self._report_bug)

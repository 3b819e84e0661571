"""The desk: one card field, one open patron, and what may interrupt what.

The screen never shows patron A under card B: a look-up of another card clears the open patron before it waits, and a
look-up that was overtaken can't publish. A scan that is no card closes the patron, for it may have been the next one's;
an item's leads to its row. What is typed and can't be a card number changes nothing but the field's own error.
"""

import time
from collections.abc import Callable
from datetime import datetime

from services.contract.actor import Actor, StaffMember
from services.contract.backend import LookUps, MastersInForce
from services.contract.cards import parse_card_number
from services.contract.errors import CardNumberMalformed, ServiceError
from services.contract.item_numbers import ItemNumbers
from services.contract.offers import Offers, SystemPart
from services.contract.require_allowed import require_checkable
from services.contract.snapshot import LookUpAnswer, PatronSnapshot, PhoneSummary
from services.rules.check_digits import check_digit_fits
from services.rules.vocabulary import Channel
from viewmodels.core.command import AsyncCommand, Overlap, meanwhile
from viewmodels.core.notes import Caution, Done, Result, StatusMessage, without_patron
from viewmodels.core.observable import Event, Observable
from viewmodels.core.ports import Ask
from viewmodels.core.snapshot_diff import RowPlace
from viewmodels.core.trouble import ReportBug, trouble
from viewmodels.desk.channel import ChannelState
from viewmodels.desk.connection_state import ConnectionState
from viewmodels.desk.desk_state import OF_CARDS, DeskLocation, LookUpRequest, Misread, OpeningScan
from viewmodels.desk.item_scans import ItemAnswer, ItemScans
from viewmodels.desk.open_patron import OpenPatron
from viewmodels.desk.rereading import Rereading
from viewmodels.desk.scan_queue import ScanQueue, UnreadNumbers
from viewmodels.desk.server_clock import ServerClock
from viewmodels.desk.title_masking import TitleMasking
from viewmodels.desk.unanswered_acts import UnansweredActs
from viewmodels.desk.unsaved_input import UnsavedInput


class DeskViewModel:
    """State and commands of the main window.

    Methods that only pass a call on are attributes; these classes document them: `ConnectionState` the connection,
    `ScanQueue` scans, `UnsavedInput` input that isn't saved, `ServerClock` the server's time.

    Attributes:
        offers: what the library system can do; `answer` says of other acts that they can't be done here.
        channel: counter or phone; always phone for 電話担当.
        may_switch_channel: the clerk has both channels.
        answer: the open patron, or None for the empty desk.
        titles, titles_masked: whether titles and questions are masked in `answer`, from which all else is made.
        card_error: what is wrong with the text in the card field, shown beside it.
        connected: the library's system was there when it was last heard of; while it isn't, acts are refused.
        connection_error: why it can't be reached; a banner while it lasts.
        busy: an act runs or a question is open, so that scans wait.
        moved: the open patron was changed elsewhere, and is shown so now.
        unanswered: acts whose answer was lost.
        note: the last thing worth telling, for the status bar.
        marked: the rows that the last act changed, until the next act.
        ready_filter: whether of the holds those alone are shown that are ready.
        waiting_scan: a scan that waits for a write or an open question to end.
        scan_remarked: what is to be said of a scan that neither opens nor waits; it is the note, too.
        card_field_wanted: asks the view to focus the card field; True also selects its text, False clears it.
        goes_on: asks the view for the keyboard where work goes on after an act, or with a patron who was found.
        unread: reads a number that is no card's once more, by the masters in force.
        card_number: what the card field is to show; nothing once a patron is open, whose line has the number.
        row_wanted: asks the view to go to the row of an item that was scanned.
        look_up: reads a wanted card; a second one replaces the first.
        leave: asks about what isn't saved, and tells by `left` that the program may end.
    """

    def __init__(
        self,
        *,
        staff: StaffMember,
        place: DeskLocation,
        look_ups: LookUps,
        masters: MastersInForce,
        offers: Offers,
        ask: Ask,
        report_bug: ReportBug,
        monotonic: Callable[[], float] = time.monotonic,
        titles_masked: bool = False,
    ) -> None:
        self.staff, self.place, self.offers = staff, place, offers
        self._look_ups, self._masters, self._report_bug = look_ups, masters, report_bug
        self._clock = ServerClock(monotonic)
        self.now, self.tick = self._clock.now, self._clock.tick
        self.titles = TitleMasking(from_start=titles_masked)
        self._patron = OpenPatron(self._clock, self.titles, offers)
        self._items = ItemScans(self._patron, lambda: self.item_numbers, self._tell_item, offers)
        self._rereading = Rereading(look_ups, self._patron, actor=lambda: self.actor, show=self._show_read)
        self.unread = UnreadNumbers(masters, report_bug)
        self._connection = ConnectionState()
        self._channel = ChannelState(staff.role, identifies=offers.has(SystemPart.PHONE))

        self.channel, self.may_switch_channel = self._channel.current, self._channel.may_switch
        self.answer, self.marked = self._patron.answer, self._patron.marked
        self.ready_filter, self.titles_masked = self._patron.ready_filter, self.titles.on
        self.connected, self.connection_error = self._connection.there, self._connection.error
        self.changes_are_late = self._connection.is_late
        self.must_be_connected = self._connection.require
        self.show_connected, self.show_disconnected = self._connection.found, self._connection.lost
        self.dismiss_connection_error = self._connection.dismiss
        self.card_error: Observable[ServiceError | None] = Observable(None)
        self.moved = self._rereading.moved
        self.unanswered = UnansweredActs()
        self.note: Observable[StatusMessage | None] = Observable(None)
        self.card_field_wanted: Event[bool] = Event()
        self.goes_on: Event[None] = Event()
        self.card_number: Event[str] = Event()
        self.row_wanted: Event[RowPlace] = Event()
        self.left: Event[None] = Event()
        self.look_up = AsyncCommand(self._look_up, on_error=self._look_up_failed, overlap=Overlap.REPLACE)
        self._scans = ScanQueue(
            start=self.look_up.start,
            is_there=lambda number: self.look_up.running.value or self._patron.card == number,
        )
        self.intercept_scans, self.capture_scans = self._scans.intercept, self._scans.capture
        self.suppress_scans, self.pause_scans = self._scans.suppress, self._scans.pause
        self.unsaved_input = UnsavedInput(ask, self._scans)
        self.note_unsaved_input = self.unsaved_input.note
        self.give_up_unsaved_input = self.unsaved_input.give_up
        self.busy, self.waiting_scan = self._scans.busy, self._scans.waiting
        self.scan_remarked = self._scans.remarked
        self.scan_remarked.subscribe(self._scan_remarked)
        self.read_again = AsyncCommand(self._rereading.again, on_error=self._failed)
        self.refresh = AsyncCommand(self._rereading.refresh, on_error=self._failed, overlap=Overlap.REPLACE)
        self.close_patron = AsyncCommand(self._close_patron, on_error=self._failed)
        self.switch_channel = AsyncCommand(self._switch_channel, on_error=self._failed)
        self.leave = AsyncCommand(self._leave, on_error=self._failed)

    @property
    def actor(self) -> Actor:
        """The actor of this desk's requests."""
        return Actor(self.staff, self.place.branch_id, self.place.workstation, self.channel.value)

    @property
    def snapshot(self) -> PatronSnapshot | None:
        """The open patron, as far as this channel may see one."""
        answer = self.answer.value
        return answer if isinstance(answer, PatronSnapshot) else None

    @property
    def opening(self) -> OpeningScan | None:
        """The scan that opened the patron; None if the number was typed, and once anything else was scanned."""
        return self._patron.opening

    @property
    def item_numbers(self) -> ItemNumbers:
        """How the library's numbers look: items', and cards' with them."""
        return self._masters.current.numbers

    @property
    def patron_id(self) -> int | None:
        """The open patron's key."""
        return self._patron.id

    @property
    def as_of(self) -> datetime | None:
        """The server's time at which the open patron was last read, None for the empty desk."""
        return self._patron.as_of

    def typed(self, text: str) -> None:
        """Look up what stands in the card field."""
        self._begin(text, False)

    def scanned(self, text: str) -> None:
        """Give what a scanner sent, from wherever the focus was, to the dialog that wants it, else look it up."""
        self._patron.text_scanned(text, self.item_numbers.cards)
        if not self._scans.is_taken(text):
            self._begin(text, True)
        elif not self._scans.is_covered:
            self.unread.note(text, lambda: self.scanned(text))

    def found(self, patron_id: int) -> None:
        """Look up a patron who was found without a card; it is as much a look as that of a card, and no card shown."""
        self.unread.forget()
        self._scans.want(LookUpRequest("", scanned=False, tick=self._clock.tick(), found=patron_id))

    def begin_act(self) -> None:
        """Clear the message and the marks of the previous act."""
        self.note.set(None)
        self.marked.set(frozenset())

    def show_outcome(self, answer: LookUpAnswer, note: StatusMessage | None, *, more: bool = False) -> None:
        """Replace the open patron by what an act answered, if still open, and say what was done.

        Args:
            answer: the patron after the act; nothing is shown where the caller may hear counts only.
            note: what to say; of a patron who isn't open any more, no more than that it was done.
            more: one of several that are marked together; without a note they are told together, too.
        """
        shown = self.snapshot  # None also while a caller isn't identified
        if shown is not None and isinstance(answer, PatronSnapshot) and answer.patron.id == shown.patron.id:
            self._patron.mark_changes(answer, more=more)
            self.card_error.set(None)
            self.card_number.emit("")
            self._publish(answer)
        elif note is not None:
            note = without_patron(note)
        if note is not None:
            self.tell(note)

    def open_found(self, snapshot: PatronSnapshot, note: StatusMessage) -> None:
        """Open a patron who was found without a card, or whose caller has been identified."""
        self._patron.card = snapshot.card_number
        self._publish(snapshot)
        self.note.set(note)

    def drop_patron(self, why: StatusMessage) -> None:
        """Close the open patron at once and tell why."""
        self._forget_patron()
        self.note.set(why)
        self.card_field_wanted.emit(False)

    def toggle_titles(self) -> None:
        """Mask the open patron's titles and questions, or show them again."""
        self.titles.toggle()
        if self.note.value is not None:
            self.note.set(self.titles.told(self.note.value))
        self._patron.show_again()

    def tell(self, note: StatusMessage) -> None:
        """Put a line in the status bar; it names no title while titles are hidden, nor with no patron on screen."""
        told = without_patron(note) if self.snapshot is None else note
        self.note.set(self.titles.told(told))

    async def aclose(self) -> None:
        """Refuse new commands, end reads, and forget the patron and any card that waits."""
        self._scans.drop_waiting()
        closing = self.close_patron, self.switch_channel, self.leave
        for command in (self.look_up, self.unread.reading, self.read_again, self.refresh, *closing):
            await command.aclose()
        if self.note.value is not None:
            self.note.set(without_patron(self.note.value))  # it can be read on a locked desk
        self._forget_patron()
        self.card_number.emit("")

    def _begin(self, text: str, scanned: bool) -> None:
        self.unread.note(text, lambda: self._begin(text, scanned))
        if (item := self.item_numbers.read(text)) is not None:
            self._item_read(item)
            return
        tick = self._clock.tick()
        try:
            wanted = LookUpRequest(parse_card_number(text, self.item_numbers.cards), scanned, tick)
        except CardNumberMalformed as error:
            if not scanned:
                self.card_error.set(error)
                self.card_field_wanted.emit(True)
                return
            wanted = LookUpRequest("", scanned, tick, misread=Misread(text, error))
        self._scans.want(wanted)

    def _scan_remarked(self, remark: StatusMessage) -> None:
        self.note.set(remark)
        if remark is Caution.SAME_CARD:
            self._patron.card_scanned_again()

    def _item_read(self, number: str) -> None:
        """Go to an item's row, once who is looked up is there; over a write or a question only tell of it."""
        if self.busy.value:
            self.scan_remarked.emit(Caution.ITEM_WHILE_BUSY)
            return
        self._items.scanned(number)
        if not self.look_up.running.value:
            self._items.answer()

    def _tell_item(self, answered: ItemAnswer) -> None:
        self.card_error.set(None)
        self.card_number.emit(self._patron.number_in_field)  # what is half typed goes, as with a card
        self.note.set(None)  # so that the same is told once more of the next item
        self.note.set(answered.note)
        if answered.place is not None:
            self.row_wanted.emit(answered.place)

    async def _look_up(self, wanted: LookUpRequest) -> None:
        if not self._scans.may_begin(wanted):
            return
        leaves_input = self.unsaved_input.there and not self._stays(wanted)
        if leaves_input and not await self.unsaved_input.may_be_left(wanted):
            self.card_number.emit(self._patron.number_in_field)
            self.note.set(Caution.SCAN_LEFT if wanted.scanned else None)
            self._items.drop()
            return
        if wanted.misread is not None:
            self._close_for(wanted.misread)
            return
        if wanted.found is not None:
            await self._look_up_found(wanted.found)
            return
        number = wanted.card_number
        self.card_number.emit(number)
        self.card_error.set(None)
        method = self._masters.current.policy.card_check_digit
        self.note.set(None if check_digit_fits(number, method) else Caution.CHECK_DIGIT)
        look = self._look_ups.by_card(number, self.actor)
        if leaves_input or number != self._patron.card:
            look = meanwhile(look, self._forget_patron)
        answer = require_checkable(await look)
        self._patron.card = number
        if wanted.scanned:
            self._patron.opening = OpeningScan(number, answer.now - self._clock.since(wanted.tick))
        self._publish(answer)
        self._items.answer()

    def _close_for(self, misread: Misread) -> None:
        """Close the patron for a scan that is no card."""
        had_patron = self.answer.value is not None
        self._forget_patron()
        self.card_number.emit(misread.text)
        self.card_error.set(misread.why)
        self.note.set(Caution.CLOSED_BY_SCAN if had_patron else None)
        self.card_field_wanted.emit(True)

    def _stays(self, wanted: LookUpRequest) -> bool:
        """Tell whether what is wanted is open already; on the phone the same number again is another call."""
        if wanted.found is not None:
            return wanted.found == self.patron_id
        return wanted.card_number == self._patron.card and self.channel.value is Channel.COUNTER

    async def _look_up_found(self, patron_id: int) -> None:
        self.card_error.set(None)
        self.note.set(None)
        look = self._look_ups.by_patron(patron_id, self.actor)
        if patron_id != self.patron_id:
            self.card_number.emit("")
            look = meanwhile(look, self._forget_patron)
        answer = require_checkable(await look)
        self._patron.card = answer.card_number
        self._patron.opening = None
        self._publish(answer)
        self.goes_on.emit(None)
        self._items.answer()

    async def _close_patron(self) -> None:
        release = self.pause_scans(self)  # a card that waits is looked up once this patron is closed
        try:
            if await self.unsaved_input.may_be_left():
                if not self._scans.one_is_to_begin:
                    self.look_up.cancel()
                self.unread.forget()
                had_patron = self.answer.value is not None
                self._forget_patron()
                self.card_error.set(None)
                self.note.set(Done.PATRON_CLOSED if had_patron else None)
                self.card_field_wanted.emit(False)
        finally:
            release()

    async def _switch_channel(self) -> None:
        if self._channel.may_switch:
            await self._close_patron()
            if self.answer.value is None:
                self.note.set(self._channel.switch())

    async def _leave(self) -> None:
        if await self.unsaved_input.may_be_left():
            self.look_up.cancel()  # a desk that closes shows no patron
            self.left.emit(None)

    def _show_read(self, answer: LookUpAnswer, note: StatusMessage | None = None) -> None:
        """Show the open patron as read anew. A caller's check that is over is told, with the input that goes."""
        if self.snapshot is not None and isinstance(answer, PhoneSummary):
            note = Caution.CHECK_OVER_INPUT_DROPPED if self.unsaved_input.there else Caution.CHECK_OVER
            self.unsaved_input.give_up()
        self._publish(answer)
        if note is not None:
            self.note.set(note)

    def _publish(self, answer: LookUpAnswer) -> None:
        self._clock.set(answer.now)
        self.show_connected()
        self._patron.show(answer)
        if isinstance(answer, PatronSnapshot) and not self.unsaved_input.opened(answer.patron.id):
            self.tell(Caution.INPUT_DROPPED)

    def _forget_patron(self) -> None:
        self._items.drop()
        if isinstance(self.note.value, Result):
            self.note.set(None)
        self._patron.forget()

    def _look_up_failed(self, error: Exception) -> None:
        if self.answer.value is None or isinstance(error, OF_CARDS):
            self._items.drop()
        else:
            self._items.answer()
        self._failed(error)
        self.card_field_wanted.emit(True)  # the next number takes the place of this one

    def _failed(self, error: Exception) -> None:
        told = trouble(error, self._report_bug)
        if isinstance(told, OF_CARDS):
            self._forget_patron()
            self.card_error.set(told)
        elif not self._connection.shows(told):
            self.note.set(told)

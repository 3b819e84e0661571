"""The main window: puts the bar, the header, the pages and the keys together, and knows none of their insides."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from services.acts.passwords import IssuePassword
from services.contract.offers import SystemPart
from services.contract.snapshot import LookUpAnswer, PatronSnapshot
from viewmodels.core.notes import Caution
from viewmodels.core.snapshot_diff import Part, RowPlace
from viewmodels.desk.desk import DeskViewModel
from viewmodels.passwords.password_issue_launcher import PasswordIssueLauncher
from viewmodels.scanning.keys import Scanned
from viewmodels.scanning.torn_scan import texts_of
from views.act_history_page import ActHistoryPage
from views.bars.connection_banner import ConnectionBanner
from views.bars.patron_header import DeskBars, PatronHeaderBar
from views.bars.ready_chip import ReadyChip
from views.bars.status_bar import StatusBar
from views.bars.top_bar import TopBar
from views.desk import shortcuts
from views.desk.desk_body import DeskBody
from views.desk.foot_hints import FootHints
from views.desk.offered_pages import OfferedPages
from views.desk.ways import KeyboardPlace, give_keyboard
from views.dialogs.waiting_scan_banner import WaitingScanBanners
from views.field_search import FieldStrip
from views.panels.offering import there
from views.panels.page import Page
from views.panels.row_actions import NO_VERBS, RowAction
from views.passwords.password_issue_dialog import PasswordDialogs
from views.passwords.password_page import PasswordPage
from views.phone.phone_summary_page import PhoneSummaryPage
from views.reference.reference_page import ReferencePage
from views.scanning.scan_filter import ScanFilter
from views.style.icons import Icons
from views.style.theme import Theme
from views.today.today_page import TodayPage
from views.widgets import clipboard, tooltips
from views.widgets.announcing import announce_patrons
from views.widgets.binding import bind, bind_event
from views.widgets.enter_key import ENTER, enter_presses
from views.widgets.fields.card_number_field import put_together_where_typed
from views.widgets.top_level_window import TopLevelWindow
from views.widgets.window_room import LEAST, is_small, unmaximised

_UNSEEN_MS = 33
"""Two pictures of a screen: how long the former picture may stand while the next patron is read."""


class DeskWindow(TopLevelWindow):
    """The window a clerk keeps open all day.

    Attributes:
        area: everything in it, keys included: what a cover takes the place of.
        pages: what there is to see of a patron, in the menu's order.
        take_typed: takes what stands in the card field at Enter.
        leave_found: leaves who was found by it; answers whether there was anybody.

    Signals:
        next_list_wanted: its key was pressed.
        close_requested: somebody wants to end the program; the window stays until the owner closed everything.
    """

    next_list_wanted = Signal()
    close_requested = Signal()

    def __init__(
        self,
        desk: DeskViewModel,
        passwords: PasswordIssueLauncher,
        *,
        theme: Theme,
        icons: Icons,
        scans: ScanFilter,
        verbs: frozenset[RowAction] = NO_VERBS,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._passwords = passwords
        self.take_typed: Callable[[str], None] = desk.typed
        self.leave_found: Callable[[], bool] = lambda: False
        self._may_close = self._is_low = self._picture_waits = False
        self._scale = theme.tokens.scale
        self.setWindowTitle(self.tr("窓口"))
        self.setMinimumSize(LEAST)
        self.resize(unmaximised(self.screen().availableGeometry().size()))

        # From the outside in, and in the order of reading: a widget that is moved into another one is styled anew with
        # everything in it, and Tab follows the order in which widgets are made.
        self.area = QWidget(self)
        self.top_bar = TopBar(desk, theme, self.area)
        banner = ConnectionBanner(desk, theme, self.area)
        self.header = PatronHeaderBar(theme, icons, self.area, offers=desk.offers)
        self.field_strip = FieldStrip(theme, self.area)
        self.body = DeskBody(desk, theme, icons, self.top_bar, self.area)
        body = self.body
        self.empty, self._patron = body.empty, body.patron
        self.menu, self.mask_button = self._patron.menu, self._patron.mask_button
        made = self._made = OfferedPages(desk.offers, theme, verbs, self._patron.stack)
        self.inquiry, self.email, self.registration = made.inquiry, made.email, made.registration
        self.pages = made.every
        made.list_in(self.menu)
        self.status_bar = StatusBar(desk, theme, self.area)
        self._lay_out(banner)

        bind(desk.titles_masked, self, lambda masked: self._patron.show_masked(masked=masked))
        self.mask_button.clicked.connect(desk.toggle_titles)
        self.top_bar.card_field.returnPressed.connect(self._card_typed)
        self.top_bar.switch_wanted.connect(desk.switch_channel.start)
        self._hear_header()
        scans.told.connect(self._scanned)
        scans.letter_left.connect(lambda: desk.note.set(Caution.LETTER_LEFT))
        bind_event(desk.left, self, lambda _: self.close_requested.emit())
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.commitDataRequest.connect(self._session_ends, Qt.ConnectionType.DirectConnection)
        self._follow_keyboard()
        self.password_dialogs = PasswordDialogs(passwords, self, theme=theme, icons=icons)
        WaitingScanBanners(self, desk.waiting_scan, desk.scan_remarked)
        self._unseen = QTimer(self)
        self._unseen.setSingleShot(True)
        self._unseen.timeout.connect(lambda: self._show_now(None))
        self._hear_desk(desk)
        self.top_bar.card_field.setFocus()

    def _hear_desk(self, desk: DeskViewModel) -> None:
        bind(desk.answer, self, self._show)
        bind(desk.marked, self, self._patron.mark)
        bind(desk.look_up.running, self, lambda running: None if running else self._end_unseen())
        bind(desk.card_error, self, self.field_strip.show_card_error)
        for part in (self.header, self._patron):
            bind(desk.channel, self, part.show_channel)
        bind_event(desk.card_number, self, self.top_bar.card_field.setText)
        bind_event(desk.row_wanted, self, self.go_to)
        announce_patrons(desk, self)

    @property
    def password(self) -> PasswordPage:
        """パスワード, where the library system tells a password's state."""
        return there(self._made.password)

    @property
    def reference(self) -> ReferencePage:
        """レファレンス, where there is one."""
        return there(self._made.reference)

    @property
    def records(self) -> ActHistoryPage:
        """操作記録, where there are any."""
        return there(self._made.records)

    def _lay_out(self, banner: ConnectionBanner) -> None:
        around = QVBoxLayout(self)
        around.addWidget(self.area)
        column = QVBoxLayout(self.area)
        for layout in (around, column):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        self._bars = DeskBars(self.top_bar, banner, self.header)
        column.addLayout(self._bars)
        column.addWidget(self.field_strip)
        column.addWidget(self.body, 1)
        column.addWidget(self.status_bar)
        self.keep_in_sight(self.top_bar, self.header, below=self.status_bar)
        self.inquiry.row_told.connect(self.status_bar.show_row)
        for page in self.pages:
            self._patron.stack.addWidget(page)

    def _hear_header(self) -> None:
        self.header.issue_wanted.connect(self._passwords.open)
        self.header.wanted.connect(self.go_to)
        self._ready_chip = ReadyChip(self._desk, self.header.line.chips, self.inquiry, self)
        self.header.left_keyboard.connect(self._take_keyboard)
        stand = self.header.suspension.stand_above
        self._patron.stack.currentChanged.connect(lambda _: stand(cards=self.page_shown is self.registration))

    @property
    def today(self) -> TodayPage | None:
        """The page that a supervisor has in the place of the empty desk."""
        return self.body.today

    @property
    def phone_summary(self) -> PhoneSummaryPage:
        """What the phone channel shows before the caller is identified, where there is one."""
        return self.body.phone_summary

    @property
    def nobody(self) -> QWidget:
        """What is shown while nobody is open."""
        return self.body.nobody

    def let_close(self) -> None:
        """Allow the window to go: everything behind it has ended."""
        self._may_close = True
        self.close()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the lists room where the window is low."""
        super().resizeEvent(event)
        low = is_small(event.size(), self._scale)
        if low is not self._is_low:
            self._is_low = low
            for bar in (self.top_bar, self.header, self._patron, self.status_bar):
                bar.stand_low(low=low)
            self._bars.join(joined=low)

    def event(self, event: QEvent) -> bool:
        """Make no picture of the moment between two patrons; see `_forget_unseen`."""
        if event.type() is QEvent.Type.UpdateRequest and self._unseen.isActive():
            self._picture_waits = True
            return True
        return super().event(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved input, then the owner to end the program; the window itself goes last."""
        if self._may_close:
            event.accept()
            return
        event.ignore()
        self._desk.leave.start()

    def _session_ends(self) -> None:
        """Let the close that follows ask nothing: the system waits for no answer."""
        self._desk.give_up_unsaved_input()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter go into the page from the menu, and press the button that has the keyboard: Qt gives it to none."""
        if event.key() in ENTER and self.focusWidget() is self.menu:
            self.page_shown.focus_next_panel()
        elif not enter_presses(event, self) and not self.top_bar.card_field.take(event):
            super().keyPressEvent(event)

    @property
    def page_shown(self) -> Page:
        """The page of the open patron that is chosen."""
        return self._patron.shown

    def page_open(self) -> Page | None:
        """Give the same while a patron is open, else None."""
        return self.page_shown if self.body.currentWidget() is self._patron else None

    def _follow_keyboard(self) -> None:
        desk, shown, field = self._desk, self.page_open, self.top_bar.card_field
        self._keyboard = KeyboardPlace(desk, self, field, shown)
        self._foot = FootHints(
            desk, self.status_bar, self.menu, field, shown, body=self.body, strip=self.field_strip
        )
        self._bind_keys()

    def _bind_keys(self) -> None:
        acts: dict[Qt.Key | str, Callable[[], object]] = {
            Qt.Key.Key_F2: self._to_field,
            Qt.Key.Key_F5: self._desk.read_again.start,
            Qt.Key.Key_F6: self._next_panel,
            "Shift+F6": partial(self._next_panel, -1),
            Qt.Key.Key_F7: self._to_pages,
            Qt.Key.Key_F8: self._desk.toggle_titles,
            Qt.Key.Key_Escape: self._escape,
        }
        offers = self._desk.offers
        if offers.has(SystemPart.SEARCH, SystemPart.CALLER_SEARCH):
            acts[Qt.Key.Key_F3] = self.empty.find_wanted.emit
        if offers.has(IssuePassword):
            acts[Qt.Key.Key_F4] = self._passwords.open
        if self._desk.may_switch_channel:
            acts[Qt.Key.Key_F9] = self._desk.switch_channel.start
        acts |= {f"Alt+{place + 1}": partial(self._to_page, place) for place in range(len(self.pages))}
        shortcuts.bind_keys(self.area, acts)

    def _show(self, answer: LookUpAnswer | None) -> None:
        if answer is None and self._desk.look_up.running.value and self._patron.isVisible():
            self._forget_unseen()
        else:
            self._show_now(answer)

    def _forget_unseen(self) -> None:
        """Let everything of the patron go before the next one is read, but make no picture of the desk without one.

        Most often the next patron is there before a screen could show that, and to hide everything and show it again
        takes longer than reading. Until then the screen keeps the former picture whole, the former number in it.
        """
        self._unseen.start(_UNSEEN_MS)
        self._foot.waits = True
        self.inquiry.wait()
        self.header.forget()
        self._patron.forget()
        self._leave_patron()
        self._keyboard.forget()

    def _end_unseen(self) -> None:
        """Show the desk without a patron: reading takes its time, or has come to nothing."""
        if self._unseen.isActive():
            self._show_now(None)

    def _show_now(self, answer: LookUpAnswer | None) -> None:
        self._unseen.stop()
        self._foot.waits = True
        self.inquiry.wait()
        snapshot = answer if isinstance(answer, PatronSnapshot) else None
        self.header.set_snapshot(snapshot)
        self.header.setVisible(snapshot is not None)
        self._bars.join(joined=self._is_low)
        self._patron.show_snapshot(snapshot)
        if snapshot is None:
            self._leave_patron()
        else:
            self._patron.show_counts(self._made.counts(snapshot))
        if answer is not None:
            self.top_bar.card_field.show_number("" if snapshot is not None else answer.card_number or "")
        self.body.show_answer(answer)
        if snapshot is not None:
            self.page_shown.settle()
        # Qt lays out a parent after its children, and paints in between: once more for each parent that is moved.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self.inquiry.stand()
        self._keyboard.shown(None if snapshot is None else snapshot.patron.id)
        self._foot.waits = False
        self._foot.show()
        # What is shown newly is in this picture, or it would want another one.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.UpdateLater)
        if self._picture_waits:
            self._picture_waits = False
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.UpdateRequest))

    @staticmethod
    def _leave_patron() -> None:
        clipboard.forget(QGuiApplication.clipboard())
        tooltips.drop()

    def _card_typed(self) -> None:
        text = self.top_bar.card_field.text()
        if text or self._desk.snapshot is None:
            self.take_typed(text)

    def _scanned(self, scan: Scanned) -> None:
        numbers = self._desk.item_numbers
        if not put_together_where_typed(scan, numbers):
            for text in texts_of(scan, numbers.cards):
                self._desk.scanned(text)

    def go_to(self, wanted: RowPlace | Part) -> None:
        """Go to where a fact about the patron is dealt with: a row, or else a part of a page."""
        page = self._made.of(wanted)
        self.menu.setCurrentRow(self.pages.index(page))
        page.settle()
        give_keyboard(page, wanted)

    def _take_keyboard(self) -> None:
        """Have the keyboard where nothing is begun by it: at the pages, without a patron in the card field."""
        with_patron = self._desk.snapshot is not None and self.menu.isVisible()
        (self.menu if with_patron else self.top_bar.card_field).setFocus()

    def _to_field(self) -> None:
        self.leave_found()
        self._keyboard.to_field(True)

    def _to_page(self, place: int) -> None:
        if self.menu.isVisible():
            self.menu.setCurrentRow(place)
            self.page_shown.settle()
            self.page_shown.begin()

    def _to_pages(self) -> None:
        if self.menu.isVisible():
            self.menu.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _next_panel(self, step: int = 1) -> None:
        self.next_list_wanted.emit()
        if (page := self.body.page) is not None:
            page.focus_next_panel(step)

    def _escape(self) -> None:
        """Leave who was found; else bring all holds back; else close who is open; else leave 操作の一覧, or go home."""
        if self.leave_found():
            return
        desk, field = self._desk, self.top_bar.card_field
        if self._ready_chip.end():
            return
        begun = desk.patron_id is not None or desk.look_up.running.value or desk.card_error.value is not None
        if begun or field.text() or not self.body.escape():
            desk.close_patron.start()

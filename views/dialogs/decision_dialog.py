"""The frame of a question before an act: a heading, what it is about, and two buttons that say what they do."""

from collections.abc import Callable, Sequence
from enum import Enum, auto

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent, QShowEvent, QWindow
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from views.dialogs.card_proof_step import CardStep
from views.dialogs.decision_buttons import GoOnButton, LeaveButton
from views.dialogs.notice_slot import NoticeSlot, SlotMessage
from views.dialogs.scrolling_body import ScrollingBody
from views.dialogs.sheet import WIDTH, SheetPlace
from views.dialogs.waiting_scan_banner import WaitingScanBanner, show_waiting_scan
from views.dialogs.whose import note_whose, whose
from views.language.glosses import glossed
from views.language.line_breaks import run_on
from views.style.style_properties import set_styled
from views.style.theme import Theme
from views.text import live_words
from views.widgets.enter_key import ENTER, enter_presses
from views.widgets.labels import WrappedLabel

_PAGES: dict[int, int] = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class Effect(Enum):
    """What going on does: it decides where the keyboard begins and how the buttons look.

    Attributes:
        PLAIN: can be taken back, or takes nothing away: going on is the default.
        LASTING: can't be taken back: leaving everything as it is is the default.
        ENDING: deletes or ends something: so it is here, and going on is outlined in red.
    """

    PLAIN = auto()
    LASTING = auto()
    ENDING = auto()


class DecisionDialog(QDialog):
    """Asks one thing. Esc is the second button; Enter presses the button that has the keyboard, or goes on to it.

    The filled button is the default: the one that Enter presses in the beginning, or leads to. What deletes or ends
    something is outlined in red and never filled. The patron's name stands at the top.

    Attributes:
        effect: what going on does.
        body: where a question puts what it asks.
        heading, patron: the line at the top: what is asked, and about whom.
        yes, no: the two buttons.
        header: the row at the top.
        footer: the row in which the buttons stand, at its end.
        slot: where everything is said that isn't asked.
        missing: says what `yes` waits for while it can't be pressed.
        missing_at: where that is asked for, from the top down.
        scans: says which cards were read while it was asked.
        card: asks for the card; None where none is wanted.
    """

    def __init__(
        self,
        title: str,
        *,
        yes: str,
        no: str,
        theme: Theme,
        parent: QWidget | None,
        effect: Effect = Effect.PLAIN,
        waits: Callable[[str], str] | None = None,
        patron: str | None = None,
        scrolls: bool = True,
    ) -> None:
        """Make the frame.

        Args:
            title: the question's name; no patron's or title's name, since windows list it.
            yes: the word on the button that goes on.
            no: the word on the button that leaves everything; blank when there is nothing to decide.
            theme: for the distances.
            parent: the window it belongs to.
            effect: what going on does.
            waits: says of a number what its card waits for, where that isn't the dialog's end.
            patron: whom it is about, at the right (`views.dialogs.whose.named`); blank for none, and the patron
                who is open at the window when left out.
            scrolls: the body scrolls where the screen has no room for it; False for one whose parts do.
        """
        super().__init__(parent)
        sizes = theme.tokens.sizes
        edge = sizes.edge + 2 * sizes.gap
        self.effect = effect if no else Effect.PLAIN
        self._fitted = False  # by itself, to a width that may still change before it is shown
        self._begun = False
        self.card: CardStep | None = None
        self.missing_at: tuple[QWidget, ...] = ()
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setModal(True)
        patron = whose(parent) if patron is None else patron
        note_whose(self, patron)
        self._place = SheetPlace(self, theme)
        self.setFixedWidth(self.within_room(WIDTH))
        bar = QFrame()
        bar.setProperty("surface", "bar")
        self.header = QHBoxLayout(bar)
        self.header.setContentsMargins(edge, sizes.pad, edge, sizes.pad)
        self.header.setSpacing(sizes.edge)
        self.heading = WrappedLabel("page", glossed(title))
        self.patron = WrappedLabel("", patron)
        self.patron.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.patron.setVisible(bool(patron))
        self.header.addWidget(self.heading, 3)
        self.header.addWidget(self.patron, 2)
        self._scrolling = ScrollingBody(theme) if scrolls else None
        self.body = QVBoxLayout() if self._scrolling is None else self._scrolling.column
        self.body.setContentsMargins(edge, sizes.edge, edge, sizes.edge)
        self.body.setSpacing(sizes.pad)
        self.slot = NoticeSlot(theme, edge)
        self.missing, self._changed = SlotMessage(self.slot), SlotMessage(self.slot)
        self.scans = WaitingScanBanner(SlotMessage(self.slot), waits, self)
        column = QVBoxLayout(self)
        line = self._place.outline
        column.setContentsMargins(line, line, line, line)
        column.setSpacing(0)
        column.addWidget(bar)
        if self._scrolling is None:
            column.addLayout(self.body, 1)
        else:
            column.addWidget(self._scrolling, 1)
        self.slot.changed.connect(self._fit_again)
        self._place.room_changed.connect(self._fit_again)
        column.addWidget(self.slot)
        column.addWidget(self._make_footer(yes, no, edge, sizes.pad))

    def _make_footer(self, yes: str, no: str, edge: int, pad: int) -> QFrame:
        """Make the buttons."""
        footer = QFrame()
        footer.setProperty("surface", "buttons")
        self.footer = QHBoxLayout(footer)
        self.footer.setContentsMargins(edge, pad, edge, pad)
        self.footer.addStretch(1)
        self.no = LeaveButton(glossed(no))
        self.no.clicked.connect(self.reject)
        self.no.setVisible(bool(no))
        self.no.focus_changed.connect(self._dress)
        self.yes = GoOnButton(glossed(yes))
        self.yes.clicked.connect(self.accept)
        self.yes.enabled_changed.connect(self._dress)
        self._dress()
        for button in (self.no, self.yes):
            button.setAutoDefault(False)
            self.footer.addWidget(button)
        return footer

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the outline of a sheet, which in high contrast has the same ground as its window."""
        super().paintEvent(event)
        self._place.draw_outline()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin where the keyboard does no harm, with all of the text in sight; a question shown again goes on."""
        super().showEvent(event)
        if self._fitted or self.minimumHeight() < self.maximumHeight():
            self._fit()
        show_waiting_scan(self, self.scans)
        if not self._begun:
            self._begun = True
            self.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay on the screen when what is shown makes it higher."""
        super().resizeEvent(event)
        screen = self.screen().availableGeometry()
        below = self.frameGeometry().bottom() - screen.bottom()
        if self.isVisible() and below > 0:
            self.move(self.x(), max(screen.top(), self.y() - below))

    @property
    def default(self) -> QPushButton | None:
        """The filled button; None while Enter presses none, but leads to what `yes` waits for."""
        if self.effect is not Effect.PLAIN:
            return self.no
        if self.yes.isEnabled() and not self.yes.isHidden():
            return self.yes
        return self.no if self.focusWidget() is self.no else None

    def _dress(self) -> None:
        """Fill the default; a button that can't be pressed looks so by itself."""
        going_on = {Effect.PLAIN: "primary", Effect.LASTING: "", Effect.ENDING: "ending"}[self.effect]
        set_styled(self.yes, "kind", going_on)
        set_styled(self.no, "kind", "primary" if self.default is self.no else "")

    def start(self) -> None:
        """Begin at what is missing first, else on the button that does no harm."""
        self.go_to_missing()

    def wait_for(self, *missing: str, at: Sequence[QWidget] = (), busy: bool = False) -> None:
        """Let `yes` be pressed once nothing is missing, and say what is, and where.

        Args:
            missing: a sentence for each thing that has to be there first (`views.text.missing_words`).
            at: where each of them is asked for, from the top down.
            busy: what is asked is being done, so that the button rests without a reason.
        """
        if self.yes.is_stopped:
            return
        told = "" if busy else run_on(*missing)
        before, self.missing_at = self.missing_at, () if busy else tuple(at)
        self._mark()
        if busy and self.focusWidget() is self.yes:
            self.setFocus()  # Qt would give the keyboard to whatever comes next
        self.yes.setEnabled(not missing and not busy)
        self.yes.setAccessibleDescription(told)
        given = [
            it for it in before if it not in self.missing_at
        ]  # else something was refused, which is told
        self.missing.tell(told, "notice", aloud=False, behind=not given)
        if self.focusWidget() is self and not busy:
            self.go_to_missing()
        elif len(given) == 1:
            self._go_on_after(given[0])

    def _go_on_after(self, given: QWidget) -> None:
        """Move the keyboard on from a tick that was missing; not to the button that leaves all that was ticked."""
        is_ticked = isinstance(given, QCheckBox) and given.isChecked() and given is self.focusWidget()
        if is_ticked and (self.first_missing or self.effect is Effect.PLAIN):
            self.go_to_missing()

    def _mark(self) -> None:
        if self._scrolling is not None:
            self._scrolling.mark(self.missing_at)

    @property
    def card_at(self) -> tuple[QWidget, ...]:
        """Where the card is asked for, until it was shown."""
        return () if self.card is None or self.card.is_there else (self.card.asked_at,)

    @property
    def first_missing(self) -> QWidget | None:
        """Where the first thing is asked for that is still missing, if the keyboard can be there."""
        return next((it for it in self.missing_at if _takes_keyboard(it, self)), None)

    def go_to_missing(self) -> None:
        """Give the keyboard to what is missing first, or where nothing is to the button that does no harm."""
        at_first = self.yes if self.effect is Effect.PLAIN and self.yes.isEnabled() else self.no
        (self.first_missing or at_first).setFocus()

    def go_on(self) -> None:
        """Begin at what is missing now, once something was answered from elsewhere; not while something is typed."""
        focused = self.focusWidget()
        types = isinstance(focused, QLineEdit) and (self.card is None or focused is not self.card.number)
        if self._begun and not types:
            self.start()

    def show_stale(self) -> None:
        """Say that what is asked about was changed by others; all that is left is to close."""
        self._changed.tell(live_words.stale())
        if self.no.isHidden():
            return  # it only tells, and its one button closes it
        self.yes.stop()
        self.yes.setAccessibleDescription("")
        self.missing_at = ()
        self._mark()
        self.missing.tell("")
        self.no.setFocus()

    def fit(self) -> None:
        """Take the height that what is shown needs, as far as the screen has it; the rest is scrolled to.

        To be called whenever that changes: Qt asks running text for one line only. While X11's window manager places a
        window that was just shown, Qt takes its place within the frame for its place on the screen: a size that was set
        then would move the window there. So the size waits until the window is exposed.
        """
        handle = self.windowHandle()
        if self.isVisible() and not handle.isExposed():
            handle.installEventFilter(self)
        else:
            self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit once the window is exposed."""
        if isinstance(watched, QWindow) and event.type() is QEvent.Type.Expose and watched.isExposed():
            watched.removeEventFilter(self)
            self._fit()
        return super().eventFilter(watched, event)

    def _fit_again(self) -> None:
        """Take another height for a message, or in another room; what is typed into stays in sight."""
        if not self._begun:
            return
        self.fit()
        focused: QWidget | None = self.focusWidget()
        if focused is not None and self._scrolling is not None and self._scrolling.isAncestorOf(focused):
            self._scrolling.ensureWidgetVisible(focused, 0, 0)

    def _fit(self) -> None:
        """Take a height in which nothing has to move for a notice; its place is the body's where both have no room."""
        self._fitted = True
        self.slot.show()
        if not self._fit_with_slot() and self.slot.shown is None:
            self.slot.hide()
            self._fit_with_slot(fills=True)

    def _fit_with_slot(self, *, fills: bool = False) -> bool:
        """Take the height that is needed, or all there is, and tell whether everything has room."""
        room = self._place.room.height()
        if self._scrolling is not None:
            return self._scrolling.fit(self, room, fills=fills)
        layout = self.layout()
        assert layout is not None
        layout.activate()
        wanted = layout.totalSizeHint().height()
        if layout.hasHeightForWidth():
            wanted = layout.totalHeightForWidth(max(self.width(), self.minimumWidth()))
        self.setFixedHeight(room if fills else min(wanted, room))
        return wanted <= room

    def within_room(self, width: int) -> int:
        """Give a width, named in pixels at 100 %, in pixels of the screen, or what there is of it."""
        return min(self._place.scaled(width), self._place.room.width())

    @property
    def scrolls(self) -> bool:
        """Whether the screen has no room for all, so that the dialog has all the height there is."""
        return self._scrolling is not None and self._scrolling.verticalScrollBar().maximum() > 0

    def show_part(self, part: QWidget) -> None:
        """Bring a part into sight where the screen has no room for all."""
        if self._scrolling is not None:
            self._scrolling.show_part(part)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the keyboard and no other; from a box or a list it goes on.

        The keys for pages scroll what there is no room for.
        """
        if enter_presses(event, self):
            return
        if event.key() in ENTER:
            focused = self.focusWidget()
            if isinstance(focused, QCheckBox | QRadioButton | QComboBox):
                self._go_on(focused)
            return
        if self.card is not None and self.card.take_digit(event):
            return
        if event.key() in _PAGES and self._scrolling is not None:
            self._scrolling.turn(_PAGES[event.key()])
            return
        super().keyPressEvent(event)

    def _go_on(self, answered: QWidget) -> None:
        """Move the keyboard to the button that goes on, or to the first thing that it waits for."""
        if self.yes.isEnabled():
            self.yes.setFocus(Qt.FocusReason.TabFocusReason)
            return
        if isinstance(answered, QRadioButton) and not answered.isChecked():
            return  # the choice itself is what is waited for
        for asked in self.findChildren(QWidget):
            if _is_open(asked) and asked.isVisibleTo(self) and asked.isEnabled():
                asked.setFocus(Qt.FocusReason.TabFocusReason)
                return


def _takes_keyboard(asked: QWidget, dialog: QDialog) -> bool:
    """Tell whether something in a dialog is shown and can have the keyboard."""
    shown = asked.isVisibleTo(dialog) and asked.isEnabled()
    return shown and asked.focusPolicy() is not Qt.FocusPolicy.NoFocus


def _is_open(asked: QWidget) -> bool:
    """Tell whether something is a question without an answer."""
    if isinstance(asked, QComboBox):
        return asked.currentData() is None
    return isinstance(asked, QCheckBox) and not asked.isChecked()

"""The dialog プリンターの選択: a queue, a paper, and what keeps that queue from printing, beside the list."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QDialog, QListWidget, QListWidgetItem, QWidget

from services.contract.errors import ServiceError
from services.rules.vocabulary import Paper
from services.slips.content import SlipKind
from viewmodels.core.trouble import Bug
from viewmodels.printer_choice import Offer, PrinterChoice
from viewmodels.settings.setting_keys import slip_key
from viewmodels.settings.settings import SlipPrinting
from views.dialogs.form_dialog import FormDialog
from views.language.line_breaks import run_on
from views.language.translation import QT_TRANSLATE_NOOP, translate
from views.style.theme import Theme
from views.text import words
from views.text.settings_words import fixed_by_administrator
from views.widgets.binding import bind
from views.widgets.buttons import OnceButton
from views.widgets.enter_key import ENTER
from views.widgets.fields.value_fields import ChoiceField, TickField
from views.widgets.labels import WrappedLabel, styled_label
from views.widgets.scroll_to_focus import bring_into_view

SHOWN_ON_SCREEN: Final = 2
"""The dialog's result when the slip is to be shown instead of printed."""
_ASKED: Final[Mapping[SlipKind, str]] = MappingProxyType(
    {
        SlipKind.PASSWORD: QT_TRANSLATE_NOOP(
            "printer", "パスワード票を印刷するプリンターと用紙を選んでください。"
        ),
        SlipKind.DUE: QT_TRANSLATE_NOOP("printer", "返却期限票を印刷するプリンターと用紙を選んでください。"),
    }
)
_FEWEST_ROWS, _MOST_ROWS = 2, 4
_ROW_HEIGHT: Final = 39
_BESIDE: Final = 820
"""Pixels at 100 % that the screen has to have for paper and tick beside each other."""
_FRAME: Final = 4  # pixels that the list's own edges take


class PrinterDialog(FormDialog):
    """Asks on which printer and paper a slip is printed; Enter in the list prints.

    Attributes:
        queues: the printers.
        paper: the papers.
        always: the tick that keeps the choice; it can't be set where nothing can be kept.
        on_screen: shows the slip instead; there only before a password is made.
    """

    def __init__(self, choice: PrinterChoice, *, theme: Theme, parent: QWidget | None) -> None:
        offer = choice.offer
        super().__init__(
            translate("printer", "プリンターの選択"),
            yes=translate("printer", "印刷する"),
            no=translate("printer", "やめる"),
            theme=theme,
            parent=parent,
        )
        self._choice = choice
        column = self.body
        intro = WrappedLabel()
        intro.setText(_intro(offer))
        column.addWidget(intro)
        caption = translate("settings", "プリンター")
        label = styled_label(caption, "strong")
        column.addWidget(label)
        self.queues = _Queues(choice, theme)
        self.queues.setAccessibleName(caption)
        label.setBuddy(self.queues)
        column.addWidget(self.queues)
        if offer.decided is not None:
            fixed = styled_label(fixed_by_administrator(), "muted")
            self.queues.setAccessibleDescription(fixed.text())
            column.addWidget(fixed)
        papers = [(paper.value, words.paper(paper)) for paper in Paper]
        self.paper = ChoiceField(slip_key(offer.slip, "paper"), translate("settings", "用紙"), papers, theme)
        self.paper.show_value(offer.begin.paper.value)
        if choice.is_fixed("paper"):
            self.paper.lock(fixed_by_administrator())
        self.always = TickField(
            slip_key(offer.slip, "printer"), translate("printer", "この端末では、いつもこれを使う"), theme
        )
        self.always.say(_what_is_kept(asks_each_time=offer.begin.dialog))
        if choice.is_fixed("printer"):
            self.always.lock(fixed_by_administrator())
        self.always.setVisible(choice.can_be_kept)
        column.addLayout(self._beside(theme))
        self.on_screen = OnceButton(translate("printer", "印刷せず画面に出す"))
        self.on_screen.setAutoDefault(False)
        self.on_screen.setVisible(offer.before_password)
        self.on_screen.clicked.connect(lambda: self.done(SHOWN_ON_SCREEN))
        self.footer.insertWidget(0, self.on_screen)
        self.queues.currentRowChanged.connect(lambda _: self._look())
        self.paper.edited.connect(self._look)
        asked = (self.queues, self.paper.editor, self.always.editor, self.on_screen, self.yes)
        self._asked = [part for part in asked if part.isEnabled()]
        self._asked_last: QWidget | None = None
        bind(choice.take.running, self, self._hold)
        bind(choice.trouble, self, self.show_trouble)
        bind(choice.chosen, self, self._end)
        self.fit()

    def _beside(self, theme: Theme) -> QBoxLayout:
        """Put paper and tick beside each other, or below where the screen is narrow for the text."""
        wide = round(_BESIDE * theme.tokens.scale)
        is_wide = self.within_room(_BESIDE) == wide
        ways = QBoxLayout.Direction
        row = QBoxLayout(ways.LeftToRight if is_wide else ways.TopToBottom)
        row.setSpacing(2 * theme.tokens.sizes.edge if is_wide else theme.tokens.sizes.pad)
        row.addWidget(self.paper, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.always, 1, Qt.AlignmentFlag.AlignTop)
        return row

    def start(self) -> None:
        """Give the keyboard to the list, and look at the printer that is chosen there at first."""
        self.queues.setFocus()
        self._look()

    def go(self) -> None:
        """Try the choice, and end with it if it can print."""
        self._choice.take.start(self._queue, self._paper, keep=bool(self.always.value))

    def leave(self) -> None:
        """Choose nothing."""
        if self._choice.leave():
            self.done(QDialog.DialogCode.Rejected)

    async def settled(self) -> None:
        """Wait until it is known whether what is chosen can print, and a choice that was taken is kept."""
        await self._choice.settled()

    def show_stale(self) -> None:
        """Go on asking: printers stay after others' changes."""

    def show_trouble(self, trouble: ServiceError | Bug | None) -> None:
        """Say what is wrong.

        Of a window that was switched off while the choice was being kept, the rejection was refused: it is made up for.
        """
        super().show_trouble(trouble)
        if trouble is None:
            return
        window = self.parentWidget()
        if window is not None and not window.isEnabled():
            self.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter in the list print."""
        if event.key() in ENTER and self.focusWidget() is self.queues:
            self.accept()
            return
        super().keyPressEvent(event)

    @property
    def told(self) -> str:
        """What is told above the buttons."""
        return self.message.text

    @property
    def _queue(self) -> str:
        return self._choice.queues[self.queues.currentRow()]

    @property
    def _paper(self) -> Paper:
        return Paper(str(self.paper.value))

    def _look(self) -> None:
        self._choice.look.start(self._queue, self._paper)

    def _hold(self, running: bool) -> None:
        """Take no other choice while one is tried; the keyboard waits where Enter presses nothing and Esc leaves."""
        if running:
            self._asked_last = self.focusWidget()
            self.setFocus()
        for part in self._asked:
            part.setEnabled(not running)
        if not running and self._asked_last is not None and self.focusWidget() in {None, self}:
            self._asked_last.setFocus()

    def _end(self, chosen: SlipPrinting | None) -> None:
        if chosen is not None:
            self.done(QDialog.DialogCode.Accepted)


class _Queues(QListWidget):
    """The names of the queues, one of which is always chosen."""

    def __init__(self, choice: PrinterChoice, theme: Theme) -> None:
        super().__init__()
        self.setProperty("nav", "true")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        high = round(_ROW_HEIGHT * theme.tokens.scale)
        for name in choice.queues:
            gone = translate("settings", "%1(見つかりません)").replace("%1", name)
            item = QListWidgetItem(gone if name == choice.missing else name, self)
            item.setToolTip(item.text())
            item.setSizeHint(QSize(0, high))
        begin = choice.offer.begin.printer
        self.setCurrentRow(choice.queues.index(begin) if begin in choice.queues else 0)
        rows = min(max(self.count(), _FEWEST_ROWS), _MOST_ROWS)
        self.setFixedHeight(rows * high + round(_FRAME * theme.tokens.scale))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Scroll what is around to the chosen queue; a list isn't brought into sight whole."""
        super().focusInEvent(event)
        bring_into_view(self.viewport(), self.visualItemRect(self.currentItem()))


def _intro(offer: Offer) -> str:
    asked = translate("printer", _ASKED[offer.slip])
    if not offer.before_password:
        return asked
    return run_on(asked, translate("printer", "発行は、このあとです。やめると、発行しません。"))


def _what_is_kept(*, asks_each_time: bool) -> str:
    if asks_each_time:
        return translate(
            "printer", "印を付けると、次からは、これがはじめに選ばれています。設定(F10)で変えられます。"
        )
    return translate("printer", "印を付けると、次からは、たずねずに印刷します。設定(F10)で変えられます。")

"""The desk's one field: a card number or what finds a patron, typed; nothing of it is remembered."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QLineEdit, QMenu, QStyle, QStyleOptionFrame, QWidget

from services.rules.vocabulary import Channel
from viewmodels.scanning.card_characters import begins_number
from viewmodels.scanning.typed_run import TypedRun
from views.language.translation import QT_TRANSLATE_NOOP, portal, translate
from views.text import card_words
from views.widgets.enter_key import ENTER
from views.widgets.fields.card_number_field import CardNumberField

NAME = portal("利用カード番号")
_PASTE = QT_TRANSLATE_NOOP("CardField", "貼り付け")
_SELECT_ALL = QT_TRANSLATE_NOOP("CardField", "すべて選択")
_TYPING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_CLEAR = QT_TRANSLATE_NOOP("CardField", "消去")
_HINTS = (
    QT_TRANSLATE_NOOP("CardField", "番号・氏名・生年月日・電話"),
    QT_TRANSLATE_NOOP("CardField", "番号・氏名など"),
)
"""What may be typed at the counter, in the field while it is empty; the longest that it has room for."""
_WHAT = QT_TRANSLATE_NOOP(
    "CardField",
    "利用カード番号か資料番号。氏名(カナ・漢字・ローマ字)、生年月日(1980/1/1、S55.1.1)、"
    "電話番号(048-…、下4桁は -1234)でも、Enter で探せます。",
)
"""The same in full, for tooltip and screen readers at the counter."""
_BESIDE_TEXT = 2
"""Pixels that Qt leaves on both sides of the text."""


class CardField(CardNumberField):
    """「利用カード番号」: Enter takes what was typed (`returnPressed`); the owner shows what is wrong beside it.

    `services.contract.typed_text` reads whatever is typed or pasted. The length isn't limited: a text cut short could
    become another patron's number. At the counter an input method may write names into it.

    Signals:
        down_pressed: the down arrow, which leads to what stands beneath.
    """

    down_pressed = Signal()

    def __init__(self, parent: QWidget | None = None, *, searches: bool = True) -> None:
        """Make it empty.

        Args:
            parent: the owner.
            searches: what is typed at the counter finds patrons, too.
        """
        super().__init__(parent)
        self._searches = searches
        self.setAccessibleName(NAME)
        self.setProperty("field", "card")
        self._shown = ""
        self._preedit = ""
        self._run = TypedRun()
        self._entered_at = 0
        self._channel = Channel.COUNTER
        self.show_channel(Channel.COUNTER)

    def show_channel(self, channel: Channel) -> None:
        """Take names at the counter, and a number alone by phone."""
        self._channel = channel
        what = translate("CardField", _WHAT) if self._takes_names else ""
        self.setToolTip(what)
        self.setAccessibleDescription(what)
        self._fit_hint()
        if self.hasFocus():
            QGuiApplication.inputMethod().update(Qt.InputMethodQuery.ImEnabled)

    def is_written_by_reader(self, fast_key_ms: int, ending_ms: int) -> bool:
        """Tell, at Enter, whether a reader wrote what stands here; see `TypedRun`."""
        return self._run.is_a_readers(self.text(), self._entered_at, fast_key_ms, ending_ms)

    def inputMethodQuery(self, query: Qt.InputMethodQuery, argument: Any = None) -> Any:
        """Let an input method write here at the counter; by phone a number needs none."""
        if query == Qt.InputMethodQuery.ImEnabled and self._takes_names:
            return QLineEdit.inputMethodQuery(self, query)
        return super().inputMethodQuery(query, argument)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note what is still being composed, and that no key wrote it."""
        self._preedit = event.preeditString()
        self._run.forget()
        super().inputMethodEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much of what may be typed as there is room for."""
        super().resizeEvent(event)
        self._fit_hint()

    def _fit_hint(self) -> None:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        inside = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        hints = [card_words.number_wanted()]
        if self._takes_names:
            hints = [translate("CardField", it) for it in _HINTS]
        room = inside.width() - 2 * _BESIDE_TEXT
        fits = (it for it in hints if self.fontMetrics().horizontalAdvance(it) <= room)
        self.setPlaceholderText(next(fits, ""))

    @property
    def _takes_names(self) -> bool:
        """Whether a name may be typed here now."""
        return self._searches and self._channel is Channel.COUNTER

    @property
    def is_being_typed(self) -> bool:
        """Whether somebody has begun to type a number, and not ended."""
        return self.hasFocus() and bool(self.text()) and self.text() != self._shown

    def show_number(self, number: str) -> None:
        """Show a caller's number, selected where the next typed one should replace it; nothing for who is open.

        A number that is being typed stays: what others change may come at any time.
        """
        if self.hasFocus() and (self.text() != self._shown or self._preedit):
            return
        if not (number or self.text() or self._shown):
            return
        self.setText(number)
        if number and self.hasFocus():
            self.selectAll()

    def setText(self, text: str | None) -> None:
        """Show what the program puts there; whatever else the field comes to hold was typed or written by others."""
        self._shown = text or ""
        self._run.forget()
        super().setText(text)

    def take(self, event: QKeyEvent) -> bool:
        """Take a digit or hyphen that was typed elsewhere, and the keyboard with it; tell whether it is one."""
        text, is_command = event.text(), event.modifiers() & ~_TYPING
        if is_command or not begins_number(text):
            return False
        if self.text() == self._shown:
            self.clear()
        self.end(False)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.insert(text)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take no number to the clipboard, where it would stay when the patron is closed; note when a key came.

        Enter while something is being composed confirms that, and no more.
        """
        if event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Cut):
            return
        if event.key() == Qt.Key.Key_Down and not self._preedit:
            self.down_pressed.emit()
            return
        if event.key() in ENTER:
            if self._preedit:
                QGuiApplication.inputMethod().commit()
                return
            self._entered_at = event.timestamp()
        elif event.text().isprintable() and event.text():
            self._run.note(event.timestamp())
        elif event.key() != Qt.Key.Key_Shift:
            self._run.forget()
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what is of use here: no copying of a patron's number, no undo to the one before."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        paste = menu.addAction(translate("CardField", _PASTE), self.paste)
        paste.setEnabled(bool(QGuiApplication.clipboard().text()))
        menu.addAction(translate("CardField", _SELECT_ALL), self.selectAll)
        menu.addAction(translate("CardField", _CLEAR), self.clear)
        menu.popup(event.globalPos())

"""The field for a card number: digits as they are typed, no input method, nothing remembered."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from viewmodels.scanning.card_characters import card_character
from viewmodels.scanning.keys import Scanned
from viewmodels.scanning.torn_scan import put_together
from views.language.translation import QT_TRANSLATE_NOOP, portal, translate
from views.widgets.fields.ascii_field import AsciiField

NAME = portal("利用カード番号")
_PASTE = QT_TRANSLATE_NOOP("CardField", "貼り付け")
_SELECT_ALL = QT_TRANSLATE_NOOP("CardField", "すべて選択")
_TYPING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_CLEAR = QT_TRANSLATE_NOOP("CardField", "消去")


class CardField(AsciiField):
    """「利用カード番号」: Enter looks up (`returnPressed`); the owner shows what is wrong beside it.

    `services.contract.cards` cleans whatever is typed or pasted. The length isn't limited: a text cut short could
    become another patron's number.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(NAME)
        self.setProperty("field", "card")
        self._shown = ""

    @property
    def is_being_typed(self) -> bool:
        """Whether somebody has begun to type a number, and not ended."""
        return self.hasFocus() and bool(self.text()) and self.text() != self._shown

    def show_number(self, number: str) -> None:
        """Show a caller's number, selected where the next typed one should replace it; nothing for who is open.

        A number that is being typed stays: what others change may come at any time.
        """
        if self.hasFocus() and self.text() != self._shown:
            return
        self.setText(number)
        if self.hasFocus():
            self.selectAll()

    def setText(self, text: str | None) -> None:
        """Show what the program puts there; whatever else the field comes to hold was typed or written by others."""
        self._shown = text or ""
        super().setText(text)

    def put_together(self, scan: Scanned, item: Callable[[str], str | None]) -> bool:
        """Take a card that came into the field in pieces as if it had been typed, with Enter; tell whether it did.

        Args:
            scan: the last piece, with what came before it.
            item: reads an item's number, which is no piece of a card.
        """
        number = put_together(scan, self.text()) if self.hasFocus() else None
        if number is None or any(map(item, scan.texts)):
            return False
        self.selectAll()
        self.insert(number)
        self.returnPressed.emit()
        return True

    def take(self, event: QKeyEvent) -> bool:
        """Take a digit or hyphen that was typed elsewhere, and the keyboard with it; tell whether it is one."""
        text, is_command = event.text(), event.modifiers() & ~_TYPING
        if is_command or not card_character(text) or text.isalpha():
            return False
        if self.text() == self._shown:
            self.clear()
        self.end(False)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.insert(text)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take no number to the clipboard, where it would stay when the patron is closed."""
        if event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Cut):
            return
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

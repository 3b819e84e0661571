"""The field for a card number: digits as they are typed, no input method, nothing remembered."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from views.tone import set_styled
from views.translation import QT_TRANSLATE_NOOP, translate

NAME = "利用カード番号"
_PASTE = QT_TRANSLATE_NOOP("CardField", "貼り付け")
_SELECT_ALL = QT_TRANSLATE_NOOP("CardField", "すべて選択")
_CLEAR = QT_TRANSLATE_NOOP("CardField", "消去")


class CardField(QLineEdit):
    """「利用カード番号」: Enter looks up (`returnPressed`); the owner shows what is wrong beside it.

    No input method, so that digits arrive as digits with the Japanese IME on; `services.cards` cleans whatever is
    typed or pasted. Its length isn't limited: a text cut short could become another patron's number.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(NAME)
        self.setProperty("field", "card")
        self.setDragEnabled(False)
        self.setAcceptDrops(False)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhDigitsOnly
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhSensitiveData
        )

    def inputMethodQuery(self, query: Qt.InputMethodQuery, argument: Any = None) -> Any:
        """Answer that no input method is wanted: the one way to turn it off on a QLineEdit."""
        if query == Qt.InputMethodQuery.ImEnabled:
            return False
        if argument is None:
            return super().inputMethodQuery(query)
        return super().inputMethodQuery(query, argument)

    def refuse(self) -> None:
        """Keep the text, select it for the next try, and mark the field as wrong."""
        set_styled(self, "fault", "true")
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()

    def clear(self) -> None:
        """Empty the field and take the mark away; what stood there before can't be brought back by undo."""
        self.unmark()
        self.setText("")

    def unmark(self) -> None:
        """Take the mark of a wrong text away."""
        set_styled(self, "fault", "false")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what is of use here: no copying of a patron's number, no undo to the one before."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        paste = menu.addAction(translate("CardField", _PASTE), self.paste)
        paste.setEnabled(bool(QGuiApplication.clipboard().text()))
        menu.addAction(translate("CardField", _SELECT_ALL), self.selectAll)
        menu.addAction(translate("CardField", _CLEAR), self.clear)
        menu.popup(event.globalPos())

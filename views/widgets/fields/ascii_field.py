"""A line of letters and digits that no input method touches."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from views.style.style_properties import set_styled


class MarkedField(QLineEdit):
    """A line whose text can be wrong."""

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
        """Take the mark of a wrong text away, if it ever had one."""
        if self.property("fault") is not None:
            set_styled(self, "fault", "false")


class AsciiField(MarkedField):
    """A field for numbers, ids and passwords, typed as they are with the Japanese IME on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDragEnabled(False)
        self.setAcceptDrops(False)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
            | Qt.InputMethodHint.ImhSensitiveData
        )

    def inputMethodQuery(self, query: Qt.InputMethodQuery, argument: Any = None) -> Any:
        """Answer that no input method is wanted: the one way to turn it off on a QLineEdit."""
        if query == Qt.InputMethodQuery.ImEnabled:
            return False
        if argument is None:
            return super().inputMethodQuery(query)
        return super().inputMethodQuery(query, argument)

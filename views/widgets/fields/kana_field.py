"""A line for a kana name."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from views.widgets.fields.ascii_field import MarkedField


class KanaField(MarkedField):
    """A line for a kana name: typed with an input method, which is asked not to learn it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDragEnabled(False)
        self.setAcceptDrops(False)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)

"""One quiet line for all lists of a patron in which nothing stands."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from views.language.glosses import glossed
from views.language.translation import QT_TRANSLATE_NOOP, filled
from views.panels.hint_button import HintButton
from views.panels.list_panel import PanelWords
from views.style.theme import Theme
from views.text import row_remarks
from views.widgets.labels import WrappedLabel

_NOTHING = QT_TRANSLATE_NOOP("lists", "%1に表示するものはありません。")


class EmptyLists(QWidget):
    """Stands below the lists and takes the place of those that are empty, with the hint that one of them has.

    Attributes:
        said: the one list's own sentence, or the names of several.
        hint_button: what the hint stands behind.
    """

    def __init__(self, hinted: PanelWords, theme: Theme, parent: QWidget | None = None) -> None:
        """Make an empty line.

        Args:
            hinted: the words of the list that may have a hint.
            theme: for the distances.
            parent: the owner.
        """
        super().__init__(parent)
        sizes = theme.tokens.sizes
        self._hinted = hinted
        self.said = WrappedLabel("muted")
        hint = WrappedLabel("caption", hinted.hint, self)
        self.hint_button = HintButton(hinted.hint_name, hint, theme)
        self._line = QHBoxLayout()
        self._line.setSpacing(sizes.gap * 2)
        self._line.addWidget(self.said)
        self._line.addWidget(self.hint_button)
        self._line.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(self._line)
        box.addWidget(hint)
        self.hide()

    def forget(self) -> None:
        """Hold nothing of a patron any more, but stay as high as before: the next one is about to come."""
        self.said.setMinimumHeight(self.said.height())
        self.said.clear()
        self.hint_button.close_hint()

    def show_lists(self, empty: Sequence[PanelWords]) -> None:
        """Name the lists that are empty, in their order; hidden where none is."""
        self.said.setMinimumHeight(0)
        if not empty:
            self.said.clear()
        if len(empty) == 1:
            self.said.setText(empty[0].empty)
        elif empty:
            self.said.setText(
                filled("lists", _NOTHING, row_remarks.joined([glossed(it.title) for it in empty]))
            )
        hinted = bool(self._hinted.hint_name) and self._hinted in empty
        if not hinted:
            self.hint_button.close_hint()
        self.hint_button.setVisible(hinted)
        self.setVisible(bool(empty))
        self._stack_where_narrow(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the hint below the sentence where it has no room beside it."""
        super().resizeEvent(event)
        self._stack_where_narrow(event.size().width())

    def _stack_where_narrow(self, width: int) -> None:
        beside = self.said.sizeHint().width() + self._line.spacing() + self.hint_button.sizeHint().width()
        ways = QBoxLayout.Direction
        self._line.setDirection(ways.TopToBottom if beside > width else ways.LeftToRight)

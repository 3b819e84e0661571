"""What stands beneath the desk's bars: what is wrong in the field, what it found or offers, and who was found."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from services.contract.errors import ServiceError
from services.contract.hits import Hit, Hits
from services.contract.snapshot import PatronSnapshot
from services.rules.people.search import Fact
from viewmodels.core.trouble import Trouble
from viewmodels.desk.desk_state import OF_CARDS
from views.language.line_breaks import run_on
from views.language.translation import QT_TRANSLATE_NOOP, translate
from views.manual.f1_help import tell_page
from views.manual.manual import SEARCH
from views.panels.lists_page import ListsPage
from views.search_dialog import found_list, told
from views.style.style_properties import set_tone
from views.style.theme import Theme
from views.text import messages
from views.widgets.announcing import tell
from views.widgets.buttons import KeyButton
from views.widgets.labels import WrappedLabel

_NOTHING: Final = "", "muted"
_OFFERS: Final = {
    Fact.BIRTH_DATE: QT_TRANSLATE_NOOP("search", "生年月日として探す"),
    Fact.PHONE: QT_TRANSLATE_NOOP("search", "電話番号として探す"),
}


class FieldStrip(QFrame):
    """A line beneath the bars, where it moves no patron's line; hidden while it says and offers nothing.

    Attributes:
        said: what is wrong with what was typed, how many were found, or why nobody was.
        offer_button: searches by the digits in the field, as the down arrow does there.

    Signals:
        changed: it says or offers something else now.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wrong, self._found = _NOTHING, _NOTHING
        sizes = theme.tokens.sizes
        self.setProperty("surface", "bar")
        tell_page(self, SEARCH)
        self.said = WrappedLabel("muted", parent=self)
        self.offer_button = KeyButton("", "↓", theme, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.edge, sizes.gap, sizes.edge, sizes.gap)
        row.setSpacing(sizes.pad)
        row.addWidget(self.said)
        row.addWidget(self.offer_button)
        row.addStretch(1)
        for part in (self.offer_button, self):
            part.hide()

    @property
    def is_of_search(self) -> bool:
        """Whether something of a search is here, which Esc leaves."""
        return self._found != _NOTHING or not self.offer_button.isHidden()

    def show_card_error(self, error: ServiceError | None) -> None:
        """Say what is wrong with a number, if the desk doesn't say it in its middle."""
        self._wrong = _NOTHING
        if error is not None and not isinstance(error, OF_CARDS):
            said = messages.sentence(error)
            self._wrong = run_on(said.what, said.next), "bad"
        self._say()

    def show_found(self, found: Hits | None, trouble: Trouble | None, offered: Fact | None) -> None:
        """Say what was found, or why nothing was, and offer what the digits may be."""
        says = found is not None or trouble is not None
        self._found = told(found, trouble) if says else _NOTHING
        self.offer_button.setText("" if offered is None else translate("search", _OFFERS[offered]))
        self.offer_button.setVisible(offered is not None)
        self._say()

    def _say(self) -> None:
        text, tone = self._found if self._wrong == _NOTHING else self._wrong
        self.said.setVisible(bool(text))
        self.setVisible(bool(text) or not self.offer_button.isHidden())
        set_tone(self.said, tone)
        tell(self.said, text)
        self.changed.emit()


class FoundPage(ListsPage):
    """The list of who was found, in the place of what else the desk shows.

    Attributes:
        panel: the list.

    Signals:
        opened(hit): the clerk wants one of them.
    """

    opened = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(translate("search", "見つかった利用者"), theme, parent)
        tell_page(self, SEARCH)
        self.panel = found_list(theme)
        self.panel.acted.connect(lambda hit, _verb: self.opened.emit(hit))
        self.stack(self.panel)

    def set_snapshot(self, snapshot: PatronSnapshot | None) -> None:
        """Show nothing of a patron who is open."""

    @property
    def has_keyboard(self) -> bool:
        """Whether the keyboard is in the list."""
        return self.panel.table.hasFocus() or self.panel.act_button.hasFocus()

    def show_hits(self, hits: tuple[Hit, ...]) -> None:
        """Show these, and no others."""
        self.panel.set_rows(hits)

    def begin(self) -> None:
        """Give the keyboard to the first of them."""
        if self.panel.rows:
            self.panel.table.go_to(0)

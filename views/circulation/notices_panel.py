"""利用者へのお知らせ: what the patron page tells this patron, in the guide's own sentences; hidden when nothing."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from services.rules.circulation.notices import Notice
from views.language.glosses import glossed
from views.style.theme import Theme
from views.text import notice_words, words
from views.widgets.labels import WrappedLabel, styled_label


class NoticesPanel(QFrame):
    """Shows every notice that applies, in the guide's order."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        sizes = theme.tokens.sizes
        self._notices: tuple[Notice, ...] = ()
        self.setProperty("surface", "notice")
        self.setAccessibleName(words.NOTICES_TITLE)
        self.setObjectName(words.NOTICES_TITLE)
        title = styled_label(glossed(words.NOTICES_TITLE), "notice-title")
        self._text = WrappedLabel("notice")
        box = QVBoxLayout(self)
        box.setContentsMargins(sizes.pad + 2, sizes.gap + 3, sizes.pad, sizes.gap + 3)
        box.setSpacing(1)
        box.addWidget(title)
        box.addWidget(self._text)
        self.hide()

    @property
    def text(self) -> str:
        """All that is told now."""
        return self._text.text()

    def set_notices(self, notices: tuple[Notice, ...]) -> None:
        """Show other notices, or nothing at all."""
        if notices == self._notices:
            return
        self._notices = notices
        self._text.setText("\n".join(notice_words.notice(notice) for notice in notices))
        self.setAccessibleDescription(self._text.text())
        self.setVisible(bool(notices))

"""A message on a coloured ground, beside what it is about."""

from typing import Final, Literal

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from views.style.style_properties import set_styled, set_tone
from views.style.theme import Theme
from views.widgets.announcing import tell
from views.widgets.labels import WrappedLabel

type MessageKind = Literal["bad", "good", "notice"]
"""What a message is: it names the ground in the style sheet."""

_TONES: Final[dict[MessageKind, str]] = {"bad": "bad", "good": "good", "notice": "strong"}


class MessageBanner(QFrame):
    """Shows one message, and hides while there is none.

    Attributes:
        line: the row in which the message stands; a button can be added to it.
        column: the rows; more can be added below the message.
    """

    def __init__(
        self,
        theme: Theme,
        name: str = "",
        *,
        margins: tuple[int, int] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make the banner, hidden.

        Args:
            theme: for the distances.
            name: the accessible name; blank where the message alone says enough.
            margins: the distance to the text, across and down, in pixels; the theme's `pad` when left out.
            parent: the owner.
        """
        super().__init__(parent)
        pad = theme.tokens.sizes.pad
        across, down = margins or (pad, pad)
        if name:
            self.setAccessibleName(name)
        self.setProperty("surface", "bad")
        self._text = WrappedLabel("bad")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(across, down, across, down)
        self.column.setSpacing(pad)
        self.line = QHBoxLayout()
        self.line.addWidget(self._text, 1)
        self.column.addLayout(self.line)
        self.hide()

    @property
    def text(self) -> str:
        """The message, blank while there is none."""
        return self._text.text()

    def keep_place(self, lines: int) -> None:
        """Take the room of so many lines always, so that nothing moves when a message appears."""
        self._text.keep_room_for(lines)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)

    def tell(self, text: str, kind: MessageKind = "bad", *, aloud: bool = True) -> None:
        """Show a message, or hide with a blank one. The banner must be in its window by then.

        Args:
            text: the message.
            kind: its ground and its tone.
            aloud: a screen reader announces it, at once where it is `bad`.
        """
        set_tone(self._text, _TONES[kind])
        if aloud:
            tell(self._text, text)
        else:
            self._text.setText(text)
        if self.property("surface") != kind:
            set_styled(self, "surface", kind)
            # A frame measures the border of its surface again only when it hears of a change of style.
            QCoreApplication.sendEvent(self, QEvent(QEvent.Type.StyleChange))
        self.updateGeometry()  # at once: who measures the dialog doesn't wait for Qt to ask for it
        self.setVisible(bool(text))

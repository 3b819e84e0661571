"""The one place of a question for what is missing, refused or heard meanwhile: above the buttons, always there."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from views.style.style_properties import set_styled, set_tone
from views.style.theme import Theme
from views.widgets.announcing import announce
from views.widgets.labels import WrappedLabel
from views.widgets.message_banner import MessageKind

_HEIGHT: Final = 44
"""Pixels at 100 %: two lines. A message that needs more of them gets more."""
_TONES: Final[dict[MessageKind, str]] = {"bad": "bad", "good": "good", "notice": "warn"}


class SlotMessage:
    """One source of messages; the slot shows the newest of all.

    Attributes:
        text: what it says now; blank for nothing.
        kind: its ground and its tone.
    """

    def __init__(self, slot: "NoticeSlot") -> None:
        self._slot = slot
        self.text = ""
        self.kind: MessageKind = "notice"

    def is_shown(self) -> bool:
        """Whether it can be read: none of the others said anything since."""
        return self._slot.isVisible() and self._slot.shown is self

    def tell(self, text: str, kind: MessageKind = "bad", *, aloud: bool = True, behind: bool = False) -> None:
        """Say something, or with a blank text nothing any more.

        Args:
            text: the message.
            kind: its ground and its tone.
            aloud: a screen reader announces it, at once where it is `bad`.
            behind: what the others say is newer.
        """
        if (text, kind) == (self.text, self.kind):
            return
        is_new = text != self.text
        self.text, self.kind = text, kind
        self._slot.hear(self, behind=behind)
        if aloud and is_new:
            announce(self._slot, text, urgent=kind == "bad")


class NoticeSlot(QFrame):
    """Shows the newest message, so that none piles up; when that is withdrawn, the one before it that still holds.

    Signals:
        changed: it is higher now, or less high.
    """

    changed = Signal()

    def __init__(self, theme: Theme, margin: int) -> None:
        """Make an empty one.

        Args:
            theme: for the height.
            margin: the distance to the text at both sides, in pixels.
        """
        super().__init__()
        self.setProperty("surface", "slot")
        self._label = WrappedLabel("warn")
        column = QVBoxLayout(self)
        column.setContentsMargins(margin, theme.tokens.sizes.gap, margin, theme.tokens.sizes.gap)
        column.addWidget(self._label)
        self.setMinimumHeight(round(_HEIGHT * theme.tokens.scale))
        self._told: list[SlotMessage] = []

    @property
    def shown(self) -> SlotMessage | None:
        """Whose message can be read."""
        return self._told[-1] if self._told else None

    def hear(self, notice: SlotMessage, *, behind: bool) -> None:
        """Put a source in front that has something new to say, or behind the others; leave out one that has nothing."""
        if notice in self._told:
            self._told.remove(notice)
        if notice.text:
            self._told.insert(0 if behind else len(self._told), notice)
        shown = self.shown
        surface = "slot" if shown is None else f"slot-{shown.kind}"
        if shown is not None:
            set_tone(self._label, _TONES[shown.kind])
        self._label.setText("" if shown is None else shown.text)
        if self.property("surface") != surface:
            set_styled(self, "surface", surface)
            # A frame measures the border of its surface again only when it hears of a change of style.
            QCoreApplication.sendEvent(self, QEvent(QEvent.Type.StyleChange))
        self.updateGeometry()
        self.changed.emit()

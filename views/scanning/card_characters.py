"""Single keys: which of them a card can have, and one that waits."""

import unicodedata

from PySide6.QtGui import QKeyEvent, QWindow

_LETTERS = frozenset("abcdABCD")


def card_character(text: str) -> bool:
    """Tell whether one key's text is a character that a reader sends for a card.

    Digits, any dash, and NW-7's start and stop letters A–D in either case (Caps Lock turns them), each also
    full-width as an input method passes it on.
    """
    plain = unicodedata.normalize("NFKC", text)
    if len(plain) != 1:
        return False
    return (plain.isascii() and plain.isdigit()) or plain in _LETTERS or unicodedata.category(plain) == "Pd"


class HeldKey:
    """One key event that waits, with the window it was meant for."""

    __slots__ = ("event", "is_character", "key", "window")

    def __init__(self, window: QWindow, event: QKeyEvent, *, is_character: bool) -> None:
        self.window = window
        self.event = QKeyEvent(
            event.type(),
            event.key(),
            event.modifiers(),
            event.nativeScanCode(),
            event.nativeVirtualKey(),
            event.nativeModifiers(),
            event.text(),
            event.isAutoRepeat(),
            event.count(),
        )
        self.event.setTimestamp(event.timestamp())
        self.key = key_of(event)
        self.is_character = is_character


def key_of(event: QKeyEvent) -> tuple[int, int]:
    """Name the physical key: by scan code where there is one, as Shift changes a key's code while it is down."""
    code = event.nativeScanCode()
    return (code, 0) if code else (0, event.key())

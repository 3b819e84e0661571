"""Lets a key that does something act once for each time it goes down, however long it is held.

A key that is held down repeats. A clerk who can't let go of it quickly would otherwise press the next thing
that appears as well: the button under an unread question, or the one that closes a new password.
"""

from viewmodels.scanning.keys import KeyEvent, KeyKind


class KeyRepeat:
    """Knows a repeated press from a new one: by the window system's word, and by the key's time.

    X11 often has no such word. It makes a release and a press of one moment out of a repetition, with nothing between
    them.
    """

    def __init__(self) -> None:
        self._released: tuple[int, int] | None = None

    def repeats(self, key: KeyEvent) -> bool:
        """Tell whether this press is a repetition of a key that must not act twice.

        Args:
            key: each press, release and question for a shortcut, in order, as a window gets them.
        """
        this, released = (key.symbol, key.at), self._released
        if key.kind is not KeyKind.SHORTCUT_ASKED:
            self._released = this if key.kind is KeyKind.RELEASE else None
        if not key.acts_once or key.kind is KeyKind.RELEASE:
            return False
        return key.is_repeat or this == released

"""Keeps a letter that stands for an act until it is known that no scanner sent it.

A scan may begin or end with such a letter, and have a pause behind it or before it. A letter acts only where nothing
that writes, and no Enter, comes as near to it as two keys of one scan.
"""

from collections.abc import Callable
from typing import Final

from viewmodels.scanning.interrupted_scan import LONGEST_TEAR_MS
from viewmodels.scanning.keys import (
    ClassifierAction,
    ClassifierWait,
    KeyEvent,
    KeyKind,
    KeyRole,
    SendKey,
    StartWait,
)

GRACE_MS: Final = 25
"""What a window system under load may need to deliver a key."""
_LATE_MS = 5.0


class PatientWait:
    """A wait that isn't over before keys were looked at that came in time: a busy window has them still queued.

    Args:
        wait: which of the classifier's waits it is.
        clock: the present in seconds, on a clock that never goes back.
        act: is given what to do.
    """

    def __init__(
        self, wait: ClassifierWait, clock: Callable[[], float], act: Callable[[ClassifierAction], None]
    ) -> None:
        self._wait = wait
        self._clock = clock
        self._act = act
        self._until = 0.0
        self._has_looked = False

    def begin(self, milliseconds: int) -> None:
        """Wait anew."""
        self._has_looked = False
        self._until = self._clock() + milliseconds / 1000
        self._act(StartWait(self._wait, milliseconds))

    def is_over(self, again_ms: int) -> bool:
        """Tell whether it was waited long enough; else wait on.

        However short the window was busy, what the window system has sent by now is looked at first: a wait of no time
        is over after that.

        Args:
            again_ms: how long to wait once more after a wait that was over late, in milliseconds.
        """
        if (self._clock() - self._until) * 1000 > _LATE_MS:
            self.begin(again_ms)
        elif self._has_looked:
            return True
        else:
            self._has_looked = True
            self._act(StartWait(self._wait, 0))
        return False


class ActLetter:
    """The last letter that was pressed where letters act (`KeyEvent.acts_alone`).

    Args:
        clock: the present in seconds, on a clock that never goes back.
        act: is given what to do.
    """

    def __init__(self, clock: Callable[[], float], act: Callable[[ClassifierAction], None]) -> None:
        self._act = act
        self._wait = PatientWait(ClassifierWait.LETTER, clock, act)
        self._last_at: int | None = None
        self._last_acts = False
        self._alone_at: int | None = None
        self._letter: KeyEvent | None = None

    def pressed(self, key: KeyEvent) -> bool:
        """Note each key that goes down; tell whether it is an Enter or Tab that goes with a letter of a scan."""
        writes = key.role is KeyRole.OTHER and key.text.isprintable() and key.text and not key.is_command
        if key.is_repeat or not (writes or key.role is KeyRole.ENDING):
            return False
        is_near = self._last_at is not None and 0 <= key.at - self._last_at <= LONGEST_TEAR_MS
        goes_with_letter = is_near and self._last_acts and key.role is KeyRole.ENDING
        if is_near:
            self.drop()
        else:
            self.settle()
        self._last_at, self._last_acts = key.at, key.acts_alone
        if key.acts_alone and not is_near:
            self._alone_at = key.at
            self._wait.begin(LONGEST_TEAR_MS + GRACE_MS)
        return goes_with_letter

    def take(self, key: KeyEvent) -> None:
        """Take a letter that was no part of a scan so far; what can't act any more is dropped, as its release is."""
        if key.kind is KeyKind.PRESS and key.at == self._alone_at:
            self._letter = key

    def waited(self, again_ms: int) -> None:
        """Let the letter act once it was waited long enough; see `PatientWait.is_over`."""
        if self._alone_at is None or not self._wait.is_over(again_ms):
            return
        if self._letter is None:  # it is still held as what may begin a scan
            self._wait.begin(again_ms)
        else:
            self.settle()

    def settle(self) -> None:
        """Let the letter act now: what comes is no key of a scanner."""
        letter = self._letter
        self.drop()
        if letter is not None:
            self._act(SendKey(letter))

    def drop(self) -> None:
        """Forget the letter."""
        self._alone_at = self._letter = None

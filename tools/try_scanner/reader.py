"""A reader and a clerk's fingers: real keys, and the times at which they went down."""

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from itertools import groupby, pairwise

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from tools.real_screen import key_names
from tools.try_scanner.forms import KAWAGUCHIS, CardForms
from tools.wayland_screen import send_keys
from viewmodels.scanning.interrupted_scan import LONGEST_TEAR_MS, MOST_TEARS
from viewmodels.scanning.keys import Press

SPEEDS = (1, 2, 3, 4, 4, 6, 8, 12)
"""Milliseconds from key to key of a reader."""

FINGERS = (15, 25, 45, 75)
"""Milliseconds that a clerk's fingers are slower than the threshold."""

ROLLS, ROLL = (1, 1, 1, 1, 2, 2, 3), (8, 12, 20)
"""How many keys a clerk's fingers press as one, and milliseconds between those.

That is faster than people type (`viewmodels.scanning.interrupted_scan`); but no text is typed as a card that came in
pieces.
"""

HYPHENS = 0.3
_ENDINGS = ("\r", "\r", "\r", "\t", "\n", "\r\r", "")
_LAST_KEY = 0.5
_LATEST = 25
"""Milliseconds that a key may be on its way from the X server, whose clock is this machine's."""


class BadlySentError(Exception):
    """The keys came slower than a reader's or faster than a clerk's, or the X server handed them over late."""


async def soon(true: Callable[[], bool], seconds: float = 3.0) -> bool:
    """Wait a while for something; tell whether it came."""
    ends = time.monotonic() + seconds
    while not true() and time.monotonic() < ends:  # noqa: ASYNC110 - there is no event to wait for
        await asyncio.sleep(0.004)
    return true()


class WindowKeys(QObject):
    """Notes the keys that reach a window: all that can be observed where the window system tells no more.

    Each one is asked about before it is pressed; one that the program held back and sends on isn't asked about again.
    """

    def __init__(self, pressed: Callable[[Press, int, int], None]) -> None:
        super().__init__()
        self._pressed = pressed

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Note one key."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.ShortcutOverride:
            return False
        if watched.isWindowType() and event.key() != Qt.Key.Key_Shift:
            is_ending = event.text() in {"\r", "\t"}
            press = Press.ENDING if is_ending else Press.CHARACTER
            self._pressed(press, event.timestamp(), event.nativeScanCode())
        return False


class CardReader:
    """Sends cards, and types.

    Attributes:
        sent: every text that was sent.
        heard: what the program took for scans since the last card.
        forms: how the library's card numbers look.

    Args:
        rng: the chances.
        threshold: the longest gap between two keys of a scan, as the workstation is set.
        like: a number as the library's cards have it.
    """

    def __init__(self, rng: random.Random, threshold: int, like: str = KAWAGUCHIS) -> None:
        self.forms = CardForms(like)
        self._rng = rng
        self._threshold = threshold
        self.sent: list[str] = []
        self.heard: list[str] = []
        self._presses: list[int] = []
        self._late = 0

    def pressed(self, press: Press, at: int, _code: int) -> None:
        """Note when the X server says that a key went down."""
        if press is not Press.FOREIGN:
            self._presses.append(at)
            self._late = max(self._late, round(time.monotonic() * 1000) - at)

    async def send(self, number: str) -> str | None:
        """Send a card; answer what is wrong with how it was heard, as a figure's name and words, or None.

        Raises:
            BadlySentError: the machine was too slow.
        """
        text = self._written(number)
        self.heard.clear()
        self._presses.clear()
        self._late = 0
        self.sent.append(text)
        await send_keys("key", "--delay", str(self._rng.choice(SPEEDS)), *key_names(text))
        await soon(lambda: len(self._presses) >= len(text), _LAST_KEY)
        await soon(lambda: bool(self.heard))  # also what is sent badly, or the next round would hear it
        self._must_be_fast(self._presses)
        if self._late > _LATEST:
            raise BadlySentError
        if not text.endswith(("\r", "\n", "\t")):
            await asyncio.sleep(0.02)
        moved = text.endswith("\r\r")  # the first of two Enters may have brought another window to the front
        if len(self._presses) not in {len(text), len(text) - moved}:
            return f"misplaced: {len(self._presses)} of the keys of {text!r} arrived"
        if not self.heard:
            return f"lost: never heard {text!r}"
        if [self.forms.read(it) for it in self.heard] != [number]:
            return f"{'misplaced' if len(self.heard) == 1 else 'doubled'}: heard {self.heard}, read {text!r}"
        return None

    async def type(self, text: str) -> str | None:
        """Type as a clerk does, a few keys now and then as fast as a reader's; answer what is wrong, or None.

        Raises:
            BadlySentError: the machine held keys back and sent them together.
        """
        self.heard.clear()
        self._presses.clear()
        await send_keys(*self._fingers(text))
        await soon(lambda: len(self._presses) >= len(text))
        if self._were_a_readers():
            raise BadlySentError
        return f"misplaced: typing was taken for a scan: {self.heard}" if self.heard else None

    def _fingers(self, text: str) -> list[str]:
        keys, told = key_names(text), list[str]()
        rolls = list[int]()
        while keys:
            count = self._rng.choice(ROLLS)
            if len(rolls) == MOST_TEARS and len(text) >= self.forms.cards.shortest:
                count = min(count, len(keys) - 1)  # more keys follow than a card has that came in pieces
            roll, keys = keys[:count], keys[count:]
            rolls.append(count)
            pause = (self._threshold + self._rng.choice(FINGERS)) / 1000
            told += ["key", "--delay", str(self._rng.choice(ROLL)), *roll, "sleep", f"{pause:.3f}"]
        return told

    def _were_a_readers(self) -> bool:
        """Tell whether typed keys went down as a reader's do: too many at once, or as a card that came in pieces."""
        gaps = [after - before for before, after in pairwise(self._presses)]
        at_once = groupby(gap <= self._threshold for gap in gaps)
        if max((len(list(run)) for fast, run in at_once if fast), default=0) >= max(ROLLS):
            return True
        keys, pauses = 1, 0
        for gap in (*gaps, LONGEST_TEAR_MS + 1):
            if gap > LONGEST_TEAR_MS:
                if keys >= self.forms.cards.shortest and pauses <= MOST_TEARS:
                    return True
                keys, pauses = 0, -1
            keys, pauses = keys + 1, pauses + (gap > self._threshold)
        return False

    def _must_be_fast(self, presses: Sequence[int]) -> None:
        if any(after - before > self._threshold for before, after in pairwise(presses)):
            raise BadlySentError

    async def press_and_send(self, key: str, number: str) -> str:
        """Press a key and send a card right behind it, however late its keys are handed over; answer what was sent.

        Raises:
            BadlySentError: the machine was too slow between two of the card's keys.
        """
        text = self._written(number)
        self.heard.clear()
        self._presses.clear()
        self.sent.append(text)
        await send_keys("key", key, "key", "--delay", str(self._rng.choice(SPEEDS)), *key_names(text))
        await soon(lambda: len(self._presses) > len(text), _LAST_KEY)
        self._must_be_fast(self._presses[1:])
        return text

    async def press(self, key: str) -> None:
        """Press a key of another kind."""
        await send_keys("key", key)

    def _written(self, number: str) -> str:
        """Write a card as one of many readers sends it."""
        text = self.forms.cards.write(number) if self._rng.random() < HYPHENS else number
        if self.forms.cards.has_letters:
            text = text.lower() if self._rng.random() < HYPHENS else text
            return text + self._rng.choice(_ENDINGS)
        match self._rng.randrange(4):
            case 0:
                text = self._rng.choice("ABCD") + text + self._rng.choice("ABCD")
            case 1:
                text = self._rng.choice("abcd") + text + self._rng.choice("abcd")
        return text + self._rng.choice(_ENDINGS)

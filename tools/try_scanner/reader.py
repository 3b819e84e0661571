"""A reader and a clerk's fingers: real keys, and the times at which they went down."""

import asyncio
import random
import re
import time
import unicodedata
from collections.abc import Callable
from itertools import pairwise

from tools.real_screen import key_names, xdotool
from views.key_times import Press

SPEEDS = (1, 2, 3, 4, 4, 6, 8, 12)
"""Milliseconds from key to key of a reader."""

FINGERS = (15, 25, 45, 75)
"""Milliseconds that a clerk's fingers are slower than the threshold."""

HYPHENS = 0.3


class BadlySentError(Exception):
    """The keys came slower than a reader's, or faster than a clerk's."""


async def soon(true: Callable[[], bool], seconds: float = 3.0) -> bool:
    """Wait a while for something; tell whether it came."""
    ends = time.monotonic() + seconds
    while not true() and time.monotonic() < ends:  # noqa: ASYNC110 - what is waited for tells nobody
        await asyncio.sleep(0.004)
    return true()


def digits_of(text: str) -> str:
    """Give the digits of what was heard."""
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", text))


class Reader:
    """Sends cards, and types.

    Attributes:
        sent: every text that was sent.
        heard: what the program took for scans since the last card.

    Args:
        rng: the chances.
        threshold: the longest gap between two keys of a scan, as the workstation is set.
    """

    def __init__(self, rng: random.Random, threshold: int) -> None:
        self._rng = rng
        self._threshold = threshold
        self.sent: list[str] = []
        self.heard: list[str] = []
        self._presses: list[int] = []

    def pressed(self, press: Press, at: int) -> None:
        """Note when the X server says that a key went down."""
        if press is not Press.FOREIGN:
            self._presses.append(at)

    async def send(self, number: str) -> str | None:
        """Send a card; answer what is wrong with how it was heard, as a figure's name and words, or None.

        Raises:
            BadlySentError: the machine was too slow.
        """
        text = self._written(number)
        self.heard.clear()
        self._presses.clear()
        self.sent.append(text)
        await xdotool("key", "--delay", str(self._rng.choice(SPEEDS)), *key_names(text))
        await soon(lambda: len(self._presses) >= len(text))
        if any(after - before > self._threshold for before, after in pairwise(self._presses)):
            raise BadlySentError
        await soon(lambda: bool(self.heard))
        if not text.endswith(("\r", "\n", "\t")):
            await asyncio.sleep(0.02)
        if len(self._presses) != len(text):
            return f"misplaced: {len(self._presses)} of the keys of {text!r} arrived"
        if not self.heard:
            return f"lost: never heard {text!r}"
        if [digits_of(it) for it in self.heard] != [number]:
            return f"{'misplaced' if len(self.heard) == 1 else 'doubled'}: heard {self.heard}, read {text!r}"
        return None

    async def type(self, text: str) -> None:
        """Type as a clerk does.

        Raises:
            BadlySentError: the machine held keys back and sent them together.
        """
        self._presses.clear()
        delay = self._threshold + self._rng.choice(FINGERS)
        await xdotool("key", "--delay", str(delay), *key_names(text))
        await soon(lambda: len(self._presses) >= len(text))
        gaps = [after - before for before, after in pairwise(self._presses)]
        if any(gap <= self._threshold for gap in gaps):
            raise BadlySentError

    async def press(self, key: str) -> None:
        """Press a key of another kind."""
        await xdotool("key", key)

    def _written(self, number: str) -> str:
        """Write a card as one of many readers sends it."""
        text = f"{number[:-1]}-{number[-1]}" if self._rng.random() < HYPHENS else number
        match self._rng.randrange(4):
            case 0:
                text = self._rng.choice("ABCD") + text + self._rng.choice("ABCD")
            case 1:
                text = self._rng.choice("abcd") + text + self._rng.choice("abcd")
        return text + self._rng.choice(("\r", "\r", "\r", "\t", "\n", "\r\r", ""))

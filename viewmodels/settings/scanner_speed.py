"""Measures how fast this workstation's scanner types, from its own key times, and derives the threshold.

The threshold (`scanner.key_ms`) parts a scanner from fingers. It has to lie above the longest gap of a scan and well
below the shortest of a clerk's, so it is measured with the scanner that is there, not guessed: some readers send a key
every millisecond, some on a radio link one every thirty.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from services.rules.card_numbers import SHORTEST

FEWEST_KEYS = SHORTEST
"""Fewer keys in a row are no scan of a card."""

USUAL_KEY_MS = 35
LEAST_KEY_MS = 5
MOST_KEY_MS = 60
"""Above it, a clerk who rolls from key to key could be taken for a scanner; so the setting ends here."""

MOST_ENDING_MS = 1_000
"""Above it, a clerk's own Enter could be taken for a scan's."""

_APART_MS = 250
_TIMES_LONGEST = 1.5


@dataclass(frozen=True, slots=True)
class ScannerSpeed:
    """What one scan's keys told.

    Attributes:
        keys: how many there were.
        usual_ms: the usual gap between two of them (the median).
        longest_ms: the longest one.
        suggested_ms: the threshold to set; None if the reader is too slow to be told from fingers (set it up to send
            without a delay between characters).
        clock_ms: the step of the clock that the times are from.
    """

    keys: int
    usual_ms: int
    longest_ms: int
    suggested_ms: int | None
    clock_ms: int = 0

    def is_read_with(self, threshold: int) -> bool:
        """Tell whether a threshold takes the scan for one; the clock's step is added to each."""
        return self.longest_ms <= threshold + self.clock_ms


def measure_scan(pressed_at: Sequence[int], clock_ms: int = 0) -> ScannerSpeed | None:
    """Measure one scan.

    Args:
        pressed_at: the event times of its characters' key presses in milliseconds, as `ScanFilter.character_pressed`
            tells them; what was pressed more than a quarter of a second before the last run of keys is left out.
        clock_ms: the step of the clock that the times are from, by which a gap may look longer than it is.

    Returns:
        None for too few keys to be a card.
    """
    gaps: list[int] = []
    for before, after in pairwise(pressed_at):
        gap = after - before
        gaps = [*gaps, gap] if 0 <= gap <= _APART_MS else []
    if len(gaps) + 1 < FEWEST_KEYS:
        return None
    longest = max(gaps)
    wanted = max(USUAL_KEY_MS, round(longest * _TIMES_LONGEST) - clock_ms)
    from statistics import median_low  # a start doesn't need it

    return ScannerSpeed(
        keys=len(gaps) + 1,
        usual_ms=median_low(gaps),
        longest_ms=longest,
        suggested_ms=wanted if wanted <= MOST_KEY_MS else None,
        clock_ms=clock_ms,
    )

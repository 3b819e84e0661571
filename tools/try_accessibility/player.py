"""Plays a table of steps: the reader's side of `make try-accessibility`.

It is run by the system's Python (see tools/try_accessibility/reader.py) with the name of a table.
"""

import sys
import tempfile
from collections.abc import Sequence

from tools.try_accessibility import hear
from tools.try_accessibility.acts import every_act
from tools.try_accessibility.own_work import OWN_WORK
from tools.try_accessibility.reader import ReaderStep, ScreenReader
from tools.try_accessibility.things import DESK
from tools.try_accessibility.today import TODAY
from tools.try_accessibility.work import WORK


def play(steps: Sequence[ReaderStep]) -> None:
    """Take one step after another; the first that can't be taken ends the program."""
    reader = ScreenReader()
    with tempfile.TemporaryDirectory() as folder:
        reader.noted["folder"] = folder
        for step in (hear.finds(DESK), *steps):
            try:
                step.take(reader)
            except BaseException:
                print(f"this step failed: {step}", file=sys.stderr)
                raise


def main(table: str, *cards: str) -> int:
    """Play a table; the cards are those whose every act is pressed."""
    tables: dict[str, Sequence[ReaderStep]] = {
        "work": WORK,
        "today": TODAY,
        "own_work": OWN_WORK,
        "acts": every_act(cards),
    }
    play(tables[table])
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

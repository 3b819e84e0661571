"""`python -m tests.bench.check`: whether the program got slower, by ratios that hold on any machine, a busy one too.

python -m tests.bench.check          compare with tests/bench/ratios.json; 1 where one is worse by 15 %
python -m tests.bench.check --keep   write that file anew, after a change that was meant

What is compared runs in turn with what it is compared with. It is processor time, of which other programs take none, of
that the fastest fifth, in the best of three blocks: what others do to the caches only ever slows. Or it is memory.
"""

import argparse
import asyncio
import json
import os
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from app.desk.composition import OpenDesk
from app.support.desk_loop import DeskLoop
from services.contract.snapshot import PatronSnapshot
from services.own_schema.library import open_library
from tests.bench.library import cards, copied, library
from tests.bench.look_up import USUAL, opened_desk
from tests.bench.service import ACTOR, Acting, plain_looks
from tests.bench.start import in_turn, programs_on
from views.style.theme import ARGUMENTS

KEPT: Final = Path(__file__).parent / "ratios.json"
WORSE: Final = 1.15
PATRONS: Final = 3_000
_STARTS = 8
_BLOCKS = 3
_LOOKS = 100
_ACTS = 100
_SHOWN = 40
_QUIET_S = 0.02

type Told = Callable[[str, float], None]
"""Takes a ratio with its name."""


def main() -> int:
    """Measure, and compare or keep."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.check")
    parser.add_argument("--keep", action="store_true", help="write the ratios instead of comparing")
    parser.add_argument("--folder", type=Path, default=Path("build/bench"), help="where the library is kept")
    arguments = parser.parse_args()
    began = time.monotonic()
    path = library(arguments.folder, PATRONS)
    kept: dict[str, float] = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    found: dict[str, float] = {}

    def tell(name: str, ratio: float) -> None:
        found[name] = round(ratio, 3)
        beside = f" {kept[name]:.2f} | {100 * (ratio / kept[name] - 1):+.0f} %" if name in kept else " | new"
        print(f"| {name} | {ratio:.2f} |{beside} |", flush=True)

    print("| ratio | now | kept | |\n|---|---:|---:|---:|")
    with copied(path) as copy:
        _measure(copy, tell)
    print(f"{time.monotonic() - began:.0f} s")
    if arguments.keep:
        KEPT.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        return 0
    slower = worse(found, kept)
    if slower:
        print(f"worse by more than 15 %: {'; '.join(slower)}", file=sys.stderr)
    return int(bool(slower))


def worse(found: dict[str, float], kept: dict[str, float]) -> list[str]:
    """Name the ratios that are worse by more than 15 % than those that are kept, and those that nothing is kept of."""
    return [name for name, ratio in found.items() if name not in kept or ratio > kept[name] * WORSE]


def fast(samples: Sequence[float]) -> float:
    """Give the twentieth percentile."""
    return sorted(samples)[len(samples) // 5]


def _measure(path: Path, tell: Told) -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _starts(path, tell)
    app = QApplication.instance() or QApplication(list(ARGUMENTS))
    assert isinstance(app, QApplication)
    app.setQuitOnLastWindowClosed(False)
    app.setCursorFlashTime(0)  # a blinking cursor's pictures aren't the look-up's
    asyncio.run(_inside(app, path, tell), loop_factory=lambda: DeskLoop(app))


def _starts(path: Path, tell: Told) -> None:
    runs = in_turn(programs_on(path), _STARTS)
    for name, program in (("desk", "desk"), ("demo", "desk --demo")):
        for what, said in (("processor", "start → sign-in usable"), ("memory", "memory, library open")):
            ours, bare = (fast([run[what] for run in runs[it]]) for it in (program, "bare window"))
            tell(f"{name}: {said} / bare window", ours / bare)


async def _inside(app: QApplication, path: Path, tell: Told) -> None:
    found = cards(path)
    numbers = cycle(found)
    async with open_library(f"sqlite:///{path}") as opened, opened_desk(app, path, 100) as desk:
        desk.window.resize(USUAL)
        await desk.live.aclose()  # which asks for changes by the clock
        acting = Acting(opened, found)
        with plain_looks(path) as plain:
            tell(
                "look-up with its record, services / plain sqlite3",
                await _compared(
                    lambda: opened.backend.look_ups.by_card(next(numbers), ACTOR),
                    lambda: plain(next(numbers)),
                    _LOOKS,
                ),
            )
            tell(
                "act with its record, services / the same",
                await _compared(acting.act, lambda: plain(next(numbers)), _ACTS),
            )
        tell(
            "look-up → painted / a fixed work",
            await _compared(lambda: _shown(desk, next(numbers)), _fixed_work, _SHOWN),
        )


async def _compared(ours: Callable[[], Awaitable[Any]], other: Callable[[], None], count: int) -> float:
    """Give the least ratio of some blocks: of the processor's time, all threads together."""
    ratios = []
    for block in range(_BLOCKS + 1):
        times: tuple[list[float], list[float]] = ([], [])
        for _ in range(count):
            first = time.process_time()
            await ours()
            second = time.process_time()
            other()
            times[0].append(second - first)
            times[1].append(time.process_time() - second)
        if block:  # the first one warms up
            ratios.append(fast(times[0]) / fast(times[1]))
    return min(ratios)


async def _shown(desk: OpenDesk, card: str) -> None:
    """Open a patron while another one is open, until nothing is painted any more."""
    desk.desk.scanned(card)
    await desk.desk.look_up.settled()
    await asyncio.sleep(_QUIET_S)
    shown = desk.desk.answer.value
    assert isinstance(shown, PatronSnapshot)
    assert shown.card_number == card


def _fixed_work() -> None:
    """Work that no change of the program changes: half of it Python's, half Qt's."""
    rows: Any = [
        {"number": place, "title": f"本 {place * 7919 % 1000}", "days": [place] * 5} for place in range(400)
    ]
    for _ in range(3):
        rows = json.loads(json.dumps(rows))
        rows.sort(key=lambda row: (row["title"], row["number"]))
    picture = QPixmap(1366, 768)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    for place in range(250):
        at = QPoint(place % 5 * 260, 20 + place // 5 * 14)
        painter.drawText(at, str(rows[place]["title"]) + "の題名と著者")
        painter.setPen(Qt.GlobalColor.black if place % 2 else Qt.GlobalColor.darkGreen)
        painter.drawRect(at.x(), at.y(), 200, 12)
    painter.end()


if __name__ == "__main__":
    sys.exit(main())

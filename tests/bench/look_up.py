"""From Enter on a card number to the last panel's picture, in the real window on the real services.

How long the window hears nothing meanwhile is found out apart, since what finds it out takes time itself.
"""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.appearance import apply, remove
from app.desk.composition import OpenDesk, build_desk
from app.settings.settings_files import Settings
from app.support.desk_loop import DeskLoop
from app.support.gui_thread_gc import collect_in_this_thread, leave_out_what_is_there
from services.contract.actor import StaffMember
from services.contract.snapshot import LookUpAnswer, PatronSnapshot
from services.own_schema.library import Library, open_library
from services.rules.vocabulary import Role
from tests.bench.figures import Figure
from tests.bench.library import HOLDS, LOANS
from viewmodels.desk.desk_state import DeskLocation
from views.style.theme import ARGUMENTS

USUAL = QSize(1366, 768)
TALL = QSize(1366, 1280)
FRAME_MS = 1000 / 60

_ALL_IN_VIEW = 100
"""The text's size at which `TALL` shows every panel whole."""
_WARM_UP = 40
_QUIET_S = 0.03
_PICTURES_EVERY = 50
_TICK_MS = 2
_BETWEEN_KEYS_MS = 1000
"""An Enter that comes as fast as a reader's counts as the end of the scan before."""
_STAFF = StaffMember("bench", "窓口 担当", Role.COUNTER)


def measure(path: Path, cards: list[str], count: int, percent: int) -> list[Figure]:
    """Measure look-ups in a window that shows every panel whole, and in one of the usual size, where some are cut.

    Args:
        path: the library's file.
        cards: of the patrons that are opened in turn.
        count: how many look-ups are timed in each window.
        percent: the text's size; at others than 100 there is no window that shows every panel whole.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(list(ARGUMENTS))
    assert isinstance(app, QApplication)
    app.setQuitOnLastWindowClosed(False)
    app.setCursorFlashTime(0)  # a blinking cursor's pictures aren't the look-up's
    return asyncio.run(_measure(app, path, cards, count, percent), loop_factory=lambda: DeskLoop(app))


async def _measure(app: QApplication, path: Path, cards: list[str], count: int, percent: int) -> list[Figure]:
    async with opened_desk(app, path, percent) as desk:
        figures = []
        windows = {"all panels in view": TALL, "1366 × 768": USUAL}
        if percent != _ALL_IN_VIEW:
            del windows["all panels in view"]  # no screen is so high
        for name, size in windows.items():
            stopwatch = Stopwatch(desk, size)
            await stopwatch.ready()
            for place in range(_WARM_UP):
                await stopwatch.time(cards[place % len(cards)])
            samples = []
            for place in range(count):
                samples.append(await stopwatch.time(cards[(_WARM_UP + place) % len(cards)]))
                if place % _PICTURES_EVERY == 0:
                    stopwatch.require_finished_picture()
            figures.append(
                Figure(f"Enter → painted, {name}, {percent} %", "ms", tuple(samples), FRAME_MS, 2 * FRAME_MS)
            )
            others = range(_WARM_UP + count, _WARM_UP + 2 * count)
            pauses = [await _longest_pause(stopwatch, cards[place % len(cards)]) for place in others]
            stopwatch.stop()
            figures.append(
                Figure(
                    f"longest pause of each, {name}, {percent} %",
                    "ms",
                    tuple(pauses),
                    p99_to_reach=2 * FRAME_MS,
                )
            )
        return figures


async def _longest_pause(stopwatch: "Stopwatch", card: str) -> float:
    """Tell how long the window's thread was away from its loop at most while a patron was opened: milliseconds.

    It is up to a tick less.
    """
    ticks, clock = [time.perf_counter()], QTimer()
    clock.setTimerType(Qt.TimerType.PreciseTimer)
    clock.setInterval(_TICK_MS)
    clock.timeout.connect(lambda: ticks.append(time.perf_counter()))
    clock.start()
    await stopwatch.time(card)
    clock.stop()
    return max(after - before for before, after in pairwise(ticks)) * 1000


@asynccontextmanager
async def opened_desk(
    app: QApplication, path: Path, percent: int, staff: StaffMember = _STAFF
) -> AsyncIterator[OpenDesk]:
    """Open the window on a library.

    Args:
        app: the application.
        path: the library's file.
        percent: the text's size.
        staff: who signed in.
    """
    settings = Settings(text_percent=percent)
    collect_anywhere = collect_in_this_thread()
    async with open_library(f"sqlite:///{path}") as library:
        looks = apply(app, settings)
        desk = build_desk(
            library.backend,
            library.records,
            staff=staff,
            place=_place(library),
            settings=settings,
            looks=looks,
            report_bug=_no_bugs,
        )
        collect_all = leave_out_what_is_there()
        desk.window.show()
        desk.window.activateWindow()
        try:
            yield desk
        finally:
            collect_all()
            await desk.aclose()
            desk.window.let_close()
            remove(app, looks)
            collect_anywhere()


def _place(library: Library) -> DeskLocation:
    branch = next(iter(library.masters.current.branches.values()))
    return DeskLocation(branch.id, branch.name, "bench")


def _no_bugs(error: BaseException) -> str:
    raise AssertionError from error


class Pictures(QObject):
    """Notes when each picture of the window was finished, and which lists were painted for it."""

    def __init__(self, window: QWidget, lists: dict[QObject, str]) -> None:
        super().__init__(window)
        self._window = window
        self._lists = lists
        self.painted: set[str] = set()
        self.finished_at = 0.0
        window.installEventFilter(self)
        for viewport in lists:
            viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let the window paint here, to know when it has."""
        if watched is self._window and event.type() is QEvent.Type.UpdateRequest:
            self._window.event(event)
            self.finished_at = time.perf_counter()
            return True
        if event.type() is QEvent.Type.Paint and watched in self._lists:
            self.painted.add(self._lists[watched])
        return False

    def stop(self) -> None:
        """Watch no more."""
        self._window.removeEventFilter(self)
        for viewport in self._lists:
            viewport.removeEventFilter(self)


class Stopwatch:
    """Presses Enter and waits until nothing is painted any more."""

    def __init__(self, desk: OpenDesk, size: QSize) -> None:
        self._desk = desk.desk
        self._window = desk.window
        self._size = size
        lists = desk.window.inquiry.lists
        self._pictures = Pictures(desk.window, {it.table.viewport(): it.accessibleName() for it in lists})
        self._answered = asyncio.Event()
        self._answered_at = 0.0
        self._key_at = time.monotonic_ns() // 1_000_000
        self._forget: Callable[[], None] = self._desk.answer.subscribe(self._note)

    async def ready(self) -> None:
        """Bring the window to its size, with the keyboard in the card field."""
        self._window.resize(self._size)
        self._window.top_bar.card_field.setFocus()
        await self._quiet()
        assert self._window.top_bar.card_field.hasFocus()
        assert self._window.size() == self._size

    def stop(self) -> None:
        """Watch no more."""
        self._forget()
        self._pictures.stop()

    async def time(self, card: str) -> float:
        """Open a patron while another one is open; answers the milliseconds."""
        field, pictures = self._window.top_bar.card_field, self._pictures
        field.setFocus()  # which the list has that the patron before opened with
        field.setText(card)
        await self._quiet()
        self._answered.clear()
        pictures.painted.clear()
        start = time.perf_counter()
        self._enter(QEvent.Type.KeyPress)
        await self._answered.wait()
        await self._quiet()
        assert pictures.finished_at > self._answered_at
        self._enter(QEvent.Type.KeyRelease)
        self._require_patron(card)
        return (pictures.finished_at - start) * 1000

    def require_finished_picture(self) -> None:
        """Make sure that what was painted is all there is to paint: a picture made anew is the same."""
        shown = self._window.screen().grabWindow(self._window.winId()).toImage()
        anew = self._window.grab().toImage()
        assert shown.convertToFormat(anew.format()) == anew, "the window wasn't painted to its end"

    def _require_patron(self, card: str) -> None:
        snapshot = self._desk.answer.value
        assert isinstance(snapshot, PatronSnapshot)
        assert (snapshot.card_number, len(snapshot.loans), len(snapshot.holds)) == (card, LOANS, HOLDS)
        in_view = {
            it.accessibleName()
            for it in self._window.inquiry.lists
            if it.rows and not it.table.viewport().visibleRegion().isEmpty()
        }
        assert in_view <= self._pictures.painted, "a list in view wasn't painted"
        if self._size == TALL:
            assert len(in_view) == sum(bool(it.rows) for it in self._window.inquiry.lists)

    def _note(self, answer: LookUpAnswer | None) -> None:
        if answer is not None:
            self._answered_at = time.perf_counter()
            self._answered.set()

    def _enter(self, kind: QEvent.Type) -> None:
        """Send Enter where the platform sends keys: to the window, past the filter that listens for scanners."""
        event = QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
        self._key_at += _BETWEEN_KEYS_MS
        event.setTimestamp(self._key_at)
        QApplication.sendEvent(self._window.windowHandle(), event)

    async def _quiet(self) -> None:
        """Wait until no picture was painted for a while."""
        while True:
            before = self._pictures.finished_at
            await asyncio.sleep(_QUIET_S)
            if self._pictures.finished_at == before:
                return

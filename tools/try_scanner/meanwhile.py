"""Cards read while something is under way: the card before, a write, and a window that is just coming or going."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from PySide6.QtWidgets import QApplication, QDialog
from shiboken6 import isValid

from tools.screenshots.studio import go_to, press
from tools.try_scanner.clerk import Clerk, words_in
from tools.try_scanner.inputs import InputTexts, difference, places_of, state_of
from tools.try_scanner.reader import soon
from viewmodels.scanning.moved_scan import UNKNOWN
from views.text.messages import a_scan_waits

KEYS = (
    *(("", key) for key in ("F1", "F3", "F4", "F10", "F11", "Escape")),
    *((key, "Escape") for key in ("F1", "F3", "F4", "F10")),
    ("F11", "F11"),
)
"""What brings a window first, if anything does, and the key that a card is read behind."""

_HEARD_BY = 1.0


async def one_after_the_other(clerk: Clerk) -> None:
    """Read cards without waiting for the one before: each is heard, the last is open, and no other came between."""
    where = "one right after the other"
    number, read = "", {clerk.card_shown}
    before = len(clerk.opened)
    for _ in range(clerk.rng.randint(3, 6)):
        number = clerk.rng.choice([it for it in clerk.cards if it not in {number, clerk.card_shown}])
        read.add(number)
        await clerk.read(number, where)
    await clerk.must_open(number, where)
    clerk.must_be(set(clerk.opened[before:]) <= read, "misplaced: nobody read that card", where)


async def during_a_write(clerk: Clerk) -> None:
    """Read cards while an act is being written: they wait in the status bar, and the last one opens after it."""
    where = "during a write"
    desk, page = clerk.desk, clerk.window.email
    await clerk.open(clerk.on_loan)
    go_to(clerk.open_desk, page)
    page.field.setText(f"p{clerk.count.scans}@example.jp")
    async with _written_by_another(clerk.file):
        press(page, "変更")
        await clerk.want(lambda: desk.busy.value, "lost: nothing is written", where)
        clerk.rng.choice(places_of(clerk.window)).setFocus()
        number = clerk.other_card()
        await clerk.read(number, where)
        shown = await soon(lambda: a_scan_waits() in words_in(clerk.window))
        clerk.must_be(shown and desk.busy.value, "lost: it doesn't wait in sight", where)
    await clerk.must_open(number, where)


@asynccontextmanager
async def _written_by_another(file: str) -> AsyncIterator[None]:
    """Hold the library's write lock, once it is free."""
    other = sqlite3.connect(file, timeout=0, isolation_level=None)

    def has_it() -> bool:
        with suppress(sqlite3.OperationalError):
            other.execute("BEGIN IMMEDIATE")
        return other.in_transaction

    try:
        await soon(has_it)
        yield
        other.execute("ROLLBACK")
    finally:
        other.close()


async def moving(clerk: Clerk) -> None:
    """Read a card right behind a key that brings a window or takes one away: it is never left in a field.

    Such cards aren't among those that must all be heard: the program can't take what the window system never delivers.
    """
    opens, key = clerk.rng.choice(KEYS)
    where = f"behind {key} after {opens}" if opens else f"behind {key}"
    await clerk.clean()
    for each in filter(None, (opens, key)):
        await clerk.reader.press(each)
        clean = await _settled()
    await clerk.clean()
    if opens:
        await clerk.reader.press(opens)
        await _settled()
    before, number = clerk.card_shown, clerk.other_card()
    await clerk.reader.press_and_send(key, number)
    await soon(lambda: bool(clerk.reader.heard), _HEARD_BY)
    after = await _settled()
    heard = [clerk.reader.forms.read(it) for it in clerk.reader.heard if UNKNOWN not in it]
    clerk.count.note_moving(whole=heard == [number], torn=bool(clerk.reader.heard))
    clerk.must_be(clerk.card_shown in {before, number, None}, "misplaced: another card opened", where)
    opened = clerk.card_shown == number and after[0] == "DeskWindow"
    told = f"heard {heard}, {difference(clean, after)}"
    clerk.must_be(clean == after or opened, f"misplaced: {told}", where)
    if clerk.open_desk.privacy.screen.content_hider.is_hidden:
        await clerk.reader.press("F11")
    await clerk.clean()


async def _settled() -> tuple[str, InputTexts]:
    """Wait until windows have come to rest; tell which one is in front, and what stands in it."""
    seen: object = None
    now: tuple[str, InputTexts] = ("", ())
    while seen != now:
        seen = now
        await asyncio.sleep(0.25)
        front = QApplication.activeWindow()
        if front is not None and isValid(front):
            held = state_of(front) if isinstance(front, QDialog) else ()
            now = (type(front).__name__, held)
    return now

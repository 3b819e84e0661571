"""One counter's trial: the real program, from the sign-in to its end, and rounds until enough cards were read."""

import asyncio
import json
import logging
import os
import random
import sqlite3
import sys
import tempfile
import time
import traceback
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication
from shiboken6 import isValid
from sqlalchemy import func, select

from app.demo import STAFF, WORKSTATION
from app.diagnosis import diagnose
from app.library_access import LibraryDoor
from app.lifecycle import Demo, DeskOptions, ExamineLibrary, run_desk
from app.settings.folders import Folders
from app.settings.settings_files import load_settings, save_values
from services.contract.diagnosis import CheckResult, Diagnosis
from services.own_schema.database.tables import access_log, card, patron
from services.own_schema.demo.opening import demo_library
from services.own_schema.diagnosis.busy_logins import check_busy_logins
from services.own_schema.library import Library, open_library
from services.rules.people.identity import CallerFacts
from services.rules.people.looks import Purpose
from services.rules.vocabulary import CardStatus, Role
from tools.try_scanner.at_desk import form, free, item, question
from tools.try_scanner.beside import help_window, phone, search, settings
from tools.try_scanner.clerk import Clerk
from tools.try_scanner.count import Count
from tools.try_scanner.elsewhere import (
    context_menu,
    empty_desk,
    help_over_question,
    masked,
    tour,
    waiting_reports,
)
from tools.try_scanner.forms import KAWAGUCHIS
from tools.try_scanner.in_dialogs import in_dialog
from tools.try_scanner.locks import lock, lock_over_question, lock_over_slip
from tools.try_scanner.meanwhile import during_a_write, moving, one_after_the_other
from tools.try_scanner.reader import BadlySentError, CardReader, WindowKeys, soon
from tools.try_scanner.shut import cover, enter, read_at_sign_in, sign_in_window
from tools.try_scanner.trace import Trace
from views.scanning.native_key_times import NativeKeys
from views.scanning.scan_filter import ScanFilter

type Round = Callable[[Clerk], Coroutine[Any, Any, None]]

ROUNDS: Mapping[Round, int] = {
    free: 6,
    item: 2,
    form: 2,
    question: 2,
    in_dialog: 8,
    search: 2,
    settings: 2,
    help_window: 2,
    phone: 2,
    cover: 2,
    lock: 1,
    lock_over_question: 1,
    lock_over_slip: 1,
    context_menu: 1,
    tour: 1,
    empty_desk: 2,
    help_over_question: 1,
    waiting_reports: 1,
    masked: 1,
    one_after_the_other: 2,
    during_a_write: 2,
    moving: 1,
}
"""How often each is played, in proportion."""

THRESHOLDS = (35, 60, 25)
"""What the counters are set to, in turn: as they come, at the setting's end, and low."""

_MEANT = ("email.change", "password.issue", "password.reissue")
"""The acts that rounds do."""

_NEVER_IDLE = {"privacy.idle_hide_minutes": 0, "privacy.idle_lock_minutes": 0}
ENOUGH_WRONG = 20
EVERY = 100
_LONGEST_ROUND = 180.0
_PATRONS = 300


class _Log(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line, with its exception."""
        self.lines.append(self.format(record))


def _diagnosing(folder: Path) -> ExamineLibrary:
    folders = Folders(Path(folder, "settings.toml"), folder, folder, folder)
    return lambda db: diagnose(folders, os.environ, db=db)


async def play(
    app: QApplication,
    scans: int,
    seed: int,
    only: Sequence[str] = (),
    minutes: float = 1_000,
    *,
    like: str = KAWAGUCHIS,
) -> Count:
    """Read so many cards at one counter, or for so long, in rounds of all kinds or of some, with numbers like one.

    A card that was sent too slowly may answer a question. That isn't counted, but it ends early then: the library isn't
    what later rounds take it for.
    """
    rng = random.Random(seed)  # noqa: S311 - what is tried is to be the same each time
    threshold, count, log = THRESHOLDS[seed % len(THRESHOLDS)], Count(), _Log()
    clerk = Clerk(CardReader(rng, threshold, like), rng, count)
    opened: list[Library] = []

    logging.getLogger().addHandler(log)
    native = NativeKeys(clerk.reader.pressed)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "settings.toml")
        save_values(file, {"scanner.key_ms": threshold, **_NEVER_IDLE})  # read anew after each change
        options = DeskOptions(
            load_settings(file),
            file,
            LibraryDoor(partial(_library, clerk, opened)),
            demo=Demo(STAFF, None, WORKSTATION) if seed % 2 else None,
            on_desk=clerk.sit_down,
            diagnose=_diagnosing(Path(folder)),
        )
        running = asyncio.create_task(run_desk(app, options))
        window = await sign_in_window()
        assert window is not None
        scanner = app.findChild(ScanFilter)
        assert scanner is not None
        scanner.scanned.connect(clerk.reader.heard.append)
        app.installNativeEventFilter(native)
        seen = WindowKeys(clerk.reader.pressed)
        if app.platformName() == "wayland":
            app.installEventFilter(seen)
        clerk.trace = trace = Trace(app)
        scanner.scanned.connect(lambda text: trace.note("heard", told=text))
        await soon(lambda: bool(opened), _LONGEST_ROUND)
        clerk.done_before = acts_not_meant(clerk.file)
        clerk.cards = await active_cards(opened[0], clerk.on_loan)
        clerk.callers = await callers(opened[0], clerk.cards)
        began = time.monotonic()
        await clerk.in_front(window)
        await _one_round(clerk, lambda clerk: read_at_sign_in(clerk, window, 20))
        while not clerk.desks and len(count.wrong) < ENOUGH_WRONG:
            await enter(clerk, await sign_in_window() or window, "supervisor")
        await clerk.clean()
        kinds = [it for it in ROUNDS if not only or it.__name__ in only]
        if not clerk.reader.forms.reads_items:
            kinds.remove(item)
        await _rounds(clerk, scans, seed, kinds, began + 60 * minutes)
        count.seconds = time.monotonic() - began
        looked = await looks_recorded(opened[0])
        clerk.must_be(looked <= clerk.begun, f"doubled: {looked} looks recorded, {clerk.begun} begun", "all")
        much = await _count_people(clerk, opened[0])
        clerk.must_be(bool(only) or not much, f"doubled: the counter is told to read too much: {much}", "all")
        app.removeNativeEventFilter(native)
        app.removeEventFilter(seen)
        await clerk.close_dialogs()
        clerk.window.close()
        await asyncio.wait({running}, timeout=_LONGEST_ROUND)
    told = [line for line in log.lines if any(number in line for number in clerk.cards)]
    clerk.must_be(not told, f"leaked: {len(told)} lines of the log name a card", "log")
    return count


async def _rounds(clerk: Clerk, scans: int, seed: int, kinds: Sequence[Round], ends: float) -> None:
    told, count = 0, clerk.count
    while (
        count.scans < scans
        and time.monotonic() < ends
        and len(count.wrong) < ENOUGH_WRONG
        and not count.spoiled
    ):
        (chosen,) = clerk.rng.choices(kinds, [ROUNDS[it] for it in kinds])
        await _one_round(clerk, chosen)
        if count.scans >= told + EVERY:
            told = count.scans
            print(f"{seed}: {count.scans} read, {len(count.wrong)} wrong", file=sys.stderr, flush=True)


async def _one_round(clerk: Clerk, play_it: Round) -> None:
    """Play one round; one that the machine sent badly leaves no trace in the figures."""
    before = Count(**json.loads(json.dumps(asdict(clerk.count))))
    name = getattr(play_it, "__name__", "round")
    clerk.rounds.append(name)
    is_badly_sent = False
    try:
        async with asyncio.timeout(_LONGEST_ROUND):
            await play_it(clerk)
        if acts_not_meant(clerk.file) != clerk.done_before:
            clerk.fault("misplaced: an act was done", name)
        fine = len(before.wrong) == len(clerk.count.wrong)
    except BadlySentError:
        before.badly_sent += 1
        vars(clerk.count).update(vars(before))
        fine, is_badly_sent = False, True
    except TimeoutError:
        clerk.fault("lost: the round didn't end", name)
        fine = False
    except (AssertionError, LookupError, RuntimeError) as error:
        at = traceback.extract_tb(error.__traceback__)
        where = " < ".join(f"{each.name} {each.lineno}" for each in at[:0:-1])
        clerk.fault(f"lost: the round broke off with {error!r} in {where}", name)
        fine = False
    await _go_on(clerk, fine=fine)
    if is_badly_sent:  # what such keys began is done by now, or the next round would be blamed
        await soon(lambda: not clerk.desks or not clerk.desk.busy.value)
        clerk.count.spoiled += acts_not_meant(clerk.file) != clerk.done_before


async def _go_on(clerk: Clerk, *, fine: bool) -> None:
    """Bring the counter to where the next round begins."""
    if not clerk.desks:
        return
    if not fine:
        await asyncio.sleep(0.3)
    while (
        clerk.is_locked() or clerk.desk.staff.role is Role.PHONE
    ):  # a patron opened by keys that were sent too slowly
        if not clerk.is_locked():
            clerk.open_desk.privacy.guard.lock()
        await soon(lambda: not isValid(clerk.window), _LONGEST_ROUND)
        window = await sign_in_window()
        if window is None:
            raise RuntimeError(clerk.count.wrong)
        await clerk.in_front(window)
        await enter(clerk, window, "supervisor")
        fine = False
    at_rest = clerk.card_shown is not None and not clerk.desk.unsaved_input.there
    if not fine or not at_rest or clerk.desk.titles_masked.value:
        await clerk.clean()
    await soon(lambda: not clerk.desk.look_up.running.value)
    await clerk.in_front(clerk.window)


@asynccontextmanager
async def _library(clerk: Clerk, opened: list[Library]) -> AsyncIterator[Library]:
    """Make a library, and tell of it."""
    async with demo_library(patrons=_PATRONS, has_reader=False) as url:
        clerk.file = url.removeprefix("sqlite:///")
        _lock_for_long(clerk.file)
        clerk.reader.forms.give_all(clerk.file)
        async with open_library(url) as made:
            opened.append(made)
            yield made


def _lock_for_long(file: str) -> None:
    """Let the locked passwords be locked until the trial is over: by itself a lock ends after a quarter of an hour."""
    with closing(sqlite3.connect(file)) as library, library:
        library.execute(
            "UPDATE password_credential SET locked_until = strftime('%Y-%m-%d %H:%M:%f000', locked_until, '+1 day')"
            " WHERE locked_until IS NOT NULL"
        )


def acts_not_meant(file: str) -> int:
    """Count the acts that a library has but for those that rounds do; none where it isn't open yet."""
    if not file:
        return 0
    with closing(sqlite3.connect(file)) as library:
        verbs = [verb for (verb,) in library.execute("SELECT verb FROM act")]
    return sum(verb not in _MEANT for verb in verbs)


async def active_cards(library: Library, on_loan: str) -> list[str]:
    """List cards that open a patron."""
    async with library.db.reading() as connection:
        found = await connection.scalars(
            select(card.c.number).where(card.c.status == CardStatus.ACTIVE).limit(60)
        )
        return sorted({*found, on_loan})


async def callers(library: Library, cards: Sequence[str]) -> dict[str, CallerFacts]:
    """Find what identifies some of the cards' patrons."""
    wanted = select(card.c.number, patron.c.kana, patron.c.birth_date).join(
        patron, patron.c.id == card.c.patron_id
    )
    async with library.db.reading() as connection:
        rows = (await connection.execute(wanted.where(card.c.number.in_(cards[-20:])))).all()
    return {row.number: CallerFacts(kana=row.kana, birth_date=f"{row.birth_date:%Y%m%d}") for row in rows}


async def _count_people(clerk: Clerk, library: Library) -> list[Diagnosis]:
    """Count what was read of people; answers which logins are told for it."""
    nobodys, searched = (
        access_log.c.purpose.in_(("unknown", "retired")),
        access_log.c.purpose == Purpose.SEARCH,
    )
    async with library.db.reading() as connection:
        listed = list(await connection.scalars(select(access_log.c.listed).where(searched)))
        clerk.count.nobodys = int(await connection.scalar(select(func.count()).where(nobodys)) or 0)
    clerk.count.searches = len(listed)
    clerk.count.named = sum(it["rows"] for it in listed)
    clerk.count.bare = sum(it["bare"] for it in listed)
    told = await check_busy_logins(library.db, library.masters.current.policy)
    return [it for it in told if it.result is not CheckResult.BUSY_NONE]


async def looks_recorded(library: Library) -> int:
    """Count the looks in the access log."""
    looks = select(func.count()).select_from(access_log).where(access_log.c.patron_id.is_not(None))
    async with library.db.reading() as connection:
        return int(await connection.scalar(looks) or 0)

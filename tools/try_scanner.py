"""Reads thousands of cards on a real screen, wherever the keyboard is (`make try-scanner`).

Several desks stand side by side, each the real one on a demo library of its own and a screen of its own, with real keys
from the X server. A desk gets rounds: the keyboard is put somewhere (card field, lists, menu, buttons, text fields of
every page, an open question), now and then something is typed at a clerk's speed, and cards are read: with start and
stop letters and a hyphen or without, ended by Enter, by Tab or by nothing, at several speeds. After each reading the
card must have been heard once and exactly, and

- on a free desk its patron must be open,
- over an open question the card must be shown as waiting, the question be unanswered, and its patron open afterwards,
- over unsaved input the clerk must be asked, the input stay, and the card be told as not opened,
- read twice, it must be told and not looked up again,

and every text field must hold what was typed slowly, and nothing else. The access log must have no more looks than
were begun. A busy machine sometimes sends the keys of a reading slower than the threshold; that is no scan, its round
doesn't count and is told apart.
"""

import argparse
import asyncio
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QPlainTextEdit, QWidget
from qasync import QEventLoop
from shiboken6 import isValid
from sqlalchemy import func, select

from app.composition import OpenDesk
from app.looks import dress
from app.settings import Settings
from services.cards import parse_card_number
from services.database.tables import access_log, card
from services.demo.opening import demo_library
from services.errors import CardNumberMalformed
from services.library import Library, open_library
from services.rules.vocabulary import CardStatus, Role
from tools.real_screen import NoScreen, key_names, real_screen, xdotool
from tools.screenshots.camera import Camera
from tools.screenshots.studio import Studio, dialog, do, get_up, go_to, no_dialog, until
from viewmodels.notes import Caution
from views.decision_dialog import DecisionDialog
from views.key_times import NativeKeys, Press
from views.scanner import FAST_KEY_MS
from views.verbs import Verb

ON_LOAN = "100000001"
SPEEDS = (1, 2, 3, 4, 4, 6, 8, 12)
CLERK = (60, 80, 110)
HYPHENS, TYPED_FIRST, TWICE, OVER_THE_QUESTION = 0.3, 0.3, 0.2, 0.5
"""How often a reading or a round has it."""
ENOUGH_WRONG = 20
EVERY = 200
_LONGEST_ROUND = 20.0

type TextField = QLineEdit | QPlainTextEdit


@dataclass
class Count:
    """What was seen.

    Attributes:
        scans: cards that were read and counted.
        lost: those that were never heard, or whose patron wasn't opened nor told about.
        misplaced: texts in a field, answered questions, moved keyboards, that a reading left behind.
        doubled: heard or looked up more often than they were read.
        typed: characters typed slowly between them, each found where it belongs.
        badly_sent: rounds that the machine sent too slowly.
        kinds: how many readings were made where.
        wrong: what was wrong, in words.
    """

    scans: int = 0
    lost: int = 0
    misplaced: int = 0
    doubled: int = 0
    typed: int = 0
    badly_sent: int = 0
    seconds: float = 0.0
    kinds: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


class BadlySentError(Exception):
    """The keys of a reading came slower than a scanner's."""


class Desk:
    """One desk, one keyboard, one reader."""

    def __init__(self, desk: OpenDesk, cards: list[str], rng: random.Random, count: Count) -> None:
        self.open_desk = desk
        self.window = desk.window
        self.desk = desk.desk
        self.rng = rng
        self.count = count
        self._cards = cards
        self.sent: list[str] = []
        self.heard: list[str] = []
        self.opened: list[str] = []
        self.presses: list[int] = []
        self.begun = 0
        self.desk.look_up.running.subscribe(self._running)
        self.desk.answer.subscribe(lambda answer: self.opened.append(answer.card_number) if answer else None)

    @property
    def card_shown(self) -> str | None:
        """Tell whose card is open."""
        answer = self.desk.answer.value
        return answer.card_number if answer else None

    def _running(self, running: bool) -> None:
        self.begun += running

    def pressed(self, press: Press, at: int) -> None:
        """Note when the X server says that a key went down."""
        if press is not Press.FOREIGN:
            self.presses.append(at)

    def other_card(self) -> str:
        """Choose a card that isn't open."""
        return self.rng.choice([it for it in self._cards if it != self.card_shown])

    def written(self, number: str) -> str:
        """Write a card as one of many readers sends it."""
        text = f"{number[:-1]}-{number[-1]}" if self.rng.random() < HYPHENS else number
        match self.rng.randrange(4):
            case 0:
                text = self.rng.choice("ABCD") + text + self.rng.choice("ABCD")
            case 1:
                text = self.rng.choice("abcd") + text + self.rng.choice("abcd")
        return text + self.rng.choice(("\r", "\r", "\r", "\t", "\n", "\r\r", ""))

    async def read_card(self, number: str) -> None:
        """Have the reader send a card, and the card be heard once."""
        text = self.written(number)
        self.heard.clear()
        self.presses.clear()
        self.sent.append(text)
        await xdotool("key", "--delay", str(self.rng.choice(SPEEDS)), *key_names(text))
        await self.soon(lambda: len(self.presses) >= len(text))
        if any(after - before > FAST_KEY_MS for before, after in pairwise(self.presses)):
            raise BadlySentError
        if len(self.presses) != len(text):
            self.fault("misplaced", f"{len(self.presses)} of {len(text)} keys arrived")
        await self.soon(lambda: bool(self.heard))
        if not text.endswith(("\r", "\n", "\t")):
            await asyncio.sleep(0.02)
        if not self.heard:
            self.fault("lost", f"never heard {text!r}")
        elif [cleaned(it) for it in self.heard] != [number]:
            self.fault(
                "misplaced" if len(self.heard) == 1 else "doubled", f"heard {self.heard}, read {text!r}"
            )

    async def type(self, text: str) -> None:
        """Type as a clerk does."""
        await xdotool("key", "--delay", str(self.rng.choice(CLERK)), *key_names(text))

    async def soon(self, true: Callable[[], bool], seconds: float = 3.0) -> bool:
        """Wait a while for something; tell whether it came."""
        ends = time.monotonic() + seconds
        while not true() and time.monotonic() < ends:  # noqa: ASYNC110 - what is waited for tells nobody
            await asyncio.sleep(0.004)
        return true()

    def fault(self, kind: str, words: str) -> None:
        """Count what is wrong, and tell which window had the keyboard."""
        active = QApplication.activeWindow()
        words = f"{words} (in front: {type(active).__name__ if active else None})"
        setattr(self.count, kind, getattr(self.count, kind) + 1)
        self.count.wrong.append(f"{kind}: {words}")

    def counted(self, where: str) -> None:
        """Count a reading."""
        self.count.scans += 1
        self.count.kinds[where] = self.count.kinds.get(where, 0) + 1

    async def must_open(self, number: str) -> None:
        """Want the patron of a card."""
        if not await self.soon(lambda: self.card_shown == number and not self.desk.look_up.running.value):
            desk = self.desk
            facts = (
                desk.note.value,
                desk.card_error.value,
                desk.look_up.running.value,
                self.card_shown == number,
            )
            self.fault("lost", f"not opened {self.sent[-1:]}: {facts}")

    async def clean(self) -> None:
        """Leave whatever is open, and begin with a patron on the first page."""
        for _ in range(6):
            top = QApplication.activeModalWidget()
            if isinstance(top, QMessageBox):
                top.buttons()[-1].click()
            elif top is not None:
                top.close()
            else:
                break
            await asyncio.sleep(0.05)
        self.desk._drafts.clear()  # noqa: SLF001 - nobody is there to be asked
        if self.card_shown != ON_LOAN:
            self.desk.scanned(ON_LOAN)
        await self.soon(lambda: self.card_shown == ON_LOAN and not self.desk.look_up.running.value)
        self.desk.card_error.set(None)
        go_to(self.open_desk, self.window.inquiry)
        self.window.activateWindow()


def cleaned(text: str) -> str:
    """Clean what was heard, as far as it is a card."""
    try:
        return parse_card_number(text)
    except CardNumberMalformed:
        return text


def text_of(widget: TextField) -> str:
    """Tell what stands in a field."""
    return widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()


async def free(here: Desk) -> None:
    """Read cards with the keyboard anywhere but in a form: each opens its patron, and nothing else happens."""
    window = here.window
    places: list[tuple[str, QWidget, QWidget]] = [
        ("card field", window.inquiry, window.top_bar.card_field),
        ("menu", window.inquiry, window.menu),
        ("issue button", window.inquiry, window.header.issue_button),
        *(("list", window.inquiry, panel.table) for panel in window.inquiry.lists if panel.isVisible()),
        *(
            ("button or list of a page", page, widget)
            for page in (window.password, window.registration, window.records, window.email, window.reference)
            for widget in page.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not isinstance(widget, QLineEdit | QPlainTextEdit)
        ),
    ]
    name, page, widget = here.rng.choice(places)
    go_to(here.open_desk, page)
    await asyncio.sleep(0)
    if widget.isVisible() and widget.isEnabled():
        widget.setFocus()
    if name == "card field" and here.rng.random() < TYPED_FIRST:
        here.window.top_bar.card_field.clear()
        typed = here.rng.choice(("12-3", "100", "9 8", "ab1"))
        await here.type(typed)
        if not await here.soon(lambda: window.top_bar.card_field.text() == typed):
            here.fault("misplaced", f"typed {typed!r}, there is {window.top_bar.card_field.text()!r}")
        here.count.typed += len(typed)
    for _ in range(here.rng.randint(1, 4)):
        number = here.other_card()
        await here.read_card(number)
        await here.must_open(number)
        here.counted(name)
        if window.top_bar.card_field.text() != number:
            here.fault("misplaced", f"card field {window.top_bar.card_field.text()!r}")
        if QApplication.activeModalWidget() is not None:
            here.fault("misplaced", f"{name}: a dialog opened")
            return
    if here.rng.random() < TWICE:
        looks = len(here.opened)
        await here.read_card(number)
        if (
            not await here.soon(lambda: here.desk.note.value is Caution.SAME_CARD)
            or len(here.opened) != looks
        ):
            here.fault("doubled", f"read twice, note {here.desk.note.value}")
        here.counted("twice")


async def form(here: Desk) -> None:
    """Read cards while something unsaved is typed into a field: the clerk is asked, and the input stays."""
    window = here.window
    places: list[tuple[QWidget, TextField]] = [
        (window.reference, window.reference.name),
        (window.reference, window.reference.phone),
        (window.reference, window.reference.email),
        (window.reference, window.reference.question),
        (window.email, window.email.field),
    ]
    page, widget = here.rng.choice(places)
    go_to(here.open_desk, page)
    widget.setFocus()
    widget.selectAll()
    wanted = ""
    for _ in range(here.rng.randint(1, 3)):
        typed = "".join(here.rng.choice("0123456789abcdxyz-") for _ in range(here.rng.randint(3, 6)))
        await here.type(typed)
        wanted += typed
        if not await here.soon(lambda wanted=wanted: text_of(widget) == wanted):  # type: ignore[misc]
            here.fault("misplaced", f"typed {wanted!r}, there is {text_of(widget)!r}")
            return
        here.count.typed += len(typed)
        here.desk.note.set(None)
        shown = here.card_shown
        if not await kept_typing(here):
            return
        told = here.desk.note.value is Caution.SCAN_LEFT
        if not told or here.card_shown != shown:
            here.fault("lost", f"not told, note {here.desk.note.value}")
        if text_of(widget) != wanted:
            here.fault("misplaced", f"a reading left {text_of(widget)!r}, typed {wanted!r}")
        here.counted("form")
        widget.setFocus()
        if isinstance(widget, QLineEdit):
            widget.end(False)
    number = here.other_card()
    await here.read_card(number)
    box = await asked(here)
    if box is None:
        return
    next(it for it in box.buttons() if box.buttonRole(it) is QMessageBox.ButtonRole.DestructiveRole).click()
    await no_dialog()
    await here.must_open(number)
    here.counted("form, given up")


async def kept_typing(here: Desk) -> bool:
    """Read a card, and perhaps another over the question that follows, and stay with what is typed."""
    await here.read_card(here.other_card())
    box = await asked(here)
    if box is None:
        return False
    if here.rng.random() < OVER_THE_QUESTION:
        later = here.other_card()
        await here.read_card(later)
        if here.desk.waiting_scan.value != later or QApplication.activeModalWidget() is not box:
            here.fault("lost", "a card over the question doesn't wait")
        here.counted("form, over the question")
    if not isValid(box) or not box.isVisible():
        here.fault("misplaced", f"readings {here.sent[-2:]} answered the question")
        return False
    await xdotool("key", "Escape")
    await no_dialog()
    await here.soon(here.window.isActiveWindow)
    return True


async def asked(here: Desk) -> QMessageBox | None:
    """Want the question about unsaved input."""
    await here.soon(lambda: isinstance(QApplication.activeModalWidget(), QMessageBox))
    box = QApplication.activeModalWidget()
    if isinstance(box, QMessageBox):
        await here.soon(box.isActiveWindow)
        return box
    here.fault("lost", f"nothing was asked about unsaved input: {here.desk.note.value}")
    return None


async def question(here: Desk) -> None:
    """Read cards over an open question: the last one waits before everybody's eyes, and opens after it."""
    if here.card_shown != ON_LOAN:
        await here.clean()
    do(here.window.inquiry.loans, Verb.RENEW)
    box = await dialog("貸出更新確認")
    assert isinstance(box, DecisionDialog)
    await here.soon(
        box.isActiveWindow
    )  # what is typed before the window system gives it the keyboard, Qt drops
    here.rng.choice((box.yes, box.no)).setFocus()
    number = ""
    for _ in range(here.rng.randint(1, 4)):
        number = here.other_card()
        await here.read_card(number)
        if not isValid(box) or not box.isVisible():
            here.fault("misplaced", f"reading {here.sent[-1]!r} answered a question, heard {here.heard}")
            return
        shown = await here.soon(lambda number=number: here.desk.waiting_scan.value == number)  # type: ignore[misc]
        if not shown or not box._waiting.isVisible():  # noqa: SLF001 - what the clerk sees
            here.fault("lost", "a card over a question doesn't wait where it can be seen")
        here.counted("question")
    box.no.click()
    await no_dialog()
    await here.must_open(number)


ROUNDS: tuple[Callable[[Desk], Awaitable[None]], ...] = (free, free, free, free, free, free, form, question)


async def play(app: QApplication, scans: int, seed: int) -> Count:
    """Read so many cards at one desk."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(4))
    looks = dress(app, Settings())
    count = Count()
    with tempfile.TemporaryDirectory() as folder:
        async with demo_library(patrons=300) as url, open_library(url) as library:
            studio = Studio(looks, library, Camera(Path(folder), frozenset()))
            open_desk = await studio.sit_down(Role.COUNTER)
            open_desk.window.activateWindow()
            here = Desk(open_desk, await active_cards(library), random.Random(seed), count)  # noqa: S311 - what is tried is to be the same each time
            looks.scans.scanned.connect(here.heard.append)
            native = NativeKeys(here.pressed)
            app.installNativeEventFilter(native)
            await until(open_desk.window.isActiveWindow)
            await here.clean()
            looked_before, here.begun = await looks_recorded(library), 0
            began, told = time.monotonic(), 0
            while count.scans < scans and len(count.wrong) < ENOUGH_WRONG:
                await one_round(here)
                if count.scans >= told + EVERY:
                    told = count.scans
                    print(
                        f"{seed}: {count.scans} read, {len(count.wrong)} wrong", file=sys.stderr, flush=True
                    )
            count.seconds = time.monotonic() - began
            looked = await looks_recorded(library) - looked_before
            if looked > here.begun:
                here.fault("doubled", f"{looked} looks recorded, {here.begun} begun")
            app.removeNativeEventFilter(native)
            await get_up(open_desk)
    looks.scans.stop(app)
    return count


async def one_round(here: Desk) -> None:
    """Play one round; one that the machine sent badly leaves no trace in the figures."""
    before = Count(**json.loads(json.dumps(asdict(here.count))))
    try:
        async with asyncio.timeout(_LONGEST_ROUND):
            await here.soon(here.window.isActiveWindow)  # after a dialog; Qt drops what is typed before
            await here.rng.choice(ROUNDS)(here)
        fine = len(before.wrong) == len(here.count.wrong)
    except BadlySentError:
        before.badly_sent += 1
        vars(here.count).update(vars(before))
        fine = False
    except TimeoutError:
        here.fault("lost", "a round didn't end")
        fine = False
    if not fine:
        await asyncio.sleep(0.5)
        await here.clean()


async def active_cards(library: Library) -> list[str]:
    """List cards that open somebody."""
    async with library.db.reading() as connection:
        found = await connection.scalars(
            select(card.c.number).where(card.c.status == CardStatus.ACTIVE).limit(60)
        )
        return sorted({*found, ON_LOAN})


async def looks_recorded(library: Library) -> int:
    """Count the looks in the access log."""
    async with library.db.reading() as connection:
        return int(await connection.scalar(select(func.count()).select_from(access_log)) or 0)


def inside(scans: int, seed: int) -> None:
    """Play at one desk and print what was seen."""
    app = QApplication(["madoguchi"])
    app.setQuitOnLastWindowClosed(False)
    count = asyncio.run(play(app, scans, seed), loop_factory=lambda: QEventLoop(app))
    print(json.dumps(asdict(count), ensure_ascii=False))


def main() -> int:
    """Run the trial; 1 if anything was lost or ended up elsewhere."""
    parser = argparse.ArgumentParser(prog="make try-scanner", description=__doc__.split("\n")[0])
    parser.add_argument("--scans", type=int, default=10_000)
    parser.add_argument("--desks", type=int, default=3, help="how many stand side by side")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked_for = parser.parse_args()
    if asked_for.inside:
        inside(asked_for.scans, asked_for.seed)
        return 0
    share = -(-asked_for.scans // asked_for.desks)
    try:
        with ExitStack() as stack:
            running = [
                subprocess.Popen(
                    [
                        *(sys.executable, "-m", "tools.try_scanner", "--inside"),
                        *("--scans", str(share), "--seed", str(asked_for.seed + place)),
                    ],
                    env=stack.enter_context(real_screen()),
                    stdout=subprocess.PIPE,
                )
                for place in range(asked_for.desks)
            ]
            told = [process.communicate()[0] for process in running]
    except NoScreen as error:
        print(error)
        return 1
    if any(process.returncode for process in running):
        return 1
    return report([Count(**json.loads(each)) for each in told])


def report(counts: list[Count]) -> int:
    """Print the figures; tell whether something is wrong."""

    def total(name: str) -> int:
        return sum(getattr(count, name) for count in counts)

    where: dict[str, int] = {}
    for count in counts:
        for name, number in count.kinds.items():
            where[name] = where.get(name, 0) + number
    print(
        f"{total('scans'):,} cards read at {len(counts)} desks in {max(count.seconds for count in counts):.0f} s"
    )
    print(f"lost {total('lost')}, misplaced {total('misplaced')}, doubled {total('doubled')}")
    print(
        f"{total('typed'):,} characters typed slowly between them; {total('badly_sent')} rounds sent too slowly"
    )
    print(", ".join(f"{name} {number:,}" for name, number in sorted(where.items(), key=lambda it: -it[1])))
    for words in (words for count in counts for words in count.wrong):
        print("  ", words)
    return int(any(count.wrong for count in counts))


if __name__ == "__main__":
    sys.exit(main())

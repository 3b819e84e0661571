"""A clerk at one counter, with a reader: what they do again and again, and how they know what happened."""

import asyncio
import random
import subprocess
import sys
from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget
from shiboken6 import isValid

from app.desk.composition import OpenDesk
from services.rules.people.identity import CallerFacts
from services.rules.vocabulary import Channel
from tools.screenshots.studio import go_to
from tools.try_scanner.count import Count
from tools.try_scanner.inputs import TextField, can_be_typed_into, clear, places_of, text_of
from tools.try_scanner.reader import CardReader, soon
from tools.try_scanner.trace import Trace
from viewmodels.desk.desk import DeskViewModel
from viewmodels.screen_guard import ScreenState
from views.desk.desk_window import DeskWindow
from views.dialogs.discard_dialog import DiscardDialog
from views.passwords.password_issue_dialog import PasswordDialog

ON_LOAN = "100000001"
LETTERS, DIGITS = "0123456789abcdxyz-", "0123456789"


class Clerk:
    """The clerk who reads the cards.

    Attributes:
        cards: those that open a patron.
        callers: what some of their patrons tell on the telephone.
        open_desk: the desk they sit at; another one after each lock.
        opened: every card whose patron was opened.
        begun: how many look-ups were begun.
        file: the library's.
        done_before: how many acts it had in the beginning.
        rounds: what they did, by name.
        trace: where the last keys went.
    """

    def __init__(self, reader: CardReader, rng: random.Random, count: Count) -> None:
        self.reader = reader
        self.rng = rng
        self.count = count
        self.cards: list[str] = []
        self.callers: dict[str, CallerFacts] = {}
        self.desks: list[OpenDesk] = []
        self.opened: list[str | None] = []
        self.begun = 0
        self.file = ""
        self.done_before = 0
        self.rounds: list[str] = []
        self.trace: Trace | None = None

    def sit_down(self, open_desk: OpenDesk) -> None:
        """Work at a desk that was just opened."""
        self.desks.append(open_desk)
        desk = open_desk.desk
        desk.card_number.subscribe(self._begins)
        desk.answer.subscribe(lambda answer: self.opened.append(answer.card_number) if answer else None)

    @property
    def on_loan(self) -> str:
        """The card of somebody with loans and holds."""
        return self.reader.forms.number(ON_LOAN)

    @property
    def number_shown(self) -> str:
        """The number that is read: in the line of who is open, else in the card field; while both have one, neither."""
        header, field = self.window.header, self.window.top_bar.card_field.text()
        in_line = self.reader.forms.read(header.line.card.text()) if header.isVisible() else ""
        return in_line + field

    def _begins(self, _number: str) -> None:
        """Count what is looked up: its number comes into the card field first, also where it overtakes another."""
        self.begun += 1

    @property
    def open_desk(self) -> OpenDesk:
        """The present desk."""
        return self.desks[-1]

    @property
    def window(self) -> DeskWindow:
        """Its window."""
        return self.open_desk.window

    @property
    def desk(self) -> DeskViewModel:
        """What is behind it."""
        return self.open_desk.desk

    def is_locked(self) -> bool:
        """Tell whether the present desk is closed, so that a sign-in is needed."""
        return not isValid(self.window) or self.open_desk.privacy.guard.screen.value is ScreenState.LOCKED

    @property
    def card_shown(self) -> str | None:
        """The open patron's card."""
        answer = self.desk.answer.value
        return answer.card_number if answer else None

    def other_card(self) -> str:
        """Choose a card that isn't open."""
        return self.rng.choice([it for it in self.cards if it != self.card_shown])

    def by_chance(self, share: float) -> bool:
        """Do something sometimes."""
        return self.rng.random() < share

    async def read(self, number: str, where: str) -> None:
        """Have the reader send a card, and the card be heard once."""
        wrong = await self.reader.send(number)
        if wrong is not None:
            self.fault(wrong, where)
        self.count.scans += 1
        self.count.kinds[where] = self.count.kinds.get(where, 0) + 1

    async def type_into(self, field: TextField, where: str) -> None:
        """Type a few characters into a field, at a clerk's speed; they must arrive."""
        clear(field)
        signs, most = (LETTERS, 6) if self.by_chance(0.7) else (DIGITS, 11)
        text = "".join(self.rng.choice(signs) for _ in range(self.rng.randint(3, most)))
        wrong = await self.reader.type(text)
        if wrong is not None:
            self.fault(wrong, where)
        if not await soon(lambda: text_of(field) == text):
            self.fault(f"misplaced: typed {text!r}, there is {text_of(field)!r}", where)
        self.count.typed += len(text)

    async def take_place(self, window: QWidget, where: str, letters: float = 0.7) -> QWidget | None:
        """Put the keyboard somewhere in a window, preferably where something can be typed, and perhaps type."""
        places = places_of(window)
        fields = [it for it in places if can_be_typed_into(it)]
        chosen = self.rng.choice(fields if fields and self.by_chance(letters) else places)
        chosen.setFocus()
        if can_be_typed_into(chosen):
            await self.type_into(chosen, where)  # type: ignore[arg-type]
        elif isinstance(chosen, QComboBox) and self.by_chance(0.3):
            chosen.showPopup()
        return chosen

    def fault(self, told: str, where: str) -> None:
        """Count what is wrong, and tell where the keyboard was."""
        kind, words = told.split(": ", 1)
        active = type(QApplication.activeWindow()).__name__
        focused = QApplication.focusWidget()
        at = f"{type(focused).__name__} {focused.accessibleName()}" if focused else "nothing"
        if self.desks:
            at += f", {self.desk.staff.role.value} by {self.desk.channel.value}, card {self.card_shown}"
        setattr(self.count, kind, getattr(self.count, kind) + 1)
        said = f"{kind}: {where}: {words} ({active}, {at}, sent {self.reader.sent[-2:]}, after {self.rounds[-3:-1]})"
        self.count.wrong.append(said)
        print(said, file=sys.stderr, flush=True)
        if self.trace is not None:
            print("     ", self.trace.told(), file=sys.stderr, flush=True)
        if focused is None and QApplication.platformName() == "xcb":
            subprocess.run(["xdotool", "getwindowfocus", "getwindowname"], check=False, stdout=sys.stderr)

    async def must_open(self, number: str, where: str) -> None:
        """Want the patron of a card."""
        desk = self.desk
        if not await soon(lambda: self.card_shown == number and not desk.look_up.running.value):
            facts = (desk.note.value, desk.card_error.value, desk.look_up.running.value, self.card_shown)
            self.fault(f"lost: not opened: {facts}", where)

    async def want(self, true: Callable[[], bool], told: str, where: str) -> bool:
        """Want something to be so, soon."""
        if await soon(true):
            return True
        self.fault(told, where)
        return False

    def must_be(self, true: bool, told: str, where: str) -> None:
        """Want something to be so now."""
        if not true:
            self.fault(told, where)

    async def in_front(self, window: QWidget) -> None:
        """Wait until a window has the keyboard: what is typed before that, Qt drops."""
        if not await soon(window.isActiveWindow):
            self.count.unfocused += 1
            window.activateWindow()
            await soon(window.isActiveWindow)
        await asyncio.sleep(0.03)

    async def open(self, card: str) -> None:
        """Have a patron open, without a reader; drafts are thrown away."""
        self.desk.give_up_unsaved_input()
        if self.card_shown != card:
            self.desk.typed(card)
        await soon(lambda: self.card_shown == card and not self.desk.look_up.running.value)

    async def clean(self) -> None:
        """Leave all that is open, and begin with a patron on the first page."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
            await asyncio.sleep(0.1)
        self.open_desk.asides.help.close_all()
        self.open_desk.privacy.guard.show()
        await self.close_dialogs()
        self.desk.give_up_unsaved_input()
        if self.desk.channel.value is Channel.PHONE:
            self.desk.switch_channel.start()
            await self.desk.switch_channel.settled()
        await self.open(self.on_loan)
        if self.desk.titles_masked.value:
            self.desk.toggle_titles()
        self.desk.card_error.set(None)
        self.desk.note.set(None)
        go_to(self.open_desk, self.window.inquiry)
        self.window.activateWindow()
        await self.in_front(self.window)

    async def close_dialogs(self, waits: str | None = None, where: str = "") -> None:
        """Leave every dialog without an answer; what is asked about input must name a card that waits."""
        for _ in range(8):
            top = QApplication.activeModalWidget()
            if isinstance(top, DiscardDialog):
                named = waits is None or self.reader.forms.cards.write(waits) in top.scans.said
                self.must_be(named, f"lost: the question about input says {top.scans.said!r}", where)
                top.yes.click()
            elif isinstance(top, PasswordDialog):
                top._model.close()  # noqa: SLF001 - there is no printer whose paper could be taken
            elif top is not None:
                top.close()
            await asyncio.sleep(0.05)
            is_busy = bool(self.desks) and self.desk.busy.value
            if QApplication.activeModalWidget() is None and not is_busy:
                return


def words_in(window: QWidget) -> str:
    """Give everything that can be read in a window."""
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())

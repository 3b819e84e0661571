"""Tells a scanner from a clerk's hands: keys and their times go in, an answer comes out.

A barcode reader is a keyboard that types a card number in a few milliseconds a key (domain.md, "Counter facts"). Its
keys must never end up in a field, move a table's row, press a default button or answer a dialog. `KeyClassifier`
therefore holds back the few characters a card can have until it knows who was typing.

It knows no Qt and has no timer: `views.scanning.scan_filter.ScanFilter` gives it each key and does what it answers.
"""

from collections.abc import Callable
from enum import Enum, auto
from typing import Final

from services.rules.card_numbers import CardNumbers
from viewmodels.scanning.act_letter import GRACE_MS, ActLetter, PatientWait
from viewmodels.scanning.card_characters import FEWEST_CHARACTERS, card_character
from viewmodels.scanning.composed_scan import ComposedScan
from viewmodels.scanning.interrupted_scan import LONGEST_TEAR_MS, InterruptedScan
from viewmodels.scanning.key_repeat import KeyRepeat
from viewmodels.scanning.keys import (
    PASS,
    CharacterPressed,
    ClassifierAction,
    ClassifierAnswer,
    ClassifierWait,
    Composed,
    KeyEvent,
    KeyKind,
    KeyRole,
    NativePress,
    Press,
    Scanned,
    SendKey,
    StopWait,
)
from viewmodels.scanning.moved_scan import MovedScan
from viewmodels.scanning.torn_scan import JustTyped

FAST_KEY_MS: Final = 35
ENDING_MS: Final = 150
LATE_ENDING_MS: Final = 300
"""How long a scan that was taken without its Enter has it still to come, at least: nobody acts so soon on a scan."""


class ClassifierState(Enum):
    """What the characters are that windows got last."""

    IDLE = auto()
    """Nothing is held back, and the next character begins anew."""
    UNDECIDED = auto()
    """So few characters are held back that they may be typing."""
    SCAN = auto()
    """What is held back is a scan, or the last piece of a card; more of it and its ending may follow."""
    TORN = auto()
    """Nothing is held back. A scan without an ending was taken; should it go on, it is one with what comes."""


class KeyClassifier:
    """Holds back, takes and lets through keys and composed text.

    Whether keys are fast is decided by the events' own times, so a busy window doesn't turn a clerk into a scanner or a
    scan into typing. Held-back keys of slow typing are sent on as they were, in order, followed by what came after
    them; nothing is lost or doubled. The price is that a digit appears `fast_key_ms` and a little late.

    These parts keep what is known of a scan beyond the keys that are held back:

    - `repeat`: which press is only a key that is held down (`KeyRepeat`);
    - `interrupted`: whether the last characters are the last piece of a card with a pause among its keys
      (`InterruptedScan`);
    - `moved`: the keys of a card during which the keyboard moved to another window (`MovedScan`);
    - what was typed just before (`JustTyped`), which may be a card's first piece;
    - `letter`: a letter that stands for an act, until it is known to be no scanner's (`ActLetter`);
    - `composed`: what an input method made of a card's keys (`ComposedScan`).

    Attributes:
        state: what the held characters are.
        fast_key_ms, ending_ms: the limits now; see the arguments.
        cards: tells how the library's numbers look, at each key.

    Args:
        clock: the present in seconds, on a clock that never goes back. It tells only whether waiting was long enough.
        fast_key_ms: the longest gap between two keys of one scan.
        ending_ms: how long a scan's Enter or Tab may take to follow, once there are six characters.
        cards: see the attribute.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        fast_key_ms: int = FAST_KEY_MS,
        ending_ms: int = ENDING_MS,
        *,
        cards: Callable[[], CardNumbers] = CardNumbers,
    ) -> None:
        self.cards = cards
        self.fast_key_ms = fast_key_ms
        self.ending_ms = ending_ms
        self._held: list[KeyEvent] = []
        self._characters = ""
        self._last_character_at = 0
        self._ended_at: int | None = None
        self._swallowed: set[tuple[int, int]] = set()
        self._torn = ""
        self._untold: tuple[str, ...] = ()
        self._typed = JustTyped()
        self._actions: list[ClassifierAction] = []
        self._wait = PatientWait(ClassifierWait.KEYS, clock, self._act)
        self.letter = ActLetter(clock, self._act)
        self.repeat = KeyRepeat()
        self.interrupted = InterruptedScan(fast_key_ms, self._card_numbers)
        self.moved = MovedScan(fast_key_ms, ending_ms)
        self.composed = ComposedScan(
            fast_key_ms,
            ending_ms,
            clock=clock,
            cards=self._card_numbers,
            act=self._act,
            scanned=self._composed_was_scanned,
        )

    @property
    def state(self) -> ClassifierState:
        """Tell what the characters are that windows got last."""
        if not self._characters:
            return ClassifierState.TORN if self._torn else ClassifierState.IDLE
        return ClassifierState.SCAN if self._is_scan() else ClassifierState.UNDECIDED

    def set_limits(self, fast_key_ms: int, ending_ms: int) -> None:
        """Take other limits from the next key on; see the class."""
        self.fast_key_ms = fast_key_ms
        self.ending_ms = ending_ms
        self.interrupted.fast_key_ms = fast_key_ms
        self.moved.fast_key_ms = fast_key_ms
        self.moved.ending_ms = ending_ms
        self.composed.set_limits(fast_key_ms, ending_ms)

    def key_down(self, key: NativePress) -> ClassifierAnswer:
        """Note a key that went down, which an input method may take and the window system may drop."""
        self.composed.pressed(key.press, key.at, self.moved.written_by(key))
        if self.moved.is_card and not self.moved.goes_on_with(key.press, key.at):
            if not self._is_moved():
                self._decide_held()
            self._take_scan(self.moved.take())
        self.moved.pressed(key)
        if self.moved.is_card:
            self._wait.begin(0 if key.press is Press.ENDING else self._longest_wait())
        return self._verdict(takes=False)

    def key(self, key: KeyEvent) -> ClassifierAnswer:
        """Decide on one key event of a window: hold it back, swallow it, or let it through."""
        if self.repeat.repeats(key):
            return ClassifierAnswer(takes=True, is_void=True)
        if key.kind is KeyKind.SHORTCUT_ASKED:  # all that is seen of a key that is a shortcut
            self._note_command(key)
            return PASS
        takes = self._pressed(key) if key.kind is KeyKind.PRESS else self._released(key)
        return self._verdict(takes=takes)

    def interrupt(self) -> ClassifierAnswer:
        """Decide now what is held, since the mouse or a finger comes after it."""
        self.composed.settle()
        if self._held:
            self._decide()
        self.letter.drop()
        self._typed.forget()
        return self._verdict(takes=False)

    def compose(self, composed: Composed) -> ClassifierAnswer:
        """Decide on one change of the text that an input method composes: hold it back or let it through."""
        takes = self.composed.compose(composed)
        return self._verdict(takes=takes)

    def move_to_another_field(self) -> ClassifierAnswer:
        """Decide what composed text is held for the field that had the keyboard, before another one has it."""
        self.composed.move_to_another_field()
        return self._verdict(takes=False)

    def waited(self, wait: ClassifierWait) -> ClassifierAnswer:
        """Go on after a wait that an answer asked for."""
        if wait is ClassifierWait.COMPOSED:
            self.composed.waited()
        elif wait is ClassifierWait.LETTER:
            self.letter.waited(self.fast_key_ms)
        else:
            self._waited()
        return self._verdict(takes=False)

    def _act(self, action: ClassifierAction) -> None:
        self._actions.append(action)

    def _verdict(self, *, takes: bool) -> ClassifierAnswer:
        actions, self._actions = tuple(self._actions), []
        return ClassifierAnswer(takes, actions) if takes or actions else PASS

    def _composed_was_scanned(self, text: str) -> None:
        self._act(Scanned(text))
        self.moved.take()

    def _note_command(self, key: KeyEvent) -> None:
        """Let a key that no card has be no part of a scan that may have lost keys."""
        if key.role is KeyRole.OTHER and not self._is_of_card(key.text):
            self.moved.learn(key.code, "")
            self.moved.begins_after(key.at)

    def _pressed(self, key: KeyEvent) -> bool:
        if key.role is KeyRole.OTHER:
            self.composed.settle()
        if key.is_repeat and key.name in self._swallowed:
            return True
        if self.moved.is_gone(key.at):
            self._swallowed.add(key.name)
            return True
        ends_letter = self.letter.pressed(key)
        if self._is_character(key):
            self._pressed_character(key)
            return True
        if self._characters and key.role is KeyRole.SHIFT and not key.is_repeat:
            self._held.append(key)
            return True
        if self._ends_scan(key):
            self._swallowed.add(key.name)
            self._ended_at = key.at
            if self._characters or self.moved.is_card:
                self._decide()
            self.interrupted.forget()
            return True
        return self._pressed_other(key, ends_letter=ends_letter)

    def _pressed_other(self, key: KeyEvent, *, ends_letter: bool) -> bool:
        """Decide what is held before a key that no card has, then on the key."""
        self._swallowed.discard(key.name)
        self._note_command(key)
        self._torn = ""
        self._decide()
        self.interrupted.forget()
        self._typed.forget()
        if ends_letter:
            self._swallowed.add(key.name)
        elif not key.acts_alone:
            self.letter.settle()
            self._ended_at = key.at if key.role is KeyRole.ENDING and key.acts_once else None
        elif not key.is_repeat:
            self.letter.take(key)
        return ends_letter or key.acts_alone

    def _pressed_character(self, key: KeyEvent) -> None:
        self.moved.learn(key.code, key.text)
        is_fast = self._is_fast(key, self.fast_key_ms)
        if self._characters and not is_fast and not self.moved.holds(self._last_character_at, key.at):
            self._decide_held(then=key.text if self._is_fast(key, LONGEST_TEAR_MS) else "")
        elif not self._characters and is_fast:
            self._characters = self._torn
        self._torn = ""
        self._swallowed.discard(key.name)
        self._held.append(key)
        self._characters += key.text
        self._last_character_at = key.at
        self.interrupted.pressed(key.text, key.at)
        self._wait.begin(self._wait_for_more())
        self._act(CharacterPressed(key.at))

    def _released(self, key: KeyEvent) -> bool:
        if key.name in self._swallowed:
            if not key.is_repeat:
                self._swallowed.discard(key.name)
            return True
        if not self._characters:
            return False
        if key.is_repeat and all(it.name != key.name for it in self._held):
            self._decide()
            return False
        self._held.append(key)
        return True

    def _is_character(self, key: KeyEvent) -> bool:
        if key.is_command or not self._is_of_card(key.text):
            return False
        # A reader that lets go of a digit and sends it again within the same millisecond is taken for a key that is
        # held down. No key repeats so soon.
        return not key.is_repeat or (bool(self._characters) and self._is_fast(key, self.fast_key_ms))

    def _is_of_card(self, text: str) -> bool:
        return card_character(text, self.cards())

    def _card_numbers(self) -> CardNumbers:
        return self.cards()

    def _is_fast(self, key: KeyEvent, limit_ms: int) -> bool:
        return 0 <= key.at - self._last_character_at <= limit_ms

    def _ends_scan(self, key: KeyEvent) -> bool:
        """Tell whether this is a scan's Enter or Tab, or the second key of a reader that sends two of them."""
        if key.role is not KeyRole.ENDING or key.is_repeat or key.is_command or key.is_shifted:
            return False
        if self.state is ClassifierState.SCAN and not self._is_moved():
            return self._is_fast(key, self.ending_ms)
        if self.moved.ends_at(key.at) or (
            self._torn and self._is_fast(key, max(self.ending_ms, LATE_ENDING_MS))
        ):
            return True
        if not self._characters and self.composed.ends(key.at):
            return True
        ended_at, self._ended_at = self._ended_at, None
        within = max(self.ending_ms, self.fast_key_ms) if key.acts_once else self.fast_key_ms
        return not self._characters and ended_at is not None and 0 <= key.at - ended_at <= within

    def _is_scan(self, then: str = "") -> bool:
        """Tell whether the characters are a scan or a card's last piece; `then` follows them after a short pause."""
        is_whole = len(self._characters) >= FEWEST_CHARACTERS
        return is_whole or self.interrupted.are_ended_by(self._characters, then)

    def _wait_for_more(self) -> int:
        if not self._is_scan():
            return self.fast_key_ms + GRACE_MS
        is_whole = len(self._characters) >= FEWEST_CHARACTERS and not self.cards().vary
        return self._longest_wait() if is_whole else max(self._longest_wait(), LONGEST_TEAR_MS + GRACE_MS)

    def _longest_wait(self) -> int:
        return max(self.ending_ms, self.fast_key_ms + GRACE_MS)

    def _waited(self) -> None:
        if self._wait.is_over(self.fast_key_ms):
            self._torn = self._characters if self.state is ClassifierState.SCAN else ""
            self._decide()

    def _decide(self) -> None:
        """Take a scan of which keys may have been dropped, or decide what is held."""
        if self._is_moved():
            self._take_scan(self.moved.take())
        else:
            self._decide_held()

    def _is_moved(self) -> bool:
        """Tell whether what is held, if anything, is what has arrived of a scan of which keys may have been dropped."""
        return self.moved.is_card and (not self._characters or self.moved.has(self._last_character_at))

    def _decide_held(self, *, then: str = "") -> None:
        """Make what is held a scan without an ending, or send it on as typing.

        Args:
            then: what goes on just now after a short pause. A scan may be the first piece of a card with it, and is
                told with what comes.
        """
        if self._is_scan(then):
            if self.moved.has(self._last_character_at):
                self.moved.forget()
            self._take_scan(self._characters, goes_on=bool(then))
            return
        self._tell_untold()
        held = self._let_go()
        self._send_on(held)
        for key in held:
            if key.kind is KeyKind.PRESS and key.role is KeyRole.OTHER and not key.acts_alone:
                self._typed.note(key.text, key.at)

    def _let_go(self) -> list[KeyEvent]:
        self._act(StopWait(ClassifierWait.KEYS))
        held, self._held = self._held, []
        self._characters = ""
        return held

    def _take_scan(self, text: str, *, goes_on: bool = False) -> None:
        """Announce the scan; keys that aren't part of it (released late, from before it) still reach the window."""
        is_piece = self.interrupted.has_more_than("".join((*self._untold, text)))
        is_new = self.interrupted.take(text)
        begins_at = self._held[0].at if self._held else self._last_character_at
        pressed: set[tuple[int, int]] = set()
        others: list[KeyEvent] = []
        for key in self._let_go():
            if key.kind is KeyKind.PRESS:
                pressed.add(key.name)
            elif key.name in pressed:
                pressed.discard(key.name)
            else:
                others.append(key)
        self._swallowed |= pressed
        self._send_on(others)
        if is_new and goes_on:
            self._untold = (*self._untold, text)
        elif is_new:
            self._act(Scanned(text, self._untold, self._typed.before(begins_at), is_piece))
            self._untold = ()
            self._typed.forget()
        else:
            self._tell_untold(are_pieces=False)

    def _tell_untold(self, *, are_pieces: bool = True) -> None:
        for text in self._untold:
            self._act(Scanned(text, is_piece=are_pieces))
        self._untold = ()

    def _send_on(self, keys: list[KeyEvent]) -> None:
        for key in keys:
            if key.acts_alone:
                self.letter.take(key)
            else:
                self._act(SendKey(key))

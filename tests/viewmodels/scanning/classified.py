"""A window, a field and a clock for the key classifier: what it lets through and sends on, and which scans it tells."""

import json
from pathlib import Path
from typing import Any

from services.rules.card_numbers import DEFAULT_CARDS, CardNumbers
from viewmodels.scanning.key_classifier import ENDING_MS, FAST_KEY_MS, KeyClassifier
from viewmodels.scanning.keys import (
    CharacterPressed,
    ClassifierAnswer,
    ClassifierWait,
    Composed,
    ForgetComposition,
    KeyEvent,
    KeyKind,
    KeyRole,
    NativePress,
    Press,
    Scanned,
    SendComposed,
    SendKey,
    StartWait,
    StopWait,
)

_ROLES = {"\r": KeyRole.ENDING, "\t": KeyRole.ENDING, "⇧": KeyRole.SHIFT}
_RECORDED = Path(__file__).parents[2] / "views" / "scanning" / "recorded"


def recorded(name: str) -> list[dict[str, Any]]:
    """Read key events that were recorded on a real X server (`make try-ime ARGS=FOLDER` writes anthy.json)."""
    cases: list[dict[str, Any]] = json.loads((_RECORDED / f"{name}.json").read_text(encoding="utf-8"))
    return cases


class Classified:
    """Gives keys to a classifier, and does what it answers; time is what the caller says.

    Attributes:
        now: the time of keys, and the clock, in milliseconds.
        got: what the window got, "+1" for a press and "-1" for a release of 1.
        scans: what was told as scanned.
        told: the same, with what came just before it.
        times: the times of card characters that were told.
        text: what is written in the field by an input method, and what is composed after it.
        letters_act: the keyboard is where letters stand for acts.
        forgotten: how often the input method was told to forget its composition.
    """

    def __init__(
        self,
        fast_key_ms: int = FAST_KEY_MS,
        ending_ms: int = ENDING_MS,
        cards: CardNumbers = DEFAULT_CARDS,
    ) -> None:
        self.now = 1_000.0
        self.classifier = KeyClassifier(lambda: self.now / 1000, fast_key_ms, ending_ms, cards=lambda: cards)
        self.got: list[str] = []
        self.scans: list[str] = []
        self.told: list[Scanned] = []
        self.times: list[int] = []
        self.text, self.preedit = "", ""
        self.letters_act = False
        self.forgotten = 0
        self.due: dict[ClassifierWait, float] = {}

    @property
    def typed(self) -> str:
        """The characters of the presses that the window got."""
        return "".join(it[1:] for it in self.got if it[0] == "+")

    def go_on_until(self, now: float) -> None:
        """Let time pass; what is waited for meanwhile is over in time."""
        while self.due and min(self.due.values()) <= now:
            wait = min(self.due, key=self.due.__getitem__)
            self.now = max(self.now, self.due.pop(wait))
            self._do(self.classifier.waited(wait))
        self.now = max(self.now, now)

    def pass_ms(self, milliseconds: float) -> None:
        """Let some time pass."""
        self.go_on_until(self.now + milliseconds)

    def press(
        self, text: str, *, repeat: bool = False, command: bool = False, shifted: bool = False, code: int = 0
    ) -> None:
        """Press a key; "⇧" is Shift."""
        self._send(KeyKind.PRESS, text, repeat=repeat, command=command, shifted=shifted, code=code)

    def release(self, text: str, *, repeat: bool = False, code: int = 0) -> None:
        """Let go of a key."""
        self._send(KeyKind.RELEASE, text, repeat=repeat, code=code)

    def type(self, text: str, gap: int, *, lets_time_pass: bool = True) -> None:
        """Press and release keys so many milliseconds apart; a busy machine doesn't let what is waited for end."""
        for character in text:
            if lets_time_pass:
                self.pass_ms(gap)
            else:
                self.now += gap
            self.press(character)
            self.release(character)

    def go_down(
        self,
        press: Press,
        *,
        code: int = 0,
        window: object = None,
        is_blocked: bool = False,
        character: str = "",
    ) -> None:
        """Let the window system tell of a key."""
        key = NativePress(press, round(self.now), code, window, is_blocked, character)
        self._do(self.classifier.key_down(key))

    def compose(self, preedit: str, confirmed: str = "") -> None:
        """Let an input method change what it composes."""
        composed = Composed(preedit, confirmed)
        answer = self.classifier.compose(composed)
        self._do(answer)
        if not answer.takes:
            self._write(composed)

    def click(self) -> None:
        """Press the mouse."""
        self._do(self.classifier.interrupt())

    def _send(
        self,
        kind: KeyKind,
        text: str,
        *,
        repeat: bool,
        command: bool = False,
        shifted: bool = False,
        code: int,
    ) -> None:
        role = _ROLES.get(text, KeyRole.OTHER)
        key = KeyEvent(
            kind,
            "" if role is KeyRole.SHIFT else text,
            round(self.now),
            name=(code or ord(text), 0),
            symbol=ord(text),
            code=code or ord(text),
            role=role,
            is_repeat=repeat,
            is_command=command,
            is_shifted=shifted,
            acts_once=text == "\r",
            acts_alone=self.letters_act and text.isascii() and text.isalpha() and not command,
            origin=text,
        )
        answer = self.classifier.key(key)
        self._do(answer)
        if not answer.takes:
            self._arrive(key)

    def _arrive(self, key: KeyEvent) -> None:
        self.got.append(f"{'+' if key.kind is KeyKind.PRESS else '-'}{key.origin}")

    def _write(self, composed: Composed) -> None:
        self.text += composed.confirmed
        self.preedit = composed.preedit

    def _do(self, answer: ClassifierAnswer) -> None:
        for action in answer.actions:
            match action:
                case StartWait(wait, milliseconds):
                    self.due[wait] = self.now + milliseconds
                case StopWait(wait):
                    self.due.pop(wait, None)
                case SendKey(key):
                    self._arrive(key)
                case SendComposed(composed):
                    self._write(composed)
                case ForgetComposition():
                    self.forgotten += 1
                    self.preedit = ""
                case Scanned():
                    self.told.append(action)
                    self.scans += action.texts
                case CharacterPressed(at):
                    self.times.append(at)

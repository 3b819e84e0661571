"""The input of the key classifier and its answers: keys, composed text, and what to do with them."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final


class Press(Enum):
    """What a key that went down can be for a scan, as the window system tells it before an input method has it.

    `REPEAT` looks like a key that is held down, as the same digit twice in one millisecond does too.
    """

    CHARACTER = auto()
    REPEAT = auto()
    ENDING = auto()
    FOREIGN = auto()


@dataclass(frozen=True, slots=True)
class NativePress:
    """A key that went down, whether or not a window gets it afterwards.

    Attributes:
        press: what it can be for a scan.
        at: when it went down, in milliseconds of the window system's clock.
        code: the key's scan code.
        window: the window that has the keyboard, compared by identity; None without one.
        is_blocked: keys for that window are dropped, since a dialog is over it, or there is no window.
        character: the letter, digit or hyphen at its place on a keyboard of Japan or the USA; empty for other keys.
    """

    press: Press
    at: int
    code: int
    window: object = None
    is_blocked: bool = False
    character: str = ""


class KeyKind(Enum):
    """What happened to a key."""

    PRESS = auto()
    RELEASE = auto()
    SHORTCUT_ASKED = auto()
    """Asked before a press: a shortcut takes it then, and no press follows."""


class KeyRole(Enum):
    """What a key does by its place on the keyboard."""

    SHIFT = auto()
    """Shift or Caps Lock: a scan has them between its characters."""
    ENDING = auto()
    """Return, Enter or Tab: they end a scan."""
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class KeyEvent:
    """One key event of a window.

    Attributes:
        kind: what happened to the key.
        text: the characters it writes, or nothing.
        at: the event's time in milliseconds.
        name: the physical key, the same for its press and its release: (scan code, 0), or (0, symbol) without a code.
        symbol: the key's number in the window system.
        code: the key's scan code, or 0.
        role: what the key does by its place.
        is_shifted: Shift is down.
        is_command: Ctrl, Alt or another key is down that makes a command of this one.
        is_repeat: the window system says that the key is held down.
        acts_once: the key does something, and must not do it again while it is held down.
        acts_alone: a letter where letters stand for acts: it does something unless it is a scanner's.
        origin: what the caller needs to send the key on.
    """

    kind: KeyKind
    text: str
    at: int
    name: tuple[int, int]
    symbol: int = 0
    code: int = 0
    role: KeyRole = KeyRole.OTHER
    is_shifted: bool = False
    is_command: bool = False
    is_repeat: bool = False
    acts_once: bool = False
    acts_alone: bool = False
    origin: object = None


@dataclass(frozen=True, slots=True)
class Composed:
    """One change of the text that an input method composes.

    Attributes:
        preedit: the text that is still being composed.
        confirmed: the text that is written now.
        origin: what the caller needs to send the change on.
    """

    preedit: str
    confirmed: str = ""
    origin: object = None


class ClassifierWait(Enum):
    """The waits of the classifier; the caller has a timer for each."""

    KEYS = auto()
    COMPOSED = auto()
    LETTER = auto()


@dataclass(frozen=True, slots=True)
class StartWait:
    """Call `waited` for this wait after so many milliseconds; an earlier time of it is void."""

    wait: ClassifierWait
    milliseconds: int


@dataclass(frozen=True, slots=True)
class StopWait:
    """Don't call `waited` for this wait any more."""

    wait: ClassifierWait


@dataclass(frozen=True, slots=True)
class SendKey:
    """Send a key that was held back to the window that it was for."""

    key: KeyEvent


@dataclass(frozen=True, slots=True)
class SendComposed:
    """Send composed text to the field that has the keyboard."""

    composed: Composed


@dataclass(frozen=True, slots=True)
class ForgetComposition:
    """Let the input method forget what it still composes."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """A card was scanned.

    Attributes:
        text: its characters as they came, without the ending.
        before: scans without an ending, just before it; each of them may be an earlier piece of the same card.
        typed: what was typed just before all of these, by fingers or as the first piece of the card.
        is_piece: more characters of a number came just before or after these, with no longer pause than a card's.
    """

    text: str
    before: tuple[str, ...] = ()
    typed: str = ""
    is_piece: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """Give all scans that are told, in order."""
        return *self.before, self.text


@dataclass(frozen=True, slots=True)
class CharacterPressed:
    """A character that a card can have was pressed, at an event time in milliseconds."""

    at: int


type ClassifierAction = (
    StartWait | StopWait | SendKey | SendComposed | ForgetComposition | Scanned | CharacterPressed
)


@dataclass(frozen=True, slots=True)
class ClassifierAnswer:
    """The answer to one input.

    Attributes:
        takes: the event must not go on to its window or field.
        actions: what to do now, in this order.
        is_void: the key is a repetition of one that is held down; as `SHORTCUT_ASKED` it must come to no shortcut.
    """

    takes: bool = False
    actions: tuple[ClassifierAction, ...] = ()
    is_void: bool = False


PASS: Final = ClassifierAnswer()
"""Let the event go on, and do nothing."""

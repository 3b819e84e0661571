"""Tells a scanner from a clerk's hands, whatever has the focus.

A barcode reader is a keyboard that types a card number in a few milliseconds a key (domain.md, "Counter facts"). Its
keys must never end up in a field, move a table's row, press a default button or answer a dialog. `ScanFilter`
therefore looks at each key before the window does, and holds back the few characters a card can have until it knows
which of the two was typing.
"""

import time
import unicodedata

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

from views.composition import FEWEST_CHARACTERS, ComposedScans
from views.held_keys import HeldKeys
from views.key_times import NativeKeys

FAST_KEY_MS = 35
ENDING_MS = 150

_ENDINGS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
_SHIFTS = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_CapsLock})
_TYPING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_LETTERS = frozenset("abcdABCD")
_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride})
_INTERRUPTIONS = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})
_LATE_MS = 5.0
_GRACE_MS = 25  # what a window system under load may need to deliver a key


def card_character(text: str) -> bool:
    """Tell whether one key's text is a character that a reader sends for a card.

    Digits, any dash, and NW-7's start and stop letters A–D in either case (Caps Lock turns them), each also
    full-width as an input method passes it on.
    """
    plain = unicodedata.normalize("NFKC", text)
    if len(plain) != 1:
        return False
    return (plain.isascii() and plain.isdigit()) or plain in _LETTERS or unicodedata.category(plain) == "Pd"


class _Held:
    """One key event that waits, with the window it was meant for."""

    __slots__ = ("event", "is_character", "key", "window")

    def __init__(self, window: QWindow, event: QKeyEvent, *, is_character: bool) -> None:
        self.window = window
        self.event = QKeyEvent(
            event.type(),
            event.key(),
            event.modifiers(),
            event.nativeScanCode(),
            event.nativeVirtualKey(),
            event.nativeModifiers(),
            event.text(),
            event.isAutoRepeat(),
            event.count(),
        )
        self.event.setTimestamp(event.timestamp())
        self.key = _key(event)
        self.is_character = is_character


def _key(event: QKeyEvent) -> tuple[int, int]:
    """Name the physical key: by scan code where there is one, as Shift changes a key's code while it is down."""
    code = event.nativeScanCode()
    return (code, 0) if code else (0, event.key())


class ScanFilter(QObject):
    """An event filter for the QApplication that takes scans out of the key events.

    It looks only at what is sent to a QWindow, which is where keys arrive, once each, before any widget, shortcut or
    default button sees them. Whether keys are fast is decided by the events' own timestamps, so a busy window
    doesn't turn a clerk into a scanner or a scan into typing. Held-back keys of slow typing are sent on as they were,
    in order, followed by whatever came after them; nothing is lost or doubled. The price is that a digit appears
    `fast_key_ms` and a little late. A scan during which a dialog opens comes to two windows, and is one scan all the
    same; keys that are sent on go to the window that had them. Only what is sent before the window system has given a
    new dialog the keyboard never arrives: Qt drops keys for a window that a dialog blocks. Such a card is then told as
    too short.

    Attributes:
        scanned: a scan's characters as they came, without the ending. At least six of them; `services.cards` cleans
            them and says what is wrong with them.
        character_pressed: each press of a character that a card can have, as its event time in milliseconds, whoever
            made it; `viewmodels.scanner_speed` measures a reader by them. Never which character.
        composed: takes scans out of what an input method composes.

    Args:
        fast_key_ms: the longest gap between two keys of one scan.
        ending_ms: how long a scan's Enter or Tab may take to follow, once there are six characters.
        parent: who owns the filter, which does nothing until it is told to `listen`.
    """

    scanned = Signal(str)
    character_pressed = Signal(object)  # an int of Qt's has too few bits for a platform's milliseconds

    def __init__(
        self, fast_key_ms: int = FAST_KEY_MS, ending_ms: int = ENDING_MS, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._fast_key_ms = fast_key_ms
        self._ending_ms = ending_ms
        self._held: list[_Held] = []
        self._characters = ""
        self._last_character_at = 0
        self._ended_at: int | None = None
        self._swallowed: set[tuple[int, int]] = set()
        self._sending_on = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._waited)
        self._waiting_until = 0.0
        self._has_looked = False
        self._torn = ""  # a scan that seemed to be over: should it go on, it is one with what comes
        self.composed = ComposedScans(fast_key_ms, ending_ms, self)
        self.composed.scanned.connect(self.scanned)
        self._held_keys = HeldKeys()
        self._native_keys = NativeKeys(self.composed.pressed)

    def listen(self, application: QGuiApplication) -> None:
        """Begin to take scans out of an application's keys and of what an input method composes of them."""
        application.installEventFilter(self)
        application.installNativeEventFilter(self._native_keys)
        application.focusObjectChanged.connect(self.composed.stand_before)
        self.composed.stand_before(application.focusObject())

    def stop(self, application: QGuiApplication) -> None:
        """Leave the application's keys alone again."""
        application.focusObjectChanged.disconnect(self.composed.stand_before)
        application.removeNativeEventFilter(self._native_keys)
        application.removeEventFilter(self)
        self.composed.stand_before(None)

    def set_limits(self, fast_key_ms: int, ending_ms: int) -> None:
        """Take other limits from the next key on; see the class."""
        self._fast_key_ms = fast_key_ms
        self._ending_ms = ending_ms
        self.composed.set_limits(fast_key_ms, ending_ms)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold back, swallow or let through one event; see the class."""
        if not watched.isWindowType() or self._sending_on:  # asked first, of every event of every object
            return False
        kind = event.type()
        if kind in _INTERRUPTIONS:
            self.composed.settle()
            if self._held:
                self._decide()
            return False
        if kind not in _KEYS or not isinstance(watched, QWindow) or not isinstance(event, QKeyEvent):
            return False
        if self._held_keys.repeats(event):
            event.accept()  # asked before shortcuts are tried, this keeps the press from them
            return True
        if kind == QEvent.Type.KeyPress:
            return self._pressed(watched, event)
        return kind == QEvent.Type.KeyRelease and self._released(watched, event)

    def _pressed(self, window: QWindow, event: QKeyEvent) -> bool:
        if event.key() not in _SHIFTS | _ENDINGS:
            self.composed.settle()
        if event.isAutoRepeat() and _key(event) in self._swallowed:
            return True
        if self._is_character(event):
            if self._characters and not self._is_fast(event, self._fast_key_ms):
                self._decide()
            elif not self._characters and self._is_fast(event, self._fast_key_ms):
                self._characters = self._torn
            self._torn = ""
            self._swallowed.discard(_key(event))
            self._hold(window, event, is_character=True)
            self.character_pressed.emit(event.timestamp())
            return True
        if self._characters and event.key() in _SHIFTS and not event.isAutoRepeat():
            self._hold(window, event, is_character=False)
            return True
        if self._ends_scan(event):
            self._swallowed.add(_key(event))
            self._ended_at = event.timestamp()
            if self._characters:
                self._take_scan()
            return True
        self._swallowed.discard(_key(event))
        self._torn = ""
        self._decide()
        return False

    def _released(self, window: QWindow, event: QKeyEvent) -> bool:
        if _key(event) in self._swallowed:
            if not event.isAutoRepeat():
                self._swallowed.discard(_key(event))
            return True
        if not self._characters:
            return False
        if event.isAutoRepeat() and all(item.key != _key(event) for item in self._held):
            self._decide()
            return False
        self._hold(window, event, is_character=False)
        return True

    def _is_character(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~_TYPING or not card_character(event.text()):
            return False
        # A reader that lets go of a digit and sends it again within the same millisecond is taken for a key that is
        # held down. No key repeats so soon.
        return not event.isAutoRepeat() or (
            bool(self._characters) and self._is_fast(event, self._fast_key_ms)
        )

    def _is_fast(self, event: QKeyEvent, limit_ms: int) -> bool:
        return 0 <= event.timestamp() - self._last_character_at <= limit_ms

    def _ends_scan(self, event: QKeyEvent) -> bool:
        """Tell whether this is a scan's Enter or Tab, or the second key of a reader that sends two of them."""
        if event.key() not in _ENDINGS or event.isAutoRepeat():
            return False
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if len(self._characters) >= FEWEST_CHARACTERS:
            return self._is_fast(event, self._ending_ms)
        if not self._characters and self.composed.ends(event.timestamp()):
            return True
        if self._torn and self._is_fast(event, self._ending_ms):
            return True
        ended_at, self._ended_at = self._ended_at, None
        return (
            not self._characters
            and ended_at is not None
            and 0 <= event.timestamp() - ended_at <= self._fast_key_ms
        )

    def _hold(self, window: QWindow, event: QKeyEvent, *, is_character: bool) -> None:
        self._held.append(_Held(window, event, is_character=is_character))
        if is_character:
            self._characters += event.text()
            self._last_character_at = event.timestamp()
            enough = len(self._characters) >= FEWEST_CHARACTERS
            next_key = self._fast_key_ms + _GRACE_MS
            self._wait(max(self._ending_ms, next_key) if enough else next_key)

    def _wait(self, milliseconds: int) -> None:
        self._has_looked = False
        self._waiting_until = time.monotonic() + milliseconds / 1000
        self._timer.start(milliseconds)

    def _waited(self) -> None:
        """Decide, unless the window was busy: then keys that came in time may still be queued behind this timer.

        However short it was busy, what the window system has sent by now is looked at first: a timer of no time goes
        off after that.
        """
        late_ms = (time.monotonic() - self._waiting_until) * 1000
        if late_ms > _LATE_MS:
            self._wait(self._fast_key_ms)
        elif self._has_looked:
            self._torn = self._characters if len(self._characters) >= FEWEST_CHARACTERS else ""
            self._decide()
        else:
            self._has_looked = True
            self._timer.start(0)

    def _decide(self) -> None:
        """Make what is held a scan without an ending, or send it on as typing."""
        if len(self._characters) >= FEWEST_CHARACTERS:
            self._take_scan()
        else:
            self._send_on(self._let_go())

    def _let_go(self) -> list[_Held]:
        self._timer.stop()
        held, self._held = self._held, []
        self._characters = ""
        return held

    def _take_scan(self) -> None:
        """Announce the scan; keys that aren't part of it (released late, from before it) still reach the window."""
        text = self._characters
        held = self._let_go()
        pressed: set[tuple[int, int]] = set()
        others: list[_Held] = []
        for item in held:
            press = item.event.type() == QEvent.Type.KeyPress
            if press:
                pressed.add(item.key)
            elif item.key in pressed:
                pressed.discard(item.key)
            else:
                others.append(item)
        self._swallowed |= pressed
        self._send_on(others)
        self.scanned.emit(text)

    def _send_on(self, held: list[_Held]) -> None:
        for item in held:
            if item.window not in QGuiApplication.allWindows():
                continue
            self._sending_on = True
            try:
                QCoreApplication.sendEvent(item.window, item.event)
            finally:
                self._sending_on = False

"""Tells a scanner from a clerk's hands, whatever has the focus.

A barcode reader is a keyboard that types a card number in a few milliseconds a key (domain.md, "Counter facts"). Its
keys must never end up in a field, move a table's row, press a default button or answer a dialog. `ScanFilter`
therefore looks at each key before the window does, and holds back the few characters a card can have until it knows
which of the two was typing.
"""

import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

from views.scanning.card_characters import HeldKey, card_character, key_of
from views.scanning.input_method_scans import FEWEST_CHARACTERS, ComposedScans
from views.scanning.interrupted_scans import CardPieces
from views.scanning.key_repeat import HeldKeys
from views.scanning.native_key_times import NativeKeys, Press
from views.scanning.scans_across_windows import MovedScan

FAST_KEY_MS = 35
ENDING_MS = 150

_ENDINGS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
_SHIFTS = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_CapsLock})
_TYPING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride})
_INTERRUPTIONS = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})
_LATE_MS = 5.0
_GRACE_MS = 25  # what a window system under load may need to deliver a key


class ScanFilter(QObject):
    """An event filter for the QApplication that takes scans out of the key events.

    It looks only at what is sent to a QWindow, which is where keys arrive, once each, before any widget, shortcut or
    default button sees them. Whether keys are fast is decided by the events' own timestamps, so a busy window
    doesn't turn a clerk into a scanner or a scan into typing. Held-back keys of slow typing are sent on as they were,
    in order, followed by whatever came after them; nothing is lost or doubled. The price is that a digit appears
    `fast_key_ms` and a little late. A scan during which a dialog opens comes to two windows, and is one scan all the
    same; keys that are sent on go to the window that had them. What is sent before the window system has given a new
    dialog the keyboard never arrives, since Qt drops keys for a window that a dialog blocks: `MovedScan` knows them.
    The last piece of a card with a pause or two among its keys is a scan, too, so that its Enter presses nothing:
    `CardPieces`.

    Attributes:
        scanned: a scan's characters as they came, without the ending. At least six of them, or the last piece of a
            card; `services.cards` cleans them and says what is wrong with them.
        character_pressed: each press of a character that a card can have, as its event time in milliseconds, whoever
            made it; `viewmodels.settings.scanner_speed` measures a reader by them. Never which character.
        composed: takes scans out of what an input method composes.
        clock_ms: the step of the clock that stamps keys.

    Args:
        fast_key_ms: the longest gap between two keys of one scan.
        ending_ms: how long a scan's Enter or Tab may take to follow, once there are six characters.
        clock_ms: by how much a gap may look longer than it is (`views.scanning.native_key_times.clock_step_ms`).
        parent: who owns the filter, which does nothing until it is told to `listen`.
    """

    scanned = Signal(str)
    character_pressed = Signal(object)  # an int of Qt's has too few bits for a platform's milliseconds

    def __init__(
        self,
        fast_key_ms: int = FAST_KEY_MS,
        ending_ms: int = ENDING_MS,
        parent: QObject | None = None,
        *,
        clock_ms: int = 0,
    ) -> None:
        super().__init__(parent)
        self.clock_ms = clock_ms
        fast_key_ms += clock_ms
        self._fast_key_ms = fast_key_ms
        self._ending_ms = ending_ms
        self._held: list[HeldKey] = []
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
        self._pieces = CardPieces(fast_key_ms)
        self._moved = MovedScan(fast_key_ms, ending_ms)
        self.composed.scanned.connect(lambda _: self._moved.take())
        self._held_keys = HeldKeys()
        self._native_keys = NativeKeys(self.key_down)

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
        fast_key_ms += self.clock_ms
        self._fast_key_ms = fast_key_ms
        self._ending_ms = ending_ms
        self._moved.fast_key_ms = fast_key_ms
        self._moved.ending_ms = ending_ms
        self._pieces.fast_key_ms = fast_key_ms
        self.composed.set_limits(fast_key_ms, ending_ms)

    def key_down(self, press: Press, at: int, code: int) -> None:
        """Hear of a key that went down, which the input method may take and Qt may drop."""
        self.composed.pressed(press, at)
        if self._moved.is_card and not self._moved.goes_on_with(press, at):
            if not self._is_moved():
                self._decide_held()
            self._take_scan(self._moved.take())
        self._moved.pressed(press, at, code)
        if self._moved.is_card:
            self._wait(0 if press is Press.ENDING else self._longest_wait())

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
        if kind == QEvent.Type.ShortcutOverride:  # all that is seen of a key that is a shortcut
            self._note_command(event)
            return False
        is_press = kind == QEvent.Type.KeyPress
        return self._pressed(watched, event) if is_press else self._released(watched, event)

    def _note_command(self, event: QKeyEvent) -> None:
        """Let a key that no card has be no part of a scan that may have lost keys."""
        if event.key() not in _SHIFTS | _ENDINGS and not card_character(event.text()):
            self._moved.learn(event.nativeScanCode(), "")
            self._moved.begins_after(event.timestamp())

    def _pressed(self, window: QWindow, event: QKeyEvent) -> bool:
        if event.key() not in _SHIFTS | _ENDINGS:
            self.composed.settle()
        if event.isAutoRepeat() and key_of(event) in self._swallowed:
            return True
        if self._moved.is_gone(event.timestamp()):
            self._swallowed.add(key_of(event))
            return True
        if self._is_character(event):
            self._moved.learn(event.nativeScanCode(), event.text())
            goes_on = self._is_fast(event, self._fast_key_ms) or self._moved.holds(
                self._last_character_at, event.timestamp()
            )
            if self._characters and not goes_on:
                self._decide_held()
            elif not self._characters and self._is_fast(event, self._fast_key_ms):
                self._characters = self._torn
            self._torn = ""
            self._swallowed.discard(key_of(event))
            self._hold(window, event, is_character=True)
            self.character_pressed.emit(event.timestamp())
            return True
        if self._characters and event.key() in _SHIFTS and not event.isAutoRepeat():
            self._hold(window, event, is_character=False)
            return True
        if self._ends_scan(event):
            self._swallowed.add(key_of(event))
            self._ended_at = event.timestamp()
            if self._characters or self._moved.is_card:
                self._decide()
            self._pieces.forget()
            return True
        self._swallowed.discard(key_of(event))
        self._note_command(event)
        self._torn = ""
        self._decide()
        self._pieces.forget()
        return False

    def _released(self, window: QWindow, event: QKeyEvent) -> bool:
        if key_of(event) in self._swallowed:
            if not event.isAutoRepeat():
                self._swallowed.discard(key_of(event))
            return True
        if not self._characters:
            return False
        if event.isAutoRepeat() and all(item.key != key_of(event) for item in self._held):
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
        if self._is_scan() and not self._is_moved():
            return self._is_fast(event, self._ending_ms)
        if self._moved.ends_at(event.timestamp()) or (self._torn and self._is_fast(event, self._ending_ms)):
            return True
        if not self._characters and self.composed.ends(event.timestamp()):
            return True
        ended_at, self._ended_at = self._ended_at, None
        return (
            not self._characters
            and ended_at is not None
            and 0 <= event.timestamp() - ended_at <= self._fast_key_ms
        )

    def _hold(self, window: QWindow, event: QKeyEvent, *, is_character: bool) -> None:
        self._held.append(HeldKey(window, event, is_character=is_character))
        if is_character:
            self._characters += event.text()
            self._last_character_at = event.timestamp()
            self._pieces.pressed(event.text(), event.timestamp())
            self._wait(self._longest_wait() if self._is_scan() else self._fast_key_ms + _GRACE_MS)

    def _longest_wait(self) -> int:
        return max(self._ending_ms, self._fast_key_ms + _GRACE_MS)

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
            self._torn = self._characters if self._is_scan() else ""
            self._decide()
        else:
            self._has_looked = True
            self._timer.start(0)

    def _decide(self) -> None:
        """Take a scan of which Qt may have dropped keys, or decide what is held."""
        if self._is_moved():
            self._take_scan(self._moved.take())
        else:
            self._decide_held()

    def _is_moved(self) -> bool:
        """Tell whether what is held, if anything, is what has arrived of a scan of which Qt may have dropped keys."""
        return self._moved.is_card and (not self._characters or self._moved.has(self._last_character_at))

    def _decide_held(self) -> None:
        """Make what is held a scan without an ending, or send it on as typing."""
        if self._is_scan():
            if self._moved.has(self._last_character_at):
                self._moved.forget()
            self._take_scan(self._characters)
        else:
            self._send_on(self._let_go())

    def _is_scan(self) -> bool:
        """Tell whether the characters that are held are a scan, or the last piece of one."""
        return len(self._characters) >= FEWEST_CHARACTERS or self._pieces.are_ended_by(self._characters)

    def _let_go(self) -> list[HeldKey]:
        self._timer.stop()
        held, self._held = self._held, []
        self._characters = ""
        return held

    def _take_scan(self, text: str) -> None:
        """Announce the scan; keys that aren't part of it (released late, from before it) still reach the window."""
        is_new = self._pieces.take(text)
        held = self._let_go()
        pressed: set[tuple[int, int]] = set()
        others: list[HeldKey] = []
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
        if is_new:
            self.scanned.emit(text)

    def _send_on(self, held: list[HeldKey]) -> None:
        for item in held:
            if item.window not in QGuiApplication.allWindows():
                continue
            self._sending_on = True
            try:
                QCoreApplication.sendEvent(item.window, item.event)
            finally:
                self._sending_on = False

"""Takes card scans out of the application's key events, for any widget in focus.

What is a scan is decided by `viewmodels.scanning.key_classifier.KeyClassifier`. `ScanFilter` gives it each key before
the window has it, and does what it answers.
"""

import sys
import time
from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QWindow
from shiboken6 import isValid

from services.rules.card_numbers import CardNumbers
from viewmodels.scanning.key_classifier import ENDING_MS, FAST_KEY_MS, KeyClassifier
from viewmodels.scanning.keys import (
    CharacterPressed,
    ClassifierAction,
    ClassifierWait,
    KeyEvent,
    NativePress,
    Press,
    Scanned,
    SendKey,
    StartWait,
    StopWait,
)
from viewmodels.scanning.torn_scan import texts_of
from views.scanning.input_method_filter import InputMethodFilter
from views.scanning.key_events import KeyOrigin, is_blocked, is_key, letters_act_at, read_key
from views.scanning.native_key_times import NativeKeys, character_at

_INTERRUPTIONS = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})


class ScanFilter(QObject):
    """An event filter for the QApplication that takes scans out of the key events.

    It looks only at what is sent to a QWindow, which is where keys arrive, once each, before any widget, shortcut or
    default button sees them. A scan during which a dialog opens comes to two windows, and is one scan all the same;
    keys that are sent on go to the window that had them. What is sent before the window system has given a new dialog
    the keyboard never arrives, since Qt drops keys for a window that a dialog blocks; `key_down` hears of them.

    Attributes:
        scanned: a scan's characters as they came, without the ending. At least six of them, or the last piece of a
            card; `services.contract.cards` cleans them and says what is wrong with them.
        told: the same scan with what came just before it, a `Scanned`; for the window whose card field puts a card
            together that came in pieces. It says of several scans what `scanned` says one after the other.
        character_pressed: each press of a character that a card can have, as its event time in milliseconds, typed
            or scanned; `viewmodels.settings.scanner_speed` measures a reader by them. Never which character.
        letter_left: a letter did nothing, since it would act on another row than where it was pressed.
        waited: a wait for more of a scan is over, and what came of it is done.
        classifier: decides what is a scan.
        composed: takes scans out of what an input method composes.
        clock_ms: the step of the clock that stamps keys.

    Args:
        fast_key_ms: the longest gap between two keys of one scan.
        ending_ms: how long a scan's Enter or Tab may take to follow, once there are six characters.
        clock_ms: by how much a gap may look longer than it is (`views.scanning.native_key_times.clock_step_ms`).
        parent: the owner of the filter, which does nothing until it is told to `listen`.
        clock: see `KeyClassifier`.
    """

    scanned = Signal(str)
    told = Signal(object)
    character_pressed = Signal(object)  # an int of Qt's has too few bits for a platform's milliseconds
    letter_left = Signal()
    waited = Signal()

    def __init__(
        self,
        fast_key_ms: int = FAST_KEY_MS,
        ending_ms: int = ENDING_MS,
        parent: QObject | None = None,
        *,
        clock_ms: int = 0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self.clock_ms = clock_ms
        self.classifier = KeyClassifier(clock, fast_key_ms + clock_ms, ending_ms)
        self._sending_on = False
        self._first: QObject | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._waited)
        self._letter_timer = QTimer(self)
        self._letter_timer.setSingleShot(True)
        self._letter_timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._letter_timer.timeout.connect(self._letter_waited)
        self.composed = InputMethodFilter(self.classifier, self)
        self.composed.scanned.connect(lambda text: self._tell(Scanned(text)))
        self._native_keys = NativeKeys(self.key_down)

    def listen(self, application: QGuiApplication) -> None:
        """Begin to take scans out of an application's keys and of what an input method composes of them."""
        application.installEventFilter(self)
        application.installNativeEventFilter(self._native_keys)
        application.focusObjectChanged.connect(self.composed.stand_before)
        self.composed.stand_before(application.focusObject())

    def let_hear_first(self, other: QObject | None) -> None:
        """Let another filter hear first of what is sent to a window or composed, without a filter of all events.

        Args:
            other: it hears no longer when it is gone; None for none.
        """
        self._first = other

    def stop(self, application: QGuiApplication) -> None:
        """Leave the application's keys alone again."""
        application.focusObjectChanged.disconnect(self.composed.stand_before)
        application.removeNativeEventFilter(self._native_keys)
        application.removeEventFilter(self)
        self.composed.stand_before(None)

    @property
    def fast_key_ms(self) -> int:
        """The longest gap between two keys of one scan, as the clock tells it."""
        return self.classifier.fast_key_ms

    def set_limits(self, fast_key_ms: int, ending_ms: int) -> None:
        """Take other limits from the next key on; see the class."""
        self.classifier.set_limits(fast_key_ms + self.clock_ms, ending_ms)

    def use_cards(self, cards: Callable[[], CardNumbers]) -> None:
        """Tell scans by how a library's card numbers look, from the next key on."""
        self.classifier.cards = cards

    def key_down(self, press: Press, at: int, code: int) -> None:
        """Hear of a key that went down, which the input method may take and Qt may drop."""
        window = QGuiApplication.focusWindow()
        character = character_at(code, sys.platform)
        key = NativePress(press, at, code, window, is_blocked(window), character)
        self._perform(self.classifier.key_down(key).actions)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold back, swallow or let through one event; see the class."""
        is_sent_to_window = (
            watched.isWindowType()
        )  # of every event of every object; an event's type takes longest
        if not is_sent_to_window and not isinstance(event, QInputMethodEvent):
            return False
        if self._first is not None and isValid(self._first) and self._first.eventFilter(watched, event):
            return True
        if not is_sent_to_window or self._sending_on:
            return False
        kind = event.type()
        if kind in _INTERRUPTIONS:
            self._perform(self.classifier.interrupt().actions)
            return False
        if not is_key(kind) or not isinstance(watched, QWindow) or not isinstance(event, QKeyEvent):
            return False
        answer = self.classifier.key(read_key(watched, event))
        if answer.is_void:
            event.accept()  # asked before shortcuts are tried, this keeps the press from them
        self._perform(answer.actions)
        return answer.takes

    def _waited(self) -> None:
        self._perform(self.classifier.waited(ClassifierWait.KEYS).actions)
        self.waited.emit()

    def _letter_waited(self) -> None:
        self._perform(self.classifier.waited(ClassifierWait.LETTER).actions)
        self.waited.emit()

    def _perform(self, actions: Iterable[ClassifierAction]) -> None:
        for action in actions:
            match action:
                case StartWait(ClassifierWait.KEYS, milliseconds):
                    self._timer.start(milliseconds)
                case StartWait(ClassifierWait.LETTER, milliseconds):
                    self._letter_timer.start(milliseconds)
                case StopWait(ClassifierWait.KEYS):
                    self._timer.stop()
                case SendKey(key):
                    self._send_on(key)
                case Scanned():
                    self._tell(action)
                case CharacterPressed(at):
                    self.character_pressed.emit(at)
                case _:
                    self.composed.perform((action,))

    def _tell(self, scan: Scanned) -> None:
        self.told.emit(scan)
        for text in texts_of(scan, self.classifier.cards()):
            self.scanned.emit(text)

    def _send_on(self, key: KeyEvent) -> None:
        origin = key.origin
        if not isinstance(origin, KeyOrigin) or origin.window not in QGuiApplication.allWindows():
            return
        if key.acts_alone and letters_act_at() != origin.acts_at:
            if letters_act_at() is not None:  # else the keyboard has left the list since
                self.letter_left.emit()
            return
        self._sending_on = True
        try:
            QCoreApplication.sendEvent(origin.window, origin.event)
        finally:
            self._sending_on = False

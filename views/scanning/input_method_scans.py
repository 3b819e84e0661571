"""Takes a scan out of what an input method composes, and leaves what was being written.

With a Japanese input method on, a reader's keys never reach the window: they come as composed text (「１２３」), and
its Enter confirms them into the field. `ComposedScans` stands before the field that has the keyboard. It holds composed
text back only while keys go down faster than fingers (`PressRun`), and then either hands it on as it was or takes the
card out of it.
"""

import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from shiboken6 import isValid

from views.scanning.composed_cards import may_belong_to_card, read_composed
from views.scanning.native_key_times import Press, PressRun

FEWEST_CHARACTERS = 6
_MARGIN_MS = 10
_PATIENCE_MS = 1_000
"""How long an input method may be behind its keys; one that loads its dictionary has taken half of it."""


class ComposedScans(QObject):
    """An event filter on whatever has the keyboard; see the module.

    What was being composed when the card was read stays in the field as it stood, confirmed: an input method gives back
    no part of a composition, so it is told to forget all of it.

    Attributes:
        scanned: a scan's characters, read back from what they were composed to.
        is_sending_on: what the field gets now was held, and doesn't come from the input method.

    Args:
        fast_key_ms: the longest gap between two keys of one scan.
        ending_ms: how long a scan's Enter or Tab may take to follow.
        parent: who owns it.
    """

    scanned = Signal(str)

    def __init__(self, fast_key_ms: int, ending_ms: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run = PressRun(fast_key_ms, ending_ms)
        self._keys_have_times = False
        self._field: QObject | None = None
        self._shown = ""
        self._base = 0
        self._held: list[QInputMethodEvent] = []
        self._held_since = 0.0
        self._waiting_until = 0.0
        self._taken_at: int | None = None
        self.is_sending_on = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._quiet)

    def set_limits(self, fast_key_ms: int, ending_ms: int) -> None:
        """Take other limits from the next key on."""
        self._run.fast_key_ms = fast_key_ms
        self._run.ending_ms = ending_ms

    def pressed(self, press: Press, at: int) -> None:
        """Hear of a key that went down, which the input method may take."""
        self._keys_have_times = True
        self._note(press, at)
        if self._held:
            self._wait()

    def stand_before(self, field: QObject | None) -> None:
        """Go with the keyboard; what is held is the former field's."""
        if field is self._field:
            return
        self.settle()
        if self._field is not None and isValid(self._field):
            self._field.removeEventFilter(self)
        self._field = field
        self._shown, self._base = "", 0
        if field is not None:
            field.installEventFilter(self)

    def settle(self) -> None:
        """Decide now what is held, since something else is to come after it."""
        if self._held:
            self._decide()

    def ends(self, at: int) -> bool:
        """Tell whether an Enter or Tab that the input method left alone ends a scan it composed."""
        self.settle()
        return self._taken_at == self._run.last_at and self._run.ends_at(at)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold back composed text while keys are fast."""
        if event.type() != QEvent.Type.InputMethod or self.is_sending_on or watched is not self._field:
            return False
        if not isinstance(event, QInputMethodEvent):
            return False
        if not self._keys_have_times:
            self._note_arrival(event)
        if self._held or self._may_begin_card(event):
            if not self._held:
                self._held_since = time.monotonic()
            self._held.append(QInputMethodEvent(event))
            self._wait()
            return True
        self._shown = event.preeditString()
        self._base = max(0, self._base - len(event.commitString()))
        return False

    def _may_begin_card(self, event: QInputMethodEvent) -> bool:
        """Tell whether this could be a scan's: confirmed at once it can't be taken back, else only fast keys count."""
        if may_belong_to_card(event.commitString()):
            return True
        text = event.commitString() + event.preeditString()
        return self._run.is_fast and text != self._shown and may_belong_to_card(text[-1:])

    def _note(self, press: Press, at: int) -> None:
        if not self._run.goes_on_with(press, at):
            self.settle()
            self._base = len(self._shown)
        self._run.note(press, at)

    def _wait(self) -> None:
        self._waiting_until = time.monotonic() + (self._run.fast_key_ms + _MARGIN_MS) / 1000
        self._timer.start(self._run.fast_key_ms + _MARGIN_MS)

    def _note_arrival(self, event: QInputMethodEvent) -> None:
        """Count what arrives where the window system tells no key times: composed key by key it is as fast as they.

        What a dictionary adds at once counts as one key, as far as no card ends it.
        """
        before = self._written()[-1] if self._held else self._shown
        text = (self._confirmed() if self._held else "") + event.commitString() + event.preeditString()
        more = text[len(before) :]
        keys = next((n for n in range(len(more), 0, -1) if may_belong_to_card(more[-n:])), min(1, len(more)))
        now = round(time.monotonic() * 1000)
        for _ in range(keys):
            self._note(Press.CHARACTER, now)

    def _confirmed(self) -> str:
        return "".join(event.commitString() for event in self._held)

    def _written(self) -> list[str]:
        """Tell the text from where the composition began, after each event that is held."""
        written: list[str] = []
        confirmed = ""
        for event in self._held:
            confirmed += event.commitString()
            written.append(confirmed + event.preeditString())
        return written

    def _card(self, characters: int) -> tuple[str, str] | None:
        """Find the card that so many keys were composed to: what was written before it, and its characters.

        The newest text that ends with it counts: a reader's Tab may have asked for a suggestion, which replaced it.
        """
        if characters < FEWEST_CHARACTERS:
            return None
        for text in reversed(self._written()):
            read = read_composed(text[-characters:])
            if read is not None and len(text) - characters >= self._base:
                return text[:-characters], read
        return None

    def _quiet(self) -> None:
        """Decide, unless the window was busy, or the input method is still behind keys that may be a scan's."""
        run = self._run
        if (time.monotonic() - self._waiting_until) * 1000 > _MARGIN_MS:
            self._wait()
            return
        is_behind = run.is_fast and run.characters >= FEWEST_CHARACTERS and self._card(run.characters) is None
        if is_behind and (time.monotonic() - self._held_since) * 1000 < _PATIENCE_MS:
            self._wait()
            return
        self._decide()

    def _decide(self) -> None:
        self._timer.stop()
        characters = self._run.characters
        # A key that the input method joined with a letter before it (「ｂ」 and 「ａ」 to 「ば」) can't be told apart.
        card = (self._card(characters) or self._card(characters - 1)) if self._run.is_fast else None
        held, self._held = self._held, []
        self._run.settled = True
        if card is None:
            for event in held:
                self._send(event)
            return
        before, read = card
        self._taken_at = self._run.last_at
        confirmed = QInputMethodEvent()
        confirmed.setCommitString(before)
        self._send(confirmed)
        if held[-1].preeditString():
            QGuiApplication.inputMethod().reset()
        self.scanned.emit(read)

    def _send(self, event: QInputMethodEvent) -> None:
        self._shown = event.preeditString()
        if self._field is None or not isValid(self._field):
            return
        self.is_sending_on = True
        try:
            QCoreApplication.sendEvent(self._field, event)
        finally:
            self.is_sending_on = False

"""Gives the key classifier what an input method composes, and does what it answers.

`InputMethodFilter` stands before the field that has the keyboard. What is a scan there is decided by
`viewmodels.scanning.composed_scan`.
"""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from shiboken6 import isValid

from viewmodels.scanning.key_classifier import KeyClassifier
from viewmodels.scanning.keys import (
    ClassifierAction,
    ClassifierWait,
    Composed,
    ForgetComposition,
    Scanned,
    SendComposed,
    StartWait,
    StopWait,
)


class InputMethodFilter(QObject):
    """An event filter on the widget that has the keyboard; see the module.

    Attributes:
        scanned: a scan's characters, read back from what they were composed to.
        waited: a wait for more of a scan is over, and what came of it is done.
        is_sending_on: what the field gets now was held back, and doesn't come from the input method.

    Args:
        classifier: decides on composed text.
        parent: the filter's owner.
    """

    scanned = Signal(str)
    waited = Signal()

    def __init__(self, classifier: KeyClassifier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._classifier = classifier
        self._field: QObject | None = None
        self.is_sending_on = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._waited)

    def stand_before(self, field: QObject | None) -> None:
        """Go with the keyboard; what is held back is the former field's."""
        if field is self._field:
            return
        self.perform(self._classifier.move_to_another_field().actions)
        if self._field is not None and isValid(self._field):
            self._field.removeEventFilter(self)
        self._field = field
        if field is not None:
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold back composed text, or let it through."""
        if not isinstance(event, QInputMethodEvent) or self.is_sending_on or watched is not self._field:
            return False
        answer = self._classifier.compose(
            Composed(event.preeditString(), event.commitString(), QInputMethodEvent(event))
        )
        self.perform(answer.actions)
        return answer.takes

    def perform(self, actions: Iterable[ClassifierAction]) -> None:
        """Do what concerns composed text of the classifier's actions."""
        for action in actions:
            match action:
                case StartWait(ClassifierWait.COMPOSED, milliseconds):
                    self._timer.start(milliseconds)
                case StopWait(ClassifierWait.COMPOSED):
                    self._timer.stop()
                case SendComposed(composed):
                    self._send(composed)
                case ForgetComposition():
                    QGuiApplication.inputMethod().reset()
                case Scanned(text):
                    self.scanned.emit(text)
                case _:
                    pass

    def _waited(self) -> None:
        self.perform(self._classifier.waited(ClassifierWait.COMPOSED).actions)
        self.waited.emit()

    def _send(self, composed: Composed) -> None:
        if self._field is None or not isValid(self._field):
            return
        event = composed.origin
        if not isinstance(event, QInputMethodEvent):
            event = QInputMethodEvent(composed.preedit, [])
            event.setCommitString(composed.confirmed)
        self.is_sending_on = True
        try:
            QCoreApplication.sendEvent(self._field, event)
        finally:
            self.is_sending_on = False

"""Looks at questions: what is filled, what is outlined in red, whom they name, and what is big."""

import re
from collections.abc import Iterator

from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QRadioButton, QWidget

from tests.looks.faults import called, shown_in
from views.dialogs.decision_dialog import DecisionDialog
from views.dialogs.sheet import WIDE, WIDTH
from views.dialogs.whose import whose
from views.panels.panel_table import PanelTable

_ENDS = re.compile("(削除|停止|取り消|捨て)(する|す|る)$|貸出禁止にする")
_NEW = re.compile("^(更新|延長)後の")
_NOBODYS = {"SettingsDialog", "OwnPasswordDialog", "SearchDialog", "WaitingDesksDialog"}
_COLUMNS = frozenset({"OpenDaysDialog", "SearchDialog"})
_BIGGER = 1.5


def faults_in_asks(window: QWidget) -> Iterator[str]:
    """Name what a question does otherwise than all the others."""
    if not isinstance(window, DecisionDialog):
        return
    buttons = [it for it in shown_in(window) if isinstance(it, QPushButton)]
    filled = [it for it in buttons if it.property("kind") == "primary" and it.isEnabled()]
    if len(filled) > 1:
        yield f"{' and '.join(map(called, filled))} are filled"
    focused = window.focusWidget()
    for button in buttons:
        ends = bool(_ENDS.search(button.text()))
        if ends and button.property("kind") != "ending":
            yield f"{called(button)} ends something and isn't outlined in red"
    if isinstance(focused, PanelTable) and (act := focused.current_act()) is not None:
        for button in filled:
            if button.text() != act.label:
                yield f"{called(button)} is filled, and Enter does 「{act.label}」"
    waits = window.yes.isVisible() and not window.yes.isEnabled()
    if waits and focused is window.no and focused not in filled:
        yield f"{called(focused)} is what Enter does and isn't filled"
    yield from _without_keyboard(window)
    yield from _nameless(window)
    yield from _small(window)
    if window.width() != window.within_room(WIDE if type(window).__name__ in _COLUMNS else WIDTH):
        yield f"{called(window)} is {window.width()} wide"


def _without_keyboard(window: DecisionDialog) -> Iterator[str]:
    """Tell of what is missing first and hasn't the keyboard, unless that is where something is typed or chosen."""
    first, focused = window.first_missing, window.focusWidget()
    answers = isinstance(focused, QLineEdit | QCheckBox | QRadioButton | QComboBox)
    if first is not None and focused is not first and not answers:
        yield f"{called(first)} is missing and hasn't the keyboard"


def _nameless(window: DecisionDialog) -> Iterator[str]:
    patron = whose(window.parentWidget())
    if patron and type(window).__name__ not in _NOBODYS and patron not in window.patron.text():
        yield f"{called(window)} doesn't say whom it is about"


def _small(window: DecisionDialog) -> Iterator[str]:
    """Tell of the new date that isn't big; several in one question can't be."""
    for caption in (it for it in shown_in(window) if isinstance(it, QLabel) and _NEW.search(it.text())):
        value = caption.buddy()  # none where several dates stand below it
        if isinstance(value, QLabel) and value.font().pixelSize() < _BIGGER * caption.font().pixelSize():
            yield f"{called(value)} is told aloud and isn't big"

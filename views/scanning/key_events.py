"""Translates Qt's key events and windows into what the key classifier reads."""

import sys
from typing import Any, Final, NamedTuple, Protocol

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTextEdit

from viewmodels.scanning.keys import KeyEvent, KeyKind, KeyRole

_KINDS: Final = {
    QEvent.Type.KeyPress: KeyKind.PRESS,
    QEvent.Type.KeyRelease: KeyKind.RELEASE,
    QEvent.Type.ShortcutOverride: KeyKind.SHORTCUT_ASKED,
}
_SHIFTS: Final = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_CapsLock})
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_BY_CODE: Final = {
    first + place: letter
    for first, row in ((24, "QWERTYUIOP"), (38, "ASDFGHJKL"), (52, "ZXCVBNM"))
    for place, letter in enumerate(row)
}
"""The letters on a Japanese keyboard, by the evdev codes that every X server of today has."""
_ENDINGS: Final = frozenset({*_ENTER, Qt.Key.Key_Tab})
_FUNCTION_KEYS = range(Qt.Key.Key_F1, Qt.Key.Key_F12 + 1)
_ONCE: Final = frozenset({*_ENTER, Qt.Key.Key_Space, Qt.Key.Key_Escape, *_FUNCTION_KEYS})
_LETTERS = range(Qt.Key.Key_A, Qt.Key.Key_Z + 1)
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_TYPING = _SHIFT | Qt.KeyboardModifier.KeypadModifier


class ActsByLetter(Protocol):
    """A list in which letters may stand for acts."""

    @property
    def letters_act(self) -> bool:
        """Whether they do now."""

    @property
    def current_id(self) -> int | None:
        """The key of the row that they act on."""


class KeyOrigin(NamedTuple):
    """The window that a key was for, a copy of its event, and where it would act as a letter."""

    window: QWindow
    event: QKeyEvent
    acts_at: object = None


def is_key(kind: QEvent.Type) -> bool:
    """Tell whether an event is a press, a release, or the question before a press whether a shortcut may take it."""
    return kind in _KINDS


def read_key(window: QWindow, event: QKeyEvent) -> KeyEvent:
    """Read a key event, and keep a copy of it to be sent on later."""
    code = event.nativeScanCode()
    key = event.key()
    modifiers = event.modifiers()
    acts_at = letters_act_at()
    return KeyEvent(
        kind=_KINDS[event.type()],
        text=event.text(),
        at=event.timestamp(),
        # By scan code where there is one, as Shift changes a key's number while it is down.
        name=(code, 0) if code else (0, key),
        symbol=key,
        code=code,
        role=KeyRole.SHIFT if key in _SHIFTS else KeyRole.ENDING if key in _ENDINGS else KeyRole.OTHER,
        is_shifted=bool(modifiers & _SHIFT),
        is_command=bool(modifiers & ~_TYPING),
        is_repeat=event.isAutoRepeat(),
        acts_once=key in _ONCE and not _writes(key),
        acts_alone=acts_at is not None and bool(letter_of(event)),
        origin=KeyOrigin(window, _copy(event), acts_at),
    )


def letters_act_at() -> tuple[ActsByLetter, int | None] | None:
    """Tell in which list, on which row, letters stand for acts where the keyboard is; None where they don't."""
    focused: Any = QApplication.focusWidget()
    if not getattr(focused, "letters_act", False):
        return None
    acting: ActsByLetter = focused
    return acting, acting.current_id


def letter_of(event: QKeyEvent) -> str:
    """Give the letter on a key, whatever it writes while kana are written directly; blank for others and commands."""
    if event.modifiers() & ~_TYPING:
        return ""
    key = event.key()
    if key in _LETTERS:
        return chr(key)
    if not event.text() or event.text().isascii():
        return ""
    virtual = event.nativeVirtualKey()
    if sys.platform == "win32":
        return chr(virtual) if virtual in _LETTERS else ""
    return _BY_CODE.get(event.nativeScanCode(), "")


def is_blocked(window: QWindow | None) -> bool:
    """Tell whether Qt drops the keys of a window, since a dialog is over it; without a window it drops all."""
    if window is None:
        return True
    modal = QGuiApplication.modalWindow()
    if modal is None or window.type() == Qt.WindowType.Popup:
        return False
    around: QWindow | None = window
    while around is not None and around is not modal:
        around = around.transientParent()
    return around is None


def _copy(event: QKeyEvent) -> QKeyEvent:
    copy = QKeyEvent(
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
    copy.setTimestamp(event.timestamp())
    return copy


def _writes(key: int) -> bool:
    """Tell whether a key begins a line or parts words in a longer text that has the keyboard, so that it may repeat."""
    focused = QApplication.focusWidget()
    in_text = isinstance(focused, QPlainTextEdit | QTextEdit) and not focused.isReadOnly()
    return in_text and (key in _ENTER or key == Qt.Key.Key_Space)

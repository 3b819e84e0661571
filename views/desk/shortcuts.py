"""Every key of the desk, once: the key list and the manual's page keys.md say what stands here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from views.language.translation import QT_TRANSLATE_NOOP, translate


@dataclass(frozen=True, slots=True)
class DeskKey:
    """One key.

    Attributes:
        key: what stands on it.
        does: what it does.
    """

    key: str
    does: str


_KEYS: Final = (
    DeskKey("F1", QT_TRANSLATE_NOOP("keys", "いまの画面のヘルプを開く")),
    DeskKey("F2", QT_TRANSLATE_NOOP("keys", "番号・氏名の欄に移る")),
    DeskKey(
        "F3",
        QT_TRANSLATE_NOOP("keys", "窓口で、カードなしで探す。電話では、カード番号なしの本人確認を始める"),
    ),
    DeskKey("F4", QT_TRANSLATE_NOOP("keys", "窓口で、パスワードを発行する、再発行する")),
    DeskKey("F5", QT_TRANSLATE_NOOP("keys", "開いている利用者を読み直す")),
    DeskKey("F6", QT_TRANSLATE_NOOP("keys", "次の一覧に移る")),
    DeskKey("F7", QT_TRANSLATE_NOOP("keys", "ページの一覧に移る")),
    DeskKey("F8", QT_TRANSLATE_NOOP("keys", "タイトルと質問、一覧の氏名を隠す、表示する")),
    DeskKey("F9", QT_TRANSLATE_NOOP("keys", "窓口と電話を切り替える(利用者は閉じます)。電話担当にはない")),
    DeskKey("F10", QT_TRANSLATE_NOOP("keys", "設定を開く")),
    DeskKey("F11", QT_TRANSLATE_NOOP("keys", "画面を隠す、表示する")),
    DeskKey("F12", QT_TRANSLATE_NOOP("keys", "ロックする")),
    DeskKey(
        "Esc",
        QT_TRANSLATE_NOOP(
            "keys", "取置だけにした予約一覧を元に戻す。利用者を閉じる。たずねる画面では、何もせずに閉じる"
        ),
    ),
    DeskKey(
        "Alt+1…6", QT_TRANSLATE_NOOP("keys", "1番目から6番目のページを開き、そこで最初にできることに移る")
    ),
    DeskKey(
        "Alt+Home",
        QT_TRANSLATE_NOOP("keys", "利用者を閉じて「自分の仕事」に移る。責任者の窓口では「今日の仕事」に移る"),
    ),
    DeskKey("R", QT_TRANSLATE_NOOP("keys", "貸出一覧で、選んだ行を更新する")),
    DeskKey("A", QT_TRANSLATE_NOOP("keys", "貸出一覧で、まとめて更新する")),
    DeskKey("E", QT_TRANSLATE_NOOP("keys", "予約一覧で、選んだ行の予約を変更する")),
    DeskKey("X", QT_TRANSLATE_NOOP("keys", "予約一覧で、選んだ行の取置を延長する")),
    DeskKey("C", QT_TRANSLATE_NOOP("keys", "予約一覧で、選んだ行の予約を解除する、窓口で取り消す")),
    DeskKey("K", QT_TRANSLATE_NOOP("keys", "予約取消一覧で、選んだ行を確認済にする")),
    DeskKey("B", QT_TRANSLATE_NOOP("keys", "予約取消一覧で、選んだ行を予約に戻す")),
    DeskKey(
        QT_TRANSLATE_NOOP("keys", "数字"),
        QT_TRANSLATE_NOOP("keys", "どの一覧にいても、番号・氏名の欄に入る"),
    ),
    DeskKey(
        QT_TRANSLATE_NOOP("keys", "上下の矢印"),
        QT_TRANSLATE_NOOP(
            "keys",
            "一覧では、同じ手続きのある次の行に移る。なければ次の行に移る。ページの一覧では、ページを選ぶ",
        ),
    ),
    DeskKey(QT_TRANSLATE_NOOP("keys", "左右の矢印"), QT_TRANSLATE_NOOP("keys", "選んだ行の手続きを選ぶ")),
    DeskKey(QT_TRANSLATE_NOOP("keys", "Ctrl+上下の矢印"), QT_TRANSLATE_NOOP("keys", "一覧の行を1行ずつ選ぶ")),
    DeskKey(
        QT_TRANSLATE_NOOP("keys", "Ctrl+左右の矢印"), QT_TRANSLATE_NOOP("keys", "選んだ行の欄を1つずつ選ぶ")
    ),
    DeskKey(
        "Enter",
        QT_TRANSLATE_NOOP(
            "keys",
            "一覧では、枠の付いた手続きをする。行に枠が付いていれば、何もしない。ページの一覧からは、そのページの中に移る。たずねる画面では、枠の付いたボタンを押す。印や選ぶ欄からは、次の印かボタンに移る",
        ),
    ),
    DeskKey("Ctrl+A", QT_TRANSLATE_NOOP("keys", "貸出禁止一覧で、解除できる行をすべて選ぶ")),
    DeskKey(
        "Space",
        QT_TRANSLATE_NOOP(
            "keys", "枠の付いたボタンを押す、印を付ける。一覧の欄では、切れている文字を最後まで見せる"
        ),
    ),
    DeskKey("Tab", QT_TRANSLATE_NOOP("keys", "次の欄やボタンに移る。貸出一覧からは「まとめて更新」に移る")),
)


def all_keys() -> tuple[tuple[str, str], ...]:
    """Name every key and what it does, in the order in which people are told."""
    return tuple((translate("keys", it.key), translate("keys", it.does)) for it in _KEYS)


def bind_keys(area: QWidget, acts: Mapping[Qt.Key | str, Callable[[], object]]) -> None:
    """Let keys act within a part of a window; those with Alt are named in words."""
    for key, act in acts.items():
        does = partial(_unless_on_keypad, act) if isinstance(key, str) else act
        QShortcut(QKeySequence(key), area).activated.connect(does)


def _unless_on_keypad(act: Callable[[], object]) -> None:
    """Do what Alt and a digit stand for; on the keypad they type characters by code, and Qt tells no difference."""
    if not QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.KeypadModifier:
        act()

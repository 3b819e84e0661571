"""Every key of the desk, once: the status bar, the key list and the manual's page keys.md all say what stands here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from services.rules.vocabulary import Role
from views.language.translation import QT_TRANSLATE_NOOP, translate


@dataclass(frozen=True, slots=True)
class DeskKey:
    """One key.

    Attributes:
        key: what stands on it.
        does: what it does.
        short: the same in a word, for the status bar; blank for keys that aren't listed there.
        by_phone: that word for 電話担当; None where it is the same, blank where the key isn't theirs.
    """

    key: str
    does: str
    short: str = ""
    by_phone: str | None = None

    def word(self, role: Role) -> str:
        """Give the word for the status bar of a role."""
        return self.by_phone if role is Role.PHONE and self.by_phone is not None else self.short


_KEYS: Final = (
    DeskKey(
        "F1",
        QT_TRANSLATE_NOOP("keys", "いまの画面のヘルプを開く"),
        QT_TRANSLATE_NOOP("keys", "ヘルプ"),
    ),
    DeskKey(
        "F2",
        QT_TRANSLATE_NOOP("keys", "利用カード番号の欄に移る"),
        QT_TRANSLATE_NOOP("keys", "カード"),
    ),
    DeskKey(
        "F3",
        QT_TRANSLATE_NOOP("keys", "窓口で、カードなしで探す。電話では、カード番号なしの本人確認を始める"),
        QT_TRANSLATE_NOOP("keys", "探す"),
        QT_TRANSLATE_NOOP("keys", "番号なし"),
    ),
    DeskKey(
        "F4",
        QT_TRANSLATE_NOOP("keys", "窓口で、パスワードを発行する、再発行する"),
        QT_TRANSLATE_NOOP("keys", "パスワード"),
        "",
    ),
    DeskKey(
        "F5",
        QT_TRANSLATE_NOOP("keys", "開いている利用者を読み直す"),
        QT_TRANSLATE_NOOP("keys", "読み直す"),
    ),
    DeskKey("F6", QT_TRANSLATE_NOOP("keys", "次の一覧に移る"), QT_TRANSLATE_NOOP("keys", "次の一覧")),
    DeskKey("F7", QT_TRANSLATE_NOOP("keys", "ページの一覧に移る")),
    DeskKey(
        "F8",
        QT_TRANSLATE_NOOP("keys", "タイトルと質問、一覧の氏名を隠す、表示する"),
        QT_TRANSLATE_NOOP("keys", "タイトル"),
    ),
    DeskKey(
        "F9",
        QT_TRANSLATE_NOOP("keys", "窓口と電話を切り替える(利用者は閉じます)。電話担当にはない"),
        QT_TRANSLATE_NOOP("keys", "窓口/電話"),
        "",
    ),
    DeskKey("F10", QT_TRANSLATE_NOOP("keys", "設定を開く")),
    DeskKey("F11", QT_TRANSLATE_NOOP("keys", "画面を隠す、表示する"), QT_TRANSLATE_NOOP("keys", "隠す")),
    DeskKey("F12", QT_TRANSLATE_NOOP("keys", "ロックする"), QT_TRANSLATE_NOOP("keys", "ロック")),
    DeskKey(
        "Esc",
        QT_TRANSLATE_NOOP(
            "keys", "取置だけにした予約一覧を元に戻す。利用者を閉じる。たずねる画面では、何もせずに閉じる"
        ),
        QT_TRANSLATE_NOOP("keys", "閉じる"),
    ),
    DeskKey("Alt+1…6", QT_TRANSLATE_NOOP("keys", "1番目から6番目のページを開く")),
    DeskKey(
        "Alt+Home",
        QT_TRANSLATE_NOOP("keys", "利用者を閉じて「自分の仕事」に移る。責任者の窓口では「今日の仕事」に移る"),
    ),
    DeskKey(QT_TRANSLATE_NOOP("keys", "上下の矢印"), QT_TRANSLATE_NOOP("keys", "一覧の行とページを選ぶ")),
    DeskKey(
        QT_TRANSLATE_NOOP("keys", "左右の矢印"),
        QT_TRANSLATE_NOOP("keys", "選んだ行のボタンを選ぶ"),
    ),
    DeskKey(
        QT_TRANSLATE_NOOP("keys", "Ctrl+左右の矢印"),
        QT_TRANSLATE_NOOP("keys", "選んだ行の欄を1つずつ選ぶ"),
    ),
    DeskKey(
        "Enter",
        QT_TRANSLATE_NOOP(
            "keys",
            "一覧では、選んだボタンの手続きをする。ページの一覧からは、そのページの中に移る。たずねる画面では、枠の付いたボタンを押す。"
            "印や選ぶ欄からは、次の印かボタンに移る",
        ),
    ),
    DeskKey("Ctrl+A", QT_TRANSLATE_NOOP("keys", "貸出禁止一覧で、解除できる行をすべて選ぶ")),
    DeskKey(
        "Space",
        QT_TRANSLATE_NOOP(
            "keys", "選んだボタンを押す、印を付ける。一覧の欄では、切れている文字を最後まで見せる"
        ),
    ),
    DeskKey("Tab", QT_TRANSLATE_NOOP("keys", "次の欄やボタンに移る")),
)


def all_keys() -> tuple[tuple[str, str], ...]:
    """Name every key and what it does, in the order in which people are told."""
    return tuple((translate("keys", it.key), translate("keys", it.does)) for it in _KEYS)


def in_the_status_bar(role: Role) -> tuple[tuple[str, str], ...]:
    """Name the keys that are wanted most at a role's desk, and each one's word."""
    return tuple((it.key, translate("keys", it.word(role))) for it in _KEYS if it.word(role))


def bind_keys(area: QWidget, acts: Mapping[str, Callable[[], object]]) -> None:
    """Let keys act within a part of a window."""
    for key, act in acts.items():
        does = partial(_unless_on_keypad, act) if key.startswith("Alt+") else act
        QShortcut(QKeySequence(key), area).activated.connect(does)


def _unless_on_keypad(act: Callable[[], object]) -> None:
    """Do what Alt and a digit stand for; on the keypad they type characters by code, and Qt tells no difference."""
    if not QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.KeypadModifier:
        act()

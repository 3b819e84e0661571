"""Every key of the desk, once: the key list and the manual's page keys.md say what stands here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from services.acts.holds import (
    Acknowledge,
    CancelHold,
    ChangeHold,
    ExtendShelf,
    StaffCancelHold,
    UndoCancel,
)
from services.acts.loans import RenewLoan
from services.acts.passwords import IssuePassword
from services.acts.reference import AskQuestion
from services.acts.suspensions import Lift
from services.contract.offers import Offers, Request, SystemPart
from views.language.translation import QT_TRANSLATE_NOOP, filled
from views.panels.row_actions import REQUESTS, RowAction


@dataclass(frozen=True, slots=True)
class DeskKey:
    """One key, or what it does where a library system lacks something.

    Attributes:
        key: what stands on it.
        does: what it does.
        needs: it is so where of each of these the library system has one at least; of several lines of one key the
            first that is so is told.
    """

    key: str
    does: str
    needs: tuple[frozenset[SystemPart | Request], ...] = ()


def _of(*needed: SystemPart | Request) -> frozenset[SystemPart | Request]:
    return frozenset(needed)


_SEARCH: Final = _of(SystemPart.SEARCH)
_PHONE: Final = _of(SystemPart.PHONE)
_CALLERS: Final = _of(SystemPart.CALLER_SEARCH)
_OWN_WORK: Final = _of(SystemPart.OWN_WORK)
_TODAY: Final = _of(SystemPart.SUSPENSION_LIST, SystemPart.REPORTS)
_NAMES: Final = _SEARCH | _OWN_WORK | _TODAY
_OF_ROWS: Final = _of(*(it for verb, it in REQUESTS.items() if verb is not RowAction.LIFT_SUSPENSION))
_QUESTIONS: Final = _of(SystemPart.QUESTIONS)
_PAGES: Final = {SystemPart.PASSWORD_STATE, SystemPart.QUESTIONS, SystemPart.ACT_HISTORY}
_ALWAYS: Final = 3
"""So many pages each desk has, besides those."""
_KEYS: Final = (
    DeskKey("F1", QT_TRANSLATE_NOOP("keys", "いまの画面のヘルプを開く")),
    DeskKey("F2", QT_TRANSLATE_NOOP("keys", "番号・氏名の欄に移る"), (_SEARCH,)),
    DeskKey("F2", QT_TRANSLATE_NOOP("keys", "番号の欄に移る")),
    DeskKey(
        "F3",
        QT_TRANSLATE_NOOP("keys", "窓口で、カードなしで探す。電話では、カード番号なしの本人確認を始める"),
        (_SEARCH, _CALLERS),
    ),
    DeskKey("F3", QT_TRANSLATE_NOOP("keys", "窓口で、カードなしで探す"), (_SEARCH,)),
    DeskKey("F3", QT_TRANSLATE_NOOP("keys", "電話で、カード番号なしの本人確認を始める"), (_CALLERS,)),
    DeskKey(
        "F4", QT_TRANSLATE_NOOP("keys", "窓口で、パスワードを発行する、再発行する"), (_of(IssuePassword),)
    ),
    DeskKey("F5", QT_TRANSLATE_NOOP("keys", "開いている利用者を読み直す")),
    DeskKey("F6", QT_TRANSLATE_NOOP("keys", "次の一覧に移る")),
    DeskKey("Shift+F6", QT_TRANSLATE_NOOP("keys", "前の一覧に移る")),
    DeskKey("F7", QT_TRANSLATE_NOOP("keys", "ページの一覧に移る")),
    DeskKey(
        "F8", QT_TRANSLATE_NOOP("keys", "タイトルと質問、一覧の氏名を隠す、表示する"), (_QUESTIONS, _NAMES)
    ),
    DeskKey("F8", QT_TRANSLATE_NOOP("keys", "タイトルと質問を隠す、表示する"), (_QUESTIONS,)),
    DeskKey("F8", QT_TRANSLATE_NOOP("keys", "タイトルと、一覧の氏名を隠す、表示する"), (_NAMES,)),
    DeskKey("F8", QT_TRANSLATE_NOOP("keys", "タイトルを隠す、表示する")),
    DeskKey(
        "F9",
        QT_TRANSLATE_NOOP("keys", "窓口と電話を切り替える(利用者は閉じます)。電話担当にはない"),
        (_PHONE,),
    ),
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
        "Alt+1…%1", QT_TRANSLATE_NOOP("keys", "1番目から%1番目のページを開き、そこで最初にできることに移る")
    ),
    DeskKey(
        "Alt+Home",
        QT_TRANSLATE_NOOP("keys", "利用者を閉じて「自分の仕事」に移る。責任者の窓口では「今日の仕事」に移る"),
        (_OWN_WORK, _TODAY),
    ),
    DeskKey(
        "Alt+Home",
        QT_TRANSLATE_NOOP("keys", "利用者を閉じて「自分の仕事」に移る。責任者の窓口にはない"),
        (_OWN_WORK,),
    ),
    DeskKey(
        "Alt+Home",
        QT_TRANSLATE_NOOP("keys", "責任者の窓口で、利用者を閉じて「今日の仕事」に移る"),
        (_TODAY,),
    ),
    DeskKey(
        "Alt+End",
        QT_TRANSLATE_NOOP("keys", "窓口で、利用者を閉じて「操作の一覧」に移る。電話担当にはない"),
        (_of(SystemPart.ACT_HISTORY),),
    ),
    DeskKey("R", QT_TRANSLATE_NOOP("keys", "貸出一覧で、選んだ行を更新する"), (_of(RenewLoan),)),
    DeskKey("A", QT_TRANSLATE_NOOP("keys", "貸出一覧で、まとめて更新する"), (_of(RenewLoan),)),
    DeskKey("P", QT_TRANSLATE_NOOP("keys", "窓口で、貸出・予約照会の一覧から、返却期限票を印刷する")),
    DeskKey("E", QT_TRANSLATE_NOOP("keys", "予約一覧で、選んだ行の予約を変更する"), (_of(ChangeHold),)),
    DeskKey("X", QT_TRANSLATE_NOOP("keys", "予約一覧で、選んだ行の取置を延長する"), (_of(ExtendShelf),)),
    DeskKey(
        "C",
        QT_TRANSLATE_NOOP("keys", "予約一覧で、選んだ行の予約を解除する、窓口で取り消す"),
        (_of(CancelHold), _of(StaffCancelHold)),
    ),
    DeskKey("C", QT_TRANSLATE_NOOP("keys", "予約一覧で、選んだ行の予約を解除する"), (_of(CancelHold),)),
    DeskKey(
        "C", QT_TRANSLATE_NOOP("keys", "予約一覧で、選んだ行の予約を窓口で取り消す"), (_of(StaffCancelHold),)
    ),
    DeskKey("K", QT_TRANSLATE_NOOP("keys", "予約取消一覧で、選んだ行を確認済にする"), (_of(Acknowledge),)),
    DeskKey("B", QT_TRANSLATE_NOOP("keys", "予約取消一覧で、選んだ行を予約に戻す"), (_of(UndoCancel),)),
    DeskKey(
        QT_TRANSLATE_NOOP("keys", "数字"),
        QT_TRANSLATE_NOOP("keys", "どの一覧にいても、番号・氏名の欄に入る"),
        (_SEARCH,),
    ),
    DeskKey(QT_TRANSLATE_NOOP("keys", "数字"), QT_TRANSLATE_NOOP("keys", "どの一覧にいても、番号の欄に入る")),
    DeskKey(
        QT_TRANSLATE_NOOP("keys", "上下の矢印"),
        QT_TRANSLATE_NOOP(
            "keys",
            "一覧では、同じ手続きのある次の行に移る。なければ次の行に移る。ページの一覧では、ページを選ぶ",
        ),
    ),
    DeskKey(
        QT_TRANSLATE_NOOP("keys", "左右の矢印"),
        QT_TRANSLATE_NOOP("keys", "選んだ行の手続きを選ぶ"),
        (_NAMES | _OF_ROWS,),
    ),
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
    DeskKey("Ctrl+Enter", QT_TRANSLATE_NOOP("keys", "レファレンスの欄から、申し込む"), (_of(AskQuestion),)),
    DeskKey(
        "Ctrl+A",
        QT_TRANSLATE_NOOP("keys", "貸出禁止一覧で、解除できる行をすべて選ぶ"),
        (_of(SystemPart.SUSPENSION_LIST), _of(Lift)),
    ),
    DeskKey(
        "Space",
        QT_TRANSLATE_NOOP(
            "keys", "枠の付いたボタンを押す、印を付ける。一覧の欄では、切れている文字を最後まで見せる"
        ),
    ),
    DeskKey(
        "Tab",
        QT_TRANSLATE_NOOP("keys", "次の欄やボタンに移る。貸出一覧からは「まとめて更新」に移る"),
        (_of(RenewLoan),),
    ),
    DeskKey("Tab", QT_TRANSLATE_NOOP("keys", "次の欄やボタンに移る")),
)


def keys_of(offers: Offers) -> tuple[tuple[str, str], ...]:
    """Name the keys of a desk and what each does, in the order in which people are told."""
    told = dict[str, str]()
    for it in _KEYS:
        if all(offers.has(*needed) for needed in it.needs):
            told.setdefault(it.key, it.does)
    pages = _ALWAYS + len(_PAGES & offers.parts)
    return tuple((filled("keys", key, pages), filled("keys", does, pages)) for key, does in told.items())


def bind_keys(area: QWidget, acts: Mapping[Qt.Key | str, Callable[[], object]]) -> None:
    """Let keys act within a part of a window; those with Alt are named in words."""
    for key, act in acts.items():
        does = partial(_unless_on_keypad, act) if isinstance(key, str) else act
        QShortcut(QKeySequence(key), area).activated.connect(does)


def _unless_on_keypad(act: Callable[[], object]) -> None:
    """Do what Alt and a digit stand for; on the keypad they type characters by code, and Qt tells no difference."""
    if not QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.KeypadModifier:
        act()

"""The words of the chips in the patron's line: what they say, and what pressing one does."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from viewmodels.desk.patron_chips import Chip, ChipKind
from views.language.translation import QT_TRANSLATE_NOOP, filled, translate

_MOST_SHELVES = 2
"""How many places of one patron's holds a chip names."""

_TO_LOANS = QT_TRANSLATE_NOOP("chips", "貸出一覧の行に移ります。")
_TO_REGISTRATION = QT_TRANSLATE_NOOP("chips", "「登録・貸出禁止」のページを開きます。")
_SAID: Final[Mapping[ChipKind, str]] = MappingProxyType(
    {
        ChipKind.READY: QT_TRANSLATE_NOOP("chips", "取置 %1点"),
        ChipKind.OVERDUE: QT_TRANSLATE_NOOP("chips", "延滞 %1点"),
        ChipKind.DUE_TODAY: QT_TRANSLATE_NOOP("chips", "今日まで %1点"),
        ChipKind.DUE_TOMORROW: QT_TRANSLATE_NOOP("chips", "明日まで %1点"),
        ChipKind.PASSWORD_LOCKED: QT_TRANSLATE_NOOP("chips", "ロック中"),
        ChipKind.EXPIRED: QT_TRANSLATE_NOOP("chips", "更新期限切れ"),
        ChipKind.EXPIRES_SOON: QT_TRANSLATE_NOOP("chips", "更新期限まで%1日"),
        ChipKind.REPORTS: QT_TRANSLATE_NOOP("chips", "申し出 %1"),
        ChipKind.NAMESAKE: QT_TRANSLATE_NOOP("chips", "同姓同名"),
        ChipKind.VARIANT: QT_TRANSLATE_NOOP("chips", "異体字あり"),
    }
)
_EXPLAINED: Final[Mapping[ChipKind, str]] = MappingProxyType(
    {
        ChipKind.READY: QT_TRANSLATE_NOOP(
            "chips", "予約一覧を取置の行だけにします。もう一度押すか Esc で、すべての行に戻ります。"
        ),
        ChipKind.OVERDUE: _TO_LOANS,
        ChipKind.DUE_TODAY: _TO_LOANS,
        ChipKind.DUE_TOMORROW: _TO_LOANS,
        ChipKind.PASSWORD_LOCKED: QT_TRANSLATE_NOOP("chips", "「パスワード」のページを開きます。"),
        ChipKind.EXPIRED: _TO_REGISTRATION,
        ChipKind.EXPIRES_SOON: _TO_REGISTRATION,
        ChipKind.REPORTS: QT_TRANSLATE_NOOP("chips", "申し出の行に移ります。"),
        ChipKind.NAMESAKE: QT_TRANSLATE_NOOP(
            "chips",
            "同姓同名の利用者がほかにいます(年代・登録館も同じ)。生年月日か住所で確かめてください。",
        ),
        ChipKind.VARIANT: QT_TRANSLATE_NOOP("chips", "この画面では、名前の字形を正しく表示できません。"),
    }
)


def said_in_short(chip: Chip) -> str:
    """Say a chip's fact where there is little room: 「取置 2点」, without the shelf."""
    if chip.kind is ChipKind.EXPIRES_SOON and chip.number == 0:
        return translate("chips", "更新期限は今日")
    return filled("chips", _SAID[chip.kind], chip.number)


def said(chip: Chip) -> str:
    """Say a chip's fact in few words: 「取置 2点・棚 B-2」, 「今日まで 1点」."""
    text = said_in_short(chip)
    if not chip.shelves:
        return text
    more = len(chip.shelves) > _MOST_SHELVES
    shelf = QT_TRANSLATE_NOOP("chips", "棚 %1 ほか") if more else QT_TRANSLATE_NOOP("chips", "棚 %1")
    joint = translate("remarks", "・")
    return f"{text}{joint}{filled('chips', shelf, joint.join(chip.shelves[:_MOST_SHELVES]))}"


def explained(chip: Chip) -> str:
    """Say where a chip leads or, of a namesake, what it means; before it what the chip may have no room for."""
    where = translate("chips", _EXPLAINED[chip.kind])
    return f"{said(chip)}\n{where}" if chip.shelves else where


def others(told: Sequence[str]) -> str:
    """Say what chips that have no room tell: 「ほか2件: 更新期限切れ、申し出 1」."""
    return filled(
        "chips", QT_TRANSLATE_NOOP("chips", "ほか%1件: %2"), len(told), translate("chips", "、").join(told)
    )

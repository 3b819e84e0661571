"""The words of the chips in the patron's line: what they say, and what pressing one does."""

from collections.abc import Mapping
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
        ChipKind.EXPIRED: QT_TRANSLATE_NOOP("chips", "期限切れ"),
        ChipKind.EXPIRES_SOON: QT_TRANSLATE_NOOP("chips", "更新まで%1日"),
        ChipKind.REPORTS: QT_TRANSLATE_NOOP("chips", "申し出 %1"),
        ChipKind.NAMESAKE: QT_TRANSLATE_NOOP("chips", "同姓同名"),
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
    }
)


def said(chip: Chip) -> str:
    """Say a chip's fact in few words: 「取置 2点・棚 B-2」, 「今日まで 1点」."""
    if chip.kind is ChipKind.EXPIRES_SOON and chip.number == 0:
        return translate("chips", "更新は今日まで")
    text = filled("chips", _SAID[chip.kind], chip.number)
    if not chip.shelves:
        return text
    more = len(chip.shelves) > _MOST_SHELVES
    shelf = QT_TRANSLATE_NOOP("chips", "棚 %1 ほか") if more else QT_TRANSLATE_NOOP("chips", "棚 %1")
    joint = translate("remarks", "・")
    return f"{text}{joint}{filled('chips', shelf, joint.join(chip.shelves[:_MOST_SHELVES]))}"


def explained(chip: Chip) -> str:
    """Say where a chip leads or, of a namesake, what it means."""
    return translate("chips", _EXPLAINED[chip.kind])

"""The words of suspensions and reports that only staff read."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from services.rules.people.suspension import CheckItem
from services.rules.vocabulary import PatronReport
from views.language.translation import QT_TRANSLATE_NOOP, translate

SUSPEND: Final = QT_TRANSLATE_NOOP("suspensions", "貸出禁止")
LIFT: Final = QT_TRANSLATE_NOOP("suspensions", "解除")
TAKE_REPORT: Final = QT_TRANSLATE_NOOP("suspensions", "申し出の記録")
SETTLE: Final = QT_TRANSLATE_NOOP("suspensions", "対応済")
REPORTS: Final = QT_TRANSLATE_NOOP("suspensions", "申し出")
WAITING_REPORTS: Final = QT_TRANSLATE_NOOP("suspensions", "申し出の一覧")
NO_NOTE: Final = QT_TRANSLATE_NOOP("suspensions", "なし")

_CHECKS: Final[Mapping[CheckItem, str]] = MappingProxyType(
    {
        CheckItem.IDENTITY_CHECKED: QT_TRANSLATE_NOOP("suspensions", "本人を確認しました"),
        CheckItem.NEW_CARD_HANDED_OVER: QT_TRANSLATE_NOOP("suspensions", "新しい利用カードを渡しました"),
        CheckItem.CONTACT_CONFIRMED: QT_TRANSLATE_NOOP("suspensions", "今の連絡先を確かめました"),
        CheckItem.RETURNS_SEEN: QT_TRANSLATE_NOOP("suspensions", "返却された資料を確かめました"),
        CheckItem.ADDRESS_PROOF_SEEN: QT_TRANSLATE_NOOP("suspensions", "住所を確認できるものを見ました"),
        CheckItem.MESSAGE_GIVEN: QT_TRANSLATE_NOOP("suspensions", "用件を本人に伝えました"),
    }
)
_REPORTS: Final[Mapping[PatronReport, str]] = MappingProxyType(
    {
        PatronReport.RETURNED: QT_TRANSLATE_NOOP("suspensions", "返却済"),
        PatronReport.ADDRESS_CHANGED: QT_TRANSLATE_NOOP("suspensions", "住所変更"),
        PatronReport.REACHED: QT_TRANSLATE_NOOP("suspensions", "連絡がついた"),
        PatronReport.CARD_FOUND: QT_TRANSLATE_NOOP("suspensions", "カード発見"),
    }
)


def said(source: str) -> str:
    """Give one of this file's words in the language of the screen."""
    return translate("suspensions", source)


def check(item: CheckItem) -> str:
    """Say what a supervisor confirms."""
    return said(_CHECKS[item])


def report(kind: PatronReport) -> str:
    """Name what a patron reported."""
    return said(_REPORTS[kind])


def by(day: str, staff: str | None) -> str:
    """Write a day with who acted: 「2026/11/24 (青木)」; blank where nobody did."""
    return f"{day} ({staff})" if staff else day

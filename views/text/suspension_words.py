"""The words of suspensions and reports that only staff read."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from services.rules.people.suspension import CheckItem, LiftFacts, facts_against
from services.rules.vocabulary import PatronReport, Role, SuspensionReason
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


class _Advice(NamedTuple):
    """What staff do about a suspension.

    Attributes:
        others: what whoever may not lift it reads.
        supervisors: what a supervisor reads; blank for the same.
    """

    others: str
    supervisors: str = ""


_MISSING: Final[Mapping[SuspensionReason, _Advice]] = MappingProxyType(
    {
        SuspensionReason.CARD_LOST: _Advice(
            QT_TRANSLATE_NOOP(
                "suspensions", "紛失の申し出により、了承を得て停止しています。カードの再発行を案内します。"
            ),
        ),
        SuspensionReason.LONG_OVERDUE: _Advice(
            QT_TRANSLATE_NOOP(
                "suspensions", "長期延滞の資料があります。返却をお願いし、済んだら責任者に解除を申し出ます。"
            ),
            QT_TRANSLATE_NOOP(
                "suspensions", "長期延滞の資料があります。返却をお願いし、済んだら確かめて解除します。"
            ),
        ),
        SuspensionReason.ADDRESS_CHANGE: _Advice(
            QT_TRANSLATE_NOOP(
                "suspensions",
                "住所変更の申し出があり、手続きがまだです。住所を確認できるものをお持ちか尋ねます。",
            ),
        ),
    }
)
"""While the database knows something against lifting it."""
_NOTHING_MISSING: Final[Mapping[SuspensionReason, _Advice]] = MappingProxyType(
    {
        SuspensionReason.CARD_LOST: _Advice(
            QT_TRANSLATE_NOOP(
                "suspensions",
                "紛失の申し出により停止しました。新しいカードを渡し、責任者に解除を申し出ます。",
            ),
            QT_TRANSLATE_NOOP(
                "suspensions",
                "紛失の申し出により停止しました。本人を確認し、新しいカードを渡して解除します。",
            ),
        ),
        SuspensionReason.UNREACHABLE: _Advice(
            QT_TRANSLATE_NOOP(
                "suspensions", "登録の住所や電話番号に連絡がとれません。今の連絡先を確かめます。"
            ),
        ),
        SuspensionReason.LONG_OVERDUE: _Advice(
            QT_TRANSLATE_NOOP(
                "suspensions", "長期延滞により停止しました。返却を確かめ、責任者に解除を申し出ます。"
            ),
            QT_TRANSLATE_NOOP("suspensions", "長期延滞により停止しました。返却を確かめて解除します。"),
        ),
        SuspensionReason.ADDRESS_CHANGE: _Advice(
            QT_TRANSLATE_NOOP(
                "suspensions",
                "住所変更の申し出により停止しました。住所を確認できるものを見て、責任者に解除を申し出ます。",
            ),
            QT_TRANSLATE_NOOP(
                "suspensions", "住所変更の申し出により停止しました。住所を確認できるものを見て解除します。"
            ),
        ),
        SuspensionReason.CONTACT_WANTED: _Advice(
            QT_TRANSLATE_NOOP(
                "suspensions", "お伝えしたいことがあり、連絡がついていません。内容を責任者に確かめます。"
            ),
            QT_TRANSLATE_NOOP(
                "suspensions", "お伝えしたいことがあり、連絡がついていません。内容を伝えてから解除します。"
            ),
        ),
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


def advice(facts: LiftFacts) -> str:
    """Say of one suspension what it is for, and what whoever reads it does next, as the facts are now."""
    words = (_MISSING if facts_against(facts) else _NOTHING_MISSING)[facts.reason]
    return said(words.supervisors if facts.role is Role.SUPERVISOR and words.supervisors else words.others)


def by(day: str, staff: str | None) -> str:
    """Write a day with who acted: 「2026/11/24 (青木)」; blank where nobody did."""
    return f"{day} ({staff})" if staff else day

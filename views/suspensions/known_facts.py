"""What the database knows about lifting a suspension, and which act mends what speaks against it."""

from collections.abc import Mapping
from enum import Enum, auto
from types import MappingProxyType
from typing import Final

from services.rules.decision import Reason
from services.rules.people.suspension import LiftFacts, facts_against, is_ready, told_of_attempts
from services.rules.vocabulary import SuspensionReason
from views.language import dates
from views.language.translation import QT_TRANSLATE_NOOP, translate


class Mending(Enum):
    """An act of the page 登録・貸出禁止 after which a suspension can be lifted."""

    REPLACE_CARD = auto()
    RENEW_REGISTRATION = auto()


type MendingWords = Mapping[Mending, str]
"""Acts that may be begun, each in the words of its button on the page: 「代替カードの登録 — 責任者の承認」."""
NO_MENDINGS: Final[MendingWords] = MappingProxyType({})

_ADDRESS_CHANGED: Final = QT_TRANSLATE_NOOP("suspensions", "登録の住所が %1 に変更されています。")
# Against lifting, and in favour of it.
_KNOWN: Final[Mapping[SuspensionReason, tuple[str, str]]] = MappingProxyType(
    {
        SuspensionReason.CARD_LOST: (
            QT_TRANSLATE_NOOP("suspensions", "代替カードの登録がありません。"),
            QT_TRANSLATE_NOOP("suspensions", "代替カードが登録されています。"),
        ),
        SuspensionReason.LONG_OVERDUE: (
            QT_TRANSLATE_NOOP("suspensions", "延滞中の資料が%1点あります。"),
            QT_TRANSLATE_NOOP("suspensions", "延滞中の資料はありません。"),
        ),
        SuspensionReason.ADDRESS_CHANGE: (
            QT_TRANSLATE_NOOP("suspensions", "貸出禁止にしてから、登録の住所が変更されていません。"),
            _ADDRESS_CHANGED,
        ),
    }
)
# What a supervisor confirms also against the database: not happened yet, and happened.
_TO_CONFIRM: Final[Mapping[SuspensionReason, tuple[str, str]]] = MappingProxyType(
    {
        SuspensionReason.UNREACHABLE: (
            QT_TRANSLATE_NOOP("suspensions", "電話・住所の変更なし"),
            QT_TRANSLATE_NOOP("suspensions", "登録の電話番号が %1 に変更されています。"),
        ),
        SuspensionReason.CONTACT_WANTED: (
            QT_TRANSLATE_NOOP("suspensions", "伝言がまだです"),
            QT_TRANSLATE_NOOP("suspensions", "連絡がつきました。"),
        ),
    }
)
_MENDED_BY: Final[Mapping[Reason, Mending]] = MappingProxyType(
    {
        Reason.CARD_NOT_REPLACED: Mending.REPLACE_CARD,
        Reason.ADDRESS_NOT_CHANGED: Mending.RENEW_REGISTRATION,
    }
)


def known(facts: LiftFacts, *, overdue: int, against: bool) -> str:
    """Say what the database knows about lifting; blank where it can know nothing.

    Args:
        facts: of the suspension.
        overdue: how many of the patron's items are overdue now.
        against: it speaks against lifting.
    """
    told = _KNOWN.get(facts.reason)
    if told is None:
        return ""
    no, yes = told
    if against:
        return translate("suspensions", no).replace("%1", str(overdue))
    return translate("suspensions", yes).replace("%1", dates.day_or_blank(facts.address_changed_on))


def to_confirm(facts: LiftFacts) -> str:
    """Say of ② and ⑤, which the database knows nothing against, whether what they wait for has happened.

    It is said in the words of 貸出禁止一覧 where it hasn't; blank for the other reasons, and for ⑤ on the phone, where
    nothing is told of attempts to reach the patron.
    """
    told = _TO_CONFIRM.get(facts.reason)
    if told is None or (facts.reason is SuspensionReason.CONTACT_WANTED and not told_of_attempts(facts)):
        return ""
    not_yet, happened = told
    if not is_ready(facts):
        return translate("suspensions", not_yet)
    phone, address = facts.phone_changed_on, facts.address_changed_on
    if phone is None or (address is not None and address > phone):
        happened = happened if facts.reason is SuspensionReason.CONTACT_WANTED else _ADDRESS_CHANGED
        phone = address
    return translate("suspensions", happened).replace("%1", dates.day_or_blank(phone))


def mending(facts: LiftFacts) -> Mending | None:
    """Tell which act of the page mends what speaks against lifting; None where no act does, or nothing does."""
    return next((_MENDED_BY[reason] for reason in facts_against(facts) if reason in _MENDED_BY), None)

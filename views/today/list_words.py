"""The words of 貸出禁止一覧: what stands in the way of each lift, or doesn't, and what is done next."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from services.contract.today.suspension_list import SuspensionEntry
from services.rules.people import contacts
from services.rules.people.suspension import LiftFacts
from services.rules.vocabulary import SuspensionReason
from views.language import dates
from views.language.translation import QT_TRANSLATE_NOOP, translate
from views.text import row_remarks, suspension_words, words

TITLE: Final = QT_TRANSLATE_NOOP("today", "貸出禁止一覧")

_READY: Final[Mapping[SuspensionReason, str]] = MappingProxyType(
    {
        SuspensionReason.CARD_LOST: QT_TRANSLATE_NOOP("today", "代替カード %1"),
        SuspensionReason.UNREACHABLE: QT_TRANSLATE_NOOP("today", "電話番号は %1 に変更済"),
        SuspensionReason.LONG_OVERDUE: QT_TRANSLATE_NOOP("today", "延滞中の資料はありません"),
        SuspensionReason.ADDRESS_CHANGE: QT_TRANSLATE_NOOP("today", "住所は %1 に変更済"),
        SuspensionReason.CONTACT_WANTED: QT_TRANSLATE_NOOP("today", "連絡がつきました"),
    }
)
_NOT_READY: Final[Mapping[SuspensionReason, str]] = MappingProxyType(
    {
        SuspensionReason.CARD_LOST: QT_TRANSLATE_NOOP("today", "代替カードなし"),
        SuspensionReason.UNREACHABLE: QT_TRANSLATE_NOOP("today", "電話・住所の変更なし"),
        SuspensionReason.LONG_OVERDUE: QT_TRANSLATE_NOOP("today", "%1点 %2日延滞"),
        SuspensionReason.ADDRESS_CHANGE: QT_TRANSLATE_NOOP("today", "住所の変更なし"),
        SuspensionReason.CONTACT_WANTED: QT_TRANSLATE_NOOP("today", "伝言がまだです"),
    }
)
_NEXT: Final[Mapping[SuspensionReason, str]] = MappingProxyType(
    {
        SuspensionReason.CARD_LOST: QT_TRANSLATE_NOOP("today", "新しいカードを渡す"),
        SuspensionReason.UNREACHABLE: QT_TRANSLATE_NOOP("today", "連絡先を確かめる"),
        SuspensionReason.LONG_OVERDUE: QT_TRANSLATE_NOOP("today", "返却を確かめる"),
        SuspensionReason.ADDRESS_CHANGE: QT_TRANSLATE_NOOP("today", "書類を見る"),
        SuspensionReason.CONTACT_WANTED: QT_TRANSLATE_NOOP("today", "伝わったか確かめる"),
    }
)
_BEFORE: Final[Mapping[SuspensionReason, str]] = MappingProxyType(
    {
        SuspensionReason.CARD_LOST: QT_TRANSLATE_NOOP("today", "代替カードを待つ"),
        SuspensionReason.UNREACHABLE: QT_TRANSLATE_NOOP("today", "連絡先をたずねる"),
        SuspensionReason.LONG_OVERDUE: QT_TRANSLATE_NOOP("today", "返却を待つ"),
        SuspensionReason.ADDRESS_CHANGE: QT_TRANSLATE_NOOP("today", "届出を待つ"),
        SuspensionReason.CONTACT_WANTED: QT_TRANSLATE_NOOP("today", "本人に伝える"),
    }
)
_SIGN: Final = "✓ "
_NEAR: Final = 180
"""Days within which a day needs no year beside the day on which the suspension began."""


def said(source: str) -> str:
    """Give one of this file's words in the language of the screen."""
    return translate("today", source)


def days_ago(days: int) -> str:
    """Tell how many days ago something began: 「20日前」, 「今日」."""
    if not days:
        return translate("today", "今日")
    return translate("today", "%1日前").replace("%1", str(days))


def state(entry: SuspensionEntry) -> str:
    """Say what has happened that a suspension waits for, with a tick, or what hasn't; and which others stay."""
    if entry.ready:
        return row_remarks.joined([_SIGN + _ready(entry), others(entry)])
    told = translate("today", _NOT_READY[entry.reason])
    told = told.replace("%1", str(entry.facts.overdue_items)).replace("%2", str(entry.overdue_days))
    return row_remarks.joined([told, others(entry)])


def others(entry: SuspensionEntry) -> str:
    """Say which reasons stay in force after a lift: 「④は残ります」; blank without any."""
    if not entry.others:
        return ""
    signs = "".join(sign(reason) for reason in entry.others)
    return translate("today", "%1は残ります").replace("%1", signs)


def sign(reason: SuspensionReason) -> str:
    """Give the number by which the guide calls a reason: 「③」."""
    return words.suspension(reason)[:1]


def report(entry: SuspensionEntry) -> str:
    """Say what the patron reported; a dash where nothing waits."""
    return words.NOTHING if entry.report is None else suspension_words.report(entry.report.kind)


def reported(entry: SuspensionEntry) -> str:
    """Say what was reported, when and where; a dash where nothing waits."""
    return f"{report(entry)} {report_details(entry)}".rstrip()


def report_details(entry: SuspensionEntry) -> str:
    """Say when and where it was reported; blank without a report."""
    if entry.report is None:
        return ""
    return f"{_day(entry.report.reported_on, entry)} {words.channel(entry.report.channel)}"


def next_step(entry: SuspensionEntry) -> str:
    """Say what a supervisor does next: of who is to be reached, how and from when."""
    step = None if entry.contacts is None else entry.contacts.next
    if not entry.ready and step is not None:
        told = f"{suspension_words.contact_step(step.step)} {_day(step.on, entry)}"
        late = translate("today", "%1日過ぎています").replace("%1", str(days_late(entry)))
        return row_remarks.joined([told, late]) if days_late(entry) else told
    if not entry.ready:
        return said(_BEFORE[entry.reason])
    if entry.others and entry.report is None:
        return translate("today", "%1だけ解除").replace("%1", sign(entry.reason))
    return said(_NEXT[entry.reason])


def days_late(entry: SuspensionEntry) -> int:
    """Tell for how many days the next attempt to reach the patron is overdue; 0 where no day is set."""
    if entry.ready or entry.contacts is None:
        return 0
    facts = entry.contacts.facts
    return contacts.days_late(facts.tried, facts.today)


def whose(name: str, card_number: str | None) -> str:
    """Name a patron with the card, if there is one."""
    return words.named(name, card_number, between=" ")


def patron(name: str | None, card_number: str | None, record: int) -> str:
    """Name a patron by the name, else by the card, else by the record's number: the rest only another system knows."""
    by_record = translate("today", "記録番号 %1").replace("%1", str(record))
    return name or words.card_number(card_number) or by_record


def _ready(entry: SuspensionEntry) -> str:
    source = _READY[entry.reason]
    changed = entry.facts.address_changed_on
    match entry.reason:
        case SuspensionReason.CARD_LOST:
            changed = entry.card_issued_on
        case SuspensionReason.UNREACHABLE if _phone_is_later(entry.facts):
            changed = entry.facts.phone_changed_on
        case SuspensionReason.UNREACHABLE:
            source = _READY[SuspensionReason.ADDRESS_CHANGE]
        case _:
            pass
    return said(source).replace("%1", "" if changed is None else _day(changed, entry)).rstrip()


def _phone_is_later(facts: LiftFacts) -> bool:
    phone, address = facts.phone_changed_on, facts.address_changed_on
    return phone is not None and (address is None or phone >= address)


def _day(value: date, entry: SuspensionEntry) -> str:
    """Write a day, without the year where the day on which the suspension began tells which is meant."""
    near = abs((value - entry.started_on).days) < _NEAR
    return dates.short_day(value) if near else dates.day(value)

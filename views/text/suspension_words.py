"""The words of suspensions, reports and attempts to reach patrons, which only staff read."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from services.contract.contacts import ContactRow, Contacts
from services.contract.snapshot import SuspensionRow
from services.rules.decision import Allowed, Reason
from services.rules.people.approvals import may_ask
from services.rules.people.contacts import NextStep
from services.rules.people.suspension import CheckItem, LiftFacts, is_ready, is_suspended, told_of_attempts
from services.rules.vocabulary import (
    ContactMeans,
    ContactResult,
    ContactStep,
    PatronReport,
    Role,
    Stopped,
    SuspensionReason,
)
from views.language import dates
from views.language.dates import Told
from views.language.glosses import glossed
from views.language.translation import QT_TRANSLATE_NOOP, filled, translate
from views.text import words

SUSPEND: Final = QT_TRANSLATE_NOOP("suspensions", "貸出禁止")
LIFT: Final = QT_TRANSLATE_NOOP("suspensions", "解除")
TAKE_REPORT: Final = QT_TRANSLATE_NOOP("suspensions", "申し出の記録")
SETTLE: Final = QT_TRANSLATE_NOOP("suspensions", "対応済")
REPORTS: Final = QT_TRANSLATE_NOOP("suspensions", "申し出")
WAITING_REPORTS: Final = QT_TRANSLATE_NOOP("suspensions", "申し出の一覧")
RECORD_CONTACT: Final = QT_TRANSLATE_NOOP("suspensions", "連絡を記録")
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

_STOPPED: Final[Mapping[Stopped, str]] = MappingProxyType(
    {
        Stopped.LOANS: QT_TRANSLATE_NOOP("suspensions", "貸出"),
        Stopped.HOLDS: QT_TRANSLATE_NOOP("suspensions", "予約"),
        Stopped.RENEWALS: QT_TRANSLATE_NOOP("suspensions", "貸出更新"),
    }
)
_MEANS: Final[Mapping[ContactMeans, str]] = MappingProxyType(
    {
        ContactMeans.PHONE: QT_TRANSLATE_NOOP("suspensions", "電話"),
        ContactMeans.LETTER: QT_TRANSLATE_NOOP("suspensions", "封書"),
        ContactMeans.POSTCARD: QT_TRANSLATE_NOOP("suspensions", "はがき"),
        ContactMeans.MAIL: QT_TRANSLATE_NOOP("suspensions", "メール"),
        ContactMeans.AT_COUNTER: QT_TRANSLATE_NOOP("suspensions", "窓口"),
    }
)
_RESULTS: Final[Mapping[ContactResult, str]] = MappingProxyType(
    {
        ContactResult.TOLD: QT_TRANSLATE_NOOP("suspensions", "本人に伝えた"),
        ContactResult.REACHED: QT_TRANSLATE_NOOP("suspensions", "つながったが伝えていない"),
        ContactResult.MESSAGE_LEFT: QT_TRANSLATE_NOOP("suspensions", "折り返しを頼んだ"),
        ContactResult.NO_ANSWER: QT_TRANSLATE_NOOP("suspensions", "応答なし"),
        ContactResult.NUMBER_UNUSED: QT_TRANSLATE_NOOP("suspensions", "使われていない番号"),
        ContactResult.REFUSED: QT_TRANSLATE_NOOP("suspensions", "話を断られた"),
        ContactResult.SENT: QT_TRANSLATE_NOOP("suspensions", "送った"),
        ContactResult.CAME_BACK: QT_TRANSLATE_NOOP("suspensions", "戻ってきた"),
    }
)
_STEPS: Final[Mapping[ContactStep, str]] = MappingProxyType(
    {
        ContactStep.MAIL: QT_TRANSLATE_NOOP("suspensions", "メールを送る"),
        ContactStep.MAIL_NO_RENEWAL: QT_TRANSLATE_NOOP(
            "suspensions", "メールを送る(更新できないことも知らせる)"
        ),
        ContactStep.CALL: QT_TRANSLATE_NOOP("suspensions", "電話する"),
        ContactStep.POSTCARD: QT_TRANSLATE_NOOP("suspensions", "はがきを送る"),
        ContactStep.LETTER: QT_TRANSLATE_NOOP("suspensions", "封書を送る"),
        ContactStep.PROPOSE_SUSPENSION: QT_TRANSLATE_NOOP("suspensions", "貸出禁止を検討する"),
    }
)


_EARLIER_SHOWN: Final = 2
"""How many attempts are told beside the newest."""


class _Advice(NamedTuple):
    """What staff do about a suspension.

    Attributes:
        others: what staff who may not lift it read.
        supervisors: what a supervisor reads; blank for the same.
        approved: what a clerk reads who lifts it with a supervisor's approval; blank for the same as `others`.
    """

    others: str
    supervisors: str = ""
    approved: str = ""


_MISSING: Final[Mapping[SuspensionReason, _Advice]] = MappingProxyType(
    {
        SuspensionReason.CARD_LOST: _Advice(
            QT_TRANSLATE_NOOP(
                "suspensions",
                "了承を得ています。カードの再発行を案内します。",
            ),
        ),
        SuspensionReason.UNREACHABLE: _Advice(
            QT_TRANSLATE_NOOP("suspensions", "今の連絡先を確かめます。"),
        ),
        SuspensionReason.LONG_OVERDUE: _Advice(
            QT_TRANSLATE_NOOP("suspensions", "返却をお願いし、済んだら責任者に解除を頼みます。"),
            QT_TRANSLATE_NOOP("suspensions", "返却をお願いし、済んだら確かめて解除します。"),
            QT_TRANSLATE_NOOP(
                "suspensions",
                "返却をお願いし、済んだら責任者の承認を受けて解除します。",
            ),
        ),
        SuspensionReason.ADDRESS_CHANGE: _Advice(
            QT_TRANSLATE_NOOP(
                "suspensions",
                "住所を確認できるものをお持ちか尋ねます。",
            ),
        ),
        SuspensionReason.CONTACT_WANTED: _Advice(
            QT_TRANSLATE_NOOP("suspensions", "用件を責任者に確かめます。"),
            QT_TRANSLATE_NOOP("suspensions", "用件を伝えてから解除します。"),
        ),
    }
)
"""While what it waits for hasn't happened, as far as the database knows."""
_NOTHING_MISSING: Final[Mapping[SuspensionReason, _Advice]] = MappingProxyType(
    {
        SuspensionReason.CARD_LOST: _Advice(
            QT_TRANSLATE_NOOP(
                "suspensions",
                "新しいカードを渡し、責任者に解除を頼みます。",
            ),
            QT_TRANSLATE_NOOP(
                "suspensions",
                "本人を確認し、新しいカードを渡して解除します。",
            ),
            QT_TRANSLATE_NOOP(
                "suspensions",
                "新しいカードを渡し、責任者の承認を受けて解除します。",
            ),
        ),
        SuspensionReason.UNREACHABLE: _Advice(
            QT_TRANSLATE_NOOP(
                "suspensions",
                "今の連絡先を確かめ、責任者に解除を頼みます。",
            ),
            QT_TRANSLATE_NOOP("suspensions", "今の連絡先を確かめて解除します。"),
            QT_TRANSLATE_NOOP(
                "suspensions",
                "今の連絡先を確かめ、責任者の承認を受けて解除します。",
            ),
        ),
        SuspensionReason.LONG_OVERDUE: _Advice(
            QT_TRANSLATE_NOOP("suspensions", "返却を確かめ、責任者に解除を頼みます。"),
            QT_TRANSLATE_NOOP("suspensions", "返却を確かめて解除します。"),
            QT_TRANSLATE_NOOP(
                "suspensions",
                "返却を確かめ、責任者の承認を受けて解除します。",
            ),
        ),
        SuspensionReason.ADDRESS_CHANGE: _Advice(
            QT_TRANSLATE_NOOP(
                "suspensions",
                "住所を確認できるものを見て、責任者に解除を頼みます。",
            ),
            QT_TRANSLATE_NOOP(
                "suspensions",
                "住所を確認できるものを見て解除します。",
            ),
            QT_TRANSLATE_NOOP(
                "suspensions",
                "住所を確認できるものを見て、責任者の承認を受けて解除します。",
            ),
        ),
        SuspensionReason.CONTACT_WANTED: _Advice(
            QT_TRANSLATE_NOOP(
                "suspensions",
                "用件が伝わったか確かめ、責任者に解除を頼みます。",
            ),
            QT_TRANSLATE_NOOP("suspensions", "用件が伝わったか確かめて解除します。"),
            QT_TRANSLATE_NOOP(
                "suspensions",
                "用件が伝わったか確かめ、責任者の承認を受けて解除します。",
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


def settling(kind: PatronReport, when: str) -> str:
    """Ask whether a report is settled with a lift.

    Args:
        kind: what the patron reported.
        when: when and where that was.
    """
    told = translate("suspensions", "申し出「%1」(%2)を対応済にする")
    return told.replace("%2", when).replace("%1", report(kind))


def advice(facts: LiftFacts | None, *, approves: bool = True) -> str:
    """Say of one suspension what it is for, and what its reader does next, as the facts are now; blank without any.

    Args:
        facts: what is known.
        approves: approvals can be asked for.
    """
    if facts is None:
        return ""
    hidden = facts.reason is SuspensionReason.CONTACT_WANTED and not told_of_attempts(facts)
    advised = (_NOTHING_MISSING if is_ready(facts) and not hidden else _MISSING)[facts.reason]
    mine = ""
    if facts.role is Role.SUPERVISOR:
        mine = advised.supervisors
    elif approves and isinstance(may_ask(facts.role, facts.channel), Allowed):
        mine = advised.approved
    return said(mine or advised.others)


def heading(rows: Collection[SuspensionRow]) -> str:
    """Say that lending is stopped; where it isn't, that something else is, or nothing."""
    if not rows or is_suspended(row.stops for row in rows):
        return words.SUSPENDED
    if any(row.stops for row in rows):
        return words.reason(Reason.RESTRICTED)
    return said(QT_TRANSLATE_NOOP("suspensions", "注意事項"))


def name(row: SuspensionRow) -> str:
    """Name a restriction: the guide's reason; else in the system's words, or by its code."""
    return glossed(row.words or row.code) if row.reason is None else words.suspension(row.reason)


def names(rows: Iterable[SuspensionRow]) -> list[str]:
    """Name restrictions, those of one name once, with how many they are."""
    source = QT_TRANSLATE_NOOP("suspensions", "%1(%2件)")
    counted = Counter(map(name, rows))
    return [
        it if count == 1 else filled("suspensions", source, it, str(count)) for it, count in counted.items()
    ]


def stopped(row: SuspensionRow) -> str:
    """Say what a restriction of the system's own stops; of the guide's five the heading does."""
    if row.reason is not None:
        return ""
    if not row.stops:
        return said(QT_TRANSLATE_NOOP("suspensions", "止めている手続きはありません。"))
    what = translate("remarks", "・").join(said(_STOPPED[it]) for it in Stopped if it in row.stops)
    return filled("suspensions", QT_TRANSLATE_NOOP("suspensions", "止めている手続き: %1"), what)


def period(row: SuspensionRow) -> tuple[str, str]:
    """Say since when it is in force and by whom, and until when; what nobody knows is blank."""
    return _began(row), until(row)


def _began(row: SuspensionRow) -> str:
    if row.started_on is None:
        return by("", row.started_by)
    if row.reason is None:
        source = QT_TRANSLATE_NOOP("suspensions", "%1から")
        return by(filled("suspensions", source, dates.day(row.started_on)), row.started_by)
    source = QT_TRANSLATE_NOOP("suspensions", "貸出禁止日 %1")
    return filled("suspensions", source, by(dates.day(row.started_on), row.started_by))


def until(row: SuspensionRow) -> str:
    """Say the last day that is set: 「2026/12/24まで」."""
    source = QT_TRANSLATE_NOOP("suspensions", "%1まで")
    return "" if row.until is None else filled("suspensions", source, dates.day(row.until))


def by(day: str, staff: str | None) -> str:
    """Write a day with who acted: 「2026/11/24 (青木)」; either alone where the other isn't known: 「担当 青木」."""
    if day and staff:
        return f"{day} ({staff})"
    return filled("suspensions", QT_TRANSLATE_NOOP("suspensions", "担当 %1"), staff) if staff else day


def done_by(day: Told, staff: str | None) -> Told:
    """Write a day of a question with who acted, as `by`."""
    return Told(by(day.shown, staff), by(day.heard, staff))


def contact_means(means: ContactMeans) -> str:
    """Name a means of reaching patrons."""
    return said(_MEANS[means])


def contact_result(result: ContactResult) -> str:
    """Say what came of an attempt."""
    return said(_RESULTS[result])


def contact_step(step: ContactStep) -> str:
    """Name what is done next."""
    return said(_STEPS[step])


def contact_attempt(row: ContactRow) -> str:
    """Write an attempt: 「2026/11/20 14:05 電話: 応答なし (青木)」."""
    source = QT_TRANSLATE_NOOP("suspensions", "%1 %2: %3 (%4)")
    attempt = row.attempt
    return filled(
        "suspensions",
        source,
        dates.day_and_time(row.tried_at),
        contact_means(attempt.means),
        contact_result(attempt.result),
        row.tried_by,
    )


def contact_next(step: NextStep | None) -> str:
    """Write what is done next and when: 「次に電話する 2026/11/26」; blank for nothing more."""
    if step is None:
        return ""
    source = QT_TRANSLATE_NOOP("suspensions", "次に%1 %2")
    return filled("suspensions", source, contact_step(step.step), dates.day(step.on))


def contacts_so_far(known: Contacts) -> tuple[str, ...]:
    """Say how often and with which result staff tried to reach the patron, and what is done next."""
    after = contact_next(known.next)
    if not known.rows:
        return (said(QT_TRANSLATE_NOOP("suspensions", "連絡はまだ")), after)
    source = QT_TRANSLATE_NOOP("suspensions", "連絡%1回")
    return (
        filled("suspensions", source, str(len(known.rows))),
        contact_attempt(known.rows[0]),
        after,
    )


def contacts_before(known: Contacts) -> tuple[str, ...]:
    """Write the attempts before the newest, newest first: two of them, and how many more there are."""
    before = known.rows[1:]
    told = tuple(contact_attempt(row) for row in before[:_EARLIER_SHOWN])
    more = len(before) - len(told)
    source = QT_TRANSLATE_NOOP("suspensions", "ほか%1回")
    return (*told, filled("suspensions", source, str(more))) if more else told

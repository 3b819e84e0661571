"""What only staff read in a row: why an act is refused, from when it works, and what the counter may do."""

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from services.contract.offers import is_never_offered
from services.contract.recorded_acts import RecordRow
from services.contract.snapshot import CancelledHoldRow, HoldRow, LoanRow
from services.rules.circulation.restoring import Comeback, WaitsBecause
from services.rules.decision import Allowed, Closure, Decision, Origin, Reason, Refused, is_promised
from services.rules.vocabulary import ContactMethod, HoldStatus
from views.language import dates
from views.language.translation import QT_TRANSLATE_NOOP, filled, translate
from views.text import act_words, refusal_words, suspension_words, words

_IN_ORDER = tuple(Reason)
_WAITS: Final[Mapping[WaitsBecause, str]] = MappingProxyType(
    {
        WaitsBecause.NOT_KEPT: QT_TRANSLATE_NOOP("remarks", "予約待ちへ(取り置きの記録なし)"),
        WaitsBecause.IN_TRANSIT: QT_TRANSLATE_NOOP("remarks", "予約待ちへ(移送中だった)"),
        WaitsBecause.SHELF_TIME_OVER: QT_TRANSLATE_NOOP("remarks", "予約待ちへ(取置期限切れ)"),
    }
)
_NOT_TOLD_OF_EXTENSION = frozenset({Reason.STILL_WAITING, Reason.NOT_ON_SHELF})
_FAR: Final = 999
_LONG_AGO: Final = 9999
"""Days, more of which nobody counts (and no cell has room for)."""


def who(row: RecordRow) -> str:
    """Name who did it, by the login alone where the account is gone; who approved it, and who found out the outcome."""
    doer = row.staff_id if row.staff_name is None else f"{row.staff_name} ({row.staff_id})"
    return joined([doer, act_words.approved_by(row), act_words.settled_by(row)])


def joined(parts: list[str]) -> str:
    """Put remarks side by side."""
    return translate("remarks", "・").join(part for part in parts if part)


def works_from(day: date | None) -> str:
    """Say from which day on something works, if waiting helps: 「(11/25から)」."""
    return (
        ""
        if day is None
        else filled("remarks", QT_TRANSLATE_NOOP("remarks", "(%1から)"), dates.short_day(day))
    )


def refusal(decision: Decision) -> str:
    """Say every reason of a refusal, in order, and from when it is none.

    Nothing is said of what is allowed, and of what the library system doesn't offer.
    """
    if isinstance(decision, Allowed) or is_never_offered(decision):
        return ""
    told = joined(refusal_words.reasons(decision)) + works_from(decision.works_from)
    return joined([told, whose(decision)])


def whose(decision: Decision) -> str:
    """Say in a row that a decision isn't the library's own: foreseen, or the system's, in its words if it allows."""
    match decision:
        case Allowed(origin=Origin.SYSTEM, code=str(code)):
            return refusal_words.by_system(code)
        case Allowed(origin=Origin.UNFORESEEN):
            return translate("remarks", "システムが決めます")
        case Allowed(origin=Origin.FORESEEN) | Refused(origin=Origin.FORESEEN):
            return translate("remarks", "予定")
        case _:
            return ""


def foreseen(text: str, decision: Decision) -> str:
    """Mark a date as foreseen, if it is: 「更新すると 2026/12/8(予定)」."""
    if decision.origin is not Origin.FORESEEN:
        return text
    return filled("remarks", QT_TRANSLATE_NOOP("remarks", "%1(予定)"), text)


def new_day(allowed: Allowed, today: date | None) -> dates.Told:
    """Write the date that an act would bring, as far as it is known, for a question."""
    if allowed.origin is Origin.UNFORESEEN:
        decides = translate("remarks", "図書館のシステムが決めます")
        return dates.Told(decides, decides)
    told = dates.told(allowed.new_day, today)
    return dates.Told(foreseen(told.shown, allowed), foreseen(told.heard, allowed)) if told.shown else told


def why_new_day(allowed: Allowed) -> str:
    """Say below that date what moved it on, and what the library's system says of it."""
    own = whose(allowed) if allowed.origin is Origin.SYSTEM else ""
    return joined([words.closure(allowed.closure), own])


def refusal_of(what: str, why: str) -> str:
    """Say why an act isn't offered here: 「貸出禁止: この担当ではできません」."""
    return filled("offering", QT_TRANSLATE_NOOP("offering", "%1: %2"), what, why)


def until_due(days_left: int) -> str:
    """Say beside a due date how far away it is: 「あと1日」, 「今日まで」, 「60日延滞」.

    A day that is a number of years away speaks for itself: of one to come nothing is said, of a past one 「延滞」.
    """
    if days_left > _FAR:
        return ""
    if days_left < -_LONG_AGO:
        return translate("remarks", "延滞")
    if days_left < 0:
        return filled("remarks", QT_TRANSLATE_NOOP("remarks", "%1日延滞"), str(-days_left))
    if days_left == 0:
        return translate("remarks", "今日まで")
    return filled("remarks", QT_TRANSLATE_NOOP("remarks", "あと%1日"), str(days_left))


def of_loan(
    loan: LoanRow,
    *,
    buttons: bool,
    said_above: Collection[Reason] = frozenset(),
    until_above: date | None = None,
) -> str:
    """Say what the counter may do about a loan and, where it may not, why, unless 貸出更新 says it already.

    Where a desk renews nothing, what is foreseen or the system's own is said of the patron.

    Args:
        loan: the row.
        buttons: a renewal only the counter may do stands there as a button, which says whose it is.
        said_above: reasons of the counter that the list's heading says already.
        until_above: the day until which a renewal would go that the heading says already.
    """
    both = loan.renewal
    is_only_shown = is_never_offered(both.counter) and both.page.origin is not Origin.OURS
    match both.page if is_only_shown else both.counter:
        case Allowed() as allowed:
            return _renewable(loan, allowed, buttons=buttons, until_above=until_above)
        case Refused() as refused:
            return joined([_not_renewable(loan, refused, said_above), whose(refused)])


def of_closure(closure: Closure | None, remark: str, *, acts: bool) -> tuple[str, str]:
    """Give what staff read in a row, and why its date is later: in the place of the former where nothing stands there.

    Beside another remark it could be taken for the reason why an act is refused.

    Args:
        closure: what moved the row's date on, if anything did.
        remark: what else is said of the row.
        acts: staff's acts stand in the place.
    """
    why = words.closure(closure)
    return (why, "") if why and not (remark or acts) else (remark, why)


def of_pause(hold: HoldRow, *, said: bool) -> str:
    """Say that a hold is paused and, if that is known, until when.

    Args:
        hold: the row.
        said: 状況 says that it is.
    """
    if not hold.paused:
        return ""
    if hold.paused_until is None:
        return "" if said else words.PAUSED
    return filled("remarks", QT_TRANSLATE_NOOP("remarks", "%1まで中断中"), dates.day(hold.paused_until))


def of_hold(hold: HoldRow, *, buttons: bool) -> str:
    """Say what staff know of a hold and may do to it.

    Args:
        hold: the row.
        buttons: staff's acts stand there as buttons already, so that only what is refused needs words.
    """
    parts = []
    if hold.wait_until is not None:
        parts.append(
            filled("remarks", QT_TRANSLATE_NOOP("remarks", "予約待ち期限日 %1"), dates.day(hold.wait_until))
        )
    if not is_promised(hold.cancel.page):
        if isinstance(hold.cancel.counter, Refused):
            parts.append(refusal(hold.cancel.counter))
        elif not buttons and hold.status is not HoldStatus.WAITING:
            parts.append(translate("remarks", "窓口取消可"))
    match hold.extend:
        case Allowed(new_day=day) if not buttons and day is not None:
            parts.append(filled("remarks", QT_TRANSLATE_NOOP("remarks", "取置延長で %1"), dates.day(day)))
        case Refused(reasons=reasons) if not _NOT_TOLD_OF_EXTENSION.intersection(reasons):
            parts.append(refusal(hold.extend))
        case _:
            pass
    return joined([*parts, *_contacts(hold), *_said_by_act(hold)])


def is_told_by_staff(hold: HoldRow) -> bool:
    """Tell whether staff call the patron about a hold that is ready, or have tried already."""
    known = hold.contacts
    return known is not None and (hold.contact is ContactMethod.PHONE or bool(known.rows))


def _contacts(hold: HoldRow) -> list[str]:
    """Say how often staff tried to tell the patron, and what is done next."""
    if hold.contacts is None or not is_told_by_staff(hold):
        return []
    often, *_ = suspension_words.contacts_so_far(hold.contacts)
    after = hold.contacts.next
    return [
        often,
        "" if after is None else f"{dates.day(after.on)} {suspension_words.contact_step(after.step)}",
    ]


def of_cancelled_hold(row: CancelledHoldRow, *, buttons: bool) -> str:
    """Say whether a cancelled hold can be brought back and what it then is or, if not, why."""
    if isinstance(row.undo, Refused):
        return refusal(row.undo)
    may = "" if buttons else translate("remarks", "予約に戻せます")
    return joined([may, _comes_back(row.comes_back), whose(row.undo)])


def _said_by_act(hold: HoldRow) -> list[str]:
    """Name the acts of which the library's system decides, as far as they could be wanted."""
    waits = hold.status is HoldStatus.WAITING
    acts = {
        "hold.cancel" if waits else "hold.staff_cancel": hold.cancel.counter,
        "hold.change": hold.change.counter,
    }
    if hold.status is HoldStatus.READY:
        acts["hold.extend_shelf"] = hold.extend
    named: dict[str, list[str]] = {}
    for code, decision in acts.items():
        if not is_never_offered(decision):
            said = whose(decision) if isinstance(decision, Allowed) else ""
            named.setdefault(said, []).append(act_words.verb_of(code))
    if len(named) == 1:
        return list(named)  # of all of them alike
    return [refusal_of(joined(names), said) for said, names in named.items() if said]


def _comes_back(back: Comeback) -> str:
    """Say of a hold that had its copy what it is afterwards; one that waited waits again."""
    if back.shelf_until is not None:
        ready = QT_TRANSLATE_NOOP("remarks", "取置へ(%1まで)")
        return filled("remarks", ready, dates.short_day(back.shelf_until))
    return "" if back.because is None else translate("remarks", _WAITS[back.because])


def _renewable(loan: LoanRow, allowed: Allowed, *, buttons: bool, until_above: date | None) -> str:
    parts, page = [], loan.renewal.page
    if isinstance(page, Refused):
        parts = [_loan_reason(reason, loan, page.code) for reason in page.reasons]
        parts.append(_works_from_on_page(page.works_from))
    if allowed.new_day is not None and allowed.new_day != until_above:
        parts.append(foreseen(_renewed_until(loan, allowed.new_day, buttons=buttons), allowed))
    by_date = allowed.origin is Origin.FORESEEN and allowed.new_day is not None
    by_page = allowed.origin is Origin.UNFORESEEN and page.origin is Origin.UNFORESEEN
    parts.append("" if by_date or by_page else whose(allowed))
    if allowed.item_in_hand and not (buttons and isinstance(page, Refused)):  # the question asks for it
        parts.append(translate("remarks", "現物を確認"))
    return joined(parts)


def _renewed_until(loan: LoanRow, day: date, *, buttons: bool) -> str:
    """Say the new 返却期限日; beside the counter's own button nothing else has to be said of it."""
    if is_promised(loan.renewal.page):
        return filled("remarks", QT_TRANSLATE_NOOP("remarks", "更新すると %1"), dates.day(day))
    if buttons:
        return filled("remarks", QT_TRANSLATE_NOOP("remarks", "%1まで"), dates.day(day))
    return filled("remarks", QT_TRANSLATE_NOOP("remarks", "窓口で更新すると %1"), dates.day(day))


def _not_renewable(loan: LoanRow, counter: Refused, said_above: Collection[Reason]) -> str:
    """Say every reason of the page and of the counter once, and from when each of them allows it."""
    page = loan.renewal.page
    reasons, page_day = set(counter.reasons) - {Reason.NOT_OFFERED}, None
    if isinstance(page, Refused):
        reasons, page_day = reasons | set(page.reasons), page.works_from
    if isinstance(page, Refused) and Reason.ALREADY_RENEWED in page.reasons and not loan.renewed_today:
        reasons -= {Reason.ALREADY_RENEWED}
    reasons.difference_update(said_above)
    if loan.overdue_days and len(reasons) > 1:
        reasons -= {Reason.PAST_DUE}  # which 「60日延滞」 says beside the due date
    code = counter.code if isinstance(page, Allowed) else counter.code or page.code
    told = joined([_loan_reason(reason, loan, code) for reason in _IN_ORDER if reason in reasons])
    if not isinstance(page, Refused):
        return told + works_from(counter.works_from)
    if page_day == counter.works_from:
        return told + works_from(page_day)
    at_counter = ""
    if counter.works_from is not None:
        day = dates.short_day(counter.works_from)
        at_counter = filled("remarks", QT_TRANSLATE_NOOP("remarks", "窓口%1から"), day)
    return joined([told, _works_from_on_page(page_day), at_counter])


def _works_from_on_page(day: date | None) -> str:
    return (
        ""
        if day is None
        else filled("remarks", QT_TRANSLATE_NOOP("remarks", "ページ%1から"), dates.short_day(day))
    )


def _loan_reason(reason: Reason, loan: LoanRow, code: str | None) -> str:
    word = refusal_words.reason(reason, code)
    if reason is Reason.HOLD_WAITING and loan.waiting:
        return word + filled("remarks", QT_TRANSLATE_NOOP("remarks", "(%1人)"), str(loan.waiting))
    return word

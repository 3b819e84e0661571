"""Proposes what is done next to reach a patron (連絡の記録), after what was tried; staff decide.

Issue 18, "連絡の記録": reasons ②③⑤ and holds that are ready are worked on by calls, letters and mails. What is overdue
goes through the library's stages (◇ `overdue_stages`); an unanswered call is made again later.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Final

from services.rules.circulation.calendar import BranchCalendar
from services.rules.contact_stages import stages_of
from services.rules.dates import days_after
from services.rules.decision import Decision, Reason, decide
from services.rules.policy import Policy
from services.rules.vocabulary import ContactMeans, ContactResult, ContactStep, HoldStatus, SuspensionReason

WORKED_ON: Final = (
    SuspensionReason.UNREACHABLE,
    SuspensionReason.LONG_OVERDUE,
    SuspensionReason.CONTACT_WANTED,
)
"""The reasons of suspensions for which patrons are contacted: ②③⑤."""

_SPOKEN: Final = (ContactResult.TOLD, ContactResult.REACHED, ContactResult.REFUSED)
_WRITTEN: Final = (ContactResult.SENT, ContactResult.CAME_BACK)
RESULTS: Final[Mapping[ContactMeans, tuple[ContactResult, ...]]] = {
    ContactMeans.PHONE: (
        ContactResult.TOLD,
        ContactResult.REACHED,
        ContactResult.MESSAGE_LEFT,
        ContactResult.NO_ANSWER,
        ContactResult.NUMBER_UNUSED,
        ContactResult.REFUSED,
    ),
    ContactMeans.LETTER: _WRITTEN,
    ContactMeans.POSTCARD: _WRITTEN,
    ContactMeans.MAIL: _WRITTEN,
    ContactMeans.AT_COUNTER: _SPOKEN,
}
"""Which results a means can have, in the order in which they are offered."""

_NOBODY: Final = frozenset({ContactResult.NO_ANSWER, ContactResult.MESSAGE_LEFT})
_BY_POST: Final = frozenset({ContactMeans.LETTER, ContactMeans.POSTCARD})


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is done next, and the day from which it is due."""

    step: ContactStep
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt to reach a patron, as the rule knows it.

    Attributes:
        next: what was to be done after it, as staff decided; None for nothing more.
    """

    means: ContactMeans
    result: ContactResult
    next: NextStep | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFacts:
    """What a proposal is made of.

    Attributes:
        reason: the suspension's; None for a hold that is ready.
        today: the day at the counters.
        overdue_days: how late the patron's latest item is; 0 where nothing is overdue.
        tried: the attempts so far, the newest first.
    """

    reason: SuspensionReason | None
    today: date
    overdue_days: int = 0
    tried: tuple[Attempt, ...] = ()


def fits(means: ContactMeans, result: ContactResult) -> bool:
    """Tell whether a means can have a result."""
    return result in RESULTS[means]


def may_be_contacted_about(reason: SuspensionReason) -> Decision:
    """Decide whether attempts are recorded for a suspension: for ②③⑤."""
    return decide(set() if reason in WORKED_ON else {Reason.NOT_FOR_CONTACTS})


def may_be_contacted_about_hold(status: HoldStatus) -> Decision:
    """Decide whether attempts are recorded for a hold: while it is ready, with any 連絡方法."""
    return decide(set() if status is HoldStatus.READY else {Reason.NOT_ON_SHELF})


def may_say(means: ContactMeans, result: ContactResult, after: NextStep | None, today: date) -> Decision:
    """Decide on what an attempt's record says: the result is one of its means, the next day isn't over."""
    reasons: set[Reason] = set()
    if not fits(means, result):
        reasons.add(Reason.CODE_NOT_OFFERED)
    if after is not None and after.on < today:
        reasons.add(Reason.DAY_IS_OVER)
    return decide(reasons)


def awaits_contact(reason: SuspensionReason, tried: tuple[Attempt, ...], today: date) -> bool:
    """Tell whether a suspension in force waits for staff to try now (連絡待ち).

    There was no attempt yet, or the day set at the newest attempt has come.
    """
    if reason not in WORKED_ON:
        return False
    return not tried or (tried[0].next is not None and tried[0].next.on <= today)


def days_late(tried: tuple[Attempt, ...], today: date) -> int:
    """Tell for how many days the day that was set at the newest attempt is over; 0 where it isn't, or none was set."""
    after = tried[0].next if tried else None
    return 0 if after is None else max(0, (today - after.on).days)


def was_told(results: tuple[ContactResult, ...]) -> bool:
    """Tell whether ⑤ has happened: an attempt since it began told the patron."""
    return ContactResult.TOLD in results


def standing_step(facts: ContactFacts, policy: Policy, calendar: BranchCalendar) -> NextStep | None:
    """Tell the present next step: the one that staff decided at the newest attempt, or the first one."""
    return facts.tried[0].next if facts.tried else next_step(facts, policy, calendar)


def next_step(facts: ContactFacts, policy: Policy, calendar: BranchCalendar) -> NextStep | None:
    """Propose what is done next, and when; None where nothing more is to be done.

    ③ goes on through the library's stages, and no longer than something is overdue. An unanswered call is made again, ◇
    some times, and then a postcard is written. Where neither post nor telephone arrives, a suspension for ② is
    proposed. A closed day moves to the next open one.

    Args:
        facts: what it is about, and what was tried.
        policy: ◇ `overdue_stages`, `contact_again_days`, `contact_calls`.
        calendar: the open days of the branch that works on it.
    """
    if facts.reason is SuspensionReason.LONG_OVERDUE:
        found = _about_overdue(facts, policy)
    elif facts.reason is not None and facts.reason not in WORKED_ON:
        found = None
    elif not facts.tried:
        found = NextStep(ContactStep.CALL, facts.today)
    else:
        found = _after_the_last(facts, policy)
    return None if found is None else NextStep(found.step, calendar.next_open(found.on))


def _about_overdue(facts: ContactFacts, policy: Policy) -> NextStep | None:
    if not facts.overdue_days:
        return None
    # It is suspended already.
    stages = [it for it in stages_of(policy.overdue_stages) if it[1] is not ContactStep.PROPOSE_SUSPENSION]
    come = [NextStep(step, facts.today) for days, step in stages if days <= facts.overdue_days]
    if not facts.tried and come:
        return come[-1]
    to_come = [
        NextStep(step, days_after(facts.today, days - facts.overdue_days))
        for days, step in stages
        if days > facts.overdue_days
    ]
    after = _after_the_last(facts, policy) if facts.tried else None
    candidates: list[NextStep] = to_come[:1] if after is None else [*to_come[:1], after]
    if candidates:
        return min(candidates, key=lambda it: it.on)
    wait = policy.contact_again_days if facts.tried else 0
    return NextStep(ContactStep.CALL, days_after(facts.today, wait))


def _after_the_last(facts: ContactFacts, policy: Policy) -> NextStep | None:  # noqa: PLR0911 - one line a result
    later = days_after(facts.today, policy.contact_again_days)
    match facts.tried[0].result:
        case ContactResult.TOLD:
            return None
        case ContactResult.REACHED if facts.reason is not SuspensionReason.CONTACT_WANTED:
            return None
        case ContactResult.REACHED:
            return NextStep(ContactStep.CALL, later)
        case ContactResult.NO_ANSWER | ContactResult.MESSAGE_LEFT:
            again = _calls_in_vain(facts) < policy.contact_calls or _post_comes_back(facts)
            return NextStep(ContactStep.CALL if again else ContactStep.POSTCARD, later)
        case ContactResult.NUMBER_UNUSED:
            return _by_post(facts)
        case ContactResult.CAME_BACK:
            return _by_post(facts) if _number_is_unused(facts) else NextStep(ContactStep.CALL, facts.today)
        case ContactResult.REFUSED:
            return None if _post_comes_back(facts) else NextStep(ContactStep.LETTER, later)
        case ContactResult.SENT:
            return None if _number_is_unused(facts) else NextStep(ContactStep.CALL, later)


def _by_post(facts: ContactFacts) -> NextStep | None:
    """Propose a postcard where the telephone is of no use, and ② where post isn't, either.

    ② has happened for ② itself, and a hold ends by itself.
    """
    if not _post_comes_back(facts):
        return NextStep(ContactStep.POSTCARD, facts.today)
    if facts.reason in {None, SuspensionReason.UNREACHABLE}:
        return None
    return NextStep(ContactStep.PROPOSE_SUSPENSION, facts.today)


def _calls_in_vain(facts: ContactFacts) -> int:
    return len(list(takewhile(lambda it: it.result in _NOBODY, facts.tried)))


def _number_is_unused(facts: ContactFacts) -> bool:
    return any(it.result is ContactResult.NUMBER_UNUSED for it in facts.tried)


def _post_comes_back(facts: ContactFacts) -> bool:
    return any(it.means in _BY_POST and it.result is ContactResult.CAME_BACK for it in facts.tried)

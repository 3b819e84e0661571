"""Decides whether a loan can be renewed (貸出更新), by the patron on the page and by staff at the counter.

domain.md, "Rules from the guide: Renewal" and "What Kawaguchi's public pages add".
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from services.rules.circulation.calendar import BranchCalendar
from services.rules.circulation.closures import closure_of_due
from services.rules.dates import is_over
from services.rules.decision import UNFORESEEN, Allowed, Decision, PageAndCounter, Reason, Refused
from services.rules.decision import decide as answer
from services.rules.policy import Policy
from services.rules.vocabulary import Channel

# What goes away by itself: the loan's first day, a closure, a new date that wouldn't be later.
_HEALED_BY_TIME = frozenset({Reason.LENT_TODAY, Reason.CLOSURE, Reason.NOT_LATER})
_SEARCH_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalFacts:
    """Everything a renewal is decided on.

    Attributes:
        today: the day at the counters.
        loaned_on: 貸出日; None where it isn't known: then it isn't today.
        due_on: 返却期限日, after any renewal; None where it isn't known: then it is neither over nor today, and what
            comes of a renewal isn't foreseen.
        renewals: how often the loan was renewed.
        waiting: how many patrons wait for the title.
        interlibrary: the item is lent to us by another city (相互貸借).
        mobile: the lending branch is the mobile library.
        stopped: why a restriction stops renewals of the patron, if one does.
        expires_on: the patron's 更新期限日; None where the registration never expires.
        oldest_due_on: the earliest due date known among all items the patron has now, None where there is none.
        calendar: the lending branch's.
    """

    today: date
    loaned_on: date | None
    due_on: date | None
    renewals: int
    waiting: int
    interlibrary: bool
    mobile: bool
    stopped: Reason | None
    expires_on: date | None
    oldest_due_on: date | None
    calendar: BranchCalendar


def new_due_on(today: date, calendar: BranchCalendar, policy: Policy) -> date:
    """Tell 更新後の返却期限日: the day of renewing + ◇ 14 days, moved to the lending branch's next open day."""
    return calendar.next_open(today + timedelta(days=policy.renewal_days))


def decide(facts: RenewalFacts, policy: Policy, channel: Channel) -> PageAndCounter:
    """Decide what the patron page offers (「再貸出可能」), and what staff may do on a channel.

    At the counter an inter-library loan, and any loan on its due date, needs the item in hand
    (「資料の現物を確認しました」); on the phone nothing can be shown, so these stay refused there even where
    ◇ `renewal_by_phone` is on.
    """
    common = _common_reasons(facts, policy, facts.today)
    return PageAndCounter(_decide(facts, policy, None, common), _decide(facts, policy, channel, common))


def _decide(
    facts: RenewalFacts, policy: Policy, channel: Channel | None, common: frozenset[Reason]
) -> Decision:
    reasons = common | _reasons_of(facts, policy, channel, facts.today)
    if not reasons:
        return _allowed(facts, policy, channel)
    refusal = answer(reasons)
    if isinstance(refusal, Refused) and reasons <= _HEALED_BY_TIME:
        return Refused(refusal.reasons, _works_from(facts, policy, channel))
    return refusal


def _allowed(facts: RenewalFacts, policy: Policy, channel: Channel | None) -> Allowed:
    in_hand = channel is not None and _must_show_item(facts, facts.today)
    if facts.due_on is None:  # whether a date would be later, only who knows it can tell
        return replace(UNFORESEEN, item_in_hand=in_hand)
    day = new_due_on(facts.today, facts.calendar, policy)
    closure = closure_of_due(day, facts.loaned_on, facts.today, facts.calendar, policy)
    return Allowed(day, in_hand, closure)


def _must_show_item(facts: RenewalFacts, today: date) -> bool:
    return facts.interlibrary or today == facts.due_on


def _common_reasons(facts: RenewalFacts, policy: Policy, today: date) -> frozenset[Reason]:
    """Gather the reasons against renewing on a day wherever it is asked for."""
    return frozenset(_patrons_reasons(facts, policy, today) | _loans_reasons(facts, policy, today))


def _reasons_of(facts: RenewalFacts, policy: Policy, channel: Channel | None, today: date) -> set[Reason]:
    """Gather those of a channel alone; None is the patron page."""
    reasons: set[Reason] = set()
    if channel is None:
        if facts.interlibrary:
            reasons.add(Reason.INTERLIBRARY)
        if facts.mobile:
            reasons.add(Reason.MOBILE_LIBRARY)
        return reasons
    if facts.mobile and not policy.renewal_of_mobile_loans_at_counter:
        reasons.add(Reason.MOBILE_LIBRARY)
    if channel is Channel.PHONE and (not policy.renewal_by_phone or _must_show_item(facts, today)):
        reasons.add(Reason.BY_PHONE)
    return reasons


def _patrons_reasons(facts: RenewalFacts, policy: Policy, today: date) -> set[Reason]:
    reasons: set[Reason] = set()
    if facts.stopped is not None:
        reasons.add(facts.stopped)
    if is_over(facts.expires_on, today) and policy.renewal_refused_when_expired:
        reasons.add(Reason.REGISTRATION_EXPIRED)
    oldest = facts.oldest_due_on
    if oldest is not None and (today - oldest).days >= policy.renewal_stops_when_overdue_days:
        reasons.add(Reason.LONG_OVERDUE)
    return reasons


def _loans_reasons(facts: RenewalFacts, policy: Policy, today: date) -> set[Reason]:
    reasons: set[Reason] = set()
    if facts.due_on is not None and today > facts.due_on:
        reasons.add(Reason.PAST_DUE)
    if facts.renewals >= policy.renewal_limit:
        reasons.add(Reason.ALREADY_RENEWED)
    if facts.waiting > 0:
        reasons.add(Reason.HOLD_WAITING)
    since = None if facts.loaned_on is None else (today - facts.loaned_on).days
    if since is not None and since < policy.renewal_first_day_after_loan:
        reasons.add(Reason.LENT_TODAY)
    if facts.calendar.special_closure_around(today, policy.closure_min_days, policy.closure_margin_days):
        reasons.add(Reason.CLOSURE)
    # On the day of lending or of renewing the new date can't be later; that is no news beside those reasons.
    says_it_already = Reason.LENT_TODAY in reasons or Reason.ALREADY_RENEWED in reasons
    if facts.due_on is None or says_it_already:
        return reasons
    if new_due_on(today, facts.calendar, policy) <= facts.due_on:
        reasons.add(Reason.NOT_LATER)
    return reasons


def _works_from(facts: RenewalFacts, policy: Policy, channel: Channel | None) -> date | None:
    """Find the first later day, up to the due date if it is known, on which nothing speaks against the renewal."""
    left = _SEARCH_DAYS if facts.due_on is None else (facts.due_on - facts.today).days
    for step in range(1, min(left, _SEARCH_DAYS) + 1):
        day = facts.today + timedelta(days=step)
        if not (_common_reasons(facts, policy, day) or _reasons_of(facts, policy, channel, day)):
            return day
    return None

"""Decides on suspensions (貸出禁止中): their order, what they stop, who may set one, and when one may be lifted.

The guide's five reasons and domain.md, "Suspension"; the roles' powers are design.md's table.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Final

from services.rules.decision import Decision, Reason, decide
from services.rules.policy import Policy
from services.rules.vocabulary import Channel, Role, Stopped, SuspensionReason

_PLACES: Final = {reason: place for place, reason in enumerate(SuspensionReason)}


SET_BY_SUPERVISORS: Final = tuple(
    reason for reason in SuspensionReason if reason is not SuspensionReason.CARD_LOST
)
"""The reasons a supervisor suspends for, ② to ⑤; ① is what a patron reports."""


def in_order(reasons: Iterable[SuspensionReason]) -> tuple[SuspensionReason, ...]:
    """Sort reasons as the guide tells them, ① to ⑤."""
    return tuple(sorted(reasons, key=_PLACES.__getitem__))


def place(reason: SuspensionReason | None) -> int:
    """Tell the place of a restriction's reason among those in force: ① to ⑤, then what isn't one of the guide's."""
    return len(_PLACES) if reason is None else _PLACES[reason]


def stopped_by_guide(policy: Policy) -> frozenset[Stopped]:
    """Tell what each of the guide's five stops: lending and, ◇ by the library's policy, renewals; never holds."""
    renewals = {Stopped.RENEWALS} if policy.renewal_refused_when_suspended else set[Stopped]()
    return frozenset({Stopped.LOANS, *renewals})


def is_suspended(in_force: Iterable[Collection[Stopped]]) -> bool:
    """Tell whether lending is stopped (貸出禁止中) by restrictions of which each stops this."""
    return any(Stopped.LOANS in stops for stops in in_force)


def why_stopped(what: Stopped, in_force: Collection[Collection[Stopped]]) -> Reason | None:
    """Tell why restrictions refuse an act; None where none of them stops it.

    Args:
        what: what the act needs.
        in_force: what each restriction stops.
    """
    if not any(what in stops for stops in in_force):
        return None
    return Reason.SUSPENDED if is_suspended(in_force) else Reason.RESTRICTED


class CheckItem(Enum):
    """What a supervisor confirms before lifting, by ticking it off."""

    IDENTITY_CHECKED = "identity_checked"
    NEW_CARD_HANDED_OVER = "new_card_handed_over"
    CONTACT_CONFIRMED = "contact_confirmed"
    RETURNS_SEEN = "returns_seen"
    ADDRESS_PROOF_SEEN = "address_proof_seen"
    MESSAGE_GIVEN = "message_given"


CHECKLISTS: Final[Mapping[SuspensionReason, tuple[CheckItem, ...]]] = {
    SuspensionReason.CARD_LOST: (CheckItem.IDENTITY_CHECKED, CheckItem.NEW_CARD_HANDED_OVER),
    SuspensionReason.UNREACHABLE: (CheckItem.CONTACT_CONFIRMED,),
    SuspensionReason.LONG_OVERDUE: (CheckItem.RETURNS_SEEN,),
    SuspensionReason.ADDRESS_CHANGE: (CheckItem.ADDRESS_PROOF_SEEN,),
    SuspensionReason.CONTACT_WANTED: (CheckItem.MESSAGE_GIVEN,),
}


def may_suspend(
    reason: SuspensionReason,
    in_force: Collection[SuspensionReason],
    *,
    role: Role,
    channel: Channel,
    consent: bool,
) -> Decision:
    """Decide on a new suspension.

    Every role may report a card lost, also by phone after the check, but only with the patron's consent. The other
    reasons are the supervisor's, at the counter.
    """
    reasons: set[Reason] = set()
    if reason is SuspensionReason.CARD_LOST:
        if not consent:
            reasons.add(Reason.NO_CONSENT)
    else:
        reasons |= _not_able(role, channel)
    if reason in in_force:
        reasons.add(Reason.ALREADY_IN_FORCE)
    return decide(reasons)


def long_overdue_fits(reason: SuspensionReason, *, overdue_items: int, although: bool) -> Decision:
    """Decide on ③ by what is overdue: where nothing is, the supervisor has to say that it is meant.

    Args:
        reason: the suspension's; every other one fits.
        overdue_items: how many of the patron's items are overdue now.
        although: the supervisor was told that nothing is, and wants it all the same.
    """
    doubtful = reason is SuspensionReason.LONG_OVERDUE and not overdue_items and not although
    return decide({Reason.NOTHING_OVERDUE} if doubtful else set())


def still_to_set(in_force: Collection[SuspensionReason]) -> tuple[SuspensionReason, ...]:
    """Choose the reasons that a supervisor may still suspend for, in the guide's order."""
    return tuple(reason for reason in SET_BY_SUPERVISORS if reason not in in_force)


def may_suspend_at_all(in_force: Collection[SuspensionReason], *, role: Role, channel: Channel) -> Decision:
    """Decide whether 貸出禁止 is offered: to a supervisor at the counter, while a reason is left."""
    reasons = _not_able(role, channel)
    if not still_to_set(in_force):
        reasons.add(Reason.ALREADY_IN_FORCE)
    return decide(reasons)


def code_fits(code: str | None, codes: Collection[str]) -> Decision:
    """Decide on a note's or an override's code: none, or one that the library's master has."""
    return decide(set() if code is None or code in codes else {Reason.CODE_NOT_OFFERED})


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftFacts:
    """What lifting one suspension is decided on.

    Attributes:
        reason: the suspension's.
        in_force: it wasn't lifted yet.
        role, channel: who would lift it, and where.
        started_on: the day it began, None where nobody knows it: then nothing counts as changed since.
        overdue_items: how many of the patron's items are overdue now.
        address_changed_on: when the registered address was last changed, None if never.
        phone_changed_on: when the registered telephone number was last changed, None if never.
        card_replaced: a new card was issued since the loss.
        told: the patron was reached since it began.
        checked: what the supervisor ticked off.
        override: the supervisor wants to lift it although the facts speak against it.
    """

    reason: SuspensionReason
    in_force: bool
    role: Role
    channel: Channel
    started_on: date | None
    overdue_items: int
    address_changed_on: date | None
    card_replaced: bool
    checked: frozenset[CheckItem]
    override: bool = False
    phone_changed_on: date | None = None
    told: bool = False


def may_lift(facts: LiftFacts, policy: Policy) -> Decision:
    """Decide on lifting one suspension; each is lifted alone, by a supervisor at the counter.

    What the database knows is asked first: ① the card was replaced, ③ nothing is overdue any more (返却直後も、解除
    されない場合があります), ④ the address was changed since. An override goes past these facts where ◇ the library
    allows it, never past the checklist.
    """
    reasons = _not_able(facts.role, facts.channel)
    if not facts.in_force:
        reasons.add(Reason.NOT_IN_FORCE)
    if not (facts.override and policy.lifting_against_facts_with_override):
        reasons |= facts_against(facts)
    if not facts.checked.issuperset(CHECKLISTS[facts.reason]):
        reasons.add(Reason.CHECKLIST_OPEN)
    return decide(reasons)


def before_checking(facts: LiftFacts, policy: Policy) -> Decision:
    """Decide as far as it is known before the supervisor ticks anything off, and without an override."""
    return may_lift(replace(facts, checked=frozenset(CHECKLISTS[facts.reason]), override=False), policy)


def facts_against(facts: LiftFacts) -> set[Reason]:
    """Give the reasons against lifting that the database knows; empty without any."""
    match facts.reason:
        case SuspensionReason.CARD_LOST if not facts.card_replaced:
            return {Reason.CARD_NOT_REPLACED}
        case SuspensionReason.LONG_OVERDUE if facts.overdue_items > 0:
            return {Reason.ITEMS_STILL_OVERDUE}
        case SuspensionReason.ADDRESS_CHANGE if not _changed_since(
            facts.address_changed_on, facts.started_on
        ):
            return {Reason.ADDRESS_NOT_CHANGED}
        case _:
            return set()


def is_ready(facts: LiftFacts) -> bool:
    """Tell whether all that a suspension waits for has happened, as far as the database knows.

    ① the card was replaced, ② the address or the telephone number was changed since, ③ nothing is overdue any more, ④
    the address was changed since, ⑤ the patron was reached since. It proposes a lift; `may_lift` decides about it,
    which ② and ⑤ leave to the supervisor's checklist.
    """
    match facts.reason:
        case SuspensionReason.UNREACHABLE:
            changes = (facts.address_changed_on, facts.phone_changed_on)
            return any(_changed_since(day, facts.started_on) for day in changes)
        case SuspensionReason.CONTACT_WANTED:
            return facts.told
        case _:
            return not facts_against(facts)


def told_of_attempts(facts: LiftFacts) -> bool:
    """Tell whether the desk may see attempts to reach the patron: not on the phone (連絡の記録)."""
    return facts.channel is Channel.COUNTER and facts.role is not Role.PHONE


def _not_able(role: Role, channel: Channel) -> set[Reason]:
    if role is not Role.SUPERVISOR:
        return {Reason.ROLE_MAY_NOT}
    return set() if channel is Channel.COUNTER else {Reason.NEEDS_VISIT}


def _changed_since(changed_on: date | None, started_on: date | None) -> bool:
    return changed_on is not None and started_on is not None and changed_on >= started_on

"""Suspensions (貸出禁止中): their order, who may set one, and what must be true before one is lifted.

The guide's five reasons and domain.md, "Suspension"; who may do what is design.md's table.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from services.rules.decision import Decision, Reason, decide
from services.rules.policy import Policy
from services.rules.vocabulary import Channel, Role, SuspensionReason

_PLACES: Final = {reason: place for place, reason in enumerate(SuspensionReason)}


def in_order(reasons: Iterable[SuspensionReason]) -> tuple[SuspensionReason, ...]:
    """Sort reasons as the guide tells them, ① to ⑤."""
    return tuple(sorted(reasons, key=_PLACES.__getitem__))


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

    Everybody may report a card lost, also by phone after the check, but only with the patron's consent; the other
    reasons are the supervisor's, at the counter.
    """
    reasons: set[Reason] = set()
    if reason is SuspensionReason.CARD_LOST:
        if not consent:
            reasons.add(Reason.NO_CONSENT)
    elif not _is_supervisor(role, channel):
        reasons.add(Reason.ROLE_MAY_NOT)
    if reason in in_force:
        reasons.add(Reason.ALREADY_IN_FORCE)
    return decide(reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftFacts:
    """What lifting one suspension is decided on.

    Attributes:
        reason: the suspension's.
        in_force: it wasn't lifted yet.
        role, channel: who would lift it, and where.
        started_on: the day it began.
        overdue_items: how many of the patron's items are overdue now.
        address_changed_on: when the registered address was last changed, None if never.
        card_replaced: a new card was issued since the loss.
        checked: what the supervisor ticked off.
        override: the supervisor wants to lift it although the facts speak against it.
    """

    reason: SuspensionReason
    in_force: bool
    role: Role
    channel: Channel
    started_on: date
    overdue_items: int
    address_changed_on: date | None
    card_replaced: bool
    checked: frozenset[CheckItem]
    override: bool = False


def may_lift(facts: LiftFacts, policy: Policy) -> Decision:
    """Decide on lifting one suspension; each is lifted alone, by a supervisor at the counter.

    What the database knows is asked first: ① the card was replaced, ③ nothing is overdue any more (返却直後も、解除
    されない場合があります), ④ the address was changed since. An override goes past these facts where ◇ the library
    allows it, never past the checklist.
    """
    reasons: set[Reason] = set()
    if not _is_supervisor(facts.role, facts.channel):
        reasons.add(Reason.ROLE_MAY_NOT)
    if not facts.in_force:
        reasons.add(Reason.NOT_IN_FORCE)
    if not (facts.override and policy.lifting_against_facts_with_override):
        reasons |= _facts_against(facts)
    if not facts.checked.issuperset(CHECKLISTS[facts.reason]):
        reasons.add(Reason.CHECKLIST_OPEN)
    return decide(reasons)


def _is_supervisor(role: Role, channel: Channel) -> bool:
    return role is Role.SUPERVISOR and channel is Channel.COUNTER


def _facts_against(facts: LiftFacts) -> set[Reason]:
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


def _changed_since(changed_on: date | None, started_on: date) -> bool:
    return changed_on is not None and changed_on >= started_on

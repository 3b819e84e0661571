"""Defines a rule's decision: an act is allowed, or refused with every reason that applies.

The patron page and the counter have different powers, so each act has two decisions (`PageAndCounter`): the panels show
the page's, the staff column the counter's (domain.md, "The patron's powers and the staff's differ").
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import Final


class Reason(Enum):
    """Why an act is refused.

    The first eleven are renewal's, in the fixed order in which domain.md wants them told; enum order is that
    order. The words are `views.text.words`'s.
    """

    SUSPENDED = "suspended"
    REGISTRATION_EXPIRED = "registration_expired"
    LONG_OVERDUE = "long_overdue"
    PAST_DUE = "past_due"
    ALREADY_RENEWED = "already_renewed"
    HOLD_WAITING = "hold_waiting"
    LENT_TODAY = "lent_today"
    INTERLIBRARY = "interlibrary"
    MOBILE_LIBRARY = "mobile_library"
    CLOSURE = "closure"
    BY_PHONE = "by_phone"
    NOT_LATER = "not_later"
    RESTRICTED = "restricted"
    """A restriction that doesn't stop lending stops the act."""

    NOT_WAITING = "not_waiting"
    NOT_ON_SHELF = "not_on_shelf"
    SHELF_ALREADY_EXTENDED = "shelf_already_extended"
    SHELF_TIME_OVER = "shelf_time_over"
    STILL_WAITING = "still_waiting"
    CONTACT_NOT_OFFERED = "contact_not_offered"
    NO_MAIL_ADDRESS = "no_mail_address"
    STOP_ONLY_FOR_MOBILE = "stop_only_for_mobile"
    STOP_NEEDED = "stop_needed"
    UNDO_DAY_OVER = "undo_day_over"
    HELD_AGAIN = "held_again"
    HOLD_LIMIT_REACHED = "hold_limit_reached"
    COPY_GONE = "copy_gone"
    WAIT_TIME_OVER = "wait_time_over"
    CANCEL_REASON_NOT_OFFERED = "cancel_reason_not_offered"

    NO_CARD = "no_card"
    CARD_LOST = "card_lost"
    LOSS_NOT_LIFTED = "loss_not_lifted"
    CARD_NOT_LOST = "card_not_lost"
    CARD_NOT_SHOWN = "card_not_shown"
    CARD_SHOWN_TOO_LONG_AGO = "card_shown_too_long_ago"
    OTHER_CARD_SHOWN = "other_card_shown"
    PROOF_NOT_ACCEPTED = "proof_not_accepted"
    ADDRESS_NOT_PROVEN = "address_not_proven"
    NOT_A_CHILD = "not_a_child"
    AGE_UNKNOWN = "age_unknown"
    PROXY_NOT_ACCEPTED = "proxy_not_accepted"
    ROLE_MAY_NOT = "role_may_not"
    NEEDS_VISIT = "needs_visit"
    NOT_IDENTIFIED = "not_identified"
    ITEM_NOT_SHOWN = "item_not_shown"

    NO_PASSWORD = "no_password"  # noqa: S105
    PASSWORD_DISABLED = "password_disabled"  # noqa: S105
    PASSWORD_LOCKED = "password_locked"  # noqa: S105
    LOCK_WITHOUT_END = "lock_without_end"
    PASSWORD_EXPIRED = "password_expired"  # noqa: S105
    PASSWORD_NOT_LOCKED = "password_not_locked"  # noqa: S105

    MAIL_WANTED_BY_HOLD = "mail_wanted_by_hold"
    MAIL_ON_ITS_WAY = "mail_on_its_way"

    ITEMS_STILL_OVERDUE = "items_still_overdue"
    ADDRESS_NOT_CHANGED = "address_not_changed"
    CARD_NOT_REPLACED = "card_not_replaced"
    CHECKLIST_OPEN = "checklist_open"
    NOT_IN_FORCE = "not_in_force"
    ALREADY_IN_FORCE = "already_in_force"
    NOT_BY_PATRON = "not_by_patron"
    NO_CONSENT = "no_consent"
    CODE_NOT_OFFERED = "code_not_offered"
    REPORTED_ALREADY = "reported_already"
    NOTHING_OVERDUE = "nothing_overdue"
    NOT_FOR_CONTACTS = "not_for_contacts"
    DAY_IS_OVER = "day_is_over"

    NOT_OFFERED = "not_offered"
    """The desk's library system has no such act."""
    SYSTEM_REFUSES = "system_refuses"
    """The library's system refuses it, for a reason of its own: `Refused.code`."""

    __hash__ = object.__hash__  # looked up by the hundred for one patron; Enum's own is Python code


class Origin(Enum):
    """Whose a decision is.

    OURS: the library acts by the rules that made it. FORESEEN: the same rules made it, and the library's system, which
    decides by its own, may decide otherwise. SYSTEM: that system has decided. UNFORESEEN: it decides when it is asked,
    and nobody can tell before; the act may be tried.
    """

    OURS = "ours"
    FORESEEN = "foreseen"
    SYSTEM = "system"
    UNFORESEEN = "unforeseen"

    __hash__ = object.__hash__


class Closure(Enum):
    """Why a branch is closed on a day, so that a date moves on; enum order is that of what is told of several.

    What is none of the others is REGULAR: the days that come back each week or month, as everybody knows.
    """

    NEW_YEAR = "new_year"
    SPECIAL = "special"
    SINGLE = "single"
    REGULAR = "regular"

    __hash__ = object.__hash__


_NOBODYS: Final = Origin.UNFORESEEN  # asked of refusals by the hundred; an Enum finds its members slowly
_PLACES: Final[Mapping[Reason, int]] = MappingProxyType(
    {reason: place for place, reason in enumerate(Reason)}
)
"""Each reason's place in the order of telling."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """The act may be done, or tried (`Origin.UNFORESEEN`).

    Attributes:
        new_day: the date the act would bring (更新後の返却期限日, the extended shelf-until day), where it has one that
            is known before.
        item_in_hand: the clerk must hold the item (「資料の現物を確認しました」).
        closure: what moved `new_day` on, if anything did.
        origin: whose decision it is.
        code: what the library's system says of it, a code or a sentence, as it came.
    """

    new_day: date | None = None
    item_in_hand: bool = False
    closure: Closure | None = None
    origin: Origin = Origin.OURS
    code: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Refused:
    """The act may not be done.

    Attributes:
        reasons: every reason that applies, in `Reason`'s order; never empty.
        works_from: the first day on which the same act would be allowed if nothing but time passes, or None if
            waiting doesn't help.
        origin: whose decision it is; nobody's can't be refused.
        code: what the library's system says in the place of `Reason.SYSTEM_REFUSES`, a code or a sentence, as it came.
    """

    reasons: tuple[Reason, ...]
    works_from: date | None = None
    origin: Origin = Origin.OURS
    code: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """Refuse a refusal without reasons, of which no message could be made, and one that is nobody's."""
        if not self.reasons or self.origin is _NOBODYS:
            msg = "a refusal needs a reason, and somebody who refuses"
            raise ValueError(msg)


type Decision = Allowed | Refused

ALLOWED: Final = Allowed()
UNFORESEEN: Final = Allowed(origin=Origin.UNFORESEEN)
"""The library's system decides when it is asked."""


@dataclass(frozen=True, slots=True)
class PageAndCounter:
    """One act's decisions: what the patron page offers the patron, and what this desk may do."""

    page: Decision
    counter: Decision


def is_promised(decision: Decision) -> bool:
    """Tell whether an act can be promised: it is allowed, and not only tried."""
    return isinstance(decision, Allowed) and decision.origin is not Origin.UNFORESEEN


def refused_by_system(code: str | None) -> Refused:
    """Make the refusal of a library system for a reason of its own.

    Args:
        code: see `Refused.code`; None where it says none.
    """
    return Refused((Reason.SYSTEM_REFUSES,), origin=Origin.SYSTEM, code=code or None)


def decide(reasons: "set[Reason] | frozenset[Reason]", allowed: Allowed | None = None) -> Decision:
    """Answer `allowed` when nothing speaks against it, else a refusal with all reasons in their order."""
    if reasons:
        return Refused(
            tuple(reasons) if len(reasons) == 1 else tuple(sorted(reasons, key=_PLACES.__getitem__))
        )
    return allowed or ALLOWED

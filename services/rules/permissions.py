"""Decides who may do what on which channel (design: the table "Who may do what"), as one pure function.

On the phone channel the phone column holds for everyone, and nothing is done before the caller is identified.
"""

from collections.abc import Mapping
from enum import Enum, auto
from types import MappingProxyType
from typing import Final

from services.rules.decision import Decision, Reason, decide
from services.rules.policy import Policy
from services.rules.vocabulary import Channel, Role


class Permission(Enum):
    """The table's lines: kinds of acts that the same people may do."""

    ISSUE_PASSWORD = auto()
    TRY_PASSWORD = auto()
    DISABLE_PASSWORD = auto()
    RENEW_LOANS = auto()
    SERVE_PATRON = auto()
    RENEW_REGISTRATION = auto()
    TAKE_REPORT = auto()
    RECORD_CONTACT = auto()
    SUPERVISE = auto()


_BY_PHONE: Final = frozenset({Permission.DISABLE_PASSWORD, Permission.SERVE_PATRON, Permission.TAKE_REPORT})
_AT_COUNTER: Final[Mapping[Role, frozenset[Permission]]] = MappingProxyType(
    {
        Role.COUNTER: frozenset(Permission) - {Permission.SUPERVISE},
        Role.PHONE: frozenset(),
        Role.SUPERVISOR: frozenset(Permission),
    }
)


def may_act(role: Role, channel: Channel, power: Permission, *, identified: bool, policy: Policy) -> Decision:
    """Decide whether a role may do a kind of act on a channel.

    Args:
        role: the staff member's.
        channel: where the patron is; 電話担当 has no counter.
        power: the kind of act.
        identified: the caller's identity check is on record; only asked for on the phone.
        policy: ◇ `renewal_by_phone`.
    """
    if channel is Channel.COUNTER:
        return decide(set() if power in _AT_COUNTER[role] else {Reason.ROLE_MAY_NOT})
    reasons: set[Reason] = set()
    if power is Permission.RENEW_LOANS:
        if not policy.renewal_by_phone:
            reasons.add(Reason.BY_PHONE)
    elif power is Permission.SUPERVISE and role is not Role.SUPERVISOR:
        reasons.add(Reason.ROLE_MAY_NOT)
    elif power not in _BY_PHONE:
        reasons.add(Reason.NEEDS_VISIT)
    if not identified:
        reasons.add(Reason.NOT_IDENTIFIED)
    return decide(reasons)

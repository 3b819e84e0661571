"""Decides what a counter may do with an issued password: change, check, unlock, switch off (design, the table).

`services.rules.passwords.patron_login` decides whether the typed password is right,
`services.rules.passwords.passwords` what a new one may be.
"""

from dataclasses import dataclass

from services.rules.decision import Decision, Reason, Refused, decide
from services.rules.permissions import Permission, may_act
from services.rules.policy import Policy
from services.rules.vocabulary import Channel, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordUseFacts:
    """What these acts are decided on before a card is shown or a password typed.

    Attributes:
        role, channel: who would do it, and where the patron is; 電話担当 is always on the phone.
        issued: there is a password.
        disabled: it was switched off.
        locked: too many wrong logins, or somebody, lock it now.
        lock_ends: that lock ends by itself.
        expired: an initial one whose last day is over.
        has_card: there is a card, which all but switching off needs.
    """

    role: Role
    channel: Channel
    issued: bool
    disabled: bool = False
    locked: bool = False
    lock_ends: bool = True
    expired: bool = False
    has_card: bool = True


@dataclass(frozen=True, slots=True)
class PasswordOffers:
    """What may be done with the password: パスワード変更, パスワード確認, ロック解除, 利用停止."""

    change: Decision
    check: Decision
    unlock: Decision
    disable: Decision


def password_offers(facts: PasswordUseFacts, policy: Policy) -> PasswordOffers:
    """Decide what this desk may do with the password.

    A change needs one that would let the patron in: a locked one isn't tried, and neither an expired initial one nor a
    switched-off one can be the old one. A check is refused while a lock would hide whether the
    password is right; every other state is what it tells.
    """
    no_card = {Reason.NO_CARD: not facts.has_card}
    lock = Reason.PASSWORD_LOCKED if facts.lock_ends else Reason.LOCK_WITHOUT_END
    unfit = {
        Reason.NO_PASSWORD: not facts.issued,
        Reason.PASSWORD_DISABLED: facts.disabled,
        lock: facts.locked,
        Reason.PASSWORD_EXPIRED: facts.expired,
    }
    gone = {reason: unfit[reason] for reason in (Reason.NO_PASSWORD, Reason.PASSWORD_DISABLED)}
    free = {Reason.PASSWORD_NOT_LOCKED: not facts.locked and not any(gone.values())}

    channel = Channel.PHONE if facts.role is Role.PHONE else facts.channel

    def offer(power: Permission, against: dict[Reason, bool]) -> Decision:
        # Only an identified caller's record is ever shown; the act itself asks for the check.
        may = may_act(facts.role, channel, power, identified=True, policy=policy)
        refused = set(may.reasons) if isinstance(may, Refused) else set()
        return decide(refused | {reason for reason, applies in against.items() if applies})

    return PasswordOffers(
        change=offer(Permission.TRY_PASSWORD, no_card | unfit),
        check=offer(
            Permission.TRY_PASSWORD,
            no_card | {lock: facts.locked and not any(gone.values())},
        ),
        unlock=offer(Permission.TRY_PASSWORD, no_card | gone | free),
        disable=offer(Permission.DISABLE_PASSWORD, gone),
    )


def free_checks_left(checks_before: int, policy: Policy) -> int:
    """Tell how many more パスワード確認 of a visit count as no wrong login, this one included: ◇ the first three.

    Args:
        checks_before: how many there were in this visit.
        policy: the values in force.
    """
    return max(0, policy.free_password_checks - checks_before)

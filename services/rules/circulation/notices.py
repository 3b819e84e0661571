"""Chooses the notices of 「利用者へのお知らせ」, in the guide's order (guide, "お知らせを確認する")."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from services.rules.dates import is_over, months_before
from services.rules.policy import Policy


class NoticeKind(Enum):
    """The guide's three notices; enum order is the order in which all that apply are shown."""

    EXPIRY_NEAR = "expiry_near"
    EXPIRY_PASSED = "expiry_passed"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice.

    Attributes:
        kind: which of the guide's texts.
        expires_on: the 更新期限日 that the two expiry notices end with; None for a suspension.
    """

    kind: NoticeKind
    expires_on: date | None = None


def notices_for(
    today: date, expires_on: date | None, policy: Policy, *, suspended: bool
) -> tuple[Notice, ...]:
    """Choose the notices that apply, in the guide's order; none hides the panel (domain.md, "Notices").

    The registration is near its end from ◇ one calendar month before 更新期限日, clamped to the month's end, through
    that day; one that never expires has neither notice. 「※貸出禁止中です。」 comes once, however many suspensions are
    in force.
    """
    notices: list[Notice] = []
    if is_over(expires_on, today):
        notices.append(Notice(NoticeKind.EXPIRY_PASSED, expires_on))
    elif expires_on is not None and today >= months_before(expires_on, policy.expiry_notice_months):
        notices.append(Notice(NoticeKind.EXPIRY_NEAR, expires_on))
    if suspended:
        notices.append(Notice(NoticeKind.SUSPENDED))
    return tuple(notices)

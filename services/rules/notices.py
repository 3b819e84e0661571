"""Which notices 「利用者へのお知らせ」 shows, in the guide's order (guide, "お知らせを確認する")."""

from dataclasses import dataclass
from datetime import date
from enum import Enum


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

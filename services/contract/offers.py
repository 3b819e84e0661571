"""What a library system offers: it says once, when it is opened, which acts it can carry out and which parts it has."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Final

from services.contract.act_requests import ActRequest
from services.rules.decision import Allowed, Decision, Reason, Refused

type Request = type[ActRequest[Any]]

NOT_OFFERED: Final = Refused((Reason.NOT_OFFERED,))
"""「このシステムではできません」: for who asks all the same; on the screen nothing stands for such an act."""


class SystemPart(Enum):
    """A part of a desk that a library system may lack. Loans, holds and registration each of them has.

    Attributes:
        SEARCH: patrons are found without a card.
        PHONE: callers are identified, by a number and what they tell.
        CALLER_SEARCH: callers are found by what they tell alone.
        PASSWORD_STATE: it is known in which state a password is.
        QUESTIONS: レファレンス.
        REPORTS: 申し出.
        CONTACTS: 連絡の記録.
        PAST_SUSPENSIONS: 過去の貸出禁止.
        MAIL_NOTICES: where the notice of a registered address is on its way.
        PATRON_BRANCHES: lists know at which branch a patron is registered.
        SUSPENSION_LIST: 貸出禁止一覧.
        OPEN_DAYS: 臨時休館.
        OWN_WORK: 自分の仕事.
        APPROVALS: 責任者の承認.
        CANCELLED_HOLDS: 予約取消一覧.
        REQUESTS: リクエスト一覧.
        ACT_HISTORY: 操作記録.
    """

    SEARCH = auto()
    PHONE = auto()
    CALLER_SEARCH = auto()
    PASSWORD_STATE = auto()
    QUESTIONS = auto()
    REPORTS = auto()
    CONTACTS = auto()
    PAST_SUSPENSIONS = auto()
    MAIL_NOTICES = auto()
    PATRON_BRANCHES = auto()
    SUSPENSION_LIST = auto()
    OPEN_DAYS = auto()
    OWN_WORK = auto()
    APPROVALS = auto()
    CANCELLED_HOLDS = auto()
    REQUESTS = auto()
    ACT_HISTORY = auto()


def is_never_offered(decision: Decision) -> bool:
    """Tell whether a decision is refused as the library's system has no such act, whatever else speaks against it."""
    return isinstance(decision, Refused) and Reason.NOT_OFFERED in decision.reasons


@dataclass(frozen=True, slots=True)
class Offers:
    """What a library system can do. Of a part that it lacks it gives nothing: no rows, and None.

    Attributes:
        acts: the requests that it carries out.
        parts: what it has.
    """

    acts: frozenset[Request]
    parts: frozenset[SystemPart] = frozenset()

    def of(self, request: Request) -> Decision:
        """Decide whether an act is offered at all."""
        return Allowed() if request in self.acts else NOT_OFFERED

    def has(self, *wanted: SystemPart | Request) -> bool:
        """Tell whether any of these parts and acts is there."""
        return not (self.acts | self.parts).isdisjoint(wanted)

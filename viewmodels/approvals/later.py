"""Requests for an approval that wait in the background, or were approved there and wait for their patron."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from services.contract.act_requests import ActRequest
from services.contract.approval import Approval, ApprovalWanted
from services.contract.today.own_work import WorkEntry, WorkKind
from services.rules.clock import tokyo_day
from services.rules.people.approvals import OPEN_FOR, ApprovalState
from services.rules.vocabulary import SuspensionReason
from viewmodels.approvals.approving import ResultMessage
from viewmodels.approvals.form import ApprovalForm
from viewmodels.approvals.taking_back import TakingBack
from viewmodels.core.notes import ApprovalNews
from viewmodels.core.observable import Observable


@dataclass(slots=True)
class WaitingRequest:
    """A request that waits at the supervisors' desks, as it was sent.

    Attributes:
        note: what is said of the act's result.
        card_number: the patron's card in use; None where there is none.
        since: the server's time at which it was sent.
        given: the approval, where it couldn't be carried out at once; None before.
        is_told: it was told that the desk can't ask how it stands.
        is_put_off: the clerk didn't want to do what was approved while the patron is open.
    """

    number: int
    request: ActRequest[Any]
    note: ResultMessage
    verb: str
    wanted: ApprovalWanted
    lifted: SuspensionReason | None
    card_number: str | None
    since: datetime
    given: Approval | None = None
    is_told: bool = False
    is_put_off: bool = False

    @property
    def until(self) -> datetime:
        """The server's time at which the request is over."""
        given = None if self.given is None else self.given.decided_at
        return (given or self.since) + OPEN_FOR

    @property
    def approved_by(self) -> str | None:
        """The supervisor who approved the request; None while it waits."""
        return None if self.given is None else self.given.decided_by

    def as_work(self) -> WorkEntry:
        """Give its row in 自分の仕事, without the patron's name."""
        return WorkEntry(
            kind=WorkKind.APPROVAL,
            id=self.number,
            patron_id=self.request.patron_id,
            card_number=self.card_number,
            name=None,
            since=tokyo_day(self.since),
            report=None,
            mail=None,
            verb=self.verb,
            until=self.until,
            approved_by=self.approved_by,
        )

    def question(self) -> "ApprovedRequest":
        """Give the question that is asked once it is approved and its patron is open."""
        return ApprovedRequest(self.verb, self.wanted, self.lifted, self.until, self.approved_by)

    def news(self, answer: Approval) -> ApprovalNews:
        """Give the message for an answer that came in the background."""
        return ApprovalNews(
            self.verb,
            answer.state,
            answer.decided_by,
            answer.refusal,
            card_number=self.card_number,
            until=self.until,
        )

    def withdrawn(self) -> ApprovalNews:
        """Give the message for the request once it is taken back."""
        return ApprovalNews(self.verb, ApprovalState.WITHDRAWN, card_number=self.card_number)


class WaitingRequests:
    """The requests of one desk that wait or were approved, oldest first.

    Attributes:
        later: those in the background, as 自分の仕事 lists them.

    Args:
        form: the question while its dialog is open; its request isn't in the background.
        taking_back: takes back the requests that the desk waits for no more.
    """

    def __init__(self, form: Observable[ApprovalForm | None], taking_back: TakingBack) -> None:
        self.later: Observable[tuple[WorkEntry, ...]] = Observable(())
        self._form = form
        self._taking_back = taking_back
        self._all: list[WaitingRequest] = []

    def __iter__(self) -> Iterator[WaitingRequest]:
        return iter(tuple(self._all))

    def __len__(self) -> int:
        return len(self._all)

    def add(self, wait: WaitingRequest) -> None:
        """Add a request; it is in the background once its question is closed."""
        self._all.append(wait)

    def forget(self, number: int) -> None:
        """Remove a request."""
        self._all = [wait for wait in self._all if wait.number != number]
        self.publish()

    def take_back(self, number: int) -> None:
        """Remove a request, and take it back."""
        self.forget(number)
        self._taking_back.take_back(number)

    def publish(self) -> None:
        """Publish the requests in the background."""
        form = self._form.value
        asked = None if form is None else form.number
        self.later.set(tuple(wait.as_work() for wait in self._all if wait.number != asked))


@dataclass(frozen=True, slots=True)
class ApprovedRequest:
    """What was approved, as its question shows it.

    Attributes:
        verb: the act's, as records name it.
        wanted: what it asks for.
        lifted: the reason of the suspension that it lifts; None where none is lifted.
        until: the server's time at which it is over.
        approved_by: the supervisor.
    """

    verb: str
    wanted: ApprovalWanted
    lifted: SuspensionReason | None
    until: datetime
    approved_by: str | None


class AskApproved(Protocol):
    """The question about what was approved in the background, once its patron is open again."""

    async def do_now(self, approved: ApprovedRequest) -> bool:
        """Ask whether the act is done now; False leaves it for later."""

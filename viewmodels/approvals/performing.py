"""Does what was approved in the background, where its patron is still open, no act runs and no question is open.

Otherwise the approved request is kept for as long as it counts, and the clerk is asked once its patron is open again. A
request that the desk then can't carry out is taken back, and the reason is told.
"""

from dataclasses import replace
from typing import Any

from services.contract.act_requests import ActRequest
from services.contract.errors import ApprovalClosed, OutcomeUnknown, ServiceError
from services.rules.people.approvals import ApprovalState
from viewmodels.approvals.approving import as_approved
from viewmodels.approvals.later import AskApproved, WaitingRequest, WaitingRequests
from viewmodels.core.command import AsyncCommand
from viewmodels.core.notes import ApprovalNews
from viewmodels.desk.act_commands import ActCommands


class ApprovedActs:
    """The acts of one desk that were approved in the background.

    Attributes:
        doing: what is being done or asked about now.
        is_covered: the window is covered; nothing is done meanwhile.
        is_closed: the desk is closed; nothing is done any more.

    Args:
        acting: does what was approved.
        waits: the requests.
        ask: asks about what was approved once its patron is open again.
    """

    def __init__(self, acting: ActCommands, waits: WaitingRequests, ask: AskApproved) -> None:
        self.doing: WaitingRequest | None = None
        self.is_covered = False
        self.is_closed = False
        self._acting = acting
        self._desk = acting.desk
        self._waits = waits
        self._ask = ask
        self._undone: ApprovalNews | None = None
        self._is_undone_due = False
        self._performing = acting.command(self._perform, on_error=self._not_done)
        self._offering = acting.command(self._offer, on_error=self._not_done)
        self._desk.look_up.running.subscribe(lambda _: self._look_up_ended())
        for free in (self._desk.busy, self._performing.running, self._offering.running):
            free.subscribe(lambda _: self.offer_next())

    def may_go_on(self, request: ActRequest[Any]) -> bool:
        """Tell whether the same person at the same desk and channel still has the patron open, seen in full."""
        open_patron = self._desk.snapshot
        return (
            not self.is_covered
            and not self.is_closed
            and open_patron is not None
            and open_patron.patron.id == request.patron_id
            and self._desk.actor == request.actor
            and not self._desk.look_up.running.value
        )

    def perform_later(self, wait: WaitingRequest) -> None:
        """Do an approved act if nothing else goes on at the desk; else keep it, and say so."""
        may = self.may_go_on(wait.request) and not self._desk.busy.value
        if not may or not self._begin(self._performing, wait):
            self._keep(wait)

    def _begin(self, command: AsyncCommand[[WaitingRequest]], wait: WaitingRequest) -> bool:
        """Begin the command of an approved act; no second one begins before it ends."""
        self.doing = wait
        if command.start(wait) is None:
            self.doing = None
        return self.doing is not None

    async def _perform(self, wait: WaitingRequest) -> None:
        if not self.may_go_on(wait.request):  # a card may have been scanned since
            self.doing = None
            self._keep(wait)
            return
        self._waits.forget(wait.number)
        await self._acting.perform(as_approved(wait.request), wait.note)
        self.doing = None

    def _keep(self, wait: WaitingRequest) -> None:
        assert wait.given is not None  # it was approved
        self._waits.publish()
        self.tell_that_undone(wait.news(wait.given))

    def offer_next(self) -> None:
        """Ask about the approved acts of the open patron, once nothing else goes on at the desk."""
        if (
            self.is_closed
            or self._desk.busy.value
            or self.doing is not None
            or self._acting.hindrance() is not None
        ):
            return
        ready = (it for it in self._waits if it.given is not None and not it.is_put_off)
        wait = next((it for it in ready if self.may_go_on(it.request)), None)
        if wait is not None:
            self._begin(self._offering, wait)

    async def _offer(self, wait: WaitingRequest) -> None:
        if await self._ask.do_now(wait.question()):
            await self._perform(wait)
        else:
            wait.is_put_off = True
            self.doing = None
            if not self.is_closed:
                self._keep(wait)  # said again: the question took away what was told

    def _not_done(self, error: Exception) -> None:
        """Take back an act that the desk couldn't carry out, and tell why. The desk itself follows up a lost answer."""
        wait, self.doing = self.doing, None
        assert wait is not None  # the command was begun with it
        if isinstance(error, OutcomeUnknown):
            self._acting.failed(error)
        elif isinstance(error, ServiceError) and not isinstance(error, ApprovalClosed):
            self._waits.take_back(wait.number)
            told = ApprovalNews(wait.verb, ApprovalState.APPROVED, anew=True, why=error)
            self.tell_that_undone(replace(told, card_number=wait.card_number))
            self._acting.read_again_after(error)
        else:
            self._waits.take_back(wait.number)
            self._acting.failed(error)

    def tell_that_undone(self, news: ApprovalNews) -> None:
        """Tell that an act isn't done; the messages of this kind just before stay in the status bar."""
        stays = self._is_undone_due or self._desk.note.value == self._undone
        self._undone = replace(news, before=self._undone if stays else None)
        self._is_undone_due = True
        self._look_up_ended()

    def _look_up_ended(self) -> None:
        """Tell once no look-up runs: a look-up takes away what was told before."""
        if self._desk.look_up.running.value:
            return
        if self._is_undone_due and self._undone is not None:
            self._is_undone_due = False
            self._desk.tell(self._undone)
        self.offer_next()

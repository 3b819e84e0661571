"""The worker: sends mail, makes names findable, clears expired rows, seals the records; repeatedly, or once."""

import asyncio
import contextlib
import logging
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from services.contract.errors import (
    ClockDoubtful,
    DatabaseReplaced,
    NotPermitted,
    SchemaMismatch,
    ServiceError,
)
from services.contract.errors.bug_reference import new_reference
from services.own_schema.audit.seals import Seal, Sealing
from services.own_schema.database.change_feeds.notice_queue import NoticeQueue
from services.own_schema.mail.outbox import Claim, Outbox
from services.own_schema.mail.smtp import Answer, Delivery, MailServer, deliver
from services.own_schema.worker.housekeeping import Housekeeping
from services.rules.vocabulary import Clearing

MAIL_SECONDS = 15.0
CLEARING_ROUNDS = 40

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class WorkDone:
    """The outcome of one round.

    Attributes:
        sent, failed: mails that were taken, and given up.
        waiting: mails still on their way.
        has_server: there is a mail server; without one every mail waits.
        cleared: how many expired rows of each kind.
        seal: the seal that was written, if one was.
        trouble: the last answer of the mail server's for which a mail has to wait, if one has.
        keys: how many patrons whose names another program wrote can be found by them now.
        references: the log's references to mails that were given up without a refusal by the mail server.
        notices: the queue of notices to the desks; None on SQLite.
    """

    sent: int
    failed: int
    waiting: int
    has_server: bool
    cleared: Mapping[Clearing, int]
    seal: Seal | None
    trouble: Answer | None = None
    keys: int = 0
    references: tuple[str, ...] = ()
    notices: NoticeQueue | None = None


@dataclass(slots=True)
class _Sending:
    """The outcomes of a round's mails so far; see `WorkDone`."""

    sent: int = 0
    failed: int = 0
    trouble: Answer | None = None
    references: tuple[str, ...] = ()


class Worker:
    """Works on one library. Several may run: no mail is claimed by two of them, no seal written twice."""

    def __init__(
        self, outbox: Outbox, housekeeping: Housekeeping, server: MailServer | None, sealing: Sealing
    ) -> None:
        self._outbox = outbox
        self._housekeeping = housekeeping
        self._server = server
        self._sealing = sealing

    async def once(self, *, clear: bool = True) -> WorkDone:
        """Make names findable that others wrote, clear and seal what is due, and send what can be sent now.

        Args:
            clear: False leaves clearing and sealing to another round.

        Raises:
            ClockDoubtful: the server's time is weeks past the newest record; nothing was cleared, sealed or sent.
            SystemBusy, SystemUnreachable: what was done until then stays done.
        """
        notices = await self._housekeeping.look_at_notices()
        keys = await self._housekeeping.make_keys()
        cleared = await self._housekeeping.run() if clear else {}
        seal = await self._sealing.seal_if_due() if clear else None
        came_of_it = await self._send() if self._server is not None else _Sending()
        return WorkDone(
            sent=came_of_it.sent,
            failed=came_of_it.failed,
            waiting=await self._outbox.waiting(),
            has_server=self._server is not None,
            cleared=cleared,
            seal=seal,
            trouble=came_of_it.trouble,
            keys=keys,
            references=came_of_it.references,
            notices=notices,
        )

    async def until(self, stop: asyncio.Event, on_round: Callable[[WorkDone], None] | None = None) -> None:
        """Work until `stop` is set. A database that is away for a while is tried again at the next round.

        Raises:
            ClockDoubtful: see `once`; the administrator has to check the server's clock.
            DatabaseReplaced: the library's file is another one now; a worker that opens it anew may go on.
            NotPermitted: the login is neither the worker's nor an administrator's.
            SchemaMismatch: the library was brought to another revision since.
        """
        rounds = 0
        while not stop.is_set():
            try:
                done = await self.once(clear=rounds % CLEARING_ROUNDS == 0)
            except ClockDoubtful as error:
                _log.error(
                    "stopped: the database's clock (%s) is weeks past the newest record (%s)",
                    error.now.isoformat(timespec="seconds"),
                    error.newest.isoformat(timespec="seconds"),
                )
                raise
            except (DatabaseReplaced, NotPermitted, SchemaMismatch):
                raise
            except ServiceError as error:
                _log.warning("a round of the worker ended early: %s", error)
            else:
                rounds += 1
                if on_round is not None:
                    on_round(done)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(MAIL_SECONDS):
                    await stop.wait()

    async def _send(self) -> _Sending:
        """Send what is due. A mail that can't be sent for any reason is given up, and the next one is sent."""
        so_far = _Sending()
        while (claim := await self._outbox.claim()) is not None:
            try:
                await self._send_one(claim, so_far)
            except ServiceError:
                raise  # the database is away; the claim runs out
            except Exception as error:  # noqa: BLE001 - any error of one mail
                reference = _logged(claim, error)
                await self._outbox.refused(claim, None)
                so_far.failed += 1
                so_far.references += (reference,)
        return so_far

    async def _send_one(self, claim: Claim, so_far: _Sending) -> None:
        assert self._server is not None
        answer = await deliver(await self._outbox.letter(claim), self._server)
        match answer.delivery:
            case Delivery.SENT:
                await self._outbox.sent(claim)
                so_far.sent += 1
            case Delivery.REFUSED:
                await self._outbox.refused(claim, answer.code)
                so_far.failed += 1
            case Delivery.LATER:
                so_far.trouble = answer
                so_far.failed += not await self._outbox.later(claim, answer.code)


def _logged(claim: Claim, error: Exception) -> str:
    """Log why a mail is given up, without a text of the error's: it may hold the address. Answers the reference."""
    reference = new_reference()
    kinds = [type(error).__name__, *(type(it).__name__ for it in (error.__cause__,) if it is not None)]
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    place = " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    _log.error(
        "mail %d can't be sent and is given up, reference %s: %s (%s)",
        claim.id,
        reference,
        " from ".join(kinds),
        place,
    )
    return reference

"""The worker: sends mail, makes names findable, clears what has had its time, seals the records; or does so once."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from services.errors import ServiceError
from services.housekeeping import Housekeeping
from services.mail.outbox import Outbox
from services.mail.smtp import Answer, Delivery, MailServer, deliver
from services.rules.vocabulary import Clearing
from services.sealing import Sealing

MAIL_SECONDS = 15.0
CLEARING_ROUNDS = 40

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class WorkDone:
    """What one round came to.

    Attributes:
        sent, failed: mails that were taken, and given up.
        waiting: mails still on their way.
        has_server: there is a mail server; without one every mail waits.
        cleared: how many of each kind had had their time.
        seal: the number of the seal that was written, if one was.
        trouble: the last answer of the mail server's for which a mail has to wait, if one has.
        keys: patrons whose names another program wrote, and who can be found by them now.
    """

    sent: int
    failed: int
    waiting: int
    has_server: bool
    cleared: Mapping[Clearing, int]
    seal: int | None
    trouble: Answer | None = None
    keys: int = 0


class Worker:
    """Works on one library. Several may: no mail is claimed by two of them, no seal written twice."""

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
            DatabaseBusy, DatabaseUnreachable: what was done until then stays done.
        """
        keys = await self._housekeeping.make_keys()
        cleared = await self._housekeeping.run() if clear else {}
        seal = await self._sealing.seal_if_due() if clear else None
        sent, failed, trouble = await self._send() if self._server is not None else (0, 0, None)
        waiting = await self._outbox.waiting()
        number = None if seal is None else seal.sequence
        return WorkDone(sent, failed, waiting, self._server is not None, cleared, number, trouble, keys)

    async def until(self, stop: asyncio.Event, on_round: Callable[[WorkDone], None] | None = None) -> None:
        """Work until `stop` is set. A database that is away for a while is tried again at the next round."""
        rounds = 0
        while not stop.is_set():
            try:
                done = await self.once(clear=rounds % CLEARING_ROUNDS == 0)
            except ServiceError as error:
                _log.warning("a round of the worker ended early: %s", error)
            else:
                rounds += 1
                if on_round is not None:
                    on_round(done)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(MAIL_SECONDS):
                    await stop.wait()

    async def _send(self) -> tuple[int, int, Answer | None]:
        assert self._server is not None
        sent = failed = 0
        trouble = None
        while (letter := await self._outbox.claim()) is not None:
            answer = await deliver(letter, self._server)
            match answer.delivery:
                case Delivery.SENT:
                    await self._outbox.sent(letter)
                    sent += 1
                case Delivery.REFUSED:
                    await self._outbox.refused(letter, answer.code)
                    failed += 1
                case Delivery.LATER:
                    trouble = answer
                    failed += not await self._outbox.later(letter, answer.code)
        return sent, failed, trouble

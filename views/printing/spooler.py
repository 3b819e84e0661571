"""Asks the system's print queue what became of a slip: out, waiting, or stuck.

Qt hands a job over and forgets it. What a job's number is, it doesn't tell either, so ours are the numbers of this
user's jobs that the queue has after printing and had not before.
"""

from dataclasses import dataclass
from typing import Protocol

from services.contract.errors import PrinterFault, PrinterUnavailable


@dataclass(frozen=True, slots=True)
class QueuedJob:
    """One of this user's jobs that the queue still knows.

    Attributes:
        number: what the queue calls it.
        done: nothing more will happen to it.
        failed: it ended, or stands still, without having been printed.
    """

    number: str
    done: bool
    failed: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """A printer's queue at one moment.

    Attributes:
        fault: why it prints nothing now, None when it works.
        jobs: this user's.
        known: the queue told its jobs; without that, no job missing here is out.
    """

    fault: PrinterFault | None
    jobs: tuple[QueuedJob, ...]
    known: bool = True


class Spooler(Protocol):
    """The system's print queues."""

    async def read(self, printer: str) -> Queue:
        """Read a printer's queue; an unknown printer has the fault MISSING."""

    async def cancel(self, printer: str, number: str) -> None:
        """Take a job out of the queue, if it can be; only `read` tells whether it went."""


class SystemQueues(Spooler, Protocol):
    """The system's print queues, to choose from."""

    async def names(self) -> tuple[str, ...] | None:
        """List the queues; None where the system can't be asked."""


class SpooledJob:
    """A slip handed to a queue; see `viewmodels.core.ports.PrintedJob`.

    Attributes:
        numbers: the jobs that came in with this slip: one; none where the queue forgot a fast one at once; more where
            others printed at the same moment; None where the queue couldn't be asked then, so that any of this user's
            may be the slip.
    """

    def __init__(self, spooler: Spooler, printer: str, numbers: frozenset[str] | None) -> None:
        """Watch jobs.

        Args:
            spooler: the system's queues.
            printer: the queue.
            numbers: see the class.
        """
        self._spooler = spooler
        self._printer = printer
        self.numbers = numbers

    async def is_out(self) -> bool:
        """Tell whether the queue is done with the slip; a queue that can't be asked means not yet.

        Raises:
            PrinterUnavailable: the slip waits in a queue that prints nothing, or is gone, or the queue gave it up.
        """
        queue = await self._spooler.read(self._printer)
        if queue.fault is PrinterFault.MISSING:
            raise PrinterUnavailable(queue.fault, self._printer)
        if not queue.known:
            return False
        if self.numbers is None and any(job.failed for job in queue.jobs):
            return False
        mine = [job for job in queue.jobs if self.numbers is None or job.number in self.numbers]
        if any(job.failed for job in mine):
            raise PrinterUnavailable(PrinterFault.REFUSED_JOB, self._printer)
        if all(job.done for job in mine):
            return True
        if queue.fault is not None:
            raise PrinterUnavailable(queue.fault, self._printer)
        return False

    async def cancel(self) -> None:
        """Take the slip out of the queue, as far as it still waits there.

        Raises:
            PrinterUnavailable: the slip may still be printed: the queue can't be asked, or didn't let it go; or other
                jobs came in at the same moment and can't be told from it, so that none is cancelled.
        """
        if self.numbers is None or len(self.numbers) > 1:
            raise PrinterUnavailable(PrinterFault.NOT_CANCELLED, self._printer)
        queue = await self._spooler.read(self._printer)
        if not queue.known:
            raise PrinterUnavailable(queue.fault or PrinterFault.NOT_CANCELLED, self._printer)
        waiting = self._waiting(queue)
        for job in waiting:
            await self._spooler.cancel(self._printer, job.number)
        if waiting:
            queue = await self._spooler.read(self._printer)
            if not queue.known or self._waiting(queue):
                raise PrinterUnavailable(PrinterFault.NOT_CANCELLED, self._printer)

    def _waiting(self, queue: Queue) -> list[QueuedJob]:
        mine = self.numbers or frozenset()
        return [job for job in queue.jobs if job.number in mine and not job.done]

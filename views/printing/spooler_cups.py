"""CUPS, asked by its own commands `lpstat` and `cancel`, in the C locale (they translate their answers)."""

import asyncio
import getpass
import os
import subprocess
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Final

from services.contract.errors import PrinterFault
from views.printing.file_queues import makes_file_on_cups
from views.printing.spooler import Queue, QueuedJob

_PATIENCE_SECONDS: Final = 10
_HIDDEN_USER: Final = "unknown"
_STUCK: Final = frozenset({"job-completed-with-errors", "job-stopped", "aborted-by-system"})
_PRINTED: Final = frozenset({"job-completed-successfully", "job-completed-with-warnings"})


@dataclass(frozen=True, slots=True)
class Said:
    """What a command answered."""

    ok: bool
    text: str


type RunCommand = Callable[[list[str]], Awaitable[Said | None]]
"""Runs a command; None when the system doesn't have it or it didn't end in time."""


async def run_command(command: list[str]) -> Said | None:
    """Run a command in a thread, in the C locale."""

    def run() -> Said | None:
        try:
            done = subprocess.run(  # noqa: S603 - our own commands, no shell
                command,
                env={**os.environ, "LC_ALL": "C"},
                capture_output=True,
                check=False,
                encoding="utf-8",
                errors="replace",
                stdin=subprocess.DEVNULL,
                timeout=_PATIENCE_SECONDS,
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
        return Said(done.returncode == 0, done.stdout)

    return await asyncio.to_thread(run)


class CupsSpooler:
    """The queues of CUPS, on this machine or wherever its client settings point."""

    def __init__(self, run: RunCommand = run_command, user: str | None = None) -> None:
        """Ask CUPS.

        Args:
            run: runs `lpstat` and `cancel`.
            user: whose jobs to see, as the queue names them; by default who runs this program. A server that
                hides names calls every user `unknown`: then others' jobs can't be told apart by name.
        """
        self._run = run
        self._user = user or getpass.getuser()

    async def names(self) -> tuple[str, ...] | None:
        """List the queues that this user can print to, without those that make files."""
        answer = await self._run(["lpstat", "-e"])
        if answer is None or not answer.ok:
            return None
        if not answer.text:  # also of a server that is off
            scheduler = await self._run(["lpstat", "-r"])
            runs = scheduler is not None and scheduler.text.strip() == "scheduler is running"
            return () if runs else None
        devices = await self._run(["lpstat", "-v"])
        said = "" if devices is None else devices.text
        return tuple(name for name in answer.text.splitlines() if not _makes_file(said, name))

    async def read(self, printer: str) -> Queue:
        """Read a queue. Without `lpstat` nothing can be said against the printer, nor about jobs."""
        state = await self._run(["lpstat", "-a", printer, "-p", printer, "-v", printer])
        if state is None:
            return Queue(None, (), known=False)
        if not state.ok:
            return Queue(PrinterFault.MISSING, (), known=False)
        waiting = await self._run(["lpstat", "-l", "-W", "not-completed", "-o", printer])
        ended = await self._run(["lpstat", "-l", "-W", "completed", "-o", printer])
        if waiting is None or ended is None or not (waiting.ok and ended.ok):
            return Queue(_fault(state.text, printer), (), known=False)
        return Queue(
            _fault(state.text, printer),
            (
                *self._jobs(waiting, done=False),
                *self._jobs(ended, done=True),
            ),
        )

    async def cancel(self, printer: str, number: str) -> None:  # noqa: ARG002 - the number names its queue
        """Cancel one job; `number` is CUPS's own `queue-number`."""
        await self._run(["cancel", number])

    def _jobs(self, answer: Said, *, done: bool) -> Iterator[QueuedJob]:
        for number, user, alerts in _parse_jobs(answer.text):
            if user in {self._user, _HIDDEN_USER}:
                yield QueuedJob(number, done=done, failed=_failed(alerts, done=done))


def _failed(alerts: frozenset[str], *, done: bool) -> bool:
    """Tell whether a job isn't printed and won't be; a cancelled one keeps the reason that it waited for."""
    if _STUCK & alerts:
        return True
    return done and bool(alerts) and not _PRINTED & alerts


def _makes_file(said: str, printer: str) -> bool:
    """Find the queue's device among what `lpstat -v` said; one that was found in the network has none yet."""
    start = f"device for {printer}: "
    return any(
        makes_file_on_cups(line.removeprefix(start)) for line in said.splitlines() if line.startswith(start)
    )


def _fault(state: str, printer: str) -> PrinterFault | None:
    if _makes_file(state, printer):
        return PrinterFault.MAKES_FILES
    lines = state.splitlines()
    if any(line.startswith(f"printer {printer} disabled") for line in lines):
        return PrinterFault.STOPPED
    if any(line.startswith(f"{printer} not accepting") for line in lines):
        return PrinterFault.STOPPED
    return None


def _parse_jobs(text: str) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Read `lpstat -l -o`: a line a job (number, user, size, date), then indented lines about it."""
    job: tuple[str, str] | None = None
    alerts: frozenset[str] = frozenset()
    for line in text.splitlines():
        if line[:1].isspace():
            label, _, value = line.strip().partition(":")
            if label == "Alerts":
                alerts = frozenset(value.split())
            continue
        if job is not None:
            yield *job, alerts
        fields = line.split()
        job = (fields[0], fields[1]) if len(fields) > 1 else None
        alerts = frozenset()
    if job is not None:
        yield *job, alerts

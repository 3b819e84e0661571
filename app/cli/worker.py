"""`madoguchi worker`: sends waiting mail, clears away what has had its time, and seals the records of acts."""

import argparse
import asyncio
import contextlib
import signal
from collections.abc import Iterator
from types import FrameType
from typing import TYPE_CHECKING

from app.cli.logins import Login, takes
from app.cli.running import (
    Commands,
    add_database,
    complain,
    complain_of,
    database_of,
    settings_of,
    wait_for,
)
from services.contract.errors import ClockDoubtful

if TYPE_CHECKING:
    from app.settings.settings_files import Settings
    from services.own_schema.worker.worker import WorkDone


CLOCK_DOUBTFUL = 3
"""Exit code that tells the service manager not to start the worker again."""

_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name))


def add_to(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add the command."""
    help_text = (
        "send waiting mail, clear away what has had its time and seal the records of acts, until stopped"
    )
    parser = commands.add_parser("worker", parents=[common], help=help_text, description=help_text)
    parser.add_argument("--once", action="store_true", help="do what is due now, tell it, and end")
    parser.add_argument(
        "--clock-is-right",
        action="store_true",
        help="go on though the database's clock is weeks past the newest record; look at that clock first",
    )
    add_database(parser)
    parser.set_defaults(run=_run)
    takes(parser, Login.WORKER)


def _run(arguments: argparse.Namespace) -> int:
    work = _work(
        database_of(arguments),
        settings_of(arguments),
        once=arguments.once,
        clock_is_right=arguments.clock_is_right,
    )
    try:
        wait_for(work)
    except ClockDoubtful as error:
        complain_of(error)
        return CLOCK_DOUBTFUL
    return 0


async def _work(url: str, settings: "Settings", *, once: bool, clock_is_right: bool) -> None:
    from app.background_worker import build_worker
    from services.own_schema.library import open_library

    async with open_library(url) as library:
        worker = build_worker(library, settings, clock_is_right=clock_is_right)
        if once:
            _tell(await worker.once())
            return
        with stopped_by_signals() as stop:
            await worker.until(stop, Teller())


class Teller:
    """Tells of rounds in which something happened, and of each new reason why mail or notices can't go out."""

    def __init__(self) -> None:
        self._complaint = ""
        self._of_notices = ""

    def __call__(self, done: "WorkDone") -> None:
        """Tell of one round."""
        if done.sent or done.failed or done.cleared or done.keys or done.seal is not None:
            _say(done)
        _complain_of_mails(done)
        complaint = _complaint(done)
        if complaint and complaint != self._complaint:
            complain(f"{complaint}; mails that wait: {done.waiting}")
        if complaint or done.sent:
            self._complaint = complaint
        of_notices = _complaint_of_notices(done)
        if of_notices != self._of_notices:
            complain(of_notices or "notices are sent again")
        self._of_notices = of_notices


def _tell(done: "WorkDone") -> None:
    _say(done)
    _complain_of_mails(done)
    complaint = _complaint(done)
    if complaint:
        complain(f"{complaint}; mails that wait: {done.waiting}")
    of_notices = _complaint_of_notices(done)
    if of_notices:
        complain(of_notices)


def _say(done: "WorkDone") -> None:
    cleared = "".join(f", {kind.value} {count}" for kind, count in done.cleared.items())
    keys = f", made findable {done.keys}" if done.keys else ""
    seal = "" if done.seal is None else f", seal {done.seal.noted}"
    print(f"sent {done.sent}, failed {done.failed}, waiting {done.waiting}{cleared}{keys}{seal}", flush=True)


def _complain_of_mails(done: "WorkDone") -> None:
    """Say under which references the log has why mails were given up that no server refused."""
    if done.references:
        complain(
            f"mails that can't be sent were given up; the log says why under {', '.join(done.references)}"
        )


def _complaint_of_notices(done: "WorkDone") -> str:
    """Say that desks hear late of changes, and which sessions may be why; empty if notices are sent."""
    queue = done.notices
    if queue is None or not queue.are_off:
        return ""
    processes = ", ".join(map(str, queue.processes)) or "none that lasts"
    return (
        "no notices are sent, as more than half of the server's queue is used; desks show changes some seconds late;"
        f" server processes in a transaction: {processes} (docs/operations.md)"
    )


def _complaint(done: "WorkDone") -> str:
    """Say why mail can't go out, and what to do; empty if it can."""
    from services.own_schema.mail.smtp import Obstacle

    if not done.has_server:
        return "no mail server: set [mail] host and from in the settings file"
    if done.trouble is None or done.trouble.obstacle is None:
        return ""
    code = done.trouble.code
    said = {
        Obstacle.NO_ANSWER: "the mail server doesn't answer: check [mail] host and port in the settings file",
        Obstacle.UNTRUSTED: "the mail server's certificate isn't trusted: name the file of its authority's"
        " in the variable SSL_CERT_FILE, and in [mail] host the name that the certificate is for",
        Obstacle.NOT_OFFERED: "the mail server doesn't offer what [mail] security and user want",
        Obstacle.LOGIN_REFUSED: "the mail server doesn't take [mail] user and password",
        Obstacle.TURNED_AWAY: "the mail server turns mail away for now",
        Obstacle.SENDER_UNFIT: "[mail] from in the settings file is no e-mail address, alone or as NAME <ADDRESS>",
    }[done.trouble.obstacle]
    return said if code is None else f"{said} (it says {code})"


@contextlib.contextmanager
def stopped_by_signals() -> Iterator[asyncio.Event]:
    """Give an event that is set when Ctrl+C or the system asks the program to end, until the block is left."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def told(_number: int, _frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(stop.set)

    with contextlib.ExitStack() as undo:
        for number in _SIGNALS:
            try:
                loop.add_signal_handler(number, stop.set)
                undo.callback(loop.remove_signal_handler, number)
            except NotImplementedError:  # Windows' loop, which a signal wakes up all the same
                undo.callback(signal.signal, number, signal.signal(number, told))
        yield stop

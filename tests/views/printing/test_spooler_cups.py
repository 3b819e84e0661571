"""CUPS's own words, as version 2.4 said them, understood."""

import os
import sys
from pathlib import Path

import pytest

from services.contract.errors import PrinterFault
from views.printing.spooler import Queue, QueuedJob
from views.printing.spooler_cups import CupsSpooler, Said, run_command

_IDLE = """\
Slip accepting requests since Wed Nov 25 00:30:21 2026
printer Slip is idle.  enabled since Wed Nov 25 00:30:21 2026
device for Slip: usb://EPSON/TM-T88VI?serial=X
"""
_BUSY = """\
Slip accepting requests since Wed Nov 25 00:30:21 2026
printer Slip now printing Slip-3.  enabled since Wed Nov 25 00:30:21 2026
device for Slip: usb://EPSON/TM-T88VI?serial=X
"""
_DISABLED = """\
Slip accepting requests since Wed Nov 25 00:30:24 2026
printer Slip disabled since Wed Nov 25 00:30:24 2026 -
\tout of paper
device for Slip: usb://EPSON/TM-T88VI?serial=X
"""
_REJECTING = """\
Slip not accepting requests since Wed Nov 25 00:30:24 2026 -
\tRejecting Jobs
printer Slip is idle.  enabled since Wed Nov 25 00:30:24 2026
\tRejecting Jobs
device for Slip: usb://EPSON/TM-T88VI?serial=X
"""
_PDF = """\
Slip accepting requests since Wed Nov 25 00:30:21 2026
printer Slip is idle.  enabled since Wed Nov 25 00:30:21 2026
device for Slip: cups-pdf:/
"""
_DEVICES = """\
device for Discarded: ///dev/null
device for PDF: cups-pdf:/
device for Reception: socket://192.0.2.7:9100
device for Slip: usb://EPSON/TM-T88VI?serial=X
"""
_WAITING = """\
Slip-1                  desk2             46080   Wed Nov 25 00:30:21 2026
\tStatus: Filter failed
\tAlerts: job-completed-with-errors
\tqueued for Slip
Slip-3                  desk2             46080   Wed Nov 25 00:30:24 2026
\tAlerts: job-hold-until-specified
\tqueued for Slip
Slip-4                  another           46080   Wed Nov 25 00:30:24 2026
\tStatus:
\tAlerts: job-stopped
\tqueued for Slip
Slip-5                  unknown           46080   Wed Nov 25 00:30:24 2026
\tqueued for Slip
"""
_ENDED = """\
Slip-2                  desk2             46080   Wed Nov 25 00:30:24 2026
\tStatus:
\tAlerts: job-completed-successfully
\tqueued for Slip
Slip-6                  desk2             46080   Wed Nov 25 00:33:54 2026
\tStatus:
\tAlerts: aborted-by-system
\tqueued for Slip
Slip-7                  desk2             46080   Wed Nov 25 00:34:10 2026
\tStatus:
\tAlerts: resources-are-not-ready
\tqueued for Slip
Slip-8                  desk2             46080   Wed Nov 25 00:34:12 2026
\tqueued for Slip
"""
"""Slip-7 was cancelled at the queue while it waited; of Slip-8 the server tells nothing."""


class _Cups:
    """Answers as CUPS did."""

    def __init__(
        self,
        state: Said | None,
        waiting: str = "",
        ended: str = "",
        devices: Said | None = None,
        scheduler: Said | None = None,
    ) -> None:
        self._state = state
        self._scheduler = scheduler
        self._devices = devices
        self._jobs = {"not-completed": waiting, "completed": ended}
        self.commands: list[list[str]] = []

    async def run(self, command: list[str]) -> Said | None:
        self.commands.append(command)
        match command:
            case ["lpstat", "-a", "Slip", "-p", "Slip", "-v", "Slip"]:
                return self._state
            case ["lpstat", "-l", "-W", which, "-o", "Slip"]:
                return Said(ok=True, text=self._jobs[which])
            case ["lpstat", "-e"]:
                return self._state
            case ["lpstat", "-v"]:
                return self._devices
            case ["lpstat", "-r"]:
                return self._scheduler
            case ["cancel", _]:
                return Said(ok=True, text="")
        raise AssertionError(command)


async def _read(cups: _Cups) -> Queue:
    return await CupsSpooler(cups.run, user="desk2").read("Slip")


@pytest.mark.parametrize(
    ("state", "fault"),
    [
        (_IDLE, None),
        (_BUSY, None),
        (_DISABLED, PrinterFault.STOPPED),
        (_REJECTING, PrinterFault.STOPPED),
        (_PDF, PrinterFault.MAKES_FILES),
        (_DISABLED.replace("usb://EPSON/TM-T88VI?serial=X", "cups-pdf:/"), PrinterFault.MAKES_FILES),
        (_IDLE.replace("usb://EPSON/TM-T88VI?serial=X", "///dev/null"), PrinterFault.MAKES_FILES),
        (_IDLE.replace("device for Slip", "device for Slip2").replace("usb:", "cups-pdf:"), None),
    ],
)
async def test_the_queues_state(state: str, fault: PrinterFault | None) -> None:
    assert (await _read(_Cups(Said(ok=True, text=state)))).fault is fault


async def test_an_unknown_printer_is_missing() -> None:
    assert await _read(_Cups(Said(ok=False, text=""))) == Queue(PrinterFault.MISSING, (), known=False)


async def test_without_the_command_nothing_is_claimed() -> None:
    assert await _read(_Cups(None)) == Queue(None, (), known=False)


@pytest.mark.parametrize("unsaid", [None, Said(ok=False, text="")])
@pytest.mark.parametrize("which", ["not-completed", "completed"])
async def test_a_queue_that_tells_no_jobs_is_not_known(which: str, unsaid: Said | None) -> None:
    class Silent(_Cups):
        async def run(self, command: list[str]) -> Said | None:
            return unsaid if which in command else await super().run(command)

    told = await _read(Silent(Said(ok=True, text=_DISABLED), _WAITING, _ENDED))
    assert told == Queue(PrinterFault.STOPPED, (), known=False)
    assert (await _read(_Cups(Said(ok=True, text=_IDLE)))).known


async def test_jobs_of_this_user_and_of_hidden_ones() -> None:
    queue = await _read(_Cups(Said(ok=True, text=_IDLE), _WAITING, _ENDED))
    assert queue.jobs == (
        QueuedJob("Slip-1", done=False, failed=True),
        QueuedJob("Slip-3", done=False, failed=False),
        QueuedJob("Slip-5", done=False, failed=False),
        QueuedJob("Slip-2", done=True, failed=False),
        QueuedJob("Slip-6", done=True, failed=True),
        QueuedJob("Slip-7", done=True, failed=True),
        QueuedJob("Slip-8", done=True, failed=False),
    )


@pytest.mark.parametrize(("who", "number"), [("desk2", "Slip-3"), ("another", "Slip-4")])
async def test_the_jobs_are_those_of_who_runs_the_program(
    who: str, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", who)
    queue = await CupsSpooler(_Cups(Said(ok=True, text=_IDLE), _WAITING).run).read("Slip")
    assert {job.number for job in queue.jobs} & {"Slip-3", "Slip-4"} == {number}


async def test_one_job_is_cancelled_by_its_own_number() -> None:
    cups = _Cups(Said(ok=True, text=_IDLE))
    await CupsSpooler(cups.run, user="desk2").cancel("Slip", "Slip-3")
    assert cups.commands == [["cancel", "Slip-3"]]


async def test_commands_run_in_the_c_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    monkeypatch.setenv("CUPS_SERVER", "print.example")
    script = "import os; print(os.environ['LC_ALL'], os.environ['CUPS_SERVER'])"
    assert await run_command([sys.executable, "-c", script]) == Said(ok=True, text="C print.example\n")


async def test_a_failing_command_is_no_exception() -> None:
    assert await run_command([sys.executable, "-c", "print('no'); raise SystemExit(1)"]) == Said(
        ok=False, text="no\n"
    )


async def test_a_command_that_isnt_there_is_none(tmp_path: Path) -> None:
    assert await run_command([os.fspath(tmp_path / "lpstat")]) is None


async def test_a_command_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("views.printing.spooler_cups._PATIENCE_SECONDS", 0.05)
    assert await run_command([sys.executable, "-c", "import threading; threading.Event().wait()"]) is None


@pytest.mark.parametrize(
    ("answer", "devices", "names"),
    [
        ("PDF\nReception\nSlip\nDiscarded\n", Said(ok=True, text=_DEVICES), ("Reception", "Slip")),
        (
            "PDF\nNearby\n",
            Said(ok=True, text=_DEVICES),
            ("Nearby",),
        ),  # found in the network, without a queue yet
        ("Nearby\n", Said(ok=False, text=""), ("Nearby",)),  # what lpstat answers where there are no queues
        ("Reception\nSlip\n", None, ("Reception", "Slip")),
    ],
)
async def test_the_queues_to_choose_from(answer: str, devices: Said | None, names: tuple[str, ...]) -> None:
    cups = _Cups(Said(ok=True, text=answer), devices=devices)
    assert await CupsSpooler(cups.run, user="desk2").names() == names


@pytest.mark.parametrize("answer", [Said(ok=False, text=""), None])
async def test_without_an_answer_the_queues_are_unknown(answer: Said | None) -> None:
    cups = _Cups(answer, devices=Said(ok=True, text=_DEVICES))
    assert await CupsSpooler(cups.run, user="desk2").names() is None


@pytest.mark.parametrize(
    ("scheduler", "names"),
    [
        (Said(ok=True, text="scheduler is running\n"), ()),
        (Said(ok=True, text="scheduler is not running\n"), None),  # `lpstat -e` lists nothing, and fails not
        (Said(ok=False, text=""), None),
        (None, None),
    ],
)
async def test_no_queues_are_told_from_a_server_that_is_off(
    scheduler: Said | None, names: tuple[str, ...] | None
) -> None:
    cups = _Cups(Said(ok=True, text=""), devices=Said(ok=False, text=""), scheduler=scheduler)
    assert await CupsSpooler(cups.run, user="desk2").names() == names

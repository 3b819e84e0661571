"""What PowerShell answers about Windows's queues, understood (its scripts themselves need Windows)."""

import json
from collections.abc import Mapping

import pytest

from services.errors import PrinterFault
from views.spooler import Queue, QueuedJob
from views.spooler_windows import WindowsSpooler, run_powershell


class _Windows:
    """Answers as the scripts are written to."""

    def __init__(self, answer: str | None) -> None:
        self._answer = answer
        self.asked: list[tuple[str, Mapping[str, str]]] = []

    async def run(self, script: str, variables: Mapping[str, str]) -> str | None:
        self.asked.append((script, variables))
        return self._answer


async def _read(answer: str | None) -> Queue:
    return await WindowsSpooler(_Windows(answer).run).read("窓口 2")


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (0, None),
        (0x400, None),  # printing
        (0x1, PrinterFault.STOPPED),
        (0x2, PrinterFault.IN_ERROR),
        (0x8, PrinterFault.IN_ERROR),  # paper jam
        (0x10, PrinterFault.IN_ERROR),  # paper out
        (0x80, PrinterFault.IN_ERROR),  # offline
        (0x400000, PrinterFault.IN_ERROR),  # door open
    ],
)
async def test_the_printers_state(status: int, fault: PrinterFault | None) -> None:
    assert (await _read(json.dumps({"status": status, "jobs": []}))).fault is fault


@pytest.mark.parametrize(
    ("status", "done", "failed"),
    [
        (0x8, False, False),  # spooling
        (0x10, False, False),  # printing
        (0x40, False, False),  # paper out: it waits
        (0x2, False, True),  # error
        (0x200, False, True),  # blocked
        (0x80, True, False),  # printed
        (0x1000, True, False),  # complete
    ],
)
async def test_a_jobs_state(status: int, done: bool, failed: bool) -> None:
    queue = await _read(json.dumps({"status": 0, "jobs": [{"id": 12, "status": status}]}))
    assert queue.jobs == (QueuedJob("12", done=done, failed=failed),)


async def test_an_unknown_printer_is_missing() -> None:
    assert await _read('{"status": null, "jobs": []}') == Queue(PrinterFault.MISSING, (), known=False)


async def test_without_powershell_nothing_is_claimed() -> None:
    assert await _read(None) == Queue(None, (), known=False)


async def test_names_go_in_as_variables_never_as_script() -> None:
    name = "'; Remove-Item C:\\ #"
    windows = _Windows('{"status": 0, "jobs": []}')
    spooler = WindowsSpooler(windows.run)
    await spooler.read(name)
    await spooler.cancel(name, "12")
    read, cancelled = windows.asked
    assert read[1] == {"MADOGUCHI_PRINTER": name}
    assert cancelled[1] == {"MADOGUCHI_PRINTER": name, "MADOGUCHI_JOB": "12"}
    assert not any(name in script for script, _ in windows.asked)
    assert "Remove-PrintJob" in cancelled[0]
    assert "Remove-PrintJob" not in read[0]


async def test_a_system_without_powershell_is_no_exception(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert await run_powershell("exit", {}) is None


async def test_the_queues_to_choose_from() -> None:
    windows = _Windows(json.dumps(["Reception", "窓口 2"]))
    assert await WindowsSpooler(windows.run).names() == ("Reception", "窓口 2")
    assert await WindowsSpooler(_Windows(None).run).names() == ()

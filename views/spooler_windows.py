"""The Windows spooler, asked through PowerShell's PrintManagement commands.

Names and numbers go in as environment variables, so that no name can become a command.
"""

import asyncio
import json
import os
import subprocess
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from services.errors import PrinterFault
from views.spooler import Queue, QueuedJob

_PATIENCE_SECONDS: Final = 20
_NO_WINDOW: Final[int] = getattr(subprocess, "CREATE_NO_WINDOW", 0)

_READ: Final = """
$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = [Text.Encoding]::UTF8
$printer = @(Get-Printer | Where-Object Name -eq $env:MADOGUCHI_PRINTER)
if ($printer.Count -eq 0) { '{"status": null, "jobs": []}'; exit }
$jobs = @(Get-PrintJob -PrinterObject $printer[0] | Where-Object UserName -eq $env:USERNAME |
    ForEach-Object { @{ id = [int]$_.Id; status = [int]$_.JobStatus } })
ConvertTo-Json -Compress -Depth 3 @{ status = [int]$printer[0].PrinterStatus; jobs = $jobs }
"""
_NAMES: Final = """
[Console]::OutputEncoding = [Text.Encoding]::UTF8
ConvertTo-Json -Compress @(Get-Printer | Sort-Object Name | ForEach-Object { $_.Name })
"""
_CANCEL: Final = """
$printer = @(Get-Printer | Where-Object Name -eq $env:MADOGUCHI_PRINTER)
Remove-PrintJob -PrinterObject $printer[0] -ID ([int]$env:MADOGUCHI_JOB) -ErrorAction SilentlyContinue
"""

# winspool.h's PRINTER_STATUS_* and JOB_STATUS_* bits
_PRINTER_PAUSED: Final = 0x1
_PRINTER_ERRORS: Final = 0x2 | 0x8 | 0x10 | 0x40 | 0x80 | 0x1000 | 0x40000 | 0x100000 | 0x400000
_JOB_FAILED: Final = 0x2 | 0x200
_JOB_DONE: Final = 0x80 | 0x100 | 0x1000 | 0x2000

type RunPowerShell = Callable[[str, Mapping[str, str]], Awaitable[str | None]]
"""Runs a script with extra environment variables; None when it failed or didn't end in time."""


async def run_powershell(script: str, variables: Mapping[str, str]) -> str | None:
    """Run a PowerShell script in a thread, without a window."""

    def run() -> str | None:
        try:
            done = subprocess.run(  # noqa: S603 - our own scripts
                ["powershell.exe", "-NoProfile", "-NonInteractive", "-Command", script],  # noqa: S607
                env={**os.environ, **variables},
                capture_output=True,
                check=False,
                encoding="utf-8",
                errors="replace",
                stdin=subprocess.DEVNULL,
                timeout=_PATIENCE_SECONDS,
                creationflags=_NO_WINDOW,
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
        return done.stdout if done.returncode == 0 else None

    return await asyncio.to_thread(run)


class WindowsSpooler:
    """The queues of Windows."""

    def __init__(self, run: RunPowerShell = run_powershell) -> None:
        self._run = run

    async def names(self) -> tuple[str, ...]:
        """List the queues that this user can print to."""
        text = await self._run(_NAMES, {})
        return () if text is None else tuple(json.loads(text))

    async def read(self, printer: str) -> Queue:
        """Read a queue. Where PowerShell can't be asked nothing can be said against the printer."""
        text = await self._run(_READ, {"MADOGUCHI_PRINTER": printer})
        if text is None:
            return Queue(None, (), known=False)
        answer: dict[str, Any] = json.loads(text)
        if answer["status"] is None:
            return Queue(PrinterFault.MISSING, (), known=False)
        return Queue(
            _fault(answer["status"]),
            tuple(
                QueuedJob(
                    str(job["id"]),
                    done=bool(job["status"] & _JOB_DONE),
                    failed=bool(job["status"] & _JOB_FAILED),
                )
                for job in answer["jobs"]
            ),
        )

    async def cancel(self, printer: str, number: str) -> None:
        """Remove one job."""
        await self._run(_CANCEL, {"MADOGUCHI_PRINTER": printer, "MADOGUCHI_JOB": number})


def _fault(status: int) -> PrinterFault | None:
    if status & _PRINTER_PAUSED:
        return PrinterFault.STOPPED
    return PrinterFault.IN_ERROR if status & _PRINTER_ERRORS else None

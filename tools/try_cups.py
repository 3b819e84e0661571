"""Tries the slip printer against a real CUPS server of its own, with the cups-pdf printer.

Wants root (the cups-pdf backend does) and Debian's `cups` and `printer-driver-cups-pdf`. Prints each paper, then
stops the queue, cancels, refuses and breaks jobs, and says what the desk would be told.

    QT_QPA_PLATFORM=offscreen python tools/try_cups.py

What came out lies in cups-pdf's folder (`~/PDF`); look at it with `pdftoppm -r 150 -png`.
"""

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from services.errors import PrinterUnavailable
from services.slips.content import Paper
from services.slips.sample import sample_slip
from viewmodels.workstation import SlipPrinting
from views.printing import QtSlipPrinter
from views.spooler import SpooledJob
from views.spooler_cups import CupsSpooler

PPD = "/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd"
FAILING_BACKEND = "#!/bin/sh\ncat >/dev/null\nexit 1\n"


def configuration(socket: Path) -> str:
    """Take the distribution's own configuration, with its privacy policies, but another address."""
    lines = Path("/etc/cups/cupsd.conf").read_text().splitlines()
    ours = ["Listen " + str(socket), "Browsing Off", "WebInterface No"]
    theirs = ("Listen ", "Port ", "Browsing ", "WebInterface ")
    return "\n".join([*ours, *(line for line in lines if not line.startswith(theirs))]) + "\n"


@contextmanager
def cups_server() -> Iterator[Path]:
    """Run a CUPS server of our own in a temporary folder; gives its socket."""
    with tempfile.TemporaryDirectory(prefix="cups-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        for part in ("root", "cache", "spool", "state", "tmp"):
            (folder / part).mkdir()
        (folder / "tmp").chmod(0o1777)
        shutil.copytree("/usr/lib/cups", folder / "bin")
        backend = folder / "bin/backend/fail"
        backend.write_text(FAILING_BACKEND)
        backend.chmod(0o755)
        (folder / "cupsd.conf").write_text(configuration(folder / "cups.sock"))
        places = {
            "ServerRoot": "root",
            "CacheDir": "cache",
            "RequestRoot": "spool",
            "StateDir": "state",
            "TempDir": "tmp",
            "ServerBin": "bin",
            "ErrorLog": "error_log",
            "AccessLog": "access_log",
            "PageLog": "page_log",
        }
        (folder / "cups-files.conf").write_text(
            "".join(f"{directive} {folder / place}\n" for directive, place in places.items())
        )
        server = subprocess.Popen(
            ["/usr/sbin/cupsd", "-f", "-c", folder / "cupsd.conf", "-s", folder / "cups-files.conf"]
        )
        try:
            yield folder / "cups.sock"
        finally:
            server.terminate()
            server.wait()


def run(*command: str) -> None:
    """Run a CUPS command."""
    print("$", *command)
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)


async def told(job: SpooledJob) -> str:
    """Say what the desk would be told of a job."""
    try:
        return "out" if await job.is_out() else "waiting"
    except PrinterUnavailable as error:
        return error.fault.value


async def wait_out(job: SpooledJob) -> str:
    """Ask until something else than waiting is told."""
    for _ in range(50):
        if (answer := await told(job)) != "waiting":
            return answer
        await asyncio.sleep(0.2)
    return "waiting"


async def check(printer: QtSlipPrinter) -> str:
    """Say whether the desk would make a password."""
    try:
        await printer.check()
    except PrinterUnavailable as error:
        return error.fault.value
    return "ready"


async def trial() -> None:
    """Go through everything a queue does to a slip."""
    run("lpadmin", "-p", "Slip", "-E", "-v", "cups-pdf:/", "-P", PPD)
    spooler = CupsSpooler()
    for paper in Paper:
        printer = QtSlipPrinter(SlipPrinting("Slip", paper), spooler)
        print("check:", await check(printer))
        job = await printer.print_slip(await sample_slip(paper))
        assert job is not None
        print(paper, await wait_out(job))
    slip = await sample_slip(Paper.A6)
    printer = QtSlipPrinter(SlipPrinting("Slip"), spooler)

    print("unknown printer:", await check(QtSlipPrinter(SlipPrinting("Nowhere"), spooler)))
    run("cupsdisable", "Slip")
    print("stopped queue:", await check(printer))
    run("cupsenable", "Slip")
    run("cupsreject", "Slip")
    print("refusing queue:", await check(printer))
    run("cupsaccept", "Slip")
    print("again:", await check(printer))

    for policy in ("stop-printer", "abort-job", "retry-job"):
        run(
            "lpadmin", "-p", policy, "-E", "-v", "fail:/", "-m", "raw", "-o", f"printer-error-policy={policy}"
        )
        failing = QtSlipPrinter(SlipPrinting(policy), spooler)
        job = await failing.print_slip(slip)
        assert job is not None
        await asyncio.sleep(2)
        print("broken printer,", policy, "->", await told(job))
        await job.cancel()
        print("cancelled ->", await told(job))


def main() -> int:
    """Run the trial."""
    with cups_server() as socket:
        os.environ["CUPS_SERVER"] = str(socket)
        for _ in range(50):
            if subprocess.run(["lpstat", "-r"], check=False, capture_output=True).returncode == 0:
                break
            subprocess.run(["sleep", "0.1"], check=True)
        application = QApplication(sys.argv)
        asyncio.run(trial(), loop_factory=lambda: QEventLoop(application))
    return 0


if __name__ == "__main__":
    sys.exit(main())

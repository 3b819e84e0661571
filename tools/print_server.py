"""A CUPS server of our own, for the trials that print: `make try-printing` and `make try-windows`.

Wants root (the cups-pdf backend does) and Debian's `cups`, `printer-driver-cups-pdf` and `poppler-utils`. The printer
is cups-pdf's backend under another name, since the desk refuses a cups-pdf queue.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services.rules.vocabulary import Paper
from views.printing.slip_printer import JOB_TITLE

PPD = "/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd"
PAPER_BACKEND = "paper"
"""What cups-pdf's backend is called in the server of our own, so that the desk takes it for a printer."""
FAILING_BACKEND = "#!/bin/sh\ncat >/dev/null\nexit 1\n"


SIZES = {Paper.A6: (298, 420), Paper.A4: (595, 842), Paper.ROLL80: (227, None)}
"""Points, width and height; a roll is as long as its slip."""


def configuration(socket: Path) -> str:
    """Take the distribution's own configuration, with its privacy policies, but another address."""
    lines = Path("/etc/cups/cupsd.conf").read_text().splitlines()
    ours = ["Listen " + str(socket), "Browsing Off", "WebInterface No"]
    theirs = ("Listen ", "Port ", "Browsing ", "WebInterface ")
    return "\n".join([*ours, *(line for line in lines if not line.startswith(theirs))]) + "\n"


@contextmanager
def cups_server() -> Iterator[Path]:
    """Run a CUPS server of our own in a temporary folder; gives its socket.

    This process's commands of CUPS ask it, too. Slips of a run that broke off are deleted: jobs are numbered from 1
    again, and a slip with the name of an existing one wouldn't be noticed.
    """
    for left in slips():
        left.unlink()
    with tempfile.TemporaryDirectory(prefix="cups-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        for part in ("root", "cache", "spool", "state", "tmp"):
            (folder / part).mkdir()
        (folder / "tmp").chmod(0o1777)
        shutil.copytree("/usr/lib/cups", folder / "bin")
        backends = folder / "bin/backend"
        shutil.copy(backends / "cups-pdf", backends / PAPER_BACKEND)
        (backends / "fail").write_text(FAILING_BACKEND)
        (backends / "fail").chmod(0o755)
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
        os.environ["CUPS_SERVER"] = str(folder / "cups.sock")
        try:
            while "not running" in run("lpstat", "-r"):
                time.sleep(0.1)
            yield folder / "cups.sock"
        finally:
            server.terminate()
            server.wait()


OUT = Path.home() / "PDF"
"""Where cups-pdf puts what it prints; its folder can't be chosen for a server of its own."""


def run(*command: str) -> str:
    """Run a CUPS command."""
    done = subprocess.run(command, check=True, stderr=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    return done.stdout


def slips() -> set[Path]:
    """Name the slips that came out and weren't removed; leave out other files of the trial's user."""
    return set(OUT.glob(f"{JOB_TITLE}-job_*.pdf"))


def jobs(queue: str, which: str = "all") -> set[str]:
    """Name a queue's jobs."""
    return {line.split()[0] for line in run("lpstat", "-W", which, "-o", queue).splitlines()}


def page_size(pdf: Path) -> tuple[int, int]:
    """Read the size of a printed page in points, and that it is the only one."""
    said = dict(line.split(":", 1) for line in run("pdfinfo", str(pdf)).splitlines() if ":" in line)
    assert said["Pages"].strip() == "1", said
    width, _, height, *_ = said["Page size"].split()
    return round(float(width)), round(float(height))


def fits(page: tuple[int, int], paper: Paper) -> bool:
    """Tell whether a printed page is the paper's."""
    (width, height), (wanted_width, wanted_height) = page, SIZES[paper]
    return abs(width - wanted_width) <= 1 and abs(height - (wanted_height or height)) <= 1

"""A desk on a real screen, worked at by keys: a scan, two slips without a set printer, a lock, a log-off, an end.

What came of the keys is read from the demo's library and from the print queue, never from a picture; the pictures in
build/windows are for people.
"""

import json
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tools.print_server import PAPER_BACKEND, PPD, cups_server, page_size, run, slips
from tools.real_screen import KEYSYMS, key_names, real_screen
from tools.windows_package.trial import WindowsTrialFailedError, patience, wait_for
from tools.windows_package.trial import run as run_windows
from tools.windows_package.wine_python import ROOT, WinePython

_PATIENCE: Final = 60.0
_CARDS: Final = ("100000001", "100000002")
_PASSWORD: Final = "madoguchi-demo"  # noqa: S105 - the sign-in shows it
_KEY_MS: Final = 8
_HARNESS_SECONDS: Final = 0.5
"""How long a window that was just activated needs under Wine before keys reach it."""
_WRITES_MEANWHILE: Final = 5
_TITLE: Final = "窓口"
_SCREEN_WIDTH: Final = 1366
_COUNT: Final = """
import json, pathlib, sqlite3, sys
conn = sqlite3.connect(f"{pathlib.Path(sys.argv[1]).as_uri()}?mode=ro", uri=True)
one = lambda query: conn.execute(query).fetchone()[0]
print(json.dumps({"looks": one("SELECT count(*) FROM access_log"), "acts": one("SELECT count(*) FROM act")}))
"""
_WRITE: Final = """
import sqlite3, sys
conn = sqlite3.connect(sys.argv[1], timeout=10)
conn.execute("UPDATE circulation_rule SET name = name")
conn.commit()
"""


class DeskScreen:
    """The desk's screen, and the keyboard before it.

    Args:
        environment: names the screen.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = {**environment, "LC_ALL": "C.UTF-8"}  # titles are Japanese

    def windows(self, title: str) -> list[str]:
        """Number the windows that are seen, by the beginning of their titles."""
        asked = ["xdotool", "search", "--onlyvisible", "--name", f"^{title}"]
        return self._run(*asked, check=False).split()

    def full(self) -> str | None:
        """Number the window that fills the screen, as the desk does; what is there before it is smaller."""
        for window in self.windows(_TITLE):
            told = self._run("xdotool", "getwindowgeometry", "--shell", window, check=False)
            if f"WIDTH={_SCREEN_WIDTH}" in told.split():
                return window
        return None

    def bring(self, window: str) -> None:
        """Give a window the keyboard."""
        self._run("xdotool", "windowactivate", "--sync", window)
        time.sleep(_HARNESS_SECONDS)

    def press(self, *keys: str) -> None:
        """Press keys as fast as a scanner does."""
        self._run("xdotool", "key", "--delay", str(_KEY_MS), *keys)

    def scan(self, card: str) -> None:
        """Scan a card."""
        self.press(*key_names(card), KEYSYMS["\r"])

    def keep(self, picture: Path) -> None:
        """Keep a picture for a person to look at."""
        self._run("import", "-window", "root", str(picture))

    def _run(self, *command: str, check: bool = True) -> str:
        done = subprocess.run(command, check=check, capture_output=True, text=True, env=self._environment)
        return done.stdout


class Desk:
    """One run of the desk on the demo library, as Windows runs it.

    Args:
        python: the Windows it runs on.
        environment: its screen and its printers.
        program: what was started.
    """

    def __init__(
        self, python: WinePython, environment: Mapping[str, str], program: "subprocess.Popen[bytes]"
    ) -> None:
        self._python = python
        self._environment = environment
        self._program = program

    def until[T](self, what: str, look: Callable[[], T | None]) -> T:
        """Ask again and again until there is an answer.

        Raises:
            WindowsTrialFailedError: it doesn't come, or the program ended.
        """
        limit = patience(self._python, _PATIENCE)
        while not (seen := look()):
            if self._program.poll() is not None:
                raise WindowsTrialFailedError(
                    f"the desk ended ({self._program.returncode}) before there was {what}"
                )
            if limit.is_over():
                raise WindowsTrialFailedError(f"no {what} within {_PATIENCE:.0f} s")
            time.sleep(0.1)
        return seen

    def ended(self) -> int:
        """Wait for its end, and give its exit code.

        Raises:
            WindowsTrialFailedError: it goes on.
        """
        code = wait_for(self._program, patience(self._python, _PATIENCE))
        if code is None:
            raise WindowsTrialFailedError(f"the desk still runs after {_PATIENCE:.0f} s")
        return code

    def count(self, what: str) -> int:
        """Count the looks or the acts on record in the demo's library."""
        return int(json.loads(self._ask(_COUNT).splitlines()[-1])[what])

    def write(self) -> None:
        """Change the demo's library, as another program would."""
        self._ask(_WRITE)

    def end_session(self) -> None:
        """Log the user off: Windows ends every program."""
        display = self._environment["DISPLAY"]
        run_windows(self._python, ["wineboot", "--end-session"], "session.txt", _PATIENCE, DISPLAY=display)

    def _ask(self, question: str) -> str:
        """Ask the library, as a program of the same Windows: SQLite's locks are Windows' there."""
        (library,) = demo_folders(self._python)
        place = str(library / "library.sqlite3").replace(str(self._python.drive), "C:")
        command, display = self._python.command("-c", question, place), self._environment["DISPLAY"]
        code, told = run_windows(self._python, command, "asked.txt", _PATIENCE, DISPLAY=display)
        if code != 0:
            raise WindowsTrialFailedError(f"the library doesn't answer ({code}): {told[-400:]}")
        return told


@contextmanager
def desk_on(
    python: WinePython, command: list[str], environment: Mapping[str, str], told: str
) -> Iterator[Desk]:
    """Run a desk; one that still runs in the end is killed.

    Args:
        python: the Windows it runs on.
        command: what starts it.
        environment: its screen and its printers.
        told: the file that keeps what it prints.
    """
    with (python.folder / told).open("wb") as out:
        program = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        yield Desk(python, environment, program)
    finally:
        program.kill()
        program.wait()
        python.shut_down()


def demo_folders(python: WinePython) -> list[Path]:
    """Name the folders of demo libraries on this Windows."""
    return list(python.drive.glob("users/*/AppData/Local/Temp/madoguchi-demo-*"))


def run_files(python: WinePython) -> list[str]:
    """Name the files of runs that didn't end in order, or that are under way."""
    return [file.name for file in python.drive.glob("users/*/AppData/Local/madoguchi/**/*.run")]


def log(python: WinePython) -> str:
    """Read the program's log."""
    files = python.drive.glob("users/*/AppData/Local/madoguchi/Logs/madoguchi.log")
    return "".join(file.read_text(encoding="utf-8") for file in files)


@contextmanager
def at_screen(python: WinePython) -> Iterator[tuple[DeskScreen, dict[str, str]]]:
    """Have a screen of a counter's size and one print queue, and the environment that knows both."""
    with cups_server() as socket, real_screen("import") as screen:
        run("lpadmin", "-p", "Slip", "-E", "-v", f"{PAPER_BACKEND}:/", "-P", PPD)
        environment = python.environment(DISPLAY=screen["DISPLAY"], CUPS_SERVER=str(socket))
        yield DeskScreen(screen), environment


def print_slip(desk: Desk, screen: DeskScreen, card: str, pictures: Path) -> None:
    """Open a patron by a scan, issue a password, and print its slip on a printer that is chosen for it.

    Raises:
        WindowsTrialFailedError: no slip came out.
    """
    looks, acts = desk.count("looks"), desk.count("acts")
    screen.scan(card)
    desk.until("a look on record", lambda: desk.count("looks") > looks)
    screen.press("F4")
    (question,) = desk.until("a question", lambda: screen.windows("パスワード"))
    screen.bring(question)
    screen.press("Return")
    (choice,) = desk.until("a choice of printers", lambda: screen.windows("プリンターの選択"))
    screen.bring(choice)
    for _ in range(_WRITES_MEANWHILE):  # each one lets the desk read the patron anew behind the question
        desk.write()
    screen.keep(pictures / f"choice-{card}.png")
    screen.press("Return")
    desk.until("an act on record", lambda: desk.count("acts") > acts)
    (slip,) = desk.until("a slip", slips)
    desk.until("a whole slip", lambda: _is_whole(slip))
    slip.rename(pictures / f"slip-{card}.pdf")
    screen.keep(pictures / f"issued-{card}.png")
    screen.press("Return")  # printed: close
    desk.until("an end of the question", lambda: not screen.windows("パスワード"))


def _is_whole(slip: Path) -> bool:
    """Tell whether a slip is written to its end, on one page; its size is the choice of Wine's own driver."""
    try:
        return page_size(slip) > (0, 0)
    except (subprocess.CalledProcessError, KeyError):
        return False


def lock(desk: Desk, screen: DeskScreen, pictures: Path) -> None:
    """Lock the desk and sign in again.

    Raises:
        WindowsTrialFailedError: the patron stays, or the sign-in fails.
    """
    open_desk = screen.windows(_TITLE)
    screen.press("F12")
    (locked,) = desk.until("a lock", lambda: set(screen.windows(_TITLE)) - set(open_desk))
    desk.until("a lock alone", lambda: screen.windows(_TITLE) == [locked])
    screen.bring(locked)
    screen.keep(pictures / "locked.png")
    screen.press(*key_names(_PASSWORD), "Return")
    (again,) = desk.until("a desk again", lambda: set(screen.windows(_TITLE)) - {locked})
    desk.until("a desk alone", lambda: screen.windows(_TITLE) == [again])
    screen.bring(again)
    looks = desk.count("looks")
    screen.scan(_CARDS[0])
    desk.until("a look after the lock", lambda: desk.count("looks") > looks)


def work_until_log_off(python: WinePython, desk: Desk, screen: DeskScreen) -> None:
    """Work at a desk until the user's session ends under it.

    Raises:
        WindowsTrialFailedError: something didn't hold.
    """
    pictures = python.folder
    window = desk.until("a desk", screen.full)
    screen.bring(window)
    for card in _CARDS:
        print_slip(desk, screen, card, pictures)
        screen.bring(window)
    lock(desk, screen, pictures)
    screen.keep(pictures / "patron.png")
    desk.end_session()
    desk.ended()
    if left := run_files(python):
        raise WindowsTrialFailedError(f"the log-off wasn't an orderly end: {left}")


def open_and_close(python: WinePython, desk: Desk, screen: DeskScreen) -> None:
    """Open a desk anew and close it: nothing stays.

    Raises:
        WindowsTrialFailedError: something stayed, or it didn't end well.
    """
    window = desk.until("a desk", screen.full)
    desk.until("one library, the former one gone", lambda: len(demo_folders(python)) == 1)
    screen.bring(window)
    looks = desk.count("looks")
    screen.scan(_CARDS[0])
    desk.until("a look on record", lambda: desk.count("looks") > looks)
    screen.press("alt+F4")
    if (code := desk.ended()) != 0:
        raise WindowsTrialFailedError(f"the closed desk ended with {code}")
    if left := [*run_files(python), *demo_folders(python)]:
        raise WindowsTrialFailedError(f"the closed desk left {left}")


def try_desk(python: WinePython) -> str:
    """Go through a day at the desk.

    Raises:
        WindowsTrialFailedError: something didn't hold.
    """
    return try_program(python, python.command("-m", "app"))


def try_program(python: WinePython, program: list[str]) -> str:
    """Go through a day at the desk with one of its programs, whose log is empty before.

    Raises:
        WindowsTrialFailedError: something didn't hold.
    """
    python.shut_down()  # a Windows that was started without a screen, or before the queue, would never see them
    for folder in (*demo_folders(python), *python.drive.glob("users/*/AppData/Local/madoguchi")):
        shutil.rmtree(folder)
    demo = [*program, "desk", "--demo", "--as", "counter"]
    with at_screen(python) as (screen, environment):
        for number, work in enumerate((work_until_log_off, open_and_close)):
            with desk_on(python, demo, environment, f"desk-{number}.txt") as desk:
                work(python, desk, screen)
    if bugs := [line for line in log(python).splitlines() if " ERROR " in line or " CRITICAL " in line]:
        raise WindowsTrialFailedError(f"the log tells of a bug: {bugs[0]}")
    return f"{len(_CARDS)} slips on a chosen printer, locked, logged off, opened and closed"

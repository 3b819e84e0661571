"""A Wayland session of its own, and keys that come through its compositor as a scanner's do."""

import asyncio
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tools import wayland_keys
from tools.real_screen import NoScreen, running, xdotool

KEYS = "MADOGUCHI_TRIAL_KEYS"
"""Names the socket of `tools.wayland_keys`, in the environment of the tried program."""

_LONGEST = 20.0
_CONFIGURATION = """\
output HEADLESS-1 resolution 1366x768
default_border none
focus_on_window_activation focus
xwayland disable
"""


@contextmanager
def wayland_screen() -> Iterator[dict[str, str]]:
    """Start sway without a screen, of the size of a counter's, and give the environment in which windows appear on it.

    Raises:
        NoScreen: a program is missing, or one doesn't start.
    """
    if shutil.which("sway") is None:
        raise NoScreen("not installed: sway")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        configuration, keys = folder / "sway", folder / "keys"
        configuration.write_text(_CONFIGURATION, encoding="utf-8")
        environment = {
            **os.environ,
            "XDG_RUNTIME_DIR": str(folder),
            "WLR_BACKENDS": "headless",
            "WLR_LIBINPUT_NO_DEVICES": "1",
            "WLR_RENDERER": "pixman",
            "QT_QPA_PLATFORM": "wayland",
        }
        environment.pop("DISPLAY", None)
        stack.enter_context(running(["sway", "-c", str(configuration)], environment=environment))
        environment["WAYLAND_DISPLAY"] = _appears(folder, "wayland-?").name
        script = str(wayland_keys.__file__)
        stack.enter_context(
            running(["/usr/bin/python3", script, str(keys), str(folder)], environment=environment)
        )
        environment[KEYS] = str(_appears(folder, "keys"))
        yield environment


def _appears(folder: Path, pattern: str) -> Path:
    ends = time.monotonic() + _LONGEST
    while time.monotonic() < ends:
        found = next(folder.glob(pattern), None)
        if found is not None:
            return found
        time.sleep(0.05)
    raise NoScreen(f"{pattern} didn't appear: sway, python3-pywayland and libwayland-dev are needed")


async def send_keys(*words: str) -> None:
    """Send keys, in `xdotool`'s words, to whichever screen this program is on."""
    place = os.environ.get(KEYS)
    if place is None:
        await xdotool(*words)
        return
    reading, writing = await asyncio.open_unix_connection(place)
    writing.write((" ".join(words) + "\n").encode())
    await reading.readline()
    writing.close()
    await writing.wait_closed()

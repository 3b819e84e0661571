"""A screen with a window manager of its own, and keys that come through it as a scanner's do."""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager

NEEDED = ("Xvfb", "openbox", "xdotool")


class NoScreen(Exception):
    """A program that the trial needs isn't installed."""


@contextmanager
def real_screen(*also_needed: str) -> Iterator[dict[str, str]]:
    """Start a screen of the size of a counter's, and give the environment in which windows appear on it.

    Raises:
        NoScreen: a program is missing.
    """
    missing = [name for name in (*NEEDED, *also_needed) if shutil.which(name) is None]
    if missing:
        raise NoScreen(f"not installed: {' '.join(missing)}")
    with ExitStack() as stack:
        reading, writing = os.pipe()
        screen = stack.enter_context(
            running(
                ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
                writing,
            )
        )
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        if not number:
            raise NoScreen(f"Xvfb ended with {screen.wait()}")
        environment = {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        environment.pop("WAYLAND_DISPLAY", None)
        stack.enter_context(running(["openbox"], environment=environment))
        yield environment


@contextmanager
def running(
    command: Sequence[str], keep: int | None = None, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Have a program running for so long."""
    process = subprocess.Popen(
        command,
        pass_fds=() if keep is None else (keep,),
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def run_inside(
    module: str, environment: Mapping[str, str], *arguments: str, before: Sequence[str] = ()
) -> int:
    """Run a module of this project as a program on that screen; its exit code is the answer."""
    return subprocess.run(
        [*before, sys.executable, "-m", module, *arguments], check=False, env=environment
    ).returncode


async def xdotool(*arguments: str) -> None:
    """Run xdotool once with all keys, and wait until it has sent them."""
    process = await asyncio.create_subprocess_exec("xdotool", *arguments)
    if await process.wait() != 0:
        raise NoScreen(f"xdotool {arguments[0]} failed")


KEYSYMS = {"-": "minus", "\r": "Return", "\t": "Tab", " ": "space", "\n": "KP_Enter"}


def key_names(text: str) -> list[str]:
    """Name the keys that type a text."""
    return [KEYSYMS.get(character, character) for character in text]


async def press(text: str, delay_ms: int) -> None:
    """Type a text with so many milliseconds from key to key, as real key presses."""
    await xdotool("key", "--delay", str(delay_ms), *key_names(text))

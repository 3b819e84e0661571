"""Plays the scenes, without a screen but as if on one: every window, page and dialog comes before a lens."""

import asyncio
import contextlib
import json
import tempfile
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import batched
from math import ceil
from pathlib import Path

from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from app.appearance import apply, remove
from app.settings.settings_files import Settings
from services.demo.opening import demo_library
from services.library import open_library
from tools.screenshots import (
    approvals,
    at_counter,
    at_desk,
    at_settings,
    beside,
    for_supervisors,
    own_work,
    passwords,
    printers,
    searching,
    unseen,
)
from tools.screenshots.studio import NOW, Lens, Studio
from views.style.tokens import Scheme

type Scene = Callable[[Studio], Awaitable[None]]

SCENES: tuple[Scene, ...] = (
    *at_desk.SCENES,
    *beside.SCENES,
    *unseen.SCENES,
    *passwords.SCENES,
    *printers.SCENES,
    *at_counter.SCENES,
    *for_supervisors.SCENES,
    *approvals.SCENES,
    *at_settings.SCENES,
    *searching.SCENES,
    *own_work.SCENES,
)


def offscreen(width: int, height: int) -> QApplication:
    """Make the application, for a screen of a size that isn't there.

    Args:
        width: in pixels.
        height: in pixels.
    """
    screen = {"name": "none", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "dpr": 1}
    file = Path("screen.json")
    # Qt takes a colon, as after a drive's letter, for the path's end: it gets the file's name, and a folder to be in.
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        file.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
        return QApplication(["madoguchi", "-platform", f"offscreen:configfile={file}"])


def play(
    app: QApplication,
    lens: Lens,
    settings: Settings,
    schemes: Sequence[Scheme],
    *,
    divided: bool = False,
    scenes: Sequence[Scene] = SCENES,
) -> None:
    """Play scenes, each time in a fresh library.

    Args:
        app: the application.
        lens: what looks at each picture.
        settings: language and size of text.
        schemes: the appearances.
        divided: play each scene once, as many of them in each appearance; else each in all appearances.
        scenes: what is played, every scene where nothing is said.
    """
    app.setQuitOnLastWindowClosed(False)
    rounds = [[(scene, scheme) for scene in scenes] for scheme in schemes]
    if divided:
        parts = zip(schemes, batched(scenes, ceil(len(scenes) / len(schemes))), strict=True)
        rounds = [[(scene, scheme) for scheme, part in parts for scene in part]]
    asyncio.run(_play(app, lens, settings, rounds), loop_factory=lambda: QEventLoop(app))


async def _play(
    app: QApplication, lens: Lens, settings: Settings, rounds: Iterable[Iterable[tuple[Scene, Scheme]]]
) -> None:
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(4))
    looks = apply(app, settings)
    for played in rounds:
        async with demo_library(NOW) as url, open_library(url) as library:
            for scene, scheme in played:
                looks.theme.apply(scheme)
                await scene(Studio(looks, library, lens))
    remove(app, looks)

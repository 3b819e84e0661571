"""Plays the scenes, without a screen but as if on one: every window, page and dialog comes before a lens."""

import asyncio
import contextlib
import json
import tempfile
from collections.abc import Iterable, Sequence
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
from tools.screenshots.looks import Look
from tools.screenshots.scenes import SCENES, Scene
from tools.screenshots.studio import NOW, Lens, Studio
from views.style.tokens import Scheme


def play(lens: Lens, look: Look, *, divided: bool = False, scenes: Sequence[Scene] = SCENES) -> None:
    """Play scenes, each time in a fresh library.

    Args:
        lens: what looks at each picture.
        look: screen, size of text, language and appearances.
        divided: play each scene once, as many of them in each appearance; else each in all appearances.
        scenes: what is played, every scene where nothing is said.
    """
    app = _offscreen(*look.size)
    app.setQuitOnLastWindowClosed(False)
    schemes = look.schemes
    rounds = [[(scene, scheme) for scene in scenes] for scheme in schemes]
    if divided:
        parts = zip(schemes, batched(scenes, ceil(len(scenes) / len(schemes))), strict=True)
        rounds = [[(scene, scheme) for scheme, part in parts for scene in part]]
    asyncio.run(_play(app, lens, look.settings, rounds), loop_factory=lambda: QEventLoop(app))


def _offscreen(width: int, height: int) -> QApplication:
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


async def _play(
    app: QApplication, lens: Lens, settings: Settings, rounds: Iterable[Iterable[tuple[Scene, Scheme]]]
) -> None:
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(4))
    looks = apply(app, settings)
    for played in rounds:
        async with demo_library(NOW) as url, open_library(url) as library:
            for scene, scheme in played:
                looks.theme.apply(scheme)
                await scene.play(Studio(looks, library, lens))
    remove(app, looks)

"""Plays the scenes, without a screen but as if on one, and hands every window, page and dialog to a lens."""

import asyncio
import contextlib
import json
import shutil
import tempfile
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.appearance import apply, remove
from app.support.desk_loop import DeskLoop
from app.support.gui_thread_gc import collect_in_this_thread
from services.own_schema.database.address import parse
from services.own_schema.demo.opening import demo_library
from services.own_schema.library import open_library
from tools.screenshots.looks import Look
from tools.screenshots.scenes import SCENES, Scene
from tools.screenshots.studio import NOW, Lens, Studio
from views.style.theme import ARGUMENTS


def play(watched: Sequence[tuple[Look, Lens]], scenes: Sequence[Scene] = SCENES) -> None:
    """Play scenes, one look after another, in each of its appearances, and each time in a fresh library.

    Args:
        watched: screen, size of text, language and appearances, and the lens for each picture. Qt has one screen a
            process: all looks name the same.
        scenes: what is played.
    """
    (size,) = {look.size for look, _ in watched}
    app = _offscreen(*size)
    app.setQuitOnLastWindowClosed(False)
    asyncio.run(_play(app, watched, scenes), loop_factory=lambda: DeskLoop(app, turns=1))


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
        return QApplication([*ARGUMENTS, "-platform", f"offscreen:configfile={file}"])


async def _play(app: QApplication, watched: Sequence[tuple[Look, Lens]], scenes: Sequence[Scene]) -> None:
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(4))
    collect_as_before = collect_in_this_thread()
    async with demo_library(NOW) as url:
        for look, lens in watched:
            looks = apply(app, look.settings)
            for scheme in look.schemes:
                looks.theme.apply(scheme)
                async with _copy_of(url) as copy, open_library(copy) as library:
                    for scene in scenes:
                        await scene.play(Studio(looks, library, lens))
            remove(app, looks)
    collect_as_before()


@contextlib.asynccontextmanager
async def _copy_of(url: str) -> AsyncIterator[str]:
    """Copy the demo, which takes seconds to make; the copy goes when the block ends."""
    made = parse(url).path
    assert made is not None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        copied = Path(shutil.copy(made, folder))
        yield f"sqlite:///{copied.as_posix()}"

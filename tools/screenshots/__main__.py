"""Takes the pictures without a screen: the real windows at 1366×768, on the demo library at a fixed moment.

python -m tools.screenshots           # the pictures that the documents show, into docs/images
python -m tools.screenshots FOLDER    # every picture, light and dark, into a folder
"""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from app.composition import dress
from app.settings import Settings
from services.demo.opening import demo_library
from services.library import open_library
from tools.screenshots import at_counter, at_desk, for_supervisors, passwords
from tools.screenshots.named import PICTURES, all_shown
from tools.screenshots.studio import NOW, Studio
from views.tokens import Scheme

SCENES: tuple[Callable[[Studio], Awaitable[None]], ...] = (
    *at_desk.SCENES,
    *passwords.SCENES,
    *at_counter.SCENES,
    *for_supervisors.SCENES,
)


async def take_all(app: QApplication, folder: Path, wanted: frozenset[str] | None) -> set[str]:
    """Play every scene in both themes, each time in a fresh library, and answer what could be seen."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(4))
    looks = dress(app, Settings())
    taken: set[str] = set()
    for scheme in (Scheme.LIGHT, Scheme.DARK):
        looks.theme.apply(scheme)
        async with demo_library(NOW) as url, open_library(url) as library:
            for scene in SCENES:
                await scene(Studio(looks, library, folder, wanted, taken))
    looks.scans.stop(app)
    return taken


def main() -> int:
    """Take the pictures; 1 if a document shows one that no scene takes."""
    everything = len(sys.argv) > 1
    folder = Path(sys.argv[1]) if everything else PICTURES
    wanted = None if everything else frozenset(path.name for path in all_shown())
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(["madoguchi"])
    app.setQuitOnLastWindowClosed(False)
    taken = asyncio.run(take_all(app, folder, wanted), loop_factory=lambda: QEventLoop(app))
    missing = sorted((wanted or frozenset()) - taken)
    for name in missing:
        print(f"no scene takes {name}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())

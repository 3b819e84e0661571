"""Takes the pictures without a screen: the real windows, on the demo library at a fixed moment.

python -m tools.screenshots           # the pictures that the documents show, into docs/images, in both languages
python -m tools.screenshots FOLDER    # every picture in every appearance, on each screen, at each size of text
python -m tools.screenshots FOLDER --screen 1366x768 --percent 200 --scheme dark    # some of them
python -m tools.screenshots FOLDER --language en    # every picture in English
"""

import argparse
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools.screenshots.camera import Camera
from tools.screenshots.looks import SMALLEST, Look, add_options, chosen
from tools.screenshots.named import FOLDERS, all_shown
from tools.screenshots.playing import play
from viewmodels.settings.settings import Language
from views.style.tokens import Scheme

_SCREENS = (SMALLEST, "1920x1080")
_PERCENTS = (100, 200)
_PROGRAM = (sys.executable, "-m", "tools.screenshots")
_AT_ONCE = 2


def _take_apart(folder: Path, look: Look) -> int:
    """Take some pictures in a process of their own: Qt has one screen a process."""
    return subprocess.run([*_PROGRAM, str(folder), *look.options], check=False).returncode


def _take_shown(language: Language) -> int:
    """Take the pictures that the documents in a language show; 1 if no scene takes one of them."""
    folder = FOLDERS[language]
    folder.mkdir(parents=True, exist_ok=True)
    shown = frozenset(path.name for path in all_shown() if path.parent == folder)
    camera = Camera(folder, shown)
    play([(Look(language=language, schemes=(Scheme.LIGHT, Scheme.DARK)), camera)])
    missing = sorted(shown - camera.taken)
    for name in missing:
        print(f"no scene takes {name}", file=sys.stderr)
    return 1 if missing else 0


def _take_all_shown() -> int:
    """Take the pictures of each language in a process of its own."""
    return max(subprocess.run([*_PROGRAM, f"--language={it}"], check=False).returncode for it in FOLDERS)


def main() -> int:
    """Take the pictures; 1 if a document shows one that no scene takes."""
    parser = argparse.ArgumentParser(prog="python -m tools.screenshots")
    parser.add_argument("folder", type=Path, nargs="?")
    add_options(parser)
    wanted = parser.parse_args()
    if wanted.folder is None:
        return _take_shown(Language(wanted.language)) if wanted.language else _take_all_shown()
    looks = chosen(wanted, _SCREENS, _PERCENTS, tuple(Scheme))
    if len(looks) == 1:
        (look,) = looks
        folder = wanted.folder / f"{look.screen}-{look.percent}-{look.language}"
        folder.mkdir(parents=True, exist_ok=True)
        play([(look, Camera(folder))])
        return 0
    with ThreadPoolExecutor(_AT_ONCE) as some:
        return max(some.map(lambda look: _take_apart(wanted.folder, look), looks))


if __name__ == "__main__":
    sys.exit(main())

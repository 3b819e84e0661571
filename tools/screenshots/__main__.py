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
from itertools import product
from pathlib import Path

from app.settings.settings_files import Settings
from tools.screenshots.camera import Camera
from tools.screenshots.named import FOLDERS, all_shown
from tools.screenshots.playing import offscreen, play
from viewmodels.settings.settings import Language
from views.language.screen_language import OWN_NAMES
from views.style.tokens import Scheme

SCREENS = ("1366x768", "1920x1080")
SCALED = ("1093x543", "911x441")
"""What Windows leaves of 1366×768 at a display scaling of 125 and 150 %, in logical pixels."""
PERCENTS = (100, 200)
_AT_ONCE = 2


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.screenshots")
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--screen", action="append", choices=(*SCREENS, *SCALED))
    parser.add_argument("--percent", action="append", type=int, choices=PERCENTS)
    parser.add_argument("--scheme", action="append", choices=[scheme.value for scheme in Scheme])
    languages = [language.value for language in OWN_NAMES]
    parser.add_argument("--language", choices=languages)
    return parser.parse_args()


def _take(camera: Camera, screen: str, settings: Settings, schemes: list[Scheme]) -> None:
    width, height = (int(length) for length in screen.split("x"))
    camera.folder.mkdir(parents=True, exist_ok=True)
    play(offscreen(width, height), camera, settings, schemes)


def _take_apart(folder: Path, screen: str, settings: Settings, schemes: list[Scheme]) -> int:
    """Take some pictures in a process of their own: Qt has one screen a process."""
    chosen = [f"--scheme={scheme.value}" for scheme in schemes]
    program = [sys.executable, "-m", "tools.screenshots", str(folder)]
    look = [f"--percent={settings.text_percent}", f"--language={settings.language}"]
    command = [*program, f"--screen={screen}", *look, *chosen]
    return subprocess.run(command, check=False).returncode


def _take_shown(language: Language) -> int:
    """Take the pictures that the documents in a language show; 1 if no scene takes one of them."""
    folder = FOLDERS[language]
    shown = frozenset(path.name for path in all_shown() if path.parent == folder)
    camera = Camera(folder, shown)
    _take(camera, SCREENS[0], Settings(language=language), [Scheme.LIGHT, Scheme.DARK])
    missing = sorted(shown - camera.taken)
    for name in missing:
        print(f"no scene takes {name}", file=sys.stderr)
    return 1 if missing else 0


def _take_all_shown() -> int:
    """Take the pictures of each language in a process of its own."""
    program = [sys.executable, "-m", "tools.screenshots"]
    return max(subprocess.run([*program, f"--language={it}"], check=False).returncode for it in FOLDERS)


def main() -> int:
    """Take the pictures; 1 if a document shows one that no scene takes."""
    wanted = _arguments()
    if wanted.folder is None and wanted.language is None:
        return _take_all_shown()
    language = Language(wanted.language or Language.JAPANESE)
    if wanted.folder is None:
        return _take_shown(language)
    schemes = [Scheme(value) for value in wanted.scheme or [scheme.value for scheme in Scheme]]
    looks = [Settings(text_percent=it, language=language) for it in wanted.percent or PERCENTS]
    each = list(product(wanted.screen or SCREENS, looks))
    if len(each) == 1:
        screen, look = each[0]
        _take(Camera(wanted.folder / f"{screen}-{look.text_percent}-{language}"), screen, look, schemes)
        return 0
    with ThreadPoolExecutor(_AT_ONCE) as some:
        ends = list(some.map(lambda one: _take_apart(wanted.folder, one[0], one[1], schemes), each))
    return max(ends)


if __name__ == "__main__":
    sys.exit(main())

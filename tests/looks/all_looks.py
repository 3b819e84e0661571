"""Every window, page and dialog at every size of text, on every screen, in both languages and every appearance.

They come as the scenes of tools/screenshots show them. What an auditor finds is in tests/looks/names.py (screen
readers), rooms.py (cut texts), bars.py (what moves from patron to patron), lists.py (rows of lists), keys.py (Tab),
inks.py (contrast on the picture), asks.py (questions), repeats.py (what stands twice), grid.py (lines), marks.py (what
only a colour says) and glosses.py (English beside the page's words).
`make try-looks` runs this file alone.

A process plays the scenes in two looks, and makes everything but the application anew for the second: the style, the
language, the library and every desk. Twice the looks in a process would be a test that takes minutes.
"""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from itertools import product

import pytest
from PySide6.QtWidgets import QDialog, QWidget

import views
from tests.looks.audit import INSIDE, audited
from tools.screenshots.looks import SMALLEST
from viewmodels.settings.settings import Language
from views.sign_in.start_window import OpeningWindow
from views.style.tokens import Scheme
from views.widgets.side_window import SideWindow

SCREENS = ("1024x768", "1093x543", "1280x720", SMALLEST, "1920x1080")
"""In logical pixels. 1366×768 at 125 % are 1093×614, of which Windows' task bar and title bar take 71."""
PERCENTS = ((100, 110), (125, 150), (175, 200))
"""Of text: what one process shows."""
LANGUAGES = (Language.JAPANESE, Language.ENGLISH)


def _everywhere() -> Iterator[str]:
    """Name every screen, size of text and language in light, and the other appearances where they differ most.

    An appearance changes colours and no length, so one screen will do for the others.
    """
    for screen, percents, language in product(SCREENS, PERCENTS, LANGUAGES):
        yield _options(screen, percents, language, Scheme.LIGHT)
    schemes = (it for it in Scheme if it is not Scheme.LIGHT)
    for scheme, language in product(schemes, LANGUAGES):
        yield _options(SMALLEST, (100, 200), language, scheme)


def _options(screen: str, percents: tuple[int, ...], language: Language, scheme: Scheme) -> str:
    sizes = (f"--percent={it}" for it in percents)
    return " ".join(
        (f"--screen={screen}", *sizes, f"--language={language.value}", f"--scheme={scheme.value}")
    )


LARGE = _options(SMALLEST, (175, 200), Language.JAPANESE, Scheme.LIGHT)


def _leaves(kind: type[QWidget]) -> Iterator[type[QWidget]]:
    """Give the classes that nothing is derived from: the frames in between are never shown by themselves."""
    derived = [it for it in kind.__subclasses__() if it.__module__.startswith("views.")]
    for it in derived:
        yield from _leaves(it)
    if not derived and kind.__module__.startswith("views."):
        yield kind


def _every_window() -> frozenset[str]:
    for module in pkgutil.walk_packages(views.__path__, "views."):
        import_module(module.name)
    kinds = (QDialog, OpeningWindow, SideWindow, *INSIDE)
    return frozenset(it.__name__ for kind in kinds for it in _leaves(kind))


def test_every_window_page_and_dialog_has_a_scene_and_no_fault() -> None:
    """One that isn't seen wants a scene in tools/screenshots/scenes.py: nobody looks at what isn't there."""
    for look, found in audited("audit", *LARGE.split()).items():
        assert (look, found["faults"]) == (look, [])
        assert _every_window() - set(found["seen"]) == set()


@pytest.mark.parametrize("options", [it for it in _everywhere() if it != LARGE])
def test_no_window_page_or_dialog_has_a_fault_in_another_look(options: str) -> None:
    for look, found in audited("audit", *options.split()).items():
        assert (look, found["faults"]) == (look, [])

"""Every window, page and dialog, as the scenes of tools/screenshots show them, is looked at for faults.

What an auditor finds is in tests/looks/names.py (screen readers), rooms.py (cut texts), lists.py (rows of lists),
keys.py (Tab), inks.py (contrast on the picture), asks.py (questions) and glosses.py (English beside the page's words).
Each run plays scenes in a process of its own, on a screen of 1366×768 unless it says another.

All of them are played once where most goes wrong, with the largest text, half of them in light, half in high contrast,
and the desk's pages on the two smallest screens, too. `make try-looks` plays all of them everywhere (`try_looks.py`).
"""

import json
import os
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog, QWidget

import views
from tests.looks.audit import INSIDE
from tools.screenshots.looks import Look
from viewmodels.settings.settings import Language
from views.sign_in.start_window import OpeningWindow
from views.style.tokens import Scheme
from views.widgets.side_window import SideWindow

WORST = Look(percent=200, schemes=(Scheme.LIGHT, Scheme.HIGH_CONTRAST_DARK))
SMALL = (
    Look("1024x768", 200, Language.ENGLISH),
    Look("1093x543", 200, schemes=(Scheme.DARK,)),
)
"""1366×768 at 125 % are 1093×614 logical pixels, of which Windows' task bar and title bar take 71."""


def named(look: Look) -> str:
    return " ".join(look.options)


def audited(look: Look, *others: str) -> dict[str, Any]:
    """Play the scenes and give what was seen and found."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.looks.audit", *look.options, *others],
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def leaves(kind: type[QWidget]) -> Iterator[type[QWidget]]:
    """Give the classes that nothing is derived from: the frames in between are never shown by themselves."""
    derived = [it for it in kind.__subclasses__() if it.__module__.startswith("views.")]
    for it in derived:
        yield from leaves(it)
    if not derived and kind.__module__.startswith("views."):
        yield kind


def every_window() -> set[str]:
    for module in pkgutil.walk_packages(views.__path__, "views."):
        import_module(module.name)
    kinds = (QDialog, OpeningWindow, SideWindow, *INSIDE)
    return {it.__name__ for kind in kinds for it in leaves(kind)}


def test_every_window_page_and_dialog_has_a_scene_and_no_fault() -> None:
    """One that isn't seen wants a scene in tools/screenshots/scenes.py: nobody looks at what isn't there."""
    found = audited(WORST)

    assert found["faults"] == []
    assert every_window() - set(found["seen"]) == set()


@pytest.mark.parametrize("look", SMALL, ids=named)
def test_the_pages_of_the_desk_have_no_fault_on_the_smallest_screens(look: Look) -> None:
    assert audited(look, "--part=at_desk")["faults"] == []

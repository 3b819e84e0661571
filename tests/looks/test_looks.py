"""Every window, page and dialog, as the scenes of tools/screenshots show them, is looked at for faults.

What an auditor finds is in tests/looks/names.py (screen readers), rooms.py (cut texts), keys.py (Tab) and inks.py
(contrast on the picture). Each run plays all scenes in a process of its own, on a screen of 1366×768.
"""

import json
import os
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog, QWidget

import views
from views.opening_window import OpeningWindow
from views.pages.page import Page

RUNS = [
    pytest.param(("100", "light"), marks=pytest.mark.xdist_group("looks-100")),
    pytest.param(("200", "high_contrast_dark"), marks=pytest.mark.xdist_group("looks-200")),
]
KINDS = ("names", "rooms", "keys", "inks")


@cache
def audited(percent: str, scheme: str) -> dict[str, Any]:
    """Play the scenes and give what was seen and found."""
    options = [f"--percent={percent}", f"--scheme={scheme}"]
    ran = subprocess.run(
        [sys.executable, "-m", "tests.looks.audit", *options],
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("kind", KINDS)
def test_no_window_has_a_fault(run: tuple[str, str], kind: str) -> None:
    faults = [fault for fault in audited(*run)["faults"] if fault["kind"] == kind]

    assert faults == []


def leaves(kind: type[QWidget]) -> Iterator[type[QWidget]]:
    """Give the classes that nothing is derived from: the frames in between are never shown by themselves."""
    derived = [it for it in kind.__subclasses__() if it.__module__.startswith("views.")]
    for it in derived:
        yield from leaves(it)
    if not derived and kind.__module__.startswith("views."):
        yield kind


@pytest.mark.xdist_group("looks-100")
def test_every_window_page_and_dialog_has_a_scene() -> None:
    """One that hasn't wants a scene in tools/screenshots: nobody looks at what isn't there."""
    for module in pkgutil.walk_packages(views.__path__, "views."):
        import_module(module.name)
    every = {it.__name__ for kind in (QDialog, OpeningWindow, Page) for it in leaves(kind)}

    assert every - set(audited("100", "light")["seen"]) == set()

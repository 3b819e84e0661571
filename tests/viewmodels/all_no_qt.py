"""Viewmodels and services run without Qt: nothing of theirs loads it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = """
import importlib, pkgutil, sys
for name in sys.argv[1:]:
    package = importlib.import_module(name)
    for found in pkgutil.walk_packages(package.__path__, f"{name}."):
        if ".migrations" not in found.name:
            importlib.import_module(found.name)
print(*sorted({"PySide6", "shiboken6", "qasync"} & sys.modules.keys()))
"""


@pytest.mark.parametrize("package", ["services", "viewmodels"])
def test_every_module_loads_without_qt(package: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, package], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""

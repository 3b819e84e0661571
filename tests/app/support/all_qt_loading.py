"""Loading Qt without its look at every module's source; tried in programs of their own, as it happens once only."""

import subprocess
import sys

import pytest

LOADING = """
import linecache
from app.support.qt_loading import load_qt
load_qt()
import PySide6.QtWidgets, services.own_schema.library
assert not [name for name in linecache.cache if "sqlalchemy" in name and name.endswith(".py")]
"""


@pytest.mark.parametrize("before", ["", "import PySide6.QtCore"], ids=["first", "loaded already"])
def test_modules_loaded_after_qt_are_not_read(before: str) -> None:
    subprocess.run([sys.executable, "-c", before + LOADING], check=True)

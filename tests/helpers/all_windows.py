import subprocess
import sys
from pathlib import Path

import shiboken6
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from tests.helpers.windows import delete_windows


def test_no_window_outlives_its_test(qapp: QApplication) -> None:
    window = QWidget()
    QLabel("a part", window)
    dialog = QDialog(window)
    left = QWidget()
    assert {window, dialog, left} <= set(qapp.topLevelWidgets())
    delete_windows()
    assert qapp.topLevelWidgets() == []
    assert not any(map(shiboken6.isValid, (window, dialog, left)))


def test_a_run_whose_last_test_leaves_something_on_the_clipboard_ends_in_order() -> None:
    """What Python made and Qt deletes after Python's own end ends the process by SIGSEGV."""
    copying = "tests/views/widgets/test_clipboard.py::test_a_text_is_put_there_with_its_marks"
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "0", "-q", copying],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")

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

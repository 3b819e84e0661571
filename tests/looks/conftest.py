"""The appearance in which the auditors are tried."""

import pytest
from PySide6.QtWidgets import QApplication

from views.style.theme import Theme
from views.style.tokens import Scheme


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, Scheme.LIGHT)

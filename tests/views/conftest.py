"""What view tests share: one appearance for the whole run, as in the program."""

from collections.abc import AsyncIterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.views.counter import Counter
from views.icons import Icons
from views.theme import Theme, apply_theme
from views.tokens import Scheme


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return apply_theme(qapp, Scheme.LIGHT)


@pytest.fixture(scope="session")
def icons(theme: Theme) -> Icons:
    return Icons(theme)


@pytest.fixture
async def counter(qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons) -> AsyncIterator[Counter]:
    made = Counter(qtbot, qapp, theme, icons)
    yield made
    await made.aclose()

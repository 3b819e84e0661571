"""What view tests share: one appearance for the whole run, as in the program."""

from collections.abc import AsyncIterator, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.views.acts import Acts
from tests.views.counter import Counter
from views.icons import Icons
from views.scanner import ScanFilter
from views.theme import Theme, apply_theme
from views.tokens import Scheme
from views.verbs import Verb


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


@pytest.fixture
async def acts(qtbot: QtBot, qapp: QApplication, theme: Theme, icons: Icons) -> AsyncIterator[Acts]:
    """A counter where everything may be done."""
    counter = Counter(qtbot, qapp, theme, icons, verbs=frozenset(Verb))
    made = Acts(counter, theme)
    yield made
    await made.aclose()
    await counter.aclose()


@pytest.fixture
def scan_filter(qapp: QApplication) -> Iterator[ScanFilter]:
    """What takes scans out of the application's keys, listening."""
    scan_filter = ScanFilter()
    scan_filter.listen(qapp)
    yield scan_filter
    scan_filter.stop(qapp)

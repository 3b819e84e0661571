"""A desk with everything that keys could end up in, its keyboard, and what is heard over it."""

import pytest
from pytestqt.qtbot import QtBot

from tests.helpers.keyboard import Keyboard
from tests.views.scanning.desk_widgets import Desk
from views.scanning.scan_filter import ScanFilter


@pytest.fixture
def scans(scan_filter: ScanFilter) -> list[str]:
    heard: list[str] = []
    scan_filter.scanned.connect(heard.append)
    return heard


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    desk = Desk()
    qtbot.addWidget(desk)
    desk.show()
    qtbot.waitExposed(desk)
    desk.activateWindow()
    desk.field.setFocus()
    return desk


@pytest.fixture
def keys(desk: Desk, scans: list[str]) -> Keyboard:
    return Keyboard(desk.windowHandle())

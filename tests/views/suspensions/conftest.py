"""The panel of suspensions in force, with every act on offer."""

import pytest
from pytestqt.qtbot import QtBot

from views.panels.row_actions import RowAction
from views.style.theme import Theme
from views.suspensions.suspensions_panel import SuspensionsPanel


@pytest.fixture
def in_force(qtbot: QtBot, theme: Theme) -> SuspensionsPanel:
    panel = SuspensionsPanel(theme, frozenset(RowAction))
    qtbot.addWidget(panel)
    panel.show()
    return panel

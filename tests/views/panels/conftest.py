"""Desks of one table each."""

import pytest
from pytestqt.qtbot import QtBot

from services.contract.snapshot import HoldRow, LoanRow
from tests.helpers import snapshots
from tests.views.panels.table_scene import ALL, LOANS, Desk
from views.circulation import holds_panel, loans_panel
from views.panels.panel_table import PanelTable
from views.panels.table_model import RowTableModel
from views.style.theme import Theme


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme) -> Desk[LoanRow]:
    model = RowTableModel(loans_panel.columns(ALL))
    model.set_rows(LOANS)
    made = Desk(qtbot, PanelTable(model, theme))
    model.setParent(made.table)
    return made


@pytest.fixture
def hold_desk(qtbot: QtBot, theme: Theme) -> Desk[HoldRow]:
    model = RowTableModel(holds_panel.columns(ALL))
    model.set_rows(snapshots.three_holds())
    made = Desk(qtbot, PanelTable(model, theme))
    model.setParent(made.table)
    return made

"""A ring on another thing than what Enter does is found: each is shown a list with one fault."""

import pytest
from pytestqt.qtbot import QtBot

from services.contract.snapshot import HoldRow
from services.rules.decision import Allowed, Reason
from services.rules.vocabulary import HoldStatus
from tests.helpers import snapshots
from tests.looks.rings import faults_in_rings
from views.circulation import holds_panel
from views.panels.panel_table import PanelTable
from views.panels.row_actions import RowAction
from views.panels.table_model import Action, RowTableModel
from views.style.theme import Theme

NOBODY = snapshots.both(snapshots.refused(Reason.NOT_WAITING))
READY = snapshots.past_waiting(
    1, HoldStatus.READY, shelf_until=snapshots.days(3), extend=Allowed(snapshots.days(9))
)
ROWS = (READY, snapshots.hold(2, cancel=NOBODY, change=NOBODY), snapshots.hold(3))


class FirstOfRow(PanelTable[HoldRow]):
    """Enter does the row's first act, wherever the ring is."""

    def current_act(self) -> Action | None:
        """Give an act whose button may not have the ring."""
        row = max(self.currentIndex().row(), 0)
        return next((act for cell in self.rows_model.cells(row)[::-1] for act in cell.actions), None)


class RingLess(PanelTable[HoldRow]):
    """A list that doesn't show where the keyboard is."""

    def mark_focused(self, *, focused: bool) -> None:
        """Show nothing."""


@pytest.mark.parametrize(
    ("kind", "told"),
    [(PanelTable, ""), (FirstOfRow, "and Enter does"), (RingLess, "has the keyboard and no ring")],
)
def test_what_enter_does_beside_the_ring_is_found(
    qtbot: QtBot, theme: Theme, kind: type[PanelTable[HoldRow]], told: str
) -> None:
    model = RowTableModel(holds_panel.columns(frozenset(RowAction)))
    model.set_rows(ROWS)
    table = kind(model, theme)
    model.setParent(table)
    table.setAccessibleName("予約一覧")
    qtbot.addWidget(table)
    table.resize(1180, 200)
    with qtbot.waitActive(table):
        table.show()
        table.activateWindow()
    table.go_to(0)
    before = (table.currentIndex().row(), table.currentIndex().column())
    found = list(faults_in_rings(table))
    assert all(told in it for it in found)
    assert bool(found) is bool(told)
    assert (table.currentIndex().row(), table.currentIndex().column()) == before

"""A column of figures has room for the widest of them."""

import re
from typing import Any

import pytest

from views import act_history_page, search_dialog
from views.circulation import cancelled_holds_panel, holds_panel, loans_panel, requests_panel
from views.panels.cell_measures import CellMeasures
from views.panels.row_actions import NO_VERBS
from views.panels.table_model import Cell, CellKind, Column
from views.reference import reference_page
from views.style.theme import Theme
from views.today import own_work_page, suspension_table

ALL: dict[str, tuple[Column[Any], ...]] = {
    "search": search_dialog.columns(),
    "records": act_history_page.columns(),
    "loans": loans_panel.columns(NO_VERBS),
    "holds": holds_panel.columns(NO_VERBS),
    "cancelled": cancelled_holds_panel.columns(NO_VERBS),
    "requests": requests_panel.columns(),
    "questions": reference_page.columns(),
    "suspensions": suspension_table.columns(),
    "own work": own_work_page.columns(by_phone=False),
}


@pytest.mark.parametrize("name", ALL)
def test_no_day_is_cut_whatever_its_figures(theme: Theme, name: str) -> None:
    """A 1 is narrower than the other figures: 2005/12/23 is wider than 1979/12/28."""
    measures = CellMeasures(theme)
    for column in ALL[name]:
        kind = column.kind if isinstance(column.kind, CellKind) else CellKind.TEXT
        for figure in "0123456789":
            text = re.sub("[0-9]", figure, column.width.sample)
            width = measures.column_width(column)
            assert not measures.is_cut(Cell(text, kind, (), ""), width, wrap=False), (column.key, text)

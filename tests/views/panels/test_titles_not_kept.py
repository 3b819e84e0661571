"""Of a title or a name nothing is kept once its row is gone: what measures and cuts texts lives as long as the desk."""

import sys

import pytest

from views.panels.cell_measures import CellMeasures
from views.panels.table_model import Cell, CellKind
from views.style.theme import Theme


@pytest.mark.parametrize("text", ["図書館の本" * 9, "The book of libraries " * 4])
@pytest.mark.parametrize(("kind", "kept"), [(CellKind.TITLE, False), (CellKind.TEXT, True)])
def test_a_title_that_was_measured_and_cut_is_held_by_nothing(
    theme: Theme, text: str, kind: CellKind, *, kept: bool
) -> None:
    measures, words = CellMeasures(theme), f"{text}end"
    before = sys.getrefcount(words)
    cell = Cell(words, kind, (), "")
    assert measures.advance(cell) > measures.cut_text(cell, 60).count("…") > 0
    del cell
    assert (sys.getrefcount(words) > before) is kept

"""The headings above a table's columns, pixel by pixel."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from services.contract.snapshot import HoldRow
from tests.helpers import snapshots
from views.circulation import holds_panel
from views.panels.panel_table import PanelTable
from views.panels.row_actions import NO_VERBS
from views.panels.table_model import RowTableModel
from views.style.theme import Theme

HOLDS = tuple(snapshots.hold(n) for n in range(1, 4))
WRAPPED = tuple(snapshots.hold(n, shelf_place="予約棚の奥" * 20) for n in range(4, 8))


@pytest.fixture
def table(qtbot: QtBot, theme: Theme) -> Iterator[PanelTable[HoldRow]]:
    model = RowTableModel(holds_panel.columns(NO_VERBS))
    made = PanelTable(model, theme)
    model.setParent(made)
    model.set_rows(HOLDS)
    page = QWidget()
    column = QVBoxLayout(page)
    column.addWidget(made)
    column.addStretch(1)
    page.resize(1200, 500)
    qtbot.addWidget(page)
    page.show()
    yield made
    page.close()


def inked(picture: QImage, area: QRect, theme: Theme) -> list[int]:
    """Tell in which of an area's pixel columns something was written."""
    ground = theme.tokens.colour("surface").rgb()
    return [
        x
        for x in range(area.left(), area.right() + 1)
        if any(picture.pixel(QPoint(x, y)) != ground for y in range(area.top(), area.bottom()))
    ]


def test_every_heading_keeps_to_its_column(table: PanelTable[HoldRow], theme: Theme) -> None:
    heading = table.horizontalHeader()
    picture = heading.grab().toImage()
    pad, gap = theme.tokens.sizes.pad, theme.tokens.sizes.gap
    for place in range(heading.count()):
        area = QRect(heading.sectionViewportPosition(place), 0, heading.sectionSize(place), heading.height())
        written = inked(picture, area, theme)
        assert written, place
        assert area.left() + pad <= written[0] <= written[-1] <= area.right() - gap + 1


def test_a_heading_stands_on_its_column_s_left(table: PanelTable[HoldRow], theme: Theme) -> None:
    heading, pad = table.horizontalHeader(), theme.tokens.sizes.pad
    picture = heading.grab().toImage()
    for place in range(heading.count()):
        area = QRect(heading.sectionViewportPosition(place), 0, heading.sectionSize(place), heading.height())
        assert inked(picture, area, theme)[0] - area.left() - pad <= 2


def test_a_heading_too_long_is_cut(table: PanelTable[HoldRow], theme: Theme) -> None:
    table.setColumnWidth(0, 36)
    heading = table.horizontalHeader()
    written = inked(heading.grab().toImage(), QRect(0, 0, 36, heading.height()), theme)
    assert written[-1] <= 36 - theme.tokens.sizes.pad


def test_a_line_parts_headings_from_rows(table: PanelTable[HoldRow], theme: Theme) -> None:
    picture = table.horizontalHeader().grab().toImage()
    line = theme.tokens.colour("control").rgb()
    assert {picture.pixel(x, picture.height() - 1) for x in range(picture.width())} == {line}


class _Paints(QObject):
    def __init__(self, watched: QObject) -> None:
        super().__init__()
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.count += event.type() is QEvent.Type.Paint
        return False


def test_other_rows_are_painted_once(table: PanelTable[HoldRow], qapp: QApplication) -> None:
    qapp.processEvents()
    paints = _Paints(table.viewport())
    table.rows_model.set_rows(WRAPPED)
    for _ in range(5):
        qapp.processEvents()
    assert paints.count == 1

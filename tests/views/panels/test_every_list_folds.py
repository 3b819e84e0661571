"""Each list of the program folds where its columns have no room: nothing of it is sideways, cut, or out of its row."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from services.contract.hits import Hit, ToldApart
from services.rules.vocabulary import PatronReport, SuspensionReason
from tests.helpers import snapshots
from tests.looks.lists import faults_in_lists
from tests.viewmodels.today.today_fakes import reported
from views import search_dialog
from views.panels.list_panel import ListPanel, PanelWords
from views.panels.page import Page
from views.panels.table_model import Column
from views.style.theme import Theme
from views.today import report_table

APART = ToldApart(date(1979, 12, 28), "川口市源左衛門新田", "中央図書館芝園分室")
NAMESAKE = Hit(
    1, "ALEXANDRE GABRIEL ALBUQUERQUE", "アレシャンドレ ガブリエル", "山田", APART, has_namesake=True
)
REPORTED = reported(
    1,
    PatronReport.REACHED,
    name="アレシャンドレ ガブリエル",
    reported_by="南鳩ヶ谷 花子",
    in_force=tuple(SuspensionReason),
)

LISTS: dict[str, tuple[Callable[[], Sequence[Column[Any]]], tuple[Any, ...], str]] = {
    "hits": (search_dialog.columns, (NAMESAKE, replace(NAMESAKE, id=2, name="川口 花子")), "name"),
    "open reports": (report_table.columns, (REPORTED,), "patron"),
}


class _Lists(Page):
    """A page of one list."""


@pytest.fixture
def page_of(qtbot: QtBot, theme: Theme) -> Iterator[Callable[[str, float, int], tuple[Page, ListPanel[Any]]]]:
    def make(name: str, scale: float, width: int) -> tuple[Page, ListPanel[Any]]:
        columns, rows, _ = LISTS[name]
        theme.rescale(scale)
        page = _Lists("一覧", theme)
        panel = ListPanel[Any](PanelWords(name, "%1件", ""), columns(), theme, page.body)
        page.column.addWidget(panel)
        page.column.addStretch(1)
        qtbot.addWidget(page)
        panel.set_rows(rows, snapshots.TODAY)
        page.resize(width, 600)
        page.show()
        page.settle()
        return page, panel

    yield make
    theme.rescale(1.0)


@pytest.mark.parametrize(("scale", "width"), [(1.0, 300), (1.5, 640), (2.0, 574), (2.0, 960)])
@pytest.mark.parametrize("name", LISTS)
def test_at_every_width_it_is_whole(
    page_of: Callable[[str, float, int], tuple[Page, ListPanel[Any]]], name: str, scale: float, width: int
) -> None:
    page, panel = page_of(name, scale, width)
    assert list(faults_in_lists(page)) == []
    columns = panel.model.columns
    if panel.table.is_folded:
        for row in range(panel.model.rowCount()):
            spots = panel.table.spots(row)
            assert columns[panel.model.lead or 0].key == LISTS[name][2]
            assert spots[panel.model.lead or 0].text.top() == 0
    else:
        assert width == 960


@pytest.mark.parametrize("name", LISTS)
def test_where_there_is_room_it_has_columns(
    page_of: Callable[[str, float, int], tuple[Page, ListPanel[Any]]], name: str
) -> None:
    page, panel = page_of(name, 1.0, 1174)
    assert not panel.table.is_folded
    assert list(faults_in_lists(page)) == []

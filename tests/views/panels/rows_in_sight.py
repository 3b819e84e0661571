"""What is to be seen of a page of lists: rows, heads, and where it ends."""

from itertools import pairwise
from typing import Any

from PySide6.QtCore import QPoint

from views.panels.list_panel import ListPanel
from views.panels.lists_page import ListsPage


def span(page: ListsPage, panel: ListPanel[Any], row: int) -> tuple[int, int]:
    """Tell where a row begins and ends in what is to be seen of the page."""
    top = panel.table.viewport().mapTo(page.viewport(), QPoint(0, panel.table.rowViewportPosition(row))).y()
    return top, top + panel.table.rowHeight(row)


def head(page: ListsPage, panel: ListPanel[Any]) -> tuple[int, int]:
    top = panel.head.mapTo(page.viewport(), QPoint(0, 0)).y()
    return top, top + panel.head.height()


def foot(page: ListsPage) -> int:
    """Tell where what is to be seen ends: nothing is below what covers the rest."""
    cover = page._whole_rows._foot  # noqa: SLF001
    return cover.y() if cover.isVisible() else page.viewport().height()


def faults(page: ListsPage) -> list[str]:
    """Name each row that is half hidden, and each one that is seen without its list's head."""
    found, heads = [], []
    end = foot(page)
    for panel in page.lists:
        if not panel.isVisible():
            continue
        above, below = head(page, panel)
        for row in range(len(panel.rows)):
            top, bottom = span(page, panel, row)
            seen = min(bottom, end) - max(top, below if above <= 0 else 0, 0)
            if 0 < seen < bottom - top:
                found.append(f"{panel.words.title} {row} is half hidden: {seen}")
            if seen > 0 and above < 0:
                found.append(f"{panel.words.title} {row} has no head: {above}")
        if below > 0 and above < end:
            heads.append((above, min(below, end)))
            if end < below:
                found.append(f"{panel.words.title} has half a head")
    for one, other in pairwise(heads):
        if one[1] > other[0]:
            found.append(f"heads lie over each other: {one} {other}")
    return found

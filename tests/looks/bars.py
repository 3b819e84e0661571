"""Looks for what moves in the bars from patron to patron, and for bars that leave the lists too little."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget

from tests.looks.faults import called
from views.bars.channel_switch import ChannelSwitch
from views.bars.desk_menu import DeskMenu
from views.desk.desk_window import DeskWindow
from views.help.tour_strip import TourStrip

type Places = dict[tuple[int, int, int, str], QRect]

_MOST = 0.35
"""Of a window's height: what bars take where they are one, the tour and lines that warn aside."""
_LEAST = 384
"""Pixels at 100 %: the lowest window in which they do: 1366×768 at 200 %."""
_BODY = 14


def faults_in_bars(window: QWidget, seen_before: Places) -> Iterator[str]:
    """Name each part of the bars that stands elsewhere than for a patron before, or is of another size.

    Args:
        window: any window.
        seen_before: where the parts stood, by the window's size, what stands beside the tabs, and the part.
    """
    if not isinstance(window, DeskWindow) or not window.header.isVisible():
        return
    line, bar, menu = window.header.line, window.top_bar, window.menu
    tabs = [menu.visualItemRect(menu.item(page)) for page in range(menu.count())]
    parts: dict[str, QWidget] = {
        "name": line.name,
        "details": line.details,
        "card": line.card,
        "chips": line.chips,
        "issue button": line.issue_button,
        "card field": bar.card_field,
        **{f"fact {place}": fact.value for place, fact in enumerate(line.facts)},
    }
    for switch in bar.findChildren(ChannelSwitch):
        parts["channel"] = switch
    places = {name: _place(it) for name, it in parts.items() if it.isVisible()}
    if menu.is_tabs:
        places |= {f"tab {page}": rect.translated(menu.pos()) for page, rect in enumerate(tabs)}
    (desk,) = window.findChildren(DeskMenu)
    said = desk.width() if desk.isVisible() else 0  # a lost connection takes room of the tabs
    for name, place in places.items():
        before = seen_before.setdefault((window.width(), window.height(), said, name), place)
        if place != before:
            yield f"{name} stands at {place.getRect()}, for a patron before at {before.getRect()}"
    for chip in line.chips.shown:
        if not line.chips.rect().contains(chip.geometry()):
            yield f"{called(chip)} sticks out of the chips"
    yield from _high(window)


def _place(part: QWidget) -> QRect:
    """Tell where a part is in its bar."""
    parent = part.parentWidget()
    assert parent is not None
    return QRect(part.mapTo(parent, QPoint(0, 0)), part.size())


def _high(window: DeskWindow) -> Iterator[str]:
    scale = QApplication.font().pixelSize() / _BODY
    is_one = window.header.y() < window.top_bar.geometry().bottom()
    if not is_one or window.height() < round(_LEAST * scale) or window.findChild(TourStrip) is not None:
        return
    high = window.header.line.height() + window.menu.height() + window.status_bar.height()
    if high > round(_MOST * window.height()):
        yield f"bars take {high} of {window.height()}"

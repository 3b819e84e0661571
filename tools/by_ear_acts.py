"""Every act of every demo card, reached by a screen reader, seen within the window and pressed, where text is largest.

It is run by the system's Python (see tools/screen_reader.py) with the numbers of the cards: `make try-accessibility
ARGS=acts`. What asks a question is left by Esc; what needs none is done.
"""

import sys
from collections.abc import Iterator
from functools import partial
from typing import Any

import pyatspi

from tools.screen_reader import Reader, children_named, keys, rows_of

_MOST_IN_A_ROW = 6


class Acts:
    """Goes through cards, pages and rows.

    Attributes:
        pressed: what was pressed, as card, page and name.
        faults: what could not be seen when it had the keyboard.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        field = reader.find(pyatspi.ROLE_TEXT, "利用カード番号")
        reader.until("the keyboard in the card field", lambda: _has_focus(field))
        self.pressed: list[tuple[str, str, str]] = []
        self.faults: list[str] = []

    def of_card(self, card: str) -> None:
        """Open a patron and press everything on each page."""
        before = len(self.pressed)
        self._open(card)
        pages = self._reader.find(pyatspi.ROLE_LIST, "ページ")
        for place, title in enumerate(children_named(pages)):
            pages = self._reader.find(pyatspi.ROLE_LIST, "ページ")
            assert pages.querySelection().selectChild(place), title
            page = self._reader.until(title, partial(self._page, title))
            for table in list(self._tables(page)):
                self._press_rows(card, title, table)
            for name, among in self._buttons(self._page(title)):
                self._press(card, title, name, partial(self._button, title, name, among))
        keys("Escape")
        self._reader.hears("利用者を閉じました。")
        print(f"{card}: {len(self.pressed) - before} acts", flush=True)

    def _open(self, card: str) -> None:
        self._reader.heard.clear()
        keys("F2", *card, "Return")
        self._reader.hears("利用者を開きました。")
        self._reader.heard.clear()

    def _page(self, title: str) -> Any:
        name = title.split(" ", maxsplit=1)[0]
        fillers = (it for it in self._reader.everything() if it.getRole() == pyatspi.ROLE_FILLER)
        return next((it for it in fillers if it.name == name), None)

    def _tables(self, page: Any) -> Iterator[Any]:
        return (it for it in self._reader.everything(page) if it.getRole() == pyatspi.ROLE_TABLE)

    def _press_rows(self, card: str, title: str, table: Any) -> None:
        """Walk down a list by the keyboard, and along each row from button to button."""
        name, row = table.name, 0
        while (shown := self._table(title, name)) is not None and row < shown.queryTable().nRows:
            row += self._press_row(card, title, name, row)

    def _press_row(self, card: str, title: str, name: str, row: int) -> int:
        """Press what a row has; tell how many rows to go on, none where this one went with its act."""
        done: set[str] = set()
        for step in range(_MOST_IN_A_ROW):
            act = self._act_of_row(title, name, row, step)
            if act is None or act in done:
                return 1
            done.add(act)
            if not self._press(card, title, act, partial(self._button_of, title, name, act)):
                return 0
        self.faults.append(f"{title}, {name}, row {row}: more than {_MOST_IN_A_ROW} acts")
        return 1

    def _act_of_row(self, title: str, name: str, row: int, step: int) -> str | None:
        """Go to a row, and so many buttons along it; give the name of the button that Enter would press."""
        table = self._table(title, name)
        if table is None or row >= table.queryTable().nRows:
            return None
        table.queryComponent().grabFocus()
        keys("ctrl+Home", *["Down"] * row, *["Right"] * step)
        cell = self._reader.until(f"row {row} of {name}", partial(self._current_cell, title, name, row))
        self._require_in_view(cell, f"{title}, {name}, row {row}")
        return next((it.name for it in self._acts_of(self._table(title, name))), None)

    def _current_cell(self, title: str, name: str, row: int) -> Any:
        table = self._table(title, name)
        grid = table.queryTable()
        cells = (grid.getAccessibleAt(row, column) for column in range(grid.nColumns))
        return next((it for it in cells if it.getState().contains(pyatspi.STATE_FOCUSED)), None)

    def _table(self, title: str, name: str) -> Any:
        page = self._page(title)
        return None if page is None else next((it for it in self._tables(page) if it.name == name), None)

    def _acts_of(self, table: Any) -> Iterator[Any]:
        """Give the buttons of a list's heading whose words stand in one of its rows."""
        said = {word for row in rows_of(table) for text in row for word in text.split(" ")}
        return (it for it in self._able(table.parent) if it.name in said)

    def _able(self, node: Any) -> Iterator[Any]:
        buttons = (it for it in self._reader.everything(node) if it.getRole() == pyatspi.ROLE_PUSH_BUTTON)
        return (it for it in buttons if it.getState().contains(pyatspi.STATE_ENABLED) and it.name)

    def _buttons(self, page: Any) -> list[tuple[str, int]]:
        """Name a page's own buttons, apart from those of the current rows, each with its place among its namesakes."""
        of_rows = {it.name for table in self._tables(page) for it in self._acts_of(table)}
        names = [it.name for it in self._able(page) if it.name not in of_rows]
        return [(name, names[:at].count(name)) for at, name in enumerate(names)]

    def _button(self, title: str, name: str, place: int) -> Any:
        found = [it for it in self._able(self._page(title)) if it.name == name]
        return found[place] if place < len(found) else None

    def _button_of(self, title: str, table: str, name: str) -> Any:
        found = self._table(title, table)
        return found and next((it for it in self._acts_of(found) if it.name == name), None)

    def _press(self, card: str, title: str, name: str, button: Any) -> bool:
        """Give a button the keyboard, see that it is in view, press it, and leave what it asks.

        Answers False for an act that is done without a question.
        """
        found = button()
        if found is None:
            self.faults.append(f"{title}, 「{name}」 of {card} isn't there any more")
            return True
        found.queryComponent().grabFocus()
        self._reader.until(f"the keyboard on {name}", lambda: _has_focus(button()))
        self._require_in_view(button(), f"{title}, 「{name}」")
        self._reader.heard.clear()
        action = button().queryAction()
        action.doAction([action.getName(it) for it in range(action.nActions)].index("Press"))
        self.pressed.append((card, title, name))
        dialog = self._answer_to(f"{title}, 「{name}」 of {card}")
        if dialog is None:
            return False
        self._require_in_view(dialog, f"the question 「{dialog.name}」")
        keys("Escape")
        self._reader.until("the question gone", lambda: self._dialog() is None)
        return True

    def _answer_to(self, what: str) -> Any:
        """Wait for a question, or for what is said of an act without one."""
        self._reader.until(f"an answer to {what}", lambda: self._dialog() is not None or self._reader.heard)
        return self._dialog()

    def _dialog(self) -> Any:
        shown = (it for it in self._reader.everything() if it.getRole() == pyatspi.ROLE_DIALOG)
        return next(shown, None)

    def _require_in_view(self, part: Any, what: str) -> None:
        """Note what sticks out of the window, or of the screen if it is a window itself."""
        around, box = _box(self._reader.find(pyatspi.ROLE_FRAME, "窓口")), _box(part)
        beyond = (
            box.x < around.x
            or box.y < around.y
            or box.x + box.width > around.x + around.width
            or box.y + box.height > around.y + around.height
        )
        if beyond or not part.getState().contains(pyatspi.STATE_SHOWING):
            self.faults.append(f"{what}: {_told(box)} in {_told(around)}")


def _box(part: Any) -> Any:
    return part.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)


def _told(box: Any) -> str:
    return f"{box.width}×{box.height} at {box.x}, {box.y}"


def _has_focus(part: Any) -> bool:
    return part is not None and bool(part.getState().contains(pyatspi.STATE_FOCUSED))


def main(cards: list[str]) -> int:
    """Press every act of every card; 1 if one could not be seen."""
    reader = Reader()
    acts = Acts(reader)
    for card in cards:
        acts.of_card(card)
    for fault in acts.faults:
        print(f"not in view: {fault}")
    print(f"{len(cards)} cards, {len(acts.pressed)} acts pressed, {len(acts.faults)} not in view")
    return 1 if acts.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

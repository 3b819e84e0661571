"""Every act of every demo card, reached by a screen reader, seen within the window and pressed, where text is largest.

What asks a question is left by Esc; what needs none is done.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from typing import Any

from tools.try_accessibility import do, hear
from tools.try_accessibility.reader import (
    ReaderStep,
    ScreenReader,
    actions_of,
    box_of,
    children_named,
    rows_of,
    states_of,
    step,
)
from tools.try_accessibility.things import CARD_FIELD, DESK, AtspiRole, Thing

_PAGES = Thing(AtspiRole.LIST, "ページ")
_MOST_IN_A_ROW = 6


def every_act(cards: Sequence[str]) -> tuple[ReaderStep, ...]:
    """Give the steps that press every act of some cards."""
    of_each = (
        (
            do.write_one(CARD_FIELD, card),  # keys as fast as a reader's come torn on a busy machine
            do.keys("F2 Return"),
            hear.said("利用者を開きました。"),
            _press_every_act(card),
            do.keys("Escape"),
            hear.said("利用者を閉じました。"),
        )
        for card in cards
    )
    return (hear.becomes(CARD_FIELD, "FOCUSED"), *chain.from_iterable(of_each), _all_in_view())


@step
def _press_every_act(reader: ScreenReader, card: str) -> None:
    """Go through the open patron's pages and rows, and press everything that can be pressed."""
    walk = _Walk(reader, card)
    walk.go()
    reader.noted["pressed"] = reader.noted.get("pressed", 0) + walk.pressed
    reader.noted["unseen"] = [*reader.noted.get("unseen", ()), *walk.faults]
    print(f"{card}: {walk.pressed} acts", flush=True)


@step
def _all_in_view(reader: ScreenReader) -> None:
    """Everything that had the keyboard was in view then."""
    unseen = reader.noted.get("unseen", [])
    for fault in unseen:
        print(f"not in view: {fault}")
    print(f"{reader.noted.get('pressed', 0)} acts pressed, {len(unseen)} not in view")
    assert not unseen


class _Walk:
    """Goes through the pages and rows of one patron.

    Attributes:
        pressed: how many acts were pressed.
        faults: what could not be seen when it had the keyboard.
    """

    def __init__(self, reader: ScreenReader, card: str) -> None:
        self._reader = reader
        self._card = card
        self.pressed = 0
        self.faults: list[str] = []

    def go(self) -> None:
        """Press everything on each page."""
        for place, title in enumerate(children_named(self._reader.find(_PAGES))):
            pages = self._reader.find(_PAGES)
            assert pages.querySelection().selectChild(place), title
            page = self._reader.until(title, partial(self._page, title))
            for table in list(self._tables(page)):
                self._press_rows(title, table)
            for name, among in self._buttons(self._page(title)):
                button = partial(self._button, title, name, among)
                self._go_to(title, name, button)
                self._press(title, name, button)

    def _page(self, title: str) -> Any:
        name = title.split(" ", maxsplit=1)[0]
        return self._reader.shown(Thing(AtspiRole.PAGE, name))

    def _tables(self, page: Any) -> Iterator[Any]:
        return self._reader.all_of(AtspiRole.TABLE, within=page)

    def _press_rows(self, title: str, table: Any) -> None:
        """Walk down a list by the keyboard, and along each row from button to button."""
        name, row = table.name, 0
        while (shown := self._table(title, name)) is not None and row < shown.queryTable().nRows:
            row += self._press_row(title, name, row)

    def _press_row(self, title: str, name: str, row: int) -> int:
        """Press what a row has; tell how many rows to go on, none where this one went with its act."""
        done: set[str] = set()
        for along in range(_MOST_IN_A_ROW):
            act = self._act_of_row(title, name, row, along)
            if act is None or act in done:
                return 1
            done.add(act)
            if not self._press(title, act, partial(self._button_of, title, name, act)):
                return 0
        self.faults.append(f"{title}, {name}, row {row}: more than {_MOST_IN_A_ROW} acts")
        return 1

    def _act_of_row(self, title: str, name: str, row: int, along: int) -> str | None:
        """Go to a row, and so many buttons along it; give the name of the button that Enter would press."""
        table = self._table(title, name)
        if table is None or row >= table.queryTable().nRows:
            return None
        table.queryComponent().grabFocus()
        self._reader.press_keys(" ".join(["ctrl+Home", *["ctrl+Down"] * row, *["Right"] * along]))
        cell = self._reader.until(f"row {row} of {name}", partial(self._current_cell, title, name, row))
        self._require_in_view(cell, f"{title}, {name}, row {row}")
        return next((it.name for it in self._acts_of(self._table(title, name))), None)

    def _current_cell(self, title: str, name: str, row: int) -> Any:
        table = self._table(title, name)
        grid = table.queryTable()
        cells = (grid.getAccessibleAt(row, column) for column in range(grid.nColumns))
        return next((it for it in cells if _has_focus(it)), None)

    def _table(self, title: str, name: str) -> Any:
        page = self._page(title)
        return None if page is None else next((it for it in self._tables(page) if it.name == name), None)

    def _acts_of(self, table: Any) -> Iterator[Any]:
        """Give the buttons of a list's heading whose words stand in one of its rows."""
        said = {word for row in rows_of(table) for text in row for word in text.split(" ")}
        return (it for it in self._able(table.parent) if it.name in said)

    def _able(self, node: Any) -> Iterator[Any]:
        buttons = self._reader.all_of(AtspiRole.BUTTON, within=node)
        return (it for it in buttons if "ENABLED" in states_of(it) and it.name)

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

    def _go_to(self, title: str, name: str, button: Any) -> None:
        """Give a button the keyboard, and see that it is in view. That of a row has none: its row has it."""
        found = button()
        if found is not None:
            found.queryComponent().grabFocus()
            self._reader.until(f"the keyboard on {name}", lambda: _has_focus(button()))
            self._require_in_view(button(), f"{title}, 「{name}」")

    def _press(self, title: str, name: str, button: Any) -> bool:
        """Press a button, and leave what it asks.

        Answers False for an act that is done without a question.
        """
        if button() is None:
            self.faults.append(f"{title}, 「{name}」 of {self._card} isn't there any more")
            return True
        self._reader.heard.clear()
        action = button().queryAction()
        action.doAction(actions_of(action).index("Press"))
        self.pressed += 1
        dialog = self._answer_to(f"{title}, 「{name}」 of {self._card}")
        if dialog is None:
            return False
        self._require_in_view(dialog, f"the question 「{dialog.name}」")
        # What is pressed before the window system has given it the keyboard, Qt drops.
        self._reader.until("the keyboard in the question", lambda: "ACTIVE" in states_of(self._dialog()))
        self._reader.press_keys("Escape")
        self._reader.until("the question gone", lambda: self._dialog() is None)
        return True

    def _answer_to(self, what: str) -> Any:
        """Wait for a question, or for what is said of an act without one."""
        self._reader.until(f"an answer to {what}", lambda: self._dialog() is not None or self._reader.heard)
        return self._dialog()

    def _dialog(self) -> Any:
        return next(self._reader.all_of(AtspiRole.DIALOG), None)

    def _require_in_view(self, part: Any, what: str) -> None:
        """Note what sticks out of the window, or of the screen if it is a window itself."""
        around, box = box_of(self._reader.find(DESK)), box_of(part)
        beyond = (
            box.x < around.x
            or box.y < around.y
            or box.x + box.width > around.x + around.width
            or box.y + box.height > around.y + around.height
        )
        if beyond or "SHOWING" not in states_of(part):
            self.faults.append(f"{what}: {_told(box)} in {_told(around)}")


def _told(box: Any) -> str:
    return f"{box.width}×{box.height} at {box.x}, {box.y}"


def _has_focus(part: Any) -> bool:
    return part is not None and "FOCUSED" in states_of(part)

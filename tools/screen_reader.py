"""What a screen reader does over AT-SPI: finds by role and name, reads tables, presses buttons, hears what is said.

It is run by the system's Python, whose pyatspi isn't to be had for another one, and knows nothing of the program but
what is said on the bus.
"""

import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pyatspi
from gi.repository import GLib

PATIENCE = 90.0
NAMED = (
    pyatspi.ROLE_PUSH_BUTTON,
    pyatspi.ROLE_TOGGLE_BUTTON,
    pyatspi.ROLE_CHECK_BOX,
    pyatspi.ROLE_RADIO_BUTTON,
    pyatspi.ROLE_COMBO_BOX,
    pyatspi.ROLE_ENTRY,
    pyatspi.ROLE_TEXT,
    pyatspi.ROLE_PASSWORD_TEXT,
    pyatspi.ROLE_TABLE,
    pyatspi.ROLE_COLUMN_HEADER,
    pyatspi.ROLE_LIST,
    pyatspi.ROLE_LIST_ITEM,
    pyatspi.ROLE_DIALOG,
    pyatspi.ROLE_FRAME,
)

WRITTEN = (pyatspi.ROLE_ENTRY, pyatspi.ROLE_TEXT, pyatspi.ROLE_PASSWORD_TEXT)


class Reader:
    """What a screen reader knows and hears.

    Attributes:
        heard: what was announced.
        focused: the names of what got the keyboard, in order.
    """

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.focused: list[str] = []
        pyatspi.Registry.registerEventListener(self._hear, "object:announcement")
        pyatspi.Registry.registerEventListener(self._follow, "object:state-changed:focused")

    def _hear(self, event: Any) -> None:
        self.heard.append(str(event.any_data))

    def _follow(self, event: Any) -> None:
        if event.detail1:
            self.focused.append(str(event.source.name))

    def until(self, what: str, found: Callable[[], Any]) -> Any:
        """Wait for something, while the bus is listened to."""
        end = time.monotonic() + PATIENCE
        context = GLib.MainContext.default()
        while time.monotonic() < end:
            while context.pending():
                context.iteration(False)
            try:
                answer = found()
            except (GLib.Error, RuntimeError, LookupError):
                answer = None  # what was asked about is gone
            if answer:
                return answer
            time.sleep(0.05)
        raise SystemExit(f"not there: {what}; heard: {self.heard}")

    def everything(self, node: Any = None) -> Iterator[Any]:
        """Give all that is on screen."""
        for child in node if node is not None else self.applications():
            if child is None:
                continue
            shown = child.getState().contains(pyatspi.STATE_SHOWING)
            if shown or child.getRole() == pyatspi.ROLE_APPLICATION:
                yield child
                if child.getRole() != pyatspi.ROLE_TABLE:
                    yield from self.everything(child)

    def tree(self, node: Any = None) -> Iterator[Any]:
        """Give all that can be found, whether it is on screen or not, down to each cell."""
        for child in node if node is not None else self.applications():
            if child is not None:
                yield child
                yield from self.tree(child)

    def applications(self) -> Iterator[Any]:
        """Give the program, once it is on the bus."""
        desktop = pyatspi.Registry.getDesktop(0)
        return (it for it in desktop if it is not None and it.name == "madoguchi")

    def shown(self, role: int, name: str, within: Any = None) -> Any:
        """Give what is on screen now with a role and a name, None if nothing is."""
        return next((it for it in self.everything(within) if it.getRole() == role and it.name == name), None)

    def find(self, role: int, name: str, within: Any = None) -> Any:
        """Wait for something by role and name."""
        return self.until(name, lambda: self.shown(role, name, within))

    def press(self, role: int, name: str, within: Any = None) -> None:
        """Press a button as a screen reader does."""
        button = self.find(role, name, within)
        action = button.queryAction()
        names = [action.getName(place) for place in range(action.nActions)]
        action.doAction(names.index("Press"))

    def toggle(self, role: int, name: str) -> None:
        """Tick something, or choose one of several."""
        action = self.find(role, name).queryAction()
        names = [action.getName(place) for place in range(action.nActions)]
        action.doAction(names.index("Toggle"))

    def choose(self, lines: Any, name: str) -> None:
        """Select a line of a list by its name."""
        names = [it.name for it in lines]
        assert lines.querySelection().selectChild(names.index(name)), (name, names)

    def fields(self, within: Any) -> dict[str, Any]:
        """Give the fields on screen that can be written into, by their names."""
        return {
            it.name: it
            for it in self.everything(within)
            if it.getRole() in WRITTEN
            and it.getState().contains(pyatspi.STATE_EDITABLE)
            and it.getState().contains(pyatspi.STATE_ENABLED)
        }

    def write_all(self, within: Any, texts: Mapping[str, str], where: str, apart: str = "") -> None:
        """Write into every field of a form but one, each of which has to be named, and read it again."""
        fields = {name: field for name, field in self.fields(within).items() if name != apart}
        assert set(fields) == set(texts), (set(fields), set(texts))
        for name, text in texts.items():
            assert fields[name].queryEditableText().setTextContents(text), name
            held = fields[name].queryText()
            assert held.characterCount == len(text), name
            if fields[name].getRole() != pyatspi.ROLE_PASSWORD_TEXT:
                assert held.getText(0, -1) == text, (name, held.getText(0, -1))
        print(f"written in {where}: {', '.join(texts)}")

    def hears(self, text: str) -> None:
        """Wait until something was said."""
        self.until(f"said: {text}", lambda: any(text in said for said in self.heard))


def keys(*names: str) -> None:
    """Press keys as the hand does, or a card reader."""
    subprocess.run(["xdotool", "key", "--delay", "6", *names], check=True)


def rows_of(table: Any) -> list[list[str]]:
    """Read a table cell by cell."""
    grid = table.queryTable()
    rows, columns = range(grid.nRows), range(grid.nColumns)
    return [[grid.getAccessibleAt(row, column).name for column in columns] for row in rows]


def cell(table: Any, row: int) -> str:
    """Read the first cell of a row."""
    return str(table.queryTable().getAccessibleAt(row, 0).name)


def headings_of(table: Any) -> list[str]:
    """Read a table's headings."""
    grid = table.queryTable()
    return [
        grid.getColumnDescription(column) or grid.getColumnHeader(column).name
        for column in range(grid.nColumns)
    ]


def unnamed(reader: Reader) -> tuple[int, list[str]]:
    """Count what can be acted on, and name what of it has no name."""
    acted_on = [it for it in reader.everything() if it.getRole() in NAMED]
    return len(acted_on), [str(it) for it in acted_on if not it.name.strip()]


def children_named(node: Any) -> list[str]:
    """Name what stands directly in something, as a list's lines."""
    return [it.name for it in node if it is not None]


def states_of(it: Any) -> set[str]:
    """Name the states of something: 「FOCUSED」, 「CHECKED」."""
    return {pyatspi.stateToString(state).upper() for state in it.getState().getStates()}


def value_of(box: Any) -> str:
    """Read what a list shows as chosen."""
    lines = box.getChildAtIndex(0)
    chosen = [it.name for it in lines if it.getState().contains(pyatspi.STATE_SELECTED)]
    return chosen[0] if chosen else ""

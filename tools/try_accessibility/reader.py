"""What a screen reader does over AT-SPI: finds by role and name, reads tables, presses buttons, hears what is said.

It is run by the system's Python, whose pyatspi isn't to be had for another one, and knows nothing of the program but
what is said on the bus.
"""

import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, Concatenate

import pyatspi
from gi.repository import Atspi, GLib

from tools.patience import Patience, seconds_kept_waiting
from tools.try_accessibility.things import AtspiRole, Thing

PATIENCE = 90.0
ACTED_ON = frozenset(AtspiRole) - {AtspiRole.LABEL, AtspiRole.PAGE, AtspiRole.PART, AtspiRole.CELL}
_WRITTEN = (AtspiRole.ENTRY, AtspiRole.TEXT, AtspiRole.SECRET)
_OF_ATSPI = {role: getattr(pyatspi, f"ROLE_{role.value}") for role in AtspiRole}


class ScreenReader:
    """What a screen reader knows and hears.

    Attributes:
        heard: what was announced since something was last done.
        focused: the names of what got the keyboard since a key was last pressed, in order.
        noted: what steps noted for later ones, by a name; a thing's name and a text may ask for it in braces.
    """

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.focused: list[str] = []
        self.noted: dict[str, Any] = {}
        patience = round(PATIENCE * 1000)
        Atspi.set_timeout(patience, patience)  # without it the desk has 0.8 seconds to answer
        pyatspi.Registry.registerEventListener(self._hear, "object:announcement")
        pyatspi.Registry.registerEventListener(self._follow, "object:state-changed:focused")

    def _hear(self, event: Any) -> None:
        self.heard.append(str(event.any_data))

    def _follow(self, event: Any) -> None:
        if event.detail1:
            self.focused.append(str(event.source.name))

    def until(self, what: str, found: Callable[[], Any]) -> Any:
        """Wait for something, while the bus is listened to."""
        patience = Patience(PATIENCE, time.monotonic, seconds_kept_waiting)
        context = GLib.MainContext.default()
        while not patience.is_over():
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

    def shown(self, thing: Thing) -> Any:
        """Give what is on screen now with a role and a name, None if nothing is."""
        around = self.shown(thing.within) if thing.within else None
        if thing.within and around is None:
            return None
        wanted = self.filled(thing.name)
        return next((it for it in self.all_of(thing.role, within=around) if _fits(it, thing, wanted)), None)

    def all_of(self, *roles: AtspiRole, within: Any = None) -> Iterator[Any]:
        """Give all that is on screen with one of some roles."""
        return (it for it in self.everything(within) if has_role(it, *roles))

    def find(self, thing: Thing) -> Any:
        """Wait for something by role and name."""
        return self.until(thing.name, lambda: self.shown(thing))

    def filled(self, text: str) -> str:
        """Fill what was noted into a text."""
        return text.format_map(self.noted)

    def press(self, thing: Thing, action: str = "Press") -> None:
        """Press a button as a screen reader does, or toggle what can be ticked."""
        found = self.find(thing).queryAction()
        self.heard.clear()
        found.doAction(actions_of(found).index(action))

    def choose(self, lines: Any, name: str) -> None:
        """Select a line of a list by its name."""
        names = [it.name for it in lines]
        assert lines.querySelection().selectChild(names.index(name)), (name, names)

    def choose_line(self, box: Any, line: str) -> None:
        """Select a line of a list that opens, and wait until it is chosen."""
        self.choose(box.getChildAtIndex(0), line)
        self.until(f"{line} chosen", lambda: value_of(box) == line)

    def fields(self, within: Any) -> dict[str, Any]:
        """Give the fields on screen that can be written into, by their names."""
        written = self.all_of(*_WRITTEN, within=within)
        return {it.name: it for it in written if {"EDITABLE", "ENABLED"} <= states_of(it)}

    def write_all(self, within: Any, texts: Mapping[str, str], where: str, apart: str = "") -> None:
        """Write into every field of a form but one, each of which has to be named, and read it again."""
        fields = {name: field for name, field in self.fields(within).items() if name != apart}
        assert set(fields) == set(texts), (set(fields), set(texts))
        for name, text in texts.items():
            assert fields[name].queryEditableText().setTextContents(text), name
            held = fields[name].queryText()
            assert held.characterCount == len(text), name
            if not has_role(fields[name], AtspiRole.SECRET):
                assert held.getText(0, -1) == text, (name, held.getText(0, -1))
        if texts:
            print(f"written in {where}: {', '.join(texts)}")

    def press_keys(self, keys: str) -> None:
        """Press keys as the hand does, or a card reader.

        Args:
            keys: their names, and words to be typed, with spaces between them.
        """
        self.heard.clear()
        self.focused.clear()
        names = [key for part in keys.split() for key in ((part,) if _is_key(part) else part)]
        subprocess.run(["xdotool", "key", "--delay", "6", *names], check=True)


@dataclass(frozen=True, slots=True)
class ReaderStep:
    """A line of a table.

    Attributes:
        name: what is done, or has to be so.
        arguments: with what.
        take: does it, and raises where it can't be done or isn't as it has to be.
    """

    name: str
    arguments: tuple[object, ...]
    take: Callable[[ScreenReader], None]

    def __str__(self) -> str:
        return f"{self.name} {self.arguments}"


def step[**P](take: Callable[Concatenate[ScreenReader, P], None]) -> Callable[P, ReaderStep]:
    """Let a function be named in a table with all that it needs but the reader."""

    def named(*args: P.args, **options: P.kwargs) -> ReaderStep:
        return ReaderStep(
            take.__name__, (*args, *options.values()), lambda reader: take(reader, *args, **options)
        )

    return named


def _is_key(part: str) -> bool:
    return part[0].isupper() or part == "space" or "+" in part


def _fits(it: Any, thing: Thing, wanted: str) -> bool:
    called = _caption_of(it) if thing.by_caption else it.name
    return bool(fnmatchcase(called, wanted) if "*" in wanted else called == wanted)


def _caption_of(it: Any) -> str:
    relations = it.getRelationSet()
    labels = [rel for rel in relations if rel.getRelationType() == pyatspi.RELATION_LABELLED_BY]
    return str(labels[0].getTarget(0).name) if labels else ""


def has_role(it: Any, *roles: AtspiRole) -> bool:
    """Tell whether something has one of some roles."""
    return it.getRole() in {_OF_ATSPI[role] for role in roles}


def actions_of(action: Any) -> list[str]:
    """Name what can be done with something."""
    return [action.getName(place) for place in range(action.nActions)]


def box_of(it: Any) -> Any:
    """Tell where on the screen something is."""
    return it.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)


def texts_of(it: Any) -> tuple[str, ...]:
    """Give what something says of itself; nothing where it has gone."""
    try:
        return (it.name or "", it.description or "")
    except (RuntimeError, LookupError):
        return ()


def rows_of(table: Any) -> list[list[str]]:
    """Read a table cell by cell."""
    grid = table.queryTable()
    rows, columns = range(grid.nRows), range(grid.nColumns)
    return [[grid.getAccessibleAt(row, column).name for column in columns] for row in rows]


def headings_of(table: Any) -> list[str]:
    """Read a table's headings."""
    grid = table.queryTable()
    return [
        grid.getColumnDescription(column) or grid.getColumnHeader(column).name
        for column in range(grid.nColumns)
    ]


def children_named(node: Any) -> list[str]:
    """Name what stands directly in something, as a list's lines."""
    return [it.name for it in node if it is not None]


def states_of(it: Any) -> set[str]:
    """Name the states of something: 「FOCUSED」, 「CHECKED」."""
    return {pyatspi.stateToString(state).upper() for state in it.getState().getStates()}


def value_of(box: Any) -> str:
    """Read what a list shows as chosen."""
    lines = box.getChildAtIndex(0)
    chosen = [it.name for it in lines if "SELECTED" in states_of(it)]
    return chosen[0] if chosen else ""

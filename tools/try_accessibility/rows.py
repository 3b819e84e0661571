"""Steps about lists: cells are read, rows are ticked and gone to, and what was read before is compared.

`read` notes what later steps compare with: the table, its rows, and one of them, as its place and its cells.
"""

import csv
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from tools.try_accessibility.reader import (
    ScreenReader,
    has_role,
    headings_of,
    rows_of,
    states_of,
    step,
    texts_of,
)
from tools.try_accessibility.things import AtspiRole, Thing

MORE = "…"
"""Ends the headings where others may follow."""


@step
def read(
    reader: ScreenReader,
    what: Thing,
    headings: tuple[str, ...] = (MORE,),
    *,
    row: tuple[str, str] | None = None,
    but_first: bool = False,
    full: bool = False,
    counted_by: Thing | None = None,
) -> None:
    """A list is read, and its rows are noted.

    Args:
        reader: who reads.
        what: the list.
        headings: those that it has.
        row: heading and word by which one row is noted; without them it is the first.
        but_first: another row than the first is noted.
        full: no cell is blank.
        counted_by: says in its name how many rows there are.
    """
    found = reader.find(what)
    rows, named = rows_of(found), headings_of(found)
    begun = [*named[: len(headings) - 1], MORE] if headings[-1] == MORE else named
    assert begun == list(headings), named
    assert not full or all(map(all, rows)), [row for row in rows if not all(row)]
    if counted_by:
        counted = reader.find(counted_by).name
        assert counted.endswith(f" {len(rows)}件"), (counted, len(rows))
    heading, word = row or (named[0], "")
    column = named.index(heading)
    at = next(at for at, cells in enumerate(rows) if word in cells[column] and at >= but_first)
    reader.noted |= {"table": found, "rows": rows, "at": at, "cells": rows[at]}
    print(f"{what.name}: {len(rows)} rows × {len(named)} columns; row {at + 1}: {' | '.join(rows[at])}")


@step
def read_all(reader: ScreenReader) -> None:
    """Every list on screen has a name and headings, and is read cell by cell."""
    for found in list(reader.all_of(AtspiRole.TABLE)):
        assert found.name
        assert all(headings_of(found)), (found.name, headings_of(found))
        print(f"{found.name}: {sum(map(len, rows_of(found)))} cells read")


@step
def go_down(reader: ScreenReader) -> None:
    """Go down from the first row to the one that was noted."""
    reader.press_keys(" ".join(["Down"] * reader.noted["at"]))


@step
def has_cell(reader: ScreenReader, what: Thing, text: str = "", more_than: int = 0) -> None:
    """A list has a cell with a text in it, or gets one, and more rows than a number."""
    found = reader.find(what)
    reader.until(text, lambda: any(text in it for row in rows_of(reader.shown(what)) for it in row))
    assert len(rows_of(found)) > more_than


@step
def first_cell_changes(reader: ScreenReader, what: Thing) -> None:
    """The first cell of the noted row says something else than before."""
    at, before = reader.noted["at"], reader.noted["cells"][0]
    reader.until(f"not {before}", lambda: rows_of(reader.shown(what))[at][0] != before)


@step
def rows_are(
    reader: ScreenReader,
    what: Thing,
    *,
    start: int = 0,
    end: int | None = None,
    kept: tuple[str, str] | None = None,
    waits: bool = False,
    through_noted: bool = False,
) -> None:
    """A list has the rows that were noted, or some of them.

    Args:
        reader: who reads.
        what: the list.
        start: the first of them.
        end: the first that is not among them.
        kept: heading and text of those that are among them.
        waits: the list gets them, though nothing said so.
        through_noted: the table that was found before answers the same.
    """
    table = reader.noted["table"]
    rows = reader.noted["rows"][start:end]
    if kept:
        column = headings_of(table).index(kept[0])
        rows = [row for row in rows if row[column] == kept[1]]
    if waits:
        reader.until(f"{len(rows)} rows", lambda: rows_of(reader.find(what)) == rows)
    tables = (reader.find(what), table) if through_noted else (reader.find(what),)
    for found in map(rows_of, tables):
        assert found == rows, [row for row in found if row not in rows]
    print(f"{what.name}: {len(rows)} of the {len(reader.noted['rows'])} rows that were read before")


def _box(found: Any, row: int) -> Any:
    return found.queryTable().getAccessibleAt(row, headings_of(found).index("選択"))


@step
def tick_cell(reader: ScreenReader, what: Thing, row: int) -> None:
    """Tick a row by the action of its box."""
    box = _box(reader.find(what), row)
    reader.heard.clear()
    assert box.queryAction().doAction(0)


@step
def cell_is(reader: ScreenReader, what: Thing, row: int, state: str) -> None:
    """The box of a row has a state."""
    told = _box(reader.find(what), row)
    assert state in states_of(told), states_of(told)
    print(f"row {row + 1}: {told.name}, {state}")


@step
def tick_off(reader: ScreenReader, part: Thing) -> None:
    """Read a part of a form, and tick all that is not ticked in it."""
    parts = list(reader.all_of(AtspiRole.LABEL, AtspiRole.TICK, within=reader.find(part)))
    print(f"ticked off: {' / '.join(it.name for it in parts)}")
    for tick in [it for it in parts if has_role(it, AtspiRole.TICK) and "CHECKED" not in states_of(it)]:
        tick.queryAction().doAction(0)


@step
def note_cell(reader: ScreenReader, column: int) -> None:
    """Keep a cell of the noted table, to ask it later."""
    kept = reader.noted["table"].queryTable().getAccessibleAt(0, column)
    assert kept.name == reader.noted["rows"][0][column]
    reader.noted["cell"] = kept


@step
def noted_cell_is_gone(reader: ScreenReader) -> None:
    """The cell that was kept is told as gone after its list was read anew."""
    kept = reader.noted["cell"]
    assert (kept.name, states_of(kept)) == ("", {"DEFUNCT"}), (kept.name, states_of(kept))
    print(f"the cell read before is gone; said: {reader.heard}")


@step
def other_desk_lifts(reader: ScreenReader, column: int) -> None:
    """Another desk lifts what stops the card of the last row."""
    card = reader.noted["rows"][-1][column].replace("-", "")
    (file,) = Path(tempfile.gettempdir()).glob("madoguchi-demo-*/library.sqlite3")
    reader.heard.clear()
    command = [os.environ["DESKS_PYTHON"], "-m", "tools.other_desk", f"sqlite:///{file}", card]
    subprocess.run(command, check=True)


@step
def note_columns(
    reader: ScreenReader, noted: str, lists: tuple[Thing, ...], headings: tuple[str, ...]
) -> None:
    """Note all that stands in some columns of some lists."""
    reader.noted[noted] = {it for heading in headings for it in _column(reader, lists, heading)}


@step
def column_has(
    reader: ScreenReader, lists: tuple[Thing, ...], heading: str, text: str = "", noted: str = ""
) -> None:
    """A column of some lists holds this set of texts: one text, or what was noted by a name."""
    found = _column(reader, lists, heading)
    assert found == (reader.noted[noted] if noted else {text}), found
    print(f"{heading}: every cell is read as {text or f'one of {len(found)} texts'}")


def _column(reader: ScreenReader, lists: tuple[Thing, ...], heading: str) -> set[str]:
    tables = [reader.find(it) for it in lists]
    return {row[headings_of(it).index(heading)] for it in tables for row in rows_of(it)}


@step
def knows(reader: ScreenReader, words: tuple[str, ...] | str, cells: tuple[str, ...] = ()) -> None:
    """Keep all cells, and all that is called by one of these, as a client that looked before the screen was hidden.

    Args:
        reader: who reads.
        words: texts, or the name of a set that was noted.
        cells: some that have to be there.
    """
    secrets = set(reader.noted[words] if isinstance(words, str) else words)
    found = list(reader.tree())
    held = [it for it in found if has_role(it, AtspiRole.CELL)]
    named = [it for it in found if it.name in secrets]
    assert named, "nobody is open"
    assert {it.name for it in held}.issuperset(cells)
    reader.noted |= {"known": (*held, *named), "secret": secrets | set(cells)}
    reader.heard.clear()


@step
def nothing_left(reader: ScreenReader, where: str) -> None:
    """The whole tree, shown or not, has no cell and tells nothing; what was known before answers nothing."""
    found = list(reader.tree())
    cells = [it for it in found if has_role(it, AtspiRole.CELL)]
    told = [
        it for each in found for it in texts_of(each) if any(word in it for word in reader.noted["secret"])
    ]
    answered = [text for it in reader.noted["known"] for text in texts_of(it) if text]
    assert [cells, told, answered] == [[], [], []], (len(cells), told, answered[:3])
    known = len(reader.noted["known"])
    print(f"{where}: {len(found)} things in the tree, 0 cells; {known} known from before answer nothing")


@step
def file_holds(reader: ScreenReader, name: str, column: int) -> None:
    """A file in the folder that was made for it has a line for each noted row, and a column of theirs first."""
    text = (Path(reader.noted["folder"]) / name).read_text(encoding="utf-8-sig")
    headings, *lines = csv.reader(text.splitlines())
    assert [line[0] for line in lines] == [row[column] for row in reader.noted["rows"]], lines
    print(f"{name} has {len(lines)} rows: {headings}")

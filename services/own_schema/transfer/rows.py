"""Reading a file's first line, and the cells of a row."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from services.contract.file_faults import Cause, FileFault, FileFaults, UnfitError
from services.own_schema.transfer.cell_types import TextFormat
from services.own_schema.transfer.file_layout import FileColumn
from services.own_schema.transfer.files import Source
from services.rules.characters import CONTROLS, ODD, is_blank

_ODD = re.compile(f"[{ODD}]")
_NOT_UTF8 = re.compile("[\ud800-\udfff]")


def read_header(
    lines: Iterator[tuple[int, list[str]]],
    source: Source,
    faults: FileFaults,
    *,
    columns: tuple[FileColumn, ...],
    wanted: set[str],
    groups: Iterable[tuple[str, ...]] = (),
) -> tuple[FileColumn, ...] | None:
    """Read the first line: which columns there are, in the file's order.

    Args:
        lines: the file's.
        source: the file.
        faults: where it is noted what is wrong.
        columns: those there may be.
        wanted: names of those that must be there.
        groups: names of those of which all must be there, or none.

    Returns:
        None when the line is at fault.
    """
    before = faults.count
    line, cells = next(lines, (0, []))
    if not cells:
        if faults.count == before:
            faults.add(FileFault(source.name, 0, "", Cause.NO_HEADER))
        return None
    names = [cell.strip() for cell in cells]
    known = {column.name: column for column in columns}
    if _NOT_UTF8.search("".join(names)) is not None:
        faults.add(FileFault(source.name, line, "", Cause.NOT_UTF8))
        return None
    for place, name in enumerate(names):
        if name not in known:
            faults.add(FileFault(source.name, line, name, Cause.COLUMN_UNKNOWN))
        elif name in names[:place]:
            faults.add(FileFault(source.name, line, name, Cause.COLUMN_TWICE))
    asked = wanted.union(*(group for group in groups if not set(group).isdisjoint(names)))
    for column in columns:
        if column.name in asked and column.name not in names:
            faults.add(FileFault(source.name, line, column.name, Cause.COLUMN_MISSING))
    return None if faults.count > before else tuple(known[name] for name in names)


def read_cells(
    columns: Sequence[FileColumn], cells: Sequence[str], tell: Callable[[str, Cause, str], None]
) -> list[Any]:
    """Read a row's cells; a faulty one is reported (column, cause, what was found) and has no value."""
    odd = _ODD.search("".join(cells)) is not None
    values: list[Any] = []
    for column, cell in zip(columns, cells, strict=True):
        try:
            values.append(_value(column, cell, odd=odd))
        except UnfitError as unfit:
            values.append(None)
            tell(column.name, unfit.cause, unfit.found)
    return values


def _value(column: FileColumn, cell: str, *, odd: bool) -> Any:
    kind = column.kind
    words = kind if isinstance(kind, TextFormat) else None
    text = cell if words else cell.strip()
    if odd:
        _must_be_text(text, words.odd if words else CONTROLS)
    if not text or (words and is_blank(text) and (column.required or not words.blank)):
        if column.required:
            raise UnfitError(Cause.EMPTY)
        return column.blank
    return kind.read(text)


def _must_be_text(text: str, odd: str) -> None:
    if _NOT_UTF8.search(text) is not None:
        raise UnfitError(Cause.NOT_UTF8)
    if re.search(f"[{odd}]", text) is not None:
        raise UnfitError(Cause.CONTROL_CHARACTER)

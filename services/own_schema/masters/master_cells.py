"""The masters' cells as texts, each read by itself: one that can't be read stops no other, and is reported.

Other programs write masters, too (docs/ils-contract.md). A date outside Python's range, a number of five thousand
digits or bytes that are no text would otherwise stop every reader of the table.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final, NoReturn

from sqlalchemy import JSON, Boolean, ColumnElement, Date, String, Table, Text, cast
from sqlalchemy.types import TypeEngine

from services.contract.masters import UnreadableCell
from services.rules.characters import is_seen
from services.rules.table_of_bounds import LONGEST_JSON, MASTER_CELLS, ByCell

_SHOWN: Final = 40
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER: Final = re.compile(r"-?[0-9]{1,18}")
_NO_TEXT: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff]")
_NO_LINES: Final = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_FLAGS: Final = {"true": True, "1": True, "false": False, "0": False}


class UnreadableCellError(ValueError):
    """A cell that can't be read.

    Attributes:
        column: its column.
    """

    def __init__(self, column: str) -> None:
        super().__init__(column)
        self.column = column


def cells(table: Table, *names: str) -> dict[str, ColumnElement[Any]]:
    """Give columns as the texts that `MasterRow` reads."""
    return {name: cast(table.c[name], Text) for name in names or table.c.keys()}


class MasterRow:
    """One row of a master, each cell as a text or None.

    Every reader raises `UnreadableCellError` for what is no such value.
    """

    __slots__ = ("_cells", "table")

    def __init__(self, table: Table, cells: Mapping[str, Any]) -> None:
        self.table = table
        self._cells = cells

    def fit(self, name: str) -> Any:
        """Read a value that is within its bounds."""
        value, bound = self.typed(name), MASTER_CELLS[self.table.name][name]
        fits = bound.fits(value, self._cells) if isinstance(bound, ByCell) else bound.fits(value)
        return value if fits else self._fail(name)

    def typed(self, name: str) -> Any:
        """Read a value of its column's type, within its bounds or not; a code of a vocabulary as its text."""
        kind = self.table.c[name].type
        readers: tuple[tuple[type[TypeEngine[Any]], Callable[[str], Any]], ...] = (
            (JSON, self.json),
            (Boolean, self.flag),
            (Date, self.day),
            (String, self.words),
        )
        return next((read for type_, read in readers if isinstance(kind, type_)), self.number)(name)

    def words(self, name: str) -> str:
        """Read a text without control characters (but lines, where a column is for them) or half ones."""
        text = self._text(name)
        lines = isinstance(self.table.c[name].type, Text)
        return self._fail(name) if (_NO_TEXT if lines else _NO_LINES).search(text) else text

    def number(self, name: str) -> int:
        """Read a whole number."""
        text = self._text(name)
        return int(text) if _NUMBER.fullmatch(text) else self._fail(name)

    def flag(self, name: str) -> bool:
        """Read true or false."""
        found = _FLAGS.get(self._text(name))
        return self._fail(name) if found is None else found

    def day(self, name: str) -> date:
        """Read a date."""
        text = self._text(name)
        try:
            return date.fromisoformat(text if _DAY.fullmatch(text) else "")
        except ValueError:
            return self._fail(name)

    def json(self, name: str) -> Any:
        """Read a JSON value; SQL's NULL is None."""
        text = self._cells[name]
        if text is None:
            return None
        if len(text) <= LONGEST_JSON:
            try:
                return json.loads(text, parse_constant=_no_json)
            except (ValueError, RecursionError):
                pass
        return self._fail(name)

    def shown(self, *names: str) -> str:
        """Write the row's key, valid or not, so that people can find the row."""
        return shown_key(self._cells[name] for name in names)

    def _text(self, name: str) -> str:
        text = self._cells[name]
        return text if isinstance(text, str) else self._fail(name)

    def _fail(self, name: str) -> NoReturn:
        raise UnreadableCellError(name) from None


class MasterReader:
    """Reads rows of masters, and notes what can't be read.

    Attributes:
        unreadable: what it was so far.
        unused: the names of rules so far that this program doesn't know, as people are shown them.
    """

    def __init__(self) -> None:
        self.unreadable: list[UnreadableCell] = []
        self.unused: set[str] = set()

    def rows[T](
        self, rows: Iterable[MasterRow], key: tuple[str, ...], read: Callable[[MasterRow], T]
    ) -> list[T]:
        """Read the readable rows; ignore the others."""
        found: list[T] = []
        for row in rows:
            try:
                found.append(read(row))
            except UnreadableCellError as error:
                self.tell(row, key, error.column)
        return found

    def cell[T](
        self, row: MasterRow, key: tuple[str, ...], name: str, read: Callable[[str], T], instead: T
    ) -> T:
        """Read one cell of a required row; a default replaces an unreadable value."""
        try:
            return read(name)
        except UnreadableCellError:
            self.tell(row, key, name)
            return instead

    def tell(self, row: MasterRow, key: tuple[str, ...], column: str) -> None:
        """Note a cell."""
        self.unreadable.append(UnreadableCell(row.table.name, row.shown(*key), column))


def shown_key(parts: Iterable[Any]) -> str:
    """Write a row's key, valid or not: each part cut, and without invisible characters."""
    return " ".join(map(_shown, parts))


def _shown(cell: Any) -> str:
    text = "".join(it if is_seen(it) else "?" for it in str(cell)[: _SHOWN + 1])
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _no_json(_constant: str) -> NoReturn:
    raise ValueError

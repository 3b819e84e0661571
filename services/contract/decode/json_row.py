"""Reads JSON that a library system answered, by field, without its database.

SQLite gives booleans as 1 and 0 and instants without a zone; both databases' forms are read.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

_A_DAY = len("2026-12-08")
_FIVE_DIGITS = re.compile(r"[0-9]{5,}-")


class JsonRow:
    """Reads one JSON object by field, each as the type it has.

    A field that isn't there, or that is null where no `maybe_` is asked for, is a bug and raises.
    """

    __slots__ = ("_fields",)

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self._fields = fields

    def text(self, name: str) -> str:
        """Read a text."""
        return _wanted(str, self._fields[name])

    def maybe_text(self, name: str) -> str | None:
        """Read a text or null."""
        found = self._fields[name]
        return found if found is None or isinstance(found, str) else _wanted(str, found)

    def number(self, name: str) -> int:
        """Read a whole number."""
        return _wanted(int, self._fields[name])

    def maybe_number(self, name: str) -> int | None:
        """Read a whole number or null."""
        found = self._fields[name]
        return found if found is None or isinstance(found, int) else _wanted(int, found)

    def flag(self, name: str) -> bool:
        """Read a boolean: true and false, or SQLite's 1 and 0."""
        return bool(_wanted(int, self._fields[name]))

    def day(self, name: str) -> date:
        """Read a date; one outside the years 1 to 9999, `infinity` too, is the first or last possible one."""
        text = self.text(name)
        if len(text) == _A_DAY:  # as nearly every one is: they are read by the hundred
            return date.fromisoformat(text)
        beyond = _beyond(text)
        return date.fromisoformat(text) if beyond is None else (date.max if beyond else date.min)

    def maybe_day(self, name: str) -> date | None:
        """Read a date or null."""
        return None if self._fields[name] is None else self.day(name)

    def instant(self, name: str) -> datetime:
        """Read a moment as aware UTC; one that Python has none for is the first or last that there is, as of `day`."""
        text = self.text(name)
        beyond = _beyond(text)
        if beyond is not None:
            return datetime.max.replace(tzinfo=UTC) if beyond else datetime.min.replace(tzinfo=UTC)
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)

    def maybe_instant(self, name: str) -> datetime | None:
        """Read a moment or null."""
        return None if self._fields[name] is None else self.instant(name)

    def told(self, name: str) -> bool:
        """Read a boolean that only some library systems tell; where it isn't there, or null, it is false."""
        found = self._fields.get(name)
        return found is not None and bool(_wanted(int, found))

    def told_text(self, name: str) -> str | None:
        """Read a text that only some library systems tell; where it isn't there it is null."""
        found = self._fields.get(name)
        return found if found is None or isinstance(found, str) else _wanted(str, found)

    def told_row(self, name: str) -> "JsonRow | None":
        """Read a nested object that only some library systems tell; where it isn't there it is null."""
        return None if self._fields.get(name) is None else self.row(name)

    def told_rows(self, name: str) -> "list[JsonRow]":
        """Read an array of objects that only some library systems tell; where it isn't there it is empty."""
        return self.rows(name) if name in self._fields else []

    def key(self, name: str) -> int | str | None:
        """Read a master's number, a code that no master has, or null."""
        found = self._fields[name]
        return found if found is None or isinstance(found, int) else _wanted(str, found)

    def json(self, name: str) -> Any:
        """Read a JSON value as it is."""
        return self._fields[name]

    def row(self, name: str) -> "JsonRow":
        """Read a nested object."""
        return JsonRow(_wanted(dict, self._fields[name]))

    def maybe_row(self, name: str) -> "JsonRow | None":
        """Read a nested object or null."""
        return None if self._fields[name] is None else self.row(name)

    def rows(self, name: str) -> "list[JsonRow]":
        """Read an array of objects."""
        return [JsonRow(_wanted(dict, fields)) for fields in _wanted(list, self._fields[name])]


def _beyond(text: str) -> bool | None:
    """Tell whether PostgreSQL wrote a time after Python's last (True), before its first (False), or neither (None).

    Its driver itself stores the first and the last day of Python's as `-infinity` and `infinity`.
    """
    if text == "-infinity" or text.endswith(" BC"):
        return False
    return True if text == "infinity" or _FIVE_DIGITS.match(text) else None


def _wanted[T](kind: type[T], value: Any) -> T:
    if not isinstance(value, kind):
        msg = f"a {kind.__name__} was wanted"
        raise TypeError(msg)
    return value

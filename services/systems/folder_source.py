"""Documents of the counter contract as files, for who makes them: `masters.json`, and any other JSON for a record."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from services.contract.errors import FileUnreadable, FolderMissing
from services.systems.record_source import CardRow, ViewRow

_MASTERS: Final = "masters.json"


class FolderSource:
    """A folder; a `RecordSource`.

    Raises:
        FolderMissing: there is none.
    """

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise FolderMissing(str(folder))
        self._folder = folder
        self._read: list[ViewRow] | None = None

    async def masters(self) -> str:
        """Read `masters.json`."""
        return _read(self._folder / _MASTERS)

    async def cards(self, card_number: str) -> Sequence[CardRow]:
        """Read whose card has this number."""
        rows = [row for row in self._rows() if row.card_number == card_number]
        return [CardRow(row.key, row.card_number) for row in rows]

    async def by_key(self, key: str) -> ViewRow | None:
        """Read the record of a key."""
        return next((row for row in self._rows() if row.key == key), None)

    async def mark(self, key: str) -> str | None:
        """Give the digest of a record's text."""
        row = await self.by_key(key)
        return None if row is None else hashlib.sha256(row.text.encode()).hexdigest()

    async def sample(self, count: int) -> Sequence[str]:
        """Give the keys of the first files by their names."""
        return [row.key for row in self._rows()[:count]]

    def _rows(self) -> list[ViewRow]:
        if self._read is None:
            files = sorted(it for it in self._folder.glob("*.json") if it.name != _MASTERS)
            self._read = [_row(it.name, _read(it)) for it in files]
        return self._read


def _read(file: Path) -> str:
    """Read a text; of another encoding than UTF-8 one that is no JSON."""
    try:
        return file.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError as error:
        raise FileUnreadable(str(file)) from error


def _row(name: str, text: str) -> ViewRow:
    """Make the row that a view would have; what isn't as the contract has it says whoever reads the record.

    Args:
        name: stands for the key of a record that has none.
        text: the JSON.
    """
    try:
        told: Any = json.loads(text)
    except (ValueError, RecursionError):
        told = None
    key = told.get("key") if isinstance(told, dict) else None
    card = told.get("card") if isinstance(told, dict) else None
    number = card.get("number") if isinstance(card, dict) else None
    return ViewRow(key if isinstance(key, str) else name, number if isinstance(number, str) else None, text)

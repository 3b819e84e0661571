"""Tables as text files: UTF-8, one line of column names, then a row a line, read and written as they stream.

Tab-separated (`.tsv`) or comma-separated (`.csv`), quoted as spreadsheets do (RFC 4180): a cell with a tab or comma, a
quote or a line break stands in `"`, a quote in it is doubled. A byte order mark, CRLF and empty lines are no fault.
"""

import csv
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from services.contract.errors import FileNotWritable, FolderNotEmpty, FolderUnreadable
from services.contract.file_faults import Cause, FileFault, FileFaults

DELIMITERS = {".tsv": "\t", ".csv": ","}


@dataclass(frozen=True, slots=True)
class Source:
    """A file that holds a table's rows."""

    path: Path
    table: str

    @property
    def name(self) -> str:
        """The file's name, without its folder."""
        return self.path.name

    @property
    def size(self) -> int:
        """Its bytes; 0 for a pipe."""
        return self.path.stat().st_size


def find_sources(folder: Path, tables: Iterable[str], faults: FileFaults) -> dict[str, Source]:
    """Find the files of a folder by their table; other kinds of files (`README.txt`) are ignored.

    Raises:
        FolderUnreadable: there is no such folder, or none that can be read, or no table in it.
    """
    known = set(tables)
    found: dict[str, Source] = {}
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in DELIMITERS)
    except OSError as error:
        raise FolderUnreadable(str(folder)) from error
    for path in paths:
        table = path.stem
        if path.name.startswith((".", "~")) or path.is_dir():
            continue
        if table not in known:
            faults.add(FileFault(path.name, 0, "", Cause.TABLE_UNKNOWN, table))
        elif table in found:
            faults.add(FileFault(path.name, 0, "", Cause.FILE_TWICE, found[table].name))
        else:
            found[table] = Source(path, table)
    if not found and not faults:
        raise FolderUnreadable(str(folder))
    return found


def read_rows(
    source: Source, faults: FileFaults, read: Callable[[int], None] | None = None
) -> Iterator[tuple[int, list[str]]]:
    """Read a file's rows as they come, the header first, each with the line it begins in.

    Lines that are no rows become faults and are passed over. What isn't UTF-8 stays in the cells as lone surrogates.

    Args:
        source: the file.
        faults: where they are noted.
        read: called now and then with how many bytes have been read.
    """
    try:
        with source.path.open("rb") as raw:
            yield from _rows(source, raw.fileno(), faults, read)
    except OSError:
        faults.add(FileFault(source.name, 0, "", Cause.UNREADABLE))


def _rows(
    source: Source, file: int, faults: FileFaults, read: Callable[[int], None] | None
) -> Iterator[tuple[int, list[str]]]:
    bytes_read = 0
    with open(file, encoding="utf-8-sig", errors="surrogateescape", newline="", closefd=False) as text:

        def lines() -> Iterator[str]:
            nonlocal bytes_read
            for place, line in enumerate(text):
                bytes_read += len(line) if line.isascii() else len(line.encode(errors="surrogateescape"))
                if read is not None and place % _TELL_EVERY == 0:
                    read(bytes_read)
                yield line

        reader = csv.reader(lines(), delimiter=DELIMITERS[source.path.suffix.lower()], strict=True)
        while True:
            line = reader.line_num + 1
            try:
                row = next(reader)
            except StopIteration:
                break
            except csv.Error:
                faults.add(FileFault(source.name, line, "", Cause.QUOTING))
                continue
            if any(row):
                yield line, row
    if read is not None:
        read(bytes_read)


_TELL_EVERY = 5000


def make_folder(folder: Path) -> None:
    """Make the folder that files are written to, readable by its owner alone.

    Raises:
        FolderNotEmpty: there is something in it, and nothing is overwritten.
        FileNotWritable: it can't be made.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise FolderNotEmpty(str(folder))
    except OSError as error:
        raise FileNotWritable(str(folder)) from error


class Sink:
    """A file being written; only its owner can read it.

    Args:
        path: `.tsv` or `.csv`.
        marked: begin with a byte order mark, by which a spreadsheet knows UTF-8.

    Raises:
        FileNotWritable: by every method.
    """

    def __init__(self, path: Path, *, marked: bool) -> None:
        self._path = path
        try:
            number = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            self._file = open(  # noqa: PTH123, SIM115 - closed by `close`
                number, "w", encoding="utf-8-sig" if marked else "utf-8", newline=""
            )
        except OSError as error:
            raise FileNotWritable(str(path)) from error
        self._writer = csv.writer(
            self._file, delimiter=DELIMITERS[path.suffix], lineterminator="\r\n" if marked else "\n"
        )

    def write(self, rows: Iterable[Iterable[str]]) -> None:
        """Write rows."""
        try:
            self._writer.writerows(rows)
        except OSError as error:
            raise FileNotWritable(str(self._path)) from error

    def close(self) -> None:
        """Write what is left, and close."""
        try:
            self._file.close()
        except OSError as error:
            raise FileNotWritable(str(self._path)) from error

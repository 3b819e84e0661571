"""The file of a library on SQLite: whether it is still the one that was opened, and whether its log is its own.

SQLite notices neither. It goes on writing into a file that was replaced under it, and lays the write-ahead log of one
file over another: both destroy what is there. Two numbers in the file's header
(https://www.sqlite.org/fileformat.html, 1.3) tell libraries and their ages apart:

- the mark (`application_id`) is drawn when a library is made, and anew by each restore and for each backup;
- the turn (`user_version`) goes up by one with each transaction of a desk, the worker or a command.

Both are read from the file itself, past its log and SQLite's cache, which know nothing of a file that was overwritten.
"""

import os
import secrets
import sqlite3
import struct
from collections.abc import Generator, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from services.contract.errors import DatabaseMixed, DatabaseReplaced, SystemUnreachable
from services.files.durable import beside

_NO_LIBRARY: Final = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
_HIGHEST: Final = 0x7FFF_FFFF
_LOG_HEADER: Final = struct.Struct(
    ">4s2I4x8s2I"
)  # magic, version, page size, salts, checksum of what is before it
_LOG_VERSION: Final = 3_007_000
_LOG_MAGIC: Final = {b"\x37\x7f\x06\x82": "<", b"\x37\x7f\x06\x83": ">"}
"""How a log begins, and the order of bytes in the words that its checksums are made of."""
_FRAME: Final = struct.Struct(
    ">2I8s2I"
)  # page, size of the file, salts, checksum of the first two and the page
_NUMBERS: Final = struct.Struct(">60xi4xi")
"""The first bytes of page 1: turn and mark."""


@dataclass(frozen=True, slots=True)
class Header:
    """The two numbers of a file.

    Attributes:
        mark: which library it is, as of its last restore.
        turn: how many transactions it has had.
    """

    mark: int
    turn: int


def renew_mark(path: Path) -> None:
    """Give a file that no other program has open a new mark, and remove its log: all of it is in the one file.

    Raises:
        sqlite3.Error: as SQLite says it.
    """
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True)) as conn:
        conn.execute("PRAGMA journal_mode = DELETE")
        conn.execute(f"PRAGMA application_id = {1 + secrets.randbelow(_HIGHEST)}")


def read_header(path: Path) -> Header | None:
    """Read a file's numbers past its log; None where it is no file of SQLite's.

    SQLite reads it, not Python: a process that closes another descriptor of a file loses SQLite's locks on it (POSIX).

    Raises:
        SystemUnreachable: it can't be read now.
    """
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as conn:
            # A checkpoint writes page 1 before the pages that it counts: SQLite would call such a file damaged.
            conn.execute("PRAGMA writable_schema = ON")
            (mark,) = conn.execute("PRAGMA application_id").fetchone()
            (turn,) = conn.execute("PRAGMA user_version").fetchone()
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _NO_LIBRARY:
            return None
        raise SystemUnreachable from error
    return Header(mark, turn)


def check_log(path: Path) -> None:
    """Make sure that the log beside a library is the library's own, before SQLite lays it over the file.

    A log goes on where the file stood when it was begun, and nothing is in the file that isn't in the log or older:
    the file's turn is at least the one before the log's first, and at most the log's last. A log without a
    transaction of ours is taken as it is.

    Raises:
        DatabaseMixed: it is another one's.
    """
    log = beside(path)[1]
    begun = _beginning(log)
    while not _is_own_log(path, log):
        before, begun = begun, _beginning(log)
        if begun == before:  # else another program began it anew while it was read
            raise DatabaseMixed


def _is_own_log(path: Path, log: Path) -> bool:
    before = read_header(path)  # read before the log and after its first numbers: other desks go on writing
    with closing(_headers(log)) as headers:
        first = next(headers, None)
        after = read_header(path)
        if first is None or before is None or after is None:
            return True
        goes_on = first.mark == after.mark and first.turn <= after.turn + 1 and path.stat().st_size > 0
        return goes_on and any(it.turn >= before.turn for it in chain((first,), headers))


def _beginning(log: Path) -> bytes:
    """Read what each round of a log writes anew; nothing where there is no log."""
    try:
        with log.open("rb", buffering=0) as file:
            return file.read(_LOG_HEADER.size)
    except OSError:
        return b""


def _headers(log: Path) -> Generator[Header]:
    """Read the numbers after each transaction in a log that wrote page 1."""
    header: Header | None = None
    for page, size, content in _frames(log):
        if page == 1:
            turn, mark = _NUMBERS.unpack_from(content)
            header = Header(mark, turn)
        if size and header is not None:  # the transaction's last frame
            yield header
            header = None


def _frames(log: Path) -> Iterator[tuple[int, int, bytes]]:
    """Read a log as far as SQLite does: page, size of the file if a transaction ends there, and the page's content.

    It ends before the first frame whose checksum, which covers all before it, is wrong
    (https://www.sqlite.org/fileformat2.html, 4). What follows was left by an earlier round, by a program that died in a
    write, or by a power cut.
    """
    with suppress(OSError), log.open("rb", buffering=0) as file:
        start = file.read(_LOG_HEADER.size)
        if len(start) < _LOG_HEADER.size:
            return
        magic, version, page_size, salts, *wanted = _LOG_HEADER.unpack(start)
        if magic not in _LOG_MAGIC or version != _LOG_VERSION or page_size < _NUMBERS.size:
            return
        order = _LOG_MAGIC[magic]
        checksum = _checksum(order, start[:24], (0, 0))
        while checksum == tuple(wanted):
            frame = file.read(_FRAME.size + page_size)
            if len(frame) < _FRAME.size + page_size:
                return
            page, size, salts_here, *wanted = _FRAME.unpack_from(frame)
            if salts_here != salts:
                return
            content = frame[_FRAME.size :]
            checksum = _checksum(order, frame[:8] + content, checksum)
            if checksum == tuple(wanted):
                yield page, size, content


def _checksum(order: str, data: bytes, before: tuple[int, int]) -> tuple[int, int]:
    """Go on with a log's checksum, over the words of some data."""
    one, two = before
    for word in struct.unpack(f"{order}{len(data) // 4}I", data):
        one, two = two, (one + two + word) & 0xFFFF_FFFF
    return one, two


class OpenFile:
    """The file that one program has open, from its first connection to its last; any thread may use it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._identity: tuple[int, int] | None = None
        self._mark = 0
        self._turn = 0  # the file's own, which is behind its log's
        self._written = 0
        self._replaced = False

    def check(self) -> None:
        """Make sure that the path still leads to the same library, no older than it was; the first call notes which.

        Raises:
            SystemUnreachable: there is no file, or it can't be read now.
            DatabaseMixed: the first time only: see `check_log`.
            DatabaseReplaced: it is another one; every later call raises this, too.
        """
        if self._replaced:
            raise DatabaseReplaced
        status = self._status()
        turn = self._turn  # as it was before the file is read: another thread may raise it meanwhile
        header = read_header(self.path)
        if self._identity is None:
            if header is not None:  # else SQLite tells what is wrong with it
                check_log(self.path)
                self._mark, self._turn = header.mark, header.turn
                self._identity = (status.st_dev, status.st_ino)
            return
        is_same = self._identity == (status.st_dev, status.st_ino) and status.st_size > 0
        if not is_same or header is None or header.mark != self._mark or header.turn < turn:
            self._give_up()
        else:
            self._turn = max(self._turn, header.turn)

    def begin_turn(self, conn: sqlite3.Connection) -> int:
        """Count a transaction that has just got the write lock, within it; answers which it is.

        Raises:
            DatabaseReplaced: the last one of this program's is missing.
        """
        (before,) = conn.execute("PRAGMA user_version").fetchone()
        if before < self._written:
            self._give_up()
        turn = min(int(before) + 1, _HIGHEST)
        conn.execute(f"PRAGMA user_version = {turn}")
        return turn

    def end_turn(self, turn: int) -> None:
        """Note that a transaction was committed."""
        self._written = max(self._written, turn)

    def _status(self) -> os.stat_result:
        try:
            if self.path.is_file():
                return self.path.stat()
        except OSError as error:
            raise SystemUnreachable from error
        raise SystemUnreachable

    def _give_up(self) -> None:
        self._replaced = True
        raise DatabaseReplaced

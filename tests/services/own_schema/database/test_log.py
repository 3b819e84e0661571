"""The log beside a library is read as SQLite reads it: to the last commit before the first frame that isn't whole.

What follows was left by a program that was killed in a write, by a power cut or by a round of before; it says nothing.
"""

import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.contract.errors import DatabaseMixed
from services.files.durable import beside
from services.own_schema.database.library_file import Header, check_log, read_header

HEADER, FRAME, PAGE = 32, 24, 4096
TURN, MARK = 60, 68  # where they stand in page 1
PAGES = 3  # that each transaction below writes: page 1, and two of a table's
LONG_AGO = 0  # a turn


@pytest.fixture
def path(sqlite_template: Path, tmp_path: Path) -> Path:
    """A library with a log of four transactions; the file has none of them."""
    path = tmp_path / "library.sqlite3"
    path.write_bytes(sqlite_template.read_bytes())
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, True)
        conn.execute("PRAGMA journal_mode = WAL")
        for _ in range(4):
            transaction(conn)
    assert beside(path)[1].stat().st_size == place(4 * PAGES)
    return path


def transaction(conn: sqlite3.Connection) -> None:
    conn.execute("BEGIN")
    (turn,) = conn.execute("PRAGMA user_version").fetchone()
    conn.execute(f"PRAGMA user_version = {turn + 1}")
    conn.execute("UPDATE branch SET name = name || '?'")
    conn.execute("UPDATE material_type SET name = name || '?'")
    conn.execute("COMMIT")


def place(frame: int) -> int:
    """Tell where a frame begins; the first is 0."""
    return HEADER + frame * (FRAME + PAGE)


def turn_to_sqlite(path: Path) -> int:
    with closing(sqlite3.connect(path)) as conn:
        conn.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, True)
        return int(conn.execute("PRAGMA user_version").fetchone()[0])


def numbers(turn: int) -> bytes:
    return struct.pack(">i", turn)


def page_of_before(log: bytearray) -> None:
    """Let the last transaction's page 1 be an older round's: its frame was begun, and its page not yet written."""
    at = place(3 * PAGES) + FRAME + TURN
    log[at : at + 4] = numbers(LONG_AGO)


def first_page_of_another(log: bytearray) -> None:
    """Let the first frame be begun over what an earlier library's log left in its place."""
    at = place(0) + FRAME + MARK
    log[at : at + 4] = numbers(7)


def half_a_transaction(log: bytearray) -> None:
    """Let the last transaction end before its commit, and be of any turn."""
    page_of_before(log)
    del log[place(4 * PAGES - 1) :]


def hole(log: bytearray) -> None:
    """Let a block that wasn't synced be missing in the second transaction, and the last one's turn be any."""
    log[place(PAGES) + FRAME + 512 : place(PAGES) + FRAME + 1024] = b"\xff" * 512
    page_of_before(log)


def header_of_a_new_round(log: bytearray) -> None:
    """Let the header be another round's, with all of this one's frames."""
    log[8 + 8 : 8 + 12] = numbers(1 + int.from_bytes(log[16:20]) % 1000)


def torn_header(log: bytearray) -> None:
    """Let the header's checksum be wrong, and the first page 1 be of long ago, and another file's."""
    log[31] ^= 1
    at = place(0) + FRAME
    log[at + TURN : at + TURN + 4] = numbers(LONG_AGO)
    log[at + MARK : at + MARK + 4] = numbers(7)


@pytest.mark.parametrize(
    ("left", "transactions"),
    [
        (page_of_before, 3),
        (first_page_of_another, 0),
        (half_a_transaction, 3),
        (hole, 1),
        (header_of_a_new_round, 0),
        (torn_header, 0),
    ],
)
def test_what_sqlite_does_not_read_says_nothing(
    left: Callable[[bytearray], None], transactions: int, path: Path
) -> None:
    before = turn_to_sqlite(path) - 4
    log = bytearray(beside(path)[1].read_bytes())
    left(log)
    beside(path)[1].write_bytes(log)
    beside(path)[2].unlink()
    check_log(path)
    assert turn_to_sqlite(path) == before + transactions


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_log_of_its_own_is_no_other_ones(path: Path, data: st.DataObject) -> None:
    """Wherever it is damaged: SQLite takes what is before that, and so is it taken here."""
    log = beside(path)[1]
    whole = log.read_bytes()
    try:
        damaged = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
        for at in data.draw(st.lists(st.integers(0, max(0, len(damaged) - 1)), max_size=3)):
            damaged[at : at + 1] = data.draw(st.binary(min_size=1, max_size=1))
        log.write_bytes(damaged)
        check_log(path)
    finally:
        log.write_bytes(whole)


def bring_into_the_file(path: Path) -> None:
    """Bring the log into the file, and leave it there."""
    with closing(sqlite3.connect(path)) as conn:
        conn.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, True)
        conn.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    assert beside(path)[1].stat().st_size == place(4 * PAGES)


def behind_the_file(path: Path) -> None:
    """Bring the log into the file, and take its last two transactions away."""
    bring_into_the_file(path)
    cut_log(path, place(2 * PAGES))


def behind_by_a_commit(path: Path) -> None:
    """Bring the log into the file, and take the commit of its last transaction away."""
    bring_into_the_file(path)
    cut_log(path, place(4 * PAGES - 1))


def behind_by_a_round(path: Path) -> None:
    """Bring the log into the file, and let it go on with another round's frames."""
    bring_into_the_file(path)
    change(beside(path)[1], place(2 * PAGES) + 8, 1)


def behind_by_a_hole(path: Path) -> None:
    """Bring the log into the file, and let a block of its third transaction be missing."""
    bring_into_the_file(path)
    change(beside(path)[1], place(2 * PAGES + 1) + FRAME, 1)


def cut_log(path: Path, size: int) -> None:
    with beside(path)[1].open("r+b") as log:
        log.truncate(size)


def beyond_the_file(path: Path) -> None:
    """Let the file be older than what the log goes on from."""
    change(path, TURN, -2)


def another_mark(path: Path) -> None:
    change(path, MARK, 1)


def change(path: Path, at: int, by: int) -> None:
    content = bytearray(path.read_bytes())
    content[at : at + 4] = ((int.from_bytes(content[at : at + 4]) + by) % 2**32).to_bytes(4)
    path.write_bytes(content)


@pytest.mark.parametrize(
    "made",
    [
        behind_the_file,
        behind_by_a_commit,
        behind_by_a_round,
        behind_by_a_hole,
        beyond_the_file,
        another_mark,
    ],
)
def test_a_log_of_another_file_or_age_is_noticed(made: Callable[[Path], None], path: Path) -> None:
    check_log(path)
    made(path)
    with pytest.raises(DatabaseMixed):
        check_log(path)


def test_a_log_that_is_all_in_the_file_is_its_own(path: Path) -> None:
    bring_into_the_file(path)
    check_log(path)


def test_a_log_whose_beginning_is_torn_is_none(path: Path) -> None:
    behind_the_file(path)
    change(
        beside(path)[1], 12, 1
    )  # the number of its round, which nothing but the beginning's checksum covers
    check_log(path)
    assert turn_to_sqlite(path) == turn_of(path)


def turn_of(path: Path) -> int:
    header = read_header(path)
    assert header is not None
    return header.turn


def test_a_log_that_is_begun_anew_while_it_is_read_is_read_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its first transaction is read when others come to lie over the rest: what is read is behind the file."""
    reads = 0

    def read_while_another_desk_writes(of: Path) -> Header | None:
        nonlocal reads
        reads += 1
        if reads == 2:
            for _ in range(4):
                transaction(other)
        return read_header(of)

    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        monkeypatch.setattr(
            "services.own_schema.database.library_file.read_header", read_while_another_desk_writes
        )
        check_log(path)
    assert reads == 4


def test_a_log_without_its_file_is_noticed_where_there_is_no_mark(tmp_path: Path) -> None:
    """SQLite throws away the log of an empty file."""
    path = tmp_path / "library.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, True)
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("PRAGMA user_version = 1")
    check_log(path)
    path.write_bytes(b"")
    with pytest.raises(DatabaseMixed):
        check_log(path)

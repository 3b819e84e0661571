"""Checks whether a library's file is sound, by SQLite's own checks, which read all of it."""

import sqlite3

from services.contract.errors import DatabaseDamaged, RowsDangling


def check_soundness(conn: sqlite3.Connection) -> None:
    """Read every page and every reference; a library of 400 MB takes some seconds.

    Raises:
        DatabaseDamaged: pages or rows aren't as they must be.
        RowsDangling: rows refer to rows that aren't there.
        sqlite3.Error: it can't be read to the end; `services.own_schema.database.errors` knows what that means.
    """
    conn.execute(
        "PRAGMA ignore_check_constraints = ON"
    )  # a wrong value in a master is no damage, and is reported elsewhere
    try:
        (first,) = conn.execute("PRAGMA quick_check(1)").fetchone()
    finally:
        conn.execute("PRAGMA ignore_check_constraints = OFF")
    if first != "ok":
        raise DatabaseDamaged
    dangling = conn.execute("PRAGMA foreign_key_check").fetchall()
    if dangling:
        raise RowsDangling(len(dangling), str(dangling[0][0]))

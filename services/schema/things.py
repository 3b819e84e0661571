"""What a library's file consists of: its tables, triggers and views, by kind and name, with what they do."""

from collections.abc import Mapping

from sqlalchemy import Connection

from services.masters.master_cells import shown_key

type Things = Mapping[tuple[str, str], str]
"""What each does, by kind and name; nothing of a table, whose columns Alembic compares."""


def things_of(conn: Connection) -> Things:
    """Read a file's things, without the tables that SQLite keeps for itself."""
    rows = conn.exec_driver_sql(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')"
        " UNION ALL SELECT type, name, '' FROM sqlite_master"
        " WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    )
    return {(kind, name): _said(sql) for kind, name, sql in rows}


def foreign(found: Things, own: Things) -> tuple[str, ...]:
    """Name what is there and isn't as the program has it: kind and name, without what isn't seen; sorted."""
    return tuple(sorted(shown_key(thing) for thing, said in found.items() if own.get(thing) != said))


def _said(sql: str) -> str:
    # A table that is made anew has its name quoted by SQLite, wherever it stands: that is no change.
    return " ".join(sql.replace('"', "").split())

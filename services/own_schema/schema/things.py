"""The objects of a library's file: its tables, triggers and views, by kind and name, with their definitions."""

from collections.abc import Mapping

from sqlalchemy import Connection

from services.own_schema.masters.master_cells import shown_key

type Things = Mapping[tuple[str, str], str]
"""Each object's definition, by kind and name; empty for a table, whose columns Alembic compares."""


def things_of(conn: Connection) -> Things:
    """Read a file's objects, without SQLite's own tables."""
    rows = conn.exec_driver_sql(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')"
        " UNION ALL SELECT type, name, '' FROM sqlite_master"
        " WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    )
    return {(kind, name): _said(sql) for kind, name, sql in rows}


def foreign(found: Things, own: Things) -> tuple[str, ...]:
    """Name the objects that aren't as the program has them: kind and name, without invisible characters; sorted."""
    return tuple(sorted(shown_key(thing) for thing, said in found.items() if own.get(thing) != said))


def _said(sql: str) -> str:
    # A table that is made anew has its name quoted by SQLite, wherever it stands: that is no change.
    return " ".join(sql.replace('"', "").split())

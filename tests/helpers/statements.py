"""What a database is asked: the text of each statement, in order."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from services.own_schema.database.engine import Database


@contextmanager
def recorded(db: Database) -> Iterator[list[str]]:
    """Collect the statements sent while the block runs, apart from BEGIN and COMMIT."""
    statements: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith("BEGIN"):
            statements.append(statement)

    for engine in db.engines:
        event.listen(engine.sync_engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        for engine in db.engines:
            event.remove(engine.sync_engine, "before_cursor_execute", note)

"""What a database is asked: the text of each statement, in order."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from services.database.engine import Database


@contextmanager
def recorded(db: Database) -> Iterator[list[str]]:
    """Collect the statements sent while the block runs, apart from BEGIN and COMMIT."""
    statements: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith("BEGIN"):
            statements.append(statement)

    # PostgreSQL's looks share the acts' engine and its events.
    engines = {db._acts.sync_engine, *((db._looks.sync_engine,) if db.dialect == "sqlite" else ())}
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)

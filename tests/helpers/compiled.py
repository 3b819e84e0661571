"""Compiled statements for a whole test process: SQLAlchemy keeps them by engine, and each test has its own engines."""

from typing import Any

from sqlalchemy import Connection, Engine, event


class _Compiled(dict[Any, Any]):
    """By the dialect's class and the statement; SQLAlchemy's own keys begin with an engine's dialect object."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get((type(key[0]), *key[1:]), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        super().__setitem__((type(key[0]), *key[1:]), compiled)


def share_compiled_statements() -> None:
    """Have every engine of this process look for a statement here before it compiles it."""
    shared = _Compiled()

    @event.listens_for(Engine, "engine_connect")
    def share(conn: Connection) -> None:
        conn.execution_options(compiled_cache=shared)

"""What differs between the two databases is two classes, chosen once: few files ask which database it is."""

import ast
from pathlib import Path

import pytest

from tools.drawing import LAYERS, ROOT

ASKS = {
    "services/own_schema/library.py": "chooses the classes of an open library",
    "services/own_schema/database/address.py": "reads which one it is",
    "services/own_schema/database/engine.py": "connects",
    "services/own_schema/database/frozen.py": "compiles",
    "services/own_schema/database/tables/types.py": "says how a column keeps an instant",
    "services/own_schema/database/calls.py": "chooses between a statement and the function that is made of it",
    "services/own_schema/database/search_key_rows.py": "`db upgrade` makes keys before there is a library to open",
    "services/own_schema/schema/upgrade.py": "a server has a version, an encoding and guards",
    "services/own_schema/schema/migrations/versions/0001_baseline.py": "a file's triggers stand beside its tables",
    "services/own_schema/schema/connected.py": "SQLite doesn't know who has a file open",
    "services/own_schema/demo/library.py": "on a server an administrator makes the staff, who are logins",
    "services/own_schema/diagnosis/library.py": "tells which one it is, and looks at what only that one has",
    "services/own_schema/demo/tray.py": "only a server has sequences, and desks to be told",
    "services/own_schema/transfer/staging.py": "each takes many rows in its own way",
    "services/own_schema/transfer/importing.py": "a dry run in a file holds up nobody; on a server it makes tables",
    "services/own_schema/transfer/applying.py": "only a server has row locks and sequences",
    "services/own_schema/masters/master_writing.py": "chooses between two functions, for a command and a desk",
}
"""The files that ask, each with the reason.

What a desk works with becomes two classes, chosen in services/own_schema/library.py. A question that both databases
answer goes through `services.own_schema.database.calls.asked`. An expression that they write differently is compiled
(`services.own_schema.database.tables.types`).
"""


def asks(source: str) -> bool:
    """Tell whether a source asks which database it works on; SQLAlchemy's modules of dialects don't."""
    return "dialect" in source and any(
        (isinstance(node, ast.Attribute) and node.attr == "dialect" and not _is_module(node.value))
        or (isinstance(node, ast.Name) and node.id == "dialect")
        for node in ast.walk(ast.parse(source))
    )


def _is_module(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in {"sqlite", "postgresql"}


def asking() -> set[str]:
    """Name the program's files that ask."""
    files = [path for layer in LAYERS for path in (ROOT / layer).rglob("*.py")]
    return {_name(path) for path in files if asks(path.read_text(encoding="utf-8"))}


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_who_asks_which_database_it_is_is_listed_with_the_reason() -> None:
    assert asking() == set(ASKS)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('if self._db.dialect == "sqlite": ...', True),
        ('if conn.dialect.name != "postgresql": ...', True),
        ("def bound(value, dialect): return dialect.name", True),
        ("from sqlalchemy.dialects import postgresql\nD = postgresql.dialect()", False),
        ("statement.compile(dialect=D)", False),
    ],
)
def test_a_question_would_be_found(source: str, found: bool) -> None:
    assert asks(source) is found

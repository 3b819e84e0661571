"""Sends cells as a login, and tells what came of each."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import asyncpg

from tests.services.own_schema.schema.postgresql.matrix.cell import Cell
from tests.services.own_schema.schema.postgresql.matrix.scene import NEVER, OF_SHUT, Scene

_OURS: Final = "madoguchi: "
_HIDDEN: Final = "the call could not be carried out"
_WORD: Final = re.compile(r"[a-z_]{1,20}")
_IN_FUNCTION: Final = re.compile(r"(PL/pgSQL|SQL) function madoguchi_")
_MOST_KEYS: Final = 12
_WRONG: Final = {"42601", "42703", "42725", "42804", "42809", "42846", "42883", "42P01", "42P02", "42P18"}
"""What a statement is told that is wrong in itself, by its syntax, a name or a type."""


@dataclass
class Findings:
    """What no cell may tell or do, in words for whoever reads the test."""

    found: list[str] = field(default_factory=list)

    def note(self, where: str, what: str) -> None:
        self.found.append(f"{where}: {what}")


@dataclass(frozen=True)
class Attacker:
    """One login.

    Attributes:
        another: makes a further connection.
        tells: what may be told of the patron who isn't open.
    """

    scene: Scene
    who: str
    conn: asyncpg.Connection
    another: Callable[[], Awaitable[asyncpg.Connection]]
    tells: frozenset[str]
    findings: Findings

    async def send(self, cell: Cell) -> str:
        """Send a cell, and take back what it set; answers what came of it."""
        conn = self.conn
        if cell.at_once:
            came = await asyncio.gather(*(self._answer(cell, it) for it in (conn, await self.another())))
            return " | ".join(sorted(came))
        said = await self._steps(cell, conn)
        if conn.is_in_transaction():
            await conn.execute("ROLLBACK")
        if cell.before or cell.unread:
            await conn.execute("RESET SESSION AUTHORIZATION; RESET ALL")
        return said

    async def _steps(self, cell: Cell, conn: asyncpg.Connection) -> str:
        for step in cell.before:
            if (refused := await self._step(cell, conn, step)) is not None:
                return f"at {_named(step)}: {refused}"
        said = await self._answer(cell, conn)
        for step in cell.after:
            if (refused := await self._step(cell, conn, step)) is not None:
                return f"{said}; at {_named(step)}: {refused}"
        return said

    async def _step(self, cell: Cell, conn: asyncpg.Connection, step: str) -> str | None:
        try:
            await conn.execute(step)
        except asyncpg.PostgresError as error:
            return self._refused(cell, error)
        return None

    async def _answer(self, cell: Cell, conn: asyncpg.Connection) -> str:
        try:
            if cell.unread:
                return f"runs: {await conn.execute(cell.statement)}"
            if cell.raw is None:
                rows = await conn.fetch(cell.statement)
            else:
                rows = await conn.fetch(cell.statement, cell.raw)
        except asyncpg.PostgresError as error:
            return self._refused(cell, error)
        except (asyncpg.InterfaceError, OSError, ValueError) as error:
            self.findings.note(f"{self.who} {cell.name}", f"broke off with {type(error).__name__}: {error}")
            return f"broke off: {type(error).__name__}"
        self._look_for_secrets(
            cell, json.dumps([tuple(row) for row in rows], default=str, ensure_ascii=False)
        )
        return shape(cell, rows)

    def _refused(self, cell: Cell, error: asyncpg.PostgresError) -> str:
        told = {name: value for name, value in error.as_dict().items() if value}
        self._look_for_secrets(cell, json.dumps(told, ensure_ascii=False))
        state, message = str(error.sqlstate), str(told.get("message", ""))
        inside = _IN_FUNCTION.search(str(told.get("context", ""))) is not None
        if state.startswith("XX"):
            self.findings.note(f"{self.who} {cell.name}", f"{state} {message}")
        if state in _WRONG or (
            error.position and not inside
        ):  # a literal that its type can't be has a position
            self.findings.note(f"{self.who} {cell.name}", f"the call itself is wrong: {state} {message}")
        if inside and (error.detail or error.hint):
            self.findings.note(f"{self.who} {cell.name}", f"DETAIL {error.detail!r} HINT {error.hint!r}")
        named = f"{state} {_class_of(error)}" + (
            f" by {told['constraint_name']}" if told.get("constraint_name") else ""
        )
        if message == _OURS + _HIDDEN:
            return f"no more than {named}"
        if message.startswith(_OURS):
            return f"refused: {message.removeprefix(_OURS)}"
        if state == "42501":
            return f"denied: {self._masked(message)}"
        return f"{'within: ' if inside else ''}{named}"

    def _masked(self, message: str) -> str:
        for who, name in self.scene.logins.items():
            message = message.replace(name, f"<{who}>")
        return message

    def _look_for_secrets(self, cell: Cell, told: str) -> None:
        secrets: Mapping[str, str] = {
            **{name: text for name, text in OF_SHUT.items() if name not in self.tells},
            **NEVER,
        }
        for name, text in secrets.items():
            if text in told and text not in cell.statement:
                self.findings.note(f"{self.who} {cell.name}", f"tells {name}: {told[:200]}")


def shape(cell: Cell, rows: Sequence[Any]) -> str:
    """Tell what an answer looks like, without what it says."""
    if cell.statement.startswith("EXPLAIN"):
        return "explains"
    if not rows:
        return "nothing"
    kinds = sorted({_shape_of(row) for row in rows})
    return " or ".join(kinds) + (f" ({len(rows)} rows)" if len(rows) > 1 else "")


def _shape_of(row: Any) -> str:
    said = [f"{name}={_shown(value)}" for name, value in row.items() if value is not None]
    return f"answers {' '.join(said)}" if said else "nulls"


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return "n" if value else "0"
    if isinstance(value, str) and value.startswith("{"):
        return _keys(value)
    return value if isinstance(value, str) and (_WORD.fullmatch(value) or value == "[]") else "…"


def _keys(document: str) -> str:
    """Tell which keys of a JSON document have a value."""
    try:
        found = json.loads(document)
    except ValueError:
        return "…"
    keys = sorted(key for key, value in found.items() if value not in (None, [], {}))
    if any("_" in key and any(letter.isdigit() for letter in key) for key in keys):  # logins
        return "{…}"
    return "{" + (" ".join(keys) if len(keys) <= _MOST_KEYS else f"{len(keys)} keys") + "}"


def _class_of(error: asyncpg.PostgresError) -> str:
    named = type(error).__name__.removesuffix("Error")
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", named).lower()


def _named(step: str) -> str:
    return " ".join(step.replace("public.", "").partition("(")[0].split()[:2])

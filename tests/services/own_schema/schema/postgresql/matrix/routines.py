"""The functions and procedures of a library, as the catalog has them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import asyncpg

_ROUTINES: Final = """
    SELECT p.oid::regprocedure::text AS signature, p.proname AS name, p.prokind = 'p' AS is_procedure,
           p.prorettype = 'trigger'::regtype AS is_trigger,
           coalesce(p.proargnames, '{}') AS names, p.proargmodes::text[] AS modes,
           ARRAY(SELECT format_type(t, NULL) FROM unnest(coalesce(p.proallargtypes, p.proargtypes::oid[]))
                 WITH ORDINALITY AS it (t, place) ORDER BY place) AS types,
           ARRAY(SELECT CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE g.grantee::regrole::text END
                 FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS g
                 WHERE g.grantee <> p.proowner AND g.privilege_type = 'EXECUTE') AS granted
    FROM pg_proc p WHERE p.pronamespace IN ('public'::regnamespace, 'madoguchi'::regnamespace)
    ORDER BY 1
"""


@dataclass(frozen=True)
class Argument:
    """One that a caller gives.

    Attributes:
        comes_back: it is given and answered (INOUT).
    """

    name: str
    type: str
    comes_back: bool

    @property
    def is_array(self) -> bool:
        return self.type.endswith("[]")

    @property
    def is_text(self) -> bool:
        return self.type in {"text", "character varying"}

    @property
    def is_json(self) -> bool:
        return self.type in {"json", "jsonb"}

    @property
    def is_number(self) -> bool:
        return self.type in {"bigint", "integer"}


@dataclass(frozen=True)
class Routine:
    """One function or procedure.

    Attributes:
        granted: the groups that may call it, without what their names begin with.
    """

    signature: str
    name: str
    is_procedure: bool
    is_trigger: bool
    arguments: tuple[Argument, ...]
    granted: frozenset[str]

    @property
    def given(self) -> tuple[Argument, ...]:
        """The arguments that a caller chooses."""
        return tuple(it for it in self.arguments if not it.comes_back)


def written(argument: Argument, value: str | None) -> str:
    """Write a value as SQL of an argument's type."""
    return f"CAST({quoted(value)} AS {argument.type})"


def quoted(value: str | None) -> str:
    """Write a value as a literal."""
    return "NULL" if value is None else "'" + value.replace("'", "''") + "'"


def call(routine: Routine, arguments: Iterable[str]) -> str:
    """Write a call; what comes back is given as null."""
    back = [f"CAST(NULL AS {it.type})" for it in routine.arguments if it.comes_back]
    listed = ", ".join([*arguments, *back])
    return f"{'CALL' if routine.is_procedure else 'SELECT * FROM'} public.{routine.name}({listed})"


async def routines(admin: asyncpg.Connection) -> dict[str, Routine]:
    """Read them all, by their signatures."""
    return {row["signature"]: _routine(row) for row in await admin.fetch(_ROUTINES)}


def _routine(row: asyncpg.Record) -> Routine:
    modes = row["modes"] or ["i"] * len(row["types"])
    names = row["names"] or [""] * len(row["types"])
    return Routine(
        row["signature"],
        row["name"],
        row["is_procedure"],
        row["is_trigger"],
        tuple(
            Argument(name, type_, mode == "b")
            for name, type_, mode in zip(names, row["types"], modes, strict=True)
            if mode in {"i", "b", "v"}
        ),
        frozenset(re.sub("^madoguchi_", "", group) for group in row["granted"]),
    )

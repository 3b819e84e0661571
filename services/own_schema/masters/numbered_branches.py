"""Keeps the branches of another system: their numbers, which records name, and their names, by which they are told."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import exists, func, insert, select, update

from services.contract.errors import LibraryHasPatrons
from services.contract.masters import Branch
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import branch, card
from services.own_schema.masters.master_statements import raise_version
from services.rules.characters import is_seen, one_line

_LONGEST: Final[Mapping[str, int]] = {
    name: branch.c[name].type.length  # type: ignore[attr-defined]
    for name in ("code", "name", "short_name")
}


class NumberedBranches:
    """Numbers the branches of another system; see `services.contract.recording.KnownBranches`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def numbers_of(self, branches: Sequence[Branch]) -> Mapping[str, int]:
        """Give the number of each branch by its code, and keep its names."""
        return await self._db.run_to_end(self._numbers_of(branches))

    async def _numbers_of(self, branches: Sequence[Branch]) -> dict[str, int]:
        columns = (branch.c.id, branch.c.code, branch.c.name, branch.c.short_name, branch.c.kind)
        wanted = {it.code: _cells(it) for it in branches}
        async with self._db.transaction() as conn:
            if (await conn.execute(select(exists().select_from(card)))).scalar_one():
                raise LibraryHasPatrons
            rows = (await conn.execute(select(*columns))).mappings().all()
            there = {row["code"]: row for row in rows}
            last: int = (
                await conn.execute(select(func.coalesce(func.max(branch.c.position), 0)))
            ).scalar_one()
            new = [it for it in wanted.values() if it["code"] not in there]
            changed = [
                it
                for it in wanted.values()
                if it["code"] in there and not it.items() <= there[it["code"]].items()
            ]
            for place, values in enumerate(new, start=last + 1):
                await conn.execute(insert(branch).values(position=place, **values))
            for values in changed:
                await conn.execute(update(branch).where(branch.c.code == values["code"]).values(**values))
            if new or changed:
                await conn.execute(raise_version())
            numbers = {row.code: row.id for row in await conn.execute(select(branch.c.code, branch.c.id))}
        return {key: numbers[values["code"]] for key, values in wanted.items()}


def _cells(it: Branch) -> dict[str, Any]:
    """Make the cells of a branch as masters have them: of a key that is no code, a digest is the code."""
    code = it.code
    if code != _words(code, "code"):
        code = "~" + hashlib.sha256(code.encode()).hexdigest()[: _LONGEST["code"] - 1]
    name = _words(it.name, "name") or code
    return {
        "code": code,
        "name": name,
        "short_name": _words(it.short_name, "short_name") or name[: _LONGEST["short_name"]],
        "kind": it.kind,
    }


def _words(text: str, column: str) -> str:
    return "".join(it for it in one_line(text) if is_seen(it))[: _LONGEST[column]].strip()

"""Keeps the branches of another system: their numbers, which records name, and their names, by which they are told."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Delete, delete, exists, func, insert, not_, or_, select, update

from services.contract.errors import LibraryHasPatrons
from services.contract.masters import Branch
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import branch, card, closed_day, closing_rule, metadata, mobile_stop
from services.own_schema.masters.master_statements import raise_version
from services.rules.characters import is_seen, one_line

_LONGEST: Final[Mapping[str, int]] = {
    name: branch.c[name].type.length  # type: ignore[attr-defined]
    for name in ("code", "name", "short_name")
}
_PARTS: Final = (mobile_stop, closing_rule, closed_day)
"""What is a branch's own, and goes with it."""


class NumberedBranches:
    """Numbers the branches of another system; see `services.contract.recording.KnownBranches`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def numbers_of(self, branches: Sequence[Branch]) -> Mapping[str, int]:
        """Give the number of each branch by its code, and keep its names; the first time, remove the others."""
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
            if new and len(new) == len(wanted):  # the library meets the system
                for statement in _removing([it["code"] for it in new]):
                    await conn.execute(statement)
            if new or changed:
                await conn.execute(raise_version())
            numbers = {row.code: row.id for row in await conn.execute(select(branch.c.code, branch.c.id))}
        return {key: numbers[values["code"]] for key, values in wanted.items()}


def _removing(wanted: Collection[str]) -> Iterator[Delete]:
    """Build what removes the branches that a library was founded with, but for those that anything names."""
    named = (
        exists().where(table.c.branch_id == branch.c.id)
        for table in metadata.sorted_tables
        if "branch_id" in table.c and table not in _PARTS
    )
    unnamed = branch.c.code.not_in(wanted) & not_(or_(*named))
    for part in _PARTS:
        yield delete(part).where(exists().where(branch.c.id == part.c.branch_id, unnamed))
    yield delete(branch).where(unnamed)


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

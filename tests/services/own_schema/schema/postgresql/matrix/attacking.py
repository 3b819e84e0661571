"""Attacks one function in every way, and writes down what each login was told."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Final

import asyncpg

from services.own_schema.audit.verification import verify
from tests.helpers.city import City
from tests.services.own_schema.schema.postgresql.calling import connected
from tests.services.own_schema.schema.postgresql.matrix import hostile_calls, hostile_values
from tests.services.own_schema.schema.postgresql.matrix.cell import Cell, Honest, honest, is_refusal
from tests.services.own_schema.schema.postgresql.matrix.pages import Told
from tests.services.own_schema.schema.postgresql.matrix.routines import Routine, routines
from tests.services.own_schema.schema.postgresql.matrix.row import Row
from tests.services.own_schema.schema.postgresql.matrix.running import Attacker, Findings
from tests.services.own_schema.schema.postgresql.matrix.scene import Scene, built

CLASSES: Final[Sequence[Callable[[Honest], Iterator[Cell]]]] = (
    hostile_values.nulls,
    hostile_values.ids,
    hostile_values.times,
    hostile_values.arrays,
    hostile_values.texts,
    hostile_values.bytes_,
    hostile_values.documents,
    hostile_calls.transactions,
    hostile_calls.wrapped,
    hostile_calls.settings,
    hostile_calls.at_once,
)
_FACTS: Final = (
    "SELECT public.madoguchi_facts(:patron, :by_staff, :place, :act, '{}', NULL, NULL, NULL) ->> 'mark'"
)
_TABLES: Final = """
    SELECT n.nspname || '.' || c.relname, CASE WHEN c.relname = 'patron' THEN 'id' ELSE (
        SELECT attname FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'patron_id') END
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('public', 'madoguchi') AND c.relkind IN ('r', 'p')
      AND (n.nspname, c.relname) <> ('madoguchi', 'turn') -- whose rows are locked and hold nothing
    ORDER BY 1
"""
_LAST: Final = """
    SELECT '{name}', {is_of_shut}, concat_ws(' ', count(*), max(xmin::text::bigint)) FROM {name} WHERE {condition}
"""
_DIGEST: Final = """
    SELECT '{name}', {is_of_shut}, coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '')
    FROM {name} t WHERE {condition}
"""


async def attacked(city: City, row: Row) -> tuple[Told, list[str]]:
    """Attack a function with every login that may call it.

    Answers what came of it, to be compared, and what no login may be told or change.

    Args:
        city: the library.
        row: the function's.
    """
    findings = Findings()
    told: Told = {}
    admin = await city.connect()
    try:
        scene = await built(city, admin)
        for kept in row.restored.split():
            await admin.execute(f"CREATE TEMP TABLE kept_{kept} AS TABLE {kept}")
        routine = (await routines(admin))[row.signature]
        snapshot = await Snapshots.of(scene, row.changes | row.may_change)
        logins = row.logins
        for who in logins:
            async with _attacker(scene, row, who, findings) as attacker:
                made = await _prepared(attacker, row, routine)
                before = await snapshot.take()
                own = await attacker.send(Cell("honest", made.call()))
                told.setdefault("honest", {})[who] = own
                if who == logins[0]:
                    changed = {name for name, _ in differences(before, await snapshot.take())}
                    if changed != row.changes:
                        findings.note(
                            who, f"the honest call changes {sorted(changed)}, not {sorted(row.changes)}"
                        )
                came = await _attacked(attacker, made, own)
                for cell, it in came.items():
                    told.setdefault(cell, {})[who] = it
                _compare(attacker, row, differences(before, await snapshot.take()))
    finally:
        await admin.close()
    found = (await verify(city.library.db)).findings
    if found:
        findings.note("records", f"{found}")
    return told, findings.found


@asynccontextmanager
async def _attacker(scene: Scene, row: Row, who: str, findings: Findings) -> AsyncIterator[Attacker]:
    async with AsyncExitStack() as stack:
        conn = await stack.enter_async_context(connected(scene.city, who))
        await conn.set_type_codec(
            "text", schema="pg_catalog", encoder=_wire, decoder=bytes.decode, format="binary"
        )

        async def another() -> asyncpg.Connection:
            return await stack.enter_async_context(connected(scene.city, who))

        yield Attacker(scene, who, conn, another, row.tells_to(who), findings)


def _wire(value: bytes | str) -> bytes:
    return value if isinstance(value, bytes) else value.encode()


async def _prepared(attacker: Attacker, row: Row, routine: Routine) -> Honest:
    """Make the honest call of a login, which takes an act's mark where there is one."""
    scene, who = attacker.scene, attacker.who
    await scene.again(row.anew, who)
    more = scene.act(row.act, who) if row.act else {}
    if row.mark:
        more[row.mark] = await attacker.conn.fetchval(scene.filled(_FACTS, who))
    return honest(row, routine, scene, who, **more)


async def _attacked(attacker: Attacker, made: Honest, own: str) -> dict[str, str]:
    """Send the cells, each to rows that were made anew; answers what came of each beside the honest call."""
    came: dict[str, str] = {}
    for make in CLASSES:
        refusals: dict[str, set[str]] = {}
        for cell in make(made):
            assert cell.name not in came, f"{cell.name} is there twice"
            await made.scene.again(made.row.anew, made.who)
            said = came[cell.name] = cell.beside(await attacker.send(cell), own)
            if is_refusal(said):
                refusals.setdefault(cell.name.partition("=")[0], set()).add(said)
        if make is hostile_values.ids:
            for argument, sentences in refusals.items():
                if len(sentences) > 1:
                    attacker.findings.note(
                        made.who, f"refusals of {argument} tell whose it is: {sorted(sentences)}"
                    )
    return came


def _compare(attacker: Attacker, row: Row, changed: Sequence[tuple[str, bool]]) -> None:
    for name, is_of_shut in changed:
        if name not in (row.of_shut if is_of_shut else row.changes | row.may_change):
            whose = " of the patron who isn't open" if is_of_shut else ""
            attacker.findings.note(attacker.who, f"rows{whose} changed in {name}")


class Snapshots:
    """Tells what stands in each table: a digest of the rows where a call may change some, and else who wrote last."""

    def __init__(self, admin: asyncpg.Connection, question: str) -> None:
        self._admin = admin
        self._question = question

    @classmethod
    async def of(cls, scene: Scene, changing: frozenset[str]) -> "Snapshots":
        """Ask the catalog which tables there are.

        Args:
            scene: it.
            changing: those in which rows change; of them, those of the patron who isn't open are told apart.
        """
        asked = []
        for name, key in await scene.admin.fetch(_TABLES):
            kind = _DIGEST if name in changing else _LAST
            asked.append(kind.format(name=name, is_of_shut=False, condition="true"))
            if name in changing and key is not None:
                condition = f"{key} = {scene.values['shut']}"
                asked.append(_DIGEST.format(name=name, is_of_shut=True, condition=condition))
        return cls(scene.admin, " UNION ALL ".join(asked))

    async def take(self) -> dict[tuple[str, bool], str]:
        """Take one."""
        return {(row[0], row[1]): row[2] for row in await self._admin.fetch(self._question)}


def differences(
    before: Mapping[tuple[str, bool], str], now: Mapping[tuple[str, bool], str]
) -> list[tuple[str, bool]]:
    """Tell in which tables rows differ."""
    return sorted(key for key in before.keys() | now.keys() if before.get(key) != now.get(key))

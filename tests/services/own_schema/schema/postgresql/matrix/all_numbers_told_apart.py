"""No call tells a number in use from a retired one and from one that nobody has, unless that is on record.

Each function that a login may call comes from the catalog, and its honest call from the matrix. One argument after the
other is null, too long or of a wrong kind, beside each of three numbers of cards, or of patrons.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import asyncpg
import pytest

from tests.helpers.city import City
from tests.services.own_schema.schema.postgresql.calling import connected
from tests.services.own_schema.schema.postgresql.matrix.cell import Honest, honest
from tests.services.own_schema.schema.postgresql.matrix.routines import Argument, Routine, routines
from tests.services.own_schema.schema.postgresql.matrix.rows import ROWS
from tests.services.own_schema.schema.postgresql.matrix.scene import SHUT_CARD, Scene, built

RETIRED, UNKNOWN = "876543210", "765432109"
CARDS: Final = ("by_number", "by_card", "new_number")
PATRONS: Final = ("of_patron", "by_patron")
TOLD_BY_DESIGN: Final = {
    ("supervisor", "new_number"),  # whether a card may have it is told to who replaces cards
    ("portal", "by_card"),  # the page says to whoever logs in what became of their card
}
"""Who is told a number apart without a record, by an honest call as well (docs/security.md)."""
_LARGEST: Final = {"bigint": str(2**63 - 1), "integer": str(2**31 - 1)}
_WRONG: Final = {
    "text": ("", "x", "x" * 65, "x" * 5_000),
    "character varying": ("", "x", "x" * 65),
    "date": ("infinity", "4713-01-01 BC"),
    "timestamp with time zone": ("infinity", "-infinity"),
    "json": ("null", "7", '"x"', "[]", "{}"),
    "jsonb": ("null", "7", '"x"', "[]", "{}", '[["x"]]'),
    "boolean": ("true", "false"),
    "uuid": ("00000000-0000-4000-8000-000000000009",),
}
_ON_RECORD: Final = """
    SELECT (SELECT count(*) FROM access_log WHERE staff_id = $1)
         + (SELECT count(*) FROM identity_check WHERE staff_id = $1)
         + (SELECT count(*) FROM madoguchi.portal_try)
"""
_COUNTED: Final = re.compile(r"\b\d+\b")


def wrong(argument: Argument) -> Iterator[str | None]:
    """Give what an argument shouldn't be."""
    yield None
    if argument.is_number:
        yield from ("-1", "0", _LARGEST[argument.type])
    elif argument.is_array:
        yield from ("{}", "{NULL}", "{{{NULL}}}")
    else:
        yield from _WRONG[argument.type]


@dataclass
class Asking:
    """One login that asks about three numbers.

    Attributes:
        numbers: by the names of arguments, a number in use, a retired one, and one that nobody has.
        told: the calls that told them apart without a record.
        asked: how many calls were compared.
    """

    scene: Scene
    who: str
    conn: asyncpg.Connection
    numbers: dict[str, tuple[str, str, str]]
    told: list[str] = field(default_factory=list)
    asked: int = 0

    async def compare(self, it: Honest) -> None:
        """Call it with each argument wrong, beside each of the three."""
        for argument in it.routine.given:
            for number in (name for name in self.numbers if name in it.values and name != argument.name):
                is_asked = it.values[number] is not None or number == "new_number"
                if not is_asked or (self.who, number) in TOLD_BY_DESIGN:
                    continue
                for value in wrong(argument):
                    await self._compare(it, number, argument, value)

    async def _compare(self, it: Honest, number: str, argument: Argument, value: str | None) -> None:
        came = [await self._called(it, number, each, argument, value) for each in self.numbers[number]]
        self.asked += 1
        if len({told for told, _ in came}) > 1 and not all(is_on_record for _, is_on_record in came):
            wanted = "NULL" if value is None else value[:20]
            self.told.append(
                f"{it.row.name} {number} {argument.name}={wanted}: {sorted({t for t, _ in came})}"
            )

    async def _called(
        self, it: Honest, number: str, asked: str, argument: Argument, value: str | None
    ) -> tuple[str, bool]:
        await self.scene.again(it.row.anew, self.who)
        before = await self._on_record()
        this = Honest(it.row, it.routine, it.scene, it.who, {**it.values, number: asked})
        try:
            rows = await self.conn.fetch(this.with_value(argument, value))
        except asyncpg.PostgresError as error:
            told = f"{error.sqlstate} {error.message} {error.detail} {error.constraint_name}"
        else:
            told = json.dumps([tuple(row) for row in rows], default=str, ensure_ascii=False)
        return _COUNTED.sub("n", told), await self._on_record() > before

    async def _on_record(self) -> int:
        return int(await self.scene.admin.fetchval(_ON_RECORD, self.scene.logins[self.who]))


async def numbers_of(scene: Scene) -> dict[str, tuple[str, str, str]]:
    town, shut = scene.city.town, int(scene.values["shut"] or 0)
    await town.replace_card(shut, SHUT_CARD, "654321098")
    await town.replace_card(await town.patron(RETIRED), RETIRED, "543210987")
    cardless = await scene.admin.fetchval(
        "SELECT min(id) FROM patron p WHERE NOT EXISTS (SELECT FROM card c WHERE c.patron_id = p.id)"
    )
    assert cardless is not None
    return {
        **dict.fromkeys(CARDS, ("654321098", RETIRED, UNKNOWN)),
        **dict.fromkeys(PATRONS, (str(shut), str(cardless), scene.values["nobody"] or "")),
    }


@pytest.mark.parametrize("who", ["counter", "phone", "supervisor", "worker", "portal"])
async def test_no_number_is_told_from_another_without_a_record(city: City, who: str) -> None:
    admin = await city.connect()
    known = await routines(admin)
    async with connected(city, who) as conn:
        scene = await built(city, admin)
        asking = Asking(scene, who, conn, await numbers_of(scene))
        for kept in {it for row in ROWS for it in row.restored.split()}:
            await admin.execute(f"CREATE TEMP TABLE kept_{kept} AS TABLE {kept}")
        for row in ROWS:
            if who in row.logins:
                act = scene.act(row.act, who) if row.act else {}
                await asking.compare(honest(row, known[row.signature], scene, who, **act))
    await admin.close()
    assert asking.told == [], "\n".join(asking.told)
    assert asking.asked >= {"worker": 0, "portal": 0}.get(who, 20)


async def test_each_function_that_takes_a_number_is_asked(city: City) -> None:
    """What the catalog has beyond the matrix fails that; here, that no argument is a number by another name."""
    admin = await city.connect()
    known: dict[str, Routine] = await routines(admin)
    await admin.close()
    rows = {row.signature for row in ROWS}
    for routine in known.values():
        if routine.granted and {it.name for it in routine.given} & {*CARDS, *PATRONS}:
            assert routine.signature in rows
    texts = {it.name for routine in known.values() if routine.granted for it in routine.given if it.is_text}
    assert {it for it in texts if "number" in it or "card" in it} == set(CARDS)

"""What the tests of all acts have in common: an act on a stage that is set for it, and all a database holds."""

import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field, fields, replace
from typing import Any

from sqlalchemy import text

from services.contract.act_requests import ActRequest, new_act_id
from services.contract.act_result import ActResult
from services.contract.actor import Actor, StaffMember
from services.contract.snapshot import PatronSnapshot
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import metadata
from services.own_schema.library import Library
from services.rules.permissions import Permission
from services.rules.vocabulary import CardProof, Role
from tests.helpers.patrons import Town, clerk

type Stage = Callable[[Town, Library, str], Awaitable["Staged"]]
type Rows = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Staged:
    """A patron for whom an act is allowed.

    Attributes:
        fields: what the act's order names beside patron and actor.
    """

    patron_id: int
    card: str
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedAct:
    """One act with all that is needed to do it.

    Attributes:
        name: the record's verb, with a word more where one verb stands here twice.
        order: its class.
        stage: registers a patron with the card given, and with what the act needs.
        changes: the tables it writes, beside its record.
        needs_card: this patron's card has to be shown.
        excludes_itself: of two at the same moment one is refused.
    """

    name: str
    power: Permission
    order: type[ActRequest[Any]]
    stage: Stage
    changes: frozenset[str]
    needs_card: bool = False
    excludes_itself: bool = True

    @property
    def verb(self) -> str:
        """The record's verb."""
        return self.name.split()[0]

    async def staged(self, town: Town, library: Library) -> Staged:
        """Set the stage for a patron of its own."""
        return await self.stage(town, library, f"9{next(town.numbers):08d}")

    def ordered(
        self, staged: Staged, actor: Actor | None = None, act_id: str | None = None, **changed: Any
    ) -> ActRequest[Any]:
        """Make an order that is allowed, the card shown where that is wanted; any stage with its fields will do."""
        card = {"proof": CardProof.SCANNED, "shown_card": staged.card, "shown_at": None}
        given = {**(card if self.needs_card else {}), **staged.fields, **changed}
        wanted = {each.name for each in fields(self.order)}
        return self.order(
            actor=actor or clerk(Role.SUPERVISOR),
            patron_id=staged.patron_id,
            act_id=act_id or new_act_id(),
            **{name: value for name, value in given.items() if name in wanted},
        )

    async def done(self, library: Library, order: ActRequest[Any]) -> Any:
        """Perform an order."""
        return await library.backend.acts.perform(order)


def colleague(actor: Actor) -> Actor:
    """Give somebody else with the same role, at another desk."""
    return replace(actor, staff=StaffMember("staff02", "隣の 次郎", actor.staff.role), workstation="3番窓口")


def result_of(answer: object) -> object:
    """Give an act's own result, without the patron's state."""
    assert isinstance(answer, ActResult)
    return answer.result


def was_repeated(answer: object) -> bool | None:
    """Tell whether an act had been carried out before; None for one that doesn't say so."""
    return answer.repeated if isinstance(answer, ActResult) else None


async def seen(library: Library, patron_id: int) -> PatronSnapshot:
    """Read what the clerk sees, without a record of the look."""
    answer = await library.backend.look_ups.refresh(patron_id, clerk())
    assert isinstance(answer, PatronSnapshot)
    return answer


async def all_rows(db: Database) -> Rows:
    """Read everything the database holds, as text by table, in one go: acts are held to it again and again."""
    names = [table.name for table in metadata.sorted_tables]
    if db.path is not None:
        with closing(sqlite3.connect(db.path)) as file:
            return {name: sorted(map(str, file.execute(f'SELECT * FROM "{name}"'))) for name in names}
    each = (f"SELECT '{name}', array_agg(t::text) FROM public.{name} t" for name in names)
    async with db.reading() as conn:
        found = await conn.execute(text(" UNION ALL ".join(each)))
        return {name: sorted(rows or ()) for name, rows in found}


async def records(town: Town, *orders: ActRequest[Any]) -> list[dict[str, Any]]:
    """Read the records of the patrons of some orders."""
    patrons = {order.patron_id for order in orders}
    return [record for record in await town.acts() if record["patron_id"] in patrons]


def changed(before: Rows, after: Rows) -> frozenset[str]:
    """Tell in which tables something changed."""
    return frozenset(name for name, rows in after.items() if rows != before[name])

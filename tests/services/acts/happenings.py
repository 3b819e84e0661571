"""What may happen to a patron on an act's stage before the act is done, for the tests of the rules."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, delete, insert, update

from services.acts.contact import ChangeEmail
from services.own_schema.database.tables import (
    card,
    circulation_rule,
    closed_day,
    hold,
    hold_cancellation,
    item,
    loan,
    masters_version,
    password_credential,
    patron,
    suspension,
)
from services.own_schema.library import Library
from services.rules.people.suspension import CHECKLISTS
from services.rules.vocabulary import (
    CardStatus,
    HoldStatus,
    PatronReport,
    SuspensionReason,
)
from tests.helpers.patrons import Town, clerk, days_ago, in_days
from tests.services.acts.staging import Staged, StagedAct

_ROWS = {
    "loan_id": loan,
    "hold_id": hold,
    "cancellation_id": hold_cancellation,
    "suspension_id": suspension,
}

type Happening = Callable[["Scene"], Awaitable[None]]


@dataclass(frozen=True)
class Scene:
    """An act's stage, on which something happens."""

    town: Town
    library: Library
    staged: Staged

    async def set(self, table: Table, **values: Any) -> None:
        """Change the patron's own rows of a table."""
        key = table.c.id if table is patron else table.c.patron_id
        await self.town.change(table, key == self.staged.patron_id, **values)

    async def version(self, act: StagedAct) -> int | None:
        """What the clerk sees after all that happened: PostgreSQL counts each change, whoever makes it."""
        for name, table in _ROWS.items():
            if name in self.staged.fields:
                (row,) = (r for r in await self.town.all_rows(table) if r["id"] == self.staged.fields[name])
                return int(row["version"])
        table, key = (
            (password_credential, "patron_id") if act.verb.startswith("password.") else (patron, "id")
        )
        rows = [r for r in await self.town.all_rows(table) if r[key] == self.staged.patron_id]
        return int(rows[0]["version"]) if rows else None

    async def title(self) -> int:
        """The title of the patron's hold or cancelled hold."""
        for table in (hold, hold_cancellation):
            for row in await self.town.all_rows(table):
                if row["patron_id"] == self.staged.patron_id:
                    return int(row["bib_record_id"])
        raise AssertionError


def has(table: Table, **values: Any) -> Happening:
    return lambda scene: scene.set(table, **values)


def the_library_says(**values: Any) -> Happening:
    async def write(scene: Scene) -> None:
        async with scene.town.db.transaction() as conn:
            for name, value in values.items():
                row = {"name": name, "valid_from": days_ago(1), "value": value}
                await conn.execute(insert(circulation_rule).values(row))
            await conn.execute(update(masters_version).values(version=masters_version.c.version + 1))

    return write


def suspended(reason: SuspensionReason = SuspensionReason.UNREACHABLE) -> Happening:
    async def suspend(scene: Scene) -> None:
        await scene.town.suspend(scene.staged.patron_id, reason)

    return suspend


def another_loan(overdue: int) -> Happening:
    async def lend(scene: Scene) -> None:
        await scene.town.loan(
            scene.staged.patron_id, loaned_on=days_ago(overdue + 14), due_on=days_ago(overdue)
        )

    return lend


async def another_waits(scene: Scene) -> None:
    (row,) = await scene.town.all_rows(loan)
    (copy,) = (each for each in await scene.town.all_rows(item) if each["id"] == row["item_id"])
    other = await scene.town.patron("800000001")
    await scene.town.hold(other, bib=copy["bib_record_id"])


async def closed_for_days(scene: Scene) -> None:
    for day in (1, 2, 3):
        await scene.town.row(
            closed_day,
            branch_id=scene.town.branch_id,
            day=in_days(day),
            open=False,
            special=True,
            note="特別整理",
        )
    await the_library_says(closure_margin_days=1)(scene)


async def interlibrary(scene: Scene) -> None:
    await scene.town.change(item, item.c.id.is_not(None), interlibrary=True)


async def of_the_mobile_library(scene: Scene) -> None:
    await scene.set(loan, branch_id=scene.town.mobile_id)


def found(status: HoldStatus) -> Happening:
    """Let a copy for the waiting hold be found, without the clerk knowing."""

    async def move(scene: Scene) -> None:
        copy = await scene.town.item(await scene.title())
        ready = {"shelf_until": in_days(5), "shelf_place": "A"} if status is HoldStatus.READY else {}
        await scene.set(hold, status=status, item_id=copy, **ready)

    return move


async def waits_again(scene: Scene) -> None:
    nothing = {"item_id": None, "shelf_until": None, "shelf_place": None}
    await scene.set(hold, status=HoldStatus.WAITING, **nothing)


async def still_on_its_way(scene: Scene) -> None:
    await scene.set(hold, status=HoldStatus.IN_TRANSIT, shelf_until=None, shelf_place=None)


async def held_again(scene: Scene) -> None:
    await scene.town.hold(scene.staged.patron_id, bib=await scene.title())


async def another_hold(scene: Scene) -> None:
    await scene.town.hold(scene.staged.patron_id)


async def no_copy_is_left(scene: Scene) -> None:
    async with scene.town.db.transaction() as conn:
        await conn.execute(delete(item))


async def just_changed_the_address(scene: Scene) -> None:
    order = ChangeEmail(
        actor=clerk(), patron_id=scene.staged.patron_id, address="atarashii@example.jp", seen_version=1
    )
    await scene.library.backend.acts.perform(order)


async def without_a_password(scene: Scene) -> None:
    async with scene.town.db.transaction() as conn:
        await conn.execute(delete(password_credential))


def suspended_for(reason: SuspensionReason, happens: Happening | None = None) -> tuple[Happening, ...]:
    """Turn the suspension on the stage into one for another reason."""
    changed_to = has(suspension, reason=reason, with_consent=reason is SuspensionReason.CARD_LOST)
    return (changed_to, *(() if happens is None else (happens,)))


def checked(reason: SuspensionReason) -> dict[str, Any]:
    return {"checked": frozenset(CHECKLISTS[reason])}


async def reported_already(scene: Scene) -> None:
    await scene.town.report(scene.staged.patron_id, kind=PatronReport.REACHED)


async def lost(scene: Scene) -> None:
    await scene.set(card, status=CardStatus.LOST)
    await suspended(SuspensionReason.CARD_LOST)(scene)

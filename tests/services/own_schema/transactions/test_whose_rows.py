"""What an act writes is its patron's: no statement reaches a row of somebody else's, whatever the plan says."""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import Column, ColumnElement, Insert, true

from services.acts.act_changes import ActChange
from services.acts.plan import ActContext, ActPlan, Recorded
from services.acts.register import REGISTER, RegisteredAct
from services.contract.act_requests import ActRequest
from services.contract.errors import RowChanged
from services.own_schema.database.tables import outgoing_mail
from services.own_schema.library import Library, build_library
from services.own_schema.password_hashing import PasswordHasher
from services.own_schema.schema.postgresql.compiled import VariableBinds, compiled
from services.own_schema.transactions.statements import FIRST_PASSWORD, STATEMENTS, Built
from services.rules.permissions import Permission
from services.rules.vocabulary import MailKind
from tests.helpers.patrons import NOW, Town, clerk
from tests.services.acts.every_act import EVERY_ACT
from tests.services.acts.staging import StagedAct, all_rows


class Asked(VariableBinds):
    """Values of a change that tell which of its fields are keys of rows."""

    def __init__(self) -> None:
        super().__init__(defaultdict(lambda: "said"))
        self.keys: set[str] = set()

    def value(self, name: str, column: Column[Any]) -> ColumnElement[Any]:
        if column.primary_key:
            self.keys.add(name)
        return super().value(name, column)


def keys(build: Built) -> set[str]:
    asked = Asked()
    build(asked)
    return asked.keys


NOTICE = {"kind": MailKind.EMAIL_REGISTERED, "status": "waiting", "queued_at": NOW, "next_try_at": NOW}
"""A mail that a new address takes back."""
ABOUT_A_ROW = tuple(kind for kind, build in STATEMENTS.items() if keys(build))


@pytest.mark.parametrize("build", [*STATEMENTS.values(), FIRST_PASSWORD], ids=lambda build: build.__name__)
def test_each_statement_says_whose_rows_it_writes(build: Built) -> None:
    made = build(Asked())
    for write in (*made.writes, *(() if made.last is None else (made.last(true()),))):
        if isinstance(write, Insert):
            assert re.search(r"\(([a-z_]+, )*patron_id[,)].*\bwhose\b", compiled(write.inline()), re.DOTALL)
        else:
            assert write.whereclause is not None
            assert re.search(r"(patron\.id|\.patron_id) = whose\b", compiled(write.whereclause))


@dataclass(frozen=True, slots=True, kw_only=True)
class DoThis(ActRequest[None]):
    """An act that changes what it is given."""

    change: ActChange


def planned(request: DoThis, _context: ActContext) -> ActPlan[None]:
    return ActPlan(changes=(request.change,), result=None)


def repeated(_request: DoThis, _recorded: Recorded) -> None:
    return None


class Planned(Exception):
    """A plan, that is not carried out."""


@dataclass(frozen=True)
class Desk:
    """Acts on a library that are planned in another way."""

    library: Library
    hasher: PasswordHasher

    async def perform(self, request: ActRequest[Any], entry: RegisteredAct[Any, Any]) -> None:
        library = build_library(self.library.db, self.library.masters, self.hasher, {type(request): entry})
        await library.backend.acts.perform(request)

    async def changes_of(self, act: StagedAct, request: ActRequest[Any]) -> tuple[ActChange, ...]:
        """Plan an act, and carry nothing out."""
        entry = REGISTER[act.order]

        def tell(request: Any, context: ActContext) -> ActPlan[Any]:
            raise Planned(entry.plan(request, context).changes)

        with pytest.raises(Planned) as caught:
            await self.perform(request, replace(entry, plan=tell))
        changes: tuple[ActChange, ...] = caught.value.args[0]
        return changes


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("kind", ABOUT_A_ROW, ids=lambda kind: kind.__name__)
async def test_a_row_of_another_patron_stays_as_it_is(
    shared_library: Library, shared_town: Town, cheap_hasher: PasswordHasher, kind: type[Any]
) -> None:
    desk, other = (
        Desk(shared_library, cheap_hasher),
        await shared_town.patron(f"9{next(shared_town.numbers):08d}"),
    )
    tried = 0
    for act in EVERY_ACT:
        entry = REGISTER[act.order]
        if kind not in entry.changes:
            continue
        does_this = replace(
            entry,
            request=DoThis,
            permission=Permission.SERVE_PATRON,
            plan=planned,
            repeated=repeated,
            reads=(),
        )
        staged = await act.staged(shared_town, shared_library)
        await shared_town.row(outgoing_mail, patron_id=staged.patron_id, **NOTICE)
        for change in await desk.changes_of(act, act.ordered(staged)):
            if isinstance(change, kind):
                before = await all_rows(shared_town.db)
                with pytest.raises(RowChanged):
                    await desk.perform(DoThis(actor=clerk(), patron_id=other, change=change), does_this)
                assert await all_rows(shared_town.db) == before
                tried += 1
    assert tried

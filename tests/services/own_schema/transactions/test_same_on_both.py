"""The same request writes the same rows and the same record on SQLite and on PostgreSQL, chained in the same way."""

import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from services.own_schema.audit.verification import verify
from services.own_schema.library import Library, open_library
from services.own_schema.password_hashing import PasswordHasher
from tests.helpers.patrons import Town
from tests.helpers.postgres import Server
from tests.services.acts.every_act import EVERY_ACT
from tests.services.acts.racing import state_of
from tests.services.acts.staging import StagedAct, records, result_of

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("same-on-both"),
]

_KEYS = frozenset({"item", "next_hold", "next_branch", "new_card", "branch", "branch_before"})
"""Details that name rows, which have other keys in another library."""
_OF_THE_RECORD = ("verb", "subject", "outcome", "branch_id", "workstation", "channel", "staff_id")


@dataclass(frozen=True)
class Done:
    """What an act left on one database."""

    result: object
    state: Mapping[str, Any]
    record: Mapping[str, Any]
    details: Mapping[str, Any]
    names_a_row: bool


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def both(
    sqlite_template: Path,
    postgres: Server,
    cheap_hasher: PasswordHasher,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[list[tuple[Library, Town]]]:
    path = tmp_path_factory.mktemp("both") / "library.sqlite3"
    shutil.copy(sqlite_template, path)
    async with AsyncExitStack() as stack:
        url = stack.enter_context(postgres.library())
        opened = [
            await stack.enter_async_context(open_library(each, hasher=cheap_hasher))
            for each in (f"sqlite:///{path}", url)
        ]
        yield [(library, await Town.found(library.db)) for library in opened]


async def done(act: StagedAct, library: Library, town: Town) -> Done:
    staged = await act.staged(town, library)
    request = act.ordered(staged)
    answer = await act.done(library, request)
    (record,) = await records(town, request)
    details = {name: value for name, value in record["details"].items() if name not in _KEYS}
    named = {
        f"{name} is there": record["details"][name] is not None for name in record["details"] if name in _KEYS
    }
    assert (await verify(library.db)).findings == ()
    return Done(
        result=result_of(answer),
        state=await state_of(library.db, staged.patron_id),
        record={name: record[name] for name in _OF_THE_RECORD},
        details=details | named,
        names_a_row=record["subject_id"] is not None,
    )


@pytest.mark.parametrize("act", EVERY_ACT, ids=lambda act: act.name)
async def test_an_act_is_the_same_on_both(act: StagedAct, both: list[tuple[Library, Town]]) -> None:
    on_sqlite, on_postgresql = [await done(act, *each) for each in both]
    assert on_postgresql == on_sqlite

"""Branches of another system have lasting numbers and present names, on real databases."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import insert

from services.contract.errors import LibraryHasPatrons, NotPermitted, PatronGone
from services.contract.masters import Branch
from services.own_schema.database.tables import access_log, branch, closed_day
from services.own_schema.library import Library, open_library
from services.own_schema.password_hashing import PasswordHasher
from services.rules.vocabulary import BranchKind, Channel
from tests.helpers.city import founded
from tests.helpers.patrons import NOW, Town

CENTRAL = Branch(0, "CPL", "Centerville", "Center", BranchKind.LIBRARY)
LONG = Branch(0, "長" * 64, "名\n前\u202e" + "あ" * 80, "", BranchKind.MOBILE)


@pytest.fixture
async def library(database_url: str, cheap_hasher: PasswordHasher) -> AsyncIterator[Library]:
    async with open_library(database_url, hasher=cheap_hasher) as opened:
        await Town.found(opened.db)
        yield opened


async def names(library: Library) -> dict[int, tuple[str, str, str]]:
    rows = await Town(library.db).all_rows(branch)
    return {row["id"]: (row["code"], row["name"], row["short_name"]) for row in rows}


async def test_a_branch_has_one_number_for_ever(library: Library) -> None:
    given = await library.recording.branches.numbers_of([CENTRAL, LONG])
    assert set(given) == {CENTRAL.code, LONG.code}
    version = library.masters.current.version
    await library.masters.again()
    assert library.masters.current.version == version + 1
    assert await library.recording.branches.numbers_of([LONG]) == {LONG.code: given[LONG.code]}
    await library.masters.again()
    assert library.masters.current.version == version + 1, "nothing was written"
    assert (await names(library))[given[CENTRAL.code]] == ("CPL", "Centerville", "Center")
    assert library.masters.current.branches[given[LONG.code]].kind is BranchKind.MOBILE


async def test_names_are_those_of_today_and_fit_their_cells(library: Library) -> None:
    (number,) = (await library.recording.branches.numbers_of([CENTRAL])).values()
    renamed = Branch(0, "CPL", "中央図書館", "中央", BranchKind.LIBRARY)
    assert await library.recording.branches.numbers_of([renamed]) == {"CPL": number}
    assert (await names(library))[number] == ("CPL", "中央図書館", "中央")
    (number,) = (await library.recording.branches.numbers_of([LONG])).values()
    code, name, short = (await names(library))[number]
    assert (len(code), len(name), len(short)) == (16, 64, 32)
    assert name.startswith("名 前あ")
    await library.masters.again()
    assert library.masters.current.unreadable == ()


async def test_beside_a_system_its_branches_stand_alone_but_for_those_that_something_names(
    library: Library,
) -> None:
    town = Town(library.db)
    hers, looked_at, *others = list(await names(library))
    assert len(others) > 3
    await town.row(closed_day, branch_id=others[0], day=NOW.date(), open=False, special=False, note="")
    town.branch_id = hers
    await town.account("aoki", "青木")
    look = {"staff_id": "aoki", "workstation": "", "channel": Channel.COUNTER, "purpose": "unknown"}
    async with library.db.transaction() as conn:
        await conn.execute(insert(access_log).values(at=NOW, branch_id=looked_at, **look))
    given = await library.recording.branches.numbers_of([CENTRAL])
    there = {hers, looked_at, given[CENTRAL.code]}
    assert set(await names(library)) == there
    await library.masters.again()
    assert set(library.masters.current.branches) == there
    assert library.masters.current.unreadable == ()
    assert await town.all_rows(closed_day) == []
    await library.recording.branches.numbers_of([CENTRAL, LONG])
    await library.recording.branches.numbers_of([LONG])
    assert there < set(await names(library)), "the system's own stay, since desks may stand in them"


async def test_a_library_with_patrons_stands_beside_no_system(library: Library) -> None:
    await (await Town.as_it_is(library.db)).patron()
    with pytest.raises(LibraryHasPatrons):
        await library.recording.branches.numbers_of([CENTRAL])


async def test_a_number_leads_back_to_its_key(library: Library) -> None:
    number = await library.recording.patrons.number_of("koha:51")
    assert await library.recording.patrons.key_of(number) == "koha:51"
    with pytest.raises(PatronGone):
        await library.recording.patrons.key_of(number + 1)


async def test_at_a_server_no_clerk_reads_or_numbers_them(
    postgres_url: str, cheap_hasher: PasswordHasher
) -> None:
    async with founded(postgres_url, cheap_hasher) as city, city.open("counter") as opened:
        with pytest.raises(NotPermitted):
            await opened.recording.branches.numbers_of([CENTRAL])
        with pytest.raises(NotPermitted):
            await opened.recording.patrons.key_of(1)

"""Signing in, locking out, and keeping accounts."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from services.contract.errors import (
    PasswordUnfit,
    SignInFailed,
    StaffDisabled,
    StaffExists,
    StaffIdUnfit,
    StaffLocked,
    StaffNameEmpty,
    StaffUnknown,
)
from services.own_schema.database.tables import circulation_rule, staff
from services.own_schema.library import Library
from services.own_schema.masters.masters_store import MastersStore
from services.own_schema.password_hashing import PasswordHasher
from services.own_schema.staff.staff_accounts_sqlite import StaffDirectorySqlite
from services.rules.secret import Secret
from services.rules.vocabulary import Role
from tests.helpers.patrons import NOW, Town

RIGHT, WRONG = Secret("ただしい合言葉です"), Secret("まちがった合言葉です")


@pytest.fixture(params=["sqlite"])
def dialect(request: pytest.FixtureRequest) -> str:
    """On PostgreSQL staff are logins of the server: test_staff_accounts_postgresql.py."""
    name: str = request.param
    return name


@pytest.fixture
async def town(library: Library) -> Town:
    town = await Town.found(library.db)
    await library.staff.add("clerk", name="窓口", role=Role.COUNTER, branch_id=2, password=RIGHT)
    return town


async def fail(library: Library, times: int, staff_id: str = "clerk") -> list[int | None]:
    left: list[int | None] = []
    for _ in range(times):
        with pytest.raises(SignInFailed) as caught:
            await library.staff.sign_in(staff_id, WRONG)
        left.append(caught.value.tries_left)
    return left


async def row(library: Library) -> dict[str, Any]:
    async with library.db.reading() as conn:
        return dict((await conn.execute(select(staff))).mappings().one())


@pytest.mark.usefixtures("town")
async def test_the_right_password_signs_in(library: Library) -> None:
    member = await library.staff.sign_in("clerk", RIGHT)
    assert (member.id, member.name, member.role) == ("clerk", "窓口", Role.COUNTER)
    assert await library.staff.default_branch(member) == 2


@pytest.mark.parametrize(
    "stored",
    ["$argon2id$", "$argon2id$v=19$m=1048576,t=9,p=4$c2FsdHNhbHRzYWx0$MDEyMzQ1Njc4OWFiY2RlZg"],
    ids=["unreadable", "a gigabyte"],
)
async def test_a_hash_that_cannot_be_followed_is_a_wrong_password(
    library: Library, town: Town, stored: str
) -> None:
    await town.change(staff, staff.c.id == "clerk", hash=stored)
    with pytest.raises(SignInFailed) as caught:
        await library.staff.sign_in("clerk", RIGHT)
    assert caught.value.tries_left == 4


@pytest.mark.usefixtures("town")
async def test_a_password_is_the_same_with_and_without_an_ime(library: Library) -> None:
    await library.staff.set_password("clerk", Secret("abcd1234"))
    await library.staff.sign_in("clerk", Secret("ａｂｃｄ１２３４"))
    with pytest.raises(SignInFailed):
        await library.staff.sign_in("clerk", Secret("ABCD1234"))


@pytest.mark.usefixtures("town")
async def test_an_unknown_id_and_a_wrong_password_fail(library: Library) -> None:
    assert await fail(library, 2) == [4, 3]
    assert await fail(library, 7, "nobody") == [None] * 7


async def test_an_unknown_id_costs_a_hash_too(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[Secret] = []
    original = PasswordHasher.hash_now

    def hash_now(self: PasswordHasher, password: Secret) -> str:
        hashed.append(password)
        return original(self, password)

    monkeypatch.setattr(PasswordHasher, "hash_now", hash_now)
    await fail(library, 1, "nobody")
    assert hashed == [WRONG]


@pytest.mark.usefixtures("town")
async def test_a_right_password_forgets_the_wrong_ones(library: Library) -> None:
    await fail(library, 4)
    await library.staff.sign_in("clerk", RIGHT)
    assert await fail(library, 4) == [4, 3, 2, 1]


async def test_five_wrong_lock_for_fifteen_minutes(library: Library, town: Town) -> None:
    await fail(library, 4)
    with pytest.raises(StaffLocked) as caught:
        await library.staff.sign_in("clerk", WRONG)
    until = caught.value.until
    assert abs((until - NOW).total_seconds() - 15 * 60) < 60
    for password in (RIGHT, WRONG):
        with pytest.raises(StaffLocked) as again:
            await library.staff.sign_in("clerk", password)
        assert again.value.until == until
    (account,) = await library.staff.list_all()
    assert account.locked_until == until
    await town.set_time(until - timedelta(seconds=30))
    with pytest.raises(StaffLocked):
        await library.staff.sign_in("clerk", RIGHT)
    await town.set_time(until + timedelta(seconds=30))
    assert (await library.staff.list_all())[0].locked_until is None
    assert await fail(library, 4) == [4, 3, 2, 1]
    await library.staff.sign_in("clerk", RIGHT)


@pytest.mark.usefixtures("town")
async def test_a_new_password_ends_a_lock(library: Library) -> None:
    await fail(library, 4)
    with pytest.raises(StaffLocked):
        await library.staff.sign_in("clerk", WRONG)
    await library.staff.set_password("clerk", Secret("新しい合言葉です"))
    await library.staff.sign_in("clerk", Secret("新しい合言葉です"))
    with pytest.raises(SignInFailed):
        await library.staff.sign_in("clerk", RIGHT)


@pytest.mark.usefixtures("town")
async def test_guesses_from_many_desks_are_all_counted(library: Library) -> None:
    guesses = [library.staff.sign_in("clerk", WRONG) for _ in range(12)]
    results = await asyncio.gather(*guesses, return_exceptions=True)
    failed = [it for it in results if isinstance(it, SignInFailed)]
    assert sorted(it.tries_left or 0 for it in failed) == [1, 2, 3, 4]
    assert sum(isinstance(it, StaffLocked) for it in results) == 8


@pytest.mark.usefixtures("town")
async def test_the_library_sets_tries_and_minutes(library: Library, cheap_hasher: PasswordHasher) -> None:
    async with library.db.transaction() as conn:
        for name, value in {"staff_wrong_tries_to_lock": 2, "staff_lock_minutes": 60}.items():
            rule = update(circulation_rule).where(circulation_rule.c.name == name)
            await conn.execute(rule.values(value=value))
    strict = StaffDirectorySqlite(library.db, await MastersStore.load(library.db), cheap_hasher)
    with pytest.raises(SignInFailed) as caught:
        await strict.sign_in("clerk", WRONG)
    assert caught.value.tries_left == 1
    with pytest.raises(StaffLocked) as locked:
        await strict.sign_in("clerk", WRONG)
    assert abs((locked.value.until - NOW).total_seconds() - 3600) < 60


@pytest.mark.usefixtures("town")
async def test_a_disabled_account_is_told_only_to_who_knows_its_password(library: Library) -> None:
    await library.staff.disable("clerk")
    assert await fail(library, 1) == [4]
    with pytest.raises(StaffDisabled):
        await library.staff.sign_in("clerk", RIGHT)
    assert [it.disabled for it in await library.staff.list_all()] == [True]


@pytest.mark.usefixtures("town")
async def test_accounts_are_added_once_and_listed(library: Library) -> None:
    await library.staff.add("boss", name="責任者", role=Role.SUPERVISOR, branch_id=1, password=RIGHT)
    with pytest.raises(StaffExists):
        await library.staff.add("clerk", name="別人", role=Role.PHONE, branch_id=1, password=RIGHT)
    accounts = await library.staff.list_all()
    assert [(it.id, it.name, it.role, it.branch_id) for it in accounts] == [
        ("boss", "責任者", Role.SUPERVISOR, 1),
        ("clerk", "窓口", Role.COUNTER, 2),
    ]
    assert not any(it.disabled or it.locked_until for it in accounts)


async def test_a_missing_branch_is_not_a_taken_id(library: Library) -> None:
    with pytest.raises(IntegrityError):
        await library.staff.add("clerk", name="窓口", role=Role.COUNTER, branch_id=404, password=RIGHT)
    assert await library.staff.list_all() == ()


async def test_one_id_wanted_twice_at_once_is_given_once(library: Library) -> None:
    adding = [
        library.staff.add("clerk", name=name, role=Role.COUNTER, branch_id=1, password=RIGHT) for name in "ab"
    ]
    results = await asyncio.gather(*adding, return_exceptions=True)
    assert sorted(type(it).__name__ for it in results) == ["NoneType", "StaffExists"]


@pytest.mark.usefixtures("town")
async def test_a_short_password_is_refused(library: Library) -> None:
    for attempt in (
        library.staff.set_password("clerk", Secret("1234567")),
        library.staff.add("new", name="新人", role=Role.COUNTER, branch_id=1, password=Secret("1234567")),
    ):
        with pytest.raises(PasswordUnfit) as caught:
            await attempt
        assert caught.value.minimum == 8
    await library.staff.sign_in("clerk", RIGHT)


async def test_nobody_is_changed(library: Library) -> None:
    for attempt in (library.staff.disable("nobody"), library.staff.set_password("nobody", RIGHT)):
        with pytest.raises(StaffUnknown) as caught:
            await attempt
        assert caught.value.staff_id == "nobody"


@pytest.mark.usefixtures("town")
async def test_only_a_slow_hash_is_kept(library: Library) -> None:
    kept = await row(library)
    assert kept["hash"].startswith("$argon2id$")
    assert RIGHT.reveal() not in str(kept)


async def test_an_account_has_an_id_to_sign_in_with_and_a_name(library: Library, town: Town) -> None:
    with pytest.raises(StaffIdUnfit):
        await library.staff.add("ao ki", name="青木", role=Role.COUNTER, branch_id=1, password=RIGHT)
    with pytest.raises(StaffNameEmpty):
        await library.staff.add("aoki", name="\u3000", role=Role.COUNTER, branch_id=1, password=RIGHT)
    await library.staff.add(" ａｏｋｉ", name="青木 ", role=Role.COUNTER, branch_id=1, password=RIGHT)
    member = await library.staff.sign_in("aoki", RIGHT)
    assert (member.id, member.name) == ("aoki", "青木")

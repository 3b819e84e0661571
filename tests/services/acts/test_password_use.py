"""パスワード確認, ロック解除 and 利用停止 on real databases."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import insert, update

from services.acts.password_use import (
    CheckPassword,
    PasswordCheck,
)
from services.contract.errors import ActRefused, RowChanged
from services.contract.snapshot import PatronSnapshot
from services.own_schema.database.tables import (
    access_log,
    circulation_rule,
    masters_version,
    password_credential,
)
from services.own_schema.library import Library
from services.own_schema.password_hashing import PasswordHasher
from services.rules.decision import Reason
from services.rules.passwords.passwords import PasswordFault
from services.rules.passwords.patron_login import LogInOutcome
from services.rules.secret import Secret
from services.rules.vocabulary import CredentialKind
from tests.helpers.patrons import NOW, Town, clerk, days_ago, open_card
from tests.services.acts.issue_scene import on_a_server
from tests.services.acts.password_scene import (
    LATER,
    NEW,
    OTHER,
    OWN,
    SHOWN,
    SlowHasher,
    beside,
    change_order,
    changed,
    checked,
    credential,
    disable_order,
    log_in,
    outcomes,
    recipe_of,
    stored,
    unlock_order,
    with_password,
)

__all__ = ["stored"]


# パスワード確認


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        (({}, OWN), LogInOutcome.OK),
        (({}, "kingyo2026"), LogInOutcome.WRONG),
        (({"kind": CredentialKind.INITIAL, "must_change": True}, OWN), LogInOutcome.MUST_CHANGE),
        (({"kind": CredentialKind.INITIAL, "expires_on": days_ago(1)}, OWN), LogInOutcome.EXPIRED),
        (({"disabled_at": NOW}, OWN), LogInOutcome.DISABLED),
    ],
)
async def test_a_check_tells_what_a_login_would_come_to(
    library: Library, town: Town, stored: str, given: tuple[dict[str, Any], str], outcome: LogInOutcome
) -> None:
    state, typed = given
    patron_id = await with_password(town, stored, **state)
    before = await credential(town)
    assert (await checked(library, patron_id, typed)).outcome is outcome
    assert await credential(town) == before
    assert await outcomes(town) == [("password.check", outcome.value)]
    assert await log_in(library, typed) is outcome


@pytest.mark.parametrize(
    "stored",
    ["$argon2id$", "$argon2id$v=19$m=1048576,t=9,p=4$c2FsdHNhbHRzYWx0$MDEyMzQ1Njc4OWFiY2RlZg"],
    ids=["unreadable", "a gigabyte"],
)
async def test_a_hash_that_cannot_be_followed_is_a_wrong_password(
    library: Library, town: Town, stored: str
) -> None:
    patron_id = await with_password(town, stored)
    assert (await checked(library, patron_id)).outcome is LogInOutcome.WRONG
    assert await outcomes(town) == [("password.check", "wrong")]
    assert (await changed(library)).result.faults == (PasswordFault.OLD_WRONG,)


async def test_a_locked_password_is_not_checked_and_costs_no_try(
    library: Library, town: Town, stored: str
) -> None:
    patron_id = await with_password(town, stored, locked_until=LATER, wrong_logins=5)
    before = await credential(town)
    with pytest.raises(ActRefused) as refused:
        await checked(library, patron_id)
    assert refused.value.refusal.reasons == (Reason.PASSWORD_LOCKED,)
    assert (await credential(town), await outcomes(town)) == (before, [])
    where = password_credential.c.patron_id == patron_id
    await town.change(password_credential, where, locked_until=None, wrong_logins=0)
    assert (await checked(library, patron_id, OTHER)).free_left == 2


async def test_without_a_password_a_check_says_so(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    assert (await checked(library, patron_id)).outcome is LogInOutcome.NONE_ISSUED
    assert await outcomes(town) == [("password.check", "none_issued")]


async def test_three_checks_of_a_visit_are_free_and_more_count(
    library: Library, town: Town, stored: str
) -> None:
    patron_id = await with_password(town, stored)
    await open_card(library.backend.look_ups)
    results = [await checked(library, patron_id, OTHER) for _ in range(5)]
    assert [(it.free_left, it.until_lock) for it in results] == [
        (2, None),
        (1, None),
        (0, None),
        (0, 4),
        (0, 3),
    ]
    assert (await credential(town))["wrong_logins"] == 2
    assert (await town.acts())[-1]["details"] == {"proof": "scanned", "free_left": 0, "until_lock": 3}
    await open_card(library.backend.look_ups)
    assert await checked(library, patron_id, OTHER) == PasswordCheck(LogInOutcome.WRONG, free_left=2)
    assert (await credential(town))["wrong_logins"] == 2


@pytest.mark.parametrize(
    "state", [{"wrong_logins": 2}, {"wrong_logins": 4}, {"wrong_logins": 5, "locked_until": NOW}]
)
async def test_a_free_check_leaves_the_count_as_it_was(
    library: Library, town: Town, stored: str, state: dict[str, Any]
) -> None:
    patron_id = await with_password(town, stored, **state)
    before = await credential(town)
    for free_left in (2, 1, 0):
        assert await checked(library, patron_id, OTHER) == PasswordCheck(LogInOutcome.WRONG, free_left)
    assert await credential(town) == before
    assert [row["details"]["until_lock"] for row in await town.acts()] == [None] * 3


@on_a_server
async def test_free_checks_at_once_give_back_what_they_counted(
    library: Library, town: Town, stored: str
) -> None:
    patron_id = await with_password(town, stored, wrong_logins=1)
    await asyncio.gather(
        checked(library, patron_id, OTHER), checked(library, patron_id, OTHER), log_in(library, OTHER)
    )
    assert (await credential(town))["wrong_logins"] == 2


async def test_reading_again_is_no_new_visit_nor_is_another_desks(
    library: Library, town: Town, stored: str
) -> None:
    patron_id = await with_password(town, stored)
    await open_card(library.backend.look_ups)
    for _ in range(3):
        await checked(library, patron_id, OTHER)
    await library.backend.look_ups.again(patron_id, clerk())
    await open_card(library.backend.look_ups, actor=replace(clerk(), workstation="3番窓口"))
    assert (await checked(library, patron_id, OTHER)).until_lock == 4


async def test_anothers_checks_are_not_this_visits(library: Library, town: Town, stored: str) -> None:
    patron_id = await with_password(town, stored)
    await town.patron("200000001")
    other = replace(clerk(), staff=replace(clerk().staff, id="staff02"))
    for _ in range(3):
        await checked(library, patron_id, OTHER, actor=other)
    assert (await checked(library, patron_id, OTHER)).until_lock is None


async def test_without_a_look_every_check_is_of_one_visit(library: Library, town: Town, stored: str) -> None:
    patron_id = await with_password(town, stored)
    for _ in range(3):
        await checked(library, patron_id, OTHER)
    assert await town.all_rows(access_log) == []
    assert (await checked(library, patron_id, OTHER)).until_lock == 4


async def test_a_right_check_ends_the_count(library: Library, town: Town, stored: str) -> None:
    patron_id = await with_password(town, stored, wrong_logins=4)
    assert (await checked(library, patron_id)).outcome is LogInOutcome.OK
    assert (await credential(town))["wrong_logins"] == 0


async def test_the_library_sets_how_many_checks_are_free(library: Library, town: Town, stored: str) -> None:
    patron_id = await with_password(town, stored, wrong_logins=4)
    async with town.db.transaction() as conn:
        rule = {"name": "free_password_checks", "valid_from": days_ago(1), "value": 0}
        await conn.execute(insert(circulation_rule).values(rule))
        await conn.execute(update(masters_version).values(version=masters_version.c.version + 1))
    assert (await checked(library, patron_id, OTHER)).until_lock == 0
    with pytest.raises(ActRefused):
        await checked(library, patron_id)
    assert len(await outcomes(town)) == 1


async def test_the_same_check_answers_the_same(library: Library, town: Town, stored: str) -> None:
    patron_id = await with_password(town, stored)
    order = CheckPassword(actor=clerk(), patron_id=patron_id, password=Secret(OTHER), **SHOWN)
    first = await library.backend.acts.perform(order)
    again = await library.backend.acts.perform(order)
    assert (first.result, again.repeated) == (again.result, True)
    assert len(await town.acts()) == 1


# ロック解除


async def test_an_unlocked_password_logs_in_as_before(library: Library, town: Town, stored: str) -> None:
    await with_password(town, stored, wrong_logins=5, locked_until=LATER, version=3)
    done = await library.backend.acts.perform(await unlock_order(library))
    assert isinstance(done.answer, PatronSnapshot)
    assert done.answer.password is not None
    assert done.answer.password.locked_until is None
    row = await credential(town)
    assert (row["hash"], row["wrong_logins"], row["locked_until"], row["version"]) == (stored, 0, None, 3)
    assert await log_in(library, OWN) is LogInOutcome.OK
    assert await outcomes(town) == [("password.unlock", "done")]


@pytest.mark.parametrize("state", [{}, {"locked_until": NOW, "wrong_logins": 5}, {"wrong_logins": 4}])
async def test_only_what_is_locked_is_unlocked(
    library: Library, town: Town, stored: str, state: dict[str, Any]
) -> None:
    await with_password(town, stored, **state)
    with pytest.raises(ActRefused) as refused:
        await library.backend.acts.perform(await unlock_order(library))
    assert refused.value.refusal.reasons == (Reason.PASSWORD_NOT_LOCKED,)
    assert await town.acts() == []


async def test_two_desks_unlock_at_once_and_one_wins(library: Library, town: Town, stored: str) -> None:
    await with_password(town, stored, wrong_logins=5, locked_until=LATER)
    orders = [await unlock_order(library) for _ in range(2)]
    results = await asyncio.gather(*map(library.backend.acts.perform, orders), return_exceptions=True)
    assert sorted(isinstance(it, ActRefused) for it in results) == [False, True]


async def test_an_unlock_is_for_the_password_the_clerk_saw(library: Library, town: Town, stored: str) -> None:
    await with_password(town, stored, wrong_logins=5, locked_until=LATER)
    with pytest.raises(RowChanged):
        await library.backend.acts.perform(await unlock_order(library, seen_version=9))


# 利用停止


async def test_a_disabled_password_logs_nobody_in(library: Library, town: Town, stored: str) -> None:
    await with_password(town, stored)
    done = await library.backend.acts.perform(await disable_order(library))
    assert isinstance(done.answer, PatronSnapshot)
    assert done.answer.password is not None
    assert (done.answer.password.disabled, done.answer.password.version) == (True, 2)
    assert await log_in(library, OWN) is LogInOutcome.DISABLED
    assert await outcomes(town) == [("password.disable", "done")]
    with pytest.raises(ActRefused) as refused:
        await library.backend.acts.perform(await disable_order(library))
    assert refused.value.refusal.reasons == (Reason.PASSWORD_DISABLED,)


async def test_there_must_be_one_to_disable(library: Library, town: Town) -> None:
    await town.patron()
    with pytest.raises(ActRefused) as refused:
        await library.backend.acts.perform(await disable_order(library))
    assert refused.value.refusal.reasons == (Reason.NO_PASSWORD,)


async def test_a_change_and_a_disabling_at_once(library: Library, town: Town, stored: str) -> None:
    await with_password(town, stored)
    change, disable = await change_order(library), await disable_order(library)
    results = await asyncio.gather(
        library.backend.acts.perform(change), library.backend.acts.perform(disable), return_exceptions=True
    )
    assert sorted(isinstance(it, RowChanged) for it in results) == [False, True]
    assert (await credential(town))["version"] == 2


# Another password while one is tried


async def test_a_check_answers_for_the_password_now_in_force(
    library: Library, town: Town, stored: str, cheap_hasher: PasswordHasher
) -> None:
    patron_id = await with_password(town, stored)
    new = cheap_hasher.hash_now(Secret(NEW))
    order = CheckPassword(actor=clerk(), patron_id=patron_id, password=Secret(OWN), **SHOWN)
    hasher = SlowHasher(cheap_hasher, library.db, hash=new, version=2)
    done = await beside(library, hasher).perform(order)
    assert done.result.outcome is LogInOutcome.WRONG
    assert hasher.tried == [recipe_of(stored), recipe_of(new)]


async def test_a_lock_during_the_try_is_what_counts(
    library: Library, town: Town, stored: str, cheap_hasher: PasswordHasher
) -> None:
    patron_id = await with_password(town, stored)
    hasher = SlowHasher(cheap_hasher, library.db, locked_until=LATER, wrong_logins=5)
    order = CheckPassword(actor=clerk(), patron_id=patron_id, password=Secret(OWN), **SHOWN)
    with pytest.raises(ActRefused) as refused:
        await beside(library, hasher).perform(order)
    assert refused.value.refusal.reasons == (Reason.PASSWORD_LOCKED,)
    assert await outcomes(town) == []

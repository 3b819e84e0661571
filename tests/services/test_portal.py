import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from services.database.engine import Database
from services.database.tables import circulation_rule, masters_version, password_credential
from services.library import Library
from services.password_hashing import PasswordHasher
from services.portal import LoginResult, NoCard, Portal, Told
from services.rules.passwords.patron_login import LogInOutcome
from services.rules.vocabulary import CardStatus, CredentialKind, SuspensionReason
from services.secret import Secret
from tests.helpers.passwords import CHEAP_HASHER
from tests.helpers.patrons import CARD, NOW, TODAY, Town, days_ago, in_days

OWN = "Kingyo2026"


@pytest.fixture
async def portal(library: Library, town: Town) -> Portal:
    return Portal(library.db, library.masters, CHEAP_HASHER)


@pytest.fixture
def stored(cheap_hasher: PasswordHasher) -> str:
    return cheap_hasher.hash_now(Secret(OWN))


async def with_password(town: Town, stored: str, **changed: Any) -> int:
    patron_id = await town.patron()
    await town.password(patron_id, stored, **changed)
    return patron_id


async def the_credential(town: Town) -> dict[str, Any]:
    (row,) = await town.all_rows(password_credential)
    return row


async def log_in(portal: Portal, password: str = OWN, number: str = CARD) -> LoginResult:
    return await portal.log_in(number, Secret(password))


async def test_card_and_password_let_the_patron_in(portal: Portal, town: Town, stored: str) -> None:
    patron_id = await with_password(town, stored)
    result = await log_in(portal)
    assert (result.outcome, result.told, result.patron_id) == (LogInOutcome.OK, Told.ADMITTED, patron_id)
    assert await town.looks() == []


@pytest.mark.parametrize("typed", ["12345678-9", "１２３４５６７８９", "A123456789B\n", " 123 456 789 "])
async def test_the_card_is_cleaned_as_at_a_desk(portal: Portal, town: Town, stored: str, typed: str) -> None:
    await with_password(town, stored)
    assert (await log_in(portal, number=typed)).outcome is LogInOutcome.OK


@pytest.mark.parametrize("typed", ["kingyo2026", "KINGYO2026", "Kingyo2026 ", "Kingyo202", "Ｋingyo2026", ""])
async def test_upper_and_lower_case_differ_and_nothing_is_cleaned(
    portal: Portal, town: Town, stored: str, typed: str
) -> None:
    await with_password(town, stored)
    result = await log_in(portal, typed)
    assert (result.outcome, result.patron_id) == (LogInOutcome.WRONG, None)


@pytest.mark.parametrize(
    "stored",
    ["$argon2id$", "$argon2id$v=19$m=1048576,t=9,p=4$c2FsdHNhbHRzYWx0$MDEyMzQ1Njc4OWFiY2RlZg"],
    ids=["unreadable", "a gigabyte"],
)
async def test_a_hash_that_cannot_be_followed_is_a_wrong_password(
    portal: Portal, town: Town, stored: str
) -> None:
    await with_password(town, stored)
    assert (await log_in(portal)).outcome is LogInOutcome.WRONG
    assert (await the_credential(town))["wrong_logins"] == 1


# What the patron is told


async def test_all_that_leads_nowhere_sounds_the_same(portal: Portal, town: Town, stored: str) -> None:
    patron_id = await with_password(town, stored)
    await town.replace_card(patron_id, CARD, "234567890")
    await town.patron("987654321")
    results = [
        await log_in(portal, "Kingyo2027", "234567890"),
        await log_in(portal, number="000000000"),
        await log_in(portal, number="12345"),
        await log_in(portal, number="987654321"),
        await log_in(portal, number=CARD),
    ]
    assert [result.outcome for result in results] == [
        LogInOutcome.WRONG,
        NoCard.UNKNOWN,
        NoCard.MALFORMED,
        LogInOutcome.NONE_ISSUED,
        NoCard.RETIRED,
    ]
    assert {result.told for result in results} == {Told.REFUSED}
    assert {result.patron_id for result in results} == {None}


class _CountingHasher(PasswordHasher):
    """Notes against which stored hash the slow work is done."""

    def __init__(self, hasher: PasswordHasher) -> None:
        super().__init__(hasher.cost)
        self.tried: list[str | None] = []

    async def verify(self, stored: str | None, password: Secret) -> bool:
        self.tried.append(stored)
        return await super().verify(stored, password)

    async def hash_again(self, recipe: str | None, password: Secret) -> str:
        self.tried.append(recipe)
        return await super().hash_again(recipe, password)


@pytest.mark.parametrize(
    "number_and_state",
    [
        (CARD, {}),
        (CARD, {"locked_until": NOW + timedelta(minutes=9)}),
        (CARD, {"disabled_at": NOW}),
        ("000000000", {}),
        ("12345", {}),
        ("987654321", {}),
    ],
    ids=["wrong", "locked", "disabled", "unknown", "malformed", "none issued"],
)
async def test_every_try_costs_one_slow_hash(
    library: Library,
    town: Town,
    stored: str,
    cheap_hasher: PasswordHasher,
    number_and_state: tuple[str, dict[str, Any]],
) -> None:
    number, changed = number_and_state
    await with_password(town, stored, **changed)
    await town.patron("987654321")
    hasher = _CountingHasher(cheap_hasher)
    await log_in(Portal(library.db, library.masters, hasher), "Kingyo2027", number)
    looked_at = number == CARD and not changed
    (tried,) = hasher.tried
    salted = stored.rpartition("$")[0]
    assert (None if tried is None else tried.rpartition("$")[0]) == (salted if looked_at else None)


# States


async def test_an_initial_password_must_be_changed_first(portal: Portal, town: Town, stored: str) -> None:
    changed = {"kind": CredentialKind.INITIAL, "must_change": True, "expires_on": TODAY}
    patron_id = await with_password(town, stored, **changed)
    result = await log_in(portal)
    assert (result.outcome, result.told) == (LogInOutcome.MUST_CHANGE, Told.CHANGE_PASSWORD)
    assert result.patron_id == patron_id


async def test_an_expired_one_is_told_only_to_who_knows_it(portal: Portal, town: Town, stored: str) -> None:
    await with_password(town, stored, kind=CredentialKind.INITIAL, must_change=True, expires_on=days_ago(1))
    result = await log_in(portal)
    assert (result.outcome, result.told, result.patron_id) == (LogInOutcome.EXPIRED, Told.EXPIRED, None)
    assert (await log_in(portal, "Kingyo2027")).told is Told.REFUSED


async def test_an_initial_password_expires_as_the_day_ends(portal: Portal, town: Town, stored: str) -> None:
    await with_password(town, stored, kind=CredentialKind.INITIAL, expires_on=TODAY)
    assert (await log_in(portal)).outcome is LogInOutcome.OK
    await town.set_time(NOW.replace(hour=0, minute=0) + timedelta(days=1))
    assert (await log_in(portal)).outcome is LogInOutcome.EXPIRED


async def test_a_disabled_password(portal: Portal, town: Town, stored: str) -> None:
    await with_password(town, stored, disabled_at=NOW)
    result = await log_in(portal)
    assert (result.outcome, result.told) == (LogInOutcome.DISABLED, Told.REFUSED)


async def test_a_lost_card_and_suspensions_do_not_stop_a_login(
    portal: Portal, town: Town, stored: str
) -> None:
    patron_id = await town.patron(status=CardStatus.LOST, expires_on=days_ago(1))
    await town.suspend(patron_id, SuspensionReason.CARD_LOST)
    await town.password(patron_id, stored)
    assert (await log_in(portal)).outcome is LogInOutcome.OK


async def test_the_new_card_keeps_the_password(portal: Portal, town: Town, stored: str) -> None:
    patron_id = await with_password(town, stored)
    await town.replace_card(patron_id, CARD, "234567890")
    assert (await log_in(portal, number="234567890")).outcome is LogInOutcome.OK
    assert (await log_in(portal)).outcome is NoCard.RETIRED


# Counting and locking


async def test_the_fifth_wrong_login_locks_for_fifteen_minutes(
    portal: Portal, town: Town, stored: str
) -> None:
    await with_password(town, stored)
    tries = [await log_in(portal, "Kingyo2027") for _ in range(5)]
    assert [it.outcome for it in tries] == [LogInOutcome.WRONG] * 5
    assert [it.locked_until for it in tries[:4]] == [None] * 4
    until = tries[4].locked_until
    assert until is not None
    assert timedelta(minutes=15) <= until - NOW < timedelta(minutes=16)

    locked = await log_in(portal)
    assert (locked.outcome, locked.told) == (LogInOutcome.LOCKED, Told.REFUSED)
    assert (locked.patron_id, locked.locked_until) == (None, until)
    assert (await the_credential(town))["wrong_logins"] == 5


async def test_tries_while_locked_do_not_lengthen_the_lock(portal: Portal, town: Town, stored: str) -> None:
    until = NOW + timedelta(minutes=9)
    await with_password(town, stored, wrong_logins=5, locked_until=until)
    assert (await log_in(portal, "Kingyo2027")).outcome is LogInOutcome.LOCKED
    row = await the_credential(town)
    assert (row["wrong_logins"], row["locked_until"]) == (5, until)


async def test_after_the_lock_the_right_password_lets_in_and_ends_the_count(
    portal: Portal, town: Town, stored: str
) -> None:
    await with_password(town, stored, wrong_logins=5, locked_until=NOW + timedelta(minutes=15))
    await town.set_time(NOW + timedelta(minutes=15))
    assert (await log_in(portal)).outcome is LogInOutcome.OK
    row = await the_credential(town)
    assert (row["wrong_logins"], row["locked_until"]) == (0, None)


async def test_after_the_lock_the_count_begins_anew(portal: Portal, town: Town, stored: str) -> None:
    await with_password(town, stored, wrong_logins=5, locked_until=NOW)
    assert (await log_in(portal, "Kingyo2027")).locked_until is None
    row = await the_credential(town)
    assert (row["wrong_logins"], row["locked_until"]) == (1, None)


async def test_a_right_login_ends_the_count(portal: Portal, town: Town, stored: str) -> None:
    await with_password(town, stored)
    for _ in range(4):
        await log_in(portal, "Kingyo2027")
    assert (await the_credential(town))["wrong_logins"] == 4
    await log_in(portal)
    assert (await the_credential(town))["wrong_logins"] == 0
    for _ in range(4):
        await log_in(portal, "Kingyo2027")
    assert (await log_in(portal)).outcome is LogInOutcome.OK


async def test_the_count_is_no_new_version_of_the_password(portal: Portal, town: Town, stored: str) -> None:
    await with_password(town, stored, version=3)
    await log_in(portal, "Kingyo2027")
    await log_in(portal)
    assert (await the_credential(town))["version"] == 3


async def test_the_library_sets_count_and_minutes(portal: Portal, town: Town, stored: str) -> None:
    await with_password(town, stored)
    async with town.db.transaction() as conn:
        for name, value in (("wrong_logins_to_lock", 2), ("lock_minutes", 60)):
            await conn.execute(
                insert(circulation_rule).values(name=name, valid_from=days_ago(1), value=value)
            )
        await conn.execute(update(masters_version).values(version=masters_version.c.version + 1))
    assert (await log_in(portal, "Kingyo2027")).locked_until is None
    until = (await log_in(portal, "Kingyo2027")).locked_until
    assert until is not None
    assert until - NOW >= timedelta(minutes=60)


async def test_tries_at_the_same_time_are_all_counted(portal: Portal, town: Town, stored: str) -> None:
    await with_password(town, stored)
    outcomes = await asyncio.gather(*(log_in(portal, "Kingyo2027") for _ in range(7)))
    assert sum(it.outcome is LogInOutcome.WRONG for it in outcomes) == 5
    assert sum(it.outcome is LogInOutcome.LOCKED for it in outcomes) == 2


class _SlowHasher(PasswordHasher):
    """Lets a desk reissue while the first try is hashed."""

    def __init__(self, hasher: PasswordHasher, db: Database, reissued: str) -> None:
        super().__init__(hasher.cost)
        self._db = db
        self._reissued: str | None = reissued

    async def verify(self, stored: str | None, password: Secret) -> bool:
        fits = await super().verify(stored, password)
        await self._reissue()
        return fits

    async def hash_again(self, recipe: str | None, password: Secret) -> str:
        made = await super().hash_again(recipe, password)
        await self._reissue()
        return made

    async def _reissue(self) -> None:
        if self._reissued is not None:
            async with self._db.transaction() as conn:
                await conn.execute(update(password_credential).values(hash=self._reissued))
            self._reissued = None


async def test_a_password_reissued_during_a_try_is_the_one_that_counts(
    library: Library, town: Town, stored: str, cheap_hasher: PasswordHasher
) -> None:
    await with_password(town, stored, expires_on=in_days(1))
    hasher = _SlowHasher(cheap_hasher, library.db, cheap_hasher.hash_now(Secret("Fune0815")))
    portal = Portal(library.db, library.masters, hasher)
    assert (await log_in(portal)).outcome is LogInOutcome.WRONG
    hasher = _SlowHasher(cheap_hasher, library.db, stored)
    portal = Portal(library.db, library.masters, hasher)
    assert (await log_in(portal)).outcome is LogInOutcome.OK

"""A patron with a password, and what the tests do with it at a counter."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from services.acts.password_use import (
    ChangePassword,
    CheckPassword,
    DisablePassword,
    PasswordChange,
    PasswordCheck,
    UnlockPassword,
)
from services.contract.act_result import ActResult
from services.contract.backend import Acts
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import password_credential
from services.own_schema.library import Library, build_library
from services.own_schema.password_hashing import PasswordHasher
from services.rules.passwords.patron_login import LogInOutcome
from services.rules.secret import Secret
from services.rules.vocabulary import CardProof
from tests.helpers import passwords
from tests.helpers.patrons import CARD, NOW, Town, clerk, open_card

OWN = "Kingyo2026"
NEW = "Hanabi0815"
OTHER = "Kingyo2027"
LATER = NOW + timedelta(minutes=9)
SHOWN: dict[str, Any] = {"proof": CardProof.SCANNED, "shown_card": CARD, "shown_at": None}


@pytest.fixture
def stored(cheap_hasher: PasswordHasher) -> str:
    return cheap_hasher.hash_now(Secret(OWN))


async def with_password(town: Town, stored: str, **changed: Any) -> int:
    patron_id = await town.patron()
    await town.password(patron_id, stored, **changed)
    return patron_id


async def credential(town: Town) -> dict[str, Any]:
    (row,) = await town.all_rows(password_credential)
    return row


async def change_order(
    library: Library, old: str = OWN, new: str = NEW, again: str | None = None, **changed: Any
) -> ChangePassword:
    before = await open_card(library.backend.look_ups)
    made = ChangePassword(
        actor=clerk(),
        patron_id=before.patron.id,
        old=Secret(old),
        new=Secret(new),
        again=Secret(new if again is None else again),
        seen_version=None if before.password is None else before.password.version,
        **SHOWN,
    )
    return replace(made, **changed)


async def changed(library: Library, *typed: str, **order: Any) -> ActResult[PasswordChange]:
    return await library.backend.acts.perform(await change_order(library, *typed, **order))


async def checked(library: Library, patron_id: int, typed: str = OWN, **order: Any) -> PasswordCheck:
    made = CheckPassword(actor=clerk(), patron_id=patron_id, password=Secret(typed), **SHOWN)
    return (await library.backend.acts.perform(replace(made, **order))).result


async def unlock_order(library: Library, **changed: Any) -> UnlockPassword:
    before = await open_card(library.backend.look_ups)
    seen = None if before.password is None else before.password.version
    made = UnlockPassword(actor=clerk(), patron_id=before.patron.id, seen_version=seen, **SHOWN)
    return replace(made, **changed)


async def disable_order(library: Library, **changed: Any) -> DisablePassword:
    before = await open_card(library.backend.look_ups)
    seen = None if before.password is None else before.password.version
    return replace(DisablePassword(actor=clerk(), patron_id=before.patron.id, seen_version=seen), **changed)


async def log_in(library: Library, typed: str) -> LogInOutcome:
    return await passwords.log_in(library.db, CARD, Secret(typed))


async def outcomes(town: Town) -> list[tuple[str, str]]:
    return [(row["verb"], row["outcome"]) for row in sorted(await town.acts(), key=lambda it: it["sequence"])]


class SlowHasher(PasswordHasher):
    """Lets something happen elsewhere while a password is tried, once."""

    def __init__(self, hasher: PasswordHasher, db: Database, **meanwhile: Any) -> None:
        super().__init__()
        self._hasher = hasher
        self._db = db
        self._meanwhile: dict[str, Any] | None = meanwhile
        self.tried: list[str | None] = []

    async def hash(self, password: Secret) -> str:
        return await self._hasher.hash(password)

    async def hash_again(self, recipe: str | None, password: Secret) -> str:
        self.tried.append(recipe)
        made = await self._hasher.hash_again(recipe, password)
        if self._meanwhile is not None:
            async with self._db.transaction() as conn:
                await conn.execute(update(password_credential).values(self._meanwhile))
            self._meanwhile = None
        return made


def recipe_of(stored: str) -> str:
    """Tell how a hash was made, with the length of its last part in that part's place."""
    made, _, last = stored.rpartition("$")
    return f"{made}${len(last)}"


def beside(library: Library, hasher: PasswordHasher) -> Acts:
    return build_library(library.db, library.masters, hasher).backend.acts

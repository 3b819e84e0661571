"""Requests to issue a password, and what the tests ask about them."""

from typing import Any

import pytest
from sqlalchemy import insert, update

from services.acts.passwords import IssuePassword
from services.contract.backend import Acts
from services.own_schema.database.tables import circulation_rule, masters_version, password_credential
from services.own_schema.library import Library
from services.rules.passwords.passwords import generate
from services.rules.passwords.patron_login import LogInOutcome
from services.rules.policy import Policy
from services.rules.secret import Secret
from services.rules.vocabulary import (
    CardProof,
    Receiver,
)
from tests.helpers import passwords
from tests.helpers.patrons import CARD, Town, clerk, days_ago

OTHER_CARD = "987654321"

on_a_server = pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)


@pytest.fixture
async def acts(library: Library, town: Town) -> Acts:
    return library.backend.acts


def an_order(patron_id: int, **changed: Any) -> IssuePassword:
    values: dict[str, Any] = {
        "actor": clerk(),
        "patron_id": patron_id,
        "password": generate(Policy()),
        "seen_version": None,
        "proof": CardProof.SCANNED,
        "shown_card": CARD,
        "shown_at": None,
        "receiver": Receiver.SELF,
    }
    return IssuePassword(**(values | changed))


async def set_rule(town: Town, name: str, value: Any) -> None:
    async with town.db.transaction() as conn:
        await conn.execute(insert(circulation_rule).values(name=name, valid_from=days_ago(1), value=value))
        await conn.execute(update(masters_version).values(version=masters_version.c.version + 1))


async def nothing_happened(town: Town) -> bool:
    return await town.acts() == [] and await town.all_rows(password_credential) == []


async def log_in(library: Library, password: str) -> LogInOutcome:
    return await passwords.log_in(library.db, CARD, Secret(password))

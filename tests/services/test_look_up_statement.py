from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Select

from services.look_up_statement import LookUpKey, full, glimpse
from services.rules.vocabulary import CardStatus
from tests.helpers.patrons import CARD, Town


@pytest.mark.parametrize("statement", [full(LookUpKey.CARD_NUMBER), glimpse(LookUpKey.CARD_NUMBER)])
async def test_nothing_is_read_of_a_retired_cards_patron(town: Town, statement: Select[Any]) -> None:
    patron_id = await town.patron()
    await town.replace_card(patron_id, CARD, "234567890")
    async with town.db.reading() as conn:
        row = (await conn.execute(statement, {"card_number": CARD})).one()
    assert tuple(row) == (CardStatus.RETIRED, None)


@pytest.mark.parametrize("build", [full, glimpse])
@pytest.mark.parametrize("key", LookUpKey)
def test_the_one_parameter_is_the_key(key: LookUpKey, build: Callable[[LookUpKey], Select[Any]]) -> None:
    assert list(build(key).compile().params) == [key.value]

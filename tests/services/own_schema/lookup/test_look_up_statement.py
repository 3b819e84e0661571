from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Select

from services.own_schema.lookup.caller_conditions import desk_values
from services.own_schema.lookup.look_up_statement import LookUpKey, full, glimpse_or_all, phone_summary
from services.rules.vocabulary import CardStatus
from tests.helpers.patrons import CARD, Town, clerk


@pytest.mark.parametrize("statement", [full(LookUpKey.CARD_NUMBER), phone_summary(LookUpKey.CARD_NUMBER)])
async def test_nothing_is_read_of_a_retired_cards_patron(town: Town, statement: Select[Any]) -> None:
    patron_id = await town.patron()
    await town.replace_card(patron_id, CARD, "234567890")
    async with town.db.reading() as conn:
        row = (await conn.execute(statement, {"card_number": CARD})).one()
    assert tuple(row) == (CardStatus.RETIRED, None)


@pytest.mark.parametrize("build", [full, phone_summary])
@pytest.mark.parametrize("key", LookUpKey)
def test_the_one_parameter_is_the_key(key: LookUpKey, build: Callable[[LookUpKey], Select[Any]]) -> None:
    assert list(build(key).compile().params) == [key.value]


async def test_nothing_of_a_caller_leaves_the_database_before_the_check(town: Town) -> None:
    patron_id = await town.patron()
    for make in (town.loan, town.hold, town.cancelled, town.request, town.question):
        await make(patron_id)
    values = {"patron_id": patron_id, **desk_values(clerk())}
    async with town.db.reading() as conn:
        before = (await conn.execute(glimpse_or_all(), values)).one()
    await town.identified(patron_id)
    async with town.db.reading() as conn:
        after = (await conn.execute(glimpse_or_all(), values)).one()
    assert before[2] is None
    for told in ("川口 花子", "カワグチ", "坊っちゃん", "1980", "048-000", "example.jp"):
        assert told not in repr(tuple(before))
        assert told in repr(tuple(after))

"""A new card's number is one of the library's, whichever login registers it."""

import pytest
from sqlalchemy import insert

from services.own_schema.database.tables import card, circulation_rule
from tests.helpers.city import City
from tests.helpers.patrons import TODAY
from tests.services.own_schema.schema.postgresql.acting_scene import WITHIN, Hostile
from tests.services.own_schema.schema.postgresql.calling import Connect


@pytest.fixture
async def supervisor(city: City, connect: Connect) -> Hostile:
    made = Hostile(await connect("supervisor"), city.names["supervisor"], await city.town.patron("223456789"))
    await made.conn.fetch(
        "CALL madoguchi_look('223456789', NULL, false, $1, 1, '2番窓口', 'look_up', NULL, NULL, NULL)",
        made.name,
    )
    return made


@pytest.mark.parametrize(
    "number", ["abcdefghi", "１２３４５６７８９", "12345678\n", "12345678", "1234567890"]
)
async def test_a_card_has_nine_digits(city: City, supervisor: Hostile, number: str) -> None:
    await refuses_card(city, supervisor, number)


@pytest.mark.parametrize(
    ("rules", "number"),
    [
        ({"card_lengths": "10"}, "123456789"),
        ({"card_lengths": "10"}, "AB12345678"),
        ({"card_lengths": "7-8 13", "card_letters": "any"}, "AB1234"),
        ({"card_lengths": "7-8 13", "card_letters": "any"}, "ABCDEFGH"),
        ({"card_lengths": "8", "card_letters": "capitals"}, "ab-00123"),
        ({"card_lengths": "8", "card_letters": "capitals"}, "-AB00123"),
        ({"card_lengths": "nine"}, "1234567890"),
    ],
)
async def test_a_card_has_the_librarys_form(
    city: City, supervisor: Hostile, rules: dict[str, str], number: str
) -> None:
    await has_rules(city, rules)
    await refuses_card(city, supervisor, number)


@pytest.mark.parametrize(
    ("rules", "number"),
    [
        ({"card_lengths": "10"}, "1234567890"),
        ({"card_lengths": "13-7", "card_letters": "any"}, "AB12345"),
        ({"card_lengths": "8", "card_letters": "capitals"}, "AB-00123"),
        ({"card_lengths": "nine"}, "123456789"),
    ],
)
async def test_a_card_of_the_librarys_form_is_registered(
    city: City, supervisor: Hostile, rules: dict[str, str], number: str
) -> None:
    await has_rules(city, rules)
    (old,) = await city.town.all_rows(card)
    change = {"change": "InsertReplacementCard", "card_id": old["id"], "new_id": old["id"], "number": number}
    said = await supervisor.refused("card.replace", change, subject="card", subject_id=old["id"])
    assert said != WITHIN
    assert "a new card's number" not in said


async def has_rules(city: City, rules: dict[str, str]) -> None:
    rows = [{"name": name, "valid_from": TODAY, "value": value} for name, value in rules.items()]
    async with city.town.db.transaction() as conn:
        await conn.execute(insert(circulation_rule).values(rows))


async def refuses_card(city: City, supervisor: Hostile, number: str) -> None:
    before = await city.town.all_rows(card)
    (old,) = await city.town.all_rows(card)
    change = {"change": "InsertReplacementCard", "card_id": old["id"], "new_id": old["id"], "number": number}
    said = await supervisor.refused("card.replace", change, subject="card", subject_id=old["id"])
    assert said in {WITHIN, "madoguchi: a new card's number is one of the library's"}
    assert await city.town.all_rows(card) == before

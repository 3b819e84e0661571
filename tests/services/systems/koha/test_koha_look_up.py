"""One look-up on Koha's tables; `all_views.py` has the rest."""

import json

from services.systems.koha.demo.library import FIRST_CARD, HOLDS, LOANS
from tests.helpers.mariadb import MariaDb


async def test_a_card_finds_its_patron_with_all_loans_and_holds(mariadb: MariaDb) -> None:
    async with mariadb.koha(patrons=2) as koha, koha.opened() as views:
        (card,) = await views.cards(str(FIRST_CARD))
        row = await views.by_key(card.key)

    assert row is not None
    record = json.loads(row.text)
    assert (card.key, row.key, card.card_number, row.card_number) == (
        "1",
        "1",
        str(FIRST_CARD),
        str(FIRST_CARD),
    )
    assert (len(record["loans"]), len(record["holds"])) == (LOANS, HOLDS)

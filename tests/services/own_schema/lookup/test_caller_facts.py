"""What is found of facts that are right, wrong or not told: two, and none of them wrong; on both databases."""

from itertools import product

import pytest
from sqlalchemy import delete

from services.contract.errors import IdentityNotConfirmed
from services.own_schema.database.tables import identity_check, identity_miss
from services.own_schema.library import Library
from services.rules.people.identity import CallerFacts, check_facts
from services.rules.vocabulary import Channel, CheckOutcome
from tests.helpers.patrons import Town, clerk

CALLER = clerk(channel=Channel.PHONE)
SAID = {
    "kana": {True: "カワグチ ハナコ", False: "カワグチ ハナ", None: ""},
    "birth_date": {True: "19800402", False: "19800403", None: ""},
    "phone": {True: "048-000-0001", False: "048-000-0002", None: ""},
}
EACH = [dict(zip(SAID, told, strict=True)) for told in product((True, False, None), repeat=3)]


def told_of(right: dict[str, bool | None]) -> CallerFacts:
    return CallerFacts(**{name: SAID[name][is_right] for name, is_right in right.items()})


async def tried(library: Library, town: Town, told: CallerFacts, patron_id: int | None) -> CheckOutcome:
    """Try as if nobody had tried before."""
    async with town.db.transaction() as conn:
        await conn.execute(delete(identity_miss))
        await conn.execute(delete(identity_check))
    identity = library.backend.identity
    try:
        await (identity.find(told, CALLER) if patron_id is None else identity.check(patron_id, told, CALLER))
    except IdentityNotConfirmed:
        return CheckOutcome.FAILED
    return CheckOutcome.PASSED


@pytest.mark.parametrize("by_number", [True, False])
async def test_two_facts_and_none_of_them_wrong(library: Library, town: Town, by_number: bool) -> None:
    patron_id = await town.patron()
    found, expected = {}, {}
    for right in EACH:
        told = told_of(right)
        if check_facts(told, opened_by_number=by_number):
            continue
        facts = {name: is_right for name, is_right in right.items() if is_right is not None}
        passes = all(facts.values())
        kept = {"card_number": True, **facts} if by_number else dict.fromkeys(facts, passes)
        outcome = await tried(library, town, told, patron_id if by_number else None)
        (row,) = await town.all_rows(identity_check)
        assert row["outcome"] is outcome
        found[told] = (row["patron_id"], row["outcome"], row["facts"])
        expected[told] = (
            patron_id if by_number or passes else None,
            CheckOutcome.PASSED if passes else CheckOutcome.FAILED,
            {name: "ok" if is_right else "ng" for name, is_right in kept.items()},
        )
    assert found == expected


@pytest.mark.parametrize("registered", ["０４８－０００－０００１", "+81 48-000-0001"])
@pytest.mark.parametrize("by_number", [True, False])
async def test_a_number_is_right_however_it_was_registered(
    library: Library, town: Town, registered: str, by_number: bool
) -> None:
    patron_id = await town.patron(phone=registered)
    told = told_of({"kana": True, "birth_date": None, "phone": True})
    assert await tried(library, town, told, patron_id if by_number else None) is CheckOutcome.PASSED


async def test_a_patron_without_a_phone_number_is_not_matched_by_none(library: Library, town: Town) -> None:
    patron_id = await town.patron(phone=None, phone_digits=None, phone_end=None)
    told = told_of({"kana": None, "birth_date": True, "phone": True})
    assert await tried(library, town, told, patron_id) is CheckOutcome.FAILED
    assert await tried(library, town, told, None) is CheckOutcome.FAILED

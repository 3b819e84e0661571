"""A caller of a patron without a birth date, on both databases: telephone number and kana name, or the counter."""

from datetime import date
from itertools import product
from typing import Any

import pytest

from services.contract.errors import FactsUnfit, IdentityNotConfirmed
from services.contract.snapshot import PhoneSummary
from services.own_schema.database.tables import identity_check
from services.own_schema.library import Library
from services.rules.people.identity import CallerFacts, FactFault, FactsNeeded, facts_needed
from services.rules.vocabulary import Channel, CheckOutcome, Role
from tests.helpers.patrons import CARD, Town, clerk

CALLER = clerk(Role.PHONE, channel=Channel.PHONE)
KANA, PHONE, BORN = {"kana": "カワグチ ハナコ"}, {"phone": "048-000-0001"}, {"birth_date": "1980/4/2"}
NO_PHONE: dict[str, Any] = {"phone": None}
NO_KANA, KANJI = {"kana": ""}, {"kana": "川口第三小学校"}
UNBORN: dict[str, Any] = {"birth_date": None}


async def summary(library: Library) -> PhoneSummary:
    answer = await library.backend.look_ups.by_card(CARD, CALLER)
    assert isinstance(answer, PhoneSummary)
    return answer


@pytest.mark.parametrize("missing", list(product((UNBORN, {}), (NO_KANA, KANJI, {}), (NO_PHONE, {}))))
async def test_a_look_tells_what_is_needed_as_the_rule_does(
    library: Library, town: Town, missing: tuple[dict[str, Any], ...]
) -> None:
    lacking = {name: value for each in missing for name, value in each.items()}
    await town.patron(**lacking)
    known = KANA | PHONE | BORN | lacking
    needed = facts_needed(
        kana=known["kana"], has_birth_date=known["birth_date"] is not None, phone=known["phone"]
    )
    assert (await summary(library)).needed is needed


@pytest.mark.parametrize("told", [KANA, PHONE, BORN, KANA | BORN, PHONE | BORN])
async def test_less_than_name_and_number_is_no_try(
    library: Library, town: Town, told: dict[str, str]
) -> None:
    patron_id = await town.patron(**UNBORN)
    await summary(library)
    with pytest.raises(FactsUnfit) as refused:
        await library.backend.identity.check(patron_id, CallerFacts(**told), CALLER)
    (fault,) = refused.value.faults
    assert fault is (FactFault.ON_THE_CARD if told == KANA else FactFault.KANA_AND_PHONE)
    assert await town.all_rows(identity_check) == []


async def test_name_and_number_identify(library: Library, town: Town) -> None:
    patron_id = await town.patron(**UNBORN)
    await summary(library)
    snapshot = await library.backend.identity.check(patron_id, CallerFacts(**KANA, **PHONE), CALLER)
    assert (snapshot.patron.id, snapshot.patron.birth_date) == (patron_id, None)


@pytest.mark.parametrize("told", [KANA | PHONE | BORN, KANA | {"phone": "048-000-0002"}])
async def test_a_birth_date_told_of_none_is_wrong_as_another_number_is(
    library: Library, town: Town, told: dict[str, str]
) -> None:
    patron_id = await town.patron(**UNBORN)
    await summary(library)
    with pytest.raises(IdentityNotConfirmed):
        await library.backend.identity.check(patron_id, CallerFacts(**told), CALLER)
    (row,) = await town.all_rows(identity_check)
    assert row["outcome"] is CheckOutcome.FAILED


@pytest.mark.parametrize("missing", [NO_KANA, KANJI, NO_PHONE, NO_KANA | NO_PHONE])
async def test_where_one_of_them_isnt_registered_either_no_caller_is_identified(
    library: Library, town: Town, missing: dict[str, Any]
) -> None:
    patron_id = await town.patron(**UNBORN, **missing)
    assert (await summary(library)).needed is FactsNeeded.NONE_ENOUGH
    for told in (PHONE, KANA | BORN, KANA | PHONE):
        with pytest.raises(FactsUnfit) as refused:
            await library.backend.identity.check(patron_id, CallerFacts(**told), CALLER)
        assert refused.value.faults == (FactFault.NONE_ENOUGH,)
    assert await town.all_rows(identity_check) == []


@pytest.mark.parametrize(
    ("told", "found"), [(KANA | PHONE, True), (KANA | BORN, False), (PHONE | BORN, False)]
)
async def test_without_a_number_nobody_is_found_by_a_birth_date_that_isnt_registered(
    library: Library, town: Town, told: dict[str, str], *, found: bool
) -> None:
    patron_id = await town.patron(**UNBORN)
    await town.patron("223456789", kana="ウラワ ジロウ", phone=None, birth_date=date(1980, 4, 2))
    if found:
        assert (await library.backend.identity.find(CallerFacts(**told), CALLER)).patron.id == patron_id
    else:
        with pytest.raises(IdentityNotConfirmed):
            await library.backend.identity.find(CallerFacts(**told), CALLER)

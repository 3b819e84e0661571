"""登録更新 on real databases: the new 更新期限日, the notice that goes, and what is corrected with it."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from services.acts.registration import (
    RegistrationOutcome,
    RegistrationRenewed,
    RenewRegistration,
    registered,
)
from services.contract.errors import ActRefused, RegistrationMalformed, RowChanged
from services.contract.snapshot import PatronSnapshot
from services.own_schema.database.search_key_rows import make_missing_keys
from services.own_schema.database.tables import patron
from services.own_schema.library import Library
from services.rules.circulation.notices import NoticeKind
from services.rules.decision import Reason
from services.rules.people.registration import RegistrationFault, derived
from services.rules.people.search import SearchText
from services.rules.vocabulary import CardProof, CardStatus, Channel, Role, SuspensionReason
from tests.helpers.patrons import CARD, TODAY, Town, clerk, in_days, open_card
from tests.helpers.statements import recorded

SOON = date(2026, 12, 11)
THREE_YEARS_ON = date(2029, 12, 11)


async def order(library: Library, form: dict[str, str] | None = None, **changed: Any) -> RenewRegistration:
    before = (await open_card(library.backend.look_ups)).patron
    made = RenewRegistration(
        actor=clerk(),
        patron_id=before.id,
        proof=CardProof.SCANNED,
        shown_card=CARD,
        shown_at=None,
        seen_version=before.version,
        form=replace(registered(before), **(form or {})),
        address_proven=True,
    )
    return replace(made, **changed)


async def row(town: Town) -> dict[str, Any]:
    (found,) = await town.all_rows(patron)
    return found


async def test_three_years_on_and_the_notice_goes(library: Library, town: Town) -> None:
    await town.patron(expires_on=SOON)
    before = await open_card(library.backend.look_ups)
    assert [notice.kind for notice in before.notices] == [NoticeKind.EXPIRY_NEAR]
    done = await library.backend.acts.perform(await order(library))
    assert done.result == RegistrationRenewed(RegistrationOutcome.RENEWED, THREE_YEARS_ON)
    assert isinstance(done.answer, PatronSnapshot)
    assert (done.answer.patron.expires_on, done.answer.notices) == (THREE_YEARS_ON, ())
    assert done.answer.patron.version == before.patron.version + 1
    (record,) = await town.acts()
    assert (record["verb"], record["outcome"], record["subject"]) == (
        "registration.renew",
        "renewed",
        "registration",
    )
    assert record["details"] == {
        "proof": "scanned",
        "corrected": "",
        "from": "2026-12-11",
        "to": "2029-12-11",
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [(date(2026, 11, 23), date(2029, 11, 24)), (date(2027, 6, 11), date(2029, 11, 24))],
    ids=["expired", "long before"],
)
async def test_out_of_its_last_month_it_counts_from_today(
    library: Library, town: Town, old: date, new: date
) -> None:
    await town.patron(expires_on=old)
    assert (await library.backend.acts.perform(await order(library))).result.expires_on == new


async def test_a_suspended_registration_can_be_renewed(library: Library, town: Town) -> None:
    patron_id = await town.patron(status=CardStatus.LOST, expires_on=SOON)
    for reason in SuspensionReason:
        await town.suspend(patron_id, reason)
    done = await library.backend.acts.perform(await order(library))
    assert done.result.expires_on == THREE_YEARS_ON
    assert isinstance(done.answer, PatronSnapshot)
    assert len(done.answer.suspensions) == len(SuspensionReason)


async def test_what_is_corrected_is_kept_clean_and_found(library: Library, town: Town) -> None:
    await town.patron(expires_on=SOON)
    typed = {
        "kana": "かわぐち　マリア",
        "alias": " 髙橋 まり ",
        "phone": "０９０ー００００ー０００１",
        "postal_code": "3340002",
        "address": "川口市鳩ヶ谷本町9-9-9",
    }
    done = await library.backend.acts.perform(await order(library, typed))
    kept = await row(town)
    assert {name: kept[name] for name in typed} == {
        "kana": "カワグチ マリア",
        "alias": "髙橋 まり",
        "phone": "090-0000-0001",
        "postal_code": "334-0002",
        "address": "川口市鳩ヶ谷本町9-9-9",
    }
    assert (kept["search_key"], kept["kana_key"], kept["phone_digits"]) == (
        "^カワクチマリア ^川口花子 ^高橋マリ ~カワクチマリア ^kawaguchihanako",
        "カワグチマリア",
        "09000000001",
    )
    assert kept["address_changed_on"] == TODAY
    assert await make_missing_keys(library.db) == 1  # as those of every name that a desk told
    assert (await row(town)) == {
        **kept,
        "keys_of": "川口 花子|カワグチ マリア|髙橋 まり|Kawaguchi Hanako|090-0000-0001",
    }
    found = await library.backend.searches.find(SearchText(words="たかはし まり 0001"), clerk())
    assert found.hits == ()
    found = await library.backend.searches.find(SearchText(words="高橋まり 0001"), clerk())
    assert [hit.kana for hit in found.hits] == ["カワグチ マリア"]
    assert done.result.outcome is RegistrationOutcome.RENEWED
    (record,) = await town.acts()
    assert record["details"]["corrected"] == "kana alias phone postal_code address"


async def test_a_blank_takes_phone_and_alias_away(library: Library, town: Town) -> None:
    await town.patron(alias="川口 はな", expires_on=SOON)
    await library.backend.acts.perform(await order(library, {"alias": " ", "phone": ""}))
    kept = await row(town)
    assert (kept["alias"], kept["phone"], kept["phone_digits"]) == (None, None, None)
    assert (
        kept["search_key"]
        == derived(
            name=kept["name"], kana=kept["kana"], alias=None, romaji=kept["romaji"], phone=None
        ).search_key
    )


@pytest.mark.parametrize(
    ("form", "moved_on", "called_on"),
    [
        ({}, None, None),
        ({"phone": "048-000-0002"}, None, TODAY),
        ({"phone": ""}, None, TODAY),
        ({"phone": "048-000-0001"}, None, None),
        ({"postal_code": "332-0002"}, None, None),
        ({"address": "川口市朝日１−１−１"}, None, None),
        ({"address": "川口市朝日1-1-2"}, TODAY, None),
    ],
)
async def test_only_another_address_is_a_move_and_only_another_number_a_new_one(
    library: Library, town: Town, form: dict[str, str], moved_on: date | None, called_on: date | None
) -> None:
    await town.patron(expires_on=SOON)
    await library.backend.acts.perform(await order(library, form))
    kept = await row(town)
    assert (kept["address_changed_on"], kept["phone_changed_on"]) == (moved_on, called_on)


async def test_renewed_again_it_keeps_its_day_and_can_be_corrected(library: Library, town: Town) -> None:
    await town.patron(expires_on=SOON)
    await library.backend.acts.perform(await order(library))
    again = await library.backend.acts.perform(await order(library))
    assert again.result == RegistrationRenewed(RegistrationOutcome.UNCHANGED, THREE_YEARS_ON)
    assert (await row(town))["version"] == 2
    corrected = await library.backend.acts.perform(await order(library, {"phone": "048-000-0009"}))
    assert corrected.result == RegistrationRenewed(RegistrationOutcome.CORRECTED, THREE_YEARS_ON)
    assert (await row(town))["phone"] == "048-000-0009"
    records = await town.acts()
    assert [record["outcome"] for record in records] == ["renewed", "unchanged", "corrected"]
    assert ["to" in record["details"] for record in records] == [True, False, False]


async def test_a_correction_sent_again_answers_the_same(library: Library, town: Town) -> None:
    await town.patron(expires_on=THREE_YEARS_ON)
    made = await order(library, {"phone": "048-000-0009"})
    first = await library.backend.acts.perform(made)
    second = await library.backend.acts.perform(made)
    assert second.result == first.result == RegistrationRenewed(RegistrationOutcome.CORRECTED, THREE_YEARS_ON)
    assert second.repeated


async def test_every_fault_is_told_and_nothing_kept(library: Library, town: Town) -> None:
    await town.patron(expires_on=SOON)
    before = await row(town)
    with pytest.raises(RegistrationMalformed) as refused:
        await library.backend.acts.perform(
            await order(library, {"kana": "川口", "phone": "1", "address": ""})
        )
    assert refused.value.faults == (
        RegistrationFault.KANA_CHARACTER,
        RegistrationFault.PHONE_DIGIT_COUNT,
        RegistrationFault.ADDRESS_MISSING,
    )
    assert await row(town) == before
    assert await town.acts() == []


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"address_proven": False}, Reason.ADDRESS_NOT_PROVEN),
        ({"shown_card": "200000001"}, Reason.OTHER_CARD_SHOWN),
        ({"shown_card": None}, Reason.CARD_NOT_SHOWN),
        ({"actor": clerk(Role.SUPERVISOR, Channel.PHONE)}, Reason.NEEDS_VISIT),
        ({"actor": clerk(Role.PHONE)}, Reason.NEEDS_VISIT),
    ],
)
async def test_not_without_card_address_and_counter(
    library: Library, town: Town, changed: dict[str, Any], reason: Reason
) -> None:
    await town.patron(expires_on=SOON)
    with pytest.raises(ActRefused) as refused:
        await library.backend.acts.perform(await order(library, **changed))
    assert reason in refused.value.refusal.reasons
    assert (await row(town))["expires_on"] == SOON


async def test_of_two_desks_one_renews_and_the_other_is_told(library: Library, town: Town) -> None:
    await town.patron(expires_on=SOON)
    orders = [await order(library, {"phone": f"048-000-000{number}"}) for number in (2, 3)]
    done = await asyncio.gather(*map(library.backend.acts.perform, orders), return_exceptions=True)
    assert sorted(type(each).__name__ for each in done) == ["ActResult", "RowChanged"]
    assert len(await town.acts()) == 1


async def test_what_changed_since_the_clerk_looked_is_refused(library: Library, town: Town) -> None:
    await town.patron(expires_on=SOON)
    made = await order(library)
    await town.change(patron, patron.c.id == made.patron_id, version=2, romaji="CHANGED")
    with pytest.raises(RowChanged):
        await library.backend.acts.perform(made)


async def test_the_same_order_renews_once(library: Library, town: Town) -> None:
    await town.patron(expires_on=SOON)
    made = await order(library)
    first = await library.backend.acts.perform(made)
    second = await library.backend.acts.perform(made)
    assert (second.result, second.repeated) == (first.result, True)
    assert len(await town.acts()) == 1


async def test_no_record_and_no_order_tells_what_was_registered(library: Library, town: Town) -> None:
    await town.patron(expires_on=SOON)
    secrets = {
        "kana": "ヒミツノヨミ",
        "alias": "秘密の通称",
        "phone": "090-0000-7777",
        "address": "川口市秘密町7",
    }
    made = await order(library, secrets)
    await library.backend.acts.perform(made)
    told = repr(await town.acts()) + repr(await town.looks()) + repr(made)
    for secret in (*secrets.values(), "0000-7777", "川口市朝日"):
        assert secret not in told


async def test_a_renewal_is_one_write(library: Library, town: Town) -> None:
    await town.patron(expires_on=SOON)
    made = await order(library, {"address": "川口市朝日1-1-2"})
    with recorded(library.db) as statements:
        await library.backend.acts.perform(made)
    # SQLite, which makes no trips, records apart.
    assert len(statements) == {"postgresql": 2, "sqlite": 4}[library.db.dialect]


async def test_the_register_still_finds_the_patron_by_what_is_derived(library: Library, town: Town) -> None:
    await town.patron(expires_on=in_days(3))
    await library.backend.acts.perform(await order(library, {"kana": "アオキ ハナコ"}))
    async with library.db.reading() as conn:
        found = (await conn.execute(select(patron.c.name).where(patron.c.kana_key.like("アオキ%")))).all()
    assert [each.name for each in found] == ["川口 花子"]

"""Identifying a caller on real databases: what is compared, what is kept of it, for whom it counts and until when."""

import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.support.bug_log import log_bug
from app.support.logging_setup import set_up_logging, tear_down_logging
from services.acts.contact import ChangeEmail
from services.acts.loans import RenewLoan
from services.contract.actor import Actor, StaffMember
from services.contract.errors import (
    ActRefused,
    CardUnknown,
    FactsUnfit,
    IdentityCheckEnded,
    IdentityNotConfirmed,
    PatronGone,
)
from services.contract.snapshot import PatronSnapshot, PhoneSummary
from services.own_schema.database.tables import access_log, identity_check, identity_miss
from services.own_schema.library import Library
from services.rules.decision import Reason, Refused
from services.rules.people.identity import CallerFacts, FactFault
from services.rules.policy import DEFAULT_POLICY
from services.rules.vocabulary import CardStatus, Channel, CheckOutcome, Role
from tests.helpers.patrons import CARD, NOW, Town, clerk, reasons
from tests.helpers.statements import recorded

CALLER = clerk(channel=Channel.PHONE)
BORN = CallerFacts(birth_date="昭和55年4月2日")
KANA = CallerFacts(kana="かわぐち はなこ")
WRONG = CallerFacts(birth_date="S55.4.3")
TWO = CallerFacts(kana="カワグチ ハナコ", birth_date="S55.4.2")
TWO_WRONG = CallerFacts(kana="カワグチ ハナコ", birth_date="S55.4.3")
LEFT_OF_LOGIN = DEFAULT_POLICY.identity_misses_of_login - 1
"""After one miss that meant nobody."""


async def opened(library: Library, actor: Actor = CALLER, card: str = CARD) -> int:
    answer = await library.backend.look_ups.by_card(card, actor)
    assert isinstance(answer, PhoneSummary)
    return answer.patron_id


async def missed(library: Library, patron_id: int, times: int, actor: Actor = CALLER) -> None:
    for _ in range(times):
        with pytest.raises((IdentityNotConfirmed, IdentityCheckEnded)):
            await library.backend.identity.check(patron_id, WRONG, actor)


async def missed_finding(library: Library, times: int, actor: Actor = CALLER) -> None:
    for _ in range(times):
        with pytest.raises((IdentityNotConfirmed, IdentityCheckEnded)):
            await library.backend.identity.find(TWO_WRONG, actor)


async def seen(library: Library, patron_id: int, actor: Actor = CALLER) -> tuple[type[Any], type[Any]]:
    """Tell what reading again and refreshing answer."""
    again = await library.backend.look_ups.again(patron_id, actor)
    return type(again), type(await library.backend.look_ups.refresh(patron_id, actor))


NOTHING, EVERYTHING = (PhoneSummary, PhoneSummary), (PatronSnapshot, PatronSnapshot)

# The card's number is one fact


@pytest.mark.parametrize("actor", [CALLER, clerk(Role.PHONE), clerk(Role.SUPERVISOR, Channel.PHONE)])
@pytest.mark.parametrize(
    "facts", [CallerFacts(birth_date="19800402"), CallerFacts(phone="048(000)0001"), TWO]
)
async def test_one_more_fact_shows_the_whole_patron(
    library: Library, town: Town, actor: Actor, facts: CallerFacts
) -> None:
    patron_id = await town.patron()
    await town.loan(patron_id)
    assert await opened(library, actor) == patron_id
    assert await seen(library, patron_id, actor) == NOTHING
    snapshot = await library.backend.identity.check(patron_id, facts, actor)
    assert (snapshot.patron.id, snapshot.patron.name, len(snapshot.loans)) == (patron_id, "川口 花子", 1)
    assert await seen(library, patron_id, actor) == EVERYTHING


async def test_a_passed_check_and_the_look_it_opens_are_recorded(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await opened(library)
    await library.backend.identity.check(patron_id, BORN, clerk(Role.PHONE))
    (row,) = await town.all_rows(identity_check)
    assert timedelta() <= row["at"] - NOW < timedelta(minutes=1)
    assert row["open_until"] - row["at"] == timedelta(minutes=30)
    assert (row["outcome"], row["facts"]) == (CheckOutcome.PASSED, {"card_number": "ok", "birth_date": "ok"})
    assert (row["patron_id"], row["staff_id"], row["workstation"], row["branch_id"], row["ended_at"]) == (
        patron_id,
        "staff01",
        "2番窓口",
        1,
        None,
    )
    assert [(look["purpose"], look["channel"]) for look in await town.looks()] == [
        ("look_up", Channel.PHONE),
        ("identified", Channel.PHONE),
    ]


async def test_a_miss_is_kept_by_kinds_and_shows_nothing(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await opened(library)
    with pytest.raises(IdentityNotConfirmed) as missed_it:
        await library.backend.identity.check(patron_id, replace(WRONG, phone="048-000-0001"), CALLER)
    assert missed_it.value.misses_left == 2
    (row,) = await town.all_rows(identity_check)
    assert (row["outcome"], row["facts"]) == (
        CheckOutcome.FAILED,
        {"card_number": "ok", "birth_date": "ng", "phone": "ok"},
    )
    assert await seen(library, patron_id) == NOTHING
    assert "identified" not in {look["purpose"] for look in await town.looks()}


@pytest.mark.parametrize(
    ("facts", "faults"),
    [
        (CallerFacts(), (FactFault.TOO_FEW,)),
        (CallerFacts(birth_date="きのう"), (FactFault.BIRTH_DATE_UNREADABLE,)),
        (CallerFacts(kana="100000001"), (FactFault.KANA_UNREADABLE,)),
    ],
)
async def test_a_form_that_can_not_be_compared_is_no_try(
    library: Library, town: Town, facts: CallerFacts, faults: tuple[FactFault, ...]
) -> None:
    patron_id = await town.patron()
    await opened(library)
    with pytest.raises(FactsUnfit) as unfit:
        await library.backend.identity.check(patron_id, facts, CALLER)
    assert unfit.value.faults == faults
    assert await town.all_rows(identity_check) == []


async def test_nobody_is_there_to_compare_with(library: Library, town: Town) -> None:
    with pytest.raises(PatronGone):
        await library.backend.identity.check(4711, BORN, CALLER)
    assert await town.all_rows(identity_check) == []


# For whom it counts, and until when


async def test_another_login_or_workstation_does_not_inherit_the_check(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await opened(library)
    others = (
        replace(CALLER, workstation="3番窓口"),
        replace(CALLER, staff=StaffMember("staff02", "別の人", Role.COUNTER)),
    )
    await library.backend.identity.check(patron_id, BORN, CALLER)
    for other in others:
        assert await seen(library, patron_id, other) == NOTHING
    assert await seen(library, patron_id) == EVERYTHING


async def test_another_patron_is_not_opened_by_it(library: Library, town: Town) -> None:
    patron_id, other = await town.patron(), await town.patron("987654321")
    await opened(library)
    await library.backend.identity.check(patron_id, BORN, CALLER)
    assert await seen(library, other) == NOTHING


async def test_a_closed_patron_is_not_identified_any_more(library: Library, town: Town) -> None:
    patron_id, other = await town.patron(), await town.patron("987654321")
    await opened(library)
    await library.backend.identity.check(patron_id, BORN, CALLER)
    await library.backend.identity.end(other, CALLER)
    await library.backend.identity.end(patron_id, replace(CALLER, workstation="3番窓口"))
    assert await seen(library, patron_id) == EVERYTHING
    await library.backend.identity.end(patron_id, CALLER)
    assert await seen(library, patron_id) == NOTHING
    (row,) = await town.all_rows(identity_check)
    assert timedelta() <= row["ended_at"] - NOW < timedelta(minutes=1)


@pytest.mark.parametrize("card", [CARD, "987654321", "000000000"])
async def test_whatever_card_is_looked_up_by_phone_is_another_call(
    library: Library, town: Town, card: str
) -> None:
    patron_id = await town.patron()
    await town.patron("987654321")
    await opened(library)
    await library.backend.identity.check(patron_id, BORN, CALLER)
    with suppress(CardUnknown):
        await opened(library, card=card)
    assert await seen(library, patron_id) == NOTHING


async def test_a_look_at_the_counter_or_elsewhere_ends_nothing(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await opened(library)
    await library.backend.identity.check(patron_id, BORN, CALLER)
    await library.backend.look_ups.by_card(CARD, clerk())
    await opened(library, replace(CALLER, workstation="3番窓口"))
    assert await seen(library, patron_id) == EVERYTHING


async def test_a_desk_that_crashed_leaves_nobody_identified_for_long(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await opened(library)
    await missed(library, patron_id, 2)
    await library.backend.identity.check(patron_id, BORN, CALLER)
    await town.set_time(NOW + timedelta(minutes=29))
    assert await seen(library, patron_id) == EVERYTHING
    await town.set_time(NOW + timedelta(minutes=31))
    assert await seen(library, patron_id) == NOTHING
    with pytest.raises(ActRefused) as refused:
        await library.backend.acts.perform(email_order(patron_id))
    assert refused.value.refusal.reasons == (Reason.NOT_IDENTIFIED,)
    with pytest.raises(IdentityNotConfirmed) as missed_it:
        await library.backend.identity.check(patron_id, WRONG, CALLER)
    assert missed_it.value.misses_left == 2


async def test_reading_an_open_caller_is_one_round_trip(library: Library, town: Town) -> None:
    patron_id = await town.patron()
    await town.loan(patron_id)
    await opened(library)
    await library.backend.identity.check(patron_id, BORN, CALLER)
    for read in (library.backend.look_ups.again, library.backend.look_ups.refresh):
        await read(patron_id, CALLER)
        with recorded(library.db) as statements:
            assert isinstance(await read(patron_id, CALLER), PatronSnapshot)
        assert len(statements) == 1


async def test_opening_a_card_by_phone_is_one_round_trip(library: Library, town: Town, dialect: str) -> None:
    await town.patron()
    await opened(library)
    with recorded(library.db) as statements:
        await opened(library)
    # SQLite has no round trips: it ends earlier checks, and counts misses, in statements of their own.
    assert len(statements) == (1 if dialect == "postgresql" else 3)


# Without the number


async def test_two_facts_find_the_one_patron(library: Library, town: Town) -> None:
    patron_id, other = await town.patron(), await town.patron("987654321", birth_date=date(1980, 4, 3))
    await opened(library, card="987654321")
    await library.backend.identity.check(other, CallerFacts(birth_date="S55.4.3"), CALLER)
    snapshot = await library.backend.identity.find(TWO, CALLER)
    assert (snapshot.patron.id, snapshot.card_number) == (patron_id, CARD)
    assert await seen(library, patron_id) == EVERYTHING
    assert await seen(library, other) == NOTHING
    row = max(await town.all_rows(identity_check), key=lambda row: row["id"])
    assert (row["patron_id"], row["outcome"], row["facts"]) == (
        patron_id,
        CheckOutcome.PASSED,
        {"kana": "ok", "birth_date": "ok"},
    )
    assert ("found_by_facts", patron_id) in [(it["purpose"], it["patron_id"]) for it in await town.looks()]


@pytest.mark.parametrize(
    "facts",
    [
        TWO_WRONG,
        CallerFacts(kana="カワグチ", birth_date="19800402"),
        CallerFacts(kana="カワグチ ハナコ", phone="000-0001"),
        replace(TWO, phone="048-000-0002"),
        CallerFacts(kana="カワグチ%", birth_date="19800402"),
        CallerFacts(kana="カワグチハナ_", birth_date="19800402"),
    ],
)
async def test_nothing_partial_finds_anybody(library: Library, town: Town, facts: CallerFacts) -> None:
    await town.patron()
    with pytest.raises(IdentityNotConfirmed) as missed_it:
        await library.backend.identity.find(facts, CALLER)
    assert missed_it.value.misses_left == LEFT_OF_LOGIN
    (row,) = await town.all_rows(identity_check)
    assert (row["patron_id"], row["outcome"], set(row["facts"].values())) == (
        None,
        CheckOutcome.FAILED,
        {"ng"},
    )
    assert await town.looks() == []


async def test_two_patrons_with_the_same_facts_are_no_hit_and_no_hint(library: Library, town: Town) -> None:
    twin, _ = await town.patron(), await town.patron("987654321", phone_digits="0480000009")
    with pytest.raises(IdentityNotConfirmed) as missed_it:
        await library.backend.identity.find(TWO, CALLER)
    assert vars(missed_it.value) == {"misses_left": LEFT_OF_LOGIN}
    assert (await library.backend.identity.find(replace(TWO, phone="048-000-0001"), CALLER)).patron.id == twin


@pytest.mark.parametrize("facts", [BORN, KANA, CallerFacts(), CallerFacts(phone="0480000001")])
async def test_one_fact_finds_nobody(library: Library, town: Town, facts: CallerFacts) -> None:
    await town.patron()
    with pytest.raises(FactsUnfit) as unfit:
        await library.backend.identity.find(facts, CALLER)
    assert unfit.value.faults == (FactFault.TOO_FEW,)
    assert await town.all_rows(identity_check) == []


async def test_who_reported_the_card_lost_is_found(library: Library, town: Town) -> None:
    patron_id = await town.patron(status=CardStatus.LOST)
    assert (await library.backend.identity.find(TWO, CALLER)).patron.id == patron_id


async def test_whose_card_was_replaced_is_found_once_by_the_new_one(library: Library, town: Town) -> None:
    await town.replace_card(await town.patron(), CARD, "234567890")
    assert (await library.backend.identity.find(TWO, CALLER)).card_number == "234567890"


# Acts


def email_order(patron_id: int, actor: Actor = CALLER) -> ChangeEmail:
    return ChangeEmail(actor=actor, patron_id=patron_id, address="new@example.jp", seen_version=1)


@pytest.mark.parametrize("actor", [CALLER, clerk(Role.PHONE, Channel.PHONE)])
async def test_an_act_by_phone_before_and_after_the_check(library: Library, town: Town, actor: Actor) -> None:
    patron_id = await town.patron()
    await opened(library, actor)
    with pytest.raises(ActRefused) as refused:
        await library.backend.acts.perform(email_order(patron_id, actor))
    assert refused.value.refusal.reasons == (Reason.NOT_IDENTIFIED,)
    await library.backend.identity.check(patron_id, BORN, actor)
    done = await library.backend.acts.perform(email_order(patron_id, actor))
    assert isinstance(done.answer, PatronSnapshot)
    assert done.answer.patron.email == "new@example.jp"
    await library.backend.identity.end(patron_id, actor)
    with pytest.raises(ActRefused) as refused:
        await library.backend.acts.perform(email_order(patron_id, actor))
    assert refused.value.refusal.reasons == (Reason.NOT_IDENTIFIED,)


@pytest.mark.parametrize("identified", [False, True])
async def test_a_renewal_is_refused_by_phone_either_way(
    library: Library, town: Town, identified: bool
) -> None:
    patron_id = await town.patron()
    loan_id = await town.loan(patron_id)
    await opened(library)
    if identified:
        snapshot = await library.backend.identity.check(patron_id, BORN, CALLER)
        assert reasons(snapshot.loans[0].renewal.counter) == (Reason.BY_PHONE,)
    request = RenewLoan(
        actor=CALLER, patron_id=patron_id, loan_id=loan_id, seen_version=1, item_checked=False
    )
    with pytest.raises(ActRefused) as refused:
        await library.backend.acts.perform(request)
    assert Reason.BY_PHONE in refused.value.refusal.reasons
    assert (Reason.NOT_IDENTIFIED in refused.value.refusal.reasons) is not identified


@pytest.mark.parametrize("actor", [CALLER, clerk(Role.PHONE), clerk(Role.SUPERVISOR, Channel.PHONE)])
async def test_a_password_needs_a_visit(library: Library, town: Town, actor: Actor) -> None:
    patron_id = await town.patron()
    await opened(library, actor)
    snapshot = await library.backend.identity.check(patron_id, BORN, actor)
    assert snapshot.issue_password == Refused((Reason.NEEDS_VISIT,))


# Nothing of what was told is kept


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """The program's own log file, with everything in it that it ever writes."""
    handler = set_up_logging(tmp_path / "log", logging.DEBUG)
    yield tmp_path / "log" / "madoguchi.log"
    tear_down_logging(handler)


async def test_what_was_told_is_in_no_record_and_no_log(library: Library, town: Town, log: Path) -> None:
    patron_id = await town.patron(kana="ミズタマ キリン", kana_key="ミズタマキリン")
    told = CallerFacts(kana="みずたま きりん", birth_date="昭和33年8月9日", phone="048-000-7531")
    await opened(library)
    with pytest.raises(IdentityNotConfirmed) as missed_it:
        await library.backend.identity.check(patron_id, told, CALLER)
    with pytest.raises(IdentityNotConfirmed):
        await library.backend.identity.find(told, CALLER)
    await library.backend.identity.check(
        patron_id, CallerFacts(kana="みずたま きりん", birth_date="1980/4/2"), CALLER
    )
    kept = repr([await town.all_rows(table) for table in (identity_check, identity_miss, access_log)])
    log_bug(RuntimeError(told))
    said = log.read_text() + repr(missed_it.value) + repr(told) + str(missed_it.value)
    assert "bug" in said
    for value in ("ミズタマ", "みずたま", "1958", "33年", "7531", "1980/4"):
        assert value not in kept
        assert value not in said

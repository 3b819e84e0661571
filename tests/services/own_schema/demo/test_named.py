"""Each named card is in the state that it stands for, as a desk reads it."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from services.contract.errors import CardRetired
from services.contract.snapshot import LoanRow
from services.contract.today.report_list import ReportFilter
from services.own_schema.database.tables import card
from services.own_schema.demo.hashes import INITIAL_PASSWORD, PATRON_PASSWORD
from services.own_schema.search.search_sqlite import SearchesSqlite
from services.own_schema.today.today_sqlite import TodaySqlite
from services.rules.circulation.notices import NoticeKind
from services.rules.decision import Allowed, Decision, Reason, Refused
from services.rules.passwords.patron_login import LogInOutcome
from services.rules.people.contacts import NextStep
from services.rules.people.identity import read_birth_date
from services.rules.people.search import SearchText
from services.rules.secret import Secret
from services.rules.vocabulary import (
    AgeGroup,
    CardStatus,
    ContactMethod,
    ContactResult,
    ContactStep,
    CredentialKind,
    HoldStatus,
    PatronReport,
    SuspensionReason,
)
from tests.helpers.passwords import log_in
from tests.services.own_schema.demo.conftest import TODAY, Demo

SUSPENDED = {
    100000005: (SuspensionReason.CARD_LOST,),
    100000006: (SuspensionReason.LONG_OVERDUE,),
    100000007: (SuspensionReason.LONG_OVERDUE,),
    100000008: (SuspensionReason.UNREACHABLE,),
    100000009: (SuspensionReason.ADDRESS_CHANGE,),
    100000010: (SuspensionReason.CONTACT_WANTED,),
    100000021: (SuspensionReason.LONG_OVERDUE, SuspensionReason.ADDRESS_CHANGE),
}
IN_USE = [number for number in range(100000001, 100000025) if number != 100000022]


def reasons(decision: Decision) -> tuple[Reason, ...]:
    return decision.reasons if isinstance(decision, Refused) else ()


def days(count: int) -> timedelta:
    return timedelta(days=count)


async def test_everyday_patron_has_a_loan_for_each_reason(demo: Demo) -> None:
    snapshot = await demo.look(100000001)

    assert snapshot.notices == ()
    assert snapshot.password is not None
    assert snapshot.password.kind is CredentialKind.PATRON
    assert snapshot.patron.email is not None
    found = sorted((reasons(loan.renewal.page) for loan in snapshot.loans), key=str)
    expected = [
        (),
        (Reason.LENT_TODAY,),
        (Reason.ALREADY_RENEWED,),
        (Reason.HOLD_WAITING,),
        (Reason.INTERLIBRARY,),
    ]
    assert found == sorted(expected, key=str)
    assert not any(loan.renewed_today for loan in snapshot.loans)


async def test_everyday_patron_has_a_hold_in_each_state(demo: Demo) -> None:
    snapshot = await demo.look(100000001)

    by_status = {hold.status: hold for hold in snapshot.holds}
    assert len(snapshot.holds) == 3
    waiting = by_status[HoldStatus.WAITING]
    assert (waiting.contact, waiting.position) == (ContactMethod.MAIL, (2, 5))
    assert by_status[HoldStatus.IN_TRANSIT].position is None
    shelf_until = by_status[HoldStatus.READY].shelf_until
    assert shelf_until is not None
    assert shelf_until >= TODAY
    assert (len(snapshot.cancelled_holds), len(snapshot.requests), len(snapshot.questions)) == (1, 1, 1)


async def test_nothing_was_ever_issued(demo: Demo) -> None:
    snapshot = await demo.look(100000002)

    assert snapshot.password is None
    assert snapshot.patron.email is None
    assert (snapshot.loans, snapshot.holds) == ((), ())


async def test_registration_about_to_expire(demo: Demo) -> None:
    snapshot = await demo.look(100000003)

    assert snapshot.patron.expires_on == TODAY + days(20)
    assert [notice.kind for notice in snapshot.notices] == [NoticeKind.EXPIRY_NEAR]
    password = snapshot.password
    assert password is not None
    assert (password.kind, password.must_change, password.expired) == (CredentialKind.INITIAL, True, False)


async def test_registration_expired(demo: Demo) -> None:
    snapshot = await demo.look(100000004)

    assert snapshot.patron.expires_on == TODAY - days(40)
    assert [notice.kind for notice in snapshot.notices] == [NoticeKind.EXPIRY_PASSED]
    assert [reasons(loan.renewal.page) for loan in snapshot.loans] == [(Reason.REGISTRATION_EXPIRED,)]


@pytest.mark.parametrize("number", IN_USE)
async def test_suspensions_are_the_named_ones_alone(demo: Demo, number: int) -> None:
    snapshot = await demo.look(number)

    assert tuple(row.reason for row in snapshot.suspensions) == SUSPENDED.get(number, ())
    is_told = [notice.kind for notice in snapshot.notices] == [NoticeKind.SUSPENDED]
    assert is_told == (number in SUSPENDED)


async def test_two_reports_wait_for_a_supervisor(demo: Demo) -> None:
    waiting = await TodaySqlite(demo.db, demo.masters).reports(ReportFilter(), demo.actor)

    assert [(row.card_number, row.kind) for row in waiting.entries] == [
        ("100000007", PatronReport.RETURNED),
        ("100000009", PatronReport.ADDRESS_CHANGED),
    ]
    assert {row.reported_on for row in waiting.entries} == {TODAY - days(1)}
    (returned,) = (await demo.look(100000007)).suspensions
    (moved,) = (await demo.look(100000009)).suspensions
    assert isinstance(returned.lift, Allowed)
    assert moved.lift is not None
    assert reasons(moved.lift) == (Reason.ADDRESS_NOT_CHANGED,)


async def test_staff_tried_to_reach_those_who_are_worked_on(demo: Demo) -> None:
    found = {}
    for number in (100000006, 100000008, 100000010, 100000021):
        row = (await demo.look(number)).suspensions[0]
        contacts = row.contacts
        assert contacts is not None
        step = None if contacts.next is None else (contacts.next.on - TODAY).days
        found[number] = ([it.attempt.result for it in contacts.rows], step, row.note)
    silent, left = ContactResult.NO_ANSWER, ContactResult.MESSAGE_LEFT
    assert found == {
        100000006: ([left, silent], 2, None),
        100000008: ([ContactResult.CAME_BACK, ContactResult.NUMBER_UNUSED], None, "郵便物が戻った"),
        100000010: ([silent], 0, "忘れ物の預かり"),
        100000021: ([ContactResult.SENT], -7, None),
    }


async def test_a_hold_that_is_ready_was_told_of_in_vain(demo: Demo) -> None:
    by_phone = [it for it in (await demo.look(100000017)).holds if it.contact is ContactMethod.PHONE]
    (row,) = (it for it in by_phone if it.status is HoldStatus.READY)
    assert row.contacts is not None
    assert row.contacts.next == NextStep(ContactStep.CALL, TODAY + days(2))


async def test_lost_card_gets_no_password(demo: Demo) -> None:
    snapshot = await demo.look(100000005)

    assert snapshot.patron.card_status is CardStatus.LOST
    assert reasons(snapshot.issue_password) == (Reason.CARD_LOST,)


async def test_long_overdue(demo: Demo) -> None:
    first = await demo.look(100000006)
    both = await demo.look(100000021)

    assert [loan.overdue_days for loan in first.loans] == [60, 0]
    assert [(loan.days_left or 0) > 0 for loan in first.loans] == [False, True]
    assert max(loan.overdue_days or 0 for loan in both.loans) == 60


async def test_everything_returned_but_still_suspended(demo: Demo) -> None:
    snapshot = await demo.look(100000007)

    assert snapshot.loans == ()


async def test_a_little_late(demo: Demo) -> None:
    snapshot = await demo.look(100000011)

    late, in_time = snapshot.loans
    assert late.overdue_days == 3
    assert reasons(late.renewal.page) == (Reason.PAST_DUE,)
    assert isinstance(in_time.renewal.page, Allowed)
    assert snapshot.patron.email is not None
    assert all(hold.contact is not ContactMethod.MAIL for hold in snapshot.holds)


async def test_waiting_for_the_mobile_library_and_with_a_last_day(demo: Demo) -> None:
    snapshot = await demo.look(100000012)

    assert [hold.status for hold in snapshot.holds] == [HoldStatus.WAITING] * 2
    mobile = next(hold for hold in snapshot.holds if hold.stop is not None)
    other = next(hold for hold in snapshot.holds if hold.stop is None)
    assert mobile.branch == "あおぞら号"
    assert "架空" in str(mobile.stop)
    assert (other.contact, other.wait_until) == (ContactMethod.PHONE, TODAY + days(60))


async def test_names_that_are_not_plain(demo: Demo) -> None:
    latin = (await demo.look(100000013)).patron
    variant = (await demo.look(100000014)).patron

    assert latin.name.isascii()
    assert len(latin.name) > 40
    assert latin.alias
    assert variant.has_variant
    assert "髙" in variant.name


async def test_two_who_are_called_and_born_alike(demo: Demo) -> None:
    one, other = [(await demo.look(number)).patron for number in (100000015, 100000016)]

    assert (one.name, one.kana, one.birth_date) == (other.name, other.kana, other.birth_date)
    assert one.id != other.id
    assert one.has_namesake
    assert other.has_namesake
    assert not (await demo.look(100000001)).patron.has_namesake


@pytest.mark.parametrize("typed", ["S54.4.1", "1979/4/1", "19790401", "昭和54年4月1日", "ヤマグチ S54.4.1"])
async def test_the_birth_date_that_is_shown_as_an_example_finds_a_patron(demo: Demo, typed: str) -> None:
    found = await SearchesSqlite(demo.db, demo.masters).find(SearchText(words=typed), demo.actor)
    patron = (await demo.look(100000012)).patron

    assert patron.id in [hit.id for hit in found.hits]


async def test_as_much_as_one_patron_may_have(demo: Demo) -> None:
    snapshot = await demo.look(100000017)

    assert [len(rows) for rows in (snapshot.loans, snapshot.holds)] == [20, 20]
    assert [len(rows) for rows in (snapshot.cancelled_holds, snapshot.requests)] == [6, 4]


async def test_a_lock_lasts_as_long_as_the_librarys_rule_says(demo: Demo) -> None:
    snapshot = await demo.look(100000018)
    password, minutes = snapshot.password, demo.masters.current.policy.lock_minutes

    assert password is not None
    assert password.locked_until is not None
    left = password.locked_until - snapshot.now
    assert timedelta() < left <= timedelta(minutes=minutes)


async def test_initial_password_expired(demo: Demo) -> None:
    password = (await demo.look(100000019)).password

    assert password is not None
    assert (password.kind, password.expired) == (CredentialKind.INITIAL, True)


async def test_mobile_loan_and_one_due_today(demo: Demo) -> None:
    snapshot = await demo.look(100000020)

    due_today, mobile = snapshot.loans
    assert (due_today.due_on, due_today.renewal.counter) == (TODAY, allowed_in_hand(due_today))
    assert mobile.branch == "あおぞら号"
    assert reasons(mobile.renewal.page) == (Reason.MOBILE_LIBRARY,)


def allowed_in_hand(loan: LoanRow) -> Allowed:
    assert isinstance(loan.renewal.page, Allowed)
    return Allowed(loan.renewal.page.new_day, item_in_hand=True)


async def test_replaced_card(demo: Demo) -> None:
    with pytest.raises(CardRetired):
        await demo.look(100000022)
    snapshot = await demo.look(100000023)
    async with demo.db.reading() as conn:
        before, now = card.alias(), card.alias()
        pair = select(now.c.number, now.c.patron_id).join(before, before.c.replaced_by_id == now.c.id)
        row = (await conn.execute(pair.where(before.c.number == "100000022"))).one()

    assert tuple(row) == ("100000023", snapshot.patron.id)


async def test_child_whose_guardian_comes(demo: Demo) -> None:
    header = (await demo.look(100000024)).patron

    assert header.age_group is AgeGroup.PRIMARY_SCHOOL
    assert header.birth_date is not None
    assert header.birth_date.replace(year=header.birth_date.year + 8) <= TODAY
    assert header.birth_date.replace(year=header.birth_date.year + 9) > TODAY


async def test_told_passwords_log_in(demo: Demo) -> None:
    own = await log_in(demo.db, "100000001", Secret(PATRON_PASSWORD))
    initial = await log_in(demo.db, "100000003", Secret(INITIAL_PASSWORD))

    assert (own, initial) == (LogInOutcome.OK, LogInOutcome.MUST_CHANGE)


@pytest.mark.parametrize("number", IN_USE)
async def test_nobody_can_be_reached(demo: Demo, number: int) -> None:
    header = (await demo.look(number)).patron

    assert header.phone is not None
    assert header.phone.startswith(("048-000-", "090-0000-"))
    assert header.email is None or header.email.endswith("@example.jp")


@pytest.mark.parametrize(
    "document", ["README.md", "README.ja.md", "docs/manual/start.md", "docs/manual/en/start.md"]
)
async def test_the_documents_name_a_password_that_logs_in(demo: Demo, document: str) -> None:
    text = (Path(__file__).parents[4] / document).read_text(encoding="utf-8")
    (told,) = re.findall(r"100000001[^\n|`]*`([a-z0-9]+)`", text)
    assert await log_in(demo.db, "100000001", Secret(told)) is LogInOutcome.OK


@pytest.mark.parametrize("readme", ["README.md", "README.ja.md"])
async def test_who_calls_is_identified_by_the_birth_date_that_the_readme_names(
    demo: Demo, readme: str
) -> None:
    text = (Path(__file__).parents[4] / readme).read_text(encoding="utf-8")
    ((card_number, told),) = re.findall(r"(10000\d{4})[^|\n]*?(\d{4}/\d{1,2}/\d{1,2})", text)
    assert read_birth_date(told) == (await demo.look(card_number)).patron.birth_date

"""A look-up decodes the header, the password and the loans of a patron."""

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

import pytest

from services.own_schema.library import Library
from services.own_schema.lookup.look_up import LookUps
from services.rules.circulation.notices import NoticeKind
from services.rules.clock import TOKYO
from services.rules.decision import Allowed, Closure, Reason
from services.rules.vocabulary import AgeGroup, CardStatus, CredentialKind, HoldStatus, SuspensionReason
from tests.helpers.patrons import NOW, TODAY, Town, at, days_ago, in_days, open_card, reasons
from tests.helpers.snapshots import facts_of
from tests.helpers.statements import recorded

# The header


async def test_the_header(look_ups: LookUps, town: Town) -> None:
    patron_id = await town.patron(name="渡邉\U000e0102 花子", alias="Hana", birth_date=date(2018, 5, 1))
    header = (await open_card(look_ups)).patron
    assert (header.id, header.name, header.alias, header.has_variant) == (
        patron_id,
        "渡邉\U000e0102 花子",
        "Hana",
        True,
    )
    assert (header.age_group, header.branch) == (AgeGroup.PRIMARY_SCHOOL, "中央")
    assert (header.registered_on, header.expires_on) == (date(2024, 6, 11), date(2027, 6, 11))
    assert (header.email, header.phone, header.postal_code) == (
        "hanako@example.jp",
        "048-000-0001",
        "332-0001",
    )
    assert (header.kana, header.romaji, header.version) == ("カワグチ ハナコ", "Kawaguchi Hanako", 1)
    assert header.address == "川口市朝日1-1-1"


async def test_now_is_the_servers_time_shown_in_tokyo(look_ups: LookUps, town: Town) -> None:
    await town.patron()
    now = (await open_card(look_ups)).now
    assert timedelta() <= now - NOW < timedelta(minutes=1)
    assert now.tzinfo is TOKYO


async def test_who_suspended_lifted_reported_and_settled_is_told_by_name(
    look_ups: LookUps, town: Town
) -> None:
    patron_id = await town.patron()
    await town.account("supervisor", "青木 一郎")
    await town.account("keeper", "前川 次郎")
    lifted = {"lifted_at": at(days_ago(1)), "lifted_by": "keeper"}
    await town.suspend(patron_id, SuspensionReason.UNREACHABLE, **lifted)
    await town.suspend(patron_id, SuspensionReason.LONG_OVERDUE, started_by="gone")
    await town.report(patron_id, settled_at=NOW, settled_by="supervisor")
    snapshot = await open_card(look_ups)
    (past,), (in_force,), (report,) = snapshot.past_suspensions, snapshot.suspensions, snapshot.reports
    assert (past.started_by, past.lifted_by) == ("青木 一郎", "前川 次郎")
    assert (in_force.started_by, in_force.lifted_by) == ("gone", None)
    assert (report.reported_by, report.settled_by) == ("staff09", "青木 一郎")


async def test_suspensions_in_the_guides_order_and_lifted_ones_apart(look_ups: LookUps, town: Town) -> None:
    patron_id = await town.patron()
    await town.suspend(patron_id, SuspensionReason.CONTACT_WANTED)
    await town.suspend(patron_id, SuspensionReason.UNREACHABLE)
    for days in (50, 40, 60):
        await town.suspend(
            patron_id, SuspensionReason.LONG_OVERDUE, lifted_at=at(days_ago(days)), lifted_by="supervisor"
        )
    snapshot = await open_card(look_ups)
    assert [it.reason for it in snapshot.suspensions] == [
        SuspensionReason.UNREACHABLE,
        SuspensionReason.CONTACT_WANTED,
    ]
    assert [it.lifted_on for it in snapshot.past_suspensions] == [days_ago(40), days_ago(50), days_ago(60)]
    assert [notice.kind for notice in snapshot.notices] == [NoticeKind.SUSPENDED]


async def test_a_loan_is_overdue_for_a_suspension_when_its_due_date_is_over(
    look_ups: LookUps, town: Town
) -> None:
    patron_id = await town.patron()
    await town.suspend(patron_id, SuspensionReason.LONG_OVERDUE)
    for due_on in (days_ago(1), TODAY, in_days(1)):
        await town.loan(patron_id, loaned_on=days_ago(14), due_on=due_on)
    (row,) = (await open_card(look_ups)).suspensions
    assert facts_of(row).overdue_items == 1


async def test_a_lifted_suspension_stops_nothing(look_ups: LookUps, town: Town) -> None:
    patron_id = await town.patron()
    await town.suspend(
        patron_id, SuspensionReason.CARD_LOST, lifted_at=at(days_ago(1)), lifted_by="supervisor"
    )
    await town.loan(patron_id)
    snapshot = await open_card(look_ups)
    assert snapshot.notices == ()
    assert snapshot.issue_password == Allowed()
    assert isinstance(snapshot.loans[0].renewal.page, Allowed)


async def test_a_card_reported_lost_gets_no_password_whatever_the_card_row_says(
    look_ups: LookUps, town: Town
) -> None:
    await town.suspend(await town.patron(status=CardStatus.ACTIVE), SuspensionReason.CARD_LOST)
    assert reasons((await open_card(look_ups)).issue_password) == (Reason.LOSS_NOT_LIFTED,)


async def test_a_registration_about_to_expire_is_told(look_ups: LookUps, town: Town) -> None:
    await town.patron(expires_on=in_days(20))
    (notice,) = (await open_card(look_ups)).notices
    assert (notice.kind, notice.expires_on) == (NoticeKind.EXPIRY_NEAR, in_days(20))


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        (
            {"kind": CredentialKind.INITIAL, "must_change": True, "expires_on": TODAY},
            {"kind": CredentialKind.INITIAL, "must_change": True, "expires_on": TODAY, "expired": False},
        ),
        ({"kind": CredentialKind.INITIAL, "expires_on": days_ago(1)}, {"expired": True}),
        (
            {"wrong_logins": 5, "locked_until": NOW + timedelta(minutes=9)},
            {"locked_until": NOW + timedelta(minutes=9)},
        ),
        ({"wrong_logins": 5, "locked_until": NOW}, {"locked_until": None}),
        ({"disabled_at": NOW}, {"disabled": True}),
        ({"version": 7}, {"version": 7, "disabled": False, "issued_on": days_ago(100)}),
    ],
)
async def test_password_states(
    look_ups: LookUps, town: Town, stored: dict[str, Any], shown: dict[str, Any]
) -> None:
    await town.password(await town.patron(), **stored)
    state = (await open_card(look_ups)).password
    assert state is not None
    assert {name: getattr(state, name) for name in shown} == shown


async def test_no_password_and_no_hash_anywhere(look_ups: LookUps, library: Library, town: Town) -> None:
    patron_id = await town.patron()
    assert (await open_card(look_ups)).password is None
    await town.password(patron_id)
    with recorded(library.db) as statements:
        snapshot = await open_card(look_ups)
    assert "argon2" not in str(asdict(snapshot))
    assert "hash" not in statements[-1]


# Loans


async def test_a_loan(look_ups: LookUps, town: Town) -> None:
    patron_id = await town.patron()
    loan_id = await town.loan(patron_id, "吾輩は猫である")
    (row,) = (await open_card(look_ups)).loans
    assert (row.id, row.version, row.title, row.material_type, row.branch) == (
        loan_id,
        1,
        "吾輩は猫である",
        "図書",
        "中央",
    )
    assert (row.loaned_on, row.due_on, row.overdue_days, row.waiting) == (days_ago(7), in_days(7), 0, 0)
    assert row.days_left == 7
    assert (row.item_number, row.interlibrary, row.renewed, row.renewed_today) == (
        "000000001",
        False,
        False,
        False,
    )
    assert row.renewal.page == Allowed(in_days(14))
    assert row.renewal.counter == Allowed(in_days(14))


async def test_a_loan_renewed_on_an_earlier_day(look_ups: LookUps, town: Town) -> None:
    patron_id = await town.patron()
    await town.loan(patron_id, renewals=1, renewed_on=days_ago(1))
    (row,) = (await open_card(look_ups)).loans
    assert (row.renewed, row.renewed_today) == (True, False)


@pytest.mark.parametrize(
    ("loan", "closure"),
    [
        ({"loaned_on": date(2025, 12, 16), "due_on": date(2026, 1, 5)}, Closure.NEW_YEAR),
        ({"loaned_on": date(2025, 12, 16), "due_on": date(2026, 1, 6)}, None),
        (
            {
                "loaned_on": date(2025, 12, 1),
                "due_on": date(2026, 1, 5),
                "renewals": 1,
                "renewed_on": date(2025, 12, 20),
            },
            Closure.NEW_YEAR,
        ),
        ({"loaned_on": date(2026, 11, 6), "due_on": date(2026, 11, 21)}, Closure.REGULAR),
        ({"loaned_on": date(2026, 11, 7), "due_on": date(2026, 11, 21)}, None),
    ],
)
async def test_a_due_date_that_a_closure_moved(
    look_ups: LookUps, town: Town, loan: dict[str, Any], closure: Closure | None
) -> None:
    patron_id = await town.patron()
    await town.loan(patron_id, **loan)
    (row,) = (await open_card(look_ups)).loans
    assert row.closure is closure


async def test_loans_by_due_date_then_id(look_ups: LookUps, town: Town) -> None:
    patron_id = await town.patron()
    late = await town.loan(patron_id, due_on=in_days(9))
    first, second = await town.loan(patron_id), await town.loan(patron_id)
    assert [row.id for row in (await open_card(look_ups)).loans] == [first, second, late]


async def test_a_returned_loan_is_no_loan(look_ups: LookUps, town: Town) -> None:
    patron_id = await town.patron()
    await town.loan(patron_id, due_on=days_ago(1), loaned_on=days_ago(30), returned_on=days_ago(2))
    assert (await open_card(look_ups)).loans == ()


async def test_other_peoples_loans_and_holds_stay_theirs(look_ups: LookUps, town: Town) -> None:
    await town.patron()
    other = await town.patron("987654321")
    await town.loan(other)
    await town.hold(other)
    await town.cancelled(other)
    await town.request(other)
    await town.question(other)
    snapshot = await open_card(look_ups)
    assert (snapshot.loans, snapshot.holds, snapshot.cancelled_holds) == ((), (), ())
    assert (snapshot.requests, snapshot.questions) == ((), ())


async def test_waiting_patrons_stop_a_renewal_and_the_own_hold_does_not(
    look_ups: LookUps, town: Town
) -> None:
    patron_id, other = await town.patron(), await town.patron("987654321")
    wanted, own, ready = await town.title(), await town.title(), await town.title()
    for bib in (wanted, own, ready):
        await town.loan(patron_id, bib=bib)
    await town.hold(other, bib=wanted)
    await town.hold(patron_id, bib=own)
    await town.hold(other, bib=ready, status=HoldStatus.READY)
    loans = (await open_card(look_ups)).loans
    assert [row.waiting for row in loans] == [1, 0, 0]
    assert reasons(loans[0].renewal.page) == (Reason.HOLD_WAITING,)
    assert isinstance(loans[1].renewal.page, Allowed)


async def test_every_reason_of_patron_and_loan_reaches_the_row(look_ups: LookUps, town: Town) -> None:
    patron_id = await town.patron(expires_on=days_ago(1))
    await town.suspend(patron_id, SuspensionReason.LONG_OVERDUE)
    await town.loan(patron_id, loaned_on=days_ago(30), due_on=days_ago(15))
    await town.loan(
        patron_id,
        loaned_on=TODAY,
        interlibrary=True,
        branch_id=town.mobile_id,
        renewals=1,
        renewed_on=TODAY,
    )
    overdue, other = (await open_card(look_ups)).loans
    assert (overdue.overdue_days, overdue.days_left) == (15, -15)
    assert reasons(overdue.renewal.counter) == (
        Reason.SUSPENDED,
        Reason.REGISTRATION_EXPIRED,
        Reason.LONG_OVERDUE,
        Reason.PAST_DUE,
    )
    assert (other.renewed, other.renewed_today) == (True, True)
    assert reasons(other.renewal.page) == (
        Reason.SUSPENDED,
        Reason.REGISTRATION_EXPIRED,
        Reason.LONG_OVERDUE,
        Reason.ALREADY_RENEWED,
        Reason.LENT_TODAY,
        Reason.INTERLIBRARY,
        Reason.MOBILE_LIBRARY,
    )


async def test_fourteen_days_overdue_are_not_long(look_ups: LookUps, town: Town) -> None:
    patron_id = await town.patron()
    await town.loan(patron_id, loaned_on=days_ago(30), due_on=days_ago(14))
    (row,) = (await open_card(look_ups)).loans
    assert reasons(row.renewal.page) == (Reason.PAST_DUE,)

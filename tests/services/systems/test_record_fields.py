"""A record becomes a snapshot: what it says stands there, what it lacks is unknown, and nothing of ours is added."""

from datetime import date
from typing import Any

import pytest

from services.contract.errors import RecordUnfit
from services.contract.offers import SystemPart
from services.contract.snapshot import PatronSnapshot
from services.rules.circulation.notices import NoticeKind
from services.rules.decision import UNFORESEEN, Allowed, Origin, Reason, Refused
from services.rules.people.identity import FactsNeeded
from services.rules.vocabulary import (
    AgeGroup,
    BranchKind,
    CardStatus,
    ContactMethod,
    CredentialKind,
    HoldStatus,
    Stopped,
    SuspensionReason,
)
from services.systems.documents import read_record
from services.systems.record_fields import summary_of
from services.systems.schemas import example
from tests.helpers.contract_documents import (
    KEPT,
    RECORD,
    masters,
    opened,
    record,
    row_of,
    system,
    with_row,
)

NOTHING: dict[str, Any] = {
    "version": 1,
    "read_at": "2026-11-24T10:00:00+09:00",
    "key": "51",
    "patron": {},
    "restrictions": [],
    "loans": [],
    "holds": [],
}
"""A record that says no more than it must."""


def patron(**told: Any) -> dict[str, Any]:
    return record(patron={**example(RECORD)["patron"], **told})


def password(**told: Any) -> dict[str, Any]:
    return record(password={**example(RECORD)["password"], **told})


def test_the_example_is_shown_whole() -> None:
    shown = opened(record())
    head, (loan,), (hold,) = shown.patron, shown.loans, shown.holds
    assert (head.id, head.name, head.branch, head.age_group) == (7, "川口 花子", "中央", AgeGroup.FORTIES)
    assert (shown.card_number, head.card_status) == ("300000017", CardStatus.ACTIVE)
    assert (loan.title, loan.material_type, loan.due_on, loan.days_left) == (
        "坊っちゃん",
        "図書",
        date(2026, 12, 4),
        10,
    )
    assert (hold.status, hold.branch, hold.contact, hold.placed_on) == (
        HoldStatus.READY,
        "中央",
        ContactMethod.MAIL,
        date(2026, 11, 10),
    )
    assert [it.status for it in shown.requests] == ["受付済"]
    assert [(it.title, it.reason) for it in shown.cancelled_holds] == [("門", "SHELF_OVER")]
    assert shown.password is not None
    assert shown.password.kind is CredentialKind.PATRON
    assert [it.kind for it in shown.notices] == [NoticeKind.SUSPENDED]


def test_a_record_that_says_nothing_shows_nothing() -> None:
    shown = opened(NOTHING, system(masters(fills=[])))
    head = shown.patron
    assert (head.name, head.kana, head.branch, head.expires_on, head.birth_date) == ("", None, "", None, None)
    assert (shown.card_number, shown.password, shown.notices, shown.cancelled_holds) == (None, None, (), ())


@pytest.mark.parametrize("part", ["password", "cancelled_holds", "requests"])
def test_a_part_that_masters_say_is_filled_is_there(part: str) -> None:
    without = {name: it for name, it in record().items() if name != part}
    with pytest.raises(RecordUnfit) as refused:
        opened(without)
    assert [str(it) for it in refused.value.faults] == [f"{part}: missing"]
    opened(without, system(masters(fills=sorted({*masters()["fills"]} - {part}))))


@pytest.mark.parametrize("part", ["cancelled_holds", "requests"])
def test_a_part_that_isnt_filled_is_not_shown(part: str) -> None:
    fills = sorted({*masters()["fills"]} - {part})
    assert getattr(opened(record(), system(masters(fills=fills))), part) == ()
    assert system().parts == {
        SystemPart.PASSWORD_STATE,
        SystemPart.CANCELLED_HOLDS,
        SystemPart.REQUESTS,
    }


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ({"name": None, "alias": "みほん"}, "みほん"),
        ({"name": " ", "alias": None}, "カワグチ ハナコ"),
        ({"name": None, "kana": None}, "KAWAGUCHI Hanako"),
        ({"name": "\u202e川口\n\t花子\u200b"}, "川口 花子"),
        ({"name": "𠮷野\u3000葛󠄀子"}, "𠮷野 葛󠄀子"),
    ],
)
def test_a_name_is_one_line_or_what_stands_for_it(told: dict[str, Any], name: str) -> None:
    assert opened(patron(**told)).patron.name == name


def test_what_no_master_has_is_shown_by_its_key() -> None:
    (loan,) = opened(with_row("loans", branch="GONE", material_type="DVD\n2")).loans
    assert (loan.branch, loan.material_type) == ("GONE", "DVD 2")
    (hold,) = opened(with_row("holds", branch="GONE", stop="見本停留所")).holds
    assert (hold.branch, hold.branch_id, hold.stop, hold.stop_id) == ("GONE", None, "見本停留所", None)
    (restriction,) = opened(with_row("restrictions", type="OWN")).suspensions
    assert (restriction.code, restriction.words, restriction.reason) == ("OWN", None, None)
    (request,) = opened(with_row("requests", status="LOST?")).requests
    assert request.status == "LOST?"


def test_no_end_is_null_and_the_last_day_that_there_is() -> None:
    for never in (None, "9999-12-31"):
        assert opened(patron(expires_on=never)).patron.expires_on is None
        (row,) = opened(with_row("restrictions", until=never)).suspensions
        assert row.until is None


@pytest.mark.parametrize("name", ["wait_until", "paused_until"])
def test_a_hold_that_waits_or_is_paused_for_ever_has_no_day(name: str) -> None:
    for day, shown in (("9999-12-31", None), ("2026-12-31", date(2026, 12, 31))):
        (hold,) = opened(with_row("holds", status="waiting", paused=True, **{name: day})).holds
        assert getattr(hold, name) == shown


def test_the_year_9999_is_a_day_as_others() -> None:
    (loan,) = opened(with_row("loans", due_on="9999-12-31", loaned_on="0001-01-01", verdict=None)).loans
    assert (loan.due_on, loan.loaned_on, loan.overdue_days) == (date.max, date.min, 0)
    (hold,) = opened(with_row("holds", placed_on="0001-01-01", shelf_until="9999-12-31")).holds
    assert (hold.placed_on, hold.shelf_until) == (date.min, date.max)


def test_the_age_is_the_birth_dates_else_as_told() -> None:
    assert opened(patron(birth_date=None, age_group="teens")).patron.age_group is AgeGroup.TEENS
    assert opened(patron(birth_date=None)).patron.age_group is None
    assert opened(patron(age_group="teens")).patron.age_group is AgeGroup.FORTIES


@pytest.mark.parametrize(
    ("card", "number", "status"),
    [
        (None, None, None),
        ({"number": None, "lost": 1}, None, None),
        ({"number": "３０００-０００１７ "}, "300000017", CardStatus.ACTIVE),
        ({"number": "Kard-7", "lost": True}, "Kard-7", CardStatus.LOST),
    ],
)
def test_the_card_is_as_our_own_cleaning_has_it(
    card: Any, number: str | None, status: CardStatus | None
) -> None:
    shown = opened(record(card=card))
    assert (shown.card_number, shown.patron.card_status) == (number, status)


def test_restrictions_are_the_systems_own() -> None:
    one = example(RECORD)["restrictions"][0]
    own = {
        "key": "2",
        "type": "FEE",
        "stops_loans": 0,
        "stops_holds": 1,
        "stops_renewals": 1,
        "words": "弁償金",
    }
    over = {**own, "key": "3", "until": "2026-11-23"}
    today = {**own, "key": "4", "until": "2026-11-24"}
    shown = opened(record(restrictions=[today, own, one, over]))
    first, *rest = shown.suspensions
    assert (first.reason, first.code, first.words) == (SuspensionReason.LONG_OVERDUE, "OVERDUE", "長期延滞")
    assert first.stops == {Stopped.LOANS, Stopped.HOLDS}
    assert [(it.id, it.words) for it in rest] == [(2, "弁償金"), (4, "弁償金")]
    assert rest[0].stops == {Stopped.HOLDS, Stopped.RENEWALS}
    assert {(it.facts, it.lift, it.contacts) for it in shown.suspensions} == {(None, None, None)}


def test_lifted_restrictions_are_past_ones_where_they_are_filled() -> None:
    lifted = with_row("restrictions", lifted_on="2026-11-20", lifted_by="青木")
    assert opened(lifted).suspensions == opened(lifted).past_suspensions == ()
    (past,) = opened(lifted, system(masters(fills=["past_restrictions"]))).past_suspensions
    assert (past.lifted_on, past.lifted_by) == (date(2026, 11, 20), "青木")


@pytest.mark.parametrize(
    ("told", "locked", "until"),
    [
        ({"locked": False, "locked_until": "2026-11-25T00:00:00Z"}, False, None),
        ({"locked": True}, True, None),
        ({"locked": 1, "locked_until": "2026-11-24T11:00:00+09:00"}, True, "2026-11-24T11:00:00+09:00"),
    ],
)
def test_a_lock_ends_at_a_time_or_at_none(told: dict[str, Any], locked: bool, until: str | None) -> None:
    state = opened(password(**told)).password
    assert state is not None
    assert (state.locked, state.locked_until and state.locked_until.isoformat()) == (locked, until)


def test_no_password_is_none_that_was_issued() -> None:
    assert opened(record(password=None)).password is None
    state = opened(password(disabled=True, kind=None, issued_on="2026-11-01")).password
    assert state is not None
    assert (state.disabled, state.kind, state.issued_on) == (True, None, date(2026, 11, 1))


def renewal(document: dict[str, Any], **of_masters: Any) -> Any:
    (loan,) = opened(document, system(masters(**of_masters))).loans
    assert loan.renewal.page == loan.renewal.counter
    return loan.renewal.counter


def test_the_systems_verdict_counts_before_any_rule() -> None:
    allowed = renewal(record())
    assert allowed == Allowed(date(2026, 12, 18), origin=Origin.SYSTEM)
    refused = renewal(with_row("loans", verdict={"renewable": 0, "reasons": ["too_many"]}))
    assert refused == Refused((Reason.SYSTEM_REFUSES,), origin=Origin.SYSTEM, code="too_many")
    labels = [{"kind": "refusal", "code": "too_many", "label": "上限"}]
    several = with_row("loans", verdict={"renewable": False, "reasons": ["too_many", " ", "予約\nあり"]})
    assert renewal(several, labels=labels).code == "上限・予約 あり"
    assert renewal(with_row("loans", verdict={"renewable": False})).code is None


def test_without_a_verdict_one_plain_rule_foresees_it() -> None:
    foreseen = renewal(with_row("loans", verdict=None))
    assert foreseen == Allowed(date(2026, 12, 8), origin=Origin.FORESEEN)
    assert renewal(with_row("loans", verdict=None), renewal_rules=[]) == UNFORESEEN
    assert renewal(with_row("loans", verdict=None), renewal_rules=[{"renewals": 1}]) == UNFORESEEN
    assert renewal(with_row("loans", verdict=None, material_type="DVD")) == UNFORESEEN
    assert renewal(with_row("loans", verdict=None, waiting=None)) == UNFORESEEN
    late = renewal(with_row("loans", verdict=None, due_on="2026-01-05"))
    assert late == Allowed(date(2026, 12, 8), origin=Origin.FORESEEN)  # no rule of ours says otherwise
    closed = renewal(with_row("loans", verdict=None), closed_days=[{"day": "2026-12-08"}])
    assert closed == Allowed(date(2026, 12, 9), origin=Origin.FORESEEN)


def test_the_branch_that_decides_is_the_loans_own_unless_another_is_named() -> None:
    rules = [{"branch": "CENTRAL", "renewals": 1, "days": 7}, {"branch": "OTHER", "renewals": 1, "days": 21}]
    assert renewal(with_row("loans", verdict=None), renewal_rules=rules).new_day == date(2026, 12, 1)
    elsewhere = with_row("loans", verdict=None, rule_branch="OTHER")
    assert renewal(elsewhere, renewal_rules=rules).new_day == date(2026, 12, 15)


def test_a_restriction_that_stops_renewals_is_foreseen_even_without_a_rule() -> None:
    stopping = {"key": "1", "type": "X", "stops_loans": False, "stops_holds": False, "stops_renewals": True}
    document = with_row("loans", verdict=None) | {"restrictions": [stopping]}
    refused = renewal(document, renewal_rules=[])
    assert refused == Refused((Reason.RESTRICTED,), origin=Origin.FORESEEN)


def test_what_may_be_done_to_a_hold_only_the_system_knows() -> None:
    closed = masters(closed_days=[{"day": "2026-12-03"}, {"day": "2026-12-05"}])
    document = with_row("loans", due_on="2026-12-04", loaned_on="2026-11-19")  # 14 days, moved on
    shown = opened(document, system(closed))
    (hold,), (gone,) = shown.holds, shown.cancelled_holds
    assert {hold.change.page, hold.cancel.page, hold.cancel.counter, hold.extend, gone.undo} == {UNFORESEEN}
    assert (hold.closure, shown.loans[0].closure) == (None, None)


@pytest.mark.parametrize(
    ("status", "told", "shown"),
    [
        (
            "waiting",
            {"place": 2, "queue": 5, "paused": 1, "paused_until": "2026-12-01"},
            ((2, 5), True, False),
        ),
        ("waiting", {"place": 2, "preparing": True}, (None, False, False)),
        ("in_transit", {"place": 1, "queue": 1, "preparing": 1, "paused": 1}, (None, False, True)),
        ("ready", {"preparing": True}, (None, False, False)),
    ],
)
def test_a_hold_is_what_its_state_can_be(status: str, told: dict[str, Any], shown: object) -> None:
    (hold,) = opened(with_row("holds", status=status, **told)).holds
    assert (hold.position, hold.paused, hold.preparing) == shown


def test_keys_become_numbers_that_last() -> None:
    keys = ["7", "007", "0", "ill-7", "9" * 19, "予約"]
    holds = [{"key": key, "status": "waiting", "placed_on": "2026-11-01"} for key in keys]
    first, again = (
        {it.id: it.version for it in opened(record(holds=them)).holds} for them in (holds, holds[::-1])
    )
    assert first == again
    assert {7, 0} < set(first)
    assert len(first) == len(keys)
    assert all(abs(it) < 2**63 for it in first)
    changed = [{**it, "place": 1} for it in holds]
    assert all(it.version != first[it.id] for it in opened(record(holds=changed)).holds)


def test_five_thousand_holds_are_all_there() -> None:
    holds = [{"key": str(it), "status": "waiting", "title": "\n書\t"} for it in range(5000)]
    shown: PatronSnapshot = opened(record(holds=holds))
    assert len(shown.holds) == len(holds)
    assert {it.title for it in shown.holds} == {"書"}


def test_the_phone_is_told_numbers_and_what_it_takes() -> None:
    kept = {"now": KEPT["now"], "questions": 2, "closed": None}
    told = summary_of(read_record(row_of(record())), system(), patron_id=7, kept=kept)
    assert (told.loans, told.holds, told.cancelled_holds, told.requests, told.questions) == (1, 1, 1, 1, 2)
    assert (told.patron_id, told.card_number, told.needed) == (7, "300000017", FactsNeeded.ANY)
    assert "川口" not in repr(told)
    nobody = summary_of(read_record(row_of(NOTHING)), system(masters(fills=[])), patron_id=7, kept=kept)
    assert nobody.needed is FactsNeeded.NONE_ENOUGH


def test_a_mobile_library_is_one() -> None:
    rows = [{"key": "M", "name": "移動図書館あおぞら号", "mobile": 1}]
    (branch,) = system(masters(branches=rows)).masters.branches.values()
    assert (branch.kind, branch.short_name) == (BranchKind.MOBILE, "移動図書館あおぞら号")

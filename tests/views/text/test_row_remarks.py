"""Staff's remarks: reasons in order, from when it works, and what the counter may do."""

from dataclasses import replace
from datetime import date

import pytest

from services.acts.as_offered import as_offered
from services.contract.offers import Offers
from services.contract.snapshot import LoanRow, PatronSnapshot
from services.rules.circulation.restoring import Comeback, WaitsBecause
from services.rules.decision import Allowed, Closure, PageAndCounter, Reason
from services.rules.vocabulary import HoldStatus
from tests.helpers import snapshots
from tests.helpers.snapshots import both, days, refused
from views.text import row_remarks

LOANS = snapshots.five_loans()


@pytest.mark.parametrize(
    ("loan", "told"),
    [
        (LOANS[0], "更新すると 2026/12/8"),
        (LOANS[1], "貸出当日(11/25から)"),
        (LOANS[2], ""),
        (LOANS[3], "予約待ちあり(2人)"),
        (LOANS[4], "相互貸借・窓口で更新すると 2026/12/8・現物を確認"),
        (
            snapshots.loan(overdue_days=3, renewal=both(refused(Reason.PAST_DUE))),
            "返却期限日を過ぎています",
        ),
        (
            snapshots.loan(waiting=1, renewal=both(refused(Reason.SUSPENDED, Reason.HOLD_WAITING))),
            "貸出禁止中・予約待ちあり(1人)",
        ),
        (
            snapshots.loan(renewal=PageAndCounter(Allowed(days(14)), Allowed(days(14), item_in_hand=True))),
            "更新すると 2026/12/8・現物を確認",
        ),
        (
            snapshots.loan(renewal=PageAndCounter(refused(Reason.MOBILE_LIBRARY), Allowed(days(14)))),
            "移動図書館・窓口で更新すると 2026/12/8",
        ),
        (
            snapshots.loan(
                renewal=PageAndCounter(refused(Reason.MOBILE_LIBRARY), Allowed(days(14), item_in_hand=True))
            ),
            "移動図書館・窓口で更新すると 2026/12/8・現物を確認",
        ),
        (
            snapshots.loan(
                renewal=PageAndCounter(
                    refused(Reason.LENT_TODAY, Reason.INTERLIBRARY),
                    refused(Reason.LENT_TODAY, works_from=days(1)),
                )
            ),
            "貸出当日・相互貸借・窓口11/25から",
        ),
        (
            snapshots.loan(
                waiting=1,
                renewal=PageAndCounter(
                    refused(Reason.HOLD_WAITING, Reason.MOBILE_LIBRARY), refused(Reason.HOLD_WAITING)
                ),
            ),
            "予約待ちあり(1人)・移動図書館",
        ),
        (
            snapshots.loan(
                renewal=PageAndCounter(
                    refused(Reason.LENT_TODAY, works_from=days(1)),
                    refused(Reason.LENT_TODAY, Reason.BY_PHONE),
                )
            ),
            "貸出当日・電話では延長できません・ページ11/25から",
        ),
        (
            snapshots.loan(
                renewal=PageAndCounter(
                    refused(Reason.LENT_TODAY, works_from=days(1)),
                    refused(Reason.LENT_TODAY, works_from=days(2)),
                )
            ),
            "貸出当日・ページ11/25から・窓口11/26から",
        ),
        (
            snapshots.loan(
                renewal=PageAndCounter(Allowed(days(14)), refused(Reason.BY_PHONE)),
            ),
            "電話では延長できません",
        ),
    ],
)
def test_of_a_loan(loan: LoanRow, told: str) -> None:
    assert row_remarks.of_loan(loan, buttons=False) == told


@pytest.mark.parametrize(
    ("days_left", "told"),
    [
        (-739_000, "延滞"),
        (-10_000, "延滞"),
        (-9999, "9999日延滞"),
        (-60, "60日延滞"),
        (-1, "1日延滞"),
        (0, "今日まで"),
        (1, "あと1日"),
        (14, "あと14日"),
        (999, "あと999日"),
        (1000, ""),
        (2_912_109, ""),
    ],
)
def test_how_far_away_a_due_date_is(days_left: int, told: str) -> None:
    assert row_remarks.until_due(days_left) == told


def test_what_the_page_says_of_a_renewal_is_told_again_where_the_page_shows_a_date() -> None:
    renewed = snapshots.loan(renewed_today=True, renewal=both(refused(Reason.ALREADY_RENEWED)))
    assert row_remarks.of_loan(renewed, buttons=False) == "すでに延長されています"


def test_beside_its_button_a_renewal_at_the_counter_needs_fewer_words() -> None:
    loan = snapshots.loan(
        renewal=PageAndCounter(refused(Reason.INTERLIBRARY), Allowed(days(14), item_in_hand=True))
    )
    assert row_remarks.of_loan(loan, buttons=True) == "相互貸借・2026/12/8まで"


def test_that_a_loan_is_overdue_is_told_where_no_other_reason_is() -> None:
    """How many days it is stands beside its due date anyway."""
    late = snapshots.loan(overdue_days=60, renewal=both(refused(Reason.LONG_OVERDUE, Reason.PAST_DUE)))
    assert row_remarks.of_loan(late, buttons=True) == "15日以上の延滞があります"


def test_every_reason_of_a_loan_is_told_in_order() -> None:
    reasons = (Reason.SUSPENDED, Reason.REGISTRATION_EXPIRED, Reason.LONG_OVERDUE, Reason.BY_PHONE)

    told = row_remarks.of_loan(snapshots.loan(renewal=both(refused(*reasons))), buttons=False)

    assert told == "貸出禁止中・更新期限切れ・15日以上の延滞があります・電話では延長できません"


def test_of_a_waiting_hold_there_is_nothing_to_say_but_how_long_it_waits() -> None:
    hold = snapshots.hold()

    assert row_remarks.of_hold(hold, buttons=False) == ""
    late = replace(hold, wait_until=date(2027, 1, 5))
    assert row_remarks.of_hold(late, buttons=False) == "予約待ち期限日 2027/1/5"


def test_of_a_hold_past_waiting_the_counters_powers_are_told_unless_they_are_buttons() -> None:
    ready = snapshots.past_waiting(1, HoldStatus.READY, shelf_place="A-12")
    moving = snapshots.past_waiting(2, HoldStatus.IN_TRANSIT)

    assert row_remarks.of_hold(ready, buttons=False) == "窓口取消可・取置延長で 2026/12/8"
    assert row_remarks.of_hold(ready, buttons=True) == ""
    assert row_remarks.of_hold(moving, buttons=False) == "窓口取消可"


def test_of_a_hold_what_the_counter_may_not_is_told_with_its_reasons() -> None:
    nobody = PageAndCounter(refused(Reason.NOT_WAITING), refused(Reason.ROLE_MAY_NOT))
    hold = snapshots.past_waiting(
        1, HoldStatus.READY, cancel=nobody, extend=refused(Reason.SHELF_ALREADY_EXTENDED)
    )

    for buttons in (False, True):
        assert row_remarks.of_hold(hold, buttons=buttons) == "この担当ではできません・取置延長済み"


@pytest.mark.parametrize("buttons", [False, True])
@pytest.mark.parametrize("status", [HoldStatus.WAITING, HoldStatus.IN_TRANSIT, HoldStatus.READY])
def test_of_what_the_library_system_has_not_nothing_is_said(status: HoldStatus, *, buttons: bool) -> None:
    loans = LOANS[:2]
    hold = snapshots.hold() if status is HoldStatus.WAITING else snapshots.past_waiting(1, status)
    cancelled = snapshots.cancelled_hold(undo=Allowed())
    answer = as_offered(
        snapshots.snapshot(loans=loans, holds=(hold,), cancelled_holds=(cancelled,)), Offers(frozenset())
    )

    assert isinstance(answer, PatronSnapshot)
    of_page = ["", "貸出当日・ページ11/25から"]
    assert [row_remarks.of_loan(loan, buttons=buttons) for loan in answer.loans] == of_page
    assert row_remarks.of_hold(answer.holds[0], buttons=buttons) == ""
    assert row_remarks.of_cancelled_hold(answer.cancelled_holds[0], buttons=buttons) == ""
    assert row_remarks.refusal(answer.issue_password) == ""


def test_of_a_cancelled_hold() -> None:
    row = snapshots.cancelled_hold()
    back = replace(row, undo=Allowed())

    assert row_remarks.of_cancelled_hold(row, buttons=True) == "予約に戻せる日を過ぎました"
    assert row_remarks.of_cancelled_hold(back, buttons=False) == "予約に戻せます"
    assert row_remarks.of_cancelled_hold(back, buttons=True) == ""


@pytest.mark.parametrize(
    ("comeback", "told"),
    [
        (
            Comeback(HoldStatus.READY, date(2026, 12, 1)),
            "取置へ(12/1まで)",
        ),
        (Comeback(because=WaitsBecause.NOT_KEPT), "予約待ちへ(取り置きの記録なし)"),
        (Comeback(because=WaitsBecause.IN_TRANSIT), "予約待ちへ(移送中だった)"),
        (Comeback(because=WaitsBecause.SHELF_TIME_OVER), "予約待ちへ(取置期限切れ)"),
    ],
)
def test_of_a_cancelled_hold_that_had_its_copy_what_it_comes_back_as_is_said_first(
    comeback: Comeback, told: str
) -> None:
    back = snapshots.cancelled_hold(undo=Allowed(), comes_back=comeback)

    assert row_remarks.of_cancelled_hold(back, buttons=True) == told
    assert row_remarks.of_cancelled_hold(back, buttons=False) == f"予約に戻せます・{told}"
    refused_still = replace(back, undo=refused(Reason.COPY_GONE))
    assert row_remarks.of_cancelled_hold(refused_still, buttons=True) == "確保した資料がありません"


@pytest.mark.parametrize(
    ("closure", "remark", "acts", "told"),
    [
        (Closure.NEW_YEAR, "", False, ("年末年始休館のため", "")),
        (Closure.REGULAR, "", True, ("", "休館日のため")),
        (Closure.SINGLE, "予約待ちあり(1人)", False, ("予約待ちあり(1人)", "臨時休館のため")),
        (None, "貸出当日", False, ("貸出当日", "")),
        (None, "", True, ("", "")),
    ],
)
def test_why_a_date_is_later_never_stands_beside_another_reason(
    closure: Closure | None, remark: str, told: tuple[str, str], *, acts: bool
) -> None:
    assert row_remarks.of_closure(closure, remark, acts=acts) == told

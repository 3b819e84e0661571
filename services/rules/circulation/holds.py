"""Decides what may be done to a hold (change, cancel, restore, keep longer on the shelf), and computes its dates.

domain.md, "Rules from the guide: Holds, 取消一覧" and "Assumed values". The patron's powers end when the hold leaves
予約待ち; the counter's go on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.rules.circulation.calendar import BranchCalendar
from services.rules.circulation.closures import closure_of_shelf_from
from services.rules.dates import days_after
from services.rules.decision import ALLOWED, Allowed, Decision, PageAndCounter, Reason, Refused, decide
from services.rules.policy import Policy
from services.rules.vocabulary import ContactMethod, HoldStatus, LoanClass

# The 取消区分 that the program itself gives; a library adds others to the master as it likes.
BY_PATRON = "by_patron"
BY_STAFF = "by_staff"
SHELF_TIME_OVER = "shelf_time_over"
WAIT_TIME_OVER = "wait_time_over"

_NOT_FOR_STAFF = frozenset({BY_PATRON, SHELF_TIME_OVER, WAIT_TIME_OVER})
_OFFERED_ON_THE_PAGE = frozenset({ContactMethod.MAIL, ContactMethod.NONE})
_NOT_WAITING = Refused((Reason.NOT_WAITING,))


@dataclass(frozen=True, slots=True, kw_only=True)
class PickUp:
    """How and where a hold is handed over: what 予約変更確認 changes.

    Attributes:
        contact: 連絡方法; None for one that isn't known.
        branch_id: 受取館; None for one that no master has.
        mobile: that branch is the mobile library.
        stop_id: 受取ポイント, or None.
    """

    contact: ContactMethod | None
    branch_id: int | None
    mobile: bool
    stop_id: int | None = None

    @property
    def place(self) -> tuple[int | None, int | None]:
        """Where, without how."""
        return self.branch_id, self.stop_id


def change_offered(status: HoldStatus) -> PageAndCounter:
    """Decide whether 「変更」 stands on the row.

    The page offers it only while waiting (guide, 予約の連絡方法・受取館を変更する); the counter always, because the
    連絡方法 of a hold in transit or ready can still be changed there.
    """
    return PageAndCounter(_while_waiting(status), ALLOWED)


def change(
    status: HoldStatus, now: PickUp, wanted: PickUp, *, has_mail: bool, policy: Policy
) -> PageAndCounter:
    """Decide on a concrete change.

    The page takes メール and 不要; 電話 only where the hold has it and keeps it. The counter may set 電話 ◇. Once the
    hold left waiting, the counter changes the 連絡方法 but not the place.

    Args:
        status: the hold's.
        now: the present hand-over.
        wanted: as it should become.
        has_mail: an e-mail address is registered, which メール needs.
        policy: the values in force.
    """
    reasons = _pick_up_reasons(status, now, wanted, has_mail=has_mail)
    page, counter = set(reasons), set(reasons)
    if status is not HoldStatus.WAITING:
        page.add(Reason.NOT_WAITING)
        if wanted.place != now.place:
            counter.add(Reason.NOT_WAITING)
    if wanted.contact not in _OFFERED_ON_THE_PAGE and wanted.contact is not now.contact:
        page.add(Reason.CONTACT_NOT_OFFERED)
        if not policy.staff_may_set_phone_contact:
            counter.add(Reason.CONTACT_NOT_OFFERED)
    return PageAndCounter(decide(page), decide(counter))


def _pick_up_reasons(status: HoldStatus, now: PickUp, wanted: PickUp, *, has_mail: bool) -> set[Reason]:
    reasons: set[Reason] = set()
    if wanted.contact is ContactMethod.MAIL and not has_mail:
        reasons.add(Reason.NO_MAIL_ADDRESS)
    if status is HoldStatus.WAITING or wanted.place != now.place:
        if wanted.mobile and wanted.stop_id is None:
            reasons.add(Reason.STOP_NEEDED)
        if not wanted.mobile and wanted.stop_id is not None:
            reasons.add(Reason.STOP_ONLY_FOR_MOBILE)
    return reasons


def cancel(status: HoldStatus) -> PageAndCounter:
    """Decide on cancelling: the page only while waiting (「予約解除可能」), staff also later (窓口取消)."""
    return PageAndCounter(_while_waiting(status), ALLOWED)


def needs_warning(status: HoldStatus) -> bool:
    """Tell whether staff are warned before cancelling: the item was found and goes to the next patron."""
    return status is not HoldStatus.WAITING


def staff_reasons(codes: Iterable[str]) -> tuple[str, ...]:
    """Choose the 取消区分 that staff may give, in the master's order: all but the patron's own and the clock's."""
    return tuple(code for code in codes if code not in _NOT_FOR_STAFF)


def staff_cancel(status: HoldStatus, reason: str, codes: Iterable[str]) -> Decision:
    """Decide on 窓口取消 of a hold that left waiting, with a 取消区分.

    Args:
        status: the hold's.
        reason: the 取消区分 wanted.
        codes: those in the master.
    """
    reasons: set[Reason] = set()
    if not needs_warning(status):
        reasons.add(Reason.STILL_WAITING)
    if reason not in staff_reasons(codes):
        reasons.add(Reason.CANCEL_REASON_NOT_OFFERED)
    return decide(reasons)


def _while_waiting(status: HoldStatus) -> Decision:
    return ALLOWED if status is HoldStatus.WAITING else _NOT_WAITING


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfFacts:
    """What 取置延長 is decided on.

    Attributes:
        today: the day at the counters.
        status: the hold's.
        shelf_until: 取置期限日, None unless ready; a ready one without it has no day that could be later.
        extensions: how often it was extended.
        calendar: the pick-up branch's.
    """

    today: date
    status: HoldStatus
    shelf_until: date | None
    extensions: int
    calendar: BranchCalendar


def extend_shelf(facts: ShelfFacts, policy: Policy) -> Decision:
    """Decide on 取置延長 (staff only): once ◇, while the item stands on the shelf, by ◇ 7 more open days."""
    if facts.status is HoldStatus.WAITING:
        return decide({Reason.STILL_WAITING})
    if facts.status is not HoldStatus.READY or facts.shelf_until is None:
        return decide({Reason.NOT_ON_SHELF})
    reasons: set[Reason] = set()
    if facts.extensions >= policy.shelf_extensions:
        reasons.add(Reason.SHELF_ALREADY_EXTENDED)
    if shelf_expired(facts.shelf_until, facts.today):
        reasons.add(Reason.SHELF_TIME_OVER)
    if reasons:
        return decide(reasons)
    day = shelf_until(facts.shelf_until, facts.calendar, policy)
    return Allowed(day, closure=closure_of_shelf_from(facts.shelf_until, day, facts.calendar))


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoFacts:
    """What 予約に戻す is decided on.

    Attributes:
        today: the day at the counters.
        cancelled_on: 取消日.
        comes_back: what the hold would be again.
        wait_until: the cancelled hold's 予約待ち期限日, if any; it ends only a hold that waits.
        held_again: the patron has another hold on the title by now.
        loan_class: the title's class, in which holds are counted; None where it isn't known: nothing limits it.
        holds_in_class: how many holds the patron has in it now.
        copy_gone: the library has no copy of the title any more, or the copy that was kept went to another patron.
        stopped: why a restriction stops holds of the patron, if one does.
    """

    today: date
    cancelled_on: date
    comes_back: HoldStatus
    wait_until: date | None
    held_again: bool
    loan_class: LoanClass | None
    holds_in_class: int
    copy_gone: bool
    stopped: Reason | None


def undo(facts: UndoFacts, policy: Policy) -> Decision:
    """Decide on 予約に戻す (staff only): on the day of cancelling (◇ `hold_undo_days` more)."""
    reasons: set[Reason] = set()
    if (facts.today - facts.cancelled_on).days > policy.hold_undo_days:
        reasons.add(Reason.UNDO_DAY_OVER)
    if facts.held_again:
        reasons.add(Reason.HELD_AGAIN)
    limit = None if facts.loan_class is None else policy.hold_limits.get(facts.loan_class)
    if limit is not None and facts.holds_in_class >= limit:
        reasons.add(Reason.HOLD_LIMIT_REACHED)
    if facts.copy_gone:
        reasons.add(Reason.COPY_GONE)
    if facts.comes_back is HoldStatus.WAITING and wait_expired(facts.wait_until, facts.today):
        reasons.add(Reason.WAIT_TIME_OVER)
    if facts.stopped is not None:
        reasons.add(facts.stopped)
    return decide(reasons)


def shelf_until(ready_on: date, calendar: BranchCalendar, policy: Policy) -> date:
    """Tell 取置期限日: ◇ 7 open days at the pick-up branch after the day the item stood ready."""
    return calendar.add_open_days(ready_on, policy.shelf_open_days)


def shelf_expired(until: date | None, today: date) -> bool:
    """Tell whether a ready hold's time on the shelf is over (the day after 取置期限日)."""
    return until is not None and today > until


def wait_expired(until: date | None, today: date) -> bool:
    """Tell whether a waiting hold is over (the day after 予約待ち期限日)."""
    return until is not None and today > until


def cancelled_delete_on(cancelled_on: date, policy: Policy) -> date:
    """Tell 削除予定日, from which a cancelled hold is no longer shown: one week after cancelling."""
    return days_after(cancelled_on, policy.cancelled_kept_days)


def is_shown(cancelled_on: date, today: date, policy: Policy) -> bool:
    """Tell whether 予約取消一覧 still shows a row, whether or not the clean-up ran."""
    return today < cancelled_delete_on(cancelled_on, policy)

"""Reads the lists of a look-up's record: sorts the rows and applies the rules to each.

Sorting is the patron page's: loans by due date, holds by the moment they were placed, cancelled holds latest first,
requests and questions by the day they came; what has no such day comes last, equal ones by id, so that "the third line"
stays the third line. What a library system doesn't know stays unknown, and what no master has is shown by its code.
What may be done to a row of another library system, which has rules of its own, isn't foreseen by ours.
"""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime

from services.contract.actor import Actor
from services.contract.decode.json_row import JsonRow
from services.contract.decode.look_up_contacts import contacts_of_hold
from services.contract.decode.look_up_renewals import renewal_of_system
from services.contract.masters import Masters, MaterialType, shown_code
from services.contract.snapshot import CancelledHoldRow, HoldRow, LoanRow, QuestionRow, RequestRow
from services.rules.circulation import closures, holds, renewal
from services.rules.circulation.restoring import Comeback, Kept, comeback
from services.rules.clock import tokyo_day
from services.rules.decision import UNFORESEEN, Decision, PageAndCounter, Reason
from services.rules.policy import Policy
from services.rules.vocabulary import BranchKind, ContactMethod, HoldStatus, LoanClass

_NEVER = datetime.max.replace(tzinfo=UTC)
_SYSTEMS = PageAndCounter(UNFORESEEN, UNFORESEEN)
"""What only the library's system can tell."""


class Lists:
    """One record's lists: what several rows' decisions need is found once."""

    def __init__(self, record: JsonRow, masters: Masters, actor: Actor, serve: Decision) -> None:
        self._record = record
        self._masters = masters
        self._policy = masters.policy
        self._actor = actor
        self._serve = serve
        self._is_others = record.told("is_other_systems")
        self._today = tokyo_day(record.instant("now"))

    def loans(self, expires_on: date | None, stopped: Reason | None) -> tuple[LoanRow, ...]:
        """Read 貸出一覧.

        Args:
            expires_on: the patron's 更新期限日.
            stopped: why restrictions refuse renewals, if they do.
        """
        rows = self._record.rows("loans")
        due = [row.maybe_day("due_on") for row in rows]
        oldest = min((it for it in due if it is not None), default=None)
        both = zip(rows, due, strict=True)
        loans = [self._loan(row, due_on, oldest, expires_on, stopped) for row, due_on in both]
        return tuple(sorted(loans, key=lambda row: (row.due_on or date.max, row.id)))

    def _loan(
        self,
        row: JsonRow,
        due_on: date | None,
        oldest_due_on: date | None,
        expires_on: date | None,
        stopped: Reason | None,
    ) -> LoanRow:
        branch_id, told = row.key("branch_id"), row.told_row("renewal")
        branch = self._masters.branches.get(branch_id) if isinstance(branch_id, int) else None
        loaned_on, interlibrary = row.maybe_day("loaned_on"), row.flag("interlibrary")
        renewals, waiting = row.number("renewals"), row.number("waiting")
        calendar, renewed_on = self._masters.calendar(branch_id), row.maybe_day("renewed_on")
        days_left = None if due_on is None else (due_on - self._today).days
        if told is not None:
            decided = renewal_of_system(row, told, today=self._today, stopped=stopped, masters=self._masters)
        else:
            facts = renewal.RenewalFacts(
                today=self._today,
                loaned_on=loaned_on,
                due_on=due_on,
                renewals=renewals,
                waiting=waiting,
                interlibrary=interlibrary,
                mobile=branch is not None and branch.kind is BranchKind.MOBILE,
                stopped=stopped,
                expires_on=expires_on,
                oldest_due_on=oldest_due_on,
                calendar=calendar,
            )
            decided = renewal.decide(facts, self._policy, self._actor.channel)
        return LoanRow(
            id=row.number("id"),
            version=row.number("version"),
            title=row.maybe_text("title"),
            material_type=self._material_name(row),
            item_number=row.maybe_text("item_number"),
            branch=shown_code(branch_id) if branch is None else branch.short_name,
            loaned_on=loaned_on,
            due_on=due_on,
            interlibrary=interlibrary,
            renewed=renewals > 0,
            renewed_today=renewed_on == self._today,
            overdue_days=None if days_left is None else max(0, -days_left),
            days_left=days_left,
            waiting=waiting,
            renewal=decided,
            closure=None
            if told is not None
            else closures.closure_of_due(due_on, loaned_on, renewed_on, calendar, self._policy),
        )

    def holds(self) -> tuple[HoldRow, ...]:
        """Read 予約一覧."""
        return tuple(self._hold(row) for row in sorted(self._record.rows("holds"), key=_came("placed_at")))

    def _hold(self, row: JsonRow) -> HoldRow:
        status, shelf_until = HoldStatus(row.text("status")), row.maybe_day("shelf_until")
        place, queue = row.maybe_number("place"), row.maybe_number("queue")
        branch_id, stop_id = row.key("branch_id"), row.key("mobile_stop_id")
        placed_at, contact = row.maybe_instant("placed_at"), row.maybe_text("contact")
        paused = row.told("paused")
        shelf = holds.ShelfFacts(
            today=self._today,
            status=status,
            shelf_until=shelf_until,
            extensions=row.number("shelf_extensions"),
            calendar=self._masters.calendar(branch_id),
        )
        return HoldRow(
            id=row.number("id"),
            version=row.number("version"),
            status=status,
            position=None if place is None or queue is None else (place, queue),
            title=row.maybe_text("title"),
            material_type=self._material_name(row),
            placed_on=None if placed_at is None else tokyo_day(placed_at),
            wait_until=row.maybe_day("wait_until"),
            shelf_until=shelf_until,
            shelf_place=row.maybe_text("shelf_place"),
            item_number=row.maybe_text("item_number"),
            item_id=row.maybe_number("item_id"),
            branch=self._masters.branch_name(branch_id),
            branch_id=branch_id if isinstance(branch_id, int) else None,
            stop=None if stop_id is None else self._masters.stop_name(stop_id),
            stop_id=stop_id if isinstance(stop_id, int) else None,
            contact=None if contact is None else ContactMethod(contact),
            change=_SYSTEMS if self._is_others else holds.change_offered(status),
            cancel=_SYSTEMS if self._is_others else holds.cancel(status),
            extend=UNFORESEEN if self._is_others else holds.extend_shelf(shelf, self._policy),
            contacts=contacts_of_hold(row, self._record, self._masters, self._actor),
            closure=None
            if shelf_until is None or self._is_others
            else closures.closure_of_shelf(
                shelf_until, shelf.calendar, self._policy, extended=shelf.extensions > 0
            ),
            paused=paused,
            paused_until=row.maybe_day("paused_until") if paused else None,
            preparing=row.told("preparing"),
        )

    def cancelled_holds(self, stopped: Reason | None) -> tuple[CancelledHoldRow, ...]:
        """Read 予約取消一覧, as far as it is shown still.

        Args:
            stopped: why restrictions refuse holds, if they do.
        """
        shown = [row for row in self._record.rows("cancelled") if is_shown(row, self._today, self._policy)]
        if not shown:
            return ()
        held = [] if self._is_others else self._record.rows("holds")
        titles = {row.number("bib_record_id") for row in held}
        classes = Counter(self._loan_class(row) for row in held)
        latest_first = sorted(shown, key=_came("cancelled_at"), reverse=True)
        return tuple(self._cancelled_hold(row, titles, classes, stopped) for row in latest_first)

    def _cancelled_hold(
        self, row: JsonRow, titles: set[int], classes: Counter[LoanClass | None], stopped: Reason | None
    ) -> CancelledHoldRow:
        cancelled_on, loan_class = tokyo_day(row.instant("cancelled_at")), self._loan_class(row)
        contact = row.maybe_text("contact")
        back = Comeback()
        undo: Decision = UNFORESEEN
        if not self._is_others:
            back = comeback(_kept(row), self._today)
            facts = holds.UndoFacts(
                today=self._today,
                cancelled_on=cancelled_on,
                comes_back=back.status,
                wait_until=row.maybe_day("wait_until"),
                held_again=row.number("bib_record_id") in titles,
                loan_class=loan_class,
                holds_in_class=classes[loan_class],
                copy_gone=row.flag("copy_gone"),
                stopped=stopped,
            )
            undo = holds.undo(facts, self._policy)
        return CancelledHoldRow(
            id=row.number("id"),
            version=row.number("version"),
            reason=self._label("cancel_reason", row, "reason"),
            title=row.maybe_text("title"),
            material_type=self._material_name(row),
            cancelled_on=cancelled_on,
            delete_on=holds.cancelled_delete_on(cancelled_on, self._policy),
            branch=self._branch(row),
            contact=None if contact is None else ContactMethod(contact),
            undo=undo,
            acknowledge=self._serve,
            comes_back=back,
        )

    def requests(self) -> tuple[RequestRow, ...]:
        """Read リクエスト一覧."""
        rows = [self._request(row) for row in self._record.rows("requests")]
        return tuple(sorted(rows, key=lambda row: (row.received_on or date.max, row.id)))

    def _request(self, row: JsonRow) -> RequestRow:
        return RequestRow(
            id=row.number("id"),
            version=row.number("version"),
            status=self._label("request_status", row, "status"),
            title=row.maybe_text("title"),
            received_on=row.maybe_day("received_on"),
            branch=self._branch(row),
        )

    def questions(self) -> tuple[QuestionRow, ...]:
        """Read レファレンス受付状況."""
        return tuple(
            QuestionRow(
                id=row.number("id"),
                version=row.number("version"),
                question=row.text("question"),
                status=self._masters.label("reference_status", row.text("status")),
                received_on=tokyo_day(row.instant("received_at")),
                mark_told=self._serve,
            )
            for row in sorted(self._record.rows("questions"), key=_came("received_at"))
        )

    def _branch(self, row: JsonRow) -> str:
        return self._masters.branch_name(row.key("branch_id"))

    def _label(self, kind: str, row: JsonRow, name: str) -> str | None:
        code = row.maybe_text(name)
        return None if code is None else self._masters.label(kind, code)

    def _material_type(self, row: JsonRow) -> MaterialType | None:
        key = row.key("material_type_id")
        return self._masters.material_types.get(key) if isinstance(key, int) else None

    def _material_name(self, row: JsonRow) -> str | None:
        found = self._material_type(row)
        return found.name if found is not None else shown_code(row.key("material_type_id")) or None

    def _loan_class(self, row: JsonRow) -> LoanClass | None:
        found = self._material_type(row)
        return None if found is None else found.loan_class


def _kept(row: JsonRow) -> Kept:
    status = row.maybe_text("status")
    return Kept(
        status=None if status is None else HoldStatus(status),
        had_copy=row.flag("had_copy"),
        shelf_until=row.maybe_day("shelf_until"),
    )


def is_shown(row: JsonRow, today: date, policy: Policy) -> bool:
    """Tell whether a cancelled hold is within its week; of one without a day nobody can say so."""
    cancelled_at = row.maybe_instant("cancelled_at")
    return cancelled_at is not None and holds.is_shown(tokyo_day(cancelled_at), today, policy)


def _came(name: str) -> Callable[[JsonRow], tuple[datetime, int]]:
    """Sort by the instant in a field, then by id; what has none comes last."""
    return lambda row: (row.maybe_instant(name) or _NEVER, row.number("id"))

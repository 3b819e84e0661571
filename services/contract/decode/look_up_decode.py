"""Decodes the look-up statement's answer into a snapshot: sorts the rows and applies the rules to each.

Sorting is the patron page's: loans by due date, holds by the moment they were placed, cancelled holds latest first,
requests and questions by the day they came; equal ones by id, so that "the third line" stays the third line.
"""

from collections import Counter
from collections.abc import Callable, Collection
from datetime import date, datetime

from services.contract.actor import Actor
from services.contract.decode.json_row import JsonRow
from services.contract.decode.look_up_contacts import contacts_of_hold
from services.contract.decode.look_up_suspensions import registration_use, report_rows, suspension_rows
from services.contract.masters import Masters, MaterialType
from services.contract.snapshot import (
    CancelledHoldRow,
    ClosedToCallers,
    HoldRow,
    LoanRow,
    MailState,
    PasswordState,
    PatronHeader,
    PatronSnapshot,
    PhoneSummary,
    QuestionRow,
    RequestRow,
)
from services.rules.circulation import closures, holds, renewal
from services.rules.circulation.notices import notices_for
from services.rules.circulation.restoring import Kept, comeback
from services.rules.clock import to_tokyo, tokyo_day
from services.rules.decision import Decision
from services.rules.passwords.attempt_limits import ends_at, is_locked
from services.rules.passwords.password_use import PasswordOffers, PasswordUseFacts, password_offers
from services.rules.passwords.passwords import IssueFacts, may_issue
from services.rules.passwords.patron_login import is_expired
from services.rules.people.ages import age_group
from services.rules.people.identity import FactsNeeded
from services.rules.people.names import has_variation_selector
from services.rules.people.suspension import may_suspend_at_all
from services.rules.vocabulary import (
    BranchKind,
    CardStatus,
    ContactMethod,
    CredentialKind,
    HoldStatus,
    LoanClass,
    MailStatus,
    SuspensionReason,
)


def decode_glimpse(record: JsonRow, masters: Masters) -> PhoneSummary:
    """Read the phone's record: the number and counts."""
    now = record.instant("now")
    today = tokyo_day(now)
    shown = [
        row
        for row in record.rows("cancelled")
        if holds.is_shown(tokyo_day(row.instant("cancelled_at")), today, masters.policy)
    ]
    closed = record.maybe_row("closed")
    return PhoneSummary(
        now=to_tokyo(now),
        card_number=record.maybe_text("card_number"),
        patron_id=record.number("patron_id"),
        loans=record.number("loans"),
        holds=record.number("holds"),
        cancelled_holds=len(shown),
        requests=record.number("requests"),
        questions=record.number("questions"),
        closed=None
        if closed is None
        else ClosedToCallers(to_tokyo(closed.instant("opens_at")), closed.flag("of_login")),
        needed=FactsNeeded(record.text("needed")),
    )


def decode_snapshot(record: JsonRow, masters: Masters, actor: Actor) -> PatronSnapshot:
    """Read the whole record, with every row's decisions.

    Args:
        record: the statement's answer.
        masters: in force on the day of the record.
        actor: whose counter-side decisions are wanted.
    """
    return _Reader(record, masters, actor).snapshot()


class _Reader:
    """One record's reading: what several rows' decisions need is found once."""

    def __init__(self, record: JsonRow, masters: Masters, actor: Actor) -> None:
        self._record = record
        self._masters = masters
        self._policy = masters.policy
        self._actor = actor
        self._now = record.instant("now")
        self._today = tokyo_day(self._now)
        self._patron = record.row("patron")
        self._expires_on = self._patron.maybe_day("expires_on")
        self._card = record.maybe_row("card")
        self._card_status = None if self._card is None else CardStatus(self._card.text("status"))

    def snapshot(self) -> PatronSnapshot:
        in_force, lifted = suspension_rows(self._record, self._masters, self._actor)
        requests = [self._request(row) for row in self._record.rows("requests")]
        reasons = {row.reason for row in in_force}
        reports = report_rows(self._record, self._masters, self._actor)
        return PatronSnapshot(
            now=to_tokyo(self._now),
            card_number=None if self._card is None else self._card.text("number"),
            patron=self._header(),
            suspensions=in_force,
            past_suspensions=lifted,
            password=self._password(),
            notices=notices_for(self._today, self._expires_on, self._policy, suspended=bool(reasons)),
            loans=self._loans(suspended=bool(reasons)),
            holds=self._holds(),
            cancelled_holds=self._cancelled_holds(),
            requests=tuple(sorted(requests, key=lambda row: (row.received_on, row.id))),
            questions=self._questions(),
            issue_password=self._may_issue(reasons),
            password_use=self._password_use(),
            email_notice=self._email_notice(),
            suspend=may_suspend_at_all(reasons, role=self._actor.staff.role, channel=self._actor.channel),
            registration_use=registration_use(self._record, reasons, reports, self._masters, self._actor),
            reports=reports,
        )

    def _header(self) -> PatronHeader:
        row = self._patron
        name, birth_date = row.text("name"), row.maybe_day("birth_date")
        return PatronHeader(
            id=row.number("id"),
            version=row.number("version"),
            name=name,
            kana=_said(row, "kana"),
            alias=row.maybe_text("alias"),
            romaji=_said(row, "romaji"),
            has_variant=has_variation_selector(name),
            birth_date=birth_date,
            age_group=age_group(birth_date, self._today),
            branch=self._branch(row),
            registered_on=row.maybe_day("registered_on"),
            expires_on=self._expires_on,
            email=row.maybe_text("email"),
            phone=row.maybe_text("phone"),
            postal_code=_said(row, "postal_code"),
            address=_said(row, "address"),
            card_status=self._card_status,
            has_namesake=self._record.flag("has_namesake"),
        )

    def _password_use(self) -> PasswordOffers:
        state = self._password()
        facts = PasswordUseFacts(
            role=self._actor.staff.role,
            channel=self._actor.channel,
            issued=state is not None,
            disabled=state is not None and state.disabled,
            locked=state is not None and state.locked,
            lock_ends=state is None or not state.locked or state.locked_until is not None,
            expired=state is not None and state.expired,
            has_card=self._card is not None,
        )
        return password_offers(facts, self._policy)

    def _password(self) -> PasswordState | None:
        row = self._record.maybe_row("password")
        if row is None:
            return None
        code, expires_on = row.maybe_text("kind"), row.maybe_day("expires_on")
        kind = None if code is None else CredentialKind(code)
        issued_at, locked_until = row.maybe_instant("issued_at"), row.maybe_instant("locked_until")
        ends = ends_at(locked_until, self._now)
        return PasswordState(
            kind=kind,
            must_change=row.flag("must_change"),
            issued_on=None if issued_at is None else tokyo_day(issued_at),
            expires_on=expires_on,
            expired=is_expired(kind, expires_on, self._today),
            locked=is_locked(locked_until, self._now),
            locked_until=None if ends is None else to_tokyo(ends),
            disabled=row.maybe_text("disabled_at") is not None,
            version=row.number("version"),
        )

    def _email_notice(self) -> MailState | None:
        row = self._record.maybe_row("email_notice")
        if row is None:
            return None
        settled_at = row.maybe_instant("settled_at")
        return MailState(
            status=MailStatus(row.text("status")),
            queued_at=to_tokyo(row.instant("queued_at")),
            tries=row.number("tries"),
            settled_at=None if settled_at is None else to_tokyo(settled_at),
            answer_code=row.maybe_number("answer_code"),
        )

    def _may_issue(self, reasons: Collection[SuspensionReason]) -> Decision:
        facts = IssueFacts(
            today=self._today,
            role=self._actor.staff.role,
            channel=self._actor.channel,
            card_status=self._card_status,
            expires_on=self._expires_on,
            lost_in_force=SuspensionReason.CARD_LOST in reasons,
        )
        return may_issue(facts, self._policy)

    def _loans(self, *, suspended: bool) -> tuple[LoanRow, ...]:
        rows = self._record.rows("loans")
        oldest_due_on = min((row.day("due_on") for row in rows), default=None)
        loans = [self._loan(row, oldest_due_on, suspended=suspended) for row in rows]
        return tuple(sorted(loans, key=lambda row: (row.due_on, row.id)))

    def _loan(self, row: JsonRow, oldest_due_on: date | None, *, suspended: bool) -> LoanRow:
        branch = self._masters.branches[row.number("branch_id")]
        loaned_on, due_on = row.day("loaned_on"), row.day("due_on")
        interlibrary, renewals, waiting = (
            row.flag("interlibrary"),
            row.number("renewals"),
            row.number("waiting"),
        )
        calendar, renewed_on = self._masters.calendar(branch.id), row.maybe_day("renewed_on")
        facts = renewal.RenewalFacts(
            today=self._today,
            loaned_on=loaned_on,
            due_on=due_on,
            renewals=renewals,
            waiting=waiting,
            interlibrary=interlibrary,
            mobile=branch.kind is BranchKind.MOBILE,
            suspended=suspended,
            expires_on=self._expires_on,
            oldest_due_on=oldest_due_on,
            calendar=calendar,
        )
        return LoanRow(
            id=row.number("id"),
            version=row.number("version"),
            title=row.text("title"),
            material_type=self._material_type(row).name,
            item_number=row.text("item_number"),
            branch=branch.short_name,
            loaned_on=loaned_on,
            due_on=due_on,
            interlibrary=interlibrary,
            renewed=renewals > 0,
            renewed_today=renewed_on == self._today,
            overdue_days=max(0, (self._today - due_on).days),
            days_left=(due_on - self._today).days,
            waiting=waiting,
            renewal=renewal.decide(facts, self._policy, self._actor.channel),
            closure=closures.closure_of_due(due_on, loaned_on, renewed_on, calendar, self._policy),
        )

    def _holds(self) -> tuple[HoldRow, ...]:
        return tuple(self._hold(row) for row in sorted(self._record.rows("holds"), key=_came("placed_at")))

    def _hold(self, row: JsonRow) -> HoldRow:
        status, shelf_until = HoldStatus(row.text("status")), row.maybe_day("shelf_until")
        place, queue, stop_id = (
            row.maybe_number("place"),
            row.maybe_number("queue"),
            row.maybe_number("mobile_stop_id"),
        )
        shelf = holds.ShelfFacts(
            today=self._today,
            status=status,
            shelf_until=shelf_until,
            extensions=row.number("shelf_extensions"),
            calendar=self._masters.calendar(row.number("branch_id")),
        )
        return HoldRow(
            id=row.number("id"),
            version=row.number("version"),
            status=status,
            position=None if place is None or queue is None else (place, queue),
            title=row.text("title"),
            material_type=self._material_type(row).name,
            placed_on=tokyo_day(row.instant("placed_at")),
            wait_until=row.maybe_day("wait_until"),
            shelf_until=shelf_until,
            shelf_place=row.maybe_text("shelf_place"),
            item_number=row.maybe_text("item_number"),
            item_id=row.maybe_number("item_id"),
            branch=self._branch(row),
            branch_id=row.number("branch_id"),
            stop=None if stop_id is None else self._masters.stops[stop_id].name,
            stop_id=stop_id,
            contact=ContactMethod(row.text("contact")),
            change=holds.change_offered(status),
            cancel=holds.cancel(status),
            extend=holds.extend_shelf(shelf, self._policy),
            contacts=contacts_of_hold(row, self._record, self._masters, self._actor),
            closure=None
            if shelf_until is None
            else closures.closure_of_shelf(
                shelf_until, shelf.calendar, self._policy, extended=shelf.extensions > 0
            ),
        )

    def _cancelled_holds(self) -> tuple[CancelledHoldRow, ...]:
        held = self._record.rows("holds")
        titles = {row.number("bib_record_id") for row in held}
        classes = Counter(self._material_type(row).loan_class for row in held)
        latest_first = sorted(self._record.rows("cancelled"), key=_came("cancelled_at"), reverse=True)
        return tuple(
            self._cancelled_hold(row, titles, classes)
            for row in latest_first
            if holds.is_shown(tokyo_day(row.instant("cancelled_at")), self._today, self._policy)
        )

    def _cancelled_hold(
        self, row: JsonRow, titles: set[int], classes: Counter[LoanClass]
    ) -> CancelledHoldRow:
        cancelled_on, loan_class = tokyo_day(row.instant("cancelled_at")), self._material_type(row).loan_class
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
        )
        return CancelledHoldRow(
            id=row.number("id"),
            version=row.number("version"),
            reason=self._masters.label("cancel_reason", row.text("reason")),
            title=row.text("title"),
            material_type=self._material_type(row).name,
            cancelled_on=cancelled_on,
            delete_on=holds.cancelled_delete_on(cancelled_on, self._policy),
            branch=self._branch(row),
            contact=ContactMethod(row.text("contact")),
            undo=holds.undo(facts, self._policy),
            comes_back=back,
        )

    def _request(self, row: JsonRow) -> RequestRow:
        return RequestRow(
            id=row.number("id"),
            version=row.number("version"),
            status=self._masters.label("request_status", row.text("status")),
            title=row.text("title"),
            received_on=row.day("received_on"),
            branch=self._branch(row),
        )

    def _questions(self) -> tuple[QuestionRow, ...]:
        return tuple(
            QuestionRow(
                id=row.number("id"),
                version=row.number("version"),
                question=row.text("question"),
                status=self._masters.label("reference_status", row.text("status")),
                received_on=tokyo_day(row.instant("received_at")),
            )
            for row in sorted(self._record.rows("questions"), key=_came("received_at"))
        )

    def _branch(self, row: JsonRow) -> str:
        return self._masters.branches[row.number("branch_id")].short_name

    def _material_type(self, row: JsonRow) -> MaterialType:
        return self._masters.material_types[row.number("material_type_id")]


def _said(row: JsonRow, name: str) -> str | None:
    """Read a text of which a blank one says nothing."""
    return row.maybe_text(name) or None


def _kept(row: JsonRow) -> Kept:
    status = row.maybe_text("status")
    return Kept(
        status=None if status is None else HoldStatus(status),
        had_copy=row.flag("had_copy"),
        shelf_until=row.maybe_day("shelf_until"),
    )


def _came(name: str) -> Callable[[JsonRow], tuple[datetime, int]]:
    """Sort by the instant in a field, then by id."""
    return lambda row: (row.instant(name), row.number("id"))

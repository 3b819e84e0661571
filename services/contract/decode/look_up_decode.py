"""Decodes the look-up statement's answer into a snapshot, with every row's decisions."""

from collections.abc import Collection
from datetime import date

from services.contract.actor import Actor
from services.contract.decode.json_row import JsonRow
from services.contract.decode.look_up_email import email_notice, may_send_again
from services.contract.decode.look_up_lists import Lists, is_shown
from services.contract.decode.look_up_suspensions import registration_use, report_rows, suspension_rows
from services.contract.masters import Masters
from services.contract.snapshot import (
    ClosedToCallers,
    PasswordState,
    PatronHeader,
    PatronSnapshot,
    PhoneSummary,
)
from services.rules.circulation.notices import notices_for
from services.rules.clock import to_tokyo, tokyo_day
from services.rules.decision import Decision
from services.rules.passwords.attempt_limits import ends_at, is_locked
from services.rules.passwords.password_use import PasswordOffers, PasswordUseFacts, password_offers
from services.rules.passwords.passwords import IssueFacts, may_issue
from services.rules.passwords.patron_login import is_expired
from services.rules.people.ages import age_group
from services.rules.people.identity import FactsNeeded
from services.rules.people.names import has_variation_selector
from services.rules.people.suspension import is_suspended, may_suspend_at_all, why_stopped
from services.rules.permissions import Permission, may_act
from services.rules.policy import Policy
from services.rules.vocabulary import (
    AgeGroup,
    CardStatus,
    CredentialKind,
    Stopped,
    SuspensionReason,
)


def offers_of_password(
    state: PasswordState | None, actor: Actor, *, has_card: bool, policy: Policy
) -> PasswordOffers:
    """Decide what a desk may do with a password in this state."""
    facts = PasswordUseFacts(
        role=actor.staff.role,
        channel=actor.channel,
        issued=state is not None,
        disabled=state is not None and state.disabled,
        locked=state is not None and state.locked,
        lock_ends=state is None or not state.locked or state.locked_until is not None,
        expired=state is not None and state.expired,
        has_card=has_card,
    )
    return password_offers(facts, policy)


def decode_glimpse(record: JsonRow, masters: Masters) -> PhoneSummary:
    """Read the phone's record: the number and counts."""
    now = record.instant("now")
    today = tokyo_day(now)
    shown = [row for row in record.rows("cancelled") if is_shown(row, today, masters.policy)]
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
        self._serve = may_act(
            actor.staff.role,
            actor.channel_that_counts,
            Permission.SERVE_PATRON,
            identified=True,
            policy=self._policy,
        )

    def snapshot(self) -> PatronSnapshot:
        in_force, lifted = suspension_rows(self._record, self._masters, self._actor)
        lists = Lists(self._record, self._masters, self._actor, self._serve)
        reasons = {row.reason for row in in_force if row.reason is not None}
        stopped = [row.stops for row in in_force]
        reports = report_rows(self._record, self._masters, self._actor)
        notice = email_notice(self._record)
        return PatronSnapshot(
            now=to_tokyo(self._now),
            card_number=None if self._card is None else self._card.text("number"),
            patron=self._header(),
            suspensions=in_force,
            past_suspensions=lifted,
            password=self._password(),
            notices=notices_for(self._today, self._expires_on, self._policy, suspended=is_suspended(stopped)),
            loans=lists.loans(self._expires_on, why_stopped(Stopped.RENEWALS, stopped)),
            holds=lists.holds(),
            cancelled_holds=lists.cancelled_holds(why_stopped(Stopped.HOLDS, stopped)),
            requests=lists.requests(),
            questions=lists.questions(),
            change_email=self._serve,
            resend_notice=may_send_again(self._record, notice, self._serve),
            ask_question=self._serve,
            issue_password=self._may_issue(reasons),
            password_use=offers_of_password(
                self._password(), self._actor, has_card=self._card is not None, policy=self._policy
            ),
            email_notice=notice,
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
            age_group=_age_group(row, birth_date, self._today),
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

    def _branch(self, row: JsonRow) -> str:
        return self._masters.branch_name(row.key("branch_id"))


def _age_group(row: JsonRow, birth_date: date | None, today: date) -> AgeGroup | None:
    """Tell the age group: by the birth date, else as a library system tells it that has none."""
    told = None if birth_date is not None else row.told_text("age_group")
    return age_group(birth_date, today) if told is None else AgeGroup(told)


def _said(row: JsonRow, name: str) -> str | None:
    """Read a text of which a blank one says nothing."""
    return row.maybe_text(name) or None

"""Defines the snapshot of one patron at one moment: everything the desk shows, immutable.

Rows carry what may be done to them (`PageAndCounter`: the page's decision and the counter's), made by the same pure
rules that an act uses again inside its transaction. Panels paint from a snapshot and keep no state of their own.

Identity, titles and questions are in no `repr`, so that no log can hold them.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from services.contract.contacts import Contacts
from services.rules.circulation.notices import Notice
from services.rules.circulation.restoring import Comeback
from services.rules.decision import Closure, Decision, PageAndCounter
from services.rules.passwords.password_use import PasswordOffers
from services.rules.people.identity import FactsNeeded
from services.rules.people.registration_offers import RegistrationOffers
from services.rules.people.suspension import LiftFacts
from services.rules.vocabulary import (
    AgeGroup,
    CardStatus,
    Channel,
    ContactMethod,
    CredentialKind,
    HoldStatus,
    MailStatus,
    PatronReport,
    Stopped,
    SuspensionReason,
)


@dataclass(frozen=True, slots=True)
class PatronHeader:
    """Who the patron is, as far as the counter needs it at a glance; what isn't registered is None, and never blank.

    Attributes:
        name: in kanji or Latin letters, as registered.
        alias: 通称, if any.
        has_variant: the name holds a variation selector, whose glyph the screen can't show (「異体字あり」).
        age_group: None without a birth date.
        expires_on: 更新期限日; None where the registration never expires (無期限).
        card_status: None where there is no card.
        has_namesake: another patron has the same name, kana, age group and branch.
    """

    id: int
    version: int
    name: str = field(repr=False)
    kana: str | None = field(repr=False)
    alias: str | None = field(repr=False)
    romaji: str | None = field(repr=False)
    has_variant: bool
    birth_date: date | None = field(repr=False)
    age_group: AgeGroup | None
    branch: str
    registered_on: date | None
    expires_on: date | None
    email: str | None = field(repr=False)
    phone: str | None = field(repr=False)
    postal_code: str | None = field(repr=False)
    address: str | None = field(repr=False)
    card_status: CardStatus | None
    has_namesake: bool


@dataclass(frozen=True, slots=True)
class PasswordState:
    """What staff may know of the password; None in the snapshot means 未発行.

    Attributes:
        kind: who made it; None where nobody can tell.
        issued_on: None where the day isn't known.
        expires_on: an initial password's last day, if it has one.
        expired: that day is over.
        locked: no login is possible now, as after too many wrong ones.
        locked_until: when the lock ends; None when not locked now, and for a lock that no time ends.
    """

    kind: CredentialKind | None
    must_change: bool
    issued_on: date | None
    expires_on: date | None
    expired: bool
    locked: bool
    locked_until: datetime | None
    disabled: bool
    version: int


@dataclass(frozen=True, slots=True)
class SuspensionRow:
    """One restriction, in force or over (staff only): 貸出禁止, or what another library system says of its own.

    A restriction that isn't one of the guide's five has no facts, no decision and no contacts.

    Attributes:
        code: the library system's.
        reason: the guide's, only where it is that one.
        stops: what the patron can't do meanwhile.
        words: the system's own for it, if it has any; those of the guide's five are the screen's.
        started_on, until: its first day, and the last one that is set; None where there is none, or nobody knows it.
        started_by, lifted_by: names of staff; the id where the account is gone; None where nobody knows it.
        note: what was remarked with it.
        override: why it was lifted although the facts spoke against it, if it was.
        facts: what the database knows about lifting it; nothing is ticked off there.
        lift: 解除, as far as it is known before the checklist.
        contacts: None where none are recorded for it, or this desk may not see them.
    """

    id: int
    version: int
    code: str
    reason: SuspensionReason | None
    stops: frozenset[Stopped]
    words: str | None = field(default=None, repr=False)
    started_on: date | None = None
    until: date | None = None
    started_by: str | None = None
    lifted_on: date | None = None
    lifted_by: str | None = None
    note: str | None = field(default=None, repr=False)
    override: str | None = None
    facts: LiftFacts | None = None
    lift: Decision | None = None
    contacts: Contacts | None = None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """What the patron reported (申し出), and whether a supervisor settled it (staff only).

    Attributes:
        reported_by, settled_by: names of staff; the id where the account is gone.
        channel: where the patron reported it.
        settle: 対応済, for supervisors.
    """

    id: int
    version: int
    kind: PatronReport
    reported_on: date
    reported_by: str
    channel: Channel
    settled_on: date | None
    settled_by: str | None
    settle: Decision


@dataclass(frozen=True, slots=True)
class LoanRow:
    """One loan of 貸出一覧. What the library system doesn't know is None.

    Attributes:
        branch: 貸出館; blank where none is known.
        due_on: 返却期限日, after any renewal; a loan without one is never overdue.
        renewed_today: renewed on the snapshot's day: the 貸出更新 cell then shows `due_on`.
        overdue_days: days past `due_on`, 0 when not overdue.
        days_left: days until `due_on`: 0 on that day, less when overdue.
        waiting: how many patrons wait for the title.
        closure: what moved `due_on` on, as far as that is sure.
    """

    id: int
    version: int
    title: str | None = field(repr=False)
    material_type: str | None
    item_number: str | None
    branch: str
    loaned_on: date | None
    due_on: date | None
    interlibrary: bool
    renewed: bool
    renewed_today: bool
    overdue_days: int | None
    days_left: int | None
    waiting: int
    renewal: PageAndCounter
    closure: Closure | None = None


@dataclass(frozen=True, slots=True)
class HoldRow:
    """One hold of 予約一覧. What the library system doesn't know is None.

    Attributes:
        position: own place and number of all waiting (順位 `2 / 5`), None when not waiting, too.
        wait_until: 予約待ち期限日.
        shelf_until: 取置期限日.
        branch: 受取館; blank where none is known.
        branch_id, stop_id, item_id: what the names stand for, for an act; None where no master has them.
        stop: 受取ポイント, only with the mobile library.
        change, cancel: 変更 and 予約解除; their counter sides include what staff may do to a hold that left waiting.
        extend: 取置延長, staff only.
        contacts: of a hold that is ready; None where this desk may not see them.
        closure: what made `shelf_until` later, as far as that is sure.
        paused: it waits, and its turn doesn't come while it is paused (中断中).
        paused_until: the last day of that, if one is set.
        preparing: it left waiting and isn't on its way, but being prepared (準備中です); it counts as in transit.
    """

    id: int
    version: int
    status: HoldStatus
    position: tuple[int, int] | None
    title: str | None = field(repr=False)
    material_type: str | None
    placed_on: date | None
    wait_until: date | None
    shelf_until: date | None
    shelf_place: str | None
    item_number: str | None
    item_id: int | None
    branch: str
    branch_id: int | None
    stop: str | None
    stop_id: int | None
    contact: ContactMethod | None
    change: PageAndCounter
    cancel: PageAndCounter
    extend: Decision
    contacts: Contacts | None = None
    closure: Closure | None = None
    paused: bool = False
    paused_until: date | None = None
    preparing: bool = False


@dataclass(frozen=True, slots=True)
class CancelledHoldRow:
    """One row of 予約取消一覧, shown for a week. What the library system doesn't know is None.

    「確認済」 deletes it before: the patron or staff.

    Attributes:
        reason: the 取消区分's label.
        branch: 受取館; blank where none is known.
        delete_on: the day from which it is no longer shown.
        undo: 予約に戻す, staff only.
        acknowledge: 確認済.
        comes_back: what the hold is after it.
    """

    id: int
    version: int
    reason: str | None
    title: str | None = field(repr=False)
    material_type: str | None
    cancelled_on: date
    delete_on: date
    branch: str
    contact: ContactMethod | None
    undo: Decision
    acknowledge: Decision
    comes_back: Comeback = field(default_factory=Comeback)


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One row of リクエスト一覧; its branch is blank, and the rest None, where the library system doesn't know it."""

    id: int
    version: int
    status: str | None
    title: str | None = field(repr=False)
    received_on: date | None
    branch: str


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One reference question that isn't 連絡済 yet.

    Attributes:
        mark_told: 連絡済.
    """

    id: int
    version: int
    question: str = field(repr=False)
    status: str
    received_on: date
    mark_told: Decision


@dataclass(frozen=True, slots=True)
class MailState:
    """Where the last 「メールアドレス登録確認のお知らせ」 is on its way.

    Attributes:
        queued_at: when it was asked for, shown in Tokyo.
        tries: how often it was tried.
        settled_at: when it was sent or given up; None before.
        answer_code: the code with which the mail server last turned it away, if it did.
    """

    status: MailStatus
    queued_at: datetime
    tries: int
    settled_at: datetime | None
    answer_code: int | None


@dataclass(frozen=True, slots=True, weakref_slot=True)
class PatronSnapshot:
    """Everything of one patron at one moment.

    Attributes:
        now: the database server's time, shown in Tokyo.
        card_number: the card in use, which is the one that opened the patron; None where there is none.
        suspensions: those in force, in the guide's order ① to ⑤, then others; several of one kind are several.
        past_suspensions: lifted ones, latest first.
        suspend: 貸出禁止 for a further reason.
        registration_use: what else may be begun on the page 登録・貸出禁止.
        reports: 申し出, those still to settle first.
        password: None when none was ever issued.
        cancelled_holds: only those within their week, whether or not the clean-up ran.
        change_email: what the form for the address does, deleting included.
        resend_notice: sending 「メールアドレス登録確認のお知らせ」 once more.
        ask_question: taking a reference question.
        issue_password, password_use: what the rules say before a card is shown (role, channel, state).
        email_notice: the last 「メールアドレス登録確認のお知らせ」, None when there never was one.
    """

    now: datetime
    card_number: str | None
    patron: PatronHeader
    suspensions: tuple[SuspensionRow, ...]
    past_suspensions: tuple[SuspensionRow, ...]
    password: PasswordState | None
    notices: tuple[Notice, ...]
    loans: tuple[LoanRow, ...]
    holds: tuple[HoldRow, ...]
    cancelled_holds: tuple[CancelledHoldRow, ...]
    requests: tuple[RequestRow, ...]
    questions: tuple[QuestionRow, ...]
    change_email: Decision
    resend_notice: Decision
    ask_question: Decision
    issue_password: Decision
    password_use: PasswordOffers
    suspend: Decision
    registration_use: RegistrationOffers
    reports: tuple[ReportRow, ...]
    email_notice: MailState | None = None

    @property
    def suspended_for(self) -> frozenset[SuspensionReason]:
        """The guide's reasons that are in force."""
        return frozenset(row.reason for row in self.suspensions if row.reason is not None)


@dataclass(frozen=True, slots=True)
class ClosedToCallers:
    """Misses by number, or of this login, closed a number to the phone: nothing that a caller tells is compared.

    Attributes:
        until: from when the next try is possible.
        of_login: this login may try no patron; a colleague may.
    """

    until: datetime
    of_login: bool


@dataclass(frozen=True, slots=True)
class PhoneSummary:
    """All that the phone channel gets before the caller is identified: the number and counts, and if it is closed.

    Attributes:
        card_number: the card in use; None where there is none.
        needed: what the caller has to tell.
    """

    now: datetime
    card_number: str | None
    patron_id: int
    loans: int
    holds: int
    cancelled_holds: int
    requests: int
    questions: int
    closed: ClosedToCallers | None = None
    needed: FactsNeeded = FactsNeeded.ANY


type LookUpAnswer = PatronSnapshot | PhoneSummary

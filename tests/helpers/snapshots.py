"""Snapshots for view tests, made without a database: everyday unless a test says otherwise.

`everyday()` is the patron of the demo's first card in spirit: five loans, three holds, one cancelled hold, one
request and one question. `dataclasses.replace` changes one thing at a time; `snapshot()` builds an empty patron.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from services.contract.contacts import ContactRow, Contacts
from services.contract.snapshot import (
    CancelledHoldRow,
    HoldRow,
    LoanRow,
    PasswordState,
    PatronHeader,
    PatronSnapshot,
    QuestionRow,
    ReportRow,
    RequestRow,
    SuspensionRow,
)
from services.rules.circulation.calendar import BranchCalendar
from services.rules.circulation.notices import Notice, NoticeKind
from services.rules.clock import TOKYO
from services.rules.decision import Allowed, Decision, PageAndCounter, Reason, Refused
from services.rules.passwords.password_use import PasswordOffers
from services.rules.people.contacts import Attempt, ContactFacts, standing_step
from services.rules.people.registration_offers import RegistrationOffers
from services.rules.people.suspension import LiftFacts, stopped_by_guide
from services.rules.policy import Policy
from services.rules.vocabulary import (
    AgeGroup,
    CardStatus,
    Channel,
    ContactMethod,
    CredentialKind,
    HoldStatus,
    PatronReport,
    Role,
    Stopped,
    SuspensionReason,
)

NOW = datetime(2026, 11, 24, 10, 5, tzinfo=TOKYO)
TODAY = NOW.date()
ALLOWED = Allowed()


def refused(*reasons: Reason, works_from: date | None = None) -> Refused:
    return Refused(reasons, works_from)


def both(decision: Decision) -> PageAndCounter:
    return PageAndCounter(decision, decision)


def days(number: int) -> date:
    """Tell the day `number` days from today."""
    return TODAY + timedelta(days=number)


def header(**changes: Any) -> PatronHeader:
    everyday = PatronHeader(
        id=1,
        version=1,
        name="見本 花子",
        kana="ミホン ハナコ",
        alias=None,
        romaji="Mihon Hanako",
        has_variant=False,
        birth_date=date(1984, 5, 17),
        age_group=AgeGroup.FORTIES,
        branch="前川",
        registered_on=date(2023, 12, 12),
        expires_on=date(2028, 6, 11),
        email="hanako@example.jp",
        phone="048-000-1234",
        postal_code="333-0844",
        address="川口市上青木1丁目1-1",
        card_status=CardStatus.ACTIVE,
        has_namesake=False,
    )
    return replace(everyday, **changes)


def password(**changes: Any) -> PasswordState:
    everyday = PasswordState(
        kind=CredentialKind.PATRON,
        must_change=False,
        issued_on=date(2026, 10, 1),
        expires_on=None,
        expired=False,
        locked=changes.get("locked_until") is not None,
        locked_until=None,
        disabled=False,
        version=1,
    )
    return replace(everyday, **changes)


def loan(row_id: int = 1, **changes: Any) -> LoanRow:
    everyday = LoanRow(
        id=row_id,
        version=1,
        title="こころ",
        material_type="図書",
        item_number=f"00123456{row_id:02}",
        branch="前川",
        loaned_on=days(-10),
        due_on=days(4),
        interlibrary=False,
        renewed=False,
        renewed_today=False,
        overdue_days=0,
        days_left=4,
        waiting=0,
        renewal=both(Allowed(days(14))),
    )
    made = replace(everyday, **changes)
    return replace(made, days_left=None if made.due_on is None else (made.due_on - TODAY).days)


def hold(row_id: int = 1, **changes: Any) -> HoldRow:
    everyday = HoldRow(
        id=row_id,
        version=1,
        status=HoldStatus.WAITING,
        position=(2, 5),
        title="羅生門",
        material_type="図書",
        placed_on=date(2026, 11, 2),
        wait_until=None,
        shelf_until=None,
        shelf_place=None,
        item_number=None,
        item_id=None,
        branch="前川",
        branch_id=2,
        stop=None,
        stop_id=None,
        contact=ContactMethod.MAIL,
        change=both(ALLOWED),
        cancel=both(ALLOWED),
        extend=refused(Reason.STILL_WAITING),
    )
    return replace(everyday, **changes)


def past_waiting(row_id: int, status: HoldStatus, **changes: Any) -> HoldRow:
    """Make a hold that left waiting: the patron can't cancel it any more, the counter can."""
    counter_only = PageAndCounter(refused(Reason.NOT_WAITING), ALLOWED)
    extend = Allowed(days(14)) if status is HoldStatus.READY else refused(Reason.NOT_ON_SHELF)
    made = hold(row_id, status=status, position=None, change=counter_only, cancel=counter_only, extend=extend)
    return replace(made, **changes)


def cancelled_hold(row_id: int = 1, **changes: Any) -> CancelledHoldRow:
    everyday = CancelledHoldRow(
        id=row_id,
        version=1,
        reason="利用者取消",
        title="人間失格",
        material_type="図書",
        cancelled_on=days(-2),
        delete_on=days(5),
        branch="前川",
        contact=ContactMethod.MAIL,
        undo=refused(Reason.UNDO_DAY_OVER),
        acknowledge=ALLOWED,
    )
    return replace(everyday, **changes)


def request(row_id: int = 1, **changes: Any) -> RequestRow:
    everyday = RequestRow(
        id=row_id,
        version=1,
        status="借用依頼中",
        title="鳩ヶ谷宿の記録",
        received_on=date(2026, 11, 8),
        branch="前川",
    )
    return replace(everyday, **changes)


def question(row_id: int = 1, **changes: Any) -> QuestionRow:
    everyday = QuestionRow(
        id=row_id,
        version=1,
        question="荒川の渡し場の場所がわかる古い地図を見たい。",
        status="調査中",
        received_on=date(2026, 11, 20),
        mark_told=ALLOWED,
    )
    return replace(everyday, **changes)


def lift_facts(reason: SuspensionReason, **changes: Any) -> LiftFacts:
    """Make the facts of a suspension that a supervisor may lift."""
    nothing_against = LiftFacts(
        reason=reason,
        in_force=True,
        role=Role.SUPERVISOR,
        channel=Channel.COUNTER,
        started_on=days(-20),
        overdue_items=0,
        address_changed_on=days(-1),
        card_replaced=True,
        checked=frozenset(),
    )
    return replace(nothing_against, **changes)


def suspended(reason: SuspensionReason, row_id: int = 1, **changes: Any) -> SuspensionRow:
    everyday = SuspensionRow(
        id=row_id,
        version=1,
        code=reason.value,
        reason=reason,
        stops=stopped_by_guide(Policy()),
        started_on=days(-20),
        started_by="keeper",
        facts=lift_facts(reason),
        lift=ALLOWED,
    )
    return replace(everyday, **changes)


def restriction(row_id: int = 1, **changes: Any) -> SuspensionRow:
    """Make a restriction of another library system's own, of which no more is known than that it is there."""
    return replace(SuspensionRow(row_id, 1, "MANUAL", None, frozenset(Stopped)), **changes)


def facts_of(row: SuspensionRow) -> LiftFacts:
    assert row.facts is not None
    return row.facts


def contacts(reason: SuspensionReason | None, *attempts: Attempt, record: Decision = ALLOWED) -> Contacts:
    """Make what was tried about a suspension, or about a ready hold: attempts a day apart, the newest first."""
    facts = ContactFacts(reason=reason, today=TODAY, tried=attempts)
    rows = tuple(
        ContactRow(len(attempts) - back, NOW - timedelta(days=1 + back), "clerk", attempt)
        for back, attempt in enumerate(attempts)
    )
    return Contacts(rows, facts, standing_step(facts, Policy(), BranchCalendar()), record)


def report(row_id: int = 1, **changes: Any) -> ReportRow:
    everyday = ReportRow(
        id=row_id,
        version=1,
        kind=PatronReport.RETURNED,
        reported_on=days(-1),
        reported_by="clerk",
        channel=Channel.PHONE,
        settled_on=None,
        settled_by=None,
        settle=ALLOWED,
    )
    return replace(everyday, **changes)


def snapshot(**changes: Any) -> PatronSnapshot:
    """Make a patron with nothing on any list."""
    empty = PatronSnapshot(
        now=NOW,
        card_number="123456789",
        patron=header(),
        suspensions=(),
        past_suspensions=(),
        password=password(),
        notices=(),
        loans=(),
        holds=(),
        cancelled_holds=(),
        requests=(),
        questions=(),
        change_email=ALLOWED,
        resend_notice=ALLOWED,
        ask_question=ALLOWED,
        issue_password=ALLOWED,
        password_use=PasswordOffers(ALLOWED, ALLOWED, refused(Reason.PASSWORD_NOT_LOCKED), ALLOWED),
        suspend=ALLOWED,
        registration_use=RegistrationOffers(ALLOWED, ALLOWED, ALLOWED, ALLOWED),
        reports=(),
    )
    return replace(empty, **changes)


def five_loans() -> tuple[LoanRow, ...]:
    """Make a loan of each kind a clerk is asked about: renewable, new, renewed, waited for, from another city."""
    return (
        loan(1),
        loan(
            2,
            title="川口の鋳物と町工場",
            branch="中央",
            loaned_on=TODAY,
            due_on=days(14),
            renewal=both(refused(Reason.LENT_TODAY, works_from=days(1))),
        ),
        loan(
            3,
            title="雪国",
            branch="中央",
            loaned_on=date(2026, 11, 3),
            due_on=days(6),
            renewed=True,
            renewal=both(refused(Reason.ALREADY_RENEWED)),
        ),
        loan(
            4,
            title="銀河鉄道の夜",
            branch="戸塚",
            loaned_on=days(-12),
            due_on=days(2),
            waiting=2,
            renewal=both(refused(Reason.HOLD_WAITING)),
        ),
        loan(
            5,
            title="地方紙縮刷版 昭和39年",
            material_type="相互貸借",
            item_number="9900000012",
            branch="中央",
            loaned_on=days(-13),
            due_on=days(1),
            interlibrary=True,
            renewal=PageAndCounter(refused(Reason.INTERLIBRARY), Allowed(days(14), item_in_hand=True)),
        ),
    )


def three_holds() -> tuple[HoldRow, ...]:
    """Make a hold in each state: waiting, in transit, ready."""
    return (
        hold(1),
        past_waiting(
            2,
            HoldStatus.IN_TRANSIT,
            title="坊っちゃん",
            placed_on=date(2026, 10, 28),
            contact=ContactMethod.NONE,
        ),
        past_waiting(
            3, HoldStatus.READY, title="風立ちぬ", placed_on=date(2026, 10, 20), shelf_until=date(2026, 12, 1)
        ),
    )


def everyday(**changes: Any) -> PatronSnapshot:
    """Make a patron with something on every list, whose registration runs out soon."""
    expires_on = days(17)
    full = snapshot(
        patron=header(expires_on=expires_on),
        notices=(Notice(NoticeKind.EXPIRY_NEAR, expires_on),),
        loans=five_loans(),
        holds=three_holds(),
        cancelled_holds=(cancelled_hold(),),
        requests=(request(),),
        questions=(question(),),
    )
    return replace(full, **changes)

"""Makes any request against any state of a patron, for hypothesis.

Each part is as in the act's scene, or anything; of the patron's state, the parts that the act is about.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from services.acts.cards import ReplaceCard, ReportLost
from services.acts.contact import ChangeEmail, ResendNotice
from services.acts.contact_attempts import RecordContact
from services.acts.holds import Acknowledge, CancelHold, ChangeHold, ExtendShelf, StaffCancelHold, UndoCancel
from services.acts.loans import RenewLoan
from services.acts.password_use import ChangePassword, CheckPassword, DisablePassword, UnlockPassword
from services.acts.passwords import IssuePassword
from services.acts.plan import ActContext, ExtraFacts, ExtraRead, NewCard, PasswordTry, Prepared
from services.acts.reference import AskQuestion, MarkTold
from services.acts.register import RegisteredAct
from services.acts.registration import RenewRegistration
from services.acts.reports import SettleReport, TakeReport
from services.acts.suspensions import Lift, Suspend
from services.contract.act_requests import ActRequest
from services.contract.actor import Actor
from services.contract.decode.look_up_decode import offers_of_password
from services.contract.snapshot import PatronSnapshot
from services.rules.circulation.freed_copy import NextInLine
from services.rules.clock import TOKYO, to_tokyo, tokyo_day
from services.rules.passwords.patron_login import is_expired
from services.rules.people.contacts import NextStep
from services.rules.people.reference import QuestionForm
from services.rules.people.registration import RegistrationForm
from services.rules.people.suspension import CheckItem
from services.rules.policy import Policy
from services.rules.secret import Secret
from services.rules.vocabulary import (
    CardProof,
    CardStatus,
    Channel,
    ContactMeans,
    ContactResult,
    ContactStep,
    HoldStatus,
    PatronReport,
    Receiver,
    Role,
)
from tests.helpers.patrons import clerk
from tests.helpers.snapshots import (
    NOW,
)
from tests.services.acts.plans import private_words as words
from tests.services.acts.plans.any_state import (
    BRANCHES,
    CONTACTS,
    COUNTS,
    DAYS,
    FLAGS,
    IDS,
    PARTS,
    REASONS,
    VERSIONS,
)
from tests.services.acts.plans.planning import Scene
from tests.services.acts.plans.scenes import (
    CARD,
    CODES,
    EVERY_SCENE,
    GONE_STOP,
    HIT,
    LOCKED_UNTIL,
    MASTERS,
    NEW_CARD_NUMBER,
    STOP,
)

MOMENTS: Final = st.sampled_from(
    (
        NOW,
        datetime(2026, 11, 24, 15, 30, tzinfo=UTC),
        datetime(2028, 2, 29, 23, 59, tzinfo=TOKYO),
    )
)
KEYS: Final = st.integers(40, 45)
CHOSEN_CODES: Final = st.sampled_from((*(code for _, code in CODES), "nonsense"))
ACTORS: Final = st.builds(clerk, st.sampled_from(Role), st.sampled_from(Channel))
POLICIES: Final = st.just(Policy()) | st.builds(
    Policy,
    seen_card_accepted=FLAGS,
    typed_card_accepted=FLAGS,
    proxy_accepted=FLAGS,
    staff_may_set_phone_contact=FLAGS,
    lifting_against_facts_with_override=FLAGS,
    approval_by_whole_library=FLAGS,
    free_password_checks=st.integers(0, 3),
    wrong_logins_to_lock=st.integers(1, 5),
    initial_password_days=st.sampled_from((None, 60)),
    initial_password_must_change=FLAGS,
)

TRIED: Final[SearchStrategy[PasswordTry | None]] = st.none() | st.builds(
    PasswordTry,
    version=VERSIONS,
    fits=FLAGS,
    was=st.integers(0, 5),
    was_locked=st.none() | MOMENTS,
    now=st.integers(1, 5),
    now_locked=st.sampled_from((None, LOCKED_UNTIL)),
)


def _typed(*texts: str) -> SearchStrategy[str]:
    """Make what somebody may have typed: mostly one of some texts."""
    return st.sampled_from((*texts, "", " ")) | st.text(max_size=20)


SECRETS: Final = st.sampled_from((words.PASSWORD, words.NEW_PASSWORD, words.UNFIT_PASSWORD)) | _typed().map(
    Secret
)
SEEN: Final = {"seen_version": VERSIONS}
SEEN_OR_NONE: Final = {"seen_version": st.none() | VERSIONS}
PROOF: Final = {
    "proof": st.sampled_from(CardProof),
    "shown_card": st.sampled_from((CARD, NEW_CARD_NUMBER, None)),
    "shown_at": st.sampled_from((NOW, NOW.replace(hour=9), None)),
}
HELD: Final = {"hold_id": IDS, **SEEN}
CANCELLED: Final = {"cancellation_id": IDS, **SEEN}
NUMBERS: Final = st.sampled_from((CARD, NEW_CARD_NUMBER))
QUESTIONS: Final = st.builds(
    QuestionForm,
    name=_typed(words.NAME),
    email=_typed(words.OTHER_EMAIL, words.MALFORMED_EMAIL),
    phone=_typed(words.PHONE),
    question=_typed(words.QUESTION),
)
FORMS: Final = st.builds(
    RegistrationForm,
    kana=_typed(words.KANA),
    alias=_typed(words.ALIAS),
    phone=_typed(words.PHONE),
    postal_code=_typed(words.POSTAL_CODE),
    address=_typed(words.ADDRESS),
)
type Fields = Mapping[str, SearchStrategy[Any]]

ANYTHING: Final[Mapping[type[ActRequest[Any]], tuple[Fields, tuple[str, ...]]]] = {
    RenewLoan: ({"loan_id": IDS, **SEEN, "item_checked": FLAGS}, ("loans",)),
    ChangeHold: (
        {
            **HELD,
            "contact": CONTACTS,
            "branch_id": BRANCHES,
            "stop_id": st.sampled_from((None, STOP, GONE_STOP, 999)),
        },
        ("holds", "patron"),
    ),
    CancelHold: (HELD, ("holds",)),
    StaffCancelHold: ({**HELD, "reason": CHOSEN_CODES}, ("holds",)),
    ExtendShelf: (HELD, ("holds",)),
    UndoCancel: ({**CANCELLED, "comes_back": st.sampled_from(HoldStatus)}, ("cancelled_holds", "patron")),
    Acknowledge: (CANCELLED, ("cancelled_holds",)),
    ChangeEmail: (
        {"address": _typed(words.EMAIL, words.MALFORMED_EMAIL), **SEEN, "holds_to_none": FLAGS},
        ("patron", "holds"),
    ),
    ResendNotice: ({}, ("patron", "email_notice")),
    AskQuestion: ({"form": QUESTIONS}, ()),
    MarkTold: ({"question_id": IDS, **SEEN}, ("questions",)),
    IssuePassword: (
        {**PROOF, **SEEN_OR_NONE, "password": SECRETS, "receiver": st.sampled_from(Receiver)},
        ("password", "patron", "suspensions"),
    ),
    ChangePassword: (
        {**PROOF, **SEEN_OR_NONE, "old": SECRETS, "new": SECRETS, "again": SECRETS},
        ("password",),
    ),
    CheckPassword: ({**PROOF, "password": SECRETS}, ("password",)),
    UnlockPassword: ({**PROOF, **SEEN_OR_NONE}, ("password",)),
    DisablePassword: (SEEN_OR_NONE, ("password",)),
    RenewRegistration: ({**PROOF, **SEEN, "form": FORMS, "address_proven": FLAGS}, ("patron",)),
    ReportLost: (
        {"card_number": NUMBERS, "by_patron": FLAGS, "consent": FLAGS, "disable_password": FLAGS},
        ("patron", "suspensions", "password"),
    ),
    ReplaceCard: ({"card_number": NUMBERS, "new_number": _typed(CARD), "damaged": FLAGS}, ("patron",)),
    Suspend: (
        {"reason": REASONS, "note": st.none() | CHOSEN_CODES, "although_nothing_overdue": FLAGS},
        ("suspensions", "loans"),
    ),
    Lift: (
        {
            "suspension_id": IDS,
            **SEEN,
            "checked": st.sampled_from((frozenset(CheckItem), frozenset())),
            "override": st.none() | CHOSEN_CODES,
        },
        ("suspensions", "past_suspensions", "patron"),
    ),
    TakeReport: ({"kind": st.sampled_from(PatronReport)}, ("reports",)),
    SettleReport: ({"report_id": IDS, **SEEN}, ("reports",)),
    RecordContact: (
        {
            "suspension_id": st.none() | IDS,
            "hold_id": st.none() | IDS,
            **SEEN,
            "means": st.sampled_from(ContactMeans),
            "result": st.sampled_from(ContactResult),
            "after": st.none() | st.builds(NextStep, st.sampled_from(ContactStep), DAYS),
        },
        ("suspensions", "holds"),
    ),
}
"""What each act's request may say, and which parts of the patron's state the act is about."""

FACTS: Final[Mapping[ExtraRead, tuple[str, SearchStrategy[Any]]]] = {
    ExtraRead.NEXT_IN_LINE: (
        "next_in_line",
        st.none()
        | st.builds(
            NextInLine, key=KEYS, version=VERSIONS, branch_id=BRANCHES.filter(bool), contact=CONTACTS
        ),
    ),
    ExtraRead.WRONG_LOGINS: ("wrong_logins", COUNTS),
    ExtraRead.CHECKS_OF_VISIT: ("checks_of_visit", COUNTS),
    ExtraRead.CARD_IN_USE: ("card_in_use", KEYS),
    ExtraRead.NEW_CARD: (
        "new_card",
        st.builds(NewCard, key=KEYS, taken_by=st.none() | st.sampled_from(CardStatus)),
    ),
    ExtraRead.WAITING_NOTICE: ("waiting_notice", st.none() | KEYS),
}


def _mostly[T](everyday: T, anything: SearchStrategy[T]) -> SearchStrategy[T]:
    return st.integers(0, 2).flatmap(lambda number: st.just(everyday) if number else anything)


@cache
def _fields(entry: RegisteredAct[Any, Any]) -> SearchStrategy[dict[str, Any]]:
    """Ask as in the act's scene, or for anything, field by field."""
    allowed = EVERY_SCENE[entry.request].request
    fields = {"actor": ACTORS, **ANYTHING[entry.request][0]}
    return st.fixed_dictionaries(
        {name: _mostly(getattr(allowed, name), anything) for name, anything in fields.items()}
    )


@cache
def _parts(entry: RegisteredAct[Any, Any]) -> SearchStrategy[dict[str, Any]]:
    before = EVERY_SCENE[entry.request].context.before
    parts = ANYTHING[entry.request][1]
    return st.fixed_dictionaries({name: _mostly(getattr(before, name), PARTS[name]) for name in parts})


@cache
def _facts(entry: RegisteredAct[Any, Any]) -> SearchStrategy[dict[str, Any]]:
    """Read what the act's line in the register reads, and no more."""
    return st.fixed_dictionaries(dict(FACTS[read] for read in entry.reads))


@st.composite
def _prepared(draw: DrawFn, entry: RegisteredAct[Any, Any], request: ActRequest[Any]) -> Prepared:
    """Prepare as `services.own_schema.transactions.preparing` does; what is tried may have been another password."""
    tried = None
    if entry.tries is not None:
        tried = draw(_mostly(HIT, TRIED))
        if tried is None or not tried.fits:
            return Prepared(tried=tried)
    new = None if entry.hashes is None else entry.hashes(request)
    return Prepared(tried=tried, hashed=None if new is None else words.HASHED)


@st.composite
def scenes(draw: DrawFn, entry: RegisteredAct[Any, Any]) -> Scene:
    """Make any request of an act, and what it is decided on."""
    scene = EVERY_SCENE[entry.request]
    now, policy = draw(MOMENTS), draw(POLICIES)
    request = replace(scene.request, **draw(_fields(entry)))
    before = replace(scene.context.before, now=to_tokyo(now), **draw(_parts(entry)))
    facts = draw(_facts(entry))
    if before.password is None and "wrong_logins" in facts:
        facts["wrong_logins"] = None
    context = ActContext(
        before=_with_offers(before, request.actor, policy),
        now=now,
        masters=replace(MASTERS, policy=policy),
        extra=ExtraFacts(**facts),
        prepared=draw(_prepared(entry, request)),
    )
    return Scene(request, context)


def _with_offers(before: PatronSnapshot, actor: Actor, policy: Policy) -> PatronSnapshot:
    """Offer what the rules offer of a password: a plan need not do with others."""
    state, today = before.password, tokyo_day(before.now)
    if state is not None:
        state = replace(state, expired=is_expired(state.kind, state.expires_on, today))
    offers = offers_of_password(state, actor, has_card=before.card_number is not None, policy=policy)
    return replace(before, password=state, password_use=offers)

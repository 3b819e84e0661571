"""Makes any state of a patron that the look-up could read, part by part, for hypothesis.

What the patron is called, reads and asks is made of `private_words`, so that whatever shows is found.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from services.contract.snapshot import HoldRow, MailState, ReportRow, SuspensionRow
from services.rules.circulation.restoring import Comeback
from services.rules.decision import Allowed, PageAndCounter, Reason, Refused
from services.rules.vocabulary import (
    AgeGroup,
    CardStatus,
    ContactMethod,
    CredentialKind,
    HoldStatus,
    MailStatus,
    PatronReport,
    Role,
    SuspensionReason,
)
from tests.helpers.snapshots import NOW, contacts, days, lift_facts, password, restriction
from tests.services.acts.plans import private_words as words
from tests.services.acts.plans.scenes import (
    BEFORE,
    BRANCH,
    GONE_STOP,
    LOCKED_UNTIL,
    MOBILE,
    OTHER_BRANCH,
    SHELF,
    STOP,
)

IDS: Final = st.integers(1, 3)
VERSIONS: Final = st.integers(1, 2)
COUNTS: Final = st.integers(0, 6)
FLAGS: Final = st.booleans()
DAYS: Final = st.sampled_from((date.min, days(-20), days(-1), days(0), days(1), days(20), date.max))
MAYBE_DAYS: Final = st.none() | DAYS
CONTACTS: Final = st.sampled_from((*ContactMethod, None))
BRANCHES: Final = st.sampled_from((BRANCH, OTHER_BRANCH, MOBILE, None))
REASONS: Final = st.sampled_from(SuspensionReason)

# What a row allows is anything: a plan holds to it.
REFUSED: Final = st.lists(st.sampled_from(Reason), min_size=1, max_size=3, unique=True).map(
    lambda reasons: Refused(tuple(reasons))
)
DECIDED: Final = st.just(Allowed()) | REFUSED
KNOWN_CONTACTS: Final = st.none() | st.builds(contacts, st.none() | REASONS, record=DECIDED)
DATED: Final = st.builds(Allowed, DAYS, FLAGS) | REFUSED


def _rows[R](
    everyday: tuple[R, ...], make: Callable[[R], SearchStrategy[R]]
) -> SearchStrategy[tuple[R, ...]]:
    """Leave each row out, or as it is, or make anything of it."""
    each = [st.sampled_from((None, row)) | make(row) for row in everyday]
    return st.tuples(*each).map(lambda found: tuple(row for row in found if row is not None))


def _but(row: Any, **changed: SearchStrategy[Any]) -> SearchStrategy[Any]:
    return st.fixed_dictionaries({"version": VERSIONS, **changed}).map(lambda it: replace(row, **it))


@st.composite
def _hold(draw: DrawFn, row: HoldRow) -> HoldRow:
    status, branch_id = draw(st.sampled_from(HoldStatus)), draw(BRANCHES)
    ready = status is HoldStatus.READY
    return replace(
        row,
        version=draw(VERSIONS),
        status=status,
        item_id=None if status is HoldStatus.WAITING else 10 + row.id,
        shelf_until=draw(MAYBE_DAYS) if ready else None,
        shelf_place=draw(st.sampled_from((SHELF, None))) if ready else None,
        branch_id=branch_id,
        stop_id=draw(st.sampled_from((STOP, GONE_STOP))) if branch_id == MOBILE else None,
        contact=draw(CONTACTS),
        cancel=draw(st.builds(PageAndCounter, DECIDED, DECIDED)),
        extend=draw(DATED),
        contacts=draw(KNOWN_CONTACTS) if ready else None,
    )


@st.composite
def _suspension(draw: DrawFn, row: SuspensionRow) -> SuspensionRow:
    reason = draw(REASONS)
    facts = lift_facts(
        reason,
        role=draw(st.sampled_from(Role)),
        overdue_items=draw(st.integers(0, 1)),
        address_changed_on=draw(MAYBE_DAYS),
        card_replaced=draw(FLAGS),
    )
    known = draw(KNOWN_CONTACTS)
    version = draw(VERSIONS)
    if not draw(st.integers(0, 5)):
        return restriction(row.id, version=version)
    return replace(row, version=version, code=reason.value, reason=reason, facts=facts, contacts=known)


def _report(row: ReportRow) -> SearchStrategy[ReportRow]:
    kind = st.sampled_from(PatronReport)
    settled = _but(row, kind=kind, settled_on=DAYS, settle=st.just(Refused((Reason.NOT_IN_FORCE,))))
    return settled | _but(row, kind=kind, settled_on=st.none(), settle=DECIDED)


BACK: Final = st.builds(Comeback) | st.builds(Comeback, st.just(HoldStatus.READY), DAYS)
MAILS: Final = st.builds(
    MailState,
    status=st.sampled_from(MailStatus),
    queued_at=st.just(NOW),
    tries=COUNTS,
    settled_at=st.sampled_from((None, NOW)),
    answer_code=st.none(),
)
PASSWORDS: Final = st.builds(
    password,
    version=VERSIONS,
    kind=st.none() | st.sampled_from(CredentialKind),
    must_change=FLAGS,
    issued_on=MAYBE_DAYS,
    expires_on=MAYBE_DAYS,
    locked_until=st.sampled_from((None, None, LOCKED_UNTIL)),
    disabled=FLAGS,
) | st.builds(password, version=VERSIONS, locked=st.just(True), disabled=FLAGS)

PARTS: Final[Mapping[str, SearchStrategy[Any]]] = {
    "patron": _but(
        BEFORE.patron,
        expires_on=MAYBE_DAYS,
        age_group=st.none() | st.sampled_from(AgeGroup),
        card_status=st.sampled_from((CardStatus.ACTIVE, CardStatus.LOST, None)),
        email=st.sampled_from((words.EMAIL, None, words.MALFORMED_EMAIL)),
        alias=st.sampled_from((words.ALIAS, None)),
        phone=st.sampled_from((words.PHONE, None)),
        kana=st.sampled_from((words.KANA, None)),
        romaji=st.sampled_from((words.ROMAJI, None)),
        postal_code=st.sampled_from((words.POSTAL_CODE, None)),
        address=st.sampled_from((words.ADDRESS, None)),
        birth_date=st.sampled_from((words.BORN, None)),
        registered_on=MAYBE_DAYS,
    ),
    "card_number": st.sampled_from((BEFORE.card_number, BEFORE.card_number, None)),
    "loans": _rows(
        BEFORE.loans,
        lambda row: _but(
            row,
            due_on=MAYBE_DAYS,
            overdue_days=st.none() | COUNTS,
            renewal=st.builds(PageAndCounter, DATED, DATED),
        ),
    ),
    "holds": _rows(BEFORE.holds, _hold),
    "cancelled_holds": _rows(
        BEFORE.cancelled_holds, lambda row: _but(row, contact=CONTACTS, undo=DECIDED, comes_back=BACK)
    ),
    "questions": _rows(BEFORE.questions, _but),
    "suspensions": _rows(BEFORE.suspensions, _suspension),
    "past_suspensions": _rows(BEFORE.past_suspensions, lambda row: _but(row, id=IDS)),
    "reports": _rows(BEFORE.reports, _report),
    "password": st.none() | PASSWORDS,
    "email_notice": st.none() | MAILS,
}

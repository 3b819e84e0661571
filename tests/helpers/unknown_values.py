"""What a library system may not know: every value that a desk is told and that may be missing, and its taking away.

The list is made of the annotations, so that a new optional value is in it before anybody thinks of it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import zip_longest
from types import NoneType
from typing import Any, Final, get_args, get_type_hints

from services.contract.approval import ApprovalCase
from services.contract.contacts import Contacts
from services.contract.hits import Hit, Hits, ToldApart
from services.contract.recorded_acts import RecordRow
from services.contract.snapshot import (
    CancelledHoldRow,
    HoldRow,
    LoanRow,
    MailState,
    PasswordState,
    PatronHeader,
    PatronSnapshot,
    PhoneSummary,
    QuestionRow,
    ReportRow,
    RequestRow,
    SuspensionRow,
)
from services.contract.today.own_work import WorkEntry
from services.contract.today.report_list import ReportEntry
from services.contract.today.suspension_list import SuspensionEntry
from services.rules.decision import UNFORESEEN, Decision, PageAndCounter, Reason, Refused

KINDS: Final = (
    PatronSnapshot,
    PatronHeader,
    PasswordState,
    LoanRow,
    HoldRow,
    CancelledHoldRow,
    RequestRow,
    QuestionRow,
    ReportRow,
    SuspensionRow,
    Contacts,
    MailState,
    Hits,
    Hit,
    ToldApart,
    PhoneSummary,
    SuspensionEntry,
    ReportEntry,
    ApprovalCase,
    WorkEntry,
    RecordRow,
)


@dataclass(frozen=True, slots=True)
class Value:
    """A value that may be missing.

    Attributes:
        kind: whose it is.
        name: of the field.
    """

    kind: type
    name: str

    def __str__(self) -> str:
        return f"{self.kind.__name__}.{self.name}"


_BLANK: Final = frozenset(
    {Value(kind, "branch") for kind in (LoanRow, HoldRow, CancelledHoldRow, RequestRow)}
)
"""What is a blank text, and not None, where it isn't known."""

_STATES: Final = frozenset(
    {Value(PatronSnapshot, "password"), *(Value(WorkEntry, name) for name in ("report", "mail", "verb"))}
)
"""Whose None says what is so: no password was issued, and rules decide otherwise; or it is work of another kind."""

_FOLLOWS: Final[Mapping[Value, Mapping[str, Any]]] = {
    Value(PatronHeader, "birth_date"): {"age_group": None},
    Value(LoanRow, "due_on"): {
        "days_left": None,
        "overdue_days": None,
        "closure": None,
        "renewal": PageAndCounter(UNFORESEEN, UNFORESEEN),
    },
    Value(HoldRow, "shelf_until"): {"closure": None},
    Value(HoldRow, "branch"): {"branch_id": None, "stop": None, "stop_id": None},
    Value(HoldRow, "stop"): {"stop_id": None},
    Value(SuspensionRow, "reason"): {"facts": None, "lift": None, "contacts": None},
    Value(SuspensionRow, "lift"): {"facts": None},
    Value(SuspensionEntry, "card_number"): {"card_issued_on": None},
}
"""What isn't there either without a value, or is decided without it."""

CARD: Final = frozenset({Value(PatronSnapshot, "card_number"), Value(PatronHeader, "card_status")})
"""A card has both."""


def _optional(kind: type) -> Iterable[Value]:
    hints = get_type_hints(kind)
    for each in fields(kind):
        value = Value(kind, each.name)
        if (NoneType in get_args(hints[each.name]) or value in _BLANK) and value not in _STATES:
            yield value


VALUES: Final = tuple(value for kind in KINDS for value in _optional(kind))
"""All of them."""

EACH: Final[Mapping[str, frozenset[Value]]] = {
    str(it): CARD if it in CARD else frozenset({it})
    for it in VALUES
    if it != Value(PatronHeader, "card_status")
}
"""One at a time."""


def rounds(values: frozenset[Value]) -> Iterator[frozenset[Value]]:
    """Take one value of each kind at a time: none is missing together with another one of its kind."""
    for together in zip_longest(
        *([it for it in VALUES if it in values and it.kind is kind] for kind in KINDS)
    ):
        yield frozenset().union(*(EACH.get(str(it), frozenset()) for it in together if it is not None))


def taken[A](answer: A, values: frozenset[Value]) -> A:
    """Take values away from whatever a system answers."""
    return _without(answer, values) if values else answer


def _without(found: Any, values: frozenset[Value]) -> Any:
    if isinstance(found, tuple):
        parts = tuple(_without(it, values) for it in found)
        return found if all(map(_is, parts, found)) else parts
    if not is_dataclass(found) or isinstance(found, type) or not _is_told(type(found)):
        return found
    changes: dict[str, Any] = {}
    for each in fields(found):
        value = Value(type(found), each.name)
        if value not in values:
            was = getattr(found, each.name)
            now = _without(was, values)
            if now is not was:
                changes[each.name] = now
    for each in fields(found):
        value = Value(type(found), each.name)
        if value in values:
            changes |= {each.name: "" if value in _BLANK else None, **_FOLLOWS.get(value, {})}
    if isinstance(found, PatronSnapshot) and values >= CARD:
        changes |= _decided_without_card(found)
    return replace(found, **changes) if changes else found


def _is(one: object, other: object) -> bool:
    return one is other


def _is_told(kind: type) -> bool:
    """Tell whether it is what passes between a desk and a library system; rules' own values are left whole."""
    return kind.__module__.startswith("services.contract.")


def _decided_without_card(snapshot: PatronSnapshot) -> dict[str, Any]:
    """Refuse what needs a card, as the rules do."""

    def refused(decision: Decision) -> Decision:
        return decision if isinstance(decision, Refused) else Refused((Reason.NO_CARD,))

    use, begun = snapshot.password_use, snapshot.registration_use
    return {
        "issue_password": refused(snapshot.issue_password),
        "password_use": replace(
            use, **{it.name: refused(getattr(use, it.name)) for it in fields(use) if it.name != "disable"}
        ),
        "registration_use": replace(
            begun,
            renew=refused(begun.renew),
            report_lost=refused(begun.report_lost),
            replace_card=refused(begun.replace_card),
        ),
    }

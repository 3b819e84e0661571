"""Finds the differences between two snapshots of one patron, by the parts of the screen."""

from dataclasses import dataclass, replace
from enum import Enum, auto

from services.contract.contacts import ContactRow
from services.contract.snapshot import (
    CancelledHoldRow,
    HoldRow,
    LoanRow,
    LookUpAnswer,
    PatronHeader,
    PatronSnapshot,
    PhoneSummary,
    QuestionRow,
    ReportRow,
    SuspensionRow,
)


class Part(Enum):
    """A part of the screen, by what it tells of."""

    REGISTRATION = auto()
    SUSPENSIONS = auto()
    LOANS = auto()
    HOLDS = auto()
    CANCELLED_HOLDS = auto()
    REQUESTS = auto()
    PASSWORD = auto()
    EMAIL = auto()
    QUESTIONS = auto()
    REPORTS = auto()


@dataclass(frozen=True, slots=True)
class RowPlace:
    """A row of one of the patron's lists, by its key."""

    part: Part
    row_id: int


_LISTS = {
    Part.LOANS: "loans",
    Part.HOLDS: "holds",
    Part.CANCELLED_HOLDS: "cancelled_holds",
    Part.REQUESTS: "requests",
    Part.QUESTIONS: "questions",
}
_MARKED: dict[Part, tuple[str, ...]] = {
    **{part: (name,) for part, name in _LISTS.items()},
    Part.SUSPENSIONS: ("suspensions", "past_suspensions"),
    Part.REPORTS: ("reports",),
}
_ROWS: dict[type, str] = {
    LoanRow: "loans",
    HoldRow: "holds",
    CancelledHoldRow: "cancelled_holds",
    SuspensionRow: "suspensions",
    ReportRow: "reports",
    QuestionRow: "questions",
}

type ChangedRow = (
    PatronHeader | LoanRow | HoldRow | CancelledHoldRow | SuspensionRow | ReportRow | QuestionRow
)


def is_same(before: LookUpAnswer, after: LookUpAnswer) -> bool:
    """Tell whether two readings show the same, whenever each was read."""
    return type(before) is type(after) and replace(after, now=before.now) == before


def changed_parts(before: LookUpAnswer, after: LookUpAnswer) -> tuple[Part, ...]:
    """Name the parts that differ, in the order in which they stand on screen."""
    if isinstance(before, PhoneSummary) or isinstance(after, PhoneSummary):
        both = isinstance(before, PhoneSummary) and isinstance(after, PhoneSummary)
        changed = {part for part, name in _LISTS.items() if getattr(before, name) != getattr(after, name)}
        return tuple(part for part in Part if both and part in changed)
    changed = {part for part, name in _LISTS.items() if getattr(before, name) != getattr(after, name)}
    for part, differs in (
        (Part.REGISTRATION, _registration(before) != _registration(after)),
        (
            Part.SUSPENSIONS,
            (before.suspensions, before.past_suspensions) != (after.suspensions, after.past_suspensions),
        ),
        (Part.PASSWORD, before.password != after.password),
        (
            Part.EMAIL,
            (before.patron.email, before.email_notice) != (after.patron.email, after.email_notice),
        ),
        (Part.REPORTS, before.reports != after.reports),
    ):
        if differs:
            changed.add(part)
    return tuple(part for part in Part if part in changed)


def changed_rows(before: LookUpAnswer | None, after: PatronSnapshot) -> frozenset[RowPlace]:
    """Find the rows that are new or have another version than before; none where nothing was shown before."""
    if not isinstance(before, PatronSnapshot):
        return frozenset()

    def rows(snapshot: PatronSnapshot) -> set[tuple[Part, int, int]]:
        return {
            (part, row.id, row.version)
            for part, names in _MARKED.items()
            for name in names
            for row in getattr(snapshot, name)
        }

    return frozenset(RowPlace(part, row_id) for part, row_id, _ in rows(after) - rows(before))


def subjects_of(arguments: tuple[object, ...], snapshot: PatronSnapshot | None) -> tuple[ChangedRow, ...]:
    """Find the rows that a command is about among its arguments; without any, it is about the patron."""
    flat = [
        each for argument in arguments for each in (argument if isinstance(argument, tuple) else (argument,))
    ]
    rows: tuple[ChangedRow, ...] = tuple(each for each in flat if type(each) in _ROWS)
    if rows or snapshot is None:
        return rows
    return (snapshot.patron,)


def is_as_it_was(subject: ChangedRow, answer: LookUpAnswer | None, *, with_contacts: bool = False) -> bool:
    """Tell whether a row is still there in the version that the clerk saw; True while no patron is open.

    Args:
        subject: the row, or the patron.
        answer: what is known now.
        with_contacts: what was tried to reach the patron about the row has to be the same, too.
    """
    if not isinstance(answer, PatronSnapshot):
        return answer is None
    rows = (answer.patron,) if isinstance(subject, PatronHeader) else getattr(answer, _ROWS[type(subject)])
    return any(
        (row.id, row.version) == (subject.id, subject.version)
        and not (with_contacts and _tried(row) != _tried(subject))
        for row in rows
    )


def _tried(row: ChangedRow) -> tuple[ContactRow, ...]:
    known = row.contacts if isinstance(row, SuspensionRow | HoldRow) else None
    return () if known is None else known.rows


def _registration(snapshot: PatronSnapshot) -> tuple[PatronHeader, str | None]:
    return replace(snapshot.patron, version=0, email=None), snapshot.card_number

"""What of a patron the clerk has to know before anything else, each with the place where it is dealt with."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from services.contract.snapshot import LoanRow, PatronSnapshot, ReportRow
from services.rules.circulation.notices import NoticeKind
from services.rules.clock import tokyo_day
from viewmodels.core.snapshot_diff import Part, RowPlace
from viewmodels.desk.ready_filter import ready_holds


class ChipKind(Enum):
    """What a chip tells; views decide which is the more urgent."""

    READY = auto()
    OVERDUE = auto()
    DUE_TODAY = auto()
    DUE_TOMORROW = auto()
    PASSWORD_LOCKED = auto()
    EXPIRED = auto()
    EXPIRES_SOON = auto()
    REPORTS = auto()
    NAMESAKE = auto()
    VARIANT = auto()


@dataclass(frozen=True, slots=True)
class Chip:
    """One fact.

    Attributes:
        kind: which.
        goes_to: the row, or else the part of the screen, where it is dealt with.
        number: how many there are; of `EXPIRES_SOON` the days that are left; 0 where nothing is counted.
        shelves: where what is ready stands, each place once, in the order of the holds.
    """

    kind: ChipKind
    goes_to: RowPlace | Part
    number: int = 0
    shelves: tuple[str, ...] = ()


def chips_of(snapshot: PatronSnapshot) -> tuple[Chip, ...]:
    """Tell what there is to know of a patron, in the order of `ChipKind`; what doesn't apply is left out."""
    return (*_of_lists(snapshot), *_of_registration(snapshot))


def open_reports(snapshot: PatronSnapshot) -> tuple[ReportRow, ...]:
    """Choose the reports that aren't settled, for every role: each place that counts them shows one number."""
    return tuple(row for row in snapshot.reports if row.settled_on is None)


def _of_lists(snapshot: PatronSnapshot) -> Iterator[Chip]:
    today = tokyo_day(snapshot.now)
    ready = ready_holds(snapshot.holds, today)
    shelves = tuple(dict.fromkeys(row.shelf_place for row in ready if row.shelf_place))
    if ready:
        yield Chip(ChipKind.READY, RowPlace(Part.HOLDS, ready[0].id), len(ready), shelves)
    loans = snapshot.loans
    yield from _counted(ChipKind.OVERDUE, Part.LOANS, (row for row in loans if (row.days_left or 0) < 0))
    yield from _counted(ChipKind.DUE_TODAY, Part.LOANS, (row for row in loans if row.days_left == 0))
    yield from _counted(ChipKind.DUE_TOMORROW, Part.LOANS, (row for row in loans if row.days_left == 1))


def _of_registration(snapshot: PatronSnapshot) -> Iterator[Chip]:
    password = snapshot.password
    if password is not None and not password.disabled and password.locked:
        yield Chip(ChipKind.PASSWORD_LOCKED, Part.PASSWORD)
    kinds, expires_on = {notice.kind for notice in snapshot.notices}, snapshot.patron.expires_on
    if NoticeKind.EXPIRY_PASSED in kinds:
        yield Chip(ChipKind.EXPIRED, Part.REGISTRATION)
    elif NoticeKind.EXPIRY_NEAR in kinds and expires_on is not None:
        left = (expires_on - tokyo_day(snapshot.now)).days
        yield Chip(ChipKind.EXPIRES_SOON, Part.REGISTRATION, left)
    yield from _counted(ChipKind.REPORTS, Part.REPORTS, open_reports(snapshot))
    if snapshot.patron.has_namesake:
        yield Chip(ChipKind.NAMESAKE, Part.REGISTRATION)
    if snapshot.patron.has_variant:
        yield Chip(ChipKind.VARIANT, Part.REGISTRATION)


def _counted(kind: ChipKind, part: Part, rows: Iterable[LoanRow | ReportRow]) -> Iterator[Chip]:
    found = tuple(rows)
    if found:
        yield Chip(kind, RowPlace(part, found[0].id), len(found))

"""What there is to know of a patron first: what counts, in which order, and where it is dealt with."""

from datetime import timedelta

import pytest

from services.contract.snapshot import PatronSnapshot
from services.rules.circulation.notices import Notice, NoticeKind
from services.rules.vocabulary import HoldStatus
from tests.helpers import snapshots
from tests.helpers.snapshots import days, hold, loan, past_waiting, report
from viewmodels.core.snapshot_diff import Part, RowPlace
from viewmodels.desk.patron_chips import Chip, ChipKind, chips_of


def ready(row_id: int, shelf: str | None) -> PatronSnapshot:
    return snapshots.snapshot(holds=(past_waiting(row_id, HoldStatus.READY, shelf_place=shelf),))


def locked(**changes: object) -> PatronSnapshot:
    until = snapshots.NOW + timedelta(minutes=10)
    return snapshots.snapshot(password=snapshots.password(locked_until=until, **changes))


def expiring(kind: NoticeKind, left: int) -> PatronSnapshot:
    patron = snapshots.header(expires_on=days(left))
    return snapshots.snapshot(patron=patron, notices=(Notice(kind, days(left)),))


LOANS = (
    loan(1, due_on=days(2)),
    loan(2, due_on=days(1)),
    loan(3, due_on=days(0)),
    loan(4, due_on=days(-1)),
    loan(5, due_on=days(-60)),
    loan(6, due_on=days(1)),
    loan(7, due_on=None),
)
HOLDS = (
    hold(1),
    past_waiting(2, HoldStatus.IN_TRANSIT, shelf_place="A-1"),
    past_waiting(3, HoldStatus.READY, shelf_place="B-2"),
    past_waiting(4, HoldStatus.READY, shelf_place=None),
    past_waiting(5, HoldStatus.READY, shelf_place="C-1"),
    past_waiting(6, HoldStatus.READY, shelf_place="B-2"),
)


@pytest.mark.parametrize(
    ("snapshot", "chips"),
    [
        (snapshots.snapshot(), ()),
        (
            snapshots.snapshot(loans=LOANS),
            (
                Chip(ChipKind.OVERDUE, RowPlace(Part.LOANS, 4), 2),
                Chip(ChipKind.DUE_TODAY, RowPlace(Part.LOANS, 3), 1),
                Chip(ChipKind.DUE_TOMORROW, RowPlace(Part.LOANS, 2), 2),
            ),
        ),
        (
            snapshots.snapshot(holds=HOLDS),
            (Chip(ChipKind.READY, RowPlace(Part.HOLDS, 3), 4, ("B-2", "C-1")),),
        ),
        (
            snapshots.snapshot(
                holds=(
                    past_waiting(8, HoldStatus.READY, shelf_until=days(-1)),
                    past_waiting(9, HoldStatus.READY, shelf_until=days(0)),
                )
            ),
            (Chip(ChipKind.READY, RowPlace(Part.HOLDS, 9), 1),),
        ),
        (ready(7, None), (Chip(ChipKind.READY, RowPlace(Part.HOLDS, 7), 1),)),
        (locked(), (Chip(ChipKind.PASSWORD_LOCKED, Part.PASSWORD),)),
        (locked(disabled=True), ()),
        (snapshots.snapshot(password=None), ()),
        (expiring(NoticeKind.EXPIRY_PASSED, -1), (Chip(ChipKind.EXPIRED, Part.REGISTRATION),)),
        (expiring(NoticeKind.EXPIRY_NEAR, 0), (Chip(ChipKind.EXPIRES_SOON, Part.REGISTRATION),)),
        (expiring(NoticeKind.EXPIRY_NEAR, 17), (Chip(ChipKind.EXPIRES_SOON, Part.REGISTRATION, 17),)),
        (
            snapshots.snapshot(reports=(report(1, settled_on=days(-1)), report(2), report(3))),
            (Chip(ChipKind.REPORTS, RowPlace(Part.REPORTS, 2), 2),),
        ),
        (
            snapshots.snapshot(patron=snapshots.header(has_namesake=True)),
            (Chip(ChipKind.NAMESAKE, Part.REGISTRATION),),
        ),
        (
            snapshots.snapshot(patron=snapshots.header(has_variant=True)),
            (Chip(ChipKind.VARIANT, Part.REGISTRATION),),
        ),
    ],
    ids=[
        "nothing",
        "loans",
        "holds",
        "a hold past its day on the shelf",
        "no shelf",
        "locked",
        "locked and disabled",
        "no password",
        "expired",
        "expires today",
        "expires soon",
        "reports",
        "namesake",
        "a glyph the screen can't show",
    ],
)
def test_what_is_told(snapshot: PatronSnapshot, chips: tuple[Chip, ...]) -> None:
    assert chips_of(snapshot) == chips


def test_they_stand_in_one_order_whatever_there_is() -> None:
    everything = snapshots.snapshot(
        loans=LOANS,
        holds=HOLDS,
        password=locked().password,
        reports=(report(1),),
        patron=snapshots.header(has_namesake=True, has_variant=True, expires_on=days(-1)),
        notices=(Notice(NoticeKind.EXPIRY_PASSED, days(-1)),),
    )

    kinds = [chip.kind for chip in chips_of(everything)]

    assert kinds == [kind for kind in ChipKind if kind is not ChipKind.EXPIRES_SOON]

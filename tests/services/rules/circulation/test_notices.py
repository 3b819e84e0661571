from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.circulation.notices import Notice, NoticeKind, notices_for
from services.rules.policy import Policy

POLICY = Policy()


@pytest.mark.parametrize(
    ("today", "expires_on", "kind"),
    [
        ("2026-11-10", "2026-12-11", None),
        ("2026-11-11", "2026-12-11", NoticeKind.EXPIRY_NEAR),
        ("2026-12-11", "2026-12-11", NoticeKind.EXPIRY_NEAR),
        ("2026-12-12", "2026-12-11", NoticeKind.EXPIRY_PASSED),
        ("2030-01-01", "2026-12-11", NoticeKind.EXPIRY_PASSED),
        # One month before 3/31 is the end of February.
        ("2026-02-27", "2026-03-31", None),
        ("2026-02-28", "2026-03-31", NoticeKind.EXPIRY_NEAR),
        ("2028-02-28", "2028-03-30", None),
        ("2028-02-29", "2028-03-30", NoticeKind.EXPIRY_NEAR),
        ("2026-12-14", "2027-01-15", None),
        ("2026-12-15", "2027-01-15", NoticeKind.EXPIRY_NEAR),
    ],
)
@pytest.mark.parametrize("suspended", [False, True])
def test_which_notices_apply(today: str, expires_on: str, kind: NoticeKind | None, suspended: bool) -> None:
    expiry = date.fromisoformat(expires_on)
    expected = [] if kind is None else [Notice(kind, expiry)]
    expected += [Notice(NoticeKind.SUSPENDED)] if suspended else []
    assert notices_for(date.fromisoformat(today), expiry, POLICY, suspended=suspended) == tuple(expected)


@given(st.dates(), st.booleans())
def test_what_never_expires_is_never_told_of(today: date, suspended: bool) -> None:
    expected = (Notice(NoticeKind.SUSPENDED),) if suspended else ()
    assert notices_for(today, None, POLICY, suspended=suspended) == expected


def test_how_early_is_the_librarys() -> None:
    early = Policy(expiry_notice_months=2)
    assert notices_for(date(2026, 10, 11), date(2026, 12, 11), early, suspended=False)


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.booleans()
)
def test_notices_stand_in_the_guides_order_each_once(today: date, expires_on: date, suspended: bool) -> None:
    kinds = [it.kind for it in notices_for(today, expires_on, POLICY, suspended=suspended)]
    assert kinds == [kind for kind in NoticeKind if kind in kinds]
    assert not {NoticeKind.EXPIRY_NEAR, NoticeKind.EXPIRY_PASSED} <= set(kinds)

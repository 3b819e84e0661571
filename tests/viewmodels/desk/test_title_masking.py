"""When titles are masked: in lists and in what is told."""

import pytest

from tests.helpers import snapshots
from viewmodels.core.notes import Caution, Done, Result
from viewmodels.desk.masking import masked
from viewmodels.desk.title_masking import TitleMasking

READ = snapshots.everyday()
TOLD = Result(Done.HOLD_CANCELLED, "銀河鉄道の夜")


@pytest.mark.parametrize("from_start", [False, True])
def test_every_toggle_changes_what_is_shown_and_told(*, from_start: bool) -> None:
    assert masked(READ) != READ
    titles = TitleMasking(from_start=from_start)
    for masks in (from_start, not from_start, from_start):
        assert titles.on.value is masks
        assert titles.shown(READ) == (masked(READ) if masks else READ)
        assert titles.told(TOLD) == Result(Done.HOLD_CANCELLED, None if masks else "銀河鉄道の夜")
        assert titles.told(Caution.SAME_CARD) is Caution.SAME_CARD
        titles.toggle()


def test_what_is_masked_from_the_start_is_masked_by_nobodys_hand() -> None:
    for from_start in (False, True):
        titles = TitleMasking(from_start=from_start)
        assert not titles.by_hand
        titles.mask()
        assert (titles.on.value, titles.by_hand) == (True, not from_start)


@pytest.mark.parametrize(
    ("from_start", "toggled", "next_masked"),
    [(False, False, False), (False, True, True), (True, False, True), (True, True, True)],
)
def test_the_next_patron_is_masked_where_the_library_wants_it(
    *, from_start: bool, toggled: bool, next_masked: bool
) -> None:
    titles = TitleMasking(from_start=from_start)
    if toggled:
        titles.toggle()
    titles.patron_left()
    assert titles.on.value is next_masked

"""What a staff id may be, and that it is the same however it was typed."""

import pytest

from services.contract.errors import StaffIdUnfit
from services.contract.staff_ids import LONGEST, clean_staff_id


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("aoki", "aoki"),
        ("  ａｏｋｉ\u3000", "aoki"),
        ("Aoki.01-b", "Aoki.01-b"),
        ("青木", "青木"),
        ("ｱｵｷ", "アオキ"),
        ("a" * LONGEST, "a" * LONGEST),
    ],
)
def test_an_id_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert clean_staff_id(typed) == kept
    assert clean_staff_id(kept) == kept


@pytest.mark.parametrize(
    "typed", ["", " \u3000", "a" * (LONGEST + 1), "ao ki", "ao\u3000ki", "ao\0ki", "ao\u200bki"]
)
def test_what_can_not_be_an_id(typed: str) -> None:
    with pytest.raises(StaffIdUnfit) as caught:
        clean_staff_id(typed)
    assert caught.value.longest == LONGEST

"""A new password of staff's own, before the old one is looked at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules.passwords.own_password import OwnPasswordFault, check_own_change

OLD, NEW = "kingyo-2026", "hanabi-0815"


@pytest.mark.parametrize(
    ("old", "new", "again", "faults"),
    [
        (OLD, NEW, NEW, ()),
        (OLD, "12345678", "12345678", ()),
        (OLD, "1234567", "1234567", (OwnPasswordFault.TOO_SHORT,)),
        (OLD, "1234567", "x", (OwnPasswordFault.TOO_SHORT, OwnPasswordFault.MISMATCH)),
        (OLD, OLD, OLD, (OwnPasswordFault.SAME_AS_OLD,)),
        (OLD, NEW, "", (OwnPasswordFault.AGAIN_MISSING,)),
        (OLD, NEW, NEW.upper(), (OwnPasswordFault.MISMATCH,)),
        (OLD, "", "", (OwnPasswordFault.NEW_MISSING,)),
        (OLD, "", NEW, (OwnPasswordFault.NEW_MISSING,)),
        ("", "", "", (OwnPasswordFault.OLD_MISSING, OwnPasswordFault.NEW_MISSING)),
        ("", NEW, NEW, (OwnPasswordFault.OLD_MISSING,)),
    ],
)
def test_each_field_is_told_what_is_wrong_with_it(
    old: str, new: str, again: str, faults: tuple[OwnPasswordFault, ...]
) -> None:
    assert check_own_change(old, new, again, shortest=8) == faults


@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12), st.integers(1, 12))
def test_what_has_no_fault_may_be_kept(old: str, new: str, again: str, shortest: int) -> None:
    fit = bool(old) and len(new) >= shortest and new not in {old, ""} and new == again
    assert (check_own_change(old, new, again, shortest=shortest) == ()) == fit

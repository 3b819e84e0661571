"""Checks a new password of a staff member's own before the old one is looked at; says which passwords are the same."""

import unicodedata
from enum import Enum

from services.rules.secret import Secret


class OwnPasswordFault(Enum):
    """One thing that is wrong with what was typed."""

    OLD_MISSING = "old_missing"
    OLD_WRONG = "old_wrong"
    NEW_MISSING = "new_missing"
    TOO_SHORT = "too_short"
    SAME_AS_OLD = "same_as_old"
    AGAIN_MISSING = "again_missing"
    MISMATCH = "mismatch"


def check_own_change(old: str, new: str, again: str, *, shortest: int) -> tuple[OwnPasswordFault, ...]:
    """Tell everything that can be told without the password in force; that one alone tells OLD_WRONG.

    Args:
        old: the password in force, this and the others in the form they are kept and checked in.
        new: the one that is wanted.
        again: the same, typed once more.
        shortest: how many characters the library wants at least.

    Returns:
        The faults, in the order of the fields; at most one a field.
    """
    faults = []
    if not old:
        faults.append(OwnPasswordFault.OLD_MISSING)
    if not new:
        faults.append(OwnPasswordFault.NEW_MISSING)
    elif len(new) < shortest:
        faults.append(OwnPasswordFault.TOO_SHORT)
    elif new == old:
        faults.append(OwnPasswordFault.SAME_AS_OLD)
    if new and not again:
        faults.append(OwnPasswordFault.AGAIN_MISSING)
    elif new and again != new:
        faults.append(OwnPasswordFault.MISMATCH)
    return tuple(faults)


def normal_password(password: Secret) -> Secret:
    """Make the same letters, typed with and without an IME, the same password."""
    return Secret(unicodedata.normalize("NFKC", password.reveal()))

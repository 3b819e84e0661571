"""Staff ids, normalised in one way: when an account is opened and at every sign-in."""

import unicodedata

from services.contract.errors import StaffIdUnfit

LONGEST = 64


def clean_staff_id(text: str) -> str:
    """Bring a typed staff id to the form it is kept in: NFKC, without blanks around it.

    Args:
        text: as typed, with or without an IME.

    Raises:
        StaffIdUnfit: nothing is left, it is longer than 64 characters, or holds a blank or a control character.
    """
    cleaned = unicodedata.normalize("NFKC", text).strip()
    if not 1 <= len(cleaned) <= LONGEST or not cleaned.isprintable() or " " in cleaned:
        raise StaffIdUnfit(LONGEST)
    return cleaned

"""Decides on renewing a registration and on correcting what is registered (domain.md, "Registration renewal").

A field that the clerk leaves as it is isn't judged: a register older than these rules doesn't stop a renewal.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import date
from enum import Enum, StrEnum
from typing import Final

from services.rules.characters import one_line
from services.rules.dates import months_before, years_after
from services.rules.people.names import kana_key, katakana, name_key
from services.rules.people.search_keys import find_key, kana_order, keys_of, phone_end
from services.rules.policy import Policy

LONGEST_NAME: Final = 120
LONGEST_PHONE: Final = 20
LONGEST_ADDRESS: Final = 200
POSTAL_DIGITS: Final = 7
POSTAL_CODE: Final = "[0-9]{3}-[0-9]{4}"
PHONE_DIGITS: Final = (10, 11)
"""How many digits a telephone number in Japan has, with its leading 0."""

_POSTAL_AREA: Final = 3
_BLANKS: Final = re.compile(r"\s+")
_FROM_ABROAD: Final = re.compile(r"\A\+81(?:\(0\))?")
_NO_DIGITS: Final = re.compile("[^0-9]+")
_DIGITS_AND_HYPHENS: Final = frozenset("0123456789-")
_DASHES: Final = frozenset("ー−─")  # what Unicode doesn't call dashes, and an IME makes of the hyphen key
_IN_KANA: Final = frozenset("ー・ヽヾ '’-.,")
_FIRST_KANA, _LAST_KANA = "ァ", "ヺ"


def renewed_expiry(old: date | None, today: date, policy: Policy) -> date | None:
    """Tell the new 更新期限日: ◇ 3 years after the old one if renewed within its last month, else after today.

    The last month is the one in which the notice stands (`expiry_notice_months`); 29 February becomes 28 where the
    new year has none. A registration is never shortened: one renewed again soon afterwards keeps its day, and one
    that never expires (None) goes on so.
    """
    if old is None:
        return None
    in_last_month = months_before(old, policy.expiry_notice_months) <= today <= old
    return max(old, years_after(old if in_last_month else today, policy.registration_years))


class RegistrationField(StrEnum):
    """What can be corrected while renewing, in the form's order; the values stand in the acts' records."""

    KANA = "kana"
    ALIAS = "alias"
    PHONE = "phone"
    POSTAL_CODE = "postal_code"
    ADDRESS = "address"


class RegistrationFault(Enum):
    """What is wrong with the form; enum order is the form's order."""

    KANA_MISSING = (RegistrationField.KANA, "missing")
    KANA_CHARACTER = (RegistrationField.KANA, "character")
    KANA_TOO_LONG = (RegistrationField.KANA, "too_long")
    ALIAS_TOO_LONG = (RegistrationField.ALIAS, "too_long")
    PHONE_CHARACTER = (RegistrationField.PHONE, "character")
    PHONE_DIGIT_COUNT = (RegistrationField.PHONE, "digit_count")
    PHONE_TOO_LONG = (RegistrationField.PHONE, "too_long")
    POSTAL_CODE_MISSING = (RegistrationField.POSTAL_CODE, "missing")
    POSTAL_CODE_MALFORMED = (RegistrationField.POSTAL_CODE, "malformed")
    ADDRESS_MISSING = (RegistrationField.ADDRESS, "missing")
    ADDRESS_TOO_LONG = (RegistrationField.ADDRESS, "too_long")

    @property
    def field(self) -> RegistrationField:
        """The field it is in."""
        return self.value[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationForm:
    """What is registered, or stands in the form; blank for what there isn't. Nothing of it is ever logged."""

    kana: str = field(repr=False)
    alias: str = field(repr=False)
    phone: str = field(repr=False)
    postal_code: str = field(repr=False)
    address: str = field(repr=False)

    @property
    def clean(self) -> "RegistrationForm":
        """The form as it is kept: full-width katakana, plain digits and hyphens, single blanks."""
        return RegistrationForm(
            kana=one_line(katakana(self.kana)),
            alias=one_line(self.alias),
            phone=_digits(self.phone),
            postal_code=_postal_code(self.postal_code),
            address=one_line(self.address),
        )

    def of(self, which: RegistrationField) -> str:
        """Give one field's text."""
        text: str = getattr(self, which.value)
        return text


def corrected(form: RegistrationForm, registered: RegistrationForm) -> tuple[RegistrationField, ...]:
    """Tell which fields the form would change."""
    clean = form.clean
    return tuple(
        which for which in RegistrationField if registered.of(which) not in {form.of(which), clean.of(which)}
    )


def check_registration(form: RegistrationForm, registered: RegistrationForm) -> tuple[RegistrationFault, ...]:
    """Tell everything that is wrong with a form, in its order.

    Required fields must be filled in, even if the register has them blank; others are judged only where changed.

    Args:
        form: as typed.
        registered: as it stands in the register.
    """
    it, changed = form.clean, set(corrected(form, registered))
    return tuple(
        fault
        for fault in RegistrationFault
        if _WRONG[fault](it) and (fault in _MISSING or fault.field in changed)
    )


def rebased(typed: RegistrationForm, old: RegistrationForm, new: RegistrationForm) -> RegistrationForm:
    """Carry a clerk's input over to a register that changed since: fields the clerk didn't touch follow it."""
    texts = {
        each.name: (
            getattr(new, each.name)
            if getattr(typed, each.name) == getattr(old, each.name)
            else getattr(typed, each.name)
        )
        for each in fields(RegistrationForm)
    }
    return RegistrationForm(**texts)


def address_moved(form: RegistrationForm, registered: RegistrationForm) -> bool:
    """Tell whether the address is another one, and not the same in another writing form."""
    return _hyphens(name_key(form.clean.address)) != _hyphens(name_key(registered.address))


@dataclass(frozen=True, slots=True)
class Derived:
    """What the register keeps to find a patron by, made of what is registered; the columns of these names.

    Attributes:
        search_key, kana_order, phone_end: for finding without a card (`services.rules.people.search_keys`).
        kana_key, phone_digits: what a caller tells in full.
        keys_of: what all of it was made of, so that the database can tell whether it still fits.
    """

    search_key: str = field(repr=False)
    kana_order: int = field(repr=False)
    kana_key: str = field(repr=False)
    phone_digits: str | None = field(repr=False)
    phone_end: str | None = field(repr=False)
    keys_of: str = field(repr=False)


def derived(*, name: str, kana: str, alias: str | None, romaji: str, phone: str | None) -> Derived:
    """Make what a patron is found by; code that writes a name or number writes this with it."""
    digits = phone_digits(phone)
    return Derived(
        search_key=find_key(name=name, kana=kana, alias=alias, romaji=romaji),
        kana_order=kana_order(kana),
        kana_key=kana_key(kana),
        phone_digits=digits,
        phone_end=phone_end(digits),
        keys_of=keys_of(name=name, kana=kana, alias=alias, romaji=romaji, phone=phone),
    )


def phone_digits(phone: str | None) -> str | None:
    """Give a telephone number's digits alone, in ASCII and from Japan, as a caller's are read; None for none."""
    plain = "".join(unicodedata.normalize("NFKC", it)[0] for it in phone or "")  # not longer than it is
    return _NO_DIGITS.sub("", from_japan(_BLANKS.sub("", plain))) or None


def from_japan(number: str) -> str:
    """Write a telephone number without blanks as it is called in Japan: with 0 for +81, or for +81(0)."""
    return _FROM_ABROAD.sub("0", number)


_MISSING: Final = frozenset(
    {
        RegistrationFault.KANA_MISSING,
        RegistrationFault.POSTAL_CODE_MISSING,
        RegistrationFault.ADDRESS_MISSING,
    }
)
_WRONG: Final[dict[RegistrationFault, Callable[[RegistrationForm], bool]]] = {
    RegistrationFault.KANA_MISSING: lambda it: not it.kana,
    RegistrationFault.KANA_CHARACTER: lambda it: bool(it.kana) and not _is_kana_name(it.kana),
    RegistrationFault.KANA_TOO_LONG: lambda it: len(it.kana) > LONGEST_NAME,
    RegistrationFault.ALIAS_TOO_LONG: lambda it: max(len(it.alias), len(name_key(it.alias))) > LONGEST_NAME,
    RegistrationFault.PHONE_CHARACTER: lambda it: not _DIGITS_AND_HYPHENS.issuperset(it.phone),
    RegistrationFault.PHONE_DIGIT_COUNT: lambda it: (
        _DIGITS_AND_HYPHENS.issuperset(it.phone)
        and bool(it.phone)
        and len(phone_digits(it.phone) or "") not in PHONE_DIGITS
    ),
    RegistrationFault.PHONE_TOO_LONG: lambda it: len(it.phone) > LONGEST_PHONE,
    RegistrationFault.POSTAL_CODE_MISSING: lambda it: not it.postal_code,
    RegistrationFault.POSTAL_CODE_MALFORMED: lambda it: (
        bool(it.postal_code) and re.fullmatch(POSTAL_CODE, it.postal_code) is None
    ),
    RegistrationFault.ADDRESS_MISSING: lambda it: not it.address,
    RegistrationFault.ADDRESS_TOO_LONG: lambda it: len(it.address) > LONGEST_ADDRESS,
}


def _digits(text: str) -> str:
    """Write digits in ASCII and every dash as a hyphen, without blanks; other characters stay, as faults."""
    plain = _BLANKS.sub("", unicodedata.normalize("NFKC", one_line(text)))
    return _hyphens(unicodedata.normalize("NFKC", plain))  # an accent may have lost the blank before it


def _hyphens(text: str) -> str:
    return "".join("-" if c in _DASHES or unicodedata.category(c) == "Pd" else c for c in text)


def _postal_code(text: str) -> str:
    digits = _digits(text).replace("-", "").removeprefix("〒")
    if len(digits) != POSTAL_DIGITS:
        return digits
    return f"{digits[:_POSTAL_AREA]}-{digits[_POSTAL_AREA:]}"


def _is_kana_name(kana: str) -> bool:
    return all(c in _IN_KANA or _is_letter(c) for c in kana) and any(map(_is_letter, kana))


def _is_letter(character: str) -> bool:
    if _FIRST_KANA <= character <= _LAST_KANA:
        return True
    return unicodedata.name(character, "").startswith(("LATIN ", "COMBINING "))

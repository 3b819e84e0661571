"""The one table of what each text, day and number can be that anybody tells the library to keep.

From `CELLS` come what the reader replaces (`services.own_schema.masters`), what imports refuse
(`services.own_schema.transfer`), what acts refuse (`services.own_schema.transactions` on SQLite, their functions on
PostgreSQL), what `madoguchi_import_masters` refuses of any login, and what the circulation system may not write
(`services.own_schema.schema.postgresql.bounds` compiles all of these).
`services.rules.argument_bounds` is the same for what PostgreSQL's functions are told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from services.rules import card_numbers
from services.rules.bounds import (
    Bound,
    Code,
    Day,
    Fields,
    Judged,
    Label,
    Maybe,
    Moment,
    Several,
    Text,
    Truth,
    Whole,
)
from services.rules.characters import CONTROLS, CONTROLS_BUT_LINES
from services.rules.circulation.calendar import FIRST_DAY, LAST_DAY
from services.rules.circulation.closing_rows import DETAILS as CLOSING_DETAILS
from services.rules.circulation.holds import BY_STAFF
from services.rules.passwords import password_recipes
from services.rules.passwords.patron_login import LogInOutcome
from services.rules.people.email import LONGEST_ADDRESS as LONGEST_MAIL_ADDRESS
from services.rules.people.email import check_address
from services.rules.people.reference import LONGEST_QUESTION
from services.rules.people.registration import (
    LONGEST_ADDRESS,
    LONGEST_NAME,
    LONGEST_PHONE,
    POSTAL_CODE,
    RegistrationField,
)
from services.rules.people.search_keys import LAST_ORDER, LONGEST_KEY, PHONE_END
from services.rules.people.suspension import CheckItem
from services.rules.policy import bounds
from services.rules.vocabulary import (
    LABEL_KINDS,
    BranchKind,
    CardProof,
    ContactMeans,
    ContactMethod,
    ContactResult,
    ContactStep,
    HoldStatus,
    LoanClass,
    MailKind,
    PatronReport,
    Receiver,
    SuspensionReason,
)
from services.rules.wording import TEXTS

LONGEST_JSON: Final = 3_999
"""The most characters of JSON as it is kept."""


@dataclass(frozen=True, slots=True)
class ByCell:
    """The bound of a cell that depends on another one of its row.

    Attributes:
        cell: the other one.
        bounds: by what that says; where it says something else, nothing fits.
    """

    cell: str
    bounds: Mapping[str, Bound]

    def fits(self, value: Any, row: Mapping[str, Any]) -> bool:
        """Tell whether a value is within the bound of its row."""
        bound = self.bounds.get(row[self.cell])
        return bound is not None and bound.fits(value)


def codes(vocabulary: Any) -> Code:
    """Bound a code of a closed vocabulary, an enum."""
    return Code(tuple(it.value for it in vocabulary))


def _words(longest: int, *, blank: bool = False) -> Text:
    """Bound a text of the library's own, which every desk shows alike."""
    return Text(longest=longest, seen=True, blank=blank)


def _kept(longest: int, *, blank: bool = False) -> Text:
    """Bound a text that other systems keep, too: what a file can't have it hasn't."""
    return Text(longest=longest, odd=CONTROLS, blank=blank)


def any_text(longest: int) -> Text:
    """Bound a text that is made of others and shown to nobody."""
    return Text(longest=longest, odd="", blank=True)


def _of(pattern: str, longest: int) -> Text:
    """Bound a text by a pattern that says all."""
    return Text(longest=longest, odd="", blank=True, pattern=pattern)


HASH: Final = Judged(lambda text: password_recipes.read_stored(text) is not None, "madoguchi_is_hash")
"""A hash as argon2 writes it, which whoever checks a password can follow."""
ADDRESS: Final = Judged(lambda text: not check_address(text, ""), "madoguchi_is_address")
"""An address that a mail can go to, and that no header reads otherwise."""
CANCEL_REASON: Final = Label("cancel_reason", (BY_STAFF,))
CARD_NUMBER: Final = _of(card_numbers.KEPT, card_numbers.LONGEST)
ACT_ID: Final = _of("[0-9A-Za-z-]+", 36)
WORKSTATION: Final = Text(longest=64)
KEY: Final = Whole(1, 2**63 - 1)
"""The id of a row."""
COUNT: Final = Whole(0, 10_000)
YEAR: Final = Whole(-9999, 9999)
_CODE: Final = _words(16)
_PLACE: Final = Whole(0, 100_000)
_ONE_DAY: Final = Day(FIRST_DAY, LAST_DAY)

MASTER_CELLS: Final[Mapping[str, Mapping[str, Bound | ByCell]]] = MappingProxyType(
    {
        "branch": {
            "code": _CODE,
            "name": _words(64),
            "short_name": _words(32),
            "kind": Code(tuple(BranchKind)),
            "position": _PLACE,
        },
        "mobile_stop": {"code": _CODE, "name": _words(64), "position": _PLACE, "active": Truth()},
        "material_type": {
            "code": _CODE,
            "name": _words(32),
            "loan_class": Code(tuple(LoanClass)),
            "position": _PLACE,
        },
        "code_label": {
            "kind": Code(LABEL_KINDS),
            "code": _words(32),
            "label": _words(64),
            "position": _PLACE,
            "ends": Truth(),
        },
        "closing_rule": {
            "kind": Code(tuple(CLOSING_DETAILS)),
            "details": ByCell("kind", CLOSING_DETAILS),
            "valid_from": Day(),
        },
        "closed_day": {
            "day": _ONE_DAY,
            "open": Truth(),
            "special": Truth(),
            "note": _words(64, blank=True),
        },
        "public_holiday": {"day": _ONE_DAY, "name": _words(64)},
        "circulation_rule": {
            "name": Code(tuple(bounds())),
            "valid_from": Day(),
            "value": ByCell("name", bounds()),
        },
        "wording": {"name": Code(tuple(TEXTS)), "valid_from": Day(), "text": ByCell("name", TEXTS)},
    }
)
"""The library's own tables, by table and column: each column but ids, which foreign keys hold."""

CELLS: Final[Mapping[str, Mapping[str, Bound]]] = MappingProxyType(
    {
        "bib_record": {
            "title": _kept(300),
            "author": _kept(200, blank=True),
            "publisher": _kept(120, blank=True),
            "year": YEAR,
        },
        "item": {"number": _kept(12), "shelf_mark": _kept(32, blank=True)},
        "patron": {
            "name": Text(longest=LONGEST_NAME),
            "kana": Text(longest=LONGEST_NAME),
            "alias": Text(longest=LONGEST_NAME),
            "romaji": Text(longest=LONGEST_NAME, blank=True),
            "search_key": any_text(LONGEST_KEY),
            "kana_order": Whole(0, LAST_ORDER),
            "kana_key": any_text(LONGEST_NAME),
            "birth_date": Day(),
            "phone": Text(longest=LONGEST_PHONE),
            "phone_digits": any_text(LONGEST_PHONE),
            "phone_end": any_text(PHONE_END),
            "keys_of": any_text(2 * LONGEST_KEY),
            "postal_code": Text(longest=8, blank=True),
            "address": Text(longest=LONGEST_ADDRESS, blank=True),
            "email": Text(longest=LONGEST_MAIL_ADDRESS),
            "registered_on": Day(),
            "expires_on": Day(),
            "address_changed_on": Day(),
            "phone_changed_on": Day(),
            "system_key": Text(longest=64),
        },
        "card": {"number": CARD_NUMBER, "issued_on": Day()},
        "password_credential": {
            "hash": HASH,
            "issued_at": Moment(),
            "expires_on": Day(),
            "wrong_logins": COUNT,
            "locked_until": Moment(),
            "disabled_at": Moment(),
        },
        "suspension": {
            "note_code": Label("suspension_note"),
            "started_at": Moment(),
            "started_by": _kept(64),
            "lifted_at": Moment(),
            "lifted_by": _kept(64),
            "override_code": Label("override_reason"),
        },
        "loan": {
            "loaned_on": Day(),
            "due_on": Day(),
            "renewals": COUNT,
            "renewed_on": Day(),
            "returned_on": Day(),
        },
        "hold": {
            "placed_at": Moment(),
            "wait_until": Day(),
            "shelf_until": Day(),
            "shelf_place": _kept(32),
            "shelf_extensions": COUNT,
        },
        "hold_cancellation": {
            "reason": CANCEL_REASON,
            "cancelled_at": Moment(),
            "placed_at": Moment(),
            "wait_until": Day(),
            "shelf_until": Day(),
            "shelf_place": _kept(32),
            "shelf_extensions": COUNT,
        },
        "purchase_request": {
            "title": _kept(300),
            "status": Label("request_status"),
            "received_on": Day(),
        },
        "reference_question": {
            "name": Text(longest=LONGEST_NAME),
            "email": Text(longest=LONGEST_MAIL_ADDRESS),
            "phone": Text(longest=LONGEST_PHONE),
            "question": Text(longest=LONGEST_QUESTION, odd=CONTROLS_BUT_LINES),
            "status": Label("reference_status"),
            "received_at": Moment(),
            "told_at": Moment(),
        },
        "outgoing_mail": {"kind": codes(MailKind)},
        "contact_attempt": {
            "suspension_id": KEY,
            "hold_id": KEY,
            "tried_at": Moment(),
            "tried_by": _kept(64),
            "next_on": Day(),
        },
    }
)
"""The other tables, by table and column, but for ids, versions, flags and codes of closed vocabularies.

A column that may be null may be so besides.
"""

TOLD: Final[Mapping[str, Mapping[str, Bound]]] = MappingProxyType(
    {
        "patron": {
            "phone": _of("[0-9-]+", LONGEST_PHONE),
            "postal_code": _of(POSTAL_CODE, 8),
            "address": Text(longest=LONGEST_ADDRESS),
            "email": ADDRESS,
        },
        "reference_question": {"email": ADDRESS},
        "hold": {"shelf_place": any_text(32)},  # as it stood: another system's word
    }
)
"""What an act may say anew where that is another: other systems wrote addresses that no mail reaches."""


_REASON: Final = codes(SuspensionReason)
_CONTACT: Final = codes(ContactMethod)
_FIELD: Final = f"(?:{'|'.join(RegistrationField)})"

DETAILS: Final[Mapping[str, Bound]] = MappingProxyType(
    {
        **dict.fromkeys(
            ("from", "to", "shelf_until", "cancelled_on", "received_on", "expires_on", "next_on"), Day()
        ),
        **dict.fromkeys(("contact", "contact_before", "next_contact"), _CONTACT),
        **dict.fromkeys(("branch", "branch_before", "next_branch", "stop", "stop_before"), KEY),
        **dict.fromkeys(("item", "next_hold", "new_card", "lifted"), KEY),
        **dict.fromkeys(("item_checked", "must_change", "suspended", "password_disabled"), Truth()),
        **dict.fromkeys(("version", "holds_to_none", "free_left", "until_lock"), Whole(0, 2**31 - 1)),
        **dict.fromkeys(("kind", "settled"), codes(PatronReport)),
        "reason": _REASON,
        "hold.cancel.reason": CANCEL_REASON,
        "hold.staff_cancel.reason": CANCEL_REASON,
        "card.replace.reason": Code(("lost", "damaged")),
        "note": Label("suspension_note"),
        "override": Label("override_reason"),
        "status": codes(HoldStatus),
        "proof": codes(CardProof),
        "receiver": codes(Receiver),
        "slip": Code(("followed",)),
        "corrected": _of(f"(?:{_FIELD}(?: {_FIELD})*)?", 64),
        "means": codes(ContactMeans),
        "result": codes(ContactResult),
        "next_step": codes(ContactStep),
    }
)
"""What the details of an act's record can be, by their names, or by the act's verb and the name; each may be null."""

OUTCOMES: Final = (
    "done",
    *("renewed", "corrected", "unchanged"),
    *("registered", "changed", "deleted"),
    *("wrong", "unfit"),
    *(it.value for it in LogInOutcome if it is not LogInOutcome.WRONG),
)
"""What can come of an act, as its record says it."""
SUBJECTS: Final = (
    *("loan", "hold", "hold_cancellation", "suspension", "report", "card"),
    *("question", "registration", "password", "email"),
)
"""What an act can be about, as its record says it."""

_CHECKED: Final = Several(codes(CheckItem), least=0)
WANTED: Final[Mapping[str, Fields]] = MappingProxyType(
    {
        "suspension.lift": Fields(
            {
                "suspension_id": KEY,
                "override": Maybe(Label("override_reason")),
                "settles": Maybe(KEY),
                "checked": _CHECKED,
            },
            closed=True,
        ),
        "suspension.set": Fields(
            {"reason": _REASON, "note": Maybe(Label("suspension_note")), "although_nothing_overdue": Truth()},
            closed=True,
        ),
        "card.replace": Fields(
            {"new_number": CARD_NUMBER, "damaged": Truth(), "checked": _CHECKED}, closed=True
        ),
    }
)
"""What a supervisor can be asked to approve, by the act's verb (`services.acts.wanted`)."""


def unfit_cells(table: str, row: Mapping[str, Any]) -> tuple[str, ...]:
    """Name the cells of a row that are out of their bounds."""

    def fits(bound: Bound | ByCell, value: Any) -> bool:
        return bound.fits(value, row) if isinstance(bound, ByCell) else bound.fits(value)

    return tuple(name for name, bound in MASTER_CELLS[table].items() if not fits(bound, row[name]))

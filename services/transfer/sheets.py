"""The tables that `madoguchi import` and `export` know, in an order in which each comes after those it refers to.

Hashes of passwords are in none of them: they open what they were made for and nothing else, and a file of them is
what somebody would guess passwords from. Neither are staff, acts and looks, and what waits to be mailed; masters have
files of their own (`services.transfer.masters`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Table, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.database.tables import (
    bib_record,
    branch,
    card,
    code_label,
    hold,
    hold_cancellation,
    item,
    loan,
    material_type,
    mobile_stop,
    patron,
    purchase_request,
    reference_question,
    suspension,
)
from services.rules.registration import derived
from services.rules.vocabulary import CardStatus, ContactMethod, HoldStatus, SuspensionReason
from services.transfer.cells import CardNumber, Day, Flag, Kind, Label, Master, Member, Moment, Number, Words
from services.transfer.faults import Cause, UnfitError
from services.transfer.layout import Check, Column, Sheet, Unique, Values

_ID = Number()
_COUNT = Number(0, 10_000)
_YEAR = Number(-9999, 9999)


@dataclass(frozen=True, slots=True)
class Codes:
    """The masters' codes that stand in the files for ids, and those that need a label."""

    branches: Mapping[str, int]
    stops: Mapping[str, int]
    material_types: Mapping[str, int]
    labels: Mapping[str, frozenset[str]]


async def load_codes(conn: AsyncConnection) -> Codes:
    """Read the codes."""

    async def ids(table: Table) -> dict[str, int]:
        return {row.code: row.id for row in await conn.execute(select(table.c.code, table.c.id))}

    labels: dict[str, set[str]] = {}
    for row in await conn.execute(select(code_label.c.kind, code_label.c.code)):
        labels.setdefault(row.kind, set()).add(row.code)
    return Codes(
        await ids(branch),
        await ids(mobile_stop),
        await ids(material_type),
        {kind: frozenset(codes) for kind, codes in labels.items()},
    )


def sheets(codes: Codes) -> tuple[Sheet, ...]:
    """Make the sheets for a library's codes."""
    make = _Maker(codes)
    return (
        make.bib_record(),
        make.item(),
        make.patron(),
        make.card(),
        make.suspension(),
        make.loan(),
        make.hold(),
        make.hold_cancellation(),
        make.purchase_request(),
        make.reference_question(),
    )


class _Maker:
    """Makes the sheets, one a method."""

    def __init__(self, codes: Codes) -> None:
        self._codes = codes
        self._branch = Master(codes.branches)

    def bib_record(self) -> Sheet:
        words = partial(_words, bib_record)
        types = Master(self._codes.material_types)
        columns = (
            _key(),
            words("title"),
            words("author", required=False),
            words("publisher", required=False),
            _plain("year", _YEAR, required=False),
            Column(name="material_type", target="material_type_id", kind=types),
        )
        return Sheet(table=bib_record, columns=columns, key="id")

    def item(self) -> Sheet:
        words = partial(_words, item)
        columns = (
            words("number"),
            _refers("bib_record"),
            self._at_branch(),
            _plain("interlibrary", Flag()),
            words("shelf_mark", required=False),
        )
        return Sheet(table=item, columns=columns, key="number")

    def patron(self) -> Sheet:
        words = partial(_words, patron)
        columns = (
            _key(),
            words("name"),
            words("kana"),
            words("alias", required=False),
            words("romaji", required=False),
            _plain("birth_date", Day()),
            words("phone", required=False),
            words("postal_code", required=False),
            words("address", required=False),
            words("email", required=False),
            self._at_branch(),
            _plain("registered_on", Day()),
            _plain("expires_on", Day()),
            _plain("address_changed_on", Day(), required=False),
        )
        return Sheet(
            table=patron,
            columns=columns,
            key="id",
            together=(("name", "kana", "alias", "romaji", "phone"),),
            checks=(_in_order("registered_on", "expires_on"),),
            derive=_found_by,
            derived=("search_key", "kana_key", "phone_digits"),
        )

    def card(self) -> Sheet:
        columns = (
            _plain("number", CardNumber()),
            _refers("patron"),
            _plain("status", Member(CardStatus)),
            _plain("issued_on", Day()),
            _by_number("replaced_by", "card", CardNumber()),
        )
        return Sheet(
            table=card,
            columns=columns,
            key="number",
            fixed=("patron_id",),
            checks=(
                Check(
                    ("status", "replaced_by_id"),
                    lambda it: (it["status"] == "retired") == (it["replaced_by_id"] is not None),
                ),
                Check(("number", "replaced_by_id"), lambda it: it["number"] != it["replaced_by_id"]),
            ),
            uniques=(
                Unique(
                    ("patron_id",), lambda give: give("status") != literal_column("'retired'"), ("status",)
                ),
            ),
            frees_first=lambda give: give("status") == literal_column("'retired'"),
        )

    def suspension(self) -> Sheet:
        words = partial(_words, suspension)
        columns = (
            _key(),
            _refers("patron"),
            _plain("reason", Member(SuspensionReason)),
            self._label("note_code", "suspension_note", required=False),
            _plain("with_consent", Flag()),
            _plain("started_at", Moment()),
            words("started_by"),
            _plain("lifted_at", Moment(), required=False),
            words("lifted_by", required=False),
            self._label("override_code", "override_reason", required=False),
        )
        return Sheet(
            table=suspension,
            columns=columns,
            key="id",
            fixed=("patron_id", "reason"),
            checks=(
                _both("lifted_at", "lifted_by"),
                Check(
                    ("reason", "with_consent"), lambda it: it["reason"] != "card_lost" or it["with_consent"]
                ),
            ),
            uniques=(
                Unique(("patron_id", "reason"), lambda give: give("lifted_at").is_(None), ("lifted_at",)),
            ),
            frees_first=lambda give: give("lifted_at").is_not(None),
        )

    def loan(self) -> Sheet:
        columns = (
            _key(),
            _by_number("item", "item", Words(12), required=True),
            _refers("patron"),
            self._at_branch(),
            _plain("loaned_on", Day()),
            _plain("due_on", Day()),
            _plain("renewals", _COUNT, required=False, blank=0),
            _plain("renewed_on", Day(), required=False),
            _plain("returned_on", Day(), required=False),
        )
        return Sheet(
            table=loan,
            columns=columns,
            key="id",
            fixed=("item_id", "patron_id", "loaned_on"),
            checks=(
                _in_order("loaned_on", "due_on"),
                Check(
                    ("renewals", "renewed_on"), lambda it: (it["renewals"] == 0) == (it["renewed_on"] is None)
                ),
            ),
            uniques=(Unique(("item_id",), lambda give: give("returned_on").is_(None), ("returned_on",)),),
            frees_first=lambda give: give("returned_on").is_not(None),
        )

    def hold(self) -> Sheet:
        columns = (
            _key(),
            _refers("patron"),
            _refers("bib_record"),
            _by_number("item", "item", Words(12)),
            _plain("status", Member(HoldStatus)),
            _plain("placed_at", Moment()),
            self._at_branch(),
            self._stop(),
            _plain("contact", Member(ContactMethod)),
            _plain("wait_until", Day(), required=False),
            _plain("shelf_until", Day(), required=False),
            _words(hold, "shelf_place", required=False),
            _plain("shelf_extensions", _COUNT, required=False, blank=0),
        )
        return Sheet(
            table=hold,
            columns=columns,
            key="id",
            fixed=("patron_id", "bib_record_id"),
            checks=(
                Check(
                    ("status", "item_id"), lambda it: (it["status"] == "waiting") == (it["item_id"] is None)
                ),
                Check(
                    ("status", "shelf_until"),
                    lambda it: (it["status"] == "ready") == (it["shelf_until"] is not None),
                ),
            ),
            uniques=(Unique(("patron_id", "bib_record_id")), Unique(("item_id",))),
            parked={"item_id": None, "status": HoldStatus.WAITING, "shelf_until": None},
        )

    def hold_cancellation(self) -> Sheet:
        columns = (
            _key(),
            _refers("patron"),
            _refers("bib_record"),
            self._label("reason", "cancel_reason"),
            _plain("cancelled_at", Moment()),
            _plain("placed_at", Moment()),
            self._at_branch(),
            self._stop(),
            _plain("contact", Member(ContactMethod)),
            _plain("wait_until", Day(), required=False),
            _by_number("freed_item", "item", Words(12)),
        )
        fixed = ("patron_id", "bib_record_id")
        return Sheet(table=hold_cancellation, columns=columns, key="id", fixed=fixed)

    def purchase_request(self) -> Sheet:
        columns = (
            _key(),
            _refers("patron"),
            _words(purchase_request, "title"),
            self._label("status", "request_status"),
            _plain("received_on", Day()),
            self._at_branch(),
        )
        return Sheet(table=purchase_request, columns=columns, key="id", fixed=("patron_id",))

    def reference_question(self) -> Sheet:
        words = partial(_words, reference_question)
        columns = (
            _key(),
            _refers("patron"),
            words("name"),
            words("email"),
            words("phone", required=False),
            _plain("question", Words(None, lines=True)),
            self._label("status", "reference_status"),
            _plain("received_at", Moment()),
            _plain("told_at", Moment(), required=False),
        )
        told = Check(
            ("status", "told_at"), lambda it: (it["status"] == "told") == (it["told_at"] is not None)
        )
        return Sheet(
            table=reference_question, columns=columns, key="id", fixed=("patron_id",), checks=(told,)
        )

    def _at_branch(self) -> Column:
        return Column(name="branch", target="branch_id", kind=self._branch)

    def _stop(self) -> Column:
        kind = Master(self._codes.stops)
        return Column(name="mobile_stop", target="mobile_stop_id", kind=kind, required=False)

    def _label(self, name: str, kind: str, *, required: bool = True) -> Column:
        return _plain(name, Label(self._codes.labels.get(kind, frozenset())), required=required)


def _key() -> Column:
    return _plain("id", _ID)


def _plain(name: str, kind: Kind, *, required: bool = True, blank: Any = None) -> Column:
    return Column(name=name, target=name, kind=kind, required=required, blank=blank)


def _words(table: Table, name: str, *, required: bool = True) -> Column:
    """Make a text column; one that must have a value in the database keeps an empty cell as an empty text."""
    column = table.c[name]
    length = getattr(column.type, "length", None)
    return _plain(name, Words(length), required=required, blank=None if column.nullable else "")


def _refers(table: str) -> Column:
    return Column(name=table, target=f"{table}_id", kind=_ID, refers=table)


def _by_number(name: str, table: str, kind: Kind, *, required: bool = False) -> Column:
    return Column(name=name, target=f"{name}_id", kind=kind, required=required, refers=table, by_number=True)


def _in_order(first: str, last: str) -> Check:
    return Check((first, last), lambda it: it[first] <= it[last])


def _both(one: str, other: str) -> Check:
    return Check((one, other), lambda it: (it[one] is None) == (it[other] is None))


def _found_by(values: Values) -> tuple[Any, ...]:
    """Make what a patron is found by, as every other writer of names does.

    Raises:
        UnfitError: a key is longer than its column; compatibility forms can grow to many times their length.
    """
    names = {name: values[name] for name in ("name", "kana", "alias", "romaji", "phone")}
    keys = derived(**names)
    for name in ("search_key", "kana_key", "phone_digits"):
        longest = patron.c[name].type.length  # type: ignore[attr-defined]
        if len(getattr(keys, name) or "") > longest:
            raise UnfitError(Cause.TOO_LONG, str(longest))
    return keys.search_key, keys.kana_key, keys.phone_digits

"""The tables that `madoguchi import` and `export` know, in an order in which each comes after those it refers to.

None holds hashes of passwords: those are valid only where they were made, and a file of them helps to guess passwords.
None holds staff, acts, looks or waiting mail; masters have files of their own
(`services.own_schema.transfer.master_tables`).
"""

from functools import partial
from typing import Final

from sqlalchemy import func, literal_column, or_

from services.contract.file_faults import Cause
from services.own_schema.database.tables import (
    bib_record,
    card,
    hold,
    hold_cancellation,
    item,
    loan,
    patron,
    purchase_request,
    reference_question,
    suspension,
)
from services.own_schema.transfer.cell_types import (
    CardNumberFormat,
    FlagFormat,
    LabelFormat,
    MasterCodeFormat,
    VocabularyFormat,
)
from services.own_schema.transfer.columns import (
    FOUND_BY,
    Codes,
    both,
    by_number,
    cell,
    found_by,
    in_order,
    key,
    plain,
    refers,
)
from services.own_schema.transfer.file_layout import FileColumn, OfNew, RowCheck, TableFormat, Unique
from services.rules.vocabulary import CardStatus, ContactMethod, HoldStatus, SuspensionReason

_ITEM: Final = cell(item, "number").kind


def formats_of(codes: Codes) -> tuple[TableFormat, ...]:
    """Make the formats for a library's codes."""
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
    """Makes the formats, one a method."""

    def __init__(self, codes: Codes) -> None:
        self._codes = codes
        self._branch = MasterCodeFormat(codes.branches)

    def bib_record(self) -> TableFormat:
        of = partial(cell, bib_record)
        types = MasterCodeFormat(self._codes.material_types)
        columns = (
            key(),
            of("title"),
            of("author", required=False),
            of("publisher", required=False),
            of("year", required=False),
            FileColumn(name="material_type", target="material_type_id", kind=types),
        )
        return TableFormat(table=bib_record, columns=columns, key="id")

    def item(self) -> TableFormat:
        of = partial(cell, item)
        columns = (
            of("number"),
            refers("bib_record"),
            self._at_branch(),
            plain("interlibrary", FlagFormat()),
            of("shelf_mark", required=False),
        )
        return TableFormat(table=item, columns=columns, key="number")

    def patron(self) -> TableFormat:
        of = partial(cell, patron)
        columns = (
            key(),
            of("name"),
            of("kana"),
            of("alias", required=False),
            of("romaji", required=False),
            of("birth_date", required=False),
            of("phone", required=False),
            of("postal_code", required=False),
            of("address", required=False),
            of("email", required=False),
            self._at_branch(),
            of("registered_on"),
            of("expires_on"),
            of("address_changed_on", required=False),
            of("phone_changed_on", required=False),
        )
        return TableFormat(
            table=patron,
            columns=columns,
            key="id",
            together=(("name", "kana", "alias", "romaji", "phone"),),
            checks=(in_order("registered_on", "expires_on"),),
            derive=found_by,
            derived=FOUND_BY,
        )

    def card(self) -> TableFormat:
        cards = self._codes.cards
        number = CardNumberFormat(cards)
        columns = (
            plain("number", number),
            refers("patron"),
            plain("status", VocabularyFormat(CardStatus)),
            cell(card, "issued_on"),
            by_number("replaced_by", "card", number),
        )
        return TableFormat(
            table=card,
            columns=columns,
            key="number",
            fixed=("patron_id",),
            checks=(
                RowCheck(
                    ("status", "replaced_by_id"),
                    lambda it: (it["status"] == "retired") == (it["replaced_by_id"] is not None),
                ),
                RowCheck(("number", "replaced_by_id"), lambda it: it["number"] != it["replaced_by_id"]),
            ),
            uniques=(
                Unique(
                    ("patron_id",), lambda give: give("status") != literal_column("'retired'"), ("status",)
                ),
            ),
            of_new=OfNew(
                lambda number: or_(
                    *(func.length(number).between(least, most) for least, most in cards.lengths)
                ),
                Cause.NOT_A_CARD_NUMBER,
            ),
            frees_first=lambda give: give("status") == literal_column("'retired'"),
        )

    def suspension(self) -> TableFormat:
        of = partial(cell, suspension)
        columns = (
            key(),
            refers("patron"),
            plain("reason", VocabularyFormat(SuspensionReason)),
            self._label("note_code", "suspension_note", required=False),
            plain("with_consent", FlagFormat()),
            of("started_at"),
            of("started_by"),
            of("lifted_at", required=False),
            of("lifted_by", required=False),
            self._label("override_code", "override_reason", required=False),
        )
        return TableFormat(
            table=suspension,
            columns=columns,
            key="id",
            fixed=("patron_id", "reason"),
            checks=(
                both("lifted_at", "lifted_by"),
                RowCheck(
                    ("reason", "with_consent"), lambda it: it["reason"] != "card_lost" or it["with_consent"]
                ),
            ),
            uniques=(
                Unique(("patron_id", "reason"), lambda give: give("lifted_at").is_(None), ("lifted_at",)),
            ),
            frees_first=lambda give: give("lifted_at").is_not(None),
        )

    def loan(self) -> TableFormat:
        columns = (
            key(),
            by_number("item", "item", _ITEM, required=True),
            refers("patron"),
            self._at_branch(),
            cell(loan, "loaned_on"),
            cell(loan, "due_on"),
            cell(loan, "renewals", required=False, blank=0),
            cell(loan, "renewed_on", required=False),
            cell(loan, "returned_on", required=False),
        )
        return TableFormat(
            table=loan,
            columns=columns,
            key="id",
            fixed=("item_id", "patron_id", "loaned_on"),
            checks=(
                in_order("loaned_on", "due_on"),
                RowCheck(
                    ("renewals", "renewed_on"), lambda it: (it["renewals"] == 0) == (it["renewed_on"] is None)
                ),
            ),
            uniques=(Unique(("item_id",), lambda give: give("returned_on").is_(None), ("returned_on",)),),
            frees_first=lambda give: give("returned_on").is_not(None),
        )

    def hold(self) -> TableFormat:
        columns = (
            key(),
            refers("patron"),
            refers("bib_record"),
            by_number("item", "item", _ITEM),
            plain("status", VocabularyFormat(HoldStatus)),
            cell(hold, "placed_at"),
            self._at_branch(),
            self._stop(),
            plain("contact", VocabularyFormat(ContactMethod)),
            cell(hold, "wait_until", required=False),
            cell(hold, "shelf_until", required=False),
            cell(hold, "shelf_place", required=False),
            cell(hold, "shelf_extensions", required=False, blank=0),
        )
        return TableFormat(
            table=hold,
            columns=columns,
            key="id",
            fixed=("patron_id", "bib_record_id"),
            checks=(
                RowCheck(
                    ("status", "item_id"), lambda it: (it["status"] == "waiting") == (it["item_id"] is None)
                ),
                RowCheck(
                    ("status", "shelf_until"),
                    lambda it: (it["status"] == "ready") == (it["shelf_until"] is not None),
                ),
            ),
            uniques=(Unique(("patron_id", "bib_record_id")), Unique(("item_id",))),
            parked={"item_id": None, "status": HoldStatus.WAITING, "shelf_until": None},
        )

    def hold_cancellation(self) -> TableFormat:
        columns = (
            key(),
            refers("patron"),
            refers("bib_record"),
            self._label("reason", "cancel_reason"),
            cell(hold_cancellation, "cancelled_at"),
            cell(hold_cancellation, "placed_at"),
            self._at_branch(),
            self._stop(),
            plain("contact", VocabularyFormat(ContactMethod)),
            cell(hold_cancellation, "wait_until", required=False),
            by_number("freed_item", "item", _ITEM),
            plain("status", VocabularyFormat(HoldStatus), required=False),
            cell(hold_cancellation, "shelf_until", required=False),
            cell(hold_cancellation, "shelf_place", required=False),
            cell(hold_cancellation, "shelf_extensions", required=False, blank=0),
        )
        kept = RowCheck(
            ("status", "shelf_until"), lambda it: (it["status"] == "ready") == (it["shelf_until"] is not None)
        )
        fixed = ("patron_id", "bib_record_id")
        return TableFormat(table=hold_cancellation, columns=columns, key="id", fixed=fixed, checks=(kept,))

    def purchase_request(self) -> TableFormat:
        columns = (
            key(),
            refers("patron"),
            cell(purchase_request, "title"),
            self._label("status", "request_status"),
            cell(purchase_request, "received_on"),
            self._at_branch(),
        )
        return TableFormat(table=purchase_request, columns=columns, key="id", fixed=("patron_id",))

    def reference_question(self) -> TableFormat:
        of = partial(cell, reference_question)
        columns = (
            key(),
            refers("patron"),
            of("name"),
            of("email"),
            of("phone", required=False),
            of("question"),
            self._label("status", "reference_status"),
            of("received_at"),
            of("told_at", required=False),
        )
        told_check = RowCheck(
            ("status", "told_at"), lambda it: (it["status"] == "told") == (it["told_at"] is not None)
        )
        return TableFormat(
            table=reference_question, columns=columns, key="id", fixed=("patron_id",), checks=(told_check,)
        )

    def _at_branch(self) -> FileColumn:
        return FileColumn(name="branch", target="branch_id", kind=self._branch)

    def _stop(self) -> FileColumn:
        kind = MasterCodeFormat(self._codes.stops)
        return FileColumn(name="mobile_stop", target="mobile_stop_id", kind=kind, required=False)

    def _label(self, name: str, kind: str, *, required: bool = True) -> FileColumn:
        return plain(name, LabelFormat(self._codes.labels.get(kind, frozenset())), required=required)

"""A snapshot's `repr` tells rows apart, and nothing of who the patron is, reads or asks."""

import inspect
from dataclasses import fields, is_dataclass

from services.contract import contacts, snapshot
from services.contract.snapshot import PatronHeader
from services.rules.vocabulary import SuspensionReason
from tests.helpers.representations import texts_shown
from tests.helpers.snapshots import restriction, suspended
from tests.helpers.snapshots import snapshot as patron_with

KINDS = [
    kind
    for module in (contacts, snapshot)
    for _, kind in inspect.getmembers(module, inspect.isclass)
    if is_dataclass(kind) and kind.__module__ == module.__name__
]
CODES_AND_PLACES = {
    "CancelledHoldRow.branch",
    "CancelledHoldRow.material_type",
    "CancelledHoldRow.reason",
    "HoldRow.branch",
    "HoldRow.item_number",
    "HoldRow.material_type",
    "HoldRow.shelf_place",
    "HoldRow.stop",
    "LoanRow.branch",
    "LoanRow.item_number",
    "LoanRow.material_type",
    "PatronHeader.branch",
    "PatronSnapshot.card_number",
    "PhoneSummary.card_number",
    "QuestionRow.status",
    "RequestRow.branch",
    "RequestRow.status",
    "SuspensionRow.code",
    "SuspensionRow.override",
}
"""Words of the library's masters, and numbers."""

STAFF = {
    "ContactRow.tried_by",
    "ReportRow.reported_by",
    "ReportRow.settled_by",
    "SuspensionRow.lifted_by",
    "SuspensionRow.started_by",
}


def test_no_other_text_is_shown() -> None:
    assert texts_shown(KINDS) == CODES_AND_PLACES | STAFF


def test_no_birth_date_is_shown() -> None:
    assert not next(each for each in fields(PatronHeader) if each.name == "birth_date").repr


def test_the_guides_reasons_are_told_apart_from_restrictions_of_the_systems_own() -> None:
    overdue = SuspensionReason.LONG_OVERDUE
    rows = (suspended(overdue), suspended(overdue, 2), restriction(3))
    assert patron_with(suspensions=rows).suspended_for == {overdue}

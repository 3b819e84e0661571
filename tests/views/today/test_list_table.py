"""The file of 貸出禁止一覧: a value that isn't known is a blank field, and all the others stay where they are."""

import pytest

from services.contract.contacts import Contacts
from services.contract.today.suspension_list import SuspensionEntry, SuspensionFilter, SuspensionList
from tests.helpers.snapshots import NOW, contacts
from tests.helpers.unknown_values import EACH, VALUES, Value, taken
from tests.helpers.whole_patron import TRIED
from tests.viewmodels.today.today_fakes import CONTACT, LOST, OVERDUE, entry, report
from viewmodels.today.safe_csv import csv_text
from views.today.list_table import list_table

ENTRIES = tuple(
    entry(number, reason, note="督促状を送付", report=report(), contacts=contacts(reason, TRIED))
    for number, reason in enumerate((LOST, OVERDUE, CONTACT), 1)
)
WHOLE = SuspensionList(now=NOW, wanted=SuspensionFilter(), entries=ENTRIES, ready=3, total=3)
BLANK = {
    "SuspensionEntry.card_number": {0},
    "SuspensionEntry.card_issued_on": set[int](),
    "SuspensionEntry.note": {11},
    "SuspensionEntry.report": {8, 9},
    "SuspensionEntry.contacts": set[int](),
    "Contacts.next": set[int](),
}
CASES = {name: EACH[name] for name in BLANK}


def test_each_value_of_a_row_is_tried() -> None:
    assert set(CASES) == {str(it) for it in VALUES if it.kind in {SuspensionEntry, Contacts}}


@pytest.mark.parametrize("unknown", [frozenset[Value](), *CASES.values(), frozenset(VALUES)], ids=len)
def test_a_field_is_blank_where_its_value_is_not_known(unknown: frozenset[Value]) -> None:
    blank = set().union(*(places for name, places in BLANK.items() if CASES[name] <= unknown))
    headings, *rows = list_table(taken(WHOLE, unknown))
    for row in rows:
        assert len(row) == len(headings)
        assert {place for place, field in enumerate(row) if not field} == blank
    assert "None" not in csv_text([headings, *rows])

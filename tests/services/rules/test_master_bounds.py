"""What the table of bounds says of each cell, and of each value, by hand."""

import json
from datetime import date
from typing import Any

import pytest

from services.rules.bounds import Code, Day, Fields, Maybe, MonthDay, Several, Text, Truth, Whole
from services.rules.characters import SPACES
from services.rules.master_bounds import CELLS, ByCell, unfit_cells
from services.rules.policy import DEFAULT_POLICY, bounds, names, to_values
from services.wording import own_texts
from tests.helpers.unfit_cells import GOOD, Row, unfit_rows

FROM_NOTHING = (
    "renewal_limit renewal_first_day_after_loan renewal_stops_when_overdue_days closure_margin_days shelf_open_days"
    " shelf_extensions hold_undo_days free_password_checks opening_scan_minutes mail_kept_days"
    " expiry_notice_months item_number_digits"
)
UP_TO = {
    "initial_password_length": 32,
    "registration_years": 100,
    "expiry_notice_months": 12,
    "item_number_digits": 12,
    "identity_misses_minutes": 720,
    "people_named_an_hour": 100_000,
}


def read(row: Row) -> Row:
    """Read the JSON of a row; what is none is no value of anything."""
    found = dict(row)
    for name in ("details", "value"):
        if found.get(name) is not None:
            try:
                found[name] = json.loads(found[name], parse_constant=lambda _: object())
            except ValueError:
                found[name] = object()
    return found


def test_numbers_are_within_what_the_documents_say() -> None:
    numbers = {name: it.of if isinstance(it, Maybe) else it for name, it in bounds().items()}
    least = dict.fromkeys(FROM_NOTHING.split(), 0) | {"initial_password_length": 8}
    least["people_named_an_hour"] = 100
    assert {name: it for name, it in numbers.items() if isinstance(it, Whole)} == {
        name: Whole(least.get(name, 1), UP_TO.get(name, 10_000))
        for name, it in numbers.items()
        if isinstance(it, Whole)
    }
    assert {name for name, it in bounds().items() if isinstance(it, Maybe)} == {
        "initial_password_days",
        "access_log_kept_days",
        "card_check_digit",
    }


def test_the_programs_own_values_fit() -> None:
    assert set(bounds()) == names()
    rules = [
        {**GOOD["circulation_rule"], "name": name, "value": json.dumps(it)}
        for name, it in to_values(DEFAULT_POLICY).items()
    ]
    texts = [{**GOOD["wording"], "name": name, "text": it} for name, it in own_texts().items()]
    rows = [*GOOD.items(), *(("circulation_rule", it) for it in rules), *(("wording", it) for it in texts)]
    assert {unfit_cells(table, read(row)) for table, row in rows} == {()}


def test_what_no_cell_can_be_is_told_of_that_cell() -> None:
    for table, column, row in unfit_rows():
        by_another = {name for name, bound in CELLS[table].items() if isinstance(bound, ByCell)}
        found = set(unfit_cells(table, read(row)))
        assert found, row
        assert found <= {column} | by_another | ({"kind"} if column == "details" else set()), row


@pytest.mark.parametrize(
    ("bound", "fit", "unfit"),
    [
        (Whole(1, 5), [1, 5], [0, 6, 1.0, True, "1", None]),
        (Truth(), [True, False], [0, 1, "true", None]),
        (Code(("a", "b")), ["a"], ["", "c", None, 1, ["a"]]),
        (Text(longest=2), ["a", "ab", "\u202e"], ["", "　", "abc", "a\n", "\ud800", "\ufffd", 1, None]),
        (Text(longest=2, seen=True, blank=True), ["", " ", "ab"], ["\u202e", "\u0378", "a\n"]),
        (Text(longest=9, pattern="[0-9]+"), ["12"], ["1a", "a1", "1\n"]),
        (Day(date(2026, 1, 1), date(2026, 1, 2)), [date(2026, 1, 2)], [date(2026, 1, 3), "2026-01-01", None]),
        (
            MonthDay(),
            [[2, 29], [12, 31]],
            [[2, 30], [0, 1], [1], [1, 1, 1], [1.0, 1], ["1", 1], (1, 1), 10**400],
        ),
        (Maybe(Whole(1, 5)), [None, 1], [0, "", False]),
        (Several(Whole(1, 5)), [[1], [1, 1]], [[], [0], 1, {"a": 1}, None]),
        (
            Fields({"a": Truth()}, {"b": Truth()}),
            [{"a": True}, {"a": True, "b": False, "c": 5}],
            [{}, {"a": 1}, {"a": True, "b": None}, []],
        ),
        (Fields({"a": Truth()}, closed=True), [{"a": True}], [{"a": True, "b": True}, {}]),
        (
            Fields({"a": Truth()}, unless="x"),
            [{"x": True}, {"a": True, "x": False}],
            [{"x": False}, {"a": True, "x": 1}, {"x": None, "a": True}],
        ),
    ],
)
def test_each_kind_of_bound(bound: Any, fit: list[Any], unfit: list[Any]) -> None:
    assert [it for it in fit if not bound.fits(it)] == []
    assert [it for it in unfit if bound.fits(it)] == []


def test_spaces_are_what_is_stripped() -> None:
    import re

    every = map(chr, range(0x110000))
    assert all((re.fullmatch(f"[{SPACES}]", it) is not None) is it.isspace() for it in every)


def test_a_cell_by_another_fits_nothing_where_that_is_unknown() -> None:
    assert not ByCell("name", {"a": Truth()}).fits(True, {"name": "b"})

"""What the table of bounds says of each cell, and of each value, by hand."""

import json
import re
import unicodedata
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.acts.register import REGISTER
from services.files.wording import own_texts
from services.own_schema.database.tables import metadata
from services.rules.bounds import (
    Code,
    Day,
    Fields,
    Label,
    Maybe,
    Moment,
    MonthDay,
    Several,
    Text,
    Truth,
    Whole,
)
from services.rules.characters import CONTROLS, CONTROLS_BUT_LINES, ODD, SPACES, is_blank, one_line
from services.rules.people.reference import QuestionForm, check_question
from services.rules.people.registration import RegistrationField, RegistrationForm, check_registration
from services.rules.policy import DEFAULT_POLICY, bounds, names, to_values
from services.rules.table_of_bounds import (
    ADDRESS,
    CELLS,
    DETAILS,
    HASH,
    MASTER_CELLS,
    TOLD,
    ByCell,
    unfit_cells,
)
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
    least = dict.fromkeys(FROM_NOTHING.split(), 0) | {
        "initial_password_length": 8,
        "people_named_an_hour": 100,
    }
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
        by_another = {name for name, bound in MASTER_CELLS[table].items() if isinstance(bound, ByCell)}
        found = set(unfit_cells(table, read(row)))
        assert found, row
        assert found <= {column} | by_another | ({"kind"} if column == "details" else set()), row


@pytest.mark.parametrize(
    ("bound", "fit", "unfit"),
    [
        (Whole(1, 5), [1, 5], [0, 6, 1.0, True, "1", None]),
        (Truth(), [True, False], [0, 1, "true", None]),
        (Code(("a", "b")), ["a"], ["", "c", None, 1, ["a"]]),
        (
            Text(longest=2),
            ["a", "ab", "\ufffd", "𠮷野", "葛\U000e0100", "ｶﾞ", "\ue000", "क\u200d"],
            [
                "",
                "　",
                "abc",
                "a\n",
                "\ud800",
                "\u202e",
                "\u200b",
                "\u200d",
                "\u3164",
                "a\x85",
                "a\u2028",
                1,
                None,
            ],
        ),
        (Text(longest=3, odd=CONTROLS), ["\u202ea"], ["", "　", "\u200b", "a\n", "a\x7f"]),
        (Text(longest=3, odd=CONTROLS_BUT_LINES), ["a\nb"], ["\n", "\n　", "a\x07"]),
        (Text(longest=1, odd="", blank=True), ["", "\n", "\u202e"], ["ab"]),
        (Label("cancel_reason"), ["by_staff", "x"], [None, 1]),
        (HASH, ["$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA"], ["", "x", None]),
        (ADDRESS, ["a+b@x.jp"], ["a@b", "a@x.jp\n", None]),
        (
            Moment(),
            [datetime(2026, 1, 1, tzinfo=UTC)],
            [datetime(9999, 12, 31, tzinfo=UTC), date(2026, 1, 1), None],
        ),
        (Several(Whole(1, 5), least=0), [[], [1]], [[0], None]),
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


def test_what_one_line_is_made_of_is_no_odd_character() -> None:
    every = list(map(chr, (*range(0x3200), *range(0xD7F0, 0x10000), *range(0xE0000, 0xE0200))))
    line = one_line("".join(every))
    assert re.search(f"[{ODD}]", line) is None
    dropped = set(every) - set(line)
    assert set(re.findall(f"[{ODD}]", "".join(every))) <= dropped
    assert all(is_blank(it) or unicodedata.category(it) in {"Cc", "Cf", "Cs"} for it in dropped)


TYPED: Any = st.text(max_size=30) | st.text(
    "花 子　ｶﾞ\n\u200b\u202e\u2028\x85\u3164\U000e0100𠮷0-9０ー", max_size=30
)


@given(name=TYPED, phone=TYPED, question=TYPED)
def test_what_the_form_of_a_question_takes_is_within_the_bounds(name: str, phone: str, question: str) -> None:
    form = QuestionForm(name=name, email="h+k@example.jp", phone=phone, question=question).clean
    if not check_question(form):
        told = {
            "name": form.name,
            "email": form.email,
            "phone": form.phone or None,
            "question": form.question,
        }
        assert [it for it, text in told.items() if not fits("reference_question", it, text)] == []


@given(
    kana=st.text("かなカナ　 ABｶﾞ・ー\u200b", max_size=9),
    alias=TYPED,
    address=TYPED,
    phone=st.text("0-９ー ", max_size=25),
)
def test_what_the_form_of_a_registration_takes_is_within_the_bounds(
    kana: str, alias: str, address: str, phone: str
) -> None:
    form = RegistrationForm(kana=kana, alias=alias, phone=phone, postal_code="〒３３２0001", address=address)
    blank = RegistrationForm(kana="", alias="", phone="", postal_code="", address="")
    if not check_registration(form, blank):
        told = {it.value: form.clean.of(it) or None for it in RegistrationField}
        assert [it for it, text in told.items() if not fits("patron", it, text)] == []


def fits(table: str, column: str, value: str | None) -> bool:
    bound = TOLD[table].get(column) or CELLS[table][column]
    return bound.fits(value) or (value is None and metadata.tables[table].c[column].nullable is True)


@pytest.mark.parametrize("table", CELLS)
def test_no_text_is_longer_than_its_column(table: str) -> None:
    for name, bound in CELLS[table].items():
        longest = getattr(metadata.tables[table].c[name].type, "length", None)
        if isinstance(bound, Text) and longest is not None:
            assert bound.longest <= longest, name


@pytest.mark.parametrize("act", REGISTER.values(), ids=lambda act: act.verbs[0])
def test_each_detail_of_a_record_has_a_bound(act: Any) -> None:
    for verb, name in product(act.verbs, act.details):
        assert f"{verb}.{name}" in DETAILS or name in DETAILS, name

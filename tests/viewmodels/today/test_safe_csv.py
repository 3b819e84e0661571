"""A CSV holds what the list has, and nothing that a spreadsheet runs."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewmodels.today.safe_csv import csv_text, shielded

CELLS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20
) | st.sampled_from(
    ["=1+1", " =1", "\t=1", "\r\n@x", "＝1", '","=1', "-1", "+81", "'=1", "\n", "﻿=1", "a\r\nb", '"', ""]
)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=6), max_size=6)


@given(ROWS)
def test_what_is_written_is_read_again(rows: list[list[str]]) -> None:
    text = csv_text(rows)
    read = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert read == [[shielded(cell) for cell in row] for row in rows]
    for row, back in zip(rows, read, strict=True):
        for cell, got in zip(row, back, strict=True):
            assert got in {cell, f"'{cell}"}
    assert text == "" or text.endswith("\r\n")


@given(ROWS)
def test_no_cell_begins_with_what_a_spreadsheet_runs(rows: list[list[str]]) -> None:
    for row in csv.reader(io.StringIO(csv_text(rows), newline="")):
        for cell in row:
            assert cell[:1] not in set("=+-@＝＋－＠\t\r\n")
            assert cell.strip()[:1] not in set("=+-@＝＋－＠")


@pytest.mark.parametrize("cell", ["小林 明美", "10000000-7", "③長期延滞", "2026/11/4", "", "'", " "])
def test_what_no_spreadsheet_runs_stays_as_it_is(cell: str) -> None:
    assert shielded(cell) == cell


def test_a_quote_or_comma_begins_no_other_cell() -> None:
    assert csv_text([['a","=1', "b"]]) == '"a"",""=1","b"\r\n'


def test_a_whole_number_stays_one() -> None:
    assert csv_text([["a", 12, -3]]) == '"a",12,-3\r\n'


@pytest.mark.parametrize("before", ["", " ", "\u3000", "\t", "\u200b"])
@pytest.mark.parametrize("first", list("=+-@＝＋－＠"))
def test_each_beginning_of_a_formula_is_shielded(first: str, before: str) -> None:
    assert shielded(f"{before}{first}cmd") == f"'{before}{first}cmd"

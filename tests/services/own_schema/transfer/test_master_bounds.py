"""Files of masters are held to the table of bounds: what is out of them is told, and what is told of nothing fits."""

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.contract.file_faults import FileFaults
from services.own_schema.database.tables import metadata
from services.own_schema.masters.master_statements import WRITTEN
from services.own_schema.transfer.master_comparing import read_files
from services.own_schema.transfer.master_tables import MASTERS, MasterFormat
from services.rules.bounds import Day, Text
from services.rules.table_of_bounds import MASTER_CELLS, unfit_cells
from tests.helpers.unfit_cells import NO_WORDS as NO_NAME

GOOD: Mapping[str, dict[str, str]] = {
    "branch": {"code": "new", "name": "新館", "short_name": "新", "kind": "mobile", "position": "11"},
    "mobile_stop": {"code": "n1", "branch": "new", "name": "停留所", "position": "1", "active": "true"},
    "closing_rule": {"branch": "new", "kind": "weekly", "valid_from": "2026-01-01", "when": "mon"},
    "closed_day": {"branch": "new", "day": "2026-12-01", "open": "false", "special": "true", "note": "整理"},
    "public_holiday": {"day": "2030-02-02", "name": "休み"},
    "material_type": {"code": "map", "name": "地図", "loan_class": "book", "position": "9"},
    "code_label": {"kind": "cancel_reason", "code": "new", "label": "理由", "position": "9", "ends": "false"},
    "circulation_rule": {"name": "loan_days", "valid_from": "2026-01-01", "value": "21"},
    "wording": {"name": "slip.ja.title", "valid_from": "2026-01-01", "text": "題"},
}
SHEETS = {it.name: it for it in MASTERS}
COLUMNS = [(name, column) for name, table_format in SHEETS.items() for column in table_format.names]
NO_WORDS = (*NO_NAME, "x" * 65)
NO_CELL = {
    **dict.fromkeys(("code", "name", "short_name", "label"), NO_WORDS),
    **dict.fromkeys(("kind", "loan_class"), ("", "castle", "a\ufffdb")),
    "branch": ("", "x" * 17),  # whether it is there is asked of the masters
    **dict.fromkeys(("position",), ("", "-1", "100001", "1.5", "x", "１", "1" + "0" * 5000)),
    **dict.fromkeys(("active", "open", "special", "ends"), ("", "maybe", "2")),
    **dict.fromkeys(("day", "valid_from"), ("", "infinity", "10000-01-01", "2026-02-30", "x")),
    "note": ("a\nb", "a\ufffdb", "\u202ea", "x" * 65),
    "when": ("", "someday", "6 fri", "2/30 - 1/4", "a\ufffdb"),
    "value": ("", "0", "10001", "1.5", "two weeks", "true"),
    "text": ("", " ", "x" * 31, "{date}", "<b>", "\u202e題", "\ufffd"),
}
NO_SINGLE_DAY = ("1899-12-31", "3000-01-01")


def files_of(folder: Path, name: str, row: Mapping[str, str]) -> tuple[Any, FileFaults]:
    for before in folder.iterdir():
        before.unlink()
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        writer.writerow(row)
    faults = FileFaults()
    return read_files(folder, faults)[name], faults


def to_row(table_format: MasterFormat, record: tuple[Any, ...]) -> Mapping[str, Any]:
    values = table_format.by_name(record)
    return values if table_format.to_row is None else table_format.to_row(values)


@pytest.mark.parametrize("name", SHEETS)
def test_a_good_row_is_told_of_nothing(tmp_path: Path, name: str) -> None:
    file, faults = files_of(tmp_path, name, GOOD[name])
    assert not faults
    (record,) = file.lines
    assert unfit_cells(name, to_row(SHEETS[name], record)) == ()


@pytest.mark.parametrize(("name", "column"), COLUMNS)
def test_what_no_cell_can_be_is_told_of_that_cell(tmp_path: Path, name: str, column: str) -> None:
    unfit = NO_CELL[column] + (NO_SINGLE_DAY if column == "day" else ())
    for cell in unfit:
        file, faults = files_of(tmp_path, name, {**GOOD[name], column: cell})
        assert {it.column for it in faults} == {column}, cell
        assert not file.lines


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.sampled_from(COLUMNS), cell=st.text(max_size=70) | st.text("0123456789-/: ", max_size=12))
def test_whatever_a_cell_says_what_is_told_of_nothing_fits(
    tmp_path: Path, where: tuple[str, str], cell: str
) -> None:
    name, column = where
    file, faults = files_of(tmp_path, name, {**GOOD[name], column: cell})
    assert bool(faults) is (file.lines == {})
    for record in file.lines:
        assert unfit_cells(name, to_row(SHEETS[name], record)) == ()


def test_the_table_has_every_cell_that_an_import_writes_and_what_columns_hold() -> None:
    columns = {it.name: {column.name for column in it.c} - {"id", "branch_id"} for it in WRITTEN}
    assert {table: set(cells) for table, cells in MASTER_CELLS.items()} == columns
    for table, cells in MASTER_CELLS.items():
        for name, bound in cells.items():
            if isinstance(bound, Text):
                assert bound.longest == metadata.tables[table].c[name].type.length, (table, name)  # type: ignore[attr-defined]


def test_days_end_where_pythons_do() -> None:
    assert MASTER_CELLS["wording"]["valid_from"] == Day(date.min, date.max)

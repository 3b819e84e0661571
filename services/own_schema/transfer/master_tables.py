"""The library's own masters as files that a spreadsheet can edit: how each table stands in its file.

Rows are compared as they stand in the files, with codes instead of ids. Tables that nothing refers to are whole in
their file: a row that is gone from it is removed. Branches, stops, material types and codes stay, since loans and
holds name them; a stop is ended by `active`.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import JSON, Table

from services.contract.decode.json_row import JsonRow
from services.contract.file_faults import Cause, UnfitError
from services.own_schema.database.tables import (
    branch,
    circulation_rule,
    closed_day,
    closing_rule,
    code_label,
    material_type,
    mobile_stop,
    public_holiday,
    wording,
)
from services.own_schema.masters.master_cells import MasterRow, UnreadableCellError
from services.own_schema.masters.master_statements import REMOVABLE
from services.own_schema.transfer.cell_types import CellFormat, TextFormat, format_within
from services.own_schema.transfer.closing_texts import closing_rule_of, closing_text
from services.own_schema.transfer.file_layout import FileColumn
from services.own_schema.transfer.rule_texts import rule_names, rule_text, rule_value
from services.own_schema.transfer.wording_texts import clean_wording, crowding, wording_faults
from services.rules.characters import CONTROLS_BUT_LINES
from services.rules.circulation.closing_rows import rule_from_row, rule_to_row
from services.rules.policy_meanings import MEANINGS
from services.rules.table_of_bounds import MASTER_CELLS, ByCell
from services.rules.wording import TEXTS

type Record = tuple[Any, ...]
"""One row as it stands in a file: values in the order of the format's columns."""

_WHEN_LONGEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class MasterFormat:
    """One master as a file.

    Attributes:
        table: where its rows are.
        columns: the file's, all of which it has.
        key: which of them name a row.
        order: which columns an export is ordered by; the key's when left out.
        clean: writes a row in the one way it is compared in, or raises the `UnfitError` that no cell alone shows.
        faults: tells everything that is wrong with a cleaned row.
        between: tells what is wrong with the file's good rows together, by their lines.
        to_row: what a record's columns become in the database, where it isn't the same under the same name.
        from_row: the same backwards; None for a row that this program knows nothing of, which is left alone.
        told: a last column, by its name, that says something of a row to people. It is written, and passed over when it
            is read.
    """

    table: Table
    columns: tuple[FileColumn, ...]
    key: tuple[str, ...]
    order: tuple[str, ...] = ()
    clean: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    faults: Callable[[Mapping[str, Any]], Iterable[UnfitError]] | None = None
    between: Callable[[Sequence[tuple[int, Mapping[str, Any]]]], Iterable[tuple[int, UnfitError]]] | None = (
        None
    )
    to_row: Callable[[Mapping[str, Any]], dict[str, Any]] | None = None
    from_row: Callable[[dict[str, Any]], dict[str, Any] | None] | None = None
    told: tuple[str, Callable[[Mapping[str, Any]], str]] | None = None

    @property
    def name(self) -> str:
        """The table's name, which is the file's."""
        return self.table.name

    @property
    def whole(self) -> bool:
        """Whether a row that isn't in the file is removed."""
        return self.table in REMOVABLE

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names."""
        return tuple(column.name for column in self.columns)

    def key_of(self, record: Record) -> Record:
        """Give what names a record."""
        return tuple(value for name, value in zip(self.names, record, strict=True) if name in self.key)

    def by_name(self, record: Record) -> dict[str, Any]:
        """Give a record's values by column."""
        return dict(zip(self.names, record, strict=True))


def records_of(table_format: MasterFormat, masters: JsonRow) -> dict[Record, int | None]:
    """Give a master's rows as they would stand in its file, in the library's order, with their ids if any.

    A row that can't be read is left out, and alone: `doctor` names it.

    Args:
        table_format: the file's.
        masters: all of them, as `services.own_schema.masters.masters_store.read_masters` reads them.
    """
    codes = {row["id"]: row["code"] for row in masters.json(branch.name)}
    with_branch = "branch_id" in table_format.table.c
    records: dict[Record, int | None] = {}
    for row in masters.json(table_format.name):
        try:
            values: dict[str, Any] | None = _values(MasterRow(table_format.table, row))
        except UnreadableCellError:
            continue
        if values is not None and with_branch:
            values["branch"] = codes[row["branch_id"]]
        if table_format.from_row is not None and values is not None:
            values = table_format.from_row(values)
        if values is not None:
            records[tuple(values[name] for name in table_format.names)] = values.get("id")
    places = [table_format.names.index(name) for name in (*table_format.order, *table_format.key)]
    ordered = sorted(records, key=lambda record: [record[place] for place in places])
    return {record: records[record] for record in ordered}


def _values(row: MasterRow) -> dict[str, Any]:
    """Read a row's columns, within their bounds or not."""
    return {
        column.name: _json(row, column.name) if isinstance(column.type, JSON) else row.typed(column.name)
        for column in row.table.c
    }


def _json(row: MasterRow, name: str) -> Any:
    """Read JSON; unreadable JSON differs from every file's value, so that a file can correct it."""
    try:
        return row.json(name)
    except UnreadableCellError:
        return "?"


def _column(name: str, kind: CellFormat, *, required: bool = True, blank: Any = None) -> FileColumn:
    return FileColumn(name=name, target=name, kind=kind, required=required, blank=blank)


def _cell(table: Table, name: str, *, blank: str | None = None) -> FileColumn:
    """Make the column of a cell whose bound stands by itself."""
    bound = MASTER_CELLS[table.name][name]
    assert not isinstance(bound, ByCell)
    return _column(name, format_within(bound), required=blank is None, blank=blank)


def _clean_closing(values: dict[str, Any]) -> dict[str, Any]:
    rule = closing_rule_of(values["kind"], values["when"])
    return {**values, "when": closing_text(rule)}


def _closing_to_row(values: Mapping[str, Any]) -> dict[str, Any]:
    kind, details = rule_to_row(closing_rule_of(values["kind"], values["when"]))
    return {"branch": values["branch"], "kind": kind, "valid_from": values["valid_from"], "details": details}


def _closing_from_row(row: dict[str, Any]) -> dict[str, Any]:
    """Write what a rule says; an invalid rule as it is, so that its line can be corrected or removed."""
    try:
        when = closing_text(rule_from_row(row["kind"], row["details"]))
    except ValueError:
        when = json.dumps(row["details"])[:_WHEN_LONGEST]
    return {**row, "when": when}


def _clean_day(values: dict[str, Any]) -> dict[str, Any]:
    if values["open"] and values["special"]:
        raise UnfitError(Cause.NOT_TOGETHER, column="open special")
    return values


def _clean_rule(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "value": rule_text(rule_value(values["name"], values["value"]))}


def _meaning(values: Mapping[str, Any]) -> str:
    return MEANINGS[values["name"]].japanese


def _rule_to_row(values: Mapping[str, Any]) -> dict[str, Any]:
    return {**values, "value": rule_value(values["name"], values["value"])}


def _rule_from_row(row: dict[str, Any]) -> dict[str, Any] | None:
    if row["name"] not in rule_names():
        return None
    return {**row, "value": rule_text(row["value"])}


def _wording_from_row(row: dict[str, Any]) -> dict[str, Any] | None:
    return row if row["name"] in TEXTS else None


_BRANCH_CODE = replace(_cell(branch, "code"), name="branch", target="branch")
_NAME = _column("name", TextFormat(None))  # one that there is: `clean` says so

BRANCH = MasterFormat(
    table=branch,
    columns=(
        _cell(branch, "code"),
        _cell(branch, "name"),
        _cell(branch, "short_name"),
        _cell(branch, "kind"),
        _cell(branch, "position"),
    ),
    key=("code",),
    order=("position",),
)
MOBILE_STOP = MasterFormat(
    table=mobile_stop,
    columns=(
        _cell(mobile_stop, "code"),
        _BRANCH_CODE,
        _cell(mobile_stop, "name"),
        _cell(mobile_stop, "position"),
        _cell(mobile_stop, "active"),
    ),
    key=("code",),
    order=("branch", "position"),
)
RULES = MasterFormat(
    table=circulation_rule,
    columns=(
        _NAME,
        _cell(circulation_rule, "valid_from"),
        _column("value", TextFormat(None), required=False, blank=""),
    ),
    key=("name", "valid_from"),
    clean=_clean_rule,
    to_row=_rule_to_row,
    from_row=_rule_from_row,
    told=("meaning", _meaning),
)
WORDING = MasterFormat(
    table=wording,
    columns=(
        _NAME,
        _cell(wording, "valid_from"),
        _column("text", TextFormat(None, CONTROLS_BUT_LINES)),
    ),
    key=("name", "valid_from"),
    clean=clean_wording,
    faults=wording_faults,
    between=crowding,
    from_row=_wording_from_row,
)
MASTERS = (
    BRANCH,
    MOBILE_STOP,
    MasterFormat(
        table=closing_rule,
        columns=(
            _BRANCH_CODE,
            _cell(closing_rule, "kind"),
            _cell(closing_rule, "valid_from"),
            _column("when", TextFormat(_WHEN_LONGEST), required=False, blank=""),
        ),
        key=("branch", "kind", "valid_from", "when"),
        clean=_clean_closing,
        to_row=_closing_to_row,
        from_row=_closing_from_row,
    ),
    MasterFormat(
        table=closed_day,
        columns=(
            _BRANCH_CODE,
            _cell(closed_day, "day"),
            _cell(closed_day, "open"),
            _cell(closed_day, "special"),
            _cell(closed_day, "note", blank=""),
        ),
        key=("branch", "day"),
        clean=_clean_day,
    ),
    MasterFormat(
        table=public_holiday,
        columns=(_cell(public_holiday, "day"), _cell(public_holiday, "name")),
        key=("day",),
    ),
    MasterFormat(
        table=material_type,
        columns=(
            _cell(material_type, "code"),
            _cell(material_type, "name"),
            _cell(material_type, "loan_class"),
            _cell(material_type, "position"),
        ),
        key=("code",),
        order=("position",),
    ),
    MasterFormat(
        table=code_label,
        columns=(
            _cell(code_label, "kind"),
            _cell(code_label, "code"),
            _cell(code_label, "label"),
            _cell(code_label, "position"),
            _cell(code_label, "ends"),
        ),
        key=("kind", "code"),
        order=("kind", "position"),
    ),
    RULES,
    WORDING,
)
"""In this order each comes after those it refers to."""

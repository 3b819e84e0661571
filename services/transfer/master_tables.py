"""The library's own masters as files that a spreadsheet can edit: how each table stands in its file.

Rows are compared as they stand in the files, with codes instead of ids. Tables that nothing refers to are whole in
their file: a row that is gone from it is removed. Branches, stops, material types and codes stay, since loans and
holds name them; a stop is ended by `active`.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import JSON, Boolean, Date, String, Table, Text
from sqlalchemy.types import TypeEngine

from services.database.json import JsonRow
from services.database.tables import (
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
from services.masters.master_cells import MasterRow, UnreadableCellError
from services.masters.master_statements import REMOVABLE
from services.rules.circulation.calendar import FIRST_DAY, KINDS, LAST_DAY
from services.rules.circulation.closing_rows import rule_from_row, rule_to_row
from services.rules.vocabulary import BranchKind, LoanClass
from services.rules.wording import TEXTS
from services.transfer.cell_types import Day, Flag, Kind, Label, Member, Number, Words
from services.transfer.closing_texts import closing_rule_of, closing_text
from services.transfer.faults import Cause, UnfitError
from services.transfer.file_layout import Column
from services.transfer.rule_texts import rule_names, rule_text, rule_value
from services.transfer.wording_texts import clean_wording, crowding, wording_faults

type Record = tuple[Any, ...]
"""One row as it stands in a file: values in the order of the sheet's columns."""

_LABEL_KINDS = Label(
    frozenset({"cancel_reason", "request_status", "reference_status", "suspension_note", "override_reason"})
)
_DAY = Day(FIRST_DAY, LAST_DAY)
_POSITION = Number(0, 100_000)
_CODE = Words(16)
_WHEN_LONGEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class MasterSheet:
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
    """

    table: Table
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    order: tuple[str, ...] = ()
    clean: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    faults: Callable[[Mapping[str, Any]], Iterable[UnfitError]] | None = None
    between: Callable[[Sequence[tuple[int, Mapping[str, Any]]]], Iterable[tuple[int, UnfitError]]] | None = (
        None
    )
    to_row: Callable[[Mapping[str, Any]], dict[str, Any]] | None = None
    from_row: Callable[[dict[str, Any]], dict[str, Any] | None] | None = None

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


def records_of(sheet: MasterSheet, masters: JsonRow) -> dict[Record, int | None]:
    """Give a master's rows as they would stand in its file, in the library's order, with their ids if any.

    A row that can't be read is left out, and alone: `doctor` names it.

    Args:
        sheet: the file's.
        masters: all of them, as `services.masters.masters_store.read_masters` reads them.
    """
    codes = {row["id"]: row["code"] for row in masters.json(branch.name)}
    with_branch = "branch_id" in sheet.table.c
    records: dict[Record, int | None] = {}
    for row in masters.json(sheet.name):
        try:
            values: dict[str, Any] | None = _values(MasterRow(sheet.table, row))
        except UnreadableCellError:
            continue
        if values is not None and with_branch:
            values["branch"] = codes[row["branch_id"]]
        if sheet.from_row is not None and values is not None:
            values = sheet.from_row(values)
        if values is not None:
            records[tuple(values[name] for name in sheet.names)] = values.get("id")
    places = [sheet.names.index(name) for name in (*sheet.order, *sheet.key)]
    ordered = sorted(records, key=lambda record: [record[place] for place in places])
    return {record: records[record] for record in ordered}


def _values(row: MasterRow) -> dict[str, Any]:
    """Read a row's columns by their types; codes of closed vocabularies as texts."""
    read: dict[type[TypeEngine[Any]], Callable[[str], Any]] = {
        JSON: partial(_json, row),
        Boolean: row.flag,
        Date: row.day,
        Text: lambda name: row.words(name, lines=True),
        String: row.words,
    }
    return {
        column.name: next((it for kind, it in read.items() if isinstance(column.type, kind)), row.number)(
            column.name
        )
        for column in row.table.c
    }


def _json(row: MasterRow, name: str) -> Any:
    """Read JSON; what can't be read differs from whatever a file says, so that a file can mend it."""
    try:
        return row.json(name)
    except UnreadableCellError:
        return "?"


def _column(name: str, kind: Kind, *, required: bool = True, blank: Any = None) -> Column:
    return Column(name=name, target=name, kind=kind, required=required, blank=blank)


def _clean_closing(values: dict[str, Any]) -> dict[str, Any]:
    rule = closing_rule_of(values["kind"], values["when"])
    return {**values, "when": closing_text(rule)}


def _closing_to_row(values: Mapping[str, Any]) -> dict[str, Any]:
    kind, details = rule_to_row(closing_rule_of(values["kind"], values["when"]))
    return {"branch": values["branch"], "kind": kind, "valid_from": values["valid_from"], "details": details}


def _closing_from_row(row: dict[str, Any]) -> dict[str, Any]:
    """Write what a rule says; what is no rule as it is, so that its line can be mended or taken out of the file."""
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


def _rule_to_row(values: Mapping[str, Any]) -> dict[str, Any]:
    return {**values, "value": rule_value(values["name"], values["value"])}


def _rule_from_row(row: dict[str, Any]) -> dict[str, Any] | None:
    if row["name"] not in rule_names():
        return None
    return {**row, "value": rule_text(row["value"])}


def _wording_from_row(row: dict[str, Any]) -> dict[str, Any] | None:
    return row if row["name"] in TEXTS else None


BRANCH = MasterSheet(
    table=branch,
    columns=(
        _column("code", _CODE),
        _column("name", Words(64)),
        _column("short_name", Words(32)),
        _column("kind", Member(BranchKind)),
        _column("position", _POSITION),
    ),
    key=("code",),
    order=("position",),
)
MOBILE_STOP = MasterSheet(
    table=mobile_stop,
    columns=(
        _column("code", _CODE),
        _column("branch", _CODE),
        _column("name", Words(64)),
        _column("position", _POSITION),
        _column("active", Flag()),
    ),
    key=("code",),
    order=("branch", "position"),
)
WORDING = MasterSheet(
    table=wording,
    columns=(
        _column("name", Words(64)),
        _column("valid_from", Day()),
        _column("text", Words(None, lines=True)),
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
    MasterSheet(
        table=closing_rule,
        columns=(
            _column("branch", _CODE),
            _column("kind", Label(frozenset(KINDS))),
            _column("valid_from", Day()),
            _column("when", Words(_WHEN_LONGEST), required=False, blank=""),
        ),
        key=("branch", "kind", "valid_from", "when"),
        clean=_clean_closing,
        to_row=_closing_to_row,
        from_row=_closing_from_row,
    ),
    MasterSheet(
        table=closed_day,
        columns=(
            _column("branch", _CODE),
            _column("day", _DAY),
            _column("open", Flag()),
            _column("special", Flag()),
            _column("note", Words(64), required=False, blank=""),
        ),
        key=("branch", "day"),
        clean=_clean_day,
    ),
    MasterSheet(
        table=public_holiday,
        columns=(_column("day", _DAY), _column("name", Words(64))),
        key=("day",),
    ),
    MasterSheet(
        table=material_type,
        columns=(
            _column("code", _CODE),
            _column("name", Words(32)),
            _column("loan_class", Member(LoanClass)),
            _column("position", _POSITION),
        ),
        key=("code",),
        order=("position",),
    ),
    MasterSheet(
        table=code_label,
        columns=(
            _column("kind", _LABEL_KINDS),
            _column("code", Words(32)),
            _column("label", Words(64)),
            _column("position", _POSITION),
            _column("ends", Flag()),
        ),
        key=("kind", "code"),
        order=("kind", "position"),
    ),
    MasterSheet(
        table=circulation_rule,
        columns=(
            _column("name", Words(64)),
            _column("valid_from", Day()),
            _column("value", Words(None), required=False, blank=""),
        ),
        key=("name", "valid_from"),
        clean=_clean_rule,
        to_row=_rule_to_row,
        from_row=_rule_from_row,
    ),
    WORDING,
)
"""In this order each comes after those it refers to."""

"""Compiles the one table of bounds (`services.rules.table_of_bounds`) for PostgreSQL.

A change is a jsonb object `it`, each cell a field of it; JSON stands there as the text that it is kept as. A cast that
raises refuses the change, so no cast is tested first.
"""

import sys
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Date,
    Integer,
    Numeric,
    String,
    Table,
    and_,
    case,
    cast,
    exists,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
)

from services.acts.register import RegisteredAct
from services.own_schema.database.tables import code_label, metadata
from services.own_schema.database.tables.types import Instant
from services.own_schema.masters.master_statements import WRITTEN, Change, kind
from services.own_schema.schema.postgresql.compiled import compiled
from services.rules import bounds
from services.rules.bounds import Bound, Fields, Maybe
from services.rules.characters import NO_TEXT, ODD, SPACES
from services.rules.table_of_bounds import CELLS, DETAILS, LONGEST_JSON, MASTER_CELLS, WANTED, ByCell
from services.rules.wording import MARKUP, TextShape

type _Asked = ColumnElement[bool]
type _Text = ColumnElement[str]
type _Json = ColumnElement[Any]

_WHOLE: Final = "^(0|-?[1-9][0-9]{0,18})$"
_DAY: Final = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_PAIR: Final = r"^\s*\[\s*[0-9]{1,2}\s*,\s*[0-9]{1,2}\s*\]\s*$"
_LEAP_YEAR: Final = 2000
_LINE: Final = literal_column(r"E'\n'", String())


def bounds_of_changes() -> str:
    """Give the branches of a CASE on a change's kind, which ask whether its cells are within their bounds."""
    branches = []
    for table in WRITTEN:
        asked = and_(
            *(_of_row(table.c[name], bound) for name, bound in MASTER_CELLS[table.name].items()),
        )
        kinds = ", ".join(f"'{kind(table, it)}'" for it in (Change.INSERTED, Change.CHANGED))
        branches.append(f"WHEN {kinds} THEN\nfits := {compiled(asked)};")
    return "\n".join(branches)


def fits(value: str, bound: Bound, type_: Any = None) -> str:
    """Ask of an SQL expression whether it is within a bound; null where it is null, which a change's column may be.

    Args:
        value: it.
        bound: what it may be.
        type_: its type: JSON, or whatever a column has; a text where none is said.
    """
    given = literal_column(value, type_ or String())
    if isinstance(given.type, JSON):
        return compiled(_of_json(given, bound))
    return compiled(_of_text(given, bound) if isinstance(given.type, String) else _of_typed(given, bound))


def details_fit(entry: RegisteredAct[Any, Any]) -> str:
    """Ask whether the details `said` of an act are within their bounds, by its verb where it has several."""
    asked = {verb: fits("said", _details(verb, entry.details), JSON()) for verb in entry.verbs}
    if len(set(asked.values())) == 1:
        return asked[entry.verbs[0]]
    branches = "\n".join(f"WHEN '{verb}' THEN {it}" for verb, it in asked.items())
    return f"CASE made ->> 'verb' {branches} END"


def wanted_fits() -> str:
    """Give the same for what a supervisor is asked to approve."""
    return "\n".join(
        f"WHEN '{verb}' THEN RETURN {fits('wanted::json', fields, JSON())};"
        for verb, fields in WANTED.items()
    )


def kept_days() -> str:
    """Write triggers that hold the rows of tables without functions to the bounds of days, moments and numbers."""
    return "\n".join(filter(None, (_triggers(metadata.tables[name], cells) for name, cells in CELLS.items())))


def _triggers(table: Table, cells: Mapping[str, Bound]) -> str:
    """Hold what is written anew; a row that the owner brought in may stay as it is."""
    fit = {
        name: f"NEW.{name} IS NULL OR {fits(f'NEW.{name}', bound, table.c[name].type)}"
        for name, bound in cells.items()
        if isinstance(bound, bounds.Day | bounds.Moment | bounds.Whole)
    }
    same = {name: f"NEW.{name} IS NOT DISTINCT FROM OLD.{name} OR {asked}" for name, asked in fit.items()}
    return "\n".join(
        f"CREATE OR REPLACE TRIGGER {name} BEFORE {event} ON {table.name} FOR EACH ROW\n"
        f"    WHEN (NOT (({') AND ('.join(asked.values())})) AND madoguchi_is_kept())\n"
        "    EXECUTE FUNCTION madoguchi_keep_bounds();"
        for name, event, asked in (
            ("keep_bounds", "INSERT", fit),
            ("keep_bounds_changed", f"UPDATE OF {', '.join(same)}", same),
        )
        if asked
    )


def _details(verb: str, names: tuple[str, ...]) -> Fields:
    own = {name: f"{verb}.{name}" for name in names}
    known = {name: DETAILS[it if it in DETAILS else name] for name, it in own.items()}
    return Fields({}, {name: Maybe(bound) for name, bound in known.items()}, closed=True)


def unseen() -> str:
    """Write what `services.rules.characters.is_seen` refuses, as a class of a regular expression."""
    ranges: list[tuple[int, int]] = []
    for code in _unseen():
        first, last = ranges[-1] if ranges else (-1, -1)
        if last == code - 1:
            ranges[-1] = (first, code)
        else:
            ranges.append((code, code))
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


def _unseen() -> Iterator[int]:
    """Give those that a text of PostgreSQL can have: no zero byte, and no half characters."""
    for code in range(1, sys.maxunicode + 1):
        category = unicodedata.category(chr(code))
        if (category in NO_TEXT and category != "Cs") or code == ord("\ufffd"):
            yield code


def _of_row(cell: Column[Any], bound: Bound | ByCell) -> _Asked:
    if not isinstance(bound, ByCell):
        return _of_cell(cell, bound)
    other = _given(bound.cell)
    alike: list[tuple[Bound, list[str]]] = []
    for name, one in bound.bounds.items():
        names = next((names for known, names in alike if known == one), None)
        if names is None:
            alike.append((one, [name]))
        else:
            names.append(name)
    return case(*((other.in_(names), _of_cell(cell, one)) for one, names in alike), else_=false())


def _of_cell(cell: Column[Any], bound: Bound) -> _Asked:
    text = _given(cell.name)
    if not isinstance(cell.type, JSON):
        return _of_text(text, bound)
    short = func.coalesce(func.length(text), 0) <= LONGEST_JSON
    return and_(short, _of_json(literal_column(f"(it ->> '{cell.name}')::json", JSON()), bound))


def _given(name: str) -> _Text:
    return literal_column(f"(it ->> '{name}')", String())


def _matches(text: _Text, pattern: str) -> _Asked:
    """Ask for a pattern; written here, since SQLAlchemy would double its backslashes."""
    quoted = pattern.replace("'", "''")
    found: _Asked = text.op("~", is_comparison=True)(literal_column(f"'{quoted}'", String()))
    return found


def _of_text(text: _Text, bound: Bound) -> _Asked:  # noqa: PLR0911 - a return for each kind of bound
    match bound:
        case bounds.Whole(least=least, most=most):
            return and_(_matches(text, _WHOLE), cast(text, Numeric).between(least, most))
        case bounds.Truth():
            return text.in_(("true", "false"))
        case bounds.Code(codes=codes):
            return text.in_(codes)
        case bounds.Day(first=first, last=last):
            return and_(_matches(text, _DAY), cast(text, Date).between(first, last))
        case bounds.Text():
            return _words(text, bound)
        case bounds.Moment():
            return _of_typed(cast(text, Instant()), bound)
        case bounds.Label(kind=of_kind, own=own):
            known = exists().where(code_label.c.kind == of_kind, code_label.c.code == text)
            return or_(text.in_(own), known) if own else known
        case bounds.Judged(function=function):
            judged: _Asked = getattr(func, function)(text)
            return judged
        case TextShape():
            return _wording(text, bound)
    raise TypeError(bound)


def _of_typed(value: ColumnElement[Any], bound: Bound) -> _Asked:
    match bound:
        case bounds.Day(first=first, last=last) | bounds.Moment(first=first, last=last):
            return value.between(literal_column(f"'{first}'"), literal_column(f"'{last}'"))
        case bounds.Whole(least=least, most=most):
            return value.between(least, most)
    raise TypeError(bound)


def _words(text: _Text, bound: bounds.Text) -> _Asked:
    asked = [func.length(text) <= bound.longest]
    if bound.odd == ODD:
        asked.append(func.madoguchi_is_line(text))
    elif bound.odd:
        asked.append(~_matches(text, f"[{bound.odd}]"))
    if bound.seen:
        asked.append(func.madoguchi_is_seen(text))
    if not bound.blank:
        asked.append(~func.madoguchi_is_blank(text))
    if bound.pattern is not None:
        asked.append(_matches(text, f"^(?:{bound.pattern})$"))
    return and_(*asked)


def _wording(text: _Text, shape: TextShape) -> _Asked:
    in_one_line = func.replace(text, _LINE, "") if shape.lines else text
    places = f"\\{{({'|'.join(sorted(shape.places))})\\}}"
    bare = (
        func.regexp_replace(text, literal_column(f"'{places}'", String()), "", "g") if shape.places else text
    )
    return and_(
        func.length(text) <= shape.longest,
        func.madoguchi_is_seen(in_one_line),
        _matches(text, f"[^{SPACES}]"),
        ~_matches(text, MARKUP),
        ~_matches(bare, "[{}]"),
        *(func.strpos(text, f"{{{it}}}") > 0 for it in sorted(shape.must)),
    )


def _of_json(json: _Json, bound: Bound, told: _Text | None = None) -> _Asked:
    """Ask of a JSON value; `told` is its text, where that is written shorter: null for JSON's null, and for none."""
    said = json.op("#>>")(literal_column("'{}'")) if told is None else told
    asked: _Asked
    match bound:
        case bounds.Maybe(of=of):
            return or_(said.is_(None), _of_json(json, of, told))
        case bounds.Truth():
            kind_of_json, asked = "boolean", true()
        case bounds.Whole():
            kind_of_json, asked = "number", _of_text(said, bound)
        case bounds.Code() | bounds.Text() | bounds.Label() | bounds.Judged() | bounds.Day():
            kind_of_json, asked = "string", _of_text(said, bound)
        case bounds.Several(of=of, least=least):
            kind_of_json, asked = "array", and_(func.json_array_length(json) >= least, _each(json, of))
        case bounds.MonthDay():
            kind_of_json, asked = "array", _month_day(json)
        case bounds.Fields():
            kind_of_json, asked = "object", _fields(json, bound)
        case _:
            raise TypeError(bound)
    return and_(func.json_typeof(json) == kind_of_json, asked)


def _each(json: _Json, of: Bound) -> _Asked:
    each: _Json = func.json_array_elements(json, type_=JSON()).column_valued("each")
    return ~select(each).where(~func.coalesce(_of_json(each, of), false())).exists()


def _month_day(json: _Json) -> _Asked:
    month, day = (json.op("->>")(literal_column(str(place))) for place in (0, 1))
    found = func.make_date(_LEAP_YEAR, cast(month, Integer), cast(day, Integer))
    return and_(_matches(cast(json, String), _PAIR), found.is_not(None))


def _fields(json: _Json, bound: bounds.Fields) -> _Asked:
    wanted = [
        and_(_field(json, name).is_not(None), _of_field(json, name, of)) for name, of in bound.wanted.items()
    ]
    maybe = [
        asked if isinstance(of, Maybe) else or_(_field(json, name).is_(None), asked)
        for name, of in bound.maybe.items()
        for asked in (_of_field(json, name, of),)
    ]
    asked: _Asked = and_(true(), *wanted, *maybe)
    if bound.closed:
        name: _Text = func.json_object_keys(json, type_=String()).column_valued("name")
        other = select(name).where(name.not_in((*bound.wanted, *bound.maybe)))
        asked = and_(asked, ~other.exists())
    if bound.unless is None:
        return asked
    flag = func.coalesce(cast(_field(json, bound.unless), String), "false")
    return case((flag == "true", true()), else_=and_(flag == "false", asked))


def _of_field(json: _Json, name: str, of: Bound) -> _Asked:
    return _of_json(_field(json, name), of, json.op("->>", return_type=String())(literal_column(f"'{name}'")))


def _field(json: _Json, name: str) -> _Json:
    return json.op("->", return_type=JSON())(literal_column(f"'{name}'"))

"""Compiles the bounds of masters' cells for PostgreSQL, from the table that the reader and the files are held to.

A change is a jsonb object `it`, each cell a field of it; JSON stands there as the text that it is kept as. What raises
is refused by that, so no cast is asked first whether it can be done.
"""

import sys
import unicodedata
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ColumnElement,
    Date,
    Integer,
    String,
    and_,
    case,
    cast,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
)

from services.masters.master_statements import WRITTEN, Change, kind
from services.rules import bounds
from services.rules.bounds import Bound
from services.rules.characters import NO_TEXT, ODD, SPACES
from services.rules.master_bounds import CELLS, LONGEST_JSON, ByCell
from services.rules.wording import MARKUP, TextShape
from services.schema.postgresql.compiled import compiled

type _Asked = ColumnElement[bool]
type _Text = ColumnElement[str]
type _Json = ColumnElement[Any]

_WHOLE: Final = "^(0|-?[1-9][0-9]{0,8})$"
_DAY: Final = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_PAIR: Final = r"^\s*\[\s*[0-9]{1,2}\s*,\s*[0-9]{1,2}\s*\]\s*$"
_LEAP_YEAR: Final = 2000
_LINE: Final = literal_column(r"E'\n'", String())


def bounds_of_changes() -> str:
    """Give the branches of a CASE on a change's kind, which ask whether its cells are within their bounds."""
    branches = []
    for table in WRITTEN:
        asked = and_(
            *(_of_row(table.c[name], bound) for name, bound in CELLS[table.name].items()),
        )
        kinds = ", ".join(f"'{kind(table, it)}'" for it in (Change.INSERTED, Change.CHANGED))
        branches.append(f"WHEN {kinds} THEN\nfits := {compiled(asked)};")
    return "\n".join(branches)


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


def _of_text(text: _Text, bound: Bound) -> _Asked:
    match bound:
        case bounds.Whole(least=least, most=most):
            return and_(_matches(text, _WHOLE), cast(text, BigInteger).between(least, most))
        case bounds.Truth():
            return text.in_(("true", "false"))
        case bounds.Code(codes=codes):
            return text.in_(codes)
        case bounds.Day(first=first, last=last):
            return and_(_matches(text, _DAY), cast(text, Date).between(first, last))
        case bounds.Text():
            return _words(text, bound)
        case TextShape():
            return _wording(text, bound)
    raise TypeError(bound)


def _words(text: _Text, bound: bounds.Text) -> _Asked:
    asked = [func.length(text) <= bound.longest]
    asked.append(func.madoguchi_is_seen(text) if bound.seen else ~_matches(text, f"[{ODD}]"))
    if not bound.blank:
        asked.append(_matches(text, f"[^{SPACES}]"))
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


def _of_json(json: _Json, bound: Bound) -> _Asked:
    said = json.op("#>>")(literal_column("'{}'"))
    asked: _Asked
    match bound:
        case bounds.Maybe(of=of):
            return or_(json.is_(None), func.json_typeof(json) == "null", _of_json(json, of))
        case bounds.Truth():
            kind_of_json, asked = "boolean", true()
        case bounds.Whole():
            kind_of_json, asked = "number", _of_text(said, bound)
        case bounds.Code() | bounds.Text():
            kind_of_json, asked = "string", _of_text(said, bound)
        case bounds.Several(of=of):
            kind_of_json, asked = "array", _several(json, of)
        case bounds.MonthDay():
            kind_of_json, asked = "array", _month_day(json)
        case bounds.Fields():
            kind_of_json, asked = "object", _fields(json, bound)
        case _:
            raise TypeError(bound)
    return and_(func.json_typeof(json) == kind_of_json, asked)


def _several(json: _Json, of: Bound) -> _Asked:
    each: _Json = func.json_array_elements(json, type_=JSON()).column_valued("each")
    unfit = select(each).where(~func.coalesce(_of_json(each, of), false()))
    return and_(func.json_array_length(json) > 0, ~unfit.exists())


def _month_day(json: _Json) -> _Asked:
    month, day = (json.op("->>")(literal_column(str(place))) for place in (0, 1))
    found = func.make_date(_LEAP_YEAR, cast(month, Integer), cast(day, Integer))
    return and_(_matches(cast(json, String), _PAIR), found.is_not(None))


def _fields(json: _Json, bound: bounds.Fields) -> _Asked:
    wanted = [_of_json(_field(json, name), of) for name, of in bound.wanted.items()]
    maybe = [
        or_(_field(json, name).is_(None), _of_json(_field(json, name), of))
        for name, of in bound.maybe.items()
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


def _field(json: _Json, name: str) -> _Json:
    return json.op("->", return_type=JSON())(literal_column(f"'{name}'"))

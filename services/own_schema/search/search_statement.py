"""A search's statement: the first patrons of whom everything typed is true, as one JSON array.

First come those whose surname begins with what is typed (the first part before the second), then those that have it
anywhere in the names, each by kana. Names go through `patron_gram`: the first and the last two or three characters of a
typed part are looked up there, where the patrons of each such piece stand in the order of their names, so that the
first twenty are found without finding all of a hundred thousand. Of several pieces the rarest one's patrons are gone
through, and checked for the others; the whole part is compared with the patron's own key. A beginning is a piece as any
other (`services.rules.people.search_keys.BEGINNING`); it is looked for only where there are more than are shown. Birth
dates and numbers have indexes of their own, and few patrons each.

A statement is built once for searches of one shape, and binds what was typed. PostgreSQL finds the same by functions
(`services/own_schema/schema/postgresql/desk/searches.sql`), because there a search is on record before it is answered.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    BindParameter,
    ColumnElement,
    CompoundSelect,
    FromClause,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    null,
    or_,
    select,
    union,
    union_all,
)

from services.own_schema.database.json import json_array_of, json_object
from services.own_schema.database.tables import branch, card, patron, patron_gram
from services.own_schema.database.tables.types import server_now
from services.own_schema.lookup.look_up_statement import IN_USE
from services.rules.people.search import MOST_SHOWN, Query, beginnings
from services.rules.people.search_keys import GRAMS, ends, kana_span

SIZE_THAT_IS_ENOUGH = 20_000
"""Patrons of a piece, beyond which it doesn't matter how many there are."""
SIZE_THAT_IS_FEW = 2_000
"""Patrons of a name's beginning, below which they are gone through."""

_COLUMNS = ("id", "name", "kana", "alias", "birth_date", "branch_id", "kana_order")
_FACTS = ("birth_date", "phone_digits", "phone_end")


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape of a statement, independent of the typed values.

    Attributes:
        facts: the patron's columns that are compared.
        terms: how many parts of names there are.
        ways: for each way in which all of them can be read, how many pieces are looked up.
        short: for each way, which of the parts are so short that one piece is all of a beginning.
    """

    facts: tuple[str, ...]
    terms: int
    ways: tuple[int, ...]
    short: tuple[tuple[bool, ...], ...]


def shaped(query: Query) -> tuple[Shape, dict[str, Any]]:
    """Give the shape of a search's statement, and what it binds."""
    facts = {
        name: value
        for name, value in zip(_FACTS, (query.birth_date, query.phone, query.phone_end), strict=True)
        if value is not None
    }
    values: dict[str, Any] = dict(facts)
    ways, short = [], []
    for way, parts in enumerate(ways_of(query.terms)):
        pieces = list(dict.fromkeys(piece for part, _ in parts for piece in ends(part)))
        ways.append(len(pieces))
        short.append(tuple(len(begun) <= GRAMS[-1] for _, begun in parts))
        values |= {_name("piece", way, place): piece for place, piece in enumerate(pieces)}
        for term, (part, begun) in enumerate(parts):
            values |= {_name("part", way, term): part, _name("begun", way, term): begun}
            values[_name("mark", way, term)] = begun[: GRAMS[-1]]
            values[_name("least", way, term)], values[_name("most", way, term)] = kana_span(begun)
    return Shape(tuple(facts), len(query.terms), tuple(ways), tuple(short)), values


def ways_of(terms: tuple[tuple[str, ...], ...]) -> list[tuple[tuple[str, str], ...]]:
    """Give the ways in which all terms together can be read: a search isn't typed partly as kana and partly as letters.

    Each part comes with the text with which it stands where a name begins.
    """
    read = [tuple(zip(term, beginnings(term), strict=True)) for term in terms]
    most = max(map(len, read), default=0)
    ways = (tuple(term[min(place, len(term) - 1)] for term in read) for place in range(most))
    return list(dict.fromkeys(ways))


def search(shape: Shape) -> Select[Any]:
    """Build the statement: one row of an array and the time.

    If there are more patrons than are shown, the array has at least one more than that; the first of them are told
    (`services.own_schema.search.search.named`). Each one's `place` is that of
    the typed part with which the surname begins; those of none have the last.
    """
    found = (_by_facts(shape) if shape.facts else _by_names(shape)).subquery("found")
    hits = hits_of(found, _place(shape), patron.c.address).correlate(None)
    return select(json_array_of(hits).label("hits"), server_now().label("now"))


def hits_of(found: FromClause, place: ColumnElement[int], town: ColumnElement[str]) -> Select[Any]:
    """Build what is told of whom a search found: one JSON object each.

    Args:
        found: has their `id`.
        place: of the typed part with which the surname begins, for a row of `patron`.
        town: what is told of its address.
    """
    columns = {name: patron.c[name] for name in _COLUMNS}
    return select(json_object(columns, town=town, branch=branch.c.name, place=place)).select_from(
        found.join(patron, patron.c.id == found.c.id).join(branch, branch.c.id == patron.c.branch_id)
    )


def _by_facts(shape: Shape) -> Select[Any]:
    """Begin with the patrons of a birth date or a telephone number."""
    known = (patron.c[name] == bindparam(name, type_=patron.c[name].type) for name in shape.facts)
    named = (_is_named(*(_name("part", way, term) for way in _each(shape))) for term in range(shape.terms))
    wanted = select(patron.c.id).where(*known, *named, _has_card())
    begun = [_place(shape)] if shape.terms else []
    return _first(wanted, *begun, patron.c.kana_order, patron.c.id)


def _by_names(shape: Shape) -> CompoundSelect[Any]:
    """Find the first by kana, and where there are more, the first whose surname begins with each of the parts.

    A part's are looked for only if they may not be among the first already.
    """
    rarest = [_rarest(way, pieces) for way, pieces in enumerate(shape.ways)]
    anybody = _either([_by_reading(shape, way, rarest[way]) for way in _each(shape)]).cte("anybody")
    begun = []
    for term in range(shape.terms):
        found = select(func.count()).select_from(anybody)
        are_more = found.scalar_subquery() > MOST_SHOWN
        are_not_there = found.where(anybody.c.place <= _number(term)).scalar_subquery() <= MOST_SHOWN
        wanted = and_(are_more, are_not_there)
        ways = [_by_beginning(shape, way, rarest[way], term, wanted) for way in _each(shape)]
        begun.append(_either(ways).subquery())
    return union(select(anybody.c.id), *(select(each.c.id) for each in begun))


def _either(ways: list[Select[Any]]) -> Select[Any]:
    """Find the first of the patrons found in any of the ways."""
    if len(ways) == 1:
        return ways[0]
    either = union(*(select(one.subquery()) for one in ways)).subquery()
    return _first(select(either), either.c.kana_order, either.c.id)


def _by_reading(shape: Shape, way: int, rarest: ColumnElement[str]) -> Select[Any]:
    """Begin with the piece that the fewest patrons have, and read only patrons that have all pieces."""
    begin = patron_gram.alias("begin")
    parts = [_name("part", way, term) for term in range(shape.terms)]
    return _through(shape, begin, rarest, *_other_pieces(begin, shape, way), *map(_is_named, parts))


def _by_beginning(
    shape: Shape, way: int, rarest: ColumnElement[str], term: int, only_if: ColumnElement[bool]
) -> Select[Any]:
    """Find those whose name begins with a part: through its first two characters, unless too many begin with them.

    Where they aren't wanted there is no piece to go through: SQLite would ask a condition again for every row.
    """
    begin = patron_gram.alias("begin")
    mark = _text(_name("mark", way, term))
    through = case((only_if, mark))
    if not shape.short[way][term]:
        through = case(
            (~only_if, null()),
            (_size(mark, SIZE_THAT_IS_FEW) < _number(SIZE_THAT_IS_FEW), mark),
            else_=rarest,
        )
    parts = [_name("begun", way, it) if it == term else _name("part", way, it) for it in range(shape.terms)]
    pieces = (_has_piece(begin, mark), *_other_pieces(begin, shape, way, even_one=True))
    least, most = (bindparam(_name(end, way, term), type_=BigInteger()) for end in ("least", "most"))
    return _through(
        shape, begin, through, begin.c.kana_order.between(least, most), *pieces, *map(_is_named, parts)
    )


def _through(shape: Shape, begin: Any, piece: ColumnElement[str], *where: ColumnElement[bool]) -> Select[Any]:
    """Go through the patrons of a piece, in the order of their names."""
    wanted = (
        select(begin.c.patron_id.label("id"), begin.c.kana_order, _place(shape).label("place"))
        .join(patron, patron.c.id == begin.c.patron_id)
        .where(begin.c.gram == piece, *where, _has_card())
    )
    return _first(wanted, begin.c.kana_order, begin.c.patron_id)


def _rarest(way: int, pieces: int) -> ColumnElement[str]:
    """Ask which of a way's pieces the fewest patrons have; beyond so many it doesn't matter."""
    names = [_text(_name("piece", way, place)) for place in range(pieces)]
    if len(names) == 1:
        return names[0]
    counted = union_all(
        *(select(name.label("piece"), _size(name, SIZE_THAT_IS_ENOUGH).label("size")) for name in names)
    ).subquery()
    rarest: CTE = select(counted.c.piece).order_by(counted.c.size).limit(1).cte(f"rarest_{way}")
    return select(rarest.c.piece).scalar_subquery()


def _size(piece: ColumnElement[str], enough: int) -> ColumnElement[int]:
    some = select(literal_column("1")).where(patron_gram.c.gram == piece).limit(enough).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


def _other_pieces(begin: Any, shape: Shape, way: int, *, even_one: bool = False) -> list[ColumnElement[bool]]:
    """Ask for all pieces of a way, unless the only one is gone through."""
    pieces = shape.ways[way]
    if pieces == 1 and not even_one:
        return []
    return [_has_piece(begin, _text(_name("piece", way, place))) for place in range(pieces)]


def _has_piece(begin: Any, piece: ColumnElement[str]) -> ColumnElement[bool]:
    """Ask, without going to the patron, whether the key has this piece too."""
    there = patron_gram.alias()
    too = exists().where(
        there.c.gram == piece,
        there.c.kana_order == begin.c.kana_order,
        there.c.patron_id == begin.c.patron_id,
    )
    return or_(begin.c.gram == piece, too)


def _place(shape: Shape) -> ColumnElement[int]:
    """Tell which of the parts the surname begins with; without names typed, all have the same place."""
    if not shape.terms:
        return _number(0)
    begun = (_is_named(*(_name("begun", way, term) for way in _each(shape))) for term in range(shape.terms))
    places = ((begins, _number(place)) for place, begins in enumerate(begun))
    return case(*places, else_=_number(shape.terms))


def _is_named(*parts: str) -> ColumnElement[bool]:
    return or_(*(patron.c.search_key.contains(_text(part)) for part in parts))


def _has_card() -> ColumnElement[bool]:
    """Leave out patrons that couldn't be opened."""
    return exists().where(card.c.patron_id == patron.c.id, IN_USE)


def _first(wanted: Select[Any], *order: ColumnElement[Any]) -> Select[Any]:
    return wanted.order_by(*order).limit(MOST_SHOWN + 1)


def _each(shape: Shape) -> range:
    return range(len(shape.ways))


def _number(value: int) -> ColumnElement[int]:
    return literal_column(str(value), Integer)


def _text(name: str) -> BindParameter[str]:
    return bindparam(name, type_=String())


def _name(kind: str, way: int, place: int) -> str:
    """Name what is bound: of a way, for one of its pieces or parts."""
    return f"{kind}_{way}_{place}"

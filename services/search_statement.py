"""A search's statement: the first patrons of whom everything typed is true, as one JSON array.

First come those whose surname begins with what is typed (the first part before the second), then who has it anywhere
in the names, each by kana. Names go through `patron_gram`: the first and the last two or three characters of a typed
part are looked up there, where the patrons of each such piece stand in the order of their names, so that the first
twenty are found without finding all of a hundred thousand. Of several pieces the rarest is gone through, and the others
are asked of whom it leaves; the whole part is asked of the patron's own key. A beginning is a piece as any other
(`find_keys.BEGINNING`); it is looked for only where there are more than are shown. Birth dates and numbers have indexes
of their own, and few patrons each.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Insert,
    Integer,
    ScalarSelect,
    Select,
    bindparam,
    case,
    exists,
    func,
    insert,
    literal,
    literal_column,
    or_,
    select,
    union,
    union_all,
)

from services.database.json import json_array_of, json_object
from services.database.tables import access_log, branch, card, patron, patron_gram
from services.database.types import server_now
from services.look_up_statement import IN_USE
from services.rules.find_keys import ends
from services.rules.search import MOST_SHOWN, Query, beginnings

PURPOSE = "search"

type _Terms = tuple[tuple[str, ...], ...]

_ENOUGH = 20_000

_COLUMNS = ("id", "name", "kana", "alias", "romaji", "birth_date", "address", "branch_id", "kana_order")


def search(query: Query) -> Select[Any]:
    """Build the statement: one row of an array and the time.

    If there are more patrons than are shown, the array has at least one more than that. Each one's `place` is that of
    the typed part with which the surname begins; those of none have the last.
    """
    found = (_by_facts(query) if _has_facts(query) else _by_names(query.terms)).subquery("found")
    columns = {name: patron.c[name] for name in _COLUMNS}
    hits = (
        select(json_object(columns, branch=branch.c.name, place=_place(query.terms)))
        .select_from(
            found.join(patron, patron.c.id == found.c.id).join(branch, branch.c.id == patron.c.branch_id)
        )
        .correlate(None)
    )
    return select(json_array_of(hits).label("hits"), server_now().label("now"))


def search_record() -> Insert:
    """Build the record that there was a search; it binds `access_values`. Nothing of what was typed is in it."""
    source = select(
        server_now(),
        bindparam("by_staff", type_=access_log.c.staff_id.type),
        bindparam("at_branch", type_=access_log.c.branch_id.type),
        bindparam("at_workstation", type_=access_log.c.workstation.type),
        bindparam("on_channel", type_=access_log.c.channel.type),
        bindparam("for_purpose", type_=access_log.c.purpose.type),
    )
    return insert(access_log).from_select(
        ["at", "staff_id", "branch_id", "workstation", "channel", "purpose"], source
    )


def _has_facts(query: Query) -> bool:
    return query.birth_date is not None or query.phone is not None or query.phone_end is not None


def _by_facts(query: Query) -> Select[Any]:
    """Begin with whom a birth date or a telephone number leaves."""
    facts = (
        (patron.c.birth_date, query.birth_date),
        (patron.c.phone_digits, query.phone),
        (patron.c.phone_end, query.phone_end),
    )
    known = [column == value for column, value in facts if value is not None]
    named = [_is_named(term) for term in query.terms]
    wanted = select(patron.c.id).where(*known, *named, _has_card())
    begun = [_place(query.terms)] if query.terms else []
    return _first(wanted, *begun, patron.c.kana_order, patron.c.id)


def _by_names(terms: _Terms) -> CompoundSelect[Any]:
    """Find the first by kana, and where there are more, the first whose surname begins with each of the parts."""
    anybody = _by_kana(terms).cte("anybody")
    are_more = select(func.count()).select_from(anybody).scalar_subquery() > MOST_SHOWN
    begun = (_by_kana(_begun(terms, place), are_more).subquery() for place in range(len(terms)))
    return union(select(anybody.c.id), *(select(each.c.id) for each in begun))


def _begun(terms: _Terms, place: int) -> _Terms:
    """Want one of the parts where a name begins."""
    return (*terms[:place], beginnings(terms[place]), *terms[place + 1 :])


def _by_kana(terms: _Terms, *only_if: ColumnElement[bool]) -> Select[Any]:
    """Find names in each way in which they can be read, and of all found the first."""
    ways = [_by_reading(way, *only_if) for way in _ways(terms)]
    if len(ways) == 1:
        return ways[0]
    either = union(*(select(one.subquery()) for one in ways)).subquery()
    return _first(select(either.c.id, either.c.kana_order), either.c.kana_order, either.c.id)


def _ways(terms: _Terms) -> list[tuple[str, ...]]:
    """Give the ways in which all terms together can be read: nobody types one part as kana and another as letters."""
    most = max(map(len, terms))
    ways = (tuple(term[min(place, len(term) - 1)] for term in terms) for place in range(most))
    return list(dict.fromkeys(ways))


def _by_reading(parts: tuple[str, ...], *only_if: ColumnElement[bool]) -> Select[Any]:
    """Begin with the piece that the fewest have, and go to the patron only for who has them all."""
    pieces = list(dict.fromkeys(piece for part in parts for piece in ends(part)))
    begin = patron_gram.alias("begin")
    wanted = (
        select(begin.c.patron_id.label("id"), begin.c.kana_order)
        .join(patron, patron.c.id == begin.c.patron_id)
        .where(*only_if, begin.c.gram == (_rarest(pieces) if len(pieces) > 1 else pieces[0]))
    )
    if len(pieces) > 1:
        wanted = wanted.where(*(_has_piece(begin, piece) for piece in pieces))
    wanted = wanted.where(*(_is_named((part,)) for part in parts), _has_card())
    return _first(wanted, begin.c.kana_order, begin.c.patron_id)


def _place(terms: _Terms) -> ColumnElement[int]:
    """Tell which of the parts the surname begins with; without names typed, all have the same place."""
    if not terms:
        return literal_column("0", Integer)
    begun = (_is_named(beginnings(term)) for term in terms)
    return case(
        *((begins, literal_column(str(place))) for place, begins in enumerate(begun)), else_=len(terms)
    )


def _rarest(pieces: list[str]) -> ScalarSelect[Any]:
    """Ask which of some pieces the fewest patrons have; beyond so many it doesn't matter."""
    sizes = []
    for piece in pieces:
        some = select(literal_column("1")).where(patron_gram.c.gram == piece).limit(_ENOUGH).subquery()
        size = select(func.count()).select_from(some).scalar_subquery()
        sizes.append(select(literal(piece).label("piece"), size.label("size")))
    counted = union_all(*sizes).subquery()
    return select(counted.c.piece).order_by(counted.c.size).limit(1).scalar_subquery()


def _has_piece(begin: Any, piece: str) -> ColumnElement[bool]:
    """Ask, without going to the patron, whether the key has this piece too."""
    there = patron_gram.alias()
    too = exists().where(
        there.c.gram == piece,
        there.c.kana_order == begin.c.kana_order,
        there.c.patron_id == begin.c.patron_id,
    )
    return or_(begin.c.gram == piece, too)


def _is_named(term: tuple[str, ...]) -> ColumnElement[bool]:
    return or_(*(patron.c.search_key.contains(reading) for reading in term))


def _has_card() -> ColumnElement[bool]:
    """Leave out who couldn't be opened."""
    return exists().where(card.c.patron_id == patron.c.id, IN_USE)


def _first(wanted: Select[Any], *order: ColumnElement[Any]) -> Select[Any]:
    return wanted.order_by(*order).limit(MOST_SHOWN + 1)

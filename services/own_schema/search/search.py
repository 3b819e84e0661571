"""Finding a patron without a card, at the counter: what is found is answered with a record of how many it names."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from services.contract.actor import Actor
from services.contract.decode.json_row import JsonRow
from services.contract.errors import NotPermitted, SearchUnfit
from services.contract.hits import Hit, Hits, ToldApart
from services.contract.recording import Find
from services.own_schema.database.engine import Database
from services.own_schema.masters.masters_store import MastersStore
from services.rules.people.ages import age_group
from services.rules.people.hourly_bounds import MOST_NAMED, Pause
from services.rules.people.looks import Purpose
from services.rules.people.names import kana_key, name_key, town_of
from services.rules.people.search import MOST_SHOWN, Query, SearchFault, SearchText, read_search
from services.rules.vocabulary import AgeGroup, Channel, Role


class Searches(ABC):
    """Searches for a desk.

    Args:
        db: the library's.
        masters: the library's.
    """

    def __init__(self, db: Database, masters: MastersStore) -> None:
        self._db = db
        self._masters = masters

    async def find(self, text: SearchText, actor: Actor) -> Hits:
        """Find whom the typed text means. That somebody searched, and how many were named, is recorded, not what for.

        A login that read much of people in an hour finds nobody: the answer says until when (`Hits.pause`).

        Args:
            text: names, a birth date, a telephone number, in any writing form; in one field or several.
            actor: who searches. On the phone no patron is listed: there `services.own_schema.lookup.caller_checks`
                finds the caller.

        Raises:
            SearchUnfit: nothing can be searched by it; there was no search.
            NotPermitted: on the phone, and for 電話担当.
        """
        return await self._db.run_to_end(self._find(_query(text, actor), actor))

    async def searched(self, text: SearchText, actor: Actor, *, find: Find) -> Hits:
        """Record a search, committed, as one that names as many as one can; then have another system answer it.

        Raises:
            SearchUnfit, NotPermitted: as for `find`.
        """
        query = _query(text, actor)
        noted = await self._db.run_to_end(self._noted(query, actor))
        if isinstance(noted, Pause):
            return Hits(pause=noted)
        hits = await find(query)
        await self._db.run_to_end(self._named(noted, min(len(hits.hits) + hits.more, MOST_NAMED)))
        return hits

    @abstractmethod
    async def _find(self, query: Query, actor: Actor) -> Hits:
        """Search, with a record, unless the login has to wait."""

    @abstractmethod
    async def _noted(self, query: Query, actor: Actor) -> str | Pause:
        """Record a search that another system answers, unless the login has to wait; answers the record."""

    @abstractmethod
    async def _named(self, noted: str, many: int) -> None:
        """Note how many people that search named."""


def _query(text: SearchText, actor: Actor) -> Query:
    if actor.channel is Channel.PHONE or actor.staff.role is Role.PHONE:
        raise NotPermitted
    query = read_search(text)
    if isinstance(query, SearchFault):
        raise SearchUnfit(query)
    return query


def listed(query: Query, rows: int) -> dict[str, Any]:
    """Give what the record says of a search."""
    return {"kind": Purpose.SEARCH, "bare": query.is_bare, "rows": rows}


def named(rows: list[dict[str, Any]]) -> list[JsonRow]:
    """Give those that are told, the first of all that were found."""
    found = sorted(
        map(JsonRow, rows), key=lambda row: (row.number("place"), row.number("kana_order"), row.number("id"))
    )
    return found[:MOST_NAMED]


def hits_of(rows: list[JsonRow], today: date) -> Hits:
    """Make the answer of those who are named."""
    found = sorted(
        rows,
        key=lambda row: (
            row.number("place"),
            row.number("kana_order"),
            kana_key(row.text("kana")),
            row.number("id"),
        ),
    )
    shown = found[:MOST_SHOWN]
    names = Counter(key for row in shown for key in _names(row))
    looks = Counter(_look(row, today) for row in found)
    hits = tuple(
        _hit(
            row,
            is_alone=all(names[key] == 1 for key in _names(row)),
            has_namesake=looks[_look(row, today)] > 1,
        )
        for row in shown
    )
    return Hits(hits, more=len(found) > MOST_SHOWN)


def _names(row: JsonRow) -> Iterable[str]:
    """Give a patron's names, each once."""
    return {name_key(row.text("name")), kana_key(row.text("kana"))}


def _look(row: JsonRow, today: date) -> tuple[str, str, AgeGroup | None, int]:
    """Give the facts by which the counter recognises a patron at a glance."""
    name = "".join(row.text("name").split())
    return (
        name,
        kana_key(row.text("kana")),
        age_group(row.maybe_day("birth_date"), today),
        row.number("branch_id"),
    )


def _hit(row: JsonRow, *, is_alone: bool, has_namesake: bool) -> Hit:
    apart = None
    if not is_alone:
        apart = ToldApart(row.maybe_day("birth_date"), town_of(row.text("town")), row.text("branch"))
    return Hit(
        row.number("id"),
        row.text("name"),
        row.text("kana") or None,
        row.maybe_text("alias"),
        apart,
        has_namesake,
    )

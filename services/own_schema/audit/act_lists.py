"""操作の一覧: opening it, reading it again, and all of it for a file; an opening is on record before it is answered."""

from abc import ABC, abstractmethod
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from services.contract.actor import Actor
from services.contract.decode.json_row import JsonRow
from services.contract.errors import LooksListedOften, NotPermitted
from services.contract.recorded_acts import RecordRow
from services.contract.today.act_list import ActEntry, ActFilter, ActList
from services.own_schema.database.engine import Database
from services.own_schema.masters.masters_store import MastersStore
from services.rules.clock import to_tokyo, tokyo_day
from services.rules.vocabulary import Channel, Role


class ActLists(ABC):
    """Lists for a desk what staff did: for a supervisor everybody's, else one's own.

    Args:
        db: the library's.
        masters: the library's.
    """

    def __init__(self, db: Database, masters: MastersStore) -> None:
        self._db = db
        self._masters = masters

    async def acts(self, wanted: ActFilter, actor: Actor) -> ActList:
        """Open the list: who opened it, with which filter, and how many it lists is recorded before it is answered.

        Raises:
            NotPermitted: by telephone.
            LooksListedOften: others' looks were listed as often as may be.
        """
        return await self._list(wanted, actor, recorded=True)

    async def acts_again(self, wanted: ActFilter, actor: Actor) -> ActList:
        """Read an open list's present state without a record, as `services.own_schema.today` does.

        Raises:
            NotPermitted, LooksListedOften: as for `acts`.
        """
        self._require_counter(actor)
        try:
            return await self._list(wanted, actor, recorded=False)
        except NotPermitted:
            return await self._list(wanted, actor, recorded=True)

    async def acts_for_file(self, wanted: ActFilter, actor: Actor) -> ActList:
        """Read all that the list has, for a CSV; recorded as such.

        Raises:
            NotPermitted, LooksListedOften: as for `acts`.
        """
        return await self._list(wanted, actor, recorded=True, whole=True)

    @staticmethod
    def _require_counter(actor: Actor) -> None:
        if actor.channel_that_counts is Channel.PHONE:
            raise NotPermitted

    async def _list(self, wanted: ActFilter, actor: Actor, *, recorded: bool, whole: bool = False) -> ActList:
        self._require_counter(actor)
        if actor.staff.role is not Role.SUPERVISOR:
            wanted = replace(wanted, staff_id=actor.staff.id)
        found = await self._db.run_to_end(self._read(wanted, actor, recorded=recorded, whole=whole))
        if isinstance(found, datetime):
            raise LooksListedOften(to_tokyo(found))
        answer = JsonRow(found)
        now = to_tokyo(answer.instant("now"))
        masters = await self._masters.fresh(answer.number("masters_version"), now.date())
        days = masters.policy.access_log_kept_days
        since = None if days is None else now.date() - timedelta(days=days)
        return _decoded(answer, wanted, now, looks_since=since)

    @abstractmethod
    async def _read(self, wanted: ActFilter, actor: Actor, *, recorded: bool, whole: bool) -> Any:
        """Read a list, with the record that it was opened; answers from when on it may be, where it may not now."""


def _decoded(answer: JsonRow, wanted: ActFilter, now: datetime, *, looks_since: date | None) -> ActList:
    total = answer.number("total")
    newest_first = sorted(
        answer.rows("entries"),
        key=lambda it: (it.instant("at"), it.number("rank"), it.number("place")),
        reverse=True,
    )
    return ActList(
        now=now,
        wanted=wanted,
        day=wanted.day or tokyo_day(now),
        entries=tuple(_entry(row, total - place) for place, row in enumerate(newest_first)),
        total=total,
        staff={row.text("id"): row.text("name") for row in answer.rows("staff")},
        looks_since=looks_since,
    )


def _entry(row: JsonRow, number: int) -> ActEntry:
    return ActEntry(
        patron_id=row.maybe_number("patron_id"),
        card_end=row.maybe_text("card_end"),
        record=RecordRow(
            id=number,
            at=row.instant("at"),
            staff_id=row.text("staff_id"),
            staff_name=row.maybe_text("staff_name"),
            branch=row.text("branch"),
            workstation=row.text("workstation"),
            channel=Channel(row.text("channel")),
            verb=row.text("verb"),
            subject=row.maybe_text("subject"),
            subject_id=row.maybe_number("subject_id"),
            outcome=row.text("outcome"),
            details=row.json("details") or {},
            approver=row.maybe_text("approver"),
        ),
    )

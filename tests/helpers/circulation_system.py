"""A circulation system beside the desks: lends, returns, places and moves holds with its own login and its own SQL.

It keeps docs/ils-contract.md as a real one would: titles are locked before patrons, then the rest; time is the
server's; versions and ids are the database's; what it may not do by its own rules it doesn't try.
"""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import asyncpg

_TODAY = "(madoguchi_now() AT TIME ZONE 'Asia/Tokyo')::date"
_PATRON = f"""
    SELECT p.id, p.expires_on >= {_TODAY} AS registered, c.status AS card,
           EXISTS (SELECT FROM suspension s WHERE s.patron_id = p.id AND s.lifted_at IS NULL) AS suspended
    FROM card c JOIN patron p ON p.id = c.patron_id WHERE c.number = $1
"""
_COPY = """
    SELECT i.id, i.bib_record_id, h.patron_id AS kept_for, l.id AS loan_id, l.patron_id AS lent_to
    FROM item i LEFT JOIN hold h ON h.item_id = i.id
    LEFT JOIN loan l ON l.item_id = i.id AND l.returned_on IS NULL
    WHERE i.number = $1
"""
_LEND = f"""
    INSERT INTO loan (item_id, patron_id, branch_id, loaned_on, due_on)
    VALUES ($1, $2, $3, {_TODAY}, {_TODAY} + $4::integer) RETURNING id
"""
_LOAN_DAYS = f"""
    SELECT value::text::integer FROM circulation_rule
    WHERE name = 'loan_days' AND valid_from <= {_TODAY} ORDER BY valid_from DESC LIMIT 1
"""
_PLACE = """
    INSERT INTO hold (patron_id, bib_record_id, status, placed_at, branch_id, contact)
    VALUES ($1, $2, 'waiting', madoguchi_now(), $3, 'none') RETURNING id
"""
_NEXT = f"""
    SELECT id, branch_id FROM hold
    WHERE bib_record_id = $1 AND status = 'waiting' AND (wait_until IS NULL OR wait_until >= {_TODAY})
    ORDER BY placed_at, id LIMIT 1
"""
_SEND = "UPDATE hold SET status = 'in_transit', item_id = $2 WHERE id = $1"
_SHELVE = f"""
    UPDATE hold SET status = 'ready', item_id = $2, shelf_until = {_TODAY} + 7, shelf_place = '予約棚' WHERE id = $1
"""
_CANCELLED = """
    INSERT INTO hold_cancellation (patron_id, bib_record_id, reason, cancelled_at, placed_at, branch_id,
        mobile_stop_id, contact, wait_until, freed_item_id, status, shelf_until, shelf_place, shelf_extensions)
    SELECT patron_id, bib_record_id, $2, madoguchi_now(), placed_at, branch_id,
        mobile_stop_id, contact, wait_until, item_id, status, shelf_until, shelf_place, shelf_extensions
    FROM hold WHERE id = $1
"""


class NotLentError(Exception):
    """The system's own rules don't let the patron have it, or the copy isn't there to be lent or returned."""


@dataclass(frozen=True, slots=True)
class Lent:
    """What came of a loan.

    Attributes:
        hold_id: the patron's hold that it fulfilled, if any.
    """

    loan_id: int
    hold_id: int | None = None


@dataclass(frozen=True, slots=True)
class Returned:
    """What came of a return.

    Attributes:
        hold_id: whose turn it is; None where nobody waits.
        to_branch: where the copy travels; None where it stays.
    """

    loan_id: int
    hold_id: int | None = None
    to_branch: int | None = None


class CirculationSystem:
    """One terminal of the system, at one branch, on a connection of its own.

    Args:
        conn: under the system's login.
        branch_id: where it stands.
        moved: how often each hold was moved on is counted there; it counts unless a call ends in an error.
    """

    def __init__(self, conn: asyncpg.Connection, branch_id: int, moved: Counter[int] | None = None) -> None:
        self._conn = conn
        self._branch_id = branch_id
        self._moved = Counter() if moved is None else moved

    async def lend(self, card: str, copy: str) -> Lent:
        """Lend a copy to who shows a card; a hold of theirs for its title is fulfilled by that.

        Raises:
            NotLentError: it may not be lent to them.
        """
        found = await self._copy(copy)
        async with self._about(found["bib_record_id"], await self._may_borrow(card)) as patron_id:
            found = await self._copy(copy)  # as it is under the locks
            if found["loan_id"] is not None or found["kept_for"] not in {None, patron_id}:
                raise NotLentError
            days = await self._conn.fetchval(_LOAN_DAYS) or 14
            loan_id = await self._conn.fetchval(_LEND, found["id"], patron_id, self._branch_id, days)
            own = "SELECT id, item_id FROM hold WHERE patron_id = $1 AND bib_record_id = $2"
            hold = await self._conn.fetchrow(own, patron_id, found["bib_record_id"])
            if hold is None:
                return Lent(loan_id)
            await self._conn.execute("DELETE FROM hold WHERE id = $1", hold["id"])
            if hold["item_id"] not in {None, found["id"]}:  # another copy had been found for them
                await self._give_on(hold["item_id"], found["bib_record_id"])
            return Lent(loan_id, hold["id"])

    async def take_back(self, copy: str) -> Returned:
        """Return a copy, and keep it for the next in line.

        Raises:
            NotLentError: it isn't lent.
        """
        found = await self._copy(copy)
        if found["loan_id"] is None:
            raise NotLentError
        async with self._about(found["bib_record_id"], found["lent_to"]):
            returned = f"UPDATE loan SET returned_on = {_TODAY} WHERE id = $1 AND returned_on IS NULL"
            if await self._conn.execute(returned, found["loan_id"]) != "UPDATE 1":
                raise NotLentError
            following = await self._give_on(found["id"], found["bib_record_id"])
            if following is None:
                return Returned(found["loan_id"])
            away = following["branch_id"] != self._branch_id
            return Returned(found["loan_id"], following["id"], following["branch_id"] if away else None)

    async def place_hold(self, card: str, title: int) -> int | None:
        """Place a hold at the end of a title's line; None where the patron has one already.

        Raises:
            NotLentError: they may not place one.
        """
        async with self._about(title, await self._may_borrow(card)) as patron_id:
            there = "SELECT EXISTS (SELECT FROM hold WHERE patron_id = $1 AND bib_record_id = $2)"
            if await self._conn.fetchval(there, patron_id, title):
                return None
            return int(await self._conn.fetchval(_PLACE, patron_id, title, self._branch_id))

    async def arrive(self, copy: str) -> bool:
        """Put a copy that travelled on the shelf; False where it is on no way any more."""
        found = await self._copy(copy)
        if found["kept_for"] is None:
            return False
        async with self._about(found["bib_record_id"], found["kept_for"]):
            on_its_way = "SELECT id FROM hold WHERE item_id = $1 AND status = 'in_transit'"
            hold_id = await self._conn.fetchval(on_its_way, found["id"])
            if hold_id is None:
                return False
            await self._conn.execute(_SHELVE, hold_id, found["id"])
            self._moved[hold_id] += 1
            return True

    async def cancel_hold(self, hold_id: int, reason: str = "by_patron") -> bool:
        """End a hold, and give its copy to the next in line; False where it is over already."""
        whose = "SELECT patron_id, bib_record_id FROM hold WHERE id = $1"
        about = await self._conn.fetchrow(whose, hold_id)
        if about is None:
            return False
        async with self._about(about["bib_record_id"], about["patron_id"]):
            if await self._conn.execute(_CANCELLED, hold_id, reason) != "INSERT 0 1":
                return False
            item_id = await self._conn.fetchval("DELETE FROM hold WHERE id = $1 RETURNING item_id", hold_id)
            if item_id is not None:
                await self._give_on(item_id, about["bib_record_id"])
            return True

    async def report_lost(self, card: str) -> None:
        """Stop a card that was lost, and lending with it."""
        begun = (
            "INSERT INTO suspension (patron_id, reason, with_consent, started_at, started_by)"
            " SELECT patron_id, 'card_lost', true, madoguchi_now(), 'ils' FROM card WHERE number = $1"
        )
        async with self._conn.transaction():
            await self._conn.execute(begun, card)
            await self._conn.execute("UPDATE card SET status = 'lost' WHERE number = $1", card)

    async def found_again(self, card: str) -> None:
        """Let the card be used again that this system stopped."""
        lifted = (
            "UPDATE suspension SET lifted_at = madoguchi_now(), lifted_by = 'ils' FROM card c WHERE c.number = $1"
            " AND suspension.patron_id = c.patron_id AND reason = 'card_lost' AND lifted_at IS NULL"
        )
        async with self._conn.transaction():
            await self._conn.execute(lifted, card)
            await self._conn.execute("UPDATE card SET status = 'active' WHERE number = $1", card)

    @asynccontextmanager
    async def _about(self, title: int, patron_id: int) -> AsyncIterator[int]:
        """Begin a transaction with its locks, in the contract's order."""
        async with self._conn.transaction():
            for table, key in (("bib_record", title), ("patron", patron_id)):
                await self._conn.execute(f"SELECT FROM {table} WHERE id = $1 FOR NO KEY UPDATE", key)
            yield patron_id

    async def _give_on(self, item_id: int, title: int) -> asyncpg.Record | None:
        following = await self._conn.fetchrow(_NEXT, title)
        if following is not None:
            stays = following["branch_id"] == self._branch_id
            await self._conn.execute(_SHELVE if stays else _SEND, following["id"], item_id)
            self._moved[following["id"]] += 1
        return following

    async def _copy(self, number: str) -> asyncpg.Record:
        row = await self._conn.fetchrow(_COPY, number)
        assert row is not None
        return row

    async def _may_borrow(self, card: str) -> int:
        row = await self._conn.fetchrow(_PATRON, card)
        if row is None or row["card"] != "active" or row["suspended"] or not row["registered"]:
            raise NotLentError
        return int(row["id"])

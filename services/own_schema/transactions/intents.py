"""Acts of another system: an intent stands until what came of it is known; the act's record then takes its place."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, Insert, Select, and_, func, insert, literal, literal_column, or_, select

from services.acts.register import REGISTER, Register
from services.contract.act_requests import ActRequest
from services.contract.actor import Actor
from services.contract.errors import PatronGone
from services.contract.recorded_acts import Outcome
from services.contract.recording import LEFT_BEHIND_AFTER, ActIntent, Details
from services.contract.snapshot import PatronSnapshot
from services.own_schema.database.calls import asked
from services.own_schema.database.engine import Database
from services.own_schema.database.tables import act_intent, branch, patron
from services.own_schema.database.tables.types import ago
from services.own_schema.lookup.caller_conditions import identified
from services.own_schema.masters.masters_store import MastersStore
from services.own_schema.transactions.acts import Acts
from services.own_schema.transactions.carrying_out import check_permission

_I: Final = act_intent.c


def intents_of(by_staff: ColumnElement[str]) -> Select[Any]:
    """Build a login's acts without an end, the oldest first; those that all logins left behind where it is null."""
    columns = (_I.id, _I.staff_id, _I.patron_id, _I.verb, _I.subject, _I.subject_id, _I.wanted)
    which = or_(_I.staff_id == by_staff, and_(by_staff.is_(None), is_left_behind()))
    return select(*columns).where(which).order_by(_I.at, _I.id)


def is_left_behind() -> ColumnElement[bool]:
    """Build whether another login may settle an intent."""
    return _I.at <= ago(LEFT_BEHIND_AFTER)


def bare_patron(system_key: ColumnElement[str]) -> Insert:
    """Build the row of another system's patron: its key, and of the columns that can't be empty what says nothing."""
    nothing: ColumnElement[str] = literal_column("''")
    never = literal_column("'9999-12-31'", patron.c.expires_on.type)
    values: dict[str, ColumnElement[Any]] = {
        "system_key": system_key,
        **dict.fromkeys(("name", "kana", "romaji", "kana_key", "postal_code", "address"), nothing),
        "search_key": literal_column("'|'"),  # that of no name, for names without a key get one
        "keys_of": literal_column("'||||'"),
        "kana_order": literal_column("0"),
        "branch_id": select(func.min(branch.c.id)).scalar_subquery(),
        "registered_on": never,
        "expires_on": never,
        "version": literal_column("1"),
    }
    return insert(patron).from_select(list(values), select(*values.values()))


class ActIntents(ABC):
    """Records acts on another system's patrons.

    Args:
        db: the library's.
        masters: the library's.
        acts: do what the counter keeps.
        register: the acts there are.
    """

    def __init__(
        self, db: Database, masters: MastersStore, acts: Acts[Any], register: Register = REGISTER
    ) -> None:
        self._db = db
        self._masters = masters
        self._acts = acts
        self._register = register

    async def number_of(self, system_key: str) -> int:
        """Give the number of another system's patron.

        Raises:
            NotPermitted: this login may not, or the library has patrons of its own.
        """
        return await self._db.run_to_end(self._number_of(system_key))

    async def key_of(self, patron_id: int) -> str:
        """Give the key of another system's patron.

        Raises:
            PatronGone: it is none.
            NotPermitted: this login may not.
        """
        return await self._db.run_to_end(self._key_of(patron_id))

    async def _key_of(self, patron_id: int) -> str:
        async with self._db.reading() as conn:
            known = select(patron.c.system_key).where(patron.c.id == patron_id)
            key: str | None = (await conn.execute(known)).scalar_one_or_none()
        if key is None:
            raise PatronGone
        return key

    async def perform[R](self, request: ActRequest[R], before: PatronSnapshot) -> R:
        """Do an act that changes only what the counter keeps; see `Acts.perform_beside`."""
        return await self._acts.perform_beside(request, before)

    async def intend(
        self,
        request: ActRequest[Any],
        *,
        verb: str,
        subject: str | None,
        subject_id: int | None,
        wanted: Details,
        state: str | None = None,
    ) -> Outcome | ActIntent | None:
        """Note what the system is about to be asked, committed; answers what stands there under the request's id.

        Raises:
            ActRefused: role or channel may not do the act.
            ApprovalClosed: the request says that it was approved, and that doesn't count, or not any more.
            NotPermitted: the database itself refuses it.
            PatronGone: it is no other system's patron.
            ValueError: the request has no such verb, its id is another act's, or it is approved and has no state.
        """
        entry = self._register[type(request)]
        if verb not in entry.verbs or (request.approved and state is None):
            raise ValueError(verb)
        await self._require_permission(request)
        intent = ActIntent(
            act_id=request.act_id,
            staff_id=request.actor.staff.id,
            patron_id=request.patron_id,
            verb=verb,
            subject=subject,
            subject_id=subject_id,
            wanted=wanted,
        )
        there = await self._db.run_to_end(self._intend(request, intent, state))
        if there is None:
            return None
        if (there["patron_id"], there["verb"]) != (request.patron_id, verb):
            msg = "an act id belongs to one request"
            raise ValueError(msg)
        return Outcome(verb, there["outcome"]) if "outcome" in there else _intent(there)

    async def ended(self, act_id: str, actor: Actor, *, outcome: str, details: Details) -> None:
        """Record that an act was carried out, in its intent's place; sent twice, it is recorded once.

        Raises:
            NotPermitted: this login intended no such act.
        """
        await self._db.run_to_end(self._end(act_id, actor.staff.id, outcome, details))

    async def withdrawn(self, act_id: str, actor: Actor) -> None:
        """Take an intent back, of which nothing was done."""
        await self._db.run_to_end(self._end(act_id, actor.staff.id, None, {}))

    async def unsettled(self, staff_id: str) -> tuple[ActIntent, ...]:
        """Give a login's intents without an end, the oldest first."""
        return await self._db.run_to_end(self._unsettled(staff_id))

    async def left_behind(self) -> tuple[ActIntent, ...]:
        """Give all logins' intents that were left without an end.

        Raises:
            NotPermitted: this login isn't the worker's.
        """
        return await self._db.run_to_end(self._unsettled(None))

    async def settled(
        self, intent: ActIntent, settled_by: str, *, outcome: str | None, details: Details
    ) -> None:
        """End what another login left behind, with a record in its name unless nothing was done.

        Raises:
            NotPermitted: this login isn't the worker's, or it wasn't left behind.
        """
        end = self._end(intent.act_id, intent.staff_id, outcome, details, settled_by)
        await self._db.run_to_end(end)

    async def _unsettled(self, staff_id: str | None) -> tuple[ActIntent, ...]:
        async with self._db.reading() as conn:
            own = intents_of(literal(staff_id, _I.staff_id.type))
            wanted = asked(conn, own, func.madoguchi_intents(staff_id))
            rows = (await conn.execute(wanted)).mappings().all()
        return tuple(map(_intent, rows))

    async def _require_permission(self, request: ActRequest[Any]) -> None:
        """Ask the role's permission as every act does."""
        actor = request.actor
        async with self._db.reading() as conn:
            desk = (request.patron_id, actor.staff.id, actor.workstation)
            is_known = select(identified(request.patron_id, actor))
            known = asked(conn, is_known, func.madoguchi_caller_is_known(*desk))
            passed = bool((await conn.execute(known)).scalar_one())
        entry = self._register[type(request)]
        policy = self._masters.current.policy
        check_permission(entry, request, identified=passed, policy=policy)

    @abstractmethod
    async def _number_of(self, system_key: str) -> int:
        """Do as `number_of`; it can't be cancelled."""

    @abstractmethod
    async def _intend(
        self, request: ActRequest[Any], intent: ActIntent, state: str | None
    ) -> dict[str, Any] | None:
        """Note an intent, with the approval that it uses; answers the record or the intent that stands there."""

    @abstractmethod
    async def _end(
        self,
        act_id: str,
        staff_id: str,
        outcome: str | None,
        details: Details,
        settled_by: str | None = None,
    ) -> None:
        """End an intent, with a record unless the outcome is None; another login's only if that left it behind."""


def _intent(row: Mapping[str, Any]) -> ActIntent:
    return ActIntent(
        act_id=row["id"],
        staff_id=row["staff_id"],
        patron_id=row["patron_id"],
        verb=row["verb"],
        subject=row["subject"],
        subject_id=row["subject_id"],
        wanted=row["wanted"],
    )

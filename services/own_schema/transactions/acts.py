"""Performs an act: prepares what is slow, then carries it out as its database does."""

from abc import ABC, abstractmethod
from typing import Any, Final

from sqlalchemy.exc import IntegrityError

from services.acts.plan import Overtaken, Prepared
from services.acts.register import KEPT_BESIDE, REGISTER, Register, RegisteredAct
from services.contract.act_requests import ActRequest
from services.contract.act_result import ActResult
from services.contract.errors import NotPermitted, SystemBusy
from services.contract.snapshot import PatronSnapshot
from services.own_schema.database.engine import Database
from services.own_schema.lookup.look_up import LookUps
from services.own_schema.masters.masters_store import MastersStore
from services.own_schema.password_hashing import PasswordHasher
from services.own_schema.transactions.preparing import Preparing

_BEGUN_AT_MOST: Final = 20
"""How often an act is begun, when others change the password that it tries again and again."""


class Acts[L: LookUps](ABC):
    """Carries acts out on one database.

    Args:
        db: the library's.
        masters: the library's.
        look_ups: read the patron for an act.
        hasher: what hashes passwords.
        register: the acts there are.
    """

    _prepares: type[Preparing]

    def __init__(
        self,
        db: Database,
        masters: MastersStore,
        look_ups: L,
        hasher: PasswordHasher,
        register: Register = REGISTER,
    ) -> None:
        self._db = db
        self._masters = masters
        self._look_ups = look_ups
        self._preparing = self._prepares(db, masters, hasher, look_ups)
        self._register = register

    async def perform[R](self, request: ActRequest[R]) -> ActResult[R]:
        """Do an act, or nothing at all.

        A request that was carried out already answers its first result, from its record.

        Raises:
            NotPermitted: the database itself refuses it.
            ActRefused: role, channel or a rule refuses, with every reason.
            RowChanged: what the clerk saw isn't so any more.
            PatronGone: there is no such patron, or no card of theirs is in use.
            ApprovalClosed: the request says that it was approved, and that doesn't count, or not any more.
            SystemBusy: others change the password again and again, or the database is held.
            OutcomeUnknown: the connection broke while the act may have been done; perform the same request again.
            ServiceError: what the act's plan raises besides.
        """
        entry: RegisteredAct[Any, R] = self._register[type(request)]
        for _ in range(_BEGUN_AT_MOST):
            try:
                prepared = await self._preparing.prepared(request, entry)
                return await self._do_or_again(request, entry, prepared)
            except Overtaken:
                continue
        raise SystemBusy

    async def perform_beside[R](self, request: ActRequest[R], before: PatronSnapshot) -> R:
        """Do an act on another system's patron that changes only what the counter keeps.

        Args:
            request: it.
            before: the patron, as that system has them.

        Raises:
            NotPermitted: the act changes what is that system's.
            ServiceError: as `perform`.
        """
        entry: RegisteredAct[Any, R] = self._register[type(request)]
        if not KEPT_BESIDE.issuperset(entry.verbs):
            raise NotPermitted
        return (await self._do_or_again(request, entry, Prepared(), before)).result

    async def _do_or_again[R](
        self,
        request: ActRequest[R],
        entry: RegisteredAct[Any, R],
        prepared: Prepared,
        before: PatronSnapshot | None = None,
    ) -> ActResult[R]:
        try:
            return await self._db.run_to_end(self._carry_out(request, entry, prepared, before))
        except IntegrityError:
            # Another desk inserted the unique row in the same moment: the facts, read again, show it.
            return await self._db.run_to_end(self._carry_out(request, entry, prepared, before))

    @abstractmethod
    async def _carry_out[R](
        self,
        request: ActRequest[R],
        entry: RegisteredAct[Any, R],
        prepared: Prepared,
        before: PatronSnapshot | None,
    ) -> ActResult[R]:
        """Read the facts, ask permission, plan, write, record, and answer the patron's new state.

        Of another system's patron `before` says them, and there is no state to answer: it is `before`.
        """

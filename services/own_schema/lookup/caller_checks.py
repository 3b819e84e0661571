"""Checks two facts of a caller in the database and never in the window (domain.md, "Phone").

A check is remembered by which facts were OK and which NG, never by what was typed. A passed one counts for the login
and the workstation that made it, until the patron is closed there, another card is looked up there, or ◇
`identity_check_minutes` are over, so that a crashed desk leaves no caller identified. A missed one counts for the
patrons meant and for the login, at every desk (`services.own_schema.lookup.caller_check_statements`).
"""

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import Any

from sqlalchemy import Row

from services.contract.actor import Actor
from services.contract.errors import FactsUnfit, IdentityCheckEnded, IdentityNotConfirmed
from services.contract.recording import Compare, FindCaller
from services.contract.snapshot import PatronSnapshot
from services.own_schema.database.engine import Database
from services.own_schema.lookup.caller_check_statements import MOST_MEANT
from services.own_schema.lookup.look_up import LookUps
from services.own_schema.masters.masters_store import MastersStore
from services.rules.clock import to_tokyo
from services.rules.people import identity as rules
from services.rules.people.identity import CallerFacts, FactsNeeded
from services.rules.policy import Policy
from services.rules.vocabulary import Channel


class IdentityChecks[L: LookUps](ABC):
    """Identifies callers for the phone channel."""

    def __init__(self, db: Database, masters: MastersStore, look_ups: L) -> None:
        self._db = db
        self._masters = masters
        self._look_ups = look_ups

    async def check(self, patron_id: int, facts: CallerFacts, actor: Actor) -> PatronSnapshot:
        """Compare what the caller of an open card told; the number that opened it counts as one fact.

        Returns:
            The whole patron. That this desk now sees it is recorded as a look.

        Raises:
            FactsUnfit: what was typed can't be compared, or ◇ all of it is on the card, or it isn't what this patron's
                caller has to tell (`FactsNeeded`); that is no try.
            IdentityNotConfirmed: a fact is wrong; the error doesn't name it.
            IdentityCheckEnded: ◇ three tries missed of late, of this patron or by this login: nothing was compared, or
                this was the last one.
            PatronGone: there is no such patron, or no card of theirs is in use.
        """
        return await self._made(patron_id, facts, actor)

    async def find(self, facts: CallerFacts, actor: Actor) -> PatronSnapshot:
        """Find the one patron of whom every fact told is true, which identifies the caller at once.

        Returns:
            The whole patron; look and check are recorded, and this desk's earlier check ends.

        Raises:
            FactsUnfit: as for `check`; without a number two facts have to be typed.
            IdentityNotConfirmed: no patron fits, or more than one; the error doesn't tell which.
            IdentityCheckEnded: as for `check`; it counts the misses of all patrons with the name or the telephone
                number.
        """
        return await self._made(None, facts, actor)

    async def compared(
        self, patron_id: int, facts: CallerFacts, actor: Actor, *, needed: FactsNeeded, compare: Compare
    ) -> None:
        """Have another system compare what the caller of an open card of its own told.

        Raises:
            FactsUnfit, IdentityNotConfirmed, IdentityCheckEnded: as for `check`.
            PatronGone: it is no other system's patron.
        """
        check_form(patron_id, facts, self._masters.current.policy, needed)
        on_phone = replace(actor, channel=Channel.PHONE)
        this_try = await self._db.run_to_end(self._noted(patron_id, facts, on_phone))
        right = await compare()
        told = {kind.value: ("ok" if fits else "ng") for kind, fits in right.items()}
        await self._db.run_to_end(self._settled(patron_id, this_try, facts, told, on_phone))

    async def found(self, facts: CallerFacts, actor: Actor, *, find: FindCaller) -> int:
        """Have another system find the caller by facts without a number.

        Raises:
            FactsUnfit, IdentityNotConfirmed, IdentityCheckEnded: as for `find`.
        """
        check_form(None, facts, self._masters.current.policy)
        on_phone = replace(actor, channel=Channel.PHONE)
        this_try = await self._db.run_to_end(self._noted(None, facts, on_phone))
        came = await find()
        told = {"whose": came.whose, "meant": came.meant if len(came.meant) <= MOST_MEANT else ()}
        return await self._db.run_to_end(self._settled(None, this_try, facts, told, on_phone))

    @abstractmethod
    async def _noted(self, patron_id: int | None, facts: CallerFacts, actor: Actor) -> int:
        """Note a try as a miss, committed; answers its number."""

    @abstractmethod
    async def _settled(
        self, patron_id: int | None, this_try: int, facts: CallerFacts, told: dict[str, Any], actor: Actor
    ) -> int:
        """Note what came of a try, as the system told it; answers who is identified, or raises the error of a miss.

        It tells which facts are right, as 'ok' and 'ng', or without a number what `CallerFound` says.
        """

    async def end(self, patron_id: int, actor: Actor) -> None:
        """End this desk's check of a patron who is closed."""
        await self._db.run_to_end(self._end(patron_id, actor))

    async def _made(self, patron_id: int | None, facts: CallerFacts, actor: Actor) -> PatronSnapshot:
        check_form(patron_id, facts, self._masters.current.policy)
        on_phone = replace(actor, channel=Channel.PHONE)  # a caller is checked only on the phone
        return await self._db.run_to_end(self._tried(patron_id, facts, on_phone))

    @abstractmethod
    async def _tried(self, patron_id: int | None, facts: CallerFacts, actor: Actor) -> PatronSnapshot:
        """Try, as `check` does; without a number as `find` does."""

    @abstractmethod
    async def _end(self, patron_id: int, actor: Actor) -> None:
        """End a check."""


def check_form(
    patron_id: int | None, facts: CallerFacts, policy: Policy, needed: FactsNeeded = FactsNeeded.ANY
) -> None:
    """Go on when what was typed can be compared.

    Args:
        patron_id: the patron opened by number.
        facts: what was typed.
        policy: the values in force.
        needed: what that patron's caller has to tell.

    Raises:
        FactsUnfit: it can't.
    """
    faults = rules.check_facts(
        facts,
        opened_by_number=patron_id is not None,
        more_than_the_card=policy.identity_more_than_the_card,
        needed=needed,
    )
    if faults:
        raise FactsUnfit(faults)


def missed(standing: Row[Any]) -> IdentityNotConfirmed | IdentityCheckEnded:
    """Give the error of a miss; see `services.own_schema.lookup.caller_check_statements.standing`."""
    if standing.opens_at is None:
        return IdentityNotConfirmed(standing.misses_left)
    return IdentityCheckEnded(to_tokyo(standing.opens_at), standing.of_login)

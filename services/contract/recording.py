"""What another `Backend` records at the counter, around what its own system reads and does.

`services.contract.backend.CounterRecords` reads it for a desk. The own schema implements both
(`services.own_schema.library`); its own `Backend` needs no recording, for what it does is recorded where it is done.
docs/decisions/recording-for-another-system.md says why this is all, and who calls it.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final, Protocol

from services.contract.act_requests import ActRequest
from services.contract.actor import Actor
from services.contract.backend import Outcomes, PatronKey
from services.contract.hits import Hits
from services.contract.masters import Branch
from services.contract.recorded_acts import Outcome
from services.contract.snapshot import PatronSnapshot
from services.contract.today.counts import BranchCounts
from services.contract.today.suspension_list import SuspensionEntry, SuspensionFilter
from services.rules.people.identity import CallerFacts, FactKind, FactsNeeded
from services.rules.people.search import Query, SearchText

LEFT_BEHIND_AFTER: Final = timedelta(minutes=5)
"""How long an intent without an end is its own desk's to settle: no request to a system lasts so long."""

type RecordFields = Mapping[str, Any]
"""Named fields of a patron's record, as `services.contract.decode` reads them."""
type Details = Mapping[str, str | int | bool | None]
"""Codes, numbers and days by name, as an act's record has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptOfPatron:
    """What the counter keeps of a patron.

    Attributes:
        summary: by telephone `questions` as a number, and `closed` where misses close it; None at the counter.
        whole: `reports`, `contacts`, `questions` and `email_notice`; None for a caller who isn't identified.
    """

    summary: RecordFields | None = field(repr=False)
    whole: RecordFields | None = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActIntent:
    """What the other system was, or is about to be, asked to do: without an end its outcome is unknown.

    Attributes:
        act_id: of the request.
        staff_id: who intended it.
        verb, subject, subject_id: as its record will have them.
        wanted: what settling compares with.
    """

    act_id: str
    staff_id: str
    patron_id: PatronKey
    verb: str
    subject: str | None
    subject_id: int | None
    wanted: Details


class KnownBranches(Protocol):
    """Lasting numbers of another system's branches, which stand in every record of a look or an act."""

    async def numbers_of(self, branches: Sequence[Branch]) -> Mapping[str, int]:
        """Give the number of each by its code, and keep its names; a branch that is gone keeps its number.

        At the first time the library's own branches are removed, but for those that anything names.

        Args:
            branches: the code is the system's key, of up to 64 characters; the id says nothing.

        Raises:
            LibraryHasPatrons: the library has patrons of its own, and stands beside no system.
            NotPermitted: this login may not.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspendedPatron:
    """What a supervisor decides on about another system's patron.

    Attributes:
        state: changes whenever what is in force or the card does; no more than 64 characters.
        card_number: the card in use; None where there is none.
        suspensions: those in force, in the guide's order.
    """

    state: str
    card_number: str | None
    name: str = field(repr=False)
    suspensions: tuple[SuspensionEntry, ...]


class SuspendedPatrons(Protocol):
    """What `Today` and `Approvals` ask of the system that has the patrons."""

    async def suspended(self, patron_id: PatronKey, actor: Actor) -> SuspendedPatron:
        """Read a patron who is open here, or whose request was looked at: both are on record; raises PatronGone."""

    async def counts(self, actor: Actor) -> Mapping[int | None, BranchCounts]:
        """Count the system's suspensions by branch, None where that isn't known; it names nobody.

        What the system doesn't offer is counted as nothing, as reports, which the counter keeps, are.
        """


class KnownPatrons(Protocol):
    """Lasting numbers of another system's patrons."""

    async def number_of(self, system_key: str) -> PatronKey:
        """Give the number of a key of the system's, up to 64 characters; nothing else is kept of a person.

        Raises:
            NotPermitted: this login may not, or the library has patrons of its own.
        """

    async def key_of(self, patron_id: PatronKey) -> str:
        """Give the system's key of a number.

        Raises:
            PatronGone: it is no other system's patron.
            NotPermitted: this login may not.
        """


class LookRecords(Protocol):
    """Looks at another system's patrons. Each is committed before it is answered: only then is the system read."""

    async def looked(
        self, patron_id: PatronKey, actor: Actor, *, by_number: bool, again: bool = False
    ) -> KeptOfPatron:
        """Record a look, and tell what the counter keeps.

        Args:
            patron_id: who is looked at.
            actor: who looks.
            by_number: by telephone a number is another call, which ends this desk's checks.
            again: an open patron is read again at the clerk's request.

        Raises:
            PatronGone: it is no other system's patron.
        """

    async def looked_for_nobody(self, actor: Actor) -> None:
        """Record a look by a number that the system knows no card by, without the number."""

    async def kept(self, patron_id: PatronKey, actor: Actor) -> KeptOfPatron:
        """Tell the present state of what is kept, without a record, where a look is on record; else it is made."""


class ListRecords(Protocol):
    """Lists of another system's patrons."""

    async def listed(self, wanted: SuspensionFilter, actor: Actor, *, rows: int, whole: bool = False) -> None:
        """Record that 貸出禁止一覧 is opened, committed; the list is answered after that.

        Args:
            wanted: which suspensions.
            actor: the supervisor at the counter.
            rows: how many it has.
            whole: it is read for a file.

        Raises:
            ActRefused: the login is no supervisor's, or it is on the phone channel.
        """


type Find = Callable[[Query], Awaitable[Hits]]
"""Has the system find whom a search means."""


class SearchRecords(Protocol):
    """Searches for another system's patrons, bounded as in `services.rules.people.hourly_bounds`."""

    async def searched(self, text: SearchText, actor: Actor, *, find: Find) -> Hits:
        """Record a search, committed, as one that names as many as one can; then have it answered, and note how many.

        A login that has to wait searches nothing (`Hits.pause`).

        Raises:
            SearchUnfit, NotPermitted: as `Searches.find`.
        """


class ActRecords(Protocol):
    """Acts on another system's patrons."""

    async def perform[R](self, request: ActRequest[R], before: PatronSnapshot) -> R:
        """Do an act that changes only what the counter keeps: a report, a question, a contact.

        It is one transaction, decided by the same rules as `Acts.perform`, on the patron as the system has them.

        Raises:
            NotPermitted: the act changes what is the system's.
            ServiceError: as `Acts.perform`.
        """

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
        """Note what the system is about to be asked, committed; the system is asked only where this answers None.

        An intent that stands there already is answered: the request was sent before, and what came of it is found out
        first. An outcome is answered for what was carried out. An approval is used with the intent, and again unused
        where that is taken back.

        Args:
            request: it.
            verb: as of `ActIntent`.
            subject: as there.
            subject_id: as there.
            wanted: as there.
            state: of an approved request, as the system has it now (`SuspendedPatron`).

        Raises:
            ActRefused: role or channel may not do the act.
            ApprovalClosed: the request says that it was approved, and that doesn't count, or not any more.
            NotPermitted: the database itself refuses it.
            PatronGone: it is no other system's patron.
        """

    async def ended(self, act_id: str, actor: Actor, *, outcome: str, details: Details) -> None:
        """Record that an act was carried out, in its intent's place; sent twice, it is recorded once.

        Raises:
            NotPermitted: this login intended no such act.
        """

    async def withdrawn(self, act_id: str, actor: Actor) -> None:
        """Take an intent back: the system refused, or was never asked. As of any refused act nothing stays."""

    async def unsettled(self, staff_id: str) -> tuple[ActIntent, ...]:
        """Give a login's intents without an end, the oldest first."""

    async def left_behind(self) -> tuple[ActIntent, ...]:
        """Give all logins' intents that have had no end for `LEFT_BEHIND_AFTER`, the oldest first.

        Raises:
            NotPermitted: this login's process isn't the one that knows the system.
        """

    async def settled(
        self, intent: ActIntent, settled_by: str, *, outcome: str | None, details: Details
    ) -> None:
        """End what another login left behind: by a record in the name of who intended it, or by nothing.

        Args:
            intent: it.
            settled_by: the login that found out, which the record names.
            outcome: what the system has; None where it did nothing.
            details: as of `ended`.
        """


type Compare = Callable[[], Awaitable[Mapping[FactKind, bool]]]
"""Has the system compare what a caller told; answers which of the facts told are right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerFound:
    """What a system found by facts that a caller told without a number.

    Attributes:
        whose: the one patron of whom all of them are true; None where that is nobody, or not one alone.
        meant: those with the name or the telephone number that was told.
    """

    whose: PatronKey | None
    meant: tuple[PatronKey, ...]


type FindCaller = Callable[[], Awaitable[CallerFound]]
"""Has the system find the caller."""


class CheckRecords(Protocol):
    """Checks of callers of whom another system holds the facts."""

    async def compared(
        self,
        patron_id: PatronKey,
        facts: CallerFacts,
        actor: Actor,
        *,
        needed: FactsNeeded,
        compare: Compare,
    ) -> None:
        """Note a try as a miss, committed; then compare, and note what came of it. A passed one is a look.

        Raises:
            FactsUnfit, IdentityNotConfirmed, IdentityCheckEnded: as `IdentityChecks.check`.
        """

    async def found(self, facts: CallerFacts, actor: Actor, *, find: FindCaller) -> PatronKey:
        """Note a try without a number as a miss of the login's, committed; then have the caller found. That is a look.

        A miss counts for all patrons meant, unless they are too many, and one whom misses closed isn't found.

        Raises:
            FactsUnfit, IdentityNotConfirmed, IdentityCheckEnded: as `IdentityChecks.find`.
        """

    async def end(self, patron_id: PatronKey, actor: Actor) -> None:
        """End the check of a patron who is closed."""


class Recording(Protocol):
    """All that another `Backend` records."""

    @property
    def branches(self) -> KnownBranches:
        """Where they are registered."""

    @property
    def patrons(self) -> KnownPatrons:
        """Who they are."""

    @property
    def looks(self) -> LookRecords:
        """That somebody looked."""

    @property
    def lists(self) -> ListRecords:
        """That somebody opened a list."""

    @property
    def searches(self) -> SearchRecords:
        """That somebody searched."""

    @property
    def acts(self) -> ActRecords:
        """What was done."""

    @property
    def outcomes(self) -> Outcomes:
        """What came of what has an end."""

    @property
    def checks(self) -> CheckRecords:
        """Whether callers are who they say."""

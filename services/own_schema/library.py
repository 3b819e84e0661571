"""A running program's library: one open database, and the own schema's services behind `services.contract.backend`.

Its services satisfy the Protocols as they are.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final

from services.acts.as_offered import EVERYTHING
from services.acts.register import REGISTER, Register
from services.contract.backend import Backend, CounterRecords
from services.contract.offers import Offers
from services.contract.recording import Recording, SuspendedPatrons
from services.files.file_systems import require_own_disk
from services.own_schema.approvals.approvals import Approvals
from services.own_schema.approvals.approvals_postgresql import ApprovalsPostgresql
from services.own_schema.approvals.approvals_sqlite import ApprovalsSqlite
from services.own_schema.audit.act_history import ActHistory
from services.own_schema.audit.act_lists import ActLists
from services.own_schema.audit.act_lists_postgresql import ActListsPostgresql
from services.own_schema.audit.act_lists_sqlite import ActListsSqlite
from services.own_schema.audit.act_outcomes import Outcomes
from services.own_schema.audit.seals import Sealing
from services.own_schema.audit.seals_postgresql import SealingPostgresql
from services.own_schema.audit.seals_sqlite import SealingSqlite
from services.own_schema.database.change_feeds.change_feed import Changes
from services.own_schema.database.engine import ANSWER_WITHIN, Database
from services.own_schema.lookup.caller_checks import IdentityChecks
from services.own_schema.lookup.caller_checks_postgresql import IdentityChecksPostgresql
from services.own_schema.lookup.caller_checks_sqlite import IdentityChecksSqlite
from services.own_schema.lookup.look_up import LookUps
from services.own_schema.lookup.look_up_postgresql import LookUpsPostgresql
from services.own_schema.lookup.look_up_sqlite import LookUpsSqlite
from services.own_schema.mail.outbox import Outbox
from services.own_schema.mail.outbox_postgresql import OutboxPostgresql
from services.own_schema.mail.outbox_sqlite import OutboxSqlite
from services.own_schema.masters.masters_store import MastersStore
from services.own_schema.masters.numbered_branches import NumberedBranches
from services.own_schema.masters.open_days import OpenDays
from services.own_schema.password_hashing import PasswordHasher
from services.own_schema.schema import upgrade
from services.own_schema.search.search import Searches
from services.own_schema.search.search_postgresql import SearchesPostgresql
from services.own_schema.search.search_sqlite import SearchesSqlite
from services.own_schema.staff.staff_accounts import StaffDirectory
from services.own_schema.staff.staff_accounts_postgresql import StaffDirectoryPostgresql
from services.own_schema.staff.staff_accounts_sqlite import StaffDirectorySqlite
from services.own_schema.today.slip_hand_overs import SlipHandOvers
from services.own_schema.today.slip_hand_overs_postgresql import SlipHandOversPostgresql
from services.own_schema.today.slip_hand_overs_sqlite import SlipHandOversSqlite
from services.own_schema.today.today import Today
from services.own_schema.today.today_postgresql import TodayPostgresql
from services.own_schema.today.today_sqlite import TodaySqlite
from services.own_schema.transactions.acts import Acts
from services.own_schema.transactions.acts_postgresql import ActsPostgresql
from services.own_schema.transactions.acts_sqlite import ActsSqlite
from services.own_schema.transactions.intents import ActIntents
from services.own_schema.transactions.intents_postgresql import ActIntentsPostgresql
from services.own_schema.transactions.intents_sqlite import ActIntentsSqlite
from services.own_schema.worker.housekeeping import Housekeeping
from services.own_schema.worker.housekeeping_postgresql import HousekeepingPostgresql
from services.own_schema.worker.housekeeping_sqlite import HousekeepingSqlite


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnBackend:
    """The own schema as a `Backend`, which describes each part."""

    masters: MastersStore
    staff: StaffDirectory
    look_ups: LookUps
    searches: Searches
    suspension_lists: Today
    open_days: OpenDays
    identity: IdentityChecks[Any]
    acts: Acts[Any]
    outcomes: Outcomes
    changes: Changes
    offers: Offers


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRecords:
    """The own schema's `CounterRecords`; its acts write them."""

    act_history: ActHistory
    act_lists: ActLists
    today: Today
    approvals: Approvals
    slip_hand_overs: SlipHandOvers


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRecording:
    """The own schema's `Recording`, for a library beside another system."""

    branches: NumberedBranches
    patrons: ActIntents
    looks: LookUps
    lists: Today
    searches: Searches
    acts: ActIntents
    outcomes: Outcomes
    checks: IdentityChecks[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What works on one kind of database, each as a class."""

    staff: type[StaffDirectory]
    look_ups: type[LookUps]
    searches: type[Searches]
    identity: type[IdentityChecks[Any]]
    acts: type[Acts[Any]]
    intents: type[ActIntents]
    today: Callable[[Database, MastersStore, SuspendedPatrons | None], Today]
    act_lists: type[ActLists]
    approvals: type[Approvals]
    slip_hand_overs: type[SlipHandOvers]
    outbox: type[Outbox]
    housekeeping: type[Housekeeping]
    sealing: type[Sealing]


_SQLITE: Final = Parts(
    staff=StaffDirectorySqlite,
    look_ups=LookUpsSqlite,
    searches=SearchesSqlite,
    identity=IdentityChecksSqlite,
    acts=ActsSqlite,
    intents=ActIntentsSqlite,
    act_lists=ActListsSqlite,
    today=TodaySqlite,
    approvals=ApprovalsSqlite,
    slip_hand_overs=SlipHandOversSqlite,
    outbox=OutboxSqlite,
    housekeeping=HousekeepingSqlite,
    sealing=SealingSqlite,
)
_POSTGRESQL: Final = Parts(
    staff=StaffDirectoryPostgresql,
    look_ups=LookUpsPostgresql,
    searches=SearchesPostgresql,
    identity=IdentityChecksPostgresql,
    acts=ActsPostgresql,
    intents=ActIntentsPostgresql,
    act_lists=ActListsPostgresql,
    today=TodayPostgresql,
    approvals=ApprovalsPostgresql,
    slip_hand_overs=SlipHandOversPostgresql,
    outbox=OutboxPostgresql,
    housekeeping=HousekeepingPostgresql,
    sealing=SealingPostgresql,
)


@dataclass(frozen=True, slots=True)
class Library:
    """An open library.

    Attributes:
        backend, records: all that a desk is opened on.
        recording: what another `Backend` records here.
        db, masters, staff: what commands and the worker work on; they make what else they need of these.
        parts: of what kind the database is.
    """

    backend: Backend
    records: CounterRecords
    recording: Recording
    db: Database
    masters: MastersStore
    staff: StaffDirectory
    parts: Parts

    def records_beside(self, system: SuspendedPatrons) -> CounterRecords:
        """Give the records of a library whose patrons another system has: they ask it, too.

        For a system that offers approvals or lists; beside one that is only read, `records` has all that its desk asks.
        """
        look_ups = self.parts.look_ups(self.db, self.masters)
        return _records(self.parts, self.db, self.masters, look_ups, system)

    def outbox(self) -> Outbox:
        """Give the mails on their way."""
        return self.parts.outbox(self.db, self.masters)

    def housekeeping(self, *, clock_is_right: bool = False) -> Housekeeping:
        """Give what clears; see `Housekeeping`."""
        return self.parts.housekeeping(self.db, self.masters, clock_is_right=clock_is_right)

    def sealing(self) -> Sealing:
        """Give what seals the records of acts."""
        return self.parts.sealing(self.db)


@asynccontextmanager
async def open_library(
    url: str,
    *,
    hasher: PasswordHasher | None = None,
    answer_within: float | None = ANSWER_WITHIN,
    on_any_disk: bool = False,
) -> AsyncIterator[Library]:
    """Open a library; its connections are closed when the block ends.

    Args:
        url: see `services.own_schema.database.address.parse`.
        hasher: what hashes passwords; of the standard cost when left out.
        answer_within: see `Database.open`.
        on_any_disk: a file on another computer's disk will do: it is only read, or no other program opens it.

    Raises:
        DatabaseOnNetwork: the file lies on another computer's disk.
        DatabaseUrlBad, SystemUnreachable, SystemBusy: there is no library to open.
        SchemaMismatch: the database is another version's.
    """
    db = Database.open(url, answer_within=answer_within)
    try:
        if not on_any_disk:
            await require_own_disk(db.path)
        await upgrade.check_revision(db)
        db.keep_to_revision()
        masters = await MastersStore.load(db)
        async with db.autocommit():
            pass  # connected now, so that the first card doesn't wait for it
        yield build_library(db, masters, hasher or PasswordHasher())
    finally:
        await db.dispose()


def parts_of(db: Database) -> Parts:
    """Choose what works on a database; nothing above asks of which kind it is."""
    return _SQLITE if db.dialect == "sqlite" else _POSTGRESQL


def build_library(
    db: Database, masters: MastersStore, hasher: PasswordHasher, register: Register = REGISTER
) -> Library:
    """Put the services over an open database together."""
    parts = parts_of(db)
    look_ups = parts.look_ups(db, masters)
    staff = parts.staff(db, masters, hasher)
    today = parts.today(db, masters, None)
    backend = OwnBackend(
        masters=masters,
        staff=staff,
        look_ups=look_ups,
        searches=parts.searches(db, masters),
        suspension_lists=today,
        open_days=OpenDays(db, masters),
        identity=parts.identity(db, masters, look_ups),
        acts=parts.acts(db, masters, look_ups, hasher, register),
        outcomes=Outcomes(db),
        changes=Changes(db),
        offers=EVERYTHING,
    )
    records = _records(parts, db, masters, look_ups, None)
    intents = parts.intents(db, masters, backend.acts, register)
    recording = OwnRecording(
        branches=NumberedBranches(db),
        patrons=intents,
        looks=look_ups,
        lists=today,
        searches=backend.searches,
        acts=intents,
        outcomes=backend.outcomes,
        checks=backend.identity,
    )
    return Library(backend, records, recording, db, masters, staff, parts)


def _records(
    parts: Parts, db: Database, masters: MastersStore, look_ups: LookUps, elsewhere: SuspendedPatrons | None
) -> OwnRecords:
    return OwnRecords(
        act_history=ActHistory(db, masters, look_ups),
        today=parts.today(db, masters, elsewhere),
        act_lists=parts.act_lists(db, masters),
        approvals=parts.approvals(db, masters, look_ups, elsewhere),
        slip_hand_overs=parts.slip_hand_overs(db),
    )

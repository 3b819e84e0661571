"""The library as a running program holds it: one open database, and what stands behind the seam of `services.backend`.

The own schema is the first to stand there. Its services satisfy the Protocols as they are.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from services.acts.offers import EVERYTHING, Offers
from services.approvals.approvals import Approvals
from services.audit.act_history import ActHistory
from services.audit.act_outcomes import Outcomes
from services.backend import Backend, CounterRecords
from services.database.change_feeds.change_feed import Changes
from services.database.engine import ANSWER_WITHIN, Database
from services.file_systems import require_own_disk
from services.lookup.caller_checks import IdentityChecks
from services.lookup.look_up import LookUps
from services.masters.masters_store import MastersStore
from services.password_hashing import PasswordHasher
from services.schema import upgrade
from services.search.search import Searches
from services.staff.staff_accounts import StaffDirectory
from services.staff.staff_accounts_postgresql import StaffDirectoryPostgresql
from services.today.slip_hand_overs import SlipHandOvers
from services.today.today import Today
from services.transactions.acts import Acts


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnBackend:
    """The own schema as a `Backend`, where it is said what each part does."""

    masters: MastersStore
    staff: StaffDirectory
    look_ups: LookUps
    searches: Searches
    identity: IdentityChecks
    acts: Acts
    outcomes: Outcomes
    changes: Changes
    offers: Offers = EVERYTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRecords:
    """The own schema's `CounterRecords`; its acts write them."""

    act_history: ActHistory
    today: Today
    approvals: Approvals
    slip_hand_overs: SlipHandOvers


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """An open library.

    Attributes:
        backend, records: all that a desk is opened on.
        db, masters, staff: what commands and the worker work on; they make what else they need of these.
    """

    backend: Backend
    records: CounterRecords
    db: Database
    masters: MastersStore
    staff: StaffDirectory


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
        url: see `services.database.address.parse`.
        hasher: what hashes passwords; of the standard cost when left out.
        answer_within: see `Database.open`.
        on_any_disk: a file on another computer's disk will do: it is only read, or nobody else opens it.

    Raises:
        DatabaseOnNetwork: the file lies on another computer's disk.
        DatabaseUrlBad, DatabaseUnreachable, DatabaseBusy: there is no library to open.
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


def build_library(db: Database, masters: MastersStore, hasher: PasswordHasher) -> Library:
    """Put the services over an open database together."""
    look_ups = LookUps(db, masters)
    staff = (StaffDirectory if db.dialect == "sqlite" else StaffDirectoryPostgresql)(db, masters, hasher)
    backend = OwnBackend(
        masters=masters,
        staff=staff,
        look_ups=look_ups,
        searches=Searches(db),
        identity=IdentityChecks(db, masters, look_ups),
        acts=Acts(db, masters, look_ups, hasher),
        outcomes=Outcomes(db),
        changes=Changes(db),
    )
    records = OwnRecords(
        act_history=ActHistory(db, look_ups),
        today=Today(db, masters),
        approvals=Approvals(db, masters, look_ups),
        slip_hand_overs=SlipHandOvers(db),
    )
    return Library(backend=backend, records=records, db=db, masters=masters, staff=staff)

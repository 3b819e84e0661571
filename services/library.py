"""The library as a running program holds it: one database, its masters, and the services over them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from services.audit.act_history import ActHistory
from services.audit.act_outcomes import Outcomes
from services.audit.seals import Sealing
from services.database.change_feeds.change_feed import Changes
from services.database.engine import Database
from services.lookup.caller_checks import IdentityChecks
from services.lookup.look_up import LookUps
from services.lookup.open_reports import Reports
from services.masters.masters_store import MastersStore
from services.password_hashing import PasswordHasher
from services.portal import Portal
from services.schema import upgrade
from services.search.search import Searches
from services.staff.staff_accounts import StaffDirectory
from services.staff.staff_accounts_postgresql import StaffLogins
from services.transactions.acts import Acts


@dataclass(frozen=True, slots=True)
class Library:
    """Everything a desk or a command asks for by name."""

    db: Database
    masters: MastersStore
    hasher: PasswordHasher
    staff: StaffDirectory
    look_ups: LookUps
    searches: Searches
    identity: IdentityChecks
    acts: Acts
    unsettled_reports: Reports
    portal: Portal
    records: ActHistory
    sealing: Sealing
    changes: Changes
    outcomes: Outcomes


@asynccontextmanager
async def open_library(url: str, *, hasher: PasswordHasher | None = None) -> AsyncIterator[Library]:
    """Open a library; its connections are closed when the block ends.

    Args:
        url: see `services.database.address.parse`.
        hasher: what hashes passwords; of the standard cost when left out.

    Raises:
        DatabaseUrlBad, DatabaseUnreachable, DatabaseBusy: there is no library to open.
        SchemaMismatch: the database is another version's.
    """
    db = Database.open(url)
    try:
        await upgrade.check_revision(db)
        masters = await MastersStore.load(db)
        async with db.autocommit():
            pass  # connected now, so that the first card doesn't wait for it
        yield build_library(db, masters, hasher or PasswordHasher())
    finally:
        await db.dispose()


def build_library(db: Database, masters: MastersStore, hasher: PasswordHasher) -> Library:
    """Put the services over an open database together."""
    look_ups = LookUps(db, masters)
    return Library(
        acts=Acts(db, masters, look_ups, hasher),
        db=db,
        masters=masters,
        hasher=hasher,
        staff=(StaffDirectory if db.dialect == "sqlite" else StaffLogins)(db, masters, hasher),
        look_ups=look_ups,
        searches=Searches(db),
        identity=IdentityChecks(db, masters, look_ups),
        unsettled_reports=Reports(db, masters),
        portal=Portal(db, masters, hasher),
        records=ActHistory(db, masters),
        sealing=Sealing(db, masters),
        changes=Changes(db),
        outcomes=Outcomes(db),
    )

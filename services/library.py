"""The library as a running program holds it: one database, its masters, and the services over them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from services.acts.act_transaction import Acts
from services.acts.cards import CardActs
from services.acts.contact import ContactActs
from services.acts.holds import HoldActs
from services.acts.loans import LoanActs
from services.acts.password_use import PasswordUseActs
from services.acts.passwords import PasswordActs
from services.acts.reference import ReferenceActs
from services.acts.registration import RegistrationActs
from services.acts.reports import ReportActs
from services.acts.suspensions import SuspensionActs
from services.audit.act_history import Records
from services.audit.act_outcomes import Outcomes
from services.audit.seals import Sealing
from services.database.change_feeds.change_feed import Changes
from services.database.engine import Database
from services.lookup.caller_checks import IdentityChecks
from services.lookup.look_up import LookUps
from services.lookup.open_reports import Reports
from services.masters.masters import MastersStore
from services.password_hashing import PasswordHasher
from services.portal import Portal
from services.schema import upgrade
from services.search.search import Searches
from services.staff.staff_accounts import StaffDirectory
from services.staff.staff_accounts_postgresql import StaffLogins


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
    passwords: PasswordActs
    password_use: PasswordUseActs
    loans: LoanActs
    contact: ContactActs
    reference: ReferenceActs
    holds: HoldActs
    registration: RegistrationActs
    cards: CardActs
    suspensions: SuspensionActs
    reports: ReportActs
    unsettled_reports: Reports
    portal: Portal
    records: Records
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
    acts = Acts(db, masters, look_ups)
    return Library(
        db=db,
        masters=masters,
        hasher=hasher,
        staff=(StaffDirectory if db.dialect == "sqlite" else StaffLogins)(db, masters, hasher),
        look_ups=look_ups,
        searches=Searches(db),
        identity=IdentityChecks(db, masters, look_ups),
        passwords=PasswordActs(db, masters, look_ups, hasher),
        password_use=PasswordUseActs(db, acts, hasher),
        loans=LoanActs(acts),
        contact=ContactActs(acts),
        reference=ReferenceActs(acts),
        holds=HoldActs(acts),
        registration=RegistrationActs(acts),
        cards=CardActs(acts),
        suspensions=SuspensionActs(acts),
        reports=ReportActs(acts),
        unsettled_reports=Reports(db, masters),
        portal=Portal(db, masters, hasher),
        records=Records(db, masters),
        sealing=Sealing(db, masters),
        changes=Changes(db),
        outcomes=Outcomes(db),
    )

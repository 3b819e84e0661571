"""The library as a running program holds it: one database, its masters, and the services over them."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from services.act_requests import ActRequest
from services.acts import door
from services.acts.act_transaction import Acts
from services.acts.cards import CardActs, ReplaceCard, ReportLost
from services.acts.contact import ChangeEmail, ContactActs, ResendNotice
from services.acts.holds import (
    Acknowledge,
    CancelHold,
    ChangeHold,
    ExtendShelf,
    HoldActs,
    StaffCancelHold,
    UndoCancel,
)
from services.acts.loans import LoanActs, RenewLoan
from services.acts.password_use import (
    ChangePassword,
    CheckPassword,
    DisablePassword,
    PasswordUseActs,
    UnlockPassword,
)
from services.acts.passwords import IssuePassword, PasswordActs
from services.acts.reference import AskQuestion, MarkTold, ReferenceActs
from services.acts.registration import RegistrationActs, RenewRegistration
from services.acts.reports import ReportActs, SettleReport, TakeReport
from services.acts.suspensions import Lift, Suspend, SuspensionActs
from services.audit.act_history import Records
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


@dataclass(frozen=True, slots=True)
class Library:
    """Everything a desk or a command asks for by name."""

    acts: door.Acts
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
    loans, contact, reference, holds = LoanActs(acts), ContactActs(acts), ReferenceActs(acts), HoldActs(acts)
    registration, cards, suspensions, reports = (
        RegistrationActs(acts),
        CardActs(acts),
        SuspensionActs(acts),
        ReportActs(acts),
    )
    passwords, use = PasswordActs(db, masters, look_ups, hasher), PasswordUseActs(db, acts, hasher)
    by_request: dict[type[ActRequest[Any]], Callable[[Any], Any]] = {
        RenewLoan: loans.renew,
        ChangeHold: holds.change,
        CancelHold: holds.cancel,
        StaffCancelHold: holds.staff_cancel,
        ExtendShelf: holds.extend,
        UndoCancel: holds.undo,
        Acknowledge: holds.acknowledge,
        ReportLost: cards.report_lost,
        ReplaceCard: cards.replace,
        ChangeEmail: contact.change_email,
        ResendNotice: contact.resend,
        IssuePassword: passwords.issue,
        ChangePassword: use.change,
        CheckPassword: use.check,
        UnlockPassword: use.unlock,
        DisablePassword: use.disable,
        AskQuestion: reference.ask,
        MarkTold: reference.mark_told,
        RenewRegistration: registration.renew,
        TakeReport: reports.take,
        SettleReport: reports.settle,
        Suspend: suspensions.suspend,
        Lift: suspensions.lift,
    }
    return Library(
        acts=door.Acts(by_request),
        db=db,
        masters=masters,
        hasher=hasher,
        staff=(StaffDirectory if db.dialect == "sqlite" else StaffLogins)(db, masters, hasher),
        look_ups=look_ups,
        searches=Searches(db),
        identity=IdentityChecks(db, masters, look_ups),
        passwords=passwords,
        password_use=use,
        loans=loans,
        contact=contact,
        reference=reference,
        holds=holds,
        registration=registration,
        cards=cards,
        suspensions=suspensions,
        reports=reports,
        unsettled_reports=Reports(db, masters),
        portal=Portal(db, masters, hasher),
        records=Records(db, masters),
        sealing=Sealing(db, masters),
        changes=Changes(db),
        outcomes=Outcomes(db),
    )

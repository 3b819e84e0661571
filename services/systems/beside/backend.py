"""A library system that is read, with the counter's own library beside it, as one `Backend`."""

from dataclasses import dataclass
from typing import Final

from services.acts.contact_attempts import RecordContact
from services.acts.reference import AskQuestion, MarkTold
from services.acts.reports import SettleReport, TakeReport
from services.contract.backend import Backend, OpenDays, Outcomes, Searches, Staff, SuspensionLists
from services.contract.offers import Offers, Request, SystemPart
from services.contract.recording import Recording
from services.systems.beside.callers import SystemIdentityChecks
from services.systems.beside.counter_acts import CounterActs
from services.systems.beside.known import Known
from services.systems.beside.look_ups import SystemLookUps
from services.systems.beside.masters_in_force import MastersBeside
from services.systems.beside.patron_marks import SystemChanges
from services.systems.record_source import RecordSource

KEPT_ACTS: Final[frozenset[Request]] = frozenset(
    {TakeReport, SettleReport, AskQuestion, MarkTold, RecordContact}
)
"""The acts that change only what the counter keeps."""
KEPT_PARTS: Final = frozenset(
    {
        SystemPart.PHONE,
        SystemPart.QUESTIONS,
        SystemPart.REPORTS,
        SystemPart.CONTACTS,
        SystemPart.ACT_HISTORY,
        SystemPart.OWN_WORK,
    }
)
"""The parts of a desk that need nothing of a system but its patrons' records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemBackend:
    """A `Backend`, which describes each part."""

    offers: Offers
    masters: MastersBeside
    staff: Staff
    look_ups: SystemLookUps
    searches: Searches
    suspension_lists: SuspensionLists
    open_days: OpenDays
    identity: SystemIdentityChecks
    acts: CounterActs
    outcomes: Outcomes
    changes: SystemChanges


async def stand_beside(source: RecordSource, own: Backend, recording: Recording) -> SystemBackend:
    """Put a desk on a system together.

    Args:
        source: the system.
        own: the counter's library: its staff, wording and policy go on.
        recording: what is recorded there.

    Raises:
        LibraryHasPatrons, NotPermitted: nothing can be recorded there for another system.
        ServiceError: the system's masters can't be read.
    """
    masters = MastersBeside(source, own.masters, recording.branches)
    await masters.load()
    offers = Offers(KEPT_ACTS, KEPT_PARTS | masters.system.parts)
    known = Known(recording.patrons)
    look_ups = SystemLookUps(source, masters, known, recording.looks)
    return SystemBackend(
        offers=offers,
        masters=masters,
        staff=own.staff,
        look_ups=look_ups,
        searches=own.searches,
        suspension_lists=own.suspension_lists,
        open_days=own.open_days,
        identity=SystemIdentityChecks(source, known, recording.checks, look_ups),
        acts=CounterActs(offers, recording.acts, look_ups),
        outcomes=recording.outcomes,
        changes=SystemChanges(source, masters, known, own.changes),
    )

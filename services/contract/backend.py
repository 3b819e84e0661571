"""The seam to a library system: what a desk asks of it, and no more.

`Backend` is the system that holds patrons, loans and holds. `CounterRecords` is what the counter itself keeps. The own
schema is both (`services.own_schema.library`). docs/architecture.md says where to begin with another system.

What passes here is this program's own data: actors, requests, snapshots. No statement passes, no row of a table and no
connection. `services.contract.errors` has what can be raised.
"""

from collections.abc import AsyncGenerator, Sequence
from datetime import date
from typing import Any, Protocol

from services.contract.act_requests import ActRequest, ChangeOwnPassword
from services.contract.act_result import ActResult
from services.contract.actor import Actor, StaffMember
from services.contract.approval import Approval, ApprovalCase
from services.contract.change_events import Report
from services.contract.errors import ServiceError
from services.contract.hits import Hits
from services.contract.masters import Masters
from services.contract.offers import Offers
from services.contract.recorded_acts import ALWAYS, Outcome, PatronRecords, Period
from services.contract.snapshot import LookUpAnswer, PatronSnapshot
from services.contract.today.act_list import ActFilter, ActList
from services.contract.today.counts import TodayCounts, WaitingDesks
from services.contract.today.figures import YearFigures, YearLooks
from services.contract.today.open_days import BranchMonth
from services.contract.today.own_work import OwnWork
from services.contract.today.report_list import ReportFilter, ReportList
from services.contract.today.suspension_list import SuspensionFilter, SuspensionList
from services.rules.circulation.open_days import DayChange
from services.rules.people.approvals import ApprovalRefusal, ApprovalState
from services.rules.people.identity import CallerFacts
from services.rules.people.search import SearchText
from services.rules.secret import Secret

type PatronKey = int
"""Names a patron to the system that gave it.

A desk keeps it while the patron is open, compares it and hands it back; it reads nothing in it, not even an order. The
same is true of every `id` and `version` in a snapshot. A version changes whenever its row does, and that is all that a
desk knows of it. A system with other keys gives each a lasting number.
"""


class LookUps(Protocol):
    """Looking a patron up."""

    async def by_card(self, card_number: str, actor: Actor) -> LookUpAnswer:
        """Read the patron of a clean card number, recording the look.

        Raises:
            CardUnknown: no card has the number.
            CardRetired: the card was replaced.
        """

    async def by_patron(self, patron_id: PatronKey, actor: Actor) -> LookUpAnswer:
        """Read a patron who was found without a card, recording the look; raises PatronGone."""

    async def again(self, patron_id: PatronKey, actor: Actor) -> LookUpAnswer:
        """Read an open patron again at the clerk's request, recording the look; raises PatronGone."""

    async def refresh(self, patron_id: PatronKey, actor: Actor) -> LookUpAnswer:
        """Read an open patron's present state without recording a look; raises PatronGone."""


class Searches(Protocol):
    """Finding a patron without a card."""

    async def find(self, text: SearchText, actor: Actor) -> Hits:
        """Find the patrons that the text means, recording the search; raises SearchUnfit or NotPermitted."""


class SuspensionLists(Protocol):
    """Listing who is suspended, for a supervisor at the counter; raises ActRefused else."""

    async def suspensions(self, wanted: SuspensionFilter, actor: Actor) -> SuspensionList:
        """Open 貸出禁止一覧: it is recorded who opened it with which filter, and how many it lists."""

    async def suspensions_again(self, wanted: SuspensionFilter, actor: Actor) -> SuspensionList:
        """Read an open list's present state, without a record: the desk refreshes by itself."""

    async def suspensions_for_file(self, wanted: SuspensionFilter, actor: Actor) -> SuspensionList:
        """Read all that a list has, for a CSV; recorded as such."""


class OpenDays(Protocol):
    """The days on which the desk's own branch opens, for a supervisor at the counter; raises ActRefused else."""

    async def month(self, of: date, actor: Actor) -> BranchMonth:
        """Read the month that a day is in; it names nobody, and isn't recorded."""

    async def set_days(self, changes: Sequence[DayChange], actor: Actor) -> int:
        """Set days, or none at all, with one record; answers how many became another one.

        Days that are as they are wanted are no change: sent twice, it acts once.

        Raises:
            DaysChanged: somebody else changed one of them meanwhile.
            DaysOver: one of them has passed.
            DaysUnknown: the answer was lost; sending them again tells.
        """


class IdentityChecks(Protocol):
    """Comparing what a caller tells. It is never answered which fact is wrong.

    `check` and `find` raise FactsUnfit, IdentityNotConfirmed and IdentityCheckEnded.
    """

    async def check(self, patron_id: PatronKey, facts: CallerFacts, actor: Actor) -> PatronSnapshot:
        """Compare the facts of an open card."""

    async def find(self, facts: CallerFacts, actor: Actor) -> PatronSnapshot:
        """Find the one patron of whom all facts are true."""

    async def end(self, patron_id: PatronKey, actor: Actor) -> None:
        """End the check of a patron who is closed."""


class Acts(Protocol):
    """Carrying acts out."""

    async def perform[R](self, request: ActRequest[R]) -> ActResult[R]:
        """Do an act and record it, or do nothing at all.

        A request that was carried out before answers its first result.

        Raises:
            ActRefused: with every reason.
            RowChanged: what the clerk saw isn't so any more.
            PatronGone: there is no such patron any more.
            OutcomeUnknown: the answer was lost; `Outcomes` tells the outcome later.
            ServiceError: as the act raises besides.
        """


class Outcomes(Protocol):
    """Settling requests whose answer was lost."""

    async def of(self, act_id: str, staff_id: str) -> Outcome | None:
        """Tell an act's outcome, None if it wasn't and won't be carried out; waits for one that is under way.

        Raises:
            SystemBusy, SystemUnreachable, SystemReadOnly: the outcome can't be told yet.
        """


class MastersInForce(Protocol):
    """The library's own values."""

    @property
    def current(self) -> Masters:
        """The masters as last read; a look-up reads them again when they changed."""

    async def again(self) -> None:
        """Read them again if they or the day changed: a number that they take for no card's comes to no look-up."""


class Staff(Protocol):
    """The accounts of the staff at the desks."""

    async def sign_in(self, staff_id: str, password: Secret) -> StaffMember:
        """Check id and password; raises SignInFailed, StaffLocked or StaffDisabled."""

    async def change_own(self, request: ChangeOwnPassword) -> None:
        """Change the password of the signed-in account; raises as `sign_in`, and PasswordUnfit or OutcomeUnknown."""

    async def default_branch(self, member: StaffMember) -> int:
        """Tell the key of the branch that a person works at by default; raises StaffUnknown."""

    async def again(self, member: StaffMember) -> StaffMember:
        """Read the signed-in account anew, for a changed name or role; raises StaffDisabled."""

    async def refusal(self) -> ServiceError:
        """Wait until the system refuses the signed-in account, on any connection; tell how it refused."""


class Changes(Protocol):
    """What other desks change, and whether the system is there."""

    def reports(self) -> AsyncGenerator[Report]:
        """Yield the events until the generator is closed."""

    def follow(self, patron_id: PatronKey | None) -> None:
        """Note who is open at the desk now; a system without notices asks about that patron alone."""

    def reconnect(self) -> None:
        """Use none of the present connections again: their server is gone."""


class Backend(Protocol):
    """A library system, opened for one desk."""

    @property
    def offers(self) -> Offers:
        """What it can do; asked once, when a desk is opened."""

    @property
    def masters(self) -> MastersInForce:
        """The library's own values."""

    @property
    def staff(self) -> Staff:
        """Who may sign in."""

    @property
    def look_ups(self) -> LookUps:
        """Looks a patron up."""

    @property
    def searches(self) -> Searches:
        """Finds a patron."""

    @property
    def suspension_lists(self) -> SuspensionLists:
        """Lists who is suspended."""

    @property
    def open_days(self) -> OpenDays:
        """Sets the days on which a branch opens."""

    @property
    def identity(self) -> IdentityChecks:
        """Identifies a caller."""

    @property
    def acts(self) -> Acts:
        """Carries acts out."""

    @property
    def outcomes(self) -> Outcomes:
        """Settles acts whose answer was lost."""

    @property
    def changes(self) -> Changes:
        """Follows what others change."""


class ActHistory(Protocol):
    """Reading what was done to a patron."""

    async def of_patron(
        self, patron_id: PatronKey, actor: Actor, *, looks: bool = False, period: Period = ALWAYS
    ) -> PatronRecords:
        """Read the latest acts of a period that the actor may see; raises ActRefused before a caller is identified.

        With `looks` who looked at the patron is among them, but by telephone.
        """


class ActLists(Protocol):
    """Listing what staff did: a supervisor everybody's, others their own; raises NotPermitted by telephone."""

    async def acts(self, wanted: ActFilter, actor: Actor) -> ActList:
        """Open 操作の一覧: it is recorded who opened it with which filter, and how many it lists.

        Raises:
            LooksListedOften: others' looks were listed as often as may be.
        """

    async def acts_again(self, wanted: ActFilter, actor: Actor) -> ActList:
        """Read an open list's present state, without a record."""

    async def acts_for_file(self, wanted: ActFilter, actor: Actor) -> ActList:
        """Read all that a list has, for a CSV; recorded as such, and raises as `acts`."""


class Today(Protocol):
    """Reading what waits. All but a clerk's own work is a supervisor's at the counter, and raises ActRefused else."""

    async def counts(self, actor: Actor) -> TodayCounts:
        """Count what waits, in one round trip; it names no patron, and isn't recorded."""

    async def figures(self, year: int, actor: Actor) -> YearFigures:
        """Count a fiscal year and the one before, without looks; it names nobody, and isn't recorded."""

    async def looks_of_year(self, year: int, actor: Actor) -> YearLooks:
        """Count the looks of a fiscal year and of the one before, which are many; as `figures` else."""

    async def waiting_desks(self, actor: Actor) -> WaitingDesks:
        """Tell which desks wait for an approval, on either channel, and count nothing: it costs little."""

    async def own_work(self, actor: Actor) -> OwnWork:
        """Open the clerk's unfinished work, recorded; for every role, by phone without names."""

    async def own_work_again(self, actor: Actor) -> OwnWork:
        """Read it once more without a record, while it is open."""

    async def reports(self, wanted: ReportFilter, actor: Actor) -> ReportList:
        """Open 申し出の一覧: it is recorded who opened it, of which branch, and how many it lists."""

    async def reports_again(self, wanted: ReportFilter, actor: Actor) -> ReportList:
        """Read that list's present state, without a record."""


class Approvals(Protocol):
    """A supervisor's approval of one act of a clerk's.

    The clerk's desk asks, with the request that it means to send, and sends it, `approved`, when it was approved. All
    raise ActRefused where the rules refuse.
    """

    async def ask(self, request: ActRequest[Any]) -> int:
        """Ask for a request to be approved; answers the number by which desks know it.

        Raises:
            ApprovalsTooMany: as many of this login wait as may.
        """

    async def state(self, number: int, actor: Actor) -> Approval:
        """Tell the state of this account's request; raises ApprovalUnknown."""

    async def withdraw(self, number: int, actor: Actor) -> None:
        """Withdraw this account's request, approved or not; a refused or used one stays so."""

    async def widen(self, number: int, actor: Actor) -> None:
        """Show this account's request to the whole library's supervisors; raises NotPermitted where it mustn't be."""

    async def look_at(self, number: int, actor: Actor) -> ApprovalCase:
        """Show a supervisor what a request is about, recording the look; raises ApprovalUnknown."""

    async def decide(self, number: int, actor: Actor, refusal: ApprovalRefusal | None) -> ApprovalState:
        """Approve a request that this account looked at, or refuse it with a reason; answers its new state.

        Raises:
            ApprovalClosed: it waits no more.
            ApprovalUnknown: there is none, or this account didn't look at it.
        """


class SlipHandOvers(Protocol):
    """Recording that password slips were handed over."""

    async def note(self, act_id: str, actor: Actor) -> None:
        """Record that the slip of this account's issue was handed over; sent twice, it is recorded once.

        Raises:
            NotPermitted: another account issued it.
            ServiceError: nothing was recorded, or the outcome is unknown.
        """


class CounterRecords(Protocol):
    """What the counter keeps of its own: acts, looks, identity checks, reports, mail, approvals, slips.

    A desk only reads here, but for approvals and for slips that were handed over. What a desk does is recorded by the
    `Backend` that does it; the own schema records an act in the act's own transaction. Where a system keeps no such
    records, its `Backend` writes them here, before and after it acts. Looks and identity checks are read by no desk,
    and mail only in a snapshot: they have no method.
    """

    @property
    def act_history(self) -> ActHistory:
        """What was done to a patron."""

    @property
    def act_lists(self) -> ActLists:
        """What staff did on a day."""

    @property
    def today(self) -> Today:
        """What waits for a supervisor."""

    @property
    def approvals(self) -> Approvals:
        """What supervisors approve."""

    @property
    def slip_hand_overs(self) -> SlipHandOvers:
        """Which slips were handed over."""

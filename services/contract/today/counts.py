"""How much waits for a supervisor: what 「今日の仕事」 shows before a list is opened. It names no patron."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from services.rules.people.approvals import OPEN_FOR, ApprovalState
from services.rules.people.hourly_bounds import HourlyCount


@dataclass(frozen=True, slots=True)
class WaitingApproval:
    """A request for an approval, of the last minutes (承認を待つ窓口); it has no data of a patron.

    Attributes:
        id: the number by which desks know it.
        verb: the act's, one of `services.rules.people.approvals.APPROVABLE`.
        asked_by: the clerk's name; the id where the account is gone.
        asked_at, decided_at: shown in Tokyo; `decided_at` is None before the decision.
        state: its state.
        is_mine: the reading supervisor approved it.
    """

    id: int
    verb: str
    workstation: str
    asked_by: str
    asked_at: datetime
    decided_at: datetime | None = None
    state: ApprovalState = ApprovalState.WAITING
    is_mine: bool = False

    @property
    def ends_at(self) -> datetime:
        """When it expires, unless it is decided or the act is done before."""
        return (self.decided_at or self.asked_at) + OPEN_FOR


@dataclass(frozen=True, slots=True)
class BusyLogin:
    """A login that read much of people, or lifted many suspensions, in one hour of the last day.

    Attributes:
        staff_id: the login.
        name: whose it is; the id where the account is gone.
        most: how much it was in its busiest hour.
        bound: how much is allowed, or told from.
        at: when it last was so much that it is told; shown in Tokyo.
    """

    staff_id: str
    name: str
    measure: HourlyCount
    most: int
    bound: int
    at: datetime


@dataclass(frozen=True, slots=True)
class WaitingDesks:
    """Which desks of a branch wait for an approval, at one moment.

    Attributes:
        now: the database server's time, shown in Tokyo.
        approvals: as of `TodayCounts`.
    """

    now: datetime
    approvals: tuple[WaitingApproval, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchCounts:
    """What waits about the patrons of one branch, or of all.

    Attributes:
        ready: suspensions for which everything that they wait for has happened (解除できる貸出禁止).
        reports: unsettled reports (未対応の申し出).
        oldest_report: when the oldest of them was taken, shown in Tokyo; None without any.
        to_contact: suspensions whose patron is to be contacted now (連絡待ち).
        contact_late: those of them of which the day that was set is over.
        suspended: patrons with a suspension in force (貸出禁止中の利用者).
    """

    ready: int = 0
    reports: int = 0
    oldest_report: datetime | None = None
    to_contact: int = 0
    contact_late: int = 0
    suspended: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayCounts:
    """What waits in the library, at one moment.

    Attributes:
        now: the database server's time, shown in Tokyo.
        branches: what waits in each branch about the patrons who belong there, by its key, and by None about patrons
            of whom that isn't known here; without those where nothing does.
        approvals: requests of the last minutes, oldest first, however they stand: those of the desk's branch, and those
            that who reads approved.
        busy: logins that read much of people, the last one first.
    """

    now: datetime
    branches: Mapping[int | None, BranchCounts]
    approvals: tuple[WaitingApproval, ...] = ()
    busy: tuple[BusyLogin, ...] = ()

    def of(self, branch_id: int | None) -> BranchCounts:
        """Give what waits in a branch, and about whom no branch is known; None for the whole library."""
        each = [it for of, it in self.branches.items() if branch_id is None or of in {branch_id, None}]
        return BranchCounts(
            ready=sum(it.ready for it in each),
            reports=sum(it.reports for it in each),
            oldest_report=min((it.oldest_report for it in each if it.oldest_report), default=None),
            to_contact=sum(it.to_contact for it in each),
            contact_late=sum(it.contact_late for it in each),
            suspended=sum(it.suspended for it in each),
        )

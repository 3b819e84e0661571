"""A library system for tests: all parts of another one, but for those that are a test's own, or that it lacks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from services.contract.act_result import ActResult
from services.contract.backend import (
    Acts,
    Backend,
    Changes,
    CounterRecords,
    IdentityChecks,
    LookUps,
    MastersInForce,
    OpenDays,
    Outcomes,
    Searches,
    Staff,
    SuspensionLists,
)
from services.contract.offers import Offers, SystemPart
from services.contract.snapshot import HoldRow, PatronSnapshot, SuspensionRow
from services.contract.today.suspension_list import SuspensionList
from tests.helpers.unknown_values import Value, taken


@dataclass(kw_only=True)
class OtherSystem:
    """A `Backend` that is put together of parts.

    Attributes:
        can: what it offers.
        asked: how often it was asked for that.
    """

    can: Offers
    masters: MastersInForce
    staff: Staff
    look_ups: LookUps
    searches: Searches
    suspension_lists: SuspensionLists
    open_days: OpenDays
    identity: IdentityChecks
    acts: Acts
    outcomes: Outcomes
    changes: Changes
    asked: int = 0

    @property
    def offers(self) -> Offers:
        self.asked += 1
        return self.can


def other_system(backend: Backend, **own: Any) -> OtherSystem:
    """Take all parts that aren't a test's own from a backend."""
    parts: dict[str, Any] = {
        "can": backend.offers,
        "masters": backend.masters,
        "staff": backend.staff,
        "look_ups": backend.look_ups,
        "searches": backend.searches,
        "suspension_lists": backend.suspension_lists,
        "open_days": backend.open_days,
        "identity": backend.identity,
        "acts": backend.acts,
        "outcomes": backend.outcomes,
        "changes": backend.changes,
    }
    return OtherSystem(**(parts | own))


_NOTHING: Final[Mapping[SystemPart, Mapping[str, object]]] = {
    SystemPart.PASSWORD_STATE: {"password": None},
    SystemPart.QUESTIONS: {"questions": ()},
    SystemPart.REPORTS: {"reports": ()},
    SystemPart.PAST_SUSPENSIONS: {"past_suspensions": ()},
    SystemPart.MAIL_NOTICES: {"email_notice": None},
    SystemPart.CANCELLED_HOLDS: {"cancelled_holds": ()},
    SystemPart.REQUESTS: {"requests": ()},
}
"""What a snapshot has of a part that a system lacks."""


class NeverAsked:
    """What no desk may ask, for it was told that it isn't there."""

    def __getattr__(self, name: str) -> Any:
        msg = f"asked: {name}"
        raise AssertionError(msg)


class _Answers:
    """Another one's answers, without what the system lacks."""

    def __init__(self, of: Any, without: Callable[[Any], Any]) -> None:
        self._of, self._without = of, without

    def __getattr__(self, name: str) -> Callable[..., Any]:
        async def answer(*args: Any, **kwargs: Any) -> Any:
            return self._without(await getattr(self._of, name)(*args, **kwargs))

        return answer


@dataclass(frozen=True)
class LackingRecords:
    """The counter's records of a system that lacks something."""

    act_history: Any
    act_lists: Any
    today: Any
    approvals: Any
    slip_hand_overs: Any


def lacking(
    backend: Backend,
    records: CounterRecords,
    offers: Offers,
    unknown: frozenset[Value] = frozenset(),
    **own: Any,
) -> tuple[OtherSystem, LackingRecords]:
    """Make a system that has no more than it offers: of the rest it gives nothing, and what is asked of it fails.

    Args:
        backend, records: a whole one.
        offers: what it has.
        unknown: the values that it doesn't know.
        **own: parts that are a test's own.
    """

    def without(answer: Any) -> Any:
        return _without(taken(answer, unknown), offers)

    def there(part: Any, *wanted: SystemPart) -> Any:
        return _Answers(part, without) if offers.has(*wanted) else NeverAsked()

    parts: dict[str, Any] = {
        "can": offers,
        "look_ups": _Answers(backend.look_ups, without),
        "acts": _Answers(backend.acts, without),
        "searches": there(backend.searches, SystemPart.SEARCH),
        "suspension_lists": there(backend.suspension_lists, SystemPart.SUSPENSION_LIST),
        "open_days": there(backend.open_days, SystemPart.OPEN_DAYS),
        "identity": there(backend.identity, SystemPart.PHONE),
    }
    lists = SystemPart.SUSPENSION_LIST, SystemPart.REPORTS, SystemPart.OWN_WORK, SystemPart.APPROVALS
    kept = LackingRecords(
        act_history=there(records.act_history, SystemPart.ACT_HISTORY),
        act_lists=there(records.act_lists, SystemPart.ACT_HISTORY),
        today=there(records.today, *lists),
        approvals=there(records.approvals, SystemPart.APPROVALS),
        slip_hand_overs=records.slip_hand_overs,
    )
    return other_system(backend, **parts | own), kept


def _without(answer: Any, offers: Offers) -> Any:
    """Take out of an answer what the system lacks."""
    match answer:
        case ActResult():
            return replace(answer, answer=_without(answer.answer, offers))
        case PatronSnapshot():
            missing = [part for part in _NOTHING if not offers.has(part)]
            nothing: dict[str, Any] = {name: it for part in missing for name, it in _NOTHING[part].items()}
            if not offers.has(SystemPart.CONTACTS):
                nothing["holds"] = tuple(map(_untold, answer.holds))
                nothing["suspensions"] = tuple(map(_untold, answer.suspensions))
            return replace(answer, **nothing)
        case SuspensionList():
            entries = answer.entries
            if not offers.has(SystemPart.CONTACTS):
                entries = tuple(replace(it, contacts=None) for it in entries)
            if not offers.has(SystemPart.REPORTS):
                entries = tuple(replace(it, report=None) for it in entries)
            return replace(answer, entries=entries)
        case _:
            return answer


def _untold[R: HoldRow | SuspensionRow](row: R) -> R:
    return replace(row, contacts=None)

"""What a request asks a supervisor for, as codes and numbers: in the database's form, and read from it."""

from typing import Any, assert_never

from services.acts.cards import ReplaceCard
from services.acts.suspensions import Lift, Suspend
from services.contract.act_requests import ActRequest
from services.contract.approval import ApprovalWanted
from services.contract.decode.json_row import JsonRow
from services.rules.people.suspension import CheckItem
from services.rules.vocabulary import SuspensionReason

type Approvable = Lift | Suspend | ReplaceCard


def approvable(request: ActRequest[Any]) -> Approvable:
    """Take a request for an act that a supervisor can approve.

    Raises:
        TypeError: it is for another act.
    """
    if not isinstance(request, Lift | Suspend | ReplaceCard):
        msg = f"nobody approves a {type(request).__name__}"
        raise TypeError(msg)
    return request


def wanted_of(request: Approvable) -> tuple[str, dict[str, Any]]:
    """Give the verb of a request, and what it asks for."""
    match request:
        case Lift():
            settles = None if request.settles is None else request.settles[0]
            return "suspension.lift", {
                "suspension_id": request.suspension_id,
                "override": request.override,
                "settles": settles,
                "checked": sorted(item.value for item in request.checked),
            }
        case Suspend():
            return "suspension.set", {
                "reason": request.reason.value,
                "note": request.note,
                "although_nothing_overdue": request.although_nothing_overdue,
            }
        case ReplaceCard():
            return "card.replace", {
                "new_number": request.new_number,
                "damaged": request.damaged,
                "checked": sorted(item.value for item in request.checked),
            }
        case _:
            assert_never(request)


def asked_values(request: ActRequest[Any]) -> dict[str, Any]:
    """Give what `services.own_schema.approvals.approval_statements` names of an act; raises as `approvable`."""
    verb, wanted = wanted_of(approvable(request))
    return {
        "for_act": request.act_id,
        "for_verb": verb,
        "of_patron": request.patron_id,
        "asked_for": wanted,
    }


def read_wanted(verb: str, found: JsonRow) -> ApprovalWanted:
    """Read what was asked for."""
    match verb:
        case "suspension.lift":
            return ApprovalWanted(
                suspension_id=found.number("suspension_id"),
                override=found.maybe_text("override"),
                settles=found.maybe_number("settles"),
                checked=frozenset(map(CheckItem, found.json("checked"))),
            )
        case "suspension.set":
            return ApprovalWanted(
                reason=SuspensionReason(found.text("reason")),
                note=found.maybe_text("note"),
                although_nothing_overdue=found.flag("although_nothing_overdue"),
            )
        case _:
            return ApprovalWanted(
                new_number=found.text("new_number"),
                damaged=found.flag("damaged"),
                checked=frozenset(map(CheckItem, found.json("checked"))),
            )


def as_wanted(request: Approvable) -> ApprovalWanted:
    """Give what a request asks for as a supervisor is shown it."""
    verb, wanted = wanted_of(request)
    return read_wanted(verb, JsonRow(wanted))

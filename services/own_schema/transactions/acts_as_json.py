"""Writes plans as JSON for `madoguchi_carry_out`: each change with the name of its kind, and the act's record."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from enum import Enum
from typing import Any

from services.acts.act_changes import ActChange
from services.acts.plan import ActPlan
from services.acts.wanted import approvable, wanted_of
from services.contract.act_requests import ActRequest
from services.own_schema.database.act_records import plain_details
from services.rules.vocabulary import Channel


def changes_as_json(changes: tuple[ActChange, ...]) -> str:
    """Write an act's changes, in their order."""
    return json.dumps([{"change": type(each).__name__, **_plain(asdict(each))} for each in changes])


def record_as_json(request: ActRequest[Any], verb: str, plan: ActPlan[Any]) -> str:
    """Write an act's record, but for what the database makes: time, place in the chain and hash."""
    actor = request.actor
    return json.dumps(
        {
            "id": request.act_id,
            "branch": actor.branch_id,
            "workstation": actor.workstation,
            "channel": actor.channel.value,
            "by_phone": actor.channel_that_counts is Channel.PHONE,
            "approved": request.approved,
            "wanted": wanted_of(approvable(request))[1] if request.approved else None,
            "verb": verb,
            "outcome": plan.outcome,
            "subject": plan.subject,
            "subject_id": plan.subject_id,
            "details": plain_details(plan.details),
        }
    )


def _plain(value: Any) -> Any:
    match value:
        case Mapping():
            return {name: _plain(each) for name, each in value.items()}
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case _:
            return value

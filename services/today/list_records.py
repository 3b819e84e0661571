"""The record of a list that is opened: what was asked for, by codes alone, and how many it had."""

from typing import Any, Final

from sqlalchemy import Insert, insert

from services.actor import Actor
from services.database.tables import access_log
from services.database.tables.types import server_now
from services.rules.vocabulary import Channel
from services.today.suspension_list import SuspensionFilter

LIST: Final = "list"
FILE: Final = "list_file"
"""The purposes of the record: on the screen, and for a file."""


def list_record(wanted: SuspensionFilter, actor: Actor, rows: int, *, whole: bool) -> Insert:
    """Build the record on SQLite; PostgreSQL's is desk/today.sql's."""
    listed: dict[str, Any] = {
        "kind": "suspensions",
        "reason": wanted.reason,
        "branch_id": wanted.branch_id,
        "days": wanted.days,
        "ready_only": wanted.ready_only,
        "to_contact": wanted.to_contact,
        "rows": rows,
    }
    return _record(actor, listed, FILE if whole else LIST, Channel.COUNTER)


def own_work_record(actor: Actor, rows: int) -> Insert:
    """Build the record of a clerk's own work on SQLite."""
    listed = {"kind": "own_work", "branch_id": actor.branch_id, "rows": rows}
    return _record(actor, listed, LIST, actor.channel_that_counts)


def _record(actor: Actor, listed: dict[str, Any], purpose: str, channel: Channel) -> Insert:
    return insert(access_log).values(
        at=server_now(),
        staff_id=actor.staff.id,
        branch_id=actor.branch_id,
        workstation=actor.workstation,
        channel=channel,
        purpose=purpose,
        listed=listed,
    )

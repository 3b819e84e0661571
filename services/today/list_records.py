"""The record of a list that is opened: what was asked for, by codes alone, and how many it had."""

from dataclasses import asdict
from typing import Final

from sqlalchemy import Insert

from services.actor import Actor
from services.database.act_records import access_record
from services.rules.vocabulary import Channel
from services.today.report_list import ReportFilter
from services.today.suspension_list import SuspensionFilter

LIST: Final = "list"
FILE: Final = "list_file"
"""The purposes of the record: on the screen, and for a file."""


def list_record(wanted: SuspensionFilter, actor: Actor, rows: int, *, whole: bool) -> Insert:
    """Build the record on SQLite; PostgreSQL's is desk/today.sql's."""
    listed = {"kind": "suspensions", **asdict(wanted), "rows": rows}
    return access_record(actor, FILE if whole else LIST, Channel.COUNTER, listed=listed)


def report_record(wanted: ReportFilter, actor: Actor, rows: int) -> Insert:
    """Build the record of a list of reports on SQLite."""
    listed = {"kind": "reports", **asdict(wanted), "rows": rows}
    return access_record(actor, LIST, Channel.COUNTER, listed=listed)


def own_work_record(actor: Actor, rows: int) -> Insert:
    """Build the record of a clerk's own work on SQLite."""
    listed = {"kind": "own_work", "branch_id": actor.branch_id, "rows": rows}
    return access_record(actor, LIST, actor.channel_that_counts, listed=listed)

"""Calls what counts and lists for a supervisor on PostgreSQL: a list is committed before it is answered.

`services/schema/postgresql/desk/today.sql` has the functions. The procedure can't be called within a transaction.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import BigInteger, Boolean, Column, Integer, String
from sqlalchemy.sql.selectable import TextualSelect
from sqlalchemy.types import TypeEngine

from services.actor import Actor
from services.database.calls import call
from services.database.tables.types import Json
from services.rules.vocabulary import Channel
from services.today.report_list import ReportFilter
from services.today.suspension_list import SuspensionFilter

_TYPES: Final[Mapping[str, TypeEngine[Any]]] = {
    "reason": String(),
    "branch_id": BigInteger(),
    "days": Integer(),
    "ready_only": Boolean(),
    "to_contact": Boolean(),
    "late_only": Boolean(),
    "whole": Boolean(),
    "by_staff": String(),
    "at_branch": BigInteger(),
    "at_workstation": String(),
    "phone": Boolean(),
}
_FILTER: Final = ":reason, :branch_id, :days, :ready_only, :to_contact, :late_only, :whole"


def open_list() -> TextualSelect:
    """Build the opening of a list, recorded; it binds `list_values` and answers one row."""
    statement = f"CALL madoguchi_list_suspensions({_FILTER}, :by_staff, :at_branch, :at_workstation, NULL)"
    return call(statement, _TYPES).columns(Column("list", Json))


def read_list() -> TextualSelect:
    """Build the reading of a list that is on record; it binds the first of `list_values` and answers one row."""
    statement = f"SELECT madoguchi_read_suspensions({_FILTER}, :by_staff)"
    return call(statement, _TYPES).columns(Column("list", Json))


def open_reports() -> TextualSelect:
    """Build the opening of a list of reports, recorded; it binds `report_values` and answers one row."""
    statement = "CALL madoguchi_list_reports(:branch_id, :by_staff, :at_branch, :at_workstation, NULL)"
    return call(statement, _TYPES).columns(Column("list", Json))


def read_reports() -> TextualSelect:
    """Build the reading of a list of reports that is on record; it binds the first of `report_values`."""
    statement = "SELECT madoguchi_read_reports(:branch_id, :by_staff)"
    return call(statement, _TYPES).columns(Column("list", Json))


def count_today() -> TextualSelect:
    """Build the counting of what waits; it binds `by_staff` and `at_branch` and answers one row."""
    return call("SELECT madoguchi_today_counts(:by_staff, :at_branch)", _TYPES).columns(
        Column("counts", Json)
    )


def read_waiting_desks() -> TextualSelect:
    """Build the reading of the desks that wait for an approval; it binds as `count_today` does."""
    return call("SELECT madoguchi_waiting_desks(:by_staff, :at_branch)", _TYPES).columns(
        Column("desks", Json)
    )


def open_own_work() -> TextualSelect:
    """Build the opening of a clerk's own work, recorded; it binds `own_work_values` and answers one row."""
    statement = "CALL madoguchi_list_own_work(:at_branch, :by_staff, :at_workstation, :phone, NULL)"
    return call(statement, _TYPES).columns(Column("work", Json))


def read_own_work() -> TextualSelect:
    """Build the reading of a clerk's own work that is on record; it binds all but the workstation."""
    statement = "SELECT madoguchi_read_own_work(:by_staff, :at_branch, :phone)"
    return call(statement, _TYPES).columns(Column("work", Json))


def own_work_values(actor: Actor) -> dict[str, Any]:
    """Give what `open_own_work` binds."""
    return {
        "by_staff": actor.staff.id,
        "at_branch": actor.branch_id,
        "at_workstation": actor.workstation,
        "phone": actor.channel_that_counts is Channel.PHONE,
    }


def list_values(wanted: SuspensionFilter, actor: Actor, *, whole: bool) -> dict[str, Any]:
    """Give what `open_list` binds."""
    return {
        **asdict(wanted),
        "whole": whole,
        "by_staff": actor.staff.id,
        "at_branch": actor.branch_id,
        "at_workstation": actor.workstation,
    }


def report_values(wanted: ReportFilter, actor: Actor) -> dict[str, Any]:
    """Give what `open_reports` binds."""
    return {
        **asdict(wanted),
        "by_staff": actor.staff.id,
        "at_branch": actor.branch_id,
        "at_workstation": actor.workstation,
    }

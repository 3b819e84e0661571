"""Reads a look-up's attempts to reach the patron, with what is done next about each suspension and hold."""

from datetime import date

from services.contract.actor import Actor
from services.contract.contacts import ContactRow, Contacts
from services.contract.decode.json_row import JsonRow
from services.contract.masters import Masters
from services.rules.circulation.calendar import BranchCalendar
from services.rules.clock import to_tokyo, tokyo_day
from services.rules.decision import Allowed
from services.rules.people.contacts import (
    Attempt,
    ContactFacts,
    NextStep,
    may_be_contacted_about,
    may_be_contacted_about_hold,
    standing_step,
)
from services.rules.permissions import Permission, may_act
from services.rules.vocabulary import (
    Channel,
    ContactMeans,
    ContactResult,
    ContactStep,
    HoldStatus,
    SuspensionReason,
)


def contact_rows(record: JsonRow, about: str, row_id: int) -> tuple[ContactRow, ...]:
    """Read the attempts about one row, the newest first.

    Args:
        record: the look-up's.
        about: `suspension_id` or `hold_id`.
        row_id: that row's key.
    """
    found = [_contact(row) for row in record.rows("contacts") if row.maybe_number(about) == row_id]
    return tuple(sorted(found, key=lambda row: row.id, reverse=True))


def contacts_of_suspension(
    rows: tuple[ContactRow, ...], reason: SuspensionReason, record: JsonRow, masters: Masters, actor: Actor
) -> Contacts | None:
    """Gather the attempts about a suspension in force; None where none are recorded for it, or not shown here."""
    today = tokyo_day(record.instant("now"))
    due = (loan.maybe_day("due_on") for loan in record.rows("loans"))
    overdue = max(((today - it).days for it in due if it is not None), default=0)
    return contacts_about(
        rows, reason, today=today, overdue_days=max(0, overdue), masters=masters, actor=actor
    )


def contacts_about(
    rows: tuple[ContactRow, ...],
    reason: SuspensionReason,
    *,
    today: date,
    overdue_days: int,
    masters: Masters,
    actor: Actor,
) -> Contacts | None:
    """Gather the same from rows that were read elsewhere.

    Args:
        rows: the attempts about the suspension, the newest first.
        reason: the suspension's.
        today: the day at the counters.
        overdue_days: how late the patron's latest item is; 0 where nothing is overdue.
        masters: for policy and calendar.
        actor: the reading staff member.
    """
    if not isinstance(may_be_contacted_about(reason), Allowed):
        return None
    facts = _facts(rows, reason, today, overdue_days)
    return _contacts(rows, facts, masters, actor, masters.calendar(actor.branch_id))


def contacts_of_hold(row: JsonRow, record: JsonRow, masters: Masters, actor: Actor) -> Contacts | None:
    """Gather the attempts about a hold; None where none are recorded for it, or not shown here."""
    if not isinstance(may_be_contacted_about_hold(HoldStatus(row.text("status"))), Allowed):
        return None
    rows = contact_rows(record, "hold_id", row.number("id"))
    facts = _facts(rows, None, tokyo_day(record.instant("now")), 0)
    return _contacts(rows, facts, masters, actor, masters.calendar(row.key("branch_id")))


def _facts(
    rows: tuple[ContactRow, ...], reason: SuspensionReason | None, today: date, overdue_days: int
) -> ContactFacts:
    tried = tuple(row.attempt for row in rows)
    return ContactFacts(reason=reason, today=today, overdue_days=overdue_days, tried=tried)


def _contacts(
    rows: tuple[ContactRow, ...],
    facts: ContactFacts,
    masters: Masters,
    actor: Actor,
    calendar: BranchCalendar,
) -> Contacts | None:
    channel = actor.channel_that_counts
    if channel is Channel.PHONE:
        return None  # a desk on the phone gets no attempts
    power = Permission.RECORD_CONTACT
    return Contacts(
        rows=rows,
        facts=facts,
        next=standing_step(facts, masters.policy, calendar),
        record=may_act(actor.staff.role, channel, power, identified=True, policy=masters.policy),
    )


def _contact(row: JsonRow) -> ContactRow:
    step, on = row.maybe_text("next_step"), row.maybe_day("next_on")
    return ContactRow(
        id=row.number("id"),
        tried_at=to_tokyo(row.instant("tried_at")),
        tried_by=row.text("tried_by"),
        attempt=Attempt(
            means=ContactMeans(row.text("means")),
            result=ContactResult(row.text("result")),
            next=None if step is None or on is None else NextStep(ContactStep(step), on),
        ),
    )

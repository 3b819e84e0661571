"""Makes the entries of 貸出禁止一覧 of what the database answered; the rule decides what is ready."""

from datetime import date

from services.contract.actor import Actor
from services.contract.decode.json_row import JsonRow
from services.contract.decode.look_up_contacts import contact_rows, contacts_about
from services.contract.masters import Masters
from services.contract.today.suspension_list import (
    ReportTaken,
    SuspensionEntry,
    SuspensionFilter,
    SuspensionList,
)
from services.rules.clock import to_tokyo, tokyo_day
from services.rules.people.reports import LED_BY
from services.rules.people.suspension import LiftFacts, in_order, is_ready
from services.rules.vocabulary import Channel, PatronReport, SuspensionReason


def decode_list(found: JsonRow, wanted: SuspensionFilter, masters: Masters, actor: Actor) -> SuspensionList:
    """Make the list; its entries come in no order.

    Args:
        found: one row of `services.own_schema.today.suspensions_statement.suspension_list`.
        wanted: what was asked for.
        masters: for the words of the codes.
        actor: the supervisor who would lift.
    """
    today = tokyo_day(found.instant("now"))
    in_turn = sorted(
        ((_entry(row, today, masters, actor), row.instant("started_at")) for row in found.rows("entries")),
        key=lambda it: (
            not it[0].ready,
            _contact_on(it[0]) if wanted.to_contact else date.max,
            it[1],
            it[0].id,
        ),
    )
    return SuspensionList(
        now=to_tokyo(found.instant("now")),
        wanted=wanted,
        entries=tuple(entry for entry, _ in in_turn),
        ready=found.number("ready"),
        total=found.number("total"),
    )


def _contact_on(entry: SuspensionEntry) -> date:
    """Tell the day that was set for the next contact; the last of days where none was."""
    rows = () if entry.contacts is None else entry.contacts.rows
    return date.max if not rows or rows[0].attempt.next is None else rows[0].attempt.next.on


def entries_of(found: JsonRow, today: date, masters: Masters, actor: Actor) -> list[SuspensionEntry]:
    """Make the entries of `found`, in no order."""
    return [_entry(row, today, masters, actor) for row in found.rows("entries")]


def _entry(row: JsonRow, today: date, masters: Masters, actor: Actor) -> SuspensionEntry:
    reason, started_on = SuspensionReason(row.text("reason")), tokyo_day(row.instant("started_at"))
    facts = LiftFacts(
        reason=reason,
        in_force=True,
        role=actor.staff.role,
        channel=actor.channel,
        started_on=started_on,
        overdue_items=row.number("overdue_items"),
        address_changed_on=row.maybe_day("address_changed_on"),
        phone_changed_on=row.maybe_day("phone_changed_on"),
        card_replaced=row.flag("card_replaced"),
        told=row.flag("told"),
        checked=frozenset(),
    )
    due_first, note = row.maybe_day("due_first"), row.maybe_text("note_code")
    overdue_days = 0 if due_first is None else (today - due_first).days
    tried = contact_rows(row, "suspension_id", row.number("id"))
    others = in_order(SuspensionReason(other.text("reason")) for other in row.rows("others"))
    return SuspensionEntry(
        id=row.number("id"),
        version=row.number("version"),
        patron_id=row.number("patron_id"),
        card_number=row.maybe_text("card_number"),
        name=row.text("name"),
        branch=masters.branch_name(row.key("branch_id")),
        reason=reason,
        started_on=started_on,
        days=(today - started_on).days,
        note=None if note is None else masters.label("suspension_note", note),
        facts=facts,
        ready=is_ready(facts),
        overdue_days=overdue_days,
        card_issued_on=row.maybe_day("card_issued_on"),
        others=others,
        report=_report(row.rows("reports"), reason),
        contacts=contacts_about(
            tried, reason, today=today, overdue_days=overdue_days, masters=masters, actor=actor
        ),
    )


def _report(rows: list[JsonRow], reason: SuspensionReason) -> ReportTaken | None:
    """Choose the newest report that tells of what the suspension waits for."""
    led = [row for row in rows if PatronReport(row.text("kind")) in LED_BY[reason]]
    if not led:
        return None
    newest = max(led, key=lambda row: (row.instant("reported_at"), row.number("id")))
    return ReportTaken(
        id=newest.number("id"),
        version=newest.number("version"),
        kind=PatronReport(newest.text("kind")),
        reported_on=tokyo_day(newest.instant("reported_at")),
        channel=Channel(newest.text("channel")),
    )

"""Reads a look-up's suspensions and reports, with what may be done about each."""

from collections.abc import Collection
from operator import itemgetter

from services.contract.actor import Actor
from services.contract.decode.json_row import JsonRow
from services.contract.decode.look_up_contacts import contact_rows, contacts_of_suspension
from services.contract.masters import Masters
from services.contract.snapshot import ReportRow, SuspensionRow
from services.rules.clock import tokyo_day
from services.rules.decision import Decision, Reason, Refused
from services.rules.people.contacts import was_told
from services.rules.people.registration_offers import RegistrationOffers, registration_offers
from services.rules.people.suspension import LiftFacts, before_checking, place, stopped_by_guide
from services.rules.permissions import Permission, may_act
from services.rules.vocabulary import CardStatus, Channel, PatronReport, Stopped, SuspensionReason

type SuspensionRows = tuple[SuspensionRow, ...]


def suspension_rows(record: JsonRow, masters: Masters, actor: Actor) -> tuple[SuspensionRows, SuspensionRows]:
    """Read what is in force, in the guide's order, then by id; and what was lifted, latest first.

    Args:
        record: the look-up's.
        masters: for the words of the codes, and the policy.
        actor: who would lift a suspension.
    """
    today = tokyo_day(record.instant("now"))
    due = (loan.maybe_day("due_on") for loan in record.rows("loans"))
    overdue = sum(it is not None and it < today for it in due)
    rows = [_suspension(row, record, overdue, masters, actor) for row in record.rows("suspensions")]
    rows += [_restriction(row) for row in record.told_rows("restrictions")]
    in_force = [row for row in rows if row.lifted_on is None]
    in_order = sorted(in_force, key=lambda row: (place(row.reason), row.id))
    lifted = [(row.lifted_on, row.id, row) for row in rows if row.lifted_on is not None]
    latest_first = sorted(lifted, key=itemgetter(0, 1), reverse=True)
    return tuple(in_order), tuple(row for *_, row in latest_first)


def _suspension(row: JsonRow, record: JsonRow, overdue: int, masters: Masters, actor: Actor) -> SuspensionRow:
    reason, started_on = SuspensionReason(row.text("reason")), tokyo_day(row.instant("started_at"))
    lifted_at = row.maybe_instant("lifted_at")
    tried = contact_rows(record, "suspension_id", row.number("id"))
    facts = LiftFacts(
        reason=reason,
        in_force=lifted_at is None,
        role=actor.staff.role,
        channel=actor.channel,
        started_on=started_on,
        overdue_items=overdue,
        address_changed_on=record.row("patron").maybe_day("address_changed_on"),
        phone_changed_on=record.row("patron").maybe_day("phone_changed_on"),
        card_replaced=_replaced_since(record.maybe_row("card"), row),
        checked=frozenset(),
        told=was_told(tuple(each.attempt.result for each in tried)) or _reported_reached(record, row),
    )
    return SuspensionRow(
        id=row.number("id"),
        version=row.number("version"),
        code=reason.value,
        reason=reason,
        stops=stopped_by_guide(masters.policy),
        started_on=started_on,
        started_by=row.text("started_by"),
        lifted_on=None if lifted_at is None else tokyo_day(lifted_at),
        lifted_by=row.maybe_text("lifted_by"),
        note=_label(masters, "suspension_note", row.maybe_text("note_code")),
        override=_label(masters, "override_reason", row.maybe_text("override_code")),
        facts=facts,
        lift=before_checking(facts, masters.policy),
        contacts=None
        if lifted_at is not None
        else contacts_of_suspension(tried, reason, record, masters, actor),
    )


def _restriction(row: JsonRow) -> SuspensionRow:
    """Read another system's; lifting it is that system's business."""
    reason = row.maybe_text("reason")
    return SuspensionRow(
        id=row.number("id"),
        version=row.number("version"),
        code=row.text("code"),
        reason=None if reason is None else SuspensionReason(reason),
        stops=frozenset(it for it in Stopped if row.flag(f"stops_{it.value}")),
        words=row.maybe_text("words"),
        started_on=row.maybe_day("started_on"),
        until=row.maybe_day("until"),
        started_by=row.maybe_text("started_by"),
        lifted_on=row.maybe_day("lifted_on"),
        lifted_by=row.maybe_text("lifted_by"),
        note=row.maybe_text("note"),
    )


def _reported_reached(record: JsonRow, row: JsonRow) -> bool:
    """Tell whether a report says that the patron was reached since a suspension began."""
    since = row.instant("started_at")
    return any(
        report.text("kind") == PatronReport.REACHED and report.instant("reported_at") >= since
        for report in record.rows("reports")
    )


def _replaced_since(card: JsonRow | None, row: JsonRow) -> bool:
    """Tell whether the card in use, if there is one, took another's place since the loss, and wasn't lost itself."""
    if card is None:
        return False
    since = card.day("issued_on") >= tokyo_day(row.instant("started_at"))
    return since and card.number("replaces") > 0 and card.text("status") != CardStatus.LOST


def _label(masters: Masters, kind: str, code: str | None) -> str | None:
    return None if code is None else masters.label(kind, code)


def report_rows(record: JsonRow, masters: Masters, actor: Actor) -> tuple[ReportRow, ...]:
    """Read the reports: those still to settle first, oldest first; then the settled ones, latest first."""
    able = may_act(
        actor.staff.role, actor.channel, Permission.SUPERVISE, identified=True, policy=masters.policy
    )
    rows = [(row.instant("reported_at"), _report(row, able)) for row in record.rows("reports")]
    unsettled = sorted((at, row.id, row) for at, row in rows if row.settled_on is None)
    settled = sorted(((at, row.id, row) for at, row in rows if row.settled_on is not None), reverse=True)
    return tuple(row for *_, row in (*unsettled, *settled))


def registration_use(
    record: JsonRow,
    in_force: Collection[SuspensionReason],
    reports: tuple[ReportRow, ...],
    masters: Masters,
    actor: Actor,
) -> RegistrationOffers:
    """Decide what may be begun on the page of suspensions and registration."""
    card = record.maybe_row("card")
    return registration_offers(
        role=actor.staff.role,
        channel=actor.channel,
        card_status=None if card is None else CardStatus(card.text("status")),
        in_force=in_force,
        unsettled=[row.kind for row in reports if row.settled_on is None],
        policy=masters.policy,
    )


def _report(row: JsonRow, able: Decision) -> ReportRow:
    settled_at = row.maybe_instant("settled_at")
    return ReportRow(
        id=row.number("id"),
        version=row.number("version"),
        kind=PatronReport(row.text("kind")),
        reported_on=tokyo_day(row.instant("reported_at")),
        reported_by=row.text("reported_by"),
        channel=Channel(row.text("channel")),
        settled_on=None if settled_at is None else tokyo_day(settled_at),
        settled_by=row.maybe_text("settled_by"),
        settle=able if settled_at is None else Refused((Reason.NOT_IN_FORCE,)),
    )

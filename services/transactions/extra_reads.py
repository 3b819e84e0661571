"""Reads what a plan wants to know beside the snapshot, in the same statement."""

from typing import Any, assert_never

from sqlalchemy import ColumnElement, ScalarSelect, func, or_, select

from services.act_requests import ActRequest
from services.acts.cards import ReplaceCard
from services.acts.holds import CancelledHoldRequest, HoldRequest
from services.acts.password_use import CHECK
from services.acts.plan import ExtraFacts, ExtraRead, NewCard
from services.acts.register import RegisteredAct
from services.database.json import JsonRow, json_object
from services.database.next_in_line import next_in_line_facts
from services.database.tables import (
    access_log,
    act,
    card,
    hold,
    hold_cancellation,
    outgoing_mail,
    password_credential,
)
from services.database.tables.types import next_id
from services.lookup.look_up_statement import IN_USE
from services.rules.circulation.freed_copy import NextInLine
from services.rules.vocabulary import CardStatus, ContactMethod, MailKind, MailStatus


def title_of(request: ActRequest[Any]) -> ScalarSelect[int]:
    """Build the title whose line an act changes."""
    match request:
        case HoldRequest():
            return select(hold.c.bib_record_id).where(hold.c.id == request.hold_id).scalar_subquery()
        case CancelledHoldRequest():
            gone = hold_cancellation.c
            return select(gone.bib_record_id).where(gone.id == request.cancellation_id).scalar_subquery()
        case _:
            msg = "only an act on a hold changes a title's line"
            raise TypeError(msg)


def extra_columns(request: ActRequest[Any], entry: RegisteredAct[Any, Any]) -> ColumnElement[Any]:
    """Build what an act reads beside the snapshot, as JSON."""
    return json_object({read.name: _column(read, request) for read in entry.reads})


def extra_facts(row: JsonRow, reads: tuple[ExtraRead, ...]) -> ExtraFacts:
    """Read what `extra_columns` answered."""
    waiting = row.maybe_row(ExtraRead.NEXT_IN_LINE.name) if ExtraRead.NEXT_IN_LINE in reads else None
    return ExtraFacts(
        next_in_line=None if waiting is None else turn_of(waiting),
        wrong_logins=_number(row, ExtraRead.WRONG_LOGINS, reads),
        checks_of_visit=_number(row, ExtraRead.CHECKS_OF_VISIT, reads),
        card_in_use=_number(row, ExtraRead.CARD_IN_USE, reads),
        new_card=_new_card(row.row(ExtraRead.NEW_CARD.name)) if ExtraRead.NEW_CARD in reads else None,
        waiting_notice=_number(row, ExtraRead.WAITING_NOTICE, reads),
    )


def _column(read: ExtraRead, request: ActRequest[Any]) -> ColumnElement[Any]:
    match read:
        case ExtraRead.NEXT_IN_LINE:
            return next_in_line_facts(title_of(request))
        case ExtraRead.WRONG_LOGINS:
            c = password_credential.c
            return select(c.wrong_logins).where(c.patron_id == request.patron_id).scalar_subquery()
        case ExtraRead.CHECKS_OF_VISIT:
            return _checks_of_visit(request)
        case ExtraRead.CARD_IN_USE:
            return select(card.c.id).where(card.c.patron_id == request.patron_id, IN_USE).scalar_subquery()
        case ExtraRead.NEW_CARD:
            assert isinstance(request, ReplaceCard)
            taken = select(card.c.status).where(card.c.number == request.new_number).scalar_subquery()
            return json_object(key=next_id(card.name), taken_by=taken)
        case ExtraRead.WAITING_NOTICE:
            return _waiting_notice(request)
        case _:
            assert_never(read)


def _waiting_notice(request: ActRequest[Any]) -> ColumnElement[Any]:
    c = outgoing_mail.c
    return (
        select(func.max(c.id))
        .where(
            c.patron_id == request.patron_id,
            c.kind == MailKind.EMAIL_REGISTERED.value,
            c.status == MailStatus.WAITING.value,
        )
        .scalar_subquery()
    )


def _checks_of_visit(request: ActRequest[Any]) -> ColumnElement[Any]:
    """Count this login's checks since it last opened the patron at this workstation; all of them if it never did."""
    staff_id, log = request.actor.staff.id, access_log.c
    opened = (
        select(func.max(log.at))
        .where(
            log.patron_id == request.patron_id,
            log.staff_id == staff_id,
            log.workstation == request.actor.workstation,
            log.purpose == "look_up",
        )
        .scalar_subquery()
    )
    return (
        select(func.count())
        .select_from(act)
        .where(
            act.c.patron_id == request.patron_id,
            act.c.staff_id == staff_id,
            act.c.verb == CHECK,
            or_(opened.is_(None), act.c.at >= opened),
        )
        .scalar_subquery()
    )


def turn_of(row: JsonRow) -> NextInLine:
    """Read what `next_in_line_facts` answered."""
    return NextInLine(
        key=row.number("key"),
        version=row.number("version"),
        branch_id=row.number("branch_id"),
        contact=ContactMethod(row.text("contact")),
    )


def _new_card(row: JsonRow) -> NewCard:
    taken = row.maybe_text("taken_by")
    return NewCard(key=row.number("key"), taken_by=None if taken is None else CardStatus(taken))


def _number(row: JsonRow, read: ExtraRead, reads: tuple[ExtraRead, ...]) -> int | None:
    return row.maybe_number(read.name) if read in reads else None

"""Reads what a plan wants to know beside the snapshot, in the same statement."""

from typing import Any, Protocol, assert_never

from sqlalchemy import ColumnElement, ScalarSelect, func, literal, or_, select

from services.acts.cards import ReplaceCard
from services.acts.holds import CancelledHoldRequest, HoldRequest
from services.acts.password_use import CHECK
from services.acts.plan import ExtraFacts, ExtraRead, NewCard
from services.acts.register import RegisteredAct
from services.contract.act_requests import ActRequest
from services.contract.decode.json_row import JsonRow
from services.own_schema.database.json import json_object
from services.own_schema.database.next_in_line import next_in_line_facts
from services.own_schema.database.tables import (
    access_log,
    act,
    card,
    hold,
    hold_cancellation,
    outgoing_mail,
    password_credential,
)
from services.own_schema.database.tables.types import next_id
from services.own_schema.lookup.look_up_statement import IN_USE
from services.rules.circulation.freed_copy import NextInLine
from services.rules.people.looks import Purpose
from services.rules.vocabulary import CardStatus, ContactMethod, MailKind, MailStatus


class About(Protocol):
    """Gives an act's subjects to its reads beside the snapshot; a database's function has its own."""

    @property
    def patron_id(self) -> ColumnElement[int]:
        """Whose record is acted on."""

    @property
    def staff_id(self) -> ColumnElement[str]:
        """Which login acts."""

    @property
    def workstation(self) -> ColumnElement[str]:
        """At which desk."""

    @property
    def title(self) -> ColumnElement[int]:
        """Which title's line a hold stands in, waiting or cancelled."""

    @property
    def new_number(self) -> ColumnElement[str]:
        """The number of a card that is to be registered."""


class OfRequest:
    """What a request is about, as bind parameters that have their values."""

    def __init__(self, request: ActRequest[Any]) -> None:
        self._request = request
        self.patron_id: ColumnElement[int] = literal(request.patron_id, act.c.patron_id.type)
        self.staff_id: ColumnElement[str] = literal(request.actor.staff.id, act.c.staff_id.type)
        self.workstation: ColumnElement[str] = literal(request.actor.workstation, act.c.workstation.type)

    @property
    def title(self) -> ColumnElement[int]:
        """Which title's line a hold stands in, waiting or cancelled."""
        match self._request:
            case HoldRequest(hold_id=hold_id):
                return title_of_hold(literal(hold_id, hold.c.id.type))
            case CancelledHoldRequest(cancellation_id=cancellation_id):
                return title_of_cancellation(literal(cancellation_id, hold_cancellation.c.id.type))
            case _:
                msg = "only an act on a hold changes a title's line"
                raise TypeError(msg)

    @property
    def new_number(self) -> ColumnElement[str]:
        """The number of a card that is to be registered."""
        assert isinstance(self._request, ReplaceCard)
        return literal(self._request.new_number, card.c.number.type)


def title_of_hold(hold_id: ColumnElement[int]) -> ScalarSelect[int]:
    """Build the title of a hold."""
    return select(hold.c.bib_record_id).where(hold.c.id == hold_id).scalar_subquery()


def title_of_cancellation(cancellation_id: ColumnElement[int]) -> ScalarSelect[int]:
    """Build the title of a cancelled hold."""
    gone = hold_cancellation.c
    return select(gone.bib_record_id).where(gone.id == cancellation_id).scalar_subquery()


def extra_columns(request: ActRequest[Any], entry: RegisteredAct[Any, Any]) -> ColumnElement[Any]:
    """Build what an act reads beside the snapshot, as JSON."""
    about = OfRequest(request)
    return json_object({read.name: extra_column(read, about) for read in entry.reads})


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


def extra_column(read: ExtraRead, about: About) -> ColumnElement[Any]:
    """Build what one `ExtraRead` asks for."""
    match read:
        case ExtraRead.NEXT_IN_LINE:
            return next_in_line_facts(about.title)
        case ExtraRead.WRONG_LOGINS:
            c = password_credential.c
            return select(c.wrong_logins).where(c.patron_id == about.patron_id).scalar_subquery()
        case ExtraRead.CHECKS_OF_VISIT:
            return _checks_of_visit(about)
        case ExtraRead.CARD_IN_USE:
            return select(card.c.id).where(card.c.patron_id == about.patron_id, IN_USE).scalar_subquery()
        case ExtraRead.NEW_CARD:
            taken = select(card.c.status).where(card.c.number == about.new_number).scalar_subquery()
            return json_object(key=next_id(card.name), taken_by=taken)
        case ExtraRead.WAITING_NOTICE:
            return _waiting_notice(about)
        case _:
            assert_never(read)


def _waiting_notice(about: About) -> ColumnElement[Any]:
    c = outgoing_mail.c
    return (
        select(func.max(c.id))
        .where(
            c.patron_id == about.patron_id,
            c.kind == MailKind.EMAIL_REGISTERED.value,
            c.status == MailStatus.WAITING.value,
        )
        .scalar_subquery()
    )


def _checks_of_visit(about: About) -> ColumnElement[Any]:
    """Count this login's checks since it last opened the patron at this workstation; all of them if it never did."""
    log = access_log.c
    opened = (
        select(func.max(log.at))
        .where(
            log.patron_id == about.patron_id,
            log.staff_id == about.staff_id,
            log.workstation == about.workstation,
            log.purpose == Purpose.LOOK_UP.value,
        )
        .scalar_subquery()
    )
    return (
        select(func.count())
        .select_from(act)
        .where(
            act.c.patron_id == about.patron_id,
            act.c.staff_id == about.staff_id,
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

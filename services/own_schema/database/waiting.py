"""Questions of `doctor` to any library: its clock, and what waits in it."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from services.own_schema.database.tables import chain_seal, clearing, clock_offset, hold, outgoing_mail
from services.own_schema.database.tables.types import server_now
from services.rules.vocabulary import HoldStatus, MailStatus

_OPEN_MAIL = (MailStatus.WAITING.value, MailStatus.SENDING.value)


def clock_as_it_stands() -> Select[Any]:
    """Build the question for the library's time, and by how many seconds it is moved; null where it isn't."""
    moved = select(func.sum(clock_offset.c.seconds)).scalar_subquery()
    return select(server_now().label("at"), moved.label("moved"))


def open_mail() -> Select[Any]:
    """Build the question for the mails on their way: how many, since when the oldest waits, and the time."""
    mail = outgoing_mail.c
    told: list[ColumnElement[Any]] = [
        func.count(mail.id).label("mails"),
        func.min(mail.queued_at).label("since"),
        server_now().label("now"),
    ]
    return select(*told).where(mail.status.in_(_OPEN_MAIL))


def worker_traces(yesterday: ColumnElement[date]) -> Select[Any]:
    """Build the question for what a worker left: when it last cleared, sealed or settled, and what is still to end.

    Args:
        yesterday: at the counters.
    """
    over = or_(
        and_(hold.c.status == HoldStatus.WAITING, hold.c.wait_until < yesterday),
        and_(hold.c.status == HoldStatus.READY, hold.c.shelf_until < yesterday),
    )
    return select(
        select(func.max(clearing.c.at)).scalar_subquery().label("cleared_at"),
        select(func.max(chain_seal.c.at)).scalar_subquery().label("sealed_at"),
        select(func.max(outgoing_mail.c.settled_at)).scalar_subquery().label("settled_at"),
        select(func.count(hold.c.id)).where(over).scalar_subquery().label("behind"),
    )

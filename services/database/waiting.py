"""What `doctor` asks of any library: its clock, and what waits in it."""

from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from services.database.tables import clock_offset, outgoing_mail
from services.database.tables.types import server_now
from services.rules.vocabulary import MailStatus

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

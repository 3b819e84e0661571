"""The outbox's statements, each written once: SQLite runs them, and PostgreSQL's functions are made of them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, Update, and_, case, func, null, select, update

from services.own_schema.database.tables import outgoing_mail, patron, reference_question
from services.rules.vocabulary import MailKind, MailStatus

CLAIM: Final = timedelta(minutes=15)
"""How long a claimed mail belongs to its worker."""

_OPEN = (MailStatus.WAITING.value, MailStatus.SENDING.value)
_MOST_TRIES = 1_000_000
_ONE_MORE = case(
    (outgoing_mail.c.tries.between(0, _MOST_TRIES), outgoing_mail.c.tries + 1), else_=_MOST_TRIES + 1
)
"""One try more; for another program's impossible number, one that gives the mail up."""


def waiting() -> Select[Any]:
    """Count the mails that aren't sent or given up."""
    return select(func.count().label("waiting")).select_from(outgoing_mail).where(_is_open())


def due(now: ColumnElement[datetime]) -> Select[Any]:
    """Choose the mail whose turn it is, and lock it, skipping locked ones."""
    mail = outgoing_mail.c
    is_due = and_(_is_open(), mail.next_try_at <= now, mail.erased_at.is_(None))
    first = select(mail.id).where(is_due).order_by(mail.next_try_at, mail.id).limit(1)
    return first.with_for_update(skip_locked=True)


def take(mail_id: ColumnElement[int], until: ColumnElement[datetime]) -> Any:
    """Claim a mail until a moment; answers which try this is."""
    mail = outgoing_mail.c
    taken = {"status": MailStatus.SENDING.value, "tries": _ONE_MORE, "next_try_at": until}
    return update(outgoing_mail).where(mail.id == mail_id).values(taken).returning(mail.tries)


def said(mail_id: ColumnElement[int], tries: ColumnElement[int]) -> Select[Any]:
    """Read what a claimed mail says, and to whom: the address that is registered now, or of the question it is about.

    Mails of other programs hold both themselves.
    """
    mail, asked = outgoing_mail.c, reference_question.c
    registered = select(patron.c.email).where(patron.c.id == mail.patron_id).scalar_subquery()
    of_question = (
        select(asked.email)
        .where(asked.patron_id == mail.patron_id, asked.received_at == mail.queued_at)
        .limit(1)
        .scalar_subquery()
    )
    theirs = case((mail.kind == MailKind.QUESTION_RECEIVED.value, of_question), else_=registered)
    recipient = func.coalesce(mail.recipient, theirs, type_=mail.recipient.type).label("recipient")
    return select(mail.kind, recipient, mail.body, mail.queued_at).where(*_mine(mail_id, tries))


def settle(
    mail_id: ColumnElement[int], tries: ColumnElement[int], values: Mapping[str, ColumnElement[Any]]
) -> Update:
    """Note the outcome of a try, unless another worker has claimed the mail since."""
    return update(outgoing_mail).where(*_mine(mail_id, tries)).values(dict(values))


def sent(now: ColumnElement[datetime]) -> dict[str, Any]:
    """Give the values of a mail that the mail server took."""
    return {"status": MailStatus.SENT.value, "settled_at": now, "next_try_at": null()}


def failed(now: ColumnElement[datetime], code: ColumnElement[int]) -> dict[str, Any]:
    """Give the values of a mail that will never be taken."""
    failed = MailStatus.FAILED.value
    return {"status": failed, "settled_at": now, "next_try_at": null(), "answer_code": code}


def later(again: ColumnElement[datetime], code: ColumnElement[int]) -> dict[str, Any]:
    """Give the values of a mail that is tried again."""
    return {"status": MailStatus.WAITING.value, "next_try_at": again, "answer_code": code}


def _is_open() -> ColumnElement[bool]:
    return outgoing_mail.c.status.in_(_OPEN)


def _mine(mail_id: ColumnElement[int], tries: ColumnElement[int]) -> tuple[ColumnElement[bool], ...]:
    mail = outgoing_mail.c
    return mail.id == mail_id, mail.status == MailStatus.SENDING.value, mail.tries == tries

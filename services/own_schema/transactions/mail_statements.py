"""The statements of changes to the outbox and to reference questions."""

from sqlalchemy import delete, insert, literal_column, update

from services.own_schema.database.tables import outgoing_mail, reference_question
from services.own_schema.transactions.binds import Binds, Statements, own
from services.rules.vocabulary import MailStatus

_RECEIVED, _TOLD = "received", "told"


def insert_mail(binds: Binds) -> Statements:
    """Put a mail into the outbox, without address and text: the worker makes them from its kind when it sends it."""
    c = outgoing_mail.c
    queued = insert(outgoing_mail).values(
        patron_id=binds.patron_id,
        kind=binds.value("kind", c.kind),
        status=MailStatus.WAITING.value,
        queued_at=binds.now,
        next_try_at=binds.now,
        tries=0,  # a statement within another one gets no defaults
    )
    return Statements((queued,))


def delete_mail(binds: Binds) -> Statements:
    """Take a mail out of the outbox."""
    return Statements((delete(outgoing_mail).where(*own(outgoing_mail, binds, "mail_id")),))


def insert_question(binds: Binds) -> Statements:
    """Keep a reference question."""
    c = reference_question.c
    taken = insert(reference_question).values(
        patron_id=binds.patron_id,
        name=binds.value("name", c.name),
        email=binds.value("email", c.email),
        phone=binds.value("phone", c.phone),
        question=binds.value("question", c.question),
        status=_RECEIVED,
        received_at=binds.now,
        version=literal_column("1"),  # a statement within another one gets no defaults
    )
    return Statements((taken,))


def set_question_told(binds: Binds) -> Statements:
    """Set a question to 連絡済."""
    c = reference_question.c
    told = (
        update(reference_question)
        .where(*own(reference_question, binds, "question_id"), c.status != _TOLD)
        .values(status=_TOLD, told_at=binds.now, version=c.version + 1)
    )
    return Statements((told,))

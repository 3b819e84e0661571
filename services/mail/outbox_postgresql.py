"""Calls what works on the outbox on PostgreSQL (`services/schema/postgresql/worker/mail.sql`).

Each is one call outside of a transaction.
"""

from typing import Any, Final

from sqlalchemy import BigInteger, Integer, Select, String, column, func, literal, select

from services.database.tables import outgoing_mail

SENT: Final = "sent"
REFUSED: Final = "refused"
LATER: Final = "later"


def waiting() -> Select[Any]:
    """Count the mails that aren't sent or given up."""
    return select(func.madoguchi_waiting_mails())


def claim() -> Select[Any]:
    """Claim the mail whose turn it is; answers one row, of nulls where there is none."""
    return select(
        func.madoguchi_claim_mail().table_valued(column("mail_id", BigInteger), column("which_try", Integer))
    )


def said(mail_id: int, tries: int) -> Select[Any]:
    """Read what a claimed mail says, and to whom."""
    names = ("kind", "recipient", "body", "queued_at")
    columns = (column(name, outgoing_mail.c[name].type) for name in names)
    return select(
        func.madoguchi_read_mail(literal(mail_id, BigInteger), literal(tries, Integer)).table_valued(*columns)
    )


def settle(mail_id: int, tries: int, came_to: str, code: int | None = None) -> Select[Any]:
    """Note what came of a try; answers whether the mail is tried again."""
    return select(
        func.madoguchi_settle_mail(
            literal(mail_id, BigInteger),
            literal(tries, Integer),
            literal(came_to, String),
            literal(code, Integer),
        )
    )

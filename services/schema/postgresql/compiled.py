"""The program's own statements as functions of the database run them, with variables in the place of binds."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import BigInteger, ColumnElement, Dialect, Integer, literal_column
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.elements import ClauseElement

from services.database.tables.types import Instant
from services.mail import outbox_statements

_DIALECT: Final[Dialect] = postgresql.dialect(paramstyle="named")  # type: ignore[no-untyped-call]


def compiled(statement: ClauseElement) -> str:
    """Write a statement with its own constants, and variables where it was given them."""
    return str(statement.compile(dialect=_DIALECT, compile_kwargs={"literal_binds": True}))


def places() -> Mapping[str, str]:
    """Give what stands for the `{names}` in the scripts."""
    return _of_mail()


def _of_mail() -> dict[str, str]:
    now, code = _moment("moment"), literal_column("code", Integer())
    mine = literal_column("of_mail", BigInteger()), literal_column("of_try", Integer())
    until = _moment(f"moment + {_interval(outbox_statements.CLAIM)}")

    def settled(values: Mapping[str, Any]) -> str:
        return compiled(outbox_statements.settle(*mine, values))

    return {
        "waiting_mails": compiled(outbox_statements.waiting()),
        "due_mail": compiled(outbox_statements.due(now)),
        "take_mail": compiled(outbox_statements.take(literal_column("mail_id", BigInteger()), until)),
        "said_mail": compiled(outbox_statements.said(*mine)),
        "mail_sent": settled(outbox_statements.sent(now)),
        "mail_failed": settled(outbox_statements.failed(now, code)),
        "mail_later": settled(outbox_statements.later(_moment("again"), code)),
    }


def _moment(variable: str) -> ColumnElement[Any]:
    return literal_column(variable, Instant())


def _interval(span: timedelta) -> str:
    return f"interval '{int(span.total_seconds())} seconds'"

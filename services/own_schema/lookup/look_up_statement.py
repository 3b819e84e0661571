"""Builds a look-up's statements: one SELECT that answers a whole patron as JSON, and small ones for the phone.

Each is built once with bind parameters (`CARD_NUMBER` or `PATRON_ID`) and answers one row `(status, record)`, or none;
`glimpse_or_all` answers `(status, record, everything)`. `record` is null for a retired card, of whose patron nothing is
read, and `everything` unless the caller is identified. Arrays come in no particular order:
`services.contract.decode.look_up_decode` sorts them. What the statements say in literals (`'waiting'`, `'retired'`) is
what the partial indexes say, which neither database matches against a bound value.
"""

from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    ScalarSelect,
    Select,
    bindparam,
    case,
    func,
    literal_column,
    null,
    select,
)

from services.own_schema.database.json import json_object
from services.own_schema.database.namesakes import has_namesake
from services.own_schema.database.tables import (
    card,
    contact_attempt,
    hold,
    hold_cancellation,
    identity_check,
    loan,
    masters_version,
    outgoing_mail,
    password_credential,
    patron,
    patron_report,
    purchase_request,
    reference_question,
    suspension,
)
from services.own_schema.database.tables.types import server_now
from services.own_schema.lookup.caller_conditions import needed, passed
from services.own_schema.lookup.look_up_rows import RowFields, cancelled, count, holds, loans, named, rows
from services.rules.vocabulary import MailKind


class LookUpKey(StrEnum):
    """What a patron is looked up by: the name of the statement's one bind parameter."""

    CARD_NUMBER = "card_number"
    PATRON_ID = "patron_id"


IN_USE = card.c.status != literal_column("'retired'")
IS_BARE = patron.c.system_key.is_not(None)
"""The patron is another system's."""


@cache
def full(key: LookUpKey) -> Select[Any]:
    """Build the whole snapshot's statement."""
    return _statement(key, _everything())


@cache
def phone_summary(key: LookUpKey) -> Select[Any]:
    """Build the phone's statement, which reads neither names nor titles: the number and counts.

    Cancelled holds come as their instants, because which of them are still shown depends on the server's day and
    the library's policy, as in the whole snapshot.
    """
    return _statement(key, _counts(), card)


def glimpse_or_all() -> Select[Any]:
    """Build the phone's statement for a patron who is open: number and counts, and everything of an identified caller.

    The database itself asks whether this desk's check was passed (it binds `desk_values` too), so that names and titles
    leave it in no other case, and all is one round trip.
    """
    check = passed(identity_check.c.patron_id == card.c.patron_id)
    everything = case((check, json_object(_everything())))
    return _statement(LookUpKey.PATRON_ID, _counts()).add_columns(everything.label("everything"))


def kept_at_counter() -> Select[Any]:
    """Build the statement of what the counter keeps of another system's patron; it has no card's status."""
    return _of_bare(json_object({**_frame(), **_kept()}))


def kept_by_phone(*, with_everything: bool = True) -> Select[Any]:
    """Build the same by telephone: how many questions, and everything of an identified caller."""
    waiting = count(
        reference_question,
        reference_question.c.patron_id == patron.c.id,
        reference_question.c.told_at.is_(None),
    )
    summary = {**_frame(), "patron_id": patron.c.id, "closed": null(), "questions": waiting}
    statement = _of_bare(json_object(summary))
    if not with_everything:
        return statement
    check = passed(identity_check.c.patron_id == patron.c.id)
    everything = case((check, json_object({**_frame(), **_kept()})))
    return statement.add_columns(everything.label("everything"))


def _of_bare(record: ColumnElement[Any]) -> Select[Any]:
    nothing = literal_column("NULL", card.c.status.type).label("status")
    return (
        select(nothing, record.label("record"))
        .select_from(patron)
        .where(patron.c.id == bindparam(LookUpKey.PATRON_ID), IS_BARE)
    )


_PATRON_COLUMNS = (
    "id",
    "version",
    "name",
    "kana",
    "alias",
    "romaji",
    "birth_date",
    "branch_id",
    "registered_on",
    "expires_on",
    "email",
    "phone",
    "postal_code",
    "address",
    "address_changed_on",
    "phone_changed_on",
)
_CREDENTIAL_COLUMNS = (
    "kind",
    "must_change",
    "issued_at",
    "expires_on",
    "locked_until",
    "disabled_at",
    "version",
)
_SUSPENSION_COLUMNS = (
    "id",
    "version",
    "reason",
    "started_at",
    "started_by",
    "lifted_at",
    "lifted_by",
    "note_code",
    "override_code",
)
_REPORT_COLUMNS = (
    "id",
    "version",
    "kind",
    "reported_at",
    "reported_by",
    "channel",
    "settled_at",
    "settled_by",
)
CONTACT_COLUMNS = (
    "id",
    "suspension_id",
    "hold_id",
    "means",
    "result",
    "tried_at",
    "tried_by",
    "next_step",
    "next_on",
)
_REQUEST_COLUMNS = ("id", "version", "status", "title", "received_on", "branch_id")
_QUESTION_COLUMNS = ("id", "version", "question", "status", "received_at")


def _everything() -> RowFields:
    credential = password_credential
    return {
        **_frame(),
        "card": _card(),
        "patron": json_object({name: patron.c[name] for name in _PATRON_COLUMNS}),
        "has_namesake": has_namesake(patron.c.id),
        "password": select(json_object({name: credential.c[name] for name in _CREDENTIAL_COLUMNS}))
        .where(credential.c.patron_id == patron.c.id)
        .scalar_subquery(),
        "suspensions": rows(
            named(suspension, _SUSPENSION_COLUMNS),
            suspension,
            suspension.c.patron_id == patron.c.id,
        ),
        "loans": loans(),
        "holds": holds(),
        "cancelled": cancelled(),
        "requests": rows(
            {name: purchase_request.c[name] for name in _REQUEST_COLUMNS},
            purchase_request,
            purchase_request.c.patron_id == patron.c.id,
        ),
        **_kept(),
    }


def _kept() -> RowFields:
    """Give what the counter keeps of a patron, whosever patron that is."""
    return {
        "reports": rows(
            named(patron_report, _REPORT_COLUMNS),
            patron_report,
            patron_report.c.patron_id == patron.c.id,
        ),
        "contacts": rows(
            named(contact_attempt, CONTACT_COLUMNS),
            contact_attempt,
            contact_attempt.c.patron_id == patron.c.id,
        ),
        "questions": rows(
            {name: reference_question.c[name] for name in _QUESTION_COLUMNS},
            reference_question,
            reference_question.c.patron_id == patron.c.id,
            reference_question.c.told_at.is_(None),
        ),
        "email_notice": _email_notice(),
    }


def _counts() -> RowFields:
    caller = patron.alias("caller")
    return {
        **_frame(),
        "card_number": card.c.number,
        "patron_id": card.c.patron_id,
        "needed": select(needed(caller.c)).where(caller.c.id == card.c.patron_id).scalar_subquery(),
        "closed": null(),  # each database puts it in
        "loans": count(loan, loan.c.patron_id == card.c.patron_id, loan.c.returned_on.is_(None)),
        "holds": count(hold, hold.c.patron_id == card.c.patron_id),
        "cancelled": rows(
            {"cancelled_at": hold_cancellation.c.cancelled_at},
            hold_cancellation,
            hold_cancellation.c.patron_id == card.c.patron_id,
        ),
        "requests": count(purchase_request, purchase_request.c.patron_id == card.c.patron_id),
        "questions": count(
            reference_question,
            reference_question.c.patron_id == card.c.patron_id,
            reference_question.c.told_at.is_(None),
        ),
    }


def _statement(key: LookUpKey, fields: RowFields, source: FromClause | None = None) -> Select[Any]:
    record = case((IN_USE, json_object(fields)))
    from_clause = card.join(patron, patron.c.id == card.c.patron_id) if source is None else source
    statement = select(card.c.status, record.label("record")).select_from(from_clause)
    if key is LookUpKey.CARD_NUMBER:
        return statement.where(card.c.number == bindparam(key))
    return statement.where(card.c.patron_id == bindparam(key), IN_USE)


def _frame() -> RowFields:
    """Give what each record begins with: the time, which no mark of an act's facts has in it, and then the version."""
    return {
        "now": server_now(),
        "masters_version": select(masters_version.c.version).scalar_subquery(),
    }


def _card() -> ColumnElement[Any]:
    old = card.alias("old")
    return json_object(
        {
            "number": card.c.number,
            "status": card.c.status,
            "issued_on": card.c.issued_on,
            "replaces": count(old, old.c.replaced_by_id == card.c.id),
        }
    )


def _email_notice() -> ScalarSelect[Any]:
    last = outgoing_mail.alias("last")
    newest = (
        select(func.max(last.c.id))
        .where(
            last.c.patron_id == patron.c.id, last.c.kind == literal_column(f"'{MailKind.EMAIL_REGISTERED}'")
        )
        .correlate(patron)  # two levels up: without it, it would take all patrons' mail
        .scalar_subquery()
    )
    columns = ("status", "queued_at", "tries", "settled_at", "answer_code")
    return (
        select(json_object({name: outgoing_mail.c[name] for name in columns}))
        .where(outgoing_mail.c.id == newest)
        .scalar_subquery()
    )

"""A look-up's statements: one SELECT that answers a whole patron as a JSON object, and small ones for the phone.

Each is built once with bind parameters (`CARD_NUMBER` or `PATRON_ID`) and answers one row `(status, record)`, or none;
`glimpse_or_all` answers `(status, record, everything)`. `record` is null for a retired card, of whose patron nothing is
read, and `everything` unless the caller is identified. Arrays come in no particular order:
`services.look_up_decode` sorts them. What the statements say in literals (`'waiting'`, `'retired'`) is what the
partial indexes say, which neither database matches against a bound value.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    FromClause,
    Insert,
    ScalarSelect,
    Select,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
    tuple_,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from services.database.json import json_array_of, json_object
from services.database.tables import (
    bib_record,
    card,
    hold,
    hold_cancellation,
    identity_check,
    item,
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
from services.database.types import server_now
from services.identification import ending, passed
from services.rules.vocabulary import MailKind


class LookUpKey(StrEnum):
    """What a patron is looked up by: the name of the statement's one bind parameter."""

    CARD_NUMBER = "card_number"
    PATRON_ID = "patron_id"


IN_USE = card.c.status != literal_column("'retired'")

_WAITING: ColumnElement[str] = literal_column("'waiting'")

type _Fields = dict[str, ColumnElement[Any]]


def full(key: LookUpKey) -> Select[Any]:
    """Build the whole snapshot's statement."""
    return _statement(key, _everything())


def glimpse(key: LookUpKey) -> Select[Any]:
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


def recording_by_cte(read: Select[Any], insert: Insert) -> Executable:
    """Let PostgreSQL write the access record in the statement that reads."""
    return read.add_cte(insert.cte("looked"))


def ending_by_cte(read: Select[Any]) -> Select[Any]:
    """Let PostgreSQL end what was checked of earlier callers in the statement that opens a patron at the same desk."""
    return read.add_cte(ending().cte("ended"))


def reading_by_record(read: Select[Any], insert: Insert) -> Executable:
    """Let SQLite read in the statement that writes the access record; it answers no row where nothing is written."""
    answers = (
        read.with_only_columns(column, maintain_column_froms=True).correlate(None).scalar_subquery()
        for column in read.selected_columns
    )
    return insert.returning(*(_returned(answer, type_=answer.type) for answer in answers))


class _returned(GenericFunction[Any]):  # noqa: N801 - not a function at all: see below
    inherit_cache = True


@compiles(_returned)
def _returned_sub_select(element: _returned, compiler: SQLCompiler, **kw: Any) -> str:
    """Keep the tables' names within the sub-select: RETURNING's own columns are written without them."""
    kw.pop("include_table", None)
    return compiler.process(element.clauses, **kw)


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
_REQUEST_COLUMNS = ("id", "version", "status", "title", "received_on", "branch_id")
_QUESTION_COLUMNS = ("id", "version", "question", "status", "received_at")


def _everything() -> _Fields:
    credential = password_credential
    return {
        **_frame(),
        "card": _card(),
        "patron": json_object({name: patron.c[name] for name in _PATRON_COLUMNS}),
        "password": select(json_object({name: credential.c[name] for name in _CREDENTIAL_COLUMNS}))
        .where(credential.c.patron_id == patron.c.id)
        .scalar_subquery(),
        "suspensions": _rows(
            {name: suspension.c[name] for name in _SUSPENSION_COLUMNS},
            suspension,
            suspension.c.patron_id == patron.c.id,
        ),
        "reports": _rows(
            {name: patron_report.c[name] for name in _REPORT_COLUMNS},
            patron_report,
            patron_report.c.patron_id == patron.c.id,
        ),
        "loans": _loans(),
        "holds": _holds(),
        "cancelled": _cancelled(),
        "requests": _rows(
            {name: purchase_request.c[name] for name in _REQUEST_COLUMNS},
            purchase_request,
            purchase_request.c.patron_id == patron.c.id,
        ),
        "questions": _rows(
            {name: reference_question.c[name] for name in _QUESTION_COLUMNS},
            reference_question,
            reference_question.c.patron_id == patron.c.id,
            reference_question.c.told_at.is_(None),
        ),
        "email_notice": _email_notice(),
    }


def _counts() -> _Fields:
    return {
        **_frame(),
        "card_number": card.c.number,
        "patron_id": card.c.patron_id,
        "loans": _count(loan, loan.c.patron_id == card.c.patron_id, loan.c.returned_on.is_(None)),
        "holds": _count(hold, hold.c.patron_id == card.c.patron_id),
        "cancelled": _rows(
            {"cancelled_at": hold_cancellation.c.cancelled_at},
            hold_cancellation,
            hold_cancellation.c.patron_id == card.c.patron_id,
        ),
        "requests": _count(purchase_request, purchase_request.c.patron_id == card.c.patron_id),
        "questions": _count(
            reference_question,
            reference_question.c.patron_id == card.c.patron_id,
            reference_question.c.told_at.is_(None),
        ),
    }


def _statement(key: LookUpKey, fields: _Fields, source: FromClause | None = None) -> Select[Any]:
    record = case((IN_USE, json_object(fields)))
    from_clause = card.join(patron, patron.c.id == card.c.patron_id) if source is None else source
    statement = select(card.c.status, record.label("record")).select_from(from_clause)
    if key is LookUpKey.CARD_NUMBER:
        return statement.where(card.c.number == bindparam(key))
    return statement.where(card.c.patron_id == bindparam(key), IN_USE)


def _frame() -> _Fields:
    return {
        "now": server_now(),
        "masters_version": select(masters_version.c.version).scalar_subquery(),
    }


def _rows(fields: _Fields, source: FromClause, *where: ColumnElement[bool]) -> ScalarSelect[Any]:
    """Answer the matching rows as one array of objects."""
    return json_array_of(select(json_object(fields)).select_from(source).where(*where))


def _count(source: FromClause, *where: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(func.count()).select_from(source).where(*where).scalar_subquery()


def _card() -> ColumnElement[Any]:
    old = card.alias("old")
    return json_object(
        {
            "number": card.c.number,
            "status": card.c.status,
            "issued_on": card.c.issued_on,
            "replaces": _count(old, old.c.replaced_by_id == card.c.id),
        }
    )


def _email_notice() -> ScalarSelect[Any]:
    last = outgoing_mail.alias("last")
    newest = (
        select(func.max(last.c.id))
        .where(
            last.c.patron_id == patron.c.id, last.c.kind == literal_column(f"'{MailKind.EMAIL_REGISTERED}'")
        )
        .correlate(patron)  # two levels up: by itself it would take everybody's mail
        .scalar_subquery()
    )
    columns = ("status", "queued_at", "tries", "settled_at", "answer_code")
    return (
        select(json_object({name: outgoing_mail.c[name] for name in columns}))
        .where(outgoing_mail.c.id == newest)
        .scalar_subquery()
    )


def _loans() -> ScalarSelect[Any]:
    # Everybody's count is answered by the index alone; that of this patron (one row at most) is taken off it.
    everybody, own = hold.alias("everybody"), hold.alias("own")
    waiting = _count(
        everybody, everybody.c.bib_record_id == item.c.bib_record_id, everybody.c.status == _WAITING
    ) - _count(
        own,
        own.c.patron_id == loan.c.patron_id,
        own.c.bib_record_id == item.c.bib_record_id,
        own.c.status == _WAITING,
    )
    return _rows(
        {
            "id": loan.c.id,
            "version": loan.c.version,
            "title": bib_record.c.title,
            "material_type_id": bib_record.c.material_type_id,
            "item_number": item.c.number,
            "branch_id": loan.c.branch_id,
            "loaned_on": loan.c.loaned_on,
            "due_on": loan.c.due_on,
            "interlibrary": item.c.interlibrary,
            "renewals": loan.c.renewals,
            "renewed_on": loan.c.renewed_on,
            "waiting": waiting,
        },
        loan.join(item, item.c.id == loan.c.item_id).join(
            bib_record, bib_record.c.id == item.c.bib_record_id
        ),
        loan.c.patron_id == patron.c.id,
        loan.c.returned_on.is_(None),
    )


def _holds() -> ScalarSelect[Any]:
    queue = hold.alias("queue")
    in_queue = (queue.c.bib_record_id == hold.c.bib_record_id, queue.c.status == _WAITING)
    up_to_here = tuple_(queue.c.placed_at, queue.c.id) <= tuple_(hold.c.placed_at, hold.c.id)
    is_waiting = hold.c.status == _WAITING
    return _rows(
        {
            "id": hold.c.id,
            "version": hold.c.version,
            "status": hold.c.status,
            "place": case((is_waiting, _count(queue, *in_queue, up_to_here))),
            "queue": case((is_waiting, _count(queue, *in_queue))),
            "bib_record_id": hold.c.bib_record_id,
            "title": bib_record.c.title,
            "material_type_id": bib_record.c.material_type_id,
            "item_id": hold.c.item_id,
            "item_number": item.c.number,
            "placed_at": hold.c.placed_at,
            "branch_id": hold.c.branch_id,
            "mobile_stop_id": hold.c.mobile_stop_id,
            "contact": hold.c.contact,
            "wait_until": hold.c.wait_until,
            "shelf_until": hold.c.shelf_until,
            "shelf_place": hold.c.shelf_place,
            "shelf_extensions": hold.c.shelf_extensions,
        },
        hold.join(bib_record, bib_record.c.id == hold.c.bib_record_id).outerjoin(
            item, item.c.id == hold.c.item_id
        ),
        hold.c.patron_id == patron.c.id,
    )


def _cancelled() -> ScalarSelect[Any]:
    gone = hold_cancellation
    return _rows(
        {
            "id": gone.c.id,
            "version": gone.c.version,
            "reason": gone.c.reason,
            "bib_record_id": gone.c.bib_record_id,
            "title": bib_record.c.title,
            "material_type_id": bib_record.c.material_type_id,
            "cancelled_at": gone.c.cancelled_at,
            "branch_id": gone.c.branch_id,
            "contact": gone.c.contact,
            "wait_until": gone.c.wait_until,
            "copy_gone": _copy_gone(),
        },
        gone.join(bib_record, bib_record.c.id == gone.c.bib_record_id),
        gone.c.patron_id == patron.c.id,
    )


def _copy_gone() -> ColumnElement[bool]:
    """Tell whether the title has no copy left, or the copy that was kept for the hold went to somebody else."""
    gone = hold_cancellation
    kept, lent = hold.alias("kept"), loan.alias("lent")
    copies = exists().where(item.c.bib_record_id == gone.c.bib_record_id)
    taken = or_(
        exists().where(kept.c.item_id == gone.c.freed_item_id),
        exists().where(lent.c.item_id == gone.c.freed_item_id, lent.c.returned_on.is_(None)),
    )
    return or_(~copies, taken)

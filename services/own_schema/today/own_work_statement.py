"""The statement that lists a clerk's own work, written once: SQLite runs it, PostgreSQL's function is made of it."""

from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Select,
    Text,
    case,
    cast,
    exists,
    func,
    literal_column,
    null,
    or_,
    select,
    union_all,
)

from services.acts.password_use import CHECK
from services.acts.passwords import ISSUE, REISSUE, SLIP_FOLLOWED
from services.contract.today.own_work import ANSWERED, MAILS_FOR, SLIPS_AFTER, SLIPS_FOR, WorkKind
from services.own_schema.database.json import json_array, json_object
from services.own_schema.database.tables import (
    act,
    card,
    outgoing_mail,
    password_credential,
    patron,
    patron_report,
    reference_question,
    slip_hand_over,
)
from services.own_schema.database.tables.types import ago, server_now
from services.own_schema.lookup.look_up_statement import IN_USE, IS_BARE
from services.rules.passwords.patron_login import LogInOutcome
from services.rules.vocabulary import CardStatus, MailStatus

_SENDS: Final = ("email.change", "email.resend", "question.ask")
"""The acts after which a mail is sent."""
_FITTED: Final = (LogInOutcome.OK, LogInOutcome.MUST_CHANGE)
"""The outcomes of a パスワード確認 with the right password."""


def own_work(
    by_staff: ColumnElement[str],
    at_branch: ColumnElement[int],
    with_names: ColumnElement[bool],
    most: ColumnElement[int],
) -> Select[Any]:
    """Build the list: one row, its time, the entries as one array, and how many there are.

    Args:
        by_staff: the clerk.
        at_branch: of the patrons who belong there, questions that have an answer are listed; and another system's.
        with_names: false for 電話担当.
        most: how many entries are answered, the longest waiting first.
    """
    found = union_all(_reports(by_staff), _mails(by_staff), _questions(at_branch), _slips(by_staff)).subquery(
        "found"
    )
    counted = select(found, func.count().over().label("total"))
    those = counted.order_by(found.c.since, found.c.kind, found.c.id).limit(most).cte("those")
    entry = {name: those.c[name] for name in ("kind", "id", "patron_id", "since", "detail")}
    entries = select(
        json_array(
            json_object(
                {**entry, "card_number": card.c.number, "name": case((with_names & ~IS_BARE, patron.c.name))}
            )
        )
    ).select_from(
        those.join(patron, patron.c.id == those.c.patron_id).outerjoin(
            card, (card.c.patron_id == those.c.patron_id) & IN_USE
        )
    )
    return select(
        json_object(
            now=server_now(),
            total=func.coalesce(select(func.max(those.c.total)).scalar_subquery(), 0),
            entries=entries.scalar_subquery(),
        ).label("work")
    )


def _reports(by_staff: ColumnElement[str]) -> Select[Any]:
    c = patron_report.c
    return _in_use(
        select(
            _literal(WorkKind.REPORT).label("kind"),
            c.id,
            c.patron_id,
            c.reported_at.label("since"),
            c.kind.label("detail"),
        ).where(c.settled_at.is_(None), c.reported_by == by_staff),
        c.patron_id,
    )


def _mails(by_staff: ColumnElement[str]) -> Select[Any]:
    """Build the mails that were given up lately, of patrons for whom this login did what sends one."""
    c = outgoing_mail.c
    sent = exists().where(
        act.c.patron_id == c.patron_id,
        act.c.staff_id == by_staff,
        act.c.at > ago(2 * MAILS_FOR),
        act.c.verb.in_([_literal(verb) for verb in _SENDS]),
    )
    return _in_use(
        select(
            _literal(WorkKind.MAIL_FAILED).label("kind"),
            c.id,
            c.patron_id,
            c.settled_at.label("since"),
            c.kind.label("detail"),
        ).where(c.status == _literal(MailStatus.FAILED), c.settled_at > ago(MAILS_FOR), sent),
        c.patron_id,
    )


def _questions(at_branch: ColumnElement[int]) -> Select[Any]:
    c = reference_question.c
    asker = patron.alias("asker")
    return _in_use(
        select(
            _literal(WorkKind.QUESTION_ANSWERED).label("kind"),
            c.id,
            c.patron_id,
            c.received_at.label("since"),
            null().label("detail"),
        )
        .join_from(reference_question, asker, asker.c.id == c.patron_id)
        .where(
            c.status == _literal(ANSWERED),
            c.told_at.is_(None),
            or_(asker.c.branch_id == at_branch, asker.c.system_key.is_not(None)),
        ),
        c.patron_id,
    )


def _slips(by_staff: ColumnElement[str]) -> Select[Any]:
    """Build the passwords this login issued lately without a record that the slip was handed over.

    The password of that issue is still in force, it wasn't typed at a counter since, and another could be issued: the
    card isn't lost. Acts of desks that record nothing of slips have no mark in their details.
    """
    c, kept, check = act.c, password_credential.c, act.alias("tried")
    own = card.alias("own")
    in_use = exists().where(own.c.patron_id == c.patron_id, own.c.status == _literal(CardStatus.ACTIVE))
    handed_over = exists().where(slip_hand_over.c.act_id == c.id)
    has_it = exists().where(
        check.c.patron_id == c.patron_id,
        check.c.verb == _literal(CHECK),
        check.c.outcome.in_([_literal(outcome.value) for outcome in _FITTED]),
        check.c.at >= c.at,
    )
    return (
        select(
            _literal(WorkKind.SLIP).label("kind"),
            c.patron_id.label("id"),
            c.patron_id,
            c.at.label("since"),
            null().label("detail"),
        )
        .join_from(act, password_credential, kept.patron_id == c.patron_id)
        .where(
            c.staff_id == by_staff,
            c.verb.in_([_literal(ISSUE), _literal(REISSUE)]),
            c.at > ago(SLIPS_FOR),
            c.at <= ago(SLIPS_AFTER),
            c.details["slip"].as_string() == _literal(SLIP_FOLLOWED),
            # As texts: a record's details are a desk's, and no list ends with one that is no number.
            c.details["version"].as_string() == cast(kept.version, Text),
            ~handed_over,
            ~has_it,
            in_use,
        )
    )


def _in_use(found: Select[Any], patron_id: ColumnElement[int]) -> Select[Any]:
    own, theirs = card.alias("own"), patron.alias("theirs")
    has_card = exists().where(own.c.patron_id == patron_id, own.c.status != literal_column("'retired'"))
    return found.where(
        or_(has_card, exists().where(theirs.c.id == patron_id, theirs.c.system_key.is_not(None)))
    )


def _literal(value: str) -> ColumnElement[Any]:
    return literal_column(f"'{value}'")

"""The statements of changes to a patron: register, card, suspensions, reports, attempts to reach them."""

from dataclasses import fields
from typing import Any

from sqlalchemy import ColumnElement, case, exists, insert, literal, literal_column, null, or_, update

from services.own_schema.database.tables import card, contact_attempt, hold, patron, patron_report, suspension
from services.own_schema.transactions.binds import Binds, Statements, Write, insert_where, own
from services.rules.people.contacts import WORKED_ON
from services.rules.people.registration import Derived, RegistrationField
from services.rules.vocabulary import CardStatus, HoldStatus


def set_email(binds: Binds) -> Statements:
    """Register an address, or none."""
    registered = update(patron).where(patron.c.id == binds.patron_id)
    values = {"email": binds.value("address", patron.c.email), "version": patron.c.version + 1}
    return Statements((registered.values(values),))


def set_registration(binds: Binds) -> Statements:
    """Set the new 更新期限日, what was corrected, and what the patron is found by.

    What that was made of isn't noted: the worker makes it anew, because no database can tell whose key a text is.
    """
    c = patron.c
    values: dict[str, Any] = {
        "expires_on": binds.value("expires_on", c.expires_on),
        "address_changed_on": case((binds.boolean("moved"), binds.today), else_=c.address_changed_on),
        "version": c.version + 1,
    }
    phone = binds.any_of("corrected", c.phone)
    if phone is not c.phone:
        values["phone_changed_on"] = case(
            (c.phone.is_distinct_from(phone), binds.today), else_=c.phone_changed_on
        )
    values |= {each.value: binds.any_of("corrected", c[each.value]) for each in RegistrationField}
    keys = {each.name: binds.any_of("found_by", c[each.name]) for each in fields(Derived)}
    values |= keys | {"keys_of": null()}
    return Statements((update(patron).where(c.id == binds.patron_id).values(values),))


def set_card_lost(binds: Binds) -> Statements:
    """Note that the card in use is lost."""
    in_use = update(card).where(*own(card, binds, "card_id"))
    return Statements((in_use.values(status=CardStatus.LOST),))


def set_card_active(binds: Binds) -> Statements:
    """Note that the card that was lost is there again."""
    lost = update(card).where(card.c.patron_id == binds.patron_id, card.c.status == CardStatus.LOST)
    return Statements((lost.values(status=CardStatus.ACTIVE),))


def insert_replacement_card(binds: Binds) -> Statements:
    """Retire the card in use and register the new one."""
    new_id = binds.value("new_id", card.c.id)
    in_use = update(card).where(*own(card, binds, "card_id"))
    new_row = {
        "id": new_id,
        "number": binds.value("number", card.c.number),
        "patron_id": binds.patron_id,
        "status": literal(CardStatus.ACTIVE, card.c.status.type),
        "issued_on": binds.today,
    }

    def register(retired: ColumnElement[bool]) -> Write:
        """A patron has one card in use: the old one must have gone."""
        return insert_where(card, new_row, retired)

    return Statements((in_use.values(status=CardStatus.RETIRED, replaced_by_id=new_id),), register)


def insert_suspension(binds: Binds) -> Statements:
    """Stop the patron's borrowing for one reason more."""
    c = suspension.c
    row = insert(suspension).values(
        patron_id=binds.patron_id,
        reason=binds.value("reason", c.reason),
        note_code=binds.value("note", c.note_code),
        with_consent=binds.value("with_consent", c.with_consent),
        started_at=binds.now,
        started_by=binds.staff_id,
        version=literal_column("1"),
    )
    return Statements((row,))


def set_suspension_lifted(binds: Binds) -> Statements:
    """Lift one suspension."""
    c = suspension.c
    lifted = (
        update(suspension)
        .where(*own(suspension, binds, "suspension_id"), c.lifted_at.is_(None))
        .values(
            lifted_at=binds.now,
            lifted_by=binds.staff_id,
            override_code=binds.value("override", c.override_code),
            version=c.version + 1,
        )
    )
    return Statements((lifted,))


def insert_report(binds: Binds) -> Statements:
    """Write down what the patron reports."""
    c = patron_report.c
    row = insert(patron_report).values(
        patron_id=binds.patron_id,
        kind=binds.value("kind", c.kind),
        reported_at=binds.now,
        reported_by=binds.staff_id,
        channel=binds.value("channel", c.channel),
        version=literal_column("1"),
    )
    return Statements((row,))


def set_report_settled(binds: Binds) -> Statements:
    """Settle a report."""
    c = patron_report.c
    settled = (
        update(patron_report)
        .where(*own(patron_report, binds, "report_id"), c.settled_at.is_(None))
        .values(settled_at=binds.now, settled_by=binds.staff_id, version=c.version + 1)
    )
    return Statements((settled,))


def insert_contact_attempt(binds: Binds) -> Statements:
    """Write down an attempt to reach the patron, about a suspension or a hold of theirs that is worked on.

    What another system's patron has of these, that system knows.
    """
    c = contact_attempt.c
    row: dict[str, ColumnElement[Any]] = {
        "patron_id": binds.patron_id,
        "suspension_id": binds.value("about_suspension", c.suspension_id),
        "hold_id": binds.value("about_hold", c.hold_id),
        "means": binds.value("means", c.means),
        "result": binds.value("result", c.result),
        "tried_at": binds.now,
        "tried_by": binds.staff_id,
        "channel": binds.value("channel", c.channel),
        "next_step": binds.value("next_step", c.next_step),
        "next_on": binds.value("next_on", c.next_on),
        "version": literal_column("1"),
    }
    stopped = suspension.c.lifted_at.is_(None), suspension.c.reason.in_(WORKED_ON)
    worked_on = or_(
        exists().where(*own(suspension, binds, "about_suspension"), *stopped),
        exists().where(*own(hold, binds, "about_hold"), hold.c.status == HoldStatus.READY),
        exists().where(patron.c.id == binds.patron_id, patron.c.system_key.is_not(None)),
    )
    return Statements((insert_where(contact_attempt, row, worked_on),))

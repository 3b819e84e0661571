"""The statements of changes to a patron's password."""

from typing import Any

from sqlalchemy import Update, case, insert, literal_column, null, update

from services.own_schema.database.tables import password_credential
from services.own_schema.transactions.binds import Binds, Statements
from services.rules.vocabulary import CredentialKind


def first_password(binds: Binds) -> Statements:
    """Put the patron's first password in force: the counter issues it."""
    values = {"patron_id": binds.patron_id, "issued_at": binds.now, "disabled_at": null(), **_in_force(binds)}
    return Statements((insert(password_credential).values(values),))


def set_password(binds: Binds) -> Statements:
    """Put the next password in force. One that the counter issued opens what was disabled; the patron's own doesn't."""
    c = password_credential.c
    next_one = _own(binds).where(c.version + 1 == binds.value("version", c.version))
    issued = binds.value("kind", c.kind) == literal_column(f"'{CredentialKind.INITIAL.value}'")
    values = {
        "issued_at": case((issued, binds.now), else_=c.issued_at),
        "disabled_at": case((issued, null()), else_=c.disabled_at),
        **_in_force(binds),
    }
    return Statements((next_one.values(values),))


def set_wrong_logins(binds: Binds) -> Statements:
    """Change the count as it was read: the patron page counts without the patron's lock."""
    c = password_credential.c
    as_read = (
        c.version == binds.value("version", c.version),
        c.wrong_logins == binds.value("counted", c.wrong_logins),
    )
    counted = _own(binds).where(*as_read)
    values = {
        "wrong_logins": binds.value("wrong_logins", c.wrong_logins),
        "locked_until": binds.value("locked_until", c.locked_until),
    }
    return Statements((counted.values(values),))


def clear_wrong_logins(binds: Binds) -> Statements:
    """End a lock and its count."""
    return Statements((_own(binds).values(wrong_logins=0, locked_until=None),))


def set_password_disabled(binds: Binds) -> Statements:
    """Switch the password off."""
    off = {"disabled_at": binds.now, "version": password_credential.c.version + 1}
    in_force = _own(binds).where(password_credential.c.disabled_at.is_(None))
    return Statements((in_force.values(off),))


def _in_force(binds: Binds) -> dict[str, Any]:
    c = password_credential.c
    return {
        "hash": binds.value("hashed", c.hash),
        "kind": binds.value("kind", c.kind),
        "must_change": binds.value("must_change", c.must_change),
        "expires_on": binds.value("expires_on", c.expires_on),
        "wrong_logins": 0,
        "locked_until": null(),
        "version": binds.value("version", c.version),
    }


def _own(binds: Binds) -> Update:
    return update(password_credential).where(password_credential.c.patron_id == binds.patron_id)

"""Statements that try a password; services/own_schema/schema/postgresql/desk/trying_passwords.sql is made of them, too.

`services/own_schema/schema/postgresql/portal/log_in.sql` counts by them as well. Values have the names that
`services.own_schema.database.calls` gives them by:

- `of_patron`, `of_version`: whose password, and which of theirs;
- `made`: what was made of the typed one, in the way that the kept hash was made;
- `most`, `lock_minutes`: the library's values;
- `now_locked`: until when the try itself locked it, null where it didn't.
"""

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    String,
    Update,
    and_,
    case,
    exists,
    func,
    null,
    or_,
    select,
    true,
    update,
)

from services.own_schema.database.calls import Given
from services.own_schema.database.guarded_queries import password_recipe
from services.own_schema.database.tables import act, password_credential
from services.own_schema.database.tables.types import Instant, later, server_now

_KEPT: Final = password_credential.c


def in_force(given: Given, is_ones_own: ColumnElement[bool] | None = None) -> Select[Any]:
    """Answer the parameters of the hash in force, without the hash, and its count.

    And whether the act `for_act` was carried out already, which then tries nothing.
    """
    this_act = (act.c.id == given("for_act", String()), true() if is_ones_own is None else is_ones_own)
    return select(
        server_now().label("now"),
        password_recipe(_KEPT.hash).label("recipe"),
        _KEPT.version,
        _KEPT.wrong_logins,
        _KEPT.locked_until,
        _KEPT.disabled_at,
        exists().where(*this_act).label("done"),
    ).where(_its(given))


def tried(given: Given) -> Select[Any]:
    """Answer the count before a try, and hold it; nothing where another password is in force, or none is looked at."""
    is_open = or_(_KEPT.locked_until.is_(None), _KEPT.locked_until <= server_now())
    return (
        select(_KEPT.wrong_logins, _KEPT.locked_until)
        .where(
            _its(given), _KEPT.version == given("of_version", Integer()), _KEPT.disabled_at.is_(None), is_open
        )
        .with_for_update(key_share=True)
    )


def counted(given: Given) -> Any:
    """Count one more wrong login; it answers the count, and until when the password is locked, null where it isn't.

    A credential keeps the count that locked it until the next try. So a count at the limit belongs to a lock that is
    over, and the count begins anew.
    """
    most = given("most", Integer())
    wrong = case((_KEPT.wrong_logins < most, _KEPT.wrong_logins), else_=0) + 1
    locked_until = case((wrong >= most, later(server_now(), given("lock_minutes", Integer()))))
    values = {"wrong_logins": wrong, "locked_until": locked_until}
    return (
        update(password_credential)
        .where(_its(given))
        .values(values)
        .returning(_KEPT.wrong_logins, _KEPT.locked_until)
    )


def fits(given: Given) -> Select[Any]:
    """Compare a try that is counted and committed."""
    return select(func.coalesce(_is_right(given), False)).where(_its(given))


def ended(given: Given) -> Update:
    """End the count, as a right login does; a lock by another try since then stays."""
    as_locked = _KEPT.locked_until.is_not_distinct_from(given("now_locked", Instant()))
    unlocked = {"wrong_logins": 0, "locked_until": null()}
    return update(password_credential).where(_its(given), _is_right(given), as_locked).values(unlocked)


def _its(given: Given) -> ColumnElement[bool]:
    return _KEPT.patron_id == given("of_patron", BigInteger())


def _is_right(given: Given) -> ColumnElement[bool]:
    return and_(_KEPT.version == given("of_version", Integer()), _KEPT.hash == given("made", String()))

"""Builds the phone channel's look-ups on PostgreSQL: functions, since 電話担当 may read no row before the check.

They answer what `services.lookup.look_up_statement`'s `glimpse` and `glimpse_or_all` answer, in one round trip.
"""

from typing import Any

from sqlalchemy import BigInteger, BindParameter, Select, String, bindparam, case, column, func, null, select

from services.database.tables import card, identity_check
from services.database.tables.types import Json
from services.lookup.caller_conditions import passed
from services.lookup.look_up_statement import LookUpKey, full

_DESK: tuple[BindParameter[Any], ...] = (
    bindparam("by_staff", type_=String()),
    bindparam("at_branch", type_=BigInteger()),
    bindparam("at_workstation", type_=String()),
    bindparam("for_purpose", type_=String()),
)


def look(key: LookUpKey, *, recorded: bool) -> Select[Any]:
    """Build a look by telephone: the record, the end of earlier callers' checks (by number), number and counts.

    By id it also answers everything of a patron whose caller is identified. It binds the key, `by_staff`, `at_branch`
    and `at_workstation`, and `for_purpose` where it is recorded.

    Args:
        key: what the patron is looked up by.
        recorded: False for a refresh, which is no look.
    """
    wanted = bindparam(
        key.value, type_=(card.c.number if key is LookUpKey.CARD_NUMBER else card.c.patron_id).type
    )
    by_number = key is LookUpKey.CARD_NUMBER
    answer = (column("status", card.c.status.type), column("record", Json))
    if not recorded:
        found = func.madoguchi_glimpse(*((wanted, null()) if by_number else (null(), wanted)))
    else:
        found = func.madoguchi_phone_look(*((wanted, null()) if by_number else (null(), wanted)), *_DESK)
    seen = found.table_valued(*answer)
    statement = select(seen.c.status, seen.c.record)
    if by_number:
        return statement
    everything = full(key, past_rows=True)
    (_, record) = everything.selected_columns
    whole = everything.with_only_columns(record, maintain_column_froms=True).scalar_subquery()
    check = passed(identity_check.c.patron_id == wanted)
    return statement.add_columns(case((check, whole)).label("everything"))

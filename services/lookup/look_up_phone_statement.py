"""Builds what an act by telephone answers on PostgreSQL: 電話担当 may read no row of a caller who isn't identified.

It answers what `services.lookup.look_up_statement`'s `glimpse_or_all` answers, within the act's transaction.
"""

from typing import Any

from sqlalchemy import Select, bindparam, case, column, func, null, select

from services.database.tables import card, identity_check
from services.database.tables.types import Json
from services.lookup.caller_conditions import passed
from services.lookup.look_up_statement import LookUpKey, full


def within_an_act() -> Select[Any]:
    """Build the reading of a patron by id: number and counts, and everything of a caller who is identified.

    It binds the id and `desk_values`.
    """
    key = LookUpKey.PATRON_ID
    wanted = bindparam(key.value, type_=card.c.patron_id.type)
    seen = func.madoguchi_glimpse(null(), wanted).table_valued(
        column("status", card.c.status.type), column("record", Json)
    )
    everything = full(key, past_rows=True)
    (_, record) = everything.selected_columns
    whole = everything.with_only_columns(record, maintain_column_froms=True).scalar_subquery()
    check = passed(identity_check.c.patron_id == wanted)
    return select(seen.c.status, seen.c.record, case((check, whole)).label("everything"))

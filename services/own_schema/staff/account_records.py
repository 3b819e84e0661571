"""Records of changes of staff accounts: acts about no patron, in the chain of the login that did them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import String, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from services.contract.act_requests import new_act_id
from services.own_schema.database.act_records import (
    ActRecord,
    ChainHead,
    StoredDetail,
    act_insert,
    chain_head,
    chain_lock,
)
from services.rules.vocabulary import Channel

COMMAND: Final = "madoguchi staff"
"""The place in an administrator's records; on SQLite, without logins, also the actor. Its blank makes it no id."""


class _administrator(GenericFunction[str]):  # noqa: N801 - stands for an SQL expression
    """The login that changes the accounts, or `COMMAND` in a file, which has none."""

    type = String()
    inherit_cache = True


@compiles(_administrator)
def _administrator_default(_element: _administrator, _compiler: SQLCompiler, **_: Any) -> str:
    return "session_user"


@compiles(_administrator, "sqlite")
def _administrator_sqlite(_element: _administrator, _compiler: SQLCompiler, **_: Any) -> str:
    return f"'{COMMAND}'"


class AccountVerb(StrEnum):
    """What an administrator does to an account."""

    ADD = "staff.add"
    DISABLE = "staff.disable"
    ENABLE = "staff.enable"
    CHANGE = "staff.change"


async def record_account(
    conn: AsyncConnection,
    verb: AccountVerb,
    staff_id: str,
    branch_id: int,
    details: Mapping[str, StoredDetail],
) -> None:
    """Record what is done to an account, in the change's transaction.

    Args:
        conn: the transaction's.
        verb: what is done.
        staff_id: the account.
        branch_id: the account's branch, as it is afterwards.
        details: what is changed, as codes.
    """
    by = (await conn.execute(select(_administrator()))).scalar_one()
    await conn.execute(select(chain_lock(by)))
    await add_record(
        conn,
        verb,
        {"staff": staff_id, **details},
        by=by,
        branch_id=branch_id,
        workstation=COMMAND,
        channel=Channel.COUNTER,
        act_id=new_act_id(),
    )


async def add_record(
    conn: AsyncConnection,
    verb: str,
    details: Mapping[str, StoredDetail],
    *,
    by: str,
    branch_id: int,
    workstation: str,
    channel: Channel,
    act_id: str,
) -> None:
    """Add a record about no patron to a chain, which is locked already; PostgreSQL makes its place and hash anew.

    Args:
        conn: the transaction's.
        verb: what is done.
        details: what of it, as codes.
        by: the chain's login.
        branch_id: where it is done.
        workstation: at which place there.
        channel: on which.
        act_id: of the record.
    """
    head = ChainHead(*(await conn.execute(select(*chain_head(by)))).one())
    record = ActRecord(
        id=act_id,
        at=head.at,
        staff_id=by,
        branch_id=branch_id,
        workstation=workstation,
        channel=channel,
        patron_id=None,
        verb=verb,
        subject=None,
        subject_id=None,
        outcome="done",
        details=dict(details),
        sequence=(head.sequence or 0) + 1,
    )
    await conn.execute(act_insert(record, head))

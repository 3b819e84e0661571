"""Puts the guards in force: roles, functions, triggers and grants, each time the schema is made or upgraded.

The files are written to be run again over what is there, so that what they say is what is in force. A file a group of
logins stands in `grants/`.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from sqlalchemy import BigInteger, Dialect, literal_column
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncConnection

from services.own_schema.database.change_feeds import notice_queue
from services.own_schema.database.next_in_line import next_in_line
from services.own_schema.database.tables.people import KEYS_ARE_STALE, KEYS_MADE_OF
from services.own_schema.lookup.look_up_statement import (
    LookUpKey,
    full,
    kept_at_counter,
    kept_by_phone,
    phone_summary,
)
from services.own_schema.revision import REVISION
from services.own_schema.schema.postgresql.argument_bounds import granted, with_bounds
from services.own_schema.schema.postgresql.bounds import kept_days
from services.own_schema.schema.postgresql.compiled import by_the_clock, compiled
from services.own_schema.schema.postgresql.desk import acts as of_acts
from services.own_schema.schema.postgresql.desk import masters as of_masters
from services.own_schema.schema.postgresql.desk import statements as of_desk
from services.own_schema.schema.postgresql.portal import statements as of_portal
from services.own_schema.schema.postgresql.worker import statements as of_worker
from services.rules import characters
from services.rules.bounds import Code, Text
from services.rules.passwords import password_recipes
from services.rules.people.search_keys import PHONE_END
from services.rules.policy import DEFAULT_POLICY, bounds
from services.rules.policy_values import number_bounds

_RULE: Final = re.compile(r"\{(number|flag|text) (\w+)\}")
_DIALECT: Dialect = postgresql.dialect(paramstyle="named")  # type: ignore[no-untyped-call]
_IN_ORDER = (
    "roles",
    "functions",
    "calls",
    "records",
    "removed_in_transaction",
    "turns",
    "circulation",
    "unnoticed",
    "notify",
    "finding",
    "desk/looks",
    "desk/checks",
    "desk/trying_passwords",
    "desk/acts",
    "desk/intents",
    "desk/masters",
    "desk/search_finding",
    "desk/searches",
    "desk/reading",
    "desk/records",
    "desk/today",
    "desk/act_lists",
    "desk/approvals",
    "desk/slips",
    "worker/mail",
    "worker/clearing",
    "worker/seals",
    "portal/log_in",
    "logins",
)
_HANDLER: Final = """\
EXCEPTION WHEN OTHERS THEN
    DECLARE
        code text;
        said text;
        broken text;
    BEGIN
        GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, said = MESSAGE_TEXT, broken = CONSTRAINT_NAME;
        RAISE EXCEPTION USING ERRCODE = code, MESSAGE = madoguchi_told_error(code, said), CONSTRAINT = broken;
    END;
"""
_GRANTS = (
    "grants/counter",
    "grants/supervisor",
    "grants/phone",
    "grants/worker",
    "grants/portal",
    "grants/circulation",
    "grants/owner",
    "grants/called",
)


def scripts() -> tuple[str, ...]:
    """Give the guards' scripts in the order in which they are run."""
    here = files(__package__)
    written = {
        name: here.joinpath(f"{name}.sql").read_text(encoding="utf-8") for name in (*_IN_ORDER, *_GRANTS)
    }
    may_be_called = granted("".join(written[name] for name in _GRANTS))
    return tuple(with_places_filled(with_bounds(script, may_be_called)) for script in written.values())


def with_places_filled(script: str) -> str:
    """Put the program's own statements, rules and error handler in the places that a script leaves for them."""
    script = script.replace("{keys_are_stale}", KEYS_ARE_STALE)
    script = script.replace("{keys_made_of}", KEYS_MADE_OF).replace("{phone_end}", str(PHONE_END))
    script = script.replace("{errors_without_detail}", _HANDLER)
    script = script.replace("{revision}", REVISION)
    for name, statement in _places().items():
        script = script.replace(f"{{{name}}}", statement)
    script = _RULE.sub(lambda found: _rule(found[1], found[2]), script)
    of_patron = {
        "full_by_patron": full(LookUpKey.PATRON_ID),
        "glimpse_of_patron": phone_summary(LookUpKey.PATRON_ID),
        "kept_of_patron": kept_at_counter(),
        "kept_by_phone": kept_by_phone(with_everything=False),
    }
    for name, look in of_patron.items():
        place = f"{{{name}}}"
        if place in script:
            written = by_the_clock(str(look.compile(dialect=_DIALECT)))
            script = script.replace(place, written.replace(f":{LookUpKey.PATRON_ID.value}", "of_patron"))
    return script


@cache
def _places() -> Mapping[str, str]:
    """Give the statements of acts, desk, worker and portal, what every writer keeps, and the bounds of texts."""
    next_of_title = compiled(next_in_line(literal_column("NEW.bib_record_id", BigInteger())))
    return MappingProxyType(
        {
            **of_acts.places(),
            **of_masters.places(),
            **of_desk.places(),
            **of_worker.places(),
            **of_portal.places(),
            "next_of_title": next_of_title,
            "kept_days": kept_days(),
            "odd": characters.ODD,
            "blank": characters.BLANK,
            "notices_most_full": str(notice_queue.MOST_FULL),
            "notices_told_apart": str(notice_queue.TOLD_APART),
            "notices_kept_minutes": str(notice_queue.KEPT_MINUTES),
            "most_memory": str(password_recipes.MOST_MEMORY),
            "most_passes": str(password_recipes.MOST_PASSES),
            "most_lanes": str(password_recipes.MOST_LANES),
            "most_work": str(password_recipes.MOST_WORK),
            "longest_hash": str(password_recipes.LONGEST),
            "bytes": password_recipes.BYTES,
        }
    )


def _rule(kind: str, name: str) -> str:
    """Ask for one of the library's values within the program's bounds, with the program's own for what is none."""
    own = getattr(DEFAULT_POLICY, name)
    if kind == "flag":
        return f"madoguchi_rule_flag('{name}', {str(own).lower()})"
    if kind == "text":
        bound = bounds()[name]
        assert isinstance(bound, Code | Text)
        fitting = bound.pattern if isinstance(bound, Text) else "|".join(bound.codes)
        return f"madoguchi_rule_text('{name}', '^({fitting})$', '{own}')"
    least, most = number_bounds(name)
    return f"madoguchi_rule_number('{name}', {least}, {most}, {'NULL' if own is None else own})"


async def apply(conn: AsyncConnection, made: Iterable[str]) -> None:
    """Put the guards in force, in the transaction that made or upgraded the tables.

    The login that does so needs to own the tables and to be allowed to make roles (CREATEROLE).

    Args:
        conn: it.
        made: what `scripts` gives, written before the transaction began.

    Raises:
        NotPermitted: it isn't.
    """
    raw = await conn.get_raw_connection()
    driver = raw.driver_connection
    assert driver is not None
    for script in made:
        await driver.execute(script)

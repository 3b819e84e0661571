"""Checks the way to a library system's views: for `madoguchi doctor` and 「診断」."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Final

from services.contract.diagnosis import CheckResult, Diagnosis, Subject
from services.contract.errors import ServiceError
from services.rules.secret import Secret
from services.systems.mariadb.address import parse
from services.systems.mariadb.connections import STATEMENT_S, Connections, connected
from services.systems.mariadb.views import COLUMNS, MariaDbViews, require_columns, require_version

CLOCKS_APART_S: Final = 60
"""Seconds by which two clocks may differ before anybody has to do something."""

_NAMED: Final = 10
_WIDER: Final = f"""
    SELECT DISTINCT privilege_type, '*.*' FROM information_schema.user_privileges WHERE privilege_type <> 'USAGE'
    UNION SELECT DISTINCT privilege_type, CONCAT(table_schema, '.*') FROM information_schema.schema_privileges
    UNION SELECT DISTINCT privilege_type, CONCAT(table_schema, '.', table_name)
        FROM information_schema.table_privileges
        WHERE privilege_type <> 'SELECT' OR is_grantable = 'YES' OR table_schema <> DATABASE()
            OR table_name NOT IN ({", ".join(f"'{it}'" for it in COLUMNS)})
    UNION SELECT DISTINCT privilege_type, CONCAT(table_schema, '.', table_name)
        FROM information_schema.column_privileges
    UNION SELECT 'ROLE', role_name FROM information_schema.applicable_roles
    ORDER BY 2, 1
"""
"""What the login may besides reading the views; it sees its own rights alone."""

_LOGS: Final = """
    SHOW GLOBAL VARIABLES WHERE variable_name IN
        ('general_log', 'slow_query_log', 'long_query_time', 'log_queries_not_using_indexes', 'server_audit_logging')
"""
"""Each would write statements, with what was asked for in them."""


def this_clock() -> datetime:
    """Read this machine's clock."""
    return datetime.now(UTC)


async def examine(
    address: str, password: Secret, now: Callable[[], datetime] = this_clock
) -> tuple[Diagnosis, ...]:
    """Make every check that the login can make; what it can't read is told as the desk would tell it.

    Args:
        address: the settings'.
        password: the login's.
        now: this machine's clock.
    """
    try:
        place = parse(address)
    except ServiceError as error:
        return (Diagnosis(Subject.SYSTEM_SERVER, error),)
    async with connected(place, password) as connections:
        try:
            version = await require_version(connections)
        except ServiceError as error:
            return (Diagnosis(Subject.SYSTEM_SERVER, error),)
        found = [Diagnosis(Subject.SYSTEM_SERVER, CheckResult.SYSTEM_SERVER_FITS, (version,))]
        for subject, check in (
            (Subject.SYSTEM_VIEWS, _views),
            (Subject.SYSTEM_RULES, _rules),
            (Subject.SYSTEM_GRANTS, _grants),
            (Subject.SYSTEM_LOG, _log),
        ):
            try:
                result, values = await check(connections)
            except ServiceError as error:
                found.append(Diagnosis(subject, error))
            else:
                found.append(Diagnosis(subject, result, values))
        try:
            found.append(await _clock(connections, now))
        except ServiceError as error:
            found.append(Diagnosis(Subject.SYSTEM_CLOCK, error))
    return tuple(found)


type _Found = tuple[CheckResult, tuple[int | str, ...]]


async def _views(connections: Connections) -> _Found:
    await require_columns(connections)
    return CheckResult.SYSTEM_VIEWS_THERE, ()


async def _rules(connections: Connections) -> _Found:
    """Tell how many of the library's rules foresee a renewal; its preferences may let none."""
    rules = json.loads(await MariaDbViews(connections).masters()).get("renewal_rules") or []
    plain = sum(it.get("renewals") is not None for it in rules)
    if not plain:
        return CheckResult.SYSTEM_RULES_NONE, ()
    return CheckResult.SYSTEM_RULES_FORESEE, (plain, len(rules))


async def _grants(connections: Connections) -> _Found:
    wider = [f"{right} {where}" for right, where in await connections.read(_WIDER)]
    if wider:
        return CheckResult.SYSTEM_GRANTS_WIDE, (_named(wider),)
    return CheckResult.SYSTEM_GRANTS_NARROW, ()


async def _log(connections: Connections) -> _Found:
    values = {str(name).lower(): str(value).upper() for name, value in await connections.read(_LOGS)}
    shows = [it for it in ("general_log", "server_audit_logging") if values.get(it) == "ON"]
    if values.get("slow_query_log") == "ON":
        if float(values.get("long_query_time", "0")) < STATEMENT_S:
            shows.append("long_query_time")
        if values.get("log_queries_not_using_indexes") == "ON":
            shows.append("log_queries_not_using_indexes")
    if shows:
        return CheckResult.SYSTEM_LOG_SHOWS, (_named(shows), STATEMENT_S)
    return CheckResult.SYSTEM_LOG_PLAIN, ()


async def _clock(connections: Connections, now: Callable[[], datetime]) -> Diagnosis:
    before = now()
    ((told,),) = await connections.read("SELECT UTC_TIMESTAMP(6)")
    between = before + (now() - before) / 2
    apart = round(abs((told.replace(tzinfo=UTC) - between).total_seconds()))
    if apart > CLOCKS_APART_S:
        return Diagnosis(Subject.SYSTEM_CLOCK, CheckResult.SYSTEM_CLOCK_APART, (apart,))
    return Diagnosis(Subject.SYSTEM_CLOCK, CheckResult.SYSTEM_CLOCK_RIGHT)


def _named(names: Sequence[str]) -> str:
    return "、".join(names[:_NAMED]) + ("…" if len(names) > _NAMED else "")

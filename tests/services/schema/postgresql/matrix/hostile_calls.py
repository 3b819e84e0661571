"""Classes of attacks in which the arguments are honest, and what is around the call isn't."""

from collections.abc import Iterator
from typing import Final

from tests.services.schema.postgresql.matrix.cell import Cell, Honest
from tests.services.schema.postgresql.matrix.routines import call, quoted, written

_TRANSACTIONS: Final = {
    "rolled_back": (("BEGIN",), ("ROLLBACK",)),
    "committed": (("BEGIN",), ("COMMIT",)),
    "savepoint": (("BEGIN", "SAVEPOINT a"), ("ROLLBACK TO a", "COMMIT")),
    "released": (("BEGIN", "SAVEPOINT a", "RELEASE a"), ("COMMIT",)),
    "repeatable_read": (("BEGIN ISOLATION LEVEL REPEATABLE READ",), ("COMMIT",)),
    "serializable": (("BEGIN ISOLATION LEVEL SERIALIZABLE",), ("COMMIT",)),
    "read_only": (("BEGIN READ ONLY",), ("COMMIT",)),
    "deferrable": (("BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY DEFERRABLE",), ("COMMIT",)),
    "two_phases": (("BEGIN",), ("PREPARE TRANSACTION 'hostile'",)),
}
_SETTINGS: Final = {
    "search_path": "pg_temp",
    "row_security": "off",
    "default_transaction_isolation": "serializable",
    "default_transaction_read_only": "on",
    "default_transaction_deferrable": "on",
    "TimeZone": "Pacific/Kiritimati",
    "DateStyle": "SQL, DMY",
    "IntervalStyle": "sql_standard",
    "bytea_output": "escape",
    "xmlbinary": "hex",
    "extra_float_digits": "-15",
    "standard_conforming_strings": "off",
    "array_nulls": "off",
    "transform_null_equals": "on",
    "synchronous_commit": "off",
    "statement_timeout": "10min",
    "lock_timeout": "1ms",
    "plan_cache_mode": "force_generic_plan",
    "work_mem": "64kB",
    "enable_indexscan": "off",
    "plpgsql.check_asserts": "off",
    "madoguchi.quiet": "on",
    "debug_print_plan": "on",
    "check_function_bodies": "off",
}


def transactions(honest: Honest) -> Iterator[Cell]:
    """Transactions of every kind, and the same call twice in one."""
    for name, (before, after) in _TRANSACTIONS.items():
        yield Cell(name, honest.call(), before, after)
    yield Cell("twice", honest.call(), ("BEGIN", honest.call()), ("COMMIT",))


def wrapped(honest: Honest) -> Iterator[Cell]:
    """Cursors, plans, and statements around the call."""
    made = honest.call()
    for name, hold in (("cursor", ""), ("cursor_with_hold", " WITH HOLD")):
        declared = f"DECLARE it CURSOR{hold} FOR {made}"
        yield Cell(name, "FETCH ALL FROM it", ("BEGIN", declared), ("ROLLBACK",))
    yield Cell(
        "cursor_behind_commit",
        "FETCH ALL FROM it",
        ("BEGIN", f"DECLARE it CURSOR WITH HOLD FOR {made}", "COMMIT"),
        ("CLOSE it",),
    )
    yield Cell("explain", f"EXPLAIN (VERBOSE) {made}")
    yield Cell("explain_analyze", f"EXPLAIN (ANALYZE, VERBOSE, WAL, BUFFERS) {made}")
    yield Cell("explain_rolled_back", f"EXPLAIN (ANALYZE, WAL) {made}", ("BEGIN",), ("ROLLBACK",))
    yield Cell("copy", f"COPY ({made}) TO STDOUT", unread=True)
    yield Cell("prepared", "EXECUTE it", (f"PREPARE it AS {made}",), ("DEALLOCATE it",))
    yield Cell("cte", f"WITH it AS MATERIALIZED ({made}) SELECT * FROM it")
    yield Cell("lateral", _many(honest))
    yield Cell("do", _in_do(honest))
    yield Cell("do_caught", _in_do(honest, caught=True))


def _many(honest: Honest) -> str:
    """Call it for each of many rows."""
    given = [written(it, honest.value(it)) for it in honest.routine.given]
    if given:
        given[0] = f"CASE WHEN n > 0 THEN {given[0]} END"
    made = call(honest.routine, given).removeprefix("SELECT * FROM ")
    return f"SELECT it.* FROM generate_series(1, {honest.row.times}) AS n CROSS JOIN LATERAL {made} AS it"


def _in_do(honest: Honest, *, caught: bool = False) -> str:
    back = [it for it in honest.routine.arguments if it.comes_back]
    declared = " ".join(f"v{place} {it.type};" for place, it in enumerate(back))
    given = [
        *(written(it, honest.value(it)) for it in honest.routine.given),
        *(f"v{place}" for place in range(len(back))),
    ]
    listed = f"public.{honest.routine.name}({', '.join(given)})"
    made = f"CALL {listed}" if honest.routine.is_procedure else f"PERFORM * FROM {listed}"
    body = f"BEGIN {made}; EXCEPTION WHEN OTHERS THEN RAISE; END;" if caught else f"{made};"
    return f"DO $do$ DECLARE {declared} BEGIN {body} END $do$"


def settings(honest: Honest) -> Iterator[Cell]:
    """What a client may set for itself, or tries to."""
    for name, value in _SETTINGS.items():
        yield Cell(name, honest.call(), (f"SET {name} = {quoted(value) if ',' not in value else value}",))
    yield Cell("role", honest.call(), (f"SET ROLE madoguchi_{honest.who}",))
    for encoding in ("SQL_ASCII", "LATIN1", "EUC_JP"):
        yield Cell(
            f"client_encoding={encoding}",
            f"SET client_encoding = {encoding}; {honest.call()}; RESET client_encoding",
            unread=True,
        )


def at_once(honest: Honest) -> Iterator[Cell]:
    """The same call from two connections at the same moment."""
    yield Cell("two", honest.call(), at_once=True)

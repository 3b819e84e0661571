"""Classes of attacks in which the arguments are honest, and what is around the call isn't."""

from collections.abc import Iterator
from typing import Final

from tests.services.own_schema.schema.postgresql.matrix.cell import OWN, Cell, Honest
from tests.services.own_schema.schema.postgresql.matrix.routines import call, quoted, written

_TRANSACTIONS: Final = {
    "rolled_back": (("BEGIN",), ("ROLLBACK",)),
    "committed": (("BEGIN",), ("COMMIT",)),
    "savepoint": (("BEGIN", "SAVEPOINT a"), ("ROLLBACK TO a", "COMMIT")),
    "released": (("BEGIN", "SAVEPOINT a", "RELEASE a"), ("COMMIT",)),
    "repeatable_read": (("BEGIN ISOLATION LEVEL REPEATABLE READ",), ("COMMIT",)),
    "serializable": (("BEGIN ISOLATION LEVEL SERIALIZABLE",), ("COMMIT",)),
    "read_only": (("BEGIN READ ONLY",), ("COMMIT",)),
    "deferrable": (("BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY DEFERRABLE",), ("COMMIT",)),
}
_NOT_PREPARED: Final = "; at PREPARE TRANSACTION: 55000 object_not_in_prerequisite_state"
"""A server prepares none unless its administrator lets it, whatever was called before."""
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
        yield Cell(f"transactions={name}", honest.call(), before, after)
    two_phases = (("BEGIN",), ("PREPARE TRANSACTION 'hostile'",))
    yield Cell("transactions=two_phases", honest.call(), *two_phases, passes=OWN + _NOT_PREPARED)
    yield Cell("transactions=twice", honest.call(), ("BEGIN", honest.call()), ("COMMIT",))


def wrapped(honest: Honest) -> Iterator[Cell]:
    """Cursors, plans, and statements around the call; a procedure stands in none but `DO`."""
    yield Cell("wrapped=do", _in_do(honest), passes="nothing")
    yield Cell("wrapped=do_caught", _in_do(honest, caught=True), passes="nothing")
    if honest.routine.is_procedure:
        return
    made = honest.call()
    for name, hold in (("cursor", ""), ("cursor_with_hold", " WITH HOLD")):
        declared = f"DECLARE it CURSOR{hold} FOR {made}"
        yield Cell(f"wrapped={name}", "FETCH ALL FROM it", ("BEGIN", declared), ("ROLLBACK",))
    yield Cell(
        "wrapped=cursor_behind_commit",
        "FETCH ALL FROM it",
        ("BEGIN", f"DECLARE it CURSOR WITH HOLD FOR {made}", "COMMIT"),
        ("CLOSE it",),
    )
    yield Cell("wrapped=explain", f"EXPLAIN (VERBOSE) {made}", passes="explains")
    analyze = f"EXPLAIN (ANALYZE, VERBOSE, WAL, BUFFERS) {made}"
    yield Cell("wrapped=explain_analyze", analyze, passes="explains")
    rolled_back = f"EXPLAIN (ANALYZE, WAL) {made}"
    yield Cell("wrapped=explain_rolled_back", rolled_back, ("BEGIN",), ("ROLLBACK",), passes="explains")
    yield Cell("wrapped=copy", f"COPY ({made}) TO STDOUT", unread=True, passes="runs: COPY 1")
    yield Cell("wrapped=prepared", "EXECUTE it", (f"PREPARE it AS {made}",), ("DEALLOCATE it",))
    yield Cell("wrapped=cte", f"WITH it AS MATERIALIZED ({made}) SELECT * FROM it")
    yield Cell("wrapped=lateral", _many(honest), passes=f"{OWN} ({honest.row.times} rows)")


def _many(honest: Honest) -> str:
    """Call it for each of many rows."""
    given = [written(it, honest.value(it)) for it in honest.routine.given]
    if given:
        given[0] = f"CASE WHEN n > 0 THEN {given[0]} END"
    made = call(honest.routine, given).removeprefix("SELECT * FROM ")
    name = honest.routine.name
    return f"SELECT {name}.* FROM generate_series(1, {honest.row.times}) AS n CROSS JOIN LATERAL {made} AS {name}"


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
        yield Cell(
            f"settings={name}",
            honest.call(),
            (f"SET {name} = {quoted(value) if ',' not in value else value}",),
        )
    yield Cell("settings=role", honest.call(), (f"SET ROLE madoguchi_{honest.who}",))
    for encoding in ("SQL_ASCII", "LATIN1", "EUC_JP"):
        yield Cell(
            f"settings=client_encoding_{encoding}",
            f"SET client_encoding = {encoding}; {honest.call()}; RESET client_encoding",
            unread=True,
            passes="runs: RESET",
        )


def at_once(honest: Honest) -> Iterator[Cell]:
    """The same call from two connections at the same moment."""
    yield Cell("at_once=two", honest.call(**honest.row.at_once), at_once=True, passes=f"{OWN} | {OWN}")

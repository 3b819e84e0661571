"""Checks a PostgreSQL server's settings: what its log would show of patrons and staff, and whether acts are kept.

Any login may ask: what is in force for its own session, so the server's and the database's, and what was set for single
logins of this database (`pg_db_role_setting`). docs/operations.md says which program sends which kind of value.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from sqlalchemy import text

from services.contract.diagnosis import CheckResult, Diagnosis, Subject
from services.own_schema.database.engine import Database

type _Values = Mapping[str, frozenset[str]]
"""Each setting's values: of this session, and of logins that have another one."""

_YES: Final = frozenset({"on", "true", "tru", "tr", "t", "yes", "ye", "y", "1"})


def _is(*values: str) -> Callable[[str], bool]:
    return lambda value: value in values


def _is_not(*values: str) -> Callable[[str], bool]:
    return lambda value: value not in values


def _on(value: str) -> bool:
    return value in _YES


def _not_negative(value: str) -> bool:
    return not value.startswith("-")


_STATEMENTS: Final[Mapping[str, Callable[[str], bool]]] = MappingProxyType(
    {
        "log_statement": _is("all"),
        "log_min_duration_statement": _not_negative,
        "log_min_duration_sample": _not_negative,
        "log_transaction_sample_rate": _is_not("0"),
    }
)
"""What writes statements of every kind, with their parameters unless `log_parameter_max_length` is 0."""

_SHOWS: Final[Mapping[str, Callable[[str], bool]]] = MappingProxyType(
    {
        **_STATEMENTS,
        "log_statement": _is_not("none"),  # a login's new password verifier stands in the statement's text
        "log_min_error_statement": _is_not("fatal", "panic"),  # the same of a statement that failed
        "log_error_verbosity": _is_not("terse"),  # the row that broke a rule
        "log_parameter_max_length_on_error": _is_not("0"),
        "debug_print_parse": _on,
        "debug_print_rewritten": _on,
        "debug_print_plan": _on,
        "auto_explain.log_min_duration": _not_negative,  # a plan is made for its values
        "pgaudit.log_parameter": _on,
        "pg_stat_statements.track_utility": _on,  # keeps such texts in a view and a file
    }
)
"""The settings that would log a caller's fact, a hash or a verifier, or a row."""

_LENGTH: Final = "log_parameter_max_length"
_COMMIT: Final = "synchronous_commit"
_ASKED: Final = sorted({*_SHOWS, _LENGTH, _COMMIT})
_SETTINGS: Final = text("""
    SELECT name, current_setting(name, true) AS value, NULL AS login FROM unnest(CAST(:names AS text[])) AS name
    UNION ALL
    SELECT split_part(said, '=', 1), substr(said, strpos(said, '=') + 1), r.rolname
    FROM pg_db_role_setting AS s CROSS JOIN unnest(s.setconfig) AS said
    JOIN pg_roles AS r ON r.oid = s.setrole
    WHERE s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
      AND r.rolcanlogin AND has_database_privilege(r.oid, current_database(), 'CONNECT')
""")


async def check_settings(db: Database) -> tuple[Diagnosis, Diagnosis]:
    """Tell which settings let the server's log show values, and where acts are acknowledged before they are kept."""
    values: dict[str, set[str]] = {}
    not_kept, logins = False, set()
    async with db.autocommit() as conn:
        for row in await conn.execute(_SETTINGS, {"names": _ASKED}):
            if row.value is None or row.name not in _ASKED:
                continue
            value = row.value.strip().lower()
            values.setdefault(row.name, set()).add(value)
            if row.name == _COMMIT and value in {"off", "false", "no", "0"}:
                not_kept |= row.login is None
                logins |= {row.login} - {None}
    known = {name: frozenset(found) for name, found in values.items()}
    return _of_log(known), _of_commits(not_kept=not_kept, logins=len(logins))


def _of_log(values: _Values) -> Diagnosis:
    def is_so(name: str, of: Mapping[str, Callable[[str], bool]]) -> bool:
        return any(map(of[name], values.get(name, ())))

    names = [name for name in _SHOWS if is_so(name, _SHOWS)]
    if any(is_so(name, _STATEMENTS) for name in _STATEMENTS) and any(
        map(_is_not("0", "0b"), values[_LENGTH])
    ):
        names.append(_LENGTH)
    if not names:
        return Diagnosis(Subject.SERVER_LOG, CheckResult.SERVER_LOG_PLAIN)
    return Diagnosis(Subject.SERVER_LOG, CheckResult.SERVER_LOG_SHOWS, (", ".join(names),))


def _of_commits(*, not_kept: bool, logins: int) -> Diagnosis:
    if not_kept:
        return Diagnosis(Subject.COMMITS, CheckResult.COMMITS_EARLY)
    if logins:
        return Diagnosis(Subject.COMMITS, CheckResult.COMMITS_EARLY_OF, (logins,))
    return Diagnosis(Subject.COMMITS, CheckResult.COMMITS_KEPT)

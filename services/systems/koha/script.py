"""The SQL that Koha's administrator runs once, and again after an upgrade: three views, and a login that reads them."""

import hashlib
import ipaddress
from dataclasses import dataclass
from typing import Final

from services.rules.secret import Secret
from services.systems.koha.expressions import identifier, literal
from services.systems.koha.masters_view import MastersView
from services.systems.koha.record_view import RecordView

RECORD, MASTERS, MARK = "counter_record", "counter_masters", "counter_mark"
VIEWS: Final = (RECORD, MASTERS, MARK)

_MOST_DATABASE, _MOST_LOGIN, _MOST_HOST, _MOST_CODE = 64, 80, 60, 10
_LAST: Final = "\uffff"
"""Identifiers have letters of three bytes at most."""
_HERE: Final = frozenset({"localhost"})


@dataclass(frozen=True, slots=True)
class ScriptNames:
    """What the script's names are, as the administrator gives them.

    Attributes:
        koha_database: Koha's own.
        database: the one beside it that gets the views.
        login, host: who reads these, and from where (MariaDB's way: a name, an address, or a pattern with `%`).
        kana, romaji: the codes of the patron attributes with a name's readings.
    """

    koha_database: str
    database: str = "madoguchi_views"
    login: str = "madoguchi"
    host: str = "localhost"
    kana: str = "KANA"
    romaji: str = "ROMAJI"

    def faulty(self) -> str | None:
        """Name the first that can't be one, None if all can."""
        for name, most in (
            ("koha_database", _MOST_DATABASE),
            ("database", _MOST_DATABASE),
            ("login", _MOST_LOGIN),
            ("host", _MOST_HOST),
            ("kana", _MOST_CODE),
            ("romaji", _MOST_CODE),
        ):
            if not _is_name(getattr(self, name), most):
                return name
        return "database" if self.database.casefold() == self.koha_database.casefold() else None


def koha_script(names: ScriptNames, password: Secret) -> str:
    """Write the script; the password stands in it only as what MariaDB keeps of it.

    Args:
        names: free of faults.
        password: the login's.

    Raises:
        ValueError: a name can't be one.
    """
    faulty = names.faulty()
    if faulty is not None:
        raise ValueError(faulty)
    beside = identifier(names.database)
    login = f"{literal(names.login)}@{literal(names.host)}"
    record = RecordView(names.koha_database, kana=names.kana, romaji=names.romaji)
    statements = {RECORD: record.record(), MASTERS: MastersView(record).masters(), MARK: record.mark()}
    views = "\n\n".join(
        f"CREATE OR REPLACE SQL SECURITY DEFINER VIEW {beside}.{name} AS\n{_lines(statement)};"
        for name, statement in statements.items()
    )
    grants = "\n".join(f"GRANT SELECT ON {beside}.{name} TO {login};" for name in VIEWS)
    return f"""\
-- Run this as an administrator of the MariaDB that Koha is on, and again after each upgrade of Koha:
--     mariadb < this-file
-- It makes a database beside that of Koha with three views, and a login that may read these and nothing else. Nothing
-- of Koha is changed. An error that names a column or a table means that this Koha is older than 22.11.

SET NAMES utf8mb4 COLLATE utf8mb4_unicode_ci;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION';

CREATE DATABASE IF NOT EXISTS {beside} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

{views}

CREATE OR REPLACE USER {login} IDENTIFIED BY PASSWORD '{native_hash(password)}'{_required(names.host)};
{grants}
"""


def native_hash(password: Secret) -> str:
    """Give what MariaDB keeps of a password (mysql_native_password)."""
    once = hashlib.sha1(password.reveal().encode()).digest()  # noqa: S324 - the server's way, of a long random text
    return f"*{hashlib.sha1(once).hexdigest().upper()}"  # noqa: S324


def _required(host: str) -> str:
    """Have the server refuse the login over the network without TLS."""
    if host in _HERE:
        return ""
    try:
        return "" if ipaddress.ip_address(host).is_loopback else " REQUIRE SSL"
    except ValueError:
        return " REQUIRE SSL"


def _lines(statement: str) -> str:
    return "\n".join(f"    {it.strip()}" for it in statement.splitlines())


def _is_name(text: str, most: int) -> bool:
    """Tell whether MariaDB takes a name, and each SQL mode the same one."""
    return (
        0 < len(text) <= most
        and max(text) <= _LAST
        and text.isprintable()
        and "\\" not in text
        and text == text.strip()
    )

"""The workstation's settings file, read with the administrator's policy over it, and written.

What a whole library decides is in the database (`services.rules.policy`); here stands only what differs from one
workstation to the next. Every key may be missing. What the policy says goes before the settings file.
"""

import os
import tempfile
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from app.settings.folders import Folders
from app.settings.policy import PolicyPlace
from app.settings.settings_text import check_is_file, decoded, said, tables_of
from services.contract.errors import SettingsNotWritable, SettingsUnreadable
from viewmodels.settings.setting_keys import Value, fixed_by, over, settings_from
from viewmodels.settings.settings import Language, Settings, ThemeChoice, Workstation

__all__ = [
    "Language",
    "Settings",
    "ThemeChoice",
    "database_url",
    "is_on_server",
    "load_settings",
    "load_workstation",
    "save_values",
]

DATABASE_VARIABLE = "MADOGUCHI_DATABASE_URL"
DATABASE_FILE = "madoguchi.sqlite3"
DATABASE_KEY = "database.url"


def load_settings(path: Path, policy: PolicyPlace | None = None, *, given: bool = False) -> Settings:
    """Read what holds on this workstation; see `load_workstation`."""
    return load_workstation(path, policy, given=given).settings


def load_workstation(path: Path, policy: PolicyPlace | None = None, *, given: bool = False) -> Workstation:
    """Read the settings file and the administrator's policy; one that isn't there says nothing.

    Unknown keys are left alone, with a warning in the log: a newer version may have written them.

    Args:
        path: the settings file.
        policy: where the administrator's policy stands; None where there can't be one.
        given: a command was given this file: it has to be there, and its database goes before the policy's.

    Raises:
        SettingsUnreadable: a file can't be opened, isn't TOML (with the line), or a value is of the wrong kind or
            out of its range (with the key).
        PolicyUntrusted: a user who is no administrator could have written the policy.
    """
    own, _ = said(tables_of(_read_text(path, wanted=given)), path.name)
    if policy is None:
        return Workstation(settings_from(own))
    decided = policy.read()
    values = dict(decided.values)
    if given and DATABASE_KEY in own:
        values.pop(DATABASE_KEY, None)
    return Workstation(settings_from(over(values, own)), fixed_by(values), decided.strange)


def save_values(path: Path, values: Mapping[str, Value]) -> None:
    """Write values into the settings file, keeping everything else in it, comments too.

    The file is replaced in one step, so that a crash leaves either the old one or the new one.

    Args:
        path: the settings file.
        values: by key, as `viewmodels.settings.setting_keys` names them.

    Raises:
        SettingsUnreadable: the file isn't TOML, so that nothing may be written over it.
        SettingsNotWritable: the folder or the file can't be written.
    """
    text = _read_text(path)
    wanted = tables_of(text)
    for name, value in values.items():
        _put(wanted, name, value, dict)
    _replace(path, _rewritten(text, values, wanted))


def database_url(
    settings: Settings, folders: Folders, environ: Mapping[str, str], option: str | None = None
) -> str:
    """Choose the database: `--database`, then `MADOGUCHI_DATABASE_URL`, then the file, then the user's own one.

    The settings' authority vouches for each PostgreSQL server whose address names no other.
    """
    url = (
        option
        or environ.get(DATABASE_VARIABLE)
        or settings.database_url
        or f"sqlite:///{(folders.data / DATABASE_FILE).as_posix()}"
    )
    if settings.database_ca_file is None or not is_on_server(url) or "sslrootcert=" in url:
        return url
    from urllib.parse import (
        quote,  # which reads addresses of networks, too: a start without it has no time for that
    )

    return f"{url}{'&' if '?' in url else '?'}sslrootcert={quote(settings.database_ca_file, safe='')}"


def is_on_server(url: str) -> bool:
    """Tell a PostgreSQL address from a file's, without loading what reads it in full."""
    return url.startswith("postgres")


def _read_text(path: Path, *, wanted: bool = False) -> str:
    try:
        check_is_file(path)
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        if wanted:
            raise SettingsUnreadable from error
        return ""
    except OSError as error:
        raise SettingsUnreadable from error
    return decoded(data)


def _rewritten(text: str, values: Mapping[str, Value], wanted: dict[str, Any]) -> str:
    """Write values into a file's text, which then says what is wanted.

    A table of its own can't stand within dotted keys or an inline table; tomlkit writes it all the same, and the file
    would say something else. There a new table is an inline one.
    """
    import tomlkit
    from tomlkit.exceptions import ParseError

    for new_table in (tomlkit.table, tomlkit.inline_table):
        try:
            document = tomlkit.parse(text)
        except (ParseError, RecursionError):  # tomlkit goes 100 tables deep, and tomllib deeper
            break
        for name, value in values.items():
            _put(document, name, value, new_table)
        written = tomlkit.dumps(document)
        try:
            if tomllib.loads(written) == wanted:
                return written
        except tomllib.TOMLDecodeError:
            continue
    raise SettingsNotWritable


def _put(document: Any, name: str, value: Value, new_table: Callable[[], Any]) -> None:
    """Put one value into its table, which is made where it is missing."""
    *tables, key = name.split(".")
    table = document
    for depth, part in enumerate(tables, start=1):
        if not isinstance(table.get(part, {}), Mapping):
            raise SettingsUnreadable(key=".".join(tables[:depth]))
        table = table.setdefault(part, new_table())
    table[key] = value


def _replace(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        target = path.resolve()
        handle, draft = tempfile.mkstemp(dir=target.parent, prefix=".settings-", suffix=".toml")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            if target.exists():
                Path(draft).chmod(target.stat().st_mode & 0o777)
            Path(draft).replace(target)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise SettingsNotWritable from error

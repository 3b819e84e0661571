"""The workstation's settings file and the administrator's policy file: read, put together, and written.

What a whole library decides is in the database (`services.rules.policy`); here stands only what differs from one
workstation to the next. Every key may be missing. What the policy says goes before the settings file.
"""

import logging
import os
import re
import tempfile
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from app.folders import Folders
from services.errors import SettingsNotWritable, SettingsUnreadable
from viewmodels.setting_keys import KINDS, TABLES, Value, fixed_by, over, settings_from
from viewmodels.workstation import Language, MailSecurity, Settings, ThemeChoice, Workstation

__all__ = [
    "Language",
    "MailSecurity",
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

_log = logging.getLogger(__name__)


def load_settings(path: Path, policy: Path | None = None) -> Settings:
    """Read what holds on this workstation; see `load_workstation`."""
    return load_workstation(path, policy).settings


def load_workstation(path: Path, policy: Path | None = None) -> Workstation:
    """Read the settings file and the policy file; one that isn't there says nothing.

    Unknown keys are left alone, with a warning in the log: a newer version may have written them.

    Args:
        path: the settings file.
        policy: the administrator's file; None where there can't be one.

    Raises:
        SettingsUnreadable: a file can't be opened, isn't TOML (with the line), or a value is of the wrong kind or
            out of its range (with the key).
    """
    own, _ = _said(path)
    if policy is None:
        return Workstation(settings_from(own))
    try:
        decided, strange = _said(policy)
    except SettingsUnreadable as error:
        raise SettingsUnreadable(line=error.line, key=error.key, policy=str(policy)) from error
    return Workstation(settings_from(over(decided, own)), fixed_by(decided), strange)


def save_values(path: Path, values: Mapping[str, Value]) -> None:
    """Write values into the settings file, keeping whatever else stands in it, comments too.

    The file is replaced in one step, so that a crash leaves either the old one or the new one.

    Args:
        path: the settings file.
        values: by key, as `viewmodels.setting_keys` names them.

    Raises:
        SettingsUnreadable: the file isn't TOML, so that nothing may be written over it.
        SettingsNotWritable: the folder or the file can't be written.
    """
    text = _read_text(path)
    wanted = _read(path)
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
    return f"{url}{'&' if '?' in url else '?'}sslrootcert={quote(settings.database_ca_file, safe='')}"


def is_on_server(url: str) -> bool:
    """Tell a PostgreSQL address from a file's, without loading what reads it in full."""
    return url.startswith("postgres")


def _said(path: Path) -> tuple[dict[str, object], tuple[str, ...]]:
    """Read what a file says, by key, and the keys that nobody knows."""
    said: dict[str, object] = {}
    strange = []
    for key, value in _flat(_read(path)).items():
        if key not in KINDS:
            strange.append(key)
            _log.warning("unknown key in %s: %s", path.name, key)
            continue
        try:
            said[key] = KINDS[key].parse(value)
        except ValueError:
            raise SettingsUnreadable(key=key) from None
    return said, tuple(strange)


def _flat(table: Mapping[str, Any], within: str = "") -> dict[str, Any]:
    """Name every value by its tables and key (`printing.paper`)."""
    flat: dict[str, Any] = {}
    for name, value in table.items():
        key = f"{within}{name}"
        if isinstance(value, Mapping) and key not in KINDS:
            flat |= _flat(value, f"{key}.")
        elif key in TABLES:
            raise SettingsUnreadable(key=key)
        else:
            flat[key] = value
    return flat


def _read_text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        raise SettingsUnreadable from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsUnreadable(line=data.count(b"\n", 0, error.start) + 1) from None


def _read(path: Path) -> dict[str, Any]:
    text = _read_text(path)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        raise SettingsUnreadable(line=int(place[1]) if place else text.count("\n") + 1) from None


def _rewritten(text: str, values: Mapping[str, Value], wanted: dict[str, Any]) -> str:
    """Write values into a file's text, which then says what is wanted.

    A table of its own can't stand within dotted keys or an inline table; tomlkit writes it all the same, and the file
    would say something else. There a new table is an inline one.
    """
    import tomlkit

    for new_table in (tomlkit.table, tomlkit.inline_table):
        document = tomlkit.parse(text)
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

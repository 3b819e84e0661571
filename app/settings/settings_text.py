"""What a settings file or a policy says, by key."""

import logging
import re
import stat
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from services.contract.errors import SettingsUnreadable
from viewmodels.settings.setting_keys import KINDS, TABLES

_log = logging.getLogger(__name__)


def check_is_file(path: Path) -> None:
    """Make sure that what stands in a file's place is a file: opening a pipe waits for a writer.

    Raises:
        SettingsUnreadable: it is something else.
        OSError: there is nothing, or it can't be told.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise SettingsUnreadable


def decoded(data: bytes) -> str:
    """Read a file's bytes as text.

    Raises:
        SettingsUnreadable: they aren't UTF-8 (with the line).
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsUnreadable(line=data.count(b"\n", 0, error.start) + 1) from None


def tables_of(text: str) -> dict[str, Any]:
    """Read TOML.

    Raises:
        SettingsUnreadable: it isn't TOML (with the line), is nested deeper than Python reads, or has a number of more
            digits.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        raise SettingsUnreadable(line=int(place[1]) if place else text.count("\n") + 1) from None
    except (RecursionError, ValueError):
        raise SettingsUnreadable from None


def said(tables: Mapping[str, Any], place: str) -> tuple[dict[str, object], tuple[str, ...]]:
    """Tell what tables say, by key, and the unknown keys.

    Args:
        tables: values in their tables.
        place: where they are from, for the log.

    Raises:
        SettingsUnreadable: a value is of the wrong kind or out of its range (with the key), or tables are nested deeper
            than Python follows.
    """
    known: dict[str, object] = {}
    strange = []
    try:
        flat = _flat(tables)
    except RecursionError:
        raise SettingsUnreadable from None
    for key, value in flat.items():
        if key not in KINDS:
            strange.append(key)
            _log.warning("unknown key in %s: %s", place, key)
            continue
        try:
            known[key] = KINDS[key].parse(value)
        except ValueError:
            raise SettingsUnreadable(key=key) from None
    return known, tuple(strange)


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

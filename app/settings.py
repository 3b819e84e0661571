"""The workstation's settings: one TOML file, read into one frozen object.

What a whole library decides is in the database (`services.rules.policy`); here stands only what differs from one
workstation to the next. Every key may be missing.
"""

import logging
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import quote

from app.folders import Folders
from services.errors import SettingsNotWritable, SettingsUnreadable
from services.secret import Secret
from services.slips.content import Paper

DATABASE_VARIABLE = "MADOGUCHI_DATABASE_URL"
DATABASE_FILE = "madoguchi.sqlite3"

_log = logging.getLogger(__name__)


class ThemeChoice(StrEnum):
    """Follow the system, or always one appearance; high contrast is light or dark as the system is."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high-contrast"


class MailSecurity(StrEnum):
    """How the way to the mail server is encrypted: after STARTTLS, from the first byte, or not at all."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Settings:
    """One workstation's settings, with what holds when the file says nothing.

    Attributes:
        database_url: SQLAlchemy's address of the library's database; None for a file in the user's data folder.
        database_ca_file: the certificates of the authority that vouches for a PostgreSQL server; None for those that
            the system trusts.
        branch: the code of the branch the workstation stands in; None asks at the first start.
        workstation: its own name (「2番窓口」), as the records keep it; None asks at the first start.
        printer: the slip printer's queue; None prints through the system's dialog.
        paper: the slip's layout.
        theme: the appearance.
        text_percent: the text's size, 100 to 200.
        sounds: the outcome of an act is heard as well; all of it is to be seen without.
        scan_key_ms: the longest gap between two keys of one scan.
        scan_ending_ms: how long a scan's Enter may take to follow.
        idle_hide_minutes: minutes without a key, a mouse or a scan after which the screen is hidden; 0 for never.
        idle_lock_minutes: minutes after which the desk is locked; 0 for never.
        titles_masked: whether titles and questions are masked when a patron is opened.
        mail_host: the mail server that the worker sends through; None lets all mail wait.
        mail_port: its port; None for the usual one of `mail_security`.
        mail_security: the encryption; a server that doesn't offer it gets no mail.
        mail_user, mail_password: None where the server wants none.
        mail_from: the From line, with or without a name; without one nothing is sent either.
    """

    database_url: str | None = None
    database_ca_file: str | None = None
    branch: str | None = None
    workstation: str | None = None
    printer: str | None = None
    paper: Paper = Paper.A6
    theme: ThemeChoice = ThemeChoice.AUTO
    text_percent: int = 100
    sounds: bool = False
    scan_key_ms: int = 35
    scan_ending_ms: int = 150
    idle_hide_minutes: int = 3
    idle_lock_minutes: int = 10
    titles_masked: bool = False
    mail_host: str | None = None
    mail_port: int | None = None
    mail_security: MailSecurity = MailSecurity.STARTTLS
    mail_user: str | None = None
    mail_password: Secret | None = None
    mail_from: str | None = None


_STRINGS = {
    "database.url": "database_url",
    "database.ca_file": "database_ca_file",
    "workstation.branch": "branch",
    "workstation.name": "workstation",
    "printing.printer": "printer",
    "mail.host": "mail_host",
    "mail.user": "mail_user",
    "mail.from": "mail_from",
}
_SECRETS = {"mail.password": "mail_password"}
_NUMBERS = {
    "appearance.text_percent": ("text_percent", 100, 200),
    "scanner.key_ms": ("scan_key_ms", 5, 1000),
    "scanner.ending_ms": ("scan_ending_ms", 5, 5000),
    "privacy.idle_hide_minutes": ("idle_hide_minutes", 0, 240),
    "privacy.idle_lock_minutes": ("idle_lock_minutes", 0, 240),
    "mail.port": ("mail_port", 1, 65535),
}
_SWITCHES = {"sounds.enabled": "sounds", "privacy.titles_masked": "titles_masked"}
_CHOICES: dict[str, tuple[str, type[StrEnum]]] = {
    "printing.paper": ("paper", Paper),
    "appearance.theme": ("theme", ThemeChoice),
    "mail.security": ("mail_security", MailSecurity),
}

_NAMES: tuple[Mapping[str, str], ...] = (
    _STRINGS,
    _SECRETS,
    {key: name for key, (name, *_) in _NUMBERS.items()},
    _SWITCHES,
    {key: name for key, (name, _) in _CHOICES.items()},
)


def load_settings(path: Path) -> Settings:
    """Read the settings file; one that isn't there says nothing.

    Unknown keys are left alone, with a warning in the log: a newer version may have written them.

    Raises:
        SettingsUnreadable: the file can't be opened, isn't TOML (with the line), or a value is of the wrong kind or
            out of its range (with the key).
    """
    values: dict[str, Any] = {}
    for key, value in _flatten(_read(path)):
        name = next((names[key] for names in _NAMES if key in names), None)
        if name is None:
            _log.warning("unknown key in the settings file: %s", key)
        else:
            values[name] = _read_value(key, value)
    return Settings(**values)


def _read_value(key: str, value: Any) -> Any:
    """Give a known key's value as `Settings` has it; raises SettingsUnreadable."""
    if key in _NUMBERS:
        _, least, most = _NUMBERS[key]
        good, read = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most, value
    elif key in _SWITCHES:
        good, read = isinstance(value, bool), value
    elif key in _CHOICES:
        _, kind = _CHOICES[key]
        good = value in tuple(kind)
        read = kind(value) if good else None
    else:
        good = isinstance(value, str)
        text = value.strip() if good and key not in _SECRETS else value
        read = None if not text else Secret(text) if key in _SECRETS else text
    if not good:
        raise SettingsUnreadable(key=key)
    return read


def save_workplace(path: Path, branch: str, workstation: str) -> None:
    """Write the two answers of the first start into the settings file, keeping whatever else stands in it.

    The file is replaced in one step, so that a crash leaves either the old one or the new one.

    Raises:
        SettingsUnreadable: the file isn't TOML, so that nothing may be written over it.
        SettingsNotWritable: the folder or the file can't be written.
    """
    import tomlkit
    from tomlkit.exceptions import ParseError

    try:
        document = tomlkit.parse(_read_text(path))
    except ParseError as error:
        raise SettingsUnreadable(line=error.line) from None
    if not isinstance(document.get("workstation", {}), Mapping):
        raise SettingsUnreadable(key="workstation")
    table = document.setdefault("workstation", tomlkit.table())
    table["branch"] = branch
    table["name"] = workstation
    _replace(path, tomlkit.dumps(document))


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
    try:
        return tomllib.loads(_read_text(path))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        text = _read_text(path)
        raise SettingsUnreadable(line=int(place[1]) if place else text.count("\n") + 1) from None


def _flatten(tables: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Name every value by its table and key (`printing.paper`), which is as deep as the file goes."""
    flat: list[tuple[str, Any]] = []
    known_tables = {key.split(".")[0] for names in _NAMES for key in names}
    for name, table in tables.items():
        if isinstance(table, Mapping):
            flat += [(f"{name}.{key}", value) for key, value in table.items()]
        elif name in known_tables:
            raise SettingsUnreadable(key=name)
        else:
            flat.append((name, table))
    return flat


def _replace(path: Path, text: str) -> None:
    import os
    import tempfile

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

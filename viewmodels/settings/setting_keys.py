"""Every key that a settings file or a policy file may have: what it holds, and where in `Settings` that stands.

Printing stands in `[printing]` for every kind of slip, and in a table such as `[printing.password]` for one kind, which
goes before.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, Protocol

from services.rules.characters import one_line
from services.rules.secret import Secret
from services.rules.vocabulary import MailSecurity, Paper, SystemKind
from services.slips.content import SlipKind
from viewmodels.settings.scanner_speed import LEAST_KEY_MS, MOST_ENDING_MS, MOST_KEY_MS
from viewmodels.settings.settings import Language, Settings, SlipPrinting, ThemeChoice

NAME_LENGTH: Final = 64
"""A workstation's name is at most as long as the records' column."""

type Value = str | int | bool
"""What a file holds."""


class SettingType(Protocol):
    """What values a key may have."""

    def parse(self, value: object) -> object:
        """Make of a file's value what the program works with; raises ValueError."""


@dataclass(frozen=True, slots=True)
class TextSetting:
    """A line of text; a blank one says that there is none.

    Attributes:
        longest: of a name that stands in records, its most characters; what isn't seen of that is left out.
    """

    longest: int | None = None

    def parse(self, value: object) -> str | None:
        """See `SettingType`."""
        if not isinstance(value, str):
            raise ValueError  # noqa: TRY004 - one error for every value that won't do
        if self.longest is None:
            return value.strip() or None
        text = one_line(value)
        if len(text) > self.longest:
            raise ValueError
        return text or None


@dataclass(frozen=True, slots=True)
class MailSenderSetting:
    """The sender of mails: an address, or a name and an address in angle brackets; none for a blank text."""

    def parse(self, value: object) -> str | None:
        """See `SettingType`."""
        text = TextSetting().parse(value)
        if text is not None:
            from services.rules.people.email import sender_of  # a start without the key has no time for it

            if sender_of(text) is None:
                raise ValueError
        return text


@dataclass(frozen=True, slots=True)
class SecretSetting:
    """A text that is never shown."""

    def parse(self, value: object) -> Secret | None:
        """See `SettingType`."""
        if not isinstance(value, str):
            raise ValueError  # noqa: TRY004 - one error for every value that won't do
        return Secret(value) if value else None


@dataclass(frozen=True, slots=True)
class NumberSetting:
    """A whole number within limits."""

    least: int
    most: int

    def parse(self, value: object) -> int:
        """See `SettingType`."""
        if not isinstance(value, int) or isinstance(value, bool) or not self.least <= value <= self.most:
            raise ValueError
        return value


@dataclass(frozen=True, slots=True)
class FlagSetting:
    """Yes or no."""

    def parse(self, value: object) -> bool:
        """See `SettingType`."""
        if not isinstance(value, bool):
            raise ValueError  # noqa: TRY004 - one error for every value that won't do
        return value


@dataclass(frozen=True, slots=True)
class ChoiceSetting:
    """One of a few words."""

    words: type[StrEnum]

    def parse(self, value: object) -> StrEnum:
        """See `SettingType`."""
        if not isinstance(value, str):
            raise ValueError  # noqa: TRY004 - one error for every value that won't do
        return self.words(value)


@dataclass(frozen=True, slots=True)
class SettingKey:
    """One key.

    Attributes:
        attribute: the attribute of `Settings` that it says.
        kind: what it may hold.
    """

    attribute: str
    kind: SettingType


PLAIN: Final[Mapping[str, SettingKey]] = MappingProxyType(
    {
        "database.url": SettingKey("database_url", TextSetting()),
        "database.ca_file": SettingKey("database_ca_file", TextSetting()),
        "ils.kind": SettingKey("ils_kind", ChoiceSetting(SystemKind)),
        "ils.views": SettingKey("ils_views", TextSetting()),
        "workstation.branch": SettingKey("branch", TextSetting()),
        "workstation.name": SettingKey("workstation", TextSetting(NAME_LENGTH)),
        "appearance.theme": SettingKey("theme", ChoiceSetting(ThemeChoice)),
        "appearance.text_percent": SettingKey("text_percent", NumberSetting(100, 200)),
        "appearance.language": SettingKey("language", ChoiceSetting(Language)),
        "appearance.glosses": SettingKey("glosses", FlagSetting()),
        "keyboard.letters": SettingKey("letters", FlagSetting()),
        "sounds.enabled": SettingKey("sounds", FlagSetting()),
        "scanner.key_ms": SettingKey("scan_key_ms", NumberSetting(LEAST_KEY_MS, MOST_KEY_MS)),
        "scanner.ending_ms": SettingKey("scan_ending_ms", NumberSetting(LEAST_KEY_MS, MOST_ENDING_MS)),
        "privacy.idle_hide_minutes": SettingKey("idle_hide_minutes", NumberSetting(0, 240)),
        "privacy.idle_lock_minutes": SettingKey("idle_lock_minutes", NumberSetting(0, 240)),
        "privacy.titles_masked": SettingKey("titles_masked", FlagSetting()),
        "mail.host": SettingKey("mail_host", TextSetting()),
        "mail.port": SettingKey("mail_port", NumberSetting(1, 65535)),
        "mail.security": SettingKey("mail_security", ChoiceSetting(MailSecurity)),
        "mail.user": SettingKey("mail_user", TextSetting()),
        "mail.password": SettingKey("mail_password", SecretSetting()),
        "mail.from": SettingKey("mail_from", MailSenderSetting()),
    }
)
"""The keys that say one attribute of `Settings`."""

_PRINTING: Final = "printing"
_SLIP_PARTS: Final[Mapping[str, SettingType]] = MappingProxyType(
    {"printer": TextSetting(), "paper": ChoiceSetting(Paper), "dialog": FlagSetting()}
)
assert set(_SLIP_PARTS) == {part.name for part in fields(SlipPrinting)}

KINDS: Final[Mapping[str, SettingType]] = MappingProxyType(
    {
        **{name: key.kind for name, key in PLAIN.items()},
        **{f"{_PRINTING}.{part}": kind for part, kind in _SLIP_PARTS.items()},
        **{f"{_PRINTING}.{slip}.{part}": kind for slip in SlipKind for part, kind in _SLIP_PARTS.items()},
    }
)
"""What every key may hold."""

TABLES: Final = frozenset(name.rpartition(".")[0] for name in KINDS)
"""The names that can't be plain values."""


def slip_key(slip: SlipKind, part: str) -> str:
    """Name the key of one part of `SlipPrinting` for one kind of slip."""
    return f"{_PRINTING}.{slip}.{part}"


def settings_from(said: Mapping[str, object]) -> Settings:
    """Make settings of parsed values by their keys."""
    plain: dict[str, Any] = {key.attribute: said[name] for name, key in PLAIN.items() if name in said}
    return Settings(**plain, slips=MappingProxyType({slip: _printing(said, slip) for slip in SlipKind}))


def value_of(settings: Settings, name: str) -> Value:
    """Give what a file would hold for a key; a blank for none.

    Args:
        settings: what holds.
        name: a plain key, or one of `slip_key`.
    """
    if name in PLAIN:
        value = getattr(settings, PLAIN[name].attribute)
    else:
        _, slip, part = name.split(".")
        value = getattr(settings.slips[SlipKind(slip)], part)
    if value is None:
        return ""
    assert isinstance(value, str | int)
    return value


def over(policy: Mapping[str, object], own: Mapping[str, object]) -> dict[str, object]:
    """Put a policy over a workstation's own values; what it says of all slips goes before what that says of one."""
    return {**{name: value for name, value in own.items() if name not in fixed_by(policy)}, **policy}


def fixed_by(policy: Mapping[str, object]) -> frozenset[str]:
    """Name every key that a policy leaves no choice about."""
    of_each_slip = {
        slip_key(slip, part) for part in _SLIP_PARTS if f"{_PRINTING}.{part}" in policy for slip in SlipKind
    }
    return frozenset(policy) | of_each_slip


def _printing(said: Mapping[str, object], slip: SlipKind) -> SlipPrinting:
    found: dict[str, Any] = {}
    for part in _SLIP_PARTS:
        for name in (slip_key(slip, part), f"{_PRINTING}.{part}"):
            if name in said:
                found[part] = said[name]
                break
    return SlipPrinting(**found)

"""Every key that a settings file or a policy file may have: what it holds, and where in `Settings` that stands.

Printing stands in `[printing]` for every kind of slip, and in a table such as `[printing.password]` for one kind, which
goes before.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, Protocol

from services.rules.vocabulary import MailSecurity, Paper
from services.secret import Secret
from services.slips.content import SlipKind
from viewmodels.settings.scanner_speed import LEAST_KEY_MS, MOST_ENDING_MS, MOST_KEY_MS
from viewmodels.settings.settings import Language, Settings, SlipPrinting, ThemeChoice

NAME_LENGTH: Final = 64
"""A workstation's name is at most as long as the records' column."""

type Value = str | int | bool
"""What a file holds."""


class Kind(Protocol):
    """What values a key may have."""

    def parse(self, value: object) -> object:
        """Make of a file's value what the program works with; raises ValueError."""


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text; a blank one says that there is none."""

    longest: int | None = None

    def parse(self, value: object) -> str | None:
        """See `Kind`."""
        if not isinstance(value, str):
            raise ValueError  # noqa: TRY004 - one error for every value that won't do
        text = value.strip()
        if self.longest is not None and len(text) > self.longest:
            raise ValueError
        return text or None


@dataclass(frozen=True, slots=True)
class MailSender:
    """Whom mails are from: an address, or a name and an address in angle brackets; a blank text says nobody."""

    def parse(self, value: object) -> str | None:
        """See `Kind`."""
        text = Text().parse(value)
        if text is not None:
            from services.rules.people.email import sender_of  # a start without the key has no time for it

            if sender_of(text) is None:
                raise ValueError
        return text


@dataclass(frozen=True, slots=True)
class Hidden:
    """A text that nobody is to see."""

    def parse(self, value: object) -> Secret | None:
        """See `Kind`."""
        if not isinstance(value, str):
            raise ValueError  # noqa: TRY004 - one error for every value that won't do
        return Secret(value) if value else None


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number within limits."""

    least: int
    most: int

    def parse(self, value: object) -> int:
        """See `Kind`."""
        if not isinstance(value, int) or isinstance(value, bool) or not self.least <= value <= self.most:
            raise ValueError
        return value


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no."""

    def parse(self, value: object) -> bool:
        """See `Kind`."""
        if not isinstance(value, bool):
            raise ValueError  # noqa: TRY004 - one error for every value that won't do
        return value


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few words."""

    words: type[StrEnum]

    def parse(self, value: object) -> StrEnum:
        """See `Kind`."""
        if not isinstance(value, str):
            raise ValueError  # noqa: TRY004 - one error for every value that won't do
        return self.words(value)


@dataclass(frozen=True, slots=True)
class Key:
    """One key.

    Attributes:
        attribute: the attribute of `Settings` that it says.
        kind: what it may hold.
    """

    attribute: str
    kind: Kind


PLAIN: Final[Mapping[str, Key]] = MappingProxyType(
    {
        "database.url": Key("database_url", Text()),
        "database.ca_file": Key("database_ca_file", Text()),
        "workstation.branch": Key("branch", Text()),
        "workstation.name": Key("workstation", Text(NAME_LENGTH)),
        "appearance.theme": Key("theme", OneOf(ThemeChoice)),
        "appearance.text_percent": Key("text_percent", Number(100, 200)),
        "appearance.language": Key("language", OneOf(Language)),
        "appearance.glosses": Key("glosses", Flag()),
        "sounds.enabled": Key("sounds", Flag()),
        "scanner.key_ms": Key("scan_key_ms", Number(LEAST_KEY_MS, MOST_KEY_MS)),
        "scanner.ending_ms": Key("scan_ending_ms", Number(LEAST_KEY_MS, MOST_ENDING_MS)),
        "privacy.idle_hide_minutes": Key("idle_hide_minutes", Number(0, 240)),
        "privacy.idle_lock_minutes": Key("idle_lock_minutes", Number(0, 240)),
        "privacy.titles_masked": Key("titles_masked", Flag()),
        "mail.host": Key("mail_host", Text()),
        "mail.port": Key("mail_port", Number(1, 65535)),
        "mail.security": Key("mail_security", OneOf(MailSecurity)),
        "mail.user": Key("mail_user", Text()),
        "mail.password": Key("mail_password", Hidden()),
        "mail.from": Key("mail_from", MailSender()),
    }
)
"""The keys that say one attribute of `Settings`."""

_PRINTING: Final = "printing"
_SLIP_PARTS: Final[Mapping[str, Kind]] = MappingProxyType(
    {"printer": Text(), "paper": OneOf(Paper), "dialog": Flag()}
)
assert set(_SLIP_PARTS) == {part.name for part in fields(SlipPrinting)}

KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
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

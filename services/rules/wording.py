"""Defines which texts a library may word itself, and what each of them must and may say.

A text is named by its use: `mail.email_registered.subject`, `slip.ja.change_by`. A value that differs from mail to mail
or slip to slip is a place in it, `{date}`; it has no other braces.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from types import MappingProxyType
from typing import Any, Final

from services.rules.characters import SPACES, is_seen
from services.rules.vocabulary import MailKind

MAIL: Final = "mail."
SLIP: Final = "slip."

_PLACE = re.compile(r"\{([a-z]+)\}")
_BRACED = re.compile(r"\{[^{}]*\}|[{}]")
MARKUP: Final = (
    rf"</?[A-Za-z][A-Za-z0-9]*(?:[{SPACES}][^<>]*)?/?>"
    "|<[!?][^<>]*>?|&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z]+);"
)
"""Matches a tag, a comment or an entity, in mails and slips."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextShape:
    """What a text can be.

    Attributes:
        longest: the most characters.
        must, may: places that it has, and further ones that it may have.
        lines: it may have line breaks.
    """

    longest: int
    must: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()
    lines: bool = False

    @property
    def places(self) -> frozenset[str]:
        """Every place it may have."""
        return self.must | self.may

    def fits(self, value: Any) -> bool:
        """Tell whether it is such a text."""
        return type(value) is str and next(_faults(self, value), None) is None


class Flaw(Enum):
    """What can be wrong with a text."""

    UNKNOWN = auto()
    EMPTY = auto()
    TOO_LONG = auto()
    NO_TEXT = auto()
    MARKUP = auto()
    PLACE_UNKNOWN = auto()
    PLACE_MISSING = auto()


@dataclass(frozen=True, slots=True)
class TextFault:
    """One thing that is wrong with a text; `found` is the place, the mark-up or the length that it is about."""

    flaw: Flaw
    found: str = ""


_LIBRARY: Final = frozenset({"library", "portal"})
_HEADING: Final = TextShape(longest=30, may=_LIBRARY)
_SENTENCE: Final = TextShape(longest=160, may=_LIBRARY)
_DEADLINE: Final = TextShape(longest=160, must=frozenset({"date"}), may=_LIBRARY)
_SENTENCES: Final = {
    "letters_all_lower": TextShape(longest=60),
    "change_by": _DEADLINE,
    "valid_until": _DEADLINE,
    "must_change": _SENTENCE,
    "card_number": TextShape(longest=160, may=_LIBRARY | {"lengths", "written", "typed"}),
    "card_number_as_it_is": TextShape(longest=160, may=_LIBRARY | {"lengths"}),
    "case": _SENTENCE,
    "change": _SENTENCE,
}
_OF_THE_SLIP: Final[Mapping[str, Mapping[str, TextShape]]] = {
    "ja": {
        "title": TextShape(longest=30),
        "card": TextShape(longest=30, must=frozenset({"number"})),
        "name": TextShape(longest=20, must=frozenset({"name"})),
        **_SENTENCES,
        "log_in_heading": _HEADING,
        "change_heading": _HEADING,
        "forgotten": _SENTENCE,
    },
    "en": {"title": TextShape(longest=40), **_SENTENCES},
}
_OF_A_MAIL: Final[Mapping[str, TextShape]] = {
    "subject": TextShape(longest=60, may=_LIBRARY),
    "body": TextShape(
        longest=2000, must=frozenset({"library"}), may=frozenset({"portal", "date"}), lines=True
    ),
}

TEXTS: Final[Mapping[str, TextShape]] = MappingProxyType(
    {
        **{f"{MAIL}{kind.value}.{part}": shape for kind in MailKind for part, shape in _OF_A_MAIL.items()},
        **{
            f"{SLIP}{language}.{part}": shape
            for language, shapes in _OF_THE_SLIP.items()
            for part, shape in shapes.items()
        },
    }
)
"""Every text by its name. A mail names the library, for a stranger may get it; a slip with a deadline names the day."""


def cleaned(text: str) -> str:
    """Write a text in the one way it is kept: lines end with a line feed, without blanks at either end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def faults_of(name: str, text: str) -> tuple[TextFault, ...]:
    """Tell everything that is wrong with a text, as `cleaned` writes it."""
    shape = TEXTS.get(name)
    if shape is None:
        return (TextFault(Flaw.UNKNOWN, name),)
    return tuple(_faults(shape, text))


def _faults(shape: TextShape, text: str) -> Iterator[TextFault]:
    if not text.strip():
        yield TextFault(Flaw.EMPTY)
        return
    if len(text) > shape.longest:
        yield TextFault(Flaw.TOO_LONG, str(shape.longest))
    if not is_seen(text.replace("\n", "") if shape.lines else text):
        yield TextFault(Flaw.NO_TEXT)
    yield from (TextFault(Flaw.MARKUP, it) for it in dict.fromkeys(re.findall(MARKUP, text)))
    braced = dict.fromkeys(_BRACED.findall(text))
    known = {f"{{{place}}}" for place in shape.places}
    yield from (TextFault(Flaw.PLACE_UNKNOWN, it) for it in braced if it not in known)
    wanted = (f"{{{place}}}" for place in sorted(shape.must))
    yield from (TextFault(Flaw.PLACE_MISSING, it) for it in wanted if it not in braced)


def in_force(rows: Iterable[tuple[str, date, str]], on: date) -> dict[str, str]:
    """Choose the library's own texts that are in force on a day.

    Args:
        rows: (name, valid from, text) in any order; of each name the latest not after `on` counts. A row that isn't a
            possible text, since another program or version wrote it, is ignored.
        on: the day.
    """
    chosen: dict[str, tuple[date, str]] = {}
    for name, valid_from, text in rows:
        later = name not in chosen or valid_from >= chosen[name][0]
        if valid_from <= on and later and not faults_of(name, text):
            chosen[name] = (valid_from, text)
    return {name: text for name, (_, text) in chosen.items()}


def filled(text: str, **places: str) -> str:
    """Fill a text's places with values; braces in a value are left as they are."""
    put: Callable[[re.Match[str]], str] = lambda found: places.get(found[1], found[0])  # noqa: E731
    return _PLACE.sub(put, text)

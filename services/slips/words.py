"""Turns a slip's content into its sentences, independent of the paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from services.rules.card_numbers import CardNumbers
from services.rules.dates import written
from services.rules.people.names import for_print
from services.rules.wording import SLIP, filled
from services.slips.content import SlipContent

_LONGEST_PLACE: Final = 60
_LONGEST_NAME: Final = 40
_LONGEST_PORTAL: Final = 24
_LONGEST_LIBRARY: Final = 24
_LONGEST_ADDRESS: Final = 160


@dataclass(frozen=True, slots=True)
class _Lengths:
    """Words for one length and for those from one through another, of digits and of characters."""

    one: tuple[str, str]
    several: tuple[str, str]
    between: str


_JAPANESE: Final = _Lengths(("{}桁", "{}文字"), ("{}桁から{}桁", "{}文字から{}文字"), "か")
_ENGLISH: Final = _Lengths(("{} digits", "{} characters"), ("{} to {} digits", "{} to {} characters"), " or ")


class _Say(Protocol):
    """Says one of the sentences, with its places filled in; `further` are those that few sentences have."""

    def __call__(self, text: str, /, **further: str) -> str: ...


@dataclass(frozen=True, slots=True)
class SlipWording:
    """The sentences by name, as resources/wording has them, in Japanese and English."""

    japanese: Mapping[str, str]
    english: Mapping[str, str]


def slip_wording(texts: Mapping[str, str]) -> SlipWording:
    """Pick the slip's sentences out of all texts by their names (`services.rules.wording`)."""

    def of(language: str) -> dict[str, str]:
        prefix = f"{SLIP}{language}."
        return {name.removeprefix(prefix): text for name, text in texts.items() if name.startswith(prefix)}

    return SlipWording(japanese=of("ja"), english=of("en"))


@dataclass(frozen=True, slots=True)
class SlipSection:
    """A heading and its sentences."""

    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class SlipWords:
    """Everything a slip says, in the order in which it is read.

    Attributes:
        header: place, day, card and, where the library wants it, the name.
        password: the password itself.
        beneath: the sentence beneath the password, on case and blanks.
        deadline: until when it is valid or must be changed; empty when neither holds.
        sections: how to log in, how to change the password.
        address: the portal's address as text, empty for none.
        address_label: what the address is.
        qr: what the QR code holds, empty for none.
        english: its heading and sentences.
    """

    title: str
    header: tuple[str, ...]
    password: str
    beneath: str
    deadline: str
    sections: tuple[SlipSection, ...]
    address_label: str
    address: str
    qr: str
    english: SlipSection


def say(content: SlipContent, wording: SlipWording) -> SlipWords:
    """Say a slip's content in sentences.

    Names and addresses of unreasonable length are cut with 「…」, so that the password never leaves the paper; the
    QR code always holds the whole address.
    """
    password = content.password.reveal()
    portal = shorten(content.portal_name, _LONGEST_PORTAL)
    places = {"library": shorten(content.library, _LONGEST_LIBRARY), "portal": portal}

    def japanese(text: str, /, **further: str) -> str:
        return filled(wording.japanese[text], **places, **further)

    def english(text: str, /, **further: str) -> str:
        return filled(wording.english[text], **places, **further)

    return SlipWords(
        title=japanese("title"),
        header=_header(content, japanese),
        password=password,
        beneath=japanese("letters_all_lower"),
        deadline=_deadline(content, japanese),
        sections=(
            SlipSection(
                japanese("log_in_heading"), (_number(content.cards, japanese, _JAPANESE), japanese("case"))
            ),
            SlipSection(japanese("change_heading"), (japanese("change"), japanese("forgotten"))),
        ),
        address_label=portal,
        address=shorten(content.portal_url, _LONGEST_ADDRESS),
        qr=content.portal_url if content.qr else "",
        english=SlipSection(
            english("title"),
            tuple(
                sentence
                for sentence in (
                    english("letters_all_lower"),
                    _deadline(content, english),
                    _number(content.cards, english, _ENGLISH),
                    english("case"),
                    english("change"),
                )
                if sentence
            ),
        ),
    )


def shorten(text: str, limit: int) -> str:
    """Cut a text that would crowd everything else off the paper, showing that it was cut.

    Args:
        text: a name or an address.
        limit: the most characters to keep, the mark included.
    """
    return text if len(text) <= limit else text[: limit - 1] + "…"


def place_of(library: str, branch: str) -> str:
    """Name where a slip is printed: the branch, with the library before it where its name doesn't say that."""
    place = branch if branch.startswith(library) else f"{library} {branch}".strip()
    return shorten(place, _LONGEST_PLACE)


def _header(content: SlipContent, japanese: _Say) -> tuple[str, ...]:
    lines = [
        place_of(content.library, content.branch),
        written(content.issued_on),
        japanese("card", number=content.cards.mask(content.card_number)),
    ]
    if content.patron_name:
        name = for_print(content.patron_name)
        lines.append(japanese("name", name=shorten(name, _LONGEST_NAME)))
    return tuple(lines)


def _number(cards: CardNumbers, say_it: _Say, lengths: _Lengths) -> str:
    """Say how a card number is typed: without the hyphens with which it is written, if it is."""
    kind = 1 if cards.has_letters else 0
    told = lengths.between.join(
        lengths.one[kind].format(least) if least == most else lengths.several[kind].format(least, most)
        for least, most in cards.lengths
    )
    if not cards.has_written_hyphens:
        return say_it("card_number_as_it_is", lengths=told)
    number = cards.example()
    return say_it("card_number", lengths=told, written=cards.write(number), typed=number)


def _deadline(content: SlipContent, say_it: _Say) -> str:
    if content.expires_on is None:
        return say_it("must_change") if content.must_change else ""
    name = "change_by" if content.must_change else "valid_until"
    return say_it(name, date=written(content.expires_on))

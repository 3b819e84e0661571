"""Checks e-mail addresses, and decides when one may be deleted (guide, メールアドレス登録・変更).

The patron reads only 「形式に誤りがあります。」; staff see each cause and its place (domain.md, "E-mail refusals").
An address that may be registered says the same in every header of a mail: it is an addr-spec (RFC 5322, section 3.4.1)
of dot-atoms, with nothing in it that a header could decode.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from itertools import takewhile
from typing import Final

from services.rules.decision import Decision, Reason, Refused, decide
from services.rules.vocabulary import ContactMethod

FORBIDDEN: Final = '"(),:;<>[\\]* /'
"""Characters that no address is registered with (domain.md, "E-mail refusals")."""
USUAL_DOMAINS: Final = (
    *("gmail.com", "docomo.ne.jp", "ezweb.ne.jp", "au.com", "softbank.ne.jp", "i.softbank.jp", "yahoo.co.jp"),
    *("yahoo.com", "ymail.ne.jp", "ymail.com", "icloud.com", "me.com", "outlook.jp", "outlook.com"),
    *("hotmail.co.jp", "hotmail.com", "live.jp", "nifty.com", "so-net.ne.jp", "ocn.ne.jp", "mail.com"),
)
"""Domains that most patrons have; of those that could be meant the first counts."""
LONGEST_LOCAL_PART = 64
LONGEST_ADDRESS = 254
_SHORTEST_NAME = 5
_SHORTEST_DOMAIN = 8
_SPECIALS = frozenset('()<>[]:;\\,"')
"""RFC 5322's specials but for the dot and the @: they begin comments, quoted texts, routes, groups, other addresses."""
_ENCODED_WORD = "=?"
"""How a word begins that a header decodes (RFC 2047)."""
_WITH_NAME = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]*)>")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_UNREADABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Unicode's categories of control characters, surrogates and line breaks."""
_ENDING = re.compile(r"[a-z]{2,3}(\.[a-z]{2})?")
"""Domain endings without the owner's own name: `com`, `co.jp`."""


class MailFault(Enum):
    """Why an address is refused; enum order is the order of telling.

    WIDE_OR_BLANK stands for everything outside printable ASCII.
    """

    WIDE_OR_BLANK = "wide_or_blank"
    NO_AT = "no_at"
    SECOND_AT = "second_at"
    NOTHING_BEFORE_AT = "nothing_before_at"
    TWO_DOTS = "two_dots"
    LEADING_DOT = "leading_dot"
    DOT_BEFORE_AT = "dot_before_at"
    FORBIDDEN_CHARACTER = "forbidden_character"
    ENCODED_WORD = "encoded_word"
    NO_DOT_IN_DOMAIN = "no_dot_in_domain"
    LOCAL_PART_TOO_LONG = "local_part_too_long"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Sender:
    """The sender of the library's mails.

    Attributes:
        name: what stands before the address, as it is read; empty where there is none.
        address: in a form that may be registered.
    """

    name: str
    address: str


def is_deletion(text: str) -> bool:
    """Tell whether what was typed deletes the address: nothing but blanks."""
    return not text.strip()


def check_address(text: str, forbidden: str = FORBIDDEN) -> tuple[tuple[MailFault, int], ...]:
    """Tell every cause for which an address is refused, each once with its first place.

    Args:
        text: the address as typed.
        forbidden: characters that it may not have. Without any, what is left are the causes for which no mail can be
            sent to an address, even one that another program registered.

    Returns:
        Causes with the 0-based index of the character where each begins; `len(text)` where something is missing at
        the end. Nothing when the address may be registered.
    """
    unwanted = _SPECIALS.union(forbidden)
    local, _, domain = text.partition("@")
    labels = domain.split(".")
    at = len(local)
    places = {
        MailFault.WIDE_OR_BLANK: _first(text, _is_wide_or_blank),
        MailFault.NO_AT: -1 if "@" in text else len(text),
        MailFault.SECOND_AT: text.find("@", at + 1),
        MailFault.NOTHING_BEFORE_AT: 0 if text.startswith("@") else -1,
        MailFault.TWO_DOTS: text.find(".."),
        MailFault.LEADING_DOT: 0 if text.startswith(".") else -1,
        MailFault.DOT_BEFORE_AT: text.find(".@"),
        MailFault.FORBIDDEN_CHARACTER: _first(text, lambda c: c in unwanted and not _is_wide_or_blank(c)),
        MailFault.ENCODED_WORD: text.find(_ENCODED_WORD),
        MailFault.NO_DOT_IN_DOMAIN: at + 1 if "@" in text and not _has_inner_dot(labels) else -1,
        MailFault.LOCAL_PART_TOO_LONG: LONGEST_LOCAL_PART if at > LONGEST_LOCAL_PART else -1,
        MailFault.TOO_LONG: LONGEST_ADDRESS if len(text) > LONGEST_ADDRESS else -1,
    }
    return tuple((fault, places[fault]) for fault in MailFault if places[fault] >= 0)


def sender_of(text: str) -> Sender | None:
    """Read the mails' sender: an address, or a name and an address between `<` and `>`.

    Args:
        text: as the settings say it. A name may stand between quotation marks.

    Returns:
        Both parts; None where the address can't be registered, or where the name holds a control character or what a
        header could decode.
    """
    plain = text.strip()
    found = _WITH_NAME.fullmatch(plain)
    name, address = ("", plain) if found is None else (found["name"].strip(), found["address"].strip())
    quoted = _QUOTED.fullmatch(name)
    if quoted is not None:
        name = re.sub(r"\\(.)", r"\1", quoted[1])
    readable = all(unicodedata.category(character) not in _UNREADABLE for character in name)
    fits = readable and _ENCODED_WORD not in name and not check_address(address, "")
    return Sender(name, address) if fits else None


def meant_domain(address: str) -> str | None:
    """Tell which usual domain was probably meant by an address that has none of them.

    It differs by one slip of the keyboard (a letter too many, too few, another one, two that changed places), or by its
    ending alone (`gmail.co.jp`). Short names are left alone: each is one slip away from another existing name.

    Args:
        address: as typed, in a form that may be registered.

    Returns:
        The domain to ask about, or None. An address is never refused for it.
    """
    typed = address.rpartition("@")[2].lower()
    if typed in USUAL_DOMAINS:
        return None
    near = next((it for it in USUAL_DOMAINS if len(it) >= _SHORTEST_DOMAIN and _is_one_slip(typed, it)), None)
    name, _, ending = typed.partition(".")
    if near is not None or len(name) < _SHORTEST_NAME or _ENDING.fullmatch(ending) is None:
        return near
    return next((it for it in USUAL_DOMAINS if it.partition(".")[0] == name), None)


def may_delete(contacts: Iterable[ContactMethod]) -> Decision:
    """Decide on deleting the address: not while any hold (waiting, in transit or ready) wants メール.

    Args:
        contacts: the 連絡方法 of every hold in force.
    """
    return decide({Reason.MAIL_WANTED_BY_HOLD} if ContactMethod.MAIL in set(contacts) else set())


def may_resend(address: str | None, *, on_its_way: bool) -> Decision:
    """Decide on sending 「登録確認のお知らせ」 once more: to an address, and while no other notice is on its way there.

    Args:
        address: the registered one, if any.
        on_its_way: the last notice was neither sent nor given up.
    """
    if address is None:
        return Refused((Reason.NO_MAIL_ADDRESS,))
    return decide({Reason.MAIL_ON_ITS_WAY} if on_its_way else set())


def _is_one_slip(typed: str, meant: str) -> bool:
    """Tell whether two different texts are the same but for one character, or two neighbours that changed places."""
    at = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(typed, meant, strict=False)))
    rest, wanted = typed[at:], meant[at:]
    swapped = rest[:2] == wanted[:2][::-1] and rest[2:] == wanted[2:]
    return rest[1:] == wanted[1:] or rest == wanted[1:] or rest[1:] == wanted or swapped


def _first(text: str, is_wrong: Callable[[str], bool]) -> int:
    return next((place for place, character in enumerate(text) if is_wrong(character)), -1)


def _is_wide_or_blank(character: str) -> bool:
    return not "!" <= character <= "~"


def _has_inner_dot(labels: list[str]) -> bool:
    return len(labels) > 1 and bool(labels[0]) and bool(labels[-1])

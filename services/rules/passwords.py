"""A patron's password: what one may be, how an initial one is made, who may hand it over.

domain.md, "Rules from the guide: Password" and "Assumed values: Initial password, Who receives a slip"; design.md,
"Who may do what". Logging in is `services.rules.logins`.
"""

import secrets
import string
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from itertools import groupby

from services.rules.decision import Decision, Reason, decide
from services.rules.policy import Policy
from services.rules.vocabulary import AgeGroup, CardProof, CardStatus, Channel, Receiver, Role
from services.secret import Secret

MINIMUM_LENGTH = 8
_LETTERS = frozenset(string.ascii_letters)
_DIGITS = frozenset(string.digits)
_VOWELS = frozenset("aeiouyAEIOUY")
_AT_LEAST_OF_EACH_KIND = 2
_SPEAKABLE_RUN = 3
_AGES = tuple(AgeGroup)


class PasswordFault(Enum):
    """Why a new password is refused; enum order is the order in which all that apply are told.

    FULL_WIDTH stands for everything outside ASCII, SYMBOL for what is in ASCII but neither letter, digit nor blank.
    """

    TOO_SHORT = "too_short"
    LETTERS_ONLY = "letters_only"
    DIGITS_ONLY = "digits_only"
    SYMBOL = "symbol"
    BLANK = "blank"
    FULL_WIDTH = "full_width"
    MISMATCH = "mismatch"
    SAME_AS_OLD = "same_as_old"


def check_new_password(old: str, new: str, again: str) -> tuple[PasswordFault, ...]:
    """Tell everything that is wrong with a new password; nothing when it may be used.

    The guide's rule: ASCII letters and digits, both kinds, at least 8 characters, case-sensitive, typed twice. Whether
    the old one is right is not asked here.
    """
    letters = any(character in _LETTERS for character in new)
    digits = any(character in _DIGITS for character in new)
    applies = {
        PasswordFault.TOO_SHORT: len(new) < MINIMUM_LENGTH,
        PasswordFault.LETTERS_ONLY: letters and not digits,
        PasswordFault.DIGITS_ONLY: digits and not letters,
        PasswordFault.SYMBOL: any(_is_symbol(character) for character in new),
        PasswordFault.BLANK: any(character.isspace() for character in new),
        PasswordFault.FULL_WIDTH: any(not c.isascii() and not c.isspace() for c in new),
        PasswordFault.MISMATCH: new != again,
        PasswordFault.SAME_AS_OLD: new == old,
    }
    return tuple(fault for fault in PasswordFault if applies[fault])


def _is_symbol(character: str) -> bool:
    return character.isascii() and not character.isspace() and character not in _LETTERS | _DIGITS


def generate(policy: Policy, choose: Callable[[Sequence[str]], str] = secrets.choice) -> Secret:
    """Make an initial password: ◇ 12 characters of an alphabet without look-alikes.

    It has at least two letters and two digits, and is never a word: three or more letters in a row never hold a vowel
    (y is one), so nothing that can be spoken comes up in Japanese or English. Candidates are drawn until one fits,
    which leaves every fitting password equally likely.

    Args:
        policy: length and alphabet.
        choose: picks one character at random; only tests pass their own.

    Raises:
        ValueError: the policy's alphabet or length can't make such a password.
    """
    alphabet = tuple(dict.fromkeys(policy.initial_password_alphabet))
    length = policy.initial_password_length
    kinds = {character in _LETTERS for character in alphabet}
    if kinds != {True, False} or not set(alphabet) <= _LETTERS | _DIGITS or length < MINIMUM_LENGTH:
        msg = "the initial password's alphabet needs letters and digits, its length at least 8"
        raise ValueError(msg)
    while True:
        candidate = "".join(choose(alphabet) for _ in range(length))
        if _may_be_issued(candidate):
            return Secret(candidate)


def _may_be_issued(candidate: str) -> bool:
    kinds = Counter(character in _LETTERS for character in candidate)
    if min(kinds[True], kinds[False]) < _AT_LEAST_OF_EACH_KIND:
        return False
    runs = ("".join(run) for is_letter, run in groupby(candidate, _LETTERS.__contains__) if is_letter)
    return not any(len(run) >= _SPEAKABLE_RUN and _VOWELS & set(run) for run in runs)


def initial_expires_on(issued_on: date, policy: Policy) -> date | None:
    """Tell an initial password's last day: ◇ 60 days after issue, or None when the library sets none."""
    if policy.initial_password_days is None:
        return None
    return issued_on + timedelta(days=policy.initial_password_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueFacts:
    """What an issue is decided on before a card is shown.

    Attributes:
        today: the day at the counters.
        role, channel: who would issue it, and where.
        card_status: the patron's card's.
        expires_on: 更新期限日.
        lost_in_force: suspension ① is in force.
    """

    today: date
    role: Role
    channel: Channel
    card_status: CardStatus
    expires_on: date
    lost_in_force: bool = False


def may_issue(facts: IssueFacts, policy: Policy) -> Decision:
    """Decide whether a password may be issued or reissued at all; the card is asked for later.

    Only at a counter (guide, ログインする), not for a card reported lost; other suspensions don't matter, nor ◇ does an
    expired registration (domain.md, "Suspension").
    """
    reasons: set[Reason] = set()
    if facts.role is Role.PHONE or facts.channel is Channel.PHONE:
        reasons.add(Reason.ROLE_MAY_NOT)
    if facts.lost_in_force or facts.card_status is not CardStatus.ACTIVE:
        reasons.add(Reason.CARD_LOST)
    if facts.today > facts.expires_on and not policy.password_issue_when_registration_expired:
        reasons.add(Reason.REGISTRATION_EXPIRED)
    return decide(reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverFacts:
    """What handing the slip over is decided on.

    Attributes:
        now: the moment of deciding.
        card_number: the number of the patron's card in use.
        proof: how the card was shown, None when it was not.
        shown_card: the number scanned or typed, None for 目視.
        shown_at: when an opening scan was made, by the same clock as `now`.
        receiver: who takes the slip.
        age_group: the patron's.
    """

    now: datetime
    card_number: str
    proof: CardProof | None
    shown_card: str | None
    shown_at: datetime | None
    receiver: Receiver
    age_group: AgeGroup


def may_hand_over(facts: HandOverFacts, policy: Policy) -> Decision:
    """Decide whether the card was shown well enough and the receiver may take the slip.

    "This card" is a scan of this patron's card in the dialog, or the scan that opened the patron at most ◇ two minutes
    ago; typing it and 「カードを目視」 are settings (design.md, "Who may do what"). 保護者 may take it for a child up
    to ◇ 小学生, 代理 only where ◇ the library allows it.
    """
    reasons = _card_reasons(facts, policy)
    if facts.receiver is Receiver.GUARDIAN and not _is_child(facts.age_group, policy):
        reasons.add(Reason.NOT_A_CHILD)
    if facts.receiver is Receiver.PROXY and not policy.proxy_accepted:
        reasons.add(Reason.PROXY_NOT_ACCEPTED)
    return decide(reasons)


def _card_reasons(facts: HandOverFacts, policy: Policy) -> set[Reason]:
    match facts.proof:
        case None:
            return {Reason.CARD_NOT_SHOWN}
        case CardProof.SEEN:
            return set() if policy.seen_card_accepted else {Reason.PROOF_NOT_ACCEPTED}
        case CardProof.TYPED if not policy.typed_card_accepted:
            return {Reason.PROOF_NOT_ACCEPTED}
        case CardProof.OPENING_SCAN if facts.shown_at is None:
            return {Reason.CARD_NOT_SHOWN}
    if facts.shown_card is None:
        return {Reason.CARD_NOT_SHOWN}
    reasons: set[Reason] = set()
    if facts.shown_card != facts.card_number:
        reasons.add(Reason.OTHER_CARD_SHOWN)
    if facts.proof is CardProof.OPENING_SCAN and not _just_now(facts.shown_at, facts.now, policy):
        reasons.add(Reason.CARD_SHOWN_TOO_LONG_AGO)
    return reasons


def _just_now(shown_at: datetime | None, now: datetime, policy: Policy) -> bool:
    # A scan from the future comes from a clock that is wrong, and proves as little as an old one.
    return shown_at is not None and abs(now - shown_at) <= timedelta(minutes=policy.opening_scan_minutes)


def _is_child(age_group: AgeGroup, policy: Policy) -> bool:
    return _AGES.index(age_group) <= _AGES.index(policy.guardian_receives_up_to)

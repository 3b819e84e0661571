"""Checks and makes patrons' passwords, and decides on handing one over.

domain.md, "Rules from the guide: Password" and "Assumed values: Initial password, Who receives a slip"; design.md,
"Who may do what". Logging in is `services.rules.passwords.patron_login`.
"""

import secrets
import string
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import groupby
from typing import Final

from services.rules.dates import is_over
from services.rules.decision import Decision, Reason, Refused, decide
from services.rules.people.card_proof import CardShownFacts, card_shown
from services.rules.policy import Policy
from services.rules.policy_values import MINIMUM_PASSWORD_LENGTH
from services.rules.secret import Secret
from services.rules.vocabulary import AgeGroup, CardStatus, Channel, Receiver, Role

MINIMUM_LENGTH = MINIMUM_PASSWORD_LENGTH
ALPHABET: Final = "acdefhjkmnprtxy347"
"""What initial passwords are made of: small letters and digits that look like no other."""
_LETTERS = frozenset(string.ascii_letters)
_DIGITS = frozenset(string.digits)
_VOWELS = frozenset("aeiouyAEIOUY")
_AT_LEAST_OF_EACH_KIND = 2
_SPEAKABLE_RUN = 3
_AGES = tuple(AgeGroup)


class PasswordFault(Enum):
    """Why パスワード変更 is refused; enum order is the order in which all that apply are told.

    FULL_WIDTH stands for everything outside ASCII, SYMBOL for what is in ASCII but neither letter, digit nor blank.
    """

    OLD_MISSING = "old_missing"
    OLD_WRONG = "old_wrong"
    MISSING = "missing"
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
    return tuple(fault for fault, is_so in applies.items() if is_so)


def check_change(old: str, new: str, again: str) -> tuple[PasswordFault, ...]:
    """Tell everything that is wrong with a filled-in パスワード変更, but for an old password that isn't right.

    A field that was left blank has that one fault.
    """
    faults = set(check_new_password(old, new, again))
    if not new:
        faults = {PasswordFault.MISSING}
    if not old:
        faults.add(PasswordFault.OLD_MISSING)
    return tuple(fault for fault in PasswordFault if fault in faults)


def _is_symbol(character: str) -> bool:
    return character.isascii() and not character.isspace() and character not in _LETTERS | _DIGITS


def generate(policy: Policy, choose: Callable[[Sequence[str]], str] = secrets.choice) -> Secret:
    """Make an initial password: ◇ 12 characters without look-alikes.

    It has at least two letters and two digits, and is never a word: three or more letters in a row never hold a vowel
    (y is one), so nothing that can be spoken comes up in Japanese or English. Candidates are drawn until one fits,
    which leaves every fitting password equally likely.

    Args:
        policy: ◇ `initial_password_length`.
        choose: picks one character at random; only tests pass their own.
    """
    while True:
        candidate = "".join(choose(ALPHABET) for _ in range(policy.initial_password_length))
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
        card_status: the patron's card's; None where there is none.
        expires_on: 更新期限日; None where the registration never expires.
        lost_in_force: suspension ① is in force.
    """

    today: date
    role: Role
    channel: Channel
    card_status: CardStatus | None
    expires_on: date | None
    lost_in_force: bool = False


def may_issue(facts: IssueFacts, policy: Policy) -> Decision:
    """Decide whether a password may be issued or reissued at all; the card is asked for later.

    Only at a counter (guide, ログインする), where 電話担当 never is, and not for a card reported lost, nor while
    suspension ① is in force: with a replacement card, that is the reason told. Other suspensions don't matter, nor ◇
    does an expired registration (domain.md, "Suspension").
    """
    reasons: set[Reason] = set()
    if facts.role is Role.PHONE or facts.channel is Channel.PHONE:
        reasons.add(Reason.NEEDS_VISIT)
    if facts.card_status is None:
        reasons.add(Reason.NO_CARD)
    elif facts.card_status is not CardStatus.ACTIVE:
        reasons.add(Reason.CARD_LOST)
    elif facts.lost_in_force:
        reasons.add(Reason.LOSS_NOT_LIFTED)
    if is_over(facts.expires_on, facts.today) and not policy.password_issue_when_registration_expired:
        reasons.add(Reason.REGISTRATION_EXPIRED)
    return decide(reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverFacts(CardShownFacts):
    """What handing the slip over is decided on.

    Attributes:
        receiver: who takes the slip.
        age_group: the patron's; None where no birth date is registered.
    """

    receiver: Receiver
    age_group: AgeGroup | None


def may_hand_over(facts: HandOverFacts, policy: Policy) -> Decision:
    """Decide whether the card was shown well enough and the receiver may take the slip.

    保護者 may take it for a child up to ◇ 小学生, for nobody of unknown age; 代理 only where ◇ the library allows it.
    """
    shown = card_shown(facts, policy)
    reasons = set(shown.reasons) if isinstance(shown, Refused) else set()
    if facts.receiver is Receiver.GUARDIAN:
        if facts.age_group is None:
            reasons.add(Reason.AGE_UNKNOWN)
        elif not _is_child(facts.age_group, policy):
            reasons.add(Reason.NOT_A_CHILD)
    if facts.receiver is Receiver.PROXY and not policy.proxy_accepted:
        reasons.add(Reason.PROXY_NOT_ACCEPTED)
    return decide(reasons)


def _is_child(age_group: AgeGroup, policy: Policy) -> bool:
    return _AGES.index(age_group) <= _AGES.index(policy.guardian_receives_up_to)

"""Errors of what was typed into a form."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from services.contract.errors.base import ServiceError

if TYPE_CHECKING:  # the rules take longer to load than a start can wait for
    from services.rules.people.email import MailFault
    from services.rules.people.identity import FactFault
    from services.rules.people.reference import QuestionFault
    from services.rules.people.registration import RegistrationFault
    from services.rules.people.search import SearchFault


@dataclass(eq=False)
class SearchUnfit(ServiceError):
    """No search is possible by what was typed: too little of it, or a date or number that can't be read.

    Attributes:
        fault: why.
    """

    fault: "SearchFault"


@dataclass(eq=False)
class EmailMalformed(ServiceError):
    """An e-mail address that can't be registered (「形式に誤りがあります。」).

    Attributes:
        faults: every cause with the 0-based place where it begins; never empty.
    """

    faults: "tuple[tuple[MailFault, int], ...]"


@dataclass(eq=False)
class QuestionFaulty(ServiceError):
    """A reference question whose form isn't filled in as it must be.

    Attributes:
        faults: every one, in the form's order; never empty.
    """

    faults: "tuple[QuestionFault, ...]"


@dataclass(eq=False)
class FactsUnfit(ServiceError):
    """What a caller told can't be compared as it was typed; that is no try.

    Attributes:
        faults: every one, in the form's order; never empty.
    """

    faults: "tuple[FactFault, ...]"


@dataclass(eq=False)
class IdentityNotConfirmed(ServiceError):
    """What a caller told isn't what is registered; the error doesn't name the wrong fact.

    Attributes:
        misses_left: how many more tries may miss.
    """

    misses_left: int


@dataclass(eq=False)
class IdentityCheckEnded(ServiceError):
    """Too many tries missed: nothing is compared for a while.

    Attributes:
        until: from when the next try is possible.
        of_login: this login may try no patron; a colleague may.
    """

    until: datetime
    of_login: bool = False


@dataclass(eq=False)
class LooksListedOften(ServiceError):
    """This login listed other logins' looks as often as it may in an hour.

    Attributes:
        until: from when on it may again, shown in Tokyo.
    """

    until: datetime


@dataclass(eq=False)
class RegistrationMalformed(ServiceError):
    """What was corrected in a registration can't be kept.

    Attributes:
        faults: every one, in the form's order; never empty.
    """

    faults: "tuple[RegistrationFault, ...]"


class TextUnfit(ServiceError):
    """A text holds what no database keeps: NUL, or half of a character (a lone surrogate)."""

"""Checks a reference question's form (guide, レファレンス受付フォーム).

Name, e-mail and question are wanted, the telephone number isn't; every faulty field is told at once.
"""

from dataclasses import dataclass
from enum import Enum

from services.rules.people.email import check_address

LONGEST_NAME = 120
LONGEST_PHONE = 20
LONGEST_QUESTION = 4000


class QuestionField(Enum):
    """The form's fields, from the top."""

    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    QUESTION = "question"


class QuestionFault(Enum):
    """What is wrong with the form; enum order is the form's order."""

    NAME_MISSING = "name_missing"
    NAME_TOO_LONG = "name_too_long"
    EMAIL_MISSING = "email_missing"
    EMAIL_MALFORMED = "email_malformed"
    PHONE_TOO_LONG = "phone_too_long"
    QUESTION_MISSING = "question_missing"
    QUESTION_TOO_LONG = "question_too_long"

    @property
    def field(self) -> QuestionField:
        """The field it is in."""
        return QuestionField(self.value.split("_")[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionForm:
    """What the form holds; blanks at either end of a text don't count."""

    name: str
    email: str
    phone: str
    question: str

    @property
    def clean(self) -> "QuestionForm":
        """The form as it is kept."""
        return QuestionForm(
            name=_clean(self.name),
            email=_clean(self.email),
            phone=_clean(self.phone),
            question=_clean(self.question),
        )


def check_question(form: QuestionForm) -> tuple[QuestionFault, ...]:
    """Tell everything that is wrong with a form as typed, in its order."""
    it = form.clean
    wrong = {
        QuestionFault.NAME_MISSING: not it.name,
        QuestionFault.NAME_TOO_LONG: len(it.name) > LONGEST_NAME,
        QuestionFault.EMAIL_MISSING: not it.email,
        QuestionFault.EMAIL_MALFORMED: bool(it.email) and bool(check_address(it.email)),
        QuestionFault.PHONE_TOO_LONG: len(it.phone) > LONGEST_PHONE,
        QuestionFault.QUESTION_MISSING: not it.question,
        QuestionFault.QUESTION_TOO_LONG: len(it.question) > LONGEST_QUESTION,
    }
    return tuple(fault for fault in QuestionFault if wrong[fault])


def _clean(text: str) -> str:
    return text.replace("\0", "").strip()

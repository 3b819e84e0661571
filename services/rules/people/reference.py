"""Checks a reference question's form (guide, レファレンス受付フォーム).

Name, e-mail and question are wanted, the telephone number isn't; every faulty field is told at once.
"""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from services.rules.characters import CONTROLS_BUT_LINES, is_blank, one_line
from services.rules.people.email import check_address
from services.rules.people.registration import LONGEST_NAME, LONGEST_PHONE

LONGEST_QUESTION: Final = 4000

_CONTROL: Final = re.compile(f"[{CONTROLS_BUT_LINES}]")


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
    """What the form holds; blanks at either end of a text don't count, nor does what isn't seen."""

    name: str
    email: str
    phone: str
    question: str

    @property
    def clean(self) -> "QuestionForm":
        """The form as it is kept."""
        return QuestionForm(
            name=one_line(self.name),
            email=self.email.strip(),
            phone=one_line(self.phone),
            question=_CONTROL.sub("", self.question).strip(),
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
        QuestionFault.QUESTION_MISSING: is_blank(it.question),
        QuestionFault.QUESTION_TOO_LONG: len(it.question) > LONGEST_QUESTION,
    }
    return tuple(fault for fault in QuestionFault if wrong[fault])

"""The form of a reference question."""

from dataclasses import replace

import pytest

from services.rules.people.reference import QuestionFault, QuestionField, QuestionForm, check_question

FULL = QuestionForm(name="川口 花子", email="hanako@example.jp", phone="", question="川口の鋳物はいつからか")


def check(**changed: str) -> tuple[QuestionFault, ...]:
    return check_question(replace(FULL, **changed))


def test_name_email_and_question_are_enough() -> None:
    assert check() == ()
    assert check(email="  hanako@example.jp ") == ()


@pytest.mark.parametrize("changed", [{"name": "あ" * 120}, {"phone": "0" * 20}, {"question": "あ" * 4000}])
def test_what_just_fits_is_no_fault(changed: dict[str, str]) -> None:
    assert check(**changed) == ()


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"name": "\u3000 "}, QuestionFault.NAME_MISSING),
        ({"name": "あ" * 121}, QuestionFault.NAME_TOO_LONG),
        ({"email": " "}, QuestionFault.EMAIL_MISSING),
        ({"email": "hanako@@example.jp"}, QuestionFault.EMAIL_MALFORMED),
        ({"phone": "0" * 21}, QuestionFault.PHONE_TOO_LONG),
        ({"question": "\n"}, QuestionFault.QUESTION_MISSING),
        ({"question": "あ" * 4001}, QuestionFault.QUESTION_TOO_LONG),
    ],
)
def test_each_fault(changed: dict[str, str], fault: QuestionFault) -> None:
    assert check(**changed) == (fault,)


def test_all_faults_at_once_in_the_forms_order() -> None:
    faults = check(name="", email="", question="")
    assert faults == (
        QuestionFault.NAME_MISSING,
        QuestionFault.EMAIL_MISSING,
        QuestionFault.QUESTION_MISSING,
    )


def test_every_fault_is_in_a_field() -> None:
    assert {fault.field for fault in QuestionFault} == set(QuestionField)

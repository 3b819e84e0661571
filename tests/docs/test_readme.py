"""README leads from 「延長できません」 to the files that decide, word, paint, plan, write and refuse a renewal."""

import re

import pytest

from tools.screenshots.named import ROOT

SAID = {
    "Who decides": "def decide(facts: RenewalFacts",
    "Who words": '"延長できません"',
    "Who paints": "words.NOT_RENEWABLE",
    "Who plans": "def plan_renewal(",
    "Who writes": "def set_loan_due_date(",
    "What refuses": "-- SetLoanDueDate:",
}
"""What stands in the first file of each line, by how its question begins."""

LINE = re.compile(r"^\| (\w+ \w+)[^|]*\| (.+) \|$", re.MULTILINE)
SECTION = (
    (ROOT / "README.md").read_text(encoding="utf-8").split("\n## Reading the code\n")[1].split("\n## ")[0]
)
FILES = {question: re.findall(r"`([\w/]+\.\w+)`", answer) for question, answer in LINE.findall(SECTION)}


def test_no_question_is_left_out() -> None:
    assert FILES.keys() == SAID.keys()


@pytest.mark.parametrize("question", SAID)
def test_the_file_that_is_named_answers(question: str) -> None:
    assert SAID[question] in (ROOT / FILES[question][0]).read_text(encoding="utf-8")

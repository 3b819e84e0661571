"""docs/rules.md and docs/rules.ja.md say of each rule what the program holds it to."""

import re

import pytest

from services.rules.policy import Policy, bounds, names
from services.rules.policy_meanings import MEANINGS
from tools.rule_tables import PAGES, written

_JAPANESE = re.compile("[\u3040-\u9fff]")


@pytest.mark.parametrize("language", list(PAGES))
def test_the_table_is_the_one_of_the_policy(language: str) -> None:
    page = PAGES[language].read_text(encoding="utf-8")
    assert written(page, language) == page, "python -m tools.rule_tables"
    assert re.findall(r"(?m)^\| `(\w+)` \|", page) == list(Policy.__slots__)


def test_each_rule_has_a_meaning_in_both_languages_and_no_other_has() -> None:
    assert list(MEANINGS) == list(Policy.__slots__)
    assert MEANINGS.keys() == names() == bounds().keys()
    for name, meaning in MEANINGS.items():
        assert meaning.english, name
        assert _JAPANESE.search(meaning.japanese), name
        assert "|" not in meaning.japanese + meaning.english, name
    for said in ([it.japanese for it in MEANINGS.values()], [it.english for it in MEANINGS.values()]):
        assert len(set(said)) == len(said)


def test_a_bound_that_changes_changes_the_page() -> None:
    page = PAGES["en"].read_text(encoding="utf-8")
    assert "| `registration_years` | years by which a registration is renewed | 1–100 | `3` |" in page
    assert "| `initial_password_length` | characters of a password that is issued | 8–32 | `12` |" in page

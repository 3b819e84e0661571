"""English beside the words of the patron page: there on an English screen, and nowhere else."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from viewmodels.settings.settings import Language
from views.language.glosses import gloss, glossed, glossed_sentence
from views.language.screen_language import ScreenLanguage
from views.text import words


@pytest.fixture(params=[True, False], ids=["on", "off"])
def english(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[bool]:
    language = ScreenLanguage(qapp, Language.ENGLISH, glosses=request.param)
    yield request.param
    language.fall_silent()


def test_a_word_has_its_gloss_beside_it(english: bool) -> None:
    assert glossed(words.RENEWABLE) == ("再貸出可能 · Renew" if english else "再貸出可能")


def test_a_sentence_has_its_gloss_beneath_it(english: bool) -> None:
    beneath = "\nThe patron is suspended." if english else ""
    assert glossed_sentence("※貸出禁止中です。") == "※貸出禁止中です。" + beneath


@pytest.mark.usefixtures("english")
def test_what_is_no_word_of_the_page_stays_as_it_is() -> None:
    assert gloss("草枕") == ""
    assert glossed("草枕") == "草枕"


@pytest.mark.parametrize("glosses", [True, False])
def test_a_japanese_screen_has_no_glosses(qapp: QApplication, glosses: bool) -> None:
    language = ScreenLanguage(qapp, Language.JAPANESE, glosses=glosses)
    assert glossed(words.RENEWABLE) == words.RENEWABLE
    language.fall_silent()

"""English beside the words of the patron page: there on an English screen, and nowhere else."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from services.contract.masters import CodeLabel
from services.systems.koha.masters_view import DEBARRED_WORDS, REFUSALS, STATUSES
from services.systems.koha.record_view import ONSITE
from tests.helpers import snapshots
from viewmodels.settings.settings import Language
from views.language.glosses import gloss, glossed, glossed_sentence, unglossed
from views.language.screen_language import ScreenLanguage
from views.text import suspension_words, words
from views.text.refusal_words import by_system, follow


@pytest.fixture(params=[True, False], ids=["on", "off"])
def english(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[bool]:
    language = ScreenLanguage(qapp, Language.ENGLISH, glosses=request.param)
    yield request.param
    language.fall_silent()


def test_a_word_has_its_gloss_beside_it(english: bool) -> None:
    assert glossed(words.RENEWABLE) == ("再貸出可能 · Renew" if english else "再貸出可能")


@pytest.mark.parametrize("title", ["寅さん · 男はつらいよ 第一作", "Rain · Snow", "草枕 · "])
def test_before_something_is_cut_its_gloss_is_left_out_and_nothing_of_a_title(
    english: bool, title: str
) -> None:
    assert unglossed(glossed(words.RENEWABLE)) == words.RENEWABLE
    assert unglossed(title) == title


def test_a_sentence_has_its_gloss_beneath_it(english: bool) -> None:
    beneath = "\nThe patron is suspended." if english else ""
    assert glossed_sentence("※貸出禁止中です。") == "※貸出禁止中です。" + beneath


@pytest.mark.parametrize("word", [*REFUSALS.values(), *STATUSES.values(), DEBARRED_WORDS])
def test_our_word_for_a_code_of_kohas_has_its_gloss(english: bool, word: str) -> None:
    assert (glossed(word) != word) is english


def test_kohas_reasons_and_restrictions_are_told_with_theirs(english: bool) -> None:
    follow(lambda: {("refusal", ONSITE): CodeLabel("refusal", ONSITE, REFUSALS[ONSITE], ends=False)})
    beside = " · For use in the library" if english else ""
    assert by_system(ONSITE) == f"館内での利用のため{beside}"
    follow(None)
    restriction = snapshots.restriction(words=DEBARRED_WORDS)
    assert suspension_words.name(restriction) == ("利用停止 · Restricted" if english else "利用停止")


@pytest.mark.usefixtures("english")
def test_what_is_no_word_of_the_page_stays_as_it_is() -> None:
    assert gloss("草枕") == ""
    assert glossed("草枕") == "草枕"


@pytest.mark.parametrize("glosses", [True, False])
def test_a_japanese_screen_has_no_glosses(qapp: QApplication, glosses: bool) -> None:
    language = ScreenLanguage(qapp, Language.JAPANESE, glosses=glosses)
    assert glossed(words.RENEWABLE) == words.RENEWABLE
    language.fall_silent()

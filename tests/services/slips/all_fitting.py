"""Wording that a slip has room and type for, and wording that it hasn't."""

from bisect import bisect_left
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.files.wording import own_texts
from services.rules.secret import Secret
from services.rules.vocabulary import Paper
from services.rules.wording import SLIP, TEXTS, faults_of
from services.slips.content import SlipContent
from services.slips.fitting import LEGIBLE, SMALLEST_TITLE, Fitting
from services.slips.layout import SlipFullError, compose
from services.slips.marks import Face, Line
from services.slips.paper_sizes import SHEETS
from services.slips.typefaces import Typefaces
from services.slips.words import say, slip_wording
from tests.services.slips.contents import content, contents

OWN = own_texts()
NAMES = sorted(name for name in TEXTS if name.startswith(SLIP))
QR = ((True,) * 29,) * 29


@pytest.fixture(scope="module")
def fitting() -> Fitting:
    return Fitting()


@pytest.fixture(scope="module")
def typefaces() -> Typefaces:
    made = Typefaces()
    made.load()
    return made


def longer(name: str, letter: str = "字") -> str:
    return OWN[name] + letter * (TEXTS[name].longest - len(OWN[name]))


def most_that_fits(sizes: range, too_full: Callable[[int], Paper | None]) -> int:
    """Give the last size that fits; there is one, and a next one that doesn't."""
    first_too_full = bisect_left(sizes, True, key=lambda size: too_full(size) is not None)
    assert 0 < first_too_full < len(sizes)
    return sizes[first_too_full - 1]


def test_the_programs_own_words_fit(fitting: Fitting) -> None:
    assert fitting.too_full(OWN) is None
    assert {name: fitting.undrawable(OWN[name]) for name in NAMES if fitting.undrawable(OWN[name])} == {}


@pytest.mark.parametrize("name", NAMES)
def test_a_sentence_may_be_as_long_as_it_may_be(fitting: Fitting, name: str) -> None:
    assert fitting.too_full({**OWN, name: longer(name, "字" if name != "slip.ja.title" else "i")}) is None


def test_all_of_them_together_may_not(fitting: Fitting) -> None:
    texts = {name: longer(name) for name in NAMES if "title" not in name}
    assert fitting.too_full({**OWN, **texts}) is Paper.A6


def test_what_an_everyday_slip_has_room_for_has_to_fit_the_fullest_too(
    fitting: Fitting, typefaces: Typefaces
) -> None:
    texts = {**OWN, "slip.ja.change": "{portal}" * 20, "slip.ja.forgotten": "{portal}" * 20}
    assert faults_of("slip.ja.change", texts["slip.ja.change"]) == ()
    compose(say(content(), slip_wording(texts)), SHEETS[Paper.A6], typefaces.width, QR)
    fullest = content(
        library="館" * 64, portal_name="頁" * 64, portal_url="W" * 300, password=Secret("mw" * 16)
    )
    with pytest.raises(SlipFullError):
        compose(say(fullest, slip_wording(texts)), SHEETS[Paper.A6], typefaces.width, QR)
    assert fitting.too_full(texts) is Paper.A6


def test_a_title_stays_legible_on_the_narrowest_paper(fitting: Fitting, typefaces: Typefaces) -> None:
    fits = most_that_fits(range(10, 31), lambda size: fitting.too_full({**OWN, "slip.ja.title": "題" * size}))
    assert 20 <= fits < 30
    assert fitting.too_full({**OWN, "slip.ja.title": "題" * (fits + 1)}) is Paper.ROLL80
    words = say(content(), slip_wording({**OWN, "slip.ja.title": "題" * fits}))
    laid = compose(words, SHEETS[Paper.ROLL80], typefaces.width, QR)
    (title,) = [mark for mark in laid.marks if isinstance(mark, Line) and mark.text == "題" * fits]
    assert (title.face, title.size >= SMALLEST_TITLE) == (Face.BOLD, True)


@pytest.mark.parametrize(
    ("text", "lacking"), [("日本語 English 123 ①髙﨑", ""), ("あ😀い😀𠮷", "😀𠮷"), ("{date} まで", "")]
)
def test_what_the_typefaces_lack(fitting: Fitting, text: str, lacking: str) -> None:
    assert fitting.undrawable(text) == lacking


words = st.text(st.sampled_from("日本語のひらがなカタカナ、。「」Wim 12"), max_size=150)


@settings(max_examples=25)
@given(
    own=st.dictionaries(st.sampled_from(NAMES), words, max_size=6),
    slip=contents,
    paper=st.sampled_from(Paper),
)
def test_what_fits_is_laid_out_whole_whatever_else_is_on_the_slip(
    fitting: Fitting, typefaces: Typefaces, own: dict[str, str], slip: SlipContent, paper: Paper
) -> None:
    texts = {name: text + OWN[name] for name, text in own.items()}
    texts = {**OWN, **{name: text for name, text in texts.items() if not faults_of(name, text)}}
    if fitting.too_full(texts) is not None:
        return
    said = say(slip, slip_wording(texts))
    laid = compose(said, SHEETS[paper], typefaces.width, QR if said.qr else ())
    on_paper = "".join(mark.text for mark in laid.marks if isinstance(mark, Line))
    sentences = [said.title, said.beneath, said.deadline]
    sentences += [line for part in (*said.sections, said.english) for line in (part.heading, *part.sentences)]
    for sentence in sentences:
        assert "".join(sentence.split()) in "".join(on_paper.split())


def test_an_everyday_slip_stays_legible(fitting: Fitting, typefaces: Typefaces) -> None:
    """As much more as there is room for: the type is as small as it may become, and no smaller."""
    some = ["slip.ja.card_number", "slip.ja.case", "slip.ja.change", "slip.ja.forgotten"]
    most = most_that_fits(
        range(160), lambda size: fitting.too_full({**OWN, **{name: OWN[name] + "字" * size for name in some}})
    )
    texts = {**OWN, **{name: OWN[name] + "字" * most for name in some}}
    slip = content(patron_name="川口 花子", password=Secret("k7rmh4ytp3na"), expires_on=date(2027, 12, 24))
    laid = compose(say(slip, slip_wording(texts)), SHEETS[Paper.A6], typefaces.width, QR)
    smallest = min(
        mark.size for mark in laid.marks if isinstance(mark, Line) and mark.text.startswith("All letters are")
    )
    assert SHEETS[Paper.A6].small * LEGIBLE <= smallest < SHEETS[Paper.A6].small

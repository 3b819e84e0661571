"""The manual says what the program says: its pictures, keys and links, and every word it quotes from the screen."""

import ast
import inspect
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from services.acts.as_offered import EVERYTHING
from tests.helpers.sources import nodes_of, text_of
from tools.screenshots.named import FOLDERS, PICTURES, ROOT, all_shown, shown_in
from tools.screenshots.scenes import SCENES
from tools.translations import TEXTS
from viewmodels.settings.settings import Language
from views.desk import shortcuts

MANUAL = ROOT / "docs" / "manual"
ENGLISH = MANUAL / "en"
PAGES = sorted(MANUAL.rglob("*.md"))
LARGEST_PICTURE = 70 * 1024  # letters that are not hinted have more shades, and English has two words for one
MOST_PICTURES = 46

BOLD = re.compile(r"\*\*(.+?)\*\*")
OF_PATRONS = re.compile(r'portal\("([^"]+)"\)')
QUOTED = re.compile(r"\*\*「(.+?)」\*\*")
PRESSED = re.compile(r"\b[Pp]ress(?:es)? \*\*(.+?)\*\*")
TOLD_AFTERWARDS = frozenset({"acts", "messages"})
KEY = re.compile(r"\bF\d{1,2}\b")
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)]+)\)")
PLACEHOLDER = re.compile(r"%(?:\d|n)|\{\d*\}")
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")


def texts(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def literals(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Every string that stands in some syntax, an f-string with a placeholder for each value."""
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(str(it.value) if isinstance(it, ast.Constant) else "%1" for it in node.values)


@cache
def words_of_the_program() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """What the views can say: fixed words, and sentences that something is filled into."""
    said = {text for source in (ROOT / "views").rglob("*.py") for text in literals(nodes_of(source))}
    fixed = frozenset(text for text in said if not PLACEHOLDER.search(text))
    filled = (text for text in said - fixed if JAPANESE.search(text) and "\n" not in text)
    patterns = tuple(
        re.compile(".+".join(re.escape(part) for part in PLACEHOLDER.split(text))) for text in filled
    )
    return fixed, patterns


@cache
def bound_keys() -> set[str]:
    found = re.compile(r"\bKey_(F\d{1,2})\b|QKeySequence\(\"(F\d{1,2})\"\)")
    sources = map(text_of, (ROOT / "views").rglob("*.py"))
    return {key for text in sources for shortcuts in found.findall(text) for key in shortcuts if key}


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", texts(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("folder", [MANUAL, ENGLISH], ids=["Japanese", "English"])
def test_there_is_a_manual_with_an_index_that_names_every_page(folder: Path) -> None:
    named = {link.split("#")[0] for link in LINK.findall(texts(folder / "README.md"))}
    assert {page.name for page in folder.glob("*.md")} - {"README.md"} <= named


def test_the_english_manual_has_the_same_pages_with_the_same_pictures_and_words_of_the_screen() -> None:
    japanese = {page.name: page for page in MANUAL.glob("*.md")}
    english = {page.name: page for page in ENGLISH.glob("*.md")}
    assert english.keys() == japanese.keys()
    for name, page in english.items():
        pictures = [re.findall(r"images/(?:en/)?([\w-]+\.png)", texts(it)) for it in (page, japanese[name])]
        assert pictures[0] == pictures[1], name
        assert set(KEY.findall(texts(page))) == set(KEY.findall(texts(japanese[name]))), name


def test_no_link_of_the_manual_leads_out_of_it() -> None:
    """The window's help, which shows the pages, has nothing else."""
    for page in PAGES:
        own = {it.name for it in page.parent.glob("*.md")}
        for link in LINK.findall(texts(page)):
            assert not link.partition("#")[0] or link.partition("#")[0] in own, (page.name, link)


def english_of_the_screen() -> Mapping[str, str]:
    """The English of every text that has one, by its Japanese."""
    messages = ET.parse(TEXTS).getroot().iter("message")
    return {it.findtext("source", ""): (it.findtext("translation") or "").strip() for it in messages}


def words_of_patrons() -> set[str]:
    """The texts that stay Japanese on some screen, though another one may have them in English."""
    sources = map(text_of, (ROOT / "views").rglob("*.py"))
    return {word for source in sources for word in OF_PATRONS.findall(source)}


@pytest.mark.parametrize("page", sorted(ENGLISH.glob("*.md")), ids=lambda page: page.name)
def test_the_english_manual_says_what_the_english_screen_says(page: Path) -> None:
    """What stands on an English screen in Japanese, the patron page's own words, stays Japanese there as well."""
    english = english_of_the_screen()
    filled = [
        re.compile(".+".join(re.escape(part) for part in PLACEHOLDER.split(text)))
        for text in english.values()
        if PLACEHOLDER.search(text)
    ]
    said = set(english.values())
    words = [word for word in BOLD.findall(texts(page)) if not word.startswith("「")]
    assert [word for word in words if word not in said and not any(it.fullmatch(word) for it in filled)] == []
    known = english.keys() - words_of_patrons()
    assert [word for word in QUOTED.findall(texts(page)) if word in known] == []


@pytest.mark.parametrize("page", sorted(ENGLISH.glob("*.md")), ids=lambda page: page.name)
def test_what_the_english_manual_says_to_press_is_no_word_of_what_was_done(page: Path) -> None:
    """「変更」 is "Changed" among the outcomes of acts, but a button that stays Japanese."""
    contexts: dict[str, set[str]] = {}
    for context in ET.parse(TEXTS).getroot().iter("context"):
        for message in context.iter("message"):
            english = (message.findtext("translation") or "").strip()
            contexts.setdefault(english, set()).add(context.findtext("name", ""))
    pressed = [word for word in PRESSED.findall(texts(page)) if not word.startswith("「")]
    assert [word for word in pressed if contexts.get(word, set()) <= TOLD_AFTERWARDS] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(MANUAL).as_posix())
def test_every_word_quoted_from_the_screen_is_a_word_of_the_program(page: Path) -> None:
    fixed, patterns = words_of_the_program()

    def known(word: str) -> bool:
        # A sentence may be one of several that stand together.
        of_several = word.endswith("。") and any(word in text for text in fixed)
        return word in fixed or of_several or any(pattern.fullmatch(word) for pattern in patterns)

    assert [word for word in QUOTED.findall(texts(page)) if not known(word)] == []


def test_a_word_that_no_view_has_would_be_found_out() -> None:
    fixed, patterns = words_of_the_program()
    assert "再貸出可能" in fixed
    assert "再貸出可" not in fixed
    assert not any(pattern.fullmatch("再貸出可") for pattern in patterns)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(MANUAL).as_posix())
def test_every_function_key_that_a_page_names_is_bound(page: Path) -> None:
    assert set(KEY.findall(texts(page))) <= bound_keys()


def test_the_list_of_keys_names_every_function_key_that_is_bound() -> None:
    assert set(KEY.findall(texts(MANUAL / "keys.md"))) == bound_keys()


def test_the_list_of_keys_is_the_programs_own() -> None:
    rows = re.findall(r"^\| ([^|-]+) \| ([^|]+) \|$", texts(MANUAL / "keys.md"), re.MULTILINE)
    assert tuple(rows[1:]) == shortcuts.keys_of(EVERYTHING)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(MANUAL).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in LINK.findall(texts(page)):
        target, _, anchor = link.partition("#")
        found = (page.parent / target).resolve() if target else page
        assert found.is_file(), link
        assert not anchor or anchor in anchors(found), link


def test_every_picture_that_a_document_shows_is_there_and_no_other() -> None:
    assert all_shown() == set(PICTURES.rglob("*.png"))
    assert {path.parent for path in all_shown()} == set(FOLDERS.values())


def test_the_english_manual_shows_the_english_screen() -> None:
    shown = {path.parent for page in ENGLISH.glob("*.md") for path in shown_in(page)}
    assert shown == {FOLDERS[Language.ENGLISH]}


def test_every_picture_that_a_document_shows_has_a_scene() -> None:
    named = {
        text for scene in SCENES for text in literals(ast.walk(ast.parse(inspect.getsource(scene.show))))
    }
    assert {re.sub(r"-(light|dark)$", "", path.stem) for path in all_shown()} <= named


def test_the_pictures_stay_small() -> None:
    sizes = {path: path.stat().st_size for path in PICTURES.rglob("*.png")}
    assert {path: size for path, size in sizes.items() if size > LARGEST_PICTURE} == {}
    assert len(sizes) <= MOST_PICTURES * len(FOLDERS)

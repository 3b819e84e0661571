"""Brings the translation files up to what the program says: `make translations`.

`lupdate` finds the marked texts, a person writes the English between `<translation>` and its end (or in Qt Linguist),
`lrelease` makes the file that the program reads. Both come with PySide6. The words of the patron page have a file of
their own, for they stay as they are and are only glossed (`views/language/glosses.py`). So do a new library's names of
branches, kinds of items and states (`db init`), and the words for what Koha names by codes alone; a library that
changes one reads its word alone. The command line's help is written in English, and gets its Japanese by
`tools/command_texts.py`.
"""

import ast
import subprocess
import sys
import tempfile
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

import PySide6

from services.systems.koha.masters_view import DEBARRED_WORDS, REFUSALS, STATUSES
from tools import command_texts
from views.language.glosses import CONTEXT
from views.language.translation import portal

ROOT = Path(__file__).parents[1]
TEXTS = ROOT / "resources" / "translations" / "madoguchi_en.ts"
COMPILED = TEXTS.with_suffix(".qm")
GLOSSES = ROOT / "resources" / "translations" / "glosses_en.ts"
COMPILED_GLOSSES = GLOSSES.with_suffix(".qm")
SEED = ROOT / "services" / "own_schema" / "schema" / "seed" / "kawaguchi.toml"

_FOLDERS = ("app", "views")
_STATES = ("cancel_reason", "request_status", "reference_status")


def collect(texts: Path) -> None:
    """Bring a file of texts up to the sources: new texts come in without a translation, texts that are gone leave.

    Args:
        texts: the file, which may already hold translations; they stay.
    """
    _update(texts, [str(it) for it in _sources()])


def collect_glosses(texts: Path) -> None:
    """Bring a file of glosses up to the words that the sources mark as the patron page's, and the library's own."""
    words = sorted({text for source in _sources() for text in portal_texts(source)} | set(library_texts()))
    marked = "".join(f"QT_TRANSLATE_NOOP({CONTEXT!r}, {text!r})\n" for text in words)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "words.py"
        source.write_text(marked, encoding="utf-8")
        _update(texts, [str(source)])


def portal_texts(source: Path) -> list[str]:
    """Find the texts that a file of source marks by `portal`."""
    calls = (it for it in ast.walk(ast.parse(source.read_text(encoding="utf-8"))) if isinstance(it, ast.Call))
    marked = (it.args[0] for it in calls if isinstance(it.func, ast.Name) and it.func.id == portal.__name__)
    return [it.value for it in marked if isinstance(it, ast.Constant) and isinstance(it.value, str)]


def library_texts() -> list[str]:
    """Give the names of branches, kinds of items and states that a new library has, and our words for Koha's codes."""
    seed = tomllib.loads(SEED.read_text(encoding="utf-8"))
    branches = [branch[name] for branch in seed["branch"] for name in ("name", "short_name")]
    kinds = [kind["name"] for kind in seed["material_type"]]
    states = [label for table in _STATES for label in seed["labels"][table].values()]
    return [*branches, *kinds, *states, *REFUSALS.values(), *STATUSES.values(), DEBARRED_WORDS]


def _sources() -> list[Path]:
    return sorted(it for folder in _FOLDERS for it in (ROOT / folder).rglob("*.py"))


def _update(texts: Path, sources: list[str]) -> None:
    options = ("-source-language", "ja", "-target-language", "en", "-locations", "none", "-no-obsolete")
    without_guessing = ("-disable-heuristic", "sametext", "-disable-heuristic", "similartext")
    _run("lupdate", *sources, "-ts", str(texts), *options, *without_guessing, "-sort-messages")


def compile_to(texts: Path, compiled: Path) -> None:
    """Make the file that the program reads out of what has a translation."""
    _run("lrelease", "-silent", "-removeidentical", str(texts), "-qm", str(compiled))


def missing(texts: Path) -> list[tuple[str, str]]:
    """Name every text without a finished translation, as its context and its Japanese."""
    return [
        (context.findtext("name", ""), message.findtext("source", ""))
        for context in ET.parse(texts).getroot().iter("context")  # noqa: S314 - a file of our own
        for message in context.iter("message")
        if message.find("translation[@type='unfinished']") is not None or not all(_given(message))
    ]


def _given(message: ET.Element) -> list[str]:
    """Give a text's translation, or all of them where the number counts."""
    forms = message.findall("translation/numerusform") or message.findall("translation")
    return [(form.text or "").strip() for form in forms]


def _run(program: str, *arguments: str) -> None:
    subprocess.run([str(Path(PySide6.__file__).with_name(program)), *arguments], check=True)


def main() -> int:
    """Collect, compile, and tell what is missing; 1 if anything is."""
    collect(TEXTS)
    compile_to(TEXTS, COMPILED)
    collect_glosses(GLOSSES)
    compile_to(GLOSSES, COMPILED_GLOSSES)
    command_texts.compile_texts(command_texts.read_texts(command_texts.TEXTS), command_texts.COMPILED)
    left = missing(TEXTS) + missing(GLOSSES)
    for context, text in left:
        print(f"no English yet: {context}: {text}")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())

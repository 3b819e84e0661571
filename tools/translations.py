"""Brings the translation files up to what the program says: `make translations`.

`lupdate` finds the marked texts, a person writes the English between `<translation>` and its end (or in Qt Linguist),
`lrelease` makes the file that the program reads. Both come with PySide6.
"""

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import PySide6

ROOT = Path(__file__).parents[1]
TEXTS = ROOT / "resources" / "translations" / "madoguchi_en.ts"
COMPILED = TEXTS.with_suffix(".qm")


def collect(texts: Path) -> None:
    """Bring a file of texts up to the sources: new texts come in without a translation, texts that are gone leave.

    Args:
        texts: the file, which may already hold translations; they stay.
    """
    sources = sorted(str(it) for folder in ("app", "views") for it in (ROOT / folder).rglob("*.py"))
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
    left = missing(TEXTS)
    for context, text in left:
        print(f"no English yet: {context}: {text}")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())

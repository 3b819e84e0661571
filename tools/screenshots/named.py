"""Which pictures the documents show: a picture is drawn because a document names it.

The English manual shows the English screen, in pictures of its own.
"""

import re
from pathlib import Path

from viewmodels.settings.settings import Language

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "images"
FOLDERS = {Language.JAPANESE: PICTURES, Language.ENGLISH: PICTURES / "en"}
DOCUMENTS = (ROOT / "README.md", ROOT / "README.ja.md", *sorted((ROOT / "docs").rglob("*.md")))

_SHOWN = re.compile(r"!\[[^\]]*\]\(([^)]+\.png)\)")


def shown_in(document: Path) -> tuple[Path, ...]:
    """List the pictures that a document shows, as whole paths, in its order."""
    text = document.read_text(encoding="utf-8")
    return tuple((document.parent / found).resolve() for found in _SHOWN.findall(text))


def all_shown() -> frozenset[Path]:
    """Name every picture that any document shows."""
    return frozenset(path for document in DOCUMENTS for path in shown_in(document))

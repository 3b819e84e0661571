"""docs/wording.md names every text with its places, its length and the program's own words, and no other."""

import re

import pytest

from services.files.wording import own_texts
from services.rules.wording import TEXTS, TextShape
from tools.screenshots.named import ROOT

PAGE = (ROOT / "docs" / "wording.md").read_text(encoding="utf-8")


def line_of(name: str, shape: TextShape) -> str:
    must, may = (" ".join(f"`{{{place}}}`" for place in sorted(places)) for places in (shape.must, shape.may))
    cells = (f"`{name}`", must, may, str(shape.longest), "below" if shape.lines else own_texts()[name])
    return " ".join(("|", *" | ".join(cells).split(), "|"))


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_has_its_line(name: str) -> None:
    assert line_of(name, TEXTS[name]) in PAGE.splitlines()


@pytest.mark.parametrize("name", [name for name, shape in TEXTS.items() if shape.lines])
def test_every_body_stands_beneath(name: str) -> None:
    text = "".join(f"    {line}".rstrip() + "\n" for line in own_texts()[name].split("\n"))
    assert f"\n`{name}`:\n\n{text}" in PAGE


def test_no_other_text_is_named() -> None:
    assert set(re.findall(r"(?m)^\| `([\w.]+)` ", PAGE)) == set(TEXTS)

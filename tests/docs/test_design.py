"""docs/design.md says what the tokens and the style sheet say."""

import re
from dataclasses import fields
from pathlib import Path

from services.files.resources import resource_bytes
from views.passwords import large_password
from views.style.theme import STYLE
from views.style.tokens import Colours, Scheme, Sizes, Tokens

PAGE = (Path(__file__).parents[2] / "docs" / "design.md").read_text(encoding="utf-8")
STYLE_SHEET = resource_bytes(STYLE).decode()


def rows(heading: str) -> list[list[str]]:
    """Read the table under a heading, without its own headings."""
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_every_size_is_told_as_it_is() -> None:
    told = {name: int(pixels) for name, pixels, _ in (*rows("Type"), *rows("Distances"))}
    sizes = Tokens.of(Scheme.LIGHT).sizes
    assert told == {item.name: getattr(sizes, item.name) for item in fields(Sizes)}


def test_every_colour_is_told_as_it_is() -> None:
    told = {name: (light.strip("`"), dark.strip("`")) for name, light, dark, _ in rows("Colours")}
    light, dark = Tokens.of(Scheme.LIGHT).colours, Tokens.of(Scheme.DARK).colours
    assert told == {
        item.name: (getattr(light, item.name), getattr(dark, item.name)) for item in fields(Colours)
    }


def test_every_kind_of_button_is_told() -> None:
    told = {kind.strip("`") for kind, _ in rows("Buttons and fields")} - {"(none)"}
    assert told == set(re.findall(r'QPushButton\[kind="([\w-]+)"\]', STYLE_SHEET))


def test_the_ring_is_called_what_the_style_sheet_calls_it() -> None:
    assert set(re.findall(r"`\$(\w+)`", PAGE)) == {"ring"}
    assert "border: $ring;" in STYLE_SHEET


def test_the_password_is_as_large_as_told() -> None:
    told = re.search(r"larger than all of these: (\d+) pixels", PAGE)
    assert told is not None
    assert int(told[1]) == large_password._TYPE  # noqa: SLF001

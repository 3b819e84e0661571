"""The manual says of each line of 統計 what the program says that it counts."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from services.rules.figures import FigureLine
from tests.docs.test_manual import ENGLISH, MANUAL, texts
from tools.translations import TEXTS
from views.today.figure_words import LINES

ROW = re.compile(r"^\| (.+?) \| (.+?) \|$", re.MULTILINE)


def defined(folder: Path, heading: str) -> list[tuple[str, str]]:
    section = texts(folder / "supervisor.md").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return [(line, meaning) for line, meaning in ROW.findall(section)][1:]


def english() -> dict[str, str]:
    (context,) = (it for it in ET.parse(TEXTS).getroot().iter("context") if it.findtext("name") == "figures")
    return {it.findtext("source", ""): it.findtext("translation", "") for it in context.iter("message")}


@pytest.mark.parametrize("heading", ["統計", "Figures"])
def test_each_line_is_defined_as_the_program_defines_it(heading: str) -> None:
    said = [LINES[line] for line in FigureLine]
    if heading == "統計":
        assert defined(MANUAL, heading) == said
    else:
        words = english()
        assert defined(ENGLISH, heading) == [(words[line], words[meaning]) for line, meaning in said]

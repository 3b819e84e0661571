"""docs/settings.md names every key that a settings file may have, docs/commands.md every command."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from app.cli.parser import OneLineParser, build_parser
from app.settings.settings_text import said
from services.slips.content import SlipKind
from tools.screenshots.named import ROOT
from viewmodels.settings.setting_keys import KINDS

SETTINGS = tuple(ROOT / "docs" / name for name in ("settings.md", "settings.ja.md"))
COMMANDS = tuple(ROOT / "docs" / name for name in ("commands.md", "commands.ja.md"))


def example(page: Path) -> str:
    """Give the settings file that a page shows."""
    (block,) = re.findall(r"^```toml\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return str(block)


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The name of every command, with the names of its groups before it (`db init`)."""
    made: set[str] = set()
    groups: set[str] = set()

    class Noting(OneLineParser):
        def __init__(self, *args: Any, **given: Any) -> None:
            super().__init__(*args, **given)
            made.add(self.prog)

        def add_subparsers(self, **given: Any) -> Any:
            groups.add(self.prog)
            return super().add_subparsers(**given)

    monkeypatch.setattr("app.cli.parser.OneLineParser", Noting)
    program = build_parser().prog
    return {name.removeprefix(f"{program} ") for name in made - groups}


def named_commands(page: Path) -> set[str]:
    """Name the commands that a page's table has in its first column, one for each of `a|b`."""
    rows = re.findall(r"^\| (`.+?`) \| ", page.read_text(encoding="utf-8"), re.MULTILINE)
    quoted = {it for row in rows for it in re.findall(r"`([^`]+)`", row)}
    found = set()
    for words in quoted:
        first, _, rest = words.partition(" ")
        for alternative in rest.split(r"\|"):
            found |= {first, f"{first} {alternative.split()[0]}"} if alternative.strip() else {first}
        found |= {f"{first} {it.split()[-1]}" for it in rest.split(r" \| ") if it}
    return found


@pytest.mark.parametrize("page", SETTINGS, ids=lambda page: page.name)
def test_every_key_of_a_settings_file_is_named_with_a_value_that_it_takes(page: Path) -> None:
    values, strange = said(tomllib.loads(example(page)), page.name)
    tables = tuple(f"printing.{slip}" for slip in SlipKind)  # named in the comment beside [printing]
    own = {key for key in KINDS if key.rpartition(".")[0] in tables}
    assert len(own) > len(tables)
    assert (set(values), strange) == (set(KINDS) - own, ())
    assert all(f"[{table}]" in example(page) for table in tables)


def test_both_languages_show_the_same_settings_file() -> None:
    english, japanese = (tomllib.loads(example(page)) for page in SETTINGS)
    assert english == japanese


@pytest.mark.parametrize("page", COMMANDS, ids=lambda page: page.name)
def test_every_command_is_named(page: Path, commands: set[str]) -> None:
    assert {"db init", "desk", "audit seal"} <= commands
    assert commands - named_commands(page) == set()

"""The tables of what a screen reader does name things that the program has; `make try-accessibility` plays them."""

import sys
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from tests.docs.test_manual import words_of_the_program
from tools.try_accessibility.things import AtspiRole, Thing

if TYPE_CHECKING:
    from tools.try_accessibility.reader import ReaderStep

TABLES = {"work": "WORK", "today": "TODAY", "own_work": "OWN_WORK"}
OF_DATA = {AtspiRole.LABEL, AtspiRole.PART}
"""Names, titles and reasons, which come from the library."""


class Absent(ModuleType):
    """Stands for a module that only the system's Python has."""

    def __getattr__(self, name: str) -> str:
        return name


@pytest.fixture
def things(monkeypatch: pytest.MonkeyPatch) -> set[Thing]:
    """All things that the tables name, read without AT-SPI."""
    kept = dict(sys.modules)
    for name in ("pyatspi", "gi", "gi.repository"):
        monkeypatch.setitem(sys.modules, name, Absent(name))
    steps: list[ReaderStep] = []
    for module, table in TABLES.items():
        steps += getattr(import_module(f"tools.try_accessibility.{module}"), table)
    for name in [it for it in sys.modules if it.startswith("tools.try_accessibility.") and it not in kept]:
        del sys.modules[name]
    return {thing for step in steps for argument in step.arguments for thing in _things_in(argument)}


def _things_in(argument: object) -> Iterator[Thing]:
    if isinstance(argument, Thing):
        yield argument
        yield from _things_in(argument.within)
    elif isinstance(argument, tuple):
        for part in argument:
            yield from _things_in(part)


def test_the_program_has_what_the_tables_name(things: set[Thing]) -> None:
    fixed, patterns = words_of_the_program()
    names = {it.name.removesuffix(" *件") for it in things if it.role not in OF_DATA}
    missing = {name for name in names - fixed if not any(pattern.fullmatch(name) for pattern in patterns)}
    assert len(names) > 60
    assert missing == set()

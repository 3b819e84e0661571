from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.helpers import sampled
from tests.helpers.sampled import FEW, PARTS, chosen, left_to_combinations

DATABASES = ("sqlite", "postgresql")
MANY = 300
WINDOW = ("qtbot", "theme")
LIBRARY = ("library", "dialect")


@dataclass(frozen=True)
class Case:
    """What the rules ask of a test."""

    name: str
    case: tuple[str, ...] = ()
    fixturenames: tuple[str, ...] = ()
    mark: pytest.MarkDecorator | None = None

    @property
    def nodeid(self) -> str:
        return f"tests/{self.name}" + (f"[{'-'.join(self.case)}]" if self.case else "")

    @property
    def callspec(self) -> Any:
        database = next((it for it in self.case if it in DATABASES), None)
        return SimpleNamespace(id="-".join(self.case), params={"dialect": database} if database else {})

    def get_closest_marker(self, _name: str) -> pytest.Mark | None:
        return None if self.mark is None else self.mark.mark


def left(tests: Iterable[Case]) -> set[Case]:
    return cast("set[Case]", chosen(cast("Iterable[pytest.Item]", tests)))


def on(database: str, tests: Iterable[Case]) -> set[str]:
    return {"-".join(it for it in test.case if it != database) for test in tests if database in test.case}


def both(name: str, cases: Iterable[str], **others: Any) -> list[Case]:
    return [Case(name, (*it, each), LIBRARY, **others) for each, *it in product(DATABASES, cases)]


def test_what_runs_on_both_runs_on_sqlite_and_a_third_of_it_on_postgresql() -> None:
    tests = [Case(f"test_{n}", (it,), LIBRARY) for n, it in product(range(MANY), DATABASES)]
    went = set(tests) - left(tests)
    assert len([it for it in went if it.case == ("sqlite",)]) == MANY
    assert len([it for it in went if it.case == ("postgresql",)]) == pytest.approx(MANY / PARTS, rel=0.2)


def test_of_a_long_table_each_case_runs_on_one_database() -> None:
    cases = {f"case {n}" for n in range(MANY)}
    tests = both("test_it", cases)
    went = set(tests) - left(tests)
    assert on("sqlite", went) | on("postgresql", went) == cases
    assert on("sqlite", went) & on("postgresql", went) == set()
    assert len(on("postgresql", went)) == pytest.approx(MANY / PARTS, rel=0.2)


@pytest.mark.parametrize(
    ("name", "fixtures"),
    [("test_it", WINDOW), ("services/schema/postgresql/before/test_it", ("city",))],
)
def test_of_a_long_table_of_windows_or_of_the_version_before_a_third_is_gone_through(
    name: str, fixtures: tuple[str, ...]
) -> None:
    tests = [Case(name, (f"case {n}",), fixtures) for n in range(MANY)]
    assert len(left(tests)) == MANY - MANY // PARTS
    assert left(reversed(tests)) == left(tests)


def test_a_table_is_never_left_out_as_a_whole() -> None:
    tests = [Case("test_it", (f"case {n}",), WINDOW) for n in range(FEW + 1)]
    assert len(set(tests) - left(tests)) == 1


@pytest.mark.parametrize(
    "tests",
    [
        [Case("test_it", (f"case {n}",), WINDOW) for n in range(FEW)],
        [Case("test_it", (f"case {n}",), ("tmp_path",)) for n in range(MANY)],
        [Case("test_it", (f"case {n}", "postgresql"), ("city", "postgres")) for n in range(MANY)],
        [Case("test_it", (f"case {n}", "sqlite"), LIBRARY) for n in range(MANY)],
        [Case(f"test_{n}", (), WINDOW) for n in range(MANY)],
        both("test_it", ["one", "another"], mark=pytest.mark.whole("It is why others are left out.")),
    ],
    ids=["few", "no window", "PostgreSQL alone", "a file", "no table", "whole"],
)
def test_nothing_else_is_left_out(tests: list[Case]) -> None:
    assert left(tests) == set()


def test_whole_wants_a_reason() -> None:
    with pytest.raises(pytest.UsageError, match="whole wants a reason"):
        left([Case("test_it", (), WINDOW, pytest.mark.whole)])


def test_who_names_a_file_or_a_word_or_asks_for_everything_goes_through_all(
    pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    tests = cast("list[pytest.Item]", both("test_it", [f"case {n}" for n in range(MANY)]))
    monkeypatch.setattr(sampled, "EVERY_ONE", False)
    monkeypatch.setattr(pytestconfig, "args", ["tests"])
    monkeypatch.setattr(pytestconfig.option, "keyword", "")
    assert left_to_combinations(pytestconfig, tests)
    monkeypatch.setattr(pytestconfig, "args", ["tests/views"])
    assert not left_to_combinations(pytestconfig, tests)
    monkeypatch.setattr(pytestconfig, "args", ["tests"])
    monkeypatch.setattr(pytestconfig.option, "keyword", "renewal")
    assert not left_to_combinations(pytestconfig, tests)
    monkeypatch.setattr(pytestconfig.option, "keyword", "")
    monkeypatch.setattr(sampled, "EVERY_ONE", True)
    assert not left_to_combinations(pytestconfig, tests)

"""What `make test` leaves to `make combinations`: a case on its second database, most cases of a long table.

Two rules, and no list of tests:

- What a test runs on both databases, it runs on SQLite, and one case of three on PostgreSQL, too. A case of a long
  table runs on one of them, one of three on PostgreSQL: so no case is left out. That every act does the same on both
  is held by tests that are whole.
- Of a long table each case of which opens a window, or works on tables that are open to the version before, one case of
  three is gone through. Tables of today's PostgreSQL are whole: each case is the only proof of one of its guards.

Which case that is depends on its name alone. A test marked `whole` is left as it is: one that stands for others, or
that chooses a part of its table by itself (`combinations.py`). Who names a file, a folder
or a word (`-k`) goes through all that is there.
"""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from zlib import crc32

import pytest

from tests.helpers.combinations import EVERY_ONE

LEFT_TO: Final = "a part of its table is gone through, or one database (make combinations goes through all)"
PARTS: Final = 3
"""One case of so many is gone through."""
FEW: Final = 3
"""A table of so many cases is no long one."""
_DATABASE = ("dialect", "shared_url")
_DATABASES = ("sqlite", "postgresql")
_WINDOW = "qtbot"
"""What every test with a window asks for in the end."""
_OF_BEFORE = "tests/services/schema/postgresql/before/"


def left_to_combinations(config: pytest.Config, items: Iterable[pytest.Item]) -> set[pytest.Item]:
    """Choose the tests that aren't gone through in this run.

    Args:
        config: the run's; one of a part of the tests, or of every combination, leaves out none.
        items: the tests that can run here.
    """
    return set() if EVERY_ONE or not _is_of_everything(config) else chosen(items)


def chosen(items: Iterable[pytest.Item]) -> set[pytest.Item]:
    """Choose by the two rules.

    Raises:
        pytest.UsageError: a test is marked `whole` without a reason.
    """
    tables: dict[str, dict[str, list[pytest.Item]]] = defaultdict(lambda: defaultdict(list))
    for item in items:
        if not _is_whole(item):
            tables[item.nodeid.partition("[")[0]][_case(item)].append(item)
    return {item for name, cases in tables.items() for item in _left_out(name, cases)}


def _left_out(name: str, cases: dict[str, list[pytest.Item]]) -> Iterable[pytest.Item]:
    is_long = len(cases) > FEW
    if any(len(of_one) > 1 for of_one in cases.values()):
        for case, of_one in cases.items():
            on = {_database(item): item for item in of_one}
            if len(on) == len(_DATABASES):
                if crc32(f"{name}{case}".encode()) % PARTS:
                    yield on["postgresql"]
                elif is_long:
                    yield on["sqlite"]
    elif is_long and all(_is_dear(item) for of_one in cases.values() for item in of_one):
        first, *others = sorted(cases, key=lambda case: crc32(f"{name}{case}".encode()))
        kept = {first, *others[: len(cases) // PARTS - 1]}
        yield from (item for case, of_one in cases.items() if case not in kept for item in of_one)


def _is_of_everything(config: pytest.Config) -> bool:
    named = {Path(config.rootpath, arg).resolve() for arg in config.args}
    everything = {Path(config.rootpath, path).resolve() for path in config.getini("testpaths")}
    return named == everything and not (config.option.keyword or config.option.markexpr)


def _is_whole(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("whole")
    if marker is None:
        return False
    if len(marker.args) != 1 or not isinstance(marker.args[0], str):
        raise pytest.UsageError(f"{item.nodeid}: whole wants a reason")
    return True


def _is_dear(item: pytest.Item) -> bool:
    return _WINDOW in getattr(item, "fixturenames", ()) or item.nodeid.startswith(_OF_BEFORE)


def _database(item: pytest.Item) -> str | None:
    call = getattr(item, "callspec", None)
    found = (None if call is None else call.params.get(name) for name in _DATABASE)
    return next((it for it in found if it in _DATABASES), None)


def _case(item: pytest.Item) -> str:
    """Name a case without its database."""
    call = getattr(item, "callspec", None)
    if call is None:
        return ""
    parts, database = str(call.id).split("-"), _database(item)
    if database in parts:
        parts.remove(database)
    return "-".join(parts)

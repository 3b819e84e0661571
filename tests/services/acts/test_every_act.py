"""No act is missing in the register, and each stands in it as it is."""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import get_type_hints

import pytest

import services.acts
from services.act_requests import ActRequest
from services.library import Library
from tests.helpers.patrons import Town
from tests.services.acts.every_act import EVERY_ACT
from tests.services.acts.staging import StagedAct, all_rows, changed, records

on_one_loop = pytest.mark.asyncio(loop_scope="module")
_VERB = re.compile(r"[a-z]+\.[a-z]+(_[a-z]+)*")


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(services.acts.__path__, "services.acts."):
        yield importlib.import_module(found.name)


def verbs() -> set[str]:
    """Every text in the acts' code that reads as a verb of a record."""
    found: set[str] = set()
    for module in modules():
        tree = ast.parse(Path(inspect.getsourcefile(module) or "").read_text(encoding="utf-8"))
        texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
        found.update(text for text in texts if isinstance(text, str) and _VERB.fullmatch(text))
    return found


def orders() -> set[type[ActRequest]]:
    """Every kind of order that a public method of some acts takes."""
    found: set[type[ActRequest]] = set()
    for module in modules():
        for name, kind in inspect.getmembers(module, inspect.isclass):
            if name.endswith("Acts") and kind.__module__ == module.__name__:
                found.update(_taken_by(kind))
    return found - {ActRequest}


def _taken_by(kind: type) -> Iterator[type[ActRequest]]:
    for name, method in inspect.getmembers(kind, inspect.iscoroutinefunction):
        if not name.startswith("_"):
            hints = get_type_hints(method)
            yield from (
                hint for hint in hints.values() if inspect.isclass(hint) and issubclass(hint, ActRequest)
            )


def test_every_verb_is_in_the_register() -> None:
    assert {act.verb for act in EVERY_ACT} == verbs()


def test_every_order_is_in_the_register() -> None:
    assert {act.order for act in EVERY_ACT} == orders()


def test_no_name_stands_twice() -> None:
    assert len({act.name for act in EVERY_ACT}) == len(EVERY_ACT)


@on_one_loop
@pytest.mark.parametrize("act", EVERY_ACT, ids=lambda act: act.name)
async def test_an_act_changes_its_tables_and_leaves_one_record(
    act: StagedAct, shared_library: Library, shared_town: Town
) -> None:
    staged = await act.staged(shared_town, shared_library)
    order = act.ordered(staged)
    before = await all_rows(shared_town.db)
    await act.done(shared_library, order)
    assert changed(before, await all_rows(shared_town.db)) == act.changes | {"act"}
    (record,) = await records(shared_town, order)
    assert (record["id"], record["verb"], record["patron_id"]) == (order.act_id, act.verb, staged.patron_id)

"""No act is missing in the tests' list, and each stands in the register as it is."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import ModuleType, get_original_bases
from typing import Any, get_args, get_type_hints

import pytest

import services.acts
from services.acts.register import REGISTER, RegisteredAct
from services.contract.act_requests import ActRequest
from services.own_schema.library import Library
from tests.helpers.patrons import Town
from tests.services.acts.every_act import EVERY_ACT
from tests.services.acts.staging import StagedAct, all_rows, changed, records

on_one_loop = pytest.mark.asyncio(loop_scope="module")
each_entry = pytest.mark.parametrize("entry", REGISTER.values(), ids=lambda entry: entry.verbs[0])


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(services.acts.__path__, "services.acts."):
        yield importlib.import_module(found.name)


def requests() -> set[type[ActRequest[Any]]]:
    """Every kind of request that says what its act answers."""
    found: set[type[ActRequest[Any]]] = set()
    for module in modules():
        for _, kind in inspect.getmembers(module, inspect.isclass):
            if issubclass(kind, ActRequest) and not kind.__type_params__:
                found.add(kind)
    return found


def test_every_verb_is_in_the_list() -> None:
    verbs = {verb for entry in REGISTER.values() for verb in entry.verbs}
    assert {act.verb for act in EVERY_ACT} == verbs


def test_every_request_is_in_the_register_and_in_the_list() -> None:
    assert set(REGISTER) == requests()
    assert {act.order for act in EVERY_ACT} == requests()


def test_a_verb_belongs_to_one_act() -> None:
    verbs = [verb for entry in REGISTER.values() for verb in entry.verbs]
    assert len(verbs) == len(set(verbs))


@each_entry
def test_what_a_request_promises_is_what_its_plan_and_its_record_answer(
    entry: RegisteredAct[Any, Any],
) -> None:
    (promised,) = get_args(get_original_bases(entry.request)[0])
    (planned,) = get_args(get_type_hints(entry.plan)["return"])
    repeated = get_type_hints(entry.repeated)["return"]
    assert {planned, repeated} == {type(None) if promised is None else promised}


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

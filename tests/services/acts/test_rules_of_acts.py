"""Each rule of the library's is held to its act: what it refuses, the act refuses, and nothing is changed.

The rules themselves are tested as pure functions under `tests/services/rules`; the table is `rules_of_acts.py`. What is
refused is decided before the database is written to, in Python, so it is held on one of them; what is allowed on both.
"""

from typing import Any

import pytest

from services.contract.act_requests import ActRequest
from services.contract.errors import ActRefused
from services.own_schema.library import Library
from services.rules.decision import Reason
from tests.helpers.patrons import Town
from tests.services.acts.every_act import EVERY_ACT
from tests.services.acts.happenings import Scene
from tests.services.acts.rules_of_acts import NOT_AN_ACTS, ON_THE_PHONE, RULES, STILL_ALLOWED, Line
from tests.services.acts.staging import all_rows, changed

BY_NAME = {act.name: act for act in EVERY_ACT}


async def ordered(line: Line, town: Town, library: Library) -> ActRequest[Any]:
    """Set the act's stage, let happen what the line says, and order what the clerk then sees."""
    act = BY_NAME[line.act]
    scene = Scene(town, library, await act.staged(town, library))
    for happens in line.happens:
        await happens(scene)
    if line.order.get("actor") is ON_THE_PHONE:
        await town.identified(scene.staged.patron_id, ON_THE_PHONE)
    seen_now = {"seen_version": await scene.version(act)} if "seen_version" in scene.staged.fields else {}
    return act.ordered(scene.staged, **(seen_now | dict(line.order)))


def test_every_reason_is_held_to_an_act() -> None:
    held = {reason for line in RULES for reason in line.reasons}
    assert held | NOT_AN_ACTS == set(Reason)
    assert held & NOT_AN_ACTS == set()


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
@pytest.mark.parametrize("line", RULES, ids=str)
async def test_what_a_rule_refuses_the_act_refuses(line: Line, library: Library, town: Town) -> None:
    order = await ordered(line, town, library)
    before = await all_rows(town.db)
    with pytest.raises(ActRefused) as refused:
        await BY_NAME[line.act].done(library, order)
    assert refused.value.refusal.reasons == line.reasons
    assert changed(before, await all_rows(town.db)) == frozenset()


@pytest.mark.parametrize("line", STILL_ALLOWED, ids=str)
async def test_what_a_rule_allows_the_act_does(line: Line, library: Library, town: Town) -> None:
    order = await ordered(line, town, library)
    await BY_NAME[line.act].done(library, order)
    assert order.act_id in {record["id"] for record in await town.acts()}

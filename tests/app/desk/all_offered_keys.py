"""Keys of a desk on a system that lacks something: each that is named changes something, and no other does."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from services.acts.as_offered import EVERYTHING, with_places
from services.own_schema.library import Library
from services.rules.vocabulary import Role
from tests.app.desk.offered_keys import (
    Half,
    check_foot,
    check_half,
    check_help,
    check_panels,
    halves,
    offers_of,
    paint_once,
)
from tests.app.desk.offers_cases import CASES
from tests.app.desk.offers_scene import fill, open_scene
from tests.helpers.patrons import Town
from tests.helpers.unknown_values import VALUES

ROLES = (Role.COUNTER, Role.SUPERVISOR)
TENTHS = 10
"""The halves are tried in so many tests, for they take a while."""


@pytest.fixture
async def library(library: Library) -> Library:
    await fill(await Town.found(library.db))
    return library


CASES_AND_ROLES = (
    *(("everything", role) for role in ROLES),
    *((case, ROLES[place % len(ROLES)]) for place, case in enumerate(CASES)),
)
"""Each case has one of the roles: the halves below try both, and each thing is missing in a hundred of them."""


@pytest.mark.parametrize(("case", "role"), CASES_AND_ROLES, ids=lambda it: getattr(it, "value", it))
async def test_the_keys_that_are_named_are_those_that_are_there(
    qtbot: QtBot, qapp: QApplication, library: Library, case: str, role: Role
) -> None:

    offers = with_places(CASES.get(case, EVERYTHING))
    async with open_scene(qapp, library, offers, role) as scene:
        await paint_once(scene)
        await check_help(scene)
        await check_foot(scene)
        await check_panels(scene)


@pytest.mark.parametrize("role", ROLES, ids=lambda it: it.value)
@pytest.mark.parametrize("case", ["everything", "loans alone"])
async def test_the_keys_that_are_named_are_there_where_no_value_is_known(
    qtbot: QtBot, qapp: QApplication, library: Library, case: str, role: Role
) -> None:
    offers = with_places(CASES.get(case, EVERYTHING))
    async with open_scene(qapp, library, offers, role, frozenset(VALUES)) as scene:
        await paint_once(scene)
        await check_foot(scene)
        await check_panels(scene)


@pytest.mark.parametrize("tenth", range(TENTHS))
@settings(
    max_examples=200 // TENTHS,
    derandomize=True,
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
@given(half=halves(), role=st.sampled_from(ROLES))
async def test_of_any_half_of_a_system(
    qtbot: QtBot, qapp: QApplication, library: Library, tenth: int, *, half: Half, role: Role
) -> None:
    await check_half(qapp, library, offers_of(half, tenth), role)

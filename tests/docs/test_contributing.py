"""The example of CONTRIBUTING is an act that works."""

import re
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from services.contract.errors import ActRefused, DoneAlready
from services.own_schema.library import Library, build_library, open_library
from services.own_schema.password_hashing import PasswordHasher
from services.rules.vocabulary import PatronReport, Role
from tests.helpers.patrons import Town, clerk

ROOT = Path(__file__).parents[2]
_IMPORTS = """
from dataclasses import dataclass

from services.contract.act_requests import ActRequest
from services.acts import act_changes
from services.acts.plan import ActContext, ActPlan, Recorded
from services.acts.register import RegisteredAct
from services.contract.errors import DoneAlready
from services.contract.require_allowed import require_allowed
from services.rules.permissions import Permission
"""


def example() -> tuple[str, str]:
    """Give what the example has in the file of acts, and its line in the register."""
    section = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## An act, by an example")[1]
    first, second = re.findall(
        r"^ *```python\n(.*?)^ *```$", section.split("\n## ")[0], re.DOTALL | re.MULTILINE
    )
    return dedent(first), dedent(second)


async def test_the_act_of_the_example_is_done_recorded_and_repeated(
    sqlite_url: str, cheap_hasher: PasswordHasher
) -> None:
    async with open_library(sqlite_url, hasher=cheap_hasher) as library:
        await _does_what_it_says(library, await Town.found(library.db), cheap_hasher)


async def _does_what_it_says(library: Library, town: Town, cheap_hasher: PasswordHasher) -> None:
    module, line = example()
    names: dict[str, Any] = {"__name__": "the_example"}
    exec(_IMPORTS + module, names)
    entry, request = eval(line, names), names["SettleAll"]
    acts = build_library(library.db, library.masters, cheap_hasher, {request: entry}).backend.acts
    patron_id = await town.patron()
    with pytest.raises(DoneAlready):
        await acts.perform(request(actor=clerk(Role.SUPERVISOR), patron_id=patron_id))
    for kind in (PatronReport.RETURNED, PatronReport.REACHED):
        await town.report(patron_id, kind=kind)
    with pytest.raises(ActRefused):
        await acts.perform(request(actor=clerk(), patron_id=patron_id))
    wanted = request(actor=clerk(Role.SUPERVISOR), patron_id=patron_id)
    assert (await acts.perform(wanted)).result == 2
    again = await acts.perform(wanted)
    assert (again.result, again.repeated) == (2, True)
    assert [record["verb"] for record in await town.acts()] == ["report.settle_all"]

"""What a library that is made and opened doesn't load; in a process of its own, since tests load everything."""

import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[3]
_SCRIPT: Final = """
import asyncio, sys
from services.own_schema.bare_packages import load_sqlalchemy

load_sqlalchemy()
from services.contract.actor import Actor, StaffMember
from services.own_schema.demo.opening import demo_library
from services.own_schema.library import open_library
from services.rules.vocabulary import Channel, Role

ACTOR = Actor(StaffMember("counter", "窓口", Role.COUNTER), 1, "x", Channel.COUNTER)

async def look():
    async with demo_library(patrons=100) as url, open_library(url) as library:
        print((await library.backend.look_ups.by_card("100000001", ACTOR)).card_number)

asyncio.run(look())
print(*sys.modules)
"""


def test_a_library_is_made_and_read_without_the_orm_and_without_all_countries() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT], cwd=ROOT, capture_output=True, text=True, check=True
    )
    card, modules = done.stdout.splitlines()
    assert card == "100000001"
    loaded = modules.split()
    assert [it for it in loaded if it.startswith("sqlalchemy.orm")] == []
    countries = {it for it in loaded if it.startswith("holidays.countries.")}
    assert countries == {"holidays.countries.japan"}

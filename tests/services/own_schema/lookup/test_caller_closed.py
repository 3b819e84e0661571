"""That a number is closed to callers is told by the look at it, on real databases."""

from services.contract.actor import Actor
from services.contract.snapshot import PatronSnapshot, PhoneSummary
from services.own_schema.database.tables import circulation_rule, identity_check
from services.own_schema.library import Library
from tests.helpers.patrons import CARD, Town, clerk
from tests.services.own_schema.lookup.test_caller_misses import (
    BORN,
    CALLER,
    OF_NOBODY,
    by_number,
    login,
    minute,
    patron_id,
    without,
)
from viewmodels.core.snapshot_diff import is_same

__all__ = ["patron_id"]


async def by_look(library: Library, actor: Actor = CALLER) -> str:
    """Tell from when a number's look lets a caller be checked: `open`, or until when it is closed for whom."""
    answer = await library.backend.look_ups.by_card(CARD, actor)
    assert isinstance(answer, PhoneSummary)
    if answer.closed is None:
        return "open"
    return f"{'login' if answer.closed.of_login else 'patron'} until {answer.closed.until:%H:%M}"


async def test_the_look_by_telephone_tells_that_a_number_is_closed(
    library: Library, town: Town, patron_id: int
) -> None:
    told = []
    for name in ("staff01", "staff02", "staff03"):
        told.append(await by_look(library))
        await by_number(library, patron_id, login(name))
    assert told == ["open"] * 3
    assert await by_look(library) == await by_look(library, login("staff04")) == "patron until 10:15"
    look_ups = library.backend.look_ups
    typed = await look_ups.by_card(CARD, CALLER)
    assert is_same(typed, await look_ups.again(patron_id, CALLER))
    assert is_same(typed, await look_ups.refresh(patron_id, CALLER))
    assert isinstance(await library.backend.look_ups.by_card(CARD, clerk()), PatronSnapshot)
    assert len(await town.all_rows(identity_check)) == 3
    await town.set_time(minute(16))
    assert await by_look(library) == "open"


async def test_the_look_tells_that_the_login_is_closed(library: Library, town: Town, patron_id: int) -> None:
    await town.change(circulation_rule, circulation_rule.c.name == "identity_misses_of_login", value=2)
    for _ in range(2):
        await without(library, OF_NOBODY)
    assert await by_look(library) == "login until 10:15"
    assert await by_look(library, login("staff02")) == "open"


async def test_the_look_tells_nothing_of_misses_of_a_name(library: Library, patron_id: int) -> None:
    """Else looks at all numbers would tell, without a miss, whose of them bears a name that was told three times."""
    for name in ("staff01", "staff02", "staff03"):
        await without(library, actor=login(name))
    assert await by_look(library, login("staff04")) == "open"
    assert await by_number(library, patron_id, login("staff04")) == "patron until 10:15"


async def test_who_was_identified_stays_open_though_others_missed(library: Library, patron_id: int) -> None:
    assert await by_number(library, patron_id, facts=BORN) == "opened"
    for name in ("staff02", "staff03", "staff04"):
        await by_number(library, patron_id, login(name))
    assert isinstance(await library.backend.look_ups.again(patron_id, CALLER), PatronSnapshot)
    assert await by_look(library) == "patron until 10:15"

"""A search that another system answers: on record before it is answered, and bounded as a search here."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.contract.actor import Actor
from services.contract.errors import NotPermitted, SearchUnfit, SystemBusy
from services.contract.hits import Hit, Hits
from services.rules.people.hourly_bounds import MOST_NAMED, SPAN, Pause
from services.rules.people.search import Query, SearchText
from services.rules.vocabulary import Channel
from tests.helpers.patrons import NOW
from tests.services.contract.recording_scene import HER, Scene
from tests.services.own_schema.today.busy_scene import searches

BY_NAME, BY_DAY = SearchText(words="カワグチ"), SearchText(birth_date="S55.4.2")


def hits(count: int, *, more: bool = False) -> Hits:
    each = Hit(51, HER.name, HER.kana, None, None)
    return Hits(tuple(replace(each, id=number) for number in range(count)), more=more)


async def listed(scene: Scene) -> list[dict[str, Any]]:
    return [it["listed"] for it in await scene.town.looks() if it["purpose"] == "search"]


async def searched(scene: Scene, text: SearchText, found: Hits, actor: Actor | None = None) -> Hits:
    asked: list[Query] = []

    async def find(query: Query) -> Hits:
        asked.append(query)
        assert (await listed(scene))[-1]["rows"] == MOST_NAMED, "committed, as the most"
        return found

    answer = await scene.system.recording.searches.searched(text, actor or scene.actor, find=find)
    assert len(asked) == (answer.pause is None)
    return answer


@pytest.mark.parametrize(
    ("text", "found", "rows"),
    [
        (BY_NAME, hits(2), 2),
        (BY_DAY, hits(0), 0),
        (BY_NAME, hits(20, more=True), MOST_NAMED),
        (BY_NAME, hits(50), MOST_NAMED),
    ],
)
async def test_a_search_is_on_record_with_how_many_it_named(
    scene: Scene, text: SearchText, found: Hits, rows: int
) -> None:
    assert await searched(scene, text, found) == found
    assert await listed(scene) == [{"kind": "search", "bare": text is BY_DAY, "rows": rows}]
    (look,) = await scene.town.looks()
    assert (look["staff_id"], look["patron_id"], look["channel"]) == (scene.actor.staff.id, None, "counter")


async def test_a_search_that_breaks_off_counts_as_the_most(scene: Scene) -> None:
    async def lost(_: Query) -> Hits:
        raise SystemBusy

    with pytest.raises(SystemBusy):
        await scene.system.recording.searches.searched(BY_NAME, scene.actor, find=lost)
    assert await listed(scene) == [{"kind": "search", "bare": False, "rows": MOST_NAMED}]


async def test_who_read_much_of_people_waits(scene: Scene) -> None:
    at = NOW - timedelta(minutes=20)
    await searches(scene.town, at, *[MOST_NAMED] * 142, staff_id=scene.actor.staff.id)
    assert await searched(scene, BY_NAME, hits(1)) == Hits(pause=Pause(at + SPAN, bare_alone=False))
    assert len(await listed(scene)) == 142


async def test_nobody_searches_by_telephone_or_for_nothing(scene: Scene) -> None:
    for text, actor, error in (
        (BY_NAME, replace(scene.actor, channel=Channel.PHONE), NotPermitted),
        (SearchText(words="  "), scene.actor, SearchUnfit),
    ):
        with pytest.raises(error):
            await searched(scene, text, hits(1), actor)
    assert await listed(scene) == []

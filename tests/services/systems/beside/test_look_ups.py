"""A look at another system's patron is on record before the record is read; what comes is theirs and nobody else's."""

import json
from dataclasses import replace

import pytest

from services.contract.errors import (
    CardUnknown,
    PatronGone,
    RecordFault,
    RecordFaultKind,
    RecordUnfit,
    ServiceError,
    SystemBusy,
    SystemUnreachable,
)
from services.contract.recording import KeptOfPatron
from services.contract.snapshot import PatronSnapshot
from services.own_schema.database.tables import circulation_rule, metadata, patron
from services.own_schema.masters.master_statements import raise_version
from services.rules.clock import to_tokyo
from services.systems.beside.backend import stand_beside
from services.systems.record_source import ViewRow
from tests.helpers.patrons import CARD
from tests.helpers.system_in_memory import record
from tests.services.systems.beside.beside_scene import Scene

OTHER = "987654321"


async def test_a_card_opens_its_patron_with_what_the_counter_keeps(scene: Scene) -> None:
    opened = await scene.opened()
    assert (opened.card_number, opened.patron.name, opened.patron.branch) == (CARD, "川口 花子", "中央")
    assert [it.title for it in opened.loans] == ["坊っちゃん"]
    assert [it.branch for it in opened.holds] == ["南"]
    assert (opened.reports, opened.questions, opened.email_notice) == ((), (), None)


async def test_the_look_is_committed_before_the_record_is_read(scene: Scene) -> None:
    seen: list[tuple[str, list[str]]] = []

    async def before_record(key: str) -> None:
        seen.append((key, await scene.purposes()))

    scene.source.before_record = before_record
    opened = await scene.opened()
    await scene.backend.look_ups.again(opened.patron.id, scene.actor)
    await scene.backend.look_ups.by_patron(opened.patron.id, scene.actor)
    assert seen == [
        ("51", ["look_up"]),
        ("51", ["look_up", "read_again"]),
        ("51", ["look_up", "read_again", "look_up"]),
    ]


async def test_a_card_that_was_read_before_is_asked_for_once(scene: Scene) -> None:
    await scene.opened()
    assert scene.source.kinds == ["cards", "record"]
    await scene.opened()
    assert scene.source.kinds == ["cards", "record", "record"]


async def test_nothing_of_the_person_is_kept(scene: Scene) -> None:
    opened = await scene.opened()
    (row,) = [it for it in await scene.town.all_rows(patron) if it["system_key"] is not None]
    assert (row["id"], row["system_key"]) == (opened.patron.id, "51")
    kept = [await scene.town.all_rows(table) for table in metadata.sorted_tables]
    for text in (CARD, "川口 花子", "カワグチ", "048-222-1111", "坊っちゃん", "三四郎"):
        assert text not in repr(kept)


def test_what_the_counter_keeps_is_in_no_repr() -> None:
    kept = KeptOfPatron(summary={"questions": "質問"}, whole={"questions": [{"question": "質問"}]})
    assert "質問" not in repr(kept)


async def test_an_unknown_number_is_a_look_for_nobody(scene: Scene) -> None:
    with pytest.raises(CardUnknown):
        await scene.opened(OTHER)
    assert [(it["purpose"], it["patron_id"]) for it in await scene.town.looks()] == [("unknown", None)]
    assert scene.source.kinds == ["cards"]


@pytest.mark.parametrize("stored", ["１２３４５６７８９", "123456789 ", "12345678-9"])
async def test_a_number_that_is_the_same_after_our_own_cleaning_opens(scene: Scene, stored: str) -> None:
    scene.source.people["51"]["card"]["number"] = stored
    scene.source.found_by = lambda _number: {"51"}
    assert (await scene.opened()).card_number == CARD


@pytest.mark.parametrize("stored", ["123456788", "1234567890", "12345678é", "", None])
async def test_what_only_the_system_takes_for_the_number_opens_nobody(
    scene: Scene, stored: str | None
) -> None:
    scene.source.people["51"]["card"] = {"number": stored}
    scene.source.found_by = lambda _number: {"51"}
    with pytest.raises(CardUnknown):
        await scene.opened()
    assert await scene.purposes() == ["unknown"]
    assert "record" not in scene.source.kinds


async def test_a_number_of_two_patrons_opens_neither(scene: Scene) -> None:
    scene.source.people["52"] = record("52", "12345678-9")
    scene.source.found_by = lambda _number: {"51", "52"}
    with pytest.raises(CardUnknown):
        await scene.opened()


async def test_a_card_that_went_to_another_patron_never_opens_the_first(scene: Scene) -> None:
    first = await scene.opened()
    scene.source.people["51"]["card"]["number"] = OTHER
    scene.source.people["52"] = record("52", CARD)
    second = await scene.opened()
    assert second.patron.id != first.patron.id
    assert (await scene.opened(OTHER)).patron.id == first.patron.id
    del scene.source.people["52"]
    with pytest.raises(CardUnknown):
        await scene.opened()
    assert (await scene.purposes())[-2:] == ["look_up", "unknown"]
    scene.source.asked.clear()
    with pytest.raises(CardUnknown):
        await scene.opened()
    assert scene.source.asked == [("cards", CARD)], "whose card it was is forgotten"


async def test_a_card_that_goes_between_its_key_and_its_record_opens_nobody(scene: Scene) -> None:
    async def before_record(_key: str) -> None:
        scene.source.people["51"]["card"]["number"] = OTHER

    scene.source.before_record = before_record
    with pytest.raises(CardUnknown):
        await scene.opened()


async def test_a_patron_who_was_merged_or_deleted_is_gone(scene: Scene) -> None:
    opened = await scene.opened()
    del scene.source.people["51"]
    look_ups = scene.backend.look_ups
    for read in (look_ups.refresh, look_ups.again, look_ups.by_patron):
        with pytest.raises(PatronGone):
            await read(opened.patron.id, scene.actor)
    with pytest.raises(CardUnknown):
        await scene.opened()


async def test_a_refresh_reads_the_record_only_after_a_change(scene: Scene) -> None:
    opened = await scene.opened()
    scene.backend.changes.follow(opened.patron.id)
    refresh = scene.backend.look_ups.refresh
    await refresh(opened.patron.id, scene.actor)
    scene.source.asked.clear()
    assert (await refresh(opened.patron.id, scene.actor)).now >= opened.now
    assert scene.source.kinds == ["mark"]
    scene.source.people["51"]["loans"] = []
    changed = await refresh(opened.patron.id, scene.actor)
    assert isinstance(changed, PatronSnapshot)
    assert changed.loans == ()
    assert scene.source.kinds == ["mark", "mark", "record"]
    assert await scene.purposes() == ["look_up"]


async def test_no_record_is_kept_of_a_patron_who_is_closed(scene: Scene) -> None:
    number = (await scene.opened()).patron.id
    follow, refresh = scene.backend.changes.follow, scene.backend.look_ups.refresh
    follow(number)
    await refresh(number, scene.actor)
    follow(number)
    await refresh(number, scene.actor)
    assert scene.source.kinds.count("record") == 2
    for whom in (None, number + 1):
        follow(whom)
        await refresh(number, scene.actor)
    assert scene.source.kinds.count("record") == 4


async def test_a_record_that_comes_after_its_patron_was_closed_is_not_kept(scene: Scene) -> None:
    number = (await scene.opened()).patron.id
    follow, refresh = scene.backend.changes.follow, scene.backend.look_ups.refresh
    follow(number)

    async def before_record(_key: str) -> None:
        follow(None)

    scene.source.before_record = before_record
    await refresh(number, scene.actor)
    scene.source.before_record = None
    scene.source.asked.clear()
    await refresh(number, scene.actor)
    assert scene.source.kinds == ["mark", "record"]


async def test_a_number_of_the_counters_lists_opens_after_a_new_start(scene: Scene) -> None:
    number = await scene.library.recording.patrons.number_of("51")
    answer = await scene.backend.look_ups.by_patron(number, scene.actor)
    assert isinstance(answer, PatronSnapshot)
    assert answer.patron.id == number
    with pytest.raises(PatronGone):
        await scene.backend.look_ups.by_patron(number + 1, scene.actor)


@pytest.mark.parametrize("error", [SystemBusy(), SystemUnreachable()])
async def test_a_system_that_is_away_is_told_and_comes_back(scene: Scene, error: ServiceError) -> None:
    scene.source.fails = error
    with pytest.raises(type(error)):
        await scene.opened()
    scene.source.fails = None
    assert (await scene.opened()).card_number == CARD


async def test_a_record_that_is_cut_shows_nothing(scene: Scene) -> None:
    whole = json.dumps(scene.source.people["51"])
    scene.source.cut_at = len(whole) - 1
    with pytest.raises(RecordUnfit):
        await scene.opened()


async def test_a_record_of_another_patron_than_its_row_shows_nothing(scene: Scene) -> None:
    scene.source.people["51"]["key"] = "52"
    with pytest.raises(RecordUnfit) as unfit:
        await scene.opened()
    assert unfit.value.faults == (RecordFault("key", RecordFaultKind.OTHER_KEY),)


async def test_a_record_with_another_card_than_its_row_shows_nothing(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = scene.source.by_key

    async def with_another_card(key: str) -> ViewRow | None:
        row = await read(key)
        return row and replace(row, text=row.text.replace(CARD, OTHER))

    monkeypatch.setattr(scene.source, "by_key", with_another_card)
    with pytest.raises(RecordUnfit) as unfit:
        await scene.opened()
    assert unfit.value.faults == (RecordFault("card.number", RecordFaultKind.OTHER_KEY),)


async def test_a_faulty_record_shows_nothing_and_the_log_names_the_place(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    scene.source.people["51"]["loans"][0]["due_on"] = "きのう"
    with pytest.raises(RecordUnfit):
        await scene.opened()
    scene.source.people["51"]["loans"] = [{"key": str(it)} for it in range(9)]
    with pytest.raises(RecordUnfit):
        await scene.opened()
    assert "loans[0].due_on: no day" in caplog.text
    assert "loans[4].renewals: missing; and 4 more" in caplog.text
    assert "きのう" not in caplog.text
    del scene.source.people["51"]["requests"]
    scene.source.people["51"]["loans"] = []
    with pytest.raises(RecordUnfit):
        await scene.opened()
    assert "requests: missing" in caplog.text


async def test_masters_that_changed_come_with_the_next_look_or_when_asked(scene: Scene) -> None:
    assert scene.backend.masters.current.day == to_tokyo((await scene.opened()).now).date()
    scene.source.own["branches"][0]["short_name"] = "本館"
    await scene.backend.masters.again()
    assert (await scene.opened()).patron.branch == "本館"
    scene.source.own["branches"] = "none"
    await scene.backend.masters.again()  # unfit: those held stay
    assert (await scene.opened()).patron.branch == "本館"


async def test_a_policy_that_changed_comes_with_the_next_look(scene: Scene) -> None:
    name = circulation_rule.c.name == "identity_misses"
    before = scene.backend.masters.current.policy.identity_misses
    await scene.town.change(circulation_rule, name, value=before + 3)
    async with scene.town.db.transaction() as conn:
        await conn.execute(raise_version())
    await scene.opened()
    assert scene.backend.masters.current.policy.identity_misses == before + 3
    assert [it.code for it in scene.backend.masters.current.branches.values()] == ["CPL", "FPL"]


async def test_a_system_without_branches_opens_no_desk(scene: Scene) -> None:
    scene.source.own["branches"] = []
    with pytest.raises(RecordUnfit) as unfit:
        await stand_beside(scene.source, scene.library.backend, scene.library.recording)
    assert unfit.value.faults == (RecordFault("branches", RecordFaultKind.EMPTY),)
    await scene.backend.masters.again()
    assert len(scene.backend.masters.current.branches) == 2

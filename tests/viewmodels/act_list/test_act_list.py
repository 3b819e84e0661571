"""操作の一覧: opened on record, then followed, and forgotten with the cover and the channel."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from services.contract.errors import Disconnected, LooksListedOften, SystemUnreachable
from services.contract.recorded_acts import RecordRow
from services.contract.today.act_list import ActFilter
from services.rules.vocabulary import Channel, Role
from tests.helpers.snapshots import NOW, TODAY
from tests.viewmodels.act_history_fakes import ROW
from tests.viewmodels.act_list.act_list_fakes import ACTS, ListedActs, act
from tests.viewmodels.fakes import CARD_A, Bench, patron
from tests.viewmodels.today.today_fakes import CARDS, Rests, go_on
from viewmodels.act_list.act_list import ActListViewModel, place_of
from viewmodels.core.snapshot_diff import Part, RowPlace
from viewmodels.desk.masking import MASK

YESTERDAY = TODAY - timedelta(days=1)


class Scene:
    """A desk on whose library acts are on record."""

    def __init__(self, role: Role = Role.SUPERVISOR) -> None:
        self.bench = Bench(role=role)
        self.desk = self.bench.desk
        self.source, self.rests = ListedActs(), Rests()
        self.model = ActListViewModel(self.desk, self.source, self.bench.bugs, pause=self.rests)
        self.model.start()
        self.starts: list[None] = []
        self.rows: list[int] = []
        self.places: list[RowPlace | Part] = []
        self.left: list[None] = []
        self.model.start_wanted.subscribe(self.starts.append)
        self.model.row_wanted.subscribe(self.rows.append)
        self.model.place_wanted.subscribe(self.places.append)
        self.model.left.subscribe(self.left.append)

    async def open(self) -> None:
        self.model.come.start()
        await go_on()

    async def open_patron(self, number: int) -> None:
        card = CARDS[number]
        self.bench.look_ups.answer(f"found {number}", replace_id(card, number))
        self.model.open_patron(number)
        await self.desk.look_up.settled()
        await go_on()

    async def close_patron(self) -> None:
        self.desk.close_patron.start()
        await self.desk.close_patron.settled()
        await go_on()

    def ids(self) -> list[int] | None:
        listed = self.model.listed.value
        return None if listed is None else [it.record.id for it in listed.entries]

    async def aclose(self) -> None:
        await self.model.aclose()
        await self.desk.aclose()


def replace_id(card: str, number: int) -> Any:
    whose = patron(card)
    return replace(whose, patron=replace(whose.patron, id=number))


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    made = Scene()
    await go_on()
    yield made
    await made.aclose()


async def test_nothing_is_read_before_it_is_asked_for(scene: Scene) -> None:
    scene.model.changed()
    await go_on()
    assert (scene.source.asked, scene.model.shown.value) == ([], False)
    await scene.open()
    assert scene.source.asked == [("open", ActFilter())]
    assert scene.ids() == [4, 3, 2, 1]
    assert (scene.model.here.value, len(scene.starts)) == (True, 1)


async def test_changes_are_followed_without_a_record(scene: Scene) -> None:
    await scene.open()
    scene.rests.end()
    await go_on()
    scene.source.rows = (act(6), *ACTS)
    scene.model.changed()
    await go_on()
    assert scene.source.kinds() == ["open", "again"]
    assert scene.ids() == [6, 4, 3, 2, 1]
    assert len(scene.starts) == 1


async def test_a_filter_opens_it_anew_and_the_same_one_does_not(scene: Scene) -> None:
    await scene.open()
    wanted = ActFilter(staff_id="okada", channel=Channel.PHONE)
    for _ in range(2):
        scene.model.filter(wanted)
        await go_on()
    assert scene.source.asked == [("open", ActFilter()), ("open", wanted)]
    scene.rests.end()
    await go_on()
    scene.model.changed()
    await go_on()
    assert scene.source.asked[-1] == ("again", wanted)


@pytest.mark.parametrize(
    ("typed", "day"),
    [("11/23", YESTERDAY), ("2026/11/24", None), ("", None), ("10/1", TODAY.replace(month=10, day=1))],
)
async def test_a_day_is_typed_and_the_present_one_goes_on_at_midnight(
    scene: Scene, typed: str, day: Any
) -> None:
    await scene.open()
    scene.model.filter(ActFilter(day=TODAY - timedelta(days=9)))
    await go_on()
    scene.model.type_day(typed)
    await go_on()
    assert scene.source.asked[-1] == ("open", ActFilter(day=day))
    assert not scene.model.unreadable.value


@pytest.mark.parametrize("typed", ["きのう", "2026/11/25", "13/1"])
async def test_what_is_no_day_until_today_is_told_and_nothing_is_read(scene: Scene, typed: str) -> None:
    await scene.open()
    scene.model.type_day(typed)
    await go_on()
    assert (scene.model.unreadable.value, scene.source.kinds()) == (True, ["open"])
    scene.model.step(-1)
    assert not scene.model.unreadable.value


async def test_before_the_first_day_that_there_is_no_day_is_opened(scene: Scene) -> None:
    await scene.open()
    scene.model.type_day("0001/1/1")
    await go_on()
    scene.model.step(-1)
    await go_on()
    assert scene.model.wanted.value.day == date.min


async def test_what_is_no_day_is_told_each_time(scene: Scene) -> None:
    await scene.open()
    told: list[bool] = []
    scene.model.unreadable.subscribe(told.append)
    for _ in range(2):
        scene.model.type_day("きのう")
    assert told == [False, True, False, True]


async def test_days_are_stepped_through_until_the_present_one(scene: Scene) -> None:
    await scene.open()
    for days in (-1, -1, 1, 1, 1):
        scene.model.step(days)
        await go_on()
    found = [wanted.day for _, wanted in scene.source.asked]
    assert found == [None, YESTERDAY, YESTERDAY - timedelta(days=1), YESTERDAY, None]


async def test_a_row_opens_its_patron_where_the_act_was_done_and_closing_comes_back(scene: Scene) -> None:
    await scene.open()
    await scene.open_patron(1)
    assert scene.desk.patron_id == 1
    assert scene.places == [RowPlace(Part.LOANS, 17)]
    assert not scene.model.here.value
    await scene.close_patron()
    assert scene.rows == [1]
    assert scene.source.kinds() == ["open", "again"]
    assert scene.ids() == [4, 3, 2, 1]


async def test_a_row_of_nobody_opens_nobody(scene: Scene) -> None:
    await scene.open()
    scene.model.open_patron(4)
    await go_on()
    assert (scene.desk.patron_id, scene.bench.look_ups.asked) == (None, [])


def of(**changed: Any) -> RecordRow:
    return replace(ROW, **changed)


@pytest.mark.parametrize(
    ("record", "place"),
    [
        (ROW, RowPlace(Part.LOANS, 17)),
        (of(subject="hold_cancellation"), RowPlace(Part.CANCELLED_HOLDS, 17)),
        (of(subject="card", verb="card.replace"), RowPlace(Part.REGISTRATION, 17)),
        (of(subject="email", subject_id=None), Part.EMAIL),
        (of(subject=None, subject_id=None, verb="suspension.set", outcome="approval_over"), Part.SUSPENSIONS),
        (of(subject=None, subject_id=None, verb="look_up", outcome=""), None),
        (of(subject="of_tomorrow"), None),
    ],
)
def test_where_an_act_was_done(record: RecordRow, place: RowPlace | Part | None) -> None:
    assert place_of(record) == place


async def test_leaving_forgets_it_and_its_filter(scene: Scene) -> None:
    await scene.open()
    scene.model.filter(ActFilter(looks=True))
    await go_on()
    scene.model.leave()
    assert (scene.model.shown.value, scene.ids(), scene.model.wanted.value) == (False, None, ActFilter())
    assert len(scene.left) == 1
    scene.model.leave()
    assert len(scene.left) == 1


async def test_a_cover_takes_it_out_of_memory_and_it_is_asked_for_anew(scene: Scene) -> None:
    await scene.open()
    scene.model.cover(covered=True)
    await scene.open()
    assert (scene.model.shown.value, scene.ids()) == (False, None)
    scene.model.cover(covered=False)
    scene.model.changed()
    await go_on()
    assert scene.source.kinds() == ["open"]


async def test_an_answer_that_comes_after_the_cover_is_not_shown(scene: Scene) -> None:
    scene.source.gate = asyncio.Event()
    await scene.open()
    scene.model.cover(covered=True)
    scene.model.cover(covered=False)
    scene.source.gate.set()
    await go_on()
    assert scene.ids() is None


async def test_by_telephone_there_is_none(scene: Scene) -> None:
    await scene.open()
    scene.desk.switch_channel.start()
    await scene.desk.switch_channel.settled()
    assert (scene.model.shown.value, scene.ids()) == (False, None)
    await scene.open()
    assert (scene.model.shown.value, scene.source.kinds()) == (False, ["open"])


async def test_cards_are_masked_with_the_titles(scene: Scene) -> None:
    await scene.open()
    scene.desk.toggle_titles()
    listed = scene.model.listed.value
    assert listed is not None
    assert [it.card_end for it in listed.entries] == [None, MASK, MASK, MASK]


@pytest.mark.parametrize("discard", [True, False])
async def test_coming_from_a_patron_asks_about_input(scene: Scene, discard: bool) -> None:
    await scene.bench.open(CARD_A)
    scene.bench.answers.discard = discard
    scene.desk.note_unsaved_input(scene, dirty=True)
    await scene.open()
    assert (scene.desk.patron_id is None) is discard
    assert (scene.ids() is not None) is discard


async def test_coming_back_to_an_open_list_records_nothing(scene: Scene) -> None:
    await scene.open()
    await scene.open()
    assert (scene.source.kinds(), len(scene.starts)) == (["open"], 2)


async def test_a_scan_before_the_list_has_come_leaves_the_desk_as_it_was(scene: Scene) -> None:
    scene.source.gate = asyncio.Event()
    await scene.open()
    await scene.bench.open(CARD_A)
    scene.source.gate.set()
    await scene.close_patron()
    assert (scene.model.shown.value, scene.ids()) == (False, None)


async def test_looks_listed_too_often_leave_the_list_as_it_was(scene: Scene) -> None:
    await scene.open()
    scene.source.failures = [LooksListedOften(NOW)]
    scene.model.filter(ActFilter(looks=True))
    await go_on()
    assert isinstance(scene.model.trouble.value, LooksListedOften)
    assert scene.model.wanted.value == ActFilter()
    assert scene.ids() == [4, 3, 2, 1]


async def test_without_the_database_nothing_is_recorded_and_the_reason_is_told(scene: Scene) -> None:
    scene.desk.show_disconnected(SystemUnreachable())
    await scene.open()
    assert scene.source.asked == []
    assert isinstance(scene.model.trouble.value, Disconnected)
    assert len(scene.starts) == 1
    scene.desk.show_connected()
    scene.rests.end()
    await go_on()
    later: object = scene.model.trouble.value
    assert later is None
    assert scene.source.asked == []

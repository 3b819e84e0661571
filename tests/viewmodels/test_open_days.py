"""臨時休館 at the desk: what is chosen and counted, saved together, and kept when something comes between."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date

import pytest

from services.contract.errors import DaysChanged, DaysOver, DaysUnknown, Disconnected, SystemUnreachable
from services.rules.circulation.calendar import DayOverride
from services.rules.circulation.open_days import DayChange, DayKind
from services.rules.vocabulary import Role
from tests.viewmodels.fakes import CARD_A, Bench
from tests.viewmodels.open_days_fakes import DaysInMemory
from viewmodels.core.notes import Done
from viewmodels.core.trouble import Bug
from viewmodels.open_days import OpenDaysForm, OpenDaysViewModel

OPEN, CLOSED, SPECIAL = DayKind
TODAY = date(2026, 11, 24)
WED, THU, MON = date(2026, 11, 25), date(2026, 11, 26), date(2026, 11, 30)
NEXT_TUE = date(2026, 12, 1)


class Scene:
    def __init__(self) -> None:
        self.bench = Bench(role=Role.SUPERVISOR)
        self.source = DaysInMemory()
        self.model = OpenDaysViewModel(
            self.bench.desk, self.source, self.bench.bugs, today=lambda: self.source.today
        )

    @property
    def form(self) -> OpenDaysForm:
        assert self.model.form.value is not None
        return self.model.form.value

    @property
    def plan(self) -> dict[date, tuple[DayKind, DayKind]]:
        return {day: (it.seen.kind, it.wanted) for day, it in self.form.plan.value.items()}

    async def open(self) -> None:
        self.model.open()
        await self.model.read.settled()

    async def step(self, months: int) -> None:
        self.model.step(months)
        await self.model.read.settled()

    async def save(self) -> None:
        self.model.save.start()
        await self.model.save.settled()


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    made = Scene()
    await made.open()
    yield made
    await made.model.aclose()
    await made.bench.desk.aclose()


async def test_it_begins_with_the_present_month_from_today_on(scene: Scene) -> None:
    assert scene.source.asked == [date(2026, 11, 1)]
    assert scene.form.branch_id == scene.bench.desk.actor.branch_id
    assert [it.day.day for it in scene.form.days.value if it.can_be_set] == list(range(24, 31))
    assert (scene.form.first_month, scene.form.last_month) == (True, False)


async def test_it_begins_with_the_librarys_month_whatever_this_computers_clock_says(scene: Scene) -> None:
    model = OpenDaysViewModel(
        scene.bench.desk, scene.source, scene.bench.bugs, today=lambda: date(2027, 1, 5)
    )
    scene.model.close()
    model.open()
    await model.read.settled()
    assert model.form.value is not None
    assert model.form.value.month.value == date(2026, 11, 1)
    assert model.form.value.days.value[0].day == date(2026, 11, 1)
    await model.aclose()


async def test_months_go_on_and_back_no_further_than_the_present_one(scene: Scene) -> None:
    for months in (-1, 1, 1, -1, -1, -1):
        await scene.step(months)
    assert scene.source.asked == [date(2026, *it) for it in ((11, 1), (12, 1))] + [
        date(2027, 1, 1),
        date(2026, 12, 1),
        date(2026, 11, 1),
    ]
    scene.form.month.set(date(2999, 12, 1))
    await scene.step(1)
    assert (scene.form.month.value, scene.form.last_month) == (date(2999, 12, 1), True)


async def test_chosen_days_are_planned_and_what_is_so_already_is_no_change(scene: Scene) -> None:
    scene.form.want([WED, THU, MON, date(2026, 11, 20), NEXT_TUE], CLOSED)
    assert scene.plan == {WED: (OPEN, CLOSED), THU: (OPEN, CLOSED)}
    scene.form.want([THU], OPEN)
    scene.form.want([MON], OPEN)
    assert scene.plan == {WED: (OPEN, CLOSED), MON: (CLOSED, OPEN)}
    assert scene.form.changes == (DayChange(WED, OPEN, CLOSED), DayChange(MON, CLOSED, OPEN))


async def test_one_key_goes_through_the_kinds_and_several_days_follow_the_first(scene: Scene) -> None:
    told = []
    for _ in range(3):
        scene.form.want_next([MON, WED])
        told.append(scene.plan)
    assert told == [
        {WED: (OPEN, CLOSED)},
        {WED: (OPEN, SPECIAL), MON: (CLOSED, SPECIAL)},
        {MON: (CLOSED, OPEN)},
    ]
    scene.form.want_next([date(2026, 11, 2)])
    assert scene.plan == told[-1]


async def test_dates_on_all_planned_days_are_counted_in_whatever_month(scene: Scene) -> None:
    scene.source.dates = {WED: (3, 1), THU: (5, 0), NEXT_TUE: (10, 20)}
    await scene.step(0)
    scene.form.want([WED], CLOSED)
    assert (scene.form.due, scene.form.shelved) == (3, 1)
    await scene.step(1)
    scene.form.want([NEXT_TUE], SPECIAL)
    assert (scene.form.due, scene.form.shelved) == (13, 21)


async def test_all_that_is_planned_is_saved_together_and_the_form_closes(scene: Scene) -> None:
    scene.form.want([WED], CLOSED)
    await scene.step(1)
    scene.form.want([NEXT_TUE], SPECIAL)
    await scene.save()
    assert scene.source.asked[-1] == (DayChange(WED, OPEN, CLOSED), DayChange(NEXT_TUE, OPEN, SPECIAL))
    assert scene.source.overrides == {
        WED: DayOverride(open=False),
        NEXT_TUE: DayOverride(open=False, special=True),
    }
    assert scene.model.form.value is None
    assert scene.bench.desk.note.value is Done.OPEN_DAYS_SET


async def test_nothing_planned_saves_nothing(scene: Scene) -> None:
    await scene.save()
    assert (scene.source.asked, scene.model.form.value is None) == ([date(2026, 11, 1)], False)


async def test_what_another_desk_changed_is_shown_and_nothing_planned_is_lost(scene: Scene) -> None:
    scene.form.want([WED, THU], CLOSED)
    await scene.step(1)
    scene.form.want([NEXT_TUE], CLOSED)
    scene.source.overrides |= {WED: DayOverride(open=False, special=True), THU: DayOverride(open=False)}
    await scene.save()
    assert isinstance(scene.form.trouble.value, DaysChanged)
    assert NEXT_TUE not in scene.source.overrides
    assert scene.plan == {WED: (SPECIAL, CLOSED), THU: (OPEN, CLOSED), NEXT_TUE: (OPEN, CLOSED)}
    await scene.save()
    assert scene.model.form.value is None
    assert set(scene.source.overrides) == {WED, THU, NEXT_TUE}


async def test_a_month_that_is_read_again_goes_on_from_what_its_days_are_now(scene: Scene) -> None:
    scene.form.want([WED, THU], CLOSED)
    scene.source.overrides |= {WED: DayOverride(open=False), THU: DayOverride(open=False, special=True)}
    await scene.step(0)
    assert scene.plan == {THU: (SPECIAL, CLOSED)}


async def test_a_day_that_passed_is_left_out_and_the_rest_stays(scene: Scene) -> None:
    scene.form.want([TODAY, WED], CLOSED)
    scene.source.a_day_passes()
    await scene.save()
    assert isinstance(scene.form.trouble.value, DaysOver)
    assert (scene.plan, scene.source.overrides) == ({WED: (OPEN, CLOSED)}, {})


async def test_an_answer_that_was_lost_is_settled_by_saving_again(scene: Scene) -> None:
    scene.form.want([WED], CLOSED)
    await scene.step(1)
    scene.source.lost = DaysUnknown()
    await scene.save()
    assert isinstance(scene.form.trouble.value, DaysUnknown)
    await scene.save()
    assert scene.model.form.value is None
    assert scene.source.overrides == {WED: DayOverride(open=False)}


async def test_what_happened_is_told_though_the_days_cannot_be_read_again(scene: Scene) -> None:
    scene.form.want([WED], CLOSED)
    scene.source.failures = [DaysUnknown(), SystemUnreachable()]
    await scene.save()
    assert isinstance(scene.form.trouble.value, DaysUnknown)
    assert scene.plan == {WED: (OPEN, CLOSED)}


@pytest.mark.parametrize("failure", [SystemUnreachable(), ValueError("bug")])
async def test_a_failure_is_told_in_the_form(scene: Scene, failure: Exception) -> None:
    scene.form.want([WED], CLOSED)
    scene.source.failures = [failure]
    await scene.save()
    told = scene.form.trouble.value
    assert told is failure or isinstance(told, Bug)
    await scene.step(0)
    assert (scene.form.trouble.value, scene.plan) == (None, {WED: (OPEN, CLOSED)})


async def test_nothing_is_sent_without_a_connection(scene: Scene) -> None:
    scene.form.want([WED], CLOSED)
    scene.bench.desk.connected.set(False)
    asked = list(scene.source.asked)
    await scene.save()
    await scene.step(1)
    assert isinstance(scene.form.trouble.value, Disconnected)
    assert scene.source.asked == asked


async def test_cards_wait_while_it_is_open_and_open_afterwards(scene: Scene) -> None:
    scene.bench.desk.scanned(CARD_A)
    assert scene.bench.look_ups.asked == []
    assert scene.bench.desk.busy.value
    scene.model.close()
    assert scene.model.form.value is None
    assert not scene.bench.desk.busy.value


async def test_a_month_that_is_still_read_is_read_no_more_once_it_is_left(scene: Scene) -> None:
    scene.source.gate = asyncio.Event()
    scene.model.step(1)
    await asyncio.sleep(0)
    scene.model.close()
    for _ in range(2):
        await asyncio.sleep(0)
    assert not scene.model.read.running.value


async def test_it_does_not_open_twice_or_while_something_else_is_open(scene: Scene) -> None:
    form = scene.form
    await scene.open()
    assert scene.form is form
    scene.model.close()
    release = scene.bench.desk.capture_scans(lambda _: False)
    await scene.open()
    assert scene.model.form.value is None
    release()

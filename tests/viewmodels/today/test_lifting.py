"""解除 from the list: each suspension its own act, its own look, and its own outcome."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from services.acts.suspensions import Lift
from services.contract.errors import ActRefused, Disconnected, DoneAlready, OutcomeUnknown, RowChanged
from services.rules.decision import Reason
from services.rules.people.suspension import CHECKLISTS, CheckItem
from tests.helpers.snapshots import refused
from tests.viewmodels.fakes import CARD_A
from tests.viewmodels.today.today_fakes import (
    CONTACT,
    LOST,
    Page,
    entry,
    go_on,
    report,
    waiting,
    whose,
)
from viewmodels.core.notes import Done, Lifts
from viewmodels.core.trouble import Bug
from viewmodels.today.lift_form import LiftForm, LiftState, next_row
from viewmodels.today.lifting import LiftingViewModel

ROWS = (entry(1, report=report()), entry(2, LOST), entry(3, version=7), waiting(4))


class Scene:
    """A supervisor who lifts from the list."""

    def __init__(self) -> None:
        self.page = Page(*ROWS)
        self.desk, self.acts = self.page.desk, self.page.bench.acts
        self.lifting = LiftingViewModel(self.page.acting, self.page.bench.look_ups, self.page.bench.bugs)
        self.lifting.closed.subscribe(self.page.today.form_closed)
        self.rows: list[int] = []
        self.page.today.row_wanted.subscribe(self.rows.append)
        for row in ROWS:
            self.page.bench.look_ups.answer(f"found {row.patron_id}", whose(row))

    @property
    def form(self) -> LiftForm:
        assert self.lifting.form.value is not None
        return self.lifting.form.value

    def ready(self) -> bool:
        return self.form.ready

    def is_open(self) -> bool:
        return self.lifting.form.value is not None

    async def begin(self, *numbers: int) -> None:
        """Open the list, and the form of some of its rows with every checklist ticked off."""
        await self.page.start()
        self.page.today.filter(self.page.today.wanted.value)
        await go_on()
        assert self.page.today.listed.value is not None
        rows = self.page.today.listed.value.entries
        self.lifting.open(*(row for row in rows if row.patron_id in numbers))
        for row in self.form.rows.value:
            for item in CHECKLISTS[row.entry.reason]:
                self.form.check(row.id, item, on=True)

    async def lift(self, *outcomes: Any) -> None:
        self.acts.outcomes = list(outcomes)
        self.lifting.lift.start()
        await self.lifting.lift.settled()

    def outcomes(self) -> list[Any]:
        return [row.outcome for row in self.form.rows.value]

    def sent(self) -> list[Lift]:
        return [it for it in self.acts.sent if isinstance(it, Lift)]


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    made = Scene()
    yield made
    made.lifting.forget()
    await made.page.aclose()


async def test_each_is_looked_at_and_lifted_and_nobody_is_opened(scene: Scene) -> None:
    await scene.begin(1, 3)
    await scene.lift()
    assert scene.page.bench.look_ups.asked == ["found 1", "found 3"]
    first, second = scene.sent()
    assert (first.patron_id, first.suspension_id, first.seen_version) == (1, 101, 1)
    assert (first.checked, first.settles) == (frozenset({CheckItem.RETURNS_SEEN}), (5, 3))
    assert (second.suspension_id, second.seen_version, second.settles) == (103, 7, None)
    assert first.act_id != second.act_id
    assert scene.desk.answer.value is None
    assert scene.desk.note.value == Lifts(2, 0)
    assert not scene.is_open()


async def test_a_report_stays_where_the_supervisor_says_so(scene: Scene) -> None:
    await scene.begin(1)
    scene.form.settle(101, on=False)
    await scene.lift()
    assert scene.sent()[0].settles is None


async def test_nothing_is_lifted_before_every_checklist_is_ticked_off_or_left_out(scene: Scene) -> None:
    await scene.begin(1, 2)
    scene.form.check(102, CheckItem.NEW_CARD_HANDED_OVER, on=False)
    assert not scene.ready()
    await scene.lift()
    assert scene.sent() == []
    scene.form.want(102, on=False)
    assert scene.ready()
    await scene.lift()
    assert [it.suspension_id for it in scene.sent()] == [101]
    assert not scene.is_open()
    scene.lifting.open(entry(1))
    scene.form.want(101, on=False)
    assert not scene.ready()  # nothing is left to lift


async def test_one_that_fails_stops_no_other_and_each_says_what_came_of_it(scene: Scene) -> None:
    await scene.begin(1, 2, 3)
    said = ActRefused(refused(Reason.ITEMS_STILL_OVERDUE))
    await scene.lift(None, DoneAlready(), said)
    assert scene.outcomes()[0] is Done.SUSPENSION_LIFTED
    assert isinstance(scene.outcomes()[1], DoneAlready)
    assert scene.outcomes()[2] is said
    assert [row.state for row in scene.form.rows.value] == [
        LiftState.LIFTED,
        LiftState.REFUSED,
        LiftState.REFUSED,
    ]
    assert scene.desk.note.value == Lifts(1, 2)
    assert not scene.ready()
    scene.lifting.close()
    assert scene.rows == [104]


async def test_other_reasons_that_stay_are_told(scene: Scene) -> None:
    await scene.begin(1, 2)
    scene.acts.after = whose(entry(1))
    await scene.lift(None, RowChanged())
    assert scene.outcomes()[0] is Done.SUSPENSION_LIFTED_OTHERS_STAY


async def test_one_whose_answer_was_lost_is_sent_again_as_the_same_act(scene: Scene) -> None:
    await scene.begin(1, 3)
    await scene.lift(OutcomeUnknown("x"), None)
    first, second = scene.form.rows.value
    assert (first.state, second.state) == (LiftState.OPEN, LiftState.LIFTED)
    assert isinstance(first.outcome, OutcomeUnknown)
    assert scene.ready()
    await scene.lift(None)
    assert [it.suspension_id for it in scene.sent()] == [101, 103, 101]
    assert scene.sent()[0].act_id == scene.sent()[2].act_id
    assert not scene.is_open()


async def test_a_bug_is_logged_and_the_others_go_on(scene: Scene) -> None:
    await scene.begin(1, 3)
    await scene.lift(KeyError("x"), None)
    assert scene.outcomes() == [Bug("R1"), Done.SUSPENSION_LIFTED]


async def test_a_look_that_fails_lifts_nothing(scene: Scene) -> None:
    await scene.begin(1)
    scene.page.bench.look_ups.answer("found 1", Disconnected())
    await scene.lift()
    assert scene.sent() == []
    assert isinstance(scene.outcomes()[0], Disconnected)


async def test_the_list_is_read_again_and_the_keyboard_is_on_the_next_row(scene: Scene) -> None:
    await scene.begin(1, 2)
    scene.page.source.asked.clear()
    await scene.lift()
    await go_on()
    assert scene.page.source.kinds() == ["counts", "again"]
    assert scene.rows == [103]


async def test_leaving_the_form_goes_back_to_its_first_row_and_reads_nothing(scene: Scene) -> None:
    await scene.begin(2, 3)
    scene.page.source.asked.clear()
    scene.lifting.close()
    await go_on()
    assert scene.rows == [102]
    assert scene.page.source.asked == []


async def test_cards_wait_for_the_end_of_the_form(scene: Scene) -> None:
    await scene.begin(1)
    scene.desk.scanned(CARD_A)
    assert scene.desk.waiting_scan.value == CARD_A
    assert scene.page.bench.look_ups.asked == []
    scene.lifting.close()
    assert scene.desk.look_up.running.value


async def test_a_form_cannot_be_left_while_something_is_lifted(scene: Scene) -> None:
    await scene.begin(1)
    opened = scene.acts.gate()
    scene.lifting.lift.start()
    await go_on()
    scene.lifting.close()
    assert scene.form.rows.value[0].state is LiftState.RUNNING
    opened.set()
    await scene.lifting.lift.settled()
    assert not scene.is_open()


async def test_a_cover_stops_it_behind_the_row_in_hand(scene: Scene) -> None:
    await scene.begin(1, 2, 3)
    opened = scene.acts.gate()
    scene.lifting.lift.start()
    await go_on(lambda: bool(scene.sent()))
    scene.lifting.cover(covered=True)
    opened.set()
    await scene.lifting.lift.settled()
    assert [it.suspension_id for it in scene.sent()] == [101]
    assert scene.desk.note.value == Lifts(1, 0)
    assert [row.state for row in scene.form.rows.value] == [
        LiftState.LIFTED,
        LiftState.OPEN,
        LiftState.OPEN,
    ]
    await scene.lift()
    assert len(scene.sent()) == 1
    scene.lifting.cover(covered=False)
    await scene.lift()
    assert [it.suspension_id for it in scene.sent()] == [101, 102, 103]
    assert not scene.is_open()


async def test_the_desks_end_stops_it_behind_the_row_in_hand(scene: Scene) -> None:
    await scene.begin(1, 2)
    opened = scene.acts.gate()
    scene.lifting.lift.start()
    await go_on(lambda: bool(scene.sent()))
    scene.lifting.forget()
    opened.set()
    await scene.lifting.lift.settled()
    assert [it.suspension_id for it in scene.sent()] == [101]
    assert scene.desk.note.value == Lifts(1, 0)


@pytest.mark.parametrize(
    ("lifted", "left", "expected"),
    [((1,), (1, 2, 3), 102), ((3,), (1, 2, 3), 102), ((1, 2, 3), (1, 2, 3), None), ((), (1, 2), 101)],
)
def test_work_goes_on_behind_what_was_lifted(
    lifted: tuple[int, ...], left: tuple[int, ...], expected: int | None
) -> None:
    form = LiftForm(tuple(entry(it) for it in lifted or (1, 2)))
    for number in lifted:
        form.show(100 + number, LiftState.LIFTED)
    assert next_row(form, tuple(entry(it, CONTACT) for it in left)) == expected


def test_a_row_that_is_no_longer_in_the_list_is_no_way_back() -> None:
    assert next_row(LiftForm((entry(1),)), (entry(2),)) is None

"""Loans and holds acted on, on fakes: what is asked, what is ordered, what is told."""

from dataclasses import replace
from typing import Any

import pytest

from services.acts.holds import (
    Acknowledge,
    CancelHold,
    ChangeHold,
    ExtendShelf,
    StaffCancelHold,
    UndoCancel,
)
from services.acts.item_handover import ItemRoute
from services.contract.errors import ActRefused, PatronGone, RowChanged
from services.contract.snapshot import PhoneSummary
from services.rules.decision import UNFORESEEN, Closure, Reason, refused_by_system
from services.rules.vocabulary import ContactMethod, HoldStatus
from tests.helpers.snapshots import (
    both,
    cancelled_hold,
    days,
    hold,
    loan,
    refused,
)
from tests.viewmodels.circulation_fakes import IN_TRANSIT, READY, UNDOABLE, Scene, back_as
from tests.viewmodels.fakes import CARD_A, CARD_B, NOW, patron
from viewmodels.circulation import HandOver
from viewmodels.core.notes import Done, Result
from viewmodels.core.snapshot_diff import Part, RowPlace
from viewmodels.desk.masking import MASK


@pytest.fixture
def scene() -> Scene:
    return Scene()


ACTS = [
    ("renew", (loan(),), "RenewLoan", Result(Done.LOANS_RENEWED, "こころ", days(14))),
    (
        "change",
        hold(),
        ChangeHold.__name__,
        Result(Done.HOLD_CHANGED, "羅生門", contact=ContactMethod.NONE, pick_up="前川"),
    ),
    ("cancel", hold(), CancelHold.__name__, Result(Done.HOLD_CANCELLED, "羅生門")),
    ("staff_cancel", READY, StaffCancelHold.__name__, Result(Done.HOLD_CANCELLED, "羅生門")),
    ("extend", READY, ExtendShelf.__name__, Result(Done.SHELF_EXTENDED, "羅生門", days(14))),
    ("undo", UNDOABLE, UndoCancel.__name__, Result(Done.HOLD_RESTORED, "人間失格")),
    (
        "undo",
        back_as(HoldStatus.READY, days(3)),
        UndoCancel.__name__,
        Result(Done.HOLD_RESTORED_READY, "人間失格"),
    ),
    (
        "undo",
        back_as(because=IN_TRANSIT),
        UndoCancel.__name__,
        Result(Done.HOLD_RESTORED_WAITING, "人間失格"),
    ),
    ("acknowledge", cancelled_hold(), Acknowledge.__name__, Result(Done.HOLD_ACKNOWLEDGED, "人間失格")),
]


@pytest.mark.parametrize(
    ("name", "row", "order", "note"), ACTS, ids=[f"{act[0]}-{act[3].done.name}" for act in ACTS]
)
async def test_an_act_is_ordered_shown_and_said(
    scene: Scene, name: str, row: Any, order: str, note: Result
) -> None:
    await scene.do(name, row)
    (made,) = scene.acts.sent
    assert (type(made).__name__, made.seen_version) == (order, 1)
    assert scene.note == note
    assert scene.bench.desk.snapshot == scene.acts.after


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("renew", (loan(renewal=both(UNFORESEEN)),)),
        ("change", hold(change=both(UNFORESEEN))),
        ("cancel", hold(cancel=both(UNFORESEEN))),
        ("staff_cancel", replace(READY, cancel=both(UNFORESEEN))),
        ("extend", replace(READY, extend=UNFORESEEN)),
        ("undo", cancelled_hold(undo=UNFORESEEN)),
        ("acknowledge", cancelled_hold(acknowledge=UNFORESEEN)),
    ],
    ids=lambda each: str(each)[:12],
)
async def test_what_nobody_can_foresee_is_asked_of_the_system(scene: Scene, name: str, row: Any) -> None:
    await scene.do(name, row)
    assert len(scene.acts.sent) == 1
    told = scene.note
    assert isinstance(told, Result)
    scene.acts.outcomes = [ActRefused(refused_by_system("too_many"))]
    await scene.do(name, row)
    refused_now: object = scene.note
    assert isinstance(refused_now, ActRefused)
    assert refused_now.refusal.code == "too_many"


@pytest.mark.parametrize("act", ACTS, ids=[act[0] for act in ACTS])
@pytest.mark.parametrize("hidden", ["before", "meanwhile", "afterwards"])
async def test_with_titles_hidden_none_is_named(scene: Scene, act: tuple[Any, ...], hidden: str) -> None:
    desk = scene.bench.desk
    name, row, _, note = act

    async def hide() -> None:
        desk.toggle_titles()

    if hidden == "before":
        await hide()
        rows = row if isinstance(row, tuple) else (row,)
        shown = tuple(replace(each, title=MASK) for each in rows)
        row = shown if isinstance(row, tuple) else shown[0]
    elif hidden == "meanwhile":
        scene.acts.meanwhile = hide
    await scene.do(name, row)
    if hidden == "afterwards":
        await hide()
    assert scene.note == replace(note, title=None)


@pytest.mark.parametrize(("name", "row", "order", "note"), ACTS, ids=[act[0] for act in ACTS])
async def test_the_result_goes_with_its_patron(
    scene: Scene, name: str, row: Any, order: str, note: Result
) -> None:
    await scene.do(name, row)
    desk = scene.bench.desk
    desk.card_error.set(None)
    scene.bench.look_ups.answer("again 11", PatronGone())
    desk.read_again.start()
    await desk.read_again.settled()
    assert desk.answer.value is None
    assert scene.note is None


@pytest.mark.parametrize(("name", "row", "order", "note"), ACTS, ids=[act[0] for act in ACTS])
async def test_beside_another_patron_no_more_is_told_than_that_it_was_done(
    scene: Scene, name: str, row: Any, order: str, note: Result
) -> None:
    desk = scene.bench.desk

    async def close() -> None:
        desk.close_patron.start()
        await desk.close_patron.settled()

    scene.acts.meanwhile = close
    await scene.do(name, row)
    assert scene.note is note.done


async def test_of_a_caller_whose_check_is_over_no_more_is_told_than_that_it_was_done(scene: Scene) -> None:
    desk = scene.bench.desk
    await scene.open()
    desk.answer.set(PhoneSummary(NOW, CARD_A, 11, 1, 0, 0, 0, 0))
    desk.tell(Result(Done.LOANS_RENEWED, "こころ", days(14)))
    assert scene.note is Done.LOANS_RENEWED


async def test_the_result_of_another_patron_than_who_is_open_names_nothing_of_theirs(scene: Scene) -> None:
    desk = scene.bench.desk
    await scene.bench.open(CARD_B)
    desk.show_outcome(patron(CARD_A), Result(Done.LOANS_RENEWED, "こころ", days(14)))
    assert scene.note is Done.LOANS_RENEWED
    assert desk.snapshot == patron(CARD_B)


async def test_who_comes_back_to_a_locked_desk_reads_it_without_the_title(scene: Scene) -> None:
    await scene.do("cancel", hold())
    await scene.bench.desk.aclose()
    assert scene.note is Done.HOLD_CANCELLED


async def test_the_rows_that_an_act_changed_are_marked_until_the_next(scene: Scene) -> None:
    desk = scene.bench.desk
    loans, holds = (loan(1), loan(2), loan(3)), (hold(1),)
    await scene.open(loans=loans, holds=holds)
    after = replace(patron(CARD_A), loans=loans, holds=holds)
    states = [
        replace(after, loans=(loan(1, version=2), loan(2), loan(3))),
        replace(after, loans=(loan(1, version=2), loan(2), loan(3, version=2))),
    ]
    last = replace(states[-1], holds=(), cancelled_holds=(cancelled_hold(9),))

    async def renewed() -> None:
        scene.acts.after = states.pop(0)

    scene.acts.meanwhile = renewed
    scene.circulation.renew.start(loan(1), loan(3))
    await scene.circulation.renew.settled()
    assert desk.marked.value == {RowPlace(Part.LOANS, 1), RowPlace(Part.LOANS, 3)}

    async def cancelled() -> None:
        assert desk.marked.value == frozenset()
        scene.acts.after = last

    scene.acts.meanwhile = cancelled
    scene.circulation.cancel.start(hold(1))
    await scene.circulation.cancel.settled()
    assert desk.marked.value == {RowPlace(Part.CANCELLED_HOLDS, 9)}
    desk.close_patron.start()
    await desk.close_patron.settled()
    assert desk.marked.value == frozenset()


async def test_a_patron_who_was_just_identified_has_no_marked_rows(scene: Scene) -> None:
    desk = scene.bench.desk
    scene.bench.look_ups.answer(CARD_A, PhoneSummary(NOW, CARD_A, 11, 1, 0, 0, 0, 0))
    desk.scanned(CARD_A)
    await desk.look_up.settled()
    desk.show_outcome(replace(patron(CARD_A), loans=(loan(),)), Done.IDENTIFIED)
    assert desk.marked.value == frozenset()


@pytest.mark.parametrize(
    ("name", "row"), [act[:2] for act in ACTS if act[0] != "undo"], ids=lambda each: str(each)[:12]
)
async def test_a_declined_question_does_nothing(scene: Scene, name: str, row: Any) -> None:
    scene.clerk.says = False
    await scene.do(name, row)
    assert len(scene.clerk.asked) == 1
    assert scene.acts.sent == []


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("renew", (loan(renewal=both(refused(Reason.STILL_WAITING))),)),
        ("change", hold(change=both(refused(Reason.STILL_WAITING)))),
        ("cancel", hold(cancel=both(refused(Reason.STILL_WAITING)))),
        ("staff_cancel", hold(cancel=both(refused(Reason.STILL_WAITING)))),
        ("extend", hold()),
        ("undo", cancelled_hold(undo=refused(Reason.STILL_WAITING))),
        ("acknowledge", cancelled_hold(acknowledge=refused(Reason.STILL_WAITING))),
    ],
    ids=lambda each: str(each)[:12],
)
async def test_a_refusal_is_told_before_any_question(scene: Scene, name: str, row: Any) -> None:
    await scene.do(name, row)
    assert isinstance(scene.note, ActRefused)
    assert scene.note.refusal.reasons == (Reason.STILL_WAITING,)
    assert (scene.clerk.asked, scene.acts.sent) == ([], [])


@pytest.mark.parametrize("how", ["closed", "hidden"])
async def test_where_the_item_goes_is_told_without_its_title_once_the_patron_is_closed_or_titles_are_hidden(
    scene: Scene, how: str
) -> None:
    async def close() -> None:
        if how == "hidden":
            scene.bench.desk.toggle_titles()
            return
        scene.bench.desk.close_patron.start()
        await scene.bench.desk.close_patron.settled()

    scene.acts.meanwhile = close
    await scene.do("staff_cancel", READY)
    kind, row, branch = scene.clerk.asked[-1]
    assert (kind, row, branch) == ("goes", replace(READY, title=MASK), "前川")


async def test_a_changed_row_is_told_and_read_again(scene: Scene) -> None:
    scene.acts.outcomes = [RowChanged()]
    await scene.do("cancel", hold())
    assert isinstance(scene.note, RowChanged)
    assert scene.bench.desk.refresh.running.value
    await scene.bench.desk.refresh.aclose()


async def test_the_same_hand_over_is_no_change_and_is_told(scene: Scene) -> None:
    scene.clerk.hand_over = HandOver(ContactMethod.MAIL, 2, None)
    await scene.do("change", hold())
    assert scene.acts.sent == []
    assert scene.note is Done.HOLD_UNCHANGED


async def test_where_the_item_goes_is_shown(scene: Scene) -> None:
    await scene.do("staff_cancel", READY)
    assert [asked[0] for asked in scene.clerk.asked] == ["staff_cancel", "goes"]
    assert scene.clerk.asked[-1][-1] == "前川"


@pytest.mark.parametrize(
    ("route", "closure"),
    [
        (ItemRoute(2, days(8), ContactMethod.PHONE), Closure.SINGLE),
        (ItemRoute(2, days(1), ContactMethod.PHONE), None),
        (ItemRoute(2), None),
        (ItemRoute(), None),
    ],
)
async def test_a_closure_that_moves_the_next_patrons_day_is_told(
    scene: Scene, route: ItemRoute, closure: Closure | None
) -> None:
    scene.acts.outcomes = [route]
    await scene.do("staff_cancel", READY)
    assert scene.clerk.asked[-1][0] == "goes"
    assert scene.clerk.moved is closure

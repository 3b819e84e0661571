"""Several loans renewed in one command: what came of each, and what is told of all."""

import asyncio
from typing import Any

import pytest

from services.contract.errors import ActRefused, OutcomeUnknown, RowChanged
from services.rules.decision import Allowed, Reason
from tests.helpers.snapshots import (
    both,
    days,
    loan,
    refused,
)
from tests.helpers.waiting import HOPELESS
from tests.viewmodels.circulation_fakes import Scene
from tests.viewmodels.fakes import CARD_A, CARD_B, patron
from tests.viewmodels.today.today_fakes import go_on
from viewmodels.core.notes import Caution, Done, Renewals
from viewmodels.core.trouble import Bug
from viewmodels.desk.masking import MASK


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.mark.parametrize("failures", [(), (1,), (0, 1, 2)])
async def test_several_renewals_are_told_together(scene: Scene, failures: tuple[int, ...]) -> None:
    told: list[Any] = []
    scene.bench.desk.note.subscribe(told.append)
    refusal = ActRefused(refused(Reason.STILL_WAITING))
    scene.acts.outcomes = [refusal if n in failures else None for n in range(3)]
    await scene.do("renew", (loan(1), loan(2), loan(3)))
    assert told == [None, Renewals(3 - len(failures), len(failures))]
    assert [asked[0] for asked in scene.clerk.asked] == ["renewal"] + ["renewals"] * bool(failures)


@pytest.mark.parametrize("masked", [False, True])
async def test_titles_hidden_while_renewals_run_are_masked_in_what_came_of_them(
    scene: Scene, masked: bool
) -> None:
    scene.acts.outcomes = [ActRefused(refused(Reason.STILL_WAITING)), None]

    async def hide() -> None:
        if masked and not scene.bench.desk.titles_masked.value:
            scene.bench.desk.toggle_titles()

    scene.acts.meanwhile = hide
    await scene.do("renew", (loan(1), loan(2)))
    kind, outcomes = scene.clerk.asked[-1]
    titles = [MASK if masked else loan(each).title for each in (1, 2)]
    assert (kind, [each.loan.title for each in outcomes]) == ("renewals", titles)


async def test_each_of_several_renewals_has_its_own_outcome(scene: Scene) -> None:
    in_hand = loan(3, renewal=both(Allowed(days(14), item_in_hand=True)))
    failure = ActRefused(refused(Reason.STILL_WAITING))
    scene.acts.outcomes = [None, failure, None]
    await scene.do("renew", (loan(1), loan(2), in_hand))
    assert [order.item_checked for order in scene.acts.sent] == [False, False, True]
    kind, outcomes = scene.clerk.asked[-1]
    assert kind == "renewals"
    assert [each.outcome for each in outcomes] == [days(14), failure, days(14)]


@pytest.mark.parametrize("failure", [None, OutcomeUnknown("x"), ActRefused(refused(Reason.STILL_WAITING))])
@pytest.mark.parametrize("rows", [(1,), (1, 2, 3)])
async def test_renewals_end_when_their_patron_is_closed(
    scene: Scene, failure: Exception | None, rows: tuple[int, ...]
) -> None:
    desk = scene.bench.desk

    async def close() -> None:
        desk.close_patron.start()
        await desk.close_patron.settled()

    scene.acts.meanwhile, scene.acts.outcomes = close, [failure]
    await scene.do("renew", tuple(loan(each) for each in rows))
    assert len(scene.acts.sent) == 1
    assert [asked[0] for asked in scene.clerk.asked] == ["renewal"]  # no titles over another patron
    told = Caution.RENEWALS_LEFT if len(rows) > 1 else failure or Done.LOANS_RENEWED
    assert scene.note == told
    assert bool(desk.unanswered.open.value) is isinstance(failure, OutcomeUnknown)


@pytest.mark.parametrize("failures", [(), (0,), (2,), (0, 1, 2)])
async def test_renewals_whose_patron_is_closed_during_the_last_are_told_together(
    scene: Scene, failures: tuple[int, ...]
) -> None:
    desk = scene.bench.desk
    refusal = ActRefused(refused(Reason.STILL_WAITING))
    scene.acts.outcomes = [refusal if n in failures else None for n in range(3)]

    async def close() -> None:
        if len(scene.acts.sent) == 3:
            desk.close_patron.start()
            await desk.close_patron.settled()

    scene.acts.meanwhile = close
    await scene.do("renew", tuple(loan(each) for each in (1, 2, 3)))
    assert scene.note == Renewals(3 - len(failures), len(failures))
    assert [asked[0] for asked in scene.clerk.asked] == ["renewal"]


async def test_what_is_pressed_once_another_card_was_read_is_done_to_nobody(scene: Scene) -> None:
    await scene.bench.open(CARD_A)
    desk = scene.bench.desk
    desk.scanned(CARD_B)
    scene.circulation.renew.start(loan(1))
    await asyncio.wait_for(scene.circulation.renew.settled(), HOPELESS)
    scene.bench.look_ups.answer(CARD_B, patron(CARD_B))
    await asyncio.wait_for(desk.look_up.settled(), HOPELESS)
    assert (scene.acts.sent, scene.clerk.asked, scene.bench.bugs.seen, desk.note.value) == ([], [], [], None)
    assert desk.snapshot is not None
    assert desk.snapshot.card_number == CARD_B


async def test_a_card_read_in_the_moment_in_which_something_is_pressed_waits_for_its_question(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    await scene.bench.open(CARD_A)
    desk = scene.bench.desk
    seen: list[object] = []

    async def confirm(_loans: object, _among: object) -> frozenset[int] | None:
        await desk.look_up.settled()
        seen.append((desk.patron_id, desk.waiting_scan.value))
        return None

    monkeypatch.setattr(scene.clerk, "confirm_renewal", confirm)
    scene.bench.look_ups.answer(CARD_B, patron(CARD_B))
    scene.circulation.renew.start(loan(1))
    desk.scanned(CARD_B)
    await asyncio.wait_for(scene.circulation.renew.settled(), HOPELESS)
    await asyncio.wait_for(desk.look_up.settled(), HOPELESS)
    assert seen == [(11, CARD_B)]
    assert desk.patron_id == 22


@pytest.mark.parametrize("error", [RowChanged(), ArithmeticError()])
async def test_a_renewal_that_failed_is_told_although_the_next_card_waits(
    scene: Scene, error: Exception
) -> None:
    await scene.bench.open(CARD_A)
    desk = scene.bench.desk
    answered = scene.acts.gate(error)
    scene.bench.look_ups.answer(CARD_B, patron(CARD_B))
    scene.circulation.renew.start(loan(1))
    await go_on(lambda: bool(scene.acts.sent))
    desk.scanned(CARD_B)
    answered.set()
    await asyncio.wait_for(scene.circulation.renew.settled(), HOPELESS)
    await asyncio.wait_for(desk.look_up.settled(), HOPELESS)
    assert desk.patron_id == 22
    assert isinstance(desk.note.value, RowChanged | Bug)

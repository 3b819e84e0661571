"""The tour goes on by what is done at the desk, comes back when that is undone, and is remembered once it is left."""

from collections.abc import AsyncIterator

import pytest

from services.contract.snapshot import PatronSnapshot
from tests.viewmodels.fakes import CARD_A, Bench, Printer, issue_dependencies
from viewmodels.core.notes import Done
from viewmodels.help.tour import Tour, TourStep
from viewmodels.passwords.password_issue_launcher import PasswordIssueLauncher


class Walk:
    """A desk, its tour, and how often it was remembered."""

    def __init__(self) -> None:
        self.bench = Bench()
        self.passwords = PasswordIssueLauncher(self.bench.desk, issue_dependencies(self.bench, Printer()))
        self.remembered = 0
        self.tour = Tour(self.bench.desk, self.passwords, self._remember, "")

    def _remember(self) -> None:
        self.remembered += 1

    def step(self) -> TourStep | None:
        return self.tour.step.value

    async def close_patron(self) -> None:
        self.bench.desk.close_patron.start()
        await self.bench.desk.close_patron.settled()

    def issued(self) -> None:
        snapshot = self.bench.desk.snapshot
        assert isinstance(snapshot, PatronSnapshot)
        self.bench.desk.show_outcome(snapshot, Done.PASSWORD_REISSUED)

    async def close_dialog(self) -> None:
        dialog = self.passwords.dialog.value
        assert dialog is not None
        await dialog.aclose()


@pytest.fixture
async def walk() -> AsyncIterator[Walk]:
    made = Walk()
    yield made
    await made.passwords.aclose()
    await made.bench.desk.aclose()


async def test_nothing_is_told_before_somebody_begins(walk: Walk) -> None:
    await walk.bench.open(CARD_A)
    walk.tour.next_list_tried()
    assert walk.step() is None
    walk.tour.leave()
    assert walk.remembered == 0


async def test_it_goes_on_by_what_is_done_to_its_end(walk: Walk) -> None:
    walk.tour.start()
    assert walk.step() is TourStep.CARD
    await walk.bench.open(CARD_A)
    assert walk.step() is TourStep.LISTS
    walk.tour.next_list_tried()
    assert walk.step() is TourStep.PASSWORD
    walk.passwords.open()
    assert walk.step() is TourStep.SLIP
    walk.issued()
    assert walk.step() is TourStep.SLIP  # its slip is still being handed over
    await walk.close_dialog()
    assert walk.step() is TourStep.CLOSE
    assert walk.remembered == 0
    await walk.close_patron()
    assert (walk.step(), walk.remembered) == (TourStep.END, 1)
    walk.tour.leave()
    assert walk.step() is None


async def test_a_dialog_that_is_left_without_a_password_is_to_be_opened_again(walk: Walk) -> None:
    walk.tour.start()
    await walk.bench.open(CARD_A)
    walk.passwords.open()  # F4 at once is a step further, too
    assert walk.step() is TourStep.SLIP
    await walk.close_dialog()
    assert walk.step() is TourStep.PASSWORD


async def test_a_patron_who_is_closed_too_early_is_to_be_opened_again(walk: Walk) -> None:
    walk.tour.start()
    await walk.bench.open(CARD_A)
    walk.tour.next_list_tried()
    await walk.close_patron()
    assert walk.step() is TourStep.CARD


async def test_it_begins_with_an_open_patron_where_there_is_one_and_can_begin_anew(walk: Walk) -> None:
    await walk.bench.open(CARD_A)
    walk.tour.start()
    assert walk.step() is TourStep.LISTS
    walk.tour.leave()
    assert walk.remembered == 1
    walk.tour.start()
    assert walk.step() is TourStep.LISTS

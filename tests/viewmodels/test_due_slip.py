"""The 返却期限票 at a desk on fakes: what stands on it, when it isn't offered, what is told of printer and queue."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from services.contract.errors import PrinterFault, PrinterUnavailable
from services.rules.policy import Policy
from services.rules.vocabulary import HoldStatus, Paper, Role
from services.slips.due_slip import DueLoan, DueSlip, ReadyHold
from tests.helpers.snapshots import days, hold, loan, past_waiting
from tests.viewmodels.fakes import CARD_A, CARD_B, NOW, Bench, Printer, patron
from viewmodels.core.notes import Caution, Done
from viewmodels.due_slip import DueSlipViewModel

READY = past_waiting(5, HoldStatus.READY, shelf_until=days(3), shelf_place="A-12")
LOANS = (loan(1), loan(2, title=None, due_on=None, item_number="2222222222"))
_NO_PRINTER = PrinterUnavailable(PrinterFault.NONE_THERE, "")


class Slips:
    """Keeps what was to be laid out."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()
        self.made: list[tuple[DueSlip, Paper]] = []

    async def make_due(self, slip: DueSlip, paper: Paper) -> bytes:
        self.made.append((slip, paper))
        self.begun.set()
        return b"due"


class Scene:
    """A desk that prints."""

    def __init__(self, **bench: Any) -> None:
        self.bench = Bench(**bench)
        self.desk = self.bench.desk
        self.slips, self.printer = Slips(), Printer()
        self.policy = Policy()
        self.model = DueSlipViewModel(
            self.desk,
            self.slips,
            self.printer,
            policy=lambda: self.policy,
            report_bug=self.bench.bugs,
            pause=self.printer.wait_for_change,
        )

    async def open(self, **changed: Any) -> None:
        self.bench.look_ups.answer(
            CARD_A, replace(patron(CARD_A), **{"loans": LOANS, "holds": (READY,)} | changed)
        )
        self.desk.scanned(CARD_A)
        await self.desk.look_up.settled()

    async def print(self) -> None:
        self.model.print_slip.start()
        await self.model.print_slip.settled()

    @property
    def note(self) -> object:
        return self.desk.note.value

    @property
    def slip(self) -> DueSlip:
        ((slip, _),) = self.slips.made
        return slip


@pytest.fixture
def scene() -> Scene:
    return Scene()


async def test_the_slip_says_what_is_lent_and_what_is_ready_and_not_whose(scene: Scene) -> None:
    await scene.open()
    await scene.print()
    first = LOANS[0]
    assert scene.slip == DueSlip(
        library="川口市立図書館",
        branch="中央図書館",
        printed_on=NOW.date(),
        loans=(
            DueLoan(first.title, first.item_number, first.due_on),
            DueLoan(None, "2222222222", None),
        ),
        holds=(ReadyHold(READY.title, READY.item_number, READY.branch, "A-12", days(3)),),
    )
    assert scene.slips.made[0][1] is Paper.A6
    assert scene.printer.printed == [b"due"]
    assert scene.note is Done.DUE_SLIP_SENT


@pytest.mark.parametrize(
    ("policy", "card", "name"),
    [
        (Policy(due_slip_shows_card=True), "●●●●●001-1", False),
        (Policy(due_slip_shows_name=True), None, True),
    ],
)
async def test_number_and_name_are_the_librarys_to_want(
    scene: Scene, policy: Policy, card: str | None, name: bool
) -> None:
    scene.policy = policy
    await scene.open()
    await scene.print()
    assert scene.slip.card_number == card
    assert scene.slip.patron_name == (patron(CARD_A).patron.name if name else None)


async def test_holds_that_wait_or_are_over_stand_on_no_slip(scene: Scene) -> None:
    over = past_waiting(6, HoldStatus.READY, shelf_until=days(-1))
    await scene.open(holds=(hold(7), over, READY))
    await scene.print()
    assert [it.shelf for it in scene.slip.holds] == ["A-12"]


async def test_a_mobile_librarys_hold_names_its_stop(scene: Scene) -> None:
    await scene.open(holds=(replace(READY, branch="あおぞら号", stop="見本停留所"),))
    await scene.print()
    assert scene.slip.holds[0].pick_up == "あおぞら号 見本停留所"


async def test_nothing_to_say_prints_nothing(scene: Scene) -> None:
    await scene.open(loans=(), holds=(hold(7),))
    await scene.print()
    assert (scene.slips.made, scene.printer.choices) == ([], 0)


async def test_nobody_open_prints_nothing(scene: Scene) -> None:
    await scene.print()
    assert (scene.slips.made, scene.printer.choices) == ([], 0)


async def test_titles_that_are_hidden_are_on_no_paper(scene: Scene) -> None:
    await scene.open()
    scene.desk.toggle_titles()
    assert not scene.model.offered.value
    await scene.print()
    assert scene.slips.made == []
    scene.desk.toggle_titles()
    assert scene.model.offered.value


async def test_titles_that_are_hidden_while_a_printer_is_chosen_stay_hidden(scene: Scene) -> None:
    await scene.open()
    choosing, chosen = asyncio.Event(), asyncio.Event()

    async def choose() -> bool:
        choosing.set()
        await chosen.wait()
        return True

    scene.printer.choose = choose  # type: ignore[method-assign]
    scene.model.print_slip.start()
    await choosing.wait()
    scene.desk.toggle_titles()
    chosen.set()
    await scene.model.print_slip.settled()
    assert scene.slips.made == []
    assert scene.printer.printed == []


async def test_a_caller_gets_no_slip() -> None:
    scene = Scene(role=Role.PHONE)
    await scene.open()
    assert not scene.model.offered.value
    await scene.print()
    assert scene.slips.made == []


async def test_the_phone_channel_offers_none_and_the_counter_offers_it_again(scene: Scene) -> None:
    for offered in (False, True):
        scene.desk.switch_channel.start()
        await scene.desk.switch_channel.settled()
        assert scene.model.offered.value is offered


async def test_a_card_waits_until_the_slip_is_in_the_queue(scene: Scene) -> None:
    await scene.open()
    scene.printer.slow = asyncio.Event()
    running = scene.model.print_slip.start()
    await scene.slips.begun.wait()
    scene.bench.look_ups.answer(CARD_B, patron(CARD_B))
    scene.desk.scanned(CARD_B)
    assert scene.desk.waiting_scan.value == CARD_B
    scene.printer.slow.set()
    assert running is not None
    await running
    await scene.desk.look_up.settled()
    assert scene.desk.patron_id == patron(CARD_B).patron.id
    assert [it.title for it in scene.slip.loans] == [it.title for it in LOANS]


async def test_the_clerk_may_leave_the_choice_of_a_printer(scene: Scene) -> None:
    await scene.open()
    scene.printer.chooses = False
    await scene.print()
    assert (scene.printer.choices, scene.slips.made, scene.note) == (1, [], None)
    assert not scene.desk.busy.value


async def test_the_slip_is_laid_out_for_the_paper_that_was_chosen(scene: Scene) -> None:
    await scene.open()
    scene.printer.chooses = Paper.ROLL80
    await scene.print()
    assert scene.slips.made[0][1] is Paper.ROLL80


async def test_a_printer_that_cannot_print_is_told_and_it_can_be_printed_once_more(scene: Scene) -> None:
    await scene.open()
    scene.printer.fault = _NO_PRINTER
    await scene.print()
    told = [scene.note]
    assert not scene.desk.busy.value
    scene.printer.fault = None
    await scene.print()
    assert [*told, scene.note] == [_NO_PRINTER, Done.DUE_SLIP_SENT]


async def test_a_queue_that_stops_later_is_told(scene: Scene) -> None:
    await scene.open()
    await scene.print()
    stopped = PrinterUnavailable(PrinterFault.STOPPED, "Slips")
    scene.printer.last_job_fails(stopped)
    await scene.model.settled()
    assert scene.note is stopped


async def test_what_is_out_says_nothing_more(scene: Scene) -> None:
    await scene.open()
    await scene.print()
    scene.desk.note.set(Caution.SAME_CARD)
    scene.printer.last_job_out()
    await scene.model.settled()
    assert scene.note is Caution.SAME_CARD


async def test_nothing_is_printed_while_an_act_runs_or_a_question_is_open(scene: Scene) -> None:
    await scene.open()
    release = scene.desk.pause_scans(scene)
    await scene.print()
    assert scene.slips.made == []
    release()
    await scene.print()
    assert len(scene.slips.made) == 1


async def test_a_desk_that_closes_prints_nothing_more(scene: Scene) -> None:
    await scene.open()
    await scene.model.aclose()
    await scene.print()
    assert scene.slips.made == []


async def test_a_bug_is_logged_and_told(scene: Scene) -> None:
    await scene.open()
    scene.printer.fault = RuntimeError("broken")
    await scene.print()
    assert scene.bench.bugs.seen == [scene.printer.fault]

"""自分のパスワードの変更 without Qt: what is asked of the service, what is told, what is left."""

import asyncio
from datetime import UTC, datetime

import pytest

from services.contract.act_requests import ChangeOwnPassword
from services.contract.errors import (
    Disconnected,
    OutcomeUnknown,
    ServiceError,
    SignInFailed,
    StaffLocked,
    SystemUnreachable,
)
from services.rules.passwords.own_password import OwnPasswordFault
from services.rules.policy import Policy
from services.rules.secret import Secret
from tests.viewmodels.fakes import CARD_A, Bench, patron
from viewmodels.core.notes import Done
from viewmodels.core.observable import Observable
from viewmodels.core.trouble import Bug
from viewmodels.sign_in.own_password import OwnPasswordForm, OwnPasswordViewModel

OLD, NEW = "kingyo-2026", "hanabi-0815"
UNTIL = datetime(2026, 11, 24, 1, 5, tzinfo=UTC)


def now[T](held: Observable[T]) -> T:
    """Read a value that may have changed since it was last looked at."""
    return held.value


class Scene:
    """A desk, and a service that does what the test says."""

    def __init__(self) -> None:
        self.bench = Bench()
        self.orders: list[ChangeOwnPassword] = []
        self.answer: Exception | None = None
        self.gate = asyncio.Event()
        self.gate.set()
        self.own = OwnPasswordViewModel(
            self.bench.desk,
            self._change,
            policy=lambda: Policy(staff_password_min_length=10),
            report_bug=self.bench.bugs,
        )

    async def _change(self, order: ChangeOwnPassword) -> None:
        self.orders.append(order)
        await self.gate.wait()
        if self.answer is not None:
            raise self.answer

    def open(self) -> OwnPasswordForm:
        self.own.open()
        form = self.own.form.value
        assert form is not None
        return form

    async def send(self, form: OwnPasswordForm, old: str = OLD, new: str = NEW, again: str = NEW) -> None:
        form.send.start(Secret(old), Secret(new), Secret(again))
        await form.send.settled()


@pytest.fixture
def scene() -> Scene:
    return Scene()


async def test_it_is_changed_by_whoever_is_at_the_desk_and_told(scene: Scene) -> None:
    await scene.send(scene.open())
    (order,) = scene.orders
    assert (order.actor, order.old.reveal(), order.new.reveal()) == (scene.bench.desk.actor, OLD, NEW)
    assert now(scene.own.form) is None
    assert scene.bench.desk.note.value is Done.OWN_PASSWORD_CHANGED


async def test_what_can_be_told_before_costs_no_try(scene: Scene) -> None:
    form = scene.open()
    await scene.send(form, "", "short", "other")
    assert now(form.faults) == (
        OwnPasswordFault.OLD_MISSING,
        OwnPasswordFault.TOO_SHORT,
        OwnPasswordFault.MISMATCH,
    )
    await scene.send(form, new=OLD, again=OLD)
    assert now(form.faults) == (OwnPasswordFault.SAME_AS_OLD,)
    assert scene.orders == []


async def test_what_an_ime_widened_is_the_same(scene: Scene) -> None:
    await scene.send(scene.open(), again="".join(chr(ord(letter) + 0xFEE0) for letter in NEW))
    assert len(scene.orders) == 1


async def test_a_wrong_old_one_tells_how_many_tries_are_left(scene: Scene) -> None:
    form = scene.open()
    scene.answer = SignInFailed(4)
    await scene.send(form)
    assert (form.faults.value, form.tries_left.value) == ((OwnPasswordFault.OLD_WRONG,), 4)
    scene.answer = StaffLocked(UNTIL)
    await scene.send(form)
    assert (form.faults.value, form.tries_left.value) == ((), None)
    assert form.trouble.value is scene.answer
    assert now(scene.own.form) is form


@pytest.mark.parametrize("error", [SystemUnreachable()])
async def test_a_server_that_is_away_leaves_the_dialog_open(scene: Scene, error: ServiceError) -> None:
    form = scene.open()
    scene.answer = error
    await scene.send(form)
    assert form.trouble.value is error
    scene.answer = None
    await scene.send(form)
    assert scene.bench.desk.note.value is Done.OWN_PASSWORD_CHANGED


async def test_nothing_is_tried_while_the_connection_is_lost(scene: Scene) -> None:
    scene.bench.desk.show_disconnected(SystemUnreachable())
    form = scene.open()
    await scene.send(form)
    assert isinstance(form.trouble.value, Disconnected)
    assert scene.orders == []


async def test_a_lost_answer_is_asked_for_later(scene: Scene) -> None:
    scene.answer = OutcomeUnknown("x")
    await scene.send(scene.open())
    assert now(scene.own.form) is None
    assert scene.bench.desk.unanswered.open.value == (scene.orders[0].act_id,)
    assert scene.bench.desk.note.value is scene.answer


async def test_a_fault_of_the_program_is_told_by_its_reference(scene: Scene) -> None:
    form = scene.open()
    scene.answer = RuntimeError("boom")
    await scene.send(form)
    assert isinstance(form.trouble.value, Bug)


async def test_it_ends_only_when_nothing_is_under_way(scene: Scene) -> None:
    form = scene.open()
    scene.gate.clear()
    form.send.start(Secret(OLD), Secret(NEW), Secret(NEW))
    await asyncio.sleep(0)
    form.close()
    assert now(scene.own.form) is form
    ending = asyncio.create_task(scene.own.aclose())
    await asyncio.sleep(0)
    scene.gate.set()
    await ending
    assert now(scene.own.form) is None
    assert scene.bench.desk.note.value is Done.OWN_PASSWORD_CHANGED


async def test_closing_leaves_all_as_it_was(scene: Scene) -> None:
    scene.open().close()
    assert now(scene.own.form) is None
    assert (scene.bench.desk.note.value, scene.orders) == (None, [])


async def test_a_card_read_meanwhile_waits(scene: Scene) -> None:
    form = scene.open()
    scene.bench.desk.scanned(CARD_A)
    await scene.bench.desk.look_up.settled()
    assert scene.bench.desk.answer.value is None
    assert scene.bench.desk.waiting_scan.value == CARD_A
    scene.bench.look_ups.answer(CARD_A, patron(CARD_A))
    form.close()
    await scene.bench.desk.look_up.settled()
    assert scene.bench.desk.snapshot is not None


async def test_a_second_opening_is_the_first(scene: Scene) -> None:
    assert scene.open() is scene.open()

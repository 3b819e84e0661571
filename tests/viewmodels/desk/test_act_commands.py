"""What became of an order whose answer was lost: the same wish sends the same order."""

import asyncio

import pytest

from services.acts.contact import ResendNotice
from services.contract.errors import (
    ActUnderWay,
    EmailMalformed,
    OutcomeUnknown,
    RowChanged,
    SystemReadOnly,
    SystemUnreachable,
)
from tests.helpers.waiting import HOPELESS
from tests.viewmodels.email.email_fakes import Clerk
from tests.viewmodels.fakes import CARD_A, CARD_B, Bench
from viewmodels.core.command import AsyncCommand
from viewmodels.core.notes import Done
from viewmodels.desk.act_commands import ActCommands
from viewmodels.email.email import EmailViewModel


class Scene:
    """A desk that changes addresses."""

    def __init__(self) -> None:
        self.bench = Bench()
        self.acts = self.bench.acts
        self.acting = ActCommands(self.bench.desk, self.acts, self.bench.bugs)
        self.email = EmailViewModel(self.acting, Clerk())

    async def change(self, text: str, failure: Exception | None = None) -> str:
        self.acts.outcomes = [failure]
        self.email.change.start(text)
        await self.email.change.settled()
        return str(self.acts.sent[-1].act_id)

    async def resend(self, failure: Exception | None = None) -> str:
        self.acts.outcomes = [failure]
        self.email.resend.start()
        await self.email.resend.settled()
        assert isinstance(self.acts.sent[-1], ResendNotice)
        return self.acts.sent[-1].act_id


@pytest.fixture
async def scene() -> Scene:
    scene = Scene()
    await scene.bench.open(CARD_A)
    return scene


async def test_the_same_wish_after_a_lost_answer_is_the_same_order(scene: Scene) -> None:
    first = await scene.change("a@example.jp", OutcomeUnknown("x"))
    assert await scene.change("a@example.jp", SystemUnreachable()) == first
    assert await scene.change("a@example.jp") == first


async def test_another_wish_is_another_order(scene: Scene) -> None:
    first = await scene.change("a@example.jp", OutcomeUnknown("x"))
    assert await scene.change("b@example.jp") != first
    assert await scene.resend() != first


@pytest.mark.parametrize("trouble", [SystemReadOnly(), SystemUnreachable(), ArithmeticError()])
async def test_what_is_no_answer_leaves_the_doubt(scene: Scene, trouble: Exception) -> None:
    first = await scene.resend(OutcomeUnknown("x"))
    assert await scene.resend(trouble) == first
    assert scene.bench.desk.unanswered.open.value == (first,)
    assert await scene.resend() == first
    assert not scene.bench.desk.unanswered.open.value


@pytest.mark.parametrize("answer", [None, RowChanged()])
async def test_an_answer_settles_the_doubt(scene: Scene, answer: Exception | None) -> None:
    first = await scene.resend(OutcomeUnknown("x"))
    assert await scene.resend(answer) == first
    assert await scene.resend() != first


async def test_a_refusal_without_doubt_leaves_none(scene: Scene) -> None:
    first = await scene.resend(SystemUnreachable())
    assert await scene.resend() != first


async def test_a_closed_patron_leaves_nothing_behind(scene: Scene) -> None:
    first = await scene.resend(OutcomeUnknown("x"))
    await scene.bench.open(CARD_B)
    await scene.bench.open(CARD_A)
    assert await scene.resend() != first


async def test_the_end_of_a_command_around_it_leaves_the_doubt(scene: Scene) -> None:
    sent: list[str] = []

    async def around() -> None:
        sent.append(await scene.resend(OutcomeUnknown("x")))

    outer = scene.acting.command(around)
    outer.start()
    await outer.settled()
    assert sent == [await scene.resend()]


async def test_what_was_told_of_one_act_does_not_stand_beside_the_next(scene: Scene) -> None:
    await scene.change("a@example.jp")
    assert scene.bench.desk.note.value is Done.EMAIL_UPDATED
    await scene.change("a@", EmailMalformed(()))
    assert scene.bench.desk.note.value is None


async def test_after_an_act_that_was_done_work_goes_on_and_after_no_other(scene: Scene) -> None:
    wanted: list[None] = []
    scene.bench.desk.goes_on.subscribe(wanted.append)
    await scene.resend(RowChanged())
    await scene.resend(OutcomeUnknown("x"))
    assert wanted == []
    await scene.resend()
    assert wanted == [None]


async def sent(command: AsyncCommand[...]) -> None:
    """Wait until a command waits for an answer, or has ended."""
    for _ in range(10):
        await asyncio.sleep(0)
    assert command.running.value


async def test_an_act_whose_patron_is_closed_meanwhile_leaves_its_doubt(scene: Scene) -> None:
    answer = scene.acts.gate(OutcomeUnknown("x"))
    scene.email.change.start("a@example.jp")
    await sent(scene.email.change)
    scene.bench.desk.close_patron.start()
    await scene.bench.desk.close_patron.settled()
    assert scene.bench.desk.answer.value is None
    answer.set()
    await scene.email.change.settled()
    assert scene.bench.desk.unanswered.open.value == (scene.acts.sent[0].act_id,)
    assert isinstance(scene.bench.desk.note.value, OutcomeUnknown)
    await scene.bench.open(CARD_A)
    assert await scene.change("a@example.jp") != scene.acts.sent[0].act_id  # nothing typed was kept


async def test_no_act_begins_while_another_is_under_way(scene: Scene) -> None:
    answer = scene.acts.gate(OutcomeUnknown("x"))
    scene.email.change.start("a@example.jp")
    await sent(scene.email.change)
    scene.email.resend.start()
    await asyncio.wait_for(scene.email.resend.settled(), timeout=HOPELESS)
    (first,) = scene.acts.sent
    assert isinstance(scene.bench.desk.note.value, ActUnderWay)
    answer.set()
    await scene.email.change.settled()
    assert scene.bench.desk.unanswered.open.value == (first.act_id,)
    assert await scene.change("a@example.jp") == first.act_id
    assert await scene.resend() != first.act_id


async def test_a_command_that_asked_meanwhile_does_not_send_beside_another(scene: Scene) -> None:
    answered = asyncio.Event()

    async def asks() -> None:
        await answered.wait()
        await scene.acting.send(scene.acts.sent[0])

    asking = scene.acting.command(asks)
    asking.start()
    await sent(asking)
    answer = scene.acts.gate(OutcomeUnknown("x"))
    scene.email.change.start("a@example.jp")
    await sent(scene.email.change)
    answered.set()
    await asyncio.wait_for(asking.settled(), timeout=HOPELESS)
    assert isinstance(scene.bench.desk.note.value, ActUnderWay)
    answer.set()
    await scene.email.change.settled()
    assert scene.bench.desk.unanswered.open.value == (scene.acts.sent[0].act_id,)

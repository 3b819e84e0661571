import asyncio

import pytest

from tests.helpers.waiting import HOPELESS
from viewmodels.core.command import AsyncCommand, Overlap, Running, meanwhile
from viewmodels.core.observable import Observable


class Gate:
    """Work whose end the test decides."""

    def __init__(self) -> None:
        self.started: list[str] = []
        self.ended: list[str] = []
        self.cancelled: list[str] = []
        self.errors: list[Exception] = []
        self._gates: dict[str, asyncio.Event] = {}

    async def run(self, name: str) -> None:
        self.started.append(name)
        gate = self._gates.setdefault(name, asyncio.Event())
        try:
            await gate.wait()
        except asyncio.CancelledError:
            self.cancelled.append(name)
            raise
        self.ended.append(name)

    def release(self, name: str) -> None:
        self._gates.setdefault(name, asyncio.Event()).set()


async def test_a_second_start_is_refused_while_the_first_runs() -> None:
    gate = Gate()
    command = AsyncCommand(gate.run, on_error=gate.errors.append)
    assert command.start("a") is not None
    assert command.start("b") is None
    assert not command.can_execute.value
    gate.release("a")
    await command.settled()
    assert (gate.ended, command.running.value, command.can_execute.value) == (["a"], False, True)


async def test_a_replaced_run_is_cancelled_and_does_not_end_the_running_state() -> None:
    gate = Gate()
    command = AsyncCommand(gate.run, on_error=gate.errors.append, overlap=Overlap.REPLACE)
    first = command.start("a")
    await asyncio.sleep(0)
    command.start("b")
    assert first is not None
    with pytest.raises(asyncio.CancelledError):
        await first
    await asyncio.sleep(0)
    assert command.running.value
    gate.release("b")
    await command.settled()
    assert (gate.ended, gate.cancelled, command.running.value) == (["b"], ["a"], False)


async def test_who_is_told_of_an_error_can_start_again_at_once() -> None:
    tries: list[Running | None] = []

    async def fail() -> None:
        raise ValueError(len(tries))

    def again(_: Exception) -> None:
        if len(tries) < 2:
            tries.append(command.start())

    command = AsyncCommand(fail, on_error=again)
    command.start()
    await command.settled()

    assert len([task for task in tries if task is not None]) == 2


async def test_each_exception_reaches_on_error_once() -> None:
    errors: list[Exception] = []

    async def fail() -> None:
        raise ArithmeticError

    command = AsyncCommand(fail, on_error=errors.append)
    command.start()
    await command.settled()
    assert [type(error) for error in errors] == [ArithmeticError]
    assert command.can_execute.value


async def test_a_command_ends_even_if_its_trouble_can_not_be_told() -> None:
    unhandled: list[str] = []
    asyncio.get_running_loop().set_exception_handler(
        lambda _, context: unhandled.append(repr(context["exception"]))
    )

    async def fail() -> None:
        raise ArithmeticError

    def tell(error: Exception) -> None:
        raise LookupError from error

    command = AsyncCommand(fail, on_error=tell)
    command.start()
    async with asyncio.timeout(HOPELESS):
        await command.settled()
        await command.aclose()
    assert unhandled == ["LookupError()"]
    assert not command.running.value


async def test_shielded_work_is_neither_cancelled_nor_left_behind() -> None:
    gate = Gate()
    command = AsyncCommand(gate.run, on_error=gate.errors.append, shielded=True)
    command.start("a")
    await asyncio.sleep(0)
    command.cancel()
    closing = asyncio.ensure_future(command.aclose())
    await asyncio.sleep(0)
    assert not closing.done()
    gate.release("a")
    await closing
    assert (gate.ended, gate.cancelled) == (["a"], [])
    assert command.start("b") is None


async def test_what_is_done_meanwhile_is_done_once_the_work_waits() -> None:
    gate, order = Gate(), list[str]()

    async def work() -> str:
        order.append("begun")
        await gate.run("a")
        return "answer"

    reading = asyncio.ensure_future(meanwhile(work(), lambda: order.append("meanwhile")))
    await asyncio.sleep(0)
    assert order == ["begun", "meanwhile"]
    gate.release("a")
    assert await reading == "answer"


async def test_work_is_cancelled_where_what_is_done_meanwhile_fails() -> None:
    gate = Gate()
    with pytest.raises(ZeroDivisionError):
        await meanwhile(gate.run("a"), lambda: 1 // 0)
    await asyncio.sleep(0)
    assert gate.cancelled == ["a"]


async def test_closing_cancels_a_read() -> None:
    gate = Gate()
    command = AsyncCommand(gate.run, on_error=gate.errors.append, overlap=Overlap.REPLACE)
    command.start("a")
    await asyncio.sleep(0)
    await command.aclose()
    assert (gate.cancelled, gate.errors) == (["a"], [])


async def test_a_disabled_command_does_not_start() -> None:
    gate = Gate()
    enabled = Observable(False)
    command = AsyncCommand(gate.run, on_error=gate.errors.append, enabled=enabled)
    assert command.start("a") is None
    enabled.set(True)
    assert command.can_execute.value
    assert command.start("a") is not None
    gate.release("a")
    await command.settled()


def test_shielded_work_cannot_be_replaced() -> None:
    gate = Gate()
    with pytest.raises(ValueError, match="replaced"):
        AsyncCommand(gate.run, on_error=gate.errors.append, overlap=Overlap.REPLACE, shielded=True)

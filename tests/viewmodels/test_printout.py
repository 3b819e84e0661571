"""A slip's way out of the printer, where a second print overtakes what is done to the first."""

import asyncio
from typing import override

import pytest

from services.contract.errors import PrinterFault, PrinterUnavailable
from tests.viewmodels.fakes import Job, Printer
from viewmodels.printout import PaperState, Printout


class SlowToLeave(Job):
    """A job that the queue lets go when the test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.gone = asyncio.Event(), asyncio.Event()

    @override
    async def cancel(self) -> None:
        self.asked.set()
        await self.gone.wait()
        await super().cancel()


@pytest.mark.parametrize("sent_first", [True, False])
async def test_a_slip_printed_again_while_the_first_is_taken_back_is_still_on_its_way(
    sent_first: bool,
) -> None:
    errors: list[Exception] = []
    printer = Printer()
    printout = Printout(errors.append, printer.wait_for_change)
    states: list[PaperState] = []
    await printout.send(printer, b"1")
    slow = SlowToLeave()
    printer.jobs[0].cancel = slow.cancel  # type: ignore[method-assign]
    printout.cancel.start()
    await slow.asked.wait()
    printout.state.subscribe(states.append)

    printer.slow = asyncio.Event()
    again = asyncio.create_task(printout.send(printer, b"2"))
    if sent_first:
        printer.slow.set()
        await again
    slow.gone.set()
    await printout.cancel.settled()
    printer.slow.set()
    await again

    assert states[-2:] == [PaperState.SENDING, PaperState.WAITING]
    assert printout.cancel.can_execute.value
    printout.cancel.start()
    await printout.cancel.settled()
    assert printer.jobs[1].cancelled
    assert printout.state.value is PaperState.CANCELLED
    await printout.aclose()
    assert errors == []


async def test_a_slip_that_could_not_be_cancelled_is_watched_until_it_is_out() -> None:
    errors: list[Exception] = []
    printer = Printer()
    printout = Printout(errors.append, printer.wait_for_change)
    fault = PrinterUnavailable(PrinterFault.NOT_CANCELLED, "Slip")

    async def refuse() -> None:
        raise fault

    await printout.send(printer, b"1")
    printer.jobs[0].cancel = refuse  # type: ignore[method-assign]
    printout.cancel.start()
    await printout.cancel.settled()
    assert (printout.state.value, errors) == (PaperState.WAITING, [fault])
    printer.last_job_out()
    await printout.settled()
    assert printout.state.value is PaperState.OUT
    await printout.aclose()

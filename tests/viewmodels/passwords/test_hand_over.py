"""When a slip counts as handed over, and that nobody waits for the record of it."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from services.contract.errors import (
    NotPermitted,
    OutcomeUnknown,
    PrinterFault,
    PrinterUnavailable,
    RowChanged,
    SystemBusy,
    SystemUnreachable,
)
from tests.viewmodels.fakes import Printer
from tests.viewmodels.passwords.issue_fakes import Counter
from viewmodels.core.ports import Ready
from viewmodels.passwords.password_issue import IssueStage, PasswordIssueViewModel
from viewmodels.printout import PaperState

type Step = Callable[[Counter, PasswordIssueViewModel], Awaitable[None]]


def screen() -> Counter:
    return Counter(printer=Printer(ready=Ready.FOR_SCREEN))


async def nothing(_counter: Counter, _dialog: PasswordIssueViewModel) -> None:
    """Leave it as it is after the issue."""


async def out(counter: Counter, dialog: PasswordIssueViewModel) -> None:
    counter.printer.last_job_out()
    await dialog.settled()
    assert dialog.paper.value is PaperState.OUT


async def taken_back(_counter: Counter, dialog: PasswordIssueViewModel) -> None:
    dialog.cancel_job.start()
    await dialog.cancel_job.settled()
    assert dialog.paper.value is PaperState.CANCELLED


async def taken_back_and_shown(counter: Counter, dialog: PasswordIssueViewModel) -> None:
    await taken_back(counter, dialog)
    await shown(counter, dialog)


async def shown(_counter: Counter, dialog: PasswordIssueViewModel) -> None:
    dialog.reveal(shown=True)
    dialog.reveal(shown=False)


async def printed_again(_counter: Counter, dialog: PasswordIssueViewModel) -> None:
    dialog.print_slip.start()
    await dialog.print_slip.settled()


async def out_and_second_copy_fails(counter: Counter, dialog: PasswordIssueViewModel) -> None:
    await out(counter, dialog)
    counter.printer.fault = PrinterUnavailable(PrinterFault.STOPPED, "P1")
    await printed_again(counter, dialog)
    assert dialog.paper.value is PaperState.NOT_PRINTED


@pytest.mark.parametrize(
    ("counter", "step", "handed_over"),
    [
        (Counter, nothing, True),  # it waits in the queue, and the button says 印刷できた
        (Counter, out, True),
        (Counter, taken_back, False),
        (Counter, taken_back_and_shown, True),
        (Counter, out_and_second_copy_fails, True),
        (screen, nothing, False),
        (screen, shown, True),
        (screen, printed_again, True),
    ],
)
async def test_a_slip_is_handed_over_when_the_clerk_closes_what_was_printed_or_shown(
    counter: Callable[[], Counter], step: Step, handed_over: bool
) -> None:
    it = counter()
    dialog = await it.issue()
    await step(it, dialog)
    assert it.bench.hand_overs.noted == []
    dialog.close()
    await it.passwords.hand_overs.settled()
    (request,) = it.acts.sent
    assert it.bench.hand_overs.noted == ([(request.act_id, "s1")] if handed_over else [])
    await dialog.settled()


async def test_a_slip_that_is_still_being_sent_is_not_handed_over() -> None:
    counter = Counter()
    counter.printer.slow = asyncio.Event()
    dialog = await counter.open_dialog()
    dialog.issue.start()
    await dialog.issue.settled()
    await asyncio.sleep(0)
    assert dialog.paper.value is PaperState.SENDING
    dialog.close()
    await counter.passwords.hand_overs.settled()
    assert counter.bench.hand_overs.noted == []
    await dialog.settled()


@pytest.mark.parametrize("failure", [RowChanged(), OutcomeUnknown("x")])
async def test_a_question_that_is_left_hands_nothing_over(failure: Exception) -> None:
    counter = Counter()
    counter.acts.outcomes = [failure]
    dialog = await counter.issue()
    assert dialog.stage.value is IssueStage.ASKING
    dialog.close()
    await counter.passwords.hand_overs.settled()
    assert counter.bench.hand_overs.noted == []


async def test_a_request_that_was_sent_twice_is_handed_over_once() -> None:
    counter = Counter()
    counter.acts.outcomes = [OutcomeUnknown("x")]
    dialog = await counter.issue()
    dialog.issue.start()
    await dialog.issue.settled()
    await dialog.print_slip.settled()
    dialog.close()
    dialog.close()
    await counter.passwords.hand_overs.settled()
    assert counter.bench.hand_overs.noted == [(counter.acts.sent[0].act_id, "s1")]
    await dialog.settled()


@pytest.mark.parametrize("ending", ["desk", "lock for good"])
async def test_a_desk_that_ends_hands_nothing_over(ending: str) -> None:
    counter = Counter()
    dialog = await counter.issue()
    dialog.reveal(shown=True)
    if ending == "lock for good":
        assert await counter.passwords.keep() is dialog
        await dialog.abandon()
    await counter.passwords.aclose()
    assert (dialog.stage.value, counter.bench.hand_overs.noted) == (IssueStage.CLOSED, [])


async def test_a_slip_that_waited_behind_a_lock_is_recorded_by_the_desk_it_comes_to() -> None:
    before, after = Counter(), Counter()
    slip = await before.issue()
    await before.passwords.keep()
    after.passwords.resume(slip)
    slip.close()
    for counter in (before, after):
        await counter.passwords.hand_overs.settled()
    assert before.bench.hand_overs.noted == []
    assert after.bench.hand_overs.noted == [(before.acts.sent[0].act_id, "s1")]
    await slip.settled()


async def test_nobody_waits_for_the_record_and_a_desk_that_ends_lets_it_finish() -> None:
    counter = Counter()
    counter.bench.hand_overs.slow = asyncio.Event()
    dialog = await counter.issue()
    dialog.close()
    assert counter.passwords.dialog.value is None
    ending = asyncio.ensure_future(counter.passwords.aclose())
    await asyncio.sleep(0)
    assert not ending.done()
    counter.bench.hand_overs.slow.set()
    await ending
    assert counter.bench.hand_overs.noted == [(counter.acts.sent[0].act_id, "s1")]
    await dialog.settled()


@pytest.mark.parametrize("lost", [SystemUnreachable(), SystemBusy()])
async def test_a_record_that_failed_is_told_nobody_and_made_when_the_database_is_back(
    lost: Exception,
) -> None:
    counter = Counter()
    counter.bench.hand_overs.failures = [lost]
    dialog = await counter.issue()
    before = counter.bench.desk.note.value
    dialog.close()
    await counter.passwords.hand_overs.settled()
    assert (counter.bench.desk.note.value, counter.bench.desk.connection_error.value) == (before, None)
    counter.bench.desk.show_disconnected(SystemUnreachable())
    assert counter.bench.hand_overs.noted == []
    counter.bench.desk.show_connected()
    await counter.passwords.hand_overs.settled()
    assert counter.bench.hand_overs.noted == [(counter.acts.sent[0].act_id, "s1")]
    assert counter.bench.bugs.seen == []
    await dialog.settled()


@pytest.mark.parametrize("failures", [1, 3])
async def test_a_record_that_found_the_database_busy_is_sent_again_while_it_is_there(failures: int) -> None:
    """Nobody has seen it away, so it doesn't come back."""
    counter = Counter()
    counter.bench.hand_overs.failures = [SystemBusy()] * failures
    dialog = await counter.issue()
    dialog.close()
    for _ in range(failures):
        await counter.passwords.hand_overs.settled()
        assert counter.bench.hand_overs.noted == []
        counter.printer.time_passes()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    await counter.passwords.hand_overs.settled()
    assert counter.bench.hand_overs.noted == [(counter.acts.sent[0].act_id, "s1")]
    await dialog.settled()


async def test_a_desk_that_ends_waits_for_no_second_try() -> None:
    counter = Counter()
    counter.bench.hand_overs.failures = [SystemBusy()]
    dialog = await counter.issue()
    dialog.close()
    await counter.passwords.hand_overs.settled()
    await counter.passwords.aclose()
    assert counter.bench.hand_overs.noted == []
    await dialog.settled()


async def test_while_the_database_is_away_nothing_is_sent() -> None:
    counter = Counter()
    dialog = await counter.issue()
    counter.bench.desk.show_disconnected(SystemUnreachable())
    dialog.close()
    await counter.passwords.hand_overs.settled()
    assert counter.bench.hand_overs.noted == []
    counter.bench.desk.show_connected()
    await counter.passwords.hand_overs.settled()
    assert len(counter.bench.hand_overs.noted) == 1
    await dialog.settled()


async def test_a_refused_record_is_not_sent_again_and_a_bug_is_logged() -> None:
    counter = Counter()
    counter.bench.hand_overs.failures = [NotPermitted(), ArithmeticError()]
    for _ in range(3):
        dialog = await counter.issue()
        dialog.close()
        await counter.passwords.hand_overs.settled()
        await dialog.settled()
    assert counter.bench.hand_overs.noted == [(counter.acts.sent[2].act_id, "s1")]
    assert [type(error) for error in counter.bench.bugs.seen] == [ArithmeticError]

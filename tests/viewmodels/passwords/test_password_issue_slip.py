"""Where the slip goes: paper, screen, another printer, or back out of the queue."""

import asyncio

from services.contract.errors import PrinterFault, PrinterUnavailable
from services.rules.policy import Policy
from services.rules.vocabulary import Paper
from tests.helpers.waiting import HOPELESS
from tests.viewmodels.fakes import CARD_A, Printer, patron
from tests.viewmodels.passwords.issue_fakes import Counter
from viewmodels.core.notes import Done
from viewmodels.core.ports import Ready
from viewmodels.passwords.password_issue import IssueStage
from viewmodels.printout import PaperState


async def test_issuing_prints_the_slip_and_shows_the_new_state() -> None:
    counter = Counter()
    dialog = await counter.issue()
    assert dialog.stage.value is IssueStage.ISSUED
    assert [pdf.decode() for pdf in counter.printer.printed] == ["a6 made13474x None"]
    papers: list[PaperState] = []
    dialog.paper.subscribe(papers.append)
    counter.printer.last_job_out()
    await dialog.settled()
    assert papers == [PaperState.WAITING, PaperState.OUT]
    assert counter.bench.desk.note.value is Done.PASSWORD_REISSUED
    assert counter.bench.desk.snapshot == counter.acts.after


async def test_the_name_is_on_the_slip_only_where_the_library_wants_it() -> None:
    counter = Counter(policy=Policy(slip_shows_name=True))
    await counter.issue()
    assert counter.printer.printed[0].decode().endswith(patron(CARD_A).patron.name)


async def test_a_faulty_printer_is_told_before_a_password_is_made() -> None:
    printer = Printer()
    printer.fault = PrinterUnavailable(PrinterFault.MISSING, "P1")
    counter = Counter(printer=printer)
    dialog = await counter.issue()
    assert dialog.trouble.value is printer.fault
    assert (counter.bench.generate.made, counter.acts.sent, dialog.stage.value) == (0, [], IssueStage.ASKING)


async def test_without_a_printer_the_password_is_for_the_window_and_shown_when_asked_for() -> None:
    counter = Counter(printer=Printer(ready=Ready.FOR_SCREEN))
    dialog = await counter.issue()
    assert (dialog.for_screen, dialog.revealed.value) == (True, False)
    assert counter.printer.printed == []


async def test_without_a_chosen_printer_no_password_is_made_and_the_dialog_is_as_it_was() -> None:
    counter = Counter(printer=Printer(ready=Ready.NOT_AT_ALL))
    dialog = await counter.open_dialog()
    before = (dialog.shown.value, dialog.receiver.value)
    dialog.issue.start()
    await dialog.issue.settled()
    assert (counter.bench.generate.made, counter.acts.sent) == (0, [])
    assert (dialog.stage.value, dialog.trouble.value) == (IssueStage.ASKING, None)
    assert (dialog.shown.value, dialog.receiver.value) == before
    assert dialog.issue.can_execute.value


async def test_the_slip_goes_to_the_printer_that_was_chosen_before_the_password() -> None:
    counter = Counter()
    await counter.issue()
    assert (counter.printer.checks, counter.printer.choices, len(counter.printer.printed)) == (1, 0, 1)


async def test_the_slip_is_hidden_until_asked_for() -> None:
    dialog = await Counter().issue()
    assert not dialog.revealed.value
    dialog.reveal(shown=True)
    assert dialog.revealed.value


async def test_printing_again_sends_the_same_slip() -> None:
    counter = Counter()
    dialog = await counter.issue()
    dialog.print_slip.start()
    await dialog.print_slip.settled()
    assert counter.printer.printed[0] == counter.printer.printed[1]
    counter.printer.last_job_out()
    await dialog.settled()
    assert dialog.paper.value is PaperState.OUT


async def test_printing_again_lets_the_clerk_choose_again_and_makes_the_slip_for_the_chosen_paper() -> None:
    counter = Counter()
    dialog = await counter.issue()
    counter.printer.chooses = Paper.A4
    dialog.print_slip.start()
    await dialog.print_slip.settled()
    first, second = counter.printer.printed
    assert second == dialog.pdf.value
    assert second == first.replace(str(Paper.A6).encode(), str(Paper.A4).encode())


async def test_leaving_the_choice_prints_nothing_and_changes_nothing() -> None:
    counter = Counter()
    dialog = await counter.issue()
    counter.printer.chooses = False
    dialog.print_slip.start()
    await dialog.print_slip.settled()
    assert len(counter.printer.printed) == 1
    assert (dialog.paper.value, dialog.trouble.value) == (PaperState.WAITING, None)


async def test_a_waiting_job_can_be_taken_back() -> None:
    counter = Counter()
    dialog = await counter.issue()
    assert dialog.cancel_job.can_execute.value
    dialog.cancel_job.start()
    await dialog.cancel_job.settled()
    assert counter.printer.jobs[0].cancelled
    assert dialog.paper.value is PaperState.CANCELLED


async def test_a_queue_that_stops_afterwards_is_told_and_the_job_can_still_be_taken_back() -> None:
    counter = Counter()
    dialog = await counter.open_dialog()
    dialog.issue.start()
    await dialog.issue.settled()
    await dialog.print_slip.settled()
    stopped = PrinterUnavailable(PrinterFault.STOPPED, "P1")
    counter.printer.last_job_fails(stopped)
    await dialog.settled()
    assert dialog.trouble.value is stopped
    assert dialog.cancel_job.can_execute.value


async def test_a_slip_that_is_resumed_goes_to_the_printer_and_the_paper_of_the_desk_it_comes_to() -> None:
    before, after = Counter(), Counter()
    dialog = await before.issue()
    after.printer.paper = Paper.A4
    slip = await before.passwords.keep()
    assert slip is dialog
    after.passwords.resume(slip)
    dialog.print_slip.start()
    await dialog.print_slip.settled()
    (first,), (second,) = before.printer.printed, after.printer.printed
    assert second == dialog.pdf.value
    assert second == first.replace(str(Paper.A6).encode(), str(Paper.A4).encode())
    await after.passwords.aclose()


async def test_a_password_that_was_shown_is_hidden_when_the_desk_is_locked() -> None:
    before, after = Counter(), Counter()
    dialog = await before.issue()
    revealed = list[bool]()
    dialog.revealed.subscribe(revealed.append)
    dialog.reveal(shown=True)
    slip = await before.passwords.keep()
    assert slip is dialog
    assert revealed == [False, True, False]
    after.passwords.resume(slip)
    assert revealed == [False, True, False]
    slip.reveal(shown=True)
    assert revealed == [False, True, False, True]
    await after.passwords.aclose()


async def test_closing_while_the_slip_is_being_sent_leaves_nothing_running() -> None:
    counter = Counter()
    counter.printer.slow = asyncio.Event()
    dialog = await counter.open_dialog()
    dialog.issue.start()
    await dialog.issue.settled()
    await asyncio.sleep(0)
    assert dialog.paper.value is PaperState.SENDING
    dialog.close()
    await asyncio.wait_for(dialog.settled(), timeout=HOPELESS)
    assert (counter.printer.jobs, dialog.pdf.value) == ([], None)
    assert not dialog.cancel_job.can_execute.value

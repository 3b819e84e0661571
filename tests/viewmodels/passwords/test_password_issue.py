import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from services.errors import (
    ActRefused,
    CardNumberMalformed,
    DatabaseBusy,
    DatabaseReadOnly,
    DatabaseUnreachable,
    ItemNumberRead,
    OutcomeUnknown,
    PrinterFault,
    PrinterUnavailable,
    RowChanged,
)
from services.rules.decision import Reason, Refused
from services.rules.policy import Policy
from services.rules.vocabulary import AgeGroup, CardProof, Paper, Receiver
from tests.viewmodels.fakes import CARD_A, CARD_B, NOW, Bench, Passwords, Printer, patron, shop
from viewmodels.core.notes import Bug, Done
from viewmodels.core.ports import Ready
from viewmodels.desk.desk import OpeningScan
from viewmodels.passwords.password_issue import PasswordIssueViewModel, Stage
from viewmodels.passwords.password_issue_launcher import PasswordIssueLauncher
from viewmodels.printout import PaperState


class Counter:
    """A desk with its password dialog."""

    def __init__(self, *, printer: Printer | None = None, policy: Policy | None = None) -> None:
        self.bench = Bench()
        self.acts = Passwords()
        self.printer = printer or Printer()
        self.passwords = PasswordIssueLauncher(
            self.bench.desk, shop(self.acts, self.printer, self.bench.bugs, policy)
        )

    async def open_dialog(
        self, *, scanned: bool = True, age: AgeGroup | None = None
    ) -> PasswordIssueViewModel:
        subject = patron(CARD_A)
        if age is not None:
            subject = replace(subject, patron=replace(subject.patron, age_group=age))
        self.bench.look_ups.answer(CARD_A, subject)
        (self.bench.desk.scanned if scanned else self.bench.desk.typed)(CARD_A)
        await self.bench.desk.look_up.settled()
        self.passwords.open()
        assert self.passwords.dialog.value is not None
        return self.passwords.dialog.value

    async def issue(self) -> PasswordIssueViewModel:
        dialog = await self.open_dialog()
        dialog.issue.start()
        await dialog.issue.settled()
        await dialog.print_slip.settled()
        return dialog


async def test_the_scan_that_opened_the_patron_counts_for_two_minutes() -> None:
    counter = Counter()
    await counter.bench.open(CARD_A)
    counter.bench.ticks.pass_by(timedelta(minutes=2))
    counter.passwords.open()
    dialog = counter.passwords.dialog.value
    assert dialog is not None
    assert dialog.shown.value is not None
    assert (dialog.shown.value.proof, dialog.shown.value.at) == (CardProof.OPENING_SCAN, NOW)


async def test_an_older_scan_does_not_count() -> None:
    counter = Counter()
    await counter.bench.open(CARD_A)
    counter.bench.ticks.pass_by(timedelta(minutes=2, seconds=1))
    counter.passwords.open()
    dialog = counter.passwords.dialog.value
    assert dialog is not None
    assert dialog.shown.value is None
    assert not dialog.issue.can_execute.value


async def test_a_typed_number_does_not_count_until_the_card_is_scanned_in_the_dialog() -> None:
    counter = Counter()
    dialog = await counter.open_dialog(scanned=False)
    assert dialog.issue.start() is None
    counter.bench.desk.scanned(CARD_A)
    assert dialog.shown.value is not None
    assert dialog.shown.value.proof is CardProof.SCANNED
    assert dialog.issue.can_execute.value


async def test_another_card_is_refused_as_another_and_takes_the_proof_away() -> None:
    counter = Counter()
    dialog = await counter.open_dialog()
    counter.bench.desk.scanned(CARD_B)
    assert dialog.shown.value is None
    assert isinstance(dialog.trouble.value, ActRefused)
    assert dialog.trouble.value.refusal == Refused((Reason.OTHER_CARD_SHOWN,))
    assert counter.bench.look_ups.asked == [CARD_A]


@pytest.mark.parametrize(
    ("text", "trouble"), [("123", CardNumberMalformed), ("A3000097999B", ItemNumberRead)]
)
async def test_a_scan_that_is_no_card_is_told_and_ends_the_proof(text: str, trouble: type[Exception]) -> None:
    counter = Counter()
    dialog = await counter.open_dialog()
    proofs: list[object] = []
    dialog.shown.subscribe(proofs.append)
    counter.bench.desk.scanned(text)
    assert isinstance(dialog.trouble.value, trouble)
    assert [it is None for it in proofs] == [False, True]
    dialog.close()
    counter.passwords.open()
    again = counter.passwords.dialog.value
    assert again is not None
    assert again.shown.value is None


@pytest.mark.parametrize(("number", "shown"), [(CARD_A, True), ("12345678", False), (CARD_B, False)])
async def test_what_is_scanned_behind_the_cover_ends_the_proof(number: str, shown: bool) -> None:
    counter = Counter()
    dialog = await counter.open_dialog()
    uncover = counter.bench.desk.suppress_scans(lambda: None)
    counter.bench.desk.scanned(number)
    uncover()
    assert (dialog.shown.value is not None) is shown
    assert (counter.bench.desk.opening is not None) is shown


async def test_an_item_number_as_long_as_a_cards_is_no_card_where_it_begins_as_the_librarys_items_do() -> (
    None
):
    counter = Counter(policy=Policy(item_number_digits=9, item_number_prefix=CARD_A[:2]))
    dialog = await counter.open_dialog(scanned=False)
    dialog.card_scanned(CARD_A)
    assert isinstance(dialog.trouble.value, ItemNumberRead)
    assert dialog.shown.value is None


@pytest.mark.parametrize("accepted", [True, False])
async def test_typing_and_seeing_the_card_are_the_librarys_choice(accepted: bool) -> None:
    counter = Counter(policy=Policy(typed_card_accepted=accepted, seen_card_accepted=accepted))
    dialog = await counter.open_dialog(scanned=False)
    dialog.card.card_typed(CARD_A)
    typed = dialog.shown.value
    dialog.card.card_seen()
    seen = dialog.shown.value
    if accepted:
        assert typed is not None
        assert seen is not None
        assert (typed.proof, seen.proof) == (CardProof.TYPED, CardProof.SEEN)
    else:
        assert (typed, seen) == (None, None)


@pytest.mark.parametrize(
    ("age", "receivers"),
    [
        (AgeGroup.PRIMARY_SCHOOL, (Receiver.SELF, Receiver.GUARDIAN)),
        (AgeGroup.MIDDLE_SCHOOL, (Receiver.SELF,)),
        (AgeGroup.FORTIES, (Receiver.SELF,)),
    ],
)
async def test_a_guardian_is_offered_for_children_only(
    age: AgeGroup, receivers: tuple[Receiver, ...]
) -> None:
    dialog = await Counter().open_dialog(age=age)
    assert dialog.receivers == receivers


async def test_issuing_prints_the_slip_and_shows_the_new_state() -> None:
    counter = Counter()
    dialog = await counter.issue()
    assert dialog.stage.value is Stage.ISSUED
    assert [pdf.decode() for pdf in counter.printer.printed] == ["a6 made13474x None"]
    papers: list[PaperState] = []
    dialog.paper.subscribe(papers.append)
    counter.printer.last_job_out()
    await dialog._printout._watch.settled()
    assert papers == [PaperState.WAITING, PaperState.OUT]
    assert counter.bench.desk.note.value is Done.PASSWORD_REISSUED
    assert counter.bench.desk.snapshot is not None
    assert counter.bench.desk.snapshot.patron.version == 99


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
    assert (counter.acts.made, counter.acts.orders, dialog.stage.value) == (0, [], Stage.ASKING)


async def test_without_a_printer_the_slip_shows_in_the_window() -> None:
    counter = Counter(printer=Printer(ready=Ready.FOR_SCREEN))
    dialog = await counter.issue()
    assert dialog.revealed.value
    assert counter.printer.printed == []


async def test_without_a_chosen_printer_no_password_is_made_and_the_dialog_is_as_it_was() -> None:
    counter = Counter(printer=Printer(ready=Ready.NOT_AT_ALL))
    dialog = await counter.open_dialog()
    before = (dialog.shown.value, dialog.receiver.value)
    dialog.issue.start()
    await dialog.issue.settled()
    assert (counter.acts.made, counter.acts.orders) == (0, [])
    assert (dialog.stage.value, dialog.trouble.value) == (Stage.ASKING, None)
    assert (dialog.shown.value, dialog.receiver.value) == before
    assert dialog.issue.can_execute.value


@pytest.mark.parametrize(("scanned", "made"), [(CARD_A, 1), (CARD_B, 0), ("12345678", 0)])
async def test_a_card_read_while_a_printer_is_chosen_waits_and_ends_the_proof(
    scanned: str, made: int
) -> None:
    counter = Counter()
    dialog = await counter.open_dialog()
    chosen = asyncio.Event()

    async def check() -> Ready:
        await chosen.wait()
        return Ready.FOR_PAPER

    counter.printer.check = check  # type: ignore[method-assign]
    dialog.issue.start()
    await asyncio.sleep(0)
    counter.bench.desk.scanned(scanned)
    assert (dialog.shown.value is None) is (scanned != CARD_A)
    assert dialog.trouble.value is None
    assert counter.bench.desk.waiting_scan.value == (CARD_B if scanned == CARD_B else None)
    chosen.set()
    await dialog.issue.settled()
    assert len(counter.acts.orders) == made
    assert dialog.stage.value is (Stage.ISSUED if made else Stage.ASKING)
    assert dialog.trouble.value is None


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
    await dialog._printout._watch.settled()
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


async def test_an_order_sent_again_goes_where_it_was_to_go_at_first() -> None:
    counter = Counter(printer=Printer(ready=Ready.FOR_SCREEN))
    counter.acts.failure = OutcomeUnknown("x")
    dialog = await counter.issue()
    counter.acts.failure = None
    dialog.issue.start()
    await dialog.issue.settled()
    assert (dialog.stage.value, dialog.revealed.value) == (Stage.ISSUED, True)
    assert (counter.printer.checks, counter.printer.printed) == (1, [])


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
    await dialog._printout._watch.settled()
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


async def test_closing_forgets_the_password() -> None:
    counter = Counter()
    dialog = await counter.issue()
    dialog.close()
    await dialog._printout._watch.settled()
    assert (dialog.pdf.value, dialog.issued.value, dialog._password, dialog._pending) == (
        None,
        None,
        None,
        None,
    )
    assert counter.passwords.dialog.value is None
    dialog.reveal(shown=True)
    assert not dialog.revealed.value
    assert dialog.print_slip.start() is None


async def test_a_refused_act_leaves_the_dialog_asking_and_makes_another_password_next_time() -> None:
    counter = Counter()
    counter.acts.failure = RowChanged()
    dialog = await counter.issue()
    assert dialog.trouble.value is counter.acts.failure
    assert dialog.stage.value is Stage.ASKING
    counter.acts.failure = None
    dialog.issue.start()
    await dialog.issue.settled()
    first, second = counter.acts.orders
    assert first.act_id != second.act_id
    assert first.password != second.password


@pytest.mark.parametrize("covered", [False, True])
@pytest.mark.parametrize(("scanned", "shown"), [(CARD_A, True), (CARD_B, False), ("12345678", False)])
async def test_what_is_scanned_while_an_act_runs_that_fails_ends_the_proof(
    scanned: str, shown: bool, covered: bool
) -> None:
    counter = Counter()
    dialog = await counter.open_dialog()
    counter.acts.gate, counter.acts.failure = asyncio.Event(), DatabaseBusy()
    dialog.issue.start()
    await asyncio.sleep(0)
    stages = [dialog.stage.value]
    if covered:
        counter.bench.desk.suppress_scans(lambda: None)
    counter.bench.desk.scanned(scanned)
    counter.acts.gate.set()
    await dialog.issue.settled()
    assert [*stages, dialog.stage.value] == [Stage.WORKING, Stage.ASKING]
    assert ((dialog.shown.value is not None), dialog.issue.can_execute.value) == (shown, shown)


async def test_an_unknown_outcome_is_asked_for_by_sending_the_same_order() -> None:
    counter = Counter()
    counter.acts.failure = OutcomeUnknown("x")
    dialog = await counter.issue()
    counter.acts.failure = None
    dialog.issue.start()
    await dialog.issue.settled()
    first, second = counter.acts.orders
    assert first == second
    assert dialog.stage.value is Stage.ISSUED


async def test_the_dialog_cannot_close_while_the_act_runs_and_closing_the_desk_waits_for_it() -> None:
    counter = Counter()
    dialog = await counter.open_dialog()
    counter.acts.gate = asyncio.Event()
    dialog.issue.start()
    await asyncio.sleep(0)
    dialog.close()
    assert dialog.stage.value is Stage.WORKING
    closing = asyncio.ensure_future(counter.passwords.aclose())
    await asyncio.sleep(0)
    assert not closing.done()
    counter.acts.gate.set()
    await closing
    assert len(counter.acts.orders) == 1
    assert counter.passwords.dialog.value is None


async def test_a_scan_after_the_issue_waits_for_the_dialog_to_close() -> None:
    counter = Counter()
    dialog = await counter.issue()
    counter.bench.desk.scanned(CARD_B)
    assert counter.bench.desk.waiting_scan.value == CARD_B
    counter.bench.look_ups.answer(CARD_B, patron(CARD_B))
    dialog.close()
    await counter.bench.desk.look_up.settled()
    assert counter.bench.desk.snapshot == patron(CARD_B)


async def test_a_refused_patron_opens_no_dialog_and_the_reason_is_told() -> None:
    counter = Counter()
    refused = Refused((Reason.CARD_LOST,))
    counter.bench.look_ups.answer(CARD_A, replace(patron(CARD_A), issue_password=refused))
    counter.bench.desk.scanned(CARD_A)
    await counter.bench.desk.look_up.settled()
    counter.passwords.open()
    assert counter.passwords.dialog.value is None
    told = counter.bench.desk.note.value
    assert isinstance(told, ActRefused)
    assert told.refusal == refused


async def test_a_bug_is_told_by_its_reference() -> None:
    counter = Counter()
    counter.acts.failure = ArithmeticError()
    dialog = await counter.issue()
    assert dialog.trouble.value == Bug("R1")


async def test_a_card_shown_too_long_ago_has_to_be_shown_again() -> None:
    counter = Counter()
    counter.acts.failure = ActRefused(Refused((Reason.CARD_SHOWN_TOO_LONG_AGO,)))
    dialog = await counter.issue()
    assert dialog.shown.value is None
    assert dialog.trouble.value is counter.acts.failure


@pytest.mark.parametrize(
    "second", [DatabaseUnreachable(), DatabaseReadOnly(), OutcomeUnknown("x"), ArithmeticError()]
)
async def test_an_order_in_doubt_is_kept_through_further_trouble(second: Exception) -> None:
    counter = Counter()
    counter.acts.failure = OutcomeUnknown("x")
    dialog = await counter.issue()
    counter.acts.failure = second
    dialog.issue.start()
    await dialog.issue.settled()
    counter.acts.failure = None
    counter.printer.fault = PrinterUnavailable(PrinterFault.MISSING, "P1")
    dialog.issue.start()
    await dialog.issue.settled()
    first, *others = counter.acts.orders
    assert others == [first, first]
    assert dialog.stage.value is Stage.ISSUED


async def test_an_order_in_doubt_is_dropped_once_it_is_settled() -> None:
    counter = Counter()
    counter.acts.failure = OutcomeUnknown("x")
    dialog = await counter.issue()
    counter.acts.failure = RowChanged()
    dialog.issue.start()
    await dialog.issue.settled()
    counter.acts.failure = None
    dialog.issue.start()
    await dialog.issue.settled()
    first, second, third = counter.acts.orders
    assert first == second
    assert third.act_id != first.act_id


async def test_closing_while_the_slip_is_being_sent_leaves_nothing_running() -> None:
    counter = Counter()
    counter.printer.slow = asyncio.Event()
    dialog = await counter.open_dialog()
    dialog.issue.start()
    await dialog.issue.settled()
    await asyncio.sleep(0)
    assert dialog.paper.value is PaperState.SENDING
    dialog.close()
    await dialog.print_slip.settled()
    assert counter.printer.jobs == []
    assert (dialog.pdf.value, dialog._printout._job) == (None, None)
    assert not dialog._printout._watch.running.value


async def test_a_scan_that_waited_counts_from_when_it_was_made() -> None:
    counter = Counter()
    release = counter.bench.desk.pause_scans("write")
    counter.bench.desk.scanned(CARD_A)
    counter.bench.ticks.pass_by(timedelta(minutes=3))
    counter.bench.look_ups.answer(CARD_A, patron(CARD_A))
    release()
    await counter.bench.desk.look_up.settled()
    assert counter.bench.desk.opening == OpeningScan(CARD_A, NOW - timedelta(minutes=3))
    counter.passwords.open()
    assert counter.passwords.dialog.value is not None
    assert counter.passwords.dialog.value.shown.value is None


async def test_a_typed_number_that_waited_is_still_a_typed_one() -> None:
    counter = Counter()
    release = counter.bench.desk.pause_scans("write")
    counter.bench.desk.typed(CARD_A)
    counter.bench.look_ups.answer(CARD_A, patron(CARD_A))
    release()
    await counter.bench.desk.look_up.settled()
    assert counter.bench.desk.snapshot is not None
    assert counter.bench.desk.opening is None


async def test_closing_the_desk_looks_at_nobody_that_waited() -> None:
    counter = Counter()
    await counter.issue()
    counter.bench.desk.scanned(CARD_B)
    await counter.bench.desk.aclose()
    await counter.passwords.aclose()
    assert counter.bench.look_ups.asked == [CARD_A]


async def test_the_dialog_can_judge_a_scan_after_its_patron_left_the_screen() -> None:
    counter = Counter()
    dialog = await counter.open_dialog()
    counter.bench.desk._forget_patron()
    counter.bench.desk.scanned(CARD_A)
    assert dialog.shown.value is not None

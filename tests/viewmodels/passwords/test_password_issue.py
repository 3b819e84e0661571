import asyncio
from dataclasses import replace

import pytest

from services.contract.errors import (
    ActRefused,
    OutcomeUnknown,
    PrinterFault,
    PrinterUnavailable,
    RowChanged,
    SystemReadOnly,
    SystemUnreachable,
)
from services.rules.decision import Reason, Refused
from services.rules.policy import Policy
from services.rules.secret import Secret
from services.rules.vocabulary import AgeGroup, Receiver
from tests.helpers.waiting import HOPELESS
from tests.viewmodels.fakes import CARD_A, CARD_B, Printer, issue_dependencies, patron
from tests.viewmodels.passwords.issue_fakes import Counter
from tests.viewmodels.passwords.keeping import watch
from viewmodels.core.ports import Ready
from viewmodels.core.trouble import Bug
from viewmodels.passwords.password_issue import IssueStage
from viewmodels.passwords.password_issue_launcher import PasswordIssueLauncher


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


async def test_an_order_sent_again_goes_where_it_was_to_go_at_first() -> None:
    counter = Counter(printer=Printer(ready=Ready.FOR_SCREEN))
    counter.acts.outcomes = [OutcomeUnknown("x")]
    dialog = await counter.issue()
    dialog.issue.start()
    await dialog.issue.settled()
    assert (dialog.stage.value, dialog.for_screen) == (IssueStage.ISSUED, True)
    assert (counter.printer.checks, counter.printer.printed) == (1, [])


async def test_a_password_is_made_by_the_policy_in_force_when_it_is_issued() -> None:
    """The desk reads the library's values again while the dialog stands open."""
    counter = Counter()
    in_force, made_by = [Policy()], list[Policy]()

    def generate(policy: Policy) -> Secret:
        made_by.append(policy)
        return counter.bench.generate(policy)

    dependencies = issue_dependencies(counter.bench, counter.printer)
    counter.passwords = PasswordIssueLauncher(
        counter.bench.desk, replace(dependencies, policy=lambda: in_force[-1], generate=generate)
    )
    dialog = await counter.open_dialog()
    in_force.append(Policy(initial_password_must_change=not Policy().initial_password_must_change))
    dialog.issue.start()
    await dialog.issue.settled()
    assert made_by == [in_force[-1]]


async def test_closing_forgets_the_password() -> None:
    counter = Counter()
    dialog = await counter.issue()
    is_kept = watch(counter.acts.sent.pop().password)
    assert is_kept()
    revealed = list[bool]()
    dialog.revealed.subscribe(revealed.append)
    dialog.reveal(shown=True)
    dialog.close()
    await asyncio.wait_for(dialog.settled(), timeout=HOPELESS)
    assert (dialog.pdf.value, dialog.issued.value, is_kept()) == (None, None, False)
    assert revealed == [False, True, False]
    assert counter.passwords.dialog.value is None
    dialog.reveal(shown=True)
    assert not dialog.revealed.value
    assert dialog.print_slip.start() is None


async def test_a_refused_act_leaves_the_dialog_asking_and_makes_another_password_next_time() -> None:
    counter = Counter()
    changed = RowChanged()
    counter.acts.outcomes = [changed]
    dialog = await counter.issue()
    assert dialog.trouble.value is changed
    assert dialog.stage.value is IssueStage.ASKING
    dialog.issue.start()
    await dialog.issue.settled()
    first, second = counter.acts.sent
    assert first.act_id != second.act_id
    assert first.password != second.password


async def test_an_unknown_outcome_is_asked_for_by_sending_the_same_order() -> None:
    counter = Counter()
    counter.acts.outcomes = [OutcomeUnknown("x")]
    dialog = await counter.issue()
    dialog.issue.start()
    await dialog.issue.settled()
    first, second = counter.acts.sent
    assert first == second
    assert dialog.stage.value is IssueStage.ISSUED


async def test_the_dialog_cannot_close_while_the_act_runs_and_closing_the_desk_waits_for_it() -> None:
    counter = Counter()
    dialog = await counter.open_dialog()
    answer = counter.acts.gate()
    dialog.issue.start()
    await asyncio.sleep(0)
    dialog.close()
    assert dialog.stage.value is IssueStage.WORKING
    closing = asyncio.ensure_future(counter.passwords.aclose())
    await asyncio.sleep(0)
    assert not closing.done()
    answer.set()
    await closing
    assert len(counter.acts.sent) == 1
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
    counter.acts.outcomes = [ArithmeticError()]
    dialog = await counter.issue()
    assert dialog.trouble.value == Bug("R1")


@pytest.mark.parametrize(
    "second", [SystemUnreachable(), SystemReadOnly(), OutcomeUnknown("x"), ArithmeticError()]
)
async def test_an_order_in_doubt_is_kept_through_further_trouble(second: Exception) -> None:
    counter = Counter()
    counter.acts.outcomes = [OutcomeUnknown("x"), second]
    dialog = await counter.issue()
    dialog.issue.start()
    await dialog.issue.settled()
    counter.printer.fault = PrinterUnavailable(PrinterFault.MISSING, "P1")
    dialog.issue.start()
    await dialog.issue.settled()
    first, *others = counter.acts.sent
    assert others == [first, first]
    assert dialog.stage.value is IssueStage.ISSUED


async def test_an_order_in_doubt_is_dropped_once_it_is_settled() -> None:
    counter = Counter()
    counter.acts.outcomes = [OutcomeUnknown("x"), RowChanged()]
    dialog = await counter.issue()
    dialog.issue.start()
    await dialog.issue.settled()
    dialog.issue.start()
    await dialog.issue.settled()
    first, second, third = counter.acts.sent
    assert first == second
    assert third.act_id != first.act_id


async def test_closing_the_desk_looks_at_nobody_that_waited() -> None:
    counter = Counter()
    await counter.issue()
    counter.bench.desk.scanned(CARD_B)
    await counter.bench.desk.aclose()
    await counter.passwords.aclose()
    assert counter.bench.look_ups.asked == [CARD_A]


async def test_a_dialog_that_opens_behind_another_card_stays_with_its_patron() -> None:
    counter = Counter()
    desk = counter.bench.desk
    await counter.bench.open(CARD_A)
    counter.bench.look_ups.answer(CARD_B, patron(CARD_B))
    desk.scanned(CARD_B)
    counter.passwords.open()
    await desk.look_up.settled()
    dialog = counter.passwords.dialog.value
    assert dialog is not None
    assert (dialog.subject.patron.id, desk.patron_id, desk.waiting_scan.value) == (11, 11, CARD_B)
    assert dialog.shown.value is None
    dialog.close()
    await desk.look_up.settled()
    assert desk.patron_id == 22

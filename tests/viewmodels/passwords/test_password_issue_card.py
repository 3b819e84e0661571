"""Which scan proves the card, and what takes the proof away."""

import asyncio
from datetime import timedelta

import pytest

from services.contract.errors import ActRefused, CardNumberMalformed, ItemNumberRead, SystemBusy
from services.rules.decision import Reason, Refused
from services.rules.policy import Policy
from services.rules.vocabulary import CardProof
from tests.viewmodels.fakes import CARD_A, CARD_B, NOW, patron
from tests.viewmodels.passwords.issue_fakes import Counter
from viewmodels.core.notes import Done
from viewmodels.core.ports import Ready
from viewmodels.desk.desk_state import OpeningScan
from viewmodels.passwords.password_issue import IssueStage


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


async def test_an_item_number_is_no_card() -> None:
    counter = Counter(policy=Policy(item_number_digits=8, item_number_prefix=CARD_A[:2]))
    dialog = await counter.open_dialog(scanned=False)
    dialog.card_scanned(CARD_A[:8])
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
    assert len(counter.acts.sent) == made
    assert dialog.stage.value is (IssueStage.ISSUED if made else IssueStage.ASKING)
    assert dialog.trouble.value is None


@pytest.mark.parametrize("covered", [False, True])
@pytest.mark.parametrize(("scanned", "shown"), [(CARD_A, True), (CARD_B, False), ("12345678", False)])
async def test_what_is_scanned_while_an_act_runs_that_fails_ends_the_proof(
    scanned: str, shown: bool, covered: bool
) -> None:
    counter = Counter()
    dialog = await counter.open_dialog()
    answer = counter.acts.gate(SystemBusy())
    dialog.issue.start()
    await asyncio.sleep(0)
    stages = [dialog.stage.value]
    if covered:
        counter.bench.desk.suppress_scans(lambda: None)
    counter.bench.desk.scanned(scanned)
    answer.set()
    await dialog.issue.settled()
    assert [*stages, dialog.stage.value] == [IssueStage.WORKING, IssueStage.ASKING]
    assert ((dialog.shown.value is not None), dialog.issue.can_execute.value) == (shown, shown)


async def test_a_card_shown_too_long_ago_has_to_be_shown_again() -> None:
    counter = Counter()
    refusal = ActRefused(Refused((Reason.CARD_SHOWN_TOO_LONG_AGO,)))
    counter.acts.outcomes = [refusal]
    dialog = await counter.issue()
    assert dialog.shown.value is None
    assert dialog.trouble.value is refusal


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


async def test_the_dialog_can_judge_a_scan_after_its_patron_left_the_screen() -> None:
    counter = Counter()
    dialog = await counter.open_dialog()
    counter.bench.desk.drop_patron(Done.PATRON_CLOSED)
    counter.bench.desk.scanned(CARD_A)
    assert dialog.shown.value is not None

from dataclasses import asdict, replace

from services.contract.snapshot import PatronSnapshot
from tests.helpers import snapshots
from tests.viewmodels.fakes import CARD_A, CARD_B, Bench, patron
from viewmodels.desk.desk import DeskViewModel
from viewmodels.desk.masking import MASK, masked

EVERYDAY = snapshots.everyday(card_number=CARD_A)


def secrets() -> set[str]:
    found = {
        *(row.title for row in EVERYDAY.loans),
        *(row.title for row in EVERYDAY.holds),
        *(row.title for row in EVERYDAY.cancelled_holds),
        *(row.title for row in EVERYDAY.requests),
        *(row.question for row in EVERYDAY.questions),
    }
    return {it for it in found if it}


def test_no_title_and_no_question_is_left_in_any_list() -> None:
    assert len(secrets()) > 4
    snapshot = masked(EVERYDAY)
    assert isinstance(snapshot, PatronSnapshot)
    hidden = str(asdict(snapshot))  # its representation tells less
    assert MASK in hidden
    assert {text for text in secrets() if text in hidden} == set()


def test_that_there_is_no_title_is_hidden_as_well() -> None:
    hidden = masked(snapshots.snapshot(loans=(snapshots.loan(1, title=None),)))
    assert isinstance(hidden, PatronSnapshot)
    assert hidden.loans[0].title == MASK


def test_everything_else_stays() -> None:
    hidden = masked(EVERYDAY)
    assert isinstance(hidden, PatronSnapshot)
    assert hidden != EVERYDAY
    lists = ("loans", "holds", "cancelled_holds", "requests", "questions")
    assert replace(hidden, **{name: getattr(EVERYDAY, name) for name in lists}) == EVERYDAY
    for name in lists:
        for before, after in zip(getattr(EVERYDAY, name), getattr(hidden, name), strict=True):
            text = "question" if name == "questions" else "title"
            assert replace(after, **{text: getattr(before, text)}) == before


def masking(bench: Bench) -> DeskViewModel:
    bench.desk.toggle_titles()
    return bench.desk


async def open_everyday(bench: Bench) -> None:
    bench.look_ups.answer(CARD_A, EVERYDAY)
    bench.desk.scanned(CARD_A)
    await bench.desk.look_up.settled()


async def test_the_desk_shows_masked_rows_until_asked() -> None:
    bench = Bench()
    desk = masking(bench)
    await open_everyday(bench)
    assert desk.snapshot == masked(EVERYDAY)
    desk.toggle_titles()
    assert desk.snapshot == EVERYDAY
    desk.toggle_titles()
    assert desk.snapshot == masked(EVERYDAY)


async def test_the_mask_stays_for_the_next_patron() -> None:
    bench = Bench()
    await bench.open(CARD_A)
    bench.desk.toggle_titles()
    await bench.open(CARD_B)
    assert bench.desk.snapshot == masked(patron(CARD_B))


async def test_a_desk_that_begins_masked_masks_every_next_patron() -> None:
    bench = Bench(titles_masked=True)
    await bench.open(CARD_A)
    assert bench.desk.snapshot == masked(patron(CARD_A))
    bench.desk.toggle_titles()
    assert bench.desk.snapshot == patron(CARD_A)
    await bench.open(CARD_B)
    assert bench.desk.snapshot == masked(patron(CARD_B))


async def test_a_refresh_that_differs_in_nothing_shown_tells_nothing() -> None:
    bench = Bench()
    desk = masking(bench)
    await open_everyday(bench)
    moved: list[object] = []
    desk.moved.subscribe(moved.append)
    bench.look_ups.answer(f"refresh {EVERYDAY.patron.id}", EVERYDAY)
    desk.refresh.start()
    await desk.refresh.settled()
    assert moved == []
    assert desk.snapshot == masked(EVERYDAY)


async def test_a_closed_patron_is_not_kept_behind_the_mask() -> None:
    bench = Bench()
    desk = masking(bench)
    await bench.open(CARD_A)
    desk.close_patron.start()
    await desk.close_patron.settled()
    desk.toggle_titles()
    assert desk.answer.value is None

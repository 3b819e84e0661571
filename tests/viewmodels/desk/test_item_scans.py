"""Scans that are no cards: an item's leads to its row or is told, every other one closes the patron."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from services.contract.errors import CardNumberMalformed, CardUnknown, SystemUnreachable
from services.contract.snapshot import PhoneSummary
from services.rules.policy import Policy
from services.rules.vocabulary import HoldStatus, Role
from tests.helpers.snapshots import hold, loan, past_waiting
from tests.viewmodels.fakes import CARD_A, CARD_B, NOW, Bench, patron
from viewmodels.core.notes import Caution, Done, StatusMessage
from viewmodels.core.snapshot_diff import Part, RowPlace
from viewmodels.desk.desk_state import OpeningScan

LENT, ON_SHELF, OTHERS = "3000097001", "3000097002", "3000097999"
MISREAD = "12345678"


class Desk:
    """A desk whose patron has a loan and a ready hold."""

    def __init__(self, bench: Bench | None = None) -> None:
        self.bench = bench or Bench()
        self.desk = self.bench.desk
        self.places: list[RowPlace] = []
        self.said: list[StatusMessage] = []
        self.desk.row_wanted.subscribe(self.places.append)
        self.desk.scan_remarked.subscribe(self.said.append)
        self.patron = replace(
            patron(CARD_A),
            loans=(loan(1), loan(5, item_number=None), loan(2, item_number="3000-097-001")),
            holds=(hold(3), past_waiting(4, HoldStatus.READY, item_number=ON_SHELF)),
        )

    async def open(self) -> None:
        self.bench.look_ups.answer(CARD_A, self.patron)
        self.desk.scanned(CARD_A)
        await self.desk.look_up.settled()

    @property
    def is_proved(self) -> bool:
        """Whether the scan that opened the patron still counts."""
        return self.desk.opening is not None

    async def scan(self, text: str) -> None:
        self.desk.scanned(text)
        await self.desk.look_up.settled()


@pytest.fixture
async def at() -> Desk:
    made = Desk()
    await made.open()
    return made


@pytest.mark.parametrize("way", ["scanned", "typed"])
@pytest.mark.parametrize(
    ("number", "place", "note"),
    [
        (LENT, RowPlace(Part.LOANS, 2), Done.ITEM_IN_LOANS),
        (ON_SHELF, RowPlace(Part.HOLDS, 4), Done.ITEM_IN_HOLDS),
        (OTHERS, None, Caution.ITEM_NOT_THEIRS),
    ],
)
async def test_an_items_number_keeps_the_patron_and_leads_to_its_row(
    at: Desk, number: str, place: RowPlace | None, note: StatusMessage, way: str
) -> None:
    at.desk.typed("12")
    fields: list[str] = []
    at.desk.card_number.subscribe(fields.append)
    getattr(at.desk, way)(number)
    await at.desk.look_up.settled()
    assert at.places == ([place] if place else [])
    assert at.desk.note.value is note
    assert at.desk.answer.value == at.patron
    assert at.bench.look_ups.asked == [CARD_A]
    assert at.desk.card_error.value is None
    assert fields == [""]


async def test_the_same_is_told_once_more_of_the_next_item(at: Desk) -> None:
    await at.scan(OTHERS)
    told: list[StatusMessage | None] = []
    at.desk.note.subscribe(told.append)
    await at.scan("3000097998")
    assert told[1:] == [None, Caution.ITEM_NOT_THEIRS]


async def test_an_item_without_a_patron_asks_for_the_card() -> None:
    at = Desk()
    await at.scan(LENT)
    assert (at.desk.note.value, at.places) == (Caution.ITEM_WITHOUT_PATRON, [])
    assert at.bench.look_ups.asked == []


@pytest.mark.parametrize("number", [LENT, OTHERS])
async def test_by_phone_before_the_check_nothing_is_said_of_an_item(number: str) -> None:
    at = Desk(Bench(role=Role.PHONE))
    phone_summary = PhoneSummary(NOW, CARD_A, 11, 2, 2, 0, 0, 0)
    at.bench.look_ups.answer(CARD_A, phone_summary)
    await at.scan(CARD_A)
    await at.scan(number)
    assert (at.desk.note.value, at.places) == (Caution.ITEM_BEFORE_CHECK, [])
    assert at.desk.answer.value == phone_summary
    at.desk.open_found(at.patron, Done.IDENTIFIED)
    await at.scan(LENT)
    assert at.places == [RowPlace(Part.LOANS, 2)]


async def test_an_item_that_is_read_while_its_patron_is_looked_up_is_found_then() -> None:
    at = Desk()
    at.desk.scanned(CARD_A)
    await asyncio.sleep(0)
    at.desk.scanned(LENT)
    assert at.places == []
    at.bench.look_ups.answer(CARD_A, at.patron)
    await at.desk.look_up.settled()
    assert at.places == [RowPlace(Part.LOANS, 2)]
    assert at.desk.note.value is Done.ITEM_IN_LOANS


async def test_an_item_that_is_read_during_a_look_up_that_fails_is_answered_while_its_patron_is_open(
    at: Desk,
) -> None:
    at.bench.ticks.pass_by(timedelta(seconds=10))
    at.desk.scanned(CARD_A)
    at.bench.look_ups.answer(CARD_A, SystemUnreachable())
    at.desk.scanned(LENT)
    await at.desk.look_up.settled()
    assert (at.places, at.desk.note.value) == ([RowPlace(Part.LOANS, 2)], Done.ITEM_IN_LOANS)
    assert isinstance(at.desk.connection_error.value, SystemUnreachable)


@pytest.mark.parametrize("failure", [SystemUnreachable(), CardUnknown(CARD_B)])
async def test_an_item_that_is_read_during_a_look_up_that_leaves_nobody_open_is_forgotten(
    at: Desk, failure: Exception
) -> None:
    at.desk.scanned(CARD_B)
    await asyncio.sleep(0)
    at.desk.scanned(LENT)
    at.bench.look_ups.answer(CARD_B, failure)
    await at.desk.look_up.settled()
    at.desk.open_found(at.patron, Done.IDENTIFIED)
    at.bench.look_ups.answer(CARD_A, at.patron)
    await at.scan(CARD_A)
    assert at.places == []


async def test_an_item_that_waits_is_forgotten_with_a_card_that_input_keeps_from_opening() -> None:
    at = Desk(Bench(discard=False))
    await at.open()
    at.desk.note_unsaved_input("form", dirty=True)
    at.bench.ticks.pass_by(timedelta(seconds=10))
    at.bench.look_ups.hold_back()
    at.desk.scanned(CARD_A)
    await asyncio.sleep(0)
    at.desk.scanned(LENT)
    await at.scan(CARD_B)
    assert at.desk.note.value is Caution.SCAN_LEFT
    at.bench.look_ups.answer(CARD_A, at.patron)
    await at.scan(CARD_A)
    assert at.places == []


@pytest.mark.parametrize("before", [CARD_B, MISREAD])
async def test_an_item_that_waits_for_a_patron_is_no_question_about_the_next(before: str) -> None:
    at = Desk()
    at.desk.scanned(CARD_B)
    await asyncio.sleep(0)
    at.desk.scanned(LENT)
    if before == MISREAD:
        await at.scan(MISREAD)
    await at.open()
    assert at.places == []


@pytest.mark.parametrize("text", [MISREAD, "1234567890123", "1000x0001", "30000979"])
async def test_every_other_scan_that_is_no_card_closes_the_patron(at: Desk, text: str) -> None:
    fields: list[str] = []
    at.desk.card_number.subscribe(fields.append)
    await at.scan(text)
    assert at.desk.answer.value is None
    assert at.desk.opening is None
    assert isinstance(at.desk.card_error.value, CardNumberMalformed)
    assert at.desk.note.value is Caution.CLOSED_BY_SCAN
    assert fields == [text]


async def test_it_ends_a_running_look_up_too() -> None:
    at = Desk()
    at.desk.scanned(CARD_A)
    await asyncio.sleep(0)
    await at.scan(MISREAD)
    at.bench.look_ups.answer(CARD_A, at.patron)
    await at.desk.look_up.settled()
    assert at.desk.answer.value is None
    assert at.desk.note.value is None


async def test_at_a_phone_it_closes_number_and_counts() -> None:
    at = Desk(Bench(role=Role.PHONE))
    at.bench.look_ups.answer(CARD_A, PhoneSummary(NOW, CARD_A, 11, 2, 2, 0, 0, 0))
    await at.scan(CARD_A)
    await at.scan(MISREAD)
    assert at.desk.answer.value is None


@pytest.mark.parametrize("discard", [True, False])
async def test_half_typed_input_is_asked_about_first(discard: bool) -> None:
    at = Desk(Bench(discard=discard))
    await at.open()
    waiting: list[str | None] = []
    at.bench.answers.while_asked = lambda: waiting.append(at.desk.waiting_scan.value)
    at.desk.note_unsaved_input("form", dirty=True)
    await at.scan(MISREAD)
    assert (at.bench.answers.asked, waiting) == (1, [None])
    assert at.desk.opening is None
    if discard:
        assert (at.desk.answer.value, at.desk.note.value) == (None, Caution.CLOSED_BY_SCAN)
    else:
        assert (at.desk.answer.value, at.desk.note.value) == (at.patron, Caution.SCAN_LEFT)
        assert at.desk.card_error.value is None


async def test_a_card_over_the_question_that_a_misread_one_led_to_opens() -> None:
    at = Desk(Bench(discard=True))
    await at.open()
    at.desk.note_unsaved_input("form", dirty=True)
    at.bench.answers.while_asked = lambda: at.desk.scanned(CARD_B)
    at.bench.look_ups.answer(CARD_B, patron(CARD_B))
    await at.scan(MISREAD)
    assert at.desk.patron_id == 22
    assert at.desk.card_error.value is None


async def test_an_item_asks_nothing_about_input_and_keeps_it(at: Desk) -> None:
    at.desk.note_unsaved_input("form", dirty=True)
    await at.scan(LENT)
    assert (at.bench.answers.asked, at.desk.unsaved_input.there) == (0, True)
    assert at.places == [RowPlace(Part.LOANS, 2)]


@pytest.mark.parametrize("text", [LENT, OTHERS, MISREAD, CARD_B])
@pytest.mark.parametrize("where", ["free", "write", "dialog", "cover"])
async def test_any_scan_ends_the_former_cards_proof(at: Desk, text: str, where: str) -> None:
    at.bench.look_ups.answer(CARD_B, patron(CARD_B))
    begin: dict[str, Callable[[], Callable[[], None]]] = {
        "free": lambda: lambda: None,
        "write": lambda: at.desk.pause_scans("write"),
        "dialog": lambda: at.desk.intercept_scans(lambda _: True),
        "cover": lambda: at.desk.suppress_scans(lambda: None),
    }
    release = begin[where]()
    proved = [at.is_proved]
    at.desk.scanned(text)
    proved.append(at.is_proved)
    assert proved == [True, False]
    release()
    await at.desk.look_up.settled()


async def test_the_patrons_own_card_read_again_stays_the_proof(at: Desk) -> None:
    at.desk.scanned(f"A{CARD_A}B")
    assert at.is_proved


async def test_the_patrons_card_read_again_after_an_item_is_a_proof_again(at: Desk) -> None:
    at.bench.ticks.pass_by(timedelta(seconds=2))
    await at.scan(LENT)
    await at.scan(CARD_A)
    assert at.bench.look_ups.asked == [CARD_A]
    assert at.desk.opening == OpeningScan(CARD_A, NOW + timedelta(seconds=2))


@pytest.mark.parametrize(("text", "told"), [(LENT, Caution.ITEM_WHILE_BUSY), (MISREAD, CardNumberMalformed)])
async def test_over_a_write_it_is_told_and_takes_nothing_from_the_card_that_waits(
    at: Desk, text: str, told: object
) -> None:
    release = at.desk.pause_scans("write")
    at.desk.scanned(CARD_B)
    at.desk.scanned(text)
    assert at.said == [told] if isinstance(told, Caution) else isinstance(at.said[0], CardNumberMalformed)
    assert (at.desk.waiting_scan.value, at.desk.answer.value, at.places) == (CARD_B, at.patron, [])
    at.bench.look_ups.answer(CARD_B, patron(CARD_B))
    release()
    await at.desk.look_up.settled()
    assert at.desk.patron_id == 22


@pytest.mark.parametrize("discard", [True, False])
async def test_over_a_question_it_waits_and_then_closes_the_patron(discard: bool) -> None:
    at = Desk(Bench(discard=discard))
    await at.open()
    release = at.desk.capture_scans(lambda _: False)
    at.desk.scanned(MISREAD)
    at.desk.scanned(MISREAD)
    assert [type(said) for said in at.said] == [CardNumberMalformed] * 2
    assert (at.desk.waiting_scan.value, at.desk.answer.value) == (None, at.patron)
    at.desk.note_unsaved_input("form", dirty=True)
    release()
    await at.desk.look_up.settled()
    assert at.bench.answers.asked == 1
    assert at.desk.answer.value == (None if discard else at.patron)
    assert at.desk.note.value is (Caution.CLOSED_BY_SCAN if discard else Caution.SCAN_LEFT)


@pytest.mark.parametrize("card", [CARD_A, CARD_B])
async def test_a_card_takes_the_place_of_a_misread_one_that_waits(at: Desk, card: str) -> None:
    at.bench.look_ups.answer(CARD_B, patron(CARD_B))
    release = at.desk.capture_scans(lambda _: False)
    at.desk.scanned(MISREAD)
    at.desk.scanned(card)
    release()
    await at.desk.look_up.settled()
    assert at.desk.patron_id == int(card[-2:])


async def test_behind_the_cover_nothing_is_said_of_an_item(at: Desk) -> None:
    heard: list[None] = []
    end = at.desk.suppress_scans(lambda: heard.append(None))
    await at.scan(LENT)
    await at.scan(MISREAD)
    end()
    assert (heard, at.places, at.said) == ([None, None], [], [])
    assert at.desk.answer.value == at.patron


async def test_titles_may_be_hidden(at: Desk) -> None:
    at.desk.toggle_titles()
    await at.scan(LENT)
    assert at.places == [RowPlace(Part.LOANS, 2)]


async def test_the_librarys_own_numbers_count() -> None:
    at = Desk(Bench(policy=Policy(item_number_digits=8, item_number_prefix="12")))
    await at.open()
    await at.scan(MISREAD)
    assert at.desk.note.value is Caution.ITEM_NOT_THEIRS
    await at.scan(LENT)
    assert at.desk.answer.value is None

"""The one field's state: what Enter means, what is searched and how often, and what lets go of who was found."""

import asyncio
from datetime import datetime, timedelta

import pytest

from services.contract.errors import (
    CardNumberMalformed,
    CardUnknown,
    SearchUnfit,
    ServiceError,
    SystemUnreachable,
)
from services.contract.hits import Hits
from services.rules.clock import TOKYO
from services.rules.people.hourly_bounds import Pause
from services.rules.people.search import Fact, SearchFault, SearchText
from services.rules.vocabulary import Role
from tests.viewmodels.fakes import CARD_A, CARD_B, Bench, patron
from tests.viewmodels.search_fakes import HANAKO, JIRO, GatedSearches
from viewmodels.core.notes import Caution
from viewmodels.desk.masking import MASK
from viewmodels.field_search import FieldSearchViewModel

BOTH = Hits((HANAKO, JIRO))


class Field:
    """A desk with its field."""

    def __init__(self, role: Role = Role.COUNTER, *, titles_masked: bool = False) -> None:
        self.bench = Bench(role=role, titles_masked=titles_masked)
        self.desk = self.bench.desk
        self.searches = GatedSearches()
        self.model = FieldSearchViewModel(self.desk, self.searches, self.bench.bugs)
        self.text = ""
        self.chosen = 0
        self.desk.card_number.subscribe(self.write)
        self.desk.card_field_wanted.subscribe(lambda select: None if select else self.write(""))
        self.model.choosing.subscribe(self._choose)

    def write(self, text: str) -> None:
        """Have another text in the field, as the window does."""
        self.text = text
        self.model.changed(text)

    def _choose(self, _: None) -> None:
        self.chosen += 1

    async def enter(self, text: str, *, by_reader: bool = False) -> None:
        self.write(text)
        self.model.entered(text, by_reader=by_reader)
        await asyncio.sleep(0)

    async def find(self, text: str, answer: Hits | Exception) -> None:
        self.searches.answer(text, answer)
        await self.enter(text)
        await self.model.search.settled()

    def look(self) -> None:
        """Let the clerk see what is there."""
        self.bench.ticks.pass_by(timedelta(seconds=1))

    async def read(self, card: str) -> None:
        self.bench.look_ups.answer(card, patron(card))
        self.desk.scanned(card)
        await self.desk.look_up.settled()

    @property
    def wrong(self) -> ServiceError | None:
        """What is told of the field's text."""
        return self.desk.card_error.value

    @property
    def hits(self) -> Hits | None:
        return self.model.hits.value

    @property
    def is_clear(self) -> bool:
        """Whether nothing of a search is left."""
        nothing = (self.hits, self.model.trouble.value, self.model.offered.value) == (None, None, None)
        return nothing and not self.model.is_shown and not self.model.search.running.value


@pytest.fixture
def field() -> Field:
    return Field()


async def test_a_card_is_opened_and_nothing_searched(field: Field) -> None:
    field.bench.look_ups.answer(CARD_A, patron(CARD_A))
    await field.enter(CARD_A)
    await field.desk.look_up.settled()
    assert field.desk.patron_id == int(CARD_A[-2:])
    assert (field.searches.asked, field.is_clear) == ([], True)


async def test_an_item_is_told_and_nothing_searched(field: Field) -> None:
    await field.enter("3000097999")
    assert field.desk.note.value is Caution.ITEM_WITHOUT_PATRON
    assert field.searches.asked == []


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("カワ", SearchText(words="カワ")),
        ("1979/4/1", SearchText(birth_date="1979/4/1")),
        ("048-000-0001", SearchText(phone="048-000-0001")),
        ("-0001", SearchText(phone="-0001")),
    ],
)
async def test_what_finds_patrons_is_searched_once_at_enter(
    field: Field, text: str, asked: SearchText
) -> None:
    field.write(text)
    await asyncio.sleep(0)
    assert field.searches.asked == [], "nothing is searched while somebody types"
    field.searches.answer(asked.words, BOTH)
    await field.enter(text)
    await field.model.search.settled()
    assert field.searches.asked == [asked]
    assert field.hits == BOTH
    assert field.text == text
    assert field.bench.look_ups.asked == []


async def test_one_who_is_found_is_shown_and_not_opened(field: Field) -> None:
    await field.find("カワグチ", Hits((HANAKO,)))
    assert field.bench.look_ups.asked == []
    field.look()
    field.bench.look_ups.answer(f"found {HANAKO.id}", patron(CARD_A))
    await field.enter("カワグチ")
    assert field.is_clear
    await field.desk.look_up.settled()
    assert field.bench.look_ups.asked == [f"found {HANAKO.id}"]
    assert field.desk.opening is None, "no card was shown"


async def test_enter_twice_searches_once_and_opens_nobody(field: Field) -> None:
    await field.enter("カワグチ")
    await field.enter("カワグチ")
    field.searches.answer("カワグチ", Hits((HANAKO,)))
    await field.model.search.settled()
    await field.enter("カワグチ")
    assert field.hits == Hits((HANAKO,))
    assert (len(field.searches.asked), field.bench.look_ups.asked) == (1, [])


async def test_enter_among_several_goes_to_them(field: Field) -> None:
    await field.find("カワ", BOTH)
    await field.enter("カワ")
    assert field.chosen == 0, "nobody has seen them yet"
    field.look()
    await field.enter("カワ")
    assert (field.chosen, len(field.searches.asked), field.bench.look_ups.asked) == (1, 1, [])


async def test_enter_where_nobody_was_found_searches_no_second_time(field: Field) -> None:
    await field.find("カワ", Hits())
    field.look()
    await field.enter("カワ")
    assert len(field.searches.asked) == 1
    assert field.hits == Hits()


@pytest.mark.parametrize(
    "before", [SystemUnreachable(), Hits(pause=Pause(datetime(2026, 11, 24, 10, tzinfo=TOKYO), False))]
)
async def test_enter_tries_again_what_could_not_be_searched(field: Field, before: Hits | Exception) -> None:
    await field.find("カワ", before)
    field.look()
    await field.enter("カワ")
    assert len(field.searches.asked) == 2


async def test_why_nothing_is_searched_is_told(field: Field) -> None:
    unfit = SearchUnfit(SearchFault.TOO_SHORT)
    await field.find("川", unfit)
    assert field.model.trouble.value is unfit
    assert field.wrong is None


async def test_a_search_takes_the_word_of_the_text_before_it_away(field: Field) -> None:
    await field.enter("12345")
    assert isinstance(field.wrong, CardNumberMalformed)
    await field.find("カワ", BOTH)
    assert field.wrong is None


async def test_another_text_lets_go_of_who_was_found(field: Field) -> None:
    await field.find("カワ", BOTH)
    field.write("カワグ")
    assert (field.is_clear, len(field.searches.asked)) == (True, 1)


async def test_another_text_takes_away_what_was_wrong_with_the_one_before(field: Field) -> None:
    await field.enter("12")
    told = [field.wrong is not None]
    field.write("123")
    told.append(field.wrong is not None)
    assert told == [True, False]


async def test_a_card_that_opens_nobody_is_told_until_another_one_is_read(field: Field) -> None:
    field.bench.look_ups.answer(CARD_B, CardUnknown(CARD_B))
    await field.enter(CARD_B)
    await field.desk.look_up.settled()
    field.write("1")
    assert isinstance(field.wrong, CardUnknown)


async def test_another_text_ends_a_search_that_runs(field: Field) -> None:
    await field.enter("カワ")
    field.write("カワグ")
    await field.model.search.settled()
    assert field.searches.cancelled == ["カワ"]
    assert field.is_clear


async def test_leaving_keeps_what_was_typed(field: Field) -> None:
    assert not field.model.leave()
    await field.find("カワ", BOTH)
    assert field.model.leave()
    assert (field.text, field.is_clear) == ("カワ", True)


@pytest.mark.parametrize(
    ("digits", "fact", "asked"),
    [
        ("19790401", Fact.BIRTH_DATE, SearchText(birth_date="19790401")),
        ("0001", Fact.PHONE, SearchText(phone="0001")),
        ("09000000001", Fact.PHONE, SearchText(phone="09000000001")),
    ],
)
async def test_other_digits_are_told_and_offered(
    field: Field, digits: str, fact: Fact, asked: SearchText
) -> None:
    await field.enter(digits)
    assert isinstance(field.wrong, CardNumberMalformed)
    await field.enter(digits)
    assert (field.searches.asked, field.model.offered.value) == ([], fact)
    field.searches.answer("", BOTH)
    assert field.model.take_offer()
    await field.model.search.settled()
    assert (field.searches.asked, field.hits) == ([asked], BOTH)
    assert [field.wrong, field.model.take_offer()] == [None, False]


async def test_digits_that_are_nothing_else_offer_nothing(field: Field) -> None:
    await field.enter("12345")
    assert field.model.offered.value is None
    assert not field.model.take_offer()


@pytest.mark.parametrize("text", ["HELLO", "-5678", "1980/1/1", "カワ", "0001"])
async def test_what_a_reader_wrote_is_never_searched(field: Field, text: str) -> None:
    await field.enter(text, by_reader=True)
    assert isinstance(field.wrong, CardNumberMalformed)
    assert (field.searches.asked, field.model.offered.value) == ([], None)


@pytest.mark.parametrize("text", ["カワ", "1980/1/1", "-5678", "0001"])
@pytest.mark.parametrize("role", [Role.COUNTER, Role.PHONE])
async def test_by_phone_nothing_is_searched_or_offered(role: Role, text: str) -> None:
    field = Field(role)
    if role is Role.COUNTER:
        field.desk.switch_channel.start()
        await field.desk.switch_channel.settled()
    await field.enter(text)
    assert isinstance(field.wrong, CardNumberMalformed)
    assert (field.searches.asked, field.model.offered.value) == ([], None)


async def test_to_go_to_the_phone_lets_go_of_who_was_found(field: Field) -> None:
    await field.find("カワ", BOTH)
    field.desk.switch_channel.start()
    await field.desk.switch_channel.settled()
    assert field.is_clear


async def test_a_scan_lets_go_of_who_was_found_and_of_a_search_that_runs(field: Field) -> None:
    await field.find("カワ", BOTH)
    await field.read(CARD_B)
    assert field.is_clear
    await field.enter("カワグ")
    await field.read(CARD_A)
    assert field.is_clear
    field.searches.answer("カワグ", BOTH)
    await field.model.search.settled()
    assert field.is_clear
    assert field.desk.patron_id == int(CARD_A[-2:])


async def test_who_was_found_under_one_patron_is_never_under_another(field: Field) -> None:
    await field.read(CARD_A)
    await field.enter("カワ")
    field.searches.answer("カワ", BOTH)
    await field.model.search.settled()
    assert field.hits == BOTH
    field.desk.scanned(CARD_B)
    assert field.is_clear, "before anything of the next one is read"
    field.bench.look_ups.answer(CARD_B, patron(CARD_B))
    await field.desk.look_up.settled()
    assert field.is_clear


async def test_the_open_patrons_card_goes_back_to_them(field: Field) -> None:
    await field.read(CARD_A)
    await field.find("カワ", BOTH)
    field.desk.scanned(CARD_A)
    assert field.desk.note.value is Caution.SAME_CARD
    assert field.is_clear


@pytest.mark.parametrize("text", ["12345678", "3000097999"])
async def test_a_scan_that_opens_nobody_lets_go_of_who_was_found(field: Field, text: str) -> None:
    await field.find("カワ", BOTH)
    field.desk.scanned(text)
    await field.desk.look_up.settled()
    assert field.is_clear
    assert len(field.searches.asked) == 1


async def test_an_unknown_card_lets_go_of_who_was_found_and_is_told(field: Field) -> None:
    await field.find("カワ", BOTH)
    field.bench.look_ups.answer(CARD_B, CardUnknown(CARD_B))
    field.desk.scanned(CARD_B)
    await field.desk.look_up.settled()
    assert isinstance(field.wrong, CardUnknown)
    assert field.is_clear


async def test_over_an_act_nothing_is_searched(field: Field) -> None:
    release = field.desk.pause_scans(field)
    await field.enter("カワ")
    assert field.searches.asked == []
    release()
    await field.enter("カワ")
    assert len(field.searches.asked) == 1


async def test_names_are_masked_while_titles_are(field: Field) -> None:
    await field.find("カワ", Hits((HANAKO, JIRO), more=True))
    field.desk.toggle_titles()
    assert field.hits is not None
    assert [(it.id, it.name, it.kana, it.alias, it.apart) for it in field.hits.hits] == [
        (HANAKO.id, MASK, MASK, None, None),
        (JIRO.id, MASK, MASK, None, None),
    ]
    assert field.hits.more
    field.desk.toggle_titles()
    assert field.hits == Hits((HANAKO, JIRO), more=True)


async def test_where_titles_are_masked_from_the_start_so_is_who_is_found() -> None:
    field = Field(titles_masked=True)
    await field.find("カワ", Hits((HANAKO,)))
    assert field.hits is not None
    assert [it.name for it in field.hits.hits] == [MASK]


async def test_a_bug_is_told_by_its_reference(field: Field) -> None:
    await field.find("カワ", ValueError("a bug"))
    assert len(field.bench.bugs.seen) == 1
    assert field.model.trouble.value is not None


async def test_after_the_end_nothing_is_left_or_searched(field: Field) -> None:
    await field.find("カワ", BOTH)
    await field.model.aclose()
    assert field.is_clear
    await field.enter("カワグ")
    assert len(field.searches.asked) == 1

"""A day at the counter of a library whose masters give its cards another form, from its first files to its export."""

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import update

from services.acts.cards import ReplaceCard
from services.acts.passwords import PasswordIssued
from services.contract.actor import StaffMember
from services.contract.errors import CardNumberMalformed, CardRetired
from services.contract.file_faults import Cause
from services.contract.item_numbers import read_card_number
from services.contract.snapshot import PatronSnapshot
from services.contract.typed_text import TypedKind, read_typed
from services.files.wording import own_texts
from services.own_schema.database.tables import card
from services.own_schema.library import Library, open_library
from services.own_schema.transfer.exporting import export_folder
from services.own_schema.transfer.master_files import check_masters, export_masters, import_masters
from services.rules.people.search import SearchText
from services.rules.vocabulary import Role
from services.slips.words import say, slip_wording
from tests.helpers.patrons import Town, clerk, open_card
from tests.services.acts.issue_scene import an_order
from tests.services.own_schema.transfer.conftest import Folder, varied
from tests.services.slips.contents import content

CHIEF = StaffMember("chief", "責任者", Role.SUPERVISOR)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of cards, and what is done with it.

    Attributes:
        rules: the masters' values.
        number: a card's, as the table keeps it.
        scanned, typed: how it comes from a reader, and from fingers.
        written, masked: how it stands on the screen and on a slip.
        new: the number of the card that replaces it.
        short: what is too short for one.
        told: what the slip says of the lengths.
    """

    rules: dict[str, str]
    number: str
    scanned: str
    typed: str
    written: str
    masked: str
    new: str
    short: str
    told: str


FORMS = {
    "10": Form(
        {"card_lengths": "10", "card_written": "", "item_number_digits": "8"},
        "0012345678",
        "A0012345678B\r",
        "00123 45678",
        "0012345678",
        "●●●●●●5678",
        "0012345679",
        "001234567",
        "10桁",
    ),
    "AB-00123": Form(
        {"card_lengths": "8", "card_letters": "capitals", "card_written": ""},
        "AB-00123",
        "AB-00123\r",
        "ab－００１２３",
        "AB-00123",
        "●●●●0123",
        "AB-00124",
        "AB-0012",
        "8文字",
    ),
    "AB00123": Form(
        {"card_lengths": "7-8", "card_letters": "any", "card_written": "2-5"},
        "AB00123",
        "ab00123\t",
        "ab-00123",
        "AB-00123",
        "●●-●0123",
        "AB00124",
        "AB0012",
        "7文字から8文字",
    ),
}


def give_rules(folder: Path, rules: dict[str, str]) -> None:
    """Put values into the masters' file, as a spreadsheet would."""
    path = folder / "circulation_rule.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    rows = [it | {"value": rules.get(it["name"], it["value"])} for it in rows]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


async def bring_masters(library: Library, folder: Path, rules: dict[str, str]) -> None:
    await export_masters(library.db, folder)
    give_rules(folder, rules)
    done = await import_masters(library.db, folder, CHIEF, 1)
    assert (done.faults.kept, done.counts["circulation_rule"].changed) == ((), len(rules))


@pytest.mark.parametrize("name", FORMS)
async def test_a_day_at_the_counter(folder: Folder, tmp_path: Path, name: str) -> None:
    form = FORMS[name]
    async with open_library(folder.url) as library:
        await bring_masters(library, tmp_path / "masters", form.rules)
    async with open_library(folder.url) as library:
        town = await Town.found(library.db)

        # Its register comes in, as printed on the cards; what no card of it can be is told.
        folder.write({"patron": [varied("patron")], "card": [varied("card", number=form.written)]})
        assert (await folder.brought()).counts["card"].inserted == 1
        folder.write({"card": [varied("card", number=form.short)]})
        assert ("card.tsv", 2, "number", Cause.NOT_A_CARD_NUMBER) in await folder.told()
        folder.clear()

        # Its card is scanned, typed, and told from a name.
        numbers = library.backend.masters.current.numbers
        assert read_card_number(form.scanned, numbers) == read_card_number(form.typed, numbers) == form.number
        assert read_typed(form.typed, numbers).kind is TypedKind.CARD
        assert read_typed("takahashi", numbers).kind is TypedKind.NAME
        assert read_typed("048-000-0001", numbers).kind is TypedKind.PHONE
        with pytest.raises(CardNumberMalformed):
            read_card_number(form.short, numbers)
        opened = await open_card(library.backend.look_ups, form.number)
        assert opened.card_number == form.number
        assert numbers.cards.write(opened.card_number) == form.written

        found = await library.backend.searches.find(SearchText(words="たかはし"), clerk())
        assert [it.name for it in found.hits] == ["髙橋 花子"]

        # It gets a password, whose slip shows its end alone.
        done = await library.backend.acts.perform(an_order(opened.patron.id, shown_card=form.number))
        assert isinstance(done.result, PasswordIssued)
        slip = content(card_number=done.result.card_number, cards=numbers.cards)
        words = say(slip, slip_wording(own_texts()))
        assert words.header[2] == f"利用カード {form.masked}"
        assert form.told in words.sections[0].sentences[0]

        # It is replaced; only by a number of the library's form.
        order = ReplaceCard(
            actor=clerk(Role.SUPERVISOR),
            patron_id=opened.patron.id,
            card_number=form.number,
            new_number=form.short,
            damaged=True,
        )
        with pytest.raises(CardNumberMalformed):
            await library.backend.acts.perform(order)
        order = ReplaceCard(
            actor=clerk(Role.SUPERVISOR),
            patron_id=opened.patron.id,
            card_number=form.number,
            new_number=form.new,
            damaged=True,
        )
        replaced = await library.backend.acts.perform(order)
        assert isinstance(replaced.answer, PatronSnapshot)
        assert replaced.answer.card_number == form.new
        with pytest.raises(CardRetired):
            await library.backend.look_ups.by_card(form.number, clerk())
        assert {row["number"] for row in await town.all_rows(card)} == {form.number, form.new}

    # What goes out comes in again.
    out = Folder(tmp_path / "out", folder.url)
    assert (await export_folder(folder.url, out.path))["card"] == 2
    assert form.new in (out.path / "card.tsv").read_text(encoding="utf-8")
    assert (await out.brought()).counts["card"].unchanged == 2


async def test_values_by_which_a_number_is_two_things_are_told_and_not_taken(
    folder: Folder, tmp_path: Path
) -> None:
    async with open_library(folder.url) as library:
        await export_masters(library.db, tmp_path / "masters")
        give_rules(tmp_path / "masters", {"card_lengths": "8 10"})
        for done in (
            await check_masters(library.db, tmp_path / "masters"),
            await import_masters(library.db, tmp_path / "masters", CHIEF, 1),
        ):
            (fault,) = done.faults
            assert (fault.file, fault.column) == ("circulation_rule.csv", "value")
            assert (fault.cause, fault.found) == (Cause.CARDS_AND_ITEMS, "1234567890")
        assert library.backend.masters.current.policy.card_lengths == "9"


async def test_items_as_long_as_cards_that_are_there_are_told_and_not_taken(
    folder: Folder, tmp_path: Path
) -> None:
    folder.write({"patron": [varied("patron")], "card": [varied("card")]})
    await folder.brought()
    values = {"card_lengths": "10", "item_number_digits": "9"}
    async with open_library(folder.url) as library:
        await export_masters(library.db, tmp_path / "masters")
        give_rules(tmp_path / "masters", values)
        for done in (
            await check_masters(library.db, tmp_path / "masters"),
            await import_masters(library.db, tmp_path / "masters", CHIEF, 1),
        ):
            assert [(it.cause, it.found) for it in done.faults] == [
                (Cause.CARDS_THERE_AND_ITEMS, "123456789")
            ]
        assert library.backend.masters.current.policy.item_number_digits == 10


async def test_a_card_that_is_there_opens_and_comes_in_again_whatever_new_ones_have(
    folder: Folder, tmp_path: Path
) -> None:
    form = FORMS["10"]
    folder.write({"patron": [varied("patron")], "card": [varied("card")]})
    await folder.brought()
    async with open_library(folder.url) as library:
        town = await Town.found(library.db)
        await bring_masters(library, tmp_path / "masters", form.rules)
        assert (await open_card(library.backend.look_ups)).card_number == "123456789"
        numbers = library.backend.masters.current.numbers  # as every desk has them from its next look-up on
        assert read_card_number("123456789", numbers) == "123456789"
        assert read_card_number("0012345678", numbers) == "0012345678"
        assert (await folder.brought()).counts["card"].unchanged == 1
        folder.write({"card": [varied("card", number="987654321", patron="7")]})
        assert Cause.NOT_A_CARD_NUMBER in {it[3] for it in await folder.told()}

        # By SQL, whatever its length; the desks know of it with the next change of the masters, or day.
        async with library.db.transaction() as conn:
            await conn.execute(update(card).values(number="X-1"))
        assert [row["number"] for row in await town.all_rows(card)] == ["X-1"]
    async with open_library(folder.url) as library:
        assert library.backend.masters.current.cards.there == {3}

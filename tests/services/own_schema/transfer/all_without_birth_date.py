"""A patron without a birth date (団体, an old record), from the file that comes in to the one that goes out."""

import csv
from pathlib import Path

import pytest

from services.acts.passwords import PasswordIssued
from services.acts.registration import RegistrationRenewed, RenewRegistration, registered
from services.contract.errors import ActRefused, IdentityNotConfirmed
from services.contract.snapshot import PatronSnapshot, PhoneSummary
from services.own_schema.library import Library, open_library
from services.own_schema.transfer.exporting import export_folder
from services.rules.decision import Reason
from services.rules.people.identity import CallerFacts, FactsNeeded
from services.rules.people.search import SearchText
from services.rules.vocabulary import CardProof, Channel, Receiver
from tests.helpers.patrons import CARD, Town, clerk, open_card
from tests.services.acts.issue_scene import an_order
from tests.services.own_schema.transfer.conftest import EVERYDAY, Folder, varied

GROUP = varied(
    "patron", name="川口読書会", kana="カワグチドクショカイ", romaji="", birth_date="", phone="048-000-0009"
)
FACTS = CallerFacts(kana="かわぐちどくしょかい", phone="0480000009")
BORN = "1980/4/2"


async def found(library: Library, **typed: str) -> list[str]:
    return [it.name for it in (await library.backend.searches.find(SearchText(**typed), clerk())).hits]


async def test_a_day_at_the_counter(folder: Folder, tmp_path: Path) -> None:
    born = varied("patron", id="8", phone="")
    cards = [varied("card"), varied("card", number="223456789", patron="8")]
    folder.write({"patron": [GROUP, born], "card": cards})
    assert (await folder.brought()).counts["patron"].inserted == 2
    async with open_library(folder.url) as library:
        await Town.found(library.db)
        backend = library.backend

        # It is opened, and found by its name, never by a day.
        opened = await open_card(backend.look_ups)
        patron = opened.patron
        assert (patron.birth_date, patron.age_group, patron.romaji) == (None, None, None)
        assert await found(library, words="読書会") == ["川口読書会"]
        assert await found(library, birth_date=BORN) == await found(library, words=f"タカハシ {BORN}")
        assert await found(library, birth_date=BORN) == ["髙橋 花子"]
        assert (
            await found(library, birth_date="1900/1/1")
            == await found(library, words=f"カワグチ {BORN}")
            == []
        )

        # Whoever calls for it tells name and number.
        caller = clerk(channel=Channel.PHONE)
        answer = await backend.look_ups.by_card(CARD, caller)
        assert isinstance(answer, PhoneSummary)
        assert answer.needed is FactsNeeded.KANA_AND_PHONE
        assert (await backend.identity.check(patron.id, FACTS, caller)).patron.name == "川口読書会"
        await backend.identity.end(patron.id, caller)
        with pytest.raises(IdentityNotConfirmed):
            await backend.identity.find(CallerFacts(kana=FACTS.kana, birth_date=BORN), caller)

        # It gets a password, twice; nobody receives it for a child.
        with pytest.raises(ActRefused) as refused:
            await backend.acts.perform(an_order(patron.id, receiver=Receiver.GUARDIAN))
        assert refused.value.refusal.reasons == (Reason.AGE_UNKNOWN,)
        first = await backend.acts.perform(an_order(patron.id))
        again = await backend.acts.perform(an_order(patron.id, seen_version=1))
        assert isinstance(first.result, PasswordIssued)
        assert isinstance(again.result, PasswordIssued)
        assert (first.result.reissued, again.result.reissued) == (False, True)

        # Its registration is renewed and corrected.
        form = registered(patron)
        assert form.kana == "カワグチドクショカイ"
        order = RenewRegistration(
            actor=clerk(),
            patron_id=patron.id,
            proof=CardProof.SCANNED,
            shown_card=CARD,
            shown_at=None,
            seen_version=patron.version,
            form=form,
            address_proven=True,
        )
        renewed = await backend.acts.perform(order)
        assert isinstance(renewed.result, RegistrationRenewed)
        assert isinstance(renewed.answer, PatronSnapshot)
        assert renewed.answer.patron.expires_on == renewed.result.expires_on != patron.expires_on
        assert renewed.answer.patron.birth_date is None

    # What goes out comes in again.
    out = Folder(tmp_path / "out", folder.url)
    assert (await export_folder(folder.url, out.path))["patron"] == 2
    with (out.path / "patron.tsv").open(encoding="utf-8", newline="") as file:
        told = {row["name"]: row["birth_date"] for row in csv.DictReader(file, delimiter="\t")}
    assert told == {"川口読書会": "", "髙橋 花子": "1980-04-02"}
    assert (await out.brought()).counts["patron"].inserted == 0
    assert (await out.brought()).counts["patron"].unchanged == 2


async def test_a_birth_date_is_brought_in_later_and_taken_away_again(filled: Folder) -> None:
    for day in ("", "1980-04-02", ""):
        filled.write({"patron": [varied("patron", birth_date=day)]})
        assert (await filled.brought()).counts["patron"].changed == 1
    rows = [{name: cell for name, cell in EVERYDAY["patron"][0].items() if name != "birth_date"}]
    filled.write({"patron": rows})
    assert (await filled.brought()).counts["patron"].unchanged == 1

"""A library whose patrons are another system's keeps nothing of a person, and takes in no patrons of its own."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from services.acts.contact_attempts import RecordContact
from services.acts.reports import TakeReport
from services.contract.errors import (
    DatabaseNotEmpty,
    IdentityNotConfirmed,
    NotPermitted,
    PatronsElsewhere,
)
from services.contract.hits import Hit, Hits
from services.own_schema.audit.verification import verify
from services.own_schema.backup.backup import back_up
from services.own_schema.database.tables import card, metadata, patron
from services.own_schema.demo.library import FEWEST_PATRONS, fill
from services.own_schema.transfer.exporting import export_folder
from services.own_schema.transfer.importing import import_folder
from services.rules.people.identity import CallerFacts
from services.rules.people.search import Query, SearchText
from services.rules.vocabulary import Channel, ContactMeans, ContactResult, PatronReport
from tests.helpers.patrons import CARD
from tests.services.contract.recording_scene import HER, Scene

OF_HER = (HER.name, HER.kana, "カワグチ", HER.phone, "0482221111", CARD, HER.born.isoformat(), "19800402")


@pytest.fixture
async def day(scene: Scene) -> Scene:
    """A day with all that a desk records."""
    opened = await scene.opened()
    about: dict[str, Any] = {"actor": scene.actor, "patron_id": opened.patron.id}
    await scene.system.perform(await scene.renewal())
    await scene.system.perform(TakeReport(**about, kind=PatronReport.RETURNED))
    reached: dict[str, Any] = {"means": ContactMeans.PHONE, "result": ContactResult.TOLD}
    await scene.system.perform(RecordContact(**about, suspension_id=3, seen_version=1, **reached))

    async def find(_: Query) -> Hits:
        return Hits((Hit(opened.patron.id, HER.name, HER.kana, None, None),))

    await scene.system.recording.searches.searched(SearchText(words="カワグチ"), scene.actor, find=find)
    caller = replace(scene.actor, channel=Channel.PHONE)
    with pytest.raises(IdentityNotConfirmed):
        await scene.system.find(CallerFacts(kana=HER.kana, birth_date="S55.4.3"), caller)
    await scene.system.by_card(CARD, caller)
    await scene.system.check(opened.patron.id, CallerFacts(birth_date="S55.4.2"), caller)
    return scene


async def test_nothing_of_a_person_is_kept_exported_or_backed_up(
    day: Scene, database_url: str, tmp_path: Path
) -> None:
    kept = {table.name: repr(await day.town.all_rows(table)) for table in metadata.sorted_tables}
    assert [(name, it) for name, rows in kept.items() for it in OF_HER if it in rows] == []
    await export_folder(database_url, tmp_path / "files")
    written = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "files").iterdir())
    if day.is_file:
        await back_up(database_url, tmp_path / "copy.db")
        written += (tmp_path / "copy.db").read_bytes().decode("utf-8", "replace")
    assert [it for it in OF_HER if it in written] == []
    checked = await verify(day.town.db)
    assert checked.findings == ()
    assert [it for it in OF_HER if it in repr(checked)] == []


async def test_neither_an_import_nor_demo_data_come_in(day: Scene, database_url: str, tmp_path: Path) -> None:
    (tmp_path / "bib_record.tsv").write_text(
        "id\ttitle\tauthor\tpublisher\tyear\tmaterial_type\n1\t門\t\t\t\tbook\n", encoding="utf-8"
    )
    before = {table.name: await day.town.how_many(table) for table in metadata.sorted_tables}
    for dry_run in (True, False):
        with pytest.raises(PatronsElsewhere):
            await import_folder(database_url, tmp_path, dry_run=dry_run)
    with pytest.raises(DatabaseNotEmpty):
        await fill(database_url, patrons=FEWEST_PATRONS, seed=1)
    assert {table.name: await day.town.how_many(table) for table in metadata.sorted_tables} == before


async def test_no_card_comes_in_however_it_is_written(day: Scene) -> None:
    (number,) = [row["id"] for row in await day.town.all_rows(patron)]
    one = insert(card).values(
        number="200000009", patron_id=number, status="active", issued_on=date(2026, 1, 1)
    )
    with pytest.raises((IntegrityError, NotPermitted)):
        async with day.town.db.transaction() as conn:
            await conn.execute(one)
    assert await day.town.all_rows(card) == []

"""Each rule's line in the masters' files says what the rule means; nothing reads it."""

import csv
from pathlib import Path

import pytest

from services.contract.file_faults import Cause
from services.own_schema.library import Library
from services.own_schema.transfer.master_files import export_masters
from services.rules.policy import names
from services.rules.policy_meanings import MEANINGS
from tests.helpers.patrons import Town
from tests.services.own_schema.transfer.all_master_files import Change, Desk, Rows, changed


@pytest.fixture
async def desk(library: Library, tmp_path: Path) -> Desk:
    made = Desk(library, tmp_path / "masters")
    await export_masters(library.db, made.folder)
    return made


def meaning(text: str) -> Change:
    """Write something else beside every rule."""
    return lambda rows: [row | {"meaning": text} for row in rows]


async def test_an_export_says_what_each_rule_means(desk: Desk) -> None:
    with (desk.folder / "circulation_rule.csv").open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        told = {row["name"]: row["meaning"] for row in reader}
        assert reader.fieldnames == ["name", "valid_from", "value", "meaning"]
    assert told.keys() == names()
    assert told == {name: it.japanese for name, it in MEANINGS.items()}


@pytest.mark.parametrize("text", ["", "別の言葉", "\x07", "=1+1", "あ" * 70_000])
async def test_what_stands_there_is_passed_over(desk: Desk, town: Town, text: str) -> None:
    desk.edit("circulation_rule", meaning(text))
    assert not (await desk.bring()).changes
    desk.edit("circulation_rule", changed({"name": "loan_days"}, value="21"))
    done = await desk.bring()
    assert (done.faults.kept, done.counts["circulation_rule"].changed) == ((), 1)
    (record,) = await town.acts()
    assert record["details"] == {"circulation_rule_changed": 1}


async def test_a_file_without_it_is_whole_and_other_files_have_none(desk: Desk) -> None:
    path = desk.folder / "circulation_rule.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows: Rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, ["value", "name", "valid_from"], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    assert not (await desk.bring()).changes
    days = desk.folder / "public_holiday.csv"
    days.write_text(days.read_text(encoding="utf-8-sig").replace("day,name", "day,meaning,name", 1), "utf-8")
    assert [(it.column, it.cause) for it in await desk.told()] == [("meaning", Cause.COLUMN_UNKNOWN)]


async def test_a_line_of_another_length_is_still_told(desk: Desk) -> None:
    path = desk.folder / "circulation_rule.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    lines[1] += ",more"
    path.write_text("\n".join(lines), "utf-8")
    assert [(it.line, it.cause) for it in await desk.told()] == [(2, Cause.CELL_COUNT)]

"""統計 from the command line."""

import asyncio
import csv
import io
from pathlib import Path

import pytest

from services.contract.act_requests import ActRequest
from services.own_schema.database.engine import Database
from tests.app.cli.conftest import Run
from tests.helpers.chains import OTHER, record
from tests.helpers.patrons import Town, clerk


@pytest.fixture
def acts(url: str) -> str:
    """Two loans renewed at one branch and one at another, in November 2026."""

    async def write() -> None:
        db = Database.open(url)
        town = await Town.found(db)
        patron_id = await town.patron()
        for actor in (clerk(), clerk(), OTHER):
            await record(db, ActRequest(actor=actor, patron_id=patron_id))
        await db.dispose()

    asyncio.run(write())
    return url


def _renewals(written: bytes) -> dict[str, tuple[str, ...]]:
    assert written.startswith("\ufeff".encode())
    table = list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""), strict=True))
    assert table[0][:4] == ["館", "項目", "理由", "2026-04"]
    assert table[0][10:] == [
        "2026-11",
        "2026-12",
        "2027-01",
        "2027-02",
        "2027-03",
        "2026年度",
        "前年同期",
        "差",
    ]
    assert {len(row) for row in table} == {18}
    return {row[0]: tuple(row[9:12] + row[-3:]) for row in table if row[1] == "貸出更新"}


def test_a_year_is_written_of_all_branches_and_of_each(run: Run, acts: str, tmp_path: Path) -> None:
    file = tmp_path / "figures.csv"
    outcome = run("figures", "--year", "2026", "--output", str(file))
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    found = _renewals(file.read_bytes())
    assert next(iter(found)) == "全館"
    assert found["全館"] == ("0", "3", "", "3", "0", "3")
    assert (found["中央"][1], found["前川"][1], sum(int(it[1]) for it in found.values())) == ("2", "1", 6)
    again = run("figures", "--year", "2026", "--output", str(file))
    assert again.code == 1
    assert str(file) in again.err


def test_a_branch_is_written_alone(run: Run, acts: str, tmp_path: Path) -> None:
    file = tmp_path / "figures.csv"
    assert run("figures", "--year", "2025", "--branch", "中央", "--output", str(file)).code == 0
    text = file.read_text(encoding="utf-8-sig")
    assert {line.split(",")[0] for line in text.splitlines()[1:]} == {'"中央"'}


def test_standard_output_is_a_file_too(acts: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    from app.__main__ import main

    assert main(["figures", "--year", "2026", "--branch", "前川", "--output", "-"]) == 0
    assert list(_renewals(capfdbinary.readouterr().out).values()) == [("0", "1", "", "1", "0", "1")]


def test_a_branch_that_there_is_not(run: Run, acts: str, tmp_path: Path) -> None:
    outcome = run("figures", "--year", "2026", "--branch", "9999", "--output", str(tmp_path / "x.csv"))
    assert outcome.code == 1
    assert "9999" in outcome.err


@pytest.mark.parametrize("year", ["26", "1999", "2101", "二〇二六", "2026年"])
def test_a_year_is_one_of_this_century(run: Run, acts: str, year: str) -> None:
    outcome = run("figures", "--year", year, "--output", "-")
    assert outcome.code == 2
    assert "not a year from 2000 to 2100" in outcome.err

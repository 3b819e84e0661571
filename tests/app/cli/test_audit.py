"""Checking and sealing the records through main."""

import asyncio
import json
import sqlite3
from contextlib import closing

import pytest

from services.contract.act_requests import ActRequest
from services.own_schema.database.act_records import ActRecord
from services.own_schema.database.engine import Database
from tests.app.cli.conftest import Run
from tests.helpers.chains import record
from tests.helpers.patrons import Town, clerk


async def _write(url: str, times: int) -> list[ActRecord]:
    db = Database.open(url)
    town = await Town.found(db)
    patron_id = await town.patron()
    made = [await record(db, ActRequest(actor=clerk(), patron_id=patron_id)) for _ in range(times)]
    await db.dispose()
    return made


@pytest.fixture
def made(url: str) -> list[ActRecord]:
    """Three records of one login."""
    return asyncio.run(_write(url, 3))


def change(url: str, statement: str) -> None:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as plain, plain:
        plain.execute(statement)


def test_a_new_library_holds(run: Run, url: str) -> None:
    outcome = run("audit", "verify")
    assert (outcome.code, outcome.out, outcome.err) == (0, "logins 0, records 0, seals 0\n", "")
    assert run("audit", "seal").out == "nothing to seal\n"
    assert json.loads(run("audit", "seal", "--json").out) == {"sealed": False, "last_seal": None}


@pytest.mark.usefixtures("made")
def test_a_seal_is_told_with_its_hash(run: Run) -> None:
    sealed = run("audit", "seal")
    hash_ = sealed.out.split()[1].removeprefix("1:").rstrip(",")
    assert (sealed.code, sealed.out, sealed.err) == (0, f"seal 1:{hash_}, logins 1\n", "")
    assert len(hash_) == 64
    assert run("audit", "seal").out == f"nothing to seal since seal 1:{hash_}\n"
    verified = run("audit", "verify")
    assert verified.out == f"logins 1, records 3, seals 1, last seal 1:{hash_}\n"
    last = {"sequence": 1, "hash": hash_}
    assert json.loads(run("audit", "seal", "--json").out) == {"sealed": False, "last_seal": last}
    assert json.loads(run("audit", "verify", "--json").out) == {
        "ok": True,
        "logins": 1,
        "records": 3,
        "seals": 1,
        "last_seal": last,
        "broken": [],
    }


def test_an_altered_record_is_named(run: Run, url: str, made: list[ActRecord]) -> None:
    change(url, "UPDATE act SET outcome = 'else' WHERE sequence = 2")
    outcome = run("audit", "verify")
    at = made[1].at.isoformat()
    assert outcome.code == 1
    assert outcome.out == (
        f"staff01: record 2 was altered, or isn't the one that stood there ({made[1].id} {at})\n"
        "logins 1, records 3, seals 0\n"
    )
    assert (
        outcome.err == "madoguchi: the records were tampered with or damaged; broken chains: 1, findings: 1\n"
    )


def test_a_removed_record_and_what_stands_there_are_named(run: Run, url: str, made: list[ActRecord]) -> None:
    change(url, "DELETE FROM act WHERE sequence = 2")
    told = run("audit", "verify").out.splitlines()[0]
    assert told == (f"staff01: record 2 is missing (found instead: {made[2].id} {made[2].at.isoformat()})")


def test_a_record_slipped_in_is_named(run: Run, url: str, made: list[ActRecord]) -> None:
    change(url, "UPDATE act SET sequence = 0 WHERE sequence = 3")
    told = run("audit", "verify").out.splitlines()[0]
    assert told == f"staff01: record 0 was slipped in ({made[2].id} {made[2].at.isoformat()})"


@pytest.mark.usefixtures("made")
def test_what_was_cut_off_is_told_by_the_seal(run: Run, url: str) -> None:
    assert run("audit", "seal").code == 0
    change(url, "DELETE FROM act WHERE sequence > 1")
    outcome = run("audit", "verify", "--json")
    assert outcome.code == 1
    answer = json.loads(outcome.out)
    assert not answer["ok"]
    assert answer["broken"] == [
        {
            "login": "staff01",
            "fault": "cut_off",
            "sequence": 2,
            "act_id": None,
            "at": None,
            "seal": 1,
            "through": None,
        }
    ]
    told = run("audit", "verify").out.splitlines()[0]
    assert told == "staff01: record 2 and what followed it were cut off, as seal 1 shows"


@pytest.mark.usefixtures("made")
def test_a_broken_seal_is_named(run: Run, url: str) -> None:
    assert run("audit", "seal").code == 0
    change(url, "UPDATE chain_seal SET heads = '{}'")
    told = run("audit", "verify").out.splitlines()[0]
    assert told.startswith("seals: seal 1 was altered, or isn't the one that stood there (20")


@pytest.mark.usefixtures("made")
def test_a_seal_of_the_workers_is_told_as_it_is_noted(run: Run) -> None:
    told = run("worker", "--once").out.split(", ")
    verified = run("audit", "verify").out.split(", last ")
    assert told[-1] == verified[-1]
    assert run("audit", "verify", "--noted", told[-1].removeprefix("seal ").rstrip()).code == 0


@pytest.mark.usefixtures("made")
def test_a_noted_seal_is_looked_for(run: Run, url: str) -> None:
    noted = run("audit", "seal").out.split()[1].rstrip(",")
    assert run("audit", "verify", "--noted", noted.upper()).code == 0
    change(url, "DELETE FROM chain_seal")
    told = run("audit", "verify", "--noted", noted).out.splitlines()[0]
    assert told == "seals: seal 1 isn't there as it was noted"
    assert run("audit", "verify", "--noted", "1").code == 2


def test_a_chain_made_anew_is_told_by_the_seal(run: Run, url: str, made: list[ActRecord]) -> None:
    assert run("audit", "seal").code == 0
    hash_ = made[0].hash_after(None)
    for it in made[1:]:
        values = {name: getattr(it, name) for name in ActRecord.__slots__} | {"outcome": "else"}
        hash_ = ActRecord(**values).hash_after(hash_)
        change(url, f"UPDATE act SET outcome = 'else', hash = '{hash_}' WHERE sequence = {it.sequence}")
    told = run("audit", "verify").out.splitlines()[0]
    assert told.startswith(f"staff01: record 3 isn't the one that seal 1 names ({made[2].id} ")


def test_every_finding_has_a_line_of_its_own(run: Run, url: str, made: list[ActRecord]) -> None:
    another = "CASE substr(hash, 1, 1) WHEN 'f' THEN '0' ELSE 'f' END || substr(hash, 2)"
    change(url, f"UPDATE act SET details = '{{\"a\": -0}}', hash = {another} WHERE sequence = 2")
    outcome = run("audit", "verify")
    lines = outcome.out.splitlines()
    assert lines[0].startswith("staff01: record 2 can't be read as one: it was altered or damaged (")
    assert lines[1].startswith(
        "staff01: record 3 doesn't follow on the one before it: that one is at fault, "
    )
    assert outcome.err.endswith("broken chains: 1, findings: 2\n")
    change(url, "UPDATE act SET sequence = 9 WHERE sequence = 2")
    answer = json.loads(run("audit", "verify", "--json").out)
    assert [(it["fault"], it["sequence"], it["through"]) for it in answer["broken"]] == [
        ("missing", 2, 2),
        ("missing", 4, 8),
        ("unreadable", 9, None),
    ]
    told = run("audit", "verify").out.splitlines()[1]
    assert (
        told == f"staff01: records 4 to 8 are missing (found instead: {made[1].id} {made[1].at.isoformat()})"
    )


@pytest.mark.usefixtures("made")
def test_what_stands_in_a_damaged_record_moves_no_cursor(run: Run, url: str) -> None:
    change(
        url, "UPDATE act SET staff_id = CAST(x'1b5b324aff0a' AS TEXT), id = char(10, 27) WHERE sequence = 2"
    )
    outcome = run("audit", "verify")
    assert outcome.code == 1
    assert "\\x1b[2J\\xff\\n: record 2 can't be read" in outcome.out
    assert "\x1b" not in outcome.out
    assert outcome.out.count("\n") == 4
    assert json.loads(run("audit", "verify", "--json").out)["broken"]


@pytest.mark.parametrize("noted", ["9" * 5001 + ":a", ":a", "1", "-1:a", "1:\ud800", "1:\0"])
def test_a_noted_seal_that_cannot_be_one_is_told_plainly(run: Run, url: str, noted: str) -> None:
    assert run("audit", "verify", "--noted", noted).code in {1, 2}


def test_a_database_of_another_version_is_not_checked(run: Run, url: str) -> None:
    change(url, "UPDATE alembic_version SET version_num = '0000'")
    outcome = run("audit", "verify")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith("madoguchi: ")

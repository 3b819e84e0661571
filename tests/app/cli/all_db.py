"""The database's commands on real files."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from services.own_schema.revision import REVISION
from services.own_schema.schema import upgrade
from tests.app.cli.conftest import Run
from tests.helpers.platforms import posix


def test_a_library_is_made_checked_and_upgraded(run: Run, tmp_path: Path) -> None:
    database = ("--database", f"sqlite:///{tmp_path / 'new' / 'library.sqlite3'}")

    assert run("db", "init", *database).code == 0
    assert run("db", "check", *database).out == "ok\n"
    assert run("db", "upgrade", *database).out == "up to date\n"
    assert json.loads(run("db", "check", "--json", *database).out) == {
        "ok": True,
        "found": REVISION,
        "wanted": REVISION,
    }


def test_the_users_own_file_is_the_default(run: Run, home: Path) -> None:
    assert run("db", "init").code == 0
    assert (home / "data" / "madoguchi.sqlite3").exists()
    assert run("db", "check").code == 0


def test_the_settings_file_names_the_database(run: Run, home: Path) -> None:
    settings = home / "mine.toml"
    settings.write_text(f"[database]\nurl = 'sqlite:///{(home / 'mine.sqlite3').as_posix()}'\n")

    assert run("db", "init", "--settings", str(settings)).code == 0
    assert (home / "mine.sqlite3").exists()


def test_a_file_that_a_command_names_goes_before_the_policys_database(run: Run, home: Path) -> None:
    """A service on a machine with a policy has its login in a file of its own; the user's file follows the policy."""
    policy, own, users = (home / place for place in ("site/policy.toml", "own.toml", "config/settings.toml"))
    for file in (policy, own, users):
        file.parent.mkdir(exist_ok=True)
        place = home / f"{file.stem}.sqlite3"
        file.write_text(f"[database]\nurl = 'sqlite:///{place.as_posix()}'\n", encoding="utf-8")

    assert run("db", "init", "--settings", str(own)).code == 0
    assert run("db", "init").code == 0
    assert {it.name for it in home.glob("*.sqlite3")} == {"own.sqlite3", "policy.sqlite3"}
    (home / "policy.sqlite3").unlink()
    assert run("doctor", "--settings", str(own)).code == 0
    assert run("doctor").code == 1


def test_a_full_database_is_not_made_anew(run: Run, url: str) -> None:
    outcome = run("db", "init")

    assert outcome.code == 1
    assert outcome.err.startswith("madoguchi: ")
    assert outcome.out == ""


def test_a_missing_database_is_refused(run: Run, tmp_path: Path) -> None:
    outcome = run("db", "check", "--database", f"sqlite:///{tmp_path / 'nowhere.sqlite3'}")

    assert outcome.code == 1
    assert outcome.err == (
        "madoguchi: 図書館のシステムにつながりません。操作は行われていません。少し待って、もう一度お試しください。\n"
    )


def test_an_old_database_is_refused_and_told_as_json(run: Run, url: str) -> None:
    with sqlite3.connect(url.removeprefix("sqlite:///")) as conn:
        conn.execute("UPDATE alembic_version SET version_num = '0000'")
    conn.close()

    assert "madoguchi db upgrade" in run("db", "check").err
    outcome = run("db", "check", "--json")
    assert (outcome.code, json.loads(outcome.out)) == (
        1,
        {"ok": False, "found": "0000", "wanted": REVISION},
    )
    assert outcome.err == ""


@pytest.mark.parametrize("address", ["nonsense", "mysql://h/x", "sqlite://"])
def test_an_address_nobody_understands(run: Run, address: str) -> None:
    outcome = run("db", "check", "--database", address)

    assert outcome.code == 1
    assert "データベースの場所の書き方が正しくありません。" in outcome.err


@pytest.mark.usefixtures("url")
@pytest.mark.parametrize("command", [("worker", "--once"), ("ils", "password")])
def test_a_settings_file_that_is_not_there_stops_a_command_whatever_names_the_database(
    run: Run, home: Path, command: tuple[str, ...]
) -> None:
    told = run(*command, "--settings", str(home / "other.toml"))
    assert told.code != 0
    assert "設定ファイルを読めません" in told.err


def test_a_faulty_settings_file_stops_what_needs_it(run: Run, home: Path) -> None:
    settings = home / "bad.toml"
    settings.write_text("[database]\nurl =\n")

    outcome = run("db", "check", "--settings", str(settings))
    assert outcome.code == 1
    assert "設定ファイルの2行目" in outcome.err


def test_a_bug_is_a_reference(run: Run, home: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_url: str) -> None:
        msg = "123456789"
        raise ValueError(msg)

    monkeypatch.setattr(upgrade, "check", broken)
    outcome = run("db", "check")

    assert outcome.code == 1
    log = (home / "log" / "madoguchi.log").read_text(encoding="utf-8")
    reference = log.split("bug ")[1][:4]
    assert f"番号 {reference}" in outcome.err
    assert "in broken" in log
    assert "123456789" not in log + outcome.err


def test_a_library_is_backed_up_and_restored(run: Run, url: str, tmp_path: Path) -> None:
    backup = tmp_path / "backup"

    assert run("db", "backup", str(backup)).out == f"saved and verified: {backup}\n"
    again = run("db", "backup", str(backup))
    assert (again.code, again.out) == (1, "")
    assert "上書きはしません。" in again.err

    restored = run("db", "restore", str(backup))
    assert restored.code == 0
    assert restored.out.startswith(f"restored: {backup}\nthe library of before is kept: {tmp_path}")
    assert run("db", "check").code == 0


def test_what_is_no_backup_is_refused_in_one_sentence(run: Run, url: str, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("x" * 900, encoding="utf-8")

    refused = run("db", "restore", str(tmp_path / "letter"))
    assert refused.code == 1
    assert "は壊れています。" in refused.err
    assert "何も変わっていません。" in refused.err


def test_a_damaged_library_has_a_sentence_of_its_own(run: Run, url: str) -> None:
    with Path(url.removeprefix("sqlite:///")).open("r+b") as file:
        file.seek(8 * 4096)
        file.write(b"\xff" * 4096 * 20)

    outcome = run("db", "check")
    assert outcome.code == 1
    assert "データベースのファイルが壊れています。" in outcome.err
    assert json.loads(run("db", "check", "--json").out)["code"] == "DatabaseDamaged"


def test_what_is_foreign_in_a_library_is_named(run: Run, url: str) -> None:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as plain:
        plain.execute("CREATE VIEW late AS SELECT * FROM loan")

    outcome = run("db", "check")
    assert outcome.code == 1
    assert "表・トリガー・ビューがあります: view late。" in outcome.err
    told = run("db", "check", "--json")
    assert told.code == 1
    assert json.loads(told.out) == {
        "ok": False,
        "code": "SchemaForeign",
        "things": ["view late"],
        "wanted": REVISION,
    }


@pytest.mark.parametrize("action", ["backup", "restore"])
def test_on_postgresql_backup_and_restore_say_what_to_use(
    run: Run, home: Path, tmp_path: Path, action: str
) -> None:
    outcome = run("db", action, str(tmp_path / "x"), "--database", "postgresql://admin@localhost/library")
    assert outcome.code == 2
    assert "pg_basebackup" in outcome.err
    assert "docs/operations.md" in outcome.err


@posix("Windows tells a closed pipe in another way.")
def test_a_reader_who_has_enough_is_no_bug(home: Path, url: str) -> None:
    command = [sys.executable, "-m", "app", "db", "check", "--database", url]
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")

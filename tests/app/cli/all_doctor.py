"""`madoguchi doctor` through main: what it says, what it answers a script, and what it never says."""

import io
import json
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest

from app.__main__ import main
from app.diagnosis import diagnose
from app.settings.folders import user_folders
from services.contract.diagnosis import CheckResult, Subject
from tests.app.cli.conftest import Outcome, Run
from tests.helpers.city import City
from tests.helpers.file_modes import let_everybody_reach
from tests.helpers.platforms import posix
from views.printing.spooler_cups import CupsSpooler
from views.printing.spooler_windows import WindowsSpooler

FEW = '[database]\nurl = "sqlite:///{path}"\n'


def codes(outcome: Outcome) -> dict[str, str]:
    told = json.loads(outcome.out)
    assert told["ok"] is (outcome.code == 0)
    return {it["subject"]: it["code"] for it in told["findings"]}


def test_a_library_in_order_answers_0(run: Run, url: str) -> None:
    outcome = run("doctor")
    assert (outcome.code, outcome.err) == (0, "")
    assert "▲" not in outcome.out
    assert "✓ データベース: つながります(SQLite のファイル)。" in outcome.out
    assert outcome.out.startswith("madoguchi 0.")


def test_what_is_redirected_on_japanese_windows_has_no_escapes(
    home: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding="cp932", write_through=True)
    with monkeypatch.context() as redirected:
        redirected.setattr(sys, "stdout", file)
        assert main(["doctor"]) == 0
    told = raw.getvalue().decode("cp932")
    assert "○ データベース: つながります(SQLite のファイル)。" in told
    assert "－ " in told
    assert "\\u" not in told


def test_a_script_reads_every_subject_of_a_file_once(run: Run, url: str) -> None:
    found = codes(run("doctor", "--json"))
    of_a_server = {
        Subject.LOGIN,
        Subject.LOGINS,
        Subject.GUARDS,
        Subject.TABLES,
        Subject.SERVER,
        Subject.ENCRYPTION,
        Subject.SERVER_LOG,
        Subject.COMMITS,
        Subject.STOPPING,
        Subject.NOTICES,
        Subject.SERVER_DISK,
    }
    of_a_system = {it for it in Subject if it.value.startswith("system_")}
    assert list(found) == [it.value for it in Subject if it not in of_a_server | of_a_system]


def test_what_is_to_do_answers_1_and_one_line(run: Run, url: str) -> None:
    with sqlite3.connect(url.removeprefix("sqlite:///")) as plain:
        plain.execute("INSERT INTO clock_offset (id, seconds) VALUES (1, 60)")
    plain.close()
    outcome = run("doctor")
    assert outcome.code == 1
    assert outcome.err == "madoguchi: things to put right: 1\n"
    assert "▲ 時刻の補正: 図書館の時刻を 60秒ずらしています。" in outcome.out
    assert codes(run("doctor", "--json"))["clock_offset"] == "offset_set"


def test_no_library_yet_is_told_with_what_to_do(run: Run, home: Path) -> None:
    outcome = run("doctor")
    assert outcome.code == 1
    assert "▲ データベース: データベースがまだ用意されていません。" in outcome.out
    assert "madoguchi db init" in outcome.out
    assert list(home.rglob("*.sqlite3")) == []


def test_an_address_that_is_none_is_told(run: Run, home: Path) -> None:
    assert codes(run("doctor", "--json", "--database", "nothing"))["database"] == "DatabaseUrlBad"


def test_a_broken_settings_file_is_told_and_the_rest_still_looked_at(run: Run, home: Path) -> None:
    settings = home / "broken.toml"
    settings.write_text("[database\n", encoding="utf-8")
    found = codes(run("doctor", "--json", "--settings", str(settings)))
    assert found["settings"] == "SettingsUnreadable"
    assert found["fonts"] == "fonts_load"
    assert "database" not in found  # nobody knows which one was meant


def test_a_library_that_others_can_read_is_told(run: Run, url: str) -> None:
    Path(url.removeprefix("sqlite:///")).chmod(0o644)
    expected = "not_told" if sys.platform == "win32" else "file_open_to_others"
    assert codes(run("doctor", "--json"))["file"] == expected


@posix("Windows has no file modes.")
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[mail]\npassword = "secret"\n', "settings_open_to_others"),
        ('[database]\nurl = "postgresql://worker:secret@db.invalid/library"\n', "settings_open_to_others"),
        ('[database]\nurl = "postgresql://worker@db.invalid/library"\n', "settings_read"),
        ('[database]\nurl = "::"\n', "settings_read"),
        ('[mail]\npassword = ""\n', "settings_read"),
    ],
)
def test_a_password_that_others_can_read_is_told(run: Run, home: Path, text: str, code: str) -> None:
    settings = home / "worker.toml"
    settings.write_text(text, encoding="utf-8")
    settings.chmod(0o644)
    let_everybody_reach(settings)
    outcome = run("doctor", "--json", "--database", "nothing", "--settings", str(settings))
    assert codes(outcome)["settings"] == code
    assert "secret" not in outcome.out + outcome.err
    settings.chmod(0o600)
    assert (
        codes(run("doctor", "--json", "--database", "nothing", "--settings", str(settings)))["settings"]
        == "settings_read"
    )


@posix("Windows has no file modes.")
def test_a_password_that_the_administrator_decided_is_for_every_desk_to_read(run: Run, home: Path) -> None:
    policy = home / "site" / "policy.toml"
    policy.parent.mkdir()
    policy.write_text('[mail]\npassword = "secret"\n', encoding="utf-8")
    settings = home / "open.toml"
    settings.touch(mode=0o644)
    found = codes(run("doctor", "--json", "--database", "nothing", "--settings", str(settings)))
    assert found["settings"] == "settings_read"


def test_mail_and_printer_of_the_settings_are_tried(run: Run, url: str, home: Path) -> None:
    settings = home / "more.toml"
    settings.write_text(
        '[printing]\nprinter = "No-Such-Queue"\n'
        '[mail]\nhost = "127.0.0.1"\nport = 1\nfrom = "a@example.jp"\nuser = "secret-user"\npassword = "secret"\n',
        encoding="utf-8",
    )
    outcome = run("doctor", "--json", "--settings", str(settings))
    found = codes(outcome)
    assert found["mail_server"] == "mail_no_answer"
    assert found["printer"] in {"PrinterUnavailable", "not_told"}
    for private in ("secret", "example.jp"):
        assert private not in outcome.out + outcome.err


@pytest.mark.parametrize(
    "error", [OSError("spooler"), ValueError("answer"), KeyError("Status"), Exception(1722)]
)
def test_a_spooler_that_answers_nothing_of_use_ends_no_check(
    run: Run, url: str, home: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def load() -> Any:
        raise error

    monkeypatch.setattr("app.diagnosis.system_spooler", lambda: WindowsSpooler(load))
    settings = home / "printing.toml"
    settings.write_text('[printing]\nprinter = "Slip"\n', encoding="utf-8")
    outcome = run("doctor", "--json", "--settings", str(settings))
    assert codes(outcome)["printer"] == "not_told"
    assert outcome.code == 0


async def test_a_counters_computer_without_any_printer_is_something_to_do(home: Path) -> None:
    """A machine that only runs the worker prints nothing; one that is a workstation, or has a desk open, does."""

    class NoQueues(CupsSpooler):
        async def names(self) -> tuple[str, ...]:
            return ()

    folders = user_folders({})
    results = []
    for text in ("", '[workstation]\nname = "2番窓口"\n'):
        folders.settings_file.parent.mkdir(parents=True, exist_ok=True)
        folders.settings_file.write_text(text, encoding="utf-8")
        found = await diagnose(folders, {}, spooler=NoQueues())
        results += [it.result for it in found if it.subject is Subject.PRINTER]
    assert results == [CheckResult.PRINTER_BY_DIALOG, CheckResult.PRINTER_NONE]


def test_a_policy_that_is_not_understood_is_told(run: Run, url: str, home: Path) -> None:
    policy = home / "site" / "policy.toml"
    policy.parent.mkdir()
    policy.write_text('[mail]\nhots = "mail.example.jp"\n', encoding="utf-8")
    outcome = run("doctor", "--json")
    assert codes(outcome)["settings"] == "policy_strange"
    assert "mail.hots" in outcome.out


def test_a_server_is_asked_for_nothing_without_a_login(run: Run, city: City) -> None:
    place = city.url.rpartition("@")[2]
    outcome = run("doctor", "--json", "--database", f"postgresql://{place}")
    assert codes(outcome)["database"] == "server_answers"


def test_a_login_on_a_server_is_told_and_not_named(run: Run, city: City) -> None:
    outcome = run("doctor", "--json", "--database", city.url_of("worker"))
    found = codes(outcome)
    assert (found["login"], found["guards"]) == ("login_worker", "guards_in_force")
    assert city.names["worker"] not in outcome.out + outcome.err
    wrong = run("doctor", "--json", "--database", city.url_of("worker").replace("%", "x"))
    assert codes(wrong)["database"] in {"SystemLoginRefused", "SystemUnreachable"}
    assert city.names["worker"] not in wrong.out + wrong.err

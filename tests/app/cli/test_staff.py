"""Staff accounts from the command line."""

import io
import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing

import pytest

from app.__main__ import main
from services.contract.errors import ServiceError, SignInFailed
from services.own_schema.library import open_library
from services.rules.secret import Secret
from tests.app.cli.conftest import Outcome, Run
from tests.helpers.apart import run_apart

PASSWORD = "ひみつ-correct-horse"


class Keyboard(io.StringIO):
    """A standard input that is a terminal."""

    def isatty(self) -> bool:
        return True


def signs_in(url: str, staff_id: str, password: str) -> str:
    async def attempt() -> str:
        async with open_library(url) as library:
            try:
                member = await library.staff.sign_in(staff_id, Secret(password))
            except ServiceError as error:
                return type(error).__name__
            return f"{member.id} {member.name} {member.role.value}"

    return run_apart(attempt())


def type_into(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    waiting: Iterator[str] = iter(answers)
    monkeypatch.setattr(sys, "stdin", Keyboard())
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(waiting))


def pipe(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


@pytest.fixture
def aoki(run: Run, url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    pipe(monkeypatch, f"{PASSWORD}\n")
    outcome = run(
        "staff", "add", "aoki", "--role", "supervisor", "--name", "青木", "--branch", "中央図書館",
        "--password-stdin",
    )  # fmt: skip
    assert outcome.err == ""
    assert outcome.code == 0
    return "aoki"


def test_who_was_added_signs_in(url: str, aoki: str) -> None:
    assert signs_in(url, aoki, PASSWORD) == "aoki 青木 supervisor"


def test_a_password_is_piped_with_the_line_end_of_windows(
    run: Run, url: str, aoki: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Another1Word\r\n")))
    assert run("staff", "password", aoki, "--password-stdin").code == 0
    assert signs_in(url, aoki, "Another1Word") == "aoki 青木 supervisor"


def test_the_list_for_people_and_for_scripts(run: Run, url: str, aoki: str) -> None:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as conn:
        code = conn.execute("SELECT code FROM branch ORDER BY position").fetchone()[0]

    assert json.loads(run("staff", "list", "--json").out) == [
        {
            "id": "aoki",
            "name": "青木",
            "role": "supervisor",
            "branch": code,
            "disabled": False,
            "locked_until": None,
        }
    ]
    assert run("staff", "list").out == "aoki  責任者  中央図書館  青木\n"


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_the_list_where_japanese_can_not_be_written(
    aoki: str, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    terminal = io.TextIOWrapper(io.BytesIO(), encoding="cp1252", newline="")
    monkeypatch.setattr(sys, "stdout", terminal)

    assert main(("staff", "list", *words)) == 0

    terminal.seek(0)
    listed = terminal.read()
    assert r"\u9752\u6728" in listed
    if words:
        assert json.loads(listed)[0]["name"] == "青木"


def test_nobody_is_an_empty_list(run: Run, url: str) -> None:
    assert run("staff", "list").out == ""
    assert json.loads(run("staff", "list", "--json").out) == []


def test_who_is_disabled_stays_out_and_listed(run: Run, url: str, aoki: str) -> None:
    assert run("staff", "disable", aoki).code == 0

    assert signs_in(url, aoki, PASSWORD) == "StaffDisabled"
    assert run("staff", "list").out.endswith("停止中\n")


def test_who_was_disabled_comes_back(run: Run, url: str, aoki: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run("staff", "disable", aoki)
    pipe(monkeypatch, "another-long-one\n")
    refused = run("staff", "password", aoki, "--password-stdin")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith("madoguchi: 職員ID「aoki」は停止されています。madoguchi staff enable")

    assert run("staff", "enable", aoki) == Outcome(0, "", "")
    assert signs_in(url, aoki, PASSWORD) == "aoki 青木 supervisor"
    assert run("staff", "list").out == "aoki  責任者  中央図書館  青木\n"


def test_role_name_and_branch_are_changed_one_by_one_and_together(run: Run, url: str, aoki: str) -> None:
    assert run("staff", "change", aoki, "--role", "counter") == Outcome(0, "", "")
    assert signs_in(url, aoki, PASSWORD) == "aoki 青木 counter"
    assert run("staff", "change", aoki, "--name", "青木 二") == Outcome(0, "", "")
    assert signs_in(url, aoki, PASSWORD) == "aoki 青木 二 counter"
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as conn:
        code, name = conn.execute("SELECT code, name FROM branch ORDER BY position DESC").fetchone()
    words = ("staff", "change", aoki, "--role", "phone", "--name", "青木", "--branch", code)
    assert run(*words) == Outcome(0, "", "")
    assert run("staff", "list").out == f"aoki  電話担当  {name}  青木\n"


def test_nothing_to_change_is_wrong_usage(run: Run, url: str, aoki: str) -> None:
    assert run("staff", "change", aoki) == Outcome(
        2, "", "madoguchi: nothing to change: name --role, --name or --branch\n"
    )


def test_what_was_done_to_accounts_is_on_record_and_verified(run: Run, url: str, aoki: str) -> None:
    run("staff", "change", aoki, "--role", "counter")
    run("staff", "disable", aoki)
    run("staff", "enable", aoki)
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as conn:
        kept = conn.execute("SELECT staff_id, verb, details FROM act ORDER BY sequence").fetchall()
    assert [(who, verb) for who, verb, _ in kept] == [
        ("madoguchi staff", f"staff.{done}") for done in ("change", "disable", "enable")
    ]
    assert "青木" not in str(kept)
    assert run("audit", "verify").code == 0


def test_who_is_locked_is_listed_until_when(run: Run, url: str, aoki: str) -> None:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as conn:
        conn.execute("UPDATE staff SET locked_until = '2099-01-01 03:05:00.000000'")
        conn.commit()

    assert "ロック中(12:05 まで)" in run("staff", "list").out
    assert json.loads(run("staff", "list", "--json").out)[0]["locked_until"] == "2099-01-01T03:05:00+00:00"


def test_a_new_password_is_typed_twice(
    run: Run, url: str, aoki: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_into(monkeypatch, "first-long-one", "another-long-one", "second-long-one", "second-long-one")
    outcome = run("staff", "password", aoki)

    assert outcome.code == 0
    assert "もう一度入力してください" in outcome.err
    assert signs_in(url, aoki, "second-long-one") == "aoki 青木 supervisor"
    assert signs_in(url, aoki, PASSWORD) == SignInFailed.__name__


def test_without_a_keyboard_nothing_is_asked(
    run: Run, url: str, aoki: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe(monkeypatch, "")
    outcome = run("staff", "password", aoki)

    assert outcome.code == 2
    assert "--password-stdin" in outcome.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("disable", "nobody"), "職員ID「nobody」はありません。"),
        (("enable", "nobody"), "職員ID「nobody」はありません。"),
        (("change", "nobody", "--role", "phone"), "職員ID「nobody」はありません。"),
        (("change", "aoki", "--branch", "月面"), "館「月面」はありません。"),
        (("change", "aoki", "--name", " "), "職員の氏名がありません。"),
        (("password", "nobody", "--password-stdin"), "職員ID「nobody」はありません。"),
        (
            ("add", "aoki", "--role", "counter", "--name", "n", "--branch", "中央図書館", "--password-stdin"),
            "職員ID「aoki」はもう使われています。",
        ),
        (
            ("add", "b", "--role", "counter", "--name", "n", "--branch", "月面", "--password-stdin"),
            "館「月面」はありません。",
        ),
    ],
)
def test_refusals_are_one_plain_line(
    run: Run, aoki: str, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    pipe(monkeypatch, f"{PASSWORD}\n")
    outcome = run("staff", *words)

    assert outcome.code == 1
    assert outcome.err.startswith(f"madoguchi: {said}")


def test_a_short_password_is_refused(run: Run, aoki: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe(monkeypatch, "a\n")
    outcome = run("staff", "password", aoki, "--password-stdin")

    assert outcome.code == 1
    assert "パスワードが短すぎます。" in outcome.err


def test_giving_up_at_the_keyboard_is_no_bug(run: Run, aoki: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def give_up(_prompt: str) -> str:
        raise EOFError

    type_into(monkeypatch)
    monkeypatch.setattr("getpass.getpass", give_up)
    outcome = run("staff", "password", aoki)

    assert (outcome.code, outcome.err) == (1, "")


@pytest.mark.parametrize("errors", ["strict", "surrogateescape"])
def test_a_password_that_is_no_text_is_told(
    run: Run, aoki: str, monkeypatch: pytest.MonkeyPatch, errors: str
) -> None:
    bytes_ = io.BytesIO(b"correct-horse-\xff\n")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(bytes_, encoding="utf-8", errors=errors))
    outcome = run("staff", "password", aoki, "--password-stdin")

    assert outcome.code == 2
    assert "standard input" in outcome.err

"""Staff accounts from the command line."""

import io
import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.__main__ import main
from services.contract.errors import ServiceError, SignInFailed
from services.own_schema.library import open_library
from services.rules.secret import Secret
from tests.app.cli.conftest import FORMULAS, Outcome, Run
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
        ("madoguchi staff", f"staff.{done}") for done in ("add", "change", "disable", "enable")
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


def test_a_file_of_new_people_is_tried_and_then_opened(run: Run, url: str, tmp_path: Path) -> None:
    people, passwords = tmp_path / "new.csv", tmp_path / "passwords.csv"
    people.write_text(
        "id,name,role,branch\nueno,上野,counter,chuo\nendo,遠藤,phone,前川図書館\n", encoding="utf-8"
    )
    words = ("staff", "add", "--from", str(people))
    assert run(*words, "--dry-run") == Outcome(0, "staff: inserted 2, changed 0, unchanged 0\n", "")
    assert run("staff", "list").out == ""
    assert run(*words, "--passwords", str(passwords)) == Outcome(
        0, "staff: inserted 2, changed 0, unchanged 0\n", ""
    )
    written = passwords.read_text(encoding="utf-8-sig").splitlines()
    assert signs_in(url, "ueno", written[1].split(",")[3]) == "ueno 上野 counter"
    others = b"".join(it.read_bytes() for it in tmp_path.rglob("*") if it.is_file() and it != passwords)
    assert "上野".encode() in others
    assert written[1].split(",")[3].encode() not in others
    again = run(*words, "--dry-run", "--json")
    assert again.code == 1
    assert json.loads(again.out)["faults"][0] == {
        "file": "new.csv", "line": 2, "column": "id", "cause": "staff_exists", "found": "ueno",
    }  # fmt: skip


def test_a_list_is_written_edited_and_read(run: Run, aoki: str, tmp_path: Path) -> None:
    listed = tmp_path / "staff.csv"
    assert run("staff", "list", "--output", str(listed)) == Outcome(0, "", FORMULAS)
    assert run("staff", "change", "--from", str(listed)).out == "staff: inserted 0, changed 0, unchanged 1\n"
    listed.write_bytes(listed.read_bytes().replace(b"supervisor", b"director"))
    faulty = run("staff", "change", "--from", str(listed))
    assert faulty == Outcome(
        1,
        "staff.csv 2行目 role: この列に使えるコードではありません(director)\n",
        "madoguchi: 誤りが1件あります。何も変更していません。\n",
    )
    listed.write_bytes(listed.read_bytes().replace(b"director", b"counter"))
    assert run("staff", "change", "--from", str(listed), "--dry-run").code == 0
    assert "責任者" in run("staff", "list").out
    assert run("staff", "change", "--from", str(listed)).code == 0
    assert "窓口" in run("staff", "list").out


@pytest.mark.parametrize(
    "words",
    [
        ("add",),
        ("add", "x", "--role", "counter", "--name", "n"),
        ("add", "--from", "x.csv"),
        ("add", "--from", "x.csv", "--dry-run", "--passwords", "y.csv"),
        ("add", "--from", "x.csv", "--passwords", "y.csv", "--password-stdin"),
        ("add", "x", "--from", "x.csv", "--passwords", "y.csv"),
        ("add", "x", "--role", "counter", "--name", "n", "--branch", "chuo", "--passwords", "y.csv"),
        ("add", "x", "--role", "counter", "--name", "n", "--branch", "chuo", "--dry-run"),
        ("add", "--from", "x.xlsx", "--dry-run"),
        ("change",),
        ("change", "--role", "counter"),
        ("change", "x", "--from", "x.csv"),
        ("change", "--from", "x.csv", "--role", "counter"),
        ("change", "x", "--role", "counter", "--json"),
    ],
)
def test_words_that_do_not_go_together_are_wrong_usage(
    run: Run, url: str, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    pipe(monkeypatch, f"{PASSWORD}\n")
    outcome = run("staff", *words)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("madoguchi")

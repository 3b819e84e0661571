"""The library's own masters from the command line."""

import io
import json
import sys
from pathlib import Path

import pytest

from services.own_schema.masters.master_writing import VERB
from tests.app.cli.conftest import FORMULAS, Run
from views.text import act_words

PASSWORD = "ひみつ-correct-horse"


@pytest.fixture
def folder(run: Run, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "masters"
    outcome = run("master", "export", str(made))
    assert (outcome.code, outcome.err) == (0, FORMULAS)
    assert outcome.out.splitlines()[0] == "branch: 10"
    for role in ("supervisor", "counter"):
        _pipe(monkeypatch)
        words = ("staff", "add", role, "--role", role, "--name", "n", "--branch", "chuo", "--password-stdin")
        assert run(*words).code == 0
    return made


def _pipe(monkeypatch: pytest.MonkeyPatch, password: str = PASSWORD) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{password}\n"))


def _rename(folder: Path, name: str) -> None:
    path = folder / "branch.csv"
    text = path.read_bytes().replace("中央図書館,中央".encode(), f"{name},中央".encode())
    path.write_bytes(text)


def test_a_check_tells_what_would_change(run: Run, folder: Path) -> None:
    _rename(folder, "中央新館")
    outcome = run("master", "check", str(folder))

    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.splitlines()[0] == "branch: inserted 0, changed 1, unchanged 9"
    assert json.loads(run("master", "check", str(folder), "--json").out)["tables"]["branch"]["changed"] == 1


def test_a_supervisor_brings_masters_in(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _rename(folder, "中央新館")
    _pipe(monkeypatch)
    outcome = run("master", "import", str(folder), "--as", "supervisor", "--password-stdin")

    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.splitlines()[0] == "branch: inserted 0, changed 1, unchanged 9"
    assert run("master", "check", str(folder)).out.splitlines()[0].endswith("unchanged 10")
    assert run("audit", "verify").code == 0
    assert act_words.VERBS[VERB] == "図書館の設定の変更"


def test_a_password_is_asked_for_once(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Keyboard(io.StringIO):
        def isatty(self) -> bool:
            return True

    asked: list[str] = []

    def typed(prompt: str) -> str:
        asked.append(prompt)
        return PASSWORD

    monkeypatch.setattr(sys, "stdin", Keyboard())
    monkeypatch.setattr("getpass.getpass", typed)

    assert run("master", "import", str(folder), "--as", "supervisor").code == 0
    assert asked == ["パスワード: "]


def test_who_may_not_or_is_not_known_changes_nothing(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _rename(folder, "中央新館")
    _pipe(monkeypatch)
    clerk = run("master", "import", str(folder), "--as", "counter", "--password-stdin")
    _pipe(monkeypatch, "something-else")
    guess = run("master", "import", str(folder), "--as", "supervisor", "--password-stdin")

    assert (clerk.code, guess.code) == (1, 1)
    assert clerk.err.startswith("madoguchi: このログインではできません。責任者の")
    assert guess.err.startswith("madoguchi: 職員IDかパスワードが違います。")
    assert run("master", "check", str(folder)).out.splitlines()[0].startswith("branch: inserted 0, changed 1")


def test_faults_are_told_and_nothing_is_changed(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "circulation_rule.csv"
    path.write_bytes(path.read_bytes().replace(b"loan_days,2000-01-01,14", b"loan_days,2000-01-01,two weeks"))
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    (at_fault,) = (
        number for number, line in enumerate(lines, 1) if line.startswith("loan_days,2000-01-01,two weeks,")
    )
    _pipe(monkeypatch)

    for words in (("check",), ("import", "--as", "supervisor", "--password-stdin")):
        outcome = run("master", *words, str(folder))
        assert outcome.code == 1
        assert outcome.out == f"circulation_rule.csv {at_fault}行目 value: 整数ではありません(two weeks)\n"
        assert outcome.err == "madoguchi: 誤りが1件あります。何も変更していません。\n"


def test_what_is_wrong_with_a_text_is_told_with_its_line(run: Run, folder: Path) -> None:
    path = folder / "wording.csv"
    own = 'mail.email_registered.body,2027/4/1,"図書館です。\n\n<b>"\nslip.ja.valid_until,2027/4/1,{day}\n'
    path.write_bytes(path.read_bytes() + own.encode())
    outcome = run("master", "check", str(folder))

    assert outcome.code == 1
    assert outcome.out.splitlines() == [
        "wording.csv 2行目 text: 文字だけで書いてください(<b>)",
        "wording.csv 2行目 text: この文言には {library} が必要です",
        "wording.csv 5行目 text: この文言では {day} を使えません",
        "wording.csv 5行目 text: この文言には {date} が必要です",
    ]


def test_without_a_name_nothing_is_imported(run: Run, folder: Path) -> None:
    assert run("master", "import", str(folder)).code == 2

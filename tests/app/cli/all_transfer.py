"""Tables from files and into files, from the command line."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli.transfer import progress_bar
from tests.app.cli.conftest import FORMULAS, Run
from tests.helpers.platforms import posix

ROOT = Path(__file__).parents[3]
_TITLES = "id\ttitle\tauthor\tpublisher\tyear\tmaterial_type\n1\t門\t\t\t\tbook\n2\tこころ\t\t\t\tbook\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "files"
    made.mkdir()
    (made / "bib_record.tsv").write_text(_TITLES, encoding="utf-8")
    return made


def test_an_import_tells_what_it_did(run: Run, url: str, folder: Path) -> None:
    dry = run("import", str(folder), "--dry-run")
    first = run("import", str(folder))
    second = run("import", str(folder))

    assert (first.code, first.err) == (0, "")
    assert first.out == dry.out == "bib_record: inserted 2, changed 0, unchanged 0\n"
    assert second.out == "bib_record: inserted 0, changed 0, unchanged 2\n"


def test_an_import_for_scripts(run: Run, url: str, folder: Path) -> None:
    assert json.loads(run("import", str(folder), "--json").out) == {
        "ok": True,
        "tables": {"bib_record": {"inserted": 2, "changed": 0, "removed": 0, "unchanged": 0}},
        "fault_count": 0,
        "faults": [],
    }


def test_faults_are_told_one_a_line(run: Run, url: str, folder: Path) -> None:
    with (folder / "bib_record.tsv").open("a", encoding="utf-8") as file:
        file.write("3\t\t\t\t\tbook\n二\t門\t\t\t\tbook\n")
    outcome = run("import", str(folder))

    assert outcome.code == 1
    assert outcome.out.splitlines() == [
        "bib_record.tsv 4行目 title: 値がありません",
        "bib_record.tsv 5行目 id: 整数ではありません(二)",
    ]
    assert outcome.err == "madoguchi: 誤りが2件あります。何も変更していません。\n"
    assert json.loads(run("import", str(folder), "--json").out)["faults"][1] == {
        "file": "bib_record.tsv",
        "line": 5,
        "column": "id",
        "cause": "not_a_number",
        "found": "二",
    }


def test_more_than_a_hundred_faults_are_counted(run: Run, url: str, folder: Path) -> None:
    with (folder / "bib_record.tsv").open("a", encoding="utf-8") as file:
        file.writelines(f"{number}\t\t\t\t\tbook\n" for number in range(3, 153))
    lines = run("import", str(folder)).out.splitlines()

    assert len(lines) == 101
    assert lines[-1] == "ほかに50件あります。"


@pytest.mark.parametrize("suffix", ["tsv", "csv"])
def test_an_export_comes_in_again(run: Run, url: str, folder: Path, tmp_path: Path, suffix: str) -> None:
    run("import", str(folder))
    outcome = run("export", str(tmp_path / "out"), "--format", suffix)

    assert (outcome.code, outcome.err) == (0, FORMULAS)
    assert outcome.out.splitlines()[0] == "bib_record: 2"
    assert (tmp_path / "out" / f"bib_record.{suffix}").read_text(encoding="utf-8").count("\n") == 3
    assert run("import", str(tmp_path / "out")).out.startswith(
        "bib_record: inserted 0, changed 0, unchanged 2\n"
    )


def test_a_cell_that_a_spreadsheet_would_run_comes_in_again_as_it_was(
    run: Run, url: str, folder: Path, tmp_path: Path
) -> None:
    titles = ["=1+1", "+81", "-1", "@SUM(A1)", '=HYPERLINK("x")']
    with (folder / "bib_record.tsv").open("a", encoding="utf-8") as file:
        for number, title in enumerate(titles, start=3):
            quoted = title.replace('"', '""')
            file.write(f'{number}\t"{quoted}"\t\t\t\tbook\n')
    assert run("import", str(folder)).code == 0
    assert run("export", str(tmp_path / "out"), "--format", "csv").code == 0
    assert run("import", str(tmp_path / "out")).out.startswith(
        "bib_record: inserted 0, changed 0, unchanged 7\n"
    )


def test_what_can_not_be_done_is_one_plain_line(run: Run, url: str, folder: Path, tmp_path: Path) -> None:
    nowhere = run("import", str(tmp_path / "nowhere"))
    full = run("export", str(folder))

    assert (nowhere.code, full.code) == (1, 1)
    assert nowhere.err.startswith(f"madoguchi: フォルダー {tmp_path / 'nowhere'} に、")
    assert full.err.startswith(f"madoguchi: フォルダー {folder} は空ではありません。")


def test_progress_is_shown_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for screen, shows in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", screen)
        with progress_bar() as told:
            told("read loan", 10, 100)
            told("read loan", 100, 100)
            told("write loan", 0, 3)
        assert ("read loan" in screen.getvalue()) is shows


@posix("Windows keeps no named pipes among the files of a folder.")
def test_a_killed_import_leaves_the_library_as_it_was(run: Run, url: str, folder: Path) -> None:
    """The file is a pipe that never ends: the program is killed while it reads."""
    run("import", str(folder))
    (folder / "bib_record.tsv").unlink()
    os.mkfifo(folder / "bib_record.tsv")
    words = [sys.executable, "-m", "app", "import", str(folder)]
    with (
        subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program,
        (folder / "bib_record.tsv").open("w", encoding="utf-8") as file,
    ):
        file.write(_TITLES.replace("門", "門前"))
        file.flush()
        program.kill()
        program.wait()
    (folder / "bib_record.tsv").unlink()
    (folder / "bib_record.tsv").write_text(_TITLES, encoding="utf-8")

    assert run("import", str(folder)).out == "bib_record: inserted 0, changed 0, unchanged 2\n"

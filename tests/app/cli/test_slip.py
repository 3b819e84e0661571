"""The sample slip from the command line."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from services.rules.vocabulary import Paper
from tests.app.cli.conftest import Run
from tests.services.slips.reading_back import text_of


@pytest.mark.parametrize("paper", list(Paper))
def test_a_sample_is_written(run: Run, tmp_path: Path, paper: Paper) -> None:
    file = tmp_path / "slip.pdf"
    outcome = run("slip", "--sample", "--paper", paper.value, "--output", str(file))

    assert (outcome.code, outcome.err) == (0, "")
    assert len(PdfReader(io.BytesIO(file.read_bytes())).pages) == 1


def test_standard_output_is_a_file_too(home: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    from app.__main__ import main

    assert main(["slip", "--sample", "--output", "-"]) == 0
    assert capfdbinary.readouterr().out.startswith(b"%PDF")


def test_a_place_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    outcome = run("slip", "--sample", "--output", str(tmp_path / "nowhere" / "slip.pdf"))

    assert outcome.code == 1
    assert outcome.err.startswith("madoguchi: ")
    assert "に書き込めません。" in outcome.err


def test_the_words_of_a_file_can_be_seen_before_they_are_in_force(run: Run, tmp_path: Path) -> None:
    file, masters = tmp_path / "slip.pdf", tmp_path / "masters"
    masters.mkdir()
    own = "name,valid_from,text\nslip.ja.title,2099-04-01,新しい題\nslip.ja.title,2027-04-01,前の題\n"
    (masters / "wording.csv").write_text(own, encoding="utf-8")
    (masters / "branch.csv").write_text("code\n", encoding="utf-8")
    outcome = run("slip", "--sample", "--masters", str(masters), "--output", str(file))

    assert (outcome.code, outcome.err) == (0, "")
    assert "新しい題" in text_of(file.read_bytes())


def test_words_that_are_at_fault_are_told_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    file, masters = tmp_path / "slip.pdf", tmp_path / "masters"
    masters.mkdir()
    (masters / "wording.csv").write_text("name,valid_from,text\nslip.ja.name,2027-4-1,様\n", encoding="utf-8")
    outcome = run("slip", "--sample", "--masters", str(masters), "--output", str(file))

    assert outcome.code == 1
    assert outcome.out == "wording.csv 2行目 text: この文言には {name} が必要です\n"
    assert not file.exists()


def test_without_a_file_of_words_they_are_the_programs_own(run: Run, tmp_path: Path) -> None:
    file, masters = tmp_path / "slip.pdf", tmp_path / "masters"
    masters.mkdir()
    (masters / "branch.csv").write_text("code\n", encoding="utf-8")
    assert run("slip", "--sample", "--masters", str(masters), "--output", str(file)).code == 0
    assert "パスワードのお知らせ" in text_of(file.read_bytes())

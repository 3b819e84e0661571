"""The sample slip from the command line."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from services.slips.content import Paper
from tests.app.cli.conftest import Run


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

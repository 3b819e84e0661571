"""The wheel: the same source makes the same file, whoever makes it and wherever."""

import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from app import __version__
from app.support.about import COMMIT
from tools.package import ROOT


def source(place: Path) -> Path:
    """Copy what the wheel is made of; the files' times are those of now."""
    hatch = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
    wheel = hatch["targets"]["wheel"]
    named = (
        *wheel["packages"],
        *wheel["force-include"],
        "pyproject.toml",
        "README.md",
        "LICENSE",
        ".gitignore",
    )
    for name in named:
        if (ROOT / name).is_dir():
            unwanted = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, place / name, copy_function=shutil.copyfile, ignore=unwanted)
        else:
            shutil.copyfile(ROOT / name, place / name)
    return place


def built(place: Path, epoch: int, *, umask: int) -> Path:
    """Build the wheel of a copy."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", "made"]
    subprocess.run(
        command, cwd=place, env={**os.environ, "SOURCE_DATE_EPOCH": str(epoch)}, umask=umask, check=True
    )
    (made,) = (place / "made").glob("*.whl")
    return made


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    for name in ("one", "a longer name"):
        (tmp_path / name).mkdir()
    return source(tmp_path / "one"), source(tmp_path / "a longer name")


def test_two_builds_make_the_same_wheel(places: tuple[Path, Path]) -> None:
    first, second = places
    wheel = built(first, 1_700_000_000, umask=0o022)
    assert wheel.name == f"madoguchi-{__version__}-py3-none-any.whl"
    assert built(second, 1_700_000_000, umask=0o077).read_bytes() == wheel.read_bytes()
    shutil.rmtree(second / "made")
    (second / "resources" / COMMIT).write_text("4f2a90c1b7d3\n", encoding="ascii")
    other = built(second, 1_700_000_000, umask=0o022)
    assert other.read_bytes() != wheel.read_bytes(), "what is packaged is compared"
    assert f"resources/{COMMIT}" in zipfile.ZipFile(other).namelist()
